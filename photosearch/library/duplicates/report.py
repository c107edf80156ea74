"""Write groups of duplicates into a page with pictures, or into a table."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from photosearch.core.duplicates import DuplicateGroup, GroupChoice, Mark, MemberChoice
from photosearch.core.encodable import encodable
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl, Progress, RateLimiter, RateMeter
from photosearch.core.message_codes import StageCode
from photosearch.core.photo import PhotoRecord
from photosearch.library.file_ops import contact_sheet, csv_export
from photosearch.library.file_ops.output_files import check_output
from photosearch.messages import Message

Photos = Callable[[Sequence[int]], Sequence[PhotoRecord]]
Thumbnails = Callable[[Sequence[int]], Mapping[int, bytes]]
WhyText = Callable[[MemberChoice], str]

_HEADER = ("group", "kind", "level", "keep", "why")
_STYLE = """\
<style>
figure.goes { opacity: .75; border-style: dashed; }
figure b { display: inline-block; margin-bottom: .2rem; }
</style>
"""


def check_path(path: Path, *, replace: bool) -> Path:
    """Return `path` made absolute, and check that a report may be written there; see
    `check_output`.

    Raises:
        UserError: it may not.
    """
    wrong_name = UserError(ErrorCode.REPORT_NAME_WRONG, file=path.name)
    return check_output(path, (".csv", *contact_sheet.SUFFIXES), wrong_name, replace=replace)


def write_table(
    path: Path,
    groups: Sequence[DuplicateGroup],
    choices: Sequence[GroupChoice],
    photos: Photos,
    why_text: WhyText,
) -> None:
    """Write a row for each file of each group: the group, whether it stays and why, and the photo.

    Raises:
        UserError: the file cannot be written.
    """
    rows = []
    for number, (group, choice) in enumerate(zip(groups, choices, strict=True), start=1):
        records = {record.photo_id: record for record in photos(group.photo_ids)}
        for each in choice.choices:
            if each.photo_id in records:
                keep = "yes" if each.mark is Mark.KEEP else "no"
                told = (number, group.kind.value, group.level.name.lower(), keep, why_text(each))
                rows.append((*told, *csv_export.row_of(records[each.photo_id])))
    csv_export.write_rows(path, (*_HEADER, *csv_export.COLUMNS), rows)


def write_page_of(
    path: Path,
    groups: Sequence[DuplicateGroup],
    choices: Sequence[GroupChoice],
    photos: Photos,
    thumbnails: Thumbnails,
    why_text: WhyText,
    control: JobControl,
    on_progress: Callable[[Progress], None],
) -> None:
    """Write a page with all pictures inside: a row for each group, what stays first.

    Raises:
        UserError: the file cannot be written.
        Cancelled: through `control`; nothing is written.
    """
    report, rate = RateLimiter(on_progress, 10), RateMeter()
    parts = [contact_sheet.HEAD.format(title="Duplicates").replace("</head>", _STYLE + "</head>")]
    for number, (group, choice) in enumerate(zip(groups, choices, strict=True)):
        control.checkpoint()
        report(rate.progress(Message(StageCode.WRITING_SHEET), number, len(groups)))
        parts.append(_section(number + 1, group, choice, photos, thumbnails, why_text))
    parts.append("</body>\n</html>\n")
    contact_sheet.write_page(path, "".join(parts))
    report.flush()


def _section(
    number: int,
    group: DuplicateGroup,
    choice: GroupChoice,
    photos: Photos,
    thumbnails: Thumbnails,
    why_text: WhyText,
) -> str:
    records = {record.photo_id: record for record in photos(group.photo_ids)}
    pictures = thumbnails(group.photo_ids)
    title = f"{number}. {group.kind.value}, {group.level.name.lower()}"
    figures = [
        _figure(each, records[each.photo_id], pictures.get(each.photo_id), why_text(each))
        for each in sorted(choice.choices, key=lambda each: each.mark is Mark.REMOVE)
        if each.photo_id in records
    ]
    return f"<h1>{html.escape(title)}</h1>\n<section>\n{''.join(figures)}</section>\n"


def _figure(choice: MemberChoice, record: PhotoRecord, jpeg: bytes | None, why: str) -> str:
    stays = choice.mark is Mark.KEEP
    word = "Stays" if stays else "Goes"
    told = f"<b>{word}{': ' if why else ''}{html.escape(why)}</b><br>"
    details = "  ·  ".join(
        [*contact_sheet.details_of(record), f"{record.size:,} bytes", str(record.path.parent)]
    )
    figure = contact_sheet.figure_html(
        jpeg, told + contact_sheet.link_html(record.path), encodable(details)
    )
    return figure if stays else figure.replace("<figure>", '<figure class="goes">', 1)

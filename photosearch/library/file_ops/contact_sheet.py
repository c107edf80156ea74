"""Write contact sheets: one HTML file with everything in it, which opens without a network."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from photosearch.core.encodable import encodable
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.file_operations import OperationContext
from photosearch.core.jobs import RateLimiter, RateMeter
from photosearch.core.message_codes import StageCode
from photosearch.core.photo import PhotoRecord
from photosearch.core.query import Answer, Query, QueryItem, RgbImage
from photosearch.images.thumbnails import make_thumbnail
from photosearch.library.file_ops.output_files import check_output, unwritable
from photosearch.messages import Message
from photosearch.private_files import replace_file

SUFFIXES = (".html", ".htm")
"""Of contact sheets and other pages, in lower case."""
_AT_ONCE = 64
"""Thumbnails that are read together: a sheet of thousands must not be in memory twice."""

ReadPicture = Callable[[Path], RgbImage]
"""Pixels of a query's file; raises UnreadablePhoto."""

HEAD = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>PhotoSearch: {title}</title>
<style>
:root {{ color-scheme: light dark; --paper: #fafafa; --ink: #1c1c1e; --faint: #6e6e73;
        --card: #ffffff; --line: #d9d9de; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --paper: #17181a; --ink: #ececf0; --faint: #a0a0a8; --card: #222427; --line: #36383d; }}
}}
body {{ margin: 0; padding: 1.5rem; background: var(--paper); color: var(--ink);
       font: 14px/1.4 system-ui, sans-serif; }}
h1 {{ font-size: 1.1rem; margin: 0 0 .75rem; }}
section {{ display: grid; gap: 1rem; margin-bottom: 2rem;
          grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); }}
figure {{ margin: 0; padding: .5rem; background: var(--card); border: 1px solid var(--line);
         border-radius: 6px; }}
img {{ display: block; width: 100%; height: 200px; object-fit: contain; }}
.none {{ height: 200px; display: grid; place-items: center; color: var(--faint); }}
figcaption {{ margin-top: .4rem; overflow-wrap: anywhere; }}
figcaption small {{ display: block; color: var(--faint); }}
a {{ color: inherit; }}
</style>
</head>
<body>
"""


def check_sheet_path(path: Path, *, replace: bool) -> Path:
    """Return `path` made absolute, and check that a page may be written there; see `check_output`.

    Raises:
        UserError: it may not.
    """
    wrong_name = UserError(ErrorCode.SHEET_NAME_WRONG, file=path.name)
    return check_output(path, SUFFIXES, wrong_name, replace=replace)


def write_sheet(
    path: Path,
    query: Query,
    answer: Answer,
    records: Mapping[int, PhotoRecord],
    thumbnails: Mapping[int, bytes],
    read_picture: ReadPicture,
) -> None:
    """Write the answer to `path`; see `write_page`.

    Args:
        records, thumbnails: by photo id; a photo without a record is left out.

    Raises:
        UserError: the file cannot be written.
    """
    write_page(path, sheet_html(query, answer, records, thumbnails, read_picture))


def write_page(path: Path, text: str) -> None:
    """Write a page, by a temporary file and a replace.

    Raises:
        UserError: the file cannot be written.
    """
    try:
        replace_file(path, text.encode(), private=False)
    except OSError as error:
        raise unwritable(path, error) from error


def sheet_html(
    query: Query,
    answer: Answer,
    records: Mapping[int, PhotoRecord],
    thumbnails: Mapping[int, bytes],
    read_picture: ReadPicture,
) -> str:
    """Return the page: the query's images on top, the photos below with rank, score and name."""
    names = [encodable(path.name) for item in query.positives if (path := _path(item)) is not None]
    said = [each.text for each in query.words if not each.negative]
    parts = [HEAD.format(title=html.escape(", ".join([*names, *said])))]
    for each in query.words:
        title = "Not showing" if each.negative else "Showing"
        parts.append(f"<h1>{title} “{html.escape(each.text)}”</h1>\n")
    for title, items in (("Like", query.positives), ("Unlike", query.negatives)):
        if items:
            figures = _query_figures(items, read_picture)
            parts += [f"<h1>{title}</h1>\n<section>\n", *figures, "</section>\n"]
    parts.append(f"<h1>The best of {answer.searched:,} photos</h1>\n<section>\n")
    for rank, (photo_id, score) in enumerate(
        zip(answer.photo_ids, answer.scores, strict=True), start=1
    ):
        record = records.get(int(photo_id))
        if record is not None:
            parts.append(_photo(rank, float(score), record, thumbnails.get(int(photo_id))))
    parts.append("</section>\n</body>\n</html>\n")
    return "".join(parts)


def write_selection(
    path: Path,
    title: str,
    records: Sequence[PhotoRecord],
    thumbnails: Callable[[Sequence[int]], Mapping[int, bytes]],
    context: OperationContext,
) -> int:
    """Write photos that somebody chose, in their order, to `path`; return how many there are.

    Args:
        title: above them.
        thumbnails: JPEG by photo id.

    Raises:
        UserError: the file cannot be written.
        Cancelled: through `context`; nothing is written.
    """
    report, rate = RateLimiter(context.on_progress, 10), RateMeter()
    parts = [HEAD.format(title=html.escape(title)), f"<h1>{html.escape(title)}</h1>\n<section>\n"]
    for start in range(0, len(records), _AT_ONCE):
        context.control.checkpoint()
        report(rate.progress(Message(StageCode.WRITING_SHEET), start, len(records)))
        some = records[start : start + _AT_ONCE]
        pictures = thumbnails([record.photo_id for record in some])
        for record in some:
            details = "  ·  ".join([*details_of(record), encodable(str(record.path.parent))])
            parts.append(
                figure_html(pictures.get(record.photo_id), link_html(record.path), details)
            )
    parts.append("</section>\n</body>\n</html>\n")
    write_page(path, "".join(parts))
    report.flush()
    return len(records)


def _query_figures(items: Sequence[QueryItem], read_picture: ReadPicture) -> list[str]:
    return [
        figure_html(_query_thumbnail(item, path, read_picture), link_html(path), "")
        for item in items
        if (path := _path(item)) is not None
    ]


def _path(item: QueryItem) -> Path | None:
    """Return the file of an image that has one."""
    return item.image.file if isinstance(item.image.file, Path) else None


def _query_thumbnail(item: QueryItem, path: Path, read_picture: ReadPicture) -> bytes | None:
    try:
        rgb = read_picture(path)
    except UnreadablePhoto:  # it changed since the search, which could read it
        return None
    return make_thumbnail(item.crop.cut(rgb) if item.crop else rgb)


def _photo(rank: int, score: float, record: PhotoRecord, thumbnail: bytes | None) -> str:
    details = [
        f"{rank}.",
        f"{score:.3f}",
        *details_of(record),
        encodable(str(record.path.parent)),
    ]
    return figure_html(thumbnail, link_html(record.path), "  ·  ".join(details))


def details_of(record: PhotoRecord) -> list[str]:
    """Return size, time and camera of a photo, as far as they are known."""
    if record.metadata is None:
        return []
    details = [f"{record.metadata.width} × {record.metadata.height}"]
    if record.metadata.captured is not None:
        mark = " (changed)" if record.metadata.captured_is_change else ""
        details.append(f"{record.metadata.captured:%Y-%m-%d %H:%M}{mark}")
    if record.metadata.camera:
        details.append(record.metadata.camera)
    return details


def figure_html(thumbnail: bytes | None, caption: str, details: str) -> str:
    """Return a picture with its caption (HTML) and a line of details (text)."""
    if thumbnail is None:
        image = '<div class="none">no picture</div>'
    else:
        data = base64.b64encode(thumbnail).decode("ascii")
        image = f'<img alt="" src="data:image/jpeg;base64,{data}">'
    small = f"<small>{html.escape(details)}</small>" if details else ""
    return f"<figure>{image}<figcaption>{caption}{small}</figcaption></figure>\n"


def link_html(path: Path) -> str:
    """Return the file's name as a link to it."""
    return f'<a href="{html.escape(path.as_uri())}">{html.escape(encodable(path.name))}</a>'

"""Run search: find the photos most like some images, in the library or in any folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photosearch.cli import values
from photosearch.cli.filter_options import with_filters
from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.listing import list_photos, photo_record, show_empty
from photosearch.cli.output import show_message
from photosearch.cli.searched_library import searched_library
from photosearch.cli.session import JsonOption, LibraryOption, ReplaceOption, Session
from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.message_words.command_line import message_text
from photosearch.paths import absolute

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.photo import PhotoRecord
    from photosearch.core.query import Answer, PartMatch, Query, QueryItem


_BECAUSE = {"name": "its name, caption or keywords", "meaning": ""}
"""What is said of photos found by words; labels stand for themselves."""


@with_filters
def search(
    context: typer.Context,
    images: Annotated[
        list[Path] | None,
        typer.Argument(
            readable=False,
            metavar="IMAGE",
            help="What to look for, by example. Without one the photos that pass are listed.",
            show_default=False,
        ),
    ] = None,
    *,
    unlike: Annotated[
        list[Path] | None,
        typer.Option(
            "--not", readable=False, metavar="IMAGE", help="Unlike this one. May be repeated."
        ),
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORDS",
            help="Photos that show what these words say, alone or together with IMAGEs. May be "
            "repeated.",
        ),
    ] = None,
    not_words: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORDS", help="Photos that do not show what these words say. May be repeated."
        ),
    ] = None,
    balance: Annotated[
        float | None,
        typer.Option(
            metavar="0..1",
            min=0,
            max=1,
            help="Of IMAGEs and words together: 0 is the IMAGEs alone, 1 the words alone.  "
            "[default: 0.5]",
            show_default=False,
        ),
    ] = None,
    crop: Annotated[
        list[str] | None,
        typer.Option(
            metavar="X,Y,W,H",
            help="Only this part of the IMAGE, in fractions or percent of its size. Repeated: the "
            "first for the first IMAGE, and so on.",
        ),
    ] = None,
    sense: Annotated[
        str,
        typer.Option(
            metavar="SENSE",
            help="shot (the same picture or moment), look (colours and composition), subject (what "
            "is shown), or a mixture: shot=0.7,look=0.3.",
        ),
    ] = "shot",
    min_level: Annotated[
        str | None,
        typer.Option(
            metavar="LEVEL",
            help="Only photos that are at least so much alike: surely, probably or perhaps.",
        ),
    ] = None,
    top: Annotated[int, typer.Option(metavar="N", min=1, help="How many photos at most.")] = 20,
    filters: Filters,
    sort: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            help="List by taken, added, name, size, rating, color, or alike (what looks alike side "
            "by side), not by how much alike.",
        ),
    ] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="List the other way round.")] = False,
    expand: Annotated[
        bool,
        typer.Option(
            "--expand",
            help="Go on from the first photos found to the photos that are like them.",
        ),
    ] = False,
    sheet: Annotated[
        Path | None,
        typer.Option(
            readable=False, metavar="FILE.html", help="Also write a contact sheet to this file."
        ),
    ] = None,
    replace: ReplaceOption = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Find the photos that are most like the IMAGEs, or show what words say, best first; or list
    those that pass."""
    session = Session.of(context, library, json)
    if replace and sheet is None:
        raise typer.BadParameter("--replace goes with --sheet.")
    order = parse_order(sort, reverse=reverse)
    _check_words(words or [], not_words or [], images or [], balance, expand=expand)
    if not (images or words):
        with_image = {"--not": unlike, "--crop": crop, "--min-level": min_level, "--sheet": sheet}
        _check_listing(with_image, filters, order)
        list_photos(session, filters, order or SortOrder(reversed=reverse), top)
        return
    mode, threshold = values.parse_sense(sense), parse_min_level(min_level)
    from photosearch.core.query import Query, QueryWords

    query = Query(
        items=_items(images or [], crop or [], unlike or []),
        mode=mode,
        filters=filters,
        threshold=threshold,
        limit=top,
        words=(
            *(QueryWords(text) for text in words or ()),
            *(QueryWords(text, negative=True) for text in not_words or ()),
        ),
        balance=0.5 if balance is None else balance,
        expanded=expand,
    )
    sheet_path = None
    if sheet is not None:
        from photosearch.library.file_ops.contact_sheet import check_sheet_path

        sheet_path = check_sheet_path(sheet, replace=replace)
    _find(session, query, order, sheet_path, backwards=reverse and order is None)


def _check_words(
    words: Sequence[str],
    not_words: Sequence[str],
    images: Sequence[Path],
    balance: float | None,
    *,
    expand: bool,
) -> None:
    """Raise typer.BadParameter if the options about words do not go with each other or IMAGEs."""
    for option, texts in (("--words", words), ("--not-words", not_words)):
        if any(not text.strip() for text in texts):
            raise typer.BadParameter(f"{option} needs words.")
    if not_words and not (words or images):
        raise typer.BadParameter("--not-words goes with --words or an IMAGE.")
    if balance is not None and not (images and (words or not_words)):
        raise typer.BadParameter("--balance goes with IMAGEs and --words.")
    if expand and (words or not_words or not images):
        raise typer.BadParameter("--expand goes with an IMAGE, and not with words.")


def _check_listing(
    with_image: Mapping[str, object], filters: Filters, order: SortOrder | None
) -> None:
    """Raise typer.BadParameter if there is nothing to list by, or an option that wants an IMAGE."""
    for option, value in with_image.items():
        if value:
            raise typer.BadParameter(f"{option} goes with an IMAGE or words to search by.")
    if filters.empty and order is None:
        raise typer.BadParameter("Give an IMAGE, --words, or a filter such as --text, or --sort.")


def _items(
    images: Sequence[Path], crops: Sequence[str], unlike: Sequence[Path]
) -> tuple[QueryItem, ...]:
    """Return what is searched by: the first images by their crops, and images to be unlike.

    Raises:
        typer.BadParameter: a crop is none, or there are more than images.
        UserError: there is no such file.
    """
    from photosearch.core.query import QueryImage, QueryItem

    boxes = [values.parse_crop(text) for text in crops]
    if len(boxes) > len(images):
        raise typer.BadParameter("--crop is given more often than there are IMAGEs.")
    return (
        *(QueryItem(QueryImage(file=_file(path)), box) for path, box in zip_longest(images, boxes)),
        *(QueryItem(QueryImage(file=_file(path)), negative=True) for path in unlike),
    )


def _find(
    session: Session,
    query: Query,
    order: SortOrder | None,
    sheet_path: Path | None,
    *,
    backwards: bool,
) -> None:
    """Search, and write what was found: best first unless there is an order, or `backwards`."""
    from photosearch.core.similarity_levels import apply_threshold

    filters = query.filters
    control = JobControl()
    with (
        cancelled_by_interrupt(control.cancel),
        # An example that is none ends it before thousands of photos are read.
        searched_library(
            session, filters.folders, control, lambda library: library.search(query, control)
        ) as opened,
    ):
        whole = opened.verify(query, opened.search(query, control), control)
        answer = apply_threshold(whole, query.threshold)
        records = {record.photo_id: record for record in opened.photos(answer.photo_ids)}
        shown = answer.photo_ids if order is None else opened.facets.sort(answer.photo_ids, order)
        empty = (
            opened.facets.explain_empty(filters)
            if not whole.searched and not filters.empty
            else None
        )
        for note in answer.notes:
            show_message(message_text(note))
        if sheet_path is not None:
            from photosearch.library.file_ops.contact_sheet import write_sheet

            thumbnails = opened.thumbnails(answer.photo_ids)
            write_sheet(sheet_path, query, answer, records, thumbnails, opened.read_picture)
            show_message(f"The contact sheet is {sheet_path}.")
    _show(session, answer, records, shown.tolist()[:: -1 if backwards else 1])
    if empty is not None:
        show_empty(empty)
    if len(whole.photo_ids) and not len(answer.photo_ids):
        show_message("Some are less alike: search without --min-level, or with perhaps.")


def parse_order(key: str | None, *, reverse: bool) -> SortOrder | None:
    """Return an order of photos by the name of its key, in any case; None without a key.

    Raises:
        typer.BadParameter: there is no such key.
    """
    if key is None:
        return None
    keys = {**{each.value: each for each in SortKey}, "colour": SortKey.COLOR}
    if key.lower() not in keys:
        names = f"{', '.join(list(SortKey)[:-1])} or {list(SortKey)[-1]}"
        raise typer.BadParameter(f"--sort: {key!r} is no order. Give {names}.")
    return SortOrder(keys[key.lower()], reverse)


def parse_min_level(text: str | None) -> float:
    """Return the threshold, 0 to 1, of a level's name in any case; 0 for none.

    Raises:
        typer.BadParameter: there is no such level.
    """
    if text is None:
        return 0.0
    from photosearch.core.similarity_levels import LEVEL_THRESHOLDS, SimilarityLevel

    names = {level.name.lower(): LEVEL_THRESHOLDS[level] for level in SimilarityLevel}
    threshold = names.get(text.lower(), 0.0)
    if not threshold:
        raise typer.BadParameter(
            f"--min-level: {text!r} is no level. Give surely, probably or perhaps."
        )
    return threshold


def part_record(part: PartMatch) -> dict[str, Any]:
    """Return the part of a picture by which a photo matched, as a JSON line has it."""
    box = part.box
    return {
        "of": "image" if part.in_query else "photo",
        "image": part.item + 1,
        "box": [round(number, 4) for number in (box.x, box.y, box.width, box.height)],
    }


def _show(
    session: Session, answer: Answer, records: dict[int, PhotoRecord], shown: Sequence[int]
) -> None:
    """Write the photos of an answer in the order `shown`; their ranks tell how much alike."""
    from photosearch.core.similarity_levels import level_of

    nothing = (None,) * len(answer.photo_ids)
    columns = (
        answer.scores,
        answer.distances,
        answer.parts or nothing,
        answer.matches or nothing,
        answer.words or nothing,
    )
    by_id = {
        int(photo_id): row_record(rank, records[int(photo_id)], float(score), float(distance))
        | {
            "level": level_of(score, calibrated=answer.calibrated).name.lower(),
            "verified": None if match is None else str(match.verdict),
        }
        | ({} if part is None else {"part": part_record(part)})
        | ({} if word is None else {"because": word.text or str(word.kind)})
        for rank, (photo_id, score, distance, part, match, word) in enumerate(
            zip(answer.photo_ids, *columns, strict=True), 1
        )
        if int(photo_id) in records  # not removed by another process a moment ago
    }
    rows = [by_id[photo_id] for photo_id in shown if photo_id in by_id]
    if session.output.json:
        for row in rows:
            session.output.record(row)
        return
    session.output.table(
        ((f"{row['rank']}", f"{row['score']:.3f}", _level(row), str(row["path"])) for row in rows),
        right=frozenset({0}),
    )
    if not rows:
        show_message(f"No photo found among {answer.searched:,}.")


def _level(row: dict[str, Any]) -> str:
    """Return how alike a photo is, and why that is not said with more certainty."""
    from photosearch.core.verification import Verdict

    too_little = row["verified"] == Verdict.TOO_LITTLE
    because = _BECAUSE.get(row.get("because", ""), row.get("because"))
    reason = f", because: {because}" if because else ""
    return f"{row['level']}{', too little in the picture to be sure' if too_little else ''}{reason}"


def row_record(rank: int, record: PhotoRecord, score: float, distance: float) -> dict[str, Any]:
    """Return one photo of an answer, as a JSON line has it."""
    return {
        "rank": rank,
        "path": record.path,
        "score": round(score, 4),
        "distance": round(distance, 2),
    } | photo_record(record)


def _file(path: Path) -> Path:
    path = absolute(path)
    if not path.exists():
        raise UserError.in_words(f"{path} does not exist.", "Name an image file to search with.")
    if path.is_dir():
        raise UserError.in_words(
            f"{path} is a folder.", "Name an image file; folders go with --in."
        )
    return path

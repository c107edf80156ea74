"""Run search: find the photos most like some images, in the library or in any folder."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photosearch.cli import values
from photosearch.cli.filter_options import with_filters
from photosearch.cli.indexing import show_notes, summary_text
from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.output import show_message
from photosearch.cli.progress import progress_display
from photosearch.cli.session import JsonOption, LibraryOption, Session, open_library
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.photo import PhotoRecord
    from photosearch.core.query import Answer, PartMatch, Query
    from photosearch.library.library import Library


@with_filters
def search(
    context: typer.Context,
    images: Annotated[
        list[Path],
        typer.Argument(readable=False, metavar="IMAGE...", help="What to look for, by example."),
    ],
    *,
    unlike: Annotated[
        list[Path] | None,
        typer.Option(
            "--not", readable=False, metavar="IMAGE", help="Unlike this one. May be repeated."
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
    sheet: Annotated[
        Path | None,
        typer.Option(
            readable=False, metavar="FILE.html", help="Also write a contact sheet to this file."
        ),
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Find the photos that are most like the IMAGEs, best first."""
    session = Session.of(context, library, json)
    crops = [values.parse_crop(text) for text in crop or ()]
    if len(crops) > len(images):
        raise typer.BadParameter("--crop is given more often than there are IMAGEs.")
    mode = values.parse_sense(sense)
    threshold = parse_min_level(min_level)
    from photosearch.core.query import Query, QueryImage, QueryItem
    from photosearch.core.similarity_levels import apply_threshold

    paths = [_file(path) for path in images]
    padded = [*crops, *[None] * (len(images) - len(crops))]
    query = Query(
        items=(
            *(
                QueryItem(QueryImage(file=path), box)
                for path, box in zip(paths, padded, strict=True)
            ),
            *(QueryItem(QueryImage(file=_file(path)), negative=True) for path in unlike or ()),
        ),
        mode=mode,
        filters=filters,
        threshold=threshold,
        limit=top,
    )
    sheet_path = None
    if sheet is not None:
        from photosearch.library.file_ops.contact_sheet import check_sheet_path, write_sheet

        sheet_path = check_sheet_path(sheet)
    control = JobControl()
    with cancelled_by_interrupt(control.cancel), _library_for(session, query, control) as opened:
        whole = opened.verify(query, opened.search(query, control), control)
        answer = apply_threshold(whole, threshold)
        records = {record.photo_id: record for record in opened.photos(answer.photo_ids)}
        for note in answer.notes:
            show_message(note)
        if sheet_path is not None:
            thumbnails = opened.thumbnails(answer.photo_ids)
            write_sheet(sheet_path, query, answer, records, thumbnails, opened.read_picture)
            show_message(f"The contact sheet is {sheet_path}.")
    _show(session, answer, records)
    if len(whole.photo_ids) and not len(answer.photo_ids):
        show_message("Some are less alike: search without --min-level, or with perhaps.")


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


def _show(session: Session, answer: Answer, records: dict[int, PhotoRecord]) -> None:
    from photosearch.core.similarity_levels import level_of

    nothing = (None,) * len(answer.photo_ids)
    columns = (answer.scores, answer.distances, answer.parts or nothing, answer.matches or nothing)
    rows = [
        row_record(rank, records[int(photo_id)], float(score), float(distance))
        | {
            "level": level_of(score, calibrated=answer.calibrated).name.lower(),
            "verified": None if match is None else str(match.verdict),
        }
        | ({} if part is None else {"part": part_record(part)})
        for rank, (photo_id, score, distance, part, match) in enumerate(
            zip(answer.photo_ids, *columns, strict=True), 1
        )
        if int(photo_id) in records  # not removed by another process a moment ago
    ]
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
    return f"{row['level']}{', too little in the picture to be sure' if too_little else ''}"


def row_record(rank: int, record: PhotoRecord, score: float, distance: float) -> dict[str, Any]:
    """Return one photo of an answer, as a JSON line has it."""
    row: dict[str, Any] = {
        "rank": rank,
        "path": record.path,
        "score": round(score, 4),
        "distance": round(distance, 2),
        "photo_id": record.photo_id,
        "size": record.size,
    }
    if record.facts is not None:
        facts = record.facts
        row |= {
            "format": facts.format,
            "width": facts.width,
            "height": facts.height,
            "captured": facts.captured,
            "camera": facts.camera,
            "lens": facts.lens,
            "rating": facts.rating,
        }
    return row


@contextlib.contextmanager
def _library_for(session: Session, query: Query, control: JobControl) -> Iterator[Library]:
    """Open the user's library, or a temporary one of the folders that are not in it."""
    folders = query.filters.folders
    if not folders or _is_library(session.folder):
        with session.open(read_only=True) as opened:
            outside = [folder for folder in folders if opened.root_of(folder) is None]
            if not outside:
                if not opened.roots():
                    raise UserError(
                        "This library has no folders yet.",
                        "Index one (photosearch index FOLDER) or name one to search (--in FOLDER).",
                    )
                for root in opened.roots():
                    if not root.online:
                        show_message(f"{root.path} is not connected; its photos are left out.")
                yield opened
                return
            if len(outside) < len(folders):
                raise UserError(
                    f"{outside[0]} is not in the library, other folders are.",
                    f"Take it in first: photosearch index {outside[0]}",
                )
    with (
        _temporary_folder() as place,
        open_library(Path(place) / "library") as temporary,
    ):
        for folder in folders:
            temporary.add_root(folder)
        # Before thousands of photos are read: an example that is none ends it here.
        temporary.search(query, control)
        _index_all(temporary, control)
        yield temporary


def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="photosearch-", ignore_cleanup_errors=True)
    except OSError as error:
        raise UserError(
            f"A temporary folder cannot be made ({error.strerror}).",
            "Make room for temporary files, or take the folder into the library: photosearch index",
        ) from error


def _index_all(temporary: Library, control: JobControl) -> None:
    show_message("Not in the library yet, so it is read for this search only.")
    with progress_display() as display:
        summary = temporary.index(control=control, on_progress=display)
    if summary.cancelled:
        raise Cancelled
    show_message(summary_text(summary))
    show_notes(summary, "")


def _is_library(folder: Path) -> bool:
    return (folder / "catalog.db").exists()


def _file(path: Path) -> Path:
    path = path.expanduser()
    if not path.exists():
        raise UserError(f"{path} does not exist.", "Name an image file to search with.")
    if path.is_dir():
        raise UserError(f"{path} is a folder.", "Name an image file; folders go with --in.")
    return path.absolute()

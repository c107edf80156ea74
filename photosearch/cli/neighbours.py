"""Define `photosearch neighbours`: which photos are most like one photo, sense by sense."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.listing import photo_record
from photosearch.cli.output import show_message
from photosearch.cli.session import JsonOption, LibraryOption, Session
from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl
from photosearch.paths import absolute

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.query import QueryImage
    from photosearch.library.reader import LibraryReader

_ALL = "all"
_MOST = 2**63 - 1
"""No photo has a greater id."""


def neighbours(
    context: typer.Context,
    image: Annotated[
        str,
        typer.Argument(
            metavar="IMAGE|PHOTO",
            help="An image file, in the library or not, or the photo_id of a photo.",
        ),
    ],
    sense: Annotated[
        str,
        typer.Option(
            metavar="SENSE",
            help="shot (the same picture or moment), look (colours and composition), subject (what "
            "is shown), or all of them.",
        ),
    ] = _ALL,
    top: Annotated[
        int, typer.Option(metavar="N", min=1, help="How many photos of each sense at most.")
    ] = 16,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """List the photos that are most like one photo, nearest first, by shot, look and subject.

    In a sense in which something was learned from your answers they are in that order.
    """
    from photosearch.core.neighbours import KIND_OF_SENSE

    session = Session.of(context, library, json)
    sense = sense.lower()
    if sense != _ALL and sense not in KIND_OF_SENSE:
        names = f"{', '.join(KIND_OF_SENSE)} or {_ALL}"
        raise typer.BadParameter(f"--sense: {sense!r} is no sense. Give {names}.")
    control = JobControl()
    with cancelled_by_interrupt(control.cancel), session.read() as opened:
        found = opened.neighbours(_query_image(opened, image), top, control)
        by_sense = {
            name: found.by_sense[kind]
            for name, kind in KIND_OF_SENSE.items()
            if kind in found.by_sense and sense in (name, _ALL)
        }
        ids = {each.photo_id for of_sense in by_sense.values() for each in of_sense}
        records = {record.photo_id: record for record in opened.photos(sorted(ids))}
    if not by_sense:
        raise UserError.in_words(
            f"The encoder of this library does not tell {sense}.",
            "Leave out --sense to see what it tells.",
        )
    rows = [
        (name, rank, each, records[each.photo_id])
        for name, of_sense in by_sense.items()
        for rank, each in enumerate(of_sense, 1)
        if each.photo_id in records  # not removed by another process a moment ago
    ]
    if session.output.json:
        for name, rank, each, record in rows:
            values = {
                "sense": name,
                "rank": rank,
                "path": record.path,
                "score": round(each.score, 4),
                "distance": each.distance,
            }
            session.output.record(values | photo_record(record))
        return
    session.output.table(
        (
            (name, str(rank), f"{each.score:.3f}", f"{each.distance} bits", str(record.path))
            for name, rank, each, record in rows
        ),
        right=frozenset({1, 2, 3}),
    )
    if not rows:
        show_message("There are no other photos in this library.")


def _query_image(opened: LibraryReader, image: str) -> QueryImage:
    """Return what an argument names: an image file, or a photo by its id.

    Raises:
        UserError: it names neither.
    """
    from photosearch.core.query import QueryImage

    path = absolute(Path(image))
    if image.isdecimal() and not path.exists():
        number = min(int(image), _MOST)
        if not opened.photos([number]):
            raise UserError.in_words(
                f"There is no photo {image} in the library.",
                "Name an image file, or a photo_id as search --json tells it.",
            )
        return QueryImage(photo_id=number)
    if not path.is_file():
        raise UserError.in_words(
            f"{path} is no file.", "Name an image file, or the photo_id of a photo."
        )
    return QueryImage(photo_id=opened.photo_at(path), file=path)

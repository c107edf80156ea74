"""Define clusters: list the events that photos fall into by day, place and what they show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photosearch.cli.filter_options import with_filters
from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.listing import show_empty
from photosearch.cli.output import count_text, photos_text, show_message
from photosearch.cli.searched_library import FoldersArgument, searched_library
from photosearch.cli.session import JsonOption, LibraryOption, Session
from photosearch.cli.values import parse_folder
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from collections.abc import Iterator, Sequence

    from photosearch.core.events import Event, EventTitle
    from photosearch.library.reader import LibraryReader

_AT_ONCE = 2_000
"""Photos whose paths are read at a time."""


@with_filters
def clusters(
    context: typer.Context,
    folders: FoldersArgument = None,
    *,
    min_photos: Annotated[
        int, typer.Option(metavar="N", min=1, help="Only events of at least so many photos.")
    ] = 1,
    filters: Filters,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Divide photos into events: by day and place, and where these leave it open by what they show.

    The first event comes first; photos without a date are together with those that look alike.
    Each event is told with a title and the photo that stands for it.
    """
    session = Session.of(context, library, json)
    places = tuple(parse_folder(folder) for folder in folders or ())
    filters = replace(filters, folders=(*filters.folders, *places))
    control = JobControl()
    with (
        cancelled_by_interrupt(control.cancel),
        searched_library(session, filters.folders, control) as opened,
    ):
        ids = opened.list_ids(filters)
        empty = None if len(ids) or filters.empty else opened.facets.explain_empty(filters)
        events = opened.events.among(ids)
        listed = [event for event in events if len(event.photo_ids) >= min_photos]
        _show(session, opened, listed)
    inside = sum(len(event.photo_ids) for event in events)
    if session.output.json:
        session.output.record(
            {
                "event": "summary",
                "clusters": len(listed),
                "photos": len(ids),
                "unclustered": len(ids) - inside,
            }
        )
        return
    if not len(ids):
        show_empty(empty)
        return
    count = count_text(len(listed), "event")
    show_message(f"{count} among {photos_text(len(ids))}.")
    if len(ids) > inside:
        show_message(
            f"{photos_text(len(ids) - inside)} without a date or a place are like no others."
        )


def _show(session: Session, opened: LibraryReader, events: Sequence[Event]) -> None:
    for number, (event, paths) in enumerate(_with_paths(opened, events), 1):
        cover = paths.get(event.title.cover)
        if session.output.json:
            session.output.record(_record(number, event, cover, paths))
        else:
            title = title_text(event.title)
            session.output.line(f"{title}  ({photos_text(len(event.photo_ids))})")
            session.output.line(f"    {cover}")


def _with_paths(
    opened: LibraryReader, events: Sequence[Event]
) -> Iterator[tuple[Event, dict[int, Path]]]:
    """Yield each event with the paths of its photos by their ids, read some thousands at a time."""
    gathered: list[Event] = []
    count = 0
    for place, event in enumerate(events):
        gathered.append(event)
        count += len(event.photo_ids)
        if count >= _AT_ONCE or place + 1 == len(events):
            ids = [photo_id for each in gathered for photo_id in each.photo_ids.tolist()]
            paths = {record.photo_id: record.path for record in opened.photos(ids)}
            for each in gathered:
                # One that another process removed a moment ago has none.
                yield each, {i: paths[i] for i in each.photo_ids.tolist() if i in paths}
            gathered, count = [], 0


def _record(
    number: int, event: Event, cover: Path | None, paths: dict[int, Path]
) -> dict[str, Any]:
    title = event.title
    latitude, longitude = title.place or (None, None)
    return {
        "cluster": number,
        "title": title_text(title),
        "since": title.since,
        "until": title.until,
        "latitude": None if latitude is None else round(latitude, 5),
        "longitude": None if longitude is None else round(longitude, 5),
        "labels": list(title.labels),
        "cover": cover,
        "photos": len(paths),
        "paths": [str(path) for path in paths.values()],
    }


def title_text(title: EventTitle) -> str:
    """Return a title in words: "2024-05-17 10:12 to 14:30, 48.86° N, 2.35° E, beach, dog"."""
    from photosearch.core.events import place_text

    since, until = title.since, title.until
    if since is None or until is None:
        when = "Without a date"
    elif since.date() == until.date():
        when = f"{since:%Y-%m-%d %H:%M}"
        if f"{until:%H:%M}" != f"{since:%H:%M}":
            when += f" to {until:%H:%M}"
    else:
        when = f"{since:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M}"
    where = [place_text(title.place)] if title.place is not None else []
    return ", ".join([when, *where, *title.labels])

"""List the photos that pass filters, in an order; and tell why none does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from photosearch.cli.filter_options import OPTIONS
from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.output import photos_text, show_message
from photosearch.cli.searched_library import searched_library
from photosearch.cli.session import Session
from photosearch.core.filters import FILTERS, Filters
from photosearch.core.jobs import JobControl
from photosearch.core.sorting import SortOrder

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.photo import PhotoRecord
    from photosearch.core.suggestions import NothingPasses, Suggestion

_NEAR = 5
"""Words that are proposed at most."""


def list_photos(session: Session, filters: Filters, order: SortOrder, most: int) -> None:
    """Write the photos that pass, at most so many of them.

    Raises:
        UserError: see `searched_library`.
        Cancelled: the user interrupted it.
    """
    control = JobControl()
    with (
        cancelled_by_interrupt(control.cancel),
        searched_library(session, filters.folders, control) as opened,
    ):
        ids = opened.list_ids(filters, order)
        records = opened.photos(ids[:most])
        empty = None if len(ids) or filters.empty else opened.facets.explain_empty(filters)
    if session.output.json:
        for rank, record in enumerate(records, 1):
            session.output.record({"rank": rank, "path": record.path} | photo_record(record))
    else:
        session.output.table(
            (
                (str(rank), _captured_text(record), str(record.path))
                for rank, record in enumerate(records, 1)
            ),
            right=frozenset({0}),
        )
    if len(ids) > len(records):
        show_message(f"{len(records):,} of {photos_text(len(ids))}; --top lists more.")
    if not len(ids):
        show_empty(empty)


def photo_record(record: PhotoRecord) -> dict[str, Any]:
    """Return what is known of a photo but its path, as a JSON line has it."""
    row: dict[str, Any] = {"photo_id": record.photo_id, "size": record.size}
    if record.metadata is not None:
        facts = record.metadata
        row |= {
            "format": facts.format,
            "width": facts.width,
            "height": facts.height,
            "captured": facts.captured,
            "captured_is_change": facts.captured_is_change,
            "camera": facts.camera,
            "lens": facts.lens,
            "rating": facts.rating,
        }
    if record.stacked:
        row["stacked"] = list(record.stacked)
    if record.links:
        row["links"] = list(record.links)
    return row


def show_empty(empty: NothingPasses | None) -> None:
    """Tell that no photo passes, why, and what to try; None if no filter is set."""
    if empty is None:
        show_message("There are no photos here.")
        return
    if empty.words:
        words = " and ".join(f"“{word}”" for word in empty.words)
        show_message(
            f"No photo has {words} in its name, folder, caption, keywords, camera, lens or labels."
        )
    elif empty.alone:
        show_message(f"No photo passes {_flags(empty.alone[0])}.")
    else:
        show_message("No photo passes all the filters together.")
    near = [each for each in empty.suggestions if each.instead][:_NEAR]
    if near:
        words = ", ".join(f"{each.instead} ({photos_text(each.photos)})" for each in near)
        show_message(f"Near it: {words}.")
    for each in empty.suggestions:
        if each.kept:
            show_message(f"With {_flags(each.kept)} alone: {photos_text(each.photos)}.")
        elif not each.instead:
            show_message(f"Without {_left_out(each)}: {photos_text(each.photos)}.")


def _left_out(each: Suggestion) -> str:
    return f"“{each.word}”" if each.word else _flags(each.dropped)


def _flags(name: str) -> str:
    return " and ".join(OPTIONS[field].flag for field in FILTERS[name].fields)


def _captured_text(record: PhotoRecord) -> str:
    facts = record.metadata
    if facts is None or facts.captured is None:
        return "-"
    mark = " (changed)" if facts.captured_is_change else ""
    return f"{facts.captured:%Y-%m-%d %H:%M}{mark}"

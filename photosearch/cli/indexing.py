"""Define index and watch: bring the library up to date, once or until Ctrl-C."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.output import counts_text, show_message
from photosearch.cli.progress import progress_display
from photosearch.cli.roots import ExcludeOption, covers_text
from photosearch.cli.session import JsonOption, LibraryOption, Session
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl
from photosearch.message_words.command_line import duration_text, message_text
from photosearch.messages import Message

if TYPE_CHECKING:  # they import numpy and more, which --help does not need
    from photosearch.core.changes import Changes, IndexSummary
    from photosearch.library.library import Library

_WATCH_TICK_S = 0.2


def index(
    context: typer.Context,
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            readable=False, metavar="FOLDER", help="All folders of the library unless given."
        ),
    ] = None,
    exclude: ExcludeOption = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Read new and changed photos, and notice moved and gone ones.

    A FOLDER that is not in the library yet is added first.
    """
    if exclude and not folders:
        raise typer.BadParameter("--exclude goes with a FOLDER that is added. See roots exclude.")
    session = Session.of(context, library, json)
    with session.open(create=bool(folders)) as opened:
        control = JobControl()
        with cancelled_by_interrupt(control.cancel), progress_display(session.output) as display:
            if folders:
                for folder in folders:
                    covered = [each.path for each in opened.roots_within(folder)]
                    root = opened.add_root(folder, tuple(exclude or ()))
                    if covered:
                        show_message(f"{root.path} is in the library. {covers_text(covered)}")
                summary = opened.index_folders(folders, control=control, on_progress=display)
            else:
                _require_roots(opened)
                summary = opened.index(control=control, on_progress=display)
    _show(session, summary)
    if summary.cancelled:
        raise Cancelled


def watch(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """Keep the library up to date until Ctrl-C.

    Ended so, the exit code is 0.
    """
    session = Session.of(context, library, json)

    def note(message: Message) -> None:
        say(f"{message_text(message):whole}")

    def say(text: str) -> None:
        if json:
            session.output.record({"event": "note", "text": text})
        else:
            show_message(text)

    def changed(changes: Changes) -> None:
        counts = {
            "added": len(changes.added),
            "changed": len(changes.changed),
            "removed": len(changes.removed),
        }
        if json:
            session.output.record({"event": "changes", **counts})
        elif any(counts.values()):
            session.output.line(f"{datetime.now():%H:%M:%S}  {counts_text(counts)}")

    stopped = threading.Event()
    control = JobControl()

    def stop() -> None:
        stopped.set()
        control.cancel()

    with session.open() as opened, cancelled_by_interrupt(stop):
        _require_roots(opened)
        opened.compares_photos = True
        # Watched before looked through, so that nothing slips between the two.
        watcher = opened.watch(on_note=note)
        try:
            with progress_display(session.output) as display:
                summary = opened.index(control=control, on_progress=display)
            _show(session, summary)
            if not stopped.is_set():
                say("Watching. Ctrl-C ends it.")
                unsubscribe = opened.subscribe(changed)
                while not stopped.wait(_WATCH_TICK_S):
                    pass
                unsubscribe()
        finally:
            watcher.stop()


def _show(session: Session, summary: IndexSummary) -> None:
    if session.output.json:
        session.output.record(summary_record(summary))
    else:
        session.output.line(summary_text(summary))
        show_notes(summary)


def summary_record(summary: IndexSummary) -> dict[str, object]:
    """Return the last JSON line of a run."""
    return {
        "event": "summary",
        "counts": dict(summary.counts),
        "reasons": {str(reason): count for reason, count in summary.reasons.items()},
        "photos_per_second": round(summary.photos_per_second, 2),
        "seconds": round(summary.seconds, 3),
        "cancelled": summary.cancelled,
        "offline": list(summary.offline),
        "notes": [f"{message_text(note):whole}" for note in summary.notes],
    }


def summary_text(summary: IndexSummary) -> str:
    """Return what a run did, in a line."""
    text = f"{counts_text(summary.counts)} in {duration_text(summary.seconds)}"
    if summary.photos_per_second:
        text += f" ({summary.photos_per_second:.1f} photos/s)"
    return text + "."


def show_notes(summary: IndexSummary, hint: str = " See: photosearch unreadable") -> None:
    """Write what could not be done to stderr; `hint` tells where unreadable files are listed."""
    if summary.reasons:
        show_message(f"Unreadable: {counts_text(summary.reasons)}.{hint}")
    for path in summary.offline:
        show_message(f"{path} is not connected; its photos are kept, and left out of searches.")
    for note in summary.notes:
        show_message(f"{message_text(note):whole}")


def _require_roots(opened: Library) -> None:
    if not opened.roots():
        raise UserError.in_words(
            "This library has no folders yet.", "Name one: photosearch index FOLDER"
        )

"""Define status and unreadable: what is in the library, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from photosearch.cli.output import photos_text, show_message, size_text
from photosearch.cli.session import JsonOption, LibraryOption, Session
from photosearch.message_words.command_line import message_text

if TYPE_CHECKING:  # it imports numpy and more, which --help does not need
    from photosearch.core.photo import PhotoRecord


def status(context: typer.Context, library: LibraryOption = None, json: JsonOption = False) -> None:
    """Tell how many photos there are, and where."""
    from photosearch.store.maintenance import size_on_disk  # as late as possible: it takes numpy

    session = Session.of(context, library, json)
    with session.read() as opened:
        counts = opened.counts()
        roots = opened.roots()
        model = opened.card.model_id
        coming = next((model for model in opened.models() if model.pending), None)
    size = size_on_disk(session.folder)
    if json:
        session.output.record(
            {
                "library": session.folder,
                "bytes": size,
                "model": model,
                "model_coming": coming.name if coming else None,
                "indexed": counts.indexed,
                "unreadable": counts.unreadable,
                "missing": counts.missing,
                "reasons": {str(reason): count for reason, count in counts.by_reason.items()},
                "roots": [
                    {
                        "path": str(root.path),
                        "photos": counts.by_root.get(root.root_id, 0),
                        "online": root.online,
                    }
                    for root in roots
                ],
            }
        )
        return
    lines = [
        ("Library", f"{session.folder} ({size_text(size)})"),
        ("Photos", f"{counts.indexed:,}"),
        ("Unreadable", f"{counts.unreadable:,}"),
        ("Gone", f"{counts.missing:,}"),
        ("Encoder", model),
    ]
    if coming is not None:
        encoded = f"{coming.photos:,} of {photos_text(counts.indexed)}"
        lines.append(("Coming", f"{coming.name} ({encoded} encoded; photosearch index goes on)"))
    for root in roots:
        online = "" if root.online else ", not connected"
        lines.append(
            ("Folder", f"{root.path} ({photos_text(counts.by_root.get(root.root_id, 0))}{online})")
        )
    session.output.table(lines)


def _detail(record: PhotoRecord) -> str:
    return "" if record.detail is None else message_text(record.detail)


def unreadable(
    context: typer.Context, library: LibraryOption = None, json: JsonOption = False
) -> None:
    """List the files that could not be read, and why."""
    session = Session.of(context, library, json)
    with session.read() as opened:
        records = opened.unreadable()
    if json:
        for record in records:
            session.output.record(
                {"path": record.path, "reason": record.reason, "detail": _detail(record)}
            )
    elif records:
        session.output.table(
            (str(record.reason), str(record.path), _detail(record)) for record in records
        )
    else:
        show_message("Every photo could be read.")

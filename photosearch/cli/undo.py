"""Define undo: take back the last thing that was done with files of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from photosearch.cli.interrupts import cancelled_by_interrupt
from photosearch.cli.output import photos_text, show_message
from photosearch.cli.progress import progress_display
from photosearch.cli.session import JsonOption, LibraryOption, Session
from photosearch.core.errors import Cancelled, ExitCode, UserError
from photosearch.core.jobs import JobControl

if TYPE_CHECKING:
    from photosearch.core.file_operations import FileOperation


def undo(
    context: typer.Context,
    list_: Annotated[
        bool, typer.Option("--list", help="Only list what can be taken back, the last first.")
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Take back the last rating, change of keywords, moving, copying or cleaning up of files.

    Also what was done in the window, and before the program was started anew. Exit code 3 if
    something could not be taken back; it can be tried again.
    """
    session = Session.of(context, library, json)
    with session.open() as opened:
        operations = [each for each in reversed(opened.files.operations()) if each.photo_count]
        if list_:
            _list(session, operations)
            return
        if not operations:
            raise UserError.in_words(
                "There is nothing to undo.", "What was done with files is listed: undo --list"
            )
        _undo(session, opened.files, operations[0])


def _undo(session: Session, files: Any, operation: FileOperation) -> None:
    from photosearch.cli.file_operation_text import (
        item_error_records,
        item_errors_text,
        operation_text,
    )
    from photosearch.core.file_operations import OperationContext
    from photosearch.library.file_ops.drive_trash import DriveTrash

    if not session.output.json:
        show_message(f"Undoing: {operation_text(operation)} ({_time_text(operation)}).")
    control = JobControl()
    with cancelled_by_interrupt(control.cancel), progress_display(session.output) as display:
        work = OperationContext(control, display)
        result = files.undo(operation.operation_id, DriveTrash(), work)
    if session.output.json:
        session.output.record(
            _record(operation)
            | {
                "event": "undone",
                "undone": result.done,
                "errors": item_error_records(result.errors),
                "cancelled": result.cancelled,
            }
        )
    else:
        if result.errors:
            show_message(item_errors_text(result.errors))
        session.output.line(f"As before: {photos_text(result.done)}.")
    if result.cancelled:
        raise Cancelled
    if result.errors:
        raise typer.Exit(ExitCode.USER_ERROR)


def _list(session: Session, operations: list[FileOperation]) -> None:
    from photosearch.cli.file_operation_text import operation_text

    if session.output.json:
        for operation in operations:
            session.output.record(_record(operation))
        return
    session.output.table([(_time_text(each), operation_text(each)) for each in operations])
    if not operations:
        show_message("There is nothing to undo.")


def _record(operation: FileOperation) -> dict[str, Any]:
    from photosearch.cli.file_operation_text import operation_text

    return {
        "operation": operation.operation_id,
        "kind": operation.kind.value,
        "action": operation.action.value if operation.action else None,
        "what": operation_text(operation),
        "photos": operation.photo_count,
        "started": operation.started,
        "interrupted": operation.interrupted,
    }


def _time_text(operation: FileOperation) -> str:
    return f"{operation.started.astimezone():%Y-%m-%d %H:%M}"

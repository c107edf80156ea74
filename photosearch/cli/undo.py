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
    from pathlib import Path

    from photosearch.core.file_operations import FileOperation


def undo(
    context: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="NUMBER",
            help="Which one, as `undo --list` counts them; without, the last one.",
            show_default=False,
            min=1,
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Only list what can be taken back, the last first.")
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Take back the last rating, change of keywords, moving, copying or cleaning up of files.

    With NUMBER an earlier one, in the order in which you like. Also what was done in the window,
    and before the program was started anew. Exit code 3 if something could not be taken back; it
    can be tried again, and does not keep earlier ones from being taken back by their numbers.
    """
    if list_ and number is not None:
        raise typer.BadParameter("Give --list or a NUMBER, not both.")
    session = Session.of(context, library, json)
    with session.open() as opened:
        operations = [each for each in reversed(opened.files.operations()) if each.photo_count]
        _tell_of_damage(opened.files.damaged_notes())
        if list_:
            _list(session, operations)
            return
        if not operations:
            raise UserError.in_words(
                "There is nothing to undo.", "What was done with files is listed: undo --list"
            )
        if number is not None and number > len(operations):
            raise UserError.in_words(
                f"There is no number {number} to undo; {_there_are(len(operations))}.",
                "What can be undone is listed: photosearch undo --list",
            )
        chosen = operations[(number or 1) - 1]
        others = [place for place, each in enumerate(operations, 1) if each is not chosen]
        _undo(session, opened.files, chosen, others)


def _there_are(count: int) -> str:
    return f"there is {count}" if count == 1 else f"there are {count:,}"


def _tell_of_damage(notes: Path | None) -> None:
    if notes is not None:
        show_message(
            "The notes of what was done with files were damaged: what stood in the damaged part"
            f" cannot be undone here. They are kept as {notes}. Look in the trash, or in the folder"
            " that photos were moved to, for what is missing; then delete that file."
        )


def _undo(session: Session, files: Any, operation: FileOperation, others: list[int]) -> None:
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
        if result.errors and others:
            show_message(
                "Other changes can be taken back all the same, by their numbers in"
                f" photosearch undo --list: photosearch undo {others[0]}"
            )
    if result.cancelled:
        raise Cancelled
    if result.errors:
        raise typer.Exit(ExitCode.USER_ERROR)


def _list(session: Session, operations: list[FileOperation]) -> None:
    from photosearch.cli.file_operation_text import operation_text

    if session.output.json:
        for number, operation in enumerate(operations, 1):
            session.output.record({"number": number} | _record(operation))
        return
    session.output.table(
        [
            (str(number), _time_text(each), operation_text(each))
            for number, each in enumerate(operations, 1)
        ]
    )
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

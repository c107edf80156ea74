"""Put file operations and their errors into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from photosearch.core.duplicates import CleanAction
from photosearch.core.file_operations import (
    ErrorReason,
    FileOperation,
    ItemError,
    OperationKind,
    OperationResult,
)
from photosearch.gui import wording
from photosearch.gui.notices import Notice
from photosearch.gui.translation import tr


def interrupted_operations(
    operations: Sequence[FileOperation],
    go_on: Callable[[list[FileOperation]], None],
    undo: Callable[[str], None],
) -> Notice | None:
    """Return what was done and what was not, with the next step; None if nothing was interrupted.

    Args:
        operations: all that are known.
        go_on: does the rest of interrupted ones.
        undo: goes on taking back the operation of this id.
    """
    left = [operation for operation in operations if operation.interrupted and operation.remaining]
    if left:
        words = [interrupted_text(operation) for operation in left]
        if any(operation.photo_count for operation in left):
            words.append(tr("Go on, or take back what was done with Edit > Undo."))
        return Notice(" ".join(words), is_error=False, action=tr("Go on"), do=partial(go_on, left))
    for operation in operations:
        if operation.undo_interrupted and operation.photo_count:
            return Notice(
                undo_interrupted_text(operation),
                is_error=False,
                action=tr("Undo"),
                do=partial(undo, operation.operation_id),
            )
    return None


def undo_text(operation: FileOperation) -> str:
    """Return what an operation was, to stand behind "Undo"."""
    count = operation.photo_count
    match operation.kind:
        case OperationKind.RATE:
            return tr("rating %Ln photo(s)", "", count)
        case OperationKind.KEYWORDS:
            return tr("changing the keywords of %Ln photo(s)", "", count)
        case OperationKind.TRASH:
            return tr("moving %Ln photo(s) to the trash", "", count)
        case OperationKind.MOVE:
            return tr("moving %Ln photo(s) to “{folder}”", "", count).format(
                folder=_folder(operation)
            )
        case OperationKind.COPY:
            return tr("copying %Ln photo(s) to “{folder}”", "", count).format(
                folder=_folder(operation)
            )
        case OperationKind.CLEAN:
            return tr("cleaning up %Ln duplicate(s)", "", count)


def done_text(operation: FileOperation, count: int) -> str:
    """Say that an operation is done."""
    match operation.kind:
        case OperationKind.RATE:
            return _rated(operation, count)
        case OperationKind.KEYWORDS:
            return tr("Changed the keywords of %Ln photo(s).", "", count)
        case OperationKind.TRASH:
            return tr("Moved %Ln photo(s) to the trash.", "", count)
        case OperationKind.MOVE:
            return tr("Moved %Ln photo(s) to “{folder}”.", "", count).format(
                folder=_folder(operation)
            )
        case OperationKind.COPY:
            return tr("Copied %Ln photo(s) to “{folder}”.", "", count).format(
                folder=_folder(operation)
            )
        case OperationKind.CLEAN:
            return _cleaned(operation, count)


def freed_text(result: OperationResult) -> str:
    """Say how much space cleaning up has freed; "" for other operations."""
    operation = result.operation
    if operation is None or operation.kind is not OperationKind.CLEAN or not result.bytes:
        return ""
    size = wording.size(result.bytes)
    if operation.action is CleanAction.TRASH:
        return tr("{size} are free once the trash is emptied.").format(size=size)
    if operation.action is CleanAction.MOVE:
        return tr("{size} left their folders.").format(size=size)
    return tr("{size} were freed.").format(size=size)


def undone_text(count: int) -> str:
    """Say that an operation was taken back."""
    return tr("Undone; %Ln photo(s) are as they were.", "", count)


def interrupted_text(operation: FileOperation) -> str:
    """Say that the program ended in the middle of an operation."""
    what = {
        OperationKind.RATE: tr("Rating photos was interrupted when the program ended."),
        OperationKind.KEYWORDS: tr("Changing keywords was interrupted when the program ended."),
        OperationKind.TRASH: tr(
            "Moving photos to the trash was interrupted when the program ended."
        ),
        OperationKind.MOVE: tr(
            "Moving photos to “{folder}” was interrupted when the program ended."
        ),
        OperationKind.COPY: tr(
            "Copying photos to “{folder}” was interrupted when the program ended."
        ),
        OperationKind.CLEAN: tr("Cleaning up duplicates was interrupted when the program ended."),
    }[operation.kind].format(folder=_folder(operation))
    done = (
        tr("%Ln photo(s) were done; nothing is lost.", "", operation.photo_count)
        if operation.photo_count
        else ""
    )
    rest = tr("%Ln photo(s) are still to come.", "", operation.remaining)
    return " ".join(part for part in (what, done, rest) if part)


def undo_interrupted_text(operation: FileOperation) -> str:
    """Say that the program ended while an operation was taken back."""
    what = tr("Undoing was interrupted when the program ended; nothing is lost.")
    rest = tr("%Ln photo(s) are still to come.", "", operation.photo_count)
    return f"{what} {rest}"


def result_text(result: OperationResult, words: str) -> str:
    """Return what came of an operation in one or two sentences; `words` say what was done."""
    parts = [words] if words else []
    if result.cancelled:
        parts.append(tr("The rest was cancelled."))
    parts += errors_text(result.errors)
    return " ".join(parts)


def errors_text(found: Sequence[ItemError]) -> list[str]:
    """Return one sentence for each kind of trouble, the most frequent first."""
    kinds = Counter(trouble.reason for trouble in found).most_common()
    sentences = []
    for reason, count in kinds:
        first = next(trouble for trouble in found if trouble.reason is reason)
        name = wording.shown_name(first.path)
        if count == 1:
            sentences.append(
                tr("“{name}” was left as it is: {why}").format(name=name, why=_of(first))
            )
        else:
            left = tr("%Ln photo(s) were left as they are: {why}", "", count)
            sentences.append(left.format(why=_of(first)))
    return sentences


def reason_text(trouble: ItemError) -> str:
    """Return why one file was left as it is, with the next step, as a sentence."""
    reason = _of(trouble)
    return reason[:1].upper() + reason[1:]


def _of(trouble: ItemError) -> str:
    """Return the reason as the end of a sentence, and the next step."""
    match trouble.reason:
        case ErrorReason.OFFLINE:
            return tr("the drive is not connected. Connect it and try again.")
        case ErrorReason.GONE:
            return tr("the file is no longer where it was. Look for changes to update the library.")
        case ErrorReason.CHANGED:
            return tr("the file has changed since. Look for changes, then try again.")
        case ErrorReason.READ_ONLY:
            return tr(
                "the system does not allow it. Check the permissions of file and folder, and "
                "whether the drive can be written to."
            )
        case ErrorReason.DISK_FULL:
            return tr("the disk is full. Make room on it and try again.")
        case ErrorReason.BROKEN_SIDECAR:
            return tr(
                "the XMP file beside it is damaged and is never overwritten."
                " Repair it or move it away, then try again."
            )
        case ErrorReason.NO_TRASH:
            return tr("there is no trash for that drive. Nothing was deleted.")
        case ErrorReason.TAKEN:
            return tr("another file has taken the place. Rename that one and undo again.")
        case ErrorReason.NOT_IN_TRASH:
            return tr("not found in the trash. Look there and put back by hand what is missing.")
        case ErrorReason.LINK:
            return tr("this is only a link to a file elsewhere. Move that file instead.")
        case ErrorReason.SAME_FOLDER:
            return tr("already in that folder.")
        case ErrorReason.LINKED:
            return tr(
                "the link {link} leads to it, and would lead nowhere. Keep this file, or remove"
                " the link first."
            ).format(link=wording.shown_text(trouble.detail))
        case ErrorReason.LAST_COPY:
            return tr(
                "the copy that was to stay is gone, has changed or cannot be read."
                " Look for changes, then look at its group again."
            )
        case ErrorReason.LAST_COPY_TRASHED:
            return tr(
                "it is in the trash, but the copy that was to stay went away meanwhile."
                " Put it back by hand: the system does not tell where in its trash it lies."
            )
        case ErrorReason.SAME_FILE:
            return tr("it is the file that stays itself, under another name or on another way.")
        case ErrorReason.DIFFERENT:
            return tr("its content is not the same, byte for byte. Move it to the trash instead.")
        case ErrorReason.UNSUPPORTED:
            return tr("that is not possible on this drive. Choose another way of cleaning up.")
        case ErrorReason.FAILED:
            return tr("the system reports: {detail}.").format(
                detail=wording.shown_text(trouble.detail)
            )


def _cleaned(operation: FileOperation, count: int) -> str:
    match operation.action:
        case CleanAction.MOVE:
            return tr("Moved %Ln duplicate(s) to “{folder}”.", "", count).format(
                folder=_folder(operation)
            )
        case CleanAction.HARD_LINK | CleanAction.SYMBOLIC_LINK:
            return tr("Replaced %Ln duplicate(s) by a link to the file that stays.", "", count)
        case CleanAction.REFLINK:
            return tr("Shared the space of %Ln duplicate(s) with the file that stays.", "", count)
        case _:
            return tr("Moved %Ln duplicate(s) to the trash.", "", count)


def _rated(operation: FileOperation, count: int) -> str:
    stars = operation.rating or 0
    if stars < 0:
        return tr("Rejected %Ln photo(s).", "", count)
    if stars == 0:
        return tr("Took the rating of %Ln photo(s) away.", "", count)
    return tr("Rated %Ln photo(s) {stars}.", "", count).format(stars="★" * stars)


def _folder(operation: FileOperation) -> str:
    return wording.shown_name(operation.folder) if operation.folder is not None else ""

"""Put file operations, and why a file was left as it is, into plain English."""

from __future__ import annotations

from collections.abc import Sequence

from photosearch.cli.output import photos_text
from photosearch.core.duplicates import CleanAction
from photosearch.core.file_operations import (
    ErrorReason,
    FileOperation,
    ItemError,
    OperationKind,
)

_SHOWN = 20
"""Files that are named for each reason."""

_REASONS = {
    ErrorReason.OFFLINE: "The drive is not connected. Connect it and try again.",
    ErrorReason.GONE: "It is no longer where it was. Next: photosearch index",
    ErrorReason.CHANGED: "It has changed since. Next: photosearch index, then try again.",
    ErrorReason.READ_ONLY: (
        "The system does not allow it. Check the permissions of file and folder, and whether the"
        " drive can be written to."
    ),
    ErrorReason.DISK_FULL: "The disk is full. Make room on it and try again.",
    ErrorReason.BROKEN_SIDECAR: (
        "The XMP file beside it, or beside the one that stays, is damaged and is never"
        " overwritten. Repair it or move it away, then try again."
    ),
    ErrorReason.NO_TRASH: "There is no trash for that drive. Nothing was deleted.",
    ErrorReason.TAKEN: "Another file has taken the place. Rename that one and undo again.",
    ErrorReason.NOT_IN_TRASH: "It is not in the trash. Look there and put back what is missing.",
    ErrorReason.LINK: "It is only a link to a file elsewhere.",
    ErrorReason.SAME_FOLDER: "It is already in that folder.",
    ErrorReason.LINKED: (
        "A symbolic link leads to it, and would lead nowhere. Keep this file, or remove the link"
        " first."
    ),
    ErrorReason.LAST_COPY: (
        "The copy that was to stay is gone, has changed or cannot be read."
        " Next: photosearch index, then try again."
    ),
    ErrorReason.LAST_COPY_TRASHED: (
        "It is in the trash, but the copy that was to stay went away meanwhile."
        " Put it back by hand: the system does not tell where in its trash it lies."
    ),
    ErrorReason.SAME_FILE: (
        "It is the file that stays itself, under another name or by another way."
    ),
    ErrorReason.DIFFERENT: (
        "Its content is not the same, byte for byte; a link cannot stand for it."
        " Use --action trash or move."
    ),
    ErrorReason.UNSUPPORTED: "That is not possible on this drive. Choose another --action.",
}


def item_error_records(errors: Sequence[ItemError]) -> list[dict[str, object]]:
    """Return for --json which files were left as they are, and why."""
    return [
        {"path": error.path, "reason": error.reason.value, "detail": error.detail}
        for error in errors
    ]


def item_errors_text(errors: Sequence[ItemError]) -> str:
    """Return which files were left as they are, why, and what to do: for each reason the first."""
    by_reason: dict[str, list[ItemError]] = {}
    for error in errors:
        reason = _REASONS.get(error.reason) or f"The system reports: {error.detail}."
        by_reason.setdefault(reason, []).append(error)
    lines = []
    for reason, found in by_reason.items():
        lines += [f"Left as it is: {error.path}" for error in found[:_SHOWN]]
        if len(found) > _SHOWN:
            lines.append(f"... and {photos_text(len(found) - _SHOWN)} more; --json lists all.")
        lines.append(f"  {reason}")
    return "\n".join(lines)


def operation_text(operation: FileOperation) -> str:
    """Return what an operation was: "moving 3 photos to the trash"."""
    photos = photos_text(operation.photo_count)
    match operation.kind:
        case OperationKind.RATE:
            return f"rating {photos}"
        case OperationKind.KEYWORDS:
            return f"changing the keywords of {photos}"
        case OperationKind.TRASH:
            return f"moving {photos} to the trash"
        case OperationKind.MOVE:
            return f"moving {photos} to {operation.folder}"
        case OperationKind.COPY:
            return f"copying {photos} to {operation.folder}"
        case OperationKind.CLEAN:
            return f"cleaning up duplicates: {clean_text(operation.action, operation, photos)}"


def clean_text(action: CleanAction | None, operation: FileOperation, photos: str) -> str:
    """Return what cleaning up did with photos: "3 photos moved to the trash"."""
    match action:
        case CleanAction.MOVE:
            return f"{photos} moved to {operation.folder}"
        case CleanAction.HARD_LINK:
            return f"{photos} replaced by hard links"
        case CleanAction.SYMBOLIC_LINK:
            return f"{photos} replaced by symbolic links"
        case CleanAction.REFLINK:
            return f"{photos} sharing their space"
        case _:
            return f"{photos} moved to the trash"

"""Describe what was done with the user's files, so that it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import Protocol

from photosearch.core.duplicates import CleanAction
from photosearch.core.jobs import JobControl, Progress


class OperationKind(StrEnum):
    """Name the kinds of file operations. Stored: never rename a value."""

    RATE = "rate"
    KEYWORDS = "tag"
    TRASH = "trash"
    MOVE = "move"
    COPY = "copy"
    CLEAN = "clean"
    """What is done with duplicates that go, see `core.duplicates.CleanAction`."""


class ErrorReason(StrEnum):
    """Name the reasons for which a file was left as it is."""

    OFFLINE = "offline"
    """Its drive is not connected."""
    GONE = "gone"
    """It is no longer where it was."""
    CHANGED = "changed"
    """It is another one than the library knows, or than the operation left there."""
    READ_ONLY = "read-only"
    """The system does not allow it."""
    DISK_FULL = "disk-full"
    BROKEN_SIDECAR = "broken-sidecar"
    """The XMP file beside it is no XMP; it is never overwritten."""
    NO_TRASH = "no-trash"
    """The system has no trash there."""
    TAKEN = "taken"
    """Another file has taken its place."""
    NOT_IN_TRASH = "not-in-trash"
    """It is no longer in the trash, or the system does not tell where."""
    LINK = "link"
    """It is a link to a file elsewhere."""
    SAME_FOLDER = "same-folder"
    """It is there already."""
    LINKED = "linked"
    """A symbolic link of the library leads to it, which is told as `detail`."""
    LAST_COPY = "last-copy"
    """None of the files that were to stay is there, readable and as it was when compared."""
    LAST_COPY_TRASHED = "last-copy-trashed"
    """The file that was to stay went away while this one was thrown away, and the system does not
    tell where it lies in the trash."""
    SAME_FILE = "same-file"
    """It is the file that was to stay, under another name or reached by another way."""
    DIFFERENT = "different"
    """Its bytes are not those of the file that stays, although they looked alike."""
    UNSUPPORTED = "unsupported"
    """The file system, or the system, cannot do that there."""
    FAILED = "failed"
    """Whatever else the system says; see `detail`."""


@dataclass(frozen=True, slots=True)
class ItemError:
    """Tell which file was left as it is, and why."""

    path: Path
    reason: ErrorReason
    detail: str = ""
    """In the words of the system."""


@dataclass(frozen=True, slots=True)
class FileOperation:
    """Describe what was done and can be undone, also after the next start."""

    operation_id: str
    kind: OperationKind
    photo_count: int
    """How many photos it changed; those that were brought back are no longer counted."""
    started: datetime
    rating: int | None = None
    """Of OperationKind.RATE."""
    added: tuple[str, ...] = ()
    """Keywords, of OperationKind.KEYWORDS."""
    removed: tuple[str, ...] = ()
    folder: Path | None = None
    """The target, of OperationKind.MOVE, OperationKind.COPY and CleanAction.MOVE."""
    action: CleanAction | None = None
    """Of OperationKind.CLEAN."""
    undone: bool = False
    interrupted: bool = False
    """The program ended in the middle of it, and this has not been told yet."""
    remaining: int = 0
    """Photos that were still to come then."""
    undo_interrupted: bool = False
    """The program ended while it was taken back, and this has not been told yet."""


@dataclass(frozen=True, slots=True)
class OperationResult:
    """Hold what came of a file operation, or of undoing one."""

    operation: FileOperation | None
    """None if nothing was changed."""
    done: int = 0
    """Photos that were changed (or brought back)."""
    errors: tuple[ItemError, ...] = ()
    cancelled: bool = False
    bytes: int = 0
    """Of the photos whose place was left, or is shared from now on."""
    photo_ids: frozenset[int] = frozenset()
    """Of the photos whose own file was changed, moved or copied, as far as that was not undone."""


@dataclass(frozen=True, slots=True)
class OperationContext:
    """Hold how a long operation is cancelled and watched."""

    control: JobControl = field(default_factory=JobControl)
    """Cancelling ends it after the file at hand; what is done stays done and can be undone."""
    on_progress: Callable[[Progress], None] = lambda _progress: None
    quitting: Event = field(default_factory=Event)
    """Set before cancelling if it is the program that ends, not the user who wants no more: what is
    left is told at the next start, and can be gone on with."""


class Trash(Protocol):
    """Reach the trash of the system. All methods are for any thread but that of a window."""

    def put(self, path: Path) -> Path | None:
        """Move a file there; where it lies now, None if the system does not tell.

        Raises:
            OSError: the file is still where it was.
        """

    def find(self, path: Path) -> Path | None:
        """Return where the file lies that was last thrown away at `path`; None if unknown."""

    def forget(self, place: Path) -> None:
        """Tidy up after the file at `place` in the trash has been taken out."""

"""What was done with the user's files, step by step, so that it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import Protocol

from photosearch.core.jobs import JobControl, Progress


class OperationKind(StrEnum):
    """Kinds of steps. Stored: never rename a value."""

    RATE = "rate"
    TAG = "tag"
    TRASH = "trash"
    MOVE = "move"
    COPY = "copy"


class ErrorReason(StrEnum):
    """Why a file was left as it is."""

    OFFLINE = "offline"
    """Its drive is not connected."""
    GONE = "gone"
    """It is no longer where it was."""
    CHANGED = "changed"
    """It is another one than the library knows, or than the step left there."""
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
    FAILED = "failed"
    """Whatever else the system says; see `detail`."""


@dataclass(frozen=True, slots=True)
class ItemError:
    """A file that was left as it is."""

    path: Path
    why: ErrorReason
    detail: str = ""
    """In the words of the system."""


@dataclass(frozen=True, slots=True)
class FileOperation:
    """Something that was done and can be undone, also after the next start."""

    step_id: str
    kind: OperationKind
    photos: int
    """How many photos it changed; those that were brought back are no longer counted."""
    at: datetime
    rating: int | None = None
    """Of StepKind.RATE."""
    added: tuple[str, ...] = ()
    """Keywords, of StepKind.TAG."""
    removed: tuple[str, ...] = ()
    folder: Path | None = None
    """The target, of StepKind.MOVE and StepKind.COPY."""
    undone: bool = False
    interrupted: bool = False
    """The program ended in the middle of it, and this has not been told yet."""
    rest: int = 0
    """Photos that were still to come then."""
    undoing: bool = False
    """The program ended while it was taken back, and this has not been told yet."""


@dataclass(frozen=True, slots=True)
class OperationResult:
    """What came of a step, or of undoing one."""

    step: FileOperation | None
    """None if nothing was changed."""
    done: int = 0
    """Photos that were changed (or brought back)."""
    troubles: tuple[ItemError, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class OperationContext:
    """How a long step is steered and watched."""

    control: JobControl = field(default_factory=JobControl)
    """Cancelling ends it after the file at hand; what is done stays done and can be undone."""
    on_progress: Callable[[Progress], None] = lambda _progress: None
    leaving: Event = field(default_factory=Event)
    """Set before cancelling if it is the program that ends, not the user who wants no more: what is
    left is told at the next start, and can be gone on with."""


class Trash(Protocol):
    """The system's trash. All methods may be called from any thread but that of a window."""

    def put(self, path: Path) -> Path | None:
        """Move a file there; where it lies now, None if the system does not tell.

        Raises:
            OSError: the file is still where it was.
        """

    def find(self, path: Path) -> Path | None:
        """Where the file lies that was thrown away last at `path`, as far as the system tells."""

    def forget(self, place: Path) -> None:
        """The file that lay at `place` in the trash has been taken out: tidy up after it."""

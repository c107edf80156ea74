"""Describe index runs that have ended, and how the user's folders stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from photosearch.core.photo import Root
from photosearch.messages import Message


class RunKind(StrEnum):
    """Name what a run looked at. Stored: never rename a value."""

    ALL = "all"
    """Whole folders."""
    PART = "part"
    """Folders inside those of the library."""
    CHANGES = "changes"
    """Files and folders that the system told to have changed; several such runs in one record."""
    RETRY = "retry"
    """Files that could not be read before."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Describe one index run that has ended."""

    started: datetime
    """Aware, UTC."""
    seconds: float
    kind: RunKind
    root_ids: tuple[int, ...]
    """Of the folders that were looked at."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """By outcome, as in `Progress.counts`."""
    notes: tuple[Message, ...] = ()
    """Tell what could not be done."""
    offline: int = 0
    """Folders that were to be looked at and were not connected."""
    cancelled: bool = False
    problem: Message | None = None
    """What ended the run, if it failed."""


@dataclass(frozen=True, slots=True)
class RootState:
    """Describe one of the user's folders and what the catalog knows of it."""

    root: Root
    photos: int = 0
    """Readable and not missing."""
    unreadable: int = 0
    missing: int = 0
    """Gone from the folder, without those that are left out on purpose."""
    excluded: int = 0
    """Known photos that an exclude pattern hides."""
    last_scanned: datetime | None = None
    """When it was last looked through as a whole (aware, UTC); None if never."""

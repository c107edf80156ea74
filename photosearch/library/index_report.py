"""What an index run tells: what each commit touched, and what came of it all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Changes:
    """Photo ids that a commit touched; told to whoever shows or searches them."""

    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    """No longer to be found: missing, unreadable now, or their root was removed."""
    roots_changed: bool = False
    """Roots were added or removed, or a drive came or went: look at everything anew."""
    model_changed: bool = False
    """Another model answers from now on: the same query has another answer."""


@dataclass(slots=True)
class IndexSummary:
    """What a run did."""

    counts: Counter[str] = field(default_factory=Counter)
    """By outcome: indexed, unchanged, moved, copied, unreadable, missing (gone), found (back),
    excluded (hidden by a pattern), vanished (while being read)."""
    reasons: Counter[str] = field(default_factory=Counter)
    """Of the unreadable ones of this run, by `Reason`."""
    seconds: float = 0.0
    photos_per_second: float = 0.0
    """Files read (indexed, moved, copied, unreadable) per second of the whole run."""
    offline: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    """Plain sentences: folders that could not be read, and the like."""
    cancelled: bool = False

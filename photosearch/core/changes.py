"""Tell what each commit touched, and what came of runs and switches."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from photosearch.core.model_card import ModelCard
from photosearch.messages import Message


@dataclass(frozen=True, slots=True)
class Changes:
    """List the photos that a commit touched; told to whoever shows or searches them."""

    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    """No longer to be found: missing or unreadable now. That a root was removed is told by
    `roots_changed` alone."""
    roots_changed: bool = False
    """Roots were added or removed, or a drive came or went: look at everything anew."""
    model_changed: bool = False
    """Another model answers from now on: the same query has another answer."""
    duplicates_changed: bool = False
    """Other groups of duplicates than before: some were found, fell apart or were decided on."""


@dataclass(slots=True)
class IndexSummary:
    """Count what a run did."""

    counts: Counter[str] = field(default_factory=Counter)
    """By outcome: indexed, redecoded (an older version had decoded it otherwise), unchanged, moved,
    copied, linked (a further name of a file), unreadable, missing (gone), found (back), excluded
    (hidden by a pattern), vanished (while being read)."""
    reasons: Counter[str] = field(default_factory=Counter)
    """Of the unreadable ones of this run, by `Reason`."""
    seconds: float = 0.0
    """For looking for files and reading them. What may follow in the same run is not in it:
    colours, codes of a model that is coming, comparing."""
    photos_per_second: float = 0.0
    """Files read (indexed, redecoded, moved, copied, linked, unreadable) by those seconds."""
    offline: tuple[Path, ...] = ()
    notes: tuple[Message, ...] = ()
    """Folders that could not be read, and the like."""
    cancelled: bool = False


Callback = Callable[[Changes], None]


class Subscribers:
    """Call back whoever wants to know of changes. All methods are for any thread."""

    def __init__(self) -> None:
        self._callbacks: list[Callback] = []
        self._lock = threading.Lock()

    def add(self, callback: Callback) -> Callable[[], None]:
        """Call `callback` from now on; the function that is returned ends that."""
        with self._lock:
            self._callbacks.append(callback)

        def remove() -> None:
            with self._lock:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)

        return remove

    def notify(self, changes: Changes) -> None:
        """Call all of them, in this thread and without a lock."""
        with self._lock:
            callbacks = list(self._callbacks)
        for callback in callbacks:
            callback(changes)


@dataclass(slots=True)
class ReencodeResult:
    """Count what a run did."""

    counts: Counter[str] = field(default_factory=Counter)
    """encoded: all that got codes. "from previews": those of them whose file was out of reach.
    failed: neither file nor preview could be read."""
    seconds: float = 0.0
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ModelSwitchResult:
    """Tell how a switch to another model ended."""

    card: ModelCard
    """Of the model that answers now."""
    previous_model_id: str | None = None
    """The id of the one that answered before, if that was another."""
    reencode_result: ReencodeResult = field(default_factory=ReencodeResult)
    """What had to be encoded for it."""
    cancelled: bool = False
    """Nothing was changed; what is encoded is kept for the next time."""
    abandoned: str | None = None
    """The id of a model that was coming and is not any more."""
    problem: Message | None = None
    """Why it was given up, if not by the user."""
    without_codes: int = 0
    """Photos that are not found by now, for want of codes of this model."""
    dropped_codes: dict[str, int] = field(default_factory=dict)
    """Photos by model id whose codes of former models were dropped."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Describe a model folder, or a model of which only codes are left."""

    name: str
    """By which it is chosen: the folder's name, or the id where there is no folder."""
    card: ModelCard | None
    """None if its model.toml cannot be read."""
    folder: Path | None = None
    bundled: bool = False
    """It travels with the program; others are the user's own."""
    bytes: int = 0
    """Of all files in its folder."""
    metrics: Mapping[str, float] = field(default_factory=dict)
    """The headline figures of its card by name."""
    problem: Message | None = None
    """Why it cannot be used, if so."""
    in_use: bool = False
    """It answers in this library."""
    previous: bool = False
    """It answered before."""
    pending: bool = False
    """The library is being switched to it."""
    photos: int = 0
    """How many photos of this library have its codes."""

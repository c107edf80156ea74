"""Define what the window needs of a library for what runs long, index runs and the fitting of an
encoder, and to show folders: ports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from photosearch.core.changes import IndexSummary
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.photo import Root
from photosearch.core.runs import RootState, RunRecord
from photosearch.core.tuning import TuningOptions, TuningReport, TuningStatus


class IndexThrottlePort(Protocol):
    """Limit how much of the computer indexing takes. Its methods never wait: the GUI thread may
    call."""

    def set_limits(self, battery_percent: int, busy_percent: int) -> None:
        """Set the workers' share on battery and while the user works: 0 waits, 100 is all."""

    def note_activity(self) -> None:
        """Note that the user has just done something in the window."""


class IndexQueuePort(Protocol):
    """Tell of index runs of the past, and run those over single files."""

    def history(self) -> Sequence[RunRecord]:
        """Return the last runs, newest first."""

    def retry(
        self,
        photo_ids: Sequence[int] | None = None,
        *,
        control: JobControl,
        on_progress: Callable[[Progress], None],
    ) -> IndexSummary:
        """Read these unreadable files (None: all of them) once more."""


class RootListPort(Protocol):
    """List the folders with what is known of them."""

    def states(self) -> Sequence[RootState]:
        """Return the states of all folders."""

    def unreadable_count(self) -> int:
        """Return how many files could not be read, those that are missing left out."""

    def set_excludes(self, root_id: int, patterns: Iterable[str]) -> Root:
        """Leave out what fits these patterns; holds from the next run. Raises UserError."""

    def exclude_folder(self, folder: Path) -> Root:
        """Leave out a folder inside one of them; the one it lies in. Raises UserError."""


class TuningPort(Protocol):
    """Fit an encoder to the photos; the real one is
    `photosearch.library.tuning.encoder_tuning.EncoderTuning`.

    All methods but `leave` block.
    """

    def status(self, python: Path | None = None) -> TuningStatus:
        """Return how things stand with this Python; None: that of the program."""

    def interrupted(self) -> TuningOptions | None:
        """Return a fitting that was begun and would go on where it stood, if there is one."""

    def run(
        self,
        options: TuningOptions,
        python: Path | None = None,
        *,
        control: JobControl,
        on_progress: Callable[[Progress], None],
    ) -> TuningReport:
        """Fit an encoder, or go on; for minutes. Raises UserError with the next step."""

    def leave(self) -> None:
        """Note that the program ends, which does not wait for what runs. Never waits itself."""

    def forget(self) -> None:
        """Forget what is unfinished and what came of the last fitting; encoders stay."""

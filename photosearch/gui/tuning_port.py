"""Define what the window needs of a library to have an encoder fitted to it: a port."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from photosearch.core.jobs import JobControl, Progress
from photosearch.core.tuning import TuningOptions, TuningReport, TuningStatus


class LibraryTuning(Protocol):
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

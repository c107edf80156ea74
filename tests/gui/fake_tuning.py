"""A fitting that ends as it is told to, and waits where it is told to."""

from __future__ import annotations

import threading
from pathlib import Path

from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.tuning import TuningOptions, TuningReport, TuningStatus


class FakeTuning:
    def __init__(self) -> None:
        self.now = TuningStatus(Path("/usr/bin/python3"), photos=1000, free_name="my-photos")
        self.unfinished: TuningOptions | None = None
        self.asked: list[Path | None] = []
        self.begun: list[tuple[TuningOptions, Path | None]] = []
        self.moments: list[Progress] = []
        self.gate = threading.Event()
        """Set: it comes to its end."""
        self.error: UserError | None = None
        self.report: TuningReport | None = None
        self.forgotten = 0
        self.left = 0

    def status(self, python: Path | None = None) -> TuningStatus:
        self.asked.append(python)
        return self.now

    def interrupted(self) -> TuningOptions | None:
        return self.unfinished

    def run(
        self,
        options: TuningOptions,
        python: Path | None = None,
        *,
        control: JobControl,
        on_progress,
    ) -> TuningReport:
        self.begun.append((options, python))
        for moment in self.moments:
            on_progress(moment)
        while not self.gate.wait(0.005):
            control.checkpoint()
        if self.error is not None:
            raise self.error
        if self.report is None:  # the test is over
            raise Cancelled
        return self.report

    def leave(self) -> None:
        self.left += 1

    def forget(self) -> None:
        self.forgotten += 1

"""Tell another program of a training in JSON lines, and end when it says so.

See `photosearch.core.job_lines`. Standard output carries nothing but these lines, so that a library
that prints does no harm. Standard input takes `cancel`; its end, when the other program is gone,
means the same, and whatever hangs then ends by itself.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from photosearch import paths, settings_file
from photosearch.core import job_lines
from photosearch.core.errors import ExitCode
from photosearch.core.jobs import JobControl, Progress
from photosearch.library.workers.throttling import IndexThrottle
from photosearch.messages import Message
from photosearch.training.console import Job

_EVERY_S = 0.2
_END_WITHIN_S = 30.0
"""After being told to; no safe moment is further away."""


class LineListener:
    """Tell of a command in lines, and let it be cancelled by them. A `console.Listener`.

    On battery it takes the share of the workers that the user's settings give to indexing.

    Args:
        stream: where lines go.
        commands: where they come from; None: nothing is listened to.
        throttle: what limits the workers; by the user's settings unless given.
    """

    def __init__(
        self,
        stream: TextIO,
        commands: TextIO | None,
        throttle: IndexThrottle | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream, self._commands, self._clock = stream, commands, clock
        self._throttle = throttle or _throttle_of_settings()
        self._due = clock()
        self._stage: Message | None = None

    def job(self, control: JobControl) -> Job:
        """Return the job that tells in lines, and is cancelled by a line."""
        if self._commands is not None:
            threading.Thread(target=self._listen, args=(control,), daemon=True).start()
        return Job(
            control,
            self._throttle.annotating(self._progress),
            self._report,
            self._throttle.worker_limit,
        )

    def failed(self, error: Message) -> None:
        """Tell what ended the command."""
        self._tell(job_lines.error_line(error))

    def _report(self, report: Mapping[str, Any]) -> None:
        self._tell(job_lines.report_line(report))

    def _progress(self, progress: Progress) -> None:
        ended = progress.total is not None and progress.done >= progress.total
        if self._clock() < self._due and progress.stage == self._stage and not ended:
            return
        self._due, self._stage = self._clock() + _EVERY_S, progress.stage
        self._tell(job_lines.progress_line(progress))

    def _tell(self, line: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # nobody reads any more
            self._stream.write(f"{line}\n")
            self._stream.flush()

    def _listen(self, control: JobControl) -> None:
        assert self._commands is not None
        with contextlib.suppress(OSError, ValueError):
            for line in self._commands:
                if line.strip() == job_lines.CANCEL:
                    break
        control.cancel()
        time.sleep(_END_WITHIN_S)
        os._exit(int(ExitCode.CANCELLED))


def listener_of_this_process() -> LineListener:
    """Return one that has standard output for itself: what else is written there goes to standard
    error."""
    own = os.dup(1)
    os.dup2(2, 1)
    return LineListener(os.fdopen(own, "w", encoding="utf-8"), sys.stdin)


def _throttle_of_settings() -> IndexThrottle:
    throttle = IndexThrottle()
    # While the user works nothing is slowed: the process has the lowest priority.
    throttle.set_limits(settings_file.load(paths.settings_file()).battery_percent, 100)
    return throttle

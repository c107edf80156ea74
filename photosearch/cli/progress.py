"""Show progress on stderr, as a bar on a terminal, else a line now and then; or as JSON."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, Self

from photosearch.cli.output import Output, counts_text, show_message
from photosearch.core.jobs import Progress
from photosearch.core.message_codes import unit_of
from photosearch.message_words.command_line import duration_text, message_text

if TYPE_CHECKING:  # imported when a bar is drawn; it takes longer to load than --help to print
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

PLAIN_EVERY_S = 5.0
JSON_EVERY_S = 1.0


class ProgressDisplay(Protocol):
    """Show each moment of a job it is called with, from any thread; a context manager."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_error: object) -> None: ...
    def __call__(self, progress: Progress) -> None:
        """Show this moment."""


def progress_display(output: Output | None = None) -> ProgressDisplay:
    """Return what suits: JSON events on stdout if `output` is JSON, else words or a bar."""
    if output is not None and output.json:
        return _JsonLines(output)
    if sys.stderr is not None and sys.stderr.isatty():
        return _Bar()
    return _PlainLines()


class _Bar:
    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self._bar: RichProgress = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[told]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: TaskID = self._bar.add_task("Starting", total=None, told="")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        self._bar.update(
            self._task,
            description=message_text(progress.stage),
            completed=progress.done,
            total=progress.total,
            told=progress_text(progress),
        )


class _PlainLines:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due = clock() + PLAIN_EVERY_S  # what is quicker needs no progress

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def __call__(self, progress: Progress) -> None:
        if self._clock() >= self._due:
            self._due = self._clock() + PLAIN_EVERY_S
            told = (message_text(progress.stage), progress_text(progress))
            show_message(": ".join(part for part in told if part))


class _JsonLines:
    def __init__(self, output: Output, clock: Callable[[], float] = time.monotonic) -> None:
        self._output = output
        self._clock = clock
        self._due = clock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def __call__(self, progress: Progress) -> None:
        if self._clock() < self._due:
            return
        self._due = self._clock() + JSON_EVERY_S
        self._output.record(
            {
                "event": "progress",
                "stage": message_text(progress.stage),
                "done": progress.done,
                "total": progress.total,
                "counts": dict(progress.counts),
                "photos_per_second": round(progress.per_second, 2),
                "eta_s": None if progress.eta_s is None else round(progress.eta_s, 1),
            }
        )


def progress_text(progress: Progress) -> str:
    """Return "120 of 1,000, 118 indexed, 2 unreadable, 43 photos/s, 20 s left" of a moment; "" of
    one that counts nothing."""
    of_all = "" if progress.total is None else f" of {progress.total:,}"
    parts = [f"{progress.done:,}{of_all}"] if progress.done or of_all else []
    if any(progress.counts.values()):
        parts.append(counts_text(progress.counts))
    if progress.per_second:
        parts.append(f"{progress.per_second:.0f} {unit_of(progress.stage).name.lower()}/s")
    if progress.eta_s is not None:
        parts.append(f"{duration_text(progress.eta_s)} left")
    return ", ".join(parts)

"""Be the boundary between training and whoever started it: progress, sentences, exit codes, Ctrl-C.

That is a terminal; or a program, for which see `lines.py`.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

import typer

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Cancelled, ExitCode, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.message_words.command_line import duration_text, message_text
from photosearch.message_words.plain_help import with_plain_help
from photosearch.messages import Message

log = logging.getLogger(__name__)

_LINE_EVERY_S = 10.0
_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)
]

_control = JobControl()
_listener: Listener | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Hold what long work is handed: who may stop it, and whom it tells how far it is."""

    control: JobControl = field(default_factory=JobControl)
    on_progress: Callable[[Progress], None] = lambda _: None
    on_report: Callable[[Mapping[str, Any]], None] = lambda _: None
    """Told what came of it, in plain values, by recipes that have more to tell than a sentence."""
    worker_limit: Callable[[int], int] = lambda workers: workers
    """How many of so many workers may be given photos now; see `ProcessPool`."""


class Listener(Protocol):
    """Hear of a command, in the place of a terminal."""

    def job(self, control: JobControl) -> Job:
        """Return the job that tells it."""

    def failed(self, error: Message) -> None:
        """Tell it what ended the command."""


def listen(listener: Listener) -> None:
    """Tell this one of the command that runs, in the place of the terminal."""
    global _listener
    _listener = listener


def present_job() -> Job:
    """Return the job of the command that runs: Ctrl-C cancels it, its progress goes to stderr."""
    return Job(_control, Console()) if _listener is None else _listener.job(_control)


def run_app(app: typer.Typer, args: Sequence[str] | None = None, *, name: str) -> int:
    """Run a command line; the exit code, told on stderr if it is not 0."""
    global _listener
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    command = with_plain_help(typer.main.get_command(app))
    try:
        with _interrupts_cancel():
            command(args, prog_name=name)
    except SystemExit as end:  # the parser's own ends: --help, a wrong option
        return end.code if isinstance(end.code, int) else int(ExitCode.OK)
    except UserError as error:
        return _fail(error)
    except (Cancelled, KeyboardInterrupt):
        _tell("Cancelled; run the same command again to go on.")
        return int(ExitCode.CANCELLED)
    except MemoryError:
        return _fail(UserError(ErrorCode.TUNING_NEEDS_MEMORY))
    except RuntimeError as error:
        if "not enough memory" not in str(error) and "can't allocate memory" not in str(error):
            raise  # else it is torch's own way to say so
        return _fail(UserError(ErrorCode.TUNING_NEEDS_MEMORY))
    except OSError as error:
        if error.filename is None:
            raise
        path = Path(os.fsdecode(error.filename))
        if error.errno == errno.ENOSPC:
            return _fail(UserError(ErrorCode.DISK_FULL, path=path))
        cause = error.strerror or str(error)
        return _fail(UserError(ErrorCode.PATH_UNUSABLE, path=path, cause=cause))
    finally:
        _listener = None
    return int(ExitCode.OK)


def _fail(error: UserError) -> int:
    words = message_text(error.message)
    _tell(f"{words}\n{words.next_step}")
    if _listener is not None:
        _listener.failed(error.message)
    return int(error.exit_code)


def run_recipe(command: Callable[..., None], name: str, args: Sequence[str] | None = None) -> int:
    """Run one recipe as a script of its own; the exit code."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(command)
    return run_app(app, args, name=f"python -m photosearch.training.recipes.{name}")


@contextlib.contextmanager
def _interrupts_cancel() -> Iterator[None]:
    """Let the first Ctrl-C cancel at the next safe moment, the second end the program at once."""
    global _control
    _control = JobControl()
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def handle(_signal: int, _frame: FrameType | None) -> None:
        if _control.cancelled:
            os._exit(ExitCode.CANCELLED)
        _control.cancel()
        _tell("Stopping after this step. Once more to quit at once.")

    before = {number: signal.signal(number, handle) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Console:
    """Show progress on stderr: a line that renews itself on a terminal, else one now and then."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due = clock()
        self._stage = ""

    def __call__(self, progress: Progress) -> None:
        """Show this moment, if it is time."""
        done = progress.total is not None and progress.done >= progress.total
        if self._clock() < self._due and not done:
            return
        renews = sys.stderr is not None and sys.stderr.isatty()
        self._due = self._clock() + (0.2 if renews else _LINE_EVERY_S)
        text = f"{message_text(progress.stage)}: {progress_text(progress)}"
        if renews:
            text = f"\r{text[:118]:<118}" + ("\n" if done else "")
        _tell(text, end="" if renews else "\n")


def progress_text(progress: Progress) -> str:
    """Return a moment in words: "120 of 985, epoch 2 of 10, loss 0.31, 2.1/s, 6 min 52 s left"."""
    parts = [f"{progress.done:,}" + (f" of {progress.total:,}" if progress.total else "")]
    if progress.current:
        parts.append(progress.current)
    if progress.per_second:
        parts.append(f"{progress.per_second:.3g}/s")
    if progress.eta_s is not None:
        parts.append(f"{duration_text(progress.eta_s)} left")
    return ", ".join(parts)


def _tell(text: str, end: str = "\n") -> None:
    stream: Any = sys.stderr
    if stream is not None:
        with contextlib.suppress(OSError, ValueError):
            stream.write(text + end)
            stream.flush()

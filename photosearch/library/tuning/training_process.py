"""Run a training in a process of its own, and follow it by the lines that it writes."""

from __future__ import annotations

import contextlib
import logging
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

from photosearch.core import job_lines
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Cancelled, ExitCode, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.library.tuning.training_environment import no_console
from photosearch.messages import Message
from photosearch.private_files import private_opener

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 0.1
_LONGEST_LINE = 1 << 20
_LEAST_PRIORITY = 19
_TOLD = 15
"""Lines of what the process said that the log gets if it fails."""


class TrainingProcess:
    """Run one command, at the lowest priority.

    Args:
        command: to run; it tells in lines (see `core.job_lines`) and takes `cancel`.
        variables: of its environment.
        said: a file for what it says beside that, made anew.
        cancel_within_s: seconds after which a process that was told to end is killed. What it has
            finished lies in files, whole or not at all.
        leave_within_s: seconds that it is waited for when this program ends; left alone, it ends
            by itself.
    """

    def __init__(
        self,
        command: Sequence[str],
        variables: Mapping[str, str],
        said: Path,
        *,
        cancel_within_s: float = 30.0,
        leave_within_s: float = 1.0,
    ) -> None:
        self._command, self._variables, self._said = command, variables, said
        self._cancel_within_s, self._leave_within_s = cancel_within_s, leave_within_s
        self._leaving = threading.Event()

    def leave(self) -> None:
        """Do not wait any longer for a process that is told to end: this program ends."""
        self._leaving.set()

    def run(
        self, control: JobControl, on_progress: Callable[[Progress], None]
    ) -> Mapping[str, Any]:
        """Run it to its end; return its report.

        Raises:
            UserError: it cannot be started; or it told an error; or it ended without a report.
            Cancelled: by `control`; the process has ended, or is about to.
        """
        process = self._start()
        report: Mapping[str, Any] | None = None
        error: Message | None = None
        lines = _lines_of(process)
        try:
            told = False
            while not told:
                control.checkpoint()
                try:
                    line = lines.get(timeout=_LOOK_EVERY_S)
                except queue.Empty:
                    continue
                told = line is None
                tells = job_lines.parse(line) if line else None
                if tells is None:
                    continue
                if tells.progress is not None:
                    on_progress(tells.progress)
                report, error = tells.report or report, tells.error or error
            status = self._wait(process, control)
        except Cancelled:
            self._end(process)
            raise
        finally:
            self._close(process)
        if report is not None:
            return report
        raise self._failure(status, error)

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            with open(self._said, "wb", opener=private_opener) as said:
                process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=said,
                    cwd=self._said.parent,
                    env=dict(self._variables),
                    creationflags=no_console(),
                    # Ctrl-C in a terminal is the program's, which tells its process.
                    start_new_session=sys.platform != "win32",
                )
        except OSError as error:
            raise UserError(
                ErrorCode.TUNING_PYTHON_UNUSABLE,
                path=Path(self._command[0]),
                cause=error.strerror or str(error),
            ) from error
        with contextlib.suppress(psutil.Error, OSError):  # its workers inherit it
            lowest = getattr(psutil, "IDLE_PRIORITY_CLASS", _LEAST_PRIORITY)
            psutil.Process(process.pid).nice(lowest)
        return process

    def _wait(self, process: subprocess.Popen[bytes], control: JobControl) -> int:
        """Return the exit code. It says no more, but may not have ended yet."""
        until = time.monotonic() + self._cancel_within_s
        while (status := process.poll()) is None:
            control.checkpoint()
            if time.monotonic() > until:
                process.kill()
            time.sleep(_LOOK_EVERY_S)
        return status

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            process.stdin.write(f"{job_lines.CANCEL}\n".encode())
            process.stdin.close()
        begun = time.monotonic()
        while process.poll() is None:
            waited = time.monotonic() - begun
            if self._leaving.is_set() and waited >= self._leave_within_s:
                return
            if waited >= self._cancel_within_s:
                log.warning("The training did not end when it was told to; it was killed.")
                process.kill()
                process.wait()
            time.sleep(_LOOK_EVERY_S)

    def _close(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None and not self._leaving.is_set():  # by an error of our own
            process.kill()
            process.wait()
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()

    def _failure(self, status: int, error: Message | None) -> UserError:
        if error is not None and isinstance(error.code, ErrorCode):
            return UserError.of(error)
        log.warning("The training ended with %d:\n%s", status, self._last_words())
        killed = -status if status < 0 else status - 128
        if status == ExitCode.CANCELLED:
            return UserError(ErrorCode.TUNING_KILLED, signal="SIGINT")
        if sys.platform != "win32" and killed in set(signal.Signals):
            return UserError(ErrorCode.TUNING_KILLED, signal=signal.Signals(killed).name)
        return UserError(ErrorCode.TUNING_FAILED, status=status, path=self._said)

    def _last_words(self) -> str:
        try:
            data = self._said.read_bytes()[-10_000:]
        except OSError:
            return ""
        return "\n".join(data.decode("utf-8", "replace").splitlines()[-_TOLD:])


def _lines_of(process: subprocess.Popen[bytes]) -> queue.Queue[bytes | None]:
    """Return what the process writes, line by line, and None at its end.

    A thread reads: a pipe cannot be waited for with a limit of time on all systems.
    """
    lines: queue.Queue[bytes | None] = queue.Queue()
    stdout = process.stdout
    assert stdout is not None

    def read() -> None:
        with contextlib.suppress(OSError, ValueError), stdout:
            while line := stdout.readline(_LONGEST_LINE):
                lines.put(line)
        lines.put(None)
        process.wait()  # also that of one which was left alone

    threading.Thread(target=read, name="photosearch-training-lines", daemon=True).start()
    return lines

"""Every way to end has its exit code and its words; none shows a traceback unasked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch.cli.exit_codes import exit_code_of
from photosearch.cli.interrupts import cancelled_by_interrupt, handle_interrupts
from photosearch.core.errors import Cancelled, CatalogError, ExitCode, ModelError, UserError
from photosearch.core.jobs import JobControl

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")


def ending(error: BaseException | None) -> Callable[[], None]:
    def command() -> None:
        if error is not None:
            raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (None, ExitCode.OK, ""),
        (SystemExit(2), ExitCode.USAGE, ""),
        (SystemExit(None), ExitCode.OK, ""),
        (UserError.in_words("It rains.", "Wait."), ExitCode.USER_ERROR, "It rains.\nWait.\n"),
        (CatalogError.in_words("Locked.", "Wait."), ExitCode.CATALOG, "Locked.\nWait.\n"),
        (ModelError.in_words("Gone.", "Get it."), ExitCode.MODEL, "Gone.\nGet it.\n"),
        (Cancelled(), ExitCode.CANCELLED, "Cancelled.\n"),
        (KeyboardInterrupt(), ExitCode.CANCELLED, "Cancelled.\n"),
    ],
)
def test_endings(
    error: BaseException | None, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(ending(error), log_file=None, debug=False) == code
    assert capsys.readouterr().err == said


def test_a_bug_names_the_log_and_keeps_its_traceback_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    log_file = tmp_path / "photosearch.log"
    code = exit_code_of(ending(ZeroDivisionError("odd")), log_file=log_file, debug=False)
    said = capsys.readouterr().err
    assert code == ExitCode.BUG
    assert "bug in PhotoSearch" in said
    assert str(log_file) in said
    assert "Traceback" not in said
    assert "ZeroDivisionError: odd" in caplog.text


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("odd"), UserError.in_words("It rains.", "Wait.")]
)
def test_debug_shows_the_traceback(
    error: Exception, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    exit_code_of(ending(error), log_file=None, debug=True)
    assert "Traceback" in capsys.readouterr().err


def test_a_bug_in_another_thread_ends_the_command(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    control = JobControl()

    def wait_for_the_thread() -> None:
        with handle_interrupts(), cancelled_by_interrupt(control.cancel):
            threading.Thread(target=ending(ZeroDivisionError("odd"))).start()
            while not control.cancelled:
                time.sleep(0.01)

    assert exit_code_of(wait_for_the_thread, log_file=None, debug=False) == ExitCode.BUG
    said = capsys.readouterr().err
    assert "bug in PhotoSearch: ZeroDivisionError" in said
    assert "Traceback" not in said
    assert "ZeroDivisionError: odd" in caplog.text


def test_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert exit_code_of(ending(ZeroDivisionError()), log_file=None, debug=True) == ExitCode.BUG


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_cancels_the_job(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    control = JobControl()
    with handle_interrupts(), cancelled_by_interrupt(control.cancel):
        os.kill(os.getpid(), number)
        time.sleep(0.01)
    assert control.cancelled
    assert "what is finished is kept" in capsys.readouterr().err


@posix
def test_an_interrupt_between_jobs_ends_the_command() -> None:
    before = signal.getsignal(signal.SIGINT)

    def command() -> None:
        with handle_interrupts():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)

    assert exit_code_of(command, log_file=None, debug=False) == ExitCode.CANCELLED
    assert signal.getsignal(signal.SIGINT) is before


@posix
def test_the_second_interrupt_ends_at_once() -> None:
    code = (
        "from photosearch.cli.interrupts import *; import time\n"
        "with handle_interrupts(), cancelled_by_interrupt(lambda: None):\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"  # a job that does not listen
        "    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert "Once more" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == ExitCode.CANCELLED

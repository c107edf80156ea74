"""A process that trains, followed by what it tells: also one that talks nonsense, dies or hangs."""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.library.tuning.training_process import TrainingProcess
from tests.library.tuning.fake_training import REPORT

FAKE = Path(__file__).with_name("fake_training.py")
pytestmark = pytest.mark.slow


def process(folder: Path, *deeds: str, **limits: float) -> TrainingProcess:
    variables = dict(os.environ) | {"OMP_NUM_THREADS": "1"}
    command = [sys.executable, str(FAKE), *deeds]
    return TrainingProcess(command, variables, folder / "tuning.log", **limits)


def run(folder: Path, *deeds: str) -> tuple[Any, list[Progress]]:
    seen: list[Progress] = []
    return process(folder, *deeds).run(JobControl(), seen.append), seen


def test_progress_and_report_come_through_all_that_is_printed_beside_them(tmp_path: Path) -> None:
    report, seen = run(tmp_path, "garbage", "progress=3", "garbage", "progress=4", "report")
    assert report == REPORT
    assert [(moment.done, moment.total, moment.eta_s) for moment in seen] == [
        (3, 80, 77.0), (4, 80, 76.0)
    ]  # fmt: skip


def test_it_runs_at_the_lowest_priority_on_one_thread_in_the_library_folder(tmp_path: Path) -> None:
    note = tmp_path / "facts"
    # It is given its priority just after its start: by the second deed it has it.
    run(tmp_path, "progress=1", f"note={note}", "report")
    facts = json.loads(note.read_text())
    assert (facts["threads"], facts["cwd"]) == ("1", str(tmp_path))
    if sys.platform != "win32":
        assert facts["nice"] == 19


@pytest.mark.parametrize(
    ("deeds", "code", "values"),
    [
        (["progress=3", "error", "exit=3"], ErrorCode.DISK_FULL, {"path": Path("/full")}),
        (["progress=3", "die"], ErrorCode.TUNING_KILLED, {"signal": "SIGKILL"}),
        (["say=Traceback: a bug", "exit=1"], ErrorCode.TUNING_FAILED, {"status": 1}),
        (["garbage", "exit=0"], ErrorCode.TUNING_FAILED, {"status": 0}),
        (["exit=137"], ErrorCode.TUNING_KILLED, {"signal": "SIGKILL"}),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals are not told there")
def test_each_end_has_its_error(
    tmp_path: Path,
    deeds: list[str],
    code: ErrorCode,
    values: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(UserError) as caught:
        run(tmp_path, *deeds)
    assert caught.value.code is code
    assert values.items() <= dict(caught.value.message.values).items()


def test_what_it_said_last_is_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UserError):
        run(tmp_path, "say=ValueError: nobody expected that", "exit=1")
    assert "nobody expected that" in caplog.text
    assert "nobody expected that" in (tmp_path / "tuning.log").read_text()
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_report_counts_whatever_comes_after_it(tmp_path: Path) -> None:
    """That nothing is better is an error for the command line, and none here."""
    report, _ = run(tmp_path, "not-better", "error", "exit=3")
    assert report["layers"][0]["kept"] is False


def test_what_cannot_be_started_is_told(tmp_path: Path) -> None:
    nothing = TrainingProcess([str(tmp_path / "python")], {}, tmp_path / "tuning.log")
    with pytest.raises(UserError) as caught:
        nothing.run(JobControl(), lambda _: None)
    assert caught.value.code is ErrorCode.TUNING_PYTHON_UNUSABLE


def cancelled(running: TrainingProcess, *, leave: bool = False) -> float:
    """Cancel after the first news; seconds until `run` came back."""
    control = JobControl()
    begun: list[float] = []

    def on_progress(_progress: Progress) -> None:
        if leave:
            running.leave()
        begun.append(time.monotonic())
        control.cancel()

    with pytest.raises(Cancelled):
        running.run(control, on_progress)
    return time.monotonic() - begun[0]


def test_it_is_waited_for_when_it_is_cancelled(tmp_path: Path) -> None:
    note = tmp_path / "facts"
    cancelled(process(tmp_path, f"note={note}", "progress=1", "wait=0.5"))
    assert not psutil.pid_exists(json.loads(note.read_text())["pid"])


def test_one_that_does_not_end_is_killed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    note = tmp_path / "facts"
    running = process(tmp_path, f"note={note}", "progress=1", "hang", cancel_within_s=0.5)
    cancelled(running)
    assert not psutil.pid_exists(json.loads(note.read_text())["pid"])
    assert "was killed" in caplog.text
    caplog.clear()


def test_one_that_hangs_after_its_last_word_is_killed(tmp_path: Path) -> None:
    running = process(tmp_path, "report", "close", "hang", cancel_within_s=0.5)
    assert running.run(JobControl(), lambda _: None) == REPORT


def test_the_end_of_the_program_does_not_wait_for_it_but_it_ends(tmp_path: Path) -> None:
    note = tmp_path / "facts"
    running = process(tmp_path, f"note={note}", "progress=1", "wait=3", leave_within_s=0.2)
    took_s = cancelled(running, leave=True)
    pid = json.loads(note.read_text())["pid"]
    assert took_s < 3, "it was waited for"
    assert psutil.pid_exists(pid)
    until = time.monotonic() + 30
    while psutil.pid_exists(pid):
        assert time.monotonic() < until, "it did not end by itself"
        time.sleep(0.05)


def test_many_lines_are_all_read(tmp_path: Path) -> None:
    report, seen = run(tmp_path, *[f"progress={number}" for number in range(500)], "report")
    assert report == REPORT
    assert [moment.done for moment in seen] == list(range(500))
    for thread in threading.enumerate():
        if "training-lines" in thread.name:
            thread.join(5)
            assert not thread.is_alive()

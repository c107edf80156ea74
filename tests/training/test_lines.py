"""A training that another program runs: what it is told, and how it is ended."""

from __future__ import annotations

import io
import os
import threading

import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.job_lines import parse
from photosearch.core.jobs import JobControl, Progress, ThrottleReason
from photosearch.core.message_codes import StageCode
from photosearch.core.tuning import GENERAL_PICTURES, JUDGED_EDITS, TOOLS
from photosearch.library.workers.throttling import IndexThrottle
from photosearch.messages import Message
from photosearch.training import console, lines
from photosearch.training.evaluation_edits import EDITS
from photosearch.training.library_tuning.general_set import general_pictures
from photosearch.training.lines import LineListener

pytestmark = pytest.mark.train


def listener(stream: io.StringIO, throttle: IndexThrottle | None = None) -> LineListener:
    return LineListener(stream, None, throttle or IndexThrottle())


def told(stream: io.StringIO) -> list:
    return [parse(line) for line in stream.getvalue().splitlines()]


def test_numbers_that_the_program_tells_are_those_of_the_training() -> None:
    assert len(EDITS) == JUDGED_EDITS
    assert len(general_pictures()) == GENERAL_PICTURES
    assert "torch" in TOOLS


def test_progress_is_told_now_and_then_and_at_the_end_of_each_stage() -> None:
    now = [0.0]
    stream = io.StringIO()
    listening = LineListener(stream, None, IndexThrottle(), clock=lambda: now[0])
    job = listening.job(JobControl())
    for stage in (StageCode.TUNING_LEARNING, StageCode.TRAINING):
        for done in range(1, 101):
            now[0] += 0.03
            job.on_progress(Progress(Message(stage), done, 100))
    moments = [line.progress for line in told(stream)]
    assert 20 < len(moments) < 50
    for stage in (StageCode.TUNING_LEARNING, StageCode.TRAINING):
        of_stage = [moment.done for moment in moments if moment.stage.code is stage]
        assert (of_stage[0], of_stage[-1]) == (1, 100)


def test_on_battery_it_takes_as_much_as_indexing_and_says_so() -> None:
    throttle = IndexThrottle(battery=lambda: True, idle_s=lambda: 0.0)
    throttle.set_limits(0, 100)
    stream = io.StringIO()
    job = listener(stream, throttle).job(JobControl())
    assert job.worker_limit(4) == 0
    job.on_progress(Progress(Message(StageCode.TUNING_LEARNING), 0, 100))
    (line,) = told(stream)
    assert line.progress.throttle_reason is ThrottleReason.BATTERY
    assert line.progress.worker_share == 0


@pytest.mark.parametrize("said", ["cancel\n", "noise\ncancel\n", ""])
def test_a_line_or_the_end_of_them_cancels(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    ended = threading.Event()
    monkeypatch.setattr(lines, "_END_WITHIN_S", 0.01)
    monkeypatch.setattr(os, "_exit", lambda _code: ended.set())
    control = JobControl()
    LineListener(io.StringIO(), io.StringIO(said), IndexThrottle()).job(control)
    assert ended.wait(5), "what hangs is not ended"
    assert control.cancelled


def test_nobody_reading_is_no_error() -> None:
    stream = io.StringIO()
    stream.close()
    job = listener(stream).job(JobControl())
    job.on_progress(Progress(Message(StageCode.TRAINING), 1, 1))
    job.on_report({"a": 1})


def run(raised: BaseException | None) -> tuple[int, list]:
    """Run a command that ends so, listened to."""
    stream = io.StringIO()

    def command() -> None:
        console.listen(listener(stream))
        job = console.present_job()
        job.on_report({"n": 1})
        if raised is not None:
            raise raised

    return console.run_recipe(command, "test", []), told(stream)


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        (None, 0, None),
        (UserError(ErrorCode.TUNING_ENCODER_GONE), 3, ErrorCode.TUNING_ENCODER_GONE),
        (Cancelled(), 130, None),
        (MemoryError(), 3, ErrorCode.TUNING_NEEDS_MEMORY),
        (
            RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"),
            3,
            ErrorCode.TUNING_NEEDS_MEMORY,
        ),
        (OSError(28, "No space left on device", "/a"), 3, ErrorCode.DISK_FULL),
        (OSError(13, "Permission denied", "/a"), 3, ErrorCode.PATH_UNUSABLE),
    ],
)
def test_each_end_is_told_once(raised, status: int, code: ErrorCode | None, capsys) -> None:
    ended, seen = run(raised)
    assert ended == status
    assert seen[0].report == {"n": 1}
    assert [line.error.code for line in seen[1:]] == ([] if code is None else [code])
    assert console._listener is None, "the next command is told to a terminal again"


def test_a_bug_is_raised() -> None:
    with pytest.raises(RuntimeError, match="odd"):
        run(RuntimeError("odd"))

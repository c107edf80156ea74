"""What a process tells of its job in lines, and what comes of lines that tell nothing."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core import job_lines
from photosearch.core.error_codes import ErrorCode
from photosearch.core.job_lines import JobLine, error_line, parse, progress_line, report_line
from photosearch.core.jobs import Progress, ThrottleReason
from photosearch.core.message_codes import StageCode, in_words
from photosearch.messages import Message

numbers = st.floats(0, 1e9, allow_nan=False)


@given(
    st.sampled_from([Message(StageCode.TRAINING), in_words("Über 3 „Fotos“\n\udcff")]),
    st.integers(0, 10**9),
    st.none() | st.integers(0, 10**9),
    numbers,
    st.none() | numbers,
    st.none() | st.sampled_from(ThrottleReason),
)
def test_progress_comes_back_in_one_line(stage, done, total, per_second, eta_s, reason) -> None:
    moment = Progress(stage, done, total, {}, per_second, eta_s, "a\r\nb", throttle_reason=reason)
    line = progress_line(moment)
    assert len(line.splitlines()) == 1
    assert line.isascii()
    assert parse(line) == parse(line.encode()) == JobLine(progress=moment)


def test_errors_and_reports_come_back() -> None:
    error = Message(ErrorCode.DISK_FULL, path=Path("/a\udcff"))
    assert parse(error_line(error)) == JobLine(error=error)
    assert parse(report_line({"a": [1, {"b": 2.5}]})) == JobLine(report={"a": [1, {"b": 2.5}]})


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_what_is_no_line_tells_nothing(line: bytes) -> None:
    assert parse(line) is None


_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(["progress", "error", "report", "other"]), _values)
def test_nonsense_in_a_line_raises_nothing(kind: str, value) -> None:
    told = parse(json.dumps({"photosearch": 1, kind: value}))
    if told is not None:
        assert kind != "other"
        assert (told.progress, told.error, told.report).count(None) == 2


@pytest.mark.parametrize("part", ["stage", "done", "total", "per_second", "eta_s", "worker_share"])
def test_a_line_that_lacks_something_tells_nothing(part: str) -> None:
    values = json.loads(progress_line(Progress(Message(StageCode.TRAINING), 1, 2)))
    del values["progress"][part]
    assert parse(json.dumps(values)) is None


def test_lines_of_another_format_tell_nothing() -> None:
    line = progress_line(Progress(Message(StageCode.TRAINING), 1, 2))
    assert parse(line.replace('"photosearch": 1', '"photosearch": 2')) is None
    assert parse("[" * 100_000) is None


def test_no_time_is_left_without_end() -> None:
    moment = Progress(Message(StageCode.TRAINING), 1, 2, eta_s=math.inf)
    told = parse(progress_line(moment))
    assert told is not None
    assert told.progress == replace(moment, eta_s=None)


def test_the_word_that_ends_a_job_stays() -> None:
    assert job_lines.CANCEL == "cancel"

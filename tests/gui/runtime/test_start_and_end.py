"""What is logged of slow starts, of stalls and of crashes."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from photosearch.gui.runtime import crash_log
from photosearch.gui.runtime.crash_log import pop_crashes, record_crashes
from photosearch.gui.runtime.stall_watch import Stall, StallWatch, log_stall
from photosearch.gui.runtime.start_times import StartTimes, process_age_s

ROOT = Path(crash_log.__file__).parents[3]


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (12.4, "started: 0.90 s (Python and imports 0.40 s, window 0.30 s, screen 0.20 s)"),
        (15.0, "slow start: 3.50 s (Python and imports 3.00 s, window 0.30 s, screen 0.20 s)"),
    ],
)
def test_a_start_is_logged_phase_by_phase(caplog, monkeypatch, age: float, words: str) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr("photosearch.gui.runtime.start_times.process_age_s", lambda: age)
    now = [10.0]
    times = StartTimes(lambda: now[0])
    times.log_reaction()
    assert caplog.messages == [], "nothing to tell yet"
    now[0] = 10.3
    times.end_phase("window")
    now[0] = 10.5
    times.end_reaction("screen")
    now[0] = 11.0
    times.end_phase("window")
    now[0] = 22.0
    times.end_phase("library")
    times.end_reaction("screen")
    assert times.total_s() == pytest.approx(12.0)
    times.log_reaction()
    times.log_all()
    assert caplog.messages == [
        words,
        "after the start: window 0.30 s, screen 0.20 s, library 11.50 s",
    ]


def test_the_age_of_a_process_is_sensible() -> None:
    assert 0 < process_age_s() < 24 * 3600


def test_a_stall_is_told_once_with_its_place(qtbot) -> None:
    stalls: list[Stall] = []
    watch = StallWatch(stalls.append, limit_s=0.05)
    watch.start()
    try:

        def hold_up_the_window() -> None:
            end = time.monotonic() + 0.25
            while time.monotonic() < end:
                sum(range(100))

        hold_up_the_window()
        qtbot.waitUntil(lambda: bool(stalls), timeout=5000)
    finally:
        watch.stop()
    told = [stall for stall in stalls if "hold_up_the_window" in stall.stack]
    assert len(told) == 1, "one stall, however long, is told once"
    assert 0.05 <= told[0].seconds < 5


def test_a_window_that_reacts_is_left_in_peace(qtbot) -> None:
    stalls: list[Stall] = []
    watch = StallWatch(stalls.append, limit_s=5)
    watch.start()
    beat = watch._beat
    watch._timer.setInterval(5)
    qtbot.waitUntil(lambda: watch._beat > beat, timeout=5000)
    watch.stop()
    watch.stop()
    assert stalls == []


def test_a_stall_in_words(caplog) -> None:
    caplog.set_level(logging.INFO)
    log_stall(Stall(0.3456, "  File grid.py, line 7\n"))
    assert caplog.messages == ["the window did not react for 346 ms\n  File grid.py, line 7\n"]


CRASH = """
import ctypes, sys
from pathlib import Path
from photosearch.gui.runtime.crash_log import record_crashes
with record_crashes(Path(sys.argv[1])):
    def the_guilty_one():
        ctypes.string_at(0)
    the_guilty_one()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a fault of access is an exception there")
def test_a_crash_is_found_at_the_next_start(tmp_path: Path, caplog) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CRASH, str(tmp_path)], cwd=ROOT, capture_output=True, check=False
    )
    assert ended.returncode < 0
    (crash,) = pop_crashes(tmp_path)
    assert "the_guilty_one" in crash
    assert "a former run crashed" in caplog.text
    assert "the_guilty_one" in caplog.text
    assert all(record.file_only for record in caplog.records)
    assert list(tmp_path.iterdir()) == []
    assert pop_crashes(tmp_path) == []


def test_a_proper_end_leaves_nothing(tmp_path: Path) -> None:
    code = CRASH.replace("ctypes.string_at(0)", "pass")
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "logs")], cwd=ROOT, check=True)
    assert list((tmp_path / "logs").iterdir()) == []


def test_files_of_running_programs_and_of_others_are_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / f"crash-{os.getpid()}.txt"
    parent = tmp_path / f"crash-{os.getppid()}.txt"
    other = tmp_path / "crash-report.txt"
    killed = tmp_path / "crash-99999999.txt"
    for path in (mine, parent, other):
        path.write_text("Fatal")
    killed.write_text("\n")
    assert pop_crashes(tmp_path) == []
    assert sorted(tmp_path.iterdir()) == sorted((mine, parent, other))


def test_without_a_folder_to_write_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with record_crashes(tmp_path / "file" / "logs"):
        pass
    assert pop_crashes(tmp_path / "file" / "logs") == []

"""Real processes: the window, a second start of it, and starts after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from photosearch import paths
from photosearch.log import LOG_FILE
from tests.photos import make_photo

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to end it by"),
]


class Starts:
    """Starts the program as the desktop does and ends what is left of it."""

    def __init__(self, library: Path, run_folder: Path) -> None:
        self.library = library
        self.run_folder = run_folder
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *files: Path) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", "from photosearch.__main__ import main_window as m; m()"),
                *("--library", str(self.library), *map(str, files)),
            ],
            cwd=ROOT,
            env={
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "XDG_RUNTIME_DIR": str(self.run_folder),
            },
            stderr=subprocess.DEVNULL,
        )
        self.running.append(process)
        return process

    def start_first(self, *files: Path) -> subprocess.Popen[bytes]:
        """And wait until it reacts."""
        before = self.log.count("started:")
        process = self.start(*files)
        self.until(lambda: self.log.count("started:") > before)
        return process

    @property
    def log(self) -> str:
        path = paths.log_folder() / LOG_FILE
        text = path.read_text("utf-8", "replace") if path.exists() else ""
        return text.replace("slow start:", "started:")  # on a busy machine

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < end, self.log
            time.sleep(0.05)

    def stop(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.kill()
            process.wait()


@pytest.fixture
def starts(tmp_path: Path, own_home: Path) -> Iterator[Starts]:
    # The folders of tests have names too long for a socket.
    with tempfile.TemporaryDirectory(prefix="run-") as run_folder:
        starts = Starts(tmp_path / "library", Path(run_folder))
        yield starts
        starts.stop()


def test_a_second_start_hands_over_and_ends(starts: Starts, tmp_path: Path) -> None:
    make_photo(tmp_path / "a.jpg", 1)
    first = starts.start_first()
    second = starts.start(tmp_path / "a.jpg")
    assert second.wait(60) == 0
    starts.until(lambda: "handed over 1 files" in starts.log)
    assert first.poll() is None
    first.send_signal(signal.SIGTERM)
    assert first.wait(60) == 0
    assert list(starts.run_folder.iterdir()) == [], "the socket went away with the window"


def test_after_a_kill_the_next_start_is_a_first_one_again(starts: Starts) -> None:
    killed = starts.start_first()
    killed.kill()
    killed.wait()
    assert list(starts.run_folder.iterdir()), "the socket is left"
    first = starts.start_first()
    assert starts.start().wait(60) == 0
    starts.until(lambda: "handed over 0 files" in starts.log)
    first.send_signal(signal.SIGTERM)
    assert first.wait(60) == 0


def test_a_crash_is_told_in_the_log_of_the_next_start(starts: Starts) -> None:
    crashed = starts.start_first()
    crashed.send_signal(signal.SIGSEGV)
    assert crashed.wait(60) == -signal.SIGSEGV
    first = starts.start_first()
    starts.until(lambda: "a former run crashed" in starts.log)
    assert "Segmentation fault" in starts.log
    first.send_signal(signal.SIGTERM)
    assert first.wait(60) == 0

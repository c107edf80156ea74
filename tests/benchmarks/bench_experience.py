"""The window's bars, with the real program in a window of this process:

    python -m tests.benchmarks.large_library FOLDER
    python -m tests.benchmarks.bench_experience FOLDER [--rounds 11]

offscreen, or on the screen of DISPLAY with QT_QPA_PLATFORM=xcb (e.g. below xvfb-run). FOLDER is
what large_library made. Times are on the clock, from the event to the end of the paint that shows
the result, so other work on the machine counts: run it on a quiet one. `bare` is what the same work
costs without a window: for a drop, decoding the file at the size that the encoder wants.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIDE = (4000, 3000)
"""A photo of 12 MP."""


def percentile(values: list[float], part: float) -> float:
    """The value below which `part` of them lie."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


class Session:
    """The real program on the large library, in this process."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer
        from PySide6.QtWidgets import QApplication

        from photosearch import app
        from photosearch.settings import Settings

        events: list[tuple[float, float]] = []
        session = self

        class Measured(QApplication):
            depth = 0

            def notify(self, receiver: QObject, event: QEvent) -> bool:
                if self.depth or receiver is session._tick:  # its own costs do not count
                    return super().notify(receiver, event)
                Measured.depth = 1
                start, worked = time.perf_counter(), time.thread_time()
                try:
                    return super().notify(receiver, event)
                finally:
                    Measured.depth = 0
                    events.append((time.perf_counter() - start, time.thread_time() - worked))

        self.events = events
        """Seconds on the clock and of processor time of each event that reached the GUI thread."""
        self._tick: QObject | None = None
        self.qt = Measured(["photosearch"])
        self._tick = tick = QTimer(interval=5)
        """Wakes the event loop, so that `until` looks at the clock."""
        tick.start()
        self.program = app.Program(self.qt, Settings(workers=1), app.open_library)
        self.window = self.program.window
        self.window.resize(1400, 900)
        self.window.show()
        self.program.open(folder / "library")
        self.until(lambda: self.window.front.situation.photos)
        self.settle()

    def until(self, done: Callable[[], Any], timeout_s: float = 120) -> float:
        """Run the event loop until done() is true; seconds. Asked after each round of events.

        The thread sleeps between them, as it does in the program: one that turned round and round
        would take Python's lock from the threads that are measured.
        """
        from PySide6.QtCore import QEventLoop

        start = time.perf_counter()
        while not done():
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() - start > timeout_s:
                raise AssertionError(f"nothing within {timeout_s} s")
        return time.perf_counter() - start

    def settle(self) -> None:
        """Wait until all thumbnails in sight are here."""
        front = self.window.front
        self.until(lambda: not front.loader._busy and not front.loader._wanted)

    def run_for(self, seconds: float) -> None:
        """Let the window live."""
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() > end)

    def first_row_painted(self) -> bool:
        """Whether all pictures of the first row of the answer are on the screen."""
        front = self.window.front
        view = front.results_view
        if not len(front.results) or front.currentWidget() is not view:
            return False
        rows = range(min(view._layout.columns, len(front.results)))
        return all(front.loader.picture(front.results.photo_id(row)) for row in rows)


def paint(folder: Path, count: int) -> None:
    """Photos of 12 MP. In a process of its own, whose memory is not that of the window."""
    code = (
        "import sys; from PIL import Image; from tests.photos import picture\n"
        "for number in range(int(sys.argv[2])):\n"
        f"    image = Image.fromarray(picture(5000 + number, {SIDE}))\n"
        "    image.save(f'{sys.argv[1]}/{number}.jpg', quality=90)"
    )
    subprocess.run([sys.executable, "-c", code, str(folder), str(count)], check=True)


def drop(session: Session, path: Path) -> float:
    """Seconds from the drop of a file until the first row of its answer is painted."""
    from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QApplication

    window = session.window
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    where = QPointF(window.width() / 2, window.height() / 2)
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(where.toPoint(), copy, mime, buttons, none))
    start = time.perf_counter()
    QApplication.sendEvent(window, QDropEvent(where, copy, mime, buttons, none))
    session.until(session.first_row_painted)
    window.repaint()
    return time.perf_counter() - start


def sense_moves(session: Session, rounds: int) -> list[float]:
    """Seconds from a move of the sense control until the new order is painted."""
    from photosearch.core.query import SenseMix

    window, taken = session.window, []
    for number in range(rounds * 4):
        place = (number % 20) / 10
        sense = SenseMix(max(0.0, 1 - place), 1 - abs(place - 1), max(0.0, place - 1))
        if sense == window.session.asked.sense:
            continue
        answered: list[object] = []
        window.session.answered.connect(answered.append)
        start = time.perf_counter()
        window.session.set_sense(sense)
        session.until(lambda told=answered: bool(told))
        window.front.results_view.viewport().repaint()
        taken.append(time.perf_counter() - start)
        window.session.answered.disconnect(answered.append)
        session.run_for(0.02)
    return taken


def scroll_all(session: Session, seconds: float) -> None:
    """From the first to the last photo, with stops."""
    bar = session.window.front.library_view.verticalScrollBar()
    steps = max(1, round(seconds / 0.016))
    for step in range(steps + 1):
        bar.setValue(round(bar.maximum() * step / steps))
        session.run_for(0.016)
    session.settle()


def start_times(folder: Path, rounds: int) -> list[float]:
    """Seconds from the start of a process until its window shows photos and reacts."""
    code = (
        "import sys, time; started = time.time() - float(sys.argv[2]); "
        "from pathlib import Path; from photosearch import app, settings; "
        "from PySide6.QtCore import QEventLoop; "
        "qt = app.make_application(); "
        "p = app.Program(qt, settings.Settings(), app.open_library); "
        "p.window.show(); p.open(Path(sys.argv[1])); "
        "front = p.window.front\n"
        "wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents\n"
        "while not front.situation.photos: qt.processEvents(wait)\n"
        "print(time.time() - float(sys.argv[2]), flush=True); p.stop()\n"
        "import os; os._exit(0)"
    )
    taken = []
    for _ in range(rounds):
        command = [sys.executable, "-c", code, str(folder / "library"), str(time.time())]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        taken.append(float(told.split()[-1]))
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description="The bars of the window.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import psutil

    from photosearch.images.decode import decode

    rows: list[tuple[str, str, str]] = []

    def row(name: str, value: str, bar: str) -> None:
        rows.append((name, value, bar))
        print(f"{name:64}{value:>32}{bar:>12}", flush=True)

    starts = start_times(options.folder, 3)
    row(
        "start until the window shows photos and reacts, s",
        f"{min(starts):.2f} to {max(starts):.2f}",
        "1.5",
    )
    session = Session(options.folder)
    with tempfile.TemporaryDirectory() as temporary:
        paint(Path(temporary), options.rounds)
        paths = sorted(Path(temporary).iterdir())
        drop(session, paths[0])  # the first query of a day reads the codes
        times, bare = [], []
        for path in paths[1:]:
            session.window.session.leave()
            session.run_for(0.2)
            times.append(drop(session, path) * 1000)
            start = time.perf_counter()
            decode(path.read_bytes(), short_side=256, max_pixels=10**9)
            bare.append((time.perf_counter() - start) * 1000)
    median = percentile(times, 0.5)
    row(
        "drop of a 12 MP JPEG until the first row is painted, ms",
        f"{median:.0f} (p95 {percentile(times, 0.95):.0f}; bare {percentile(bare, 0.5):.0f})",
        "250",
    )
    moves = [1000 * taken for taken in sense_moves(session, options.rounds)]
    row(
        "moving the sense control: new order painted, ms",
        f"{percentile(moves, 0.5):.0f} (p95 {percentile(moves, 0.95):.0f})",
        "60",
    )
    session.window.session.leave()
    session.settle()
    session.events.clear()
    scroll_all(session, 20)
    clock = [1000 * seconds for seconds, _ in session.events]
    row(
        "scrolling through all: each event of the GUI thread, ms, p95",
        f"{percentile(clock, 0.95):.1f} (max {max(clock):.0f}, {len(clock)} events)",
        "16",
    )
    memory = psutil.Process().memory_info().rss / 2**20
    row("memory of the window's process after scrolling, MB", f"{memory:.0f}", "600")
    if options.json:
        print(json.dumps([list(each) for each in rows]))
    session.program.stop()
    os._exit(0)


if __name__ == "__main__":
    main()

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
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from photosearch.library.library import Library

SIDE = (4000, 3000)
"""A photo of 12 MP."""


def percentile(values: list[float], part: float) -> float:
    """The value below which `part` of them lie."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


class Session:
    """The real program on the large library, in this process."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer

        from photosearch import app
        from photosearch.gui.runtime.application import Application
        from photosearch.settings import Settings

        events: list[tuple[float, float]] = []
        session = self

        class Measured(Application):
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
        self.until(lambda: self.window.photo_area.state.photos)
        self.settle()

    @property
    def library(self) -> Library:
        from photosearch.library.library import Library

        library = self.program._library
        assert isinstance(library, Library)
        return library

    def act(self, action: Callable[[], Any]) -> None:
        """Do what the user does, and count it as an event of the GUI thread, which it would be."""
        start, worked = time.perf_counter(), time.thread_time()
        action()
        self.events.append((time.perf_counter() - start, time.thread_time() - worked))

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
        front = self.window.photo_area
        self.until(lambda: not front.loader._busy and not front.loader._wanted)

    def run_for(self, seconds: float) -> None:
        """Let the window live."""
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() > end)

    def first_row_painted(self) -> bool:
        """Whether all pictures of the first row of the answer are on the screen."""
        front = self.window.photo_area
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


def sense_moves(session: Session, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds from a move of the similarity slider until the new order is painted, and until the
    thumbnails of its first row are."""
    window, ordered, shown = session.window, [], []
    viewport = window.photo_area.results_view.viewport()
    for number in range(rounds * 4):
        place = number % 20 * 10
        if place == window.query_bar.mode_slider.value():
            continue
        answered: list[object] = []
        window.session.results_ready.connect(answered.append)
        start = time.perf_counter()
        window.query_bar.mode_slider.setValue(place)
        session.until(partial(bool, answered))
        viewport.repaint()
        ordered.append(time.perf_counter() - start)
        session.until(session.first_row_painted)
        viewport.repaint()
        shown.append(time.perf_counter() - start)
        window.session.results_ready.disconnect(answered.append)
        session.run_for(0.02)
    return ordered, shown


def crop(session: Session) -> float:
    """Seconds until the answer to a box on the query's picture is painted."""
    from photosearch.core.query import CropBox

    search = session.window.session
    answered: list[object] = []
    search.results_ready.connect(answered.append)
    start = time.perf_counter()
    search.set_crop(search.query.images[0], CropBox(0.2, 0.2, 0.5, 0.5))
    session.until(lambda: bool(answered))
    session.until(session.first_row_painted)
    session.window.photo_area.results_view.viewport().repaint()
    taken = time.perf_counter() - start
    search.results_ready.disconnect(answered.append)
    return taken


def scroll_all(session: Session, seconds: float) -> None:
    """From the first to the last photo, with stops."""
    bar = session.window.photo_area.library_view.verticalScrollBar()
    steps = max(1, round(seconds / 0.016))
    for step in range(steps + 1):
        session.act(partial(bar.setValue, round(bar.maximum() * step / steps)))
        session.run_for(0.016)
    session.settle()


def all_at_once(session: Session, new_photos: Path, seconds: float, *, query: bool) -> list[float]:
    """Seconds of each event of the GUI thread while the user does everything and it indexes.

    The grid in front is scrolled at each frame, the slider dragged if there is a `query`,
    and words are typed into the field of the filters, letter by letter, and taken back.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    window = session.window
    window.filters.show_panel(True)
    session.run_for(3)  # the first count reads the values of all photos
    field, senses = window.filters.panel.search, window.query_bar.mode_slider
    keys = [*"beach", *[Qt.Key.Key_Backspace] * 5, *"0012", *[Qt.Key.Key_Backspace] * 4]
    before = len(list(new_photos.iterdir()))
    paint(new_photos, 1)
    photo = (new_photos / "0.jpg").read_bytes()
    for number in range(400):  # what stands behind the end of a JPEG makes it another file
        (new_photos / f"{before}-{number}.jpg").write_bytes(photo + number.to_bytes(4))
    photos = session.library.counts
    count = photos().indexed
    session.until(lambda: photos().indexed > count)  # the watcher waits until it is quiet
    session.events.clear()
    end = time.perf_counter() + seconds
    frame = 0
    while time.perf_counter() < end:
        bar = window.photo_area.view.verticalScrollBar()
        down = frame % 120 < 60
        pixels = (1 if down else -1) * (60 if frame % 400 < 200 else 700)
        session.act(partial(bar.setValue, bar.value() + pixels))
        if query and frame % 3 == 0:
            place = frame % 400
            session.act(partial(senses.setValue, place if place <= 200 else 400 - place))
        if frame % 10 == 0:
            key = keys[frame // 10 % len(keys)]
            QTest.keyClick(field, key)  # its events are counted as those of a keyboard are
        session.run_for(0.016)
        frame += 1
    taken = [clock for clock, _ in session.events]
    grown = photos().indexed - count
    print(f"    {frame} frames, {grown} photos indexed meanwhile", flush=True)
    field.clear()
    window.filters.clear()
    return taken


def start_times(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds from the start of a process until its window reacts, and until it shows photos."""
    code = (
        "import sys, time; began = float(sys.argv[2]); "
        "from pathlib import Path; from photosearch import app, settings; "
        "from PySide6.QtCore import QEventLoop; "
        "qt = app.make_application(); "
        "p = app.Program(qt, settings.Settings(), app.open_library); reacted = []; "
        "p.window.show(); p._bridge.call(lambda: reacted.append(time.time() - began)); "
        "p.open(Path(sys.argv[1])); "
        "front = p.window.photo_area\n"
        "wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents\n"
        "while not front.state.photos: qt.processEvents(wait)\n"
        "print(reacted[0], time.time() - began, flush=True); p.stop()\n"
        "import os; os._exit(0)"
    )
    taken = []
    for _ in range(rounds):
        command = [sys.executable, "-c", code, str(folder / "library"), str(time.time())]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        taken.append([float(seconds) for seconds in told.split()[-2:]])
    reacting, showing = zip(*taken, strict=True)
    return list(reacting), list(showing)


def restore(session: Session, new_photos: Path) -> None:
    """Take the photos that were added out of the folder and of the library again."""
    shutil.rmtree(new_photos)
    library = session.library
    with ThreadPoolExecutor(1) as thread:
        ended = thread.submit(lambda: (library.index(), library.purge_missing()))
        session.until(ended.done)
        ended.result()


def _range(seconds: list[float]) -> str:
    return f"{min(seconds):.2f} to {max(seconds):.2f}"


def spread(seconds: list[float]) -> str:
    """Median and 95th percentile in ms."""
    times = [1000 * each for each in seconds]
    return f"{percentile(times, 0.5):.0f} (p95 {percentile(times, 0.95):.0f})"


def events_of(seconds: list[float]) -> str:
    """95th percentile and what else is to be known of events, in ms.

    Most events are next to nothing, so those over half a millisecond are told by themselves.
    """
    times = [1000 * each for each in seconds]
    long = [each for each in times if each > 0.5] or [0.0]
    return (
        f"{percentile(times, 0.95):.1f} (of those over 0.5: {percentile(long, 0.95):.1f}; "
        f"p99 {percentile(times, 0.99):.1f}, max {max(times):.0f}, {len(times)})"
    )


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
        print(f"{name:66} {value:58} {bar:>4}", flush=True)

    new_photos = options.folder / "photos" / "new"
    new_photos.mkdir(exist_ok=True)
    load = os.getloadavg()[0]
    reacting, showing = start_times(options.folder, 5)
    row("start until the window reacts, s", _range(reacting), "1.5")
    row("start until it shows the photos, s", _range(showing), "")
    session = Session(options.folder)
    with tempfile.TemporaryDirectory() as temporary:
        paint(Path(temporary), options.rounds + 1)
        paths = sorted(Path(temporary).iterdir())
        first = drop(session, paths[0])
        times, bare = [], []
        for path in paths[1:]:
            session.window.session.clear()
            session.run_for(0.2)
            times.append(drop(session, path))
            start = time.perf_counter()
            decode(path.read_bytes(), short_side=256, max_pixels=10**9)
            bare.append((time.perf_counter() - start) * 1000)
    row(
        "drop of a 12 MP JPEG until the first row is painted, ms",
        f"{spread(times)}; bare {percentile(bare, 0.5):.0f}; first of the day {1000 * first:.0f}",
        "250",
    )
    ordered, shown = sense_moves(session, options.rounds)
    row(
        "moving the similarity slider: new order painted, ms",
        f"{spread(ordered)}; with the first row's thumbnails {spread(shown)}",
        "60",
    )
    session.window.filters.show_panel(True)
    session.run_for(3)
    ordered, shown = sense_moves(session, options.rounds)
    row(
        "the same with the filters' counts beside it",
        f"{spread(ordered)}; with the first row's thumbnails {spread(shown)}",
        "60",
    )
    row(
        "a box on the query's picture: the new first row painted, ms",
        f"{1000 * crop(session):.0f}",
        "",
    )
    row(
        "scrolling an answer, typing, dragging the slider, indexing: events, ms",
        events_of(all_at_once(session, new_photos, 12, query=True)),
        "16",
    )
    session.window.session.clear()
    session.settle()
    row(
        "scrolling the library, typing, indexing: events, ms",
        events_of(all_at_once(session, new_photos, 12, query=False)),
        "16",
    )
    session.settle()
    session.events.clear()
    scroll_all(session, 20)
    row(
        "scrolling through all: events, ms",
        events_of([clock for clock, _ in session.events]),
        "16",
    )
    memory = psutil.Process().memory_full_info()
    row(
        "memory of the window's process after all that, MB",
        f"{memory.rss / 2**20:.0f} resident, {memory.uss / 2**20:.0f} its own",
        "600",
    )
    print(f"load of the machine: {load:.1f} before, {os.getloadavg()[0]:.1f} after")
    if options.json:
        print(json.dumps([list(each) for each in rows]))
    restore(session, new_photos)
    session.program.stop()
    os._exit(0)


if __name__ == "__main__":
    main()

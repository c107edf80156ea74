"""How long the window's thread is busy while one scrolls through 500,000 photos, and its memory.

    python -m tests.benchmarks.bench_window [--photos 500000] [--platform offscreen --platform xvfb]

Each platform has a process of its own, Xvfb a screen of its own. The library is made up: its photos
have 40 different thumbnails, which are decoded and scaled as real ones are, and names of their own.
A turn is all that the window's thread does for one step: layout, painting, taking in thumbnails and
news of the library. Beside it stands what painting the same pixmaps at the same places costs alone.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

VIEWPORT = (1500, 950)
STEPS = 300
FRAME_S = 0.016


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--photos", type=int, default=500_000)
    parser.add_argument("--platform", action="append", choices=("offscreen", "xvfb"))
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.photos)))
        return
    tables = {}
    for platform in options.platform or ("offscreen", "xvfb"):
        with environment(platform) as env:
            if env is None:
                print(f"{platform}: Xvfb is not installed, left out")
                continue
            command = [sys.executable, "-m", "tests.benchmarks.bench_window", "--measure"]
            command += ["--photos", str(options.photos)]
            ended = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
            if ended.returncode:
                sys.exit(f"{platform}: {ended.stderr}")
            tables[platform] = json.loads(ended.stdout.splitlines()[-1])
    print(f"{options.photos:,} photos, window of {VIEWPORT[0]} x {VIEWPORT[1]} pixels\n")
    print("| " + " | ".join(["what", *tables]) + " |")
    print("| " + " | ".join(["---"] * (1 + len(tables))) + " |")
    for what in next(iter(tables.values()), {}):
        print("| " + " | ".join([what, *(table[what] for table in tables.values())]) + " |")


@contextmanager
def environment(platform: str) -> Iterator[dict[str, str] | None]:
    """For the measuring process; None if the platform is not here."""
    env = dict(os.environ)
    if platform == "offscreen":
        yield env | {"QT_QPA_PLATFORM": "offscreen"}
        return
    if shutil.which("Xvfb") is None:
        yield None
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            display = pipe.readline().strip()
        yield env | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{display}"}
    finally:
        server.terminate()
        server.wait(10)


class Run:
    """The window on a library of so many photos, and how long each turn of its thread takes."""

    def __init__(self, photos: int) -> None:
        from PySide6.QtWidgets import QApplication

        from photosearch.gui.main_window import MainWindow
        from photosearch.gui.runtime.bridge import Bridge
        from photosearch.gui.runtime.thread_pools import ThreadPools
        from photosearch.gui.widgets import theme
        from tests.gui.fake_library import FakeLibrary
        from tests.gui.window_kit import FakeDesktop

        self.app = QApplication([])
        theme.apply(self.app)
        self.threads = ThreadPools()
        self.library = FakeLibrary(Path("/photos"), photos)
        begin = time.perf_counter()
        self.window = MainWindow(Bridge(), self.threads, FakeDesktop())
        self.window.resize(*VIEWPORT)
        self.window.show()
        self.window.set_library(self.library)
        self.wait_until(lambda: len(self.window.photo_area.photos) == photos)
        self.view = self.window.photo_area.library_view
        self.view.grab()
        self.started_s = time.perf_counter() - begin

    def wait_until(self, true: Callable[[], bool]) -> None:
        while not true():
            self.app.processEvents()
            time.sleep(0.001)

    def settle(self) -> None:
        """Until all that is in sight is here."""
        self.wait_until(lambda: all(map(self.here, self.view.visible_rows())))

    def here(self, row: int) -> bool:
        from photosearch.gui.grid.canvas import SIDES

        picture = self.window.photo_area.loader.picture(self.window.photo_area.photos.photo_id(row))
        return picture is not None and picture.side == SIDES[self.view.zoom]

    def turn(self, act: Callable[[], None]) -> float:
        """Milliseconds that the window's thread is busy with one step and what it brings."""
        begin = time.perf_counter()
        act()
        self.app.processEvents()
        took = time.perf_counter() - begin
        time.sleep(max(0.0, FRAME_S - took))
        return took * 1000

    def turns(self, act: Callable[[], None], steps: int = STEPS) -> str:
        times = [self.turn(act) for _ in range(steps)]
        middle, most, worst = np.percentile(times, [50, 95, 100])
        return f"{most:.1f} ms (median {middle:.1f}, worst {worst:.0f})"

    def scroll_by(self, pixels: int) -> Callable[[], None]:
        bar = self.view.verticalScrollBar()
        return lambda: bar.setValue(bar.value() + pixels)

    def repaint(self) -> str:
        """A whole screen of cells: time, and ratio to painting the pixmaps alone."""
        viewport = self.view.viewport()
        whole = best(viewport.repaint)
        bare = best(self.bare_painting())
        count = len(self.view.visible_rows())
        return f"{whole:.1f} ms, {whole / bare:.1f} x bare ({count} cells)"

    def bare_painting(self) -> Callable[[], None]:
        """Paints what is in sight as pixels and nothing else."""
        from PySide6.QtGui import QImage, QPainter

        viewport = self.view.viewport()
        image = QImage(viewport.size(), QImage.Format.Format_RGB32)
        placed = [
            (self.view.cell_rect(row).topLeft(), picture.pixmap)
            for row in self.view.visible_rows()
            if (
                picture := self.window.photo_area.loader.picture(
                    self.window.photo_area.photos.photo_id(row)
                )
            )
        ]

        def paint() -> None:
            painter = QPainter(image)
            painter.fillRect(image.rect(), viewport.palette().base())
            for place, pixmap in placed:
                painter.drawPixmap(place, pixmap)
            painter.end()

        return paint

    @contextmanager
    def changes(self) -> Iterator[None]:
        """The library grows and changes as it does while it indexes 70 photos a second."""
        from photosearch.core.changes import Changes

        ended = threading.Event()

        def index() -> None:
            ids = self.library.photo_ids()
            while not ended.wait(0.1):
                new = int(ids[0]) + 1
                ids = np.concatenate([np.arange(new + 6, new - 1, -1), ids])
                self.library.set_ids(ids)
                changed = tuple(ids[7:40].tolist())
                self.library.publish(Changes(tuple(ids[:7].tolist()), changed))

        thread = threading.Thread(target=index)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def end(self) -> None:
        self.window.set_library(None)
        self.window.close()
        self.threads.stop(2)


def best(act: Callable[[], None], times: int = 40) -> float:
    """Milliseconds, the median of many: the machine is shared."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begin)
    return float(np.median(taken)) * 1000


def resident_mb() -> float:
    import psutil

    return psutil.Process().memory_info().rss / 1e6


def measure(photos: int) -> dict[str, str]:
    """What is told in the table, in its order."""
    from PySide6.QtCore import QCoreApplication, QEvent

    run = Run(photos)
    bar = run.view.verticalScrollBar()
    table = {
        "window made and its photos painted": f"{run.started_s * 1000:.0f} ms",
        "memory then": f"{resident_mb():.0f} MB",
    }
    for zoom, size in ((4, "thumbnails of 160"), (1, "thumbnails of 72")):
        run.view.set_zoom(zoom)
        bar.setValue(0)
        run.settle()
        table[f"{size}: a whole screen painted"] = run.repaint()
        table[f"{size}: scrolling line by line, p95 of turns"] = run.turns(run.scroll_by(60))
        table[f"{size}: page by page"] = run.turns(run.scroll_by(run.view.viewport().height()))
        with run.changes():
            table[f"{size}: line by line while it indexes"] = run.turns(run.scroll_by(60))
            bar.setValue(0)
            table[f"{size}: at the newest while it indexes"] = run.turns(lambda: None)
        photos = len(run.window.photo_area.photos)
    run.view.set_zoom(4)
    for stop in np.linspace(0, bar.maximum(), 500).astype(int).tolist():
        bar.setValue(stop)
        run.settle()
    table["memory after scrolling through all"] = f"{resident_mb():.0f} MB"
    run.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return table


if __name__ == "__main__":
    main()

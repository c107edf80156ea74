"""How soon a photo is seen large, and what painting it costs the window's thread.

    python -m tests.benchmarks.bench_viewer [--megapixels 50] [--platform offscreen]

A JPEG of that size is made and shown by the viewer's own loader and pane, read in their processes.
Told are the times until a screenful and until every pixel is there, the longest time for which the
window's thread did not get a turn meanwhile, and the 95th percentile of painting while the picture
is moved about at several sizes. Beside that stands what copying as many pixels costs alone.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np

SCREENS = {"1920 x 1080": (1920, 1080), "3840 x 2160": (3840, 2160)}
SCALES = (None, 0.2, 0.33, 0.5, 0.75, 1.0, 1.5, 4.0)
MOVES = 60


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--megapixels", type=float, default=50)
    parser.add_argument("--platform", default="offscreen")
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = options.platform
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.jpg"
        write_photo(path, options.megapixels)
        measure(path)


def write_photo(path: Path, megapixels: float) -> None:
    """A picture with detail at every size: smooth noise in four octaves."""
    from PIL import Image

    width, height = round((megapixels * 1.5e6) ** 0.5), round((megapixels / 1.5e-6) ** 0.5)
    rng = np.random.default_rng(1)
    total = np.zeros((height, width, 3), np.float32)
    for octave in (8, 64, 512, 4096):
        small = rng.integers(0, 256, (octave, octave, 3), np.uint8)
        grown = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
        total += np.asarray(grown, np.float32) / 4
    Image.fromarray(total.astype(np.uint8)).save(path, quality=92)


def measure(path: Path) -> None:
    from PIL import Image
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QColor, QImage
    from PySide6.QtWidgets import QApplication

    from photosearch.core.photo import PhotoMetadata, PhotoRecord, PhotoState
    from photosearch.gui.runtime.background import BackgroundRunner
    from photosearch.gui.runtime.bridge import Bridge
    from photosearch.gui.runtime.thread_pools import ThreadPools
    from photosearch.gui.viewer.loader import PictureLoader
    from photosearch.gui.viewer.panes import Panes
    from photosearch.library.previews import Previews
    from photosearch.settings import Settings

    app = QApplication([])
    width, height = Image.open(path).size
    facts = PhotoMetadata("jpeg", width, height)
    record = PhotoRecord(1, 0, path, PhotoState.INDEXED, 0, 0, None, facts)
    previews = Previews(lambda ids: [record for _ in ids], Settings())
    library = SimpleNamespace(
        previews=previews, photos=lambda ids: [record for _ in ids], thumbnails=lambda _ids: {}
    )
    threads = ThreadPools()
    loader = PictureLoader(BackgroundRunner(Bridge(), threads.viewer, print))
    loader.set_library(library)
    panes = Panes()
    print(f"{width} x {height} pixels, {path.stat().st_size / 1e6:.0f} MB\n")
    print("| what | ms |\n| --- | --- |")

    gaps: list[float] = []
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(interval=0)
    timer.timeout.connect(tick)

    def until(done: Callable[[], bool]) -> float:
        start = time.perf_counter()
        while not done():
            app.processEvents()
        return 1000 * (time.perf_counter() - start)

    previews.read_file(path, 64)  # the process is running, as it is in the window by then
    last[0] = time.perf_counter()
    timer.start()
    loader.request([1], [], 1920, {1})
    print(f"| a screenful is there | {until(lambda: loader.picture(1).screen is not None):.0f} |")
    print(f"| every pixel is there | + {until(lambda: loader.picture(1).full is not None):.0f} |")
    timer.stop()
    print(f"| longest wait of the window's thread | {1000 * max(gaps):.1f} |")
    print("\n| painting, 95th percentile in ms | " + " | ".join(SCREENS) + " |")
    print("| --- |" + " --- |" * len(SCREENS))
    rows: dict[str, list[str]] = {}
    for size in SCREENS.values():
        target = QImage(*size, QImage.Format.Format_RGB32)
        panes.resize(*size)
        panes.show_pictures([loader.picture(1)], [""], 0)
        pane = panes.panes[0]
        for scale in SCALES:
            panes.fit()
            if scale is not None:
                panes.zoom_by(scale / (pane.scale or 1))
            times = []
            for move in range(MOVES):
                panes.pan(*((-7.3, -5.1) if move < MOVES // 2 else (7.3, 5.1)))
                start = time.perf_counter()
                pane.render(target)
                times.append(1000 * (time.perf_counter() - start))
            name = "the whole picture" if scale is None else f"{scale:.0%}"
            rows.setdefault(name, []).append(f"{np.percentile(times, 95):.1f}")
        times = []
        source = QImage(target)
        for _ in range(MOVES):
            start = time.perf_counter()
            source.copy().setPixelColor(0, 0, QColor(0, 0, 0))
            times.append(1000 * (time.perf_counter() - start))
        rows.setdefault("copying as many pixels", []).append(f"{np.percentile(times, 95):.1f}")
    for name, values in rows.items():
        print(f"| {name} | " + " | ".join(values) + " |")
    loader.set_library(None)
    threads.stop(3)
    previews.close()


if __name__ == "__main__":
    main()

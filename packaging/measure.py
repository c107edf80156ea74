"""Measure a frozen program beside `python -m photosearch`, by turns in one run.

    python packaging/measure.py FOLDER [--rounds N] [--photos N]

FOLDER holds the frozen programs. Prints medians and their ratios: the start of the window until it
reacts, and indexing. Needs the packages of the program; other work on the machine hits both alike.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--photos", type=int, default=150)
    chosen = parser.parse_args()
    frozen = [str(chosen.folder.absolute() / "photosearch")]
    source = [sys.executable, "-m", "photosearch"]
    work = Path(tempfile.mkdtemp(prefix="ps-"))
    try:
        photos = work / "photos"
        make_photos(photos, chosen.photos)
        measures: dict[str, Callable[[Sequence[str]], float]] = {
            "start until the window reacts, s": lambda command: start_s(command, work),
            f"indexing {chosen.photos} photos, s": lambda command: index_s(command, work, photos),
        }
        for what, measure in measures.items():
            for command in (frozen, source):
                measure(command)  # the first runs read the disk
            pairs = [(measure(frozen), measure(source)) for _ in range(chosen.rounds)]
            ours = statistics.median(frozen_s for frozen_s, _ in pairs)
            theirs = statistics.median(source_s for _, source_s in pairs)
            ratio = statistics.median(a / b for a, b in pairs)
            print(f"{what}: frozen {ours:.2f}, not {theirs:.2f}, median of the ratios {ratio:.2f}")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 0


def make_photos(folder: Path, count: int) -> None:
    """Write JPEGs with the detail of photos."""
    import numpy as np
    from PIL import Image

    folder.mkdir(parents=True)
    random = np.random.default_rng(1)
    for number in range(count):
        small = random.integers(0, 256, (24, 32, 3), dtype=np.uint8)
        image = Image.fromarray(small).resize((2000, 1500), Image.Resampling.BICUBIC)
        image.save(folder / f"{number:04}.jpg", quality=88)


def environment(work: Path) -> dict[str, str]:
    """Return variables by which a program has a home of its own and no screen."""
    home = work / "home"
    home.mkdir(exist_ok=True)
    places = {"HOME": str(home), "XDG_RUNTIME_DIR": str(work), "QT_QPA_PLATFORM": "offscreen"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return {**kept, **places, "PYTHONPATH": str(ROOT)}


def start_s(command: Sequence[str], work: Path) -> float:
    """Return the seconds from the start of the window until its event loop runs."""
    log = work / "home" / ".local" / "state" / "PhotoSearch" / "log" / "photosearch.log"
    before = log.read_bytes() if log.exists() else b""
    started = time.perf_counter()
    library = ["--library", str(work / "empty library")]
    process = subprocess.Popen(
        [*command, *library, "window"], env=environment(work), cwd=work, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            now = log.read_bytes()[len(before) :] if log.exists() else b""
            if b"started: " in now or b"slow start: " in now:
                return time.perf_counter() - started
            if process.poll() is not None:
                raise SystemExit(f"the window of {command[0]} ended with {process.returncode}")
            time.sleep(0.002)
    finally:
        process.terminate()
        process.wait()


def index_s(command: Sequence[str], work: Path, photos: Path) -> float:
    """Return the seconds that a run of `index` on a new library takes, by its own clock."""
    library = work / "library"
    shutil.rmtree(library, ignore_errors=True)
    ended = subprocess.run(
        [*command, "--library", str(library), "index", str(photos), "--json"],
        env=environment(work),
        cwd=work,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(json.loads(ended.stdout.splitlines()[-1])["seconds"])


if __name__ == "__main__":
    sys.exit(main())

"""Indexing camera JPEGs, as a ratio to decoding them alone, and to czkawka on the same files.

    python tests/benchmarks/bench_index.py [--files FOLDER] [--photos 200] [--czkawka COMMAND]

Without --files, camera-like JPEGs of 9 MP are made once in a temporary folder (or --made FOLDER to
keep them): real detail is imitated by noise in several octaves, so that the entropy decoder has as
much to do as with a camera's file (about 3 to 4 MB each).

The bare limit: simplejpeg at 1/8 scale, files read from the same place, the same number of
processes, started before the clock runs. Ours: `Library.index` into a cold catalog with thumbnails,
metadata and codes, worker start included. The two alternate, three times; ratios are of medians.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shlex
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import simplejpeg
from PIL import Image

from photosearch.core.jobs import JobControl
from photosearch.library.library import Library
from photosearch.settings import Settings

_SIZE = (3488, 2616)


def make_photo(path: Path, seed: int) -> None:
    """A camera-like JPEG of 9 MP: smooth areas, edges and fine noise."""
    rng = np.random.default_rng(seed)
    picture = np.zeros((_SIZE[1], _SIZE[0], 3), np.float32)
    for octave in (4, 16, 64, 256, 1024):
        small = rng.integers(0, 256, (octave * 3 // 4, octave, 3), dtype=np.uint8)
        layer = Image.fromarray(small).resize(_SIZE, Image.Resampling.BICUBIC)
        picture += np.asarray(layer, np.float32) / (octave**0.5)
    picture -= picture.min()
    picture *= 235 / picture.max()
    picture += rng.normal(10, 4, picture.shape)
    image = Image.fromarray(picture.clip(0, 255).astype(np.uint8))
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Canon", f"EOS {seed % 7}", 1
    exif.get_ifd(0x8769)[0x9003] = f"2024:05:{seed % 28 + 1:02} 10:11:12"
    image.save(path, "JPEG", quality=95, exif=exif)


def _ready(_index: int) -> None:
    time.sleep(0.3)


def decode_alone(path: str) -> int:
    """The bare limit for one file."""
    data = Path(path).read_bytes()
    height, width, _, _ = simplejpeg.decode_jpeg_header(data)
    pixels = simplejpeg.decode_jpeg(
        data, "RGB", min_height=-(-height // 8), min_width=-(-width // 8), min_factor=1
    )
    return int(pixels.shape[0])


def time_bare(files: list[Path], workers: int) -> float:
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        pool.map(_ready, range(workers), chunksize=1)
        started = time.perf_counter()
        for _ in pool.imap_unordered(decode_alone, map(str, files), chunksize=4):
            pass
        return time.perf_counter() - started


def time_index(folder: Path, workers: int) -> tuple[float, dict[str, int]]:
    with tempfile.TemporaryDirectory() as where:
        started = time.perf_counter()
        with Library.open(Path(where) / "library", Settings(workers=workers)) as library:
            library.add_root(folder)
            summary = library.index(control=JobControl())
        return time.perf_counter() - started, dict(summary.counts)


def time_czkawka(command: str, folder: Path) -> float:
    started = time.perf_counter()
    finished = subprocess.run(
        [part.replace("FOLDER", str(folder)) for part in shlex.split(command)],
        capture_output=True,
        check=False,
    )
    if finished.returncode not in (0, 11):  # 11: found something
        raise SystemExit(finished.stderr.decode())
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--files", type=Path, help="folder of camera JPEGs")
    parser.add_argument("--made", type=Path, help="where made photos are kept")
    parser.add_argument("--photos", type=int, default=200, help="how many are made")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--czkawka", help='e.g. "czkawka_cli image -d FOLDER -c 16 -g Mean -s 10 -H"'
    )
    options = parser.parse_args()

    folder = options.files or options.made or Path(tempfile.mkdtemp())
    if not options.files:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(options.photos):
            path = folder / f"IMG_{number:04}.jpg"
            if not path.exists():
                make_photo(path, number)
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg"))
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(files)} files, {megabytes:,.0f} MB, {options.workers} workers")
    times: dict[str, list[float]] = {"bare": [], "index": [], "czkawka": []}
    counts: dict[str, int] = {}
    time_bare(files, options.workers)  # fill the page cache for all alike
    for _ in range(options.rounds):
        times["bare"].append(time_bare(files, options.workers))
        seconds, counts = time_index(folder, options.workers)
        times["index"].append(seconds)
        if options.czkawka:
            times["czkawka"].append(time_czkawka(options.czkawka, folder))
    print(counts)
    median = {name: statistics.median(values) for name, values in times.items() if values}
    for name, seconds in median.items():
        print(f"{name:10} {seconds:7.2f} s  {len(files) / seconds:7.1f} files/s")
    print(f"index / bare decode: {median['index'] / median['bare']:.2f}")
    if options.czkawka:
        print(f"files per second, index / czkawka: {median['czkawka'] / median['index']:.2f}")
    if not options.files and not options.made:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

"""Time `photosearch search IMAGE` on a small library, as a ratio to `photosearch --version`.

    python -m tests.benchmarks.bench_command [--photos 500] [--rounds 15] [--files FOLDER]

Indexes photos (made ones, or those in FOLDER) into a library of their own, then runs both commands
by turns, as processes that a user would start, with byte code. Told are the medians on the clock
and of processor time, both with all child processes, and the ratios of the two.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.photos import make_photo

ROOT = Path(__file__).parents[2]


def run_command(*args: str, environment: dict[str, str]) -> tuple[float, float]:
    """Run one command; return its seconds on the clock and of processor time."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "photosearch", *args],
        env=environment,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    seconds, after = time.perf_counter() - start, os.times()
    used = after.children_user + after.children_system
    return seconds, used - before.children_user - before.children_system


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--photos", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--files", type=Path)
    arguments = parser.parse_args()
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as place:
        environment["PYTHONPYCACHEPREFIX"] = str(Path(place, "bytecode"))
        folder, library = arguments.files, str(Path(place, "library"))
        if folder is None:
            folder = Path(place, "photos")
            for number in range(arguments.photos):
                make_photo(folder / f"{number}.jpg", number)
        run_command("index", str(folder), "--library", library, environment=environment)
        example = str(next(path for path in sorted(folder.rglob("*")) if path.is_file()))
        commands = {
            "--version": ("--version",),
            "search": ("search", example, "--library", library),
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for number in range(arguments.rounds + 1):
            for name, args in commands.items():
                measured = run_command(*args, environment=environment)
                if number:  # the first round compiles
                    taken[name].append(measured)
    medians = {
        name: [statistics.median(column) for column in zip(*rows, strict=True)]
        for name, rows in taken.items()
    }
    for name, (seconds, used) in medians.items():
        print(f"{name:10} {seconds:.3f} s, {used:.3f} s of processor time")
    (version_s, version_used), (search_s, search_used) = medians.values()
    print(f"ratio {search_s / version_s:.2f}, of processor time {search_used / version_used:.2f}")


if __name__ == "__main__":
    main()

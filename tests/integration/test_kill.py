"""Real processes, really killed, at any moment of an index run."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.photos import make_photo

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems"),
]
PHOTOS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("many")
    for seed in range(PHOTOS):
        make_photo(made / f"{seed:03}.jpg", seed, (1200, 900))
    return made


def start(library: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "photosearch", "--library", library, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def indexed_rows(library: Path) -> int:
    """How many photos a catalog holds; it must be sound, whatever happened to its writer."""
    catalog = library / "catalog.db"
    if not catalog.exists():
        return 0
    connection = sqlite3.connect(catalog)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "photos" not in tables:
            return 0
        ((count,),) = connection.execute("SELECT count(*) FROM photos WHERE state = 'indexed'")
    finally:
        connection.close()
    return int(count)


def summary_of(finished: str) -> dict[str, object]:
    lines = [json.loads(line) for line in finished.splitlines()]
    return dict(lines[-1])


def test_killed_again_and_again_it_gets_there_and_does_nothing_twice(
    folder: Path, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    rng = random.Random(5)
    done, read_in_all = 0, 0
    for _ in range(5):
        process = start(library, "index", folder, "--json")
        time.sleep(rng.uniform(0.3, 3.0))
        process.kill()
        process.communicate()
        now = indexed_rows(library)
        assert now >= done, "finished work was lost"
        done = now
    process = start(library, "index", folder, "--json")
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    summary = summary_of(output)
    counts = summary["counts"]
    assert isinstance(counts, dict)
    read_in_all = counts.get("indexed", 0)
    assert counts.get("unchanged", 0) == done
    assert read_in_all == PHOTOS - done
    assert indexed_rows(library) == PHOTOS


def test_no_worker_outlives_a_killed_program(folder: Path, tmp_path: Path) -> None:
    process = start(tmp_path / "library", "index", folder)
    parent = psutil.Process(process.pid)
    deadline = time.monotonic() + 20
    while not (children := parent.children(recursive=True)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children, "no worker was started"
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def test_killed_workers_cost_a_retry_at_most(folder: Path, tmp_path: Path) -> None:
    process = start(tmp_path / "library", "index", folder, "--json")
    parent = psutil.Process(process.pid)
    killed = 0
    deadline = time.monotonic() + 60
    while process.poll() is None and not killed and time.monotonic() < deadline:
        workers = []
        for child in parent.children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if any("spawn_main" in part for part in child.cmdline()):
                    workers.append(child)
        if workers:
            time.sleep(0.4)  # they are ready, or about to be, and far from done
            # All at once: each has another file at hand, and a file has two tries.
            for worker in workers:
                with contextlib.suppress(psutil.NoSuchProcess):
                    worker.kill()
                    killed += 1
    assert killed
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    counts = summary_of(output)["counts"]
    assert isinstance(counts, dict)
    assert counts["indexed"] == PHOTOS
    assert counts.get("unreadable", 0) == 0

"""A real library waits for mains power and goes on with it, and can be cancelled meanwhile."""

from __future__ import annotations

import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from photosearch.core.jobs import JobControl, Progress, ThrottleReason
from photosearch.library.library import Library
from photosearch.library.workers import worker_pools
from photosearch.library.workers.throttling import IndexThrottle
from photosearch.settings import Settings


@pytest.mark.parametrize("cancel", [False, True])
def test_indexing_waits_for_mains_power(
    tmp_path: Path, photo_folder: Path, monkeypatch: pytest.MonkeyPatch, cancel: bool
) -> None:
    photos = Path(shutil.copytree(photo_folder, tmp_path / "photos"))
    monkeypatch.setattr(worker_pools, "IndexThrottle", lambda: IndexThrottle(battery=lambda: True))
    waiting, control = threading.Event(), JobControl()
    told: list[Progress] = []

    def report(progress: Progress) -> None:
        told.append(progress)
        if progress.throttle_reason is ThrottleReason.BATTERY and progress.worker_share == 0:
            waiting.set()

    with (
        Library.open(tmp_path / "library", Settings(workers=1)) as library,
        ThreadPoolExecutor() as threads,
    ):
        library.add_root(photos)
        library.throttle.set_limits(battery_percent=0, busy_percent=100)
        run = threads.submit(library.index, control=control, on_progress=report)
        assert waiting.wait(20)
        assert told[-1].done == 0
        if cancel:
            control.cancel()
            assert run.result(20).cancelled
            assert len(library.photo_ids()) == 0
        else:
            library.throttle.set_limits(battery_percent=100, busy_percent=100)
            assert run.result(20).counts["indexed"] == 12
            assert told[-1].throttle_reason is None


def test_finding_neighbours_waits_for_mains_power(
    tmp_path: Path, photo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = Path(shutil.copytree(photo_folder, tmp_path / "photos"))
    unplugged = False
    monkeypatch.setattr(
        worker_pools,
        "IndexThrottle",
        lambda: IndexThrottle(battery=lambda: unplugged, clock=lambda: 20 * time.monotonic()),
    )
    with (
        Library.open(tmp_path / "library", Settings(workers=1)) as library,
        ThreadPoolExecutor() as threads,
    ):
        library.add_root(photos)
        library.index()
        unplugged = True
        library.throttle.set_limits(battery_percent=0, busy_percent=100)
        finding = threads.submit(library.neighbour_graph.run, JobControl())
        with pytest.raises(TimeoutError):
            finding.result(3)
        unplugged = False
        assert finding.result(20) is False
        assert library.neighbour_graph.counts()[0] == 0

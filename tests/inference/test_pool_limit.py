"""A pool that is told to use fewer of its workers for a while."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial

from photosearch.inference.pool import ProcessPool


def start_sleeper() -> Callable[[float], int]:
    def run(seconds: float) -> int:
        time.sleep(seconds)
        return os.getpid()

    return run


def test_fewer_workers_get_tasks_none_at_all_and_all_again() -> None:
    allowed = 1
    pool: ProcessPool[float, int] = ProcessPool(
        start_sleeper, (), workers=2, timeout_s=30, memory_mb=2048, limit=lambda _all: allowed
    )
    try:
        room = pool.free_slots
        workers = set()
        for _ in range(room):
            pool.submit(0.01)
        assert pool.free_slots == 0, "what one worker is given at most"
        for _ in range(room):
            outcome = pool.next_result(timeout_s=60)
            assert outcome is not None
            workers.add(outcome.result)
        assert len(workers) == 1
        assert pool.free_slots == room
        allowed = 0
        assert pool.free_slots == 0
        pool.submit(0.0)
        assert pool.next_result(timeout_s=0.3) is None, "it waits"
        allowed = 2
        assert pool.free_slots == 2 * room - 1
        for _ in range(2 * room - 1):
            pool.submit(0.05)
        for _ in range(2 * room):
            outcome = pool.next_result(timeout_s=60)
            assert outcome is not None
            workers.add(outcome.result)
        assert len(workers) == 2
    finally:
        pool.close()


def test_tasks_in_flight_follow_the_limit() -> None:
    """How much of the computer is in use: the tasks that run at one time."""
    for allowed in (1, 2):
        pool: ProcessPool[float, int] = ProcessPool(
            start_sleeper, (), workers=2, timeout_s=30, memory_mb=2048,
            limit=partial(min, allowed),
        )  # fmt: skip
        try:
            for _ in range(warm := pool.free_slots):  # the start of the workers is not measured
                pool.submit(0.0)
            for _ in range(warm):
                pool.next_result(timeout_s=60)
            todo, ended, start = 8, 0, time.monotonic()
            while ended < 8:
                while todo and pool.free_slots > 0:
                    pool.submit(0.05)
                    todo -= 1
                ended += pool.next_result(timeout_s=60) is not None
            in_flight = 8 * 0.05 / (time.monotonic() - start)
            assert in_flight <= allowed
        finally:
            pool.close()

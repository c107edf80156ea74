"""Hand tasks to the workers that compare pictures, and take their results."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from photosearch.core.jobs import JobControl
from photosearch.inference.pool import TaskResult, Workers
from photosearch.library.workers.comparison_worker import ComparisonResult, ComparisonWork

ComparisonPool = Workers[ComparisonWork, ComparisonResult]
PoolMaker = Callable[[int], ComparisonPool]
"""Makes a pool for so many tasks; called only if there is one."""

_QUEUED_PER_WORKER = 3
"""Tasks that a pool takes for each worker; here each gets one: its thumbnails fit into a pipe, and
whoever sends them need not wait until they are read."""


def outcomes(
    pool: ComparisonPool, tasks: deque[ComparisonWork], control: JobControl
) -> Iterator[TaskResult[ComparisonWork, ComparisonResult]]:
    """Yield the results of all tasks, in the order in which they end; tasks may be added meanwhile.

    Raises:
        Cancelled: through `control`.
    """
    in_flight = 0
    at_once = max(1, pool.free_slots // _QUEUED_PER_WORKER)
    while tasks or in_flight:
        while tasks and in_flight < at_once and pool.free_slots > 0:
            control.checkpoint()
            pool.submit(tasks.popleft())
            in_flight += 1
        outcome = pool.next_result(timeout_s=0.25)
        if outcome is not None:
            in_flight -= 1
            yield outcome

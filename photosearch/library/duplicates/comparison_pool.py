"""Hand tasks to the workers that compare pictures, and take their results."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from photosearch.core.jobs import JobControl
from photosearch.inference.pool import TaskResult, Workers, outcomes
from photosearch.library.workers.comparison_worker import ComparisonResult, ComparisonWork

ComparisonPool = Workers[ComparisonWork, ComparisonResult]
PoolMaker = Callable[[int], ComparisonPool]
"""Makes a pool for so many tasks; called only if there is one."""

_QUEUED_PER_WORKER = 3
"""Tasks that a pool takes for each worker; here each gets one: its thumbnails fit into a pipe, and
whoever sends them need not wait until they are read."""


def compared(
    pool: ComparisonPool, tasks: deque[ComparisonWork], control: JobControl
) -> Iterator[TaskResult[ComparisonWork, ComparisonResult]]:
    """Yield results as `outcomes` does, with one task for each worker at a time."""
    at_once = max(1, pool.free_slots // _QUEUED_PER_WORKER)
    return outcomes(pool, tasks, control, at_once=at_once)

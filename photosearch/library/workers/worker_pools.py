"""Make pools of worker processes: as many as the user wants, and as there is work."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from photosearch.inference.pool import ProcessPool, Result, Starter, Task, Workers
from photosearch.library.workers.comparison_worker import (
    ComparisonResult,
    ComparisonWork,
    start_comparer,
)
from photosearch.library.workers.photo_worker import PhotoResult, PhotoTask, start_worker
from photosearch.library.workers.reencode_worker import (
    ReencodedPhoto,
    ReencodeTask,
    start_reencoder,
)
from photosearch.library.workers.throttling import IndexThrottle
from photosearch.settings import Settings


class WorkerPools:
    """Make the pools of one library by the settings of the user."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.throttle = IndexThrottle()
        """How many of the workers get tasks."""

    def indexing_pool(self, folders: Sequence[Path], tasks: int) -> Workers[PhotoTask, PhotoResult]:
        """Return workers that read so many files and encode them with the models in `folders`.

        Args:
            folders: at least one; the first is that of the model whose codes count.
            tasks: how many files there are.
        """
        first, *also = folders
        return self.pool(start_worker, (first, self._settings, also), tasks)

    def reencoding_pool(self, folder: Path, tasks: int) -> Workers[ReencodeTask, ReencodedPhoto]:
        """Return workers that encode so many known photos with the model in `folder`."""
        return self.pool(start_reencoder, (folder, self._settings), tasks)

    def comparing_pool(self, tasks: int) -> Workers[ComparisonWork, ComparisonResult]:
        """Return workers for so many comparisons of pictures."""
        return self.pool(start_comparer, (self._settings,), tasks)

    def pool(
        self, starter: Starter[Task, Result], arguments: tuple[Any, ...], tasks: int
    ) -> ProcessPool[Task, Result]:
        """Return workers for so many tasks; each calls starter(*arguments) once in its process."""
        settings = self._settings
        return ProcessPool(
            starter,
            arguments,
            workers=max(1, min(settings.workers or _available_cores(), tasks)),
            timeout_s=settings.file_timeout_s,
            memory_mb=settings.worker_memory_mb,
            limit=self.throttle.worker_limit,
        )


def _available_cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

"""The worker processes of a library: as many as the user wants, never more than there is work."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from photosearch.inference.pool import ProcessPool, Result, Starter, Task, Workers
from photosearch.library.models.model_comparison import ComparedPhoto, CompareTask, start_comparer
from photosearch.library.search.search_service import Model
from photosearch.library.throttling import IndexThrottle
from photosearch.library.workers.photo_worker import PhotoResult, PhotoTask, start_worker
from photosearch.library.workers.reencode_worker import (
    ReencodedPhoto,
    ReencodeTask,
    start_reencoder,
)
from photosearch.settings import Settings


class Pools:
    """Makes the pools of one library by the settings of the user."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.pace = IndexThrottle()
        """How many of the workers get tasks."""

    def readers(self, models: Sequence[Model], tasks: int) -> Workers[PhotoTask, PhotoResult]:
        """Workers that read so many files and encode them with all of `models`."""
        first, *also = [model.folder for model in models]
        return self._pool(start_worker, (first, self._settings, also), tasks)

    def recoders(self, folder: Path, tasks: int) -> Workers[ReencodeTask, ReencodedPhoto]:
        """Workers that encode so many known photos with the model in `folder`."""
        return self._pool(start_reencoder, (folder, self._settings), tasks)

    def comparers(
        self, folders: tuple[Path, Path], tasks: int
    ) -> Workers[CompareTask, ComparedPhoto | None]:
        """Workers that encode so many photos with the models in both folders."""
        return self._pool(start_comparer, (folders, self._settings), tasks)

    def _pool(
        self, starter: Starter[Task, Result], arguments: tuple[Any, ...], tasks: int
    ) -> ProcessPool[Task, Result]:
        settings = self._settings
        return ProcessPool(
            starter,
            arguments,
            workers=max(1, min(settings.workers or _cores(), tasks)),
            timeout_s=settings.file_timeout_s,
            memory_mb=settings.worker_memory_mb,
            limit=self.pace.workers,
        )


def _cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

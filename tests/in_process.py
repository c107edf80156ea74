"""The program's worker pools without processes, which take a second each to start."""

from __future__ import annotations

from typing import Any

import pytest

from photosearch.core.jobs import RateLimiter
from photosearch.inference import model_check
from photosearch.inference.pool import SerialPool
from photosearch.library.indexing import indexer
from photosearch.library.models import reencoder
from photosearch.library.workers import query_worker, worker_pools


class InProcess(SerialPool[Any, Any]):
    """Takes what a ProcessPool takes."""

    def __init__(self, starter: Any, arguments: tuple[Any, ...], **_options: Any) -> None:
        super().__init__(starter, arguments)


def without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all work be done in the thread that asks for it, and every progress be told."""
    for module in (worker_pools, query_worker, model_check):
        monkeypatch.setattr(module, "ProcessPool", InProcess)
    for told in (reencoder, indexer):  # a moment is too long between two small pictures
        monkeypatch.setattr(told, "RateLimiter", lambda receive: RateLimiter(receive, 1e9))

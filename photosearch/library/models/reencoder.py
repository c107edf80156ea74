"""Give photos of the catalog the codes of another model while the library goes on working.

From their files where these are at hand, so that a photo has the very codes that indexing it would
have made; else from their thumbnails, so that the photos of an unplugged drive stay findable: their
codes differ by some percent of the bits (tests/benchmarks/bench_previews.py), and are made anew
when the drive is back.

Whatever ends it, what is committed stays and the next run goes on there.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Collection

import numpy as np

from photosearch.core.changes import ReencodeResult
from photosearch.core.errors import Cancelled
from photosearch.core.jobs import JobControl, Progress, RateLimiter, RateMeter
from photosearch.core.message_codes import StageCode
from photosearch.core.model_card import ModelCard
from photosearch.inference.pool import TaskResult, Workers
from photosearch.library.roots.scanner import extended_path
from photosearch.library.workers.reencode_worker import ReencodedPhoto, ReencodeTask
from photosearch.messages import Message
from photosearch.store.catalog import Catalog
from photosearch.store.chunks import Ids

_BATCH_PHOTOS = 128
_BATCH_SECONDS = 1.0
_CHUNK = 512

FROM_PREVIEW = "from-preview"
"""Kept beside the codes as if it were one, a byte for each photo: 1 where the codes were made from
the thumbnail, 0 where they have been made from the file since. Stored: never rename it."""

PoolMaker = Callable[[int], Workers[ReencodeTask, ReencodedPhoto]]
"""Makes a pool for so many tasks; called only if there is one."""


class Reencoder:
    """Run once over the photos that lack codes of a model.

    Args:
        catalog: open for writing.
        card: of the model.
        make_pool: of workers that encode with it.
        online: ids of the roots whose files can be read now.
        busy: whether more urgent work (an index run) is going on, which this one waits for.
        on_commit: told the photo ids that have got codes.
    """

    def __init__(
        self,
        catalog: Catalog,
        card: ModelCard,
        make_pool: PoolMaker,
        *,
        online: Callable[[], Collection[int]],
        busy: Callable[[], bool],
        on_commit: Callable[[list[int]], None],
    ) -> None:
        self._catalog = catalog
        self._card = card
        self._stage = Message(StageCode.ENCODING, model=card.full_name)
        self._make_pool = make_pool
        self._online = online
        self._busy = busy
        self._on_commit = on_commit
        self._previews_only = False
        self._result = ReencodeResult()
        self._tasks: deque[ReencodeTask] = deque()
        self._batch: dict[int, tuple[bytes, dict[str, bytes]]] = {}
        self._labels: dict[int, tuple[str, ...]] = {}
        self._flushed_at = time.monotonic()
        self._done = 0
        self._total = 0
        self._rate = RateMeter()

    def reencode_previews(
        self, control: JobControl, on_progress: Callable[[Progress], None] = lambda _progress: None
    ) -> ReencodeResult:
        """Encode from its file what was encoded from its thumbnail, where the file is back.

        Raises:
            CatalogError: the catalog cannot be written.
            ModelError: the model folder is damaged.
        """
        self._previews_only = True
        return self.run(control, on_progress)

    def previews_at_hand(self) -> Ids:
        """Return the rising ids (n,) of the photos that `reencode_previews` would encode."""
        photo_ids, flags = self._catalog.codes.load(self._card.model_id, FROM_PREVIEW)
        coarse = photo_ids[flags.any(axis=1)] if len(photo_ids) else photo_ids
        if not len(coarse):
            return coarse
        at_hand = self._catalog.photos.searchable_ids(self._online())
        return np.intersect1d(coarse, at_hand, assume_unique=True)

    def run(
        self, control: JobControl, on_progress: Callable[[Progress], None] = lambda _progress: None
    ) -> ReencodeResult:
        """Encode until no photo lacks codes that can have some; cancelling keeps what is done.

        Raises:
            CatalogError: the catalog cannot be written.
            ModelError: the model folder is damaged.
        """
        report = RateLimiter(on_progress)
        started = time.monotonic()
        tried = np.empty(0, np.int64)
        try:
            while True:
                self._wait_while_busy(control)
                pending = (
                    self.previews_at_hand()
                    if self._previews_only
                    else self._catalog.photos.without_codes(self._card.model_id)
                )
                pending = np.setdiff1d(pending, tried, assume_unique=True)
                if not len(pending):
                    break
                tried = np.union1d(tried, pending)
                self._encode_all(pending.tolist(), control, report)
        except Cancelled:
            self._result.cancelled = True
        finally:
            self._flush()
            report.flush()
        self._result.seconds = time.monotonic() - started
        return self._result

    def _encode_all(
        self, photo_ids: list[int], control: JobControl, report: RateLimiter[Progress]
    ) -> None:
        self._total += len(photo_ids)
        self._rate = RateMeter()
        before, in_flight, pool = self._done, 0, None
        waiting = iter([photo_ids[at : at + _CHUNK] for at in range(0, len(photo_ids), _CHUNK)])
        try:
            while True:
                control.checkpoint()
                while not self._tasks and (chunk := next(waiting, None)):
                    self._prepare(chunk)
                if not self._tasks and not in_flight:
                    break
                if pool is None:
                    pool = self._make_pool(len(photo_ids))
                while self._tasks and pool.free_slots > 0 and not self._busy():
                    pool.submit(self._tasks.popleft())
                    in_flight += 1
                outcome = pool.next_result(timeout_s=0.25)
                if outcome is not None:
                    in_flight -= 1
                    self._add_result(outcome)
                self._flush_if_due()
                self._report(report, self._done - before)
        finally:
            if pool is not None:
                pool.close()

    def _prepare(self, photo_ids: list[int]) -> None:
        """Make the tasks of some photos."""
        online = self._online()
        away = []
        records = self._catalog.photos.get(photo_ids)
        self._done += len(photo_ids) - len(records)  # gone meanwhile
        for record in records:
            content_id = record.content_id or b""
            if record.root_id in online:
                path = os.fsencode(extended_path(record.path))
                self._tasks.append(ReencodeTask(record.photo_id, content_id, path))
            else:
                away.append(ReencodeTask(record.photo_id, content_id))
        self._use_thumbnails(away)

    def _use_thumbnails(self, tasks: Collection[ReencodeTask]) -> None:
        """Encode these from their thumbnails, as far as there are any."""
        if self._previews_only:  # the codes that they have are of these
            self._done += len(tasks)
            return
        thumbnails = self._catalog.thumbnails.get(task.photo_id for task in tasks) if tasks else {}
        for task in tasks:
            jpeg = thumbnails.get(task.photo_id)
            if jpeg:
                self._tasks.append(ReencodeTask(task.photo_id, task.content_id, thumbnail=jpeg))
            else:
                self._count("failed")

    def _add_result(self, outcome: TaskResult[ReencodeTask, ReencodedPhoto]) -> None:
        task, result = outcome.task, outcome.result
        if result is not None and result.codes:
            flag = {FROM_PREVIEW: bytes([bool(task.thumbnail)])}
            codes = result.codes | flag if task.thumbnail or self._previews_only else result.codes
            self._batch[task.photo_id] = (task.content_id, codes)
            if task.thumbnail:
                self._result.counts["from previews"] += 1
            else:
                self._labels[task.photo_id] = result.labels
            self._count("encoded")
        elif not task.thumbnail:
            # Its file has gone, or changed (then the next index run sees it), or kills workers.
            self._use_thumbnails([task])
        else:
            self._count("failed")

    def _count(self, outcome: str) -> None:
        self._result.counts[outcome] += 1
        self._done += 1

    def _flush_if_due(self) -> None:
        late = time.monotonic() - self._flushed_at > _BATCH_SECONDS
        if len(self._batch) >= _BATCH_PHOTOS or late:
            self._flush()

    def _flush(self) -> None:
        batch, self._batch = self._batch, {}
        tags, self._labels = self._labels, {}
        self._flushed_at = time.monotonic()
        if batch:
            written = self._catalog.commit_codes(self._card.model_id, batch, tags)
            self._on_commit(written)

    def _wait_while_busy(self, control: JobControl) -> None:
        control.checkpoint()
        while self._busy():
            time.sleep(0.05)
            control.checkpoint()

    def _report(self, report: RateLimiter[Progress], done: int) -> None:
        rate = self._rate.update(done)
        report(
            Progress(
                self._stage,
                self._done,
                self._total,
                {name: count for name, count in self._result.counts.items() if count},
                rate,
                RateMeter.eta_s(rate, self._total - self._done),
                preemptible=True,
            )
        )

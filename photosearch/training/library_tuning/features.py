"""Compute the features of a library's photos once, by worker processes, and keep them on disk.

What a run has finished lies in small files, so that a run that was killed goes on there.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.jobs import Progress, RateMeter
from photosearch.inference.pool import Workers
from photosearch.messages import Message
from photosearch.training.console import Job
from photosearch.training.library_tuning.feature_task import ExtractedFeatures, FeatureTask

log = logging.getLogger(__name__)

_CHUNK = 32
"""Photos per file: what a kill costs at most."""

PoolMaker = Callable[[int], Workers[FeatureTask, ExtractedFeatures]]
Thumbnails = Callable[[Sequence[int]], Mapping[int, bytes]]


@dataclass(frozen=True, slots=True, eq=False)
class FeatureTable:
    """Hold the features of the photos that could be read."""

    photos: NDArray[np.int64]
    """(n,) ids, in the order of the tasks."""
    rows: Mapping[str, NDArray[np.float32]]
    """(n, images, d) by tensor: the untouched photo, its random views, the edits to judge by."""


class FeatureCache:
    """Make features, or find them.

    Args:
        folder: of the files; those of other settings are left alone.
        key: of all that decides what the features are, but the photos.
        make_pool: workers for so many tasks.
        thumbnails: previews by photo id, for photos whose file is out of reach.
    """

    def __init__(
        self, folder: Path, key: str, make_pool: PoolMaker, thumbnails: Thumbnails
    ) -> None:
        self._folder, self._key = folder, key
        self._make_pool, self._thumbnails = make_pool, thumbnails

    def get(
        self,
        tasks: Sequence[FeatureTask],
        stage: Message,
        job: Job,
        later: Sequence[Sequence[FeatureTask]] = (),
    ) -> FeatureTable:
        """Return the features of all `tasks`, which must want equally many images.

        Args:
            tasks: one a photo.
            stage: what the progress is called.
            job: who is told, and may cancel. The time left is that of `later`, too.
            later: tasks that will be asked for after these.

        Unreadable photos are left out, counted and told once.

        Raises:
            UserError: no photo can be read, or the folder cannot be written.
            Cancelled: by the job's control; what is finished is kept.
        """
        chunks = self._chunks(tasks)
        missing = [(chunk, file) for chunk, file in chunks if not _is_whole(file)]
        if missing:
            self._folder.mkdir(parents=True, exist_ok=True)
            images_later = sum(
                task.images
                for each in later
                for chunk, file in self._chunks(each)
                if not file.exists()
                for task in chunk
            )
            self._make(missing, stage, job, images_later)
        parts = [_load(file) for _, file in chunks]
        photos = np.concatenate([part.photos for part in parts])
        if not len(photos):
            raise UserError(ErrorCode.TUNING_NONE_READABLE, count=len(tasks))
        if len(photos) < len(tasks):
            log.warning(
                "%d of %d photos cannot be read and are left out.",
                *(len(tasks) - len(photos), len(tasks)),
            )
        filled = [part for part in parts if len(part.photos)]
        return FeatureTable(
            photos,
            {name: np.concatenate([part.rows[name] for part in filled]) for name in filled[0].rows},
        )

    def _name(self, tasks: Sequence[FeatureTask]) -> str:
        digest = hashlib.blake2b(self._key.encode(), digest_size=16)
        for task in tasks:
            digest.update(
                f"{task.content_id.hex()} {task.views} {task.judged} {task.seed}\n".encode()
            )
        return digest.hexdigest()

    def _chunks(self, tasks: Sequence[FeatureTask]) -> list[tuple[Sequence[FeatureTask], Path]]:
        """Return tasks as they lie together in files."""
        chunks = [tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK)]
        return [(chunk, self._folder / f"{self._name(chunk)}.npz") for chunk in chunks]

    def _make(
        self,
        chunks: Sequence[tuple[Sequence[FeatureTask], Path]],
        stage: Message,
        job: Job,
        images_later: int,
    ) -> None:
        total = sum(len(chunk) for chunk, _ in chunks)
        images_left = sum(task.images for chunk, _ in chunks for task in chunk) + images_later
        pool = self._make_pool(total)
        photos: RateMeter | None = None
        images = RateMeter()
        done = images_done = 0
        moment = Progress(stage, 0, total)
        try:
            for chunk, file in chunks:
                described: dict[int, ExtractedFeatures] = {}
                for each in self._run(pool, chunk, job):
                    if each is not None:
                        task, result = each
                        described[task.photo_id] = result
                        done += 1
                        # From the first result on: workers take their time to start.
                        if photos is None:
                            photos, images, images_done = RateMeter(), RateMeter(), -task.images
                        images_done += task.images
                        images_left -= task.images
                        eta_s = RateMeter.eta_s(images.update(images_done), images_left)
                        moment = Progress(stage, done, total, {}, photos.update(done - 1), eta_s)
                    job.on_progress(moment)
                _save(file, chunk, described)
        finally:
            pool.close()

    def _run(
        self, pool: Workers[FeatureTask, ExtractedFeatures], tasks: Sequence[FeatureTask], job: Job
    ) -> Iterator[tuple[FeatureTask, ExtractedFeatures] | None]:
        """Yield each task and what came of it, in the order in which they end; None where nothing
        ended for a while: workers may wait for mains power."""
        away = [task.photo_id for task in tasks if not task.path]
        waiting = [task for task in tasks if task.path] + self._from_thumbnails(tasks, away)
        yield from ((task, ExtractedFeatures()) for task in tasks if not task.path and task.photo_id
                    not in {one.photo_id for one in waiting})  # fmt: skip
        in_flight = 0
        while waiting or in_flight:
            job.control.checkpoint()
            while waiting and pool.free_slots > 0:
                pool.submit(waiting.pop(0))
                in_flight += 1
            outcome = pool.next_result(timeout_s=0.25)
            if outcome is None:
                yield None
                continue
            in_flight -= 1
            result = outcome.result or ExtractedFeatures(detail=outcome.detail)
            task = outcome.task
            if not result.features and not task.thumbnail:
                log.debug("Photo %d: %s", task.photo_id, result.detail)
                again = self._from_thumbnails([task], [task.photo_id])
                if again:
                    waiting += again
                    continue
            yield task, result

    def _from_thumbnails(
        self, tasks: Sequence[FeatureTask], photo_ids: Sequence[int]
    ) -> list[FeatureTask]:
        found = self._thumbnails(photo_ids) if photo_ids else {}
        return [
            replace(task, path=b"", thumbnail=found[task.photo_id])
            for task in tasks
            if task.photo_id in found
        ]


def _save(
    file: Path, tasks: Sequence[FeatureTask], described: Mapping[int, ExtractedFeatures]
) -> None:
    """Save whole or not at all."""
    readable = [task for task in tasks if described[task.photo_id].features]
    content: dict[str, NDArray[np.generic]] = {
        "photos": np.array([task.photo_id for task in readable], np.int64)
    }
    for name in described[readable[0].photo_id].features if readable else ():
        rows = [described[task.photo_id].features[name] for task in readable]
        content[f"rows {name}"] = np.stack(rows)
    buffer = io.BytesIO()
    np.savez(buffer, **content)  # type: ignore[arg-type] # any arrays
    temporary = file.with_suffix(".new")
    with temporary.open("wb") as opened:
        opened.write(buffer.getvalue())
        opened.flush()
        os.fsync(opened.fileno())
    temporary.replace(file)


def _load(file: Path) -> FeatureTable:
    with np.load(file, allow_pickle=False) as content:
        rows = {
            name.removeprefix("rows "): content[name] for name in content.files if name != "photos"
        }
        return FeatureTable(content["photos"], rows)


def _is_whole(file: Path) -> bool:
    try:
        _load(file)
    except FileNotFoundError:
        return False
    except Exception:  # noqa: BLE001 - numpy raises anything for a damaged file; it is made again
        return False
    return True

"""Encode photos of a set, a few at a time, by several encoders in one reading."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.jobs import Progress, RateMeter
from photosearch.core.message_codes import in_words
from photosearch.core.query import RgbImage
from photosearch.training.console import Job
from photosearch.training.datasets import DatasetReader, PhotoSet
from photosearch.training.evaluation.distances import Rows
from photosearch.training.evaluation.feature_extractors import FeatureExtractor

log = logging.getLogger(__name__)

Edits = Mapping[str, Callable[[RgbImage], RgbImage]]

_BATCH = 16
_AHEAD = 3
"""Batches that are decoded ahead: so many photos are in memory."""


@dataclass(frozen=True, slots=True)
class EncodedSet:
    """Hold a photo set as rows. Photos that could not be read have none."""

    positions: NDArray[np.int64]
    """(n,) of the readable photos in the set."""
    rows: Sequence[Mapping[str, Rows]]
    """By encoder, then by output: (n, d), or (n, edits, d) where edits were asked for."""
    unreadable: tuple[str, ...]
    """Names of the photos without rows."""


def encode(
    photos: PhotoSet,
    extractors: Sequence[FeatureExtractor],
    job: Job,
    *,
    stage: str,
    threads: int = 1,
    edits: Edits | None = None,
) -> EncodedSet:
    """Return the rows of all photos.

    Args:
        photos: what to read.
        extractors: each photo is decoded once for all of them.
        job: progress and cancelling.
        stage: what is told meanwhile: "Reading the queries".
        threads: that decode.
        edits: if given, each photo is read once per edit, not as it is.

    Raises:
        Cancelled: the job was stopped.
        UserError: not one of the photos could be read.
    """
    wanted = None if edits else max(extractor.side for extractor in extractors)
    changes = list(edits.values()) if edits else [_as_it_is]

    def prepare(number: int) -> list[NDArray[np.uint8]]:
        rgb = reader.photo(number, wanted)
        variants = [change(rgb) for change in changes]
        return [np.stack([one.fit(each) for each in variants]) for one in extractors]

    positions: list[int] = []
    unreadable: list[str] = []
    collected: list[dict[str, list[Rows]]] = [{} for _ in extractors]
    waiting: list[list[NDArray[np.uint8]]] = []
    rate = RateMeter()

    def extract_waiting() -> None:
        for place, extractor in enumerate(extractors):
            batch = np.concatenate([photo[place] for photo in waiting])
            for output, values in extractor.extract(batch).items():
                shape = (len(waiting), len(changes), -1) if edits else (len(waiting), -1)
                rows = values.astype(np.float32, copy=False).reshape(shape)
                collected[place].setdefault(output, []).append(rows)
        waiting.clear()

    job.on_progress(Progress(in_words(stage), 0, len(photos)))
    with DatasetReader(photos) as reader:
        for number, prepared in _prepared(prepare, len(photos), threads):
            job.control.checkpoint()
            if isinstance(prepared, UnreadablePhoto):
                unreadable.append(photos.members[number])
            else:
                positions.append(number)
                waiting.append(prepared)
            if len(waiting) * len(changes) >= _BATCH:
                extract_waiting()
            counts = {"unreadable": len(unreadable)} if unreadable else {}
            job.on_progress(rate.progress(in_words(stage), number + 1, len(photos), counts))
        if waiting:
            extract_waiting()
    if not positions:
        raise UserError.in_words(
            f"None of the {len(photos)} files in {photos.archive} could be read as a photo.",
            "Give a folder or zip file of photos.",
        )
    _tell_unreadable(photos, unreadable)
    rows = [{name: _joined(parts) for name, parts in outputs.items()} for outputs in collected]
    return EncodedSet(np.array(positions), rows, tuple(unreadable))


def _as_it_is(rgb: RgbImage) -> RgbImage:
    return rgb


def _prepared(
    prepare: Callable[[int], list[NDArray[np.uint8]]], count: int, threads: int
) -> Iterator[tuple[int, list[NDArray[np.uint8]] | UnreadablePhoto]]:
    """Yield the results in order, with only a few of them ahead; threads end with the caller's
    loop."""
    pool = ThreadPoolExecutor(threads)
    ahead: deque[tuple[int, Future[list[NDArray[np.uint8]]]]] = deque()
    numbers = iter(range(count))
    try:
        while True:
            while len(ahead) < _BATCH * _AHEAD and (number := next(numbers, None)) is not None:
                ahead.append((number, pool.submit(prepare, number)))
            if not ahead:
                return
            number, future = ahead.popleft()
            try:
                prepared = future.result()
            except UnreadablePhoto as error:
                yield number, error
            else:
                yield number, prepared
    finally:
        pool.shutdown(cancel_futures=True)


def _joined(parts: list[Rows]) -> Rows:
    """Return one array of `parts`, which are given up one by one: memory holds the values once."""
    joined = np.empty((sum(map(len, parts)), *parts[0].shape[1:]), np.float32)
    start = 0
    parts.reverse()
    while parts:
        part = parts.pop()
        joined[start : start + len(part)] = part
        start += len(part)
    if not np.isfinite(joined.sum(dtype=np.float64)):
        raise UserError.in_words(
            "The model gives values that are no numbers.",
            "Train or export it again; this one cannot be used.",
        )
    return joined


def _tell_unreadable(photos: PhotoSet, names: Sequence[str]) -> None:
    if names:
        shown = ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
        log.warning(
            "%d of %d files in %s could not be read and are left out: %s.",
            len(names),
            len(photos),
            photos.archive,
            shown,
        )

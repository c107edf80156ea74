"""Load photos as batches of tensors: from memory, or decoded by threads ahead of the network."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.preprocess import resize
from photosearch.core.query import RgbImage
from photosearch.message_words.command_line import message_text
from photosearch.training.datasets import DatasetReader, PhotoSet
from photosearch.training.fit.samplers import Sampler

log = logging.getLogger(__name__)

Prepare = Callable[[RgbImage, Random], Sequence[RgbImage]]
"""A photo of any size to one or more views of it, all (H, W, 3) uint8 of one size."""

_AHEAD = 3
"""Batches that are decoded while the network works on one."""


class Batch(NamedTuple):
    """Hold some photos; rows of several views of one photo stand together."""

    images: Tensor
    """(N, H, W, 3) uint8."""
    labels: Tensor
    """(N,) int64, numbers of classes."""
    places: Tensor
    """(N,) int64, of the photos in their set: equal for the views of one photo."""


@dataclass(frozen=True, slots=True)
class LoadedPhotos:
    """Hold a photo set in memory, all of one size; unreadable photos are left out."""

    images: Tensor
    """(N, side, side, 3) uint8."""
    labels: Tensor
    """(N,) int64, numbers of `classes`."""
    classes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.labels)


def load_photos(
    photos: PhotoSet,
    side: int,
    *,
    classes: Sequence[str] | None = None,
    control: JobControl | None = None,
) -> LoadedPhotos:
    """Decode all of `photos` once, stretched to (side, side); N x side² x 3 bytes.

    Args:
        photos: at least one of them readable.
        side: in pixels.
        classes: names in the order of their numbers; those of `photos` unless given.
        control: cancels.

    Raises:
        UserError: no photo can be read.
        Cancelled: by `control`.
    """
    known = tuple(classes if classes is not None else photos.classes)
    numbers = {name: number for number, name in enumerate(known)}
    names = photos.labels
    images, labels = [], []
    unreadable = _Unreadable(photos)
    with DatasetReader(photos) as reader, ThreadPoolExecutor(_threads()) as pool:

        def one(number: int) -> RgbImage | UnreadablePhoto:
            try:
                return resize(reader.photo(number, side), side, side)
            except UnreadablePhoto as error:
                return error

        try:
            for number, image in enumerate(pool.map(one, range(len(photos)))):
                if control is not None:
                    control.checkpoint()
                if isinstance(image, UnreadablePhoto):
                    unreadable.add(number, image)
                else:
                    images.append(image)
                    labels.append(numbers[names[number]])
                    unreadable.readable += 1
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    unreadable.tell()
    return LoadedPhotos(torch.from_numpy(np.stack(images)), torch.tensor(labels), known)


class CachedBatches:
    """Draw batches of photos in memory."""

    def __init__(self, photos: LoadedPhotos, sampler: Sampler) -> None:
        self._photos, self._sampler = photos, sampler

    def __len__(self) -> int:
        return len(self._sampler)

    def epoch(self, number: int, start: int = 0) -> Iterator[Batch]:
        """Yield batches of epoch `number` from `start` on."""
        for members in self._sampler.epoch(number)[start:]:
            places = torch.tensor(members)
            yield Batch(self._photos.images[places], self._photos.labels[places], places)


class DecodedBatches:
    """Draw batches of photos that are decoded when they are needed, some batches ahead.

    Decoders leave Python's lock alone, so threads suffice. An unreadable photo is left out of its
    batch, counted, and told once per epoch. What `prepare` draws depends on the seed, the epoch
    and the photo's turn alone, never on which thread comes first.

    Args:
        photos: the set.
        sampler: which of them make up the batches.
        prepare: photo to views.
        seed: of what `prepare` draws.
        short_side: photos are decoded small, with at least so many pixels on the short side.
        threads: that decode; as many as processors unless given.
    """

    def __init__(
        self,
        photos: PhotoSet,
        sampler: Sampler,
        prepare: Prepare,
        *,
        seed: int,
        short_side: int | None = None,
        threads: int | None = None,
    ) -> None:
        self._photos, self._sampler, self._prepare = photos, sampler, prepare
        self._seed, self._short_side = seed, short_side
        self._threads = threads or _threads()
        numbers = {name: number for number, name in enumerate(photos.classes)}
        self._labels = [numbers[label] for label in photos.labels]

    def __len__(self) -> int:
        return len(self._sampler)

    def epoch(self, number: int, start: int = 0) -> Iterator[Batch]:
        """Yield batches of epoch `number` from `start` on.

        Raises:
            UserError: not a single photo of the epoch can be read.
        """
        waiting: deque[list[Future[_Views]]] = deque()
        unreadable = _Unreadable(self._photos)
        with DatasetReader(self._photos) as reader, ThreadPoolExecutor(self._threads) as pool:

            def views(place: int, turn: tuple[int, int]) -> _Views:
                rng = Random(f"{self._seed} {number} {turn[0]} {turn[1]}")
                try:
                    return _Views(place, self._prepare(reader.photo(place, self._short_side), rng))
                except UnreadablePhoto as error:
                    return _Views(place, (), error)

            try:
                for turn, members in enumerate(self._sampler.epoch(number)[start:], start):
                    futures = [
                        pool.submit(views, place, (turn, n)) for n, place in enumerate(members)
                    ]
                    waiting.append(futures)
                    if len(waiting) > _AHEAD:
                        yield from self._batch(waiting.popleft(), unreadable)
                while waiting:
                    yield from self._batch(waiting.popleft(), unreadable)
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
        unreadable.tell()

    def _batch(self, futures: list[Future[_Views]], unreadable: _Unreadable) -> Iterator[Batch]:
        images: list[RgbImage] = []
        places: list[int] = []
        for future in futures:
            made = future.result()
            if made.error is not None:
                unreadable.add(made.place, made.error)
            else:
                unreadable.readable += 1
            images += made.images
            places += [made.place] * len(made.images)
        if images:
            labels = torch.tensor([self._labels[place] for place in places])
            yield Batch(torch.from_numpy(np.stack(images)), labels, torch.tensor(places))


class _Views(NamedTuple):
    place: int
    images: Sequence[RgbImage]
    error: UnreadablePhoto | None = None


class _Unreadable:
    """Count what cannot be read, and say it once."""

    def __init__(self, photos: PhotoSet) -> None:
        self._photos = photos
        self.readable = 0
        self._first = ""
        self._places: set[int] = set()

    def add(self, place: int, error: UnreadablePhoto) -> None:
        if not self._places:
            self._first = f"{self._photos.members[place]}: {message_text(error.detail)}"
        self._places.add(place)

    def tell(self) -> None:
        if not self._places:
            return
        if not self.readable:
            raise UserError.in_words(
                f"None of the {len(self._places)} photos of {self._photos.archive} can be read. "
                f"The first, {self._first}",
                "Give a folder or zip file with photos.",
            )
        log.warning(
            "%d of the photos of %s cannot be read and are left out. The first, %s",
            len(self._places),
            self._photos.archive,
            self._first,
        )


def _threads() -> int:
    return min(16, os.cpu_count() or 1)

"""Compute features of random views, once: the network stays as it is, so it need not run again.

Reading, editing and the network take minutes, a step of training behind them milliseconds. Each
view is trained on many times, always in other pairs.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl, Progress, RateMeter
from photosearch.core.message_codes import in_words
from photosearch.core.preprocess import resize
from photosearch.training import augment
from photosearch.training.backbones.default_encoder import WIDE_CHANNELS
from photosearch.training.datasets import DatasetReader, PhotoSet

log = logging.getLogger(__name__)

DrawView = Callable[[Image.Image, Random, Sequence[Image.Image]], Image.Image]
"""A view of a photo, drawn with the generator, with other photos for backgrounds."""
Extract = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
"""(N, side, side, 3) uint8 to features (N, 1248)."""

_OTHERS = 64
_MOSAIC_SIDE = 224


@dataclass(frozen=True, slots=True)
class ViewSource:
    """Name one photo, or several as one mosaic, and how many views are made of it."""

    photos: PhotoSet
    places: tuple[int, ...]
    """In `photos`; more than one make a mosaic."""
    views: int
    """The first is the picture as it is."""
    group: str
    """Pictures of one group look more alike than others."""
    least_side: int = 0
    """The shorter side is enlarged to so many pixels before it is edited."""


class Views:
    """Keep the features of all views of some pictures in one file, in 16 bits.

    Args:
        file: of the features; beside it lies one that tells which pictures are done.
        pictures: what views are made of.
        side: of the views, in pixels.

    Raises:
        UserError: another training's views lie there, or it cannot be written.
    """

    counts: NDArray[np.int64]
    """(pictures,) how many views each has."""

    def __init__(self, file: Path, pictures: Sequence[ViewSource], side: int) -> None:
        self.pictures = tuple(pictures)
        self.side = side
        self.counts = np.array([picture.views for picture in pictures])
        self._starts = np.array([0, *accumulate(picture.views for picture in pictures)])
        self._rows = _open(file, (int(self._starts[-1]), WIDE_CHANNELS), np.float16)
        self._done = _open(file.with_suffix(".done.npy"), (len(pictures),), np.bool_)

    def __len__(self) -> int:
        return len(self.pictures)

    def of(self, pictures: NDArray[np.int64], views: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the features of view `views[i]` of picture `pictures[i]`, for all i: (n, 1248)."""
        return self._rows[self._starts[pictures] + views].astype(np.float32)

    def untouched(self) -> NDArray[np.float32]:
        """Return the features of all pictures as they are, (pictures, 1248)."""
        return self.of(np.arange(len(self)), np.zeros(len(self), np.int64))

    def make(
        self,
        draw: DrawView,
        extract: Extract,
        seed: int,
        *,
        control: JobControl,
        on_progress: Callable[[Progress], None],
    ) -> None:
        """Make the views that are not there yet: after a kill it goes on where it was.

        A picture's views depend on the seed and its number alone, so that threads do not matter.

        Raises:
            UnreadablePhoto: a member is no photo.
            Cancelled: by `control`.
        """
        missing = np.flatnonzero(~self._done)
        if not len(missing):
            return
        threads = os.cpu_count() or 1
        meter = RateMeter()
        with ExitStack() as stack:
            readers = {
                id(photos): stack.enter_context(DatasetReader(photos))
                for photos in {id(one.photos): one.photos for one in self.pictures}.values()
            }
            step = max(1, len(self.pictures) // _OTHERS)
            others = [_load(picture, readers) for picture in self.pictures[::step]]

            def one(number: int) -> None:
                picture = self.pictures[number]
                image = _load(picture, readers)
                rng = Random(f"{seed} {number}")
                views = [image, *(draw(image, rng, others) for _ in range(picture.views - 1))]
                pixels = np.stack(
                    [resize(np.asarray(view), self.side, self.side) for view in views]
                )
                start = self._starts[number]
                self._rows[start : start + len(views)] = extract(pixels)
                self._done[number] = True

            pool = stack.enter_context(ThreadPoolExecutor(threads))
            stack.callback(pool.shutdown, wait=True, cancel_futures=True)
            waiting: deque[Future[None]] = deque()
            for done, number in enumerate(missing.tolist()):
                control.checkpoint()
                waiting.append(pool.submit(one, number))
                if len(waiting) > 2 * threads:
                    waiting.popleft().result()
                on_progress(meter.progress(in_words("Making views"), done, len(missing)))
            while waiting:
                waiting.popleft().result()
        self._rows.flush()
        self._done.flush()


def mosaics(photos: PhotoSet, views: int, seed: int) -> list[ViewSource]:
    """Return all of `photos`, shuffled, as mosaics of four or nine: scenes with fine detail."""
    rng = Random(f"mosaics {seed}")
    places = rng.sample(range(len(photos)), len(photos))
    made = []
    while len(places) >= 9:
        count = rng.choice((4, 4, 9))
        made.append(ViewSource(photos, tuple(places[:count]), views, "mosaics"))
        del places[:count]
    return made


def _load(picture: ViewSource, readers: dict[int, DatasetReader]) -> Image.Image:
    reader = readers[id(picture.photos)]
    images = [Image.fromarray(reader.photo(place)) for place in picture.places]
    if len(images) > 1:
        return augment.mosaic(images, _MOSAIC_SIDE)
    image = images[0]
    factor = picture.least_side / min(image.size)
    if factor <= 1:
        return image
    size = round(image.width * factor), round(image.height * factor)
    return image.resize(size, Image.Resampling.BICUBIC)


def _open(file: Path, shape: tuple[int, ...], kind: type[np.generic]) -> np.memmap[Any, Any]:
    """Return an array on disk, zeros at first.

    Raises:
        UserError: another one lies there, or it cannot be written.
    """
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            return np.lib.format.open_memmap(file, mode="w+", dtype=kind, shape=shape)
        kept = np.lib.format.open_memmap(file, mode="r+")
    except (OSError, ValueError) as error:
        raise UserError.in_words(
            f"The views in {file} cannot be used ({error}).",
            "Make room there, or choose another folder with --work.",
        ) from error
    if kept.shape != shape or kept.dtype != kind:
        raise UserError.in_words(
            f"{file} holds views of another training.",
            "Delete it, or choose another --work folder.",
        )
    return kept

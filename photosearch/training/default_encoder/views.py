"""Feature maps of random views, made once: the trunk stays as it is, so it need not run again.

Reading, editing and the trunk cost as much as a step of training. With the maps on disk, a branch
is trained on each view several times, always in other pairs, at the branch's price alone.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor, from_numpy

from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl, Progress, RateMeter
from photosearch.core.message_codes import in_words
from photosearch.core.preprocess import resize
from photosearch.training import augment
from photosearch.training.backbones.default_encoder import TRUNK_CHANNELS
from photosearch.training.datasets import DatasetReader, PhotoSet

log = logging.getLogger(__name__)

DrawView = Callable[[Image.Image, Random, Sequence[Image.Image]], Image.Image]
"""A view of a photo, drawn with the generator, with other photos for backgrounds."""
RunTrunk = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
"""(N, side, side, 3) uint8 to (N, 64, side / 16, side / 16)."""

MAP_RANGE = 19.09
"""Maps are kept in 8 bits, cut off here: 99.95 % of the default trunk's values are within."""
_STEPS = 127
_OTHERS = 64
_MOSAIC_SIDE = 224
_UNTOUCHED = 0.85


@dataclass(frozen=True, slots=True)
class ViewSource:
    """One photo, or several as one mosaic, and how many views are made of it."""

    photos: PhotoSet
    places: tuple[int, ...]
    """In `photos`; more than one make a mosaic."""
    views: int
    """The first is the picture as it is."""
    label: str
    least_side: int = 0
    """The shorter side is enlarged to so many pixels before it is edited."""


class MapsBatch(NamedTuple):
    """Views of pictures as the trunk sees them."""

    maps: Tensor
    """(N, 64, h, w) float."""
    pictures: Tensor
    """(N,) int64, the number of the picture."""


class FeatureMapViews:
    """The maps of all views of some pictures, in one file.

    Args:
        file: of the maps; beside it lies one that tells which pictures are done.
        pictures: what views are made of.
        side: of the views, in pixels.
    """

    def __init__(self, file: Path, pictures: Sequence[ViewSource], side: int) -> None:
        self.pictures = tuple(pictures)
        self.side = side
        self._starts = np.array([0, *accumulate(picture.views for picture in pictures)])
        cells = -(-side // 16)
        shape = (int(self._starts[-1]), TRUNK_CHANNELS, cells, cells)
        self._maps = _open(file, shape, np.int8)
        self._done = _open(file.with_suffix(".done.npy"), (len(pictures),), np.bool_)

    def __len__(self) -> int:
        return len(self.pictures)

    @property
    def labels(self) -> list[str]:
        """Return the labels of the pictures."""
        return [picture.label for picture in self.pictures]

    def counts(self, pictures: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many views each of `pictures` has."""
        counts: NDArray[np.int64] = self._starts[pictures + 1] - self._starts[pictures]
        return counts

    def batch(self, pictures: NDArray[np.int64], views: NDArray[np.int64]) -> MapsBatch:
        """View `views[i]` of picture `pictures[i]`, for all i."""
        kept = self._maps[self._starts[pictures] + views]
        maps = kept.astype(np.float32) * (MAP_RANGE / _STEPS)
        return MapsBatch(from_numpy(maps), from_numpy(pictures))

    def make(
        self,
        draw: DrawView,
        run_trunk: RunTrunk,
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
                maps = run_trunk(pixels) * (_STEPS / MAP_RANGE)
                start = self._starts[number]
                self._maps[start : start + len(views)] = np.clip(np.rint(maps), -_STEPS, _STEPS)
                self._done[number] = True

            pool = stack.enter_context(ThreadPoolExecutor(threads))
            stack.callback(pool.shutdown, wait=True, cancel_futures=True)
            waiting: deque[Future[None]] = deque()
            for done, number in enumerate(missing.tolist()):
                control.checkpoint()
                waiting.append(pool.submit(one, number))
                if len(waiting) > 2 * threads:
                    waiting.popleft().result()
                rate = meter.update(done)
                left = len(missing) - done
                on_progress(
                    Progress(
                        in_words("Making views"),
                        done,
                        len(missing),
                        {},
                        rate,
                        meter.eta_s(rate, left),
                    )
                )
            while waiting:
                waiting.popleft().result()
        self._maps.flush()
        self._done.flush()


class PairBatches:
    """Batches of two views each of some pictures, for learning what stays the same.

    The first is mostly the untouched picture, as the library's photos are; the second is always an
    edited one. Two edited views of one picture often have nothing in common.

    Args:
        views: to draw from; each picture has at least three.
        weights: (P,) how often each picture is drawn.
        size: pictures in a batch; a batch has twice as many rows, first views first.
        steps: batches in an epoch.
        seed: of the draws.
    """

    def __init__(
        self, views: FeatureMapViews, weights: NDArray[np.float64], size: int, steps: int, seed: int
    ) -> None:
        self._views, self._chances = views, weights / weights.sum()
        self._size, self._steps, self._seed = size, steps, seed

    def __len__(self) -> int:
        return self._steps

    def epoch(self, number: int, start: int = 0) -> Iterator[MapsBatch]:
        """Yield batches of epoch `number` from `start` on."""
        for step in range(start, self._steps):
            rng = np.random.default_rng((self._seed, number, step))
            chosen = rng.choice(len(self._views), self._size, replace=False, p=self._chances)
            counts = self._views.counts(chosen)
            second = rng.integers(1, counts)
            # Any other edited view than the second, or the untouched one.
            first = (second + rng.integers(1, counts - 1) - 1) % (counts - 1) + 1
            first = np.where(rng.random(self._size) < _UNTOUCHED, 0, first)
            yield self._views.batch(
                np.concatenate([chosen, chosen]), np.concatenate([first, second])
            )


class ClassBatches:
    """Batches of some views of some classes, drawn group by group.

    Args:
        views: to draw from.
        groups: classes per batch, by the labels that they are drawn from.
        per_class: pictures of each class, one view each.
        steps: batches in an epoch.
        seed: of the draws.
    """

    def __init__(
        self,
        views: FeatureMapViews,
        groups: Sequence[tuple[int, Sequence[str]]],
        per_class: int,
        steps: int,
        seed: int,
    ) -> None:
        self._views, self._groups, self._per_class = views, groups, per_class
        self._steps, self._seed = steps, seed
        labels = np.array(views.labels)
        self._members = {
            label: np.flatnonzero(labels == label) for _, group in groups for label in group
        }

    def __len__(self) -> int:
        return self._steps

    def epoch(self, number: int, start: int = 0) -> Iterator[MapsBatch]:
        """Yield batches of epoch `number` from `start` on."""
        for step in range(start, self._steps):
            rng = np.random.default_rng((self._seed, number, step))
            chosen = np.concatenate(
                [
                    rng.choice(self._members[label], self._per_class, replace=False)
                    for count, group in self._groups
                    for label in rng.choice(np.array(group), count, replace=False).tolist()
                ]
            )
            yield self._views.batch(chosen, rng.integers(0, self._views.counts(chosen)))


def mosaics(photos: PhotoSet, views: int, seed: int) -> list[ViewSource]:
    """Return all of `photos`, shuffled, as mosaics of four or nine: scenes with fine detail."""
    rng = Random(f"mosaics {seed}")
    places = rng.sample(range(len(photos)), len(photos))
    made = []
    while len(places) >= 9:
        count = rng.choice((4, 4, 9))
        made.append(ViewSource(photos, tuple(places[:count]), views, ""))
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

"""Open what recipes begin with: photos to train on and photos to validate by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from photosearch.core.errors import UserError
from photosearch.core.preprocess import resize
from photosearch.core.query import RgbImage
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet, open_photo_set, require_classes
from photosearch.training.fit.batches import (
    CachedBatches,
    DecodedBatches,
    load_photos,
)
from photosearch.training.fit.loop import Batches
from photosearch.training.fit.samplers import Sampler

_VALIDATION = ("validation", "val", "test")
VALIDATION_EVERY = 5
"""Where a set has no part for validation, one photo in so many of each class becomes it."""
_MARGIN = 1.15
"""Photos are kept a little larger than views, which may show a part only."""
_CACHE_BYTES = 2_000_000_000

UNSEEN_EVERY = 3
"""Where photos of classes that were not learned are measured: each so many-th class is left out."""

MakeSampler = Callable[[NDArray[np.int64]], Sampler]
"""From the photos' labels to what draws the batches."""


class Splits(NamedTuple):
    """Hold a labelled photo set by part."""

    train: PhotoSet
    validation: PhotoSet
    """Of the same classes, unless the set brings its own."""


def open_splits(archive: Path) -> Splits:
    """Return `train/` and `validation/` (or `val/`, `test/`) of a folder or zip file, class by
    class.

    A set without these folders is split: each fifth photo of each class is for validation.

    Raises:
        UserError: the set is missing, or cannot teach to tell classes apart.
    """
    whole = open_photo_set(archive)
    parts = named_splits(archive, whole) or Splits(*whole.split(VALIDATION_EVERY))
    require_classes(parts.train, least=2)
    if len(parts.validation) < 2:
        raise UserError.in_words(
            f"{archive} has too few photos to keep some for validation.",
            f"Give at least {2 * VALIDATION_EVERY} photos of each class, or a folder named "
            "validation.",
        )
    return parts


def named_splits(archive: Path, whole: PhotoSet) -> Splits | None:
    """Return `train/` and `validation/` (or `val/`, `test/`) of a set; None if it lacks them."""
    folders = {member.split("/")[0] for member in whole.members if "/" in member}
    held_out = next((name for name in _VALIDATION if name in folders), None)
    if "train" not in folders or held_out is None:
        return None
    return Splits(open_photo_set(archive, "train"), open_photo_set(archive, held_out))


def learned_classes(classes: Sequence[str]) -> list[str]:
    """Return the classes to learn from, two thirds, of all in the order of their names."""
    return [name for place, name in enumerate(classes, 1) if place % UNSEEN_EVERY]


def training_batches(
    photos: PhotoSet, make_sampler: MakeSampler, side: int, *, seed: int, job: Job
) -> Batches:
    """Return batches for views of `side` pixels: from memory if all photos fit into 2 GB.

    Raises:
        UserError: no photo can be read.
        Cancelled: by the job's control.
    """
    kept = round(side * _MARGIN)
    if len(photos) * kept * kept * 3 <= _CACHE_BYTES:
        loaded = load_photos(photos, kept, control=job.control)
        return CachedBatches(loaded, make_sampler(loaded.labels.numpy()))

    def prepare(rgb: RgbImage, _rng: Random) -> Sequence[RgbImage]:
        return [resize(rgb, kept, kept)]

    numbers = {name: number for number, name in enumerate(photos.classes)}
    labels = np.array([numbers[label] for label in photos.labels])
    return DecodedBatches(photos, make_sampler(labels), prepare, seed=seed, short_side=kept)

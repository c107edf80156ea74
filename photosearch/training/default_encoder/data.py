"""Which photos the default encoder learns from, and which it never sees before it is judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.errors import UnreadablePhoto
from photosearch.core.preprocess import resize
from photosearch.training.console import Job
from photosearch.training.datasets import DatasetReader, PhotoSet, open_photo_set
from photosearch.training.default_encoder.views import ViewSource, mosaics
from photosearch.training.fit.batches import load_photos

HELD_OUT_EVERY = 4
"""Of the clothing training photos, each of that number is left out of all training: calibration
and choices are made on them."""
UNSEEN_EVERY = 5
"""Of the classes of Tiny-ImageNet, the last of each so many is left out to measure the unseen."""
UNSEEN_CLOTHING_EVERY = 3
"""Of the classes of clothing, the second of each so many, likewise."""

_TINY_SIDE = 144
_LOOKED_AT = 16
_LEAST_CONTRAST = 5
"""Standard deviation of the grey levels, of 255."""


@dataclass(frozen=True, slots=True)
class PhotoSets:
    """The shared photo sets by part."""

    clothing: PhotoSet
    """Of `train/`, what may be trained on."""
    held_out: PhotoSet
    """Of `train/`, what may not."""
    clothing_validation: PhotoSet
    tiny: PhotoSet
    tiny_validation: PhotoSet
    camera: PhotoSet
    """Natural photos unlike all others, for judging only: the readable ones that show anything."""


def open_photo_sets(folder: Path) -> PhotoSets:
    """Return clothing.zip, tiny-imagenet-30k.zip and photos.zip of `folder`.

    Raises:
        UserError: one is missing.
    """
    clothing, tiny = folder / "clothing.zip", folder / "tiny-imagenet-30k.zip"
    train = open_photo_set(clothing, "train")
    held_out = train.take(HELD_OUT_EVERY)
    return PhotoSets(
        clothing=train.without(held_out),
        held_out=held_out,
        clothing_validation=open_photo_set(clothing, "validation"),
        tiny=open_photo_set(tiny, "train"),
        tiny_validation=open_photo_set(tiny, "val"),
        camera=_that_show_something(open_photo_set(folder / "photos.zip", "camera")),
    )


def copy_pictures(sets: PhotoSets, seed: int) -> list[ViewSource]:
    """Return what copies are made of: clothing, half of Tiny-ImageNet, and mosaics of the other
    half.

    The small photos are blurred when they are enlarged; as mosaics they have detail of all sizes.
    """
    single = sets.tiny.first_of_each(50)
    return [
        *_each(sets.clothing, 16),
        *_each(single, 6, _TINY_SIDE),
        *mosaics(sets.tiny.without(single), 8, seed),
    ]


def subject_pictures(sets: PhotoSets) -> list[ViewSource]:
    """Return what classes are learned from."""
    return [*_each(sets.clothing, 9), *_each(sets.tiny, 4)]


def unseen_classes(sets: PhotoSets) -> frozenset[str]:
    """Return the classes that are left out to measure what the training does to others."""
    tiny = sets.tiny.classes[UNSEEN_EVERY - 1 :: UNSEEN_EVERY]
    return frozenset(tiny + sets.clothing.classes[1::UNSEEN_CLOTHING_EVERY])


def fitting_images(sets: PhotoSets, side: int, job: Job) -> NDArray[np.uint8]:
    """Return a few thousand photos (n, side, side, 3), for layers that are fitted without
    gradients."""
    parts = (sets.clothing, sets.tiny.take(5))
    loaded = [load_photos(part, side, control=job.control).images.numpy() for part in parts]
    # Mixed, so that any stretch of them holds both.
    images = np.concatenate(loaded)
    return images[np.random.default_rng(0).permutation(len(images))]


def _that_show_something(photos: PhotoSet) -> PhotoSet:
    """Leave out the damaged ones, and those of one grey all over: copies of these are no copies."""
    kept = []
    with DatasetReader(photos) as reader:
        for place, member in enumerate(photos.members):
            try:
                small = resize(reader.photo(place, _LOOKED_AT), _LOOKED_AT, _LOOKED_AT)
            except UnreadablePhoto:
                continue
            if small.mean(axis=2).std() >= _LEAST_CONTRAST:
                kept.append(member)
    return replace(photos, members=tuple(kept))


def _each(photos: PhotoSet, views: int, least_side: int = 0) -> list[ViewSource]:
    return [
        ViewSource(photos, (place,), views, label, least_side)
        for place, label in enumerate(photos.labels)
    ]

"""Choose which photos the default encoder learns from, and which it is only evaluated on."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.preprocess import resize
from photosearch.training.console import Job
from photosearch.training.datasets import DatasetReader, PhotoSet, open_photo_set
from photosearch.training.default_encoder.accuracy import CheckedPhotos
from photosearch.training.default_encoder.concepts import NONE
from photosearch.training.default_encoder.look_alikes import write_look_alikes
from photosearch.training.default_encoder.views import ViewSource, mosaics
from photosearch.training.fit.batches import load_photos

HELD_OUT_EVERY = 4
"""Of the clothing training photos, each of that number is left out of all training: calibration
and choices are made on them."""

_LABELLED_PRODUCTS_EVERY, _UNNAMED_EVERY = 4, 20
_TABLE = "products.csv"
_FITTED_EVERY = {"everyday": 2, "clothing": 16, "products": 20, "look_alikes": 16, "tiny": 200}
_LOOKED_AT = 16
_LEAST_CONTRAST = 5
"""Standard deviation of the grey levels, of 255."""
_MOSAIC_EVERY, _PRODUCTS_EVERY, _CLOTHING_EVERY = 6, 5, 2
_TAUGHT, _JUDGED = 150, 100
"""Look-alikes of each kind to learn from and to judge by."""


@dataclass(frozen=True, slots=True)
class PhotoSets:
    """Hold the shared photo sets by part."""

    clothing: PhotoSet
    """Of `train/`, what may be trained on."""
    held_out: PhotoSet
    """Of `train/`, what may not."""
    clothing_validation: PhotoSet
    tiny: PhotoSet
    tiny_validation: PhotoSet
    everyday: PhotoSet
    """Natural photos without classes."""
    everyday_validation: PhotoSet
    products: PhotoSet
    products_validation: PhotoSet
    objects: PhotoSet
    """Photos of a source that no branch for copies ever learns from: for judging them."""
    objects_validation: PhotoSet
    camera: PhotoSet
    """Natural photos unlike all others, for judging only: the readable ones that show anything."""
    look_alikes: PhotoSet
    """Made pictures, to learn from."""
    other_look_alikes: PhotoSet
    """Likewise, to judge by."""


def open_photo_sets(folder: Path, work: Path, seed: int = 0) -> PhotoSets:
    """Return the photo sets of `folder`; look-alikes are made in `work`.

    Raises:
        UserError: a set is missing.
    """
    clothing, tiny = folder / "clothing.zip", folder / "tiny-imagenet-30k.zip"
    everyday, products = folder / "flickr-captions.zip", folder / "fashion-products.zip"
    objects = folder / "caltech101.zip"
    train = open_photo_set(clothing, "train")
    held_out = train.take(HELD_OUT_EVERY)
    sets = {
        "clothing": train.without(held_out),
        "held_out": held_out,
        "clothing_validation": open_photo_set(clothing, "validation"),
        "tiny": open_photo_set(tiny, "train"),
        "tiny_validation": open_photo_set(tiny, "val"),
        "everyday": open_photo_set(everyday, "train"),
        "everyday_validation": open_photo_set(everyday, "validation"),
        "products": open_photo_set(products, "train"),
        "products_validation": open_photo_set(products, "validation"),
        "objects": open_photo_set(objects, "train"),
        "objects_validation": open_photo_set(objects, "validation"),
        "camera": _that_show_something(open_photo_set(folder / "photos.zip", "camera")),
    }
    made = (work / "look-alikes.zip", _TAUGHT, seed), (work / "others.zip", _JUDGED, seed + 1)
    for file, count, chosen in made:
        write_look_alikes(file, count, chosen)
    taught, judged = (open_photo_set(file) for file, _, _ in made)
    return PhotoSets(**sets, look_alikes=taught, other_look_alikes=judged)


def copy_pictures(sets: PhotoSets, seed: int) -> list[ViewSource]:
    """Return what copies are made of: natural photos, clothing, products, mosaics of small photos,
    and made pictures that look alike.

    Small photos are blurred when they are enlarged; as mosaics they have detail of all sizes.
    """
    return [
        *_each(sets.everyday, 14, ["everyday"]),
        *_each(sets.clothing.take(_CLOTHING_EVERY), 4, ["clothing"]),
        *_each(sets.products.take(_PRODUCTS_EVERY), 3, ["products"]),
        *_each(sets.look_alikes, 4, sets.look_alikes.labels),
        *mosaics(sets.tiny.take(_MOSAIC_EVERY), 6, seed),
    ]


def labelled_photos(sets: PhotoSets) -> dict[str, tuple[PhotoSet, list[str]]]:
    """Return photos and their labels by source, for layers that are fitted without gradients.

    Of the sources whose labels are ImageNet's or sentences, the photos teach what has no name.
    """
    products = sets.products.take(_LABELLED_PRODUCTS_EVERY)
    kinds = product_values(sets.products, "articleType")
    tiny = sets.tiny.take(_UNNAMED_EVERY)
    return {
        "clothing": (sets.clothing, sets.clothing.labels),
        "objects": (sets.objects, sets.objects.labels),
        "products": (products, [kinds[name] for name in products.members]),
        "everyday": (sets.everyday, [NONE] * len(sets.everyday)),
        "tiny": (tiny, [NONE] * len(tiny)),
    }


def evaluation_photos(sets: PhotoSets) -> dict[str, tuple[PhotoSet, list[str]]]:
    """Return photos and their labels by source, which ask those of `labelled_photos`."""
    kinds = product_values(sets.products, "articleType")
    products, tiny = sets.products_validation, sets.tiny_validation.take(10)
    return {
        "clothing": (sets.clothing_validation, sets.clothing_validation.labels),
        "objects": (sets.objects_validation, sets.objects_validation.labels),
        "products": (products, [kinds[name] for name in products.members]),
        "tiny": (tiny, tiny.labels),
    }


def checked_photos(sets: PhotoSets, numbers: Mapping[str, int]) -> CheckedPhotos:
    """Return photos that the outputs are tried on before and after 8 bits.

    Args:
        sets: the photo sets.
        numbers: places of ImageNet's classes by WordNet id.
    """
    known = sets.tiny_validation.of_classes(set(numbers))
    colours = product_values(sets.products, "baseColour")
    coloured = sets.products_validation.take(2)
    return CheckedPhotos(
        known.of_classes(set(known.classes[::4])).first_of_each(10),
        numbers,
        coloured,
        [colours[name] for name in coloured.members],
        sets.everyday_validation.take(4, 1),
    )


def product_values(products: PhotoSet, column: str) -> dict[str, str]:
    """Return what the table beside the product photos says, by photo.

    Raises:
        UserError: the archive has no such table.
    """
    try:
        with zipfile.ZipFile(products.archive) as archive:
            text = archive.read(_TABLE).decode("utf-8")
        return {row["image"]: row[column] for row in csv.DictReader(io.StringIO(text))}
    except (KeyError, OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise UserError.in_words(
            f"{products.archive} has no table of its photos ({error}).",
            "Get the set again.",
        ) from error


def fitting_photos(sets: PhotoSets) -> list[PhotoSet]:
    """Return what `fitting_images` reads: some of each set."""
    return [getattr(sets, name).take(every) for name, every in _FITTED_EVERY.items()]


def fitting_images(sets: PhotoSets, side: int, job: Job) -> NDArray[np.uint8]:
    """Return some hundred photos (n, side, side, 3): for the windows, the balance of bits, the
    ranges of 8 bits and the comparison of exports."""
    parts = fitting_photos(sets)
    loaded = [load_photos(part, side, control=job.control).images.numpy() for part in parts]
    # Mixed, so that any stretch of them holds all.
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


def _each(photos: PhotoSet, views: int, groups: Sequence[str]) -> list[ViewSource]:
    """Return each photo by itself; the groups are of the photos, or one for all."""
    return [
        ViewSource(photos, (place,), views, group)
        for place, group in zip(range(len(photos)), cycle(groups), strict=False)
    ]

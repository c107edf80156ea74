"""Gather photos of several sets into one zip file, as the protocol "Copies" takes them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from photosearch.training.datasets import PhotoSet, open_photo_set
from photosearch.training.default_encoder.data import PhotoSets
from photosearch.training.default_encoder.small_changes import write_small_changes

ORIGINALS, OTHERS = "originals", "others"
Groups = tuple[tuple[PhotoSet, ...], tuple[PhotoSet, ...]]
"""Originals and other photos, of several files."""
_SCENES, _VERSIONS = 8, 5
_SEEDS = 7, 8
"""Of the pictures that differ in small parts: to fit and to judge."""


def evaluation_set(sets: PhotoSets, work: Path) -> tuple[PhotoSet, PhotoSet]:
    """Return originals and other photos that took no part in training or calibration.

    Two of the three sources of the originals were never learned from: objects and camera.
    """
    originals = {
        "objects": sets.objects_validation.take(7),
        "camera": sets.camera,
        "everyday": sets.everyday_validation.take(3),
    }
    others = {
        "tiny": sets.tiny_validation.take(20),
        "clothing": sets.clothing_validation,
        "products": sets.products_validation.take(2),
        "made": sets.other_look_alikes.take(2),
    }
    return _gather(work / "judged.zip", originals, others)


def calibration_set(sets: PhotoSets, work: Path) -> tuple[PhotoSet, PhotoSet]:
    """Return originals and other photos that calibration is fitted to, none of which was trained
    on: photos of all kinds, and made pictures that look alike."""
    originals = {
        "clothing": sets.held_out.take(10),
        "everyday": sets.everyday_validation.take(3, 1),
        "products": sets.products_validation.take(8, 1),
        "made": _that_can_be_known(sets.other_look_alikes.take(2, 1)).take(9),
    }
    others = {
        "tiny": sets.tiny_validation.take(20, 10),
        "clothing": sets.held_out.take(5, 1).without(originals["clothing"]),
        "products": sets.products_validation.take(4, 3),
        "made": sets.other_look_alikes.take(2, 1).without(originals["made"]),
    }
    return _gather(work / "calibrated.zip", originals, others)


def comparison_sets(sets: PhotoSets, work: Path) -> tuple[Groups, Groups]:
    """Return photos to measure by what a comparison of details leaves of a probability: those that
    calibration is fitted to and those that judge it, each with pictures that differ in small parts
    only. Of each scene of these one version is an original, the others are not it."""
    originals, others = evaluation_set(sets, work)
    # Each of them is compared a hundred times and more: half of them are enough to judge by.
    photos = calibration_set(sets, work), (originals.take(2), others)
    files = work / "changes.zip", work / "other-changes.zip"
    first, second = (
        _with_small_changes(some, file, seed)
        for some, file, seed in zip(photos, files, _SEEDS, strict=True)
    )
    return first, second


def look_alikes_among(photos: PhotoSet) -> PhotoSet:
    """Return the made pictures of what was gathered."""
    made = tuple(name for name in photos.members if PurePosixPath(name).parent.name == "made")
    return replace(photos, members=made)


def _with_small_changes(photos: tuple[PhotoSet, PhotoSet], file: Path, seed: int) -> Groups:
    write_small_changes(file, _SCENES, _VERSIONS, seed)
    changed = open_photo_set(file)
    first = tuple(name for name in changed.members if PurePosixPath(name).stem.endswith("-0"))
    one = replace(changed, members=first)
    return (photos[0], one), (photos[1], changed.without(one))


def _that_can_be_known(photos: PhotoSet) -> PhotoSet:
    """Leave out the blank ones: nobody knows a copy of these."""
    return photos.of_classes(set(photos.classes) - {"blank"})


def _gather(
    file: Path, originals: Mapping[str, PhotoSet], others: Mapping[str, PhotoSet]
) -> tuple[PhotoSet, PhotoSet]:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_suffix(".part")
        with zipfile.ZipFile(temporary, "w") as archive:
            for part, sources in ((ORIGINALS, originals), (OTHERS, others)):
                for name, photos in sources.items():
                    with zipfile.ZipFile(photos.archive) as source:
                        for number, member in enumerate(photos.members):
                            kind = PurePosixPath(member).suffix
                            data = source.read(member)
                            archive.writestr(f"{part}/{name}/{number:05}{kind}", data)
        temporary.replace(file)
    return open_photo_set(file, ORIGINALS), open_photo_set(file, OTHERS)

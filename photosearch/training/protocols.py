"""The protocols by which an encoder is judged, on photos that nothing was fitted to.

Subject: the photos of clothing.zip `validation/` search those of `train/`; a photo of the same
class is right. Copies: edited copies of every second photo of `validation/` search for their
original among all of `validation/`, the fourth of `train/` that fitting leaves out, and every tenth
of tiny-imagenet-30k.zip `val/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Kind, pack
from photosearch.core.query import RgbImage
from photosearch.training.edits import EDITS, apply_edit
from photosearch.training.evaluation.metrics import (
    CopyFigures,
    Distances,
    copy_figures,
    hamming_distances,
    mean_average_precision,
)
from photosearch.training.photo_sets import PhotoSet, open_photo_set

Rows = Mapping[Kind, NDArray[np.float32]]
Describe = Callable[[list[RgbImage]], Rows]
"""Photos of any size to one row of values per kind."""
DistancesOf = Callable[[NDArray[np.float32], NDArray[np.float32]], Distances]
"""(queries, d) and (database, d) to (queries, database)."""

_BATCH = 8
HELD_OUT_EVERY = 4
"""Of the clothing training photos, each of that number is left out of all fitting."""


@dataclass(frozen=True, slots=True)
class PhotoSets:
    """The parts of the photo sets and what each is for."""

    clothing_validation: PhotoSet
    clothing_train: PhotoSet
    tiny_validation: PhotoSet
    tiny_train: PhotoSet

    def for_fitting(self) -> Iterator[RgbImage]:
        """Photos that heads and ranges may be fitted to."""
        for start in range(1, HELD_OUT_EVERY):
            yield from self.clothing_train.take(HELD_OUT_EVERY, start).photos()
        yield from self.tiny_train.photos()


def open_photo_sets(folder: Path) -> PhotoSets:
    """The photo sets in `folder`.

    Raises:
        UserError: one is missing.
    """
    clothing, tiny = folder / "clothing.zip", folder / "tiny-imagenet-30k.zip"
    return PhotoSets(
        clothing_validation=open_photo_set(clothing, "validation"),
        clothing_train=open_photo_set(clothing, "train"),
        tiny_validation=open_photo_set(tiny, "val").take(10),
        tiny_train=open_photo_set(tiny, "train").take(5),
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """What one encoder reaches."""

    subject_map: Mapping[Kind, float]
    """By the code (or descriptor) that ranked: mean average precision of the subject protocol."""
    copies: CopyFigures
    found_first: Mapping[str, float]
    """R@1 of the copies by edit."""


def measure(describe: Describe, distances: DistancesOf, sets: PhotoSets) -> Figures:
    """Run both protocols with one encoder; `distances` tells how its rows are compared."""
    queries = describe_all(describe, sets.clothing_validation.photos())
    database = describe_all(describe, sets.clothing_train.photos())
    wanted, labels = sets.clothing_validation.labels, sets.clothing_train.labels
    subject = {
        kind: mean_average_precision(distances(queries[kind], database[kind]), wanted, labels)
        for kind in (Kind.SUBJECT, Kind.COPY, Kind.LOOK)
    }
    pool = np.concatenate(
        [
            queries[Kind.COPY],
            database[Kind.COPY][::HELD_OUT_EVERY],
            describe_all(describe, sets.tiny_validation.photos())[Kind.COPY],
        ]
    )
    by_edit = copy_distances(describe, distances, sets.clothing_validation.take(2), pool)
    originals = np.arange(0, len(wanted), 2)
    return Figures(
        subject,
        copy_figures(np.concatenate(list(by_edit.values())), np.tile(originals, len(EDITS))),
        {edit: copy_figures(one, originals).recall_at_1 for edit, one in by_edit.items()},
    )


def copy_distances(
    describe: Describe, distances: DistancesOf, photos: PhotoSet, pool: NDArray[np.float32]
) -> dict[str, Distances]:
    """By edit: from the edited copies of `photos` to the rows of `pool`."""
    originals = list(photos.photos())
    return {
        edit: distances(
            describe_all(describe, (apply_edit(edit, photo) for photo in originals))[Kind.COPY],
            pool,
        )
        for edit in EDITS
    }


def describe_all(describe: Describe, photos: Iterable[RgbImage]) -> dict[Kind, NDArray[np.float32]]:
    """Rows of all `photos`, a few photos at a time."""
    waiting = iter(photos)
    batches = []
    while batch := list(islice(waiting, _BATCH)):
        batches.append(describe(batch))
    return {kind: np.concatenate([batch[kind] for batch in batches]) for kind in batches[0]}


def code_distances(queries: NDArray[np.float32], database: NDArray[np.float32]) -> Distances:
    """Hamming distances of signed values: how codes are compared."""
    return hamming_distances(pack(queries), pack(database))

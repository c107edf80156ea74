"""Check what can be known before the first step.

A training must not end, hours later, in what is told here in a second.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.training.backbones.backbone import PRETRAINED
from photosearch.training.datasets import PhotoSet
from photosearch.training.recipe_parts.data import UNSEEN_EVERY, Splits, open_splits

log = logging.getLogger(__name__)

CHECKPOINT_BYTES = 600_000_000
"""Room for a checkpoint, of which there are two while it is written, and for the model folder."""


def check_labelled_recipe(data: Path, out: Path, weights: str) -> Splits:
    """Return the photos of `data`, if they, the output folder and the weights are fit to learn
    classes from.

    Raises:
        UserError: something is missing; says what.
    """
    check_out_folder(out)
    check_weights(weights)
    parts = open_splits(data)
    check_labelled_photos(parts.train)
    check_classes(parts)
    return parts


def check_out_folder(folder: Path, needed: int = CHECKPOINT_BYTES) -> None:
    """Check that `folder` can be made, unless it is there, and `needed` bytes written to it.

    Raises:
        UserError: it is a file, cannot be made or written to, or its disk is full.
    """
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
        free = shutil.disk_usage(there).free
    except OSError as error:
        cause = error.strerror or str(error)
        raise UserError(ErrorCode.OUT_FOLDER_UNWRITABLE, folder=folder, cause=cause) from error
    if free < needed:
        raise UserError(
            ErrorCode.OUT_FOLDER_FULL,
            folder=folder,
            megabytes=free // 1_000_000,
            limit=needed // 1_000_000,
        )


def check_weights(weights: str) -> None:
    """Check that weights that are a file can be read.

    Raises:
        UserError: there is no such file.
    """
    if weights in {PRETRAINED, "none"}:
        return
    file = Path(weights)
    if not file.is_file() or not os.access(file, os.R_OK):
        raise UserError.in_words(
            f"There are no weights in {file}.",
            f"Give a safetensors file with --weights, or {PRETRAINED!r} or 'none'.",
        )


def check_bits(bits: int, *, photos: int | None = None, features: int | None = None) -> None:
    """Check that codes of `bits` bits can be stored, and fitted to so many photos and features.

    Args:
        bits: of a code.
        photos: that a projection is fitted to; None where none is.
        features: numbers per photo that it projects; None where none is.

    Raises:
        UserError: they cannot.
    """
    if bits % 8:
        raise UserError.in_words(
            f"Codes of {bits} bits do not fill whole bytes.",
            f"Give a multiple of 8 with --bits, for example {max(8, bits // 8 * 8)}.",
        )
    for number, name, more in (
        (photos, "photos to learn from", "Give more photos"),
        (features, "features of a photo", "Give more features, with --dim or another --backbone"),
    ):
        if number is not None and number < bits:
            shorter = number // 8 * 8
            instead = f", or shorter codes, with --bits {shorter}" if shorter else ""
            raise UserError.in_words(
                f"Codes of {bits} bits cannot be fitted to {number} {name}: as many are needed.",
                f"{more}{instead}.",
            )


def check_classes(parts: Splits) -> None:
    """Check that the classes of `parts` can be learned and that the learning can be judged.

    Raises:
        UserError: fewer than two classes have two photos to learn from, or none has two photos
            to judge by.
    """
    counts = Counter(parts.train.labels)
    alone = sorted(label for label, count in counts.items() if count == 1)
    if len(counts) - len(alone) < 2:
        raise UserError.in_words(
            f"Only {len(counts) - len(alone)} of the {len(counts)} classes of "
            f"{parts.train.archive} have two photos to learn from.",
            "Give at least two classes with several photos each.",
        )
    if alone:
        log.warning(
            "%d of %d classes have one photo, which has nothing to be like: %s.",
            len(alone),
            len(counts),
            _some(alone),
        )
    strange = sorted(set(parts.validation.labels) - set(counts))
    if strange:
        log.warning(
            "%d classes are only among the photos to judge by: %s.", len(strange), _some(strange)
        )
    if max(Counter(parts.validation.labels).values()) < 2:
        raise UserError.in_words(
            f"No class of {parts.validation.archive} has two photos to judge by: they search each "
            "other.",
            "Give more photos of some classes, at least ten where they are not split yet.",
        )


def check_enough_classes(photos: PhotoSet) -> None:
    """Check that there are classes to learn from and others to judge by.

    Raises:
        UserError: there are too few classes.
    """
    if len(photos.classes) < 2 * UNSEEN_EVERY:
        raise UserError.in_words(
            f"{photos.archive} has {len(photos.classes)} classes, a third of which is not "
            "learned from.",
            f"Give at least {2 * UNSEEN_EVERY} classes.",
        )


def check_labelled_photos(photos: PhotoSet) -> None:
    """Check that photos lie in folders that name their class.

    Raises:
        UserError: some lie in none.
    """
    bare = [member for member in photos.members if "/" not in member]
    if bare:
        raise UserError.in_words(
            f"{len(bare)} photos of {photos.archive} lie in no folder, which would name their "
            f"class: {_some(bare)}.",
            "Put the photos of each class into a folder of its own.",
        )


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")

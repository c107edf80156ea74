"""Measure the pictures of a group where the rules need it: colour, sharpness and exposure.

Measured are the thumbnails, over the part that all of them show, each brought to the frame of the
representative, so that a crop does not win by what it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosearch.core.affine import IDENTITY, Affine
from photosearch.core.duplicates import (
    MEASURED_RULES,
    DuplicateGroup,
    DuplicateKind,
    KeepRules,
    PictureQuality,
    Relation,
)
from photosearch.core.jobs import JobControl
from photosearch.core.photo import PhotoRecord
from photosearch.core.query import RgbImage
from photosearch.images.thumbnails import read_thumbnail
from photosearch.library.duplicates.keep_rules import tied

_SIDE = 128
"""Pixels of the longer side of the frame: smaller than thumbnails, so that all are scaled down."""
_MIN_SHARED = 256
"""Pixels that must be shared for a measure to mean anything."""
_DARK, _BRIGHT = 4, 251
_LEVELS = 16
"""Steps of lightness in which colours are compared."""
_TINTED = 1.5
"""Mean deviation of the chroma, 0 to 255, up to which a picture is grey or has a single tint:
that of JPEG."""
_KINDS = (DuplicateKind.PAIR, DuplicateKind.EDITED)
"""Of the others all pictures are equal."""
_AT_ONCE = 64

Thumbnails = Callable[[Sequence[int]], Mapping[int, bytes]]
"""JPEGs by photo id, as far as there are any."""


def measure_undecided(
    groups: Iterable[DuplicateGroup],
    records: Mapping[int, PhotoRecord],
    rules: KeepRules,
    thumbnails: Thumbnails,
    control: JobControl | None = None,
) -> dict[int, PictureQuality]:
    """Return what was measured, by photo id, of groups that MEASURED_RULES may decide.

    Those are few: in most groups an earlier rule decides, and no picture is looked at.

    Args:
        groups: that are to be decided.
        records: of their photos, by id.
        rules: of the user.
        thumbnails: of the photos.
        control: cancels it.

    Raises:
        Cancelled: through `control`.
    """
    if MEASURED_RULES.isdisjoint(rules.order):
        return {}
    wanted = [
        group for group in groups if group.kind in _KINDS and len(tied(group, records, rules)) > 1
    ]
    found: dict[int, PictureQuality] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        jpegs = thumbnails([photo_id for group in some for photo_id in group.photo_ids])
        for group in some:
            if control is not None:
                control.checkpoint()
            found |= _measure_group(group, jpegs)
    return found


def _measure_group(group: DuplicateGroup, jpegs: Mapping[int, bytes]) -> dict[int, PictureQuality]:
    known = [member for member in group.members if member.photo_id in jpegs]
    try:
        pictures = [read_thumbnail(jpegs[member.photo_id]) for member in known]
    except ValueError:  # a damaged one
        return {}
    transforms = [_transform_of(member.relation) for member in known]
    measured = measure(pictures, transforms)
    return {member.photo_id: each for member, each in zip(known, measured, strict=False)}


def _transform_of(relation: Relation | None) -> Affine:
    return IDENTITY if relation is None or relation.transform is None else relation.transform


def measure(pictures: Sequence[RgbImage], transforms: Sequence[Affine]) -> list[PictureQuality]:
    """Return what is measured of pictures over the part that all of them show.

    Args:
        pictures: (H, W, 3) each.
        transforms: for each, where in it lies what is at a place of the first one's frame; see
            `Relation.transform`.

    Returns:
        One for each picture; none at all if they share too little.
    """
    if not pictures:
        return []
    height, width = pictures[0].shape[:2]
    scale = _SIDE / max(height, width)
    size = max(3, round(width * scale)), max(3, round(height * scale))
    greys, masks = zip(
        *(_in_frame(*each, size) for each in zip(pictures, transforms, strict=True)), strict=True
    )
    shared = np.logical_and.reduce(masks)
    inner = shared[1:-1, 1:-1] & shared[:-2, 1:-1] & shared[2:, 1:-1]
    inner &= shared[1:-1, :-2] & shared[1:-1, 2:]
    if inner.sum() < _MIN_SHARED:
        return []
    return [
        _quality(grey, shared, inner, colored=_is_colored(rgb))
        for rgb, grey in zip(pictures, greys, strict=True)
    ]


def _in_frame(
    rgb: RgbImage, transform: Affine, size: tuple[int, int]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return a picture's grey values in the frame (h, w), and where it shows something."""
    height, width = rgb.shape[:2]
    a, b, c, d, e, f = transform
    # Twice as large and then averaged: each picture is smoothed alike, whatever its own size.
    wide, high = 2 * size[0], 2 * size[1]
    to_pixels = (
        a * width / wide, b * width / high, c * width,
        d * height / wide, e * height / high, f * height,
    )  # fmt: skip
    grey = Image.fromarray(rgb).convert("L")
    warped = grey.transform(
        (wide, high), Image.Transform.AFFINE, to_pixels, Image.Resampling.BILINEAR
    )
    seen = Image.new("L", grey.size, 255).transform(
        (wide, high), Image.Transform.AFFINE, to_pixels, Image.Resampling.NEAREST
    )
    values = np.asarray(warped.reduce(2), np.float32)
    return values, np.asarray(seen.reduce(2)) == 255


def _quality(
    grey: NDArray[np.float32],
    shared: NDArray[np.bool_],
    inner: NDArray[np.bool_],
    *,
    colored: bool,
) -> PictureQuality:
    laplacian = (
        grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * grey[1:-1, 1:-1]
    )
    values = grey[shared]
    contrast = float(values.var())
    sharpness = float(laplacian[inner].var()) / contrast if contrast > 1 else 0.0
    clipped = float(((values < _DARK) | (values > _BRIGHT)).mean())
    return PictureQuality(sharpness, clipped, colored)


def _is_colored(rgb: RgbImage) -> bool:
    """Tell whether a picture has colours: chroma that does not follow from the lightness alone."""
    pixels = np.asarray(Image.fromarray(rgb).convert("YCbCr").reduce(4), np.float32).reshape(-1, 3)
    chroma = pixels[:, 1:]
    # Of a picture that was given one tint, all pixels of one lightness have one chroma.
    order = np.argsort(pixels[:, 0], kind="stable")
    levels = np.array_split(chroma[order], min(_LEVELS, len(order)))
    return float(np.mean([np.abs(each - each.mean(axis=0)).mean() for each in levels])) > _TINTED

"""Compare two pictures by geometry and by their aligned pixels. For worker processes.

Local features tell where one picture lies in the other (see `image_matching`). Laid over each other
so, and moved until they fit best (B. D. Lucas and T. Kanade, IJCAI 1981), windows of a few pixels
are compared by their normalised correlation, which no change of tone alters: of a copy all parts
agree, of another frame of a burst those do not that moved meanwhile.

Pictures with too few features are tried as they stand, in all eight turns and mirror images.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from PIL import Image

from photosearch.core.picture_match import (
    MAX_UNEVEN,
    MAX_UNEVEN_OF_FRAMES,
    MIN_INLIERS,
    PictureMatch,
    PictureVerdict,
)
from photosearch.core.query import RgbImage
from photosearch.core.verification import GeometricMatch, Verdict
from photosearch.library.workers.image_matching import (
    ImageFeatures,
    find_features,
    load_opencv,
    match_features,
    to_grey,
)
from photosearch.library.workers.picture_alignment import (
    MIN_PIXELS,
    Grey,
    Mask,
    Plane,
    laid_over,
    mean_about,
    refined,
    upright_transforms,
)
from photosearch.library.workers.picture_changes import (
    find_overlay,
    has_frame,
    strongest_change,
)
from photosearch.library.workers.picture_colors import (
    are_colors_changed,
    share_recolored,
    share_unlike,
    small_picture,
)
from photosearch.library.workers.transforms import (
    Homogeneous,
    as_matrix,
    in_fractions,
    in_pixels,
    scale_of,
    size_of,
    to_pixels,
)

_BLUR = 1.2
_DETAIL = 6.0
"""The spread of values, 0 to 255, from which on a window has detail."""
_NOISE = 2.0
"""The spread that blocks and noise have."""
_AGREES = 0.35
"""The least correlation of windows that show the same."""
_PLACE = 0.002
"""Of what both show: smaller places that differ are not counted."""
_CLIPPED = (6.0, 248.0)
"""Means of windows beyond these are black or burnt out in one of the pictures."""
_FINE = 0.92
_HARDLY = 3.0
"""Of copies whose strongest change is above it, something may be laid over one."""
_PART, _WHOLE = 0.97, 0.99
"""A picture of which less is shown may have a frame about it, if of the other one more is shown."""
_UNEVEN = 9.0
"""Of 255: a brightness that differs by more is of something else."""
_EXPOSURE = 1.15
"""By so much at most the exposures of the frames of a burst differ."""
_EVERY = 3
"""Of every so many pixels along a side one is looked at."""
_FITS = 3
_SCALES = (0.1, 10.0)


class Picture:
    """Hold what one picture is compared by; features are found when they are first needed."""

    def __init__(self, rgb: RgbImage) -> None:
        """Take a picture (H, W, 3) of any size."""
        self.grey = to_grey(rgb)
        self.rgb = _of_size(rgb, self.size)
        self.small = small_picture(rgb)

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height in pixels as it is compared."""
        return size_of(self.grey)

    @cached_property
    def features(self) -> ImageFeatures:
        """Return its local features."""
        return find_features(self.grey)

    @cached_property
    def mirrored(self) -> ImageFeatures:
        """Return those of its mirror image."""
        return find_features(np.ascontiguousarray(self.grey[:, ::-1]))


def compare_pictures(first: Picture, second: Picture) -> PictureMatch | None:
    """Return what two pictures have in common; None for nothing."""
    match = _match_pictures(first, second)
    return _compare_matched(first, second, match) or _compare_as_they_stand(first, second)


def verify_picture(first: Picture, second: Picture) -> GeometricMatch:
    """Return whether the features of two pictures agree, and if so, whether pixels do as well."""
    match = _match_pictures(first, second)
    if match.verdict is not Verdict.CONFIRMED:
        return match
    found = _compare_matched(first, second, match)
    return replace(match, pixels=found.verdict if found else PictureVerdict.OTHER)


def _match_pictures(first: Picture, second: Picture) -> GeometricMatch:
    """Return the match of two pictures' features, or of those of the first one's mirror image."""
    match = match_features(first.features, second.features)
    if match.verdict is Verdict.CONFIRMED:
        return match
    # SIFT sees through turns, not through a mirror.
    mirrored = match_features(first.mirrored, second.features, mirrored=True)
    return mirrored if mirrored.inliers > match.inliers else match


def _compare_matched(first: Picture, second: Picture, match: GeometricMatch) -> PictureMatch | None:
    """Return how two pictures agree as their features lay them over each other."""
    if match.transform is None or match.inliers < MIN_INLIERS:
        return None
    way = in_pixels(as_matrix(match.transform), first.size, second.size)
    return _compare_aligned(first, second, way, match.mirrored, match.inliers)


def _compare_as_they_stand(first: Picture, second: Picture) -> PictureMatch | None:
    """Return the match of the turn or mirror image that agrees best, if one does."""
    found = [
        match
        for transform, mirrored in upright_transforms(first.grey, second.grey)
        if (match := _compare_aligned(first, second, transform, mirrored, 0)) is not None
        and match.correlation >= _FINE
    ]
    return max(found, key=lambda match: match.correlation, default=None)


def _compare_aligned(
    first: Picture, second: Picture, transform: Homogeneous, mirrored: bool, inliers: int
) -> PictureMatch | None:
    """Return how two pictures agree where a transform of pixels lays one over the other."""
    scale = scale_of(transform)
    if not _SCALES[0] < scale < _SCALES[1]:
        return None
    # The larger one is laid over the smaller one: no pixels are made up.
    if scale < 1:
        aligned = _Aligned(second, first, np.linalg.inv(transform), swapped=True)
    else:
        aligned = _Aligned(first, second, transform, swapped=False)
    base, other = aligned.base, aligned.other
    aligned = replace(aligned, way=refined(base.grey, other.grey, aligned.way))
    way = aligned.way
    agreement = _agreement(base.grey, other.grey, way)
    if agreement is None:
        return None
    match = PictureMatch(
        transform=in_fractions(
            np.linalg.inv(way) if aligned.swapped else way, first.size, second.size
        ),
        mirrored=mirrored,
        inliers=inliers,
        detail=agreement.detail,
        correlation=agreement.correlation,
        differing=agreement.differing,
        places=agreement.places,
        largest=agreement.largest,
        uneven=agreement.uneven,
        unlike=0.0,
        residual=agreement.residual,
        toned=agreement.toned,
    )
    if match.has_little_detail:
        match = replace(match, unlike=share_unlike(base.small, other.small, aligned.fractions))
    if _is_copy(match):
        recolored = share_recolored(base.small, other.small, aligned.fractions)
        match = replace(match, recolored=recolored)
    return _with_changes(match, aligned)


def _is_copy(match: PictureMatch) -> bool:
    return match.verdict in (PictureVerdict.COPY, PictureVerdict.PROBABLY_COPY)


@dataclass(frozen=True, slots=True, eq=False)
class _Aligned:
    """Hold two pictures, and how the one is laid over the other."""

    base: Picture
    other: Picture
    way: Homogeneous
    """Takes pixels of the base to those of the other one."""
    swapped: bool
    """The base is the second one of those that are compared."""

    @property
    def fractions(self) -> Homogeneous:
        """Return what takes fractions of the base's width and height to the other one's."""
        return np.linalg.inv(to_pixels(self.other.size)) @ self.way @ to_pixels(self.base.size)


def _with_changes(match: PictureMatch, aligned: _Aligned) -> PictureMatch:
    """Return a match with the changes, looked for where the verdict leaves something open."""
    base, other, way = aligned.base, aligned.other, aligned.way
    if _is_copy(match) and match.is_upright and not are_colors_changed(base.small, other.small):
        laid, seen = laid_over(base.size, other.grey, way)
        strongest = strongest_change(base.grey.astype(np.float32), laid, seen)
        match = replace(match, strongest=strongest)
    if _is_copy(match) and match.strongest <= _HARDLY:
        return _with_frame(match, aligned)
    if not match.may_be_laid_over:
        return match
    laid, seen = laid_over(base.size, other.rgb, way)
    overlay = find_overlay(base.rgb.astype(np.float32), laid, seen)
    if overlay is None:
        return match
    on_second = overlay.on_second != aligned.swapped
    shown = 1 - overlay.hidden
    return replace(match, shares=(1.0, shown) if on_second else (shown, 1.0), laid_over=True)


def _with_frame(match: PictureMatch, aligned: _Aligned) -> PictureMatch:
    """Return a match of copies with the share of the one that has a frame about it."""
    one, two = match.covered
    if min(one, two) >= _PART or max(one, two) <= _WHOLE:
        return match
    on_second = two < one
    if on_second != aligned.swapped:
        inner, outer, way = aligned.base, aligned.other, aligned.way
    else:
        inner, outer, way = aligned.other, aligned.base, np.linalg.inv(aligned.way)
    if not has_frame(outer.grey, way @ to_pixels(inner.size)):
        return match
    a, b, _, d, e, _ = match.transform
    area = abs(a * e - b * d)  # of the first picture within the second one
    return replace(match, shares=(1.0, min(1.0, area)) if on_second else (min(1.0, 1 / area), 1.0))


@dataclass(frozen=True, slots=True)
class _Agreement:
    detail: float
    correlation: float
    differing: float
    places: int
    largest: float
    uneven: float
    residual: float
    toned: float


def _agreement(base: Grey, other: Grey, way: Homogeneous) -> _Agreement | None:
    """Return how windows of two pictures agree; None if there is nothing to compare."""
    cv2 = load_opencv()
    laid, seen = laid_over(size_of(base), other, way)
    ours = cv2.GaussianBlur(base.astype(np.float32), (0, 0), _BLUR)
    theirs = cv2.GaussianBlur(laid, (0, 0), _BLUR)
    area = int(np.count_nonzero(seen))
    if area < MIN_PIXELS:
        return None
    mean_ours, mean_theirs = mean_about(ours), mean_about(theirs)
    spread_ours = np.maximum(mean_about(ours * ours) - mean_ours**2, 0)
    spread_theirs = np.maximum(mean_about(theirs * theirs) - mean_theirs**2, 0)
    product = mean_about(ours * theirs) - mean_ours * mean_theirs
    low, high = _CLIPPED
    clipped = (np.minimum(mean_ours, mean_theirs) < low) | (
        np.maximum(mean_ours, mean_theirs) > high
    )
    seen_well = seen & ~clipped
    any_detail = seen_well & (np.maximum(spread_ours, spread_theirs) > _DETAIL**2 / 2)
    if np.count_nonzero(any_detail) < MIN_PIXELS:
        return None
    gain = float(
        (np.median(spread_theirs[any_detail]) + 1) / (np.median(spread_ours[any_detail]) + 1)
    )
    telling = seen_well & (np.maximum(spread_ours, spread_theirs / gain) > _DETAIL**2)
    count = int(np.count_nonzero(telling))
    if count < MIN_PIXELS:
        return None
    noise = _NOISE**2
    correlation = product / np.sqrt((spread_ours + noise) * (spread_theirs + noise * gain))
    differing = telling & (correlation < _AGREES)
    places, largest = _places(differing, area)
    return _Agreement(
        detail=count / area,
        correlation=float(np.median(correlation[telling])),
        differing=np.count_nonzero(differing) / area,
        places=places,
        largest=largest,
        uneven=_share_uneven(mean_ours, mean_theirs, seen),
        residual=_residual(ours[seen], theirs[seen]),
        toned=float(np.median(np.abs(mean_ours - mean_theirs)[seen])) / 255,
    )


def _places(differing: Mask, area: int) -> tuple[int, float]:
    """Return how many connected places differ, and what share of the area the largest covers."""
    cv2 = load_opencv()
    count, _, found, _ = cv2.connectedComponentsWithStats(differing.astype(np.uint8))
    if count < 2:
        return 0, 0.0
    shares = found[1:, cv2.CC_STAT_AREA] / area
    return int(np.count_nonzero(shares > _PLACE)), float(shares.max())


def _residual(ours: Plane, theirs: Plane) -> float:
    """Return the mean difference of pixels (n,), 0 to 1, after a line was fitted to the tones."""
    spread = float(ours.std())
    if spread < 1e-3:
        return float(np.abs(ours - theirs).mean()) / 255
    slope = float(((ours - ours.mean()) * (theirs - theirs.mean())).mean()) / spread**2
    fitted = theirs.mean() + slope * (ours - ours.mean())
    return float(np.abs(fitted - theirs).mean()) / 255


def _of_size(rgb: RgbImage, size: tuple[int, int]) -> RgbImage:
    """Return a picture (H, W, 3) scaled down to a size, as `to_grey` does."""
    if size_of(rgb) == size:
        return rgb
    image = Image.fromarray(np.ascontiguousarray(rgb))
    return np.asarray(image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0))


def _share_uneven(ours: Plane, theirs: Plane, seen: Mask) -> float:
    """Return the share of what both show whose brightness differs after tones were evened out.

    Frames of a burst are equally bright nearly everywhere. Where most is not, tones were changed.

    Args:
        ours: (H, W) mean brightness about each pixel, 0 to 255.
        theirs: of the other picture.
        seen: what both show.
    """
    step = slice(None, None, _EVERY)
    inside = seen[step, step]
    one, two = ours[step, step][inside], theirs[step, step][inside]
    if not len(one):
        return 0.0
    gain = float((np.median(two) + 8) / (np.median(one) + 8))
    rest = np.abs(one * min(max(gain, 1 / _EXPOSURE), _EXPOSURE) - two)
    share = float(np.count_nonzero(rest > _UNEVEN) / len(one))
    if share <= MAX_UNEVEN:
        return share
    if share > MAX_UNEVEN_OF_FRAMES:
        return 0.0
    rows, columns = np.mgrid[-1 : 1 : seen.shape[0] * 1j, -1 : 1 : seen.shape[1] * 1j]
    outward = (rows**2 + columns**2)[step, step][inside].astype(np.float32)
    level = one / 128
    # Exposure, contrast, a curve, and what darkens towards the corners.
    terms = np.column_stack(
        [np.ones_like(level), level, level**2, level**3, outward, outward * level]
    )
    weights = np.ones_like(level)
    for _ in range(_FITS):
        weighted = terms * weights[:, None]
        normal = (weighted.T @ terms).astype(np.float64) + 1e-5 * len(one) * np.eye(len(terms[0]))
        rest = np.abs(terms @ np.linalg.solve(normal, weighted.T @ two) - two)
        weights = (1 / (1 + (rest / 6) ** 2)).astype(np.float32)
    return float(np.count_nonzero(rest > _UNEVEN) / len(one))

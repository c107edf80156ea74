"""Compare two pictures by geometry and by their aligned pixels. For worker processes.

Local features tell where one picture lies in the other (see `image_matching`). Laid over each other
so, and moved until they fit best (B. D. Lucas and T. Kanade, IJCAI 1981), windows of a few pixels
are compared by their normalised correlation, which no change of tone alters: of a copy all parts
agree, of another frame of a burst those do not that moved meanwhile.

Pictures with too few features are tried as they stand, in all eight turns and mirror images.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosearch.core.picture_match import (
    MAX_UNEVEN,
    MAX_UNEVEN_OF_FRAMES,
    MIN_INLIERS,
    PictureMatch,
)
from photosearch.core.query import RgbImage
from photosearch.core.verification import Verdict
from photosearch.library.workers.image_matching import (
    ImageFeatures,
    find_grey_features,
    fit_features,
    load_opencv,
    to_grey,
)

Grey = NDArray[np.uint8]
Plane = NDArray[np.float32]
"""(H, W) values of 0 to 255."""
Mask = NDArray[np.bool_]
Homogeneous = NDArray[np.floating[Any]]
"""(3, 3): takes a pixel (x, y, 1) of one picture to one of another."""

_WINDOW = 11
"""Pixels to the side of the windows that are compared."""
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
_MIN_PIXELS = 50
_ROUGH_SIDE = 32
"""Pixels to the longer side by which it is told whether pictures may agree as they stand."""
_ROUGH = 0.8
_FINE = 0.92
_STEPS = 2
_COLOR_SIDE = 64
_UNLIKE = 20.0
"""Of 255: colours that differ by more are others."""
_SLACK = 0.35
"""Of the change of colour between pixels side by side."""
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
        self.small = _small(rgb)
        self._features: ImageFeatures | None = None
        self._mirrored: ImageFeatures | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height in pixels as it is compared."""
        return self.grey.shape[1], self.grey.shape[0]

    @property
    def features(self) -> ImageFeatures:
        """Return its local features."""
        if self._features is None:
            self._features = find_grey_features(self.grey)
        return self._features

    @property
    def mirrored(self) -> ImageFeatures:
        """Return those of its mirror image."""
        if self._mirrored is None:
            self._mirrored = find_grey_features(np.ascontiguousarray(self.grey[:, ::-1]))
        return self._mirrored


def compare_pictures(first: Picture, second: Picture) -> PictureMatch | None:
    """Return what two pictures have in common; None for nothing."""
    match = fit_features(first.features, second.features)
    mirrored = False
    if match.verdict is not Verdict.CONFIRMED:
        other = fit_features(first.mirrored, second.features)
        if other.inliers > match.inliers:
            match, mirrored = other, True
    if match.transform is not None and match.inliers >= MIN_INLIERS:
        transform = np.vstack([match.transform, [0, 0, 1]])
        if mirrored:
            transform = transform @ _flip(first.size[0])
        found = _compare_aligned(first, second, transform, mirrored, match.inliers)
        if found is not None:
            return found
    return _compare_as_they_stand(first, second)


def _compare_as_they_stand(first: Picture, second: Picture) -> PictureMatch | None:
    """Return the match of the turn or mirror image that agrees best, if one does."""
    found = [
        match
        for transform, mirrored in _upright_transforms(first, second)
        if (match := _compare_aligned(first, second, transform, mirrored, 0)) is not None
        and match.correlation >= _FINE
    ]
    return max(found, key=lambda match: match.correlation, default=None)


def _upright_transforms(first: Picture, second: Picture) -> Iterator[tuple[Homogeneous, bool]]:
    """Yield the turns and mirror images of the first picture that may be the second one."""
    theirs = _rough(second.grey)
    for mirrored in (False, True):
        for quarters in range(4):
            turned = np.rot90(first.grey[:, ::-1] if mirrored else first.grey, quarters)
            ratio = (turned.shape[1] / turned.shape[0]) / (second.size[0] / second.size[1])
            if not 0.9 < ratio < 1.1:
                continue
            ours = _rough(turned, theirs.shape)
            spread = float(ours.std() * theirs.std())
            if spread < 1 or float(((ours - ours.mean()) * (theirs - theirs.mean())).mean()) < (
                _ROUGH * spread
            ):
                continue
            yield _turn(first.size, second.size, quarters, mirrored=mirrored), mirrored


def _rough(grey: Grey, shape: tuple[int, ...] | None = None) -> Plane:
    image = Image.fromarray(np.ascontiguousarray(grey))
    if shape is None:
        scale = _ROUGH_SIDE / max(image.size)
        size = max(4, round(image.width * scale)), max(4, round(image.height * scale))
    else:
        size = shape[1], shape[0]
    return np.asarray(image.resize(size, Image.Resampling.BOX), np.float32)


def _turn(
    ours: tuple[int, int], theirs: tuple[int, int], quarters: int, *, mirrored: bool
) -> Homogeneous:
    """Return what takes pixels of a picture to those of it mirrored, turned, and resized."""
    flip = np.array([[-1.0, 0, 1], [0, 1, 0], [0, 0, 1]]) if mirrored else np.eye(3)
    # As numpy.rot90 turns, against the clock: (x, y) to (y, 1 - x).
    quarter = np.array([[0.0, 1, 0], [-1, 0, 1], [0, 0, 1]])
    turned = np.linalg.matrix_power(quarter, quarters)
    return _in_pixels(turned @ flip, ours, theirs)


def _flip(width: int) -> Homogeneous:
    return np.array([[-1.0, 0, width - 1], [0, 1, 0], [0, 0, 1]])


def _compare_aligned(
    first: Picture, second: Picture, transform: Homogeneous, mirrored: bool, inliers: int
) -> PictureMatch | None:
    """Return how two pictures agree where a transform of pixels lays one over the other."""
    scale = float(np.sqrt(abs(np.linalg.det(transform[:2, :2]))))
    if not _SCALES[0] < scale < _SCALES[1]:
        return None
    # The larger one is laid over the smaller one: no pixels are made up.
    if scale < 1:
        base, other, way = second, first, np.linalg.inv(transform)
    else:
        base, other, way = first, second, transform
    way = _refined(base.grey, other.grey, way)
    agreement = _agreement(base.grey, other.grey, way)
    if agreement is None:
        return None
    found = np.linalg.inv(way) if scale < 1 else way
    match = PictureMatch(
        transform=_in_fractions(found, first.size, second.size),
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
    )
    if not match.has_little_detail:
        return match
    small = (second.small, first.small) if scale < 1 else (first.small, second.small)
    sizes = (second.size, first.size) if scale < 1 else (first.size, second.size)
    fractions = np.linalg.inv(_to_pixels(sizes[1])) @ way @ _to_pixels(sizes[0])
    return replace(match, unlike=_share_unlike(*small, fractions))


@dataclass(frozen=True, slots=True)
class _Agreement:
    detail: float
    correlation: float
    differing: float
    places: int
    largest: float
    uneven: float
    residual: float


def _refined(base: Grey, other: Grey, way: Homogeneous) -> Homogeneous:
    """Return a transform of pixels of `base` to those of `other` that fits better, affine.

    Gauss-Newton steps on half the pixels of each side, with tones evened out; differences that are
    too large to come from the transform count for little.
    """
    cv2 = load_opencv()
    # A pixel lies at its middle: that of a halved one between two whole ones.
    half = np.array([[0.5, 0, -0.25], [0, 0.5, -0.25], [0, 0, 1]])
    small = cv2.resize(base, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ours = _evened(small.astype(np.float32))
    height, width = ours.shape
    rows, columns = np.mgrid[:height, :width]
    x = (columns - width / 2).astype(np.float32) / 100
    y = (rows - height / 2).astype(np.float32) / 100
    for _ in range(_STEPS):
        laid, seen = _laid_over((width, height), other, way @ np.linalg.inv(half))
        theirs = _evened(laid)
        inside = seen
        if np.count_nonzero(inside) < 4 * _MIN_PIXELS:
            return way
        across = cv2.Sobel(theirs, cv2.CV_32F, 1, 0, scale=1 / 8)[inside]
        down = cv2.Sobel(theirs, cv2.CV_32F, 0, 1, scale=1 / 8)[inside]
        error = (ours - theirs)[inside]
        weight = 1 / (1 + (error / 0.5) ** 2)
        xs, ys = x[inside], y[inside]
        slopes = np.stack([across * xs, across * ys, across, down * xs, down * ys, down])
        weighted = slopes * weight
        normal = weighted @ slopes.T + np.eye(6, dtype=np.float32) * 1e-3
        step = np.linalg.solve(normal.astype(np.float64), (weighted @ error).astype(np.float64))
        a, b, c, d, e, f = step.clip(-2, 2)
        to_middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]])
        moved = np.array([[1 + a / 100, b / 100, c], [d / 100, 1 + e / 100, f], [0, 0, 1.0]])
        # In halved pixels of the base, about their middle.
        correction = np.linalg.inv(to_middle) @ moved @ to_middle
        way = way @ np.linalg.inv(half) @ correction @ half
    return way


def _agreement(base: Grey, other: Grey, way: Homogeneous) -> _Agreement | None:
    """Return how windows of two pictures agree; None if there is nothing to compare."""
    cv2 = load_opencv()
    size = base.shape[1], base.shape[0]
    laid, seen = _laid_over(size, other, way)
    ours = cv2.GaussianBlur(base.astype(np.float32), (0, 0), _BLUR)
    theirs = cv2.GaussianBlur(laid, (0, 0), _BLUR)
    area = int(np.count_nonzero(seen))
    if area < _MIN_PIXELS:
        return None
    mean_ours, mean_theirs = _mean(ours), _mean(theirs)
    spread_ours = np.maximum(_mean(ours * ours) - mean_ours**2, 0)
    spread_theirs = np.maximum(_mean(theirs * theirs) - mean_theirs**2, 0)
    product = _mean(ours * theirs) - mean_ours * mean_theirs
    low, high = _CLIPPED
    clipped = (np.minimum(mean_ours, mean_theirs) < low) | (
        np.maximum(mean_ours, mean_theirs) > high
    )
    seen_well = seen & ~clipped
    any_detail = seen_well & (np.maximum(spread_ours, spread_theirs) > _DETAIL**2 / 2)
    if np.count_nonzero(any_detail) < _MIN_PIXELS:
        return None
    gain = float(
        (np.median(spread_theirs[any_detail]) + 1) / (np.median(spread_ours[any_detail]) + 1)
    )
    telling = seen_well & (np.maximum(spread_ours, spread_theirs / gain) > _DETAIL**2)
    count = int(np.count_nonzero(telling))
    if count < _MIN_PIXELS:
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


def _laid_over(size: tuple[int, int], other: Grey, way: Homogeneous) -> tuple[Plane, Mask]:
    """Return a picture laid over another one of `size`, and where there is a whole window of it."""
    cv2 = load_opencv()
    scale = float(np.sqrt(abs(np.linalg.det(way[:2, :2]))))
    pixels = other.astype(np.float32)
    if scale > 1.2:
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.5 * scale)
    inverse = cv2.WARP_INVERSE_MAP
    laid = cv2.warpAffine(pixels, way[:2], size, flags=cv2.INTER_LINEAR | inverse)
    there = cv2.warpAffine(
        np.full(other.shape, 255, np.uint8), way[:2], size, flags=cv2.INTER_NEAREST | inverse
    )
    margin = np.ones((_WINDOW + 4, _WINDOW + 4), np.uint8)
    whole = cv2.erode(there, margin, borderType=cv2.BORDER_CONSTANT, borderValue=255)
    return laid, whole > 0


def _evened(pixels: Plane) -> Plane:
    """Return pixels with the mean and the spread of their surroundings evened out."""
    cv2 = load_opencv()
    blurred = cv2.GaussianBlur(pixels, (0, 0), 0.8)
    level = blurred - _mean(blurred)
    evened: Plane = level / (np.sqrt(np.maximum(_mean(level * level), 0)) + 3)
    return evened


def _mean(pixels: Plane) -> Plane:
    cv2 = load_opencv()
    mean: Plane = cv2.boxFilter(pixels, cv2.CV_32F, (_WINDOW, _WINDOW))
    return mean


def _small(rgb: RgbImage) -> Plane:
    """Return a picture (H, W, 3) with its longer side at most _COLOR_SIDE."""
    image = Image.fromarray(np.ascontiguousarray(rgb))
    scale = min(1.0, _COLOR_SIDE / max(image.size))
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return np.asarray(image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0), np.float32)


def _share_unlike(base: Plane, other: Plane, fractions: Homogeneous) -> float:
    """Return the share of what both show whose colours differ as they stand, 0 to 1."""
    cv2 = load_opencv()
    size, other_size = (base.shape[1], base.shape[0]), (other.shape[1], other.shape[0])
    way = _in_pixels(fractions, size, other_size)
    laid, seen = (
        cv2.warpAffine(pixels, way[:2], size, flags=flags | cv2.WARP_INVERSE_MAP)
        for pixels, flags in (
            (other, cv2.INTER_LINEAR),
            (np.ones(other.shape[:2], np.uint8), cv2.INTER_NEAREST),
        )
    )
    # Where colours change from pixel to pixel, a shift of less than one makes them differ.
    box = np.ones((3, 3), np.uint8)
    slack = sum((cv2.dilate(each, box) - cv2.erode(each, box)).max(axis=2) for each in (base, laid))
    differing = np.abs(laid - base).max(axis=2) - _SLACK * slack > _UNLIKE
    count = int(np.count_nonzero(seen))
    return float(np.count_nonzero(differing & (seen > 0)) / count) if count else 0.0


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


def _in_fractions(
    transform: Homogeneous, ours: tuple[int, int], theirs: tuple[int, int]
) -> tuple[float, float, float, float, float, float]:
    """Return a transform of pixels as one of fractions of width and height."""
    result = np.linalg.inv(_to_pixels(theirs)) @ transform @ _to_pixels(ours)
    a, b, c, d, e, f = result[:2].ravel().tolist()
    return a, b, c, d, e, f


def _in_pixels(
    transform: Homogeneous, ours: tuple[int, int], theirs: tuple[int, int]
) -> Homogeneous:
    """Return a transform of fractions of width and height as one of pixels."""
    return _to_pixels(theirs) @ transform @ np.linalg.inv(_to_pixels(ours))


def _to_pixels(size: tuple[int, int]) -> Homogeneous:
    """Return what takes fractions of width and height to pixels, which lie at their middles."""
    return np.array([[size[0], 0, -0.5], [0, size[1], -0.5], [0, 0, 1.0]])

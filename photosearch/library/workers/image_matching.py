"""Compare pictures by local features and a robust fit: whether one shows what the other shows.

SIFT features (D. G. Lowe, IJCV 2004; as RootSIFT: R. Arandjelović and A. Zisserman, CVPR 2012) are
matched by the ratio test, and a similarity transform is fitted to the matches by RANSAC. The only
place with OpenCV, which is imported when the first pictures are compared. For worker processes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosearch.core.query import RgbImage
from photosearch.core.verification import GeometricMatch
from photosearch.library.workers.transforms import flip, in_fractions

COMPARED_SIDE = 320
"""Pixels of the longer side of compared pictures: that of thumbnails."""
GRID = 8
"""Cells to the longer side by which it is told how evenly inliers lie."""

_MAX_FEATURES = 400
_RATIO = 0.8
_TOLERANCE = 4.0
"""Pixels that an inlier may lie beside its place."""
_MIN_IN_CELL = 2
_SCALES = (0.1, 10.0)
_MOST = 0.7
"""Where such a share of the pairs agrees with a similarity transform, no other is looked for."""
_CLEARLY = 1.2
"""An affine transform has more freedom: so many times as many have to agree with it."""

Points = NDArray[np.float32]
"""(n, 2) pixels, x and y."""
Transform = NDArray[np.float64]
"""(2, 3): a point p is taken to `transform[:, :2] @ p + transform[:, 2]`."""


@dataclass(frozen=True, slots=True, eq=False)
class ImageFeatures:
    """Hold the local features of one picture."""

    size: tuple[int, int]
    """Width and height in pixels, at most COMPARED_SIDE."""
    points: Points
    descriptors: NDArray[np.float32]
    """(n, 128) RootSIFT."""

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.points)


def load_opencv() -> Any:
    """Return the module, imported at the first call: not every worker compares pictures."""
    import cv2

    cv2.setNumThreads(1)
    return cv2


def match_features(
    first: ImageFeatures, second: ImageFeatures, *, mirrored: bool = False
) -> GeometricMatch:
    """Fit a similarity transform to the features of two pictures, or else an affine one.

    What was stretched to another shape is no similar picture, and a copy all the same.

    Args:
        first: of a picture, or (`mirrored`) of its mirror image.
        second: of the other one.
        mirrored: what `first` is; the transform is told for the picture itself.
    """
    best = GeometricMatch(min(len(first), len(second)))
    pairs = _matching_pairs(first, second)
    if len(pairs) < 4:
        return best
    for affine in (False, True):
        if best.inliers >= _MOST * len(pairs):
            break
        match = _fitted(first, second, pairs, affine=affine, mirrored=mirrored)
        if match.inliers > _CLEARLY * best.inliers:
            best = match
    return best


def _fitted(
    first: ImageFeatures,
    second: ImageFeatures,
    pairs: NDArray[np.intp],
    *,
    affine: bool,
    mirrored: bool,
) -> GeometricMatch:
    """Return what follows from the transform that most of some pairs of features agree with."""
    ours, theirs = first.points[pairs[:, 0]], second.points[pairs[:, 1]]
    nothing = GeometricMatch(min(len(first), len(second)))
    transform = _fit(ours, theirs, affine=affine)
    if transform is None:
        return nothing
    distances = np.linalg.norm(_moved(ours, transform) - theirs, axis=1)
    inside = distances < _TOLERANCE
    if not inside.any():
        return nothing
    holds, support = _support(first, second, transform, theirs[inside])
    whole = np.vstack([transform, [0, 0, 1]])
    if mirrored:
        whole = whole @ flip(first.size[0])
    return GeometricMatch(
        features=nothing.features,
        inliers=int(inside.sum()),
        cells=holds,
        support=support,
        residual=float(np.median(distances[inside])),
        transform=in_fractions(whole, first.size, second.size),
        mirrored=mirrored,
    )


def to_grey(rgb: RgbImage) -> NDArray[np.uint8]:
    """Return a picture (H, W, 3) in grey (h, w), its longer side at most COMPARED_SIDE."""
    image = Image.fromarray(np.ascontiguousarray(rgb)).convert("L")
    longer = max(image.size)
    if longer > COMPARED_SIDE:
        width, height = (max(1, round(side * COMPARED_SIDE / longer)) for side in image.size)
        image = image.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return np.asarray(image)


def find_features(grey: NDArray[np.uint8]) -> ImageFeatures:
    """Return the local features of a grey picture (h, w); see `to_grey`."""
    cv2 = load_opencv()
    found, descriptors = cv2.SIFT_create(nfeatures=_MAX_FEATURES).detectAndCompute(grey, None)
    points = np.array([each.pt for each in found], np.float32).reshape(-1, 2)
    if descriptors is None:
        descriptors = np.empty((0, 128), np.float32)
    sums = descriptors.sum(axis=1, keepdims=True)
    rooted = np.sqrt(descriptors / np.maximum(sums, 1e-7), dtype=np.float32)
    return ImageFeatures((grey.shape[1], grey.shape[0]), points, rooted)


def _matching_pairs(first: ImageFeatures, second: ImageFeatures) -> NDArray[np.intp]:
    """Return (m, 2) numbers of features that are nearest and clearly nearer than the next one."""
    if len(first) < 2 or len(second) < 2:
        return np.empty((0, 2), np.intp)
    # Of unit vectors: the nearest has the largest product.
    products = first.descriptors @ second.descriptors.T
    order = np.argpartition(-products, 1, axis=1)[:, :2]
    best = np.take_along_axis(products, order, axis=1)
    swapped = best[:, 0] < best[:, 1]
    order[swapped], best[swapped] = order[swapped, ::-1], best[swapped, ::-1]
    near, far = np.maximum(2 - 2 * best.T, 0)
    numbers = np.flatnonzero(near < _RATIO**2 * far)
    # Each feature of the second picture once, with the nearest.
    numbers = numbers[np.argsort(near[numbers], kind="stable")]
    _, firsts = np.unique(order[numbers, 0], return_index=True)
    chosen = numbers[firsts]
    return np.stack([chosen, order[chosen, 0]], axis=1)


def _fit(ours: Points, theirs: Points, *, affine: bool = False) -> Transform | None:
    cv2 = load_opencv()
    cv2.setRNGSeed(1)  # the same pictures give the same answer
    estimate = cv2.estimateAffine2D if affine else cv2.estimateAffinePartial2D
    transform, _ = estimate(
        ours, theirs, method=cv2.RANSAC, ransacReprojThreshold=_TOLERANCE, confidence=0.995
    )
    if transform is None:
        return None
    scale = float(np.sqrt(max(0.0, np.linalg.det(transform[:, :2]))))  # 0 of what is mirrored
    return np.asarray(transform, np.float64) if _SCALES[0] < scale < _SCALES[1] else None


def _support(
    first: ImageFeatures, second: ImageFeatures, transform: Transform, inliers: Points
) -> tuple[int, float]:
    """Return how many cells hold inliers, and what share of those with features of both do."""
    moved = _moved(first.points, transform)
    seen = _moved(second.points, _inverse(transform))
    cell = max(second.size) / GRID
    ours, theirs, agreeing = (
        _count_by_cell(points, cell)
        for points in (
            moved[_within(moved, second.size)],
            second.points[_within(seen, first.size)],
            inliers,
        )
    )
    telling = np.minimum(ours, theirs) >= _MIN_IN_CELL
    supported = agreeing > 0
    share = float(supported[telling].mean()) if telling.any() else 0.0
    return int(supported.sum()), share


def _count_by_cell(points: Points, cell: float) -> NDArray[np.intp]:
    counts = np.zeros((GRID + 1, GRID + 1), np.intp)
    columns, rows = np.clip(points // cell, 0, GRID).astype(np.intp).T
    np.add.at(counts, (rows, columns), 1)
    return counts


def _moved(points: Points, transform: Transform) -> Points:
    moved: Points = (points @ transform[:, :2].T + transform[:, 2]).astype(np.float32)
    return moved


def _within(points: Points, size: tuple[int, int]) -> NDArray[np.bool_]:
    inside = (points >= 0) & (points < np.asarray(size))
    return np.asarray(inside.all(axis=1), np.bool_)


def _inverse(transform: Transform) -> Transform:
    linear = np.linalg.inv(transform[:, :2])
    return np.column_stack([linear, -linear @ transform[:, 2]])

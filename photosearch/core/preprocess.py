"""Fit an image to the encoder's input: the only preparation there is, in training and inference.

The resize is separable and antialiased (a triangle filter that widens with the reduction), computed
as a few small matrix products. Far larger images are first averaged in whole cells of pixels.

The same pixels give the same bytes everywhere. A product of matrices is summed in an order that
depends on the processor and the number of threads, and its rounding with it; so all values are
whole numbers whose sums are exact, in whatever order they are added: those of the first pass in
float32 (up to 2 ** 24), those of the second, which has fewer, in float64 (up to 2 ** 53).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from photosearch.core.model_card import Fit, ModelCard
from photosearch.core.query import RgbImage

Values = NDArray[Any]

PAD_GREY = 128
"""What surrounds a padded image: the middle, zero after the network's normalisation."""

_CELL_GAP = 2
"""Cells are averaged beforehand only while this many times the wanted size remains, so that the
triangle filter hides their edges."""

_BLOCK = 16
"""Output pixels per matrix product: the filter is a narrow band, small blocks skip its zeros."""


class _Pass(NamedTuple):
    """Hold what keeps one of the two passes of a resize exact."""

    dtype: np.dtype[Any]
    total: int
    """What the weights of an output pixel sum to. It has so many divisors that the weights of
    common ratios are exact."""
    mean_unit: int
    """Averages of cells are rounded to whole multiples of 1 / mean_unit of a value."""


_FIRST = _Pass(np.dtype(np.float32), 55_440, 16)
"""From grey levels to sums up to 255 * 55,440 < 2 ** 24."""
_SECOND = _Pass(np.dtype(np.float64), 1_441_440, 1)
"""From those sums to sums below 2 ** 53."""


class _Block(NamedTuple):
    """Hold the output pixels from `first` on and the input pixels `start` to `stop` they see."""

    first: int
    start: int
    stop: int
    weights: Values
    """(input pixels, output pixels)."""


def fit_image(rgb: RgbImage, card: ModelCard) -> RgbImage:
    """Return `rgb` (H, W, 3) uint8 of any size as (input_height, input_width, 3) uint8."""
    width, height = card.input_width, card.input_height
    if card.fit is Fit.CROP:
        return resize(_centre(rgb, width, height), width, height)
    if card.fit is Fit.STRETCH:
        return resize(rgb, width, height)
    scale = min(width / rgb.shape[1], height / rgb.shape[0])
    inner_width = min(width, max(1, round(rgb.shape[1] * scale)))
    inner_height = min(height, max(1, round(rgb.shape[0] * scale)))
    top, left = (height - inner_height) // 2, (width - inner_width) // 2
    padded = np.full((height, width, 3), PAD_GREY, np.uint8)
    padded[top : top + inner_height, left : left + inner_width] = resize(
        rgb, inner_width, inner_height
    )
    return padded


def resize(rgb: RgbImage, width: int, height: int) -> RgbImage:
    """Resize `rgb` (H, W, 3) uint8 to (height, width, 3) uint8, antialiased, whatever its shape.

    Raises:
        ValueError: `rgb` is not uint8, not (H, W, 3), or empty.
    """
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3 or not rgb.size:
        raise ValueError(f"an image is (H, W, 3) uint8, not {rgb.shape} {rgb.dtype}")
    rows, columns = rgb.shape[:2]
    if (rows, columns) == (height, width):
        return np.ascontiguousarray(rgb)
    resized = np.empty((height, width * 3), np.uint8)
    flat = rgb.reshape(rows, -1)
    # The pass that makes less goes first: no image is larger in between than it was.
    if rows > height:
        sums = np.empty((height, columns * 3), np.float32)
        _down(flat, sums, _FIRST)
        _across(sums, resized, _SECOND)
    else:
        sums = np.empty((rows, width * 3), np.float32)
        _across(flat, sums, _FIRST)
        _down(sums, resized, _SECOND)
    return resized.reshape(height, width, 3)


def _centre(rgb: RgbImage, width: int, height: int) -> RgbImage:
    rows, columns = rgb.shape[:2]
    kept_columns = min(columns, max(1, round(rows * width / height)))
    kept_rows = min(rows, max(1, round(columns * height / width)))
    top, left = (rows - kept_rows) // 2, (columns - kept_columns) // 2
    return rgb[top : top + kept_rows, left : left + kept_columns]


def _down(values: Values, out: Values, step: _Pass) -> None:
    """Filter rows (H, columns * 3) of whole numbers into `out` (height, columns * 3)."""
    rows, height, total = len(values), len(out), step.total
    cell = max(1, rows // (_CELL_GAP * height))
    if cell > 1:
        sums = np.zeros((-(-rows // cell), values.shape[1]), step.dtype)
        for first in range(cell):
            taken = values[first::cell]
            sums[: len(taken)] += taken
        counts = np.full((len(sums), 1), cell)
        counts[-1] = rows - cell * (len(sums) - 1)
        values, total = _means(sums, counts, step)
    for block in _blocks(len(values), rows / cell, height, total, step.dtype):
        seen = values[block.start : block.stop].astype(step.dtype, copy=False)
        made = _result(block.weights.T @ seen, step)
        out[block.first : block.first + block.weights.shape[1]] = made


def _across(values: Values, out: Values, step: _Pass) -> None:
    """Filter rows (H, columns * 3) of whole numbers into `out` (H, width * 3)."""
    columns, width, total = values.shape[1] // 3, out.shape[1] // 3, step.total
    cell = max(1, columns // (_CELL_GAP * width))
    if cell > 1:
        starts = np.arange(0, columns, cell)
        pixels = values.reshape(-1, columns, 3).astype(step.dtype, copy=False)
        counts = np.diff(np.append(starts, columns))[:, None]
        means, total = _means(np.add.reduceat(pixels, starts, axis=1), counts, step)
        values = means.reshape(len(values), -1)
    for block in _channel_blocks(values.shape[1] // 3, columns / cell, width, total, step.dtype):
        seen = values[:, block.start : block.stop].astype(step.dtype, copy=False)
        made = _result(seen @ block.weights, step)
        out[:, block.first : block.first + block.weights.shape[1]] = made


def _means(sums: Values, counts: NDArray[np.intp], step: _Pass) -> tuple[Values, int]:
    """Return means as whole numbers again, and what the weights that follow may sum to."""
    sums *= step.mean_unit
    sums /= counts.astype(step.dtype)
    return np.rint(sums, out=sums), step.total // step.mean_unit


def _result(sums: Values, step: _Pass) -> Values:
    """Return what a pass hands on: the first its exact sums, the second grey levels."""
    if step is _SECOND:
        # The weights of a pixel sum to one exactly, so this stays within 0.5 and 255.5.
        sums *= 1 / (_FIRST.total * _SECOND.total)
        sums += 0.5
    return sums


def triangle_weights(
    cells: int, length: float, size: int, total: int
) -> tuple[NDArray[np.intp], Values]:
    """Return the filter of one axis: where each output pixel starts to look, with which weights.

    Args:
        cells: input pixels.
        length: what they cover, in input pixels; more than cells - 1, as the last may be cut.
        size: output pixels.
        total: what the weights of an output pixel sum to.

    Returns:
        First input pixels (size,), weights (size, taps), whole numbers.
    """
    scale = length / size
    support = max(scale, 1.0)
    centres = (np.arange(size) + 0.5) * scale
    first = np.maximum(np.floor(centres - support + 0.5), 0).astype(np.intp)
    first = np.minimum(first, cells - 1)
    taps = min(cells, int(np.ceil(2 * support)) + 1)
    inputs = first[:, None] + np.arange(taps)
    weights = np.maximum(1 - np.abs(inputs + 0.5 - centres[:, None]) / support, 0)
    weights[inputs >= cells] = 0
    weights = np.rint(weights * (total / weights.sum(axis=1, keepdims=True)))
    # What rounding lost or added goes to the heaviest pixel, where it matters least.
    weights[np.arange(size), weights.argmax(axis=1)] += total - weights.sum(axis=1)
    return first, weights


@lru_cache(maxsize=16)
def _blocks(
    cells: int, length: float, size: int, total: int, dtype: np.dtype[Any]
) -> tuple[_Block, ...]:
    """Return the filter of one axis as blocks of a band matrix."""
    starts, weights = triangle_weights(cells, length, size, total)
    blocks = []
    for first in range(0, size, _BLOCK):
        rows = range(first, min(first + _BLOCK, size))
        start = int(starts[rows[0]])
        stop = min(cells, int(starts[rows[-1]]) + weights.shape[1])
        matrix = np.zeros((stop - start, len(rows)), dtype)
        for row in rows:
            kept = weights[row, : cells - starts[row]]
            offset = starts[row] - start
            matrix[offset : offset + len(kept), row - first] = kept
        blocks.append(_Block(first, start, stop, matrix))
    return tuple(blocks)


@lru_cache(maxsize=16)
def _channel_blocks(
    cells: int, length: float, size: int, total: int, dtype: np.dtype[Any]
) -> tuple[_Block, ...]:
    """Return the same for interleaved channels: their zeros cost less than a transposition."""
    return tuple(
        _Block(
            3 * block.first,
            3 * block.start,
            3 * block.stop,
            np.kron(block.weights, np.eye(3, dtype=dtype)),
        )
        for block in _blocks(cells, length, size, total, dtype)
    )

"""Fit an image to the encoder's input: the only preparation there is, in training and inference.

The resize is separable and antialiased (a triangle filter that widens with the reduction), computed
as a few small matrix products. Far larger images are first averaged in whole cells of pixels.

The same pixels give the same bytes everywhere. A product of float32 matrices is summed in an order
that depends on the processor and the number of threads, and its rounding with it; so all values are
whole numbers small enough for their sums to be exact in float32, in whatever order they are added.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from photosearch.core.model_card import Fit, ModelCard
from photosearch.core.query import RgbImage

Floats = NDArray[np.float32]

PAD_GREY = 128
"""What surrounds a padded image: the middle, zero after the network's normalisation."""

_CELL_GAP = 2
"""Cells are averaged beforehand only while this many times the wanted size remains, so that the
triangle filter hides their edges."""

_MIDDLE = 128
"""Subtracted from all pixels: whole numbers of either sign use the precision of a float32 fully."""
_UNIT = 32
"""Between the passes values are whole multiples of 1 / _UNIT grey levels."""
_ONE = 2**17
"""One grey level in a sum of products. Sums stay below _MIDDLE * _ONE = 2 ** 24, up to which
float32 holds every whole number."""

_BLOCK = 16
"""Output pixels per matrix product: the filter is a narrow band, small blocks skip its zeros."""


class _Block(NamedTuple):
    """The output pixels from `first` on and the input pixels `start` to `stop` that they see."""

    first: int
    start: int
    stop: int
    weights: Floats
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
    levels = rgb.reshape(rows, -1).astype(np.float32)
    levels -= _MIDDLE
    # The pass that makes less goes first: no image is larger in between than it was.
    if rows > height:
        sums = _across(_to_units(_down(levels, 1, height)), _UNIT, width)
    else:
        sums = _down(_to_units(_across(levels, 1, width)), _UNIT, height)
    # The weights of a pixel sum to one exactly, so this stays within 0.5 and 255.5.
    sums *= 1 / _ONE
    sums += _MIDDLE + 0.5
    return sums.astype(np.uint8).reshape(height, width, 3)


def _centre(rgb: RgbImage, width: int, height: int) -> RgbImage:
    rows, columns = rgb.shape[:2]
    kept_columns = min(columns, max(1, round(rows * width / height)))
    kept_rows = min(rows, max(1, round(columns * height / width)))
    top, left = (rows - kept_rows) // 2, (columns - kept_columns) // 2
    return rgb[top : top + kept_rows, left : left + kept_columns]


def _to_units(sums: Floats) -> Floats:
    """Round sums of products, in place, to whole multiples of 1 / _UNIT grey levels."""
    sums *= _UNIT / _ONE
    return np.rint(sums, out=sums)


def _down(values: Floats, unit: int, height: int) -> Floats:
    """Filter rows (H, columns * 3), whole multiples of 1 / unit, to sums (height, columns * 3)."""
    rows = values.shape[0]
    cell = max(1, rows // (_CELL_GAP * height))
    if cell > 1:
        values, unit = _average_rows(values, unit, cell), _UNIT
    sums = np.empty((height, values.shape[1]), np.float32)
    for block in _blocks(len(values), rows / cell, height, _ONE // unit):
        out = sums[block.first : block.first + block.weights.shape[1]]
        np.matmul(block.weights.T, values[block.start : block.stop], out=out)
    return sums


def _average_rows(values: Floats, unit: int, cell: int) -> Floats:
    """Average `cell` rows each, the last of what is left, to whole multiples of 1 / _UNIT."""
    rows = values.shape[0]
    means = np.zeros((-(-rows // cell), values.shape[1]), np.float32)
    for first in range(cell):
        taken = values[first::cell]
        means[: len(taken)] += taken
    counts = np.full((len(means), 1), cell, np.float32)
    counts[-1] = rows - cell * (len(means) - 1)
    means *= _UNIT / unit
    means /= counts
    return np.rint(means, out=means)


def _across(values: Floats, unit: int, width: int) -> Floats:
    """Filter rows (H, columns * 3), whole multiples of 1 / unit, to sums (H, width * 3)."""
    rows, columns = values.shape[0], values.shape[1] // 3
    cell = max(1, columns // (_CELL_GAP * width))
    if cell > 1:
        starts = np.arange(0, columns, cell)
        means = np.add.reduceat(values.reshape(rows, columns, 3), starts, axis=1)
        means *= _UNIT / unit
        means /= np.diff(np.append(starts, columns)).astype(np.float32)[:, None]
        values, unit = np.rint(means, out=means).reshape(rows, -1), _UNIT
    sums = np.empty((rows, width * 3), np.float32)
    for block in _channel_blocks(values.shape[1] // 3, columns / cell, width, _ONE // unit):
        out = sums[:, block.first : block.first + block.weights.shape[1]]
        np.matmul(values[:, block.start : block.stop], block.weights, out=out)
    return sums


def triangle_weights(
    cells: int, length: float, size: int, total: int
) -> tuple[NDArray[np.intp], Floats]:
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
    return first, weights.astype(np.float32)


@lru_cache(maxsize=16)
def _blocks(cells: int, length: float, size: int, total: int) -> tuple[_Block, ...]:
    """Return the filter of one axis as blocks of a band matrix."""
    starts, weights = triangle_weights(cells, length, size, total)
    blocks = []
    for first in range(0, size, _BLOCK):
        rows = range(first, min(first + _BLOCK, size))
        start = int(starts[rows[0]])
        stop = min(cells, int(starts[rows[-1]]) + weights.shape[1])
        matrix = np.zeros((stop - start, len(rows)), np.float32)
        for row in rows:
            kept = weights[row, : cells - starts[row]]
            offset = starts[row] - start
            matrix[offset : offset + len(kept), row - first] = kept
        blocks.append(_Block(first, start, stop, matrix))
    return tuple(blocks)


@lru_cache(maxsize=16)
def _channel_blocks(cells: int, length: float, size: int, total: int) -> tuple[_Block, ...]:
    """Return the same for interleaved channels: their zeros cost less than a transposition."""
    return tuple(
        _Block(
            3 * block.first,
            3 * block.start,
            3 * block.stop,
            np.kron(block.weights, np.eye(3, dtype=np.float32)),
        )
        for block in _blocks(cells, length, size, total)
    )

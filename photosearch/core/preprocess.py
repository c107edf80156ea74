"""One image to the encoder's input: the only preparation there is, in training and inference alike.

The resize is separable and antialiased (a triangle filter that widens with the reduction), computed
as a few small matrix products. Far larger images are first averaged in whole cells of pixels.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

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
    """`rgb` (H, W, 3) uint8 of any size as (input_height, input_width, 3) uint8."""
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
    """`rgb` (H, W, 3) uint8 resized to (height, width, 3) uint8, antialiased, aspect ratio ignored.

    Raises:
        ValueError: `rgb` is not uint8, not (H, W, 3), or empty.
    """
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3 or not rgb.size:
        raise ValueError(f"an image is (H, W, 3) uint8, not {rgb.shape} {rgb.dtype}")
    rows, columns = rgb.shape[:2]
    if (rows, columns) == (height, width):
        return np.ascontiguousarray(rgb)
    # The pass that makes less goes first: no image is larger in between than it was.
    if rows > height:
        resized = _across(_down(_flat(rgb), height), columns, width)
    else:
        resized = _down(_across(_flat(rgb), columns, width), height)
    # The weights of a pixel sum to one up to rounding, so this stays within 0.5 and 255.5.
    resized += 0.5
    return resized.astype(np.uint8).reshape(height, width, 3)


def _centre(rgb: RgbImage, width: int, height: int) -> RgbImage:
    rows, columns = rgb.shape[:2]
    kept_columns = min(columns, max(1, round(rows * width / height)))
    kept_rows = min(rows, max(1, round(columns * height / width)))
    top, left = (rows - kept_rows) // 2, (columns - kept_columns) // 2
    return rgb[top : top + kept_rows, left : left + kept_columns]


def _flat(rgb: RgbImage) -> RgbImage:
    return rgb.reshape(rgb.shape[0], -1)


def _down(flat: NDArray[Any], height: int) -> Floats:
    """Rows (H, columns * 3) of any number type to (height, columns * 3)."""
    rows = flat.shape[0]
    cell = max(1, rows // (_CELL_GAP * height))
    cells = _average_rows(flat, cell) if cell > 1 else flat
    resized = np.empty((height, flat.shape[1]), np.float32)
    for block in _blocks(len(cells), rows / cell, height):
        out = resized[block.first : block.first + block.weights.shape[1]]
        seen = cells[block.start : block.stop].astype(np.float32, copy=False)
        np.matmul(block.weights.T, seen, out=out)
    return resized


def _average_rows(flat: NDArray[Any], cell: int) -> Floats:
    """Means of `cell` rows each, the last of what is left, as float32."""
    rows = flat.shape[0]
    means = np.zeros((-(-rows // cell), flat.shape[1]), np.float32)
    for first in range(cell):
        taken = flat[first::cell]
        means[: len(taken)] += taken
    counts = np.full((len(means), 1), cell, np.float32)
    counts[-1] = rows - cell * (len(means) - 1)
    means /= counts
    return means


def _across(flat: NDArray[Any], columns: int, width: int) -> Floats:
    """Rows (H, columns * 3) of any number type to (H, width * 3)."""
    rows = flat.shape[0]
    cell = max(1, columns // (_CELL_GAP * width))
    cells = flat.astype(np.float32, copy=False)
    if cell > 1:
        starts = np.arange(0, columns, cell)
        sums = np.add.reduceat(cells.reshape(rows, columns, 3), starts, axis=1)
        sums /= np.diff(np.append(starts, columns)).astype(np.float32)[:, None]
        cells = sums.reshape(rows, -1)
    resized = np.empty((rows, width * 3), np.float32)
    for block in _channel_blocks(cells.shape[1] // 3, columns / cell, width):
        out = resized[:, block.first : block.first + block.weights.shape[1]]
        np.matmul(cells[:, block.start : block.stop], block.weights, out=out)
    return resized


def triangle_weights(cells: int, length: float, size: int) -> tuple[NDArray[np.intp], Floats]:
    """The filter of one axis: where each output pixel starts to look, and with which weights.

    Args:
        cells: input pixels.
        length: what they cover, in input pixels; more than cells - 1, as the last may be cut.
        size: output pixels.

    Returns:
        First input pixels (size,), weights (size, taps), rows summing to one.
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
    weights /= weights.sum(axis=1, keepdims=True)
    return first, weights.astype(np.float32)


@lru_cache(maxsize=16)
def _blocks(cells: int, length: float, size: int) -> tuple[_Block, ...]:
    """The filter of one axis as blocks of a band matrix."""
    starts, weights = triangle_weights(cells, length, size)
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
def _channel_blocks(cells: int, length: float, size: int) -> tuple[_Block, ...]:
    """The same for interleaved channels: three times the zeros cost less than a transposition."""
    return tuple(
        _Block(
            3 * block.first,
            3 * block.start,
            3 * block.stop,
            np.kron(block.weights, np.eye(3, dtype=np.float32)),
        )
        for block in _blocks(cells, length, size)
    )

"""Pool fixed windows over a feature map: what each part of a picture shows.

After R-MAC: Tolias, Sicre and Jégou, "Particular Object Retrieval with Integral Max-Pooling of CNN
Activations", ICLR 2016; here one scale of 3 x 3 windows, with means instead of maxima.
"""

from __future__ import annotations

from bisect import bisect_left

import torch
from torch import Tensor
from torch.nn import functional

from photosearch.core.errors import UserError
from photosearch.core.query import CropBox
from photosearch.training.backbones.architectures import Architecture

WINDOWS = 3
"""Along each side."""
_SEARCHED_SIDES = 1024


def region_means(maps: Tensor) -> Tensor:
    """Return means of the windows of `maps` (N, C, H, W): (N, R, C), rows from the top left.

    Raises:
        ValueError: a side has fewer than three cells.
    """
    # Plain numbers, also while a graph is being recorded: windows are constants of it.
    (high, step_down), (wide, step_right) = (_window(int(side)) for side in maps.shape[2:])
    means = functional.avg_pool2d(maps, (high, wide), (step_down, step_right))
    return means.flatten(2).transpose(1, 2)


def region_boxes(made: Architecture, side: int) -> list[CropBox]:
    """Return the windows of `region_means` for an input of `side` pixels, in its fractions.

    Raises:
        UserError: the side is too small for three windows beside each other.
    """
    deep_cells = _DeepCells(made)
    cells = deep_cells(side)
    if cells < WINDOWS:
        # Cells never get fewer as the side grows.
        sides = range(side, _SEARCHED_SIDES)
        least = sides[bisect_left(sides, WINDOWS, key=deep_cells)]
        raise UserError.in_words(
            f"A side of {side} pixels is too small for regions with {made.name}.",
            f"Use a side of at least {least}.",
        )
    kernel, step = _window(cells)
    starts = [step * number / cells for number in range(WINDOWS)]
    return [CropBox(x, y, kernel / cells, kernel / cells) for y in starts for x in starts]


class _DeepCells:
    """Convert an input's side to cells along a side of the deep feature map; 0 for too small."""

    def __init__(self, made: Architecture) -> None:
        self._made = made
        with torch.device("meta"):  # only shapes are computed
            self._network = made.create().eval()

    def __call__(self, side: int) -> int:
        if side < self._made.least_side:
            return 0
        maps = torch.empty(1, 3, side, side, device="meta")
        with torch.no_grad():
            for module in (name for stage in self._made.stages for name in stage):
                maps = self._network.get_submodule(module)(maps)
        return int(maps.shape[-1])


def _window(cells: int) -> tuple[int, int]:
    """Return width and step, in cells, of three windows over `cells`, each half of it or little
    more."""
    if cells < WINDOWS:
        raise ValueError(f"three windows need three cells, not {cells}")
    kernel = cells // 2
    if (cells - kernel) % (WINDOWS - 1):
        kernel += 1
    return kernel, (cells - kernel) // (WINDOWS - 1)

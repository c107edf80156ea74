"""The heads: from feature maps to descriptors, from descriptors to signed values.

A descriptor says what a code is made of and has nothing to learn; the linear layer behind it is
fitted (`hashing/itq.py`) or trained. So another way of training needs no other network.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from photosearch.core.codes import Kind
from photosearch.core.query import CropBox
from photosearch.training.backbone import Backbone, FeatureMaps

BITS: Mapping[Kind, int] = {Kind.COPY: 256, Kind.LOOK: 128, Kind.SUBJECT: 256, Kind.REGIONS: 128}

_WINDOWS = 3
"""Region windows along each side."""
_LAYOUT = 4
"""Colours are placed on a grid of this many cells a side."""
_TINY = 1e-6


def subject_descriptor(maps: FeatureMaps) -> Tensor:
    """What is shown: the mean of the last feature map, unit length. (N, 1280)."""
    return functional.normalize(maps.top.mean((2, 3)))


def copy_descriptor(maps: FeatureMaps) -> Tensor:
    """The very picture: the same, evened out by a square root so that weak features count too."""
    return functional.normalize((maps.top.mean((2, 3)) + _TINY).sqrt())


def look_descriptor(maps: FeatureMaps) -> Tensor:
    """Colour, its layout, fine and coarse texture: each part is weighed by `look_weights`."""
    parts = [
        _means_and_deviations(maps.pixels),
        _grid(maps.pixels, _LAYOUT),
        _means_and_deviations(maps.low),
        _means_and_deviations(maps.middle),
    ]
    return torch.cat(parts, dim=1)


def look_weights() -> NDArray[np.float64]:
    """How much each number of the look descriptor counts, once all vary alike. (310,)."""
    colour, layout, fine, coarse = 2 * 3, 3 * _LAYOUT**2, 2 * 32, 2 * 96
    parts = ((1.0, colour), (0.5, layout), (1.0, fine), (1.5, coarse))
    return np.concatenate([np.full(size, weight / size**0.5) for weight, size in parts])


def region_descriptors(maps: FeatureMaps) -> Tensor:
    """What is shown in each window: (N, R, 1280), rows from the top left, each of unit length."""
    kernel, stride = _windows(maps.top.shape[-1])
    means = functional.avg_pool2d(maps.top, kernel, stride)
    return functional.normalize(means.flatten(2).transpose(1, 2), dim=2)


def region_boxes(side: int) -> list[CropBox]:
    """The windows of `region_descriptors` for an input of `side` pixels, in its fractions."""
    cells = -(-side // 32)
    kernel, stride = _windows(cells)
    starts = [stride * number / cells for number in range(_WINDOWS)]
    return [CropBox(x, y, kernel / cells, kernel / cells) for y in starts for x in starts]


DESCRIPTORS = {
    Kind.COPY: copy_descriptor,
    Kind.LOOK: look_descriptor,
    Kind.SUBJECT: subject_descriptor,
    Kind.REGIONS: region_descriptors,
}


class Descriptors(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Images to what the heads see, in the order of `DESCRIPTORS`."""

    def __init__(self, backbone: Backbone) -> None:
        super().__init__()
        self.backbone = backbone

    def forward(self, images: Tensor) -> tuple[Tensor, ...]:
        """Descriptors of `images` (N, H, W, 3), uint8."""
        maps = self.backbone(images)
        return tuple(describe(maps) for describe in DESCRIPTORS.values())


class HashEncoder(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """The whole encoder: images in, the outputs of the model folder's contract out.

    Args:
        backbone: MobileNetV2.
        sizes: numbers in each descriptor, see `descriptor_sizes`.
        bits: bits of each code; None means `BITS`.
    """

    def __init__(
        self, backbone: Backbone, sizes: Mapping[Kind, int], bits: Mapping[Kind, int] | None = None
    ) -> None:
        super().__init__()
        self.backbone = backbone
        self.heads = nn.ModuleDict(
            {kind.value: nn.Linear(sizes[kind], number) for kind, number in (bits or BITS).items()}
        )

    def forward(self, images: Tensor) -> tuple[Tensor, ...]:
        """The outputs in the order of `output_names`."""
        maps = self.backbone(images)
        outputs = [
            self.heads[kind.value](DESCRIPTORS[kind](maps))
            for kind in Kind
            if kind.value in self.heads
        ]
        outputs.append(self.backbone.classifier(maps.top.mean((2, 3))))
        return tuple(outputs)

    @property
    def output_names(self) -> list[str]:
        """Names of the model folder's contract."""
        return [*(kind.value for kind in Kind if kind.value in self.heads), "tags"]


def descriptor_sizes(backbone: Backbone, side: int) -> dict[Kind, int]:
    """Numbers in each descriptor for an input of `side` pixels."""
    with torch.no_grad():
        maps = backbone(torch.zeros(1, side, side, 3, dtype=torch.uint8))
        return {kind: describe(maps).shape[-1] for kind, describe in DESCRIPTORS.items()}


def _windows(cells: int) -> tuple[int, int]:
    """Width and step, in cells, of three windows over `cells`, each half of it or little more."""
    kernel = cells // 2
    if (cells - kernel) % (_WINDOWS - 1):
        kernel += 1
    return kernel, (cells - kernel) // (_WINDOWS - 1)


def _means_and_deviations(channels: Tensor) -> Tensor:
    means = channels.mean((2, 3))
    variances = (channels * channels).mean((2, 3)) - means * means
    return torch.cat([means, (variances.clamp_min(0) + _TINY).sqrt()], dim=1)


def _grid(channels: Tensor, count: int) -> Tensor:
    """Means over `count` x `count` equal windows, neighbours overlapping by the odd pixel."""
    side = channels.shape[-1]
    kernel = -(-side // count)
    means = functional.avg_pool2d(channels, kernel, (side - kernel) // (count - 1))
    return means.flatten(1)

"""The convolutional network under all heads: MobileNetV2, cut open where the heads look in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import safetensors
import safetensors.torch
from torch import Tensor, nn

from photosearch.core.errors import UserError
from photosearch.training.torchvision_import import import_torchvision

_LOW_END = 7
"""Blocks of torchvision's `features` up to the last ones at stride 8: edges, colour, texture."""
_MIDDLE_END = 14
"""Blocks up to the last ones at stride 16: parts and coarse texture."""


class FeatureMaps(NamedTuple):
    """What the heads are made of. Sides are those of the input over the stride, rounded up."""

    pixels: Tensor
    """(N, 3, H, W), -1 to 1."""
    low: Tensor
    """(N, 32, H / 8, W / 8)."""
    middle: Tensor
    """(N, 96, H / 16, W / 16)."""
    top: Tensor
    """(N, 1280, H / 32, W / 32): what is shown."""


class Backbone(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """MobileNetV2 with the normalisation in front and its classifier beside."""

    def __init__(self) -> None:
        super().__init__()
        network: Any = import_torchvision().mobilenet_v2()
        self.features = network.features
        self.classifier = network.classifier

    def forward(self, images: Tensor) -> FeatureMaps:
        """Feature maps of `images` (N, H, W, 3), uint8."""
        pixels = images.permute(0, 3, 1, 2).float() / 127.5 - 1
        low = self.features[:_LOW_END](pixels)
        middle = self.features[_LOW_END:_MIDDLE_END](low)
        top = self.features[_MIDDLE_END:](middle)
        return FeatureMaps(pixels, low, middle, top)


def load_backbone(weights: Path) -> Backbone:
    """A backbone with the tensors of a safetensors file in torchvision's names, ready to run.

    Raises:
        UserError: the file is missing or holds other tensors.
    """
    backbone = Backbone()
    try:
        tensors = safetensors.torch.load_file(weights)
        backbone.load_state_dict(tensors)
    except (OSError, safetensors.SafetensorError, RuntimeError) as error:
        raise UserError(
            f"The weights in {weights} cannot be used: {str(error).splitlines()[0]}",
            "Give a safetensors file of torchvision's mobilenet_v2 with --weights.",
        ) from error
    backbone.eval()
    return backbone

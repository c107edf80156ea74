"""Tell in numbers how a picture looks: colours, where they are, fine and coarse texture."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.training.backbones.backbone import StageMaps

_LAYOUT = 4
"""Colours are placed on a grid of this many cells a side."""
_TINY = 1e-6
_COLOUR_STEPS = 5
"""Of red, green and blue each: 125 colours in a histogram that was not fitted to photos."""
COLOURS = _COLOUR_STEPS**3
_COLOUR_CELLS = 32
"""Along a side, at most: colours are counted on a picture so small."""
_COLOUR_SOFTNESS = 0.004
"""Squared distance over which a pixel is shared between neighbouring colours."""
_OPPONENT = ((1 / 3, 1 / 3, 1 / 3), (1.5, -1.5, 0.0), (0.75, 0.75, -1.5))
"""From red, green and blue, 0 to 1, to lightness, red against green, yellow against blue."""


class EvenedOut(nn.BatchNorm1d):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent features (N, size) with a mean of zero and a variance of one: a batch norm, nothing
    learned.

    Written out in eval mode, because the ONNX exporter refuses a batch norm of features whose
    number it lost count of, as it does behind ShuffleNet's channel shuffle.

    Args:
        size: of the features.
    """

    def __init__(self, size: int) -> None:
        super().__init__(size, affine=False)

    def forward(self, features: Tensor) -> Tensor:
        """Return (N, size) float to the same shape; in train mode N is 2 or more."""
        if self.training:
            return super().forward(features)
        return (features - self.running_mean) * (self.running_var + self.eps).rsqrt()


def look_features(pixels: Tensor, maps: StageMaps) -> Tensor:
    """Return statistics of `pixels` (N, 3, H, W) and of its early and middle maps: (N, look_size).

    Means and deviations of each channel tell colour and texture, as in Huang and Belongie,
    "Arbitrary Style Transfer in Real-time with Adaptive Instance Normalization", ICCV 2017.
    """
    parts = [
        _means_and_deviations(pixels),
        _grid(pixels),
        _means_and_deviations(maps.early),
        _means_and_deviations(maps.middle),
    ]
    return torch.cat(parts, dim=1)


class ColourHistogram(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Measure how much of a picture has each of 125 colours.

    At first they lie evenly over red, green and blue; `set_colours` takes those that photos have.
    Distances are taken in opponent colours, and a pixel counts for all colours near it. Square
    roots are compared by cosine (Hellinger), so that a small patch of a rare colour counts.
    """

    def __init__(self) -> None:
        super().__init__()
        steps = torch.linspace(0, 1, _COLOUR_STEPS)
        colours = torch.cartesian_prod(steps, steps, steps)
        opponent = torch.tensor(_OPPONENT)
        self.register_buffer("opponent", opponent)
        self.register_buffer("colours", colours @ opponent.T)

    def forward(self, rgb: Tensor) -> Tensor:
        """Return `rgb` (N, 3, H, W), 0 to 255, to square roots of shares (N, 125), unit length."""
        step = max(1, -(-int(rgb.shape[2]) // _COLOUR_CELLS))
        small = functional.avg_pool2d(rgb, step, ceil_mode=False)
        pixels = self.pixels(small / 255)
        # Of the squared distance, the pixel's own length is the same for all colours.
        near = 2 * pixels @ self.colours.T - self.colours.square().sum(1)
        return (near / _COLOUR_SOFTNESS).softmax(2).mean(1).sqrt()

    def pixels(self, rgb: Tensor) -> Tensor:
        """Return `rgb` (N, 3, H, W), 0 to 1, in opponent colours: (N, H * W, 3)."""
        return rgb.flatten(2).transpose(1, 2) @ self.opponent.T

    def set_colours(self, colours: Tensor) -> None:
        """Count `colours` (125, 3), opponent, from now on."""
        self.colours.copy_(colours)


def look_size(channels: tuple[int, int, int]) -> int:
    """Return numbers in `look_features` for a backbone of so many channels."""
    early, middle, _ = channels
    return 2 * 3 + 3 * _LAYOUT**2 + 2 * early + 2 * middle


def _means_and_deviations(channels: Tensor) -> Tensor:
    # In 16 bits a small deviation from a large mean would be lost.
    channels = channels.float()
    means = channels.mean((2, 3), keepdim=True)
    variances = (channels - means).square().mean((2, 3))
    # The tiny amount keeps the gradient finite where a channel is flat.
    return torch.cat([means.flatten(1), (variances + _TINY).sqrt()], dim=1)


def _grid(pixels: Tensor) -> Tensor:
    """Return means over 4 x 4 equal windows, neighbours overlapping by the odd pixel."""
    sides = [int(side) for side in pixels.shape[2:]]
    kernels = [-(-side // _LAYOUT) for side in sides]
    steps = [(side - kernel) // (_LAYOUT - 1) for side, kernel in zip(sides, kernels, strict=True)]
    return functional.avg_pool2d(pixels, kernels, steps)[:, :, :_LAYOUT, :_LAYOUT].flatten(1)

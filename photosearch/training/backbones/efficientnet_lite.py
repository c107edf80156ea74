"""Define EfficientNet-Lite: EfficientNet without squeeze-and-excitation, its activations cut off at
6.

Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019;
the Lite variants are those of the TPU repository of TensorFlow (Liu, "Higher accuracy on vision
models with EfficientNet-Lite", 2020). Both changes make the network lose little in 8 bits.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from torch import Tensor, nn

STEM_CHANNELS = 32
DEEP_CHANNELS = 1280
_EPSILON = 1e-3
"""Of the batch norms, as in TensorFlow."""
_CHANNEL_STEP = 8


class _Stage(NamedTuple):
    """Represent equal inverted bottlenecks, the first of which has the stride."""

    repeats: int
    kernel: int
    stride: int
    expansion: int
    channels: int


_STAGES = (
    _Stage(1, 3, 1, 1, 16),
    _Stage(2, 3, 2, 6, 24),
    _Stage(2, 5, 2, 6, 40),
    _Stage(3, 3, 2, 6, 80),
    _Stage(3, 5, 1, 6, 112),
    _Stage(4, 5, 2, 6, 192),
    _Stage(1, 3, 1, 6, 320),
)
"""Of Lite 0; wider and deeper variants scale them."""


class InvertedBottleneck(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Widen by 1 x 1, filter each channel by itself, narrow by 1 x 1; and add what came in.

    Args:
        before: channels that come in.
        after: channels that go out.
        kernel: side of the depthwise filter.
        stride: of the depthwise filter.
        expansion: how much wider it is inside; 1 leaves the first step out.
    """

    def __init__(self, before: int, after: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        inside = before * expansion
        self.expand = (
            nn.Identity() if expansion == 1 else convolution(before, inside, 1, activation=True)
        )
        self.depthwise = convolution(
            inside, inside, kernel, stride=stride, groups=inside, activation=True
        )
        self.project = convolution(inside, after, 1)
        self.adds = stride == 1 and before == after

    def forward(self, maps: Tensor) -> Tensor:
        """Return (N, before, H, W) to (N, after, H / stride, W / stride), rounded up."""
        made = self.project(self.depthwise(self.expand(maps)))
        return maps + made if self.adds else made


class EfficientNetLite(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent the stem, the blocks and the last 1 x 1 convolution as `features`, and a linear
    classifier.

    Args:
        width: factor of the channels.
        depth: factor of the blocks per stage.
        num_classes: of the classifier.
    """

    def __init__(self, width: float = 1.0, depth: float = 1.0, num_classes: int = 1000) -> None:
        super().__init__()
        layers: list[nn.Module] = [
            convolution(3, STEM_CHANNELS, 3, stride=2, activation=True),
        ]
        before = STEM_CHANNELS
        for number, stage in enumerate(_STAGES):
            after = _scaled_channels(stage.channels, width)
            # The first and the last stage are as deep in every variant.
            fixed = number in (0, len(_STAGES) - 1)
            repeats = stage.repeats if fixed else math.ceil(stage.repeats * depth)
            for repeat in range(repeats):
                stride = stage.stride if repeat == 0 else 1
                layers.append(
                    InvertedBottleneck(before, after, stage.kernel, stride, stage.expansion)
                )
                before = after
        layers.append(convolution(before, DEEP_CHANNELS, 1, activation=True))
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(DEEP_CHANNELS, num_classes))

    def forward(self, pixels: Tensor) -> Tensor:
        """Return normalised `pixels` (N, 3, H, W), sides of 32 or more, to class logits (N,
        classes)."""
        return self.classifier(self.features(pixels).mean((2, 3)))


def convolution(
    before: int,
    after: int,
    kernel: int,
    *,
    stride: int = 1,
    groups: int = 1,
    activation: bool = False,
) -> nn.Sequential:
    """Return a convolution with padding on both sides, its batch norm, and ReLU6 if wanted."""
    layers: list[nn.Module] = [
        nn.Conv2d(before, after, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(after, eps=_EPSILON),
    ]
    return nn.Sequential(*layers, *([nn.ReLU6(inplace=True)] if activation else []))


def from_published_names(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return a state dict of this module from one with the names of PyPI's
    efficientnet-lite-pytorch; others are left as they are."""
    blocks = {int(found[1]) for name in tensors if (found := re.match(r"_blocks\.(\d+)\.", name))}
    if not blocks:
        return dict(tensors)
    first = min(blocks)  # the only one that does not widen: its norms count from the next step
    parts = {
        "_conv_stem": "features.0.0",
        "_bn0": "features.0.1",
        "_conv_head": f"features.{max(blocks) + 2}.0",
        "_bn1": f"features.{max(blocks) + 2}.1",
        "_fc": "classifier.1",
    }
    layers = {
        "_expand_conv": "expand.0",
        "_bn0": "expand.1",
        "_depthwise_conv": "depthwise.0",
        "_bn1": "depthwise.1",
        "_project_conv": "project.0",
        "_bn2": "project.1",
    }
    for block in range(first, max(blocks) + 1):
        for theirs, ours in layers.items():
            parts[f"_blocks.{block}.{theirs}"] = f"features.{block + 1}.{ours}"
    renamed = {}
    for name, tensor in tensors.items():
        module, _, last = name.rpartition(".")
        renamed[f"{parts.get(module, module)}.{last}"] = tensor
    return renamed


def _scaled_channels(channels: int, width: float) -> int:
    """Return a multiple of 8 near `channels * width`, at most a tenth below it."""
    if width == 1:
        return channels
    wanted = channels * width
    scaled = max(_CHANNEL_STEP, int(wanted + _CHANNEL_STEP / 2) // _CHANNEL_STEP * _CHANNEL_STEP)
    return scaled + _CHANNEL_STEP if scaled < 0.9 * wanted else scaled

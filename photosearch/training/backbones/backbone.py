"""Define a convolutional network by name, cut open into stages, with the normalisation of its
weights.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, NamedTuple

import torch
from torch import Tensor, nn

from photosearch.core.errors import UserError
from photosearch.training.backbones import weights as stored
from photosearch.training.backbones.architectures import (
    Architecture,
    InputFormat,
    Rgb,
    architecture,
    without_classifier,
)

PRETRAINED: Literal["pretrained"] = "pretrained"


class StageMaps(NamedTuple):
    """Hold the feature maps (N, C, H, W) of the stages, C as in `Backbone.channels`."""

    early: Tensor
    """Edges, colour, texture; mostly at an eighth of the input's side."""
    middle: Tensor
    """Parts and coarse texture; mostly at a sixteenth."""
    deep: Tensor
    """What is shown; mostly at a thirty-second."""


class Backbone(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent a network of `BACKBONES`; `build` makes it.

    Args:
        made: the architecture.
        network: of that architecture, with or without its classifier.
        input_format: what the weights want to see.
    """

    def __init__(self, made: Architecture, network: nn.Module, input_format: InputFormat) -> None:
        super().__init__()
        self.architecture = made
        self.network: Any = network
        self.side = input_format.side
        # Buffers, so that a checkpoint keeps what its weights were trained with.
        self.register_buffer("mean", torch.tensor(input_format.mean))
        self.register_buffer("std", torch.tensor(input_format.std))

    @property
    def name(self) -> str:
        """Return the name of the architecture."""
        return self.architecture.name

    @property
    def channels(self) -> tuple[int, int, int]:
        """Return the channels of the early, middle and deep feature maps."""
        return self.architecture.channels

    @property
    def least_side(self) -> int:
        """Return the smallest input side in pixels."""
        return self.architecture.least_side

    @property
    def has_classifier(self) -> bool:
        """Tell whether `classify` works."""
        return hasattr(self.network, self.architecture.classifier)

    def normalise(self, images: Tensor) -> Tensor:
        """Return `images` (N, H, W, 3) uint8 RGB to what `forward` takes: (N, 3, H, W) float."""
        scale = 1 / (255 * self.std)
        pixels = images.float() * scale - self.mean / self.std
        # In memory the channels stay last, which is how convolutions are quickest on processors.
        return pixels.permute(0, 3, 1, 2)

    def forward(self, pixels: Tensor) -> StageMaps:
        """Return feature maps of `pixels` (N, 3, H, W), float, normalised.

        Raises:
            UserError: a side is below `least_side`.
        """
        # While a graph is being recorded, sizes are no plain numbers.
        if not torch.jit.is_tracing() and min(pixels.shape[2:]) < self.least_side:
            raise UserError.in_words(
                f"Images of {pixels.shape[3]} x {pixels.shape[2]} pixels are too small for "
                f"{self.name}.",
                f"Use a side of at least {self.least_side}; {self.side} is usual.",
            )
        maps = []
        for stage in self.architecture.stages:
            for module in stage:
                pixels = self.network.get_submodule(module)(pixels)
            maps.append(pixels)
        return StageMaps(*maps)

    def classify(self, maps: StageMaps) -> Tensor:
        """Return class logits (N, 1000) by the network's own classifier; needs
        `classifier=True`."""
        return self.architecture.head(self.network, maps.deep)

    def save(self, file: Path) -> None:
        """Write the weights, in torchvision's names, as a safetensors file for `build`."""
        input_format = InputFormat(_rgb(self.mean), _rgb(self.std), self.side)
        stored.save_weights(self.network.state_dict(), self.architecture, input_format, file)


def build(
    name: str,
    *,
    weights: Path | Literal["pretrained"] | None = None,
    mean: Rgb | None = None,
    std: Rgb | None = None,
    classifier: bool = False,
) -> Backbone:
    """Return the backbone `name` of `BACKBONES`, in eval mode.

    Args:
        weights: a safetensors file in torchvision's names; "pretrained" for torchvision's best
            set; None for weights drawn at random (seed: `torch.manual_seed`).
        mean: of the normalisation, of RGB / 255; None for what the weights say, see `weights.py`.
        std: likewise.
        classifier: keep the classifier of 1,000 classes too, for `Backbone.classify`.

    Raises:
        UserError: unknown name; a file that is missing, damaged or of another architecture; no
            pretrained set, or no way to download it.
    """
    made = architecture(name)
    if weights is None:
        network: Any = made.create()
        input_format = made.input_format
    else:
        # Memory for weights is taken once, and none are drawn only to be overwritten.
        with torch.device("meta"):
            network = made.create()
        pretrained = weights == PRETRAINED
        origin = "torchvision's pretrained set" if pretrained else str(weights)
        tensors, input_format = (
            stored.read_pretrained(made) if pretrained else stored.read_file(Path(weights), made)
        )
    if not classifier:
        without_classifier(network, made)
    if weights is not None:
        wanted = network.state_dict()
        network.load_state_dict(stored.fit_to(tensors, wanted, made, origin), assign=True)
    input_format = input_format._replace(
        mean=mean or input_format.mean, std=std or input_format.std
    )
    backbone = Backbone(made, network, input_format)
    backbone.eval()
    return backbone


def _rgb(values: Tensor) -> Rgb:
    red, green, blue = values.tolist()
    return red, green, blue

"""MobileNetV2 whose later part stands twice: once to tell subjects, once to know copies again.

What makes a picture itself and what makes it one of its kind are at odds: a network that learns the
first unlearns the second. So both share the blocks up to `SPLIT`, which stay as ImageNet taught
them, and each has the rest for itself. That costs 1.45 times the multiplications of one MobileNetV2
and lets each branch be trained alone, from feature maps of the trunk that are made once.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.core.codes import CodeKind
from photosearch.core.query import CropBox
from photosearch.training.backbones.architectures import architecture
from photosearch.training.backbones.backbone import StageMaps, build
from photosearch.training.backbones.look import look_features, look_size
from photosearch.training.backbones.multi_output import BITS, TAGS
from photosearch.training.backbones.pooling import evened_out
from photosearch.training.backbones.regions import region_boxes, region_means

BACKBONE = "mobilenet_v2"
_EARLY_END, SPLIT, _MIDDLE_END = 7, 11, 14
"""Blocks of torchvision's `features`: the last at stride 8, the last of the trunk, the last at
stride 16."""
TRUNK_CHANNELS = 64
DEEP_CHANNELS = 1280


class Trunk(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """What both branches see: images (N, H, W, 3) uint8 to maps (N, 64, H / 16, W / 16)."""

    def __init__(self, blocks: nn.Sequential) -> None:
        super().__init__()
        self.blocks = blocks

    def forward(self, images: Tensor) -> Tensor:
        """Return feature maps; sides are rounded up."""
        return self.blocks(self.normalise(images))

    def normalise(self, images: Tensor) -> Tensor:
        """Return (N, 3, H, W), -1 to 1: what these weights want to see."""
        return images.permute(0, 3, 1, 2).float() / 127.5 - 1


class CopyBranch(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """From the trunk's maps to the `copy` values: evened-out means, one layer, balanced bits.

    The square root lets weak features count too: what makes a picture itself is seldom what is
    strongest in it. The normalisation behind the layer makes each bit as often one as zero.
    """

    def __init__(self, blocks: nn.Sequential, bits: int) -> None:
        super().__init__()
        self.blocks = blocks
        self.layer = nn.Linear(DEEP_CHANNELS, bits)
        self.balance = nn.BatchNorm1d(bits, affine=False)

    def forward(self, maps: Tensor) -> Tensor:
        """Return (N, 64, h, w) to values (N, bits)."""
        return self.values(self.blocks(maps))

    def values(self, deep: Tensor) -> Tensor:
        """Return the same, from the deep map (N, 1280, h, w)."""
        return self.balance(self.layer(evened_out(deep.float().mean((2, 3)))))

    def features(self, maps: Tensor) -> Tensor:
        """Return what the layer is applied to, (N, 1280)."""
        return evened_out(self.blocks(maps).float().mean((2, 3)))


class SubjectBranch(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """From the trunk's maps to the deep map, the `subject` values and the class logits."""

    def __init__(self, blocks: nn.Sequential, classifier: nn.Sequential, bits: int) -> None:
        super().__init__()
        self.blocks = blocks
        self.classifier = classifier
        self.layer = nn.Linear(DEEP_CHANNELS, bits)

    def forward(self, maps: Tensor) -> tuple[Tensor, Tensor]:
        """Return (N, 64, h, w) to values (N, bits) and logits (N, 1000)."""
        return self.outputs(self.blocks(maps))

    def outputs(self, deep: Tensor) -> tuple[Tensor, Tensor]:
        """Return the same, from the deep map (N, 1280, h, w)."""
        means = deep.float().mean((2, 3))
        return self.layer(functional.normalize(means)), self.classifier(means)

    def features(self, maps: Tensor) -> Tensor:
        """Return what is shown, unit length: (N, 1280)."""
        return functional.normalize(self.blocks(maps).float().mean((2, 3)))


class EncoderFeatures(NamedTuple):
    """What the layers that need no training by gradients are fitted to."""

    look: Tensor
    """(N, numbers of `look_size`)."""
    subject: Tensor
    """(N, 1280), unit length."""
    copy: Tensor
    """(N, 1280), all equally long: what the layer of the copies' branch is applied to."""
    regions: Tensor
    """(N, R, 1280), likewise of the windows of `region_boxes`."""


class DefaultEncoder(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """The whole encoder: images in, the outputs of the model folder's contract out."""

    def __init__(self, weights: Path | None = None) -> None:
        """Start from `weights` (safetensors of torchvision's mobilenet_v2) or from chance.

        Raises:
            UserError: the file is missing or holds other tensors.
        """
        super().__init__()
        network: Any = build(BACKBONE, weights=weights, classifier=True).network
        blocks = network.features
        self.trunk = Trunk(blocks[:SPLIT])
        self.copy = CopyBranch(deepcopy(blocks[SPLIT:]), BITS[CodeKind.COPY])
        self.subject = SubjectBranch(blocks[SPLIT:], network.classifier, BITS[CodeKind.SUBJECT])
        look = look_size(architecture(BACKBONE).channels)
        self.look_layer = nn.Linear(look, BITS[CodeKind.LOOK])
        self.regions_layer = nn.Linear(DEEP_CHANNELS, BITS[CodeKind.REGIONS])

    @property
    def output_names(self) -> list[str]:
        """Return the names of what `forward` gives, in that order."""
        return [*(kind.value for kind in BITS), TAGS]

    def region_boxes(self, side: int) -> list[CropBox]:
        """Return the windows of `regions` for an input of `side` pixels: nine parts, then the
        whole."""
        parts = region_boxes(architecture(BACKBONE), side)
        return [*parts, CropBox(0, 0, 1, 1)]

    def forward(self, images: Tensor) -> tuple[Tensor, ...]:
        """Return `images` (N, H, W, 3) uint8 to the outputs of `output_names`, float.

        Each is (N, bits), but regions (N, 10, bits) and tags (N, 1000).
        """
        pixels, stages, maps = self._stages(images)
        subject, tags = self.subject.outputs(stages.deep)
        deep = self.copy.blocks(maps)
        outputs = {
            CodeKind.COPY: self.copy.values(deep),
            CodeKind.LOOK: self.look_layer(look_features(pixels, stages)),
            CodeKind.SUBJECT: subject,
            CodeKind.REGIONS: self.regions_layer(_windows(deep)),
        }
        return (*(outputs[kind] for kind in BITS), tags)

    def features(self, images: Tensor) -> EncoderFeatures:
        """Return what the layers for look and regions, and the untrained baselines, are fitted
        to."""
        pixels, stages, maps = self._stages(images)
        deep = self.copy.blocks(maps)
        return EncoderFeatures(
            look_features(pixels, stages),
            functional.normalize(stages.deep.mean((2, 3))),
            evened_out(deep.mean((2, 3))),
            _windows(deep),
        )

    def _stages(self, images: Tensor) -> tuple[Tensor, StageMaps, Tensor]:
        """Return normalised pixels, the maps of the trunk with the subject's branch, the trunk's
        last."""
        pixels = self.trunk.normalise(images)
        early = self.trunk.blocks[:_EARLY_END](pixels)
        maps = self.trunk.blocks[_EARLY_END:](early)
        middle = self.subject.blocks[: _MIDDLE_END - SPLIT](maps)
        deep = self.subject.blocks[_MIDDLE_END - SPLIT :](middle)
        return pixels, StageMaps(early, middle, deep), maps


class FeatureNetwork(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Images to `EncoderFeatures`, as a module that can be exported."""

    names = EncoderFeatures._fields

    def __init__(self, encoder: DefaultEncoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, images: Tensor) -> tuple[Tensor, ...]:
        """Return `images` (N, H, W, 3) uint8 to `EncoderFeatures`."""
        return tuple(self.encoder.features(images))


def _windows(deep: Tensor) -> Tensor:
    """Return the nine windows and the whole, evened out: (N, 10, C)."""
    whole = deep.mean((2, 3))[:, None]
    return evened_out(torch.cat([region_means(deep), whole], dim=1))

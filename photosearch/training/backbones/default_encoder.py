"""Define EfficientNet-Lite 2 as ImageNet taught it, and one layer for each output of the contract.

A library's photos are of nothing that was trained on, and each training of the network itself made
it worse for them; so none of its weights are changed. What is learned are the layers behind it,
each where the network knows most of what it is for: copies are told by what lies in the middle of
its 17th block, before things have names; subjects by what comes out at its end.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.core.codes import CodeKind
from photosearch.core.query import CropBox
from photosearch.training.backbones.architectures import CLASSES, architecture
from photosearch.training.backbones.backbone import StageMaps, build
from photosearch.training.backbones.look import COLOURS, ColourHistogram, look_features, look_size
from photosearch.training.backbones.multi_output import BITS, TAGS
from photosearch.training.backbones.pooling import evened_out
from photosearch.training.backbones.regions import region_boxes, region_means

BACKBONE = "efficientnet_lite2"
_EARLY_END, _MIDDLE_END = 8, 16
"""Blocks of `features`: the last at stride 8 and the last at stride 16 end here."""
_WIDE = _MIDDLE_END + 1
"""The block whose inside, six times as wide as what comes out, tells copies."""
WIDE_CHANNELS = 1248
DEEP_CHANNELS = 1280
_CLASSES_WEIGHT, _CONCEPTS_WEIGHT = 0.5, 0.6
"""Of the probabilities beside the features, which have unit length."""


class Maps(NamedTuple):
    """Hold what the layers look at, (N, C, h, w) each."""

    stages: StageMaps
    wide: Tensor
    """(N, 1248, H / 32, W / 32), not below zero."""


class Trunk(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent the network without its classifier, laid open in the middle.

    Args:
        blocks: its `features`.
        mean: of its input, of RGB / 255.
        std: likewise.
    """

    def __init__(self, blocks: nn.Sequential, mean: Tensor, std: Tensor) -> None:
        super().__init__()
        self.blocks = blocks
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)

    def forward(self, images: Tensor) -> Tensor:
        """Return images (N, H, W, 3) uint8 to the middle maps (N, 120, H / 16, W / 16), sides
        rounded up."""
        return self.blocks[:_MIDDLE_END](self.normalise(images))

    def normalise(self, images: Tensor) -> Tensor:
        """Return (N, 3, H, W), about -1 to 1: what these weights want to see."""
        # By planes: with the channels last, these two steps took a third of the encoder's time.
        scale, shift = (1 / (255 * self.std), self.mean / self.std)
        return _planes(images) * scale[:, None, None] - shift[:, None, None]

    def maps(self, pixels: Tensor) -> Maps:
        """Return all maps of normalised pixels."""
        early = self.blocks[:_EARLY_END](pixels)
        middle = self.blocks[_EARLY_END:_MIDDLE_END](early)
        before = self.blocks[_MIDDLE_END:_WIDE](middle)
        block = self.blocks[_WIDE]
        wide = block.depthwise(block.expand(before))
        deep = self.blocks[_WIDE + 1 :](before + block.project(wide))
        return Maps(StageMaps(early, middle, deep), wide)

    def wide(self, middle: Tensor) -> Tensor:
        """Return the wide maps (N, 1248, h / 2, w / 2) of middle ones (N, 120, h, w)."""
        block = self.blocks[_WIDE]
        return block.depthwise(block.expand(self.blocks[_MIDDLE_END:_WIDE](middle)))


class CopyHead(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Map the wide maps to the `copy` values: evened-out means, one layer, balanced bits.

    The square root lets weak features count too: what makes a picture itself is seldom what is
    strongest in it. The normalisation behind the layer makes each bit as often one as zero.
    """

    def __init__(self, bits: int) -> None:
        super().__init__()
        self.layer = nn.Linear(WIDE_CHANNELS, bits)
        self.balance = nn.BatchNorm1d(bits, affine=False)

    def forward(self, features: Tensor) -> Tensor:
        """Return `copy_features` (N, 1248) to values (N, bits)."""
        return self.balance(self.layer(features))


class SubjectHead(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Map means of the deep map to the `subject` values.

    The layer sees the features as ImageNet taught them, and beside them how probable each of
    ImageNet's classes and of a few more, the concepts, is: after "classemes" (Torresani, Szummer
    and Fitzgibbon, "Efficient Object Category Recognition Using Classemes", ECCV 2010). What is of
    no known class is told by the features alone, so that what the concepts learned does it no harm.
    Square roots of probabilities are compared by cosine (Hellinger).

    Args:
        concepts: their number; 0 leaves them out.
        bits: of the code.
    """

    def __init__(self, concepts: int, bits: int) -> None:
        super().__init__()
        self.concepts = nn.Linear(DEEP_CHANNELS, concepts) if concepts else None
        self.layer = nn.Linear(DEEP_CHANNELS + CLASSES + concepts, bits)

    def features(self, means: Tensor, logits: Tensor) -> Tensor:
        """Return what the layer is applied to.

        Args:
            means: (N, 1280) of the deep map.
            logits: (N, 1000) of ImageNet's classes.
        """
        parts = [functional.normalize(means), _CLASSES_WEIGHT * _roots(logits)]
        if self.concepts is not None:
            parts.append(_CONCEPTS_WEIGHT * _roots(self.concepts(means)))
        return torch.cat(parts, dim=1)

    def forward(self, means: Tensor, logits: Tensor) -> Tensor:
        """Return values (N, bits)."""
        return self.layer(self.features(means, logits))


class EncoderFeatures(NamedTuple):
    """Hold what the layers are fitted to."""

    look: Tensor
    """(N, 125 + numbers of `look_size`): shares of colours, then statistics of pixels and maps."""
    subject: Tensor
    """(N, 1280), means of the deep map."""
    copy: Tensor
    """(N, 1248), all equally long."""
    regions: Tensor
    """(N, R, 1248), likewise of the windows of `region_boxes`."""


class DefaultEncoder(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent the whole encoder: images in, the outputs of the model folder's contract out.

    Args:
        weights: safetensors of EfficientNet-Lite 2; None for weights drawn by chance.
        concepts: classes beside ImageNet's that take part in telling subjects.

    Raises:
        UserError: the file is missing or holds other tensors.
    """

    def __init__(self, weights: Path | None = None, concepts: int = 0) -> None:
        super().__init__()
        backbone = build(BACKBONE, weights=weights, classifier=True)
        network: Any = backbone.network
        self.trunk = Trunk(network.features, backbone.mean, backbone.std)
        self.classifier = network.classifier
        self.copy = CopyHead(BITS[CodeKind.COPY])
        self.subject = SubjectHead(concepts, BITS[CodeKind.SUBJECT])
        self.colours = ColourHistogram()
        look = COLOURS + look_size(architecture(BACKBONE).channels)
        self.look_layer = nn.Linear(look, BITS[CodeKind.LOOK])
        self.regions_layer = nn.Linear(WIDE_CHANNELS, BITS[CodeKind.REGIONS])

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
        features = self.features(images)
        tags = self.classifier(features.subject)
        outputs = {
            CodeKind.COPY: self.copy(features.copy),
            CodeKind.LOOK: self.look_layer(features.look),
            CodeKind.SUBJECT: self.subject(features.subject, tags),
            CodeKind.REGIONS: self.regions_layer(features.regions),
        }
        return (*(outputs[kind] for kind in BITS), tags)

    def features(self, images: Tensor) -> EncoderFeatures:
        """Return what the layers are applied to."""
        pixels = self.trunk.normalise(images)
        maps = self.trunk.maps(pixels)
        return EncoderFeatures(
            torch.cat([self.colours(_planes(images)), look_features(pixels, maps.stages)], 1),
            maps.stages.deep.mean((2, 3)),
            copy_features(maps.wide),
            _windows(maps.wide),
        )


class FeatureNetwork(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Map images to `EncoderFeatures`, as a module that can be exported."""

    names = EncoderFeatures._fields

    def __init__(self, encoder: DefaultEncoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, images: Tensor) -> tuple[Tensor, ...]:
        """Return `images` (N, H, W, 3) uint8 to `EncoderFeatures`."""
        return tuple(self.encoder.features(images))


def _planes(images: Tensor) -> Tensor:
    """Return `images` (N, H, W, 3) uint8 as (N, 3, H, W) float, 0 to 255."""
    return images.permute(0, 3, 1, 2).float()


def copy_features(wide: Tensor) -> Tensor:
    """Return evened-out means (N, 1248) of wide maps (N, 1248, h, w)."""
    return evened_out(wide.float().mean((2, 3)))


def _roots(logits: Tensor) -> Tensor:
    """Return square roots of probabilities (N, classes): rows of unit length."""
    return logits.softmax(1).sqrt()


def _windows(wide: Tensor) -> Tensor:
    """Return the nine windows and the whole, evened out: (N, 10, C)."""
    whole = wide.mean((2, 3))[:, None]
    return evened_out(torch.cat([region_means(wide), whole], dim=1))

"""List the networks, and where each is cut into an early, a middle and a deep stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from photosearch.core.errors import UserError
from photosearch.training.backbones.cnn4 import CHANNELS, Cnn4
from photosearch.training.backbones.efficientnet_lite import (
    EfficientNetLite,
    from_published_names,
)
from photosearch.training.torchvision_import import import_torchvision

Rgb = tuple[float, float, float]

CLASSES = 1000
"""Of ImageNet's classifier."""


class InputFormat(NamedTuple):
    """Tell what a set of weights wants to see: `(RGB / 255 - mean) / std`, at about this side."""

    mean: Rgb
    std: Rgb
    side: int


IMAGENET_MEAN: Rgb = (0.485, 0.456, 0.406)
IMAGENET_STD: Rgb = (0.229, 0.224, 0.225)
HALF: Rgb = (0.5, 0.5, 0.5)
"""As mean and as standard deviation: RGB / 127.5 - 1."""
LITE_MEAN: Rgb = (127 / 255,) * 3
LITE_STD: Rgb = (128 / 255,) * 3
"""Of EfficientNet-Lite: (RGB - 127) / 128."""


@dataclass(frozen=True, slots=True)
class Architecture:
    """Tell how a network is taken apart. Module names are those of its own state dict."""

    name: str
    create: Callable[[], Any]
    """The network with a classifier of `CLASSES` classes, weights drawn at random."""
    stages: tuple[tuple[str, ...], ...]
    """Three stages; the modules of each, in the order in which they run."""
    channels: tuple[int, int, int]
    head: Callable[[Any, Tensor], Tensor]
    """Network and deep feature map to class logits."""
    classifier: str
    """The module that holds the classifier's weights."""
    least_side: int
    """Below this side a stage would be left without a single cell."""
    input_format: InputFormat
    """Of torchvision's pretrained weights, or of the published ones."""
    own_names: Callable[[Mapping[str, Tensor]], Mapping[str, Tensor]] = dict
    """From the names of published weights to those of its own state dict, which stay."""


def architecture(name: str) -> Architecture:
    """Return the architecture of that name.

    Raises:
        UserError: there is none.
    """
    if name not in _ARCHITECTURES:
        raise UserError.in_words(
            f"There is no backbone {name!r}.", f"Choose one of {', '.join(BACKBONES)}."
        )
    return _ARCHITECTURES[name]


def _from_torchvision(function: str, **options: Any) -> Any:
    return getattr(import_torchvision(), function)(**options)


def _slices(*ends: int) -> tuple[tuple[str, ...], ...]:
    """Return stages of a network whose layers stand in one sequence named `features`."""
    starts = (0, *ends)
    return tuple(
        tuple(f"features.{number}" for number in range(start, end))
        for start, end in zip(starts, ends, strict=False)
    )


def _pooled_classifier(network: Any, deep: Tensor) -> Tensor:
    return network.classifier(deep.mean((2, 3)))


def _norm_classifier(network: Any, deep: Tensor) -> Tensor:
    """Return ConvNeXt's begins with a layer norm that wants to see a map."""
    return network.classifier(deep.mean((2, 3), keepdim=True))


def _fully_connected(network: Any, deep: Tensor) -> Tensor:
    return network.fc(deep.mean((2, 3)))


def _dropout_fully_connected(network: Any, deep: Tensor) -> Tensor:
    return network.fc(network.dropout(deep.mean((2, 3))))


def _grid_classifier(network: Any, deep: Tensor) -> Tensor:
    """Return AlexNet's and VGG's see every cell of a grid of fixed size, behind the last
    maximum."""
    maximum = network.features[-1]
    if not torch.jit.is_tracing() and min(deep.shape[2:]) < maximum.kernel_size:
        raise UserError.in_words(
            "The images are too small for this backbone's classifier.",
            "Use its usual side, 224 pixels, or leave the classifier out.",
        )
    return network.classifier(network.avgpool(maximum(deep)).flatten(1))


def _imagenet(side: int = 224) -> InputFormat:
    return InputFormat(IMAGENET_MEAN, IMAGENET_STD, side)


def _features_network(
    name: str,
    ends: tuple[int, int, int],
    channels: tuple[int, int, int],
    *,
    head: Callable[[Any, Tensor], Tensor] = _pooled_classifier,
    least_side: int = 1,
) -> Architecture:
    return Architecture(
        name,
        partial(_from_torchvision, name),
        _slices(*ends),
        channels,
        head,
        "classifier",
        least_side,
        _imagenet(),
    )


def _resnet(name: str, channels: tuple[int, int, int]) -> Architecture:
    stem = ("conv1", "bn1", "relu", "maxpool", "layer1", "layer2")
    return Architecture(
        name,
        partial(_from_torchvision, name),
        (stem, ("layer3",), ("layer4",)),
        channels,
        _fully_connected,
        "fc",
        1,
        _imagenet(),
    )


def _efficientnet_lite(
    name: str,
    width: float,
    depth: float,
    ends: tuple[int, int, int],
    channels: tuple[int, int],
    side: int,
) -> Architecture:
    return Architecture(
        name,
        partial(EfficientNetLite, width, depth),
        _slices(*ends),
        (*channels, 1280),
        _pooled_classifier,
        "classifier",
        1,
        # Padding on both sides equals TensorFlow's where the side is 32 k + 1.
        InputFormat(LITE_MEAN, LITE_STD, side),
        from_published_names,
    )


_INCEPTION_STEM = (
    *("Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3", "maxpool1"),
    *("Conv2d_3b_1x1", "Conv2d_4a_3x3", "maxpool2"),
)

# Where nothing speaks against it, the stages end with the last layers at strides 8, 16 and 32.
# AlexNet and VGG lose the maximum behind their last convolution, as in Radenović et al. (GeM).
_ARCHITECTURES: Mapping[str, Architecture] = MappingProxyType(
    {
        made.name: made
        for made in (
            _features_network(
                "alexnet", (5, 8, 12), (192, 384, 256), head=_grid_classifier, least_side=31
            ),
            _features_network(
                "vgg16", (16, 23, 30), (256, 512, 512), head=_grid_classifier, least_side=16
            ),
            _resnet("resnet18", (128, 256, 512)),
            _resnet("resnet50", (512, 1024, 2048)),
            Architecture(
                "inception_v3",
                # Without the classifier beside, and without the change of its input's range:
                # that belongs to the normalisation, where its weights want RGB / 127.5 - 1.
                partial(_from_torchvision, "inception_v3", aux_logits=False, init_weights=True),
                (
                    (*_INCEPTION_STEM, *(f"Mixed_5{letter}" for letter in "bcd")),
                    tuple(f"Mixed_6{letter}" for letter in "abcde"),
                    tuple(f"Mixed_7{letter}" for letter in "abc"),
                ),
                (288, 768, 2048),
                _dropout_fully_connected,
                "fc",
                75,
                InputFormat(HALF, HALF, 299),
            ),
            _features_network("mobilenet_v2", (7, 14, 19), (32, 96, 1280)),
            _features_network("mobilenet_v3_small", (4, 9, 13), (24, 48, 576)),
            _features_network("mobilenet_v3_large", (7, 13, 17), (40, 112, 960)),
            Architecture(
                "shufflenet_v2",
                partial(_from_torchvision, "shufflenet_v2_x1_0"),
                (("conv1", "maxpool", "stage2"), ("stage3",), ("stage4", "conv5")),
                (116, 232, 1024),
                _fully_connected,
                "fc",
                1,
                _imagenet(),
            ),
            _features_network("efficientnet_b0", (4, 6, 9), (40, 112, 1280)),
            _efficientnet_lite("efficientnet_lite0", 1.0, 1.0, (6, 12, 18), (40, 112), 225),
            _efficientnet_lite("efficientnet_lite2", 1.1, 1.2, (8, 16, 23), (48, 120), 257),
            _features_network(
                "convnext_tiny", (4, 6, 8), (192, 384, 768), head=_norm_classifier, least_side=32
            ),
            Architecture(
                "cnn4",
                Cnn4,
                _slices(2, 3, 4),
                CHANNELS[1:],
                _pooled_classifier,
                "classifier",
                16,
                InputFormat(HALF, HALF, 64),
            ),
        )
    }
)

BACKBONES: tuple[str, ...] = tuple(_ARCHITECTURES)
"""Names that `build` knows."""

TORCHVISION_NAMES: Mapping[str, str] = MappingProxyType(
    {
        name: name
        for name in BACKBONES
        if name not in {"cnn4", "efficientnet_lite0", "efficientnet_lite2"}
    }
    | {"shufflenet_v2": "shufflenet_v2_x1_0"}
)
"""What torchvision calls those that it has pretrained weights for."""


def without_classifier(network: nn.Module, made: Architecture) -> nn.Module:
    """Return the same `network` without the classifier: VGG's has 120 million weights."""
    delattr(network, made.classifier)
    return network

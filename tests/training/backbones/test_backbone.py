"""The backbones by name: cut open, and still the networks that they were."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("safetensors.torch", reason="needs the extra 'train'")

import torch

from photosearch.core.errors import UserError
from photosearch.training.backbones import BACKBONES, build

pytestmark = pytest.mark.train

ODD_SIDE = 97
LEAST_SIDES = {"alexnet": 31, "vgg16": 16, "inception_v3": 75, "convnext_tiny": 32, "cnn4": 16}
CELLS = {  # along a side of the early, middle and deep map at the usual side
    "alexnet": (27, 13, 13),
    "vgg16": (56, 28, 14),
    "inception_v3": (35, 17, 8),
    "cnn4": (16, 8, 4),
    "efficientnet_lite0": (29, 15, 8),
    "efficientnet_lite2": (33, 17, 9),
}


LARGE = {"alexnet": (256 * 6 * 6, 10), "vgg16": (512 * 7 * 7, 10)}
"""Numbers into and out of a classifier that would otherwise have 100 million weights."""


def with_small_classifier(name: str) -> torch.nn.Module:
    with torch.device("meta"):
        backbone = build(name, classifier=True)
    layers = backbone.network.classifier
    first = next(layer for layer in layers if isinstance(layer, torch.nn.Linear))
    assert first.in_features == LARGE[name][0]
    backbone.network.classifier = torch.nn.Linear(*LARGE[name])
    backbone.network.features.to_empty(device="cpu")
    for parameter in backbone.network.features.parameters():
        torch.nn.init.normal_(parameter, std=0.05)
    return backbone


def test_all_that_were_promised_are_there() -> None:
    families = {"alexnet", "vgg16", "resnet18", "resnet50", "inception_v3", "shufflenet_v2"}
    mobile = {"mobilenet_v2", "mobilenet_v3_small", "mobilenet_v3_large"}
    efficient = {"efficientnet_b0", "efficientnet_lite0", "efficientnet_lite2"}
    assert set(BACKBONES) == families | mobile | efficient | {"convnext_tiny", "cnn4"}


@pytest.mark.parametrize("name", BACKBONES)
def test_the_stages_and_the_classifier_are_the_whole_network(name: str) -> None:
    torch.manual_seed(0)
    backbone = with_small_classifier(name) if name in LARGE else build(name, classifier=True)
    pixels = torch.randn(1, 3, ODD_SIDE, ODD_SIDE)
    with torch.no_grad():
        maps = backbone(pixels)
        found = backbone.classify(maps)
        wanted = backbone.network(pixels)
    assert found.shape == (1, LARGE.get(name, (0, 1000))[1])
    scale = float(wanted.std())
    assert scale > 0
    np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-4 * scale)
    assert tuple(part.shape[1] for part in maps) == backbone.channels
    assert all(part.isfinite().all() for part in maps)


@pytest.mark.parametrize("name", BACKBONES)
def test_the_stages_shrink_at_the_usual_side(name: str) -> None:
    with torch.device("meta"):  # shapes alone
        backbone = build(name)
        assert not backbone.has_classifier
        maps = backbone(torch.empty(2, 3, backbone.side, backbone.side))
    cells = CELLS.get(name, (28, 14, 7))
    assert [tuple(part.shape) for part in maps] == [
        (2, channels, side, side) for channels, side in zip(backbone.channels, cells, strict=True)
    ]


@pytest.mark.parametrize("name", BACKBONES)
def test_the_least_side_is_the_least(name: str) -> None:
    least = LEAST_SIDES.get(name, 1)
    with torch.device("meta"):
        backbone = build(name)
        assert backbone.least_side == least
        assert backbone(torch.empty(1, 3, least, least)).deep.shape[2:] == (1, 1)
        if least > 1:
            with raises_text(UserError, rf"too small for {name}.*at least {least};"):
                backbone(torch.empty(1, 3, least + 40, least - 1))
            backbone.architecture = copy.copy(backbone.architecture)
            object.__setattr__(backbone.architecture, "least_side", 1)
            with pytest.raises(RuntimeError):
                backbone(torch.empty(1, 3, least - 1, least - 1))


@pytest.mark.parametrize("name", ["alexnet", "vgg16"])
def test_a_classifier_that_wants_more_says_so(name: str) -> None:
    with torch.device("meta"):
        backbone = build(name, classifier=True)
        side = backbone.least_side
        with raises_text(UserError, "usual side, 224"):
            backbone.classify(backbone(torch.empty(1, 3, side, side)))


def test_wide_and_high_images_keep_their_shape() -> None:
    with torch.device("meta"):
        assert build("mobilenet_v2")(torch.empty(1, 3, 64, 160)).deep.shape == (1, 1280, 2, 5)


def test_an_unknown_name_is_told_with_the_choices() -> None:
    with raises_text(UserError, r"no backbone 'resnet19'.*alexnet, .*cnn4"):
        build("resnet19")


@pytest.mark.parametrize(
    ("name", "mean", "std"),
    [
        ("resnet18", (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
        ("inception_v3", (0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
        ("efficientnet_lite0", (127 / 255,) * 3, (128 / 255,) * 3),
    ],
)
def test_pixels_are_normalised_as_the_family_wants(name: str, mean: tuple, std: tuple) -> None:
    backbone = build(name)
    images = np.random.default_rng(0).integers(0, 256, (2, 5, 4, 3), dtype=np.uint8)
    found = backbone.normalise(torch.from_numpy(images)).numpy()
    assert found.shape == (2, 3, 5, 4)
    for channel in range(3):
        wanted = (images[..., channel] / 255 - mean[channel]) / std[channel]
        np.testing.assert_allclose(found[:, channel], wanted, atol=1e-5)


def test_a_seed_gives_the_same_weights() -> None:
    made = []
    for _ in range(2):
        torch.manual_seed(5)
        made.append(build("cnn4").state_dict())
    assert all(torch.equal(value, made[1][name]) for name, value in made[0].items())


def test_cnn4_has_four_layers_with_weights() -> None:
    convolutions = [
        layer for layer in build("cnn4").modules() if isinstance(layer, torch.nn.Conv2d)
    ]
    assert [layer.out_channels for layer in convolutions] == [32, 64, 128, 256]

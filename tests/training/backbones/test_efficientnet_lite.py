"""EfficientNet-Lite beside a computation from the published names, padded as TensorFlow pads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("safetensors.torch", reason="needs the extra 'train'")

import safetensors.torch
import torch
from torch import Tensor
from torch.nn import functional

from photosearch.training.backbones import build
from photosearch.training.backbones.weights import WeightsError

pytestmark = pytest.mark.train

# Kernel, stride, expansion, channels in and out of every block, from the published definition.
Blocks = list[tuple[int, ...]]
LITE_0: Blocks = [
    *((3, 1, 1, 32, 16), (3, 2, 6, 16, 24), (3, 1, 6, 24, 24)),
    *((5, 2, 6, 24, 40), (5, 1, 6, 40, 40)),
    *((3, 2, 6, 40, 80), (3, 1, 6, 80, 80), (3, 1, 6, 80, 80)),
    *((5, 1, 6, 80, 112), (5, 1, 6, 112, 112), (5, 1, 6, 112, 112)),
    *((5, 2, 6, 112, 192), *[(5, 1, 6, 192, 192)] * 3, (3, 1, 6, 192, 320)),
]
LITE_2: Blocks = [
    *((3, 1, 1, 32, 16), (3, 2, 6, 16, 24), *[(3, 1, 6, 24, 24)] * 2),
    *((5, 2, 6, 24, 48), *[(5, 1, 6, 48, 48)] * 2, (3, 2, 6, 48, 88), *[(3, 1, 6, 88, 88)] * 3),
    *((5, 1, 6, 88, 120), *[(5, 1, 6, 120, 120)] * 3),
    *((5, 2, 6, 120, 208), *[(5, 1, 6, 208, 208)] * 4, (3, 1, 6, 208, 352)),
]
VARIANTS: dict[str, Blocks] = {"efficientnet_lite0": LITE_0, "efficientnet_lite2": LITE_2}
SIDE = 65


def published(blocks: Blocks) -> dict[str, Tensor]:
    """Weights by chance under the names of efficientnet-lite-pytorch."""
    random = torch.Generator().manual_seed(0)

    def normal(*shape: int) -> Tensor:
        fan_in = int(np.prod(shape[1:]))
        return torch.randn(shape, generator=random) * (2 / fan_in) ** 0.5

    def norm(name: str, channels: int) -> None:
        found[f"{name}.weight"] = torch.rand(channels, generator=random) + 0.5
        found[f"{name}.bias"] = torch.randn(channels, generator=random) * 0.3
        found[f"{name}.running_mean"] = torch.randn(channels, generator=random) * 0.3
        found[f"{name}.running_var"] = torch.rand(channels, generator=random) + 0.5

    found = {"_conv_stem.weight": normal(32, 3, 3, 3)}
    norm("_bn0", 32)
    for number, (kernel, _, expansion, before, after) in enumerate(blocks):
        name, inside = f"_blocks.{number}", before * expansion
        if expansion > 1:
            found[f"{name}._expand_conv.weight"] = normal(inside, before, 1, 1)
            norm(f"{name}._bn0", inside)
        found[f"{name}._depthwise_conv.weight"] = normal(inside, 1, kernel, kernel)
        norm(f"{name}._bn1", inside)
        found[f"{name}._project_conv.weight"] = normal(after, inside, 1, 1)
        norm(f"{name}._bn2", after)
    found["_conv_head.weight"] = normal(1280, blocks[-1][-1], 1, 1)
    norm("_bn1", 1280)
    found["_fc.weight"], found["_fc.bias"] = normal(1000, 1280), normal(1000, 1)[:, 0]
    return found


def same(maps: Tensor, weight: Tensor, stride: int, groups: int = 1) -> Tensor:
    """TensorFlow's SAME: what is missing to a whole number of steps, the odd pixel at the end."""
    side, kernel = maps.shape[-1], weight.shape[-1]
    missing = max((-(-side // stride) - 1) * stride + kernel - side, 0)
    pads = (missing // 2, missing - missing // 2) * 2
    return functional.conv2d(functional.pad(maps, pads), weight, stride=stride, groups=groups)


def logits(weights: dict[str, Tensor], blocks: Blocks, images: Tensor) -> Tensor:
    def norm(name: str, maps: Tensor) -> Tensor:
        shift = weights[f"{name}.bias"], weights[f"{name}.running_mean"]
        bias, mean = (one[:, None, None] for one in shift)
        scale = weights[f"{name}.weight"] / (weights[f"{name}.running_var"] + 1e-3).sqrt()
        return (maps - mean) * scale[:, None, None] + bias

    def cut(maps: Tensor) -> Tensor:
        return maps.clamp(0, 6)

    pixels = (images.permute(0, 3, 1, 2).float() - 127) / 128
    maps = cut(norm("_bn0", same(pixels, weights["_conv_stem.weight"], 2)))
    for number, (_, stride, expansion, before, after) in enumerate(blocks):
        name, start = f"_blocks.{number}", maps
        if expansion > 1:
            maps = cut(norm(f"{name}._bn0", same(maps, weights[f"{name}._expand_conv.weight"], 1)))
        filters = weights[f"{name}._depthwise_conv.weight"]
        maps = cut(norm(f"{name}._bn1", same(maps, filters, stride, groups=len(filters))))
        maps = norm(f"{name}._bn2", same(maps, weights[f"{name}._project_conv.weight"], 1))
        if stride == 1 and before == after:
            maps = maps + start
    maps = cut(norm("_bn1", same(maps, weights["_conv_head.weight"], 1)))
    return maps.mean((2, 3)) @ weights["_fc.weight"].T + weights["_fc.bias"]


@pytest.mark.parametrize("name", VARIANTS)
def test_published_weights_give_the_published_function(name: str, tmp_path: Path) -> None:
    weights = published(VARIANTS[name])
    safetensors.torch.save_file(weights, tmp_path / "w.safetensors")
    backbone = build(name, weights=tmp_path / "w.safetensors", classifier=True)
    pixels = np.random.default_rng(0).integers(0, 256, (2, SIDE, SIDE, 3), dtype=np.uint8)
    images = torch.from_numpy(pixels)
    with torch.no_grad():
        found = backbone.classify(backbone(backbone.normalise(images)))
        wanted = logits(weights, VARIANTS[name], images)
    assert float(wanted.std()) > 0.1
    np.testing.assert_allclose(found, wanted, rtol=1e-3, atol=1e-3 * float(wanted.std()))


def test_what_a_recipe_saved_is_read_again(tmp_path: Path) -> None:
    torch.manual_seed(0)
    made = build("efficientnet_lite0", classifier=True)
    made.save(tmp_path / "w.safetensors")
    again = build("efficientnet_lite0", weights=tmp_path / "w.safetensors", classifier=True)
    assert again.side == made.side
    for name, value in made.network.state_dict().items():
        assert torch.equal(value, again.network.state_dict()[name]), name


def test_the_other_variant_is_recognised(tmp_path: Path) -> None:
    safetensors.torch.save_file(published(LITE_0), tmp_path / "w.safetensors")
    with raises_text(WeightsError, "are of efficientnet_lite0"):
        build("efficientnet_lite2", weights=tmp_path / "w.safetensors")

"""Images to embeddings and to values, and through onnxruntime alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("safetensors.torch", reason="needs the extra 'train'")

import onnxruntime as ort
import torch

from photosearch.core.errors import UserError
from photosearch.training.backbones import EmbeddingNetwork, HashNetwork, build
from photosearch.training.backbones.pooling import POOLINGS
from photosearch.training.export import export_onnx

pytestmark = pytest.mark.train

SIDE = 65


def images(count: int, side: int = SIDE, seed: int = 0) -> torch.Tensor:
    return torch.randint(
        0, 256, (count, side, side, 3), dtype=torch.uint8, generator=torch.manual_seed(seed)
    )


def network(name: str = "cnn4", **options) -> EmbeddingNetwork:
    torch.manual_seed(1)
    return EmbeddingNetwork(build(name), **options).eval()


@pytest.mark.parametrize("pooling", POOLINGS)
@pytest.mark.parametrize("fusion", [False, True])
@pytest.mark.parametrize("dim", [None, 24])
def test_embeddings_have_unit_length(pooling: str, fusion: bool, dim: int | None) -> None:
    made = network(pooling=pooling, fusion=fusion, dim=dim)
    embeddings = made(images(3))
    assert embeddings.shape == (3, made.dim)
    assert made.dim == (dim or (256 + 64 if fusion else 256))
    np.testing.assert_allclose(embeddings.detach().norm(dim=1), 1, rtol=1e-5)


def test_the_description_is_the_mean_of_the_last_map() -> None:
    made = network("mobilenet_v2")
    pixels = images(2)
    normalised = (
        pixels.permute(0, 3, 1, 2) / 255 - torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
    ) / torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
    with torch.no_grad():
        maps = made.backbone.network.features(normalised)
        found = made.embed(pixels)
    np.testing.assert_allclose(found, maps.numpy().mean(axis=(2, 3)), rtol=1e-3, atol=1e-6)


def test_a_hash_network_gives_both_embeddings_and_values() -> None:
    made = HashNetwork(network(dim=16), 8).eval()
    pixels = images(3)
    embeddings, values = made.embed_and_hash(pixels)
    torch.testing.assert_close(embeddings, made.embedding(pixels))
    torch.testing.assert_close(values, made(pixels))
    assert values.shape == (3, made.bits) == (3, 8)


def test_batch_norm_centres_each_bit() -> None:
    made = HashNetwork(network(), 8, batch_norm=True).train()
    values = made(images(6)).detach().numpy()
    np.testing.assert_allclose(values.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(values.std(axis=0), 1, rtol=0.05)


@pytest.mark.parametrize("pooling", POOLINGS)
def test_gradients_reach_every_weight_and_are_finite(pooling: str) -> None:
    made = HashNetwork(network(pooling=pooling, fusion=True, dim=16), 8).train()
    made(images(4)).square().sum().backward()
    for name, parameter in made.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.isfinite().all(), name


def test_batches_may_be_of_one() -> None:
    made = HashNetwork(network("mobilenet_v2"), 8).eval()
    pixels = images(3)
    with torch.no_grad():
        alone = torch.cat([made(pixels[n : n + 1]) for n in range(3)])
        torch.testing.assert_close(made(pixels), alone, rtol=1e-4, atol=1e-6)


def test_an_unknown_pooling_is_told() -> None:
    with raises_text(UserError, r"no pooling 'mean'.*average, gem, attention"):
        network(pooling="mean")


@pytest.mark.parametrize(
    ("name", "pooling", "fusion"),
    [
        ("cnn4", "attention", True),
        ("mobilenet_v2", "gem", False),
        ("shufflenet_v2", "average", True),
        ("resnet18", "gem", True),
    ],
)
def test_the_exported_file_computes_the_same(
    name: str, pooling: str, fusion: bool, tmp_path: Path
) -> None:
    made = HashNetwork(network(name, pooling=pooling, fusion=fusion, dim=32), 16).eval()
    export_onnx(Tuple(made), ["values"], SIDE, tmp_path / "network.onnx")
    session = ort.InferenceSession(tmp_path / "network.onnx", providers=["CPUExecutionProvider"])
    for count in (1, 5):
        pixels = images(count, seed=count)
        with torch.no_grad():
            wanted = made(pixels).numpy()
        (found,) = session.run(None, {"pixels": pixels.numpy()})
        np.testing.assert_allclose(found, wanted, rtol=1e-3, atol=1e-3 * wanted.std())


class Tuple(torch.nn.Module):
    """What `export_onnx` takes: a module that gives a tuple."""

    def __init__(self, inner: torch.nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor]:
        return (self.inner(pixels),)

"""Poolings and fusion against slow versions of their own."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("safetensors.torch", reason="needs the extra 'train'")

import torch

from photosearch.training.backbones import EmbeddingNetwork, build
from photosearch.training.backbones.fusion import ShallowDeepFusion
from photosearch.training.backbones.pooling import (
    POOLINGS,
    AttentionPool,
    AveragePool,
    GeMPool,
    HierarchicalAttentionPool,
    build_pooling,
)

pytestmark = pytest.mark.train

SHAPES = [(2, 5, 4, 3), (1, 1, 1, 1), (3, 7, 1, 6)]


def maps(shape: tuple[int, ...], seed: int = 0, spread: float = 2.0) -> np.ndarray:
    return (np.random.default_rng(seed).normal(0.5, spread, shape)).astype(np.float32)


def pooled(pool: torch.nn.Module, values: np.ndarray) -> np.ndarray:
    with torch.no_grad():
        return pool(torch.from_numpy(values)).numpy()


def cells(values: np.ndarray, row: int, channel: int) -> list[float]:
    high, wide = values.shape[2:]
    return [float(values[row, channel, y, x]) for y in range(high) for x in range(wide)]


@pytest.mark.parametrize("shape", SHAPES)
def test_average(shape: tuple[int, ...]) -> None:
    values = maps(shape)
    found = pooled(AveragePool(), values)
    for row, channel in np.ndindex(*shape[:2]):
        one = cells(values, row, channel)
        assert found[row, channel] == pytest.approx(math.fsum(one) / len(one), rel=1e-4, abs=1e-5)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("p", [0.5, 1.0, 3.0, 6.5])
def test_gem(shape: tuple[int, ...], p: float) -> None:
    values = maps(shape)
    found = pooled(GeMPool(p), values)
    for row, channel in np.ndindex(*shape[:2]):
        powers = [max(value, 1e-6) ** p for value in cells(values, row, channel)]
        wanted = (math.fsum(powers) / len(powers)) ** (1 / p)
        assert found[row, channel] == pytest.approx(wanted, rel=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from([0.01, 1.0, 300.0]))
def test_gem_lies_between_the_mean_and_the_maximum(seed: int, spread: float) -> None:
    values = np.abs(maps((2, 3, 4, 5), seed, spread)) + 1e-5
    mean, largest = values.mean(axis=(2, 3)), values.max(axis=(2, 3))
    np.testing.assert_allclose(pooled(GeMPool(1.0), values), mean, rtol=1e-4)
    np.testing.assert_allclose(pooled(GeMPool(5000.0), values), largest, rtol=1e-3)
    last = mean * (1 - 1e-4)
    for p in (1.0, 2.0, 3.0, 10.0, 100.0):
        found = pooled(GeMPool(p), values)
        assert (found >= last).all(), "a larger exponent never gives less"
        assert (found <= largest * (1 + 1e-5)).all()
        last = found * (1 - 1e-4)


def test_the_exponent_of_gem_is_trained_unless_told_otherwise() -> None:
    values = torch.from_numpy(maps((2, 3, 4, 4)))
    pool = GeMPool()
    pool(values).sum().backward()
    step = 1e-3
    above, below = (pooled(GeMPool(3 + way * step), values.numpy()).sum() for way in (1, -1))
    assert pool.p.grad.item() == pytest.approx((above - below) / (2 * step), rel=0.05)
    assert not GeMPool(trainable=False).p.requires_grad
    with pytest.raises(ValueError, match="above zero"):
        GeMPool(0.0)


def test_the_gradient_of_gem_is_the_slope() -> None:
    values = torch.from_numpy(maps((1, 2, 3, 3))).double().requires_grad_()
    assert torch.autograd.gradcheck(GeMPool(2.5).double(), (values,))


@pytest.mark.parametrize("shape", SHAPES)
def test_attention(shape: tuple[int, ...]) -> None:
    values = maps(shape)
    torch.manual_seed(0)
    pool = AttentionPool(shape[1])
    torch.nn.init.normal_(pool.score.weight)
    torch.nn.init.normal_(pool.score.bias)
    weight = pool.score.weight.detach().numpy().ravel()
    found = pooled(pool, values)
    with torch.no_grad():
        shares = pool.weights(torch.from_numpy(values)).numpy()
    assert shares.shape == (shape[0], *shape[2:])
    for row in range(shape[0]):
        exponentials = {
            (y, x): math.exp(float(values[row, :, y, x].astype(np.float64) @ weight))
            for y, x in np.ndindex(*shape[2:])
        }
        total = math.fsum(exponentials.values())
        for (y, x), exponential in exponentials.items():
            assert shares[row, y, x] == pytest.approx(exponential / total, rel=1e-3, abs=1e-7)
        for channel in range(shape[1]):
            wanted = math.fsum(
                exponential / total * float(values[row, channel, y, x])
                for (y, x), exponential in exponentials.items()
            )
            assert found[row, channel] == pytest.approx(wanted, rel=1e-3, abs=1e-5)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from([0.01, 1.0, 1000.0]))
def test_attention_weights_sum_to_one(seed: int, spread: float) -> None:
    torch.manual_seed(seed)
    pool = AttentionPool(4)
    torch.nn.init.normal_(pool.score.weight)
    weights = pool.weights(torch.from_numpy(maps((3, 4, 2, 5), seed, spread))).detach().numpy()
    assert (weights >= 0).all()
    np.testing.assert_allclose(weights.sum(axis=(1, 2)), 1, rtol=1e-5)


def test_attention_starts_as_the_mean_and_learns() -> None:
    values = torch.from_numpy(maps((2, 3, 4, 4)))
    pool = AttentionPool(3)
    torch.testing.assert_close(pool(values), values.mean((2, 3)))
    pool(values).square().sum().backward()
    assert pool.score.weight.grad.abs().min() > 0


@pytest.mark.parametrize("name", POOLINGS)
@pytest.mark.parametrize("value", [0.0, -3.0, 1e-8, 1e4])
def test_gradients_are_finite_at_the_edges(name: str, value: float) -> None:
    pool = build_pooling(name, 3)
    values = torch.full((2, 3, 4, 4), value, requires_grad=True)
    found = pool(values)
    found.sum().backward()
    assert found.isfinite().all()
    assert values.grad.isfinite().all()
    assert all(one.grad.isfinite().all() for one in pool.parameters() if one.grad is not None)


def test_fusion() -> None:
    early, deep = maps((4, 3), 1), maps((4, 6), 2)
    fusion = ShallowDeepFusion()
    with torch.no_grad():
        fusion.logits.copy_(torch.tensor([0.3, -1.1]))
        found = fusion([torch.from_numpy(early), torch.from_numpy(deep)]).numpy()
    total = math.exp(0.3) + math.exp(-1.1)
    shares = math.exp(0.3) / total, math.exp(-1.1) / total
    cosines = np.zeros((4, 4))
    for part, share in zip((early, deep), shares, strict=True):
        for one, other in np.ndindex(4, 4):
            lengths = math.hypot(*part[one]) * math.hypot(*part[other])
            cosines[one, other] += share * float(part[one] @ part[other]) / lengths
    np.testing.assert_allclose(found @ found.T, cosines, atol=1e-5)
    wanted = np.concatenate(
        [
            part / np.linalg.norm(part, axis=1, keepdims=True) * share**0.5
            for part, share in zip((early, deep), shares, strict=True)
        ],
        axis=1,
    )
    np.testing.assert_allclose(found, wanted, atol=1e-6)


def test_training_shifts_the_shares_to_the_part_that_helps() -> None:
    fusion = ShallowDeepFusion()
    # Rows of one class: alike in the first part, unlike in the second.
    parts = [torch.tensor([[1.0, 0.0], [1.0, 0.0]]), torch.tensor([[1.0, 0.0], [0.0, 1.0]])]
    assert fusion.shares().tolist() == [0.5, 0.5]
    optimiser = torch.optim.SGD(fusion.parameters(), lr=1.0)
    for _ in range(20):
        optimiser.zero_grad()
        one, other = fusion(parts)
        (-one @ other).backward()
        optimiser.step()
    assert fusion.shares()[0] > 0.8
    assert fusion.shares().sum().item() == pytest.approx(1)


def test_fusion_bears_a_part_of_zeros() -> None:
    part = torch.zeros(2, 3, requires_grad=True)
    fused = ShallowDeepFusion()([part, torch.ones(2, 4)])
    fused.sum().backward()
    assert fused.isfinite().all()
    assert part.grad.isfinite().all()


def softmax(scores: np.ndarray) -> np.ndarray:
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def test_hierarchical_attention_is_two_means_with_learned_weights() -> None:
    torch.manual_seed(0)
    pool = HierarchicalAttentionPool((3, 5), 4)
    for parameter in pool.parameters():
        torch.nn.init.normal_(parameter)
    maps = [torch.randn(2, 3, 6, 4), torch.randn(2, 5, 3, 2)]
    with torch.no_grad():
        found = pool(maps).numpy()
    stages = []
    for place, one in enumerate(maps):
        cells = one.numpy().reshape(2, one.shape[1], -1).astype(np.float64)
        attention, linear = pool.places[place].score, pool.projections[place]
        weight = attention.weight.detach().numpy().reshape(-1)
        shares = softmax(np.einsum("c,ncp->np", weight, cells))
        means = np.einsum("np,ncp->nc", shares, cells)
        stages.append(means @ linear.weight.detach().numpy().T + linear.bias.detach().numpy())
    both = np.stack(stages, axis=1)
    hidden = np.tanh(
        both @ pool.hidden.weight.detach().numpy().T + pool.hidden.bias.detach().numpy()
    )
    shares = softmax(hidden @ pool.context.weight.detach().numpy()[0])
    np.testing.assert_allclose(found, np.einsum("ns,nsd->nd", shares, both), atol=1e-4)


def test_hierarchical_attention_starts_as_the_mean_and_serves_a_network() -> None:
    pool = HierarchicalAttentionPool((3, 5), 4)
    maps = [torch.randn(2, 3, 6, 4), torch.randn(2, 5, 3, 2)]
    with torch.no_grad():
        plain = [
            project(one.mean((2, 3))) for project, one in zip(pool.projections, maps, strict=True)
        ]
        torch.testing.assert_close(pool(maps), (plain[0] + plain[1]) / 2)
        network = EmbeddingNetwork(build("cnn4"), "hierarchical-attention", dim=6).eval()
        rows = network(torch.zeros(2, 32, 32, 3, dtype=torch.uint8))
    assert rows.shape == (2, 6)

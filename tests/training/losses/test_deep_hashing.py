"""Losses of deep hashing methods, their centres and the straight-through sign, against loops."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("pytorch_metric_learning", reason="needs the extra 'train'")

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.codes import pack, unpack_signs
from photosearch.training.losses import (
    CSQLoss,
    DPSHLoss,
    GreedyHashLoss,
    HashNetLoss,
    OrthogonalCentresLoss,
    sign_straight_through,
)
from photosearch.training.losses.centres import (
    bernoulli_centres,
    hadamard_centres,
    hash_centres,
)

pytestmark = pytest.mark.train

seeds = st.integers(0, 10_000)
BITS, CLASSES = 8, 3


def batch(seed: int, rows: int = 9) -> tuple[torch.Tensor, torch.Tensor]:
    random = torch.Generator().manual_seed(seed)
    values = torch.randn(rows, BITS, generator=random, dtype=torch.float64)
    return values, torch.arange(rows) % CLASSES


def pairs(count: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(count) for j in range(count) if i != j]


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0, 2))
def test_dpsh_is_that_of_the_loops(seed: int, weight: float) -> None:
    values, labels = batch(seed)
    u, total = values.numpy(), 0.0
    for i, j in pairs(len(u)):
        theta = u[i] @ u[j] / 2
        total -= float(labels[i] == labels[j]) * theta - math.log(1 + math.exp(theta))
    deviations = [(v - (1 if v > 0 else -1)) ** 2 for v in u.ravel().tolist()]
    wanted = total / len(pairs(len(u))) + weight * sum(deviations) / len(deviations)
    assert float(DPSHLoss(weight)(values, labels)) == pytest.approx(wanted)


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0, 1))
def test_hashnet_is_that_of_the_loops(seed: int, share: float) -> None:
    values, labels = batch(seed, rows=7)
    loss = HashNetLoss(final_beta=4, scale=10)
    loss.set_progress(share)
    codes = np.tanh(math.sqrt(1 + 15 * share) * values.numpy())
    alike = sum(int(labels[i] == labels[j]) for i, j in pairs(7))
    everything, total = len(pairs(7)), 0.0
    for i, j in pairs(7):
        same = int(labels[i] == labels[j])
        weight = everything / (alike if same else everything - alike)
        product = 10 / BITS * (codes[i] @ codes[j])
        total += weight * (math.log(1 + math.exp(product)) - same * product)
    assert float(loss(values, labels)) == pytest.approx(total / everything)


def test_the_continuation_ends_near_the_sign() -> None:
    loss = HashNetLoss(final_beta=50)
    values, labels = batch(1)
    values = values + values.sign() * 0.2
    betas = []
    for share in (0, 0.3, 1):
        loss.set_progress(share)
        betas.append(loss.beta)
    assert betas[0] == 1
    assert betas == sorted(betas)
    assert betas[-1] == pytest.approx(50)
    torch.testing.assert_close(loss(values, labels), loss(100 * values, labels))
    for wrong in (-0.1, 1.1):
        with pytest.raises(ValueError, match="share"):
            loss.set_progress(wrong)
    with pytest.raises(ValueError, match="beta"):
        HashNetLoss(final_beta=0.5)


def test_signs_are_the_bits_of_packed_codes() -> None:
    values = torch.tensor([[0.5, -0.5, 0.0, -0.0, 1e-30, -1e30, 3.0, -2.0]])
    signs = sign_straight_through(values)
    np.testing.assert_array_equal(signs.numpy(), unpack_signs(pack(values.numpy())))


@pytest.mark.parametrize("kind", [torch.float64, torch.float32, torch.bfloat16])
def test_the_gradient_passes_straight_through(kind: torch.dtype) -> None:
    values = torch.tensor([-3.0, 0.0, 1e-3, 9.0], dtype=kind, requires_grad=True)
    weights = torch.tensor([1.0, -2.0, 3.0, 0.5], dtype=kind)
    signs = sign_straight_through(values)
    assert signs.dtype == kind
    (signs * weights).sum().backward()
    assert values.grad.tolist() == weights.tolist()


def cross_entropy(logits: np.ndarray, label: int) -> float:
    return math.log(sum(math.exp(logit - logits[label]) for logit in logits))


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_greedy_hash_is_that_of_the_loops(seed: int) -> None:
    values, labels = batch(seed)
    loss = GreedyHashLoss(BITS, CLASSES, penalty=0.3).double()
    weight = loss.classifier.weight.detach().numpy()
    codes = np.where(values.numpy() > 0, 1.0, -1.0)
    terms = [cross_entropy(weight @ row, label) for row, label in zip(codes, labels, strict=True)]
    cubes = np.abs(values.numpy() - codes) ** 3
    wanted = sum(terms) / len(terms) + 0.3 * cubes.mean()
    assert float(loss(values, labels).detach()) == pytest.approx(wanted)


def test_greedy_hash_teaches_values_what_their_signs_should_be() -> None:
    loss = GreedyHashLoss(BITS, CLASSES, penalty=0).double()
    values, labels = batch(2)
    one, two = values.clone().requires_grad_(), (values * 7).requires_grad_()
    loss(one, labels).backward()
    loss(two, labels).backward()
    torch.testing.assert_close(one.grad, two.grad)
    assert one.grad.abs().sum() > 0


def slow_csq(values: np.ndarray, centres: np.ndarray, labels: list[int], weight: float) -> float:
    central, quantised, count = 0.0, 0.0, values.size
    for row, label in zip(values, labels, strict=True):
        for value, centre in zip(row, centres[label], strict=True):
            share = (1 + math.tanh(value)) / 2
            central -= math.log(share if centre > 0 else 1 - share)
            quantised += math.log(math.cosh(abs(2 * share - 1) - 1))
    return (central + weight * quantised) / count


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0, 1), st.sampled_from([3, BITS, 2 * BITS, 5 * BITS]))
def test_csq_is_that_of_the_loops(seed: int, weight: float, classes: int) -> None:
    values, labels = batch(seed)
    loss = CSQLoss(BITS, classes, seed, quantisation=weight)
    wanted = slow_csq(values.numpy(), loss.centres.numpy(), labels.tolist(), weight)
    assert float(loss(values, labels)) == pytest.approx(wanted)


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0, 1))
def test_csq_of_mixed_labels_is_the_mix_of_its_losses(seed: int, share: float) -> None:
    values, labels = batch(seed)
    others = (labels + 1) % CLASSES
    one_hot = torch.eye(CLASSES, dtype=torch.float64)
    loss = CSQLoss(BITS, CLASSES)
    found = loss(values, share * one_hot[labels] + (1 - share) * one_hot[others])
    wanted = share * loss(values, labels) + (1 - share) * loss(values, others)
    torch.testing.assert_close(found, wanted)


def slow_orthogonal(
    values: np.ndarray, centres: np.ndarray, labels: list[int], scale: float, margin: float
) -> float:
    total = 0.0
    for row, label in zip(values, labels, strict=True):
        lengths = [math.sqrt(row @ row) * math.sqrt(centre @ centre) for centre in centres]
        logits = np.array([row @ c / length for c, length in zip(centres, lengths, strict=True)])
        logits[label] -= margin
        total += cross_entropy(scale * logits, label)
    return total / len(values)


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(1, 30), st.floats(0, 1), st.sampled_from([3, 2 * BITS, 5 * BITS]))
def test_orthogonal_centres_is_that_of_the_loops(
    seed: int, scale: float, margin: float, classes: int
) -> None:
    values, labels = batch(seed)
    loss = OrthogonalCentresLoss(BITS, classes, seed, scale=scale, margin=margin)
    wanted = slow_orthogonal(values.numpy(), loss.centres.numpy(), labels.tolist(), scale, margin)
    assert float(loss(values, labels)) == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize("loss", [OrthogonalCentresLoss, GreedyHashLoss, CSQLoss])
def test_sure_shares_are_labels(loss: type[torch.nn.Module]) -> None:
    made = loss(BITS, CLASSES)
    values, labels = batch(0)
    shares = torch.nn.functional.one_hot(labels, CLASSES)
    values = values.float()
    torch.testing.assert_close(made(values, shares.float()), made(values, labels))


@pytest.mark.parametrize("loss", [OrthogonalCentresLoss, CSQLoss])
def test_the_centre_is_the_best_code_of_its_class(loss: type[torch.nn.Module]) -> None:
    made = loss(16, 10)
    labels = torch.arange(10)
    best = float(made(5 * made.centres, labels))
    for bit in range(16):
        moved = 5 * made.centres
        moved[:, bit] *= -1
        assert float(made(moved, labels)) > best


@pytest.mark.parametrize("bits", [1, 2, 16, 128])
def test_hadamard_centres_are_orthogonal_or_opposite(bits: int) -> None:
    centres = hadamard_centres(bits, 2 * bits, seed=3)
    assert centres.dtype == torch.float32
    products = centres @ centres.T / bits
    torch.testing.assert_close(products[:bits, :bits], torch.eye(bits))
    torch.testing.assert_close(products[:bits, bits:], -torch.eye(bits))


def test_no_bit_of_hadamard_centres_is_idle() -> None:
    for seed in range(20):
        assert hadamard_centres(64, 20, seed).mean(0).abs().max() < 1


def test_bernoulli_centres_are_all_different_and_half_apart() -> None:
    crowded = bernoulli_centres(6, 64, seed=1)
    assert len(crowded.unique(dim=0)) == 64
    centres = bernoulli_centres(256, 200, seed=1)
    assert set(centres.unique().tolist()) == {-1, 1}
    differing = (1 - centres @ centres.T / 256) / 2
    others = differing[~torch.eye(200, dtype=torch.bool)]
    assert float(others.mean()) == pytest.approx(0.5, abs=0.01)
    assert others.min() > 0.3


def test_the_seed_decides_the_centres() -> None:
    for classes in (10, 100):
        one, same, other = (hash_centres(32, classes, seed) for seed in (1, 1, 2))
        assert torch.equal(one, same)
        assert not torch.equal(one, other)


@pytest.mark.parametrize(("bits", "classes", "orthogonal"), [(16, 32, 1), (16, 33, 0), (12, 5, 0)])
def test_hadamard_centres_where_there_are_enough(bits: int, classes: int, orthogonal: int) -> None:
    products = hash_centres(bits, classes) @ hash_centres(bits, classes).T
    off = products[~torch.eye(classes, dtype=torch.bool)]
    assert bool(((off == 0) | (off == -bits)).all()) == bool(orthogonal)


@pytest.mark.parametrize(
    ("make", "bits", "classes"),
    [
        (hadamard_centres, 12, 2),
        (hadamard_centres, 8, 17),
        (hadamard_centres, 8, 0),
        (bernoulli_centres, 3, 9),
        (hash_centres, 3, 9),
        (hash_centres, 0, 1),
    ],
)
def test_impossible_centres_are_refused(
    make: Callable[[int, int], object], bits: int, classes: int
) -> None:
    with pytest.raises(ValueError, match=r"not|no"):
        make(bits, classes)

"""Losses of the values in front of the sign, and distillation, against loops."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("pytorch_metric_learning", reason="needs the extra 'train'")

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.training.losses import (
    BitBalanceLoss,
    CodeDistanceLoss,
    DecorrelationLoss,
    DifferentialEntropyLoss,
    NoNegativesError,
    QuantisationLoss,
    SimilarityDistillationLoss,
)

pytestmark = pytest.mark.train

seeds = st.integers(0, 10_000)


def random_rows(seed: int, rows: int = 9, size: int = 5) -> torch.Tensor:
    random = torch.Generator().manual_seed(seed)
    return torch.randn(rows, size, generator=random, dtype=torch.float64) + 0.3


def unit(row: np.ndarray) -> np.ndarray:
    return row / math.sqrt(float(row @ row))


@settings(max_examples=25, deadline=None)
@given(seeds, st.sampled_from([1, 2, 3]))
def test_quantisation_is_that_of_the_loops(seed: int, power: int) -> None:
    values = random_rows(seed)
    terms = [abs(v - (1 if v > 0 else -1)) ** power for v in values.ravel().tolist()]
    assert float(QuantisationLoss(power)(values)) == pytest.approx(sum(terms) / len(terms))


def test_signs_cost_nothing() -> None:
    signs = torch.tensor([[1.0, -1.0], [-1.0, -1.0]])
    assert QuantisationLoss()(signs) == 0
    assert QuantisationLoss()(signs * 0.9) > 0
    with pytest.raises(ValueError, match="power"):
        QuantisationLoss(0.5)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_balance_is_that_of_the_loops(seed: int) -> None:
    values = random_rows(seed)
    means = [sum(map(math.tanh, column)) / len(column) for column in values.T.tolist()]
    wanted = sum(mean * mean for mean in means) / len(means)
    assert float(BitBalanceLoss()(values)) == pytest.approx(wanted)


def test_balanced_bits_cost_nothing_and_constant_ones_most() -> None:
    half = torch.tensor([[9.0, -9.0], [-9.0, 9.0]])
    assert float(BitBalanceLoss()(half)) == pytest.approx(0)
    assert float(BitBalanceLoss()(half[:1].repeat(4, 1))) == pytest.approx(1)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_decorrelation_is_that_of_numpy(seed: int) -> None:
    values = random_rows(seed)
    matrix = np.corrcoef(np.tanh(values.numpy()), rowvar=False)
    wanted = np.mean([matrix[i, j] ** 2 for i, j in combinations(range(5), 2)])
    # A little more variance than there is keeps bits that never vary from being blown up.
    assert float(DecorrelationLoss()(values)) == pytest.approx(float(wanted), rel=1e-3)


def test_a_repeated_bit_costs_most_and_a_constant_one_nothing() -> None:
    column = torch.tensor([[1.0], [-2.0], [0.5]])
    repeated = torch.cat([column, -column], 1)
    assert float(DecorrelationLoss()(repeated)) == pytest.approx(1, abs=1e-4)
    constant = torch.cat([column, torch.ones(3, 1)], 1)
    assert float(DecorrelationLoss()(constant)) == pytest.approx(0, abs=1e-9)
    with pytest.raises(ValueError, match="two bits"):
        DecorrelationLoss()(column)


def slow_entropy(x: np.ndarray, labels: list[int] | None) -> float:
    terms = []
    for i, row in enumerate(x):
        gaps = [
            math.dist(unit(row), unit(other))
            for j, other in enumerate(x)
            if j != i and (labels is None or labels[i] != labels[j])
        ]
        if gaps:
            terms.append(-math.log(min(gaps)))
    return sum(terms) / len(terms)


@settings(max_examples=25, deadline=None)
@given(seeds, st.booleans())
def test_differential_entropy_is_that_of_the_loops(seed: int, labelled: bool) -> None:
    values = random_rows(seed)
    labels = torch.arange(9) % 4 if labelled else None
    wanted = slow_entropy(values.numpy(), None if labels is None else labels.tolist())
    assert float(DifferentialEntropyLoss()(values, labels)) == pytest.approx(wanted)


def test_the_bounds_of_differential_entropy() -> None:
    loss = DifferentialEntropyLoss()
    assert float(loss(torch.tensor([[1.0, 0], [-2, 0]]))) == pytest.approx(-math.log(2))
    assert float(loss(torch.ones(3, 4))) == pytest.approx(-math.log(1e-4))


def test_the_gradient_of_near_rows_is_that_of_their_distance() -> None:
    near = torch.tensor([[1.0, 0.0], [1.0, 1e-3]], requires_grad=True)
    DifferentialEntropyLoss()(near).backward()
    assert near.grad[:, 1].tolist() == pytest.approx([1000, -1000], rel=1e-2)


def test_positives_are_no_neighbours() -> None:
    values = random_rows(1, rows=6)
    doubled = values.repeat(2, 1)
    labels = torch.arange(6).repeat(2)
    loss = DifferentialEntropyLoss()
    torch.testing.assert_close(loss(doubled, labels), loss(values))
    with pytest.raises(NoNegativesError):
        loss(values, torch.zeros(6))


def slow_code_distance(
    values: np.ndarray, labels: list[int], radius: float, margin: float, negatives: float
) -> float:
    near, far = [], []
    for i, j in combinations(range(len(values)), 2):
        products = [math.tanh(a) * math.tanh(b) for a, b in zip(values[i], values[j], strict=True)]
        differing = (1 - sum(products) / len(products)) / 2
        if labels[i] == labels[j]:
            near.append(max(0.0, differing - radius + margin))
        else:
            far.append(max(0.0, radius - differing + margin))
    return sum(near) / len(near) + negatives * (sum(far) / len(far) if far else 0.0)


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 3), st.booleans())
def test_code_distance_is_that_of_the_loops(
    seed: int, radius: float, margin: float, negatives: float, one_label: bool
) -> None:
    values = random_rows(seed)
    labels = torch.arange(9) % (1 if one_label else 3)
    wanted = slow_code_distance(values.numpy(), labels.tolist(), radius, margin, negatives)
    found = CodeDistanceLoss(radius, margin, negatives)(values, labels)
    assert float(found) == pytest.approx(wanted, abs=1e-12)


def test_code_distance_counts_bits() -> None:
    """Of sure values it is the hinge loss on Hamming distances."""
    codes = torch.ones(3, 16) * 30
    codes[1, :4] *= -1  # a positive, 4 of 16 bits apart
    codes[2, :6] *= -1  # a negative, 6 bits from the one and 2 from the other
    labels = torch.tensor([0, 0, 1])
    found = float(CodeDistanceLoss(radius=0.25, margin=0.125)(codes, labels))
    wanted = (4 - 4 + 2) / 16 + (max(0, 4 - 6 + 2) + (4 - 2 + 2)) / 2 / 16
    assert found == pytest.approx(wanted)
    with pytest.raises(ValueError, match="radius"):
        CodeDistanceLoss(radius=16)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_distillation_is_that_of_the_loops(seed: int) -> None:
    values, teacher = random_rows(seed, size=5), random_rows(seed + 1, size=8)
    x, y = values.numpy(), teacher.numpy()
    terms = [
        (unit(x[i]) @ unit(x[j]) - unit(y[i]) @ unit(y[j])) ** 2
        for i, j in combinations(range(9), 2)
    ]
    found = float(SimilarityDistillationLoss()(values, teacher))
    assert found == pytest.approx(float(np.mean(terms)))


def test_distillation_leaves_the_teacher_alone() -> None:
    values, teacher = random_rows(0).requires_grad_(), random_rows(1).requires_grad_()
    SimilarityDistillationLoss()(values, teacher).backward()
    assert teacher.grad is None
    assert float(SimilarityDistillationLoss()(teacher, 3 * teacher).detach()) == pytest.approx(0)
    with pytest.raises(ValueError, match="9 rows of the student, 8"):
        SimilarityDistillationLoss()(values, teacher[:8])

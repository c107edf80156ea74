"""Figures of merit against plain loops, and the calibration table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.codes import pack
from photosearch.training.evaluation.calibration import calibration_samples, fit_table
from photosearch.training.evaluation.metrics import (
    copy_metrics,
    cosine_distances,
    hamming_distances,
    mean_average_precision,
)


def slow_map(distances: np.ndarray, wanted: list, labels: list) -> float:
    """The expected value, answer by answer: where it may stand, and what may stand before it."""
    precisions = []
    for row, label in zip(distances.tolist(), wanted, strict=True):
        found = []
        for at in (at for at in range(len(labels)) if labels[at] == label):
            nearer = [other for other in range(len(row)) if row[other] < row[at]]
            tied = [other for other in range(len(row)) if row[other] == row[at] and other != at]
            sure = sum(labels[other] == label for other in nearer)
            maybe = sum(labels[other] == label for other in tied)
            total = 0.0
            for place in range(len(tied) + 1):
                before = maybe * place / len(tied) if tied else 0
                total += (sure + before + 1) / (len(nearer) + place + 1)
            found.append(total / (len(tied) + 1))
        if found:
            precisions.append(sum(found) / len(found))
    return sum(precisions) / len(precisions)


def slow_copies(
    distances: np.ndarray, originals: list[int], rng: np.random.Generator | None = None
) -> tuple[float, float, float]:
    """The figures of one order: that of the database, or one drawn for each query and the whole."""
    first, answers = 0, []
    for query, row in enumerate(distances.tolist()):
        draw = list(range(len(row))) if rng is None else rng.permutation(len(row)).tolist()
        ranked = sorted(range(len(row)), key=lambda at: (row[at], draw[at]))[:10]
        first += ranked[0] == originals[query]
        answers += [(row[at], at == originals[query]) for at in ranked]
    if rng is not None:
        rng.shuffle(answers)
    answers.sort(key=lambda answer: answer[0])
    hits, total, best = 0, 0.0, 0.0
    for rank, (_, right) in enumerate(answers, start=1):
        hits += right
        if right:
            total += hits / rank
        if hits / rank >= 0.9:
            best = max(best, hits / len(originals))
    return first / len(originals), total / len(originals), best


@given(st.integers(0, 10_000), st.integers(2, 40), st.integers(1, 6))
def test_mean_average_precision_is_that_of_the_loops(seed: int, size: int, span: int) -> None:
    rng = np.random.default_rng(seed)
    distances = rng.integers(0, span * 3, (5, size))
    labels = rng.integers(0, 3, size).tolist()
    wanted = [*rng.integers(0, 4, 4).tolist(), labels[0]]
    found = mean_average_precision(distances, wanted, labels)
    assert found == pytest.approx(slow_map(distances, wanted, labels))


@given(st.integers(0, 10_000), st.integers(11, 40))
def test_copy_figures_are_those_of_the_loops(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    distances = rng.permutation(7 * size).reshape(7, size).astype(float)
    originals = rng.integers(0, size, 7)
    distances[np.arange(7), originals] = rng.permutation(7) * 9 + 0.5
    assert copy_metrics(distances, originals) == pytest.approx(
        slow_copies(distances, originals.tolist())
    )


@pytest.mark.parametrize("span", [2, 5, 40])
def test_copy_figures_are_the_means_over_orders_of_ties(span: int) -> None:
    rng = np.random.default_rng(span)
    distances = rng.integers(0, span, (6, 25))
    originals = rng.integers(0, 25, 6)
    distances[np.arange(6), originals] //= 2
    found = copy_metrics(distances, originals)
    orders = [slow_copies(distances, originals.tolist(), rng)[:2] for _ in range(3000)]
    error = np.std(orders, axis=0) / np.sqrt(len(orders))
    assert np.all(np.abs(np.mean(orders, axis=0) - found[:2]) < 5 * error + 1e-9)


def test_codes_that_are_all_the_same_gain_nothing_by_the_order_of_the_database() -> None:
    labels = np.repeat([0, 1], 50)
    same = np.zeros((2, 100))
    found = mean_average_precision(same, [0, 1], labels)
    orders = [
        mean_average_precision(np.random.default_rng(seed).random((2, 100)), [0, 1], labels)
        for seed in range(400)
    ]
    assert found == pytest.approx(np.mean(orders), abs=0.01)
    assert found == mean_average_precision(same, [0, 1], labels[::-1])
    assert copy_metrics(same, [3, 99]).recall_at_1 == pytest.approx(0.01)
    assert copy_metrics(same, [3, 99]).recall_at_90 == 0


def test_perfect_and_hopeless_copies() -> None:
    distances = np.full((3, 20), 9)
    distances[[0, 1, 2], [4, 5, 6]] = 1
    assert copy_metrics(distances, [4, 5, 6]) == (1, 1, 1)
    distances[:, [14, 15, 16]] = 30
    assert copy_metrics(distances, [14, 15, 16]) == (0, 0, 0)


def test_distances() -> None:
    rng = np.random.default_rng(1)
    left, right = (rng.normal(size=(n, 16)).astype(np.float32) for n in (4, 6))
    bits = (left[:, None] > 0) != (right[None] > 0)
    np.testing.assert_array_equal(hamming_distances(pack(left), pack(right)), bits.sum(axis=2))
    wanted = [[1 - a @ b / np.linalg.norm(a) / np.linalg.norm(b) for b in right] for a in left]
    found: np.ndarray = cosine_distances(left, right)
    np.testing.assert_allclose(found, wanted, atol=1e-6)


def test_a_query_is_asked_with_and_without_its_original() -> None:
    distances = np.array([[3, 8, 9], [7, 9, 5]])
    found, right = calibration_samples(distances, np.array([0, 1]))
    assert found.tolist() == [3, 5, 8, 5]
    assert right.tolist() == [1, 0, 0, 0]
    found, right = calibration_samples(np.array([[3, 3, 9, 3]]), np.array([0]))
    assert found.tolist() == [3, 3]
    assert right.tolist() == [pytest.approx(1 / 3), 0]


@given(st.lists(st.tuples(st.integers(0, 64), st.booleans()), min_size=1, max_size=60))
def test_a_table_falls_from_1_to_0_at_most(answers: list[tuple[int, bool]]) -> None:
    distances, right = (np.array(column) for column in zip(*answers, strict=True))
    table = np.array(fit_table(distances.astype(float), right.astype(bool), 64))
    assert table[0, 0] == 0
    assert table[-1, 0] == 64
    assert (np.diff(table[:, 0]) > 0).all()
    assert (np.diff(table[:, 1]) <= 0).all()
    assert 0 <= table[-1, 1] <= table[0, 1] <= 1


def test_a_table_tells_the_share_that_is_right() -> None:
    distances = np.repeat([8.0, 16.0, 32.0], 100)
    right = np.concatenate([np.arange(100) < share for share in (100, 60, 0)])
    table = dict(fit_table(distances, right, 64))
    assert (table[8], table[16], table[32]) == pytest.approx((1, 0.6, 0), abs=0.01)
    assert table[24] == pytest.approx(0.3, abs=0.01)
    assert 0 < table[64] < table[8] < 1

"""Figures of ranked lists against scikit-learn and plain loops."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.message_text import raises_text

pytest.importorskip("sklearn", reason="needs the extra 'train'")

from sklearn.metrics import average_precision_score, precision_recall_curve

from photosearch.core.errors import UserError
from photosearch.training.evaluation.metrics import mean_average_precision
from photosearch.training.evaluation.ranked import (
    RECALL_LEVELS,
    RankedMetrics,
    Tally,
    order,
    plain,
    rank_all,
)

pytestmark = pytest.mark.train

SLOW = settings(max_examples=25, deadline=None)
"""scikit-learn checks its arguments at length."""


def figures(
    distances: np.ndarray, wanted: np.ndarray, labels: np.ndarray, own: np.ndarray | None = None
) -> RankedMetrics:
    ranked = order(distances, own)
    tally = Tally(ranked.shape[1])
    tally.add(
        ranked, labels[ranked] == wanted[:, None], np.take_along_axis(distances, ranked, axis=1)
    )
    return tally.figures()


def without_ties(seed: int, queries: int = 4, photos: int = 60, classes: int = 4) -> tuple:
    rng = np.random.default_rng(seed)
    distances = rng.permuted(np.tile(np.arange(photos, dtype=float), (queries, 1)), axis=1)
    labels = np.concatenate([np.arange(classes), rng.integers(0, classes, photos - classes)])
    return distances, rng.integers(0, classes, queries), labels


@SLOW
@given(st.integers(0, 10_000))
def test_map_and_curve_are_those_of_scikit_learn(seed: int) -> None:
    distances, wanted, labels = without_ties(seed)
    found = figures(distances, wanted, labels)
    curve = np.zeros(len(RECALL_LEVELS))
    for at, label in enumerate(wanted):
        right = labels == label
        ap = average_precision_score(right, -distances[at])
        assert found.average_precisions[at] == pytest.approx(ap)
        precision, recall, _ = precision_recall_curve(right, -distances[at])
        curve += [precision[recall >= level - 1e-9].max() for level in RECALL_LEVELS]
    # scikit-learn adds a last point of its own, precision 1 at recall 0.
    np.testing.assert_allclose(found.precision_at_recall[1:], curve[1:] / len(wanted))


@SLOW
@given(st.integers(0, 10_000))
def test_figures_at_k_are_those_of_the_loops(seed: int) -> None:
    distances, wanted, labels = without_ties(seed)
    found = figures(distances, wanted, labels)
    assert list(found.precision_at) == [1, 5, 10, 20, 50]
    for k in found.precision_at:
        precisions, recalls, aps = [], [], []
        for row, label in zip(distances, wanted, strict=True):
            first = np.argsort(row)[:k]
            right = labels[first] == label
            precisions.append(right.mean())
            recalls.append(right.sum() / (labels == label).sum())
            aps.append(average_precision_score(right, -row[first]) if right.any() else 0.0)
        assert found.precision_at[k] == pytest.approx(np.mean(precisions))
        assert found.recall_at[k] == pytest.approx(np.mean(recalls))
        assert found.map_at[k] == pytest.approx(np.mean(aps))
    assert found.recall_at_1 == found.precision_at[1]


@SLOW
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_ties_are_counted_as_the_other_measure_does(seed: int, span: int) -> None:
    rng = np.random.default_rng(seed)
    distances = rng.integers(0, span, (5, 40)).astype(np.int16)
    labels = rng.integers(0, 3, 40)
    wanted = rng.choice(labels, 5)
    slow = mean_average_precision(distances, wanted, labels)
    assert figures(distances, wanted, labels).mean_average_precision == pytest.approx(slow)


@pytest.mark.parametrize("span", [1, 3, 8])
def test_figures_are_the_means_over_orders_of_ties(span: int) -> None:
    rng = np.random.default_rng(span)
    distances = rng.integers(0, span, (1, 24))
    labels = rng.integers(0, 2, 24)
    wanted = labels[:1]
    found = figures(distances, wanted, labels)
    means: dict[str, list[list[float]]] = {"map": [], "precision": [], "recall": [], "whole": []}
    for _ in range(2000):
        one = figures(distances + rng.random((1, 24)) / 2, wanted, labels)
        means["map"].append(list(one.map_at.values()))
        means["precision"].append(list(one.precision_at.values()))
        means["recall"].append(list(one.recall_at.values()))
        means["whole"].append([one.mean_average_precision])
    for name, values in (
        ("map", list(found.map_at.values())),
        ("precision", list(found.precision_at.values())),
        ("recall", list(found.recall_at.values())),
        ("whole", [found.mean_average_precision]),
    ):
        error = np.std(means[name], axis=0) / np.sqrt(2000)
        assert np.all(np.abs(np.mean(means[name], axis=0) - values) < 5 * error + 1e-9), name


@SLOW
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_the_order_of_the_database_never_matters(seed: int, span: int) -> None:
    rng = np.random.default_rng(seed)
    distances, labels = rng.integers(0, span, (3, 40)), rng.integers(0, 3, 40)
    wanted, shuffled = labels[:3], rng.permutation(40)
    before = figures(distances, wanted, labels)
    after = figures(distances[:, shuffled], wanted, labels[shuffled])
    assert after.mean_average_precision == pytest.approx(before.mean_average_precision)
    assert after.map_at == pytest.approx(before.map_at)
    assert after.precision_at == pytest.approx(before.precision_at)
    np.testing.assert_allclose(after.precision_at_recall, before.precision_at_recall)


@SLOW
@given(st.integers(0, 10_000))
def test_the_order_of_the_database_does_not_matter_without_ties(seed: int) -> None:
    distances, wanted, labels = without_ties(seed)
    shuffled = np.random.default_rng(seed + 1).permutation(len(labels))
    before = figures(distances, wanted, labels)
    after = figures(distances[:, shuffled], wanted, labels[shuffled])
    assert after.mean_average_precision == pytest.approx(before.mean_average_precision)
    np.testing.assert_allclose(after.precision_at_recall, before.precision_at_recall)
    np.testing.assert_array_equal(shuffled[after.best], before.best)


@SLOW
@given(st.integers(0, 10_000))
def test_a_perfect_ranking_gives_1_and_the_reverse_the_least(seed: int) -> None:
    distances, wanted, labels = without_ties(seed)
    wrong = (labels != wanted[:, None]).astype(float)
    best = figures(wrong * 1000 + distances, wanted, labels)
    assert best.mean_average_precision == pytest.approx(1)
    assert best.recall_at_1 == 1
    assert (best.precision_at_recall == 1).all()
    worst = figures(distances - wrong * 1000, wanted, labels)
    found = figures(distances, wanted, labels).mean_average_precision
    assert worst.mean_average_precision <= found + 1e-12
    assert worst.recall_at_1 == 0


@SLOW
@given(st.integers(0, 10_000))
def test_chunks_make_no_difference_and_the_query_is_not_its_own_answer(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(50, 16)).astype(np.float32)
    labels = rng.integers(0, 3, 50)
    own = np.array([3, 10, 49])
    found = rank_all(plain("hamming", values), values[own], labels[own], labels, bits=16, own=own)
    for at, me in enumerate(own):
        others = np.delete(np.arange(50), me)
        bits = ((values > 0) != (values[me] > 0)).sum(axis=1)[others]
        right = labels[others] == labels[me]
        slow = mean_average_precision(bits[None], [labels[me]], labels[others])
        assert found.figures.average_precisions[at] == pytest.approx(slow)
        assert me not in found.figures.best[at]
        assert found.figures.best[at, 0] == others[np.argmin(bits)]
        close = bits <= 2
        share = right[close].mean() if close.any() else 0.0
        alone = rank_all(
            plain("hamming", values), values[[me]], labels[[me]], labels, bits=16, own=own[[at]]
        )
        assert alone.figures.precision_within_radius == pytest.approx(share)
        assert alone.figures.nothing_within_radius == float(not close.any())
        np.testing.assert_array_equal(alone.histogram.same, np.bincount(bits[right], minlength=17))
        np.testing.assert_array_equal(
            alone.histogram.different, np.bincount(bits[~right], minlength=17)
        )


def test_many_chunks_are_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    distances, wanted, labels = without_ties(3, queries=9)
    whole = figures(distances, wanted, labels)
    monkeypatch.setattr("photosearch.training.evaluation.ranked._CELLS", 130)
    places: list[Any] = []
    found = rank_all(
        lambda rows, own: distances[rows[:, 0].astype(int)],
        np.arange(9, dtype=np.float32)[:, None],
        wanted,
        labels,
        on_queries=places.append,
    ).figures
    assert places == [2, 2, 2, 2, 1]
    assert found.mean_average_precision == pytest.approx(whole.mean_average_precision)
    np.testing.assert_array_equal(found.best, whole.best)


def test_queries_that_nothing_answers_are_left_out_and_counted() -> None:
    distances = np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])
    found = figures(distances, np.array([0, 9]), np.array([0, 1, 1]))
    assert (found.queries, found.unanswerable) == (1, 1)
    assert found.mean_average_precision == 1
    assert np.isnan(found.average_precisions[1])
    with raises_text(UserError, "Not one query"):
        figures(distances, np.array([8, 9]), np.array([0, 1, 1]))

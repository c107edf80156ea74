"""Simulated users with a hidden criterion: more is found, and never less than before."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from photosearch.core.codes import CodeKind
from photosearch.core.ranking import asymmetric_similarity
from photosearch.library.learning.map_fitting import (
    fit_logistic,
    fit_turn,
    fit_weights,
    make_map,
    measure_space,
)
from photosearch.library.learning.map_trial import average_precision, learn_map
from tests.library.learning.simulated_user import (
    Answers,
    judge,
    make_library,
    mean_average_precision,
)

SEEDS = range(20)


def found(seed: int, sense: CodeKind, criterion: str, count: int = 100) -> tuple[float, float]:
    """Mean average precision of photos that were not judged, before and after learning."""
    library = make_library(seed)
    labels = getattr(library, criterion)
    order = np.random.default_rng([seed, 3]).permutation(len(labels))
    judged, asked = order[:300], order[300:350]
    answers = judge(library, sense, labels, judged, judged, seed, count)
    trial = learn_map(sense, answers.codes(library), library.codes)
    before = mean_average_precision(library.signs(sense), labels, asked, order[300:])
    if not trial.better:
        return before, before
    signs = {kind: library.signs(kind) for kind in library.codes}
    return before, mean_average_precision(trial.learned.vectors(signs), labels, asked, order[300:])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sense", "criterion", "gain"),
    [
        (CodeKind.SUBJECT, "colours", 1.5),
        (CodeKind.LOOK, "scenes", 1.5),
        (CodeKind.COPY, "colours", 1.1),
        (CodeKind.COPY, "scenes", 1.1),
    ],
)
def test_a_hundred_answers_find_more_and_never_less(
    sense: CodeKind, criterion: str, gain: float
) -> None:
    figures = np.array([found(seed, sense, criterion) for seed in SEEDS])
    ratios = figures[:, 1] / figures[:, 0]
    assert ratios.min() >= 1, ratios
    assert ratios.mean() >= gain, ratios


def test_learning_takes_less_than_two_seconds_of_one_core() -> None:
    library = make_library(0, photos=4000)
    everything = np.arange(len(library.colours))
    answers = judge(library, CodeKind.SUBJECT, library.colours, everything, everything, 0)
    # Of this thread: those of the linear algebra wait for it, and for other tests, at full speed.
    started = time.thread_time()
    learn_map(CodeKind.SUBJECT, answers.codes(library), library.codes)
    assert time.thread_time() - started < 2


def test_answers_by_chance_change_little() -> None:
    for seed in range(6):
        library = make_library(seed)
        rng = np.random.default_rng([seed, 4])
        pairs = {
            (min(one, two), max(one, two)): bool(rng.random() < 0.5)
            for one, two in rng.integers(0, 300, (100, 2)).tolist()
            if one != two
        }
        answers = Answers([(*pair, alike) for pair, alike in pairs.items()])
        trial = learn_map(CodeKind.SUBJECT, answers.codes(library), library.codes)
        # The prior holds the sense as it is.
        assert trial.learned.shares[CodeKind.SUBJECT] > 0.5


def test_the_same_answers_give_the_same_map() -> None:
    library = make_library(5)
    answers = judge(library, CodeKind.SUBJECT, library.colours, np.arange(300), np.arange(300), 5)
    first, second = (
        learn_map(CodeKind.SUBJECT, answers.codes(library), library.codes) for _ in range(2)
    )
    assert first.learned.to_bytes() == second.learned.to_bytes()
    assert (first.before, first.after) == (second.before, second.after)


def test_answers_about_one_photo_alone_are_learned_from() -> None:
    library = make_library(6)
    alike = library.colours == library.colours[0]
    pairs = [(0, other, bool(alike[other])) for other in range(1, 60)]
    trial = learn_map(CodeKind.SUBJECT, Answers(pairs).codes(library), library.codes)
    assert 0 <= trial.before <= 1
    assert trial.learned.sense is CodeKind.SUBJECT


@pytest.mark.parametrize("sense", [CodeKind.COPY, CodeKind.LOOK, CodeKind.SUBJECT])
def test_without_other_weight_the_order_is_that_of_the_sense_to_the_bit(sense: CodeKind) -> None:
    library = make_library(3)
    space = measure_space(sense, library.codes)
    weights = np.zeros(3)
    weights[space.own] = 1.0
    learned = make_map(space, weights, None)
    bits = library.signs(sense).shape[1]
    query = np.random.default_rng(0).standard_normal((bits,), dtype=np.float32)
    found = learned.similarity({sense: query}, library.codes)
    plain = asymmetric_similarity(query, library.codes[sense])
    assert np.argsort(-found, kind="stable")[:50].tolist() == (
        np.argsort(-np.round(plain, 6), kind="stable")[:50].tolist()
    )


def test_a_library_of_equal_photos_has_no_directions() -> None:
    codes = {CodeKind.LOOK: np.zeros((30, 8), np.uint8)}
    with pytest.raises(ValueError, match="same code"):
        measure_space(CodeKind.LOOK, codes)


def test_a_kind_in_which_all_are_equal_is_left_out() -> None:
    library = make_library(7)
    codes = {**library.codes, CodeKind.LOOK: np.zeros((600, 8), np.uint8)}
    space = measure_space(CodeKind.SUBJECT, codes)
    assert [block.kind for block in space.blocks] == [CodeKind.COPY, CodeKind.SUBJECT]


class TestAgainstSlowVersions:
    @settings(deadline=None, max_examples=30)
    @example(590)
    @given(st.integers(0, 10_000))
    def test_the_regression_is_where_every_small_step_makes_it_worse(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        rows = rng.normal(size=(30, 3))
        right = rng.random(30) < 0.5
        start, sureness = rng.normal(size=3), rng.uniform(0.5, 5, 3)

        def cost(coefficients: np.ndarray) -> float:
            total = 0.0
            for row, is_right in zip(rows, right, strict=True):
                logit = float(row @ coefficients)
                total += np.log1p(np.exp(-logit)) if is_right else np.log1p(np.exp(logit))
            return total + 0.5 * float(np.sum(sureness * (coefficients - start) ** 2))

        best = fit_logistic(rows, right, start, sureness)
        for axis in range(3):
            for step in (-1e-3, 1e-3):
                moved = best.copy()
                moved[axis] += step
                assert cost(moved) > cost(best)

    @given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=12))
    def test_average_precision(self, photos: list[tuple[int, bool]]) -> None:
        if not any(right for _, right in photos):
            photos[0] = photos[0][0], True
        scores = np.array([float(score) for score, _ in photos])
        right = np.array([each for _, each in photos])
        found = []
        for best in (False, True):
            ranked = sorted(photos, key=lambda each: (-each[0], each[1] != best))
            hits, precisions = 0, []
            for place, (_, is_right) in enumerate(ranked, start=1):
                hits += is_right
                if is_right:
                    precisions.append(hits / place)
            found.append(np.mean(precisions))
        assert average_precision(scores, right) == pytest.approx(np.mean(found))

    def test_what_differs_among_the_alike_counts_less(self) -> None:
        library = make_library(8)
        space = measure_space(CodeKind.SUBJECT, library.codes)
        rows = space.rows(library.codes).astype(np.float64)
        rng = np.random.default_rng(0)
        axis = np.zeros(rows.shape[1])
        axis[3] = 1
        differences = rng.normal(size=(40, 1)) * axis + 0.01 * rng.normal(size=(40, rows.shape[1]))
        turn = fit_turn(space, np.ones(3), differences)
        # The metric is turn @ turn.T: how long a step along an axis is.
        metric = turn @ turn.T
        lengths = np.diag(metric)
        assert lengths.argmin() == 3
        assert (np.linalg.eigvalsh(metric) > 0).all()

    def test_the_weight_goes_to_the_code_that_tells(self) -> None:
        library = make_library(9)
        space = measure_space(CodeKind.SUBJECT, library.codes)
        places = [block.kind for block in space.blocks]
        rng = np.random.default_rng(0)
        likeness = rng.normal(size=(2000, 3))
        alike = likeness[:, places.index(CodeKind.LOOK)] > 0
        weights = fit_weights(space, likeness, alike)
        assert weights.max() == 1
        assert (weights >= 0).all()
        assert places[int(weights.argmax())] is CodeKind.LOOK

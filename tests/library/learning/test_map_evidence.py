"""How sure weights are, and what they are worth in a library, against slow versions."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.codes import CodeKind
from photosearch.library.learning.map_evidence import (
    coefficient_covariance,
    expected_gain,
    expected_precision,
    sureness_of_others,
)
from photosearch.library.learning.map_fitting import (
    PairCodes,
    fit_coefficients,
    logistic,
    measure_space,
    prior_sureness,
    weights_of,
)
from photosearch.library.learning.map_trial import average_precision
from tests.library.learning.simulated_user import judge, make_library

SENSE = CodeKind.SUBJECT


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 1000), st.integers(2, 12))
def test_what_pairs_that_share_a_photo_tell_counts_together(seed: int, photos: int) -> None:
    rng = np.random.default_rng(seed)
    ends = np.array([(a, b) for a in range(photos) for b in range(a)])
    ends = ends[rng.random(len(ends)) < 0.7]
    if not len(ends):
        return
    codes = np.arange(photos, dtype=np.uint8)[:, None]
    alike = rng.random(len(ends)) < 0.5
    pairs = PairCodes({SENSE: codes[ends[:, 0]]}, {SENSE: codes[ends[:, 1]]}, alike)
    likeness = rng.normal(size=(len(ends), 2))
    coefficients, sureness = rng.normal(size=3), rng.uniform(1, 30, 3)
    found = coefficient_covariance(pairs, SENSE, likeness, coefficients, sureness)

    rows = np.column_stack([likeness, np.ones(len(ends))])
    chance = logistic(rows @ coefficients)
    bend = np.diag(sureness)
    for row, each in zip(rows, chance, strict=True):
        bend = bend + each * (1 - each) * np.outer(row, row)
    tied = np.diag(sureness)
    for one, other in product(range(len(ends)), repeat=2):
        if set(ends[one]) & set(ends[other]):
            left = (alike[one] - chance[one]) * rows[one]
            right = (alike[other] - chance[other]) * rows[other]
            tied = tied + np.outer(left, right)
    expected = np.linalg.inv(bend) @ tied @ np.linalg.inv(bend)
    sizes, axes = np.linalg.eigh(expected)
    assert found == pytest.approx((axes * np.maximum(sizes, 1e-12)) @ axes.T, abs=1e-9)
    assert (np.linalg.eigvalsh(found) > -1e-12).all()


@given(st.integers(0, 1000))
def test_of_chances_that_are_certain_it_is_the_average_precision(seed: int) -> None:
    rng = np.random.default_rng(seed)
    right = rng.random((3, 20)) < 0.4
    right[:, 0] = True
    scores = rng.normal(size=(3, 20))
    found = expected_precision(np.where(right, 1.0, 1e-12), np.argsort(-scores, axis=1))
    means = [average_precision(one, each) for one, each in zip(scores, right, strict=True)]
    assert found == pytest.approx(np.mean(means), abs=1e-6)


def test_what_is_to_be_expected_is_what_comes() -> None:
    rng = np.random.default_rng(0)
    chance = rng.uniform(0.01, 0.6, (1, 200))
    order = np.argsort(-rng.normal(size=(1, 200)), axis=1)
    scores = -np.argsort(order[0]).astype(np.float64)
    drawn = [average_precision(scores, rng.random(200) < chance[0]) for _ in range(2000)]
    assert expected_precision(chance, order) == pytest.approx(np.mean(drawn), rel=0.02)


def test_more_is_expected_where_another_kind_tells_and_nothing_where_the_sense_does() -> None:
    library = make_library(3)
    everything = np.arange(300)
    figures = {}
    for criterion in ("colours", "scenes"):
        labels = getattr(library, criterion)
        pairs = judge(library, SENSE, labels, everything, everything, 3).codes(library)
        space = measure_space(SENSE, library.codes)
        likeness = space.likeness(space.rows(pairs.first), space.rows(pairs.second))
        coefficients = fit_coefficients(space, likeness, pairs.alike)
        covariance = coefficient_covariance(
            pairs, SENSE, likeness, coefficients, prior_sureness(space)
        )
        gain = expected_gain(
            space, library.codes, weights_of(space, coefficients), coefficients, covariance
        )
        figures[criterion] = sureness_of_others(space, coefficients, covariance), gain
    # Subject codes show the scenes, those of the look the colours.
    assert figures["colours"][0] > 3
    assert figures["colours"][1] > 0.1
    assert figures["scenes"][1] < figures["colours"][1] / 2


def test_the_weight_of_the_sense_alone_brings_nothing() -> None:
    library = make_library(4)
    space = measure_space(SENSE, library.codes)
    weights = np.zeros(3)
    weights[space.own] = 1.0
    rng = np.random.default_rng(0)
    coefficients = np.append(rng.normal(size=3), -2.0)
    assert expected_gain(space, library.codes, weights, coefficients, np.eye(4)) == 0.0
    few = {kind: codes[:2] for kind, codes in library.codes.items()}
    assert expected_gain(space, few, weights, coefficients, np.eye(4)) == 0.0


def test_without_another_kind_nothing_is_sure() -> None:
    library = make_library(5)
    space = measure_space(SENSE, {SENSE: library.codes[SENSE]})
    assert sureness_of_others(space, np.array([2.0, -1.0]), np.eye(2)) == 0.0

"""One threshold of distances, against a search of every distance by loops."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

pytest.importorskip("sklearn", reason="needs the extra 'train'")

from photosearch.training.evaluation.thresholds import (
    equal_error_threshold,
    pair_errors,
)

pytestmark = pytest.mark.train

pairs = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=2, max_size=40)


def slow_errors(some: list[tuple[int, bool]], threshold: float) -> tuple[float, float, float]:
    """False alarms, misses and F1."""
    alarms = sum(apart <= threshold for apart, alike in some if not alike)
    hits = sum(apart <= threshold for apart, alike in some if alike)
    alike = sum(same for _, same in some)
    f1 = 2 * hits / (alike + hits + alarms)
    return alarms / (len(some) - alike), 1 - hits / alike, f1


def both_kinds(some: list[tuple[int, bool]]) -> tuple[list[int], list[bool]]:
    apart, alike = [one for one, _ in some], [one for _, one in some]
    assume(any(alike) and not all(alike))
    return apart, alike


@settings(max_examples=100, deadline=None)
@given(some=pairs)
def test_no_other_distance_has_errors_more_equal(some: list[tuple[int, bool]]) -> None:
    found = equal_error_threshold(*both_kinds(some))
    gaps = {}
    for apart, _ in some:
        alarms, misses, _ = slow_errors(some, apart)
        gaps[apart] = abs(alarms - misses)
    assert gaps[round(found.distance)] == pytest.approx(min(gaps.values()))
    alarms, misses, _ = slow_errors(some, found.distance)
    assert found.error_rate == pytest.approx((alarms + misses) / 2)


@settings(max_examples=50, deadline=None)
@given(some=pairs, threshold=st.integers(-1, 13))
def test_errors_are_those_counted_by_hand(some: list[tuple[int, bool]], threshold: int) -> None:
    found = pair_errors(*both_kinds(some), threshold)
    assert (found.false_alarms, found.misses, found.f1) == pytest.approx(
        slow_errors(some, threshold)
    )


def test_what_is_told_apart_has_no_errors() -> None:
    apart, alike = [[0.1, 0.7], [0.3, 0.9]], [[True, False], [True, False]]
    found = equal_error_threshold(apart, alike)
    assert found.distance == pytest.approx(0.3)
    assert tuple(pair_errors(apart, alike, found.distance)) == (0.0, 0.0, 1.0)


@pytest.mark.parametrize("alike", [[True, True], [False, False]])
def test_pairs_of_one_kind_have_no_threshold(alike: list[bool]) -> None:
    with pytest.raises(ValueError, match="both needed"):
        equal_error_threshold([0.1, 0.2], alike)

"""The mathematics of parts, against loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.codes import pack
from photosearch.core.parts import (
    WINDOW_WEIGHT,
    NullDistribution,
    estimate_null,
    raise_by_parts,
    significant_parts,
    spread_ratio,
    window_closeness,
    window_pairs,
)
from photosearch.core.query import CropBox


@given(st.integers(1, 5), st.integers(0, 12), st.integers(0, 2**20))
def test_closeness_is_that_of_the_slow_version(count: int, photos: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    whole = int(rng.integers(count))
    mine = rng.normal(size=(count, 16)).astype(np.float32)
    theirs = rng.normal(size=(photos, count, 16)).astype(np.float32)
    found = window_closeness(mine, pack(theirs).reshape(photos, 2 * count), whole)
    pairs = [(whole, whole)]
    pairs += [(whole, other) for other in range(count) if other != whole]
    pairs += [(other, whole) for other in range(count) if other != whole]
    assert pairs[1:] == window_pairs(count, whole)
    assert found.shape == (2 * count - 1, photos)
    for row, (a, b) in enumerate(pairs):
        for photo in range(photos):
            q = mine[a].astype(float)
            agreed = sum(
                abs(x) for x, y in zip(q, theirs[photo, b], strict=True) if (x > 0) == (y > 0)
            )
            scatter = np.sqrt(16 * sum(x * x for x in q)) / sum(abs(x) for x in q)
            expected = (agreed / sum(abs(x) for x in q) - 0.5) / scatter
            assert found[row, photo] == pytest.approx(expected, abs=1e-6)


def test_sharpness_is_how_much_wider_unrelated_similarities_scatter() -> None:
    rng = np.random.default_rng(0)
    query = rng.normal(size=128).astype(np.float32)
    signs = rng.choice([-1.0, 1.0], size=(20_000, 128))
    of_values = (signs @ query / np.abs(query).sum()).std()
    of_signs = (signs @ np.sign(query) / 128).std()
    assert spread_ratio(query) == pytest.approx(of_values / of_signs, rel=0.03)
    assert spread_ratio(np.sign(query)) == pytest.approx(1)
    assert spread_ratio(np.zeros(8, np.float32)) == 1


def test_the_null_distribution_is_median_and_spread_of_most_photos() -> None:
    distances = np.rint(np.random.default_rng(1).normal(56, 9, 5000)).astype(np.int32)
    related = np.concatenate([distances, np.zeros(100, np.int32)])
    middle, spread = estimate_null(related, 128)
    assert middle == pytest.approx(0.5 - 56 / 128, abs=0.01)
    assert spread == pytest.approx(9 / 128, abs=0.01)


@pytest.mark.parametrize("distances", [[], [0], [3, 3, 3]])
def test_a_few_photos_have_the_spread_of_independent_bits(distances: list[int]) -> None:
    assert estimate_null(np.array(distances, np.int32), 64).spread == 0.5 / 8


nulls = st.builds(NullDistribution, st.floats(-0.1, 0.2), st.floats(0.01, 0.2))


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(-0.5, 0.5)), min_size=1, max_size=9),
    st.floats(0.01, 0.2),
    st.floats(1, 2),
    nulls,
)
def test_a_part_lifts_and_never_lowers(
    pairs: list[tuple[float, float]], spread: float, scale: float, null: NullDistribution
) -> None:
    similarity, closeness = (np.array(column) for column in zip(*pairs, strict=True))
    values = raise_by_parts(similarity, spread, scale, closeness, null)
    for value, s, c in zip(values, similarity, closeness, strict=True):
        above = c - null.median
        if above <= 0:
            assert value == s
            continue
        whole_z, part_z = max(s - 0.5, 0) / scale / spread, above / null.spread
        both = 0.5 + scale * spread * (whole_z**2 + WINDOW_WEIGHT * part_z**2) ** 0.5
        assert value == pytest.approx(max(both, s))
        assert value >= s
    # Rising in both: a photo that is nearer in both ways is never behind.
    nearer = raise_by_parts(similarity + 0.01, spread, scale, closeness + 0.01, null)
    assert (nearer >= values).all()


def test_a_part_is_told_where_it_is_clear_and_better_than_the_whole() -> None:
    null = NullDistribution(0.05, 0.05)
    closeness = np.array([
        [0.05, 0.40, 0.10, 0.10],  # whole against whole
        [0.30, 0.42, 0.12, 0.05],
        [0.10, 0.10, 0.19, 0.21],
    ])  # fmt: skip
    assert significant_parts(closeness, null).tolist() == [True, False, False, True]


def test_a_box_in_a_box() -> None:
    box = CropBox(0.5, 0, 0.5, 0.5).inside(CropBox(0.2, 0.4, 0.4, 0.6))
    assert (box.x, box.y, box.width, box.height) == pytest.approx((0.4, 0.4, 0.2, 0.3))

"""Corrected probabilities: in the same order, and never looser about "surely"."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.recalibration import Recalibration

corrections = st.builds(Recalibration, st.floats(-8, 8), st.floats(0.1, 8, allow_subnormal=False))
probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=30).map(
    lambda values: np.array(sorted(values))
)


@given(corrections, probabilities)
def test_the_order_stays_and_surely_is_never_looser(
    correction: Recalibration, probability: np.ndarray
) -> None:
    corrected = correction.apply(probability)
    assert (np.diff(corrected) >= -1e-12).all()
    assert ((corrected >= 0) & (corrected <= 1)).all()
    assert (corrected[probability < 0.94] <= 0.94).all()
    assert not ((corrected >= 0.95) & (probability < 0.95)).any()


@given(probabilities)
def test_nothing_is_changed_by_none(probability: np.ndarray) -> None:
    kept = np.clip(probability, 0.001, 0.999)
    assert Recalibration().apply(probability) == pytest.approx(
        np.minimum(kept, np.maximum(probability, 0.94)), abs=1e-9
    )


@given(corrections)
def test_it_comes_back_as_it_was_written(correction: Recalibration) -> None:
    assert Recalibration.from_bytes(correction.to_bytes()) == correction


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"shift": 1, "slope": 0}', b'{"shift": NaN, "slope": 1}', b"\xff"]
)
def test_damaged_ones_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Recalibration.from_bytes(data)


def test_a_table_keeps_its_distances() -> None:
    shipped = ((0, 0.99), (40, 0.6), (128, 0.01))
    table = Recalibration(-1, 1).table(shipped)
    assert [distance for distance, _ in table] == [0, 40, 128]
    assert table[1][1] == pytest.approx(1 / (1 + np.exp(1 - np.log(0.6 / 0.4))))

"""How many photos a fitting holds out, and how many pictures it looks at."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.tuning import (
    LEAST_PHOTOS,
    held_out,
    is_model_name,
    pictures_to_look_at,
    report_of,
)
from tests.library.tuning.fake_training import LAYER, REPORT


@given(st.integers(LEAST_PHOTOS, 100_000), st.integers(1, 13))
def test_some_are_held_out_and_most_learned_from(photos: int, views: int) -> None:
    judging, choosing = held_out(photos)
    assert 0 < choosing <= judging <= 300
    assert judging + choosing <= photos * 0.36
    assert pictures_to_look_at(photos, views) >= photos * (1 + views) + 60 * 14


def test_as_the_manual_tells() -> None:
    """docs/training.md: about 20,000 pictures for 4,000 photos."""
    assert round(pictures_to_look_at(4000), -3) in (21_000, 22_000)


@pytest.mark.parametrize("name", ["a", "my-photos", "9", "a" * 64, "A.b_c-d"])
def test_names(name: str) -> None:
    assert is_model_name(name)


@pytest.mark.parametrize("name", ["", "-a", ".a", "a" * 65, "a b", "ä", "a/b", "a\n"])
def test_what_is_no_name(name: str) -> None:
    assert not is_model_name(name)


@pytest.mark.parametrize("part", ["name", "learned", "layers"])
def test_a_report_that_lacks_something_is_none(part: str) -> None:
    with pytest.raises(ValueError, match="no report"):
        report_of({name: value for name, value in REPORT.items() if name != part})


def test_figures_are_numbers() -> None:
    layer = dict(LAYER, before={"copies_uap": math.nan})
    with pytest.raises(ValueError, match="no number"):
        report_of(dict(REPORT, layers=[layer]))

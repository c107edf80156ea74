"""One scale of how alike photos are, wherever it is spoken of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.query import LOOK, SHOT, SUBJECT, Answer, SenseMix
from photosearch.gui.likeness import (
    BARS,
    Degree,
    degree_at,
    degree_of,
    degree_words,
    groups_by_degree,
    score_at,
    sense_name,
)


def answer(scores: list[float], *, calibrated: bool) -> Answer:
    falling = np.sort(np.array(scores, np.float32))[::-1]
    return Answer(np.arange(len(scores)), falling, falling, calibrated, len(scores), 0.0)


@pytest.mark.parametrize(
    ("score", "calibrated", "degree"),
    [
        (0.99, True, Degree.SURELY),
        (0.95, True, Degree.SURELY),
        (0.9499, True, Degree.PROBABLY),
        (0.4, True, Degree.PERHAPS),
        (0.0, True, Degree.HARDLY),
        (1.0, False, Degree.SURELY),
        (0.85, False, Degree.PROBABLY),
        (0.5, False, Degree.HARDLY),
    ],
)
def test_degrees(score: float, calibrated: bool, degree: Degree) -> None:
    assert degree_of(np.float32(score), calibrated=calibrated) is degree


@given(st.floats(0, 1, width=32), st.booleans())
def test_a_cut_off_and_a_score_at_it_have_the_same_name(certainty: float, calibrated: bool) -> None:
    bars = {round(bar, 6) for bar in BARS}
    if round(certainty, 6) not in bars or certainty in BARS:  # rounding may go either way there
        score = score_at(certainty, calibrated=calibrated)
        assert degree_of(score, calibrated=calibrated) is degree_at(certainty)


@given(st.lists(st.floats(0, 1, width=32)), st.booleans())
def test_each_photo_stands_under_its_degree_in_its_order(
    scores: list[float], calibrated: bool
) -> None:
    found = answer(scores, calibrated=calibrated)
    groups = groups_by_degree(found, SHOT)
    assert groups.order.tolist() == list(range(len(scores)))
    under = np.repeat(groups.titles, groups.sizes()).tolist()
    assert under == [
        degree_words(degree_of(score, calibrated=calibrated), SHOT, calibrated=calibrated)
        for score in found.scores
    ]
    assert len(set(groups.titles)) == len(groups.titles)


def test_names() -> None:
    assert degree_words(Degree.SURELY, SHOT, calibrated=True) == "Surely the same shot"
    assert degree_words(Degree.HARDLY, SUBJECT, calibrated=True) == "Hardly the same subject"
    assert degree_words(Degree.SURELY, LOOK, calibrated=False) == "Almost the same"
    assert sense_name(SenseMix(1, 0, 1)) == sense_name(None) == "alike"

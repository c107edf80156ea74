"""One scale of how alike photos are, wherever it is spoken of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.query import LOOK, SHOT, SUBJECT, Answer, SimilarityWeights
from photosearch.core.similarity_levels import (
    LEVEL_THRESHOLDS,
    SimilarityLevel,
    level_at,
    level_of,
    min_score,
)
from photosearch.gui.similarity_text import groups_by_level, level_text, mode_name


def answer(scores: list[float], *, calibrated: bool) -> Answer:
    falling = np.sort(np.array(scores, np.float32))[::-1]
    return Answer(np.arange(len(scores)), falling, falling, calibrated, len(scores), 0.0)


@pytest.mark.parametrize(
    ("score", "calibrated", "degree"),
    [
        (0.99, True, SimilarityLevel.SURELY),
        (0.95, True, SimilarityLevel.SURELY),
        (0.9499, True, SimilarityLevel.PROBABLY),
        (0.4, True, SimilarityLevel.PERHAPS),
        (0.0, True, SimilarityLevel.HARDLY),
        (1.0, False, SimilarityLevel.SURELY),
        (0.85, False, SimilarityLevel.PROBABLY),
        (0.5, False, SimilarityLevel.HARDLY),
    ],
)
def test_degrees(score: float, calibrated: bool, degree: SimilarityLevel) -> None:
    assert level_of(float(np.float32(score)), calibrated=calibrated) is degree


@given(st.floats(0, 1, width=32), st.booleans())
def test_a_cut_off_and_a_score_at_it_have_the_same_name(certainty: float, calibrated: bool) -> None:
    bars = {round(bar, 6) for bar in LEVEL_THRESHOLDS}
    if (
        round(certainty, 6) not in bars or certainty in LEVEL_THRESHOLDS
    ):  # rounding may go either way there
        score = min_score(certainty, calibrated=calibrated)
        assert level_of(score, calibrated=calibrated) is level_at(certainty)


@given(st.lists(st.floats(0, 1, width=32)), st.booleans())
def test_each_photo_stands_under_its_degree_in_its_order(
    scores: list[float], calibrated: bool
) -> None:
    found = answer(scores, calibrated=calibrated)
    groups = groups_by_level(found, SHOT)
    assert groups.order.tolist() == list(range(len(scores)))
    under = np.repeat(list(map(str, groups.titles)), groups.sizes()).tolist()
    assert under == [
        level_text(level_of(score, calibrated=calibrated), SHOT, calibrated=calibrated)
        for score in found.scores
    ]
    assert len(set(groups.titles)) == len(groups.titles)


def test_names() -> None:
    assert level_text(SimilarityLevel.SURELY, SHOT, calibrated=True) == "Surely the same shot"
    assert level_text(SimilarityLevel.HARDLY, SUBJECT, calibrated=True) == "Hardly the same subject"
    assert level_text(SimilarityLevel.SURELY, LOOK, calibrated=False) == "Almost the same"
    assert mode_name(SimilarityWeights(1, 0, 1)) == mode_name(None) == "alike"

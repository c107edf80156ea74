from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.codes import CodeKind
from photosearch.core.filters import Filters
from photosearch.core.query import LOOK, MODES, SHOT, SUBJECT, CropBox, SimilarityWeights
from tests.queries import item, like

starts = st.floats(0, 1, exclude_max=True, allow_subnormal=False)


@st.composite
def boxes(draw: st.DrawFn) -> CropBox:
    x, y = draw(starts), draw(starts)
    width = draw(st.floats(1e-9, max(1 - x, 1e-9)))
    height = draw(st.floats(1e-9, max(1 - y, 1e-9)))
    return CropBox(x, y, width, height)


@pytest.mark.parametrize(
    "numbers",
    [
        (-0.1, 0, 0.5, 0.5),
        (0, -0.1, 0.5, 0.5),
        (1, 0, 0.5, 0.5),
        (0, 1, 0.5, 0.5),
        (0, 0, 0, 0.5),
        (0, 0, 0.5, 0),
        (0, 0, -0.5, 0.5),
        (0.6, 0, 0.5, 0.5),
        (0, 0.6, 0.5, 0.5),
        (0, 0, 2, 2),
        (float("nan"), 0, 0.5, 0.5),
        (0, 0, float("nan"), 0.5),
        (0, 0, float("inf"), 0.5),
    ],
)
def test_a_box_outside_of_the_image_is_refused(numbers: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="within the image"):
        CropBox(*numbers)


def test_rounding_may_push_a_box_over_the_edge_a_little() -> None:
    assert CropBox(0.1, 0.7, 0.9, 0.3 + 1e-9).cut(np.zeros((10, 10, 3), np.uint8)).shape == (
        3,
        9,
        3,
    )


def test_a_cut_takes_the_pixels_of_the_box() -> None:
    rgb = np.arange(40 * 20 * 3, dtype=np.uint32).astype(np.uint8).reshape(40, 20, 3)
    cut = CropBox(0.25, 0.5, 0.5, 0.25).cut(rgb)
    assert np.array_equal(cut, rgb[20:30, 5:15])
    assert np.shares_memory(cut, rgb)


def test_the_whole_box_is_the_whole_image() -> None:
    rgb = np.zeros((7, 5, 3), np.uint8)
    assert CropBox(0, 0, 1, 1).cut(rgb).shape == rgb.shape


@given(boxes(), st.integers(1, 60), st.integers(1, 60))
def test_a_cut_is_never_empty_and_lies_within_the_image(box: CropBox, w: int, h: int) -> None:
    rgb = np.arange(h * w, dtype=np.int64).reshape(h, w)[..., None].repeat(3, axis=2)
    cut = box.cut(rgb)  # type: ignore[arg-type]
    height, width = cut.shape[:2]
    assert height >= 1
    assert width >= 1
    # Each edge within a pixel of what was asked.
    top, left = divmod(int(cut[0, 0, 0]), w)
    assert abs(left - box.x * w) <= 1
    assert abs(top - box.y * h) <= 1
    assert abs(left + width - (box.x + box.width) * w) <= 1 + 1e-6
    assert abs(top + height - (box.y + box.height) * h) <= 1 + 1e-6


@pytest.mark.parametrize(
    "weights", [(0, 0, 0), (-1, 2, 0), (1, -0.1, 0), (0, 0, -1), (float("nan"), 0, 0)]
)
def test_weights_of_senses_are_checked(weights: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="not negative"):
        SimilarityWeights(*weights)


@given(st.tuples(*[st.floats(0, 1e6, allow_subnormal=False)] * 3).filter(lambda w: sum(w) > 1e-3))
def test_weights_by_kind_sum_to_one_and_keep_their_ratio(weights: tuple[float, ...]) -> None:
    by_kind = SimilarityWeights(*weights).by_kind()
    assert sum(by_kind.values()) == pytest.approx(1)
    for kind, weight in zip((CodeKind.COPY, CodeKind.LOOK, CodeKind.SUBJECT), weights, strict=True):
        assert by_kind.get(kind, 0) == pytest.approx(weight / sum(weights))
        assert (kind in by_kind) == (by_kind.get(kind, 0) > 0)


def test_each_plain_sense_is_answered_by_one_kind() -> None:
    assert SHOT.by_kind() == {CodeKind.COPY: 1}
    assert LOOK.by_kind() == {CodeKind.LOOK: 1}
    assert SUBJECT.by_kind() == {CodeKind.SUBJECT: 1}
    assert MODES == {"shot": SHOT, "look": LOOK, "subject": SUBJECT}


def test_a_query_needs_a_positive_and_room_for_an_answer() -> None:
    assert not like().answerable
    assert not like(item(1, negative=True)).answerable
    assert like(item(1, negative=True), 2).answerable
    with pytest.raises(ValueError, match="limit"):
        like(item(1), limit=0)


def test_the_default_query_asks_for_the_same_shot_everywhere() -> None:
    query = like(item(Path("a.jpg")))
    assert query.mode == SHOT
    assert query.filters.empty
    assert not query.negatives


@pytest.mark.parametrize(
    "filters",
    [
        Filters(folders=(Path("a"),)),
        Filters(since=datetime(2020, 1, 1)),
        Filters(until=datetime(2020, 1, 1)),
        Filters(cameras=("canon",)),
        Filters(lenses=("50mm",)),
        Filters(formats=("jpeg",)),
        Filters(min_rating=0),
    ],
)
def test_any_condition_makes_filters_count(filters: Filters) -> None:
    assert not filters.empty

"""Another colour makes another picture, what edits do to all colours does not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageOps

from photosearch.core.picture_match import MAX_RECOLORED, PictureVerdict
from photosearch.core.verification import Verdict
from photosearch.library.workers.picture_colors import share_recolored, share_unlike, small_picture
from photosearch.library.workers.picture_comparison import (
    Picture,
    compare_pictures,
    verify_picture,
)
from tests.made_pictures import scene

SAME_PLACE = np.eye(3)
BLUE, RED, GREEN = (60, 90, 220), (220, 60, 50), (40, 150, 60)


def product(color: tuple[int, int, int]) -> np.ndarray:
    """A patterned thing of one colour on white."""
    height, width = 360, 480
    random = np.random.default_rng(1).integers(0, 256, (height // 10, width // 10), np.uint8)
    pattern = Image.fromarray(random).resize((width, height), Image.Resampling.BICUBIC)
    shades = 0.35 + 0.65 * np.asarray(pattern, np.float32) / 255
    picture = np.full((height, width, 3), 255, np.float32)
    thing = (slice(height // 8, -height // 8), slice(width // 5, -width // 5))
    picture[thing] = np.array(color) * shades[thing][..., None]
    return picture.astype(np.uint8)


def recolored(one: np.ndarray, other: np.ndarray) -> float:
    return share_recolored(small_picture(one), small_picture(other), SAME_PLACE)


@pytest.mark.parametrize("color", [RED, GREEN])
def test_a_thing_in_another_color_is_another_picture(color: tuple[int, int, int]) -> None:
    one, other = product(BLUE), product(color)

    assert recolored(one, other) > 0.2
    match = compare_pictures(Picture(one), Picture(other))
    assert match is not None
    assert match.verdict is PictureVerdict.OTHER
    verified = verify_picture(Picture(one), Picture(other))
    assert verified.inliers >= 15, "features agree"
    assert verified.verdict is Verdict.UNCONFIRMED


@pytest.mark.parametrize(
    "edit",
    [
        lambda image: image.convert("L").convert("RGB"),
        lambda image: ImageOps.colorize(image.convert("L"), (20, 10, 0), (255, 240, 205)),
        lambda image: ImageEnhance.Color(image).enhance(1.3),
        lambda image: ImageEnhance.Color(image).enhance(0.4),
        lambda image: ImageEnhance.Contrast(image).enhance(0.6),
        lambda image: image.resize((480, 270)),
        lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    ],
)
@pytest.mark.parametrize("picture", [scene(3), product(BLUE)], ids=["scene", "product"])
def test_edits_of_all_colors_make_no_other_picture(
    edit: Callable[[Image.Image], Image.Image], picture: np.ndarray
) -> None:
    copy = np.asarray(edit(Image.fromarray(picture)))

    match = compare_pictures(Picture(picture), Picture(copy))
    assert match is not None
    assert match.recolored <= MAX_RECOLORED
    assert match.verdict is PictureVerdict.COPY
    assert verify_picture(Picture(copy), Picture(picture)).verdict is Verdict.CONFIRMED


@given(
    seed=st.integers(0, 20),
    saturation=st.floats(0.35, 1.6),
    gains=st.tuples(st.floats(0.75, 1.25), st.floats(0.75, 1.25)),
)
def test_white_balance_and_saturation_are_no_other_color(
    seed: int, saturation: float, gains: tuple[float, float]
) -> None:
    picture = small_picture(scene(seed))
    grey = (picture @ [0.299, 0.587, 0.114])[..., None]
    toned = (grey + saturation * (picture - grey)) * [gains[0], 1.0, gains[1]]
    edited = np.asarray(toned.clip(0, 255), np.float32)

    assert share_recolored(picture, edited, SAME_PLACE) <= MAX_RECOLORED


@given(share=st.floats(0.0, 0.5))
def test_the_share_is_that_of_the_other_color(share: float) -> None:
    one = np.full((40, 60, 3), (200, 120, 60), np.float32)
    one[:, :20] = (90, 160, 220)
    other = one.copy()
    rows = round(40 * share)
    other[:rows, 20:] = (60, 180, 90)

    # Along edges a shift could explain it.
    assert share_recolored(one, other, SAME_PLACE) == pytest.approx(rows / 60, abs=0.04)
    assert share_unlike(one, other, SAME_PLACE) == pytest.approx(rows / 60, abs=0.04)


def test_pictures_that_share_next_to_nothing_tell_nothing() -> None:
    one = np.zeros((4, 4, 3), np.float32)

    assert share_recolored(one, one + 255, SAME_PLACE) == 0
    far = np.array([[1, 0, 5], [0, 1, 5], [0, 0, 1.0]])
    assert share_unlike(one, one, far) == 0

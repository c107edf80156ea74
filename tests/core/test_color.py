"""The colour of a picture: along the wheel, then greys."""

from __future__ import annotations

import colorsys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.color import GREY, HUES, dominant_color


def plain(red: int, green: int, blue: int, size: tuple[int, int] = (60, 80)) -> np.ndarray:
    return np.full((*size, 3), (red, green, blue), np.uint8)


def of_hue(degrees: float, value: float = 0.8) -> np.ndarray:
    rgb = colorsys.hsv_to_rgb(degrees / 360 % 1, 0.9, value)
    red, green, blue = (round(255 * part) for part in rgb)
    return plain(red, green, blue)


def test_pictures_stand_along_the_colour_wheel() -> None:
    assert [dominant_color(of_hue(degrees)) // 256 for degrees in range(0, 360, 10)] == list(
        range(HUES)
    )
    assert dominant_color(of_hue(-4)) // 256 == 0, "red lies on both sides of 0 degrees"


def test_of_one_hue_the_darker_comes_first() -> None:
    dark, bright = dominant_color(of_hue(120, 0.4)), dominant_color(of_hue(120, 0.9))
    assert dark < bright
    assert dark // 256 == bright // 256


def test_greys_come_last_from_dark_to_light() -> None:
    greys = [dominant_color(plain(level, level, level)) for level in (0, 80, 255)]
    assert greys == sorted(greys)
    assert [grey - GREY for grey in greys] == [0, 80, 255]
    assert dominant_color(plain(120, 124, 118)) > GREY, "a cast is no colour"


def test_the_hue_with_the_most_colour_counts() -> None:
    picture = plain(128, 128, 128)
    picture[:20] = (220, 30, 30)
    picture[20:24] = (20, 20, 230)
    assert dominant_color(picture) // 256 == 0


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (2000, 3)])
def test_any_size(size: tuple[int, int]) -> None:
    assert dominant_color(plain(200, 20, 20, size)) // 256 == 0


@given(st.integers(0, 2**32 - 1))
def test_whatever_is_shown_the_number_is_one(seed: int) -> None:
    chance = np.random.default_rng(seed)
    picture = chance.integers(0, 256, (*chance.integers(1, 90, 2), 3)).astype(np.uint8)
    assert 0 <= dominant_color(picture) < GREY + 256

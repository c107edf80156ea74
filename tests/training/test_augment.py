"""Random views: repeatable, sound for pictures of any shape, and leaving the picture alone."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from photosearch.training import augment


def picture(width: int, height: int, seed: int = 0) -> Image.Image:
    rng = np.random.default_rng(seed)
    return Image.fromarray(rng.integers(0, 256, (height, width, 3), dtype=np.uint8))


@settings(deadline=None, max_examples=60)
@given(st.integers(8, 90), st.integers(8, 90), st.integers(0, 2**32), st.booleans())
def test_views_are_pictures_and_repeat(width: int, height: int, seed: int, alone: bool) -> None:
    image = picture(width, height)
    before = image.tobytes()
    others = [] if alone else [picture(30, 40, 1), picture(50, 20, 2)]
    one, again = (augment.copy_view(image, Random(seed), others) for _ in range(2))
    assert one.mode == "RGB"
    assert min(one.size) >= 1
    assert (one.size, one.tobytes()) == (again.size, again.tobytes())
    assert image.tobytes() == before


def test_a_crop_is_a_part_of_the_picture() -> None:
    image = picture(80, 60)
    whole = np.asarray(image)
    for seed in range(50):
        part = np.asarray(augment.crop(image, Random(seed)))
        height, width = part.shape[:2]
        assert 0.08 * whole[..., 0].size <= height * width <= whole[..., 0].size
        corners = np.argwhere((whole == part[0, 0]).all(axis=2))
        assert any(
            np.array_equal(whole[y : y + height, x : x + width], part) for y, x in corners.tolist()
        )


def test_a_mosaic_shows_each_picture_in_its_cell() -> None:
    colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (9, 9, 9)]
    made = augment.mosaic([Image.new("RGB", (7, 5), colour) for colour in colours], 40)
    assert made.size == (40, 40)
    assert [made.getpixel((x, y)) for y in (10, 30) for x in (10, 30)] == colours

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from photosearch.images.thumbnails import MAX_SIDE, THUMBNAIL_SIDE, make_thumbnail, read_thumbnail
from tests.images import builders


@given(st.integers(1, 900), st.integers(1, 900))
@settings(max_examples=50, deadline=None)
def test_it_fits_and_is_never_enlarged(width: int, height: int) -> None:
    thumbnail = read_thumbnail(make_thumbnail(np.full((height, width, 3), 90, np.uint8)))
    rows, columns = thumbnail.shape[:2]
    longer = max(width, height)
    assert max(rows, columns) == (longer if longer <= MAX_SIDE else THUMBNAIL_SIDE)
    scale = max(rows, columns) / longer
    assert abs(rows - height * scale) <= 0.5 or rows == 1
    assert abs(columns - width * scale) <= 0.5 or columns == 1


def test_it_looks_like_the_photo() -> None:
    photo = builders.scene(900, 600)
    small = np.array(Image.fromarray(photo).resize((320, 213), Image.Resampling.LANCZOS))
    difference = read_thumbnail(make_thumbnail(photo)).astype(int) - small
    assert np.abs(difference).mean() < 2


def test_it_is_a_small_jpeg() -> None:
    thumbnail = make_thumbnail(builders.scene(900, 600))
    with Image.open(io.BytesIO(thumbnail)) as image:
        assert image.format == "JPEG"
    assert len(thumbnail) < 20_000


def test_views_are_taken_too() -> None:
    photo = builders.scene(200, 100)
    turned = read_thumbnail(make_thumbnail(photo[:, ::-1]))
    assert np.abs(turned[:, ::-1].astype(int) - photo).mean() < 3


def test_a_damaged_thumbnail_is_said_so() -> None:
    with pytest.raises(ValueError, match=r"."):
        read_thumbnail(make_thumbnail(builders.scene())[:100])

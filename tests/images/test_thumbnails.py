from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from photosearch.images.thumbnails import (
    MAX_SIDE,
    THUMBNAIL_SIDE,
    fit_thumbnail,
    make_thumbnail,
    read_thumbnail,
)
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


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 800))
@settings(max_examples=50, deadline=None)
def test_it_fits_into_a_box_and_is_not_enlarged_for_it(width, height, side) -> None:
    jpeg = make_thumbnail(np.full((height, width, 3), (200, 100, 50), np.uint8))
    full = read_thumbnail(jpeg)
    fitted = fit_thumbnail(jpeg, side)
    longer = max(full.shape[:2])
    wanted = min(side, longer)
    assert max(fitted.shape[:2]) == wanted
    assert fitted.shape[2] == 4
    assert fitted.dtype == np.uint8
    scale = wanted / longer
    for now, before in zip(fitted.shape, full.shape[:2], strict=False):
        assert abs(now - before * scale) <= 0.5 or now == 1
    assert np.abs(fitted[..., :3].astype(int) - (50, 100, 200)).max() <= 4, "blue comes first"


@pytest.mark.parametrize("side", [40, 120, 300])
def test_fitted_it_looks_as_if_scaled_from_the_whole(side: int) -> None:
    jpeg = make_thumbnail(builders.scene(900, 600))
    fitted = fit_thumbnail(jpeg, side)
    image = Image.fromarray(read_thumbnail(jpeg))
    whole = np.array(image.resize((fitted.shape[1], fitted.shape[0]), Image.Resampling.BILINEAR))
    assert np.abs(fitted[..., 2::-1].astype(int) - whole).mean() < 3


def test_a_damaged_thumbnail_is_not_fitted() -> None:
    for damaged in (b"", b"no picture", make_thumbnail(builders.scene())[:100]):
        with pytest.raises(ValueError, match=r"."):
            fit_thumbnail(damaged, 100)

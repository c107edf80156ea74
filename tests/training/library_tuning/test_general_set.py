"""Pictures of no library: the same everywhere, all different, and told by the encoder."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("torch", reason="needs the extra 'train'")

from photosearch.core.tuning import GENERAL_PICTURES
from photosearch.training.library_tuning.general_set import general_photos, general_pictures
from photosearch.training.library_tuning.verdict import is_no_worse

pytestmark = pytest.mark.train


def test_there_are_as_many_as_told_and_no_two_are_alike() -> None:
    pictures = general_pictures()
    assert len(pictures) == len(set(pictures)) == GENERAL_PICTURES
    small = [
        np.asarray(Image.open(io.BytesIO(jpeg)).resize((16, 12)), np.float64) for jpeg in pictures
    ]
    for number, one in enumerate(small):
        assert one.std() > 10, "an empty picture tells nothing"
        for other in small[:number]:
            assert np.abs(one - other).mean() > 8


def test_they_have_numbers_of_no_photo() -> None:
    photos = general_photos()
    assert [photo.photo_id for photo in photos[:2]] == [-1, -2]
    assert len({photo.content_id for photo in photos}) == GENERAL_PICTURES
    assert all(photo.path is None for photo in photos)


def test_no_worse_is_within_a_picture_or_so() -> None:
    assert is_no_worse({"copies_r1": 0.9}, {"copies_r1": 0.896})
    assert not is_no_worse({"copies_r1": 0.9}, {"copies_r1": 0.89})
    assert is_no_worse({"copies_r1": 0.9}, {"copies_r1": 0.99})

"""All pixels of files: turned without loss, enlarged."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.images.decode import decode
from photosearch.images.jpeg import coding_of
from photosearch.library.workers.file_pixels import are_equal_turned, is_enlarged
from tests.made_pictures import scene

TURNED = Path(__file__).with_name("turned")
"""upright.jpg, and what jpegtran made of it: -rotate 90, -flip horizontal."""


def pixels(data: bytes) -> np.ndarray:
    return decode(data, short_side=None, max_pixels=10**6).rgb


def jpeg(rgb: np.ndarray, quality: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(rgb)).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["rotated.jpg", "flipped.jpg"])
def test_a_jpeg_that_was_turned_without_loss_is_the_same(name: str) -> None:
    upright, turned = ((TURNED / each).read_bytes() for each in ("upright.jpg", name))

    assert coding_of(upright) == coding_of(turned) != b""
    assert not np.array_equal(np.rot90(pixels(upright), 3), pixels(turned))
    assert are_equal_turned(pixels(upright), pixels(turned))


@pytest.mark.parametrize("quality", [60, 92, 97])
def test_one_that_was_turned_and_encoded_anew_is_not(quality: int) -> None:
    upright = pixels((TURNED / "upright.jpg").read_bytes())

    assert not are_equal_turned(upright, pixels(jpeg(np.rot90(upright), quality)))


def test_pictures_of_other_sizes_are_not_equal() -> None:
    assert not are_equal_turned(scene(1), scene(1)[:-1])


def test_codings_differ_with_the_quality_and_are_of_jpeg_files_alone() -> None:
    assert coding_of(jpeg(scene(1), 90)) == coding_of(jpeg(scene(2), 90))
    assert coding_of(jpeg(scene(1), 90)) != coding_of(jpeg(scene(1), 85))
    assert coding_of(b"\x89PNG\r\n\x1a\n") == b""
    assert coding_of(jpeg(scene(1), 90)[:60]) == b""


@pytest.mark.parametrize("scale", [1.5, 2.0, 3.0])
def test_an_enlargement_has_no_further_detail(scale: float) -> None:
    small = Image.fromarray(scene(3)).reduce(2)
    size = round(small.width * scale), round(small.height * scale)
    enlarged = small.resize(size, Image.Resampling.BICUBIC)

    assert is_enlarged(np.asarray(enlarged), scale)
    assert not is_enlarged(np.asarray(scene(3)), scale)


def test_an_empty_picture_is_compared_without_harm() -> None:
    assert is_enlarged(np.zeros((1, 1, 3), np.uint8), 2.0)

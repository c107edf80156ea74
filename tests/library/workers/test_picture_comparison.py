"""Copies agree where they are laid over each other, other frames do not."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from photosearch.core.picture_match import PictureMatch, PictureVerdict
from photosearch.library.workers.file_pixels import hash_pixels
from photosearch.library.workers.picture_comparison import Picture, compare_pictures
from tests.made_pictures import blank, chat, logo, page, scene

Edit = Callable[[Image.Image], Image.Image]


def compared(one: np.ndarray, other: np.ndarray) -> PictureMatch | None:
    return compare_pictures(Picture(one), Picture(other))


def verdict(one: np.ndarray, other: np.ndarray) -> PictureVerdict | None:
    match = compared(one, other)
    return match.verdict if match else None


def _jpeg(image: Image.Image) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=40)
    return Image.open(buffer).convert("RGB")


def _screen(image: Image.Image) -> Image.Image:
    screen = Image.new("RGB", (700, 500), (30, 30, 30))
    screen.paste(image, (110, 70))
    return screen


@pytest.mark.parametrize(
    "edit",
    [
        _jpeg,
        lambda image: image.resize((160, 120)),
        lambda image: image.resize((70, 52)),
        lambda image: image.resize((480, 240)),  # stretched
        lambda image: image.crop((60, 40, 400, 300)),
        lambda image: image.transpose(Image.Transpose.ROTATE_90),
        lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        lambda image: image.rotate(8, Image.Resampling.BICUBIC, expand=True),
        lambda image: image.convert("L").convert("RGB"),
        lambda image: ImageEnhance.Contrast(image).enhance(0.6),
        _screen,
    ],
)
def test_copies(edit: Edit) -> None:
    rgb = scene(3)

    assert verdict(rgb, np.asarray(edit(Image.fromarray(rgb)))) is PictureVerdict.COPY


def test_the_transform_tells_the_crop() -> None:
    rgb = scene(4)

    match = compared(rgb, rgb[90:270, 120:360])

    assert match is not None
    assert match.transform == pytest.approx((2, 0, -0.5, 0, 2, -0.5), abs=0.02)
    assert match.covered[1] == pytest.approx(1)


def test_a_frame_in_which_something_moved_is_no_copy() -> None:
    first, second = scene(5).copy(), scene(5).copy()
    part = scene(77)[:90, :90]
    first[120:210, 60:150] = part
    second[120:210, 250:340] = part

    assert verdict(first, second) is PictureVerdict.MOVED


@pytest.mark.parametrize(
    "make", [blank, logo, page, chat, lambda seed: page(seed, letterhead=True)]
)
def test_what_is_only_alike_is_no_copy(make: Callable[[int], np.ndarray]) -> None:
    found = verdict(make(1), make(3))

    assert found in (None, PictureVerdict.OTHER, PictureVerdict.MOVED)


def test_a_picture_of_one_colour_is_compared_with_anything() -> None:
    flat = np.full((30, 500, 3), 120, np.uint8)

    assert compared(flat, flat) is None
    assert compared(flat, scene(1)) is None
    assert compared(flat[:1, :1], scene(1)) is None


def test_shirts_of_one_cut_are_told_by_their_colours() -> None:
    def shirt(colour: tuple[int, int, int]) -> np.ndarray:
        rgb = np.full((300, 300, 3), 255, np.uint8)
        rgb[60:260, 90:210] = colour
        rgb[60:110, 50:250] = colour
        return rgb

    assert verdict(shirt((200, 30, 30)), shirt((30, 30, 200))) is not PictureVerdict.COPY


def test_the_hash_of_pixels_does_not_change_with_turns() -> None:
    rgb = scene(6)
    hashes = {
        hash_pixels(np.rot90(each, quarters))
        for each in (rgb, rgb[:, ::-1])
        for quarters in range(4)
    }

    assert len(hashes) == 1
    other = rgb.copy()
    other[0, 0, 0] ^= 1
    assert hash_pixels(other) not in hashes


def test_the_hash_of_a_picture_of_one_colour_has_a_size() -> None:
    assert hash_pixels(np.zeros((4, 6, 3), np.uint8)) == hash_pixels(np.zeros((6, 4, 3), np.uint8))
    assert hash_pixels(np.zeros((4, 6, 3), np.uint8)) != hash_pixels(np.zeros((3, 8, 3), np.uint8))

"""What was laid over a picture and a frame about it are told from what moved and from crops."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from photosearch.core.picture_match import PictureMatch, PictureVerdict
from photosearch.library.workers.picture_comparison import Picture, compare_pictures
from tests.made_pictures import scene, sticker

Edit = Callable[[Image.Image], Image.Image]


def compared(one: np.ndarray, other: np.ndarray) -> PictureMatch:
    match = compare_pictures(Picture(one), Picture(other))
    assert match is not None
    return match


def _stamp(image: Image.Image) -> Image.Image:
    ImageDraw.Draw(image).text((300, 320), "12.5.2019", fill=(255, 140, 30), font_size=26)
    return image


@pytest.mark.parametrize("edit", [sticker, _stamp])
@pytest.mark.parametrize("first", [True, False])
def test_what_was_laid_over_a_picture_is_told_with_its_place(edit: Edit, *, first: bool) -> None:
    plain = scene(3)
    edited = np.asarray(edit(Image.fromarray(plain.copy())))

    match = compared(edited, plain) if first else compared(plain, edited)

    assert match.verdict is PictureVerdict.LAID_OVER
    over, under = match.shares if first else match.shares[::-1]
    assert under == 1
    assert 0.75 < over < 0.995


def test_what_moved_was_not_laid_over() -> None:
    first, second = scene(5).copy(), scene(5).copy()
    part = scene(77)[:90, :90]
    first[120:210, 60:150] = part
    second[120:210, 250:340] = part

    match = compared(first, second)

    assert match.verdict is PictureVerdict.MOVED
    assert match.shares == (1, 1)


def test_a_little_that_moved_between_two_frames_is_enough() -> None:
    random = np.random.default_rng(1)
    first, second = scene(5).astype(np.float32), scene(5).astype(np.float32)
    first[120:150, 60:90] = scene(77)[:30, :30]
    second[122:152, 64:94] = scene(77)[:30, :30]
    noisy = [
        (each + random.normal(0, 2.5, each.shape)).clip(0, 255).astype(np.uint8)
        for each in (first, second)
    ]

    assert compared(*noisy).verdict is not PictureVerdict.COPY


def _framed(image: Image.Image) -> Image.Image:
    return ImageOps.expand(image, 40, "white")


def _padded(image: Image.Image) -> Image.Image:
    return ImageOps.pad(image, (480, 480), color="black")


def _screen(image: Image.Image) -> Image.Image:
    screen = Image.new("RGB", (700, 520), (32, 32, 36))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, 700, 40), fill=(225, 225, 225))
    draw.text((10, 10), "File   Edit   View", fill="black")
    screen.paste(image, (110, 70))
    return screen


@pytest.mark.parametrize(("edit", "share"), [(_framed, 0.70), (_padded, 0.75), (_screen, 0.475)])
@pytest.mark.parametrize("first", [True, False])
def test_a_frame_is_no_part_of_a_picture(edit: Edit, share: float, *, first: bool) -> None:
    plain = scene(4)
    edited = np.asarray(edit(Image.fromarray(plain)))

    match = compared(edited, plain) if first else compared(plain, edited)

    assert match.verdict is PictureVerdict.COPY
    shares = match.shares if first else match.shares[::-1]
    assert shares == (pytest.approx(share, abs=0.02), 1)


@pytest.mark.parametrize("seed", range(4))
def test_what_a_crop_leaves_away_is_no_frame(seed: int) -> None:
    whole = scene(seed)

    assert compared(whole, whole[50:300, 70:400]).shares == (1, 1)

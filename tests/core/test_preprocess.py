"""Resizing, held to plain loops and to Pillow; and the three ways of fitting."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from photosearch.core.model_card import Fit
from photosearch.core.preprocess import PAD_GREY, fit_image, resize


def picture(height: int, width: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def card(width: int, height: int, fit: Fit) -> Any:
    return SimpleNamespace(input_width=width, input_height=height, fit=fit)


def slow_axis(values: list[float], size: int) -> list[float]:
    """One row of numbers resized with a triangle filter, the plain way."""
    scale = len(values) / size
    reach = max(scale, 1.0)
    resized = []
    for number in range(size):
        centre = (number + 0.5) * scale
        total = weight_sum = 0.0
        for at, value in enumerate(values):
            weight = max(0.0, 1 - abs(at + 0.5 - centre) / reach)
            total += weight * value
            weight_sum += weight
        resized.append(total / weight_sum)
    return resized


def slow_resize(rgb: np.ndarray, width: int, height: int) -> np.ndarray:
    out = np.zeros((height, width, 3), np.uint8)
    for channel in range(3):
        rows = [slow_axis([float(v) for v in row], width) for row in rgb[:, :, channel]]
        columns = [slow_axis([row[x] for row in rows], height) for x in range(width)]
        for x in range(width):
            for y in range(height):
                out[y, x, channel] = math.floor(columns[x][y] + 0.5)
    return out


@pytest.mark.parametrize(
    ("height", "width"), [(1, 1), (1, 30), (30, 1), (5, 7), (16, 12), (21, 33), (24, 8), (40, 17)]
)
def test_resize_is_the_triangle_filter(height: int, width: int) -> None:
    rgb = picture(height, width)
    wanted = slow_resize(rgb, 12, 16).astype(int)
    found = resize(rgb, 12, 16).astype(int)
    # One grey level where float32 rounds the other way.
    assert np.abs(found - wanted).max() <= 1
    assert np.abs(found - wanted).mean() < 0.01


@pytest.mark.parametrize(("height", "width"), [(327, 436), (240, 320), (100, 80), (700, 40)])
def test_resize_agrees_with_pillow(height: int, width: int) -> None:
    rgb = picture(height, width)
    wanted = np.asarray(Image.fromarray(rgb).resize((225, 193), Image.Resampling.BILINEAR))
    found = resize(rgb, 225, 193)
    assert np.abs(found.astype(int) - wanted).max() <= 1


@pytest.mark.parametrize(("height", "width"), [(1201, 1601), (2000, 450), (33, 5000), (1, 9999)])
def test_large_images_are_averaged_first_as_pillow_does(height: int, width: int) -> None:
    rgb = picture(height, width)
    image = Image.fromarray(rgb)
    wanted = np.asarray(image.resize((225, 193), Image.Resampling.BILINEAR, reducing_gap=2))
    found = resize(rgb, 225, 193)
    assert np.abs(found.astype(int) - wanted).max() <= 1


def test_a_reduced_photo_looks_the_same_whatever_size_it_comes_in() -> None:
    smooth = np.asarray(
        Image.fromarray(picture(9, 12)).resize((1600, 1200), Image.Resampling.BICUBIC)
    )
    small = resize(smooth, 65, 65).astype(int)
    for size in [(1200, 900), (803, 601), (400, 300)]:
        other = np.asarray(Image.fromarray(smooth).resize(size, Image.Resampling.LANCZOS))
        assert np.abs(resize(other, 65, 65).astype(int) - small).max() <= 4


def test_the_same_size_is_left_alone() -> None:
    rgb = picture(20, 30)
    assert np.array_equal(resize(rgb, 30, 20), rgb)


@pytest.mark.parametrize("size", [(240, 320), (1201, 1601), (33, 5000), (100, 80)])
@pytest.mark.slow
def test_threads_and_processors_make_no_difference(size: tuple[int, int]) -> None:
    """The products are exact whole numbers, so that no order of adding them changes a byte."""
    rgb = picture(*size)
    wanted = resize(rgb, 225, 193)
    ways: list[Any] = [np.s_[::-1], np.s_[:, ::-1]]
    for back in ways:
        if max(size) < 2 * 2 * 193:  # cells of a larger picture begin at its other end
            assert np.array_equal(resize(rgb[back], 225, 193)[back], wanted)
    program = (
        "import sys, numpy as np; from photosearch.core.preprocess import resize\n"
        f"rgb = np.random.default_rng(0).integers(0, 256, {(*size, 3)}, dtype=np.uint8)\n"
        "sys.stdout.buffer.write(resize(rgb, 225, 193).tobytes())"
    )
    for threads in ("1", "4"):
        for kernel in ("Haswell", "Sandybridge", "ARMV8"):  # other systems ignore these names
            limits = {"OPENBLAS_NUM_THREADS": threads, "OPENBLAS_CORETYPE": kernel}
            done = subprocess.run(
                [sys.executable, "-c", program],
                env={**os.environ, **limits}, stdout=subprocess.PIPE, check=True,
            )  # fmt: skip
            assert done.stdout == wanted.tobytes()


def test_views_are_taken_too() -> None:
    rgb = picture(60, 80)
    turned = rgb[::-1, ::2]
    assert np.array_equal(resize(turned, 24, 24), resize(turned.copy(), 24, 24))


@settings(max_examples=60, deadline=None)
@given(
    height=st.integers(1, 700),
    width=st.integers(1, 700),
    low=st.integers(0, 255),
    high=st.integers(0, 255),
    fit=st.sampled_from(Fit),
)
def test_values_stay_within_those_of_the_image(
    height: int, width: int, low: int, high: int, fit: Fit
) -> None:
    low, high = sorted((low, high))
    rgb = np.where(picture(height, width) < 128, low, high).astype(np.uint8)
    fitted = fit_image(rgb, card(48, 33, fit))
    assert fitted.shape == (33, 48, 3)
    assert fitted.dtype == np.uint8
    if fit is Fit.PAD:
        low, high = min(low, PAD_GREY), max(high, PAD_GREY)
    assert low <= fitted.min() <= fitted.max() <= high


@pytest.mark.parametrize("level", [0, 1, 127, 255])
@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 5000), (3000, 2), (601, 799)])
def test_an_even_area_stays_even(height: int, width: int, level: int) -> None:
    assert np.all(resize(np.full((height, width, 3), level, np.uint8), 225, 225) == level)


def test_channels_are_kept_apart() -> None:
    rgb = picture(50, 70)
    rgb[:, :, 1] = 9
    resized = resize(rgb, 33, 33)
    assert np.all(resized[:, :, 1] == 9)
    assert np.array_equal(resize(rgb[:, :, ::-1], 33, 33), resized[:, :, ::-1])


def test_crop_keeps_the_middle() -> None:
    rgb = np.zeros((100, 300, 3), np.uint8)
    rgb[:, 100:200] = 200
    assert np.all(fit_image(rgb, card(50, 50, Fit.CROP)) == 200)
    assert np.all(fit_image(rgb.transpose(1, 0, 2), card(50, 50, Fit.CROP)) == 200)


def test_pad_surrounds_the_whole_image_with_grey() -> None:
    fitted = fit_image(np.full((100, 200, 3), 7, np.uint8), card(64, 64, Fit.PAD))
    assert np.all(fitted[16:48] == 7)
    assert np.all(fitted[:16] == PAD_GREY)
    assert np.all(fitted[48:] == PAD_GREY)


@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize(("height", "width"), [(1, 40_000), (40_000, 1)])
def test_extreme_shapes(fit: Fit, height: int, width: int) -> None:
    assert fit_image(picture(height, width), card(225, 225, fit)).shape == (225, 225, 3)


@pytest.mark.parametrize(
    "rgb",
    [
        np.zeros((4, 4), np.uint8),
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((0, 4, 3), np.uint8),
        np.zeros((4, 4, 3), np.float32),
    ],
)
def test_what_is_no_image_is_refused(rgb: np.ndarray) -> None:
    with pytest.raises(ValueError, match="uint8"):
        resize(rgb, 8, 8)

"""Colours told by numbers, and the brightness that no screen has."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.images.colour_encoding import (
    HLG,
    LINEAR,
    PQ,
    SRGB_ENCODING,
    ColourEncoding,
    compress_highlights,
    exposure_for,
    from_code_points,
    to_srgb,
)


def _grey(*values: float) -> np.ndarray:
    return np.array([[value] * 3 for value in values], np.float32)


def test_highlights_stay_apart_below_white_and_the_rest_as_it_is() -> None:
    levels = np.array([0, 0.2, 0.5, 0.8, 1, 2, 4, 8, 100], np.float32)
    mapped = compress_highlights(_grey(*levels))[:, 0]
    np.testing.assert_allclose(mapped[:4], levels[:4], atol=1e-6)
    assert (np.diff(mapped) > 0.001).all()
    assert mapped[-1] < 1


def test_highlights_keep_their_hue() -> None:
    bright = np.array([[8.0, 4.0, 2.0]], np.float32)
    mapped = compress_highlights(bright)[0]
    np.testing.assert_allclose(mapped / mapped[0], bright[0] / bright[0, 0], rtol=1e-5)


def test_a_very_bright_picture_is_darkened_and_a_dark_one_is_not() -> None:
    assert exposure_for(_grey(50, 100, 200)) == pytest.approx(0.005)
    assert exposure_for(_grey(0.01, 0.02, 30)) == 1.0


def test_white_of_203_candela_in_both_ways_to_code_it() -> None:
    # ITU-R BT.2408: 58 % of PQ and 75 % of HLG.
    for transfer, code in ((PQ, 0.5807), (HLG, 0.75)):
        shown = to_srgb(_grey(code), ColourEncoding(transfer=transfer))
        one = to_srgb(_grey(1.0), ColourEncoding(transfer=LINEAR))
        mapped = to_srgb(compress_highlights(one), ColourEncoding(transfer=LINEAR))
        np.testing.assert_allclose(shown, mapped, atol=0.01)


@pytest.mark.parametrize("points", [(1, 13), (2, 2), (1, 1), (0, 0), (250, 250)])
def test_code_points_that_mean_srgb_or_nothing(points: tuple[int, int]) -> None:
    assert from_code_points(*points) == SRGB_ENCODING
    assert from_code_points(*points).is_srgb


def test_white_is_white_in_every_space() -> None:
    for primaries in (1, 4, 5, 6, 8, 9, 11, 12, 22):
        shown = to_srgb(_grey(1.0), from_code_points(primaries, 13))
        np.testing.assert_allclose(shown, 1.0, atol=0.002)

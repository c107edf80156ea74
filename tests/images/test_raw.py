from __future__ import annotations

import numpy as np
import pytest

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.images.decode import decode
from photosearch.images.metadata import read_facts
from photosearch.images.raw import find_preview
from tests.images import builders
from tests.message_text import text_of

CORNERS = {1: "rgby", 3: "ybgr", 6: "bryg", 8: "gyrb"}
"""Upright corners (top left, top right, bottom left, bottom right) of the builders' scene stored
as it is with an orientation."""


def corner_colours(rgb: np.ndarray) -> str:
    named = {"r": (220, 30, 30), "g": (30, 200, 40), "b": (30, 40, 220), "y": (230, 220, 40)}
    corners = (rgb[3, 3], rgb[3, -4], rgb[-4, 3], rgb[-4, -4])
    return "".join(
        min(named, key=lambda name: np.abs(np.subtract(named[name], corner, dtype=int)).sum())
        for corner in corners
    )


@pytest.mark.parametrize("orientation", CORNERS)
def test_the_preview_is_turned_like_the_sensor(orientation: int) -> None:
    raw = builders.dng(orientation=orientation, preview=builders.jpeg(builders.scene(90, 60)))
    decoded = decode(raw, short_side=None, max_pixels=10**6)
    upright = (96, 64) if orientation < 5 else (64, 96)
    assert decoded.format == "dng"
    assert (decoded.width, decoded.height) == upright
    assert decoded.rgb.shape == ((60, 90, 3) if orientation < 5 else (90, 60, 3))
    assert corner_colours(decoded.rgb) == CORNERS[orientation]


def test_a_preview_with_its_own_orientation_is_turned_once() -> None:
    own = builders.exif([(274, builders.SHORT, [6])])
    preview = builders.jpeg(builders.scene(90, 60), exif=own)
    decoded = decode(
        builders.dng(orientation=6, preview=preview), short_side=None, max_pixels=10**6
    )
    assert corner_colours(decoded.rgb) == CORNERS[6]


def test_a_preview_that_is_stored_upright_is_not_turned() -> None:
    preview = builders.jpeg(builders.scene(60, 90))
    decoded = decode(
        builders.dng(orientation=6, preview=preview), short_side=None, max_pixels=10**6
    )
    assert decoded.rgb.shape == (90, 60, 3)
    assert corner_colours(decoded.rgb) == "rgby"


@pytest.mark.parametrize("preview", [None, builders.jpeg(builders.scene(12, 8))])
@pytest.mark.parametrize("orientation", [1, 6])
def test_without_a_useful_preview_it_is_developed(preview: bytes | None, orientation: int) -> None:
    raw = builders.dng(orientation=orientation, preview=preview)
    decoded = decode(raw, short_side=20, max_pixels=10**6)
    assert (decoded.width, decoded.height) == ((96, 64) if orientation == 1 else (64, 96))
    assert min(decoded.rgb.shape[:2]) >= 20
    red, green, blue = decoded.rgb.mean((0, 1))
    assert green > 3 * max(red, blue)


def test_the_sensor_counts_for_the_limit() -> None:
    with pytest.raises(UnreadablePhoto) as caught:
        decode(builders.dng(), short_side=20, max_pixels=96 * 64 - 1)
    assert caught.value.reason == Reason.TOO_LARGE


def test_a_raw_file_that_cannot_be_opened_still_shows_its_preview() -> None:
    builder = builders.TiffBuilder()
    preview = builders.jpeg()
    at = builder.blob(preview)
    first = [
        (271, builders.ASCII, "NIKON"),
        (262, builders.SHORT, [32803]),
        (513, builders.LONG, [at]),
        (514, builders.LONG, [len(preview)]),
    ]
    raw = builder.finish(builder.directory(first))
    assert find_preview(raw) == preview
    decoded = decode(raw, short_side=20, max_pixels=10**6)
    assert decoded.format == "nef"
    assert corner_colours(decoded.rgb) == "rgby"


def test_a_damaged_raw_file_has_a_reason(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnreadablePhoto) as caught:
        decode(b"FUJIFILMCCD-RAW " + bytes(400), short_side=20, max_pixels=10**6)
    assert caught.value.reason in (Reason.DAMAGED, Reason.UNSUPPORTED)
    assert "b'" not in text_of(caught.value)
    assert capfd.readouterr() == ("", "")


def test_facts_come_from_the_directories() -> None:
    raw = builders.dng(maker="Acme")
    decoded = decode(raw, short_side=20, max_pixels=10**6)
    facts = read_facts(raw, decoded, None)
    assert (facts.format, facts.camera) == ("dng", "Acme Test Camera")


@pytest.mark.parametrize("orientation", CORNERS)
def test_every_pixel_is_developed_where_the_preview_is_smaller(orientation: int) -> None:
    raw = builders.dng(orientation=orientation, preview=builders.jpeg(builders.scene(60, 40)))
    decoded = decode(raw, short_side=None, max_pixels=10**6, every_pixel=True)
    height, width = decoded.rgb.shape[:2]
    assert (width, height) == ((96, 64) if orientation < 5 else (64, 96))
    # A preview that is nearly as large is kept: it is the camera's own rendering.
    own = builders.dng(orientation=1, preview=builders.jpeg(builders.scene(90, 60)))
    assert decode(own, short_side=None, max_pixels=10**6, every_pixel=True).rgb.shape[1] == 90

"""Levels, histograms, and how much of what is looked at is kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageCms
from PySide6.QtGui import QColorSpace

from photosearch.gui.viewer import pictures
from photosearch.gui.viewer.histogram import (
    ENOUGH_PIXELS,
    HistogramView,
    ImageHistogram,
    histogram_of,
)
from photosearch.gui.viewer.levels import LevelBuilder, Levels, profile_of
from photosearch.gui.viewer.pictures import ViewerPhoto, ViewerPhotoStore
from photosearch.gui.widgets.pixels import to_rgb


def build(rgb: np.ndarray, band: int = 7, profile: QColorSpace | None = None) -> Levels:
    builder = LevelBuilder(profile)
    for row in range(0, rgb.shape[0], band):
        builder.add(rgb.shape[:2], row, np.ascontiguousarray(rgb[row : row + band]))
    return builder.levels()


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 70), st.integers(0, 2**32 - 1))
def test_bands_of_any_height_make_the_same_picture(
    height: int, width: int, band: int, seed: int
) -> None:
    rgb = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    levels = build(rgb, band)
    assert np.array_equal(to_rgb(levels.images[0]), rgb)
    assert levels.extent == (width, height)


def test_each_level_is_half_of_the_one_above() -> None:
    rgb = np.zeros((2001, 3003, 3), np.uint8)
    rgb[..., 0] = np.linspace(0, 255, 3003, dtype=np.uint8)
    levels = build(rgb, 500)
    assert [(i.width(), i.height()) for i in levels.images] == [
        (3003, 2001),
        (1501, 1000),
        (750, 500),
    ]
    for image in levels.images[1:]:
        row = to_rgb(image)[image.height() // 2, :, 0].astype(int)
        assert np.abs(row - np.linspace(0, 255, image.width())).max() <= 3


def test_the_smallest_level_that_is_fine_enough_is_painted() -> None:
    levels = build(np.zeros((2000, 3000, 3), np.uint8), 500)
    assert levels.best(100).width() == 750
    assert levels.best(760).width() == 750
    assert levels.best(1400).width() == 1500
    assert levels.best(9999).width() == 3000


def test_a_thin_picture_has_levels_too() -> None:
    levels = build(np.full((1, 6000, 3), 200, np.uint8))
    assert levels.images[-1].width() <= 1500
    assert levels.images[-1].height() == 1


def test_the_monitors_profile_changes_colours_and_srgb_does_not() -> None:
    rgb = np.zeros((4, 4, 3), np.uint8)
    rgb[..., 0] = 255
    wide = QColorSpace(QColorSpace.NamedColorSpace.DisplayP3)
    red = to_rgb(build(rgb, 4, wide).images[0])[0, 0]
    # sRGB's red lies within the wider gamut: less red, some green.
    assert red[0] < 245
    assert red[1] > 30
    srgb = profile_of(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    assert srgb is not None
    plain = to_rgb(build(rgb, 4, srgb).images[0]).astype(int)
    assert np.abs(plain - rgb).max() <= 2


@pytest.mark.parametrize("icc", [b"", b"no profile", b"\0" * 400])
def test_what_is_no_profile_is_none(icc: bytes) -> None:
    assert profile_of(icc) is None


def test_a_histogram_counts_every_pixel_of_a_small_picture() -> None:
    rgb = np.random.default_rng(3).integers(0, 256, (40, 50, 3), np.uint8)
    counts = histogram_of(rgb).counts
    for channel in range(3):
        assert np.array_equal(counts[channel], np.bincount(rgb[..., channel].ravel(), None, 256))
    assert counts.sum(axis=1).tolist() == [2000] * 4


@pytest.mark.parametrize(("value", "shadows", "highlights"), [(0, 1, 0), (255, 0, 1), (128, 0, 0)])
def test_the_ends_of_a_histogram(value: int, shadows: float, highlights: float) -> None:
    histogram = histogram_of(np.full((8, 8, 3), value, np.uint8))
    assert (histogram.shadows, histogram.highlights) == (shadows, highlights)


def test_of_a_large_picture_a_part_is_counted() -> None:
    total = histogram_of(np.zeros((2500, 2500, 3), np.uint8)).counts[0].sum()
    assert ENOUGH_PIXELS / 4 < total <= 2.5 * ENOUGH_PIXELS


def test_a_histogram_says_in_words_what_it_paints(qtbot) -> None:
    view = HistogramView()
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    empty = view.grab().toImage()
    view.show_histogram(histogram_of(np.full((8, 8, 3), 255, np.uint8)))
    assert "100.0 %" in view.accessibleDescription()
    assert view.grab().toImage() != empty
    view.show_histogram(ImageHistogram(np.zeros((4, 256), np.int64)))
    view.grab()


def filled(store: ViewerPhotoStore, photo_id: int, *, full: bool = True) -> ViewerPhoto:
    picture = store.get(photo_id)
    levels = build(np.zeros((8, 8, 3), np.uint8))
    picture.screen = levels
    picture.full = levels if full else None
    return picture


def test_few_full_keptare_kept_the_latest_ones() -> None:
    store = ViewerPhotoStore()
    for photo_id in range(1, 11):
        filled(store, photo_id)
    store.trim([10])
    kept = [store.peek(photo_id) for photo_id in range(1, 11)]
    assert [p.photo_id for p in kept if p and p.full] == [8, 9, 10]
    assert [p.photo_id for p in kept if p and p.screen] == list(range(2, 11))


def test_what_is_in_sight_stays_even_if_it_is_too_much() -> None:
    store = ViewerPhotoStore()
    for photo_id in range(1, 8):
        filled(store, photo_id)
    store.trim([1, 2, 3, 4])
    assert [i for i in range(1, 8) if store.get(i).full is not None] == [1, 2, 3, 4]


def test_huge_keptout_of_sight_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_FULL_BYTES", 100)
    store = ViewerPhotoStore()
    filled(store, 1)
    filled(store, 2)
    store.trim([2])
    assert store.get(1).full is None
    assert store.get(2).full is not None


def test_old_ones_are_forgotten_altogether() -> None:
    store = ViewerPhotoStore()
    for photo_id in range(1000):
        filled(store, photo_id, full=False)
        store.trim([photo_id])
    assert len(store) <= pictures.MAX_PICTURES + 1

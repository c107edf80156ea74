"""Headings of events: their words, what screen readers say, and the photo that stands for each."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QRect
from PySide6.QtGui import QColor

from photosearch.core.events import EventTitle
from photosearch.core.facets import Groups
from photosearch.gui.grid.headings import covers, heading_speech, heading_text
from photosearch.gui.grid.view import GridView

TITLES = (
    EventTitle(55, datetime(2024, 5, 17, 10, 12), datetime(2024, 5, 17, 14), (48.14, -11.58)),
    EventTitle(1, datetime(2024, 5, 16, 22), datetime(2024, 5, 17, 1), None, ("party", "dance")),
    EventTitle(20, labels=("cat",)),
    "",
)


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture
def grouped(view: GridView, photos) -> GridView:
    groups = Groups(np.arange(100), np.array([0, 4, 9, 40]), TITLES)
    photos.set_photos(photos.ids, groups=groups, again=True)
    return view


def test_words() -> None:
    words, facts = heading_text(TITLES[0])
    assert words == "Friday, 17 May 2024"
    assert facts == "10:12 - 14:00 · 48.14° N, 11.58° W"
    words, facts = heading_text(TITLES[1])
    assert words == "Thursday, 16 May 2024 to Friday, 17 May 2024"
    assert facts.endswith("party, dance")
    assert heading_text(TITLES[2]) == (heading_text("")[0], "cat")


def test_screen_readers_hear_place_and_labels_as_well() -> None:
    said = heading_speech(TITLES[1], 5)
    assert "party" in said
    assert said.endswith("5 photos")


def test_the_photo_that_stands_for_an_event_is_loaded_and_painted(qtbot, grouped, loader) -> None:
    """Also one that is in no cell in sight."""
    grouped.load_soon()
    seen = grouped.viewport().rect()
    shown = covers(TITLES, grouped._layout, 0, seen)
    assert 55 in shown
    assert 55 not in grouped.photos.ids[grouped.visible_rows().start : grouped.visible_rows().stop]
    qtbot.waitUntil(lambda: all(loader.picture(cover) for cover in shown))
    grouped.viewport().repaint()
    picture = loader.picture(55).pixmap.toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    rect = shown[55]
    image = grouped.viewport().grab(QRect(0, rect.y(), 60, rect.height())).toImage()
    ratio = grouped.devicePixelRatioF()
    found = {
        image.pixelColor(round(x * ratio), round(y * ratio)).rgb()
        for x in range(16, 44)
        for y in range(6, rect.height() - 4)
    }
    assert any(_near(QColor(rgb), middle) for rgb in found)


def _near(one: QColor, other: QColor) -> bool:
    apart = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return max(map(abs, apart)) < 24

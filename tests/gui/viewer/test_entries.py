"""The entries of a photo's file: in groups, most asked for first, to be searched and copied."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PIL import ExifTags
from PySide6.QtCore import Qt

from photosearch.core.details import PhotoDetails
from photosearch.core.photo import PhotoMetadata, PhotoRecord, PhotoState
from photosearch.gui import wording
from photosearch.gui.viewer import entry_groups
from photosearch.gui.viewer.details_panel import facts_rows
from photosearch.gui.viewer.entry_groups import group_entries
from photosearch.gui.viewer.entry_list import EntryList
from photosearch.gui.viewer.entry_values import fixed_values, flash_part_labels
from photosearch.gui.wording import photo_tip
from photosearch.images.exif_rows import plain_name
from photosearch.images.exif_words import WORDS, flash_words

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

ROWS = (
    ("Image width", "6000"),
    ("X resolution", "300"),
    ("Model", "EOS 5D"),
    ("Make", "Canon"),
    ("Baseline noise", "0.5"),
    ("F number", "f/2.8"),
    ("Exposure time", "1/125 s"),
    ("Copyright", "Ada"),
    ("GPS latitude", "52° N"),
    ("GPS satellites", "7"),
    ("Lens model", "50 mm prime"),
)


def shown(search: str = "") -> dict[str, list[str]]:
    return {
        group.title: [entry.label for entry in group.entries]
        for group in group_entries(ROWS, search)
    }


def test_entries_stand_in_groups_most_asked_for_first() -> None:
    assert shown() == {
        "Camera": ["Make", "Model", "Lens"],
        "Exposure": ["Exposure time", "Aperture"],
        "Place": ["Latitude", "GPS satellites"],
        "Description": ["Copyright"],
        "File": ["Width", "Resolution across", "Baseline noise"],
    }
    assert list(shown()) == ["Camera", "Exposure", "Place", "Description", "File"]


def test_nothing_is_lost_and_what_is_told_twice_stays_twice() -> None:
    rows = [("Date time", "2020"), ("Never heard of", "1"), ("Date time", "2021")]
    found = [entry for group in group_entries(rows) for entry in group.entries]
    assert [(entry.name, entry.value) for entry in found] == [
        ("Date time", "2020"),
        ("Date time", "2021"),
        ("Never heard of", "1"),
    ]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("aperture", {"Exposure": ["Aperture"]}),
        ("F NUMBER", {"Exposure": ["Aperture"]}),
        ("2.8", {"Exposure": ["Aperture"]}),
        ("50 lens", {"Camera": ["Lens"]}),
        ("  ", shown()),
        ("aperture canon", {}),
    ],
)
def test_a_search_looks_in_labels_names_and_values(search: str, found: dict) -> None:
    assert shown(search) == found


def test_every_name_in_the_groups_is_one_that_files_have() -> None:
    tags = [*ExifTags.TAGS.values(), *ExifTags.GPSTAGS.values()]
    known = {plain_name(tag) for tag in tags}
    placed = [name for _, labels in entry_groups._groups() for name in labels]
    assert set(placed) <= known
    assert len(placed) == len(set(placed))


@pytest.fixture
def entries(qtbot) -> EntryList:
    entries = EntryList()
    qtbot.addWidget(entries)
    entries.resize(320, 500)
    with qtbot.waitExposed(entries):
        entries.show()
    entries.show_rows(ROWS)
    return entries


def cells(entries: EntryList) -> list[str]:
    return [entries.table.item(row, 0).text() for row in range(entries.table.rowCount())]


def test_what_is_searched_for_stays_for_the_next_photo(qtbot, entries: EntryList) -> None:
    qtbot.keyClicks(entries.search, "aperture")
    assert cells(entries) == ["Exposure", "Aperture"]
    entries.show_rows([("F number", "f/4"), ("Make", "Nikon")])
    assert cells(entries) == ["Exposure", "Aperture"]
    assert entries.table.item(1, 1).text() == "f/4"
    entries.search.clear()
    assert cells(entries) == ["Camera", "Make", "Exposure", "Aperture"]


def test_an_empty_search_is_told(qtbot, entries: EntryList) -> None:
    qtbot.keyClicks(entries.search, "whale")
    assert entries.table.isHidden()
    assert entries._nothing.isVisible()
    assert "whale" in entries._nothing.text()
    qtbot.keyClick(entries.search, Qt.Key.Key_Escape)
    assert entries.search.text() == ""
    assert entries.table.isVisible()


def test_the_keyboard_goes_from_the_search_to_what_was_found(qtbot, entries: EntryList) -> None:
    entries.window().activateWindow()
    entries.search.setFocus()
    qtbot.waitUntil(entries.search.hasFocus)
    qtbot.keyClick(entries.search, Qt.Key.Key_Down)
    assert entries.table.hasFocus()


def test_headings_are_no_entries_to_be_copied(qtbot, entries: EntryList) -> None:
    copied: list[str] = []
    entries.copy_wanted.connect(copied.append)
    entries.table.selectAll()
    qtbot.keyClick(entries.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = copied[0].splitlines()
    assert len(lines) == len(ROWS)
    assert lines[0] == "Make\tCanon"
    assert "Camera" not in copied[0]
    assert entries.table.item(1, 0).toolTip() == "Make"


@pytest.mark.parametrize(
    ("is_change", "mark"),
    [(True, " (the file's date of change)"), (False, ""), (None, "")],
)
def test_a_date_of_change_is_told_as_such(is_change: bool | None, mark: str) -> None:
    facts = PhotoMetadata(
        "jpeg", 40, 30, captured=datetime(2021, 3, 1, 9, 30, 5), captured_is_change=is_change
    )
    record = PhotoRecord(1, 1, Path("/a/b.jpg"), PhotoState.INDEXED, 1, 1, b"", facts)
    shown = dict(facts_rows(PhotoDetails(record)))["Taken"]
    assert shown == wording.when_exactly(datetime(2021, 3, 1, 9, 30, 5)) + mark
    assert mark in photo_tip(record).splitlines()[1]


NOT_WORDS = {"sRGB", "Adobe RGB", "D50", "D55", "D65", "D75"}
"""Names that are the same everywhere."""


def test_each_value_that_the_standard_fixes_is_translated() -> None:
    hidden = {"GPSAltitudeRef"}  # told together with the altitude
    for tag, words in WORDS.items():
        if tag not in hidden:
            known = fixed_values()[plain_name(tag)]
            assert set(words.values()) - NOT_WORDS == set(known), tag
    assert {part for value in range(128) for part in flash_words(value).split(", ")} == set(
        flash_part_labels()
    )


def test_values_are_told_in_german(german: None) -> None:
    rows = [
        ("Flash", flash_words(0x5D)),
        ("White balance", "Automatic"),
        ("Orientation", "Mirrored, turned left"),
        ("Date time", "2021:03:01 09:30:00 (the file's date of change)"),
        ("Color space", "sRGB"),
        ("Artist", "Automatic"),
    ]
    shown = {entry.name: entry.value for group in group_entries(rows) for entry in group.entries}
    assert shown == {
        "Flash": "Ausgelöst, automatisch, gegen rote Augen, Licht kam nicht zurück",
        "White balance": "Automatisch",
        "Orientation": "Gespiegelt, nach links gedreht",
        "Date time": "2021:03:01 09:30:00 (Änderungsdatum der Datei)",
        "Color space": "sRGB",
        "Artist": "Automatic",
    }
    (group,) = group_entries(rows, "ausgelöst")
    assert [entry.name for entry in group.entries] == ["Flash"]

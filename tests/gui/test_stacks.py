"""Stacks of RAW and picture in the window: one photo with a badge, and all in every action."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage

from photosearch.gui.file_ops.export_dialog import Export
from photosearch.gui.grid import drag_out
from photosearch.gui.grid.view import GridView
from photosearch.gui.wording import photo_tip, stacked_formats
from tests.gui.fake_library import FakeLibrary
from tests.gui.window_kit import Kit

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

# Of the offscreen platform, about windows that a window manager would place.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def stacked(kit: Kit, library: FakeLibrary) -> Kit:
    """Photo 100, the first, is shown for a RAW file as well; photo 99 is alone."""
    library.raw_ids = {100}
    kit.open()
    view = kit.window.view
    kit.until(lambda: view._loader.record(100) is not None)
    view.setFocus()
    view.set_current(0)
    return kit


def asked(kit: Kit, kind: str) -> list[int]:
    kit.until(lambda: [each for each in kit.library.files.asked if each[0] == kind] != [])
    (ids,) = [each[1] for each in kit.library.files.asked if each[0] == kind]
    return ids


@pytest.mark.parametrize(("key", "kind"), [(Qt.Key.Key_3, "rate"), (Qt.Key.Key_Delete, "trash")])
def test_keys_take_the_whole_stack(stacked: Kit, key: Qt.Key, kind: str) -> None:
    stacked.key(key)
    assert asked(stacked, kind) == [100, 1100]


def test_keywords_go_to_the_whole_stack(stacked: Kit) -> None:
    stacked.window.file_ops.edit_keywords([100, 99], ["Berg"], [])
    assert asked(stacked, "tag") == [100, 1100, 99]


@pytest.mark.parametrize(
    ("way", "kind", "ids"),
    [
        (Export.COPY, "copy", [100, 1100]),
        (Export.MOVE, "move", [100, 1100]),
        (Export.LIST, "list", [100, 1100]),
        (Export.SHEET, "sheet", [100]),
    ],
)
def test_export_takes_the_whole_stack_and_shows_it_once(
    stacked: Kit, tmp_path: Path, way: Export, kind: str, ids: list[int]
) -> None:
    """A contact sheet is for looking at: there the picture is enough."""
    stacked.window.file_ops.exporting._go([100], way, tmp_path / "there", False)
    assert asked(stacked, kind) == ids


def test_files_are_copied_and_dragged_with_their_raw_files(stacked: Kit) -> None:
    folder = stacked.library.folder / "photos0"
    folder.mkdir()
    for name in ("IMG_00100.jpg", "IMG_00100.CR2"):
        (folder / name).write_bytes(b"x")
    stacked.key(Qt.Key.Key_C, CTRL)
    stacked.until(lambda: stacked.desktop.data is not None)
    names = [url.fileName() for url in stacked.desktop.data.urls()]
    assert names == ["IMG_00100.jpg", "IMG_00100.CR2"]
    assert "1 photo" in stacked.window.banner.text
    stacked.key(Qt.Key.Key_C, CTRL | SHIFT)
    stacked.until(lambda: bool(stacked.desktop.copied))
    assert len(stacked.desktop.copied[0].splitlines()) == 2
    load = drag_out.load_of([100, 99], stacked.window.view._loader.record, 2)
    assert load.photo_ids == (100, 99)
    assert [path.name for path in load.paths] == [*names, "IMG_00099.jpg"]
    assert load.message == ""


def test_opening_opens_the_one_that_is_shown(stacked: Kit) -> None:
    folder = stacked.library.folder / "photos0"
    folder.mkdir()
    (folder / "IMG_00100.jpg").write_bytes(b"x")
    stacked.window.open_with.open([100])
    stacked.until(lambda: bool(stacked.desktop.opened))
    assert [path.name for path in stacked.desktop.opened] == ["IMG_00100.jpg"]


def test_the_setting_holds_at_once(stacked: Kit) -> None:
    for shown in ("raw", "off", "picture"):
        stacked.window.context.preferences.change(stack_raw=shown)
    stacked.until(lambda: stacked.library.stacks_shown == ["raw", "off", "picture"])


def test_words_and_speech_tell_what_is_behind_it(stacked: Kit) -> None:
    view = stacked.window.view
    record = view._loader.record(100)
    assert stacked_formats(record) == "CR2"
    assert "with IMG_00100.CR2" in photo_tip(record)
    assert "with CR2" in view.speech(0)
    assert "with" not in view.speech(1)


def test_details_name_the_other_files(stacked: Kit) -> None:
    window = stacked.window
    window.context.actions.action("view_photo").trigger()
    window.context.actions.action("view_details").trigger()
    details = window.viewer.viewer.details
    stacked.until(lambda: details.facts.get("Together with") == "IMG_00100.CR2")


@pytest.mark.parametrize("zoom", [0, 5])
def test_a_badge_stands_at_the_far_corner(stacked: Kit, zoom: int) -> None:
    """Words where there is room for them, else a sign."""
    view = stacked.window.view
    view.set_zoom(zoom)
    side = view._painter.style.side
    stacked.until(lambda: all((p := view._loader.picture(i)) and p.side == side for i in (100, 99)))
    with_badge, alone = (corner(view, row) for row in (0, 1))
    assert dark(with_badge) > 20
    assert dark(alone) == 0


@pytest.fixture
def linked(kit: Kit, library: FakeLibrary) -> Kit:
    """The file of photo 100, the first, has two further names; photo 99 is alone."""
    library.links = {100: (Path("/photos/b/1.jpg"), Path("/photos/c/1.jpg"))}
    kit.open()
    view = kit.window.view
    kit.until(lambda: view._loader.record(100) is not None)
    view.setFocus()
    view.set_current(0)
    return kit


@pytest.mark.parametrize("zoom", [0, 5])
def test_links_have_a_badge_and_words(linked: Kit, zoom: int) -> None:
    view = linked.window.view
    view.set_zoom(zoom)
    side = view._painter.style.side
    linked.until(lambda: all((p := view._loader.picture(i)) and p.side == side for i in (100, 99)))
    with_badge, alone = (corner(view, row) for row in (0, 1))
    assert dark(with_badge) > 20
    assert dark(alone) == 0
    record = view._loader.record(100)
    assert record is not None
    assert "also /photos/b/1.jpg" in photo_tip(record)
    assert "2 links" in view.speech(0)
    assert "link" not in view.speech(1)


def test_what_is_done_with_a_linked_photo_is_done_with_the_one_that_is_shown(linked: Kit) -> None:
    linked.key(Qt.Key.Key_Delete)
    assert asked(linked, "trash") == [100]


def test_details_tell_the_other_names(linked: Kit) -> None:
    window = linked.window
    window.context.actions.action("view_photo").trigger()
    window.context.actions.action("view_details").trigger()
    details = window.viewer.viewer.details
    linked.until(lambda: "/photos/c/1.jpg" in details.facts.get("Also at", ""))


def test_links_can_be_shown_each(linked: Kit) -> None:
    linked.window.context.preferences.change(show_links=True)
    linked.until(lambda: linked.library.links_shown)


def corner(view: GridView, row: int) -> QImage:
    """The upper right corner of a photo, as it is painted."""
    (cell,) = [
        each for each in view._cells(view.cell_rect(row)) if each.x == view.cell_rect(row).x()
    ]
    shown = view._painter.shown_rect(cell).toRect()
    grabbed = view.viewport().grab(shown).toImage()
    return grabbed.copy(grabbed.width() - 22, 2, 20, 18)


def dark(image: QImage) -> int:
    pixels = (
        QColor(image.pixelColor(QPoint(x, y)))
        for x in range(image.width())
        for y in range(image.height())
    )
    return sum(pixel.lightness() < 60 for pixel in pixels)

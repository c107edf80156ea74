"""The grid marks photos that have copies."""

from __future__ import annotations

from PySide6.QtCore import QRect

from tests.gui.duplicates.conftest import DuplicatesKit


def test_photos_with_copies_have_a_badge_and_say_so(duplicates: DuplicatesKit) -> None:
    window = duplicates.kit.open()
    view = window.view
    duplicates.until(lambda: view.speech(0).endswith("has copies, 1 of 100"))
    assert "has copies" not in view.speech(2), "photo 98 is of a series: different shots"
    cells = {cell.photo_id: cell.copies for cell in view._cells(QRect(0, 0, 2000, 2000))}
    assert cells[100]
    assert not cells[98]
    with_badge = view.grab(view.cell_rect(0)).toImage()
    duplicates.duplicates.set_groups([])
    duplicates.until(lambda: "has copies" not in view.speech(0))
    assert view.grab(view.cell_rect(0)).toImage() != with_badge


def test_another_library_has_other_copies(duplicates: DuplicatesKit) -> None:
    window = duplicates.kit.open()
    duplicates.until(lambda: "has copies" in window.view.speech(0))
    window.set_library(None)
    assert window.photo_area.library_view._copies == frozenset()

"""Without a mouse: where Tab and Escape lead in the main window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from photosearch.core.errors import UserError
from tests.gui.window_kit import Kit


def _way(kit: Kit, steps: int) -> list[str]:
    """Accessible names (or texts) of what Tab leads to."""
    names = []
    for _ in range(steps):
        kit.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        names.append(widget.accessibleName() or widget.text())
    return names


def test_tab_goes_through_the_query_bar_in_the_order_in_which_it_is_seen(kit: Kit) -> None:
    window = kit.open()
    window.session.find_similar([3, 4])
    kit.answered(1)
    window.filters.button.setFocus()
    bar = window.query_bar
    first, second = bar.chips.chips
    expected = ["Back to the library", first.accessibleName(), second.accessibleName(), "Searches"]
    assert _way(kit, 4) == expected
    assert _way(kit, 2) == [bar.senses.accessibleName(), bar.least.slider.accessibleName()]


def test_escape_closes_a_message_before_it_leaves_the_query(kit: Kit) -> None:
    window = kit.open()
    window.session.find_similar([3])
    kit.answered(1)
    window.shell.notices.fault(UserError("The disk is full.", "Make room and try again."))
    assert window.banner.text
    kit.key(Qt.Key.Key_Escape)
    assert not window.banner.text
    assert window.session.active
    kit.key(Qt.Key.Key_Escape)
    assert not window.session.active


def test_what_is_told_of_a_query_is_gone_with_the_next(kit: Kit, tmp_path: Path) -> None:
    window = kit.open()
    broken = tmp_path / "notes.txt"
    broken.write_text("no picture")
    kit.drop_files(broken)
    kit.until(lambda: "notes.txt" in window.banner.text)
    kit.drop_files(*kit.files(tmp_path))
    assert not window.banner.text
    kit.answered(1)


def test_what_is_told_of_something_else_stays(kit: Kit) -> None:
    window = kit.open()
    window.shell.notices.fault(UserError("The rating was not saved.", "Make room and try again."))
    window.session.find_similar([3])
    kit.answered(1)
    assert "rating" in window.banner.text

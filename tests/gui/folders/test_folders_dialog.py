"""The folders of the library in the window: look, add, drop, remove with undo, leave things out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton

from photosearch.core.changes import Changes
from photosearch.core.errors import UserError
from photosearch.core.runs import RootState
from photosearch.gui.folders.folders_dialog import FoldersDialog
from photosearch.gui.folders.folders_model import FoldersModel
from tests.gui.fake_library import FakeLibrary
from tests.gui.window_kit import Kit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def library(tmp_path: Path) -> FakeLibrary:
    made = FakeLibrary(tmp_path, count=100, roots=3)
    made._roots[1] = replace(made._roots[1], online=False, excludes=("*.png", "/2003"))
    for root in made._roots:
        root.path.mkdir()
    return made


@pytest.fixture
def dialog(kit: Kit) -> FoldersDialog:
    window = kit.open()
    window.context.actions.action("folders").trigger()
    opened = window.folders_feature.dialog
    assert opened is not None
    kit.until(lambda: opened.model.rowCount() == 3)
    return opened


def cells(dialog: FoldersDialog, row: int) -> list[object]:
    model = dialog.model
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def patterns(dialog: FoldersDialog) -> list[str]:
    entries = dialog.excludes.list
    return [entries.item(row).text() for row in range(entries.count())]


def test_the_model_is_sound(qapp, library: FakeLibrary) -> None:
    model = FoldersModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    states = library.root_list.states()
    model.show_rows(states)
    model.show_rows([replace(states[0], photos=7), *states[1:]])
    model.show_rows(states[1:])
    model.show_rows([])


def test_the_same_folders_keep_their_rows(qtbot, library: FakeLibrary) -> None:
    model = FoldersModel()
    states = library.root_list.states()
    model.show_rows(states)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as changed:
        model.show_rows([states[0], replace(states[1], photos=7), states[2]])
    assert [index.row() for index in changed.args[:2]] == [1, 1]


def test_each_folder_with_its_counts(dialog: FoldersDialog, library: FakeLibrary) -> None:
    path = str(library.roots()[0].path)
    assert cells(dialog, 0)[:6] == [path, "Connected", "100", "14", "3", "0"]
    assert cells(dialog, 1)[1] == "Not connected"
    assert cells(dialog, 1)[6] == "never"
    assert dialog.chosen() == library.root_list.states()[0]


def test_what_makes_no_sense_while_unplugged_is_grey(dialog: FoldersDialog) -> None:
    for row, online in ((0, True), (1, False)):
        dialog.choose(row)
        assert dialog.look_button.isEnabled() is online
        assert dialog.show_button.isEnabled() is online
        assert dialog.excludes.folder_button.isEnabled() is online
        assert dialog.remove_button.isEnabled()
    assert patterns(dialog) == ["*.png", "/2003"]


def test_one_folder_is_looked_through_and_shown(
    kit: Kit, dialog: FoldersDialog, library: FakeLibrary
) -> None:
    dialog.choose(2)
    kit.press(dialog.look_button)
    kit.until(lambda: len(library.index_calls) == 1 and not kit.window.indexing.running)
    assert library.index_calls == [[library.roots()[2]]]
    dialog.table.setFocus()
    kit.qtbot.keyClick(dialog.table, Qt.Key.Key_F5)
    kit.until(lambda: len(library.index_calls) == 2)
    kit.qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    kit.press(dialog.show_button)
    assert kit.desktop.opened == [library.roots()[2].path] * 2


def test_a_folder_is_added_by_choice_and_by_drop(
    kit: Kit, dialog: FoldersDialog, library: FakeLibrary, tmp_path: Path
) -> None:
    new, dropped = tmp_path / "new", tmp_path / "dropped"
    for path in (new, dropped):
        path.mkdir()
    kit.desktop.folder = new
    kit.press(dialog.add_button)
    kit.until(lambda: dialog.model.rowCount() == 4)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(dropped)), QUrl("https://example.org/x")])
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), actions, mime, button, none)
    enter.ignore()
    QApplication.sendEvent(dialog, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(QPointF(50, 50), actions, mime, button, none))
    kit.until(lambda: dialog.model.rowCount() == 5)
    assert library.roots()[4].path == dropped
    kit.until(lambda: len(library.index_calls) == 2)


def test_a_text_is_not_welcome(dialog: FoldersDialog) -> None:
    mime = QMimeData()
    mime.setText("no folder")
    enter = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(dialog, enter)
    assert not enter.isAccepted()


def test_removing_asks_in_place_and_can_be_undone(
    kit: Kit, dialog: FoldersDialog, library: FakeLibrary
) -> None:
    dialog.choose(1)
    root = library.roots()[1]
    kit.press(dialog.remove_button)
    assert dialog.question.button("keep").hasFocus()
    kit.press(dialog.question.button("keep"))
    assert dialog.question.isHidden()
    assert len(library.roots()) == 3
    kit.qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    kit.press(dialog.question.button("remove"))
    kit.until(lambda: dialog.model.rowCount() == 2)
    assert root not in library.roots()
    assert "Its files are where they were." in kit.window.banner.text
    kit.window.banner.findChildren(QPushButton)[0].click()
    kit.until(lambda: dialog.model.rowCount() == 3)
    again = library.roots()[2]
    assert (again.path, again.excludes) == (root.path, root.excludes)
    kit.until(lambda: library.index_calls == [[again]])


def test_the_question_is_about_the_folder_that_is_chosen(kit: Kit, dialog: FoldersDialog) -> None:
    for away in (
        lambda: dialog.choose(0),
        lambda: kit.qtbot.keyClick(dialog.question.button("keep"), Qt.Key.Key_Escape),
        lambda: dialog.show_states([RootState(kit.library.roots()[0])]),
    ):
        dialog.show_states(kit.library.root_list.states())
        dialog.choose(1)
        kit.press(dialog.remove_button)
        assert not dialog.question.isHidden()
        away()
        assert dialog.question.isHidden()
        assert not dialog.isHidden()
    assert len(kit.library.roots()) == 3


def test_the_other_folders_go_on_after_one_was_removed(
    kit: Kit, dialog: FoldersDialog, library: FakeLibrary
) -> None:
    """The library ends the run in progress for it."""
    library.index_items = 100_000
    kit.window.indexing.request()
    kit.until(lambda: kit.window.indexing.running)
    kit.press(dialog.remove_button)
    kit.press(dialog.question.button("remove"))
    kit.until(lambda: dialog.model.rowCount() == 2)
    library.index_items = 0
    assert kit.window.indexing.running
    kit.window.indexing._runner.cancel()  # as remove_root does in the real library
    kit.until(lambda: library.index_calls == [None, None] and not kit.window.indexing.running)


def test_patterns_are_added_and_taken_away(
    kit: Kit, dialog: FoldersDialog, library: FakeLibrary
) -> None:
    dialog.choose(1)
    editor = dialog.excludes
    assert not editor.add_button.isEnabled()
    kit.qtbot.keyClicks(editor.field, " *.tif ")
    kit.qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert patterns(dialog) == ["*.png", "/2003", "*.tif"]
    assert not dialog.isHidden(), "Enter in the field closes nothing"
    kit.qtbot.keyClicks(editor.field, "*.tif")
    kit.press(editor.add_button)
    kit.until(lambda: library.roots()[1].excludes == ("*.png", "/2003", "*.tif"))
    editor.list.setFocus()
    editor.list.setCurrentRow(1)
    kit.qtbot.keyClick(editor.list, Qt.Key.Key_Delete)
    kit.until(lambda: library.roots()[1].excludes == ("*.png", "*.tif"))
    kit.until(lambda: len(library.index_calls) == 2)
    assert patterns(dialog) == ["*.png", "*.tif"]


def test_quick_changes_are_not_lost_to_an_older_look(
    kit: Kit, dialog: FoldersDialog, library: FakeLibrary
) -> None:
    old = library.root_list.states()
    dialog.choose(1)
    for pattern in ("a", "b"):
        dialog.excludes.field.setText(pattern)
        kit.press(dialog.excludes.add_button)
        dialog.show_states(old)
    assert patterns(dialog) == ["*.png", "/2003", "a", "b"]
    kit.until(lambda: library.roots()[1].excludes == ("*.png", "/2003", "a", "b"))


def test_what_the_library_refuses_is_told_and_taken_back(
    kit: Kit, dialog: FoldersDialog, library: FakeLibrary
) -> None:
    library.root_list.error = UserError.in_words("The disk is full.", "Make room.")
    dialog.choose(1)
    dialog.excludes.field.setText("a")
    kit.press(dialog.excludes.add_button)
    kit.until(lambda: kit.window.banner.text == "The disk is full. Make room.")
    kit.until(lambda: patterns(dialog) == ["*.png", "/2003"])


def test_a_folder_inside_is_left_out(
    kit: Kit, dialog: FoldersDialog, library: FakeLibrary, tmp_path: Path
) -> None:
    kit.desktop.folder = library.roots()[0].path / "old"
    kit.press(dialog.excludes.folder_button)
    kit.until(lambda: patterns(dialog) == ["/old"])
    kit.desktop.folder = tmp_path
    kit.press(dialog.excludes.folder_button)
    kit.until(lambda: "is not part of the library" in kit.window.banner.text)


def test_it_follows_the_library_and_closes_with_it(kit: Kit, dialog: FoldersDialog) -> None:
    library, window = kit.library, kit.window
    library._roots[1] = replace(library._roots[1], online=True)
    library.publish(Changes(roots_changed=True))
    kit.until(lambda: cells(dialog, 1)[1] == "Connected")
    window.set_library(None)
    assert dialog.model.rowCount() == 0
    window.set_library(library)
    kit.until(lambda: dialog.model.rowCount() == 3)
    before = len(library.subscribers)
    dialog.close()
    assert window.folders_feature.dialog is None
    assert len(library.subscribers) == before - 1
    window.context.actions.action("folders").trigger()
    assert window.folders_feature.dialog is not None


def test_it_can_be_used_from_right_to_left(kit: Kit, dialog: FoldersDialog) -> None:
    dialog.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    dialog.choose(2)
    assert dialog.chosen() == dialog.model.rows[2]

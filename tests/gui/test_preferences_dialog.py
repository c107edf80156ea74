"""The settings dialog: complete, searchable, and what it shows is what holds."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from photosearch.gui.preferences import Preferences
from photosearch.gui.preferences_dialog.options import OptionKind, page_options
from photosearch.gui.preferences_dialog.preferences_dialog import PreferencesDialog
from photosearch.gui.widgets import theme
from photosearch.settings import SETTINGS, Page, Settings
from tests.gui.window_kit import Kit

OPTIONS = [option for page in Page for option in page_options(page)]
NAMES = [option.name for option in OPTIONS]
OTHER = {"monitor_profile": "/profiles/screen.icc"}


@pytest.fixture
def preferences(qapp) -> Preferences:
    return Preferences(Settings(), None, None)


@pytest.fixture
def dialog(qtbot, preferences: Preferences):
    parent = QWidget()
    dialog = PreferencesDialog(preferences, lambda: OTHER["monitor_profile"], parent)
    dialog.show()
    yield dialog
    if shiboken6.isValid(dialog):
        dialog.close()
    parent.deleteLater()


def other_value(name: str):
    """One that the option does not have at first."""
    (option,) = (each for each in OPTIONS if each.name == name)
    default = option.default
    if option.choices:
        return next(value for value, _ in option.choices if value != default)
    if isinstance(default, tuple):
        return ("*.gif", "of mine", *default)
    if isinstance(default, bool):
        return not default
    return default + 1 if isinstance(default, int) else OTHER.get(name, "other")


def edit(row, value) -> None:
    """As a user does, at the control."""
    control = row.editor.control
    kind = row.option.kind
    if kind is OptionKind.SWITCH:
        control.click()
    elif kind is OptionKind.CHOICE:
        control.setFocus()
        control.setCurrentIndex(control.findData(value))
        control.activated.emit(control.currentIndex())
    elif kind is OptionKind.NUMBER:
        control.stepUp()
    elif kind is OptionKind.TEXT:
        control.setText(value)
        control.editingFinished.emit()
    elif kind is OptionKind.LIST:
        control.setPlainText("\n".join(value) + "\n\n")
        row.editor.flush()
    else:
        row.findChildren(QPushButton)[0].click()


def test_every_setting_has_a_row_of_the_right_kind() -> None:
    assert len(set(NAMES)) == len(NAMES)
    elsewhere = {key for key, setting in SETTINGS.items() if setting.page is None}
    assert {*NAMES} == SETTINGS.keys() - elsewhere
    assert elsewhere == {
        "shortcuts",
        "keep_rules",
        "reference_folders",
        "protected_folders",
        "protected_formats",
        "preferred_folders",
        "merge_metadata",
    }, "these stand in dialogs of their own"
    kinds = {bool: [OptionKind.SWITCH], int: [OptionKind.NUMBER], tuple: [OptionKind.LIST]}
    for option in OPTIONS:
        expected = kinds.get(
            type(SETTINGS[option.name].default),
            [OptionKind.CHOICE, OptionKind.TEXT, OptionKind.FILE],
        )
        assert option.kind in expected, option.name
        values = tuple(value for value, _ in option.choices)
        assert values == tuple(SETTINGS[option.name].choices), option.name
        assert option.label
        assert option.help.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_a_change_holds_at_once_and_can_be_taken_back(dialog, preferences, name) -> None:
    row, wanted = dialog.rows[name], other_value(name)
    reset = next(b for b in row.findChildren(QPushButton) if b.text() == "Reset")
    assert reset.isHidden()
    edit(row, wanted)
    assert getattr(preferences.now, name) == wanted
    assert not reset.isHidden()
    reset.click()
    assert preferences.now == Settings()
    assert reset.isHidden()


@pytest.mark.parametrize("name", NAMES)
def test_it_shows_what_holds(dialog, preferences, name) -> None:
    """Also when something else changes an option while the dialog is open."""
    preferences.change(**{name: other_value(name)})
    seen = []
    dialog.rows[name].changed.connect(lambda *change: seen.append(change))
    dialog.rows[name].editor.flush()
    assert seen == [], "what is shown is what holds, so there is nothing to take over"


def test_the_search_finds_by_label_help_and_choice(dialog) -> None:
    def shown() -> list[str]:
        return [name for name, row in dialog.rows.items() if row.isVisible()]

    assert "theme" in shown()
    assert "workers" not in shown()
    for words, name in (
        ("battery", "battery_percent"),
        ("DARK", "theme"),
        ("left out", "excludes"),
        ("icc", "monitor_profile"),
        ("rescan_minutes", "rescan_minutes"),
    ):
        dialog.search.setText(words)
        assert name in shown(), words
    dialog.search.setText("battery")
    assert shown() == ["battery_percent"]
    dialog.search.setText("no such words")
    assert shown() == []
    assert dialog._nothing.isVisible()
    dialog.search.clear()
    assert shown() == [option.name for option in page_options(Page.WINDOW)]


def test_pages_by_keyboard(dialog, qtbot) -> None:
    dialog.page_list.setFocus()
    qtbot.keyClick(dialog.page_list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.page_list, Qt.Key.Key_Down)
    assert dialog.rows["web_pictures"].isVisible()
    assert not dialog.rows["theme"].isVisible()
    dialog.show_option("max_megapixels")
    assert dialog.rows["max_megapixels"].isVisible()


def test_tab_leads_from_the_search_to_the_fields(dialog, qtbot) -> None:
    dialog.activateWindow()
    dialog.search.setFocus()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.page_list
    qtbot.keyClick(dialog.page_list, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.rows["theme"].editor.control
    dialog.search.setText("tray")
    dialog.search.setFocus()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.rows["tray"].editor.control


def test_reset_all_and_undo(dialog, preferences) -> None:
    preferences.change(theme="dark", workers=3, shortcuts=("quit=Ctrl+W",))
    before = preferences.now
    dialog.reset_all.click()
    assert preferences.now == Settings(shortcuts=("quit=Ctrl+W",))
    assert dialog.reset_all.text() == "Undo"
    dialog.reset_all.click()
    assert preferences.now == before
    assert dialog.reset_all.text() == "Reset all"
    dialog.reset_all.click()
    edit(dialog.rows["tray"], True)
    assert dialog.reset_all.text() == "Reset all", "another change ends the way back"


def test_what_is_typed_counts_when_the_dialog_is_closed(qtbot, dialog, preferences) -> None:
    dialog.page_list.setCurrentRow(3)
    lines: QPlainTextEdit = dialog.rows["excludes"].editor.control
    lines.setFocus()
    lines.setPlainText("*.tmp")
    dialog.rows["workers"].editor.control.lineEdit().setText("5")
    assert preferences.now.excludes != ("*.tmp",)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert preferences.now.excludes == ("*.tmp",)
    assert preferences.now.workers == 5


def test_enter_in_a_field_does_not_close_the_dialog(qtbot, dialog, preferences) -> None:
    dialog.show_option("model")
    line: QLineEdit = dialog.rows["model"].editor.control
    line.setText("mine")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert preferences.now.model == "mine"
    assert dialog.isVisible()
    line.setText("  ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert preferences.now.model == "default", "nothing means what it was at first"


def test_the_wheel_scrolls_and_changes_nothing(dialog, preferences) -> None:
    dialog.show_option("rescan_minutes")
    dialog.search.setFocus()
    box = dialog.rows["rescan_minutes"].editor.control
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert preferences.now == Settings()


def test_every_control_has_a_name_and_takes_the_keyboard(dialog) -> None:
    for name, row in dialog.rows.items():
        control = row.editor.control
        assert control.accessibleName() == row.option.label, name
        assert control.accessibleDescription() == row.option.help, name
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, name
    dialog.search.setFocus()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_of_pages_fit(dialog, qapp, name) -> None:
    theme.apply(qapp, name)
    for row in range(dialog.page_list.count()):
        item = dialog.page_list.item(row)
        width = dialog.page_list.fontMetrics().horizontalAdvance(item.text())
        assert width + 20 <= dialog.page_list.width()
    theme.apply(qapp)


def test_one_dialog_at_a_time_from_the_menu(kit: Kit) -> None:
    window = kit.open()
    feature = PreferencesDialog
    action = window.context.actions.action("preferences")
    assert action.isEnabled()
    action.trigger()
    action.trigger()
    (dialog,) = window.findChildren(feature)
    dialog.close()
    kit.until(lambda: not window.findChildren(feature))
    action.trigger()
    (dialog,) = window.findChildren(feature)
    dialog.close()


def test_without_a_library_too(kit: Kit) -> None:
    assert kit.window.context.actions.action("preferences").isEnabled()

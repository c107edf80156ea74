"""All keys on one sheet; other keys, conflicts, and the way back."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow

from photosearch.gui.actions import Actions, Command, Needs
from photosearch.gui.preferences import Preferences
from photosearch.gui.shortcuts import keys
from photosearch.gui.shortcuts.shortcut_sheet import ShortcutSheet
from photosearch.settings import Settings
from tests.gui.window_kit import Kit

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


class Bench:
    """Three commands, the settings and the sheet."""

    def __init__(self, qtbot, own: tuple[str, ...] = ()) -> None:
        self.qtbot = qtbot
        self.window = QMainWindow()
        self.preferences = Preferences(Settings(shortcuts=own), None, None)
        self.actions = Actions(self.window, own)
        self.preferences.changed.connect(self._use)
        for name, text, usual in (
            ("find", "&Find similar…", ("Ctrl+F",)),
            ("zoom", "Zoom &in", ("Ctrl++", "Ctrl+=")),
            ("log", "Show &log", ()),
        ):
            self.actions.add(
                Command(
                    name,
                    text,
                    self.window.update,
                    usual,
                    menu="photo",
                    needs=Needs.NOTHING,
                    help=f"A sentence about {name}.",
                )
            )
        self.window.show()
        self.sheet = ShortcutSheet(self.actions, self.preferences, self.window)
        self.sheet.show()

    def _use(self, _names: object) -> None:
        self.actions.use_keys(self.preferences.now.shortcuts)

    def press(self, name: str, key: Qt.Key, modifiers=NONE, *, button=None) -> None:
        """Choose a command, ask for other keys, press them."""
        self.sheet.choose(name)
        (button or self.sheet.change_button).click()
        assert self.sheet.capture.isVisible()
        self.qtbot.keyClick(self.sheet.capture, key, modifiers)

    def held(self, name: str) -> list[str]:
        return [keys.portable(key) for key in self.actions.keys(name)]


@pytest.fixture
def bench(qtbot) -> Bench:
    return Bench(qtbot)


def test_other_keys_hold_at_once_and_are_kept(bench: Bench) -> None:
    bench.press("find", Qt.Key.Key_K, CTRL)
    assert bench.held("find") == ["Ctrl+K"]
    assert bench.preferences.now.shortcuts == ("find=Ctrl+K",)
    assert "K" in bench.sheet.keys_of("find")


def test_a_conflict_is_told_and_can_be_taken_over(bench: Bench) -> None:
    sheet = bench.sheet
    bench.press("log", Qt.Key.Key_F, CTRL)
    assert bench.held("log") == []
    assert "Find similar" in sheet.told.text()
    assert sheet.take_button.isVisible()
    sheet.take_button.click()
    assert bench.held("log") == ["Ctrl+F"]
    assert bench.held("find") == []
    assert set(bench.preferences.now.shortcuts) == {"find=", "log=Ctrl+F"}
    assert not sheet.take_button.isVisible()
    sheet.choose("find")
    sheet.reset_button.click()
    assert bench.held("find") == ["Ctrl+F"]
    assert bench.held("log") == [], "the way back takes its keys back"
    assert bench.preferences.now.shortcuts == ()


def test_a_conflict_can_be_left_alone(bench: Bench) -> None:
    bench.press("log", Qt.Key.Key_F, CTRL)
    bench.sheet.choose("zoom")
    assert not bench.sheet.take_button.isVisible()
    assert bench.preferences.now.shortcuts == ()


def test_further_keys_remove_and_reset(bench: Bench) -> None:
    sheet = bench.sheet
    bench.press("zoom", Qt.Key.Key_F7, button=sheet.add_button)
    assert bench.held("zoom") == ["Ctrl++", "Ctrl+=", "F7"]
    sheet.remove_button.click()
    assert bench.held("zoom") == []
    assert bench.preferences.now.shortcuts == ("zoom=",)
    assert not sheet.remove_button.isEnabled()
    sheet.reset_button.click()
    assert bench.held("zoom") == ["Ctrl++", "Ctrl+="]
    assert not sheet.reset_button.isEnabled()


def test_reset_all(bench: Bench) -> None:
    bench.press("find", Qt.Key.Key_K, CTRL)
    bench.press("log", Qt.Key.Key_L, CTRL)
    bench.sheet.reset_all_button.click()
    assert bench.preferences.now.shortcuts == ()
    assert bench.held("find") == ["Ctrl+F"]
    assert not bench.sheet.reset_all_button.isEnabled()


def test_entries_of_unknown_commands_stay(qtbot) -> None:
    bench = Bench(qtbot, ("later=Ctrl+J",))
    bench.press("find", Qt.Key.Key_K, CTRL)
    assert bench.preferences.now.shortcuts == ("later=Ctrl+J", "find=Ctrl+K")


def test_escape_keeps_the_old_keys_and_the_sheet(bench: Bench) -> None:
    bench.press("find", Qt.Key.Key_Escape)
    assert bench.held("find") == ["Ctrl+F"]
    assert bench.sheet.isVisible()
    assert not bench.sheet.capture.isVisible()


def test_a_held_modifier_alone_is_waited_on(bench: Bench) -> None:
    bench.press("find", Qt.Key.Key_Control, CTRL)
    assert bench.sheet.capture.isVisible()
    bench.qtbot.keyClick(bench.sheet.capture, Qt.Key.Key_B, CTRL | SHIFT)
    assert bench.held("find") == ["Ctrl+Shift+B"]


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Tab, NONE),
        (Qt.Key.Key_Left, NONE),
        (Qt.Key.Key_Down, SHIFT),
        (Qt.Key.Key_Return, NONE),
        (Qt.Key.Key_Space, NONE),
        (Qt.Key.Key_F10, NONE),
        (Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_keys_that_the_window_needs_are_refused_with_a_reason(bench, key, modifiers) -> None:
    bench.press("find", key, modifiers)
    assert bench.held("find") == ["Ctrl+F"]
    assert bench.sheet.told.text().endswith(("others.", "other keys."))


def test_the_search_takes_words_and_keys(bench: Bench) -> None:
    sheet = bench.sheet
    assert sheet.shown_names == ["find", "zoom", "log"]
    for words, names in (
        ("similar", ["find"]),
        ("ctrl+f", ["find"]),
        ("sentence LOG", ["log"]),
        ("no such thing", []),
        ("", ["find", "zoom", "log"]),
    ):
        sheet.search.setText(words)
        assert sheet.shown_names == names
    sheet.search.setText("no such thing")
    assert sheet._nothing.isVisible()


def test_by_keyboard_alone(bench: Bench) -> None:
    sheet, qtbot = bench.sheet, bench.qtbot
    sheet.choose("find")
    sheet.tree.setFocus()
    qtbot.keyClick(sheet.tree, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.tree, Qt.Key.Key_Return)
    assert sheet.capture.isVisible()
    qtbot.keyClick(sheet.capture, Qt.Key.Key_Z, CTRL)
    assert bench.held("zoom") == ["Ctrl+Z"]
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not bench.window.findChildren(ShortcutSheet), timeout=5000)


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "expected"),
    [
        (Qt.Key.Key_Question, SHIFT, "?", "?"),
        (Qt.Key.Key_A, SHIFT, "A", "Shift+A"),
        (Qt.Key.Key_5, Qt.KeyboardModifier.KeypadModifier, "5", "5"),
        (Qt.Key.Key_F2, SHIFT, "", "Shift+F2"),
        (Qt.Key.Key_Slash, CTRL | SHIFT, "/", "Ctrl+Shift+/"),
    ],
)
def test_what_a_key_press_stands_for(key, modifiers, text, expected) -> None:
    found = keys.pressed(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))
    assert found is not None
    assert keys.portable(found) == expected


def test_keys_are_written_the_right_way_round(qapp) -> None:
    wanted = [QKeySequence("Ctrl+,"), QKeySequence("/")]
    assert "\u2066" not in keys.shown(wanted)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert keys.shown(wanted) == "\u2066Ctrl+,, /\u2069"
        assert keys.shown([]) == ""
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


letters = st.sampled_from("ABCDEFGHJKLMNQRSTUVWXYZ")
chosen = st.dictionaries(
    st.sampled_from(["find", "zoom", "log"]),
    st.lists(letters, max_size=2, unique=True),
    max_size=3,
)


@settings(max_examples=30)
@given(chosen)
def test_what_is_written_is_read_back(qapp, changes) -> None:
    window = QMainWindow()
    actions = Actions(window)
    for name, usual in (("find", ("Ctrl+F",)), ("zoom", ("Ctrl++", "Ctrl+=")), ("log", ())):
        actions.add(Command(name, name, window.show, usual))
    wanted = {name: [QKeySequence(f"Ctrl+{key}") for key in some] for name, some in changes.items()}
    entries = keys.own_keys(actions, (), wanted)
    actions.use_keys(entries)
    for name, some in wanted.items():
        assert [keys.portable(key) for key in actions.keys(name)] == [
            keys.portable(key) for key in some
        ]
    assert keys.own_keys(actions, entries, {}) == entries
    window.deleteLater()


def test_no_two_commands_of_the_window_have_the_same_keys(kit: Kit) -> None:
    actions = kit.window.context.actions
    held = {
        command.name: set(map(keys.portable, actions.keys(command.name))) for command in actions
    }
    shared = [(a, b, held[a] & held[b]) for a, b in combinations(held, 2) if held[a] & held[b]]
    assert shared == []


def test_every_command_of_the_window_stands_on_the_sheet(kit: Kit) -> None:
    window = kit.open()
    window.context.actions.action("shortcuts").trigger()
    window.context.actions.action("shortcuts").trigger()
    (sheet,) = window.findChildren(ShortcutSheet)
    names = [command.name for command in window.context.actions]
    assert sorted(sheet.shown_names) == sorted(names)
    window.context.preferences.change(shortcuts=("zoom_in=Ctrl+I",))
    assert "I" in sheet.keys_of("zoom_in")
    zoom = window.view.zoom
    kit.key(Qt.Key.Key_I, CTRL)
    assert window.view.zoom == zoom + 1
    sheet.close()

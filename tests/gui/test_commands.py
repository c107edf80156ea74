"""The registry of commands: what the whole window adds to it, and what is made of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow

from photosearch.gui.actions import Actions, Command, Needs, menu_titles
from tests.gui.window_kit import Kit


def nothing() -> None:
    """Does nothing."""


def portable(keys: list[QKeySequence]) -> list[str]:
    return [key.toString(QKeySequence.SequenceFormat.PortableText) for key in keys]


@pytest.fixture
def actions(qtbot) -> Actions:
    window = QMainWindow()
    qtbot.addWidget(window)
    return Actions(window, ("mine=Ctrl+J", "mine=F9", "none="))


def test_no_two_commands_have_the_same_keys(kit: Kit) -> None:
    """Qt would run neither of them."""
    actions = kit.open().context.actions
    keys = Counter(key for command in actions for key in portable(actions.keys(command.name)))
    assert {key: count for key, count in keys.items() if count > 1} == {}


def test_every_command_stands_in_a_menu_and_is_well_named(kit: Kit) -> None:
    for command in kit.open().context.actions:
        assert command.name.isidentifier()
        assert command.name.islower()
        assert command.menu in menu_titles(), command.name
        assert command.title


def test_menus_have_no_two_entries_of_one_letter(kit: Kit) -> None:
    window = kit.open()
    for menu_action in window.menuBar().actions():
        menu: Any = menu_action.menu()
        letters = Counter(
            action.text().replace("&&", "").partition("&")[2][:1].lower()
            for action in menu.actions()
            if not action.isSeparator()
        )
        assert {letter: n for letter, n in letters.items() if n > 1 and letter} == {}, (
            menu_action.text()
        )


def test_the_users_own_keys_take_the_place_of_the_usual_ones(actions: Actions) -> None:
    for name in ("mine", "none", "usual"):
        actions.add(Command(name, f"&{name}", nothing, ("Ctrl+K",)))
    assert portable(actions.keys("mine")) == ["Ctrl+J", "F9"]
    assert actions.keys("none") == []
    assert portable(actions.keys("usual")) == ["Ctrl+K"]
    actions.use_keys(("usual=Ctrl+L",))
    assert portable(actions.keys("mine")) == ["Ctrl+K"]
    assert portable(actions.keys("usual")) == ["Ctrl+L"]


def test_a_name_is_taken_once(actions: Actions) -> None:
    actions.add(Command("one", "&One", nothing))
    with pytest.raises(ValueError, match="one already"):
        actions.add(Command("one", "&Two", nothing))


def test_commands_are_enabled_by_what_they_need(actions: Actions) -> None:
    for needs in Needs:
        actions.add(Command(needs.name.lower(), "&X", nothing, needs=needs))
    on = [command.name for command in actions if actions.action(command.name).isEnabled()]
    assert on == ["nothing"]
    actions.enable(library=True, photos=True)
    actions.enable(photos=False)
    on = [command.name for command in actions if actions.action(command.name).isEnabled()]
    assert on == ["nothing", "library"]


def test_menus_keep_sections_apart(actions: Actions) -> None:
    for name, section in (("a", 2), ("b", 1), ("c", 2)):
        actions.add(Command(name, f"&{name}", nothing, menu="file", section=section, context=True))
    texts = [action.text() for action in actions.photo_menu().actions()]
    assert texts == ["&b", "", "&a", "&c"]

"""Decide whom keys belong to: read them, find conflicts, write them into the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from photosearch.gui.actions import Actions, menu_titles
from photosearch.gui.translation import tr

Keys = tuple[tuple[str, str], ...]
"""(keys, what they do)"""


def fixed_keys() -> tuple[tuple[str, Keys], ...]:
    """Return for each part of the window its name and its keys."""
    return (
        (tr("Among the photos (these keys are fixed)"), _grid()),
        (tr("On a picture of the query (fixed)"), _chip()),
        (tr("While a box is drawn on a picture (fixed)"), _box()),
        (tr("In the viewer (fixed)"), _viewer()),
        (tr("Among duplicates (fixed)"), _duplicates()),
        (tr("While duplicates are compared (fixed)"), _comparing()),
        (tr("On the days of the filters (fixed)"), _days()),
        (tr("Everywhere (fixed)"), _everywhere()),
    )


def _grid() -> Keys:
    return (
        (tr("Arrow keys"), tr("Go to the next photo")),
        (tr("Page up, Page down"), tr("Go one screen further")),
        (tr("Home, End"), tr("Go to the first or last photo")),
        (tr("Alt+Up, Alt+Down"), tr("Go to the next heading, while no query is shown")),
        (tr("Shift with these"), tr("Select all photos on the way")),
        (tr("Ctrl with these"), tr("Go there and leave the selection as it is")),
        (tr("Space, Ctrl+Space"), tr("Add the photo to the selection, or take it out")),
        (tr("Enter"), tr("Open the photo")),
        (tr("Menu, Shift+F10"), tr("What can be done with the photos")),
    )


def _chip() -> Keys:
    return (
        (tr("Left, Right"), tr("Go to the next picture")),
        (tr("+, -"), tr("Give the picture more or less weight")),
        (tr("N"), tr("Turn it into “less like this”, or back")),
        (tr("C"), tr("Search for a part of it")),
        (tr("Enter, Menu"), tr("All that can be done with it")),
        (tr("Delete"), tr("Take it out of the query")),
    )


def _box() -> Keys:
    return (
        (tr("Arrow keys"), tr("Move the box")),
        (tr("Shift+Arrow keys"), tr("Make the box larger or smaller")),
        (tr("Ctrl with these"), tr("In larger steps")),
        (tr("W"), tr("The whole picture again")),
        (tr("Enter"), tr("Keep the box")),
        (tr("Escape"), tr("Leave everything as it was")),
    )


def _viewer() -> Keys:
    return (
        (tr("Arrow keys, Page up, Page down, Space"), tr("Next or previous photo")),
        (tr("Home, End"), tr("First or last photo")),
        (tr("+, -"), tr("Larger or smaller")),
        (tr("Shift+Arrow keys"), tr("Move the picture")),
        (tr("Alt+Arrow keys"), tr("Move only one of those that are compared")),
        (tr("Enter"), tr("Full screen, or back")),
        (tr("Escape"), tr("Back to the photos")),
    )


def _duplicates() -> Keys:
    return (
        (tr("Arrow keys"), tr("Go to the next file, over the ends of groups")),
        (tr("Page up, Page down, Home, End"), tr("Go to other groups")),
        (tr("K"), tr("Keep the file")),
        (tr("X, Delete"), tr("Mark the file to be removed")),
        (tr("U"), tr("Leave it to the rules again")),
        (tr("Enter"), tr("Agree with what is proposed, and go to the next group")),
        (tr("Space, C"), tr("Compare the files of the group")),
        (tr("N"), tr("The file is no copy of the others")),
        (tr("A"), tr("Keep all files of the group, for good")),
    )


def _comparing() -> Keys:
    return (
        (tr("Left, Right"), tr("Go to another file")),
        (tr("Page up, Page down"), tr("Go to another group")),
        (tr("K, X, U, Enter"), tr("Decide, as among duplicates")),
        (tr("F"), tr("Show another file in the same place, while it is held")),
        (tr("D"), tr("Show the difference")),
        (tr("A"), tr("Lay the pictures on each other, or not")),
        (tr("H"), tr("Show histograms")),
        (tr("Z, +, -"), tr("One to one, larger or smaller")),
        (tr("Shift+Arrow keys"), tr("Move the pictures")),
        (tr("Space, C, Escape"), tr("Back to the duplicates")),
    )


def _days() -> Keys:
    return (
        (tr("Left, Right, Home, End"), tr("Choose a day or a month")),
        (tr("Shift with these"), tr("Choose all from there on")),
        (tr("+, -"), tr("Finer or coarser")),
        (tr("Delete"), tr("All days again")),
    )


def _everywhere() -> Keys:
    return (
        (tr("Tab, Shift+Tab"), tr("Go to the next part of the window, or back")),
        (tr("F10"), tr("Go to the menus")),
        (tr("Ctrl with the mouse wheel"), tr("Larger or smaller photos")),
    )


_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_Super_L,
    Qt.Key.Key_Super_R,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_ScrollLock,
    Qt.Key.Key_unknown,
}
_MOVING = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
_ACTING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu}


def portable(key: QKeySequence) -> str:
    """Return keys as the settings hold them, the same in all languages: "Ctrl+Shift+O"."""
    return key.toString(QKeySequence.SequenceFormat.PortableText)


def shown(keys: Sequence[QKeySequence]) -> str:
    """Return keys as this system writes them, for the user's eyes."""
    native = QKeySequence.SequenceFormat.NativeText
    words = ", ".join(key.toString(native) for key in keys)
    if words and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        # Isolated, or "Ctrl+," would be written as ",+Ctrl".
        return f"\u2066{words}\u2069"
    return words


def pressed(event: QKeyEvent) -> QKeySequence | None:
    """Return the shortcut that a key press stands for; None while only Ctrl and the like are
    held."""
    key = Qt.Key(event.key())
    if key in _MODIFIERS:
        return None
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    if (
        modifiers == Qt.KeyboardModifier.ShiftModifier
        and len(text) == 1
        and text.isprintable()
        and not text.isalpha()
        and text != " "
    ):
        # "?" and not "Shift+?": where Shift is needed for it depends on the keyboard.
        modifiers = Qt.KeyboardModifier.NoModifier
    return QKeySequence(QKeyCombination(modifiers, key))


def conflict_text(key: QKeySequence) -> str:
    """Return why these keys cannot be given to a command; "" if they can."""
    if key.isEmpty():
        return tr("These keys cannot be used. Take others.")
    combination: QKeyCombination = key[0]  # type: ignore[index] # PySide's stubs lack it
    plain = combination.keyboardModifiers() in {
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
    }
    if combination.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
        return tr("Tab leads from one part of the window to the next. Take other keys.")
    if combination.key() in _MOVING and plain:
        return tr("These keys move among the photos. Take others.")
    if combination.key() in _ACTING and plain:
        return tr("These keys press buttons and open photos. Take others.")
    if combination.key() == Qt.Key.Key_F10 and plain:
        return tr("F10 leads to the menus. Take other keys.")
    menus = [QKeySequence.mnemonic(title) for title in menu_titles().values()]
    if portable(key) in {portable(each) for each in menus if not each.isEmpty()}:
        return tr("These keys open a menu. Take others.")
    return ""


def holder(actions: Actions, key: QKeySequence, but: str) -> str | None:
    """Name of the command that has these keys, `but` left out; None if they are free."""
    wanted = portable(key)
    for command in actions:
        if command.name != but and wanted in map(portable, actions.keys(command.name)):
            return command.name
    return None


def own_keys(
    actions: Actions, before: Sequence[str], changes: Mapping[str, Sequence[QKeySequence]]
) -> tuple[str, ...]:
    """Return the user's shortcuts as the settings hold them.

    Args:
        actions: all commands, with the keys that hold now.
        before: what the settings hold; entries of commands that are not there now are kept.
        changes: other keys for some commands, by name.
    """
    known = {command.name for command in actions}
    entries = [entry for entry in before if entry.partition("=")[0] not in known]
    for command in actions:
        keys = [portable(key) for key in changes.get(command.name, actions.keys(command.name))]
        if keys != [portable(QKeySequence(key)) for key in command.keys]:
            entries += [f"{command.name}={key}" for key in keys or [""]]
    return tuple(entries)

"""Keys and whom they belong to: reading them, finding conflicts, writing them into the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from photosearch.gui.actions import Actions, menu_titles
from photosearch.gui.translation import tr

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
    """As the settings hold it, the same in all languages: "Ctrl+Shift+O"."""
    return key.toString(QKeySequence.SequenceFormat.PortableText)


def shown(keys: Sequence[QKeySequence]) -> str:
    """As this system writes them, for the user's eyes."""
    native = QKeySequence.SequenceFormat.NativeText
    words = ", ".join(key.toString(native) for key in keys)
    if words and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        # Isolated, or "Ctrl+," would be written as ",+Ctrl".
        return f"\u2066{words}\u2069"
    return words


def pressed(event: QKeyEvent) -> QKeySequence | None:
    """The shortcut that a key press stands for; None while only Ctrl and the like are held."""
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


def why_not(key: QKeySequence) -> str:
    """Why these keys cannot be given to a command; "" if they can."""
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
    """The user's shortcuts as the settings hold them.

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

"""Make lists of dialogs, and the buttons and keys that act on what is chosen in them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget

from photosearch.gui.widgets.buttons import push_button


def named_list(name: str) -> QListWidget:
    """Make a list; screen readers say `name`."""
    made = QListWidget()
    made.setProperty("kind", "list")
    made.setAccessibleName(name)
    return made


def list_button(
    words: str, act: Callable[..., object] | SignalInstance, tip: str = "", kind: str = ""
) -> QPushButton:
    """Make a button that does `act`, beside a list or field: Enter belongs to these."""
    button = push_button(words, tip, kind)
    button.setAutoDefault(False)
    button.clicked.connect(act)
    return button


def on_key(widget: QWidget, key: str, act: Callable[[], object]) -> None:
    """Have `act` done when a key is pressed in this widget alone, such as "Del" in a list."""
    shortcut = QShortcut(QKeySequence(key), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(act)

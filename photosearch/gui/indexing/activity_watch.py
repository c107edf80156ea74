"""Notice that the user works: indexing makes room then."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

_WORK = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,  # all that is left of a key that is a shortcut
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.NativeGesture,
    }
)


class ActivityWatch(QObject):
    """Follow the program's window that has the keyboard, whichever it is.

    On the window of the system, not on the application: there, all the events between widgets would
    pass through Python, thousands a second while photos are scrolled.
    """

    def __init__(self, noted: Callable[[], None], parent: QObject) -> None:
        """Call `noted` for each event in the GUI thread, so it must be quick."""
        super().__init__(parent)
        self._noted = noted
        self._window: QWindow | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._follow)
        self._follow(QGuiApplication.focusWindow())

    def _follow(self, window: QWindow | None) -> None:
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything through."""
        if event.type() in _WORK:
            self._noted()
        return False

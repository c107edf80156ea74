"""Tell what happened in one place of the window: a banner under the query bar, never modal."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from photosearch.core.errors import UserError
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.screen_readers import announce

log = logging.getLogger(__name__)

GATHER_MS = 300
"""Messages that come within so long after one another are shown together."""
MOST_GATHERED = 3
"""Of those so many are shown; more would hide the photos."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Hold something to be told."""

    what: str
    next_step: str = ""
    is_error: bool = True
    action: str = ""
    """Words of a button beside it, if there is one."""
    do: Callable[[], None] | None = None

    @property
    def text(self) -> str:
        """Return what is to be read."""
        return f"{self.what} {self.next_step}".strip()


def error_notice(error: UserError) -> Notice:
    """Turn the world's fault into a notice, with the next step."""
    words = message_text(error.message)
    return Notice(words, words.next_step)


class Notices(QObject):
    """Take whatever anybody has to tell. GUI thread only.

    Signals:
        shown(Notice): show it, in place of an older one.
        dismissed(Notice): it is true no longer, or does not matter any more.
    """

    shown = Signal(object)
    dismissed = Signal(object)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._gathered: list[str] = []
        self._soon = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._soon.timeout.connect(self._show_gathered)
        self.shown.connect(self._announce)

    def show_error(self, error: UserError) -> None:
        """Show the world's fault, with the next step."""
        self.shown.emit(error_notice(error))

    def dismiss(self, notice: Notice | None) -> None:
        """Show it no longer. Whatever else is shown stays."""
        if notice is not None:
            self.dismissed.emit(notice)

    def show_message(self, what: str) -> None:
        """Show what is no error, but worth knowing."""
        self.shown.emit(Notice(what, is_error=False))

    def gather(self, what: str) -> None:
        """Show with others that come at the same moment what no one has asked for.

        One banner for each would hide the one before, such as those of several drives that go.
        """
        log.info("%s", what)
        self._gathered.append(what)
        self._soon.start()

    def _show_gathered(self) -> None:
        texts, self._gathered = list(dict.fromkeys(self._gathered)), []
        more = len(texts) - MOST_GATHERED
        if more > 0:
            texts[MOST_GATHERED:] = [tr("%Ln more message(s): see the log.", "", more)]
        self.show_message("\n".join(texts))

    def _announce(self, notice: Notice) -> None:
        """Say it once, however many banners show it."""
        if self._window is not None:
            announce(self._window, notice.text)


class NoticeBanner(QFrame):
    """Show the latest notice until it is closed.

    Signals:
        left(): it closed while it had the keyboard.
    """

    left = Signal()

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = push_button("", kind="small")
        self._action.clicked.connect(self._run_action)
        self._close = push_button(tr("Close"), kind="small")
        self._close.setAccessibleName(tr("Close this message"))
        self._close.clicked.connect(self._on_close)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()
        notices.shown.connect(self.show_notice)
        notices.dismissed.connect(self._on_dismissed)

    @property
    def text(self) -> str:
        """Return what is being told, "" if nothing is."""
        return "" if self.isHidden() else self._text.text()

    def show_notice(self, notice: Notice) -> None:
        """Tell this instead of whatever is there."""
        self._notice = notice
        self.setProperty("kind", "error" if notice.is_error else "info")
        for widget in (self, self._text):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self._text.setText(notice.text)
        self._action.setText(notice.action)
        self._action.setVisible(bool(notice.action))
        self.setAccessibleName(notice.text)
        self.show()

    def dismiss(self) -> bool:
        """Close it, as its button does; False if nothing is told."""
        told = not self.isHidden()
        self.hide()
        return told

    def _on_dismissed(self, notice: Notice) -> None:
        if self._notice is notice:
            self.hide()

    def _on_close(self) -> None:
        had_keyboard = self._action.hasFocus() or self._close.hasFocus()
        self.hide()
        if had_keyboard:
            self.left.emit()

    def _run_action(self) -> None:
        notice = self._notice
        self._on_close()
        if notice is not None and notice.do is not None:
            notice.do()

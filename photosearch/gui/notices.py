"""The one place where the window tells what happened: a banner under the query bar, never modal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from photosearch.core.errors import UserError
from photosearch.gui.translation import tr, tr_message
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.screen_readers import say


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told."""

    what: str
    next_step: str = ""
    is_error: bool = True
    action: str = ""
    """Words of a button beside it, if there is one."""
    do: Callable[[], None] | None = None

    @property
    def text(self) -> str:
        """What is to be read."""
        return f"{self.what} {self.next_step}".strip()


def fault_notice(error: UserError) -> Notice:
    """The world's fault, with the next step."""
    return Notice(tr_message(error.what), tr_message(error.next_step))


class Notices(QObject):
    """Whoever has something to tell tells it here. GUI thread only.

    Signals:
        told(Notice): show it, in place of an older one.
        taken_back(Notice): it is true no longer, or does not matter any more.
    """

    told = Signal(object)
    taken_back = Signal(object)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self.told.connect(self._say)

    def fault(self, error: UserError) -> None:
        """The world's fault, with the next step."""
        self.told.emit(fault_notice(error))

    def take_back(self, notice: Notice | None) -> None:
        """Show it no longer. Whatever else is shown stays."""
        if notice is not None:
            self.taken_back.emit(notice)

    def tell(self, what: str) -> None:
        """No error, but worth knowing."""
        self.told.emit(Notice(tr_message(what), is_error=False))

    def _say(self, notice: Notice) -> None:
        """Once, however many banners show it."""
        if self._window is not None:
            say(self._window, notice.text)


class NoticeBanner(QFrame):
    """Shows the latest notice until it is closed.

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
        self._action.clicked.connect(self._act)
        self._close = push_button(tr("Close"), kind="small")
        self._close.setAccessibleName(tr("Close this message"))
        self._close.clicked.connect(self._leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()
        notices.told.connect(self.show_notice)
        notices.taken_back.connect(self._take_back)

    @property
    def text(self) -> str:
        """What is being told, "" if nothing is."""
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

    def _take_back(self, notice: Notice) -> None:
        if self._notice is notice:
            self.hide()

    def _leave(self) -> None:
        had_keyboard = self._action.hasFocus() or self._close.hasFocus()
        self.hide()
        if had_keyboard:
            self.left.emit()

    def _act(self) -> None:
        notice = self._notice
        self._leave()
        if notice is not None and notice.do is not None:
            notice.do()

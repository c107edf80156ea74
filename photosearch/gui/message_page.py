"""What stands in place of the photos while there are none to show, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photosearch.core.errors import UserError
from photosearch.gui.buttons import push_button
from photosearch.gui.theme import colors_of


class Wish(StrEnum):
    """What the user may want to do on such a page; the value is the button's words."""

    ADD_FOLDER = "Add folder…"
    OPEN_PICTURE = "Open picture…"
    BACK = "Back to the library"
    TRY_AGAIN = "Try again"
    OTHER_LIBRARY = "Open another library…"
    CLEAR_FILTERS = "Clear filters"
    QUIT = "Quit"


@dataclass(frozen=True, slots=True)
class Message:
    """A headline, a sentence or two, and buttons, the first one the likeliest."""

    headline: str
    text: str = ""
    wishes: tuple[Wish, ...] = ()
    is_drop_zone: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """What the window knows when it decides what to show."""

    opened: bool = False
    failure: UserError | None = None
    folders: int | None = None
    """None until asked."""
    photos: int | None = None
    indexing: bool = False
    results: int | None = None
    """Of a query that was answered; None without one."""
    filtered: bool = False
    """Filters are set, which may be why there are no photos."""


def message_for(now: Situation) -> Message | None:
    """What to tell instead of photos; None if there are photos to show."""
    if now.failure is not None:
        return Message(
            "The library cannot be opened",
            f"{now.failure.what}\n{now.failure.next_step}",
            (Wish.TRY_AGAIN, Wish.OTHER_LIBRARY, Wish.QUIT),
        )
    if not now.opened or now.folders is None or now.photos is None:
        return Message("Opening the library…")
    if now.filtered and now.folders and not (now.results or now.photos):
        return Message(
            "No photo passes the filters",
            "Take one of the filters above away, or all of them.",
            (Wish.CLEAR_FILTERS,),
        )
    if now.results == 0:
        return _nothing_found(now.photos)
    if now.results or now.photos:
        return None
    if now.folders == 0:
        return Message(
            "Add your photos",
            "Drop a folder here, or choose one. Your photos stay where they are.\n"
            "Then drop any picture to find the ones like it.",
            (Wish.ADD_FOLDER,),
            is_drop_zone=True,
        )
    if now.indexing:
        return Message(
            "Looking through your folders",
            "Photos appear here as they are found, and can be searched at once.",
        )
    return Message(
        "No photos here yet",
        "The folders of this library hold no readable photos, or their drive is not connected.\n"
        "Add another folder; new photos are noticed by themselves.",
        (Wish.ADD_FOLDER,),
        is_drop_zone=True,
    )


def _nothing_found(photos: int) -> Message:
    if photos == 0:
        return Message(
            "There are no photos to search yet",
            "Add a folder of photos first.",
            (Wish.ADD_FOLDER, Wish.BACK),
        )
    return Message(
        "Nothing like it was found",
        "Try another sense above, a lower “At least”, fewer filters, or another picture.",
        (Wish.OPEN_PICTURE, Wish.BACK),
    )


class MessagePage(QWidget):
    """Shows a Message in the middle.

    Signals:
        wished(Wish): a button was pressed.
    """

    wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = Message("")
        self._main: QPushButton | None = None
        self._headline = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._headline.setProperty("kind", "headline")
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.7)
        self._headline.setFont(font)
        self._text = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setProperty("kind", "muted")
        self._text.setFixedWidth(540)
        # In a row of its own: a label that is aligned in a column forgets that it wraps.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._text)
        row.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(0)
        column.addStretch(4)
        column.addWidget(self._headline)
        column.addSpacing(12)
        column.addLayout(row)
        column.addSpacing(22)
        column.addLayout(self._buttons)
        column.addStretch(5)

    @property
    def message(self) -> Message:
        """What is shown."""
        return self._message

    def focus_main(self) -> None:
        """Put the keyboard on the likeliest button."""
        if self._main is not None:
            self._main.setFocus()

    def show_message(self, message: Message) -> bool:
        """Show it; nothing moves, and False is returned, if it is shown already."""
        if message == self._message:
            return False
        self._message = message
        self._headline.setText(message.headline)
        self._text.setText(message.text)
        self.setAccessibleName(message.headline)
        self.setAccessibleDescription(message.text)
        while (item := self._buttons.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._main = None
        self._buttons.addStretch(1)
        for number, wish in enumerate(message.wishes):
            button = push_button(wish.value, kind="" if number else "main")
            button.setProperty("wish", wish)
            button.clicked.connect(self._wish)
            self._buttons.addWidget(button)
            if not number:
                self._main = button
        self._buttons.addStretch(1)
        self.update()
        return True

    def _wish(self) -> None:
        self.wished.emit(Wish(self.sender().property("wish")))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface of the photos, with a dashed frame where dropping is the thing to do."""
        colors = colors_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colors.surface))
        if self._message.is_drop_zone:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(colors.line), 2, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 4])
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(24, 24, -24, -24), 14, 14)

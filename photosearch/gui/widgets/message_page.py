"""Show a page in the place of photos while there are none, with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.theme import colors_of


class EmptyPageAction(StrEnum):
    """Name what the user may want to do on such a page."""

    ADD_PICTURES = "add_pictures"
    """Take in the folder that the system has for pictures."""
    ADD_FOLDER = "add_folder"
    OPEN_PICTURE = "open_picture"
    CLEAR_FILTERS = "clear_filters"
    NO_THRESHOLD = "no_cut_off"
    SHOW_LESS_ALIKE = "show_less_alike"
    BACK = "back"
    TRY_AGAIN = "try_again"
    RESTORE_BACKUP = "bring_back"
    """Choose a backup to take the place of a damaged library."""
    OTHER_LIBRARY = "other_library"
    QUIT = "quit"


def action_text(action: EmptyPageAction, folder: str = "") -> str:
    """Return what stands on the button; `folder` is the name of the system's folder for
    pictures."""
    return {
        EmptyPageAction.ADD_PICTURES: tr("Add “{folder}”").format(folder=folder),
        EmptyPageAction.ADD_FOLDER: tr("Add folder…"),
        EmptyPageAction.OPEN_PICTURE: tr("Open picture…"),
        EmptyPageAction.CLEAR_FILTERS: tr("Clear the filters"),
        EmptyPageAction.NO_THRESHOLD: tr("All that were found"),
        EmptyPageAction.SHOW_LESS_ALIKE: tr("Show them"),
        EmptyPageAction.BACK: tr("Back to the library"),
        EmptyPageAction.TRY_AGAIN: tr("Try again"),
        EmptyPageAction.RESTORE_BACKUP: tr("Bring back a backup…"),
        EmptyPageAction.OTHER_LIBRARY: tr("Open another library…"),
        EmptyPageAction.QUIT: tr("Quit"),
    }[action]


@dataclass(frozen=True, slots=True)
class Offer:
    """Hold a button that asks for something of its own."""

    label: str
    tip: str
    value: object
    """What is asked for, for whoever made the offer."""


@dataclass(frozen=True, slots=True)
class PageMessage:
    """Hold a headline, a sentence or two, and buttons, the first one the likeliest."""

    headline: str
    text: str = ""
    actions: tuple[EmptyPageAction, ...] = ()
    is_drop_zone: bool = False
    steps: tuple[str, ...] = ()
    """In place of the text: what happens one after the other, numbered."""
    offers: tuple[Offer, ...] = ()
    """Buttons above those of the actions."""
    folder: str = ""
    """Name of the folder that ADD_PICTURES means."""


def _remove_widgets(layout: QLayout) -> None:
    """Take all out of a layout, and out of those in it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _remove_widgets(inner)
            inner.deleteLater()


_OFFERS_WIDTH = 620
"""Pixels that a row of offers takes at most."""


_LEAST_WIDTH = 260
_ALL = 100
"""Stretch beside which that of the sides counts for nothing."""


class MessagePage(QWidget):
    """Show a PageMessage in the middle.

    Signals:
        action_requested(EmptyPageAction): a button was pressed.
        offer_chosen(object): the button of an offer was pressed; its value.
    """

    action_requested = Signal(object)
    offer_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = PageMessage("")
        self._main: QPushButton | None = None
        self._headline = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._headline.setProperty("kind", "headline")
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.7)
        self._headline.setFont(font)
        self._text = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setProperty("kind", "muted")
        self._text.setMinimumWidth(_LEAST_WIDTH)
        self._text.setMaximumWidth(540)
        self._steps = QWidget()
        self._steps.setMinimumWidth(_LEAST_WIDTH)
        self._steps.setMaximumWidth(480)
        self._steps.hide()
        self._step_lines = QGridLayout(self._steps)
        self._step_lines.setContentsMargins(0, 0, 0, 0)
        self._step_lines.setHorizontalSpacing(14)
        self._step_lines.setVerticalSpacing(10)
        self._step_lines.setColumnStretch(1, 1)
        # In a row of its own: a label that is aligned in a column forgets that it wraps.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._text, _ALL)
        row.addWidget(self._steps, _ALL)
        row.addStretch(1)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(10)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(0)
        column.addStretch(4)
        column.addWidget(self._headline)
        column.addSpacing(18)
        column.addLayout(row)
        column.addSpacing(22)
        column.addLayout(self._offers)
        column.addLayout(self._buttons)
        column.addStretch(5)

    @property
    def message(self) -> PageMessage:
        """Return what is shown."""
        return self._message

    def focus_main(self) -> None:
        """Put the keyboard on the likeliest button."""
        if self._main is not None:
            self._main.setFocus()

    def show_message(self, message: PageMessage) -> bool:
        """Show it; nothing moves, and False is returned, if it is shown already."""
        if message == self._message:
            return False
        self._message = message
        self._headline.setText(message.headline)
        self._text.setText(message.text)
        self._text.setVisible(not message.steps)
        self._show_steps(message.steps)
        self.setAccessibleName(message.headline)
        self.setAccessibleDescription(message.text or " ".join(message.steps))
        self._main = None
        self._show_offers(message.offers)
        _remove_widgets(self._buttons)
        self._buttons.addStretch(1)
        for action in message.actions:
            button = self._make_button(action_text(action, message.folder))
            button.setProperty("action", action)
            button.clicked.connect(self._request_action)
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self.update()
        return True

    def _make_button(self, text: str, tip: str = "") -> QPushButton:
        """Make a button; the first one of a message is the main one."""
        kind = "main" if self._main is None else ""
        button = push_button(text.replace("&", "&&"), tip, kind)
        self._main = self._main or button
        return button

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Put the buttons of offers into as many rows as they take."""
        _remove_widgets(self._offers)
        row, width = QHBoxLayout(), 0
        for number, offer in enumerate(offers):
            button = self._make_button(offer.label, offer.tip)
            button.setProperty("offer", number)
            button.clicked.connect(self._choose_offer)
            taken = button.sizeHint().width() + row.spacing()
            if not number or width + taken > _OFFERS_WIDTH:
                row, width = QHBoxLayout(), 0
                row.setSpacing(10)
                row.addStretch(1)
                row.addStretch(1)
                self._offers.addLayout(row)
            row.insertWidget(row.count() - 1, button)
            width += taken
        self._offers.setContentsMargins(0, 0, 0, 22 if offers else 0)

    def _show_steps(self, steps: tuple[str, ...]) -> None:
        while (item := self._step_lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for place, step in enumerate(steps):
            number = QLabel(str(place + 1), alignment=Qt.AlignmentFlag.AlignCenter)
            number.setProperty("kind", "step")
            number.setFixedSize(26, 26)
            words = QLabel(step, wordWrap=True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setContentsMargins(0, 5, 0, 0)
            self._step_lines.addWidget(number, place, 0, top)
            self._step_lines.addWidget(words, place, 1, top)
        self._steps.setVisible(bool(steps))

    def _choose_offer(self) -> None:
        self.offer_chosen.emit(self._message.offers[self.sender().property("offer")].value)

    def _request_action(self) -> None:
        self.action_requested.emit(EmptyPageAction(self.sender().property("action")))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface of the photos, with a dashed frame where dropping is the thing to
        do."""
        colors = colors_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colors.surface))
        if self._message.is_drop_zone:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(colors.line), 2, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 4])
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(24, 24, -24, -24), 14, 14)

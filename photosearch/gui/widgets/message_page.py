"""Show a page in place of the photos while there are none, with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

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

from photosearch.core.errors import DamagedLibrary, UserError
from photosearch.gui import wording
from photosearch.gui.message_text import message_text
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
class Explanation:
    """Tell why there is nothing, and offer what would help, the likeliest first."""

    text: str
    offers: tuple[Offer, ...] = ()


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


@dataclass(frozen=True, slots=True)
class ViewState:
    """Hold what the window knows when it decides what to show."""

    opened: bool = False
    failure: UserError | None = None
    restoring: bool = False
    """A backup takes the place of the library that failed."""
    folders: int | None = None
    """None until asked."""
    photos: int | None = None
    """Of those that are shown: all, or those that pass the filters."""
    indexing: bool = False
    results: int | None = None
    """Of a query that was answered; None without one."""
    filtered: bool = False
    """Filters leave photos out."""
    by_words: bool = False
    """Words were searched by."""
    less_alike: int = 0
    """Photos found that are folded away, being hardly alike."""
    empty: Explanation | None = None
    """Why they leave none, once it is known."""
    threshold: str = ""
    """Words of the cut-off, if that is why there are no results."""
    pictures: Path | None = None
    """The system's folder for pictures, if there is one."""


def message_for(now: ViewState) -> PageMessage | None:
    """Return what to tell instead of photos; None if there are photos to show."""
    if now.restoring:
        return PageMessage(tr("Bringing back the backup…"))
    if now.failure is not None:
        return _cannot_be_opened(now.failure)
    if not now.opened or now.folders is None or now.photos is None:
        return PageMessage(tr("Opening the library…"))
    if now.results == 0:
        return _nothing_found(now)
    if now.results or now.photos:
        return None
    if now.filtered:
        return _nothing_passes(now, (EmptyPageAction.CLEAR_FILTERS,))
    if now.folders == 0:
        return _first_start(now.pictures)
    if now.indexing:
        return PageMessage(
            tr("Looking through your folders"),
            tr("Photos appear here as they are found, and can be searched at once."),
        )
    return PageMessage(
        tr("No photos here yet"),
        tr(
            "The folders of this library hold no readable photos, or their drive is not "
            "connected.\nAdd another folder; new photos are noticed by themselves."
        ),
        (EmptyPageAction.ADD_FOLDER,),
        is_drop_zone=True,
    )


def _cannot_be_opened(failure: UserError) -> PageMessage:
    what = message_text(failure.message)
    next_step = what.next_step
    actions: tuple[EmptyPageAction, ...] = (
        EmptyPageAction.TRY_AGAIN,
        EmptyPageAction.OTHER_LIBRARY,
        EmptyPageAction.QUIT,
    )
    if isinstance(failure, DamagedLibrary):
        next_step = tr(
            "Your photos are not concerned. Bring back a backup: the damaged file is kept beside"
            " it. Without one, open another library and add your folders again."
        )
        actions = (EmptyPageAction.RESTORE_BACKUP, *actions)
    return PageMessage(tr("The library cannot be opened"), f"{what}\n{next_step}", actions)


def _first_start(pictures: Path | None) -> PageMessage:
    return PageMessage(
        tr("Add your photos"),
        actions=(EmptyPageAction.ADD_FOLDER,)
        if pictures is None
        else (EmptyPageAction.ADD_PICTURES, EmptyPageAction.ADD_FOLDER),
        is_drop_zone=True,
        steps=(
            tr("Choose a folder, or drop one here. Your photos stay where they are."),
            tr("They appear while they are read. Nothing ever leaves this computer."),
            tr("Drop any picture on the window to see the photos most like it."),
        ),
        folder="" if pictures is None else wording.shown_name(pictures),
    )


def _nothing_found(now: ViewState) -> PageMessage:
    if now.threshold:
        return PageMessage(
            tr("Nothing like it was found"),
            " ".join((tr("At least:"), now.threshold)),
            (EmptyPageAction.NO_THRESHOLD, EmptyPageAction.BACK),
        )
    if now.less_alike:
        return PageMessage(
            tr("Nothing like it was found"),
            " ".join(
                (
                    tr("Hardly like it: %Ln photo(s).", "", now.less_alike),
                    tr("Try other words.")
                    if now.by_words
                    else tr("Try another sense above, or another picture."),
                )
            ),
            (EmptyPageAction.SHOW_LESS_ALIKE, EmptyPageAction.BACK),
        )
    if now.filtered:
        return _nothing_passes(now, (EmptyPageAction.CLEAR_FILTERS, EmptyPageAction.BACK))
    if now.photos == 0:
        return PageMessage(
            tr("There are no photos to search yet"),
            tr("Add a folder of photos first."),
            (EmptyPageAction.ADD_FOLDER, EmptyPageAction.BACK),
        )
    return PageMessage(
        tr("Nothing like it was found"),
        tr("Try another sense above, or another picture."),
        (EmptyPageAction.OPEN_PICTURE, EmptyPageAction.BACK),
    )


def _nothing_passes(now: ViewState, actions: tuple[EmptyPageAction, ...]) -> PageMessage:
    headline = tr("No photo passes the filters")
    if now.empty is None:
        return PageMessage(headline, tr("Remove one of the filters, or all of them."), actions)
    return PageMessage(headline, now.empty.text, actions, offers=now.empty.offers)


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

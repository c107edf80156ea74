"""Show the bar over a photo: what is shown, where one is, and the viewer's commands as buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from photosearch.gui import wording
from photosearch.gui.translation import tr
from photosearch.gui.viewer.pictures import ViewerPhoto
from photosearch.gui.viewer.viewer_state import ViewerState
from photosearch.gui.widgets.buttons import tool_button
from photosearch.gui.widgets.elided_label import ElidedLabel

STARS = 5
_SPACING = 8
_MARGINS = 5 * _SPACING
_NAME = 130
"""Room that a name should have at least, in logical pixels."""


@dataclass(frozen=True, slots=True)
class BarState:
    """Hold what the bar tells and which buttons are down."""

    name: str = ""
    position: int = 0
    """Of the photo among all, from 1 on; 0 for none."""
    count: int = 0
    percent: int | None = None
    """Of the photo's own size; None while that is not known."""
    rating: int | None = None
    actual_size: bool = False
    comparing: bool = False
    details: bool = False
    full_screen: bool = False


def rating_text(rating: int | None) -> str:
    """Return stars, "" without a rating."""
    if rating is None or rating == 0:
        return ""
    return tr("Rejected") if rating < 0 else "★" * rating + "☆" * (STARS - rating)


class ViewerBar(QFrame):
    """Show buttons and words; emit what is wanted, decide nothing.

    Signals:
        back_wanted(), previous_wanted(), next_wanted(), similar_wanted(), actual_size_wanted(),
        compare_wanted(), flicker_wanted(), details_wanted(), full_screen_wanted(): as the buttons
        say.
    """

    back_wanted = Signal()
    previous_wanted = Signal()
    next_wanted = Signal()
    similar_wanted = Signal()
    actual_size_wanted = Signal()
    compare_wanted = Signal()
    flicker_wanted = Signal()
    details_wanted = Signal()
    full_screen_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.name = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        """Of the photo; cut in its middle where there is no room."""
        self._rating = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._position = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._position.setProperty("kind", "muted")
        self._percent = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._percent.setProperty("kind", "muted")
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setMinimumWidth(self._percent.fontMetrics().horizontalAdvance("0000 %"))
        self.back = _button(tr("Back"), tr("Back to the photos"))
        self.previous = _button("‹", tr("Previous photo"))
        self.next = _button("›", tr("Next photo"))
        self.similar = _button(tr("Find similar"), tr("Photos like this one"))
        self.actual_size = _button(
            tr("1:1"), tr("One pixel of the photo on one pixel of the screen")
        )
        self.compare = _button(tr("Compare"), tr("Two to four photos side by side"))
        self.flicker = _button(tr("Flicker"), tr("Another photo in the same place, and back"))
        self.details = _button(tr("Details"), tr("Histogram and what the file says"))
        self.full_screen = _button(tr("Full screen"), tr("Nothing but the photo"))
        for button in (self.actual_size, self.compare, self.details, self.full_screen):
            button.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(_SPACING)
        row.addWidget(self.back)
        row.addSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self._rating)
        row.addSpacing(8)
        row.addWidget(self.previous)
        row.addWidget(self._position)
        row.addWidget(self.next)
        row.addSpacing(8)
        row.addWidget(self._percent)
        for button in (
            self.similar,
            self.actual_size,
            self.compare,
            self.flicker,
            self.details,
            self.full_screen,
        ):
            row.addWidget(button)
        for button, signal in (
            (self.back, self.back_wanted),
            (self.previous, self.previous_wanted),
            (self.next, self.next_wanted),
            (self.similar, self.similar_wanted),
            (self.actual_size, self.actual_size_wanted),
            (self.compare, self.compare_wanted),
            (self.flicker, self.flicker_wanted),
            (self.details, self.details_wanted),
            (self.full_screen, self.full_screen_wanted),
        ):
            button.clicked.connect(signal)
        self.show_keys({})
        self._point_arrows()

    @property
    def text(self) -> str:
        """Return what the bar tells, in one line, stars in words."""
        stars = self._rating.accessibleName()
        parts = (self.name.text(), stars, self._position.text(), self._percent.text())
        return " · ".join(part for part in parts if part)

    def show_state(self, state: BarState) -> None:
        """Tell this."""
        self.name.setText(state.name)
        self.name.setToolTip(state.name)
        self._rating.setText(rating_text(state.rating))
        self._rating.setAccessibleName(wording.rating(state.rating))
        place = tr("{position} of {count}").format(
            position=wording.number(state.position), count=wording.number(state.count)
        )
        self._position.setText(place if state.position else "")
        self._percent.setText("" if state.percent is None else f"{state.percent} %")
        self.previous.setEnabled(state.position > 1)
        self.next.setEnabled(0 < state.position < state.count)
        self.compare.setEnabled(state.count > 1)
        self.flicker.setEnabled(state.count > 1)
        self.actual_size.setChecked(state.actual_size)
        self.compare.setChecked(state.comparing)
        self.details.setChecked(state.details)
        self.full_screen.setChecked(state.full_screen)
        self._make_room()

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """Put the keys of commands, by the names of the buttons, into the tool tips."""
        fixed = {"back": tr("Esc"), "previous": tr("Left"), "next": tr("Right")}
        for name, key in {**dict.fromkeys(_NAMES, ""), **fixed, **keys}.items():
            button: QToolButton = getattr(self, name)
            tip = str(button.property("tip"))
            button.setToolTip(f"{tip} ({key})" if key else tip)

    def _make_room(self) -> None:
        """Hide what keys do as well where the name would have no room."""
        labels: list[QWidget] = [self._rating, self._position, self._percent]
        buttons: list[QWidget] = [self.back, self.previous, self.next, self.similar]
        buttons += [self.actual_size, self.compare, self.flicker, self.details, self.full_screen]
        need = sum(each.sizeHint().width() + _SPACING for each in labels + buttons) + _MARGINS
        room = self.width() - _NAME - need
        least_missed = (self.full_screen, self.flicker, self._percent, self.similar)
        for widget in (*least_missed, self.actual_size, self.compare):
            widget.setVisible(room >= 0)
            room += widget.sizeHint().width() + _SPACING

    def _point_arrows(self) -> None:
        """Let the arrow to the next photo point where reading goes on."""
        rightwards = self.layoutDirection() is not Qt.LayoutDirection.RightToLeft
        self.previous.setText("‹" if rightwards else "›")
        self.next.setText("›" if rightwards else "‹")

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many buttons as fit."""
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Turn the arrows where another language is read from the other side."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._point_arrows()


_NAMES = ("similar", "actual_size", "compare", "flicker", "details", "full_screen")


def _button(words: str, tip: str) -> QToolButton:
    button = tool_button(words, tip, kind="plain")
    button.setProperty("tip", tip)
    # An arrow or figures are no name.
    button.setAccessibleName(words if len(words) > 3 else tip)
    return button


def name_of(picture: ViewerPhoto) -> str:
    """Return the file's name; "" while it is not known."""
    return wording.shown_name(picture.record.path) if picture.record is not None else ""


def rating_of(picture: ViewerPhoto) -> int | None:
    """Return stars, -1 for rejected; None without."""
    facts = picture.record.metadata if picture.record is not None else None
    return None if facts is None else facts.rating


def caption(state: ViewerState, picture: ViewerPhoto) -> str:
    """Return letter, name and stars of one among several photos; "" for one alone."""
    if not state.compared and not state.flicked:
        return ""
    compared, photo_id = state.compared, picture.photo_id
    number = compared.index(photo_id) if photo_id in compared else 1
    parts = (letter(number), name_of(picture), rating_text(rating_of(picture)))
    return "  ".join(part for part in parts if part)


def letter(number: int) -> str:
    """Return the name of a pane: A, B, C or D."""
    return (tr("A"), tr("B"), tr("C"), tr("D"))[number]

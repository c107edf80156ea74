"""The bar above the photos: what is searched for, in which sense and how strictly; the way back."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photosearch.core.query import Answer
from photosearch.gui.query.chip_row import CHIP_HEIGHT, ChipRow
from photosearch.gui.query.query_chip import sense_words
from photosearch.gui.query.query_state import QueryState
from photosearch.gui.query.sense_control import SimilaritySlider
from photosearch.gui.query.threshold_control import ThresholdSlider
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.elided_label import ElidedLabel

_ROOM_FOR_MEANING = 840


class QueryBar(QFrame):
    """Without a query it invites to one; with one it shows and steers it.

    Signals:
        removed(QueryPicture): take this picture out of the query.
        less_wanted(QueryPicture, bool): look for photos unlike it, or like it again.
        weight_wanted(QueryPicture, float): let it count so much.
        crop_wanted(QueryPicture): choose a part of it.
        whole_wanted(QueryPicture): all of it counts again.
        sense_changed(SenseMix): search in another sense; many times while it is dragged.
        least_changed(float): another cut-off, 0 to 1; many times while it is dragged.
        left(): back to the library.
        open_wanted(): choose a picture in a dialog.
        folder_wanted(): choose a folder in a dialog.
        searches_wanted(QPoint): show recent and saved searches; global position of the button.
    """

    removed = Signal(object)
    less_wanted = Signal(object, bool)
    weight_wanted = Signal(object, float)
    crop_wanted = Signal(object)
    whole_wanted = Signal(object)
    sense_changed = Signal(object)
    least_changed = Signal(float)
    left = Signal()
    open_wanted = Signal()
    folder_wanted = Signal()
    searches_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self._asked = QueryState()
        self._leading: list[QWidget] = []
        self._make_upper_row()
        self._make_steering_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(self._upper)
        column.addWidget(self._steering)
        self.show_query(QueryState())

    def _make_upper_row(self) -> None:
        self._back = push_button(tr("‹ Library"), tr("Back to all photos (Esc)"))
        self._back.setAccessibleName(tr("Back to the library"))
        self._back.clicked.connect(self.left)
        self.chips = ChipRow()
        self.chips.removed.connect(self.removed)
        self.chips.less_wanted.connect(self.less_wanted)
        self.chips.weight_wanted.connect(self.weight_wanted)
        self.chips.crop_wanted.connect(self.crop_wanted)
        self.chips.whole_wanted.connect(self.whole_wanted)
        # The words give way first when the window is narrow.
        self._words = ElidedLabel()
        self._words.setProperty("kind", "muted")
        self._searches = push_button(
            tr("Searches"), tr("Recent and saved searches (Ctrl+H for all of them)")
        )
        self._searches.clicked.connect(self._want_searches)
        self._open = push_button(tr("Open picture…"), tr("Search by a picture from disk (Ctrl+O)"))
        self._open.clicked.connect(self.open_wanted)
        self._add = push_button(tr("Add folder…"), tr("Add a folder of photos (Ctrl+Shift+O)"))
        self._add.clicked.connect(self.folder_wanted)
        self._upper = QHBoxLayout()
        self._upper.setSpacing(10)
        self._upper.addWidget(self._back)
        self._upper.addWidget(self.chips)
        self._upper.addWidget(self._words, 1)
        for button in (self._searches, self._open, self._add):
            self._upper.addWidget(button)

    def add_button(self, button: QWidget) -> None:
        """Put a button of another part of the window before the query, behind the ones before."""
        self._upper.insertWidget(len(self._leading), button)
        self._leading.append(button)

    def _make_steering_row(self) -> None:
        self.senses = SimilaritySlider()
        self.senses.sense_changed.connect(self._on_sense_changed)
        self.senses.sense_changed.connect(self.sense_changed)
        self._meaning = ElidedLabel()
        self._meaning.setProperty("kind", "muted")
        at_least = QLabel(tr("At least:"))
        at_least.setProperty("kind", "muted")
        self.least = ThresholdSlider()
        self.least.least_changed.connect(self.least_changed)
        at_least.setBuddy(self.least.slider)
        self._steering = QWidget()
        row = QHBoxLayout(self._steering)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.senses)
        row.addWidget(self._meaning, 1)
        row.addStretch()
        row.addWidget(at_least)
        row.addWidget(self.least)

    def show_query(self, asked: QueryState) -> None:
        """Show what is asked, or the invitation. The words are left to `say`."""
        before, self._asked = self._asked, asked
        active = bool(asked.parts)
        self.chips.show_parts(asked.parts)
        self._order_tabs()
        for widget in (self._back, self.chips, self._steering):
            widget.setVisible(active)
        for widget in (self._open, self._add):
            widget.setVisible(not active)
        margin = 16 + (8 + self._steering.sizeHint().height() if active else 0)
        self.setFixedHeight(CHIP_HEIGHT + margin)
        self.senses.choose(asked.sense)
        self._meaning.setText(sense_words(asked.sense))
        self.least.choose(asked.least)
        if active != bool(before.parts) or asked.answerable != before.answerable or not active:
            self.say("")

    def _order_tabs(self) -> None:
        """As it is seen: chips are made later than what follows them."""
        buttons = (self._searches, self._open, self._add, self.senses, self.least.slider)
        seen = [*self._leading, self._back, *self.chips.chips, *buttons]
        for widget, following in pairwise(seen):
            QWidget.setTabOrder(widget, following)

    def show_answer(self, asked: QueryState, answer: Answer, shown: int) -> None:
        """What the scores on the screen mean, and how many photos pass the cut-off."""
        self.least.show_meaning(asked.sense, calibrated=answer.calibrated)
        self.least.show_count(shown, len(answer.photo_ids))

    def focus_query(self) -> None:
        """Take the keyboard to the query's pictures, or to what starts one."""
        if not self.chips.focus_first():
            self._open.setFocus()

    @property
    def words(self) -> str:
        """What stands beside the query."""
        return self._words.text()

    def say(self, words: str) -> None:
        """A few words beside the query: what came of it, unless something is to be done first."""
        if not self._asked.parts:
            words = words or tr("Drop or paste a picture to find photos like it")
        elif not self._asked.answerable:
            words = tr("Add a picture that photos should be like, or press − on one of these")
        self._words.setText(words)
        self._words.setToolTip(words)

    def _on_sense_changed(self) -> None:
        self._meaning.setText(sense_words(self.senses.sense))

    def _want_searches(self) -> None:
        corner = self._searches.rect().bottomLeft() + QPoint(0, 4)
        self.searches_wanted.emit(self._searches.mapToGlobal(corner))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Half a sentence says nothing: it is left out where there is no room for it."""
        super().resizeEvent(event)
        self._meaning.setVisible(self.width() >= _ROOM_FOR_MEANING)

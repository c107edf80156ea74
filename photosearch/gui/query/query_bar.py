"""Show the query above the photos: its images, its mode and threshold, and the way back."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photosearch.core.query import Answer, Query
from photosearch.gui.query.balance_slider import BalanceSlider
from photosearch.gui.query.chip_row import CHIP_HEIGHT, ChipRow
from photosearch.gui.query.similarity_slider import SimilaritySlider
from photosearch.gui.query.threshold_slider import ThresholdSlider
from photosearch.gui.query.words_chip import WordsRow
from photosearch.gui.similarity_text import compared_text, mode_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.elided_label import ElidedLabel

_ROOM_FOR_MEANING = 840
_SIDE = 12
"""Pixels at either side of the bar."""


class QueryBar(QFrame):
    """Invite to a query; with one show it and let the user adjust it.

    Signals:
        removed(QueryImage): take this image out of the query.
        negative_wanted(QueryImage, bool): look for photos unlike it, or like it again.
        weight_wanted(QueryImage, float): let it count so much.
        crop_wanted(QueryImage): choose a part of it.
        whole_wanted(QueryImage): all of it counts again.
        words_removed(QueryWords): take these words out of the query.
        words_negative_wanted(QueryWords, bool): photos shall not show it, or show it again.
        balance_changed(float): between images, 0, and words, 1; many times while it is dragged.
        mode_changed(SimilarityWeights): search in another mode; many times while it is dragged.
        threshold_changed(float): another threshold, 0 to 1; many times while it is dragged.
        clear_wanted(): back to the library.
        open_wanted(): choose a picture in a dialog.
        folder_wanted(): choose a folder in a dialog.
        searches_wanted(QPoint): show recent and saved searches; global position of the button.
    """

    removed = Signal(object)
    negative_wanted = Signal(object, bool)
    weight_wanted = Signal(object, float)
    crop_wanted = Signal(object)
    whole_wanted = Signal(object)
    words_removed = Signal(object)
    words_negative_wanted = Signal(object, bool)
    balance_changed = Signal(float)
    mode_changed = Signal(object)
    threshold_changed = Signal(float)
    clear_wanted = Signal()
    open_wanted = Signal()
    folder_wanted = Signal()
    searches_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self._query = Query()
        self._leading: list[QWidget] = []
        self._yielding: list[QWidget] = []
        self._make_upper_row()
        self._make_controls_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 8, _SIDE, 8)
        column.setSpacing(8)
        column.addLayout(self._upper)
        column.addWidget(self._controls)
        self.show_query(Query())

    def _make_upper_row(self) -> None:
        self._back = push_button(tr("‹ Library"), tr("Back to all photos (Esc)"))
        self._back.setAccessibleName(tr("Back to the library"))
        self._back.clicked.connect(self.clear_wanted)
        self.chips = ChipRow()
        self.chips.removed.connect(self.removed)
        self.chips.negative_wanted.connect(self.negative_wanted)
        self.chips.weight_wanted.connect(self.weight_wanted)
        self.chips.crop_wanted.connect(self.crop_wanted)
        self.chips.whole_wanted.connect(self.whole_wanted)
        self.words = WordsRow()
        self.words.removed.connect(self.words_removed)
        self.words.negative_wanted.connect(self.words_negative_wanted)
        # The message gives way first when the window is narrow.
        self._message = ElidedLabel()
        self._message.setProperty("kind", "muted")
        self._searches = push_button(
            tr("Searches"), tr("Recent and saved searches (Ctrl+H for all of them)")
        )
        self._searches.clicked.connect(self._ask_for_searches)
        self._open = push_button(tr("Open picture…"), tr("Search by a picture from disk (Ctrl+O)"))
        self._open.clicked.connect(self.open_wanted)
        self._add = push_button(tr("Add folder…"), tr("Add a folder of photos (Ctrl+Shift+O)"))
        self._add.clicked.connect(self.folder_wanted)
        self._upper = QHBoxLayout()
        self._upper.setSpacing(10)
        self._upper.addWidget(self._back)
        self._upper.addWidget(self.chips)
        self._upper.addWidget(self.words)
        self._upper.addWidget(self._message, 1)
        for button in (self._searches, self._open, self._add):
            self._upper.addWidget(button)
        self._starting = [self._open, self._add]

    def add_button(self, button: QWidget, *, gives_way: bool = False) -> None:
        """Put a button of another part of the window before the query, behind the ones before.

        One that `gives_way` is hidden where the bar has no room for it; its command is in a menu.
        """
        self._upper.insertWidget(len(self._leading), button)
        self._leading.append(button)
        if gives_way:
            self._yielding.append(button)

    def _make_room(self) -> None:
        """Hide what gives way where it does not fit; the message shrinks to nothing before."""
        room = self.contentsRect().width() - 2 * _SIDE - self._kept_width()
        for button in self._giving_way():
            room -= button.sizeHint().width() + self._upper.spacing()
            button.setVisible(room >= 0)

    def _giving_way(self) -> list[QWidget]:
        """Return what may be hidden for want of room, and is in a menu as well; the last first."""
        return [
            *([] if self._query.items or self._query.words else self._starting),
            *self._yielding,
        ]

    def _kept_width(self, *, least: bool = False) -> int:
        """Return the width of what the upper row keeps in any case; the `least` with chips that
        are scrolled."""
        width, away = 0, {self._message, *self._starting, *self._yielding}
        for place in range(self._upper.count()):
            item = self._upper.itemAt(place)
            widget = None if item is None else item.widget()
            if widget is not None and widget not in away and widget.isVisibleTo(self):
                size = widget.minimumSizeHint() if least else widget.sizeHint()
                width += size.width() + self._upper.spacing()
        return width

    def _make_controls_row(self) -> None:
        self.mode_slider = SimilaritySlider()
        self.mode_slider.mode_changed.connect(self._on_mode_changed)
        self.mode_slider.mode_changed.connect(self.mode_changed)
        self.balance_slider = BalanceSlider()
        self.balance_slider.balance_changed.connect(self.balance_changed)
        self._meaning = ElidedLabel()
        self._meaning.setProperty("kind", "muted")
        at_least = QLabel(tr("At least:"))
        at_least.setProperty("kind", "muted")
        self.threshold_slider = ThresholdSlider()
        self.threshold_slider.threshold_changed.connect(self.threshold_changed)
        at_least.setBuddy(self.threshold_slider.slider)
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.mode_slider)
        row.addWidget(self.balance_slider)
        row.addWidget(self._meaning, 1)
        row.addStretch()
        row.addWidget(at_least)
        row.addWidget(self.threshold_slider)

    def show_query(self, query: Query) -> None:
        """Show a query, or the invitation. The message is left to `show_message`."""
        before, self._query = self._query, query
        active = not query.empty
        self.chips.show_items(query.items)
        self.words.show_words(query.words)
        self._order_tabs()
        for widget in (self._back, self._controls):
            widget.setVisible(active)
        self.chips.setVisible(bool(query.items))
        self.words.setVisible(bool(query.words))
        self.balance_slider.setVisible(bool(query.words and query.items))
        # With words, photos are compared by what they show.
        self.mode_slider.setVisible(not query.words)
        self.balance_slider.set_balance(query.balance)
        for widget in (self._open, self._add):
            widget.setVisible(not active)
        margin = 16 + (8 + self._controls.sizeHint().height() if active else 0)
        self.setFixedHeight(CHIP_HEIGHT + margin)
        self.mode_slider.set_mode(query.mode)
        self._meaning.setText(compared_text(query))
        self.threshold_slider.set_threshold(query.threshold)
        if active == before.empty or query.answerable != before.answerable or not active:
            self.show_message("")

    def _order_tabs(self) -> None:
        """Order them as they are seen: chips are made later than what follows them."""
        buttons = (
            self._searches,
            self._open,
            self._add,
            self.mode_slider,
            self.balance_slider.slider,
            self.threshold_slider.slider,
        )
        chips = (*self.chips.chips, *self.words.chips)
        seen = [*self._leading, self._back, *chips, *buttons]
        for widget, following in pairwise(seen):
            QWidget.setTabOrder(widget, following)

    def show_answer(self, query: Query, answer: Answer, shown: int) -> None:
        """Show what the scores on the screen mean, and how many photos pass the threshold."""
        self.threshold_slider.set_scale(
            query.compared_mode, calibrated=answer.calibrated, by_words=bool(answer.words)
        )
        self.threshold_slider.show_count(shown, len(answer.photo_ids))

    def focus_query(self) -> None:
        """Take the keyboard to the query's pictures, or to what starts one."""
        if self.chips.focus_first():
            return
        first = self.words.chips[0] if self.words.chips else self._open
        first.setFocus()

    @property
    def message(self) -> str:
        """Return what stands beside the query."""
        return self._message.text()

    def show_message(self, text: str) -> None:
        """Say beside the query what came of it, unless something is to be done first."""
        if self._query.empty:
            text = text or tr("Drop or paste a picture to find photos like it")
        elif not self._query.answerable:
            text = tr("Add a picture that photos should be like, or press − on one of these")
        self._message.setText(text)
        self._message.setToolTip(text)

    def _on_mode_changed(self) -> None:
        self._meaning.setText(mode_text(self.mode_slider.mode))

    def _ask_for_searches(self) -> None:
        corner = self._searches.rect().bottomLeft() + QPoint(0, 4)
        self.searches_wanted.emit(self._searches.mapToGlobal(corner))

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """Return room for what does not give way."""
        size = super().minimumSizeHint()
        controls = self._controls.minimumSizeHint().width() if not self._query.empty else 0
        return QSize(2 * _SIDE + max(self._kept_width(least=True), controls), size.height())

    def event(self, event: QEvent) -> bool:
        """Look what fits whenever something in the bar comes or goes."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._make_room()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the meaning out where there is no room: half a sentence says nothing."""
        super().resizeEvent(event)
        self._meaning.setVisible(self.width() >= _ROOM_FOR_MEANING)
        self._make_room()

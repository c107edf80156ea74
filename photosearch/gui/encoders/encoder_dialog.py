"""List the encoders at hand: how good each is by its card, which one answers; use another, go
back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.changes import ModelInfo
from photosearch.gui import wording
from photosearch.gui.encoders import encoder_text
from photosearch.gui.encoders.learned_panel import LearnedPanel
from photosearch.gui.encoders.tuning_panel import TuningPanel
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.fit_on_screen import fit_on_screen

_ROWS = 6
"""Of the table that are seen at once."""


class EncoderDialog(QDialog):
    """List the encoders, not modal, until its window goes.

    Signals:
        use_wanted(str): let the encoder of this name answer.
        undo_wanted(): give up an unfinished change, or go back to the one before.
    """

    use_wanted = Signal(str)
    undo_wanted = Signal()

    def __init__(self, encoders: Sequence[ModelInfo], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Encoder"))
        fit_on_screen(self, 860, 620)
        self._encoders: list[ModelInfo] = []
        self._table = self._make_table()
        self.use_button = push_button(tr("Use"), kind="main")
        self.use_button.clicked.connect(self._use)
        self.undo_button = push_button("")
        self.undo_button.clicked.connect(self._undo)
        choice = QHBoxLayout()
        choice.addWidget(self.undo_button)
        choice.addStretch(1)
        choice.addWidget(self.use_button)
        words = QLabel(
            tr(
                "The encoder decides which photos are alike. With another one all photos are"
                " encoded anew in the background, while the present one goes on answering; going"
                " back takes no time."
            ),
            wordWrap=True,
        )
        self.tuning = TuningPanel()
        self.learned = LearnedPanel()
        page = QWidget()
        page.setProperty("kind", "clear")
        sections = QVBoxLayout(page)
        sections.setContentsMargins(0, 0, 0, 0)
        sections.setSpacing(16)
        sections.addWidget(words)
        sections.addWidget(self._table)
        sections.addLayout(choice)
        sections.addWidget(self.tuning)
        sections.addWidget(self.learned)
        sections.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setProperty("kind", "clear")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        # Last, so that Tab comes to it last.
        close = push_button(tr("Close"))
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._scroll, 1)
        column.addLayout(buttons)
        self._table.itemSelectionChanged.connect(self._show_choice)
        self.show_encoders(encoders)

    def show_encoders(self, encoders: Sequence[ModelInfo]) -> None:
        """List these; the one that was chosen stays so."""
        chosen = self._chosen()
        self._encoders = list(encoders)
        self._table.setRowCount(len(encoders))
        for row, encoder in enumerate(encoders):
            self._show_row(row, encoder)
        for column in range(self._table.columnCount() - 1):  # the last takes what is left
            self._table.resizeColumnToContents(column)
        self._fit_table()
        unfinished = any(encoder.pending for encoder in encoders)
        self.undo_button.setText(tr("Cancel the change") if unfinished else tr("Undo"))
        self.undo_button.setEnabled(unfinished or any(encoder.previous for encoder in encoders))
        again = [row for row, each in enumerate(encoders) if chosen and each.name == chosen.name]
        in_use = [row for row, encoder in enumerate(encoders) if encoder.in_use]
        self._table.selectRow((again or in_use or [0])[0])
        self._show_choice()

    def show_part(self, part: QWidget) -> None:
        """Scroll so that the end of a section is seen, and as much of it as there is room for."""
        inside = self._scroll.widget()
        assert inside is not None
        end = part.mapTo(inside, part.rect().bottomLeft())
        self._scroll.ensureVisible(0, end.y(), 0, 8)

    def choose(self, row: int) -> None:
        """Select an encoder by its place in the list."""
        self._table.selectRow(row)

    def _make_table(self) -> QTableWidget:
        columns = (
            tr("Encoder"),
            tr("Version"),
            tr("Size"),
            tr("In this library"),
            tr("How well it finds"),
        )
        table = QTableWidget(0, len(columns))
        table.setAccessibleName(tr("Encoders"))
        table.setTabKeyNavigation(False)  # Tab leads on to the buttons, arrows to the rows
        table.setHorizontalHeaderLabels(columns)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        # They are cut rather than scrolled: the tool tip has them with what they mean.
        header.setSectionResizeMode(table.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
        return table

    def _show_row(self, row: int, encoder: ModelInfo) -> None:
        cells = (
            encoder.name,
            encoder.card.version if encoder.card else "",
            _megabytes(encoder.bytes),
            encoder_text.encoder_state(encoder),
            encoder_text.metrics_text(encoder.metrics),
        )
        for column, words in enumerate(cells):
            item = QTableWidgetItem(wording.shown_text(words))
            item.setToolTip(item.text())
            self._table.setItem(row, column, item)
        item.setToolTip(wording.shown_text(encoder_text.metrics_tip(encoder.metrics)))

    def _fit_table(self) -> None:
        """Give the table the height of its rows, of a few where there are many."""
        table = self._table
        rows = min(_ROWS, table.rowCount())
        height = table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth()
        height += sum(table.rowHeight(row) for row in range(rows))
        table.setFixedHeight(height + table.horizontalScrollBar().sizeHint().height())

    def _chosen(self) -> ModelInfo | None:
        row = self._table.currentRow()
        return self._encoders[row] if 0 <= row < len(self._encoders) else None

    def _show_choice(self) -> None:
        chosen = self._chosen()
        self.use_button.setEnabled(chosen is not None and not chosen.in_use and not chosen.problem)

    def _use(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.use_wanted.emit(chosen.name)
            self.close()

    def _undo(self) -> None:
        self.undo_wanted.emit()
        self.close()


def _megabytes(size: int) -> str:
    """Return the size of a file of so many bytes as text; "" if there is none."""
    return tr("{size} MB").format(size=wording.decimal(size / 1e6)) if size else ""

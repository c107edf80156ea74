"""Tell beside the pictures what each file is, what becomes of it, and its histogram."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from photosearch.core.duplicates import MemberChoice
from photosearch.core.photo import PhotoRecord
from photosearch.gui.duplicates.duplicate_text import Fact, mark_text, why_text
from photosearch.gui.viewer.histogram import HistogramView, ImageHistogram
from photosearch.gui.widgets.elided_label import ElidedLabel
from photosearch.gui.wording import shown_name


class CompareCard(QFrame):
    """Show one file of those that are compared.

    Signals:
        pressed(): this file is meant from now on.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chip")
        self._name = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._mark = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._mark.setContentsMargins(7, 2, 7, 2)
        self._lines = [ElidedLabel(mode=Qt.TextElideMode.ElideMiddle) for _ in range(4)]
        self._why = ElidedLabel()
        self._why.setProperty("kind", "muted")
        self.histogram = HistogramView()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(3)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._name, *self._lines, self._why, self.histogram):
            column.addWidget(widget)

    @property
    def text(self) -> str:
        """Return all that the card tells, for those who do not see it."""
        labels = (self._name, self._mark, *self._lines, self._why)
        return ", ".join(label.text() for label in labels if label.text())

    def show_file(
        self,
        number: int,
        record: PhotoRecord | None,
        choice: MemberChoice | None,
        facts: Sequence[Fact],
        relation: str,
    ) -> None:
        """Show the file that is `number` (from 1 on) among those beside each other."""
        name = "" if record is None else shown_name(record.path)
        self._name.setText(f"{number}  {name}")
        self._mark.setText(mark_text(choice))
        self._mark.setProperty("mark", "" if choice is None else str(choice.mark))
        self._mark.style().polish(self._mark)
        texts = [fact.text for fact in facts]
        lines = [" · ".join(texts[:2]), " · ".join(texts[2:4]), *texts[4:], relation]
        for label, text in zip(self._lines, lines, strict=False):
            label.setText(text)
            label.setVisible(bool(text))
        why = why_text(choice)
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def show_histogram(self, histogram: ImageHistogram | None, *, shown: bool) -> None:
        """Show how often each brightness occurs."""
        self.histogram.setVisible(shown)
        self.histogram.show_histogram(histogram)

    def set_active(self, active: bool) -> None:
        """Show whether this file is meant."""
        self.setProperty("active", "true" if active else "false")
        self.style().polish(self)

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make this file the active one."""
        self.pressed.emit()

"""Tell what cleaning up comes to, and offer it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from photosearch.gui import wording
from photosearch.gui.duplicates.choice_planner import PlanTotal
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.elided_label import ElidedLabel


def total_text(total: PlanTotal) -> str:
    """Return what cleaning up comes to, in a sentence."""
    if not total.files:
        return tr("Working it out…") if total.pending else tr("Nothing to remove")
    words = tr("Removes %Ln file(s), frees {size}", "", total.files)
    words = words.format(size=wording.size(total.freed))
    return tr("{words}, and counting…").format(words=words) if total.pending else words


class CleanBar(QFrame):
    """Show a PlanTotal below the groups.

    Signals:
        clean_wanted(): clean up.
        left(): the button had the keyboard, and there is nothing to clean up any more.
    """

    clean_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self._total = QLabel()
        self._more = ElidedLabel()
        self._more.setProperty("kind", "muted")
        self.button = push_button(
            tr("Clean up…"), tr("Remove what is marked so; this can be undone"), "main"
        )
        self.button.clicked.connect(self.clean_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 12, 7)
        row.setSpacing(12)
        row.addWidget(self._total)
        row.addWidget(self._more, 1)
        row.addWidget(self.button)
        self.show_total(PlanTotal())

    @property
    def text(self) -> str:
        """Return what is told."""
        return self._total.text()

    def show_total(self, total: PlanTotal) -> None:
        """Show what cleaning up comes to."""
        words = total_text(total)
        self._total.setText(words)
        self._more.setText(
            tr("In %Ln group(s); of each of them at least one file stays.", "", total.groups)
            if total.files
            else ""
        )
        had_keyboard = self.button.hasFocus()
        self.button.setEnabled(total.files > 0 and not total.pending)
        if had_keyboard and not self.button.isEnabled():
            self.left.emit()
        self.button.setAccessibleDescription(words)

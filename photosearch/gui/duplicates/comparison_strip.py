"""Show how far the comparison of the photos is, and let it be paused."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from photosearch.core.jobs import Progress
from photosearch.core.message_codes import StageCode
from photosearch.gui import wording
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button
from photosearch.gui.widgets.elided_label import ElidedLabel
from photosearch.gui.widgets.progress import show_on_bar


class ComparisonStrip(QFrame):
    """Show a Progress; hidden while there is nothing to compare.

    Signals:
        pause_wanted(): hold, or go on.
    """

    pause_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "info")
        self._held = True
        """Nothing is compared now, or the user has paused it."""
        self._label = ElidedLabel()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(tr("Comparing photos"))
        self.pause_button = push_button(tr("Pause"), kind="small")
        self.pause_button.clicked.connect(self.pause_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 12, 7)
        row.setSpacing(10)
        row.addWidget(self._label, 1)
        row.addWidget(self._bar)
        row.addWidget(self.pause_button)
        self.hide()

    @property
    def text(self) -> str:
        """Return all that is told, also where it is cut for want of room."""
        return self._label.text()

    def show_waiting(self, pending: int, *, running: bool, paused: bool) -> None:
        """Tell whether photos are compared or still to be, before there is more to say."""
        self._held = paused or not running
        self.setVisible(running or pending > 0)
        self.pause_button.setText(tr("Go on") if self._held else tr("Pause"))
        self._bar.setVisible(running)
        if self._held:
            self._say(tr("%Ln photo(s) are not compared yet.", "", pending))
        else:
            self._say(tr("Comparing photos"))

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        show_on_bar(self._bar, progress)
        grouping = progress.stage.code is StageCode.GROUPING
        parts = (
            message_text(progress.stage) if grouping else tr("Comparing photos"),
            wording.amount(progress),
            wording.time_to_go(progress),
            tr("what was found so far is below"),
        )
        if not self._held:
            self._say(" · ".join(part for part in parts if part))

    def _say(self, words: str) -> None:
        self._label.setText(words)
        self._bar.setAccessibleDescription(words)

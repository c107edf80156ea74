"""Indexing in the status bar: how far, how fast, how long still; pause and cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from photosearch.core.jobs import Progress
from photosearch.gui.buttons import push_button
from photosearch.gui.indexing import index_words


class IndexPanel(QWidget):
    """Shows a Progress; invisible while nothing runs.

    Signals:
        pause_wanted(): hold, or go on.
        cancel_wanted(): end the run.
    """

    pause_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._label = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._label.setProperty("kind", "muted")
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(130)
        self._bar.setAccessibleName("Indexing")
        self._pause = push_button("Pause", kind="small")
        self._pause.clicked.connect(self.pause_wanted)
        self._cancel = push_button("Cancel", "What is done so far is kept", kind="small")
        self._cancel.clicked.connect(self.cancel_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 10, 3)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        for widget in (self._bar, self._pause, self._cancel):
            row.addWidget(widget)
        self.show_state(running=False, paused=False)

    @property
    def words(self) -> str:
        """All that is told, also where it is cut for want of room."""
        return self._words

    def show_state(self, *, running: bool, paused: bool) -> None:
        """Whether there is something to pause or to cancel."""
        for widget in (self._bar, self._pause, self._cancel):
            widget.setVisible(running)
        self._pause.setText("Resume" if paused else "Pause")
        if not running:
            self._say("")
        elif not self._words:
            self._bar.setRange(0, 0)
            self._say("Looking for photos")

    def show_progress(self, progress: Progress) -> None:
        """How far the run is."""
        if progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(min(progress.done, progress.total))
        else:
            self._bar.setRange(0, 0)
        self._say(" · ".join(index_words.progress_parts(progress)))
        self.setToolTip(index_words.outcomes(progress.counts))

    def _say(self, words: str) -> None:
        self._words = words
        self._bar.setAccessibleDescription(words)
        metrics = QFontMetrics(self._label.font())
        mode = Qt.TextElideMode.ElideRight
        self._label.setText(metrics.elidedText(words, mode, self._label.width()))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width shows more or less of the words."""
        super().resizeEvent(event)
        self._say(self._words)

"""Show indexing in the status bar: how far, how fast, how long still; pause, cancel, and more of
it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from photosearch.core.jobs import Progress
from photosearch.gui.indexing import index_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button, tool_button
from photosearch.gui.widgets.elided_label import ElidedLabel
from photosearch.gui.widgets.progress import show_on_bar

_WORDS_WIDTH = 200


class IndexStrip(QWidget):
    """Show a Progress; while nothing runs, or the panel that tells more is open, only the button
    that opens and closes the panel is there.

    Signals:
        pause_wanted(): hold, or go on.
        cancel_wanted(): end the run.
        panel_wanted(bool): open or close the panel with the rest.
    """

    pause_wanted = Signal()
    cancel_wanted = Signal()
    panel_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running = self._open = False
        self._label = ElidedLabel()
        self._label.setProperty("kind", "muted")
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        policy = self._label.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the rest stays at its edge
        self._label.setSizePolicy(policy)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(130)
        self._bar.setAccessibleName(tr("Indexing"))
        self._pause = push_button(tr("Pause"), kind="small")
        self._pause.clicked.connect(self.pause_wanted)
        self._cancel = push_button(tr("Cancel"), tr("What is done so far is kept"), kind="small")
        self._cancel.clicked.connect(self.cancel_wanted)
        self._more = tool_button("", kind="flat")
        self._more.setCheckable(True)
        self._more.setAccessibleName(tr("Indexing panel"))
        self._more.clicked.connect(self.panel_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 10, 3)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        for widget in (self._bar, self._pause, self._cancel, self._more):
            row.addWidget(widget)
        self.show_open(False)
        self.show_state(running=False, paused=False)

    @property
    def text(self) -> str:
        """Return all that is told, also where it is cut for want of room."""
        return self._label.text()

    def show_tip(self, words: str) -> None:
        """Tell what the button that opens the panel does, with its key."""
        self._more.setToolTip(words)

    def show_open(self, is_open: bool) -> None:
        """Tell whether the panel is open."""
        self._open = is_open
        self._more.setChecked(is_open)
        # In the words: Qt puts an arrow of its own over them where one reads from the right.
        arrow = "\N{BLACK DOWN-POINTING SMALL TRIANGLE}"
        if not is_open:
            arrow = "\N{BLACK UP-POINTING SMALL TRIANGLE}"
        words = tr("Indexing")
        self._more.setText(f"{arrow} {words}")
        self._fit()

    def show_state(self, *, running: bool, paused: bool) -> None:
        """Tell whether there is something to pause or to cancel."""
        self._running = running
        self._fit()
        self._pause.setText(tr("Resume") if paused else tr("Pause"))
        if not running:
            self.setToolTip("")
            self._say("")
        elif not self.text:
            self._bar.setRange(0, 0)
            self._say(tr("Looking for photos"))

    def show_progress(self, progress: Progress) -> None:
        """Show how far the run is."""
        show_on_bar(self._bar, progress)
        self._say(" · ".join(index_text.progress_parts(progress)))
        self.setToolTip(index_text.outcomes(progress.counts))

    def _fit(self) -> None:
        """Show what is to be told here. The words tell as much as the bar does: it goes first where
        there is no room."""
        shown = self._running and not self._open
        self._label.setVisible(not self._open)
        for button in (self._pause, self._cancel):
            button.setVisible(shown)
        buttons = (self._pause, self._cancel, self._more)
        needed = sum(button.sizeHint().width() for button in buttons) + _WORDS_WIDTH
        self._bar.setVisible(shown and self.width() >= needed + self._bar.maximumWidth())

    def _say(self, words: str) -> None:
        self._bar.setAccessibleDescription(words)
        self._label.setText(words)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the bar where there is room for it."""
        super().resizeEvent(event)
        self._fit()

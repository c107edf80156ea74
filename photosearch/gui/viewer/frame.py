"""Put the viewer's parts in their places, in the window and in full screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from photosearch.gui.translation import tr
from photosearch.gui.viewer.bar import ViewerBar
from photosearch.gui.viewer.details_panel import DetailsPanel
from photosearch.gui.viewer.panes import Panes
from photosearch.gui.widgets.tab_order import focus_next_within

_BAR_MS = 2500
"""In full screen the bar goes away after so long without a movement of the mouse."""


class ViewerFrame(QWidget):
    """Lay out bar, panes, details and banner; what they show is up to Viewer."""

    def __init__(self, banner: QWidget | None = None, parent: QWidget | None = None) -> None:
        """Show `banner` under the bar whenever it has something to tell."""
        super().__init__(parent)
        self.full_screen = False
        """Whether the whole screen is filled."""
        self.bar = ViewerBar(self)
        self.panes = Panes(self)
        self.details = DetailsPanel(self)
        self.details.hide()
        self._banner = banner
        if banner is not None:
            banner.setParent(self)
            banner.installEventFilter(self)
        self._bar_away = QTimer(self, singleShot=True, interval=_BAR_MS)
        self._bar_away.timeout.connect(self._hide_bar)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.panes.panes[0])
        self.setAccessibleName(tr("Photo viewer"))
        self.hide()

    def appear(self) -> None:
        """Come to the front."""
        if self._banner is not None:
            # What was told before stands in the window already.
            self._banner.hide()
        self.show()
        self.raise_()
        self._arrange()

    def disappear(self) -> None:
        """Let what is behind be seen."""
        self._bar_away.stop()
        self.unsetCursor()
        self.hide()

    def show_side(self, shown: bool) -> None:
        """Open or close the panel with the details."""
        self.details.setVisible(shown)
        self._arrange()

    def set_full_screen(self, full: bool) -> None:
        """Lay the bar over the photos, where it goes away by itself; or give it its place above
        them."""
        self.full_screen = full
        self.bar.show()
        self.unsetCursor()
        if full:
            self._bar_away.start()
        else:
            self._bar_away.stop()
        self._arrange()

    def _arrange(self) -> None:
        """Lay out the bar above, the photos below it; in full screen the bar lies over them and
        comes and goes."""
        width, height = self.width(), self.height()
        bar_height = self.bar.sizeHint().height()
        self.bar.setGeometry(0, 0, width, bar_height)
        top = 0 if self.full_screen else bar_height
        side = 0 if self.details.isHidden() else self.details.width()
        mirrored = self.isRightToLeft()
        self.details.setGeometry(
            0 if mirrored else width - side, top, self.details.width(), height - top
        )
        self.panes.setGeometry(side if mirrored else 0, top, width - side, height - top)
        if self._banner is not None:
            tall = self._banner.heightForWidth(width)
            tall = tall if tall > 0 else self._banner.sizeHint().height()
            self._banner.setGeometry(0, bar_height, width, tall)
            self._banner.raise_()
        self.bar.raise_()

    def _hide_bar(self) -> None:
        within = self.bar.underMouse() or self.bar.isAncestorOf(self.focusWidget() or self)
        if self.full_screen and not within:
            self.bar.hide()
            self.setCursor(Qt.CursorShape.BlankCursor)

    def _show_bar(self) -> None:
        if self.full_screen:
            self.bar.show()
            self.unsetCursor()
            self._bar_away.start()

    # Qt overrides

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Keep Tab within the viewer: what lies behind it cannot be seen."""
        return focus_next_within(self, forwards=forwards)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Bring the bar back in full screen."""
        self._show_bar()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room: the banner has grown, shrunk or come."""
        if watched is self._banner and event.type() in {
            QEvent.Type.Show,
            QEvent.Type.LayoutRequest,
        }:
            self._arrange()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything in its place."""
        super().resizeEvent(event)
        self._arrange()

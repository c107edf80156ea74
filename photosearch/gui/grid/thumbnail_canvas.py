"""Scroll what is painted of thumbnails, lay it out anew, and ask for the pictures in sight."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from photosearch.gui.grid.layout import ContentRect
from photosearch.gui.grid.loader import ThumbnailLoader

_LOAD_DELAY_MS = 15


class ThumbnailCanvas(QAbstractScrollArea):
    """Scroll items whose places are arithmetic: the cells of the grid, groups of duplicates.

    A subclass makes its layout in `_relayout` and paints it; items are numbered by rows.
    """

    def __init__(self, loader: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._load_soon = QTimer(self, singleShot=True, interval=_LOAD_DELAY_MS)
        self._load_soon.timeout.connect(self._load)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def load_soon(self) -> None:
        """Ask for what is in sight and not here."""
        # Not started anew while it runs: who scrolls without a pause is to see photos, too.
        if not self._load_soon.isActive():
            self._load_soon.start()

    # What a subclass tells

    def visible_rows(self) -> range:
        """Return the items of which something is to be seen."""
        raise NotImplementedError

    def _item(self, row: int) -> ContentRect:
        """Return where an item is."""
        raise NotImplementedError

    @property
    def current_row(self) -> int:
        """Return the item where the keyboard is, -1 for none."""
        raise NotImplementedError

    def _item_count(self) -> int:
        raise NotImplementedError

    def _restyle(self) -> None:
        """Apply another zoom, font, palette or direction, and lay out anew."""
        raise NotImplementedError

    def _relayout(self) -> None:
        """Make the layout for the width there is, and tell its size by `_set_content`."""
        raise NotImplementedError

    def _load(self) -> None:
        """Ask for the pictures in sight by `_want`."""
        raise NotImplementedError

    def _unhover(self) -> None:
        """Forget what is under the mouse; its next movement tells."""
        raise NotImplementedError

    # Scrolling

    def _set_content(self, height: int, step: int) -> None:
        """Let one scroll in so many logical pixels, `step` at a time."""
        viewport, bar = self.viewport(), self.verticalScrollBar()
        bar.setPageStep(viewport.height())
        bar.setSingleStep(max(1, step))
        bar.setRange(0, max(0, height - viewport.height()))
        viewport.update()
        self.load_soon()

    def _want(self, photo_ids: Iterable[int], side: int) -> None:
        """Have these pictures loaded, the first ones first, for boxes of `side` logical pixels."""
        self._loader.want(list(dict.fromkeys(photo_ids)), round(side * self.devicePixelRatioF()))

    def _scrolled(self) -> int:
        return self.verticalScrollBar().value()

    def _in_viewport(self, box: ContentRect) -> QRect:
        return QRect(box.x, box.y - self._scrolled(), box.width, box.height)

    def _anchor(self) -> tuple[int, int]:
        """Return an item in sight, the current one if it is, and its top in the viewport."""
        rows = self.visible_rows()
        if not rows:
            return -1, 0
        current = self.current_row
        row = current if current in rows else rows.start
        return row, self._item(row).y - self._scrolled()

    def _scroll_to_anchor(self, anchor: tuple[int, int]) -> None:
        row, top = anchor
        if 0 <= row < self._item_count():
            self.verticalScrollBar().setValue(self._item(row).y - top)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out another number of columns; what was on top stays there."""
        anchor = self._anchor() if self._scrolled() else (-1, 0)
        self._relayout()
        self._scroll_to_anchor(anchor)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted already, so that only a stripe is painted anew."""
        self.viewport().scroll(dx, dy)
        self._unhover()
        self.load_soon()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for thumbnails: only what is in front does."""
        super().showEvent(event)
        self._load()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the style, fonts and direction of writing while the program runs."""
        super().changeEvent(event)
        kind = QEvent.Type
        if event.type() in {kind.PaletteChange, kind.FontChange, kind.LayoutDirectionChange}:
            self._restyle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame of the current item."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the frame of the current item."""
        super().focusOutEvent(event)
        self.viewport().update()

"""The part of the grid that scrolls, paints and asks for thumbnails. Position is arithmetic."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from photosearch.gui import wording
from photosearch.gui.grid.cell_painter import CellPainter, CellState
from photosearch.gui.grid.layout import GridLayout
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.grid.model import PhotoList, Update
from photosearch.gui.grid.rubber_band import RubberBand
from photosearch.gui.grid.selection import Selection

SIDES = (72, 96, 128, 160, 200, 250, 310)
"""Boxes of a thumbnail in logical pixels: the steps of the zoom."""
DEFAULT_ZOOM = 3
_LOAD_DELAY_MS = 15


class GridCanvas(QAbstractScrollArea):
    """Shows a PhotoList and a Selection; what changes the selection is in GridView."""

    def __init__(
        self, photos: PhotoList, loader: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._photos = photos
        self._loader = loader
        self._zoom = DEFAULT_ZOOM
        self._hovered = -1
        self.selection = Selection()
        self._band = RubberBand(self.selection)
        self._load_soon = QTimer(self, singleShot=True, interval=_LOAD_DELAY_MS)
        self._load_soon.timeout.connect(self._load)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._restyle()
        photos.reset.connect(self._on_reset)
        photos.updated.connect(self._on_updated)
        photos.cells_changed.connect(self._on_cells_changed)
        loader.loaded.connect(self._on_cells_changed)

    @property
    def photos(self) -> PhotoList:
        """What is shown."""
        return self._photos

    @property
    def zoom(self) -> int:
        """Index into SIDES."""
        return self._zoom

    def set_zoom(self, zoom: int) -> None:
        """Larger or smaller cells; what is current (or on top) stays in sight."""
        zoom = max(0, min(len(SIDES) - 1, zoom))
        if zoom == self._zoom:
            return
        anchor = self._anchor_row()
        self._zoom = zoom
        self._restyle()
        self._scroll_to_anchor(anchor)

    def chosen_ids(self, most: int | None = None) -> list[int]:
        """Selected photos in their order, the current one if none is; at most `most`."""
        rows = self.selection.rows()[:most]
        if rows.size:
            return [int(photo_id) for photo_id in self._photos.ids[rows]]
        current = self.current_id()
        return [] if current is None else [current]

    def current_id(self) -> int | None:
        """The photo where the keyboard is."""
        return (
            self._photos.photo_id(self.selection.current) if self.selection.current >= 0 else None
        )

    def start_at(self, row: int) -> None:
        """Put the keyboard on a photo without selecting it."""
        self.selection.move_to(row)
        self.reveal(row)
        self._selection_was_changed()

    def load_soon(self) -> None:
        """Ask for what is in sight and not here."""
        self._load_soon.start()

    def visible_rows(self) -> range:
        """Photos of which something is to be seen."""
        top = self.verticalScrollBar().value()
        return self._layout.rows_between(top, top + self.viewport().height())

    def cell_rect(self, row: int) -> QRect:
        """The cell in viewport coordinates."""
        cell = self._layout.rect(row)
        return QRect(cell.x, cell.y - self.verticalScrollBar().value(), cell.width, cell.height)

    def row_at(self, position: QPoint) -> int | None:
        """The photo under a point of the viewport."""
        return self._layout.index_at(position.x(), position.y() + self.verticalScrollBar().value())

    def reveal(self, row: int) -> None:
        """Scroll as little as needed to see the whole cell."""
        bar, cell = self.verticalScrollBar(), self._layout.rect(row)
        margin, height = self._layout.margin, self.viewport().height()
        bar.setValue(max(min(bar.value(), cell.y - margin), cell.y + cell.height + margin - height))

    # Layout

    @property
    def _side(self) -> int:
        return SIDES[self._zoom]

    def _restyle(self) -> None:
        """After a change of zoom, font, palette or kind of list."""
        captions = self._photos.has_scores
        self._painter = CellPainter(self.palette(), self.font(), self._side, captions=captions)
        self._relayout()

    def _relayout(self) -> None:
        viewport, bar = self.viewport(), self.verticalScrollBar()
        self._hovered = -1
        width, height = CellPainter.cell_size(
            self._side, self.font(), captions=self._photos.has_scores
        )
        self._layout = GridLayout(len(self._photos), viewport.width(), width, height)
        bar.setPageStep(viewport.height())
        bar.setSingleStep(max(1, height // 3))
        bar.setRange(0, max(0, self._layout.content_height - viewport.height()))
        viewport.update()
        self._load_soon.start()

    def _anchor_row(self) -> tuple[int, int]:
        """A photo in sight, the current one if it is, and where its top is in the viewport."""
        rows = self.visible_rows()
        if not rows:
            return -1, 0
        current = self.selection.current
        row = current if current in rows else rows.start
        return row, self.cell_rect(row).y()

    def _scroll_to_anchor(self, anchor: tuple[int, int]) -> None:
        row, top = anchor
        if 0 <= row < len(self._photos):
            self.verticalScrollBar().setValue(self._layout.rect(row).y - top)

    # The list changed

    def _on_reset(self) -> None:
        self.selection.reset(len(self._photos))
        self._hovered = -1
        self._band.stop()
        self._restyle()
        self.verticalScrollBar().setValue(0)
        self._selection_was_changed()

    def _on_updated(self, update: Update) -> None:
        bar = self.verticalScrollBar()
        at_top = bar.value() == 0
        anchor_row, top = self._surviving_anchor(update)
        self.selection.remap(update.new_rows, update.new_ids.size)
        self._band.stop()
        self._hovered = -1
        self._relayout()
        # Who looks at the newest photos sees newer ones come; who has scrolled is left in peace.
        if not at_top:
            self._scroll_to_anchor((anchor_row, top))
        self._selection_was_changed()

    def _surviving_anchor(self, update: Update) -> tuple[int, int]:
        for row in self.visible_rows():
            if update.new_rows[row] >= 0:
                return int(update.new_rows[row]), self.cell_rect(row).y()
        return -1, 0

    def _load(self) -> None:
        """Ask for what is in sight, then for the pages after and before it."""
        if not self.isVisible():
            return
        rows = self.visible_rows()
        length, count = len(rows), len(self._photos)
        after = range(rows.stop, min(count, rows.stop + length))
        before = range(max(0, rows.start - length), rows.start)
        ids = self._photos.ids
        wanted = [int(i) for part in (rows, after, before) for i in ids[part.start : part.stop]]
        self._loader.want(wanted, round(self._side * self.devicePixelRatioF()))

    def _on_cells_changed(self, photo_ids: Iterable[int]) -> None:
        changed = set(photo_ids)
        rows = self.visible_rows()
        for row, photo_id in enumerate(self._photos.ids[rows.start : rows.stop], rows.start):
            if int(photo_id) in changed:
                self.viewport().update(self.cell_rect(row))

    def _unhover(self) -> None:
        """Another photo is under the mouse now; which one, its next movement tells."""
        if self._hovered >= 0:
            self.viewport().update(self.cell_rect(self._hovered))
            self._hovered = -1

    def _scrolled(self) -> int:
        return self.verticalScrollBar().value()

    def _selection_was_changed(self) -> None:
        """Hook: repaint; the subclass tells the world."""
        self.viewport().update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the cells that touch the dirty rectangle, no others."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().base())
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        top = self._scrolled()
        dirty = event.rect()
        focused = self.hasFocus()
        for row in self._layout.rows_between(top + dirty.top(), top + dirty.bottom() + 1):
            cell = self.cell_rect(row)
            if not cell.intersects(dirty):
                continue
            photo_id = self._photos.photo_id(row)
            score = self._photos.score(row)
            state = CellState(
                self._loader.picture(photo_id),
                self._loader.record(photo_id),
                None if score is None else wording.score(score, calibrated=self._photos.calibrated),
                row in self.selection,
                focused and row == self.selection.current,
                row == self._hovered,
            )
            self._painter.paint(painter, cell, state)
        self._band.paint(painter, self.palette(), top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another number of columns; what was on top stays there."""
        anchor = self._anchor_row() if self.verticalScrollBar().value() else (-1, 0)
        self._relayout()
        self._scroll_to_anchor(anchor)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Moves what is painted already, so that only a stripe is painted anew."""
        self.viewport().scroll(dx, dy)
        self._unhover()
        self._load_soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Only the grid that is in front asks for thumbnails."""
        super().showEvent(event)
        self._load_soon.start()

    def changeEvent(self, event: QEvent) -> None:
        """Light and dark, and larger fonts, while the program runs."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._restyle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The current cell shows its frame."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The current cell loses its frame."""
        super().focusOutEvent(event)
        self.viewport().update()

"""Scroll and paint the grid, and ask for its thumbnails. Position is arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from photosearch.gui import wording
from photosearch.gui.grid.cell_painter import (
    CURRENT,
    HOVERED,
    SELECTED,
    Cell,
    CellPainter,
    CellStyle,
)
from photosearch.gui.grid.headings import HeadingPainter, covers, heading_height, places
from photosearch.gui.grid.layout import ContentRect, GridLayout, ScrollPosition, ZoomAnchor
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.grid.model import PhotoList, Update
from photosearch.gui.grid.selection import RubberBand, Selection
from photosearch.gui.grid.thumbnail_canvas import ThumbnailCanvas

SIDES = (48, 72, 96, 128, 160, 200, 250, 310, 400)
"""Boxes of a thumbnail in logical pixels: the steps of the zoom."""
DEFAULT_ZOOM = 4


class GridCanvas(ThumbnailCanvas):
    """Show a PhotoList and a Selection; what changes the selection is in GridView.

    Signals:
        zoom_changed(int): another index into SIDES.
    """

    zoom_changed = Signal(int)

    def __init__(
        self, photos: PhotoList, loader: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(loader, parent)
        self.photos = photos
        self._zoom = DEFAULT_ZOOM
        self._names = self._scores = True
        self._footer = ""
        self._footer_hovered = False
        self._hovered = -1
        self._copies: frozenset[int] = frozenset()
        self._sought: ScrollPosition | None = None
        self._held: ZoomAnchor | None = None
        self.selection = Selection()
        self._band = RubberBand(self.selection)
        self._restyle()
        photos.reset.connect(self._on_reset)
        photos.updated.connect(self._on_updated)
        photos.cells_changed.connect(self._on_cells_changed)
        loader.loaded.connect(self._on_cells_changed)

    @property
    def zoom(self) -> int:
        """Return the index into SIDES."""
        return self._zoom

    def set_zoom(self, zoom: int, around: QPoint | None = None) -> None:
        """Show larger or smaller cells.

        The photo at `around` (in the viewport) stays there; without it the current one, or what is
        on top, stays in sight.
        """
        zoom = max(0, min(len(SIDES) - 1, zoom))
        if zoom == self._zoom:
            return
        anchor = self._anchor()
        held = ZoomAnchor.at(around, self._layout, self._scrolled(), self._held)
        self._zoom = zoom
        self._restyle()
        if held is None:
            self._scroll_to_anchor(anchor)
        else:
            self.verticalScrollBar().setValue(held.wanted_scroll(self._layout))
            self._held = replace(held, scrolled=self._scrolled())
        self.zoom_changed.emit(zoom)

    def set_captions(self, *, names: bool, scores: bool) -> None:
        """Choose whether file names, and in answers scores, stand under the photos."""
        if (names, scores) == (self._names, self._scores):
            return
        anchor = self._anchor()
        self._names, self._scores = names, scores
        self._restyle()
        self._scroll_to_anchor(anchor)

    def set_copies(self, photo_ids: frozenset[int]) -> None:
        """Mark photos of which there are copies."""
        if photo_ids != self._copies:
            self._copies = photo_ids
            self.viewport().update()

    @property
    def footer(self) -> str:
        """Return the line below all photos, "" for none."""
        return self._footer

    def set_footer(self, text: str) -> None:
        """Show a line below all photos that can be pressed; "" for none."""
        before, self._footer = self._footer, text
        self._footer_hovered &= bool(text)
        if bool(before) != bool(text):
            anchor = self._anchor()
            self._relayout()
            self._scroll_to_anchor(anchor)
        else:
            self.viewport().update()

    def footer_rect(self) -> QRect:
        """Return where the line below all photos is in the viewport; empty without one."""
        return self._in_viewport(self._layout.footer())

    def chosen_ids(self, most: int | None = None) -> list[int]:
        """Return the selected photos in order, the current one if none is; at most `most`."""
        rows = self.selection.rows()[:most]
        if rows.size:
            return [int(photo_id) for photo_id in self.photos.ids[rows]]
        current = self.current_id()
        return [] if current is None else [current]

    @property
    def current_row(self) -> int:
        """Return where that photo is in the list, -1 for none."""
        return self.selection.current

    def current_id(self) -> int | None:
        """Return the photo where the keyboard is."""
        return self.photos.photo_id(self.selection.current) if self.selection.current >= 0 else None

    def start_at(self, row: int) -> None:
        """Put the keyboard on a photo without selecting it."""
        self.selection.move_to(row)
        self.reveal(row)
        self._selection_was_changed()

    def visible_rows(self) -> range:
        """Return the photos of which something is to be seen."""
        top = self._scrolled()
        return self._layout.rows_between(top, top + self.viewport().height())

    def cell_rect(self, row: int) -> QRect:
        """Return the cell in viewport coordinates."""
        return self._in_viewport(self._layout.rect(row))

    def row_at(self, position: QPoint) -> int | None:
        """Return the photo under a point of the viewport; None under a heading."""
        if self.heading_at(position) is not None:
            return None
        return self._layout.index_at(position.x(), position.y() + self._scrolled())

    def heading_at(self, position: QPoint) -> int | None:
        """Return the group whose heading is under a point of the viewport."""
        found = places(self._layout, self._scrolled(), QRect(position, QSize(1, 1)))
        return found[0][0] if found else None

    def reveal(self, row: int) -> None:
        """Scroll as little as needed to see the whole cell, below the heading that sticks."""
        bar, cell = self.verticalScrollBar(), self._layout.rect(row)
        margin, height = self._layout.margin, self.viewport().height()
        above = cell.y - margin - self._layout.heading_height
        bar.setValue(max(min(bar.value(), above), cell.y + cell.height + margin - height))

    def scroll_to(self, row: int) -> None:
        """Scroll so that a photo is in the first line, below its heading."""
        self.verticalScrollBar().setValue(self._layout.rect(row).y - self._layout.heading_height)

    def scroll_state(self) -> ScrollPosition | None:
        """Return the position to be found again by restore_scroll(); None without photos."""
        if self._sought is not None:
            return self._sought
        row, top = self._anchor()
        if row < 0:
            return None
        current = self.current_id()
        return ScrollPosition(self.photos.photo_id(row), top, -1 if current is None else current)

    def restore_scroll(self, place: ScrollPosition | None) -> None:
        """Go where scroll_state() was taken, at once or as soon as there are photos."""
        self._sought = place
        if len(self.photos):
            self._go_to_sought()

    def _go_to_sought(self) -> None:
        place, self._sought = self._sought, None
        if place is None:
            return
        current = self.photos.row_of(place.current_id)
        if current >= 0:
            self.selection.move_to(current)
            self._selection_was_changed()
        self._scroll_to_anchor((self.photos.row_of(place.photo_id), place.top))

    # Layout

    @property
    def _style(self) -> CellStyle:
        return CellStyle(SIDES[self._zoom], self._names, self._scores and self.photos.has_scores)

    @property
    def _mirrored(self) -> bool:
        return self.isRightToLeft()

    def _restyle(self) -> None:
        """Apply a change of zoom, font, palette or kind of list."""
        self._make_painter()
        self._heading_painter = HeadingPainter(self.palette(), self.font(), mirrored=self._mirrored)
        self._relayout()

    def _make_painter(self) -> None:
        ratio = self.devicePixelRatioF()
        self._painter = CellPainter(
            self.palette(), self.font(), self._style, ratio, mirrored=self._mirrored
        )

    def _relayout(self) -> None:
        self._unhover()
        self._held = None
        width, height = self._style.cell_size(self.font())
        groups = self.photos.groups
        self._layout = GridLayout(
            len(self.photos),
            self.viewport().width(),
            width,
            height,
            starts=None if groups is None else groups.starts,
            heading_height=heading_height(self.font()),
            footer_height=heading_height(self.font()) if self._footer else 0,
            mirrored=self._mirrored,
        )
        self._set_content(self._layout.content_height, height // 3)

    def _item(self, row: int) -> ContentRect:
        return self._layout.rect(row)

    def _item_count(self) -> int:
        return len(self.photos)

    # The list changed

    def _on_reset(self) -> None:
        self._unhover()
        self.selection.reset(len(self.photos))
        self._band.stop()
        if self._painter.style == self._style:
            self._relayout()
        else:
            self._restyle()
        self.verticalScrollBar().setValue(0)
        if len(self.photos):
            self._go_to_sought()
        self._selection_was_changed()
        # At once: the answers to a slider that is dragged follow one another in no time.
        self._load()

    def _on_updated(self, update: Update) -> None:
        bar = self.verticalScrollBar()
        at_top = bar.value() == 0
        anchor_row, top = self._surviving_anchor(update)
        self.selection.remap(update.new_rows, update.new_ids.size)
        self._band.stop()
        self._relayout()
        # Who looks at the newest photos sees newer ones come; who has scrolled is left in peace.
        if not at_top:
            self._scroll_to_anchor((anchor_row, top))
        if len(self.photos):
            self._go_to_sought()
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
        length, count = len(rows), len(self.photos)
        after = range(rows.stop, min(count, rows.stop + length))
        before = range(max(0, rows.start - length), rows.start)
        ids = self.photos.ids
        wanted = [i for part in (rows, after, before) for i in ids[part.start : part.stop].tolist()]
        self._want([*wanted[:length], *self._covers(), *wanted[length:]], SIDES[self._zoom])

    def _on_cells_changed(self, photo_ids: Iterable[int]) -> None:
        changed = set(photo_ids)
        rows = self.visible_rows()
        for row, photo_id in enumerate(
            self.photos.ids[rows.start : rows.stop].tolist(), rows.start
        ):
            if photo_id in changed:
                self.viewport().update(self.cell_rect(row))
        for photo_id, heading in self._covers().items():
            if photo_id in changed:
                self.viewport().update(heading)

    def _covers(self) -> dict[int, QRect]:
        """Return the photos that stand for groups, and their headings in sight."""
        groups = self.photos.groups
        if groups is None:
            return {}
        return covers(groups.titles, self._layout, self._scrolled(), self.viewport().rect())

    def _unhover(self) -> None:
        """Forget what is under the mouse; its next movement tells."""
        if self._hovered >= 0:
            self.viewport().update(self.cell_rect(self._hovered))
            self._hovered = -1

    def _selection_was_changed(self) -> None:
        """Repaint; the subclass tells others."""
        self.viewport().update()

    # Painting

    def _cells(self, dirty: QRect) -> list[Cell]:
        """Return what is to be seen in a part of the viewport."""
        top, photos, loader = self._scrolled(), self.photos, self._loader
        spans = [self._layout.column_span(column) for column in range(self._layout.columns)]
        left, right = dirty.left(), dirty.right()
        current = self.selection.current if self.hasFocus() else -1
        scores = self._painter.style.scores
        cells = []
        for line in self._layout.lines_between(top + dirty.top(), top + dirty.bottom() + 1):
            ids = photos.ids[line.start : line.stop].tolist()
            selected = self.selection.flags(line.start, line.stop)
            for row, photo_id, (x, width), chosen in zip(
                range(line.start, line.stop), ids, spans, selected, strict=False
            ):
                if x > right or x + width <= left:
                    continue
                flags = SELECTED if chosen else 0
                box = None
                if row == current or row == self._hovered:
                    flags |= (CURRENT if row == current else 0) | (
                        HOVERED if row == self._hovered else 0
                    )
                    part = photos.part(photo_id)
                    box = None if part is None or part.in_query else part.box
                score = ""
                if scores and not photos.unverified:
                    score = wording.score(photos.score(row) or 0.0, calibrated=photos.calibrated)
                picture, record = loader.picture(photo_id), loader.record(photo_id)
                y, copies = line.y - top, photo_id in self._copies
                cells.append(
                    Cell(x, y, width, photo_id, picture, record, score, flags, box, copies)
                )
        return cells

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that touch the dirty rectangle, no others."""
        if self._painter.ratio != self.devicePixelRatioF():
            # The window came to a screen of another density: thumbnails of that size are wanted.
            self._make_painter()
            self.load_soon()
        painter = QPainter(self.viewport())
        dirty = event.rect()
        painter.fillRect(dirty, self.palette().base())
        self._painter.paint(painter, self._cells(dirty))
        if self._footer and self.footer_rect().intersects(dirty):
            self._heading_painter.paint_footer(
                painter, self.footer_rect(), self._footer, hovered=self._footer_hovered
            )
        groups = self.photos.groups
        if groups is not None:
            titles, top = groups.titles, self._scrolled()
            self._heading_painter.paint(
                painter, titles, self._layout, top, dirty, self._loader.picture
            )
        self._band.paint(painter, self.palette(), self._scrolled())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted already, so that only a stripe is painted anew."""
        viewport, stuck = self.viewport(), self._layout.heading_height
        if not stuck:
            super().scrollContentsBy(dx, dy)
            return
        # What sticks stays: only what is below moves.
        below = viewport.rect().adjusted(0, stuck, 0, 0)
        viewport.scroll(dx, dy, below)
        viewport.update(0, 0, viewport.width(), stuck)
        self._unhover()
        self.load_soon()

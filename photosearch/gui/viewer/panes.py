"""Show the panes of the viewer: one, or up to four beside each other, at one zoom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from photosearch.gui.viewer.pane import PicturePane
from photosearch.gui.viewer.pictures import ViewerPhoto
from photosearch.gui.viewer.viewer_state import MOST_PANES
from photosearch.gui.viewer.zoom import FIT, Extent, Zoom, actual, panned, settled, zoomed
from photosearch.gui.widgets.theme import colors_of

_GAP = 2
_STEP = 1.25
"""A notch of the wheel enlarges by so much."""


class Panes(QWidget):
    """Lay out panes and moves them together; one of them is active by what the user does.

    Signals:
        active_changed(int): another pane is active.
        zoom_changed(): another size or place.
        turned(int): the wheel asks for the next (1) or previous (-1) photo.
        menu_wanted(QPoint): context menu, global position.
    """

    active_changed = Signal(int)
    zoom_changed = Signal()
    turned = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(
        self,
        parent: QWidget | None = None,
        make_pane: Callable[[QWidget], PicturePane] = PicturePane,
    ) -> None:
        """Show pictures in panes that are made by `make_pane`."""
        super().__init__(parent)
        self.wheel_turns = False
        """Whether the wheel turns to another photo, and with Ctrl zooms; or the other way round."""
        self._zoom = FIT
        self._shifts = [(0.0, 0.0)] * MOST_PANES
        """How far each pane has been moved by itself, in fractions of its picture."""
        self._shown = 0
        self._active = 0
        self._wheel_rest = 0.0
        self.panes = [make_pane(self) for _ in range(MOST_PANES)]
        for pane in self.panes:
            pane.hide()
            pane.setMouseTracking(True)
            pane.pressed.connect(self._on_pressed)
            pane.dragged.connect(self._on_dragged)
            pane.wheeled.connect(self._on_wheeled)
            pane.pinched.connect(self._on_pinched)
            pane.toggled.connect(self._on_toggled)
            pane.menu_wanted.connect(self.menu_wanted)
        self.setMouseTracking(True)

    @property
    def shown(self) -> list[PicturePane]:
        """Return the panes that are seen."""
        return self.panes[: self._shown]

    @property
    def active(self) -> int:
        """Return which pane is active."""
        return self._active

    @property
    def active_pane(self) -> PicturePane:
        """Return the active pane."""
        return self.panes[self._active]

    @property
    def zoom(self) -> Zoom:
        """Return how large and which place, the same for all panes."""
        return self._zoom

    @property
    def largest_side(self) -> int:
        """Return device pixels of the longest side of a pane."""
        return max((int(pane.extent.longer) for pane in self.shown), default=1)

    def show_pictures(
        self, pictures: Sequence[ViewerPhoto], captions: Sequence[str], active: int
    ) -> None:
        """Show these, at most MOST_PANES, in the panes from the first on; one of them is active."""
        several = len(pictures) > 1
        self._active = active
        if len(pictures) != self._shown:
            focused = any(pane.hasFocus() for pane in self.panes)
            self._shown = len(pictures)
            self._arrange()
            if focused:
                self.active_pane.setFocus()
        for number, (pane, picture, caption) in enumerate(
            zip(self.panes, pictures, captions, strict=False)
        ):
            pane.show_picture(picture)
            pane.set_caption(caption, framed=several and number == self._active)
        self._apply()

    def wanted_in_full(self) -> list[int]:
        """Return photos of which more is to be seen than a screenful."""
        return [pane.picture.photo_id for pane in self.shown if pane.wants_finer]

    def _set_active(self, number: int) -> None:
        if number != self._active and number < self._shown:
            self._active = number
            self.active_changed.emit(number)

    def fit(self) -> None:
        """Show the whole picture in every pane."""
        self._shifts = [(0.0, 0.0)] * MOST_PANES
        self._set_zoom(FIT)

    def align(self) -> None:
        """Show the same place in all panes again."""
        self._shifts = [(0.0, 0.0)] * MOST_PANES
        self._apply()

    def keep_scale(self, before: Extent | None, after: Extent | None) -> None:
        """Keep one to one, whatever its size is, when another photo is shown alone."""
        length = self._zoom.length
        if length is not None and before is not None and after is not None:
            self._take(replace(self._zoom, length=length * after.longer / before.longer))

    @property
    def at_actual_size(self) -> bool:
        """Tell whether the active picture is shown one to one."""
        extent = self.active_pane.picture_extent
        return extent is not None and self._zoom.length == extent.longer

    def toggle_actual_size(self, at: QPointF | None = None) -> None:
        """Go from one to one to the whole picture, from any other size to one to one."""
        pane, extent = self.active_pane, self.active_pane.picture_extent
        if extent is None:
            return
        if self.at_actual_size:
            self.fit()
            return
        point = at or pane.middle()
        zoom = self._with_shift(self._active)
        larger = actual(zoom, extent, pane.extent, (point.x(), point.y()))
        if larger == FIT:
            # It fits at one to one already: then the pixels are to be seen.
            larger = zoomed(zoom, extent, pane.extent, 2.0, (point.x(), point.y()))
        self._take(larger)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in or out, a point (device pixels) of the active pane staying where it is."""
        pane, extent = self.active_pane, self.active_pane.picture_extent
        if extent is None:
            return
        point = at or pane.middle()
        zoom = self._with_shift(self._active)
        self._take(zoomed(zoom, extent, pane.extent, factor, (point.x(), point.y())))

    def pan(self, dx: float, dy: float, *, alone: bool = False) -> None:
        """Move the pictures by device pixels; with `alone` only the one that is active."""
        pane, extent = self.active_pane, self.active_pane.picture_extent
        if extent is None or self._zoom.length is None:
            return
        before = self._with_shift(self._active)
        after = panned(before, extent, pane.extent, dx, dy)
        if alone:
            x, y = self._shifts[self._active]
            self._shifts[self._active] = (x + after.x - before.x, y + after.y - before.y)
            self._apply()
        else:
            self._take(after)

    def pan_pages(self, dx: float, dy: float, *, alone: bool = False) -> None:
        """Pan by fractions of the pane: what lies to the right comes for positive `dx`."""
        extent = self.active_pane.extent
        self.pan(-dx * extent.width, -dy * extent.height, alone=alone)

    # The zoom of each pane

    def _with_shift(self, number: int) -> Zoom:
        x, y = self._shifts[number]
        pane = self.panes[number]
        shifted = replace(self._zoom, x=self._zoom.x + x, y=self._zoom.y + y)
        extent = pane.picture_extent
        return shifted if extent is None else settled(shifted, extent, pane.extent)

    def _take(self, zoom: Zoom) -> None:
        """Show the active pane at `zoom`; the others follow."""
        if zoom.length is None:
            self.fit()
            return
        x, y = self._shifts[self._active]
        self._set_zoom(replace(zoom, x=zoom.x - x, y=zoom.y - y))

    def _set_zoom(self, zoom: Zoom) -> None:
        changed = zoom != self._zoom
        self._zoom = zoom
        self._apply()
        if changed:
            self.zoom_changed.emit()

    def _apply(self) -> None:
        for number, pane in enumerate(self.shown):
            pane.set_zoom(self._with_shift(number))

    # Layout

    def _arrange(self) -> None:
        count = self._shown
        across = 2 if count == MOST_PANES else (count if self.width() >= self.height() else 1)
        down = -(-count // max(1, across))
        mirrored = self.isRightToLeft()
        for number, pane in enumerate(self.panes):
            pane.setVisible(number < count)
            if number >= count:
                continue
            row, column = divmod(number, across)
            column = across - 1 - column if mirrored else column
            left, right = _span(self.width(), across, column)
            top, bottom = _span(self.height(), down, row)
            pane.setGeometry(left, top, max(1, right - left), max(1, bottom - top))
        self._apply()

    # What the panes tell

    def _on_pressed(self) -> None:
        self._set_active(self._sender())

    def _on_dragged(self, by: QPointF, alone: bool) -> None:
        self._set_active(self._sender())
        self.pan(by.x(), by.y(), alone=alone)

    def _on_wheeled(self, notches: float, at: QPointF, other: bool) -> None:
        if self.wheel_turns is not other:
            # A fine wheel tells parts of a notch: they add up to a photo.
            self._wheel_rest -= notches
            whole, self._wheel_rest = int(self._wheel_rest), self._wheel_rest % 1
            if whole:
                self._wheel_rest = 0.0
                self.turned.emit(1 if whole > 0 else -1)
        else:
            self._set_active(self._sender())
            self.zoom_by(_STEP**notches, at)

    def _on_pinched(self, factor: float, at: QPointF) -> None:
        self._set_active(self._sender())
        self.zoom_by(max(0.2, factor), at)

    def _on_toggled(self, at: QPointF) -> None:
        self._set_active(self._sender())
        self.toggle_actual_size(at)

    def _sender(self) -> int:
        pane = self.sender()
        return self.panes.index(pane) if isinstance(pane, PicturePane) else self._active

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines between the panes."""
        QPainter(self).fillRect(event.rect(), QColor(colors_of(self.palette()).line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the panes."""
        super().resizeEvent(event)
        self._arrange()


def _span(length: int, parts: int, number: int) -> tuple[int, int]:
    """Return from where to where a part reaches, with a gap between the parts."""
    start, stop = (round((length + _GAP) * edge / parts) for edge in (number, number + 1))
    return start, stop - _GAP

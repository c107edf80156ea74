"""Show one photo in its place: paint it at any zoom, and take what mouse and touch want of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from photosearch.gui.translation import tr
from photosearch.gui.viewer.pictures import ViewerPhoto
from photosearch.gui.viewer.zoom import FIT, Extent, Placement, Zoom, place, scale_of
from photosearch.gui.widgets.screen_readers import role
from photosearch.gui.widgets.theme import colors_of

NOTCH = 120
"""Angle that Qt tells for one notch of a wheel."""
_LOADING_AFTER_MS = 350
"""What comes sooner needs no words."""
_PIXELS_SEEN_FROM = 2.0
"""Pixels of the screen per pixel of the photo from which on they are shown as squares."""
_MANY_PIXELS = 3_000_000
"""A pane with more is painted coarsely while its picture moves: scaling smoothly takes longer than
a frame."""
_STILL_AFTER_MS = 120
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@role(QAccessible.Role.Graphic)
class PicturePane(QWidget):
    """Show a Picture at a Zoom; decides nothing.

    Signals:
        pressed(): this pane is active from now on.
        dragged(QPointF, bool): by so many device pixels; True: this pane alone.
        wheeled(float, QPointF, bool): so many notches away from the user, at this point (device
            pixels from the upper left corner); True with Ctrl.
        pinched(float, QPointF): larger by this factor, at this point.
        toggled(QPointF): between the whole picture and one to one, at this point.
        resized(): the pane has another size.
        menu_wanted(QPoint): context menu, global position.
    """

    pressed = Signal()
    dragged = Signal(QPointF, bool)
    wheeled = Signal(float, QPointF, bool)
    pinched = Signal(float, QPointF)
    toggled = Signal(QPointF)
    resized = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = ViewerPhoto(0)
        self._zoom = FIT
        self._caption = ""
        self._framed = False
        self._grabbed: QPointF | None = None
        self._says_loading = False
        self._loading_soon = QTimer(self, singleShot=True, interval=_LOADING_AFTER_MS)
        self._loading_soon.timeout.connect(self._say_loading)
        self._still_soon = QTimer(self, singleShot=True, interval=_STILL_AFTER_MS)
        self._still_soon.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(80, 80)
        # All of it is painted: nothing behind needs to be.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def picture(self) -> ViewerPhoto:
        """Return what is shown."""
        return self._picture

    @property
    def extent(self) -> Extent:
        """Return the size of the pane in device pixels."""
        ratio = self.devicePixelRatioF()
        return Extent(max(1.0, self.width() * ratio), max(1.0, self.height() * ratio))

    @property
    def picture_extent(self) -> Extent | None:
        """Return the size of what the zoom is about; None while it is not known."""
        return self._picture.extent

    @property
    def placement(self) -> Placement | None:
        """Return where the picture lies, in device pixels; None while its size is not known."""
        extent = self.picture_extent
        return None if extent is None else place(self._zoom, extent, self.extent)

    @property
    def wants_finer(self) -> bool:
        """Tell whether more of the photo is to be seen than what was read for the screen."""
        placement = self.placement
        return placement is not None and self._picture.finer_than_screen(placement.width)

    @property
    def scale(self) -> float | None:
        """Return pixels of the screen per pixel of the photo."""
        extent = self.picture_extent
        return None if extent is None else scale_of(self._zoom, extent, self.extent)

    @property
    def text(self) -> str:
        """Return what is written over the picture, "" if nothing is."""
        problem = self._picture.problem
        if problem is not None:
            return f"{problem.what}\n{problem.next_step}"
        return tr("Loading…") if self._says_loading and self._picture.loading else ""

    def show_picture(self, picture: ViewerPhoto) -> None:
        """Show this, as far as it has come in."""
        if picture.photo_id != self._picture.photo_id:
            self._says_loading = False
            self._loading_soon.start()
        self._picture = picture
        self._update_cursor()
        self.update()

    def set_zoom(self, zoom: Zoom) -> None:
        """Show it so large, and this place of it."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._still_soon.start()
            self._update_cursor()
            self.update()

    def set_caption(self, caption: str, *, framed: bool) -> None:
        """Show words in the corner, "" for none; a frame for the pane that is active among
        several."""
        if (caption, framed) != (self._caption, self._framed):
            self._caption, self._framed = caption, framed
            self.update()

    def middle(self) -> QPointF:
        """Return the middle of the pane in device pixels."""
        return QPointF(self.extent.width / 2, self.extent.height / 2)

    def _say_loading(self) -> None:
        self._says_loading = True
        self.update()

    def _device(self, position: QPointF) -> QPointF:
        return position * self.devicePixelRatioF()

    def _update_cursor(self) -> None:
        placement = self.placement
        larger = placement is not None and (
            placement.width > self.extent.width + 0.5 or placement.height > self.extent.height + 0.5
        )
        if self._grabbed is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif larger:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    # Painting

    def _paint_picture(self, painter: QPainter, dirty: QRect) -> None:
        placement = self.placement
        image = self._picture.best(placement.width) if placement is not None else None
        if placement is None or image is None or image.isNull():
            return
        ratio = self.devicePixelRatioF()
        painter.save()
        # From here on device pixels: a photo at one to one is copied, not scaled.
        painter.scale(1 / ratio, 1 / ratio)
        x, y = round(placement.x), round(placement.y)
        width, height = round(placement.width), round(placement.height)
        whole = QRectF(x, y, max(1, width), max(1, height))
        wanted = QRectF(QRectF(dirty).topLeft() * ratio, QRectF(dirty).size() * ratio)
        seen = whole.intersected(wanted.adjusted(-1, -1, 1, 1))
        if seen.isEmpty():
            painter.restore()
            return
        across, down = image.width() / whole.width(), image.height() / whole.height()
        source = QRectF(
            (seen.x() - x) * across,
            (seen.y() - y) * down,
            seen.width() * across,
            seen.height() * down,
        )
        painter.setRenderHint(
            QPainter.RenderHint.SmoothPixmapTransform, self._is_smooth(image, across, down)
        )
        painter.drawImage(seen, image, source)
        painter.restore()

    def _is_smooth(self, image: QImage, across: float, down: float) -> bool:
        """Return how to scale `image`, of which so many pixels go on one of the screen."""
        if (across, down) == (1, 1):
            return False
        if self._still_soon.isActive() and self.extent.width * self.extent.height > _MANY_PIXELS:
            return False
        # Enlarged, a photo's own pixels are to be seen; a thumbnail stands in for finer ones.
        return across > 1 / _PIXELS_SEEN_FROM or image is self._picture.thumbnail

    def _paint_text(self, painter: QPainter, words: str) -> None:
        """Paint words in the middle, on a plate of their own, so that any photo may be behind
        them."""
        colors = colors_of(self.palette())
        room = QRectF(self.rect()).adjusted(24, 24, -24, -24)
        room.setWidth(min(room.width(), 540.0))
        room.moveCenter(QPointF(QRectF(self.rect()).center()))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        text = painter.boundingRect(room.adjusted(16, 12, -16, -12), flags, words)
        # Below the middle: what matters in a photo is mostly there.
        lower = self.height() * 0.9 - text.height() - 12
        text.moveTop(max(text.top(), lower) if self._picture.extent is not None else text.top())
        plate = text.adjusted(-16, -12, 16, 12)
        painter.setPen(QPen(QColor(colors.line), 1))
        painter.setBrush(QColor(colors.window))
        painter.drawRoundedRect(plate, 8, 8)
        painter.setPen(QColor(colors.text))
        painter.drawText(text, flags, words)

    def _paint_caption(self, painter: QPainter) -> None:
        colors = colors_of(self.palette())
        font = QFont(self.font())
        font.setBold(self._framed)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(
            self._caption, Qt.TextElideMode.ElideMiddle, max(20, self.width() - 44)
        )
        plate = QRectF(10, 10, metrics.horizontalAdvance(words) + 20, metrics.height() + 8)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            plate.moveRight(self.width() - 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.window))
        painter.drawRoundedRect(plate, 6, 6)
        painter.setPen(QColor(colors.text))
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), words)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture from the level that has just enough pixels, and words over it."""
        colors = colors_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colors.stage))
        self._paint_picture(painter, event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._caption:
            self._paint_caption(painter)
        if self.text:
            painter.setFont(self.font())
            self._paint_text(painter, self.text)
        if self._framed:
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Settle the zoom anew."""
        super().resizeEvent(event)
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the pane the active one; a drag may begin."""
        self.pressed.emit()
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._grabbed = event.position()
            self._update_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture with the mouse."""
        if self._grabbed is None:
            event.ignore()
            return
        moved = self._device(event.position() - self._grabbed)
        self._grabbed = event.position()
        self.dragged.emit(moved, bool(event.modifiers() & _SHIFT))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grabbed = None
        self._update_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole picture or one to one."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = None
            self.toggled.emit(self._device(event.position()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, or turns to another photo: the viewer decides."""
        notches = event.angleDelta().y() / NOTCH
        if notches:
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.wheeled.emit(notches, self._device(event.position()), ctrl)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Take pinching on a touchpad, which comes as a gesture of the system."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.pinched.emit(1 + event.value(), self._device(event.position()))
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu where the mouse is, or in the middle if the keyboard asked."""
        by_keys = event.reason() is QContextMenuEvent.Reason.Keyboard
        middle = self.mapToGlobal(self.rect().center())
        self.menu_wanted.emit(middle if by_keys else event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the pane the active one: the keyboard is here."""
        super().focusInEvent(event)
        self.pressed.emit()

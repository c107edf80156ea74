"""Show a picture as it lies on another one, or how far the two are apart."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPainterPath, QPolygonF, QTransform
from PySide6.QtWidgets import QWidget

from photosearch.core.affine import IDENTITY, Affine, inverted
from photosearch.gui.duplicates.alignment import outline
from photosearch.gui.viewer.pane import PicturePane
from photosearch.gui.viewer.pictures import ViewerPhoto
from photosearch.gui.viewer.zoom import Extent, Placement
from photosearch.gui.widgets.screen_readers import role
from photosearch.gui.widgets.theme import colors_of

_DOUBLINGS = 2
"""How often the difference is doubled: by itself it would hardly be seen."""


@role(QAccessible.Role.Graphic)
class AlignedPane(PicturePane):
    """Zoom and move in the coordinates of a base picture; what is shown is laid on that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base: ViewerPhoto | None = None
        self._transform: Affine = IDENTITY
        self._back: Affine | None = IDENTITY
        self._differs = False

    def set_alignment(self, base: ViewerPhoto | None, transform: Affine | None) -> None:
        """Lay the picture on `base` by a transform from its fractions to those of this one; None:
        show it by itself."""
        back = None if transform is None else inverted(transform)
        self._base = base if back is not None else None
        self._transform, self._back = transform or IDENTITY, back
        self.update()

    def show_difference(self, shown: bool) -> None:
        """Show how far the picture is from the base, bright where they differ."""
        if shown != self._differs:
            self._differs = shown
            self.update()

    @property
    def aligned(self) -> bool:
        """Tell whether the picture lies on another one."""
        return self._base is not None and self._base.extent is not None

    @property
    def picture_extent(self) -> Extent | None:
        """Return the size of the base picture, in whose coordinates the zoom is."""
        if self._base is not None and self._base.extent is not None:
            return self._base.extent
        return super().picture_extent

    @property
    def wants_finer(self) -> bool:
        """Tell whether more of the photo is to be seen than what was read for the screen."""
        placement = self.placement
        if not self.aligned or placement is None:
            return super().wants_finer
        return self._picture.finer_than_screen(self._shown_width(placement))

    def _shown_width(self, placement: Placement) -> float:
        """Return how wide the whole picture would be on the screen, in device pixels."""
        back = self._back or IDENTITY
        return math.hypot(back[0] * placement.width, back[3] * placement.height)

    # Painting

    def _paint_picture(self, painter: QPainter, dirty: QRect) -> None:
        placement, base = self.placement, self._base
        if not self.aligned or placement is None or base is None:
            super()._paint_picture(painter, dirty)
            return
        ratio = self.devicePixelRatioF()
        painter.save()
        painter.setClipRect(dirty)
        painter.scale(1 / ratio, 1 / ratio)
        if self._differs and base.photo_id != self._picture.photo_id:
            painter.drawImage(0, 0, self._difference(base, placement))
        else:
            self._draw(painter, self._picture, self._back or IDENTITY, placement)
        painter.restore()

    def _draw(
        self, painter: QPainter, photo: ViewerPhoto, back: Affine, placement: Placement
    ) -> None:
        """Draw a photo where it lies, by the way from its fractions to those of the base."""
        width = math.hypot(back[0] * placement.width, back[3] * placement.height)
        image = photo.best(width)
        if image is None or image.isNull():
            return
        a, b, c, d, e, f = back
        w, h = placement.width, placement.height
        across, down = image.width(), image.height()
        transform = QTransform(
            a * w / across,
            d * h / across,
            b * w / down,
            e * h / down,
            placement.x + c * w,
            placement.y + f * h,
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(transform, combine=True)
        painter.drawImage(0, 0, image)
        painter.restore()

    def _difference(self, base: ViewerPhoto, placement: Placement) -> QImage:
        """Return the difference of what both show, brightened, as large as the pane."""
        extent = self.extent
        image = QImage(
            max(1, int(extent.width)), max(1, int(extent.height)), QImage.Format.Format_RGB32
        )
        image.fill(QColor(colors_of(self.palette()).stage))
        painter = QPainter(image)
        shared = QPainterPath()
        shared.addPolygon(self._polygon(outline(self._transform), placement))
        shared.closeSubpath()
        whole = QPainterPath()
        whole.addRect(QRectF(placement.x, placement.y, placement.width, placement.height))
        painter.setClipPath(shared.intersected(whole))
        self._draw(painter, base, IDENTITY, placement)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
        self._draw(painter, self._picture, self._back or IDENTITY, placement)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        for _ in range(_DOUBLINGS):
            painter.drawImage(0, 0, image.copy())
        painter.end()
        return image

    def _polygon(self, corners: tuple[tuple[float, float], ...], placement: Placement) -> QPolygonF:
        return QPolygonF(
            [
                QPointF(placement.x + x * placement.width, placement.y + y * placement.height)
                for x, y in corners
            ]
        )

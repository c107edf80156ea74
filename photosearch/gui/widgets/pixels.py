"""Convert pictures between Qt and the core. For job threads: QImage only."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QPainter

from photosearch.core.query import RgbImage

THUMBNAIL_LIKE = 200
"""A picture whose longer side has so many pixels is a reduced one and may be enlarged."""


def decode(encoded: bytes) -> QImage | None:
    """Decode a thumbnail's or a pasted picture's bytes; None if they are no picture."""
    image = QImage()
    if not image.loadFromData(QByteArray(encoded)):
        return None
    return image


def fit(image: QImage, side: int) -> QImage:
    """Scale `image` into a box of `side` device pixels, in the format that paints fastest.

    Small originals stay as small as they are: an icon is not blown up to a photo.
    """
    longest = max(image.width(), image.height())
    if longest != side and (longest > side or longest >= THUMBNAIL_LIKE):
        image = image.scaled(
            side,
            side,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    alpha = image.hasAlphaChannel()
    wanted = QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32
    return image.convertToFormat(wanted)


def to_rgb(image: QImage) -> RgbImage:
    """Copy a QImage into (H, W, 3) uint8; what is transparent becomes white."""
    if image.hasAlphaChannel():
        flat = QImage(image.size(), QImage.Format.Format_RGB32)
        flat.fill(Qt.GlobalColor.white)
        painter = QPainter(flat)
        painter.drawImage(0, 0, image)
        painter.end()
        image = flat
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    height, width, stride = image.height(), image.width(), image.bytesPerLine()
    lines = np.frombuffer(image.constBits(), dtype=np.uint8, count=height * stride)
    return lines.reshape(height, stride)[:, : width * 3].reshape(height, width, 3).copy()


def from_rgb(rgb: RgbImage) -> QImage:
    """Copy (H, W, 3) uint8 into a QImage."""
    lines = np.ascontiguousarray(rgb)
    height, width = lines.shape[:2]
    return QImage(lines.data, width, height, width * 3, QImage.Format.Format_RGB888).copy()

"""Draw the icon of the program in the sizes and files that systems want."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

import identity

_ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_ICNS_SIZE = 1024


def draw(size: int) -> Image.Image:
    """Return the icon, `size` pixels square, RGBA.

    Raises:
        OSError: the drawing cannot be read.
    """
    from PySide6.QtCore import QBuffer, QIODevice, QSize
    from PySide6.QtGui import QGuiApplication, QImageReader

    if QGuiApplication.instance() is None:
        draw.application = QGuiApplication(["icons", "-platform", "offscreen"])  # type: ignore[attr-defined]
    drawing = identity.ROOT / "resources" / "icon.svg"
    reader = QImageReader(str(drawing))
    reader.setScaledSize(QSize(size, size))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not reader.read().save(buffer, "PNG"):  # type: ignore[call-overload]
        raise OSError(f"{drawing} could not be drawn in {size} pixels")
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGBA")


def write_ico(path: Path) -> Path:
    """Write the icon for Windows: each size drawn, not scaled."""
    images = [draw(size) for size in _ICO_SIZES]
    sizes = [(size, size) for size in _ICO_SIZES]
    images[-1].save(path, format="ICO", sizes=sizes, append_images=images[:-1])
    return path


def write_icns(path: Path) -> Path:
    """Write the icon for macOS."""
    draw(_ICNS_SIZE).save(path, format="ICNS")
    return path

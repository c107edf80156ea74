"""Keep pixmaps of thumbnails, least recently used first to go. Only this makes QPixmaps.

A QPixmap belongs to the GUI thread; images cross the threads as QImage and become pixmaps here.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QImage, QPixmap

DEFAULT_BYTES = 64 << 20
"""Twenty screens of thumbnails of the usual size; five where pixels are twice as dense."""


@dataclass(frozen=True, slots=True)
class GridThumbnail:
    """Hold a thumbnail ready to be painted."""

    pixmap: QPixmap
    side: int
    """The box in device pixels for which it was scaled."""
    width: int
    """Device pixels, as `height`."""
    height: int


@dataclass(frozen=True, slots=True)
class BadgePixmap:
    """Hold a small shape that is painted many times."""

    pixmap: QPixmap
    width: int
    """Logical pixels, as `height`."""
    height: int


def to_badge_pixmap(image: QImage, width: int, height: int) -> BadgePixmap:
    """Return `image` with its device pixel ratio set; sizes in logical pixels."""
    return BadgePixmap(QPixmap.fromImage(image), width, height)


def to_pixmap(image: QImage) -> QPixmap:
    """Return a pixmap for widgets that show a single picture."""
    return QPixmap.fromImage(image)


class PixmapCache:
    """Keep pictures by photo id, bounded in bytes. GUI thread only."""

    def __init__(self, max_bytes: int = DEFAULT_BYTES) -> None:
        self._max_bytes = max_bytes
        self._pictures: OrderedDict[int, GridThumbnail] = OrderedDict()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._pictures)

    def __contains__(self, photo_id: int) -> bool:
        return photo_id in self._pictures

    def get(self, photo_id: int) -> GridThumbnail | None:
        """Return the picture, which thereby becomes the last to be given up."""
        picture = self._pictures.get(photo_id)
        if picture is not None:
            self._pictures.move_to_end(photo_id)
        return picture

    def put(self, photo_id: int, image: QImage, side: int) -> None:
        """Keep `image`, scaled for a box of `side` device pixels."""
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("a QPixmap is made in the GUI thread only")
        self.forget([photo_id])
        picture = GridThumbnail(QPixmap.fromImage(image), side, image.width(), image.height())
        self._pictures[photo_id] = picture
        self.bytes += _size(picture)
        while self.bytes > self._max_bytes and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self.bytes -= _size(oldest)

    def clear(self) -> None:
        """Drop all."""
        self._pictures.clear()
        self.bytes = 0

    def forget(self, photo_ids: Iterable[int]) -> None:
        """Drop these; they are loaded again when seen."""
        for photo_id in photo_ids:
            picture = self._pictures.pop(photo_id, None)
            if picture is not None:
                self.bytes -= _size(picture)


def _size(picture: GridThumbnail) -> int:
    return picture.width * picture.height * 4

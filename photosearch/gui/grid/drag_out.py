"""Drag photos out of the grid: as files for other programs, as photos for our window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QDrag, QFont, QImage, QPainter

from photosearch.core.photo import PhotoRecord
from photosearch.gui.grid.pixmaps import GridThumbnail, to_pixmap
from photosearch.gui.translation import tr
from photosearch.gui.widgets.mime import put_photo_ids

MOST_DRAGGED = 1000
"""Files at once; programs that are handed more take minutes or fall over."""
_PREVIEW = 96
_CASCADE = 3


@dataclass(frozen=True, slots=True)
class Load:
    """Hold what is dragged."""

    photo_ids: tuple[int, ...]
    paths: tuple[Path, ...]
    left_out: int
    """Photos whose file is not there, or not known yet, or not to be named to other programs."""

    @property
    def message(self) -> str:
        """Return what the user is told; "" if all is well."""
        if not self.left_out:
            return ""
        return tr(
            "%Ln photo(s) cannot be dragged now: not connected, gone, or too many at once.",
            "",
            self.left_out,
        )


def load_of(
    photo_ids: Sequence[int], record: Callable[[int], PhotoRecord | None], count: int
) -> Load:
    """Return which of the photos can be dragged as files, whole stacks; looks at memory only.

    Args:
        photo_ids: the first of those selected.
        record: what is known of a photo.
        count: of all that are selected.
    """
    found: list[int] = []
    paths: list[Path] = []
    for photo_id in photo_ids[:MOST_DRAGGED]:
        known = record(photo_id)
        if known is None or known.missing or not known.online:
            continue
        files = (known.path, *known.stacked)
        try:
            "".join(map(str, files)).encode()
        except UnicodeEncodeError:
            continue  # not valid text: an address cannot carry it
        found.append(photo_id)
        paths += files
    return Load(tuple(found), tuple(paths), count - len(found))


def mime_of(load: Load) -> QMimeData:
    """Return files, their paths as text, and which photos of the library they are."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in load.paths])
    mime.setText("\n".join(str(path) for path in load.paths))
    put_photo_ids(mime, load.photo_ids)
    return mime


def preview(pictures: Sequence[GridThumbnail], count: int, ratio: float, font: QFont) -> QImage:
    """Return a few of the pictures on top of one another, and how many there are."""
    room = round((_PREVIEW + 8 * (_CASCADE - 1)) * ratio)
    image = QImage(room, room, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    shown = list(pictures[:_CASCADE])
    for number, picture in reversed(list(enumerate(shown))):
        scale = _PREVIEW * ratio / max(picture.width, picture.height)
        size = round(picture.width * scale), round(picture.height * scale)
        offset = round(8 * number * ratio)
        painter.setOpacity(0.9)
        painter.drawPixmap(QRect(offset, offset, *size), picture.pixmap)
    painter.setOpacity(1)
    if count > 1:
        painter.scale(ratio, ratio)
        words = f"{count:n}"
        painter.setFont(font)
        width = max(22, painter.fontMetrics().horizontalAdvance(words) + 14)
        badge = QRect(4, 4, width, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 190))
        painter.drawRoundedRect(badge, 11, 11)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), words)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def start(source: QObject, mime: QMimeData, image: QImage) -> None:
    """Drag until the button is let go. The system's own loop runs meanwhile; there is no other way.

    Only copying is offered: no other program is to move photos away behind the library's back.
    """
    drag = QDrag(source)
    drag.setMimeData(mime)
    drag.setPixmap(to_pixmap(image))
    drag.setHotSpot(QPoint(_PREVIEW // 4, _PREVIEW // 4))
    drag.exec(Qt.DropAction.CopyAction)

"""Show saved searches in lists and menus: words and a small picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter

from photosearch.core.query import QueryItem
from photosearch.core.saved_searches import SavedSearch
from photosearch.gui.grid.pixmaps import to_pixmap
from photosearch.gui.similarity_text import position_of, stop_labels
from photosearch.gui.translation import tr
from photosearch.gui.widgets.pixels import decode

ICON_SIDE = 48
_DENSITY = 2
_MOST = 3


@dataclass(frozen=True, slots=True, eq=False)
class SearchListItem:
    """Hold a saved search with its picture."""

    search: SavedSearch
    image: QImage
    """Up to three of its pictures, one over the other."""

    def icon(self) -> QIcon:
        """Return the picture as an icon; for the GUI thread."""
        pixmap = to_pixmap(self.image)
        pixmap.setDevicePixelRatio(_DENSITY)
        return QIcon(pixmap)


def list_items(searches: Sequence[SavedSearch]) -> list[SearchListItem]:
    """Return searches with pictures; decodes, hence for a job thread."""
    return [SearchListItem(search, _image_of(search.query.items)) for search in searches]


def title_of(search: SavedSearch) -> str:
    """Return its name, or what was searched by."""
    if search.name:
        return search.name
    items, words = search.query.items, search.query.words
    if words:
        said = ", ".join(f"−{each.text}" if each.negative else each.text for each in words)
        if not items:
            return said
        return tr("{title} and “{words}”").format(title=items[0].image.title, words=said)
    title = next((item for item in items if not item.negative), items[0]).image.title
    others = len(items) - 1
    if not others:
        return title
    return tr("{title} and %Ln more", "", others).format(title=title)


def details_of(search: SavedSearch) -> str:
    """Return what else there is to it: mode, boxes, filters."""
    query = search.query
    facts = [stop_labels()[round(position_of(query.compared_mode))]]
    if query.negatives:
        facts.append(tr("with pictures to avoid"))
    if any(item.crop is not None for item in query.items):
        facts.append(tr("inside a box"))
    if not query.filters.empty:
        facts.append(tr("filtered"))
    return " · ".join(facts)


def _image_of(items: Sequence[QueryItem]) -> QImage:
    side = ICON_SIDE * _DENSITY
    canvas = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    chosen = sorted(items, key=lambda item: item.negative)[:_MOST]
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    shift = side // 6
    room = side - shift * (len(chosen) - 1)
    for place, item in reversed(list(enumerate(chosen))):
        image = decode(item.image.jpeg)
        if image is not None:
            size = image.size().scaled(QSize(room, room), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRect(0, 0, size.width(), size.height())
            box.moveCenter(QRect(place * shift, place * shift, room, room).center())
            painter.drawImage(box, image)
    painter.end()
    return canvas

"""Kept searches as lists and menus show them: words and a small picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter

from photosearch.core.saved_searches import SavedImage, SavedSearch
from photosearch.gui.grid.pixmaps import to_pixmap
from photosearch.gui.query.query_chip import place_of, stop_names
from photosearch.gui.translation import tr
from photosearch.gui.widgets.pixels import decode

ICON_SIDE = 48
_DENSITY = 2
_MOST = 3


@dataclass(frozen=True, slots=True, eq=False)
class SearchListItem:
    """A kept search with its picture."""

    search: SavedSearch
    image: QImage
    """Up to three of its pictures, one over the other."""

    def icon(self) -> QIcon:
        """For the GUI thread."""
        pixmap = to_pixmap(self.image)
        pixmap.setDevicePixelRatio(_DENSITY)
        return QIcon(pixmap)


def list_items(searches: Sequence[SavedSearch]) -> list[SearchListItem]:
    """With pictures; decodes, hence for a job thread."""
    return [SearchListItem(search, _image_of(search.query.pictures)) for search in searches]


def title_of(search: SavedSearch) -> str:
    """Its name, or what was searched by."""
    if search.name:
        return search.name
    pictures = search.query.pictures
    first = next((picture for picture in pictures if not picture.less), pictures[0])
    others = len(pictures) - 1
    if not others:
        return first.title
    return tr("{title} and %Ln more", "", others).format(title=first.title)


def details_of(search: SavedSearch) -> str:
    """What else there is to it: sense, boxes, filters."""
    query = search.query
    facts = [stop_names()[round(place_of(query.sense))]]
    if any(picture.less for picture in query.pictures):
        facts.append(tr("with pictures to avoid"))
    if any(picture.crop is not None for picture in query.pictures):
        facts.append(tr("inside a box"))
    if not query.filters.empty:
        facts.append(tr("filtered"))
    return " · ".join(facts)


def _image_of(pictures: Sequence[SavedImage]) -> QImage:
    side = ICON_SIDE * _DENSITY
    canvas = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    chosen = sorted(pictures, key=lambda picture: picture.less)[:_MOST]
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    shift = side // 6
    room = side - shift * (len(chosen) - 1)
    for place, picture in reversed(list(enumerate(chosen))):
        image = decode(picture.jpeg)
        if image is not None:
            size = image.size().scaled(QSize(room, room), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRect(0, 0, size.width(), size.height())
            box.moveCenter(QRect(place * shift, place * shift, room, room).center())
            painter.drawImage(box, image)
    painter.end()
    return canvas

"""Between the query in the window and the one that the catalog keeps. For job threads."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

from photosearch.core.errors import UserError
from photosearch.core.query import RgbImage
from photosearch.core.saved_searches import SavedImage, SavedQuery
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.query.query_state import LEAST_WEIGHT, MOST_WEIGHT, QueryItem, QueryState
from photosearch.gui.query_input.image_loader import (
    PREVIEW_SIDE,
    QueryPicture,
    fixed,
    larger_pixels,
)
from photosearch.gui.translation import tr
from photosearch.gui.widgets.pixels import decode, fit, from_rgb, to_rgb

KEPT_SIDE = 720
"""Pixels of a kept picture's longer side: enough to search by it, and by a part of it, again."""
_QUALITY = 85
_REMEMBERED = 64


@dataclass(frozen=True, slots=True, eq=False)
class _Copy:
    """A small copy of a picture on the screen."""

    picture: QueryPicture
    """Held, so that no other can come to have its id."""
    jpeg: bytes
    detailed: bool
    """There is no better one to be had."""


class QuerySerializer:
    """Remembers what it made of the pictures that are on the screen. For any thread."""

    def __init__(self) -> None:
        self._jpegs: OrderedDict[int, _Copy] = OrderedDict()

    def kept(self, library: PhotoLibrary, asked: QueryState) -> SavedQuery:
        """A query as it can be kept."""
        return SavedQuery(
            tuple(self._kept_part(library, part) for part in asked.parts),
            asked.sense,
            asked.filters,
            asked.least,
        )

    def brought_back(self, library: PhotoLibrary, kept: SavedQuery) -> QueryState:
        """A kept query as it is shown and asked again.

        Photos of the library that are gone are searched by their kept copies.

        Raises:
            UserError: none of its pictures can be read any more.
        """
        wanted = [each.photo_id for each in kept.pictures if each.photo_id is not None]
        there = {record.photo_id: record for record in library.photos(wanted)} if wanted else {}
        parts = []
        for picture in kept.pictures:
            image = decode(picture.jpeg)
            if picture.photo_id in there:
                source: RgbImage | int = there[picture.photo_id].photo_id
            elif image is not None:
                source = fixed(to_rgb(image))
            else:
                continue
            preview = None if image is None else fit(image, PREVIEW_SIDE)
            shown = QueryPicture(source, picture.title, preview)
            self._remember(_Copy(shown, picture.jpeg, detailed=True))
            part = QueryItem(
                shown,
                picture.less,
                min(MOST_WEIGHT, max(LEAST_WEIGHT, picture.weight)),
                picture.crop,
            )
            if picture.crop is not None:
                part = with_pixels(part, larger_pixels(library, shown))
            parts.append(part)
        if not parts:
            raise UserError(
                tr("The pictures of this search cannot be read any more."),
                tr("Search by other pictures, and remove this search."),
            )
        return QueryState(tuple(parts), kept.sense, kept.filters, kept.least)

    def _kept_part(self, library: PhotoLibrary, part: QueryItem) -> SavedImage:
        picture = part.picture
        photo_id = picture.source if isinstance(picture.source, int) else None
        return SavedImage(
            picture.title, self._jpeg(library, part), photo_id, part.crop, part.weight, part.less
        )

    def _jpeg(self, library: PhotoLibrary, part: QueryItem) -> bytes:
        picture = part.picture
        known = self._jpegs.get(id(picture))
        # Once a part of it is searched for, the copy must be fit for that, too.
        better = part.detailed is not None and known is not None and not known.detailed
        if known is not None and known.picture is picture and not better:
            return known.jpeg
        if isinstance(picture.source, int):
            jpeg = library.thumbnails([picture.source]).get(picture.source, b"")
            copy = _Copy(picture, jpeg, detailed=True)
        else:
            pixels = picture.source if part.detailed is None else part.detailed
            copy = _Copy(picture, jpeg_of(from_rgb(pixels)), part.detailed is not None)
        self._remember(copy)
        return copy.jpeg

    def _remember(self, copy: _Copy) -> None:
        self._jpegs[id(copy.picture)] = copy
        while len(self._jpegs) > _REMEMBERED:
            self._jpegs.popitem(last=False)


def with_pixels(part: QueryItem, pixels: RgbImage | None) -> QueryItem:
    """The part with larger pixels; without a box if there are none to be cropped from."""
    crop = part.crop if pixels is not None else None
    return QueryItem(part.picture, part.less, part.weight, crop, pixels)


def jpeg_of(image: QImage) -> bytes:
    """A small copy of a picture."""
    if max(image.width(), image.height()) > KEPT_SIDE:
        image = image.scaled(
            KEPT_SIDE,
            KEPT_SIDE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    writer.write(image)
    buffer.close()
    return bytes(data.data())

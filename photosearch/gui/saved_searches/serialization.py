"""Make a query fit to be saved, and one that was saved fit to be asked. For job threads."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.query import MAX_WEIGHT, MIN_WEIGHT, Query, QueryImage, QueryItem
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.query_input.image_loader import detailed_pixels, preview_of
from photosearch.gui.translation import tr
from photosearch.gui.widgets.pixels import decode, from_rgb

SAVED_SIDE = 720
"""Pixels of a saved copy's longer side: enough to search by it, and by a part of it, again."""
_QUALITY = 85


def with_copies(query: Query) -> Query:
    """Return a query with a small copy of each image, as it can be saved."""
    return replace(query, items=tuple(_with_copy(item) for item in query.items))


def restore(library: LibraryPort, query: Query) -> Query:
    """Return a saved query as it is shown and asked again.

    Photos of the library that are gone are searched by their saved copies.

    Raises:
        UserError: none of its images can be read any more.
    """
    wanted = [image.photo_id for image in query.images if image.photo_id is not None]
    known = {record.photo_id for record in library.photos(wanted)} if wanted else set()
    items = [restored for item in query.items if (restored := _restore(library, item, known))]
    if not items and not query.words:
        raise UserError.in_words(
            tr("The pictures of this search cannot be read any more."),
            tr("Search by other pictures, and remove this search."),
        )
    return replace(query, items=tuple(items))


def with_detailed(library: LibraryPort, item: QueryItem) -> QueryItem:
    """Return a cropped item with larger pixels; not cropped if there are none."""
    pixels = detailed_pixels(library, item.image)
    return replace(item, detailed=pixels, crop=None if pixels is None else item.crop)


def encode_jpeg(image: QImage) -> bytes:
    """Return a copy of a picture of at most SAVED_SIDE pixels."""
    if max(image.width(), image.height()) > SAVED_SIDE:
        image = image.scaled(
            SAVED_SIDE,
            SAVED_SIDE,
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


def _with_copy(item: QueryItem) -> QueryItem:
    image = item.image
    # Once a part of it was searched for, the copy must be fit for that, too.
    pixels = image.pixels if item.detailed is None else item.detailed
    if image.jpeg or image.photo_id is not None or pixels is None:
        return item
    return replace(item, image=replace(image, jpeg=encode_jpeg(from_rgb(pixels))))


def _restore(library: LibraryPort, item: QueryItem, known: set[int]) -> QueryItem | None:
    """Return an item as it is shown; None if its image cannot be read any more."""
    saved = item.image
    preview = preview_of(decode(saved.jpeg))
    if saved.photo_id in known:
        image = replace(saved, preview=preview)
    else:
        try:
            read = library.read_query_image(saved.jpeg, saved.title)
        except UnreadablePhoto:
            return None
        image = QueryImage(
            pixels=read.pixels, file=saved.jpeg, title=saved.title, preview=preview, jpeg=saved.jpeg
        )
    weight = min(MAX_WEIGHT, max(MIN_WEIGHT, item.weight))
    restored = replace(item, image=image, weight=weight)
    return restored if item.crop is None else with_detailed(library, restored)

"""Brings what the cells show: thumbnails and names, in small batches, what is visible first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from photosearch.core.errors import UserError
from photosearch.core.photo import PhotoRecord
from photosearch.gui.asking import Asker
from photosearch.gui.grid.pixmaps import Picture, PixmapCache
from photosearch.gui.library_port import PhotoLibrary
from photosearch.images.thumbnails import fit_thumbnail

BATCH = 16
"""Few enough that turning a batch into pixmaps does not hold the GUI thread up."""
BATCH_BYTES = 4 << 20
"""Of pixels in a batch of large thumbnails, for the same reason."""
MOST_RECORDS_AT_ONCE = 1000
"""That are fetched for a drag or the like; many more files nobody drags."""
_EDGE, _EDGE_ALPHA = 128, 70
"""A grey, of 255, and how much of it is laid over the outermost pixels. White pictures on a white
ground have an end all the same, black ones on a black ground too."""
MAX_RECORDS = 20_000
"""A record is half a kilobyte; more than the photos of many screens are not worth it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows, made in a job thread."""

    photo_id: int
    image: QImage | None
    """Scaled to the wanted side; None without a thumbnail."""
    record: PhotoRecord | None


class ThumbnailLoader(QObject):
    """Loads cells of the rows that are looked at; what has scrolled away is not asked for.

    Signals:
        loaded(list of int): these photo ids can be painted now.
    """

    loaded = Signal(object)

    def __init__(self, asker: Asker, cache: PixmapCache, parent: QObject | None = None) -> None:
        """`asker` asks in the thumbnail threads."""
        super().__init__(parent)
        self._asker = asker
        self._cache = cache
        self._library: PhotoLibrary | None = None
        self._wanted: list[int] = []
        self._side = 0
        self._busy = False
        self._records: OrderedDict[int, PhotoRecord] = OrderedDict()
        self._without: set[int] = set()
        """Photos that have no thumbnail: asked once."""

    def set_library(self, library: PhotoLibrary | None) -> None:
        """Load from this library from now on."""
        self._library = library
        self._records.clear()
        self._without.clear()

    def picture(self, photo_id: int) -> Picture | None:
        """The thumbnail, if it is here."""
        return self._cache.get(photo_id)

    def record(self, photo_id: int) -> PhotoRecord | None:
        """The record, if it is here."""
        return self._records.get(photo_id)

    def want(self, photo_ids: Sequence[int], side: int) -> None:
        """These cells are looked at, in this order of urgency; forget all earlier wishes.

        `side` is the box of a thumbnail in device pixels.
        """
        self._side = side
        self._wanted = [photo_id for photo_id in photo_ids if self._lacks(photo_id)]
        self._next()

    def fetch_records(self, photo_ids: Sequence[int]) -> None:
        """Names and places of these are wanted soon, thumbnails are not."""
        library = self._library
        lacking = [photo_id for photo_id in photo_ids if photo_id not in self._records]
        if library is not None and lacking:
            some = lacking[:MOST_RECORDS_AT_ONCE]
            self._asker.ask(lambda: library.photos(some), self._receive_records)

    def forget(self, photo_ids: Iterable[int]) -> None:
        """These photos changed: load them again when they are seen."""
        gone = list(photo_ids)
        self._cache.forget(gone)
        self._without.difference_update(gone)
        for photo_id in gone:
            self._records.pop(photo_id, None)

    def forget_records(self) -> None:
        """Drives came or went: names and places are to be asked again, pictures stay."""
        self._records.clear()

    def _lacks(self, photo_id: int) -> bool:
        if photo_id not in self._records:
            return True
        if photo_id in self._without:
            return False
        picture = self._cache.get(photo_id)
        return picture is None or picture.side != self._side

    def _next(self) -> None:
        if self._busy or self._library is None:
            return
        batch: list[int] = []
        most = max(2, min(BATCH, BATCH_BYTES // max(1, 4 * self._side * self._side)))
        while self._wanted and not batch:
            # What came by other ways in the meantime drops out here.
            batch = [photo_id for photo_id in self._wanted[:most] if self._lacks(photo_id)]
            if not batch:
                del self._wanted[:most]
        if not batch:
            return
        self._busy = True
        library, side = self._library, self._side
        self._asker.ask(lambda: _load(library, batch, side), self._receive, self._fail)

    def _receive(self, answer: tuple[int, list[Cell]]) -> None:
        side, cells = answer
        for cell in cells:
            if cell.record is not None:
                self._records[cell.photo_id] = cell.record
            if cell.image is None:
                self._without.add(cell.photo_id)
            else:
                self._cache.put(cell.photo_id, cell.image, side)
        self._trim_records()
        if side == self._side:
            # Whatever came of these: an unknown id must not go in circles.
            arrived = {cell.photo_id for cell in cells}
            self._wanted = [photo_id for photo_id in self._wanted if photo_id not in arrived]
        self._busy = False
        self._next()
        self.loaded.emit([cell.photo_id for cell in cells])

    def _receive_records(self, records: list[PhotoRecord]) -> None:
        for record in records:
            self._records[record.photo_id] = record
        self._trim_records()

    def _trim_records(self) -> None:
        while len(self._records) > MAX_RECORDS:
            self._records.popitem(last=False)

    def _fail(self, error: UserError) -> None:
        # One report is enough; the next scroll asks again.
        self._wanted = []
        self._busy = False
        self._asker.report(error)


def _load(library: PhotoLibrary, batch: list[int], side: int) -> tuple[int, list[Cell]]:
    """Runs in a job thread."""
    records = {record.photo_id: record for record in library.photos(batch)}
    jpegs = library.thumbnails(batch)
    cells = []
    for photo_id in batch:
        image = _image(jpegs[photo_id], side) if photo_id in jpegs else None
        cells.append(Cell(photo_id, image, records.get(photo_id)))
    return side, cells


def _image(jpeg: bytes, side: int) -> QImage | None:
    """A thumbnail with a hairline at its edge, None if it is damaged.

    Not by Qt: its decoder and its scaling keep Python's lock, and the window waits for it.
    """
    try:
        pixels = fit_thumbnail(jpeg, side)
    except ValueError:
        return None
    for edge in (pixels[0], pixels[-1], pixels[1:-1, 0], pixels[1:-1, -1]):
        edge[...] = (edge * np.uint16(255 - _EDGE_ALPHA) + np.uint16(_EDGE * _EDGE_ALPHA)) // 255
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32).copy()

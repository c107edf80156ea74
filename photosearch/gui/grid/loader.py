"""Load what the cells show: thumbnails and names, in small batches, visible ones first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from photosearch.core.errors import UserError
from photosearch.core.photo import PhotoRecord
from photosearch.gui.grid.pixmaps import GridThumbnail, PixmapCache
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.widgets.pixels import THUMBNAIL_LIKE
from photosearch.images.thumbnails import fit_thumbnail

BATCH = 16
"""Few enough that turning a batch into pixmaps does not hold the GUI thread up."""
BATCH_BYTES = 4 << 20
"""Of pixels in a batch of large thumbnails, for the same reason."""
MOST_RECORDS_AT_ONCE = 1000
"""That are fetched for a drag or the like; many more files nobody drags."""
_EDGE = QColor(128, 128, 128, 70)
"""White pictures on a white ground have an end all the same, black ones on a black ground too."""
MAX_RECORDS = 5_000
"""A record is a kilobyte or two; more than the photos of a hundred screens are not worth it."""


@dataclass(frozen=True, slots=True)
class LoadedCell:
    """Hold what one cell shows, made in a job thread."""

    photo_id: int
    image: QImage | None
    """Scaled to the wanted side; None without a thumbnail."""
    record: PhotoRecord | None


class ThumbnailLoader(QObject):
    """Load cells of the rows that are looked at; what has scrolled away is not loaded.

    Signals:
        loaded(list of int): these photo ids can be painted now.
    """

    loaded = Signal(object)

    def __init__(
        self, background: BackgroundRunner, cache: PixmapCache, parent: QObject | None = None
    ) -> None:
        """Load in the pool of `background`, which is the one for thumbnails."""
        super().__init__(parent)
        # WORKAROUND: PySide makes the types of a call's arguments when the call is first made, and
        # crashes if two threads do so at once (seen with 6.11.3: this one painting cells, a job
        # thread drawing edges). Here they are made before there is anything to do for the others.
        _draw_edge(QImage(4, 4, QImage.Format.Format_RGB32))
        self._background = background
        self._cache = cache
        self._library: LibraryPort | None = None
        self._wanted: list[int] = []
        self._side = 0
        self._asked: frozenset[int] = frozenset()
        """Of which the answer is on its way."""
        self._outdated: set[int] = set()
        """Those of them that changed since: their answer is of no use."""
        self._stale: set[int] = set()
        """Photos that changed since they were loaded; what is here of them is shown till then."""
        self._busy = False
        self._records: OrderedDict[int, PhotoRecord] = OrderedDict()
        self._without: set[int] = set()
        """Photos that have no thumbnail: asked once."""

    def set_library(self, library: LibraryPort | None) -> None:
        """Load from this library from now on."""
        self._library = library
        self._records.clear()
        self._without.clear()
        self._stale.clear()
        self._cache.clear()
        self._wanted = []
        self._outdated.update(self._asked)

    def picture(self, photo_id: int) -> GridThumbnail | None:
        """Return the thumbnail, if it is here."""
        return self._cache.get(photo_id)

    def record(self, photo_id: int) -> PhotoRecord | None:
        """Return the record, if it is here."""
        return self._records.get(photo_id)

    def want(self, photo_ids: Sequence[int], side: int) -> None:
        """Load these cells, in this order of urgency, in place of all earlier requests.

        `side` is the box of a thumbnail in device pixels.
        """
        self._side = side
        self._wanted = [photo_id for photo_id in photo_ids if self._lacks(photo_id)]
        self._next()

    def fetch_records(self, photo_ids: Sequence[int]) -> None:
        """Load names and places of photos that are needed soon, without thumbnails."""
        library = self._library
        lacking = [photo_id for photo_id in photo_ids if photo_id not in self._records]
        if library is not None and lacking:
            some = lacking[:MOST_RECORDS_AT_ONCE]
            self._background.run(lambda: library.photos(some), self._receive_records)

    def forget(self, photo_ids: Iterable[int]) -> None:
        """Load these photos again when they are seen: they changed.

        Until then they are shown as they were, so that nothing flickers.
        """
        changed = set(photo_ids)
        self._without -= changed
        self._outdated |= self._asked & changed
        self._stale |= {i for i in changed if i in self._records or i in self._cache}

    def forget_records(self) -> None:
        """Ask for names and places again: drives came or went."""
        self._stale.update(self._records)
        self._outdated.update(self._asked)

    def _lacks(self, photo_id: int) -> bool:
        if photo_id not in self._records or photo_id in self._stale:
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
        self._asked = frozenset(batch)
        library, side = self._library, self._side
        self._background.run(lambda: _load(library, batch, side), self._receive, self._fail)

    def _receive(self, answer: tuple[int, list[LoadedCell]]) -> None:
        side, everything = answer
        cells = [cell for cell in everything if cell.photo_id not in self._outdated]
        self._settle()
        for cell in cells:
            self._stale.discard(cell.photo_id)
            if cell.record is not None:
                self._records[cell.photo_id] = cell.record
            if cell.image is None:
                self._without.add(cell.photo_id)
                self._cache.forget([cell.photo_id])
            else:
                self._cache.put(cell.photo_id, cell.image, side)
        self._trim_records()
        if side == self._side:
            # Whatever came of these: an unknown id must not go in circles.
            arrived = {cell.photo_id for cell in cells}
            self._wanted = [photo_id for photo_id in self._wanted if photo_id not in arrived]
        self._next()
        self.loaded.emit([cell.photo_id for cell in cells])

    def _settle(self) -> None:
        """Note that no answer is on its way any more."""
        self._busy = False
        self._asked = frozenset()
        self._outdated.clear()

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
        self._settle()
        self._background.on_error(error)


def _load(library: LibraryPort, batch: list[int], side: int) -> tuple[int, list[LoadedCell]]:
    """Return what cells show; for a job thread."""
    records = {record.photo_id: record for record in library.photos(batch)}
    jpegs = library.thumbnails(batch)
    cells = []
    for photo_id in batch:
        image = _image(jpegs[photo_id], side) if photo_id in jpegs else None
        cells.append(LoadedCell(photo_id, image, records.get(photo_id)))
    return side, cells


def _image(jpeg: bytes, side: int) -> QImage | None:
    """Return a thumbnail with a hairline at its edge, None if it is damaged.

    Decoded and made smaller by another library than Qt, whose functions keep Python's lock, for
    which the window would wait. For the rare enlarging Qt is eight times as fast.
    """
    try:
        pixels = fit_thumbnail(jpeg, side)
    except ValueError:
        return None
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)
    if max(width, height) >= THUMBNAIL_LIKE and max(width, height) < side:
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        image = image.scaled(side, side, keep, smooth)
    else:
        image = image.copy()
    _draw_edge(image)
    return image


def _draw_edge(image: QImage) -> None:
    width, height = image.width(), image.height()
    painter = QPainter(image)
    for x, y, w, h in (
        (0, 0, width, 1),
        (0, height - 1, width, 1),
        (0, 1, 1, height - 2),
        (width - 1, 1, 1, height - 2),
    ):
        painter.fillRect(x, y, w, h, _EDGE)
    painter.end()

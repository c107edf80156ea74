"""Hold what is here of the photos that are looked at, and decide what is given up first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtGui import QImage

from photosearch.core.photo import PhotoRecord
from photosearch.gui.viewer.histogram import ImageHistogram
from photosearch.gui.viewer.levels import Levels
from photosearch.gui.viewer.zoom import Extent

MAX_FULL = 3
"""Photos kept at full size, unless more are in sight."""
MAX_FULL_BYTES = 640 << 20
"""Of full-size photos that are not in sight at most so much is kept."""
MAX_SCREEN = 8
MAX_PICTURES = 64


@dataclass(frozen=True, slots=True)
class DisplayError:
    """Tell why a photo cannot be shown, in whole sentences."""

    what: str
    next_step: str


@dataclass(slots=True, eq=False)
class ViewerPhoto:
    """Hold one photo, as far as it has come in. Filled by PictureLoader, in the GUI thread."""

    photo_id: int
    known: bool = False
    """Whether the catalog was asked for record and thumbnail."""
    record: PhotoRecord | None = None
    thumbnail: QImage | None = None
    screen: Levels | None = None
    side: int = 0
    """The longer side for which `screen` was read."""
    full: Levels | None = None
    histogram: ImageHistogram | None = None
    problem: DisplayError | None = None

    @property
    def extent(self) -> Extent | None:
        """Return size of the photo in its own pixels; None while nothing is known."""
        facts = self.record.metadata if self.record is not None else None
        if facts is not None and facts.width > 0 and facts.height > 0:
            return Extent(facts.width, facts.height)
        for levels in (self.full, self.screen):
            if levels is not None:
                return levels.extent
        if self.thumbnail is not None and not self.thumbnail.isNull():
            return Extent(self.thumbnail.width(), self.thumbnail.height())
        return None

    @property
    def loading(self) -> bool:
        """Tell whether more than a thumbnail is still to come."""
        return self.screen is None and self.full is None and self.problem is None

    def best(self, width: float) -> QImage | None:
        """Return the image to be painted `width` device pixels wide: the smallest that is fine
        enough."""
        if self.screen is not None and self.screen.extent.width >= width * 0.95:
            return self.screen.best(width)
        if self.full is not None:
            return self.full.best(width)
        if self.screen is not None:
            return self.screen.best(width)
        return self.thumbnail

    def finer_than_screen(self, width: float) -> bool:
        """Tell whether `width` device pixels ask for more than what was read for the screen."""
        extent = self.extent
        if self.screen is None or extent is None:
            return False
        return self.screen.extent.width < min(width, extent.width) * 0.95


class ViewerPhotoStore:
    """Hold pictures by photo id; those that were not looked at for longest are given up first."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[int, ViewerPhoto] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pictures)

    def get(self, photo_id: int) -> ViewerPhoto:
        """Return the picture, empty at first; it thereby becomes the last to be given up."""
        picture = self._pictures.setdefault(photo_id, ViewerPhoto(photo_id))
        self._pictures.move_to_end(photo_id)
        return picture

    def peek(self, photo_id: int) -> ViewerPhoto | None:
        """Return the picture if there is one; nothing changes."""
        return self._pictures.get(photo_id)

    def forget(self, photo_ids: Collection[int]) -> None:
        """Drop these; they are read again when looked at."""
        for photo_id in photo_ids:
            self._pictures.pop(photo_id, None)

    def clear(self) -> None:
        """Drop all."""
        self._pictures.clear()

    def drop_pixels(self) -> None:
        """Drop what was read of the files, for a profile that is another now."""
        for picture in self._pictures.values():
            picture.screen = picture.full = None
            picture.side = 0

    def trim(self, sight: Collection[int]) -> None:
        """Give up what is too much; what is in `sight` stays."""
        newest_first = [
            picture
            for picture in reversed(self._pictures.values())
            if picture.photo_id not in sight
        ]
        in_sight = [self._pictures[photo_id] for photo_id in sight if photo_id in self._pictures]
        full = sum(picture.full is not None for picture in in_sight)
        screens = kept_bytes = 0
        for picture in newest_first:
            if picture.full is not None:
                full += 1
                kept_bytes += picture.full.bytes
                if full > MAX_FULL or kept_bytes > MAX_FULL_BYTES:
                    kept_bytes -= picture.full.bytes
                    full -= 1
                    picture.full = None
            if picture.screen is not None:
                screens += 1
                if screens > MAX_SCREEN:
                    picture.screen, picture.side = None, 0
        for picture in newest_first[MAX_PICTURES:]:
            del self._pictures[picture.photo_id]

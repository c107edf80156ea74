"""Bring photos in, step by step: what the catalog has, then a screenful, then every pixel."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColorSpace, QImage

from photosearch.core.details import PhotoDetails
from photosearch.core.errors import Reason, UnreadablePhoto, UserError
from photosearch.core.photo import PhotoRecord
from photosearch.core.query import RgbImage
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.message_text import message_text
from photosearch.gui.runtime.background import BackgroundJob, BackgroundRunner, Policy
from photosearch.gui.translation import tr
from photosearch.gui.viewer.histogram import Counter, ImageHistogram
from photosearch.gui.viewer.levels import LevelBuilder, Levels, profile_of
from photosearch.gui.viewer.pictures import DisplayError, ViewerPhoto, ViewerPhotoStore
from photosearch.gui.widgets.pixels import decode

SIDES = (1024, 1600, 2048, 2560, 3840, 5120)
"""Longer sides that are read for a screen; the smallest that suffices is taken."""
MAX_FULL_PIXELS = 120_000_000
"""A larger photo is shown reduced to about so many: 480 MB, and a third more for its levels."""
_MAX_PROFILE_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class _Known:
    """Hold what the catalog has of a photo."""

    photo_id: int
    record: PhotoRecord | None
    thumbnail: QImage | None


@dataclass(frozen=True, slots=True)
class _Read:
    """Hold what was read of a photo, or why not."""

    photo_id: int
    side: int = 0
    """The longer side that was asked for; 0 for all there is."""
    levels: Levels | None = None
    histogram: ImageHistogram | None = None
    problem: DisplayError | None = None


class PictureLoader(QObject):
    """Load what is looked at, nearest first; forget requests that were replaced.

    Signals:
        loaded(int): more is known of this photo.
        details_loaded(PhotoDetails): as asked for last.
        profile_failed(UserError): the monitor's profile cannot be used; sRGB is.
    """

    loaded = Signal(int)
    details_loaded = Signal(object)
    profile_failed = Signal(object)

    def __init__(self, background: BackgroundRunner, parent: QObject | None = None) -> None:
        """Load in the pool of `background`: a thread for each of the catalog, the screen and the
        full size."""
        super().__init__(parent)
        self._store = ViewerPhotoStore()
        self._library: LibraryPort | None = None
        self._profile: QColorSpace | None = None
        self._profile_path = ""
        self._nearby: list[int] = []
        self._visible: list[int] = []
        self._full: set[int] = set()
        self._side = SIDES[0]
        self._catalog_runner = background.derive(policy=Policy.LATEST)
        self._screen_runner = background.derive(policy=Policy.LATEST)
        self._full_runner = background.derive(policy=Policy.LATEST)
        self._details_runner = background.derive(policy=Policy.LATEST)
        self._profile_runner = background.derive(policy=Policy.LATEST)
        self._reading_screen = self._reading_full = -1

    def set_library(self, library: LibraryPort | None) -> None:
        """Load from this library from now on."""
        self.release()
        self._store.clear()
        self._library = library

    def set_profile(self, path: str) -> None:
        """Use the monitor's profile in this ICC file; "" for sRGB."""
        if path == self._profile_path:
            return
        self._profile_path = path
        if path:
            self._profile_runner.run(
                lambda: _load_profile(Path(path)), self._use_profile, self._on_profile_failed
            )
        else:
            self._profile_runner.discard()
            self._use_profile(None)

    def picture(self, photo_id: int) -> ViewerPhoto:
        """Return what is here of a photo by now."""
        return self._store.peek(photo_id) or ViewerPhoto(photo_id)

    def request(
        self, sight: Sequence[int], ahead: Sequence[int], side: int, full: Collection[int]
    ) -> None:
        """Load these and forget all earlier requests.

        Args:
            sight: photos that are shown.
            ahead: photos that are probably shown next, likeliest first.
            side: device pixels of the longer side of a pane.
            full: those among `sight` that are wanted at full size.
        """
        self._visible, self._nearby = list(sight), list(dict.fromkeys([*sight, *ahead]))
        self._side = next((known for known in SIDES if known >= side), SIDES[-1])
        self._full = set(full)
        for photo_id in reversed(self._nearby):
            self._store.get(photo_id)
        if self._reading_screen not in self._nearby:
            self._screen_runner.discard()
        if self._reading_full not in self._full:
            self._full_runner.discard()
        self._store.trim(self._visible)
        self._start_next()

    def release(self) -> None:
        """Give up all requests and the memory of what is large: nothing is looked at."""
        for runner in (
            self._catalog_runner,
            self._screen_runner,
            self._full_runner,
            self._details_runner,
        ):
            runner.discard()
        self._nearby, self._visible, self._full = [], [], set()
        self._store.drop_pixels()

    def refresh(self, photo_ids: Collection[int]) -> None:
        """Look anew at photos that changed. What is shown stays until the new is here."""
        changed = set(photo_ids)
        seen = changed.intersection(self._nearby)
        self._store.forget(changed - seen)
        for photo_id in seen:
            picture = self._store.get(photo_id)
            picture.known, picture.problem = False, None
        # One that is under way may not have heard of the change.
        if seen:
            self._catalog_runner.discard()
        self._start_next()

    def forget_problems(self) -> None:
        """Try again what could not be shown and ask anew where photos are: drives came or went."""
        for photo_id in self._nearby:
            picture = self._store.get(photo_id)
            picture.known, picture.problem = False, None
        self._start_next()

    def request_details(self, photo_id: int) -> None:
        """Tell all about this photo, in place of what was asked before."""
        library = self._library
        if library is None:
            return
        previews = library.previews
        self._details_runner.run_job(
            lambda job: previews.details(photo_id, job),
            self._on_details,
            self._on_details_failed,
        )

    # Which job is next

    def _start_next(self) -> None:
        library = self._library
        if library is None:
            return
        self._start_catalog(library)
        if not self._screen_runner.running:
            self._reading_screen = next(
                (photo_id for photo_id in self._nearby if self._lacks_screen(photo_id)), -1
            )
            if self._reading_screen >= 0:
                self._read(library, self._screen_runner, self._reading_screen, self._side)
        if not self._full_runner.running:
            self._reading_full = next(
                (photo_id for photo_id in self._visible if self._lacks_full(photo_id)), -1
            )
            if self._reading_full >= 0:
                side = _full_side(self._store.get(self._reading_full))
                self._read(library, self._full_runner, self._reading_full, side)

    def _start_catalog(self, library: LibraryPort) -> None:
        unknown = [photo_id for photo_id in self._nearby if not self._store.get(photo_id).known]
        if unknown and not self._catalog_runner.running:
            self._catalog_runner.run(
                lambda: _look_up(library, unknown), self._on_known, self._fail_catalog
            )

    def _lacks_screen(self, photo_id: int) -> bool:
        picture = self._store.get(photo_id)
        if picture.problem is not None or picture.side >= self._side:
            return False
        # A photo that is smaller than the screen was read as a whole, and is not read again.
        screen, extent = picture.screen, picture.extent
        whole = screen is not None and extent is not None and screen.extent >= extent
        return picture.side == 0 or not whole

    def _lacks_full(self, photo_id: int) -> bool:
        picture = self._store.get(photo_id)
        extent = picture.extent
        if photo_id not in self._full or picture.full is not None or picture.problem is not None:
            return False
        # Not before the screen's: that one is quick, and tells what is wrong with a file.
        if picture.screen is None or extent is None:
            return False
        return picture.screen.extent.longer < extent.longer

    def _read(
        self, library: LibraryPort, runner: BackgroundRunner, photo_id: int, side: int | None
    ) -> None:
        profile, previews = self._profile, library.previews
        full = runner is self._full_runner

        def work(job: BackgroundJob) -> _Read:
            builder, counter = LevelBuilder(profile), Counter()

            def receive(size: tuple[int, int], row: int, band: RgbImage) -> None:
                builder.add(size, row, band)
                if not full:
                    counter.add(size, band)

            try:
                previews.read_bands(photo_id, side, receive, job)
                histogram = None if full else counter.result()
                return _Read(photo_id, side or 0, builder.levels(), histogram)
            except UnreadablePhoto as error:
                return _Read(photo_id, problem=_unreadable(error))
            except UserError as error:
                return _Read(photo_id, problem=_display_error(error))
            except MemoryError:
                return _Read(photo_id, problem=_no_memory())

        if full:
            runner.run_job(work, self._on_full, self._fail_full)
        else:
            runner.run_job(work, self._on_screen, self._fail_screen)

    # What came

    def _on_known(self, found: list[_Known]) -> None:
        for known in found:
            picture = self._store.get(known.photo_id)
            picture.known = True
            if _stamp(known.record) != _stamp(picture.record) and picture.record is not None:
                # Another file by now, not only another rating: its pixels are read again.
                picture.side, picture.full = 0, None
                self._drop_reading(known.photo_id)
            picture.record = known.record
            if known.thumbnail is not None:
                picture.thumbnail = known.thumbnail
        self._start_next()
        for known in found:
            self.loaded.emit(known.photo_id)

    def _drop_reading(self, photo_id: int) -> None:
        if self._reading_screen == photo_id:
            self._screen_runner.discard()
        if self._reading_full == photo_id:
            self._full_runner.discard()

    def _on_screen(self, read: _Read) -> None:
        picture = self._store.get(read.photo_id)
        picture.problem = read.problem
        if read.levels is not None:
            picture.screen, picture.histogram = read.levels, read.histogram
            picture.side = read.side
        self._on_read(read.photo_id)

    def _on_full(self, read: _Read) -> None:
        # What cannot be read in full is still shown as read for the screen.
        if read.levels is not None:
            self._store.get(read.photo_id).full = read.levels
        else:
            self._full.discard(read.photo_id)
        self._on_read(read.photo_id)

    def _on_read(self, photo_id: int) -> None:
        self._store.trim(self._visible)
        self._start_next()
        self.loaded.emit(photo_id)

    def _fail_catalog(self, error: UserError) -> None:
        for photo_id in self._nearby:
            picture = self._store.get(photo_id)
            if not picture.known:
                picture.known, picture.problem = True, _display_error(error)
                self.loaded.emit(photo_id)

    def _fail_screen(self, error: UserError) -> None:
        problem = _display_error(error)
        self._on_screen(_Read(self._reading_screen, problem=problem))

    def _fail_full(self, error: UserError) -> None:
        self._on_full(_Read(self._reading_full, problem=_display_error(error)))

    def _on_details(self, details: PhotoDetails) -> None:
        self.details_loaded.emit(details)

    def _on_details_failed(self, error: UserError) -> None:
        """Show nothing more: the photo itself tells what is wrong, in its place."""

    def _use_profile(self, profile: QColorSpace | None) -> None:
        self._profile = profile
        self._screen_runner.discard()
        self._full_runner.discard()
        self._store.drop_pixels()
        self._start_next()

    def _on_profile_failed(self, error: UserError) -> None:
        self._use_profile(None)
        self.profile_failed.emit(error)


def _stamp(record: PhotoRecord | None) -> tuple[int, int] | None:
    return None if record is None else (record.size, record.mtime_ns)


def _full_side(picture: ViewerPhoto) -> int | None:
    """Return None for every pixel; for a gigantic photo the side that memory allows."""
    extent = picture.extent
    if extent is None or extent.width * extent.height <= MAX_FULL_PIXELS:
        return None
    return int(extent.longer * (MAX_FULL_PIXELS / (extent.width * extent.height)) ** 0.5)


def _look_up(library: LibraryPort, photo_ids: list[int]) -> list[_Known]:
    """Run in a job thread."""
    records = {record.photo_id: record for record in library.photos(photo_ids)}
    jpegs = library.thumbnails(photo_ids)
    return [
        _Known(
            photo_id,
            records.get(photo_id),
            decode(jpegs[photo_id]) if photo_id in jpegs else None,
        )
        for photo_id in photo_ids
    ]


def _load_profile(path: Path) -> QColorSpace:
    """Run in a job thread."""
    step = tr("Choose an ICC profile of your monitor in the settings; until then sRGB is used.")
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_PROFILE_BYTES)
    except OSError as error:
        raise UserError.in_words(
            tr("The monitor's profile {name} cannot be read: {reason}.").format(
                name=path.name, reason=error.strerror or error
            ),
            step,
        ) from error
    profile = profile_of(content)
    if profile is None:
        raise UserError.in_words(
            tr("{name} is no colour profile that can be used for a monitor.").format(
                name=path.name
            ),
            step,
        )
    return profile


def _display_error(error: UserError) -> DisplayError:
    words = message_text(error.message)
    return DisplayError(words, words.next_step)


def _unreadable(error: UnreadablePhoto) -> DisplayError:
    if error.reason is Reason.GONE:
        return DisplayError(
            tr("This photo is no longer in its folder."),
            tr("It was moved or deleted; look for changes to bring the library up to date."),
        )
    return DisplayError(
        message_text(error.detail), tr("Go on to another photo, or look at the file in its folder.")
    )


def _no_memory() -> DisplayError:
    return DisplayError(
        tr("There is not enough memory to show this photo."),
        tr("Close other programs and look at it again."),
    )

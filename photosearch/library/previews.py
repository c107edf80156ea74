"""Read photos to be looked at in processes of their own: pixels of any size, and details.

Two of them: what fills a screen must not wait while another photo is decoded in full, and queries,
which have a process of their own, must not wait for either. They hold no encoder and start when
they are first needed.

Pixels come in bands of some megabytes. One message of 150 MB would hold up all threads of this
process while it is unpacked; and between two bands a reader can be told that nobody waits any more.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.core.details import PhotoDetails
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Cancelled, Reason, UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.message_codes import DetailCode
from photosearch.core.photo import FileStamp, PhotoRecord
from photosearch.core.query import RgbImage
from photosearch.images import jpeg
from photosearch.images.decode import decode
from photosearch.images.exif_rows import exif_rows
from photosearch.images.formats import sniff
from photosearch.inference.pool import ProcessPool
from photosearch.library.workers.file_reading import as_unreadable, read_stable
from photosearch.messages import Message
from photosearch.settings import Settings

Receive = Callable[[tuple[int, int], int, RgbImage], None]
"""Called with (height, width) of the picture, the first row of a band, and the band (h, W, 3)."""

_BAND_BYTES = 4 << 20
_LARGE_SIDE = 6000
"""More than any screen: a gigantic photo that is to be seen as large as memory allows."""
_POLL_S = 0.05
_CLOSE_ENOUGH = 1.5
"""Pixels that are more by no more than this are passed on as they are."""
_JPEG_SCALES = (8, 4, 2)
"""Parts in which libjpeg decodes fast; at 5/8, say, it takes longer than at full size."""


@dataclass(frozen=True, slots=True)
class _Open:
    """Decode a file and keep the pixels; answered by (height, width)."""

    path: bytes
    side: int | None


@dataclass(frozen=True, slots=True)
class _Rows:
    """Ask for some rows of what was opened last; answered by (h, W, 3) uint8."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Tell:
    """Ask for the EXIF entries of a file."""

    path: bytes


_Task = _Open | _Rows | _Tell
_Result = tuple[int, int] | RgbImage | list[tuple[str, str]] | UnreadablePhoto


class Previews:
    """Read photos for the viewer. All methods block and may be called from any thread.

    Args:
        records: rows of the catalog by id, unknown ones left out, with their drives looked up.
        settings: limits of size, time and memory.
    """

    def __init__(
        self, records: Callable[[Sequence[int]], list[PhotoRecord]], settings: Settings
    ) -> None:
        self._records = records
        self._small = _Reader(settings)
        self._full = _Reader(settings)

    def start(self) -> None:
        """Start the process that is needed first, without waiting for it."""
        self._small.start()

    def read(self, photo_id: int, side: int | None, control: JobControl | None = None) -> RgbImage:
        """Read a photo of the library as upright sRGB (H, W, 3) uint8.

        Args:
            photo_id: as in the catalog.
            side: pixels wanted on the longer side; the result has at most half as many more, and
                fewer only where the photo itself has fewer. None reads it at full size (camera RAW
                is developed for that where the camera's own picture is smaller: seconds).
            control: cancels.

        Raises:
            UnreadablePhoto: with the reason in plain words.
            UserError: the photo is not known, or its drive is not connected.
            Cancelled: through `control`.
        """
        return _collected(partial(self.read_bands, photo_id, side, control=control))

    def read_file(
        self, path: Path, side: int | None, control: JobControl | None = None
    ) -> RgbImage:
        """Read any file like that.

        Raises:
            UnreadablePhoto, Cancelled: as for `read`.
        """
        reader = self._reader(side)
        return _collected(partial(reader.read, os.fsencode(path), side, control=control))

    def read_bands(
        self,
        photo_id: int,
        side: int | None,
        receive: Receive,
        control: JobControl | None = None,
    ) -> None:
        """Read as `read` does, but hand over band by band from top to bottom, never all at once.

        Raises:
            UnreadablePhoto, UserError, Cancelled: as for `read`.
        """
        record = self._known(photo_id)
        self._reader(side).read(os.fsencode(record.path), side, receive, control)

    def details(self, photo_id: int, control: JobControl | None = None) -> PhotoDetails:
        """Return what is known of a photo; its row alone, and why, where the file cannot be read.

        Raises:
            UserError: the photo is not known.
            Cancelled: through `control`.
        """
        try:
            record = self._known(photo_id, online=False)
            if not record.online:
                return PhotoDetails(record, problem=UserError(ErrorCode.PHOTO_OFFLINE).message)
            return PhotoDetails(record, self._small.tell(os.fsencode(record.path), control))
        except UnreadablePhoto as error:
            return PhotoDetails(record, problem=error.detail)

    def close(self) -> None:
        """End the processes. A reader that is at work sees Cancelled."""
        self._small.close()
        self._full.close()

    def _reader(self, side: int | None) -> _Reader:
        return self._full if side is None or side > _LARGE_SIDE else self._small

    def _known(self, photo_id: int, *, online: bool = True) -> PhotoRecord:
        records = self._records([photo_id])
        if not records:
            raise UserError(ErrorCode.PHOTO_REMOVED)
        record = records[0]
        if online and not record.online:
            raise UserError(ErrorCode.PHOTO_OFFLINE)
        return record


class _Reader:
    """Run one process that reads files, one at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turn = threading.Lock()
        self._pool: ProcessPool[_Task, _Result] | None = None
        self._owed = 0
        """Answers that nobody waits for any more: they come before those to new questions."""
        self._closed = False

    def start(self) -> None:
        with self._turn:
            if not self._closed:
                self._running()

    def read(
        self,
        path: bytes,
        side: int | None,
        receive: Receive,
        control: JobControl | None = None,
    ) -> None:
        control = control or JobControl()
        with self._turn_for(control):
            size = self._answer(_Open(path, side), control)
            assert isinstance(size, tuple)
            height, width = size
            rows = max(1, _BAND_BYTES // (3 * width))
            bands = [_Rows(start, min(start + rows, height)) for start in range(0, height, rows)]
            # The next band is on its way while this one is looked at.
            self._submit(bands[0])
            for band, following in zip(bands, [*bands[1:], None], strict=True):
                if following is not None:
                    self._submit(following)
                pixels = self._next(control)
                assert isinstance(pixels, np.ndarray)
                receive((height, width), band.start, pixels)

    def tell(self, path: bytes, control: JobControl | None) -> tuple[tuple[str, str], ...]:
        control = control or JobControl()
        with self._turn_for(control):
            rows = self._answer(_Tell(path), control)
            assert isinstance(rows, list)
            return tuple(rows)

    def close(self) -> None:
        self._closed = True  # whoever is at work gives up within _POLL_S
        with self._turn:
            self._drop()

    @contextmanager
    def _turn_for(self, control: JobControl) -> Iterator[None]:
        """Wait for the turn, but no longer than somebody waits for the answer."""
        while not self._turn.acquire(timeout=_POLL_S):
            if control.cancelled or self._closed:
                raise Cancelled
        try:
            yield
        finally:
            self._turn.release()

    def _answer(self, task: _Task, control: JobControl) -> _Result:
        while self._owed:
            self._next(control, owed=True)
        self._submit(task)
        try:
            return self._next(control)
        except UnreadablePhoto as error:
            if error.reason is not Reason.CRASHED:
                raise
        # It may have died before it saw this file, killed by a system short of memory: once more.
        self._submit(task)
        return self._next(control)

    def _submit(self, task: _Task) -> None:
        if self._closed:
            raise Cancelled
        self._running().submit(task)
        self._owed += 1

    def _next(self, control: JobControl, *, owed: bool = False) -> _Result:
        """Wait for the next answer; with `owed` it is thrown away."""
        if control.cancelled or self._closed:
            raise Cancelled
        pool = self._running()
        try:
            while (outcome := pool.next_result(timeout_s=_POLL_S)) is None:
                if control.cancelled or self._closed:
                    raise Cancelled
        except Cancelled:
            raise
        except BaseException:
            self._drop()
            raise
        self._owed -= 1
        if owed:
            return []
        if outcome.failure is not None:
            raise UnreadablePhoto(outcome.failure, outcome.detail)
        assert outcome.result is not None
        if isinstance(outcome.result, UnreadablePhoto):
            raise outcome.result
        return outcome.result

    def _running(self) -> ProcessPool[_Task, _Result]:
        if self._pool is None:
            self._pool = ProcessPool(
                _start,
                (self._settings,),
                workers=1,
                timeout_s=self._settings.file_timeout_s,
                memory_mb=self._settings.worker_memory_mb,
            )
        return self._pool

    def _drop(self) -> None:
        if self._pool is not None:
            self._pool.close()
            self._pool = None
        self._owed = 0


def _collected(read: Callable[[Receive], None]) -> RgbImage:
    """Return all bands as one picture."""
    bands: list[RgbImage] = []

    def keep(_size: tuple[int, int], _row: int, band: RgbImage) -> None:
        bands.append(band)

    read(keep)
    return np.concatenate(bands)


# In the worker


def _start(settings: Settings) -> Callable[[_Task], _Result]:
    max_bytes = settings.max_file_bytes
    max_pixels = settings.max_pixels
    opened: list[RgbImage] = []

    def answer(task: _Task) -> _Result:
        try:
            if isinstance(task, _Rows):
                return _rows(opened, task)
            opened.clear()
            data, _ = read_stable(task.path, FileStamp(b"", 0, 0, ""), max_bytes)
            if isinstance(task, _Tell):
                return exif_rows(data, sniff(data) or "")
            short_side = _short_side(data, task.side)
            rgb = decode(
                data,
                short_side=short_side,
                max_pixels=max_pixels,
                every_pixel=task.side is None,
            ).rgb
            del data
            opened.append(_shrunk(rgb, task.side))
            height, width = opened[0].shape[:2]
            return height, width
        except (UnreadablePhoto, MemoryError, OSError) as error:
            return as_unreadable(error)

    return answer


def _rows(opened: list[RgbImage], task: _Rows) -> _Result:
    if not opened:
        # The process that had opened the picture died, and this is another one.
        return UnreadablePhoto(Reason.CRASHED, Message(DetailCode.WORKER_ENDED))
    rgb = opened[0]
    band = np.ascontiguousarray(rgb[task.start : task.stop])
    if task.stop >= rgb.shape[0]:
        opened.clear()
    return band


def _short_side(data: bytes, side: int | None) -> int | None:
    """Return the short side to decode to for `side` pixels on the longer one; None for all."""
    if side is None or sniff(data) != "jpeg":
        return side
    header = jpeg.read_header(data)
    longer, shorter = max(header.width, header.height), min(header.width, header.height)
    parts = next((parts for parts in _JPEG_SCALES if longer // parts >= side), None)
    return None if parts is None else shorter // parts


def _shrunk(rgb: RgbImage, side: int | None) -> RgbImage:
    """Return `rgb` with about `side` pixels on its longer side where it has many more."""
    longer = max(rgb.shape[:2])
    if side is None or longer <= side * _CLOSE_ENOUGH:
        return rgb
    # By a whole number first, which is fast.
    image = Image.fromarray(rgb).reduce(max(1, longer // side))
    longer = max(image.size)
    if longer > side * _CLOSE_ENOUGH:
        width, height = (max(1, round(length * side / longer)) for length in image.size)
        image = image.resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(image)

"""Photos to be looked at, made up; with switches for what can go wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import numpy as np

from photosearch.core.details import PhotoDetails
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.message_codes import in_words
from photosearch.core.photo import PhotoRecord

KINDS = 40
BAND = 97


class FakePreviews:
    """The pictures of FakeLibrary, twelve times as large."""

    def __init__(
        self,
        records: Callable[[Sequence[int]], list[PhotoRecord]],
        picture: Callable[[int], np.ndarray],
    ) -> None:
        self._records = records
        self._picture = picture
        self.enlarged = 12
        """Of the pictures at full size."""
        self.asked: list[tuple[int, int | None]] = []
        self.cancelled: list[int] = []
        self.errors: dict[int, Exception] = {}
        self.gate: threading.Event | None = None
        """While it is not set, nothing is answered."""
        self.full_gate: threading.Event | None = None
        self.rows: tuple[tuple[str, str], ...] = (("Make", "Canon"), ("Exposure time", "1/125 s"))
        self.threads: set[str] = set()
        self.started = False

    def start(self) -> None:
        self.started = True

    def read(self, photo_id, side, control: JobControl | None = None) -> np.ndarray:
        bands = []
        self.read_bands(photo_id, side, lambda _size, _row, band: bands.append(band), control)
        return np.concatenate(bands)

    def read_bands(self, photo_id, side, receive, control: JobControl | None = None) -> None:
        self.threads.add(threading.current_thread().name)
        self.asked.append((photo_id, side))
        for gate in (self.gate, self.full_gate if side is None else None):
            while gate is not None and not gate.is_set():
                if control is not None and control.cancelled:
                    self.cancelled.append(photo_id)
                    raise Cancelled
                time.sleep(0.001)
        if photo_id in self.errors:
            raise self.errors[photo_id]
        if not self._records([photo_id])[0].online:
            raise UserError.in_words("The drive with this photo is not connected.", "Connect it.")
        small = self._picture(photo_id % KINDS)
        height, width = small.shape[:2]
        scale = self.enlarged
        if side is not None:
            scale = min(scale, max(1, -(-side // max(width, height))))
        rgb = np.repeat(np.repeat(small, scale, axis=0), scale, axis=1)
        for row in range(0, rgb.shape[0], BAND):
            if control is not None:
                control.checkpoint()
            receive(rgb.shape[:2], row, np.ascontiguousarray(rgb[row : row + BAND]))

    def details(self, photo_id, control: JobControl | None = None) -> PhotoDetails:
        if photo_id in self.errors:
            return PhotoDetails(
                self._records([photo_id])[0], problem=in_words("The file is damaged.")
            )
        return PhotoDetails(self._records([photo_id])[0], self.rows)

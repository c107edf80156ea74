"""Decode and encode query images in a process of its own.

A query is a stranger's file like any other: decoding it must not be able to take the window down.
The process starts with the library and stays, so that a query does not wait for the model to load.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Embeddings
from photosearch.core.errors import UnreadablePhoto
from photosearch.core.photo import FileStamp
from photosearch.core.preprocess import fit_image
from photosearch.core.query import CropBox, RgbImage
from photosearch.core.verification import GeometricMatch
from photosearch.images.decode import decode
from photosearch.images.thumbnails import read_thumbnail
from photosearch.inference.encoder import Encoder
from photosearch.inference.pool import ProcessPool
from photosearch.library.workers.file_reading import as_unreadable, read_stable
from photosearch.library.workers.photo_worker import reading_side
from photosearch.settings import Settings

if TYPE_CHECKING:
    from photosearch.library.workers.image_matching import ImageMatcher

DETAILED_SIDE = 720
"""Pixels on the short side of a query image that is cropped from: enough for a quarter of it."""


@dataclass(frozen=True, slots=True, eq=False)
class EncodedImage:
    """Hold what a file shows and what the encoder says of it."""

    pixels: RgbImage
    """Upright sRGB, (H, W, 3) uint8, not to be written to."""
    outputs: Mapping[str, Embeddings]
    """By name, (1, ...) each; of the part inside the crop if there is one."""


@dataclass(frozen=True, slots=True)
class _Read:
    """Decode a file, or the bytes of one, and perhaps encode it."""

    source: bytes
    is_path: bool
    detailed: bool
    encoded: bool = False
    crop: CropBox | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Encode:
    """Encode (N, H, W, 3) uint8 pixels that already fit the encoder's input."""

    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class _Compare:
    """Compare an image with others, all of them small JPEGs."""

    image: bytes
    others: Sequence[bytes]


_Matches = list[GeometricMatch | None]
_Task = _Read | _Encode | _Compare
_Outcome = RgbImage | EncodedImage | dict[str, Embeddings] | _Matches
_Result = _Outcome | UnreadablePhoto


class QueryWorker:
    """Run one worker process for queries. All methods may be called from any thread."""

    def __init__(self, model_folder: Path, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._pool: ProcessPool[_Task, _Result] | None = None
        self._model_folder = model_folder

    def start(self) -> None:
        """Start the process without waiting for it; the first query does so otherwise."""
        with self._lock:
            self._running()

    def load(self, source: Path | bytes, *, detailed: bool = False) -> RgbImage:
        """Return the image in a file, or in the bytes of one, upright sRGB (H, W, 3) uint8.

        Decoded as for the index, so that a photo finds itself at distance 0; larger if `detailed`.

        Raises:
            UnreadablePhoto: with the reason in plain words.
        """
        result = self._run(_read_task(source, detailed=detailed))
        assert isinstance(result, np.ndarray)
        return result

    def read(self, source: Path | bytes, crop: CropBox | None = None) -> EncodedImage:
        """Return the image in a file, or in the bytes of one, decoded and encoded in one call.

        Decoded as by `load`, `detailed` if a part of it is encoded.

        Raises:
            ModelError: the model folder is damaged.
            UnreadablePhoto: with the reason in plain words.
        """
        task = _read_task(source, detailed=crop is not None)
        result = self._run(replace(task, encoded=True, crop=crop))
        assert isinstance(result, EncodedImage)
        result.pixels.flags.writeable = False
        return result

    def encode(self, pixels: NDArray[np.uint8]) -> dict[str, Embeddings]:
        """Return the encoder's outputs by name, (N, ...) each, for (N, H, W, 3) fitted pixels.

        Raises:
            ModelError: the model folder is damaged.
            UnreadablePhoto: the encoder process was stopped twice; nothing is known of the image.
        """
        result = self._run(_Encode(pixels))
        assert isinstance(result, dict)
        return result

    def compare(self, image: bytes, others: Sequence[bytes]) -> _Matches:
        """Return what geometry finds between an image and each of others, small JPEGs of ours.

        None stands for one that is damaged; for all if `image` is.

        Raises:
            UnreadablePhoto: the process was stopped twice.
        """
        result = self._run(_Compare(image, others))
        assert isinstance(result, list)
        return result

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._pool is not None:
                self._pool.close()
                self._pool = None

    def _run(self, task: _Task) -> _Outcome:
        """Return the result of a task; raises UnreadablePhoto."""
        with self._lock:
            pool = self._running()
            try:
                pool.submit(task)
                while (outcome := pool.next_result(timeout_s=60)) is None:
                    pass
            except BaseException:
                # The pool may still hold the task: its result must not reach the next caller.
                pool.close()
                self._pool = None
                raise
        if outcome.failure is not None:
            raise UnreadablePhoto(outcome.failure, outcome.detail)
        if isinstance(outcome.result, UnreadablePhoto):
            raise outcome.result
        assert outcome.result is not None
        return outcome.result

    def _running(self) -> ProcessPool[_Task, _Result]:
        if self._pool is None:
            self._pool = ProcessPool(
                _start,
                (self._model_folder, self._settings),
                workers=1,
                timeout_s=self._settings.file_timeout_s,
                memory_mb=self._settings.worker_memory_mb,
                in_background=False,  # the user waits, perhaps while all photos are indexed
            )
        return self._pool


def _read_task(source: Path | bytes, *, detailed: bool) -> _Read:
    if isinstance(source, bytes):
        return _Read(source, is_path=False, detailed=detailed)
    return _Read(os.fsencode(source), is_path=True, detailed=detailed)


def _start(model_folder: Path, settings: Settings) -> Callable[[_Task], _Result]:
    """Load the encoder in the worker process, and return what runs a task."""
    encoder = Encoder(model_folder, providers=settings.providers, threads=1)
    max_bytes = settings.max_file_megabytes * 1024 * 1024
    max_pixels = settings.max_megapixels * 1_000_000
    side = reading_side(encoder.card)
    comparer = _Comparer()

    def run(task: _Task) -> _Result:
        if isinstance(task, _Encode):
            return encoder.encode(task.pixels)
        if isinstance(task, _Compare):
            return comparer.compare(task.image, task.others)
        try:
            data = task.source
            if task.is_path:
                data, _ = read_stable(data, FileStamp(b"", 0, 0, ""), max_bytes)
            short_side = DETAILED_SIDE if task.detailed else side
            rgb = decode(data, short_side=short_side, max_pixels=max_pixels).rgb
        except (UnreadablePhoto, MemoryError, OSError) as error:
            return as_unreadable(error)
        if not task.encoded:
            return rgb
        shown = rgb if task.crop is None else task.crop.cut(rgb)
        return EncodedImage(rgb, encoder.encode(fit_image(shown, encoder.card)[None]))

    return run


class _Comparer:
    """Compare images; the features of the last one serve for the next call."""

    def __init__(self) -> None:
        self._image = b""
        self._matcher: ImageMatcher | None = None

    def compare(self, image: bytes, others: Sequence[bytes]) -> _Matches:
        from photosearch.library.workers.image_matching import ImageMatcher  # with OpenCV

        if image != self._image:
            pixels = _thumbnail(image)
            self._matcher = None if pixels is None else ImageMatcher(pixels)
            self._image = image
        matcher = self._matcher
        return [
            None if matcher is None or pixels is None else matcher.compare(pixels)
            for pixels in map(_thumbnail, others)
        ]


def _thumbnail(jpeg: bytes) -> RgbImage | None:
    try:
        return read_thumbnail(jpeg)
    except ValueError:
        return None

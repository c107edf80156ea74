"""Decode and encode query images in a process of its own.

A query is a stranger's file like any other: decoding it must not be able to take the window down.
The process starts with the library and stays, so that a query does not wait for the model to load.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Embeddings
from photosearch.core.errors import ModelError, UnreadablePhoto
from photosearch.core.query import CropBox, RgbImage
from photosearch.core.words import EncodedWords
from photosearch.inference.pool import ProcessPool
from photosearch.library.workers.query_tasks import (
    ChanceTask,
    EncodedImage,
    EncodeTask,
    FuseTask,
    Matches,
    MatchTask,
    QueryResult,
    QueryTask,
    ReadTask,
    WordsTask,
)
from photosearch.settings import Settings


class QueryWorker:
    """Run one worker process for queries. All methods may be called from any thread."""

    def __init__(self, model_folder: Path, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._pool: ProcessPool[QueryTask, QueryResult] | None = None
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
        result = self._run(EncodeTask(pixels))
        assert isinstance(result, dict)
        return result

    def compare(self, image: RgbImage | bytes, others: Sequence[bytes]) -> Matches:
        """Return what geometry finds between a picture and thumbnails; None for a damaged one.

        Args:
            image: pixels (H, W, 3), or a thumbnail; the same one again costs less.
            others: thumbnails.

        Raises:
            ModelError: the model folder is damaged.
            UnreadablePhoto: the process was stopped twice.
        """
        result = self._run(MatchTask(image, others))
        assert isinstance(result, list)
        return result

    def encode_words(
        self, texts: Sequence[str], labels: Sequence[Sequence[str]] | None = None
    ) -> EncodedWords:
        """Return what photos of some texts have; the first call loads the text encoder.

        Args:
            texts: any.
            labels: for each text the labels of the classes that it names, if it says nothing else.

        Raises:
            ModelError: the model takes no words, or its files for them are damaged.
            UnreadablePhoto: the process was stopped twice.
        """
        named = None if labels is None else tuple(map(tuple, labels))
        result = self._run(WordsTask(tuple(texts), named))
        assert isinstance(result, EncodedWords)
        return result

    def fuse(self, image: Embeddings, words: Embeddings) -> Embeddings:
        """Return what stands for pictures (N, bits) and words (N, bits) together: (N, bits).

        Raises:
            ModelError, UnreadablePhoto: as for `encode_words`.
        """
        result = self._run(FuseTask(image, words))
        assert isinstance(result, dict)
        return result["subject"]

    def chance(self, values: Embeddings) -> Embeddings:
        """Return mean and standard deviation (N, 2) of the products of values (N, bits) with the
        bits of any photo, as -1 and +1.

        Raises:
            ModelError, UnreadablePhoto: as for `encode_words`.
        """
        result = self._run(ChanceTask(values))
        assert isinstance(result, dict)
        return result["chance"]

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._pool is not None:
                self._pool.close()
                self._pool = None

    def _run(
        self, task: QueryTask
    ) -> RgbImage | EncodedImage | dict[str, Embeddings] | Matches | EncodedWords:
        """Return the result of a task; raises UnreadablePhoto or ModelError."""
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
        if isinstance(outcome.result, UnreadablePhoto | ModelError):
            raise outcome.result
        assert outcome.result is not None
        return outcome.result

    def _running(self) -> ProcessPool[QueryTask, QueryResult]:
        if self._pool is None:
            self._pool = ProcessPool(
                _start,
                (self._model_folder, self._settings),
                workers=1,
                timeout_s=self._settings.file_timeout_s,
                memory_mb=self._settings.worker_memory_mb,
                in_background=False,  # the user waits, perhaps while all photos are indexed
                prestarted=True,
            )
        return self._pool


def _read_task(source: Path | bytes, *, detailed: bool) -> ReadTask:
    if isinstance(source, bytes):
        return ReadTask(source, is_path=False, detailed=detailed)
    return ReadTask(os.fsencode(source), is_path=True, detailed=detailed)


def _start(model_folder: Path, settings: Settings) -> Callable[[QueryTask], QueryResult]:
    """Load the encoder in the worker process, and return what runs a task."""
    # Here, so that the parent imports neither decoders nor the encoder's runtime.
    from photosearch.library.workers.query_decoder import QueryDecoder

    return QueryDecoder(model_folder, settings).run

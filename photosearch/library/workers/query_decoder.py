"""Decode and encode the images of queries: what runs in the query worker's process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from photosearch.core.codes import Embeddings
from photosearch.core.errors import ModelError, UnreadablePhoto
from photosearch.core.photo import FileStamp
from photosearch.core.preprocess import fit_image
from photosearch.core.query import RgbImage
from photosearch.core.words import EncodedWords
from photosearch.images.decode import decode
from photosearch.images.thumbnails import read_thumbnail
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import find_model
from photosearch.library.workers.content_id import content_id_of
from photosearch.library.workers.file_reading import as_unreadable, read_stable
from photosearch.library.workers.query_tasks import (
    ChanceTask,
    EncodedImage,
    EncodeTask,
    FuseTask,
    Matches,
    MatchTask,
    QueryResult,
    QueryTask,
    WordsTask,
)
from photosearch.library.workers.reading_size import DETAILED_SIDE, reading_side
from photosearch.settings import Settings

if TYPE_CHECKING:
    from photosearch.inference.text_encoder import TextEncoder
    from photosearch.library.workers.picture_comparison import Picture

_DEFAULT_PROVIDERS = ("cpu",)
_prepared: dict[Path, Encoder] = {}


def prepare() -> None:
    """Load what most queries need, while the command itself is loaded.

    That is the model that most libraries are answered by, before it is known which one it is, and
    what compares pictures.

    Raises:
        ModelError: it is damaged.
    """
    from photosearch.library.workers.image_matching import load_opencv

    folder = find_model("default")
    _prepared[folder] = Encoder(folder, providers=_DEFAULT_PROVIDERS, threads=1)
    load_opencv()


class QueryDecoder:
    """Run the tasks of one query worker.

    Raises:
        ModelError: the model folder is missing or damaged.
    """

    def __init__(self, model_folder: Path, settings: Settings) -> None:
        prepared = _prepared.pop(model_folder, None)
        if prepared is None or settings.providers != _DEFAULT_PROVIDERS:
            prepared = Encoder(model_folder, providers=settings.providers, threads=1)
        self._encoder = prepared
        self._max_bytes = settings.max_file_bytes
        self._max_pixels = settings.max_pixels
        self._side = reading_side(self._encoder.card)
        self._comparer = _Comparer()
        self._model_folder = model_folder
        self._text_encoder: TextEncoder | None = None

    def run(self, task: QueryTask) -> QueryResult:
        """Return the result of a task; an image that cannot be read is one, too."""
        if isinstance(task, EncodeTask):
            return self._encoder.encode(task.pixels)
        if isinstance(task, MatchTask):
            return self._comparer.compare(task.image, task.others)
        if isinstance(task, WordsTask | FuseTask | ChanceTask):
            return self._run_words(task)
        try:
            data = task.source
            if task.is_path:
                data, _ = read_stable(data, FileStamp(b"", 0, 0, ""), self._max_bytes)
            short_side = DETAILED_SIDE if task.detailed else self._side
            rgb = decode(data, short_side=short_side, max_pixels=self._max_pixels).rgb
        except (UnreadablePhoto, MemoryError, OSError) as error:
            return as_unreadable(error)
        if not task.encoded:
            return rgb
        shown = rgb if task.crop is None else task.crop.cut(rgb)
        fitted = fit_image(shown, self._encoder.card)
        return EncodedImage(rgb, self._encoder.encode(fitted[None]), content_id_of(data))

    def _run_words(
        self, task: WordsTask | FuseTask | ChanceTask
    ) -> EncodedWords | dict[str, Embeddings] | ModelError:
        from photosearch.inference.text_encoder import TextEncoder

        try:
            if self._text_encoder is None:
                self._text_encoder = TextEncoder(self._model_folder)
            if isinstance(task, FuseTask):
                return {"subject": self._text_encoder.fuse(task.image, task.words)}
            if isinstance(task, ChanceTask):
                return {"chance": self._text_encoder.chance(task.values)}
            return self._text_encoder.encode(task.texts, task.labels)
        except ModelError as error:
            return error


class _Comparer:
    """Compare pictures by their details; the features of the latest query are kept."""

    def __init__(self) -> None:
        self._image: RgbImage | bytes = b""
        self._picture: Picture | None = None

    def compare(self, image: RgbImage | bytes, others: Sequence[bytes]) -> Matches:
        from photosearch.library.workers.picture_comparison import Picture, verify_picture

        picture = self._picture_of(image)
        found: Matches = []
        for other in map(_thumbnail, others):
            if picture is None or other is None:
                found.append(None)
            else:
                found.append(verify_picture(picture, Picture(other)))
        return found

    def _picture_of(self, image: RgbImage | bytes) -> Picture | None:
        """Return a picture with its features; None for a damaged one."""
        from photosearch.library.workers.picture_comparison import Picture

        if not _is_same(image, self._image):
            pixels = _thumbnail(image) if isinstance(image, bytes) else image
            self._picture = None if pixels is None else Picture(pixels)
            self._image = image
        return self._picture


def _is_same(image: RgbImage | bytes, other: RgbImage | bytes) -> bool:
    if isinstance(image, bytes) or isinstance(other, bytes):
        return isinstance(image, bytes) and isinstance(other, bytes) and image == other
    return np.array_equal(image, other)


def _thumbnail(jpeg: bytes) -> RgbImage | None:
    try:
        return read_thumbnail(jpeg)
    except ValueError:
        return None

"""Decode and encode the images of queries: what runs in the query worker's process."""

from __future__ import annotations

from pathlib import Path

from photosearch.core.errors import UnreadablePhoto
from photosearch.core.photo import FileStamp
from photosearch.core.preprocess import fit_image
from photosearch.images.decode import decode
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import find_model
from photosearch.library.workers.file_reading import as_unreadable, read_stable
from photosearch.library.workers.query_tasks import (
    EncodedImage,
    EncodeTask,
    QueryResult,
    QueryTask,
)
from photosearch.library.workers.reading_size import DETAILED_SIDE, reading_side
from photosearch.settings import Settings

_DEFAULT_PROVIDERS = ("cpu",)
_prepared: dict[Path, Encoder] = {}


def prepare() -> None:
    """Load the model that most libraries are answered by, before it is known which one it is.

    Raises:
        ModelError: it is damaged.
    """
    folder = find_model("default")
    _prepared[folder] = Encoder(folder, providers=_DEFAULT_PROVIDERS, threads=1)


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
        self._max_bytes = settings.max_file_megabytes * 1024 * 1024
        self._max_pixels = settings.max_megapixels * 1_000_000
        self._side = reading_side(self._encoder.card)

    def run(self, task: QueryTask) -> QueryResult:
        """Return the result of a task; an image that cannot be read is one, too."""
        if isinstance(task, EncodeTask):
            return self._encoder.encode(task.pixels)
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
        return EncodedImage(rgb, self._encoder.encode(fitted[None]))

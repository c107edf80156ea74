"""Turn one file into a row, in a worker process: read, sniff, decode, thumbnail, metadata, encode.

`start_worker` runs once per process, the function it returns once per file. Everything here must be
picklable or stay in the process. The parts come from `images` and `inference`, which do not know
each other.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from photosearch.core.codes import CodeKind, pack
from photosearch.core.color import dominant_color
from photosearch.core.errors import ModelError, UnreadablePhoto
from photosearch.core.model_card import TAGS
from photosearch.core.photo import FileStamp, IndexedPhoto, UnreadableFile
from photosearch.core.preprocess import fit_image
from photosearch.core.query import RgbImage
from photosearch.images.decode import decode
from photosearch.images.metadata import read_facts
from photosearch.images.thumbnails import make_thumbnail
from photosearch.inference.encoder import Encoder
from photosearch.library.roots.sidecar_lookup import sidecar_of_time
from photosearch.library.workers.class_labels import class_names, labels_of
from photosearch.library.workers.content_id import content_id_of
from photosearch.library.workers.file_reading import as_unreadable, open_regular, read_stable
from photosearch.library.workers.reading_size import reading_side
from photosearch.settings import Settings

log = logging.getLogger(__name__)

_MAX_SIDECAR = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PhotoTask:
    """Ask for one file to be read."""

    root_id: int
    root: bytes
    """Absolute, as the system wants it."""
    stamp: FileStamp
    known: frozenset[bytes] = frozenset()
    """Content ids that the catalog holds for files of this size: no need to encode those."""
    content_first: bool = False
    """Tell only the content id: `known` would hold too many."""
    last_try: bool = False
    """It was being written before; if it still is, that is its reason."""

    @property
    def path(self) -> bytes:
        """Return absolute path of the file."""
        return self.root + b"/" + self.stamp.rel_path

    def as_last_try(self) -> PhotoTask:
        """Return the same task for the last time."""
        return replace(self, last_try=True)


@dataclass(frozen=True, slots=True)
class DuplicateContent:
    """Say that a file holds what the catalog knows under another name (or the same, only touched).

    With `content_first` it may also be that the catalog does not know it.
    """

    root_id: int
    stamp: FileStamp
    content_id: bytes


@dataclass(frozen=True, slots=True)
class FileVanished:
    """Say that a file was there during the scan and is no more."""

    root_id: int
    stamp: FileStamp


PhotoResult = IndexedPhoto | DuplicateContent | UnreadableFile | FileVanished


def start_worker(
    model_folder: Path, settings: Settings, also: Sequence[Path] = ()
) -> Callable[[PhotoTask], PhotoResult]:
    """Load the encoder, once per process.

    Args:
        model_folder: of the model whose codes are those of an `IndexedPhoto`.
        settings: of the user.
        also: folders of further models, to which the library is being switched. One that does not
            work is left out: it must not keep photos from coming in.

    Raises:
        ModelError: the model folder does not hold what it says.
    """
    encoder = Encoder(model_folder, providers=settings.providers, threads=1)
    more = []
    for folder in also:
        try:
            more.append(Encoder(folder, providers=settings.providers, threads=1))
        except ModelError as error:
            log.warning("New photos are not encoded with the coming model. %s", error)
    names = class_names(model_folder, encoder.card)
    return PhotoEncoder(encoder, settings, more, names).read


class PhotoEncoder:
    """Turn files into rows of the catalog."""

    def __init__(
        self,
        encoder: Encoder,
        settings: Settings,
        also: Sequence[Encoder] = (),
        names: Sequence[str] = (),
    ) -> None:
        self._encoder = encoder
        self._names = names
        self._also = also
        self._max_bytes = settings.max_file_bytes
        self._max_pixels = settings.max_pixels
        self._short_side = max(reading_side(each.card) for each in (encoder, *also))

    def read(self, task: PhotoTask) -> PhotoResult:
        """Return the row for one file; a file that cannot be read is a row with its reason."""
        try:
            return self._read(task)
        except FileNotFoundError:
            return FileVanished(task.root_id, task.stamp)
        except (UnreadablePhoto, MemoryError, OSError) as error:
            problem = as_unreadable(error)
            return UnreadableFile(task.root_id, task.stamp, problem.reason, problem.detail)

    def _read(self, task: PhotoTask) -> PhotoResult:
        data, stamp = read_stable(task.path, task.stamp, self._max_bytes)
        content_id = content_id_of(data)
        if task.content_first or content_id in task.known:
            return DuplicateContent(task.root_id, stamp, content_id)
        decoded = decode(data, short_side=self._short_side, max_pixels=self._max_pixels)
        sidecar = _read_sidecar(task.path, stamp.sidecar_mtime_ns)
        facts = read_facts(data, decoded, sidecar)
        del data
        codes, tags = encode_photo(self._encoder, decoded.rgb, self._names)
        more = {each.card.model_id: codes_of(each, decoded.rgb) for each in self._also}
        thumbnail = make_thumbnail(decoded.rgb)
        color = dominant_color(decoded.rgb)
        return IndexedPhoto(
            task.root_id, stamp, content_id, facts, thumbnail, codes, more, tags, color
        )


def codes_of(encoder: Encoder, rgb: RgbImage) -> dict[str, bytes]:
    """Return packed codes by kind of one upright image (H, W, 3) of any size."""
    return encode_photo(encoder, rgb, ())[0]


def encode_photo(
    encoder: Encoder, rgb: RgbImage, names: Sequence[str]
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return packed codes by kind, and tags, of one upright image (H, W, 3) of any size.

    Args:
        encoder: ready to run.
        rgb: the image.
        names: of the model's classes.
    """
    outputs = encoder.encode(fit_image(rgb, encoder.card)[None])
    codes = {str(kind): pack(outputs[kind][0]).tobytes() for kind in CodeKind if kind in outputs}
    return codes, labels_of(outputs[TAGS][0], names) if TAGS in outputs else ()


def _read_sidecar(photo: bytes, changed_ns: int) -> bytes | None:
    """Return the sidecar's content; None without one (a time of 0) and where it cannot be read."""
    path = sidecar_of_time(Path(os.fsdecode(photo)), changed_ns) if changed_ns else None
    if path is not None:
        with suppress(OSError, UnreadablePhoto), open_regular(path) as file:
            return file.read(_MAX_SIDECAR)
    return None

"""Encode photos that want codes of another model, in a worker process.

Less than indexing: the catalog knows the photo, so neither facts nor thumbnail are made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from photosearch.core.errors import UnreadablePhoto
from photosearch.core.message_codes import DetailCode
from photosearch.core.photo import FileStamp
from photosearch.images.decode import decode
from photosearch.images.thumbnails import read_thumbnail
from photosearch.inference.encoder import Encoder
from photosearch.library.workers.class_labels import class_names
from photosearch.library.workers.content_id import content_id_of
from photosearch.library.workers.file_reading import as_unreadable, read_stable
from photosearch.library.workers.photo_worker import encode_photo
from photosearch.library.workers.reading_size import reading_side
from photosearch.messages import Message
from photosearch.settings import Settings


@dataclass(frozen=True, slots=True)
class ReencodeTask:
    """Ask for one photo of the catalog to be encoded."""

    photo_id: int
    content_id: bytes
    """What the catalog knows of; a file that holds something else by now is the indexer's."""
    path: bytes = b""
    """Of its file; empty if its drive is away."""
    thumbnail: bytes = b""
    """JPEG; used in the place of the file."""


@dataclass(frozen=True, slots=True)
class ReencodedPhoto:
    """Hold the codes of one photo."""

    codes: dict[str, bytes]
    """By kind; empty if there was nothing to be encoded."""
    detail: Message | None = None
    """Why that is so."""
    labels: tuple[str, ...] = ()
    """What the encoder sees in it; only where the file itself was read."""


def start_reencoder(
    model_folder: Path, settings: Settings
) -> Callable[[ReencodeTask], ReencodedPhoto]:
    """Load the encoder, once per process.

    Raises:
        ModelError: the model folder does not hold what it says.
    """
    encoder = Encoder(model_folder, providers=settings.providers, threads=1)
    max_bytes = settings.max_file_bytes
    max_pixels = settings.max_pixels
    names = class_names(model_folder, encoder.card)
    short_side = reading_side(encoder.card)

    def recode(task: ReencodeTask) -> ReencodedPhoto:
        if task.thumbnail:
            try:
                return ReencodedPhoto(encode_photo(encoder, read_thumbnail(task.thumbnail), ())[0])
            except ValueError:
                return ReencodedPhoto({}, Message(DetailCode.PREVIEW_DAMAGED))
        try:
            data, _ = read_stable(task.path, FileStamp(b"", 0, 0, ""), max_bytes)
            if content_id_of(data) != task.content_id:
                return ReencodedPhoto({}, Message(DetailCode.FILE_CHANGED))
            decoded = decode(data, short_side=short_side, max_pixels=max_pixels)
        except (UnreadablePhoto, MemoryError, OSError) as error:
            return ReencodedPhoto({}, as_unreadable(error).detail)
        codes, tags = encode_photo(encoder, decoded.rgb, names)
        return ReencodedPhoto(codes, labels=tags)

    return recode

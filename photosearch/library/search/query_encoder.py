"""Encode the images of queries: stored codes, remembered embeddings, or one call to the worker."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes, Embeddings, unpack_signs
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.model_card import ModelCard
from photosearch.core.preprocess import fit_image, resize
from photosearch.core.query import CropBox, QueryImage, QueryItem, RgbImage
from photosearch.library.search.code_index import Ids
from photosearch.library.search.query_cache import EmbeddingCache, ImageKey
from photosearch.library.workers.query_tasks import EncodedImage
from photosearch.store.catalog import Catalog

log = logging.getLogger(__name__)

_MAX_READ = 16
"""Images that are kept in memory after they were read, each a megabyte or so."""

_SMALL_SIDE = 320
"""Pixels of the longer side of a small image: that of thumbnails."""

FetchCodes = Callable[[CodeKind, Ids], tuple[Ids, Codes]]
"""Return the ids (m,) of those photos that have codes of a kind, and the codes (m, bytes)."""


class ImageReader(Protocol):
    """Read and encode images; called in the thread of the search."""

    def read(self, source: Path | bytes, crop: CropBox | None = None) -> EncodedImage:
        """Return a file, or the content of one, decoded and encoded; raises UnreadablePhoto."""

    def encode(self, pixels: NDArray[np.uint8]) -> Mapping[str, Embeddings]:
        """Return the outputs by name, (N, ...) each, for fitted pixels (N, H, W, 3)."""


class QueryEncoder:
    """Encode the images of queries with one model. For any thread."""

    def __init__(
        self, catalog: Catalog, card: ModelCard, images: ImageReader, fetch: FetchCodes
    ) -> None:
        """Read nothing yet.

        Args:
            catalog: has the photos that are searched by.
            card: of the encoder behind `images`.
            images: reads and encodes.
            fetch: returns stored codes of that model.
        """
        self._catalog = catalog
        self._card = card
        self._images = images
        self._fetch = fetch
        self._cache = EmbeddingCache()
        self._images_read: OrderedDict[tuple[QueryImage, CropBox | None], EncodedImage]
        self._images_read = OrderedDict()

    def remember(self, image: EncodedImage) -> None:
        """Keep what the encoder says of a whole image, so that a search by it need not ask."""
        self._cache.put(self._cache.key(image.pixels, None), self._by_kind(image.outputs, 0))

    def encode(
        self, items: Sequence[QueryItem], kinds: Mapping[CodeKind, float]
    ) -> list[Mapping[CodeKind, Embeddings]]:
        """Return the encoder's outputs (bits,) of each item by kind, `kinds` at least.

        Raises:
            UserError: an image cannot be read.
        """
        encoded: list[Mapping[CodeKind, Embeddings]] = []
        waiting: dict[int, tuple[ImageKey, RgbImage]] = {}
        for number, item in enumerate(items):
            pixels = item.pixels
            known: Mapping[CodeKind, Embeddings] | None
            if pixels is None:
                known = self._stored(item, kinds) or self._by_kind(self._read(item).outputs, 0)
            else:
                key = self._cache.key(pixels, item.crop)
                known = self._cache.get(key)
                if known is None:
                    shown = pixels if item.crop is None else item.crop.cut(pixels)
                    waiting[number] = key, fit_image(shown, self._card)
            encoded.append(known or {})
        if waiting:
            try:
                outputs = self._images.encode(np.stack([fitted for _, fitted in waiting.values()]))
            except UnreadablePhoto as error:
                raise UserError(ErrorCode.QUERY_NOT_ENCODED, reason=error.detail) from error
            for row, (number, (key, _)) in enumerate(waiting.items()):
                encoded[number] = self._by_kind(outputs, row)
                self._cache.put(key, encoded[number])
        return encoded

    def small_image(self, item: QueryItem) -> RgbImage | bytes | None:
        """Return what an item shows, small: pixels (H, W, 3), or a thumbnail as it is stored.

        None if that is not at hand without reading a file; it is, once the item was encoded.
        """
        photo_id, pixels = item.image.photo_id, item.pixels
        if pixels is None and (read := self._images_read.get((item.image, item.crop))) is not None:
            pixels = read.pixels
        if pixels is None and photo_id is not None:
            jpeg = self._catalog.thumbnails.get([photo_id]).get(photo_id)
            if jpeg is None or item.crop is None:
                return jpeg
            pixels = _thumbnail_pixels(jpeg)
        if pixels is None:
            return None
        return _shrunk(pixels if item.crop is None else item.crop.cut(pixels))

    def content_ids(self, items: Sequence[QueryItem]) -> set[bytes]:
        """Return the contents of the files that items are of, as far as they are known by now."""
        photo_ids = [each.image.photo_id for each in items if each.image.photo_id is not None]
        contents = set(self._catalog.photos.contents(photo_ids).values())
        for item in items:
            read = self._images_read.get((item.image, item.crop))
            contents.add(item.image.content_id or (read.content_id if read else b""))
        return contents - {b""}

    def _by_kind(self, outputs: Mapping[str, Embeddings], row: int) -> dict[CodeKind, Embeddings]:
        return {kind: outputs[kind][row] for kind in self._card.bits}

    def _stored(
        self, item: QueryItem, kinds: Mapping[CodeKind, float]
    ) -> dict[CodeKind, Embeddings]:
        """Return the signs that are stored for a photo; empty if it must be encoded."""
        photo_id = item.image.photo_id
        if photo_id is None or item.crop is not None:
            return {}
        wanted = np.asarray([photo_id], np.int64)
        found = {kind: self._fetch(kind, wanted)[1] for kind in kinds}
        if not all(len(codes) for codes in found.values()):
            return {}
        return {kind: unpack_signs(codes[0]) for kind, codes in found.items()}

    def _read(self, item: QueryItem) -> EncodedImage:
        """Return an image that is not at hand; what was read lately is not read again."""
        key = item.image, item.crop
        known = self._images_read.get(key)
        if known is None:
            known = self._images_read[key] = self._read_now(item)
            while len(self._images_read) > _MAX_READ:
                self._images_read.popitem(last=False)
        return known

    def _read_now(self, item: QueryItem) -> EncodedImage:
        photo_id, source = item.image.photo_id, item.image.file
        if photo_id is not None:
            return self._read_photo(photo_id, item.crop)
        assert source is not None  # an image without pixels is a photo or a file
        try:
            return self._images.read(source, item.crop)
        except UnreadablePhoto as error:
            raise _unreadable(source, item.image.title, error) from error

    def _read_photo(self, photo_id: int, crop: CropBox | None) -> EncodedImage:
        """Read a photo of the library from its file, from its thumbnail where that fails."""
        records = self._catalog.photos.get([photo_id])
        if not records:
            raise UserError(ErrorCode.PHOTO_UNKNOWN, number=photo_id)
        try:
            return self._images.read(records[0].path, crop)
        except UnreadablePhoto as error:
            jpeg = self._catalog.thumbnails.get([photo_id]).get(photo_id)
            if jpeg is not None:
                log.debug("the file of photo %d is out of reach; its thumbnail is used", photo_id)
                try:
                    return self._images.read(jpeg, crop)
                except UnreadablePhoto:
                    log.debug("the thumbnail of photo %d is damaged", photo_id)
            raise _unreadable(records[0].path, "", error) from error


def _unreadable(source: Path | bytes, title: str, error: UnreadablePhoto) -> UserError:
    name = title if isinstance(source, bytes) else str(source)
    return UserError(ErrorCode.IMAGE_UNREADABLE, name=name, reason=error.detail)


def _thumbnail_pixels(jpeg: bytes) -> RgbImage | None:
    from photosearch.images.thumbnails import read_thumbnail  # few queries need a decoder here

    try:
        return read_thumbnail(jpeg)
    except ValueError:
        log.debug("a thumbnail is damaged")
        return None


def _shrunk(rgb: RgbImage) -> RgbImage:
    height, width = rgb.shape[:2]
    scale = _SMALL_SIDE / max(height, width)
    if scale >= 1:
        return rgb
    return resize(rgb, max(1, round(width * scale)), max(1, round(height * scale)))

"""Remember what the next search needs again: embeddings of images, distances of all photos.

While a control is dragged the same query runs many times a second, with other weights. What does
not depend on the weights is kept: what the encoder says of an image, and how far all photos are
from it. Everything is known by its content, so that nothing stale is ever used: an image by a
digest of its pixels, distances by the very codes that were compared.
"""

from __future__ import annotations

import hashlib
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes, Embeddings
from photosearch.core.parts import NullDistribution
from photosearch.core.query import CropBox, RgbImage
from photosearch.core.ranking import Values
from photosearch.library.search.code_index import CodeRows, Mask

_MAX_IMAGES = 128
_DISTANCES_BYTES = 32 * 2**20

ImageKey = tuple[tuple[int, ...], bytes, CropBox | None]
_Compared = tuple[int, bytes, int]
"""Where the rows lie, the codes compared with, the window that is the whole or -1."""


class EmbeddingCache:
    """Remember what the encoder said of the latest images. For any thread."""

    def __init__(self, most: int = _MAX_IMAGES) -> None:
        """Remember `most` images."""
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[ImageKey, Mapping[CodeKind, Embeddings]] = OrderedDict()
        self._digests: dict[int, tuple[weakref.ref[RgbImage], bytes]] = {}

    def key(self, rgb: RgbImage, crop: CropBox | None) -> ImageKey:
        """Return the key of the part `crop` of an image (H, W, 3): the same for equal pixels.

        An array that cannot be written to is looked through only once.
        """
        return rgb.shape, self._digest(rgb), crop

    def get(self, key: ImageKey) -> Mapping[CodeKind, Embeddings] | None:
        """Return outputs by kind, (bits,) each; None if they are not known (any more)."""
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
            return known

    def put(self, key: ImageKey, outputs: Mapping[CodeKind, Embeddings]) -> None:
        """Remember outputs; the image used longest ago is forgotten for it."""
        with self._lock:
            self._known[key] = outputs
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)

    def _digest(self, rgb: RgbImage) -> bytes:
        fixed = not rgb.flags.writeable
        if fixed:
            remembered = self._digests.get(id(rgb))
            # Another array may have been made at the place of one that is gone.
            if remembered is not None and remembered[0]() is rgb:
                return remembered[1]
        digest = hashlib.blake2b(np.ascontiguousarray(rgb).data, digest_size=16).digest()
        if fixed:
            with self._lock:
                gone = [place for place, (array, _) in self._digests.items() if array() is None]
                for place in gone:
                    del self._digests[place]
                self._digests[id(rgb)] = weakref.ref(rgb), digest
        return digest


class PartSimilarities(NamedTuple):
    """Hold the similarities of all photos to one image by one kind of code, raised by parts."""

    values: Values
    """(n,) of all rows."""
    null: NullDistribution
    """Of unrelated photos' best parts."""
    spread: float
    """Of unrelated photos as wholes."""


class DistanceCache:
    """Remember how far all photos are from the latest codes that were compared. For any thread.

    Rows are only ever appended while a library is open, so what was compared stays true: when
    photos come in, they alone are compared, until all codes are loaded anew.
    """

    def __init__(self, most_bytes: int = _DISTANCES_BYTES) -> None:
        """Keep up to `most_bytes`; a million photos take 2 MB for each image and kind."""
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._bytes = 0
        self._raised: list[tuple[tuple[object, ...], CodeRows, Mask | None, PartSimilarities]] = []
        """Oldest first."""
        self._known: OrderedDict[_Compared, tuple[CodeRows, NDArray[np.uint16]]] = OrderedDict()

    def distances(self, rows: CodeRows, code: Codes) -> NDArray[np.uint16]:
        """Return `CodeRows.distances`, not to be written to."""
        return self._cached(rows, code, -1, lambda some: some.distances(code))

    def part_distances(
        self, rows: CodeRows, windows: Codes, whole: int, bits: int
    ) -> NDArray[np.uint16]:
        """Return `CodeRows.part_distances`, not to be written to; `bits` without windows."""

        def compare(some: CodeRows) -> NDArray[np.int32]:
            parts = some.part_distances(windows, whole)
            parts[some.absent] = bits  # as far as can be: never raised
            return parts

        return self._cached(rows, windows, whole, compare)

    def raised(
        self,
        key: tuple[object, ...],
        rows: CodeRows,
        allowed: Mask | None,
        make: Callable[[], PartSimilarities],
    ) -> PartSimilarities:
        """Return what `make` made for the same key, rows and mask, or make it now."""
        with self._lock:
            for place, (known_key, known_rows, known_mask, known) in enumerate(self._raised):
                if known_key == key and known_rows is rows and known_mask is allowed:
                    self._raised.append(self._raised.pop(place))
                    return known
        made = make()
        made.values.flags.writeable = False
        with self._lock:
            self._raised.append((key, rows, allowed, made))
            total = sum(known.values.nbytes for *_, known in self._raised)
            while total > self._most_bytes // 2:
                total -= self._raised.pop(0)[3].values.nbytes
        return made

    def keep_only(self, current: Iterable[CodeRows]) -> None:
        """Forget what was compared with codes that are no longer those of the library."""
        places = {_place(rows) for rows in current}
        with self._lock:
            for key in [key for key in self._known if key[0] not in places]:
                self._bytes -= self._known.pop(key)[1].nbytes
            self._raised = [each for each in self._raised if _place(each[1]) in places]

    def _cached(
        self,
        rows: CodeRows,
        code: Codes,
        whole: int,
        compare: Callable[[CodeRows], NDArray[np.int32]],
    ) -> NDArray[np.uint16]:
        # The entry holds the rows, so that no others can come to lie at their place.
        key = _place(rows), code.tobytes(), whole
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
        if known is None:
            distances = _compact(compare(rows))
        elif len(known[1]) >= len(rows):
            return known[1][: len(rows)]
        else:
            distances = np.concatenate([known[1], _compact(compare(rows.since(len(known[1]))))])
        distances.flags.writeable = False
        with self._lock:
            former = self._known.pop(key, None)
            self._bytes += distances.nbytes - (former[1].nbytes if former else 0)
            self._known[key] = rows, distances
            while self._bytes > self._most_bytes:
                self._bytes -= self._known.popitem(last=False)[1][1].nbytes
        return distances


def _compact(distances: NDArray[np.int32]) -> NDArray[np.uint16]:
    """Return them in half the memory; no code has as many bits as that could not hold."""
    return distances.astype(np.uint16)


def _place(rows: CodeRows) -> int:
    """Return where the first block lies: the same as long as rows are only appended."""
    return rows.blocks[0].ctypes.data

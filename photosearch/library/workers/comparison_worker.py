"""Compare pairs of pictures, and hash the pixels of files, in a worker process."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from photosearch.core.errors import UnreadablePhoto
from photosearch.core.photo import FileStamp
from photosearch.core.picture_match import PictureMatch
from photosearch.core.query import RgbImage
from photosearch.images.decode import decode
from photosearch.images.thumbnails import read_thumbnail
from photosearch.library.workers.content_id import content_id_of
from photosearch.library.workers.file_reading import read_stable
from photosearch.library.workers.picture_comparison import Picture, compare_pictures
from photosearch.settings import Settings

_PICTURES_KEPT = 192
"""Pictures whose features are kept for the next tasks: 40 MB."""


@dataclass(frozen=True, slots=True)
class ComparisonTask:
    """Ask for some pairs of pictures to be compared."""

    thumbnails: Mapping[int, bytes]
    """JPEG, by the key of the content."""
    pairs: tuple[tuple[int, int], ...]
    """Of those keys."""


@dataclass(frozen=True, slots=True)
class PixelTask:
    """Ask for a hash of the pixels of one file."""

    key: int
    """Of its content."""
    content_id: bytes
    path: bytes


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """Hold what was found."""

    matches: tuple[PictureMatch | None, ...] = ()
    """Of the pairs of a ComparisonTask in their order; None for nothing in common."""
    pixel_hash: bytes = b""
    """For a PixelTask: the same for pictures of the same pixels, also if one is turned or mirrored;
    empty if the file cannot be read, or holds something else by now."""


Task = ComparisonTask | PixelTask


def start_comparer(settings: Settings) -> Callable[[Task], ComparisonResult]:
    """Return the function that does the tasks of one process."""
    return PictureComparer(settings).run


class PictureComparer:
    """Compare pictures of which the last ones are kept."""

    def __init__(self, settings: Settings) -> None:
        self._max_bytes = settings.max_file_megabytes * 1024 * 1024
        self._max_pixels = settings.max_megapixels * 1_000_000
        self._pictures: OrderedDict[int, Picture | None] = OrderedDict()

    def run(self, task: Task) -> ComparisonResult:
        """Do one task."""
        if isinstance(task, PixelTask):
            return ComparisonResult(pixel_hash=self._hash_file(task))
        matches = []
        for first, second in task.pairs:
            one = self._picture(first, task.thumbnails)
            other = self._picture(second, task.thumbnails)
            matches.append(compare_pictures(one, other) if one and other else None)
        return ComparisonResult(tuple(matches))

    def _picture(self, key: int, thumbnails: Mapping[int, bytes]) -> Picture | None:
        """Return a picture; None if there is no sound thumbnail of it."""
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        jpeg = thumbnails.get(key)
        picture = None
        if jpeg:
            try:
                picture = Picture(read_thumbnail(jpeg))
            except ValueError:
                picture = None
        self._pictures[key] = picture
        if len(self._pictures) > _PICTURES_KEPT:
            self._pictures.popitem(last=False)
        return picture

    def _hash_file(self, task: PixelTask) -> bytes:
        try:
            data, _ = read_stable(task.path, FileStamp(b"", 0, 0, ""), self._max_bytes)
            if content_id_of(data) != task.content_id:
                return b""
            rgb = decode(data, short_side=None, max_pixels=self._max_pixels).rgb
        except (UnreadablePhoto, MemoryError, OSError):
            return b""
        return hash_pixels(rgb)


def hash_pixels(rgb: RgbImage) -> bytes:
    """Return 16 bytes of the pixels (H, W, 3), the same for all its turns and mirror images."""
    turns = [
        np.rot90(rgb[:, ::-1] if mirrored else rgb, quarters)
        for mirrored, quarters in product((False, True), range(4))
    ]
    # Of the eight, that which is brightest in its first corner, and so on: two of them tie only
    # where the picture is symmetric, or nearly so.
    ranks = [_corner_sums(turn) for turn in turns]
    best = max(ranks)
    return min(
        hashlib.blake2b(
            repr(turn.shape).encode() + np.ascontiguousarray(turn).tobytes(), digest_size=16
        ).digest()
        for turn, rank in zip(turns, ranks, strict=True)
        if rank == best
    )


def _corner_sums(rgb: RgbImage) -> tuple[int, ...]:
    height, width = max(1, rgb.shape[0] // 2), max(1, rgb.shape[1] // 2)
    corners = (rgb[:height, :width], rgb[:height, -width:], rgb[-height:, :width])
    return rgb.shape[0], *(int(corner.sum(dtype=np.int64)) for corner in corners)

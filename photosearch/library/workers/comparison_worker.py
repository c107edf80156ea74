"""Compare pairs of pictures, and look at the pixels of files, in a worker process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from photosearch.core.errors import UnreadablePhoto
from photosearch.core.photo import FileStamp
from photosearch.core.picture_match import PictureMatch
from photosearch.core.query import RgbImage
from photosearch.images.decode import decode
from photosearch.images.jpeg import coding_of
from photosearch.images.thumbnails import read_thumbnail
from photosearch.library.workers.content_id import content_id_of
from photosearch.library.workers.file_pixels import are_equal_turned, hash_pixels, is_enlarged
from photosearch.library.workers.file_reading import read_stable
from photosearch.library.workers.picture_comparison import Picture, compare_pictures
from photosearch.settings import Settings

_PICTURES_KEPT = 96
"""Pictures whose features are kept for the next tasks: 50 MB."""


@dataclass(frozen=True, slots=True)
class ComparisonTask:
    """Ask for some pairs of pictures to be compared."""

    thumbnails: Mapping[int, bytes]
    """JPEG, by the key of the content."""
    pairs: tuple[tuple[int, int], ...]
    """Of those keys."""


@dataclass(frozen=True, slots=True)
class ComparedFile:
    """Name a file that holds a content."""

    key: int
    """Of its content."""
    content_id: bytes
    path: bytes


@dataclass(frozen=True, slots=True)
class PixelTask:
    """Ask how one file is coded, and for a hash of its pixels."""

    file: ComparedFile
    pixels: bool
    """The hash as well: takes decoding the file."""


@dataclass(frozen=True, slots=True)
class TurnTask:
    """Ask whether two files hold the same pixels, turned without loss."""

    first: ComparedFile
    second: ComparedFile


@dataclass(frozen=True, slots=True)
class EnlargementTask:
    """Ask whether a file has no detail beyond that of another one, which is smaller."""

    file: ComparedFile
    scale: float
    """So many pixels it has along a side for one of the other file; above 1."""


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """Hold what was found."""

    matches: tuple[PictureMatch | None, ...] = ()
    """Of the pairs of a ComparisonTask in their order; None for nothing in common."""
    pixel_hash: bytes = b""
    """For a PixelTask: the same for pictures of the same pixels, also if one is turned or mirrored;
    empty if the file cannot be read, or holds something else by now."""
    coding: bytes = b""
    """For a PixelTask: the same for JPEG files of the same tables; empty of others."""
    holds: bool = False
    """For a TurnTask and an EnlargementTask; False if a file cannot be read."""


ComparisonWork = ComparisonTask | PixelTask | TurnTask | EnlargementTask


def start_comparer(settings: Settings) -> Callable[[ComparisonWork], ComparisonResult]:
    """Return the function that does the tasks of one process."""
    return PictureComparer(settings).run


class PictureComparer:
    """Compare pictures of which the last ones are kept."""

    def __init__(self, settings: Settings) -> None:
        self._max_bytes = settings.max_file_bytes
        self._max_pixels = settings.max_pixels
        self._pictures: OrderedDict[int, Picture | None] = OrderedDict()

    def run(self, task: ComparisonWork) -> ComparisonResult:
        """Do one task."""
        if isinstance(task, PixelTask):
            return self._look_at_file(task)
        if isinstance(task, TurnTask):
            files = (self._decode(self._read(each)) for each in (task.first, task.second))
            pixels = [each for each in files if each is not None]
            return ComparisonResult(holds=len(pixels) == 2 and are_equal_turned(*pixels))
        if isinstance(task, EnlargementTask):
            rgb = self._decode(self._read(task.file))
            return ComparisonResult(holds=rgb is not None and is_enlarged(rgb, task.scale))
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

    def _look_at_file(self, task: PixelTask) -> ComparisonResult:
        data = self._read(task.file)
        rgb = self._decode(data) if task.pixels else None
        hashed = b"" if rgb is None else hash_pixels(rgb)
        return ComparisonResult(pixel_hash=hashed, coding=coding_of(data))

    def _read(self, file: ComparedFile) -> bytes:
        """Return what a file holds; nothing if it cannot be read, or holds something else."""
        try:
            data, _ = read_stable(file.path, FileStamp(b"", 0, 0, ""), self._max_bytes)
        except (UnreadablePhoto, MemoryError, OSError):
            return b""
        return data if content_id_of(data) == file.content_id else b""

    def _decode(self, data: bytes) -> RgbImage | None:
        try:
            return decode(data, short_side=None, max_pixels=self._max_pixels).rgb
        except (UnreadablePhoto, MemoryError):
            return None

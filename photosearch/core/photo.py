"""Define roots, photos and what is known about them: the nouns that all layers share."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from photosearch.core.errors import Reason
from photosearch.messages import Message


@dataclass(frozen=True, slots=True)
class PhotoMetadata:
    """Hold what a photo's file says of it. All but format and size may be unknown."""

    format: str
    """Sniffed from the content: "jpeg", "png", "heic", "nef", ... in lower case."""
    width: int
    """Full-size pixels, upright (after EXIF orientation)."""
    height: int
    captured: datetime | None = None
    """Wall-clock time at the camera; aware only where the file tells the offset."""
    camera: str | None = None
    """Maker and model as one name, without the maker twice: "Canon EOS 5D"."""
    lens: str | None = None
    focal_length_mm: float | None = None
    aperture: float | None = None
    """The f-number."""
    exposure_s: float | None = None
    iso: int | None = None
    latitude: float | None = None
    """Degrees, north positive."""
    longitude: float | None = None
    """Degrees, east positive."""
    altitude_m: float | None = None
    rating: int | None = None
    """0 to 5; -1 is "rejected"."""
    caption: str | None = None
    keywords: tuple[str, ...] = ()
    captured_is_change: bool | None = False
    """The file tells no date of the capture: `captured` is its date of change. None: not known, the
    photo was read by a version that did not note it."""


@dataclass(frozen=True, slots=True)
class FileStamp:
    """Hold what a directory walk tells about a file without opening it."""

    rel_path: bytes
    """Below the root, `os.fsencode`d, "/" between the parts on every system."""
    size: int
    mtime_ns: int
    file_id: str
    """Device and inode ("dev:ino"): hard links and links to one file share it. Where the file
    system has no inodes, "path:" and the path with all links resolved. "" if unknown. The catalog
    also has "away:", a root and such an id, where another file has it by now."""
    sidecar_mtime_ns: int = 0
    """Of the XMP file beside it; 0 without one."""
    is_link: bool = False
    """It is a symbolic link to a file."""


class PhotoState(StrEnum):
    """Name where a catalog row stands. Stored: never rename a value."""

    INDEXED = "indexed"
    UNREADABLE = "unreadable"


class CatalogFile(NamedTuple):
    """Hold the little that a rescan needs of a catalog row.

    A named tuple, since a rescan makes one for each photo: a dataclass takes three times as long.
    """

    photo_id: int
    size: int
    mtime_ns: int
    sidecar_mtime_ns: int
    missing: bool
    retry: bool
    """Try again although nothing changed: the last failure was of a passing kind, or the row has
    no codes of the current model."""


@dataclass(frozen=True, slots=True)
class CatalogContent:
    """Describe a row by what its file holds: the source if that turns up elsewhere."""

    photo_id: int
    content_id: bytes
    sidecar_mtime_ns: int = 0
    missing: bool = False
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class Root:
    """Describe a folder that the user named. Its photos are known relative to it."""

    root_id: int
    path: Path
    volume: str
    """Identity of the file system at the time of adding ("" if the system tells none)."""
    excludes: tuple[str, ...] = ()
    """Patterns of this root, beside those of the settings."""
    online: bool = True


@dataclass(frozen=True, slots=True)
class PhotoRecord:
    """Describe one row of the catalog, as shown to a front end."""

    photo_id: int
    root_id: int
    path: Path
    """Absolute. May hold surrogate escapes where the name is not valid UTF-8."""
    state: PhotoState
    size: int
    mtime_ns: int
    content_id: bytes | None
    metadata: PhotoMetadata | None
    """None where unreadable."""
    reason: Reason | None = None
    detail: Message | None = None
    missing: bool = False
    online: bool = True
    """False while the root's drive is unplugged."""
    has_sidecar: bool = False
    """An XMP file beside it holds ratings, keywords or edits of it."""
    stacked: tuple[Path, ...] = ()
    """Files beside it that hold the same shot as RAW or as a picture: this one is shown for all."""
    links: tuple[Path, ...] = ()
    """Other names of the same file, hard and symbolic links, for which this one is shown."""


@dataclass(frozen=True, slots=True)
class IndexedPhoto:
    """Hold what a worker found out about one file: the row to be written."""

    root_id: int
    stamp: FileStamp
    content_id: bytes
    metadata: PhotoMetadata
    thumbnail: bytes
    """JPEG, upright, sRGB."""
    codes: dict[str, bytes] = field(default_factory=dict)
    """Packed codes by kind, see core.codes."""
    other_codes: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """Those of further models, by model id: while the library is switched to another one."""
    labels: tuple[str, ...] = ()
    """What the encoder sees in it, in words, the surest first."""
    color: int | None = None
    """Of the picture, see core.color; None if it was not looked at."""


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """Tell of a file that could not be read, and why: also a row."""

    root_id: int
    stamp: FileStamp
    reason: Reason
    detail: Message


def to_path(root: Path, rel_path: bytes) -> Path:
    """Return the absolute path of a file below `root`."""
    return root / os.fsdecode(rel_path)


def to_rel_path(root: Path, path: Path) -> bytes:
    """Return `path` below `root` as stored in the catalog.

    Raises:
        ValueError: `path` is not below `root`.
    """
    return os.fsencode(path.relative_to(root).as_posix())

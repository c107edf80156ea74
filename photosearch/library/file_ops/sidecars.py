"""Find the XMP file beside a photo, and change it without losing anything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from photosearch.images.formats import CANDIDATE_SUFFIXES
from photosearch.images.xmp import MAX_BYTES
from photosearch.library.file_ops.atomic_files import write_atomically
from photosearch.library.roots.scanner import sidecar_paths


class UnusableSidecar(Exception):
    """Say that it is there, but cannot be taken for an XMP file."""


def find_sidecar(photo: Path) -> Path | None:
    """Return the sidecar that the library reads for a photo, None if there is none."""
    for candidate in sidecar_candidates(photo):
        if os.path.lexists(candidate):
            return candidate
    return None


def new_sidecar_path(photo: Path) -> Path:
    """Return where the sidecar of a photo that has none is made: "photo.jpg.xmp", of this photo
    alone, whatever else is called "photo"."""
    return sidecar_candidates(photo)[0]


def sidecar_candidates(photo: Path) -> list[Path]:
    """Return where the sidecar of a photo may be, best first."""
    return [Path(os.fsdecode(path)) for path in sidecar_paths(os.fsencode(photo))]


def is_shared(sidecar: Path, photo: Path) -> bool:
    """Tell whether "photo.xmp" is that of further photos, such as photo.cr2 beside photo.jpg."""
    return any(True for _ in sharers(sidecar, photo))


def sharers(sidecar: Path, photo: Path) -> Iterator[Path]:
    """Yield the other photos in the folder whose sidecar this is."""
    if sidecar.name.lower() == f"{photo.name}.xmp".lower():
        return
    stem = sidecar.stem.lower()
    with os.scandir(photo.parent) as entries:
        names = [entry.name for entry in entries]
    for name in names:
        other = photo.with_name(name)
        is_photo = other.suffix.lower() in CANDIDATE_SUFFIXES
        alike = name != photo.name and is_photo and other.stem.lower() == stem
        if alike and find_sidecar(other) == sidecar:
            yield other


def exclusive_sidecars(photo: Path) -> list[Path]:
    """Return all sidecars that belong to this photo and to no other one: they go where it goes."""
    found: list[Path] = []
    for candidate in sidecar_candidates(photo):
        known = any(_same(candidate, other) for other in found)
        if os.path.lexists(candidate) and not known and not is_shared(candidate, photo):
            found.append(candidate)
    return found


def read(sidecar: Path) -> bytes:
    """Read its content.

    Raises:
        UnusableSidecar: it is larger than any honest one, or no regular file.
        OSError: the system does not let it be read.
    """
    if not sidecar.is_file():
        raise UnusableSidecar("it is not a file")
    if sidecar.stat().st_size > MAX_BYTES:
        raise UnusableSidecar("it is too large")
    return sidecar.read_bytes()


def write(sidecar: Path, packet: bytes) -> None:
    """Replace its content in one go.

    Raises:
        PermissionError: it is marked as read-only; it is left as it is.
        OSError: it is as it was.
    """
    if sidecar.exists() and not sidecar.stat().st_mode & 0o222:
        raise PermissionError(13, "the file is marked as read-only", str(sidecar))
    write_atomically(sidecar, packet)


def mtime_ns(sidecar: Path | None) -> int:
    """Return its modification time as the catalog notes it; 0 without one."""
    try:
        return sidecar.stat().st_mtime_ns if sidecar is not None else 0
    except OSError:
        return 0


def _same(one: Path, other: Path) -> bool:
    """Tell whether both are one file, as .xmp and .XMP where the system ignores case."""
    try:
        return one.samefile(other)
    except OSError:
        return False

"""Tell which XMP files belong to a photo, and change them without losing anything.

A photo may have two, "photo.jpg.xmp" and "photo.xmp". The one that changed last is read and
written; the other one is kept alike, and both go where the photo goes. "photo.xmp" may be that of
several photos, such as photo.cr2 and photo.jpg.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from photosearch.images.formats import CANDIDATE_SUFFIXES
from photosearch.images.xmp import MAX_BYTES
from photosearch.library.file_ops.atomic_files import write_atomically
from photosearch.library.roots import sidecar_lookup


class UnusableSidecar(Exception):
    """Say that it is there, but cannot be taken for an XMP file."""


def find_sidecars(photo: Path) -> list[Path]:
    """Return the sidecars of a photo, the one that the library reads first; each file once."""
    found: list[Path] = []
    for sidecar in sidecar_lookup.find_sidecars(photo):
        if not any(_is_same_file(sidecar, other) for other in found):
            found.append(sidecar)
    return found


def find_sidecar(photo: Path) -> Path | None:
    """Return the sidecar that the library reads for a photo, None if there is none."""
    return next(iter(find_sidecars(photo)), None)


def new_sidecar_path(photo: Path) -> Path:
    """Return where the sidecar of a photo that has none is made: "photo.jpg.xmp".

    It is of this photo alone, whatever else is called "photo".
    """
    return photo.with_name(f"{photo.name}.xmp")


def is_shared(sidecar: Path, photo: Path) -> bool:
    """Tell whether "photo.xmp" is that of further photos, such as photo.cr2 beside photo.jpg."""
    return any(True for _ in _other_photos(sidecar, photo))


def other_readers(sidecar: Path, photo: Path) -> Iterator[Path]:
    """Yield the other photos in the folder for which this sidecar is read."""
    for other in _other_photos(sidecar, photo):
        if find_sidecar(other) == sidecar:
            yield other


def exclusive_sidecars(photo: Path) -> list[Path]:
    """Return all sidecars that belong to this photo and to no other one: they go where it goes."""
    return [each for each in _files_of(photo) if not is_shared(each, photo)]


def shared_sidecars(photo: Path) -> list[Path]:
    """Return all sidecars that belong to this photo and to others."""
    return [each for each in _files_of(photo) if is_shared(each, photo)]


def _files_of(photo: Path) -> list[Path]:
    """Return its sidecars, links that lead to nothing among them: no folder goes along unasked."""
    return [each for each in find_sidecars(photo) if each.is_file() or not each.exists()]


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
    return 0 if sidecar is None else sidecar_lookup.mtime_ns(sidecar)


def set_mtime_ns(sidecar: Path, changed_ns: int) -> None:
    """Give it that modification time: it decides which sidecar of a photo is read.

    Raises:
        OSError: the system does not allow it.
    """
    os.utime(sidecar, ns=(changed_ns, changed_ns))


def _other_photos(sidecar: Path, photo: Path) -> Iterator[Path]:
    """Yield the other photos in the folder whose sidecar this is, read or not."""
    key = os.fsencode(sidecar.name).lower()
    if key == sidecar_lookup.sidecar_keys(os.fsencode(photo.name))[0]:
        return
    with os.scandir(photo.parent) as entries:
        names = [entry.name for entry in entries]
    for name in names:
        is_photo = Path(name).suffix.lower() in CANDIDATE_SUFFIXES and name != photo.name
        if is_photo and key in sidecar_lookup.sidecar_keys(os.fsencode(name)):
            yield photo.with_name(name)


def _is_same_file(one: Path, other: Path) -> bool:
    """Tell whether both are one file, as .xmp and .XMP where the system ignores case."""
    try:
        return one.samefile(other)
    except OSError:
        return False

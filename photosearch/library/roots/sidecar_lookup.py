"""Find the XMP files beside a photo: "photo.jpg.xmp" (darktable) and "photo.xmp" (Adobe).

Upper and lower case are one, as on Windows and macOS: "case.xmp" is that of "CASE.JPG". Where there
are several, the one that changed last is read. What has such a name but is no file, a folder or a
pipe, is none.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

SUFFIX = b".xmp"


def sidecar_keys(name: bytes) -> tuple[bytes, bytes]:
    """Return how sidecars of a photo of this name are called, in lower case: full name, stem."""
    lower = name.lower()
    dot = lower.rfind(b".")
    stem = lower[:dot] if dot > 0 else lower
    return lower + SUFFIX, stem + SUFFIX


def sidecar_times(entries: Iterable[os.DirEntry[bytes]]) -> dict[bytes, int]:
    """Return when the XMP files among `entries` changed, in ns by name in lower case."""
    times: dict[bytes, int] = {}
    for entry in entries:
        key = entry.name.lower()
        if key.endswith(SUFFIX):
            times[key] = max(_changed_ns(entry), times.get(key, 0))
    return times


def find_sidecars(photo: Path) -> list[Path]:
    """Return the sidecars of the photo at `photo`, the one that is read first.

    That is the one that changed last; of equally old ones the one with the full name, and the one
    in the same case. A link that leads to nothing, and what is no file, comes last.
    """
    full, stem = sidecar_keys(os.fsencode(photo.name))
    try:
        with os.scandir(photo.parent) as entries:
            names = [each.name for each in entries]
    except OSError:
        return []
    keys = {name: os.fsencode(name).lower() for name in names}
    paths = [photo.with_name(name) for name, key in keys.items() if key in (full, stem)]

    def rank(path: Path) -> tuple[int, bool, bool, str]:
        is_stem = keys[path.name] != full
        return -mtime_ns(path), is_stem, not path.name.startswith(photo.stem), path.name

    return sorted(paths, key=rank)


def sidecar_of_time(photo: Path, changed_ns: int) -> Path | None:
    """Return the sidecar that a scan saw, by its time of change, without listing the folder.

    If none of the usual names has that time, it is looked for: None if there is none.
    """
    for name in (f"{photo.name}.xmp", f"{photo.stem}.xmp"):
        path = photo.with_name(name)
        if mtime_ns(path) == changed_ns:
            return path
    return next(iter(find_sidecars(photo)), None)


def mtime_ns(path: Path) -> int:
    """Return when a file changed; 0 if there is none."""
    return _changed_ns(path)


def _changed_ns(file: Path | os.DirEntry[bytes]) -> int:
    try:
        status = file.stat()
    except OSError:
        return 0
    return status.st_mtime_ns if stat.S_ISREG(status.st_mode) else 0

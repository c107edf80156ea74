"""Put a frozen program into a .zip that runs where it is unpacked; the same bytes each time."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import identity

_EARLIEST = 315_532_800
"""1980, before which the format has no times."""


def build_zip(program: Path, target: Path, epoch: int) -> Path:
    """Write the archive; return its path.

    Args:
        program: the frozen folder.
        target: the archive to be written.
        epoch: the time of all files, in seconds since 1970.
    """
    time = datetime.datetime.fromtimestamp(max(epoch, _EARLIEST), datetime.UTC).timetuple()[:6]
    files = sorted(path for path in program.rglob("*") if path.is_file())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files:
            inside = Path(f"{identity.NAME}-{identity.VERSION}") / path.relative_to(program)
            entry = zipfile.ZipInfo(inside.as_posix(), time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return target

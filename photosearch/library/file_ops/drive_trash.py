"""Keep what is thrown away in a folder on its own drive, as the desktops of Linux do.

The form is that of the FreeDesktop trash specification 1.0: there it is the trash of the system.
Where a system has none, or has it only for windows, the folder lies in the topmost folder of the
drive that may be written to.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from photosearch.library.file_ops import atomic_files

_INFO, _FILES, _SUFFIX = "info", "files", ".trashinfo"
_NUMBER_ROOM = len(" (99999)")
_OTHER_DRIVE = (errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTSUP)
"""With these the next folder is tried."""


class DriveTrash:
    """See `photosearch.core.file_operations.Trash`. For any thread."""

    def put(self, path: Path) -> Path:
        """Move a file to the trash on its drive; return where it lies now.

        Raises:
            OSError: the file is still where it was.
        """
        device = path.lstat().st_dev
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        failure: OSError | None = None
        for trash, top in _trashes_for(path, device):
            try:
                return _put(path, trash, top)
            except OSError as error:
                if error.errno not in _OTHER_DRIVE or not os.path.lexists(path):
                    raise
                failure = failure or error
        raise failure or OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(path))

    def find(self, path: Path) -> Path | None:
        """Return where the file lies that was thrown away last at `path`; None if unknown."""
        wanted = os.fsencode(path)
        found: list[tuple[str, int, Path]] = []
        for trash, top in _trashes_of(path):
            with suppress(OSError):
                for info in (trash / _INFO).iterdir():
                    if info.suffix == _SUFFIX:
                        original, date = _read_info(info, top)
                        place = trash / _FILES / info.name.removesuffix(_SUFFIX)
                        if original == wanted and os.path.lexists(place):
                            found.append((date, info.stat().st_mtime_ns, place))
        return max(found)[-1] if found else None

    def forget(self, place: Path) -> None:
        """Remove the note about a file that has been taken out of the trash."""
        if place.parent.name == _FILES and not os.path.lexists(place):
            info = place.parent.parent / _INFO / (place.name + _SUFFIX)
            info.unlink(missing_ok=True)


def _data_home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _own_name() -> str:
    return f".Trash-{os.getuid()}" if hasattr(os, "getuid") else ".Trash-photosearch"


def _trashes_for(path: Path, device: int) -> Iterator[tuple[Path, Path | None]]:
    """Yield folders that take a file, the best first, and what their notes are relative to."""
    if sys.platform.startswith("linux"):
        home = _data_home()
        with suppress(OSError):
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            if home.stat().st_dev == device:
                yield home / "Trash", None
        for parent in path.parents:
            if parent.is_mount():
                shared = parent / ".Trash"
                if _is_shared_trash(shared):
                    yield shared / str(os.getuid()), parent
                break
    for parent in reversed(path.parents):
        with suppress(OSError):
            if parent.stat().st_dev == device and os.access(parent, os.W_OK | os.X_OK):
                yield parent / _own_name(), parent


def _is_shared_trash(folder: Path) -> bool:
    """Tell whether a folder is a trash that an administrator made for all users of a drive."""
    try:
        mode = folder.lstat().st_mode
    except OSError:
        return False
    return stat.S_ISDIR(mode) and bool(mode & stat.S_ISVTX)


def _trashes_of(path: Path) -> Iterator[tuple[Path, Path | None]]:
    """Yield the trash folders that a file at `path` may be in, with what their notes are relative
    to."""
    if sys.platform.startswith("linux"):
        yield _data_home() / "Trash", None
    for parent in path.parents:
        yield parent / _own_name(), parent
        if hasattr(os, "getuid"):
            yield parent / ".Trash" / str(os.getuid()), parent


def _put(path: Path, trash: Path, top: Path | None) -> Path:
    for folder in (trash, trash / _FILES, trash / _INFO):
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except FileExistsError as error:  # a file is called so: this is no trash
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(folder)) from error
    original = path if top is None else path.relative_to(top)
    note = (
        f"[Trash Info]\nPath={quote(os.fsencode(original.as_posix()))}\n"
        f"DeletionDate={datetime.now():%Y-%m-%dT%H:%M:%S}\n"
    )
    for place in atomic_files.free_names(trash / _FILES / _short_name(path.name, trash)):
        info = trash / _INFO / (place.name + _SUFFIX)
        try:  # the note holds the name for the file
            file = info.open("x", encoding="ascii")
        except FileExistsError:
            continue
        try:
            with file:
                file.write(note)
            if os.path.lexists(place):  # who put it there wrote no note
                info.unlink()
                continue
            path.rename(place)
        except BaseException:
            with suppress(OSError):
                info.unlink()
            raise
        return place
    raise AssertionError("the names do not end")


def _short_name(name: str, trash: Path) -> str:
    """Return a name that leaves room for that of its note, and for a number: its end is kept.

    The note tells what the file was called.
    """
    longest = 255
    if hasattr(os, "pathconf"):
        with suppress(OSError, ValueError):
            longest = os.pathconf(trash, "PC_NAME_MAX")
    room = longest - len(_SUFFIX) - _NUMBER_ROOM
    stem, suffix = Path(name).stem, Path(name).suffix
    if len(os.fsencode(suffix)) > room // 2:
        stem, suffix = name, ""
    while len(os.fsencode(stem + suffix)) > room:
        stem = stem[:-1]
    return stem + suffix


def _read_info(info: Path, top: Path | None) -> tuple[bytes, str]:
    """Return the original path, and when it was thrown away; empty where it says nothing."""
    original, date = b"", ""
    with suppress(OSError, UnicodeDecodeError):
        for line in info.read_text("utf-8").splitlines():
            key, _, value = line.partition("=")
            if key.strip() == "Path":
                original = unquote_to_bytes(quote(value.strip(), safe="/%"))
            elif key.strip() == "DeletionDate":
                date = value.strip()
    if original and not Path(os.fsdecode(original)).is_absolute():
        original = os.fsencode(top / os.fsdecode(original)) if top is not None else b""
    return original, date

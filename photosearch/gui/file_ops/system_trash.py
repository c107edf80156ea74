"""Reach the trash of the system, as Qt does."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from PySide6.QtCore import QFile, QStandardPaths

from photosearch.gui.translation import tr

_INFO, _FILES, _SUFFIX = "info", "files", ".trashinfo"


class SystemTrash:
    """See `photosearch.core.file_operations.Trash`. For any thread but that of the window."""

    def put(self, path: Path) -> Path | None:
        """Move a file there; where it lies now, None if the system does not tell.

        Raises:
            OSError: the file is still where it was.
        """
        if not os.path.lexists(path):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        try:
            str(path).encode()
        except UnicodeEncodeError:
            text = tr("the name is not valid text, so the system's trash cannot take it")
            raise OSError(errno.EILSEQ, text, str(path)) from None
        if sys.platform not in ("win32", "darwin"):
            # WORKAROUND: Qt (6.11) fails where the folder that holds the trash is yet to be made.
            with suppress(OSError):
                _data_home().mkdir(mode=0o700, parents=True, exist_ok=True)
        file = QFile(str(path))
        if not file.moveToTrash():
            raise _error(file.errorString(), path)
        if os.path.lexists(path):
            raise OSError(errno.EIO, tr("the system did not remove it"), str(path))
        place = Path(file.fileName())
        return place if file.fileName() and place != path and os.path.lexists(place) else None

    def find(self, path: Path) -> Path | None:
        """Return where the file lies that was thrown away last at `path`; only Linux tells."""
        wanted = os.fsencode(path)
        found: list[tuple[str, Path]] = []
        for trash, top in _trashes(path):
            with suppress(OSError):
                for info in (trash / _INFO).iterdir():
                    if info.suffix == _SUFFIX:
                        original, date = _read_info(info, top)
                        place = trash / _FILES / info.name.removesuffix(_SUFFIX)
                        if original == wanted and os.path.lexists(place):
                            found.append((date, place))
        return max(found)[1] if found else None

    def forget(self, place: Path) -> None:
        """Remove the note about a file that has been taken out of the trash."""
        if place.parent.name == _FILES and not os.path.lexists(place):
            info = place.parent.parent / _INFO / (place.name + _SUFFIX)
            info.unlink(missing_ok=True)


def _error(words: str, path: Path) -> OSError:
    """Explain why: Qt only tells the system's words; those that have an advice of their own are
    recognised."""
    codes = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM)
    code = next((code for code in codes if os.strerror(code) == words), errno.ENOTSUP)
    return OSError(code, words, str(path))


def _data_home() -> Path:
    location = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(location))


def _trashes(path: Path) -> Iterator[tuple[Path, Path | None]]:
    """Yield the trash folders that a file at `path` may be in, with what their paths are relative
    to."""
    if sys.platform in ("win32", "darwin"):
        return
    yield _data_home() / "Trash", None
    uid = os.getuid()
    for parent in path.parents:
        if parent.is_mount():
            yield parent / f".Trash-{uid}", parent
            yield parent / ".Trash" / str(uid), parent
            return


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
    if original and not original.startswith(b"/"):
        original = os.fsencode(top / os.fsdecode(original)) if top is not None else b""
    return original, date

"""Reach the trash of the system, as Qt does; where there is none, one on the drive itself."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFile, QStandardPaths

from photosearch.gui.translation import tr
from photosearch.library.file_ops.drive_trash import DriveTrash


class SystemTrash:
    """See `photosearch.core.file_operations.Trash`. For any thread but that of the window."""

    def __init__(self) -> None:
        self._on_drive = DriveTrash()

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
            return self._on_drive.put(path)  # Qt takes no name that is no valid text
        if sys.platform not in ("win32", "darwin"):
            # WORKAROUND: Qt (6.11) fails where the folder that holds the trash is yet to be made.
            with suppress(OSError):
                _data_home().mkdir(mode=0o700, parents=True, exist_ok=True)
        file = QFile(str(path))
        if not file.moveToTrash():
            error = _error(file.errorString(), path)
            if error.errno != errno.ENOTSUP or not os.path.lexists(path):
                raise error
            return self._on_drive.put(path)
        if os.path.lexists(path):
            raise OSError(errno.EIO, tr("the system did not remove it"), str(path))
        place = Path(file.fileName())
        return place if file.fileName() and place != path and os.path.lexists(place) else None

    def find(self, path: Path) -> Path | None:
        """Return where the file lies that was thrown away last at `path`.

        Windows and macOS tell it only of files on drives where they have no trash.
        """
        return self._on_drive.find(path)

    def forget(self, place: Path) -> None:
        """Remove the note about a file that has been taken out of the trash."""
        self._on_drive.forget(place)


def _error(words: str, path: Path) -> OSError:
    """Explain why: Qt only tells the system's words; those that have an advice of their own are
    recognised."""
    codes = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM)
    code = next((code for code in codes if os.strerror(code) == words), errno.ENOTSUP)
    return OSError(code, words, str(path))


def _data_home() -> Path:
    location = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(location))

"""Read files that may be gone, no file, too large or still being written."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.message_codes import DetailCode
from photosearch.core.photo import FileStamp
from photosearch.messages import Message

_MEGABYTE = 1024 * 1024  # as the settings count


def open_regular(path: bytes | Path) -> BinaryIO:
    """Open a file for reading without waiting for anybody: a pipe may have taken the place that a
    scan saw it at.

    Raises:
        UnreadablePhoto: it is no regular file.
        OSError: the system's own refusal.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno in (errno.ENXIO, errno.ENODEV, errno.EISDIR):
            raise UnreadablePhoto(Reason.NOT_A_FILE, Message(DetailCode.NOT_REGULAR)) from None
        raise
    try:
        file = os.fdopen(descriptor, "rb")
    except IsADirectoryError:
        os.close(descriptor)  # fdopen leaves it open when it fails
        raise UnreadablePhoto(Reason.NOT_A_FILE, Message(DetailCode.IS_FOLDER)) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise UnreadablePhoto(Reason.NOT_A_FILE, Message(DetailCode.NOT_REGULAR))
    return file


def read_stable(path: bytes, stamp: FileStamp, max_bytes: int) -> tuple[bytes, FileStamp]:
    """Read a file that does not change meanwhile; return its content, and its stamp as of now.

    Raises:
        UnreadablePhoto: no regular file, empty, too large, or changing.
        OSError: the system's own refusal.
    """
    with open_regular(path) as file:
        before = os.fstat(file.fileno())
        if before.st_size == 0:
            raise UnreadablePhoto(Reason.EMPTY, Message(DetailCode.EMPTY_FILE))
        if before.st_size > max_bytes:
            raise UnreadablePhoto(
                Reason.TOO_LARGE,
                Message(
                    DetailCode.FILE_TOO_LARGE,
                    megabytes=round(before.st_size / _MEGABYTE),
                    limit=round(max_bytes / _MEGABYTE),
                ),
            )
        data = file.read(before.st_size)
        after = os.fstat(file.fileno())
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns) or len(
        data
    ) != before.st_size:
        raise UnreadablePhoto(Reason.CHANGING, Message(DetailCode.FILE_CHANGING))
    now = replace(stamp, size=after.st_size, mtime_ns=after.st_mtime_ns)
    return data, now


def as_unreadable(error: UnreadablePhoto | MemoryError | OSError) -> UnreadablePhoto:
    """Return what stood in the way of reading a file, in plain words."""
    match error:
        case UnreadablePhoto():
            return error
        case MemoryError():
            detail = Message(DetailCode.OVER_MEMORY_LIMIT)
            return UnreadablePhoto(Reason.OUT_OF_MEMORY, detail)
        case FileNotFoundError():
            return UnreadablePhoto(Reason.GONE, Message(DetailCode.FILE_GONE))
        case PermissionError():
            detail = Message(DetailCode.FILE_FORBIDDEN)
            return UnreadablePhoto(Reason.NO_PERMISSION, detail)
        case OSError():
            detail = Message(DetailCode.SYSTEM_ERROR, cause=error.strerror or str(error))
            return UnreadablePhoto(Reason.IO_ERROR, detail)

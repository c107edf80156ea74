"""Read a whole file that may be gone, no file, too large or still being written."""

from __future__ import annotations

import errno
import os
import stat

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.photo import FileStamp

_MEGABYTE = 1024 * 1024  # as the settings count


def read_stable(path: bytes, stamp: FileStamp, max_bytes: int) -> tuple[bytes, FileStamp]:
    """Read a file that does not change meanwhile; return its content, and its stamp as of now.

    Raises:
        UnreadablePhoto: no regular file, empty, too large, or changing.
        OSError: the system's own refusal.
    """
    # Without blocking: a pipe may have taken the file's place since the scan.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno in (errno.ENXIO, errno.ENODEV, errno.EISDIR):
            raise UnreadablePhoto(Reason.NOT_A_FILE, "This is not a regular file.") from None
        raise
    try:
        opened = os.fdopen(descriptor, "rb")
    except IsADirectoryError:
        os.close(descriptor)  # fdopen leaves it open when it fails
        raise UnreadablePhoto(Reason.NOT_A_FILE, "This is a folder, not a file.") from None
    with opened as file:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise UnreadablePhoto(Reason.NOT_A_FILE, "This is not a regular file.")
        if before.st_size == 0:
            raise UnreadablePhoto(Reason.EMPTY, "The file is empty (0 bytes).")
        if before.st_size > max_bytes:
            raise UnreadablePhoto(
                Reason.TOO_LARGE,
                f"The file has {before.st_size / _MEGABYTE:,.0f} MB; the limit is"
                f" {max_bytes / _MEGABYTE:,.0f} MB (setting max_file_megabytes).",
            )
        data = file.read(before.st_size)
        after = os.fstat(descriptor)
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns) or len(
        data
    ) != before.st_size:
        raise UnreadablePhoto(Reason.CHANGING, "The file changed while it was read.")
    now = FileStamp(
        stamp.rel_path, after.st_size, after.st_mtime_ns, stamp.file_id, stamp.sidecar_mtime_ns
    )
    return data, now


def as_unreadable(error: UnreadablePhoto | MemoryError | OSError) -> UnreadablePhoto:
    """Return what stood in the way of reading a file, in plain words."""
    match error:
        case UnreadablePhoto():
            return error
        case MemoryError():
            detail = "It takes more memory than a worker may use."
            return UnreadablePhoto(Reason.OUT_OF_MEMORY, detail)
        case FileNotFoundError():
            return UnreadablePhoto(Reason.GONE, "There is no such file.")
        case PermissionError():
            detail = "The system does not allow reading it."
            return UnreadablePhoto(Reason.NO_PERMISSION, detail)
        case OSError():
            detail = f"The system reports: {error.strerror or error}."
            return UnreadablePhoto(Reason.IO_ERROR, detail)

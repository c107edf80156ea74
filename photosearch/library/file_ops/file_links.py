"""Let a file lead to an equal one, by a link or by shared blocks, and make it its own again."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from photosearch.core.duplicates import CleanAction
from photosearch.core.file_operations import ErrorReason
from photosearch.library.file_ops import atomic_files
from photosearch.library.file_ops.atomic_files import part_beside
from photosearch.library.file_ops.journal import JournalEntry, pack, unpack
from photosearch.library.file_ops.operation_run import Refused

LINK_ACTIONS = frozenset({CleanAction.HARD_LINK, CleanAction.SYMBOLIC_LINK, CleanAction.REFLINK})

_FICLONE = 0x40049409
_MAX_ATTRIBUTE = 4096
_UNSUPPORTED = {
    errno.EXDEV,
    errno.EPERM,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.EINVAL,
    errno.ENOTTY,
    errno.ENOSYS,
    errno.EMLINK,
}
"""What systems answer where a link cannot be: another drive, a file system that knows none."""
_NO_PRIVILEGE = 1314
"""Windows makes symbolic links for administrators and developers only."""


def replace_by_link(
    path: Path, stays: Path, action: CleanAction, check: Callable[[Path], None]
) -> None:
    """Put a link to `stays`, of equal bytes, in the place of `path`.

    Args:
        path: a file.
        stays: another one.
        action: one of LINK_ACTIONS.
        check: see `atomic_files.exchange`.

    Raises:
        Refused: the system cannot do that there; all is as before.
        OSError: all is as before.
    """
    part = part_beside(path)
    part.unlink(missing_ok=True)
    try:
        try:
            _make_link(part, path, stays, action)
        except OSError as error:
            if error.errno in _UNSUPPORTED or getattr(error, "winerror", 0) == _NO_PRIVILEGE:
                raise Refused(ErrorReason.UNSUPPORTED, error.strerror or str(error)) from error
            raise
        atomic_files.exchange(path, part, check)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def restore_file(path: Path, entry: JournalEntry) -> bool:
    """Make a link that `replace_by_link` made a file of its own again; return whether it is one.

    Args:
        path: of the link; it may be gone.
        entry: what is noted of the file before.

    Returns:
        False if no file holds those bytes any more; nothing was done then.

    Raises:
        OSError: all is as before.
    """
    sources = (each for each in (Path(entry.to), path) if _holds(each, entry.after))
    source = next(sources, None)
    if source is None:
        return False

    def finish(part: Path) -> None:
        if entry.owner:
            atomic_files.give_to(part, *entry.owner)
        with suppress(OSError):
            part.chmod(entry.mode)
        _write_attributes(part, entry.attributes)
        os.utime(part, ns=(entry.mtime_ns, entry.mtime_ns))

    atomic_files.copy_over(source, path, finish)
    return True


def read_attributes(path: Path) -> dict[str, str]:
    """Return the extended attributes that a user gave a file, for `JournalEntry.attributes`.

    Only Linux tells them here; larger ones than desktops write are left out.
    """
    if sys.platform != "linux":
        return {}
    found = {}
    with suppress(OSError):
        for name in os.listxattr(path):
            value = os.getxattr(path, name) if name.startswith("user.") else b""
            if 0 < len(value) <= _MAX_ATTRIBUTE:
                found[name] = pack(value)
    return found


def _write_attributes(path: Path, attributes: dict[str, str]) -> None:
    if sys.platform == "linux":
        for name, value in attributes.items():
            with suppress(OSError):
                os.setxattr(path, name, unpack(value))


def is_link_to(path: Path, stays: Path, digest: str) -> bool:
    """Tell whether `path` is a link that `replace_by_link` made, or holds the same bytes still."""
    if path.is_symlink():
        return os.path.realpath(path) == os.path.realpath(stays)
    return _holds(path, digest)


def _holds(path: Path, digest: str) -> bool:
    try:
        return path.is_file() and atomic_files.digest_of(path).hex() == digest
    except OSError:
        return False


def _make_link(part: Path, path: Path, stays: Path, action: CleanAction) -> None:
    match action:
        case CleanAction.HARD_LINK:
            os.link(stays, part)
        case CleanAction.SYMBOLIC_LINK:
            part.symlink_to(_link_text(path, stays))
        case _:
            _clone(stays, part)
            status = path.stat()
            atomic_files.give_to(part, status.st_uid, status.st_gid)
            with suppress(OSError):  # some file systems keep no permissions or attributes
                shutil.copystat(path, part)
            os.utime(part, ns=(status.st_atime_ns, status.st_mtime_ns))


def _link_text(path: Path, stays: Path) -> str:
    """Return what a symbolic link holds: a relative way on one drive, which may be mounted anew."""
    folder, target = os.path.realpath(path.parent), os.path.realpath(stays)
    one_drive = Path(folder).stat().st_dev == Path(target).stat().st_dev
    return os.path.relpath(target, folder) if one_drive else target


def _clone(source: Path, target: Path) -> None:
    """Make a file that shares its blocks with `source`; raise OSError where that cannot be."""
    if sys.platform == "linux":
        _ficlone(source, target)
    elif sys.platform == "darwin":
        _clonefile(source, target)
    else:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(source))


def _ficlone(source: Path, target: Path) -> None:
    import fcntl  # not on Windows

    with source.open("rb") as old, target.open("xb") as new:
        fcntl.ioctl(new.fileno(), _FICLONE, old.fileno())


def _clonefile(source: Path, target: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.clonefile(os.fsencode(source), os.fsencode(target), 0) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(source))

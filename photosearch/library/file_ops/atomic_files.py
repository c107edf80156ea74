"""Write, move and copy files so that nothing is ever lost or overwritten.

Whatever happens in between, power cuts included: the old file, or the whole new one, is there.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

_CHUNK = 1 << 20
_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}
"""What file systems answer that know no hard links (FAT, many shares)."""


class ContentChanged(OSError):
    """Say that a file, or its copy, is not what it was: nothing was replaced."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is the old one or the new one at every moment; a link stays a link.

    Raises:
        OSError: it is as it was.
    """
    target = _link_target(path)
    former = None
    with suppress(FileNotFoundError):
        former = target.stat()
    temporary = part_path(path)
    try:
        with temporary.open("wb") as file:
            if former is not None and hasattr(os, "fchmod"):
                give_to(temporary, former.st_uid, former.st_gid)
                os.fchmod(file.fileno(), stat.S_IMODE(former.st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    fsync_folder(target.parent)


def give_to(path: Path, user: int, group: int) -> None:
    """Let a file that was made anew be whose the one before was, where the system lets us.

    The system may take the right away to be run as its owner: what needs that is set afterwards.
    """
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, user, group)


def part_path(path: Path) -> Path:
    """Return where the new content of `path` is written first: always the same name, so that a kill
    leaves one small file at most, and a short one, so that long names have room."""
    return part_beside(_link_target(path))


def part_beside(path: Path) -> Path:
    """Return where what takes the place of `path` itself, be it a link, is made first."""
    return path.with_name(f".photosearch-{_name_digest(path)}.part")


def aside_path(path: Path) -> Path:
    """Return where a file waits that is being replaced: what is there is never just removed."""
    return path.with_name(f".photosearch-{_name_digest(path)}.aside")


def _name_digest(path: Path) -> str:
    return hashlib.blake2b(os.fsencode(path.name), digest_size=8).hexdigest()


def _link_target(path: Path) -> Path:
    """Return the file that a link leads to, or `path` itself."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def move(source: Path, target: Path, checkpoint: Callable[[], None] = lambda: None) -> None:
    """Move a file to a place that is free, also to another drive.

    Across drives the source is removed only after the copy has been read back and compared.

    Args:
        source: a file.
        target: its new place.
        checkpoint: called now and then; may raise to stop, and all is as before.

    Raises:
        FileExistsError: the place is taken.
        ContentChanged: the file changed meanwhile, or the copy could not be verified.
        OSError: the file is where it was.
    """
    try:
        _rename_if_free(source, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno != errno.EXDEV and getattr(error, "winerror", 0) != 17:
            raise
        owner = source.stat()
        copy(source, target, checkpoint)
        give_to(target, owner.st_uid, owner.st_gid)
        _unlink_source(source, target)
    fsync_folder(target.parent)
    if source.parent != target.parent:
        fsync_folder(source.parent)


def copy(source: Path, target: Path, checkpoint: Callable[[], None] = lambda: None) -> None:
    """Copy a file to a place that is free: write, sync, read back, compare, then give the name.

    Time stamps and permissions come along. Raises as `move` does.
    """
    if is_taken(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    part = part_path(target)
    part.unlink(missing_ok=True)
    try:
        before = source.stat()
        written = _write_copy(source, part, checkpoint)
        after = source.stat()
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise ContentChanged(errno.EIO, "the file changed while it was copied", str(source))
        if part.stat().st_size != before.st_size or digest_of(part, checkpoint) != written:
            raise ContentChanged(errno.EIO, "the copy is not the same as the file", str(target))
        with suppress(OSError):  # some file systems keep no permissions or attributes
            shutil.copystat(source, part)
        with suppress(OSError):
            os.utime(part, ns=(before.st_atime_ns, before.st_mtime_ns))
        _rename_if_free(part, target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    fsync_folder(target.parent)


def copy_over(source: Path, target: Path, finish: Callable[[Path], None]) -> None:
    """Put a copy of `source` in the place of `target`, whatever is there: write, compare, replace.

    Args:
        source: a file.
        target: its place.
        finish: called with the copy before it takes the place.

    Raises:
        ContentChanged: the copy could not be verified.
        OSError: all is as before.
    """
    part = part_beside(target)
    part.unlink(missing_ok=True)
    try:
        written = _write_copy(source, part, lambda: None)
        if digest_of(part) != written:
            raise ContentChanged(errno.EIO, "the copy is not the same as the file", str(target))
        finish(part)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    fsync_folder(target.parent)


def exchange(path: Path, new: Path, check: Callable[[Path], None]) -> None:
    """Put the file or link `new` in the place of `path`, which goes if a last check agrees.

    Between, the file that is replaced waits under another name, where nobody writes to it any more.
    A power cut leaves one of these states: none loses anything, so none is waited for.

    Args:
        path: a file.
        new: beside it; gone afterwards.
        check: called with the place of the waiting file; may raise, and all is as before.

    Raises:
        FileExistsError: a file of a former exchange waits there, or another one came to `path`.
        OSError: all is as before.
    """
    aside = aside_path(path)
    if _is_one_file(path, aside):
        aside.unlink()  # a kill came between: it is a second name of the file itself
    _rename_if_free(path, aside)
    placed = False
    try:
        check(aside)
        _rename_if_free(new, path)
        placed = True
        aside.unlink()
    except BaseException:
        if is_taken(aside):
            if placed:
                path.unlink()
            bring_back(aside, path)
        raise


def _is_one_file(path: Path, other: Path) -> bool:
    """Tell whether two names are of one file, or of one link, themselves."""
    try:
        return os.path.samestat(path.lstat(), other.lstat())
    except OSError:
        return False


def bring_back(aside: Path, path: Path) -> Path:
    """Give a file its name again, or one beside it if another file has come there; return it."""
    for place in free_names(path):
        with suppress(FileExistsError):
            _rename_if_free(aside, place)
            return place
    raise AssertionError("the names do not end")


def digest_of(path: Path, checkpoint: Callable[[], None] = lambda: None) -> bytes:
    """Return a hash of the whole content, read from the disk where the system lets it."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := file.read(_CHUNK):
            checkpoint()
            digest.update(chunk)
    return digest.digest()


def same_content(one: Path, other: Path) -> bool:
    """Tell whether two files hold the same bytes; False if one cannot be read."""
    try:
        return one.stat().st_size == other.stat().st_size and digest_of(one) == digest_of(other)
    except OSError:
        return False


def is_taken(path: Path) -> bool:
    """Tell whether there is anything at `path`, a broken link included."""
    return os.path.lexists(path)


def free_names(path: Path) -> Iterator[Path]:
    """Return `path`, then "name (2).jpg", "name (3).jpg", ... beside it."""
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1


def fsync_folder(folder: Path) -> None:
    """See that names in `folder` survive a power cut, as far as the system lets us."""
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_copy(source: Path, part: Path, checkpoint: Callable[[], None]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    with source.open("rb") as old, part.open("xb") as new:
        while chunk := old.read(_CHUNK):
            checkpoint()
            digest.update(chunk)
            new.write(chunk)
        new.flush()
        os.fsync(new.fileno())
    return digest.digest()


def _rename_if_free(source: Path, target: Path) -> None:
    """Rename within a drive; FileExistsError if the place is taken, also at the last moment."""
    if os.name == "nt":
        source.rename(target)  # refuses by itself
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _rename_exclusively(source, target)
    else:
        _unlink_source(source, target)


def _unlink_source(source: Path, target: Path) -> None:
    """Remove `source`, which is at `target` too, or `target` if that may not be."""
    try:
        source.unlink()
    except OSError:
        target.unlink()
        raise


def _rename_exclusively(source: Path, target: Path) -> None:
    """Rename without replacing, by the system's own call; without one, look first."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "renameat2"):
            old, new = os.fsencode(source), os.fsencode(target)
            if libc.renameat2(_AT_FDCWD, old, _AT_FDCWD, new, _RENAME_NOREPLACE) == 0:
                return
            code = ctypes.get_errno()
            if code not in (errno.EINVAL, errno.ENOSYS):
                raise OSError(code, os.strerror(code), str(source), None, str(target))
    if is_taken(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)

"""Drives and network shares: which are there, which are slow to tell of changes, which are others.

An unplugged drive must never look like deleted photos. So a root counts as offline when its folder
does not answer, when another file system lies at its place, or when it is empty though it had
photos.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from photosearch.core.errors import UserError
from photosearch.core.photo import Root

_NETWORK_FILE_SYSTEMS = frozenset(
    {"9p", "afpfs", "cifs", "davfs", "fuse.davfs2", "fuse.rclone", "fuse.smbnetfs", "fuse.sshfs"}
    | {"nfs", "nfs4", "smb3", "smbfs", "vboxsf", "webdav"}
)
_ANSWER_WITHIN_S = 5.0
_IN_DELETE_SELF = 0x400


def volume_id(path: Path) -> str:
    """An identity of the file system at `path` that survives unplugging; "" if none is known."""
    try:
        device = path.stat().st_dev
    except OSError:
        return ""
    if os.name == "nt":
        return f"{device:x}"  # the volume's serial number
    by_uuid = Path("/dev/disk/by-uuid")
    try:
        links = list(by_uuid.iterdir())
    except OSError:
        return ""
    for link in links:
        try:
            if link.stat().st_rdev == device:
                return link.name
        except OSError:
            continue
    return ""


def answers(path: Path) -> bool:
    """Whether `path` is a folder that can be listed; a share that hangs counts as not there."""
    found = threading.Event()

    def look() -> None:
        try:
            with os.scandir(path):
                found.set()
        except OSError:
            pass
        done.set()

    done = threading.Event()
    threading.Thread(target=look, name=f"look at {path}", daemon=True).start()
    done.wait(_ANSWER_WITHIN_S)
    return found.is_set()


def is_empty(path: Path) -> bool:
    """Whether a folder holds nothing at all; an unreadable one counts as empty."""
    try:
        with os.scandir(path) as entries:
            return next(entries, None) is None
    except OSError:
        return True


def is_online(path: Path, volume: str, has_photos: bool) -> bool:
    """Whether the root at `path`, once seen on `volume`, can be looked through now."""
    if not answers(path):
        return False
    here = volume_id(path)
    if volume and here and here != volume:
        return False
    return not (has_photos and is_empty(path))


def file_system(path: Path) -> str:
    """The kind of file system that `path` lies on ("ext4", "nfs4", "NTFS", ...), "" if unknown."""
    resolved = Path(os.path.realpath(path))
    best, kind = -1, ""
    import psutil  # which takes a while, and only watching needs it

    try:
        partitions = psutil.disk_partitions(all=True)
    except OSError:
        return ""
    for partition in partitions:
        mount = Path(partition.mountpoint)
        if resolved.is_relative_to(mount) and len(mount.parts) > best:
            best, kind = len(mount.parts), partition.fstype
    return kind


def is_network(path: Path) -> bool:
    """Whether changes at `path` may come from other machines, which no watcher is told of."""
    if os.name == "nt" and str(path).startswith("\\\\"):
        return True
    return file_system(path).lower() in _NETWORK_FILE_SYSTEMS


def watch_limit_reached(path: Path) -> bool:
    """Whether the system refuses to watch one more folder (Linux counts them per user).

    Found out by trying it on `path`.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init()
    if descriptor < 0:
        return ctypes.get_errno() in (errno.EMFILE, errno.ENOSPC)
    try:
        watch = libc.inotify_add_watch(descriptor, os.fsencode(path), _IN_DELETE_SELF)
        return watch < 0 and ctypes.get_errno() == errno.ENOSPC
    finally:
        os.close(descriptor)


def all_online(roots: Sequence[Root], counts: Mapping[int, int]) -> list[bool]:
    """Which roots are there, in their order; one that hangs delays no other.

    Args:
        roots: to be looked at.
        counts: photos by root id: an empty folder that had some is another one.
    """
    if not roots:
        return []
    with ThreadPoolExecutor(len(roots), "drives") as pool:
        return list(
            pool.map(
                lambda root: is_online(root.path, root.volume, bool(counts.get(root.root_id))),
                roots,
            )
        )


def require_folder(path: Path) -> None:
    """See that `path` can be a root.

    Raises:
        UserError: it is no folder, or cannot be listed.
    """
    try:
        there, folder = path.exists(), path.is_dir()
    except OSError as error:  # too long a name, or in a folder that may not be looked into
        raise UserError(
            f"{path} cannot be used ({error.strerror}).", "Name a folder that holds photos."
        ) from error
    if not folder:
        what = f"{path} is not a folder." if there else f"{path} does not exist."
        raise UserError(what, "Name a folder that holds photos.")
    if not answers(path):
        raise UserError(
            f"{path} cannot be listed.", "Check that you may read it and that it is connected."
        )

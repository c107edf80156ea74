"""Tell which drives and network shares are there, and which do not announce changes.

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

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.photo import Root

_NETWORK_FILE_SYSTEMS = frozenset(
    {"9p", "afpfs", "cifs", "davfs", "fuse.davfs2", "fuse.rclone", "fuse.smbnetfs", "fuse.sshfs"}
    | {"nfs", "nfs4", "smb3", "smbfs", "vboxsf", "webdav"}
)
_ANSWER_WITHIN_S = 5.0
_IN_DELETE_SELF = 0x400


def volume_id(path: Path) -> str:
    """Return what identifies the file system at `path` also after unplugging; "" if unknown."""
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


def device_of(path: Path) -> int:
    """Return the number of the file system at `path`, as long as it is mounted; 0 if nothing is."""
    try:
        return path.stat().st_dev
    except OSError:
        return 0


def is_listable(path: Path) -> bool:
    """Tell whether `path` is a folder that can be listed; a share that hangs is not."""
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


def is_empty_folder(path: Path) -> bool:
    """Tell whether a folder holds nothing at all; an unreadable one counts as empty."""
    try:
        with os.scandir(path) as entries:
            return next(entries, None) is None
    except OSError:
        return True


def is_online(path: Path, volume: str, has_photos: bool) -> bool:
    """Tell whether the root at `path`, once seen on `volume`, can be looked through now."""
    if not is_listable(path):
        return False
    here = volume_id(path)
    if volume and here and here != volume:
        return False
    return not (has_photos and is_empty_folder(path))


def file_system(path: Path) -> str:
    """Return the kind of file system at `path` ("ext4", "nfs4", "NTFS", ...); "" if unknown."""
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
    """Tell whether changes at `path` may come from other machines, which no watcher is told of."""
    if os.name == "nt" and str(path).startswith("\\\\"):
        return True
    return file_system(path).lower() in _NETWORK_FILE_SYSTEMS


def watch_limit_reached(path: Path) -> bool:
    """Tell whether the system refuses to watch one more folder (Linux counts them per user).

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


def online_states(roots: Sequence[Root], counts: Mapping[int, int]) -> list[bool]:
    """Return which roots are there, in their order; one that hangs delays no other.

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
        cause = error.strerror or str(error)
        raise UserError(ErrorCode.FOLDER_UNUSABLE, path=path, cause=cause) from error
    if not there:
        raise UserError(ErrorCode.FOLDER_MISSING, path=path)
    if not folder:
        raise UserError(ErrorCode.NOT_A_FOLDER, path=path)
    if not is_listable(path):
        raise UserError(ErrorCode.FOLDER_UNLISTABLE, path=path)

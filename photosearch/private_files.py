"""Keep the program's own files to their owner: photos are nobody else's on a shared computer.

On Windows the folders of a user belong to that user alone; elsewhere there a folder is given to its
owner as far as the system does it.
"""

from __future__ import annotations

import logging
import os
import re
import stat
import subprocess
import time
from contextlib import suppress
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_OTHERS = 0o077
"""Rights of the group and of everybody."""
_SYSTEM = "*S-1-5-18"
"""Windows' own account; without it, backup programs would see nothing."""
_ICACLS_S = 20

_UNFINISHED = re.compile(r".+\.[0-9]+\.new")
_ABANDONED_S = 3600

log = logging.getLogger(__name__)


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may look into; one that is there stays as it is.

    Raises:
        OSError: it cannot be made, or something else is there.
    """
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=FOLDER_MODE)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        _give_to_owner(folder)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner may read; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))


def free_path(path: Path) -> Path:
    """Return `path`, or the first of `path`-2, -3, ... that is not taken."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def replace_file(path: Path, content: bytes, *, private: bool = True) -> None:
    """Write a file in the place of the one that is there: at every moment it is the old one or the
    new one, and what could not be written whole is removed.

    Args:
        path: of the file.
        content: of the new one.
        private: it is made for its owner alone.

    Raises:
        OSError: it is as it was.
    """
    temporary = unfinished(path)
    try:
        if private:
            make_private_file(temporary)
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def unfinished(path: Path) -> Path:
    """Return where the new content of a file is written before it takes the place."""
    return path.with_name(f"{path.name}.{os.getpid()}.new")


def remove_unfinished(folder: Path) -> None:
    """Remove what killed programs left of files that they were writing, an hour ago or more."""
    before = time.time() - _ABANDONED_S
    with suppress(OSError):
        for path in folder.glob("*.new"):
            abandoned = _UNFINISHED.fullmatch(path.name) and path.lstat().st_mtime < before
            if abandoned and path.is_file():
                path.unlink(missing_ok=True)


def private_opener(path: str, flags: int) -> int:
    """Open a file, made for its owner alone: `open(path, "w", opener=private_opener)`."""
    return os.open(path, flags, FILE_MODE)


def is_open_to_others(folder: Path) -> bool:
    """Tell whether others can read something in a folder: it and a file in it let them.

    False where the system does not tell it by a mode (Windows), or not at all.
    """
    if os.name == "nt":
        return False
    try:
        return _lets_others(folder) and any(_lets_others(path) for path in folder.iterdir())
    except OSError:
        return False


def make_private(folder: Path) -> None:
    """Take the rights of others to a folder and the files in it away.

    Raises:
        OSError: they are not ours, or the system does not do it.
    """
    if os.name == "nt":
        _give_to_owner(folder)
        return
    folder.chmod(stat.S_IMODE(folder.stat().st_mode) & ~_OTHERS)
    for path in folder.iterdir():
        if not path.is_symlink() and _lets_others(path):
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)


def _lets_others(path: Path) -> bool:
    return bool(path.stat(follow_symlinks=False).st_mode & _OTHERS) and not path.is_symlink()


def _give_to_owner(folder: Path) -> None:
    """Let only the user into a folder on Windows; elsewhere its mode does."""
    user = os.environ.get("USERNAME", "")
    if os.name != "nt" or not user:
        return
    rights = [f"{name}:(OI)(CI)F" for name in (user, _SYSTEM)]
    command = ["icacls", str(folder), "/inheritance:r", "/grant:r", *rights, "/q"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_ICACLS_S)
    except (OSError, subprocess.SubprocessError) as error:
        log.info("the folder %s could not be made private: %s", folder, error)

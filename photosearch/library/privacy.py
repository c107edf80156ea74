"""See that only the user can read the library and the log: both tell of the user's photos."""

from __future__ import annotations

from pathlib import Path

from photosearch import paths
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.private_files import is_open_to_others, make_private


def open_folders(library: Path) -> list[Path]:
    """Return which of the library's folder and that of the log others can read."""
    return [folder for folder in _folders(library) if is_open_to_others(folder)]


def close_folders(library: Path) -> list[Path]:
    """Let only the user read the library's folder and that of the log; return those changed.

    Raises:
        UserError: the system does not allow it.
    """
    changed = open_folders(library)
    for folder in _folders(library):
        try:
            if folder.is_dir():
                make_private(folder)
        except OSError as error:
            raise UserError(
                ErrorCode.NOT_MADE_PRIVATE, folder=folder, cause=error.strerror or str(error)
            ) from error
    return changed


def _folders(library: Path) -> tuple[Path, ...]:
    return library, paths.log_folder()

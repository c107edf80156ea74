"""Check where a file is to be written that the user names: one rule for tables, pages and answers.

A name slips easily, and what was in a file that is written over is gone for good.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.paths import absolute


def check_output(
    path: Path, suffixes: Collection[str], wrong_name: UserError, *, replace: bool
) -> Path:
    """Return `path` made absolute; called before any work is spent on what is to be written there.

    Args:
        path: as the user named it.
        suffixes: the names that such a file may have, in lower case with the dot: a photo must not
            be overwritten by a slip of the tongue.
        wrong_name: to be raised if it has none of them.
        replace: a file that is there may be replaced.

    Raises:
        UserError: that; or it is a folder, or lies in none, or is there and not to be replaced.
    """
    path = absolute(path)
    if path.suffix.lower() not in suffixes:
        raise wrong_name
    if path.is_dir():
        raise UserError(ErrorCode.FILE_IS_FOLDER, path=path)
    if not path.parent.is_dir():
        raise UserError(ErrorCode.FILE_FOLDER_MISSING, path=path, folder=path.parent)
    if not replace and os.path.lexists(path):
        raise UserError(ErrorCode.FILE_EXISTS, file=path.name)
    return path


def unwritable(path: Path, error: OSError) -> UserError:
    """Return what to raise when a file could not be written."""
    cause = error.strerror or str(error)
    return UserError(ErrorCode.FILE_UNWRITABLE, path=path, cause=cause)

"""Which folder lies in which, however the user and the system spell their paths."""

from __future__ import annotations

import os
from pathlib import Path


def absolute(path: Path) -> Path:
    """`path` from the root of the file system; links stay as the user named them."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - resolve() follows links


def lies_in(path: Path, folder: Path) -> bool:
    """Whether `path` is `folder` or lies in it, also by way of links."""
    return path.is_relative_to(folder) or _real(path).is_relative_to(_real(folder))


def same(path: Path, other: Path) -> bool:
    """Whether both are one folder, also by way of links."""
    return path == other or _real(path) == _real(other)


def spelled_below(path: Path, folder: Path) -> Path:
    """`path`, which lies in `folder`, spelled so that it begins with it.

    Raises:
        ValueError: it does not lie there.
    """
    if path.is_relative_to(folder):
        return path
    return folder / _real(path).relative_to(_real(folder))


def _real(path: Path) -> Path:
    # normcase: one spelling where the system ignores upper and lower case (Windows)
    return Path(os.path.normcase(os.path.realpath(path)))

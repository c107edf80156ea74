"""Tell where things are: bundled data in a checkout, wheel or frozen program; user folders.

A frozen program that has a file `portable.txt` beside it keeps what is the user's beside it, too:
on a USB stick it leaves nothing on the computers that it is used on.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

_APP = "PhotoSearch"
_PORTABLE_MARK = "portable.txt"
_PORTABLE_DATA = "PhotoSearch data"


def _data_folder(name: str) -> Path:
    package = Path(__file__).resolve().parent
    if getattr(sys, "frozen", False):
        return Path(sys._MEIPASS) / name  # type: ignore[attr-defined] # noqa: SLF001 - documented by PyInstaller
    in_wheel = package / "_data" / name
    return in_wheel if in_wheel.is_dir() else package.parent / name


def absolute(path: Path) -> Path:
    """Return `path` from the root of the file system, `~` and `..` taken out; links stay as the
    user named them."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - resolve() follows links


def portable_folder() -> Path | None:
    """Return the folder in which a portable program keeps all that is the user's; None for one that
    is installed. Not created here."""
    if not getattr(sys, "frozen", False):
        return None
    folder = Path(sys.executable).resolve().parent
    if folder.parts[-2:] == ("Contents", "MacOS"):  # inside of an application of macOS
        folder = folder.parents[2]
    return folder / _PORTABLE_DATA if (folder / _PORTABLE_MARK).is_file() else None


def _user_data_folder() -> Path:
    return portable_folder() or Path(platformdirs.user_data_dir(_APP, appauthor=False))


def models_folder() -> Path:
    """Return the folder of the models that travel with the program, one folder each."""
    return _data_folder("models")


def user_models_folder() -> Path:
    """Return the folder of the user's own models, one folder each. Not created here."""
    return _user_data_folder() / "models"


def resources_folder() -> Path:
    """Return the folder of icons, styles and other bundled data."""
    return _data_folder("resources")


def default_library() -> Path:
    """Return where the library is kept unless `--library` says otherwise. Not created here."""
    return _user_data_folder() / "library"


def clean_lock_file() -> Path:
    """Return the lock that each program of this user holds while it removes a duplicate."""
    return _user_data_folder() / "clean.lock"


def settings_file() -> Path:
    """Return the path of the user's settings; the file may not exist."""
    folder = portable_folder() or Path(platformdirs.user_config_dir(_APP, appauthor=False))
    return folder / "settings.toml"


def log_folder() -> Path:
    """Return where log files go. Not created here."""
    portable = portable_folder()
    return portable / "log" if portable else Path(platformdirs.user_log_dir(_APP, appauthor=False))


def releases_page() -> str:
    """Return the address of the page with new versions; "" where whoever built the program told
    none."""
    try:
        return (resources_folder() / "releases.txt").read_text("utf-8").strip()
    except OSError:
        return ""

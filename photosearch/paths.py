"""Tell where things are: bundled data in a checkout, wheel or frozen program; user folders."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

_APP = "PhotoSearch"


def _data_folder(name: str) -> Path:
    package = Path(__file__).resolve().parent
    if getattr(sys, "frozen", False):
        return Path(sys._MEIPASS) / name  # type: ignore[attr-defined] # noqa: SLF001 - documented by PyInstaller
    in_wheel = package / "_data" / name
    return in_wheel if in_wheel.is_dir() else package.parent / name


def models_folder() -> Path:
    """Return the folder of the models that travel with the program, one folder each."""
    return _data_folder("models")


def user_models_folder() -> Path:
    """Return the folder of the user's own models, one folder each. Not created here."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "models"


def resources_folder() -> Path:
    """Return the folder of icons, styles and other bundled data."""
    return _data_folder("resources")


def default_library() -> Path:
    """Return where the library is kept unless `--library` says otherwise. Not created here."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "library"


def clean_lock_file() -> Path:
    """Return the lock that each program of this user holds while it removes a duplicate."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "clean.lock"


def settings_file() -> Path:
    """Return the path of the user's settings; the file may not exist."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False)) / "settings.toml"


def log_folder() -> Path:
    """Return where log files go. Not created here."""
    return Path(platformdirs.user_log_dir(_APP, appauthor=False))

"""Read and write the file of the user's settings.

One that cannot be read is set aside and said so; it is never overwritten.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomli_w

from photosearch.messages import Message, MessageCode
from photosearch.private_files import free_path, replace_file
from photosearch.settings import SETTINGS, Setting, Settings

log = logging.getLogger(__name__)


class SettingsCode(MessageCode):
    """Name what is wrong with settings."""

    SETTINGS_FILE_UNREADABLE = "settings-file-unreadable", "path", "cause"
    SETTINGS_FILE_SET_ASIDE = "settings-file-set-aside", "path", "cause", "file"
    SETTINGS_FILE_BROKEN = "settings-file-broken", "path", "cause"
    SETTING_UNKNOWN = "setting-unknown", "option"
    SETTING_NOT_A_LIST = "setting-not-a-list", "option", "found"
    SETTING_WRONG_TYPE = "setting-wrong-type", "option", "found", "expected"
    SETTING_NO_CHOICE = "setting-no-choice", "option", "found", "names"
    SETTING_OUT_OF_RANGE = "setting-out-of-range", "option", "found", "low", "high"


def load(path: Path, tell: Callable[[Message], None] | None = None) -> Settings:
    """Return the settings of the file `path`, defaults where it is absent or wrong.

    A file that is no TOML is moved to `settings.toml.broken` (or `-2`, ...); a value of the wrong
    type or out of range, and an unknown name, are left out one by one. Each is said in the log as a
    warning, and told to `tell`.
    """
    tell = tell or _say_nothing
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        cause = error.strerror or str(error)
        _warn(tell, Message(SettingsCode.SETTINGS_FILE_UNREADABLE, path=path, cause=cause))
        return Settings()
    try:
        values = tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        aside = free_path(path.with_name(path.name + ".broken"))
        try:
            path.replace(aside)
        except OSError:
            broken = Message(SettingsCode.SETTINGS_FILE_BROKEN, path=path, cause=str(error))
        else:
            broken = Message(
                SettingsCode.SETTINGS_FILE_SET_ASIDE, path=path, cause=str(error), file=aside.name
            )
        _warn(tell, broken)
        return Settings()
    return from_values(values, tell)


def _say_nothing(_message: Message) -> None:
    """Do nothing: the log is enough."""


def _warn(tell: Callable[[Message], None], message: Message) -> None:
    log.warning("%s", message)
    tell(message)


def from_values(
    values: Mapping[str, Any], tell: Callable[[Message], None] = _say_nothing
) -> Settings:
    """Return settings with `values`; what does not fit is left out with a warning in the log."""
    good: dict[str, Any] = {}
    for name, value in values.items():
        if name not in SETTINGS:
            _warn(tell, Message(SettingsCode.SETTING_UNKNOWN, option=name))
            continue
        reason = _why_wrong(SETTINGS[name], value)
        if reason is not None:
            _warn(tell, reason)
        else:
            good[name] = tuple(value) if isinstance(value, list) else value
    return Settings(**good)


def save(settings: Settings, path: Path) -> None:
    """Write the settings that differ from the defaults, by a temporary file and a replace.

    Raises:
        OSError: the folder cannot be written.
    """
    values = {
        key: list(value) if isinstance(value, tuple) else value
        for key, setting in SETTINGS.items()
        if (value := getattr(settings, key)) != setting.default
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, tomli_w.dumps(values).encode(), private=False)


def _why_wrong(setting: Setting, value: Any) -> Message | None:
    """Return what is wrong with a value, None if nothing is."""
    name, found = setting.key, repr(value)
    if isinstance(setting.default, tuple):
        if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
            return Message(SettingsCode.SETTING_NOT_A_LIST, option=name, found=found)
    elif type(value) is not type(setting.default):
        expected = type(setting.default).__name__
        return Message(SettingsCode.SETTING_WRONG_TYPE, option=name, found=found, expected=expected)
    if setting.choices and value not in setting.choices:
        choices = tuple(setting.choices)
        return Message(SettingsCode.SETTING_NO_CHOICE, option=name, found=found, names=choices)
    low, high = setting.low, setting.high or 0
    if low is not None and not low <= value <= high:
        code = SettingsCode.SETTING_OUT_OF_RANGE
        return Message(code, option=name, found=found, low=low, high=high)
    return None

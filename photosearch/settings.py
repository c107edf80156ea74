"""The user's settings: each declared once, with type, default, range and description.

A settings file that cannot be read is set aside and said so; it is never overwritten.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

log = logging.getLogger(__name__)

DEFAULT_EXCLUDES = (
    ".*",
    "@eaDir",
    "#recycle",
    "$RECYCLE.BIN",
    "node_modules",
    "lost+found",
    "__MACOSX",
)


def _option(
    default: Any,
    description: str,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
) -> Any:
    metadata = {"description": description, "low": low, "high": high, "choices": choices}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Settings:
    """All options. Each field's metadata holds its description and range."""

    workers: int = _option(0, "Worker processes; 0 means one per processor core.", 0, 256)
    max_megapixels: int = _option(
        300, "Photos with more pixels are not decoded (protection against bombs).", 1, 20_000
    )
    max_file_megabytes: int = _option(512, "Larger files are not read.", 1, 65_536)
    file_timeout_s: int = _option(
        60, "Seconds that one file may take before it is given up.", 1, 3600
    )
    worker_memory_mb: int = _option(
        2048, "Memory that one worker may take where the system can limit it.", 1024, 65_536
    )
    excludes: tuple[str, ...] = _option(
        DEFAULT_EXCLUDES, "Names of files and folders that are left out, as shell patterns."
    )
    follow_folder_links: bool = _option(False, "Follow links that lead to folders.")
    model: str = _option(
        "default",
        "The encoder of new libraries, by name; `photosearch model use` changes that of one.",
    )
    providers: tuple[str, ...] = _option(
        ("cpu",), "What may run the encoder, best first: cpu, coreml, directml, cuda, openvino."
    )
    rescan_minutes: int = _option(
        10,
        "How often folders are looked through where the system cannot tell of changes.",
        1,
        10_080,
    )
    battery_percent: int = _option(
        50,
        "In the window: share of the workers that index on battery; 0 waits for mains power.",
        0,
        100,
    )
    busy_percent: int = _option(
        50, "In the window: share of the workers that index while the user works in it.", 0, 100
    )
    theme: str = _option("system", "Colours of the window.", choices=("system", "light", "dark"))
    language: str = _option("system", "Language of the window.", choices=("system", "en", "de"))
    show_names: bool = _option(True, "File names under the photos.")
    show_scores: bool = _option(True, "How much alike, under the photos found.")
    group_by: str = _option(
        "none", "Headings between the photos of the library.", choices=("none", "day", "folder")
    )
    group_results_by: str = _option(
        "likeness",
        "Headings between the photos found.",
        choices=("none", "likeness", "day", "folder"),
    )
    stack_raw: str = _option(
        "picture",
        "What is shown of a shot that lies there as RAW and as a picture; off: both.",
        choices=("picture", "raw", "off"),
    )
    tray: bool = _option(False, "Stay in the tray when the window is closed.")
    notifications: bool = _option(False, "Notify when long work has ended.")
    web_pictures: str = _option(
        "ask",
        "Whether pictures may be fetched from addresses that are dropped on the window.",
        choices=("ask", "always", "never"),
    )
    web_max_megabytes: int = _option(50, "Larger pictures are not fetched.", 1, 512)
    monitor_profile: str = _option("", "ICC file of the monitor, for the viewer; empty for sRGB.")
    viewer_wheel: str = _option(
        "zoom", "What the mouse wheel does in the viewer.", choices=("zoom", "next")
    )
    reopen_query: bool = _option(True, "Start with the query that was shown last.")
    open_with: tuple[str, ...] = _option(
        (), "Programs to open photos with, the one used last first."
    )
    shortcuts: tuple[str, ...] = _option(
        (), "Shortcuts of your own, as `command=Ctrl+K`; without a key the command has none."
    )


def load(path: Path, tell: Callable[[str], None] | None = None) -> Settings:
    """Settings from `path`, defaults where it is absent or wrong.

    A file that is no TOML is moved to `settings.toml.broken` (or `-2`, ...); a value of the wrong
    type or out of range, and an unknown name, are left out one by one. Each is said in the log as a
    warning, and told to `tell` as a sentence.
    """
    tell = tell or _say_nothing
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        reason = error.strerror or error
        _warn(tell, f"The settings file {path} cannot be read ({reason}). Defaults are used.")
        return Settings()
    try:
        values = tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        aside = _free_name(path.with_name(path.name + ".broken"))
        try:
            path.replace(aside)
            kept = f"It was set aside as {aside.name}."
        except OSError:
            kept = "It was left as it is."
        _warn(tell, f"The settings file {path} is broken ({error}). {kept} Defaults are used.")
        return Settings()
    return from_values(values, tell)


def _say_nothing(_sentence: str) -> None:
    """The log is enough."""


def _warn(tell: Callable[[str], None], sentence: str) -> None:
    log.warning("%s", sentence)
    tell(sentence)


def from_values(values: Mapping[str, Any], tell: Callable[[str], None] = _say_nothing) -> Settings:
    """Settings with `values`; what does not fit is left out with a warning in the log."""
    options = {option.name: option for option in dataclasses.fields(Settings)}
    good: dict[str, Any] = {}
    for name, value in values.items():
        if name not in options:
            _warn(tell, f"The setting {name!r} is not known and was left out.")
            continue
        problem = _problem(options[name], value)
        if problem:
            _warn(tell, f"The setting {name} = {value!r} {problem}; the default is used.")
        else:
            good[name] = tuple(value) if isinstance(value, list) else value
    return Settings(**good)


def save(settings: Settings, path: Path) -> None:
    """Write the settings that differ from the defaults, by a temporary file and a replace.

    Raises:
        OSError: the folder cannot be written.
    """
    defaults = Settings()
    values = {
        option.name: list(value) if isinstance(value, tuple) else value
        for option in dataclasses.fields(settings)
        if (value := getattr(settings, option.name)) != getattr(defaults, option.name)
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.write_bytes(tomli_w.dumps(values).encode())
    temporary.replace(path)


def _free_name(path: Path) -> Path:
    """`path`, or the first of `path`-2, -3, ... that is not taken."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _problem(option: dataclasses.Field[Any], value: Any) -> str:
    if isinstance(option.default, tuple):
        if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
            return "is not a list of texts"
    elif type(value) is not type(option.default):
        return f"is not of the kind {type(option.default).__name__}"
    choices = option.metadata["choices"]
    if choices and value not in choices:
        return f"is none of {', '.join(choices)}"
    low, high = option.metadata["low"], option.metadata["high"]
    if low is not None and not low <= value <= high:
        return f"is not between {low} and {high}"
    return ""

"""Declare the user's settings, and read and write their file.

Each setting is one field of `Settings`: key, type, default, range, the page of the settings dialog
that it stands on, and its words. The dialog (`gui/preferences_dialog`), the check of the file and
the table in README.md (`packaging/settings_table.py`) come from these fields.

A settings file that cannot be read is set aside and said so; it is never overwritten.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
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


def QT_TR_NOOP(text: str) -> str:
    """Mark `text` for Qt's lupdate, which knows this name; the window translates it later."""
    return text


class Page(Enum):
    """List the pages of the settings dialog in their order, with their titles."""

    WINDOW = QT_TR_NOOP("Window")
    PHOTOS = QT_TR_NOOP("Photos")
    WEB = QT_TR_NOOP("Web pictures")
    INDEXING = QT_TR_NOOP("Indexing")
    LIMITS = QT_TR_NOOP("Limits")


@dataclass(frozen=True, slots=True)
class Setting:
    """Describe one setting. All words are English, marked for translation."""

    key: str
    default: Any
    page: Page | None
    """None: it has a dialog of its own."""
    label: str
    help: str
    """One or two sentences."""
    low: int | None
    """The smallest number; None for what is no number."""
    high: int | None
    low_label: str
    """What the smallest number means, if it means something of its own."""
    unit: str
    """Of a number."""
    choices: Mapping[str, str]
    """All values and their words; empty if any text will do."""
    is_file: bool
    """The value is the path of a file, "" for none."""
    needs_restart: bool
    """A change holds from the next start of the program."""


def _setting(
    default: Any,
    page: Page | None,
    label: str,
    help: str,
    *,
    low: int | None = None,
    high: int | None = None,
    low_label: str = "",
    unit: str = "",
    choices: Mapping[str, str] | None = None,
    is_file: bool = False,
    needs_restart: bool = False,
) -> Any:
    """Declare a field of `Settings`; see `Setting`."""
    declared = dict(
        default=default, page=page, label=label, help=help, low=low, high=high,
        low_label=low_label, unit=unit, choices=choices or {}, is_file=is_file,
        needs_restart=needs_restart,
    )  # fmt: skip
    return field(default=default, metadata=declared)


_MB = QT_TR_NOOP("MB")
_LIKE_SYSTEM = QT_TR_NOOP("Like the system")
_NONE, _BY_DAY, _BY_FOLDER = QT_TR_NOOP("None"), QT_TR_NOOP("By day"), QT_TR_NOOP("By folder")


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold the value of each setting."""

    theme: str = _setting(
        "system",
        Page.WINDOW,
        QT_TR_NOOP("Colours"),
        QT_TR_NOOP("Light or dark, or as your system has it."),
        choices={"system": _LIKE_SYSTEM, "light": QT_TR_NOOP("Light"), "dark": QT_TR_NOOP("Dark")},
    )
    language: str = _setting(
        "system",
        Page.WINDOW,
        QT_TR_NOOP("Language"),
        QT_TR_NOOP("Of the window."),
        # Each language is named in itself, so that one finds back to one's own.
        choices={"system": _LIKE_SYSTEM, "en": "English", "de": "Deutsch"},
        needs_restart=True,
    )
    reopen_query: bool = _setting(
        True,
        Page.WINDOW,
        QT_TR_NOOP("Start with the last search"),
        QT_TR_NOOP("The window opens with the query that was shown when it was closed."),
    )
    tray: bool = _setting(
        False,
        Page.WINDOW,
        QT_TR_NOOP("Stay in the tray when the window is closed"),
        QT_TR_NOOP(
            "Folders are still watched, and a click brings the window back. Quit ends the program."
        ),
    )
    notifications: bool = _setting(
        False,
        Page.WINDOW,
        QT_TR_NOOP("Notify when long work has ended"),
        QT_TR_NOOP("Only while the window is not in front. Needs an icon in the tray."),
    )
    show_names: bool = _setting(
        True, Page.PHOTOS, QT_TR_NOOP("File names under the photos"), QT_TR_NOOP("In the grid.")
    )
    show_scores: bool = _setting(
        True,
        Page.PHOTOS,
        QT_TR_NOOP("How much alike, under the photos found"),
        QT_TR_NOOP("A percentage is the probability that it is the same, as measured."),
    )
    show_less_alike: bool = _setting(
        False,
        Page.PHOTOS,
        QT_TR_NOOP("Photos that are hardly alike"),
        QT_TR_NOOP("Shown below the photos found. Otherwise they are folded behind one line."),
    )
    group_by: str = _setting(
        "none",
        Page.PHOTOS,
        QT_TR_NOOP("Headings between the photos"),
        QT_TR_NOOP("Photos of one day or of one folder stand together."),
        choices={"none": _NONE, "day": _BY_DAY, "folder": _BY_FOLDER},
    )
    group_results_by: str = _setting(
        "likeness",
        Page.PHOTOS,
        QT_TR_NOOP("Headings between the photos found"),
        QT_TR_NOOP("By how alike: what is surely the same comes first, then what may be."),
        choices={
            "none": _NONE,
            "likeness": QT_TR_NOOP("By how alike"),
            "day": _BY_DAY,
            "folder": _BY_FOLDER,
        },
    )
    stack_raw: str = _setting(
        "picture",
        Page.PHOTOS,
        QT_TR_NOOP("RAW and picture of one shot"),
        QT_TR_NOOP(
            "Where they lie beside each other one stands for both; what is done with it is done "
            "with both."
        ),
        choices={
            "picture": QT_TR_NOOP("The picture stands for both"),
            "raw": QT_TR_NOOP("The RAW file stands for both"),
            "off": QT_TR_NOOP("Both are shown"),
        },
    )
    viewer_wheel: str = _setting(
        "zoom",
        Page.PHOTOS,
        QT_TR_NOOP("The mouse wheel in the viewer"),
        QT_TR_NOOP("What turning it does; the keys can always do both."),
        choices={"zoom": QT_TR_NOOP("Zooms"), "next": QT_TR_NOOP("Goes to the next photo")},
    )
    open_with: tuple[str, ...] = _setting(
        (),
        Page.PHOTOS,
        QT_TR_NOOP("Programs to open photos with"),
        QT_TR_NOOP("Offered by Open with, the one used last first."),
    )
    monitor_profile: str = _setting(
        "",
        Page.PHOTOS,
        QT_TR_NOOP("Colour profile of the monitor"),
        QT_TR_NOOP("An ICC file that the viewer shows photos with; sRGB without one."),
        is_file=True,
    )
    web_pictures: str = _setting(
        "ask",
        Page.WEB,
        QT_TR_NOOP("Fetch pictures from addresses"),
        QT_TR_NOOP(
            "When an address is dropped on the window. Nothing else ever uses the network, "
            "and nothing is sent but the request for that picture."
        ),
        choices={
            "ask": QT_TR_NOOP("Ask each time"),
            "always": QT_TR_NOOP("Always"),
            "never": QT_TR_NOOP("Never"),
        },
    )
    web_max_megabytes: int = _setting(
        50,
        Page.WEB,
        QT_TR_NOOP("Largest picture to fetch"),
        QT_TR_NOOP("Larger ones are not fetched."),
        low=1,
        high=512,
        unit=_MB,
    )
    workers: int = _setting(
        0,
        Page.INDEXING,
        QT_TR_NOOP("Worker processes"),
        QT_TR_NOOP("How many photos are read at the same time."),
        low=0,
        high=256,
        low_label=QT_TR_NOOP("One per processor core"),
        needs_restart=True,
    )
    battery_percent: int = _setting(
        50,
        Page.INDEXING,
        QT_TR_NOOP("Speed on battery"),
        QT_TR_NOOP("Share of the workers that index while the computer runs on battery."),
        low=0,
        high=100,
        low_label=QT_TR_NOOP("Wait for mains power"),
        unit=QT_TR_NOOP("%"),
    )
    busy_percent: int = _setting(
        50,
        Page.INDEXING,
        QT_TR_NOOP("Speed while you work in the window"),
        QT_TR_NOOP("Share of the workers that index while you scroll, search or type."),
        low=0,
        high=100,
        low_label=QT_TR_NOOP("Wait until you pause"),
        unit=QT_TR_NOOP("%"),
    )
    excludes: tuple[str, ...] = _setting(
        DEFAULT_EXCLUDES,
        Page.INDEXING,
        QT_TR_NOOP("Names to leave out"),
        QT_TR_NOOP(
            "Names of files and folders that are left out, in all folders. "
            "* stands for anything: *.gif leaves out all GIFs."
        ),
        needs_restart=True,
    )
    follow_folder_links: bool = _setting(
        False,
        Page.INDEXING,
        QT_TR_NOOP("Follow links that lead to folders"),
        QT_TR_NOOP("A folder that is reached twice is still read once."),
        needs_restart=True,
    )
    rescan_minutes: int = _setting(
        10,
        Page.INDEXING,
        QT_TR_NOOP("Look through folders again"),
        QT_TR_NOOP("Where the system does not report changes, such as on network drives."),
        low=1,
        high=10_080,
        unit=QT_TR_NOOP("minutes"),
        needs_restart=True,
    )
    model: str = _setting(
        "default",
        Page.INDEXING,
        QT_TR_NOOP("Encoder of new libraries"),
        QT_TR_NOOP("By name. Library > Encoder… changes that of the library that is open."),
        needs_restart=True,
    )
    providers: tuple[str, ...] = _setting(
        ("cpu",),
        Page.INDEXING,
        QT_TR_NOOP("What runs the encoder"),
        QT_TR_NOOP("Best first: cpu, coreml, directml, cuda, openvino."),
        needs_restart=True,
    )
    max_megapixels: int = _setting(
        300,
        Page.LIMITS,
        QT_TR_NOOP("Largest photo"),
        QT_TR_NOOP("Photos with more pixels are not read: they could use up the memory."),
        low=1,
        high=20_000,
        unit=QT_TR_NOOP("megapixels"),
        needs_restart=True,
    )
    max_file_megabytes: int = _setting(
        512,
        Page.LIMITS,
        QT_TR_NOOP("Largest file"),
        QT_TR_NOOP("Larger files are not read."),
        low=1,
        high=65_536,
        unit=_MB,
        needs_restart=True,
    )
    file_timeout_s: int = _setting(
        60,
        Page.LIMITS,
        QT_TR_NOOP("Time for one file"),
        QT_TR_NOOP("A file that takes longer is given up and listed as unreadable."),
        low=1,
        high=3600,
        unit=QT_TR_NOOP("seconds"),
        needs_restart=True,
    )
    worker_memory_mb: int = _setting(
        2048,
        Page.LIMITS,
        QT_TR_NOOP("Memory for one worker"),
        QT_TR_NOOP("Where the system can limit it."),
        low=1024,
        high=65_536,
        unit=_MB,
        needs_restart=True,
    )
    shortcuts: tuple[str, ...] = _setting(
        (),
        None,
        "Shortcuts of your own",
        "Each as `command=Ctrl+K`; without a key the command has none.",
    )


SETTINGS: dict[str, Setting] = {
    each.name: Setting(key=each.name, **each.metadata) for each in dataclasses.fields(Settings)
}
"""All settings by key, those of a page one after the other."""


def load(path: Path, tell: Callable[[str], None] | None = None) -> Settings:
    """Return the settings of the file `path`, defaults where it is absent or wrong.

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
    """Do nothing: the log is enough."""


def _warn(tell: Callable[[str], None], sentence: str) -> None:
    log.warning("%s", sentence)
    tell(sentence)


def from_values(values: Mapping[str, Any], tell: Callable[[str], None] = _say_nothing) -> Settings:
    """Return settings with `values`; what does not fit is left out with a warning in the log."""
    good: dict[str, Any] = {}
    for name, value in values.items():
        if name not in SETTINGS:
            _warn(tell, f"The setting {name!r} is not known and was left out.")
            continue
        reason = _why_wrong(SETTINGS[name], value)
        if reason:
            _warn(tell, f"The setting {name} = {value!r} {reason}; the default is used.")
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
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.write_bytes(tomli_w.dumps(values).encode())
    temporary.replace(path)


def _free_name(path: Path) -> Path:
    """Return `path`, or the first of `path`-2, -3, ... that is not taken."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _why_wrong(setting: Setting, value: Any) -> str:
    """Return what is wrong with a value, "" if nothing is."""
    if isinstance(setting.default, tuple):
        if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
            return "is not a list of texts"
    elif type(value) is not type(setting.default):
        return f"is not of the kind {type(setting.default).__name__}"
    if setting.choices and value not in setting.choices:
        return f"is none of {', '.join(setting.choices)}"
    if setting.low is not None and not setting.low <= value <= (setting.high or 0):
        return f"is not between {setting.low} and {setting.high}"
    return ""

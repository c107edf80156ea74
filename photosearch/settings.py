"""Declare the user's settings.

Each setting is one field of `Settings`: key, type, default, range, the page of the settings dialog
that it stands on, and its words. The dialog (`gui/preferences_dialog`), the check of the file
(`settings_file.py`) and the table in README.md (`packaging/settings_table.py`) come from these.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from photosearch.messages import QT_TR_NOOP

DEFAULT_EXCLUDES = (
    ".*",
    "@eaDir",
    "#recycle",
    "$RECYCLE.BIN",
    "node_modules",
    "lost+found",
    "__MACOSX",
)


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


BY_LIKENESS = "likeness"
"""The order and the headings of an answer: the most alike first."""
_MB = QT_TR_NOOP("MB")
_LIKE_SYSTEM = QT_TR_NOOP("Like the system")
_ORDERS = {
    "taken": QT_TR_NOOP("Date taken"),
    "added": QT_TR_NOOP("Date added"),
    "name": QT_TR_NOOP("Name"),
    "size": QT_TR_NOOP("Size"),
    "rating": QT_TR_NOOP("Rating"),
    "color": QT_TR_NOOP("Colour"),
    "alike": QT_TR_NOOP("Arranged by likeness"),
}
"""As `core.sorting.SortKey`, which this layer does not know."""
_HEADINGS = {
    "none": QT_TR_NOOP("None"),
    "day": QT_TR_NOOP("By day"),
    "folder": QT_TR_NOOP("By folder"),
    "event": QT_TR_NOOP("By event"),
}


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
        QT_TR_NOOP("Photos of one day, of one folder or of one event stand together."),
        choices=_HEADINGS,
    )
    group_results_by: str = _setting(
        "likeness",
        Page.PHOTOS,
        QT_TR_NOOP("Headings between the photos found"),
        QT_TR_NOOP("By how alike: what is surely the same comes first, then what may be."),
        choices={BY_LIKENESS: QT_TR_NOOP("By how alike"), **_HEADINGS},
    )
    show_time_line: bool = _setting(
        True, Page.PHOTOS, QT_TR_NOOP("Time line"), QT_TR_NOOP("Beside photos by date, to jump by.")
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
    show_links: bool = _setting(
        False,
        Page.PHOTOS,
        QT_TR_NOOP("Show links to a file as photos of their own"),
        QT_TR_NOOP(
            "Hard and symbolic links are other names of one file. Else it is shown once, with a "
            "badge."
        ),
    )
    sort_by: str = _setting(
        "taken",
        Page.PHOTOS,
        QT_TR_NOOP("Order of the photos"),
        QT_TR_NOOP("Also chosen beside the size of the photos."),
        choices=_ORDERS,
    )
    sort_reversed: bool = _setting(
        False,
        Page.PHOTOS,
        QT_TR_NOOP("Reverse the order of the photos"),
        QT_TR_NOOP("Oldest, smallest, least rated first; names from Z to A."),
    )
    sort_results_by: str = _setting(
        BY_LIKENESS,
        Page.PHOTOS,
        QT_TR_NOOP("Order of the photos found"),
        QT_TR_NOOP("Under headings each group is in this order."),
        choices={BY_LIKENESS: QT_TR_NOOP("How alike"), **_ORDERS},
    )
    sort_results_reversed: bool = _setting(
        False,
        Page.PHOTOS,
        QT_TR_NOOP("Reverse the order of the photos found"),
        QT_TR_NOOP("Least alike, oldest, smallest, least rated first; names from Z to A."),
    )
    learn_from_answers: str = _setting(
        "ask",
        Page.PHOTOS,
        QT_TR_NOOP("Learn from what you say of photos"),
        QT_TR_NOOP(
            "Less like this, right and wrong finds, copies kept and removed are noted in the "
            "library, on this computer only. Library > Encoder… shows and erases it."
        ),
        choices={
            "ask": QT_TR_NOOP("Ask the first time"),
            "always": QT_TR_NOOP("Learn from it"),
            "never": QT_TR_NOOP("Never"),
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
    training_python: str = _setting(
        "",
        Page.INDEXING,
        QT_TR_NOOP("Python that fits encoders"),
        QT_TR_NOOP(
            "Of an environment with photosearch[train]; without one the program's own is used. "
            "Library > Encoder… needs it to fit an encoder to your photos."
        ),
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
    keep_rules: tuple[str, ...] = _setting(
        (
            "reference",
            "rating",
            "raw",
            "pixels",
            "color",
            "sharpness",
            "exposure",
            "format",
            "metadata",
            "bytes",
            "folder",
            "oldest",
            "shortest-name",
        ),
        None,
        "Which of several copies stays",
        "The first rule by which they differ decides.",
    )
    reference_folders: tuple[str, ...] = _setting(
        (),
        None,
        "Folders of reference",
        "None of their photos is ever removed as a copy; copies elsewhere go instead.",
    )
    protected_folders: tuple[str, ...] = _setting(
        (),
        None,
        "Protected folders",
        "None of their photos is ever removed as a copy.",
    )
    protected_formats: tuple[str, ...] = _setting(
        (),
        None,
        "Protected formats",
        "No file of these formats, such as dng, is ever removed as a copy.",
    )
    preferred_folders: tuple[str, ...] = _setting(
        (),
        None,
        "Preferred folders",
        "The best first: of copies that are equally good the one in the better folder stays.",
    )
    merge_metadata: bool = _setting(
        True,
        None,
        "Bring ratings, keywords, caption and place together",
        "What only a copy that goes has is written into the XMP file of the one that stays.",
    )
    shortcuts: tuple[str, ...] = _setting(
        (),
        None,
        "Shortcuts of your own",
        "Each as `command=Ctrl+K`; without a key the command has none.",
    )

    @property
    def max_file_bytes(self) -> int:
        """Return the size of the largest file that is read."""
        return self.max_file_megabytes * 1024 * 1024

    @property
    def max_pixels(self) -> int:
        """Return the number of pixels of the largest photo that is read."""
        return self.max_megapixels * 1_000_000


SETTINGS: dict[str, Setting] = {
    each.name: Setting(key=each.name, **each.metadata) for each in dataclasses.fields(Settings)
}
"""All settings by key, those of a page one after the other."""

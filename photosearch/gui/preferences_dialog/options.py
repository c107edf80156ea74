"""The table that the settings dialog is made from: each option in the user's words."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from photosearch.gui.translation import tr
from photosearch.settings import Settings

EDITED_ELSEWHERE = frozenset({"shortcuts"})
"""Options with a dialog of their own, to which the settings dialog leads."""


class OptionKind(Enum):
    """How an option is edited."""

    SWITCH = auto()
    """bool"""
    CHOICE = auto()
    """One of a few texts."""
    NUMBER = auto()
    """int within a range"""
    TEXT = auto()
    """str"""
    LIST = auto()
    """Texts, one per line."""
    FILE = auto()
    """Path of a file; "" for none."""


class Holds(Enum):
    """From when on a change holds."""

    AT_ONCE = auto()
    NEXT_START = auto()
    """From the next start of the program."""


@dataclass(frozen=True, slots=True)
class Option:
    """One row of the dialog."""

    name: str
    """Of the field of Settings."""
    label: str
    help: str
    """One or two sentences; searched as well."""
    kind: OptionKind
    choices: tuple[tuple[str, str], ...] = ()
    """Values and their words, for CHOICE."""
    unit: str = ""
    """Behind a number."""
    special: str = ""
    """Words for the lowest number, if it means something of its own."""
    holds: Holds = Holds.AT_ONCE

    @property
    def field(self) -> dataclasses.Field[Any]:
        """Its declaration, with default and range."""
        (found,) = (each for each in dataclasses.fields(Settings) if each.name == self.name)
        return found

    @property
    def default(self) -> Any:
        """What holds unless the user says otherwise."""
        return self.field.default

    @property
    def limits(self) -> tuple[int, int]:
        """Smallest and largest number."""
        return self.field.metadata["low"], self.field.metadata["high"]


@dataclass(frozen=True, slots=True)
class Page:
    """Options that belong together."""

    title: str
    options: tuple[Option, ...]


def pages() -> tuple[Page, ...]:
    """All options in the user's language, in the order of the dialog."""
    return (
        Page(tr("Window"), _window()),
        Page(tr("Photos"), _photos()),
        Page(tr("Web pictures"), _web()),
        Page(tr("Indexing"), _indexing()),
        Page(tr("Limits"), _limits()),
    )


def _window() -> tuple[Option, ...]:
    return (
        Option(
            "theme",
            tr("Colours"),
            tr("Light or dark, or as your system has it."),
            OptionKind.CHOICE,
            (("system", tr("Like the system")), ("light", tr("Light")), ("dark", tr("Dark"))),
        ),
        Option(
            "language",
            tr("Language"),
            tr("Of the window."),
            OptionKind.CHOICE,
            # Each language is named in itself, so that one finds back to one's own.
            (("system", tr("Like the system")), ("en", "English"), ("de", "Deutsch")),
            holds=Holds.NEXT_START,
        ),
        Option(
            "reopen_query",
            tr("Start with the last search"),
            tr("The window opens with the query that was shown when it was closed."),
            OptionKind.SWITCH,
        ),
        Option(
            "tray",
            tr("Stay in the tray when the window is closed"),
            tr(
                "Folders are still watched, and a click brings the window back. Quit ends the"
                " program."
            ),
            OptionKind.SWITCH,
        ),
        Option(
            "notifications",
            tr("Notify when long work has ended"),
            tr("Only while the window is not in front. Needs an icon in the tray."),
            OptionKind.SWITCH,
        ),
    )


def _photos() -> tuple[Option, ...]:
    return (
        Option(
            "show_names",
            tr("File names under the photos"),
            tr("In the grid."),
            OptionKind.SWITCH,
        ),
        Option(
            "show_scores",
            tr("How much alike, under the photos found"),
            tr("A percentage is the probability that it is the same, as measured."),
            OptionKind.SWITCH,
        ),
        Option(
            "group_by",
            tr("Headings between the photos"),
            tr("Photos of one day or of one folder stand together."),
            OptionKind.CHOICE,
            (("none", tr("None")), ("day", tr("By day")), ("folder", tr("By folder"))),
        ),
        Option(
            "group_results_by",
            tr("Headings between the photos found"),
            tr("By how alike: what is surely the same comes first, then what may be."),
            OptionKind.CHOICE,
            (
                ("none", tr("None")),
                ("likeness", tr("By how alike")),
                ("day", tr("By day")),
                ("folder", tr("By folder")),
            ),
        ),
        Option(
            "viewer_wheel",
            tr("The mouse wheel in the viewer"),
            tr("What turning it does; the keys can always do both."),
            OptionKind.CHOICE,
            (("zoom", tr("Zooms")), ("next", tr("Goes to the next photo"))),
        ),
        Option(
            "open_with",
            tr("Programs to open photos with"),
            tr("Offered by Open with, the one used last first; one path on each line."),
            OptionKind.LIST,
        ),
        Option(
            "monitor_profile",
            tr("Colour profile of the monitor"),
            tr("An ICC file that the viewer shows photos with; sRGB without one."),
            OptionKind.FILE,
        ),
    )


def _web() -> tuple[Option, ...]:
    return (
        Option(
            "web_pictures",
            tr("Fetch pictures from addresses"),
            tr(
                "When an address is dropped on the window. Nothing else ever uses the network, "
                "and nothing is sent but the request for that picture."
            ),
            OptionKind.CHOICE,
            (("ask", tr("Ask each time")), ("always", tr("Always")), ("never", tr("Never"))),
        ),
        Option(
            "web_max_megabytes",
            tr("Largest picture to fetch"),
            tr("Larger ones are not fetched."),
            OptionKind.NUMBER,
            unit=tr("MB"),
        ),
    )


def _indexing() -> tuple[Option, ...]:
    return (
        Option(
            "workers",
            tr("Worker processes"),
            tr("How many photos are read at the same time."),
            OptionKind.NUMBER,
            special=tr("One per processor core"),
            holds=Holds.NEXT_START,
        ),
        Option(
            "battery_percent",
            tr("Speed on battery"),
            tr("Share of the workers that index while the computer runs on battery."),
            OptionKind.NUMBER,
            unit=tr("%", "percent"),
            special=tr("Wait for mains power"),
        ),
        Option(
            "busy_percent",
            tr("Speed while you work in the window"),
            tr("Share of the workers that index while you scroll, search or type."),
            OptionKind.NUMBER,
            unit=tr("%", "percent"),
            special=tr("Wait until you pause"),
        ),
        Option(
            "excludes",
            tr("Names to leave out"),
            tr(
                "Names of files and folders that are left out, one per line, in all folders. "
                "* stands for anything: *.gif"
            ),
            OptionKind.LIST,
            holds=Holds.NEXT_START,
        ),
        Option(
            "follow_folder_links",
            tr("Follow links that lead to folders"),
            tr("A folder that is reached twice is still read once."),
            OptionKind.SWITCH,
            holds=Holds.NEXT_START,
        ),
        Option(
            "rescan_minutes",
            tr("Look through folders again"),
            tr("Where the system does not report changes, such as on network drives."),
            OptionKind.NUMBER,
            unit=tr("minutes"),
            holds=Holds.NEXT_START,
        ),
        Option(
            "model",
            tr("Encoder of new libraries"),
            tr("By name. Library > Encoder… changes that of the library that is open."),
            OptionKind.TEXT,
            holds=Holds.NEXT_START,
        ),
        Option(
            "providers",
            tr("What runs the encoder"),
            tr("One per line, best first: cpu, coreml, directml, cuda, openvino."),
            OptionKind.LIST,
            holds=Holds.NEXT_START,
        ),
    )


def _limits() -> tuple[Option, ...]:
    return (
        Option(
            "max_megapixels",
            tr("Largest photo"),
            tr("Photos with more pixels are not read: they could use up the memory."),
            OptionKind.NUMBER,
            unit=tr("megapixels"),
            holds=Holds.NEXT_START,
        ),
        Option(
            "max_file_megabytes",
            tr("Largest file"),
            tr("Larger files are not read."),
            OptionKind.NUMBER,
            unit=tr("MB"),
            holds=Holds.NEXT_START,
        ),
        Option(
            "file_timeout_s",
            tr("Time for one file"),
            tr("A file that takes longer is given up and listed as unreadable."),
            OptionKind.NUMBER,
            unit=tr("seconds"),
            holds=Holds.NEXT_START,
        ),
        Option(
            "worker_memory_mb",
            tr("Memory for one worker"),
            tr("Where the system can limit it."),
            OptionKind.NUMBER,
            unit=tr("MB"),
            holds=Holds.NEXT_START,
        ),
    )

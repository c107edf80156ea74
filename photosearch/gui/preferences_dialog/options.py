"""Put the declared settings into the user's language, for the settings dialog."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from photosearch.gui.translation import tr, tr_marked
from photosearch.settings import SETTINGS, Page, Setting


class OptionKind(Enum):
    """Tell how an option is edited."""

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


def _kind_of(setting: Setting) -> OptionKind:
    if setting.choices:
        return OptionKind.CHOICE
    if setting.is_file:
        return OptionKind.FILE
    return {
        bool: OptionKind.SWITCH,
        int: OptionKind.NUMBER,
        str: OptionKind.TEXT,
        tuple: OptionKind.LIST,
    }[type(setting.default)]


@dataclass(frozen=True, slots=True)
class Option:
    """Hold one row of the dialog: a setting in the user's language."""

    setting: Setting
    kind: OptionKind
    label: str
    help: str
    """One or two sentences; searched as well."""
    choices: tuple[tuple[str, str], ...]
    """Values and their words, for CHOICE."""
    unit: str
    """Behind a number."""
    low_label: str
    """Words for the lowest number, if it means something of its own."""

    @property
    def name(self) -> str:
        """Return the key of the setting."""
        return self.setting.key

    @property
    def default(self) -> Any:
        """Return what holds unless the user says otherwise."""
        return self.setting.default

    @property
    def limits(self) -> tuple[int, int]:
        """Return the smallest and the largest number; only of a NUMBER."""
        low, high = self.setting.low, self.setting.high
        assert low is not None
        assert high is not None
        return low, high


def page_options(page: Page) -> tuple[Option, ...]:
    """Return the options of a page in the user's language, in the order of the dialog."""
    return tuple(_option(setting) for setting in SETTINGS.values() if setting.page is page)


def _option(setting: Setting) -> Option:
    kind, help_text = _kind_of(setting), tr_marked(setting.help)
    if kind is OptionKind.LIST:
        help_text = " ".join((help_text, tr("One on each line.")))
    return Option(
        setting,
        kind,
        tr_marked(setting.label),
        help_text,
        tuple((value, tr_marked(text)) for value, text in setting.choices.items()),
        tr_marked(setting.unit),
        tr_marked(setting.low_label),
    )

"""Define the forms that the words of one code can have."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Variants(NamedTuple):
    """Hold the words of each front end where they differ: one has menus, one has commands."""

    window: str
    """Marked for translation."""
    command_line: str


class PluralForms(NamedTuple):
    """Hold the command line's words where the value `count` tells singular from plural.

    The window's are in `gui/message_text.py`: lupdate finds plural forms in calls of `tr` only.
    """

    one: str
    many: str


Template: TypeAlias = str | Variants
"""English words for both front ends, marked for translation, or for each its own."""

GROUPED = frozenset({"count", "total", "height", "width", "megabytes", "limit"})
"""Names of numbers whose digits are grouped; other numbers are codes and versions."""

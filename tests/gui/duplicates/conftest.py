"""A window on a library with some groups of duplicates."""

from __future__ import annotations

import pytest

from photosearch.core.duplicates import DuplicateKind
from photosearch.gui.duplicates.page import DuplicatesPage
from tests.gui.fake_duplicates import CROP, PROBABLY, group
from tests.gui.window_kit import Kit

GROUPS = [
    group((100, 60, 20), transform=CROP),
    group((99, 59), DuplicateKind.SAME_FILE),
    group((98, 58, 18, 38), DuplicateKind.SERIES),
    group((97, 57), DuplicateKind.PAIR),
    group((96, 56), DuplicateKind.SAME_PICTURE),
    group((95, 55), level=PROBABLY),
]


class DuplicatesKit:
    """The window with the page in front, and short words for using it."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.duplicates = kit.library.duplicates
        self.feature = kit.window.duplicates
        self.page: DuplicatesPage = self.feature.page
        self.view = self.page.view
        self.list = self.feature.groups
        self.until = kit.until

    def open(self) -> DuplicatesKit:
        """Show the page and wait until what stays is known of all groups."""
        self.kit.open()
        self.kit.window.activateWindow()
        self.feature.show_page()
        self.until(lambda: self.feature.listing.shown is not None and len(self.list) > 0)
        self.chosen()
        return self

    def chosen(self) -> None:
        self.until(lambda: not self.feature.planner.total.pending)

    def key(self, key, modifiers=None) -> None:
        if modifiers is None:
            self.kit.qtbot.keyClick(self.view, key)
        else:
            self.kit.qtbot.keyClick(self.view, key, modifiers)

    def ids(self) -> list[tuple[int, ...]]:
        """The photos of the groups that are shown."""
        return [each.photo_ids for each in self.list.groups]

    def marks(self, row: int = 0) -> list[str]:
        """What becomes of the files of a group."""
        choices = [
            self.list.member_choice(row, member)
            for member in range(len(self.list.groups[row].members))
        ]
        return [str(each.mark) if each is not None else "" for each in choices]


@pytest.fixture
def duplicates(kit: Kit) -> DuplicatesKit:
    kit.library.duplicates.set_groups(GROUPS)
    return DuplicatesKit(kit)

"""Hold the groups that are shown, what the user marked, and what is proposed for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from photosearch.core.duplicates import DuplicateGroup, GroupChoice, Mark, MemberChoice


@dataclass(frozen=True, slots=True, eq=False)
class GroupIndex:
    """Hold groups in an order, and what finds them; made in a job thread, as there may be tens of
    thousands."""

    groups: list[DuplicateGroup]
    counts: NDArray[np.int64]
    """(n,) files of each group."""
    row_of: dict[str, int]
    changed: frozenset[str]
    """Ids of groups that were in the list before, and are not, or have other files now."""


def index_groups(
    groups: Sequence[DuplicateGroup], before: Sequence[DuplicateGroup] = ()
) -> GroupIndex:
    """Return what a GroupList shows of some groups, after others. For any thread."""
    row_of = {group.group_id: row for row, group in enumerate(groups)}
    changed = frozenset(
        old.group_id
        for old in before
        if (row := row_of.get(old.group_id)) is None or groups[row].members != old.members
    )
    counts = np.array([len(group.members) for group in groups], np.int64)
    return GroupIndex(list(groups), counts, row_of, changed)


class GroupList(QObject):
    """Hold groups in an order, and what becomes of their files. GUI thread only.

    Signals:
        reset(): other groups are here.
        choices_changed(set of str): what becomes of files of these groups is something else now.
    """

    reset = Signal()
    choices_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.index = index_groups(())
        self.marks: dict[int, Mark] = {}
        """What the user decided, by photo; not that of the rules."""
        self._choices: dict[str, GroupChoice] = {}

    def __len__(self) -> int:
        return len(self.groups)

    @property
    def groups(self) -> list[DuplicateGroup]:
        """Return what is shown."""
        return self.index.groups

    @property
    def counts(self) -> NDArray[np.int64]:
        """Return the number of files (n,) of each group."""
        return self.index.counts

    def set_groups(self, index: GroupIndex) -> None:
        """Show these. Choices for those that were here already, with the same files, are kept."""
        self.index = index
        for group_id in index.changed:
            self._choices.pop(group_id, None)
        self.reset.emit()

    def row_of(self, group_id: str) -> int:
        """Return where a group is, -1 if it is not here."""
        return self.index.row_of.get(group_id, -1)

    def row_with(self, photo_id: int) -> int:
        """Return the first group that holds a photo, -1 if none does."""
        return next(
            (row for row, group in enumerate(self.groups) if photo_id in group.photo_ids), -1
        )

    def choice(self, group_id: str) -> GroupChoice | None:
        """Return what becomes of the files of a group; None while it is not known."""
        return self._choices.get(group_id)

    def member_choice(self, row: int, member: int) -> MemberChoice | None:
        """Return what becomes of one file; None while it is not known."""
        choice = self._choices.get(self.groups[row].group_id)
        return None if choice is None else choice.choices[member]

    def choices(self) -> list[GroupChoice]:
        """Return all that are known, in the order of the groups."""
        found = (self._choices.get(group.group_id) for group in self.groups)
        return [choice for choice in found if choice is not None]

    def set_choices(self, choices: Iterable[GroupChoice]) -> None:
        """Take over what is proposed for some groups; those that are not here are left out."""
        changed = set()
        for choice in choices:
            row = self.row_of(choice.group_id)
            if row >= 0 and len(choice.choices) == len(self.groups[row].members):
                self._choices[choice.group_id] = choice
                changed.add(choice.group_id)
        if changed:
            self.choices_changed.emit(changed)

    def forget_choices(self) -> None:
        """Drop what is proposed: the rules are others now."""
        gone = set(self._choices)
        self._choices.clear()
        if gone:
            self.choices_changed.emit(gone)

    def mark(self, marks: Mapping[int, Mark | None]) -> None:
        """Take over decisions of the user; None takes one back. The choices are to be made anew."""
        for photo_id, mark in marks.items():
            if mark is None:
                self.marks.pop(photo_id, None)
            else:
                self.marks[photo_id] = mark

    def is_reviewed(self, group: DuplicateGroup) -> bool:
        """Tell whether the user decided on something in a group."""
        return any(photo_id in self.marks for photo_id in group.photo_ids)

    def would_keep_none(self, row: int, member: int) -> bool:
        """Tell whether all files of a group would be marked to go if this one was, too."""
        return all(
            number == member or self.marks.get(each.photo_id) is Mark.REMOVE
            for number, each in enumerate(self.groups[row].members)
        )

"""Hold the groups that are shown, what the user marked, and what is proposed for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from photosearch.core.duplicates import DuplicateGroup, GroupChoice, Mark, MemberChoice


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
        self.groups: list[DuplicateGroup] = []
        self.counts: NDArray[np.int64] = np.empty(0, np.int64)
        """(n,) files of each group."""
        self.marks: dict[int, Mark] = {}
        """What the user decided, by photo; not that of the rules."""
        self._row_of: dict[str, int] = {}
        self._choices: dict[str, GroupChoice] = {}

    def __len__(self) -> int:
        return len(self.groups)

    def set_groups(self, groups: Sequence[DuplicateGroup]) -> None:
        """Show these. Choices for those that were here already, with the same files, are kept."""
        known = {group.group_id: group for group in self.groups}
        self.groups = list(groups)
        self.counts = np.array([len(group.members) for group in groups], np.int64)
        self._row_of = {group.group_id: row for row, group in enumerate(groups)}
        self._choices = {
            group.group_id: self._choices[group.group_id]
            for group in groups
            if group.group_id in self._choices
            and known[group.group_id].photo_ids == group.photo_ids
        }
        self.reset.emit()

    def row_of(self, group_id: str) -> int:
        """Return where a group is, -1 if it is not here."""
        return self._row_of.get(group_id, -1)

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

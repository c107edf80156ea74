"""Work out which files of many groups stay, in the background, a few hundred groups at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from photosearch.core.duplicates import DuplicateGroup, GroupChoice, KeepRules, Mark
from photosearch.core.errors import UserError
from photosearch.gui.duplicates.group_list import GroupList
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.runtime.background import BackgroundRunner

_AT_ONCE = 300
"""Groups that are worked out in one job: about a tenth of a second."""


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """Hold what is proposed for a group, and what that comes to."""

    choice: GroupChoice
    freed: int
    """Bytes of the files that go."""


@dataclass(frozen=True, slots=True)
class PlanTotal:
    """Hold what cleaning up comes to."""

    groups: int = 0
    """Of which files go."""
    files: int = 0
    freed: int = 0
    """Bytes."""
    pending: int = 0
    """Groups that are not worked out yet."""


def plan_groups(
    library: LibraryPort,
    groups: Sequence[DuplicateGroup],
    rules: KeepRules,
    marks: Mapping[int, Mark],
) -> list[PlannedGroup]:
    """Return what is proposed for some groups. For a job thread."""
    choices = library.choose_duplicates(groups, rules, marks)
    removed = [photo for choice in choices for photo in choice.removed]
    sizes = {record.photo_id: record.size for record in library.photos(removed)}
    return [
        PlannedGroup(choice, sum(sizes.get(photo, 0) for photo in choice.removed))
        for choice in choices
    ]


class ChoicePlanner(QObject):
    """Keep the choices of a GroupList complete, what is in sight first. GUI thread only.

    Signals:
        total_changed(): cleaning up comes to something else now.
    """

    total_changed = Signal()

    def __init__(self, groups: GroupList, background: BackgroundRunner) -> None:
        super().__init__(groups)
        self._groups = groups
        self._background = background
        self._library: LibraryPort | None = None
        self._rules = KeepRules()
        self._planned: dict[str, PlannedGroup] = {}
        self._total = PlanTotal()
        self._urgent: dict[str, DuplicateGroup] = {}
        """In sight, or changed by the user."""
        self._next = 0
        """The row from which on groups may not be worked out."""
        self._busy = False
        self._stamp = 0
        """Counts what makes an answer on its way worthless."""
        groups.reset.connect(self._on_reset)

    def set_library(self, library: LibraryPort | None) -> None:
        """Ask this library from now on."""
        self._library = library
        self._clear()
        self._start_over()

    def set_rules(self, rules: KeepRules) -> None:
        """Choose by these from now on."""
        if rules != self._rules:
            self._rules = rules
            self._clear()
            self._groups.forget_choices()
            self._start_over()

    def want(self, groups: Iterable[DuplicateGroup]) -> None:
        """Work these out first: they are in sight."""
        for group in groups:
            if group.group_id not in self._planned:
                self._urgent[group.group_id] = group
        self._run()

    def renew(self, group: DuplicateGroup) -> None:
        """Work this one out again: the user decided on something in it."""
        self._drop(group.group_id)
        self._urgent = {group.group_id: group} | self._urgent
        self._run()

    def planned(self, *, reviewed: bool) -> list[PlannedGroup]:
        """Return what files go of, in the order of the groups; only of groups in which the user
        decided on something if `reviewed`."""
        found = []
        for group in self._groups.groups:
            plan = self._planned.get(group.group_id)
            if plan is None or not plan.choice.removed:
                continue
            if not reviewed or self._groups.is_reviewed(group):
                found.append(plan)
        return found

    @property
    def total(self) -> PlanTotal:
        """Return what cleaning up all that is shown comes to, as far as it is known."""
        return replace(self._total, pending=len(self._groups) - len(self._planned))

    def _on_reset(self) -> None:
        for group_id in self._groups.index.changed:
            self._drop(group_id)
        self._start_over()

    def _start_over(self) -> None:
        self._urgent.clear()
        self._next = 0
        self._stamp += 1
        self._busy = False
        self.total_changed.emit()
        self._run()

    def _clear(self) -> None:
        self._planned.clear()
        self._total = PlanTotal()

    def _drop(self, group_id: str) -> None:
        plan = self._planned.pop(group_id, None)
        if plan is not None:
            self._count(plan, -1)

    def _count(self, plan: PlannedGroup, sign: int) -> None:
        removed, total = len(plan.choice.removed), self._total
        self._total = PlanTotal(
            total.groups + sign * bool(removed),
            total.files + sign * removed,
            total.freed + sign * plan.freed,
        )

    def _run(self) -> None:
        library = self._library
        if self._busy or library is None:
            return
        some = self._batch()
        if not some:
            return
        self._busy = True
        stamp, rules, marks = self._stamp, self._rules, dict(self._groups.marks)

        def take(planned: list[PlannedGroup]) -> None:
            if stamp == self._stamp:
                self._busy = False
                self._take(planned)

        def failed(error: UserError) -> None:
            # Told once; what comes into sight or is decided next, or another list, tries again.
            if stamp == self._stamp:
                self._busy = False
                self._next = 0
                self._background.on_error(error)
                if self._urgent:
                    self._run()

        self._background.run(lambda: plan_groups(library, some, rules, marks), take, failed)

    def _batch(self) -> list[DuplicateGroup]:
        """Return what is to be worked out next; large groups count as several."""
        if self._urgent:
            some = list(self._urgent.values())[:_AT_ONCE]
            for group in some:
                del self._urgent[group.group_id]
            return some
        some, files, groups = [], 0, self._groups.groups
        while self._next < len(groups) and files < 3 * _AT_ONCE:
            group = groups[self._next]
            self._next += 1
            if group.group_id not in self._planned:
                some.append(group)
                files += len(group.members)
        return some

    def _take(self, planned: list[PlannedGroup]) -> None:
        # Those that were changed meanwhile are worked out once more.
        fresh = [plan for plan in planned if plan.choice.group_id not in self._urgent]
        for plan in fresh:
            self._drop(plan.choice.group_id)
            self._planned[plan.choice.group_id] = plan
            self._count(plan, 1)
        self._groups.set_choices(plan.choice for plan in fresh)
        self.total_changed.emit()
        self._run()


def total_of(planned: Sequence[PlannedGroup]) -> PlanTotal:
    """Return what some groups come to."""
    return PlanTotal(
        sum(bool(plan.choice.removed) for plan in planned),
        sum(len(plan.choice.removed) for plan in planned),
        sum(plan.freed for plan in planned),
    )

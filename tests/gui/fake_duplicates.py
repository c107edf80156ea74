"""Made groups of duplicates over the photos of a FakeLibrary, with switches for what goes wrong."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from photosearch.core.changes import Changes
from photosearch.core.duplicates import (
    CLEANED_KINDS,
    COPY_KINDS,
    DuplicateGroup,
    DuplicateKind,
    DuplicateMember,
    DuplicateStatus,
    GroupChoice,
    GroupFilter,
    KindCount,
    Mark,
    NotAMatch,
    Relation,
)
from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import in_words
from photosearch.core.similarity_levels import SimilarityLevel

SURELY, PROBABLY = SimilarityLevel.SURELY, SimilarityLevel.PROBABLY
CROP = (1.6, 0.0, -0.3, 0.0, 1.6, -0.3)
"""The middle of the representative: from 0.1875 to 0.8125 of its width and height."""


def group(
    ids: Sequence[int],
    kind: DuplicateKind = DuplicateKind.EDITED,
    level: SimilarityLevel = SURELY,
    transform: tuple[float, float, float, float, float, float] | None = None,
    **more,
) -> DuplicateGroup:
    relation = Relation(kind, level, transform)
    members = [DuplicateMember(ids[0]), *(DuplicateMember(i, relation) for i in ids[1:])]
    space = 0 if kind is DuplicateKind.SERIES else 3_456_789 * (len(ids) - 1)
    name = "-".join(map(str, ids))
    return DuplicateGroup(name, kind, level, tuple(members), 3_456_789 * len(ids), space, **more)


class FakeDuplicates:
    """All methods are for any thread; changes are told as the library tells them."""

    def __init__(self, publish: Callable[[Changes], None]) -> None:
        self._publish = publish
        self._lock = threading.Lock()
        self.all: list[DuplicateGroup] = []
        self.pending = 0
        self.total = 100
        self.error: UserError | None = None
        self.update_error: UserError | None = None
        self.step_s = 0.001
        self.asked: list[GroupFilter] = []
        self.updates = 0
        self.saved_marks: dict[int, Mark] = {}
        self.saved_place = ""
        self.decisions: list[NotAMatch] = []
        self.passing: Callable[[Filters], set[int]] = lambda _filters: set(range(1, 10_000))

    def set_groups(self, groups: Sequence[DuplicateGroup]) -> None:
        self.all = list(groups)
        self._publish(Changes(duplicates_changed=True))

    # The face of the library

    def status(self) -> DuplicateStatus:
        counts = {kind: self._count({kind}) for kind in DuplicateKind}
        return DuplicateStatus(
            self.pending,
            self.total,
            {kind: count for kind, count in counts.items() if count.groups},
            self._count(CLEANED_KINDS),
        )

    def _count(self, kinds: Collection[DuplicateKind]) -> KindCount:
        found = [each for each in self.all if each.kind in kinds and not each.finished]
        return KindCount(
            len(found),
            sum(len(each.members) for each in found),
            sum(each.reclaimable for each in found),
        )

    def update(
        self, control: JobControl, on_progress: Callable[[Progress], None]
    ) -> DuplicateStatus:
        self.updates += 1
        if self.update_error is not None:
            raise self.update_error
        while self.pending:
            control.checkpoint()
            time.sleep(self.step_s)
            self.pending -= 1
            done = self.total - self.pending
            on_progress(Progress(in_words("Comparing"), done, self.total, eta_s=60.0))
        self._publish(Changes(duplicates_changed=True))
        return self.status()

    def groups(self, wanted: GroupFilter) -> list[DuplicateGroup]:
        self.asked.append(wanted)
        if self.error is not None:
            raise self.error
        passing = self.passing(wanted.filters)
        found = [
            each
            for each in self.all
            if each.kind in wanted.kinds
            and each.level <= wanted.min_level
            and each.finished == wanted.finished
            and passing.intersection(each.photo_ids)
        ]
        return sorted(found, key=lambda each: (-each.reclaimable, -each.photo_ids[0]))

    def group_of(self, photo_id: int) -> DuplicateGroup | None:
        return next((each for each in self.all if photo_id in each.photo_ids), None)

    def photos_with_copies(self) -> np.ndarray:
        copies = (each for each in self.all if each.kind in COPY_KINDS)
        return np.array(sorted({i for each in copies for i in each.photo_ids}), np.int64)

    def ignore(self, photo_ids: Sequence[int]) -> NotAMatch:
        decision = NotAMatch(len(self.decisions) + 1, tuple(photo_ids))
        self.decisions.append(decision)
        apart = set(photo_ids)
        self.set_groups([each for each in self.all if not apart <= set(each.photo_ids)])
        return decision

    def ignored(self) -> list[NotAMatch]:
        return list(self.decisions)

    def take_back(self, decision_id: int) -> None:
        (decision,) = (each for each in self.decisions if each.decision_id == decision_id)
        self.decisions.remove(decision)
        self.set_groups([*self.all, group(decision.photo_ids)])

    def finish(self, group_ids: Sequence[str]) -> None:
        self._set_finished(group_ids, finished=True)

    def note_cleaned(
        self, choices: Sequence[GroupChoice], gone: Collection[int], *, still_there: bool = False
    ) -> None:
        for choice in choices:
            if not set(choice.removed) <= set(gone):
                continue
            self.set_marks(dict.fromkeys(choice.kept))
            left = self.group_of(choice.kept[0]) if len(choice.kept) > 1 else None
            if still_there and choice.removed:
                self.finish([choice.group_id])
            elif left is not None and set(left.photo_ids) <= set(choice.kept):
                self.finish([left.group_id])

    def reopen(self, group_ids: Sequence[str]) -> None:
        self._set_finished(group_ids, finished=False)

    def _set_finished(self, group_ids: Sequence[str], *, finished: bool) -> None:
        self.set_groups(
            [
                replace(each, finished=finished) if each.group_id in group_ids else each
                for each in self.all
            ]
        )

    def marks(self) -> dict[int, Mark]:
        return dict(self.saved_marks)

    def set_marks(self, marks: Mapping[int, Mark | None]) -> None:
        with self._lock:
            for photo_id, mark in marks.items():
                self.saved_marks.pop(photo_id, None)
                if mark is not None:
                    self.saved_marks[photo_id] = mark

    def place(self) -> str:
        return self.saved_place

    def set_place(self, group_id: str) -> None:
        self.saved_place = group_id

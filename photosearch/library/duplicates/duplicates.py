"""Give front ends the duplicates of a library: how far the search for them is, groups, decisions.

Groups are kept in the catalog, so that showing them costs no comparison; see `grouping` for how
they are made.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from photosearch.core.changes import Changes
from photosearch.core.duplicates import (
    CLEANED_KINDS,
    DuplicateGroup,
    DuplicateKind,
    DuplicateStatus,
    GroupChoice,
    GroupFilter,
    KindCount,
    Mark,
    NotAMatch,
)
from photosearch.core.facets import Ids
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import StageCode
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.library.duplicates.group_making import Decisions
from photosearch.library.duplicates.group_order import sort_groups
from photosearch.library.duplicates.grouping import Grouping, GroupingResult
from photosearch.library.duplicates.groups import groups_of
from photosearch.library.duplicates.parts import is_whole, may_have_parts, parts_of
from photosearch.messages import Message
from photosearch.store.catalog import Catalog
from photosearch.store.duplicate_pairs import Pair
from photosearch.store.duplicates import DecisionKind

OnProgress = Callable[[Progress], None]

_ROUNDS = 3
"""So often pairs that might join groups are compared: each time groups may grow."""
_MANY = 5_000
"""Bringing the groups of more photos up to date one by one takes longer than making all anew."""

_EQUAL = frozenset({DuplicateKind.SAME_FILE})


class Comparing(Protocol):
    """Compare photos that are not compared yet; see `PhotoComparing`."""

    def run(self, control: JobControl, on_progress: OnProgress) -> set[int]:
        """Compare until nothing is pending; return the contents of which more is known."""

    def compare_also(
        self, pairs: Iterable[Pair], control: JobControl, on_progress: OnProgress
    ) -> set[int]:
        """Compare further pairs; return the contents of which more is known."""

    def counts(self) -> tuple[int, int]:
        """Return how many photos are not compared yet, and how many can be."""


class Duplicates:
    """Find and keep the duplicates of one library. All methods block and are for any thread."""

    def __init__(
        self,
        catalog: Catalog,
        *,
        passing: Callable[[Filters], Ids],
        publish: Callable[[Changes], None] = lambda _changes: None,
        comparing: Comparing | None = None,
    ) -> None:
        """Read nothing yet.

        Args:
            catalog: open; for writing, if anything is to be changed.
            passing: returns the rising ids of the photos that pass filters.
            publish: told when groups have changed.
            comparing: compares photos; without it only equal files are found.
        """
        self._catalog = catalog
        self._store = catalog.duplicates
        self._passing = passing
        self._publish = publish
        self._comparing = comparing
        self._grouping = Grouping(catalog)
        self._running = threading.Lock()
        """Held by the one that compares."""
        self._lock = threading.Lock()
        """Guards what follows, and changes of groups."""
        self._groups: list[DuplicateGroup] | None = None
        self._group_of: dict[int, DuplicateGroup] | None = None
        self._counted: dict[frozenset[DuplicateKind], KindCount] = {}
        """What there is of some kinds; a new one when groups change."""
        self._parts: dict[str, Counter[int]] = {}
        """How many files of each content the parts of groups hold that were given out, by id."""
        self._regrouped = False
        """All groups were made by this process, and followed what changed since."""

    # ---- finding ----

    def status(self) -> DuplicateStatus:
        """Tell how far the comparison is, and what was found so far; decided groups left out.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        pending, total = self._comparing.counts() if self._comparing else (0, 0)
        counts = {kind: self._count(frozenset({kind})) for kind in DuplicateKind}
        return DuplicateStatus(
            pending,
            total,
            {kind: count for kind, count in counts.items() if count.groups},
            self._count(CLEANED_KINDS),
        )

    def update(
        self, control: JobControl, on_progress: OnProgress = lambda _progress: None
    ) -> DuplicateStatus:
        """Compare what is not compared yet, and make the groups that follow.

        Whatever ends it, what is done is kept and the next call goes on there. Waits for another
        call that is under way.

        Raises:
            Cancelled: through `control`.
            CatalogError: the catalog cannot be read or written.
        """
        while not self._running.acquire(timeout=0.1):
            control.checkpoint()
        try:
            known: set[int] = set()
            try:
                if self._comparing is not None:
                    known = self._comparing.run(control, on_progress)
            except BaseException:
                self._regrouped = False
                raise
            if known or not self._regrouped:
                on_progress(Progress(Message(StageCode.GROUPING), 0, None, preemptible=True))
            missing = self._regroup(known)
            for _ in range(_ROUNDS):
                if self._comparing is None or not missing:
                    break
                missing = self._regroup(self._comparing.compare_also(missing, control, on_progress))
        finally:
            self._running.release()
        return self.status()

    def follow(self, changes: Changes) -> None:
        """Take over that photos came, went or changed: groups fall apart or are put together."""
        touched = {*changes.added, *changes.changed, *changes.removed}
        if changes.roots_changed or len(touched) > _MANY:
            self._regrouped = False
            if changes.roots_changed:
                self._regroup()
        elif touched:
            self._apply(lambda: self._grouping.run_for(touched))

    # ---- looking ----

    def groups(self, wanted: GroupFilter = GroupFilter()) -> list[DuplicateGroup]:  # noqa: B008 - frozen
        """Return the groups that are asked for, in the order that is asked for.

        Members that are less sure than `wanted.min_level` are left out of them, and those that are
        of other kinds. What is left of a group is a group, and so are equal files among the others;
        see `parts`.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        found = self._asked(wanted.kinds, wanted.min_level, finished=wanted.finished)
        if not wanted.filters.empty:
            passing = set(self._passing(wanted.filters).tolist())
            found = [group for group in found if not passing.isdisjoint(group.photo_ids)]
        return sort_groups(found, wanted.order, self._catalog.photos)

    def group_of(self, photo_id: int) -> DuplicateGroup | None:
        """Return the group of copies that a photo is in, else its series, if there is one."""
        self._all()
        with self._lock:
            if self._group_of is None:
                self._group_of = {}
                for group in self._groups or ():
                    for each in group.photo_ids:
                        if group.kind is not DuplicateKind.SERIES or each not in self._group_of:
                            self._group_of[each] = group
            return self._group_of.get(photo_id)

    def photos_with_copies(self) -> Ids:
        """Return the rising ids (n,) of the photos that are in a group of copies."""
        return self._store.photos_with_copies()

    # ---- decisions ----

    def ignore(self, photo_ids: Sequence[int]) -> NotAMatch:
        """Remember for good that some files are no copies of each other, by their contents.

        Raises:
            ValueError: they are fewer than two photos of the library.
            CatalogError: the catalog cannot be written.
        """
        ids, keys = self._store.content_keys(photo_ids)
        if len(ids) < 2:
            raise ValueError("at least two photos are told to be no match")
        (decision,) = self._store.decide(
            DecisionKind.NOT_A_MATCH, [Counter[int](map(int, keys.tolist()))]
        )
        self._apply(lambda: self._grouping.run_for(ids.tolist()))
        return NotAMatch(decision, tuple(ids.tolist()))

    def ignored(self) -> list[NotAMatch]:
        """Return what `ignore` was told, the oldest first."""
        return [
            NotAMatch(each.decision_id, tuple(self._store.photos_with(each.files)[0].tolist()))
            for each in self._store.decisions()
            if each.kind is DecisionKind.NOT_A_MATCH
        ]

    def take_back(self, decision_id: int) -> None:
        """Forget what `ignore` was told; an unknown decision is passed over.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        contents = {
            content
            for each in self._store.decisions()
            if each.decision_id == decision_id and each.kind is DecisionKind.NOT_A_MATCH
            for content in each.files
        }
        if contents:
            self._store.take_back([decision_id])
            self._apply(lambda: self._grouping.run_for((), contents))

    def finish(self, group_ids: Sequence[str]) -> None:
        """Note that groups are decided on: cleaned up, or all of their files are to be kept.

        They come back when a further copy is found. Unknown groups are passed over.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        files = self._files_of(group_ids)
        decisions = Decisions(self._catalog)
        self._store.decide(
            DecisionKind.FINISHED, [each for each in files if not decisions.finished(each)]
        )
        self._decided(files)

    def note_cleaned(
        self, choices: Sequence[GroupChoice], gone: Collection[int], *, still_there: bool = False
    ) -> None:
        """Note that groups were cleaned up: what is left of them is decided on, marks are over.

        A group of which a file did not go is as it was.

        Args:
            choices: as they were to be carried out.
            gone: photo ids of the files that went.
            still_there: what went is still an equal file, which but shares its space.

        Raises:
            CatalogError: the catalog cannot be read or written.
        """
        went = frozenset(gone)
        cleaned = [choice for choice in choices if went.issuperset(choice.removed)]
        finished = [each.group_id for each in cleaned if still_there and each.removed]
        for choice in cleaned:
            group = self.group_of(choice.kept[0]) if len(choice.kept) > 1 else None
            if group is not None and set(group.photo_ids) <= set(choice.kept):
                finished.append(group.group_id)
        if finished:
            self.finish(finished)
        self.set_marks({photo: None for choice in cleaned for photo in choice.kept})

    def reopen(self, group_ids: Sequence[str]) -> None:
        """Take back that groups are decided on; unknown ones are passed over.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        files = self._files_of(group_ids)
        self._store.take_back(
            decision.decision_id
            for decision in self._store.decisions()
            if decision.kind is DecisionKind.FINISHED
            and any(each <= Counter(decision.files) for each in files)
        )
        self._decided(files)

    def _files_of(self, group_ids: Iterable[str]) -> list[Counter[int]]:
        """Return how many files of each content some groups hold, or parts that were given out."""
        wanted = dict.fromkeys(group_ids)
        groups = {group.group_id: group for group in self._all() if group.group_id in wanted}
        keys = self._keys_of(groups.values())
        files = []
        for group_id in wanted:
            if group_id in groups:
                ids = groups[group_id].photo_ids
                held = Counter(keys[each] for each in ids if each in keys)
                if held:  # else all its photos went since groups were made
                    files.append(held)
            elif group_id in self._parts:
                files.append(self._parts[group_id])
        return files

    def _decided(self, files: Sequence[Counter[int]]) -> None:
        """Take over that it was decided on groups of these files, or no longer."""
        with self._lock:
            self._counted = {}
        contents = {content for each in files for content in each}
        if contents and not self._apply(lambda: self._grouping.run_for((), contents)).changed:
            self._publish(Changes(duplicates_changed=True))  # of parts of groups

    def _keys_of(self, groups: Iterable[DuplicateGroup]) -> dict[int, int]:
        ids, keys = self._store.content_keys(each for group in groups for each in group.photo_ids)
        return dict(zip(ids.tolist(), keys.tolist(), strict=True))

    # ---- the session ----

    def marks(self) -> dict[int, Mark]:
        """Return what the user decided for single files so far, by photo."""
        return self._store.marks()

    def set_marks(self, marks: Mapping[int, Mark | None]) -> None:
        """Mark photos, or (None) take their marks away.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        self._store.set_marks(marks)

    def place(self) -> str:
        """Return the id of the group that was looked at last; "" at first."""
        return self._store.place()

    def set_place(self, group_id: str) -> None:
        """Note the group that is looked at.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        self._store.set_place(group_id)

    # ---- inside ----

    def _all(self) -> list[DuplicateGroup]:
        with self._lock:
            if self._groups is None:
                self._groups = groups_of(list(self._grouping.stored()))
            return self._groups

    def _count(self, kinds: frozenset[DuplicateKind]) -> KindCount:
        with self._lock:
            counted = self._counted
        if kinds not in counted:
            found = self._asked(kinds, max(SimilarityLevel), finished=False)
            counted[kinds] = KindCount(
                len(found),
                sum(len(group.members) for group in found),
                sum(group.reclaimable for group in found),
            )
        return counted[kinds]

    def _asked(
        self, kinds: frozenset[DuplicateKind], level: SimilarityLevel, *, finished: bool
    ) -> list[DuplicateGroup]:
        """Return the groups, and parts of groups, of some kinds that are at least so sure."""
        groups, divided = [], dict[str, frozenset[DuplicateKind]]()
        for group in self._all():
            if not is_whole(group, kinds, level):
                divided[group.group_id] = kinds
            elif group.finished == finished:
                groups.append(group)
            elif finished and group.kind is not DuplicateKind.SAME_FILE:
                divided[group.group_id] = _EQUAL  # it may have been decided on these alone
        with self._lock:
            stored = {
                each.group_id: each for each in self._grouping.stored() if each.group_id in divided
            }
        whole = {each.group_id: each for each in self._all() if each.group_id in stored}
        stored = {
            key: each
            for key, each in stored.items()
            if key in whole and may_have_parts(whole[key], each, divided[key])
        }
        if not stored:
            return groups
        contents = self._keys_of(whole[key] for key in stored)
        decisions = Decisions(self._catalog)
        for key, each in stored.items():
            for part in parts_of(each, divided[key], level, contents):
                decided = whole[key].finished or decisions.finished(part.contents)
                if decided == finished:
                    self._parts[part.group.group_id] = part.contents
                    groups.append(replace(part.group, finished=decided))
        return groups

    def _regroup(self, contents: Collection[int] = ()) -> set[Pair]:
        """Bring the groups up to date: those of some contents, or all if it was not done before.

        Returns:
            Pairs that are worth a comparison.
        """
        few = self._regrouped and len(contents) <= _MANY
        if few and not contents:
            return set()
        result = self._apply(
            lambda: self._grouping.run_for((), contents) if few else self._grouping.run()
        )
        self._regrouped = True
        return result.missing

    def _apply(self, make: Callable[[], GroupingResult]) -> GroupingResult:
        """Make groups, and tell if they are other ones than before."""
        with self._lock:
            result = make()
            if result.changed:
                self._groups = self._group_of = None
                self._counted = {}
        if result.changed:
            self._publish(Changes(duplicates_changed=True))
        return result

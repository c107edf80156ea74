"""Represent what the user said of two photos: whether they belong together, in which sense.

Photos are known by their contents here, so that an answer holds wherever they are moved to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from photosearch.core.codes import CodeKind
from photosearch.core.duplicates import COPY_KINDS, DuplicateGroup, GroupChoice

JUDGED_KINDS = (CodeKind.COPY, CodeKind.LOOK, CodeKind.SUBJECT)
"""The kinds of code that photos are judged by: those of the three senses."""


class JudgedAct(StrEnum):
    """Name what the user did that is an answer. Stored: never rename a value."""

    LESS_LIKE = "less-like"
    """A photo was made an example that photos are to be unlike."""
    REMOVED = "removed"
    """A photo was taken out of the photos found."""
    FITS = "fits"
    """A photo found was said to be right."""
    TOGETHER = "together"
    """Photos were put together by hand, as examples of one query."""
    NOT_A_MATCH = "not-a-match"
    """Photos were said to be no duplicates."""
    COPY = "copy"
    """Of two duplicates one was kept and the other was removed."""
    TAKEN_OVER = "taken-over"
    """It came from a file of answers."""


_MOST_TOGETHER, _MOST_APART = 12, 6
"""Photos of a group that follow from each other; see `with_implied`."""


@dataclass(frozen=True, slots=True)
class PhotoAnswer:
    """Represent what the user did as an answer about photos, each with each of the others."""

    anchors: tuple[int, ...]
    """Photo ids."""
    others: tuple[int, ...]
    sense: CodeKind
    alike: bool
    act: JudgedAct


def answer_of_no_match(photo_ids: Sequence[int]) -> PhotoAnswer:
    """Return what it says that none of some photos is a duplicate of another."""
    ids = tuple(photo_ids)
    return PhotoAnswer(ids, ids, CodeKind.COPY, alike=False, act=JudgedAct.NOT_A_MATCH)


def answers_of_cleaning(
    groups: Iterable[DuplicateGroup], choices: Iterable[GroupChoice], gone: Collection[int]
) -> list[PhotoAnswer]:
    """Return what it says that of groups of duplicates some were kept and others removed.

    Of a series what went was another shot, which says nothing.

    Args:
        groups: of the choices, perhaps others too.
        choices: as they were to be carried out.
        gone: photo ids of the files that went.
    """
    copies = {group.group_id for group in groups if group.kind in COPY_KINDS}
    return [
        PhotoAnswer(choice.kept, removed, CodeKind.COPY, alike=True, act=JudgedAct.COPY)
        for choice in choices
        if (removed := tuple(each for each in choice.removed if each in gone))
        and choice.group_id in copies
        and choice.kept
    ]


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """Represent one answer."""

    first: bytes
    """Content ids of two photos, the lower one first."""
    second: bytes
    sense: CodeKind
    alike: bool
    act: JudgedAct
    judged_at: float = 0.0
    """Seconds since 1970; 0: now."""
    number: int = 0
    """In the catalog."""
    changed: int = 0
    """How often an answer was followed by its contrary; the last one counts."""

    @property
    def key(self) -> tuple[bytes, bytes, CodeKind]:
        """Return what there is one answer of."""
        return self.first, self.second, self.sense


@dataclass(frozen=True, slots=True)
class RecordedPairs:
    """Count what became of answers that were to be kept."""

    added: int = 0
    repeated: int = 0
    """Were known already."""
    changed: int = 0
    """Contradict an earlier one, which counts no longer."""


def judged_pairs(
    anchors: Iterable[bytes],
    others: Iterable[bytes],
    sense: CodeKind,
    *,
    alike: bool,
    act: JudgedAct,
) -> list[JudgedPair]:
    """Return an answer for each of `anchors` with each of `others`, by content ids.

    A content is no pair with itself, and each pair is there once.
    """
    if sense not in JUDGED_KINDS:
        raise ValueError(f"photos are not judged by {sense} codes")
    others = list(others)
    found = {
        (min(anchor, other), max(anchor, other)): None
        for anchor in anchors
        for other in others
        if anchor != other
    }
    return [JudgedPair(first, second, sense, alike, act) for first, second in found]


def with_implied(
    pairs: Sequence[tuple[bytes, bytes, bool]],
) -> list[tuple[bytes, bytes, bool]]:
    """Return answers and what follows of them: who belongs to one belongs to all of its group.

    Two photos that belong to a third belong together, and what does not belong to one of them does
    not belong to the others. What was said outright stays as it was said. Of large groups the first
    photos are taken, so that what follows stays in proportion to what was said.

    Args:
        pairs: first and second content, the lower one first, and whether they are alike; each pair
            of contents once.
    """
    leader_of = leaders(pairs)
    groups: dict[bytes, list[bytes]] = defaultdict(list)
    for content in sorted(leader_of):
        groups[leader_of[content]].append(content)
    said = {(first, second): alike for first, second, alike in pairs}
    implied: dict[tuple[bytes, bytes], bool] = {}
    for members in groups.values():
        few = members[:_MOST_TOGETHER]
        implied |= {(one, other): True for at, other in enumerate(few) for one in few[:at]}
    for (first, second), alike in said.items():
        one, other = leader_of[first], leader_of[second]
        if not alike and one != other:
            for this in groups[one][:_MOST_APART]:
                for that in groups[other][:_MOST_APART]:
                    implied.setdefault((min(this, that), max(this, that)), False)
    return [(*pair, alike) for pair, alike in {**implied, **said}.items()]


def together_groups(pairs: Sequence[tuple[bytes, bytes, bool]]) -> dict[bytes, str]:
    """Return a name for each content in answers, the same for those that belong together."""
    return {content: leader.hex() for content, leader in leaders(pairs).items()}


def leaders(pairs: Sequence[tuple[bytes, bytes, bool]]) -> dict[bytes, bytes]:
    """Return the lowest of its group for each content in answers: what is alike is in one group."""
    leader: dict[bytes, bytes] = {}

    def lead(content: bytes) -> bytes:
        while leader.setdefault(content, content) != content:
            leader[content] = leader[leader[content]]
            content = leader[content]
        return content

    for first, second, alike in pairs:
        first_leader, second_leader = lead(first), lead(second)
        if alike:
            leader[max(first_leader, second_leader)] = min(first_leader, second_leader)
    return {content: lead(content) for content in leader}

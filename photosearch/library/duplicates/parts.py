"""Divide groups by what is asked for: a group of several kinds holds stricter ones within.

Of an edited copy, its original and a further file of the same bytes, the last two are a group of
equal files for those who ask for equal files alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photosearch.core.duplicates import DuplicateGroup, DuplicateKind, Relation
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.library.duplicates.groups import group_id_of, groups_of, make_group
from photosearch.store.duplicates import MEMBER, NO_RELATION, StoredGroup

_KINDS = tuple(DuplicateKind)
_SAME_FILE = Relation(DuplicateKind.SAME_FILE, SimilarityLevel.SURELY)
_SAME_PIXELS = frozenset({DuplicateKind.SAME_FILE, DuplicateKind.SAME_PICTURE})
"""They go along with whatever is less strict."""


@dataclass(frozen=True, slots=True)
class GroupPart:
    """Hold some files of a group."""

    group: DuplicateGroup
    """Of these files; whether it is decided on is not known here."""
    contents: Counter[int]
    """How many files of each content it holds."""


def is_whole(group: DuplicateGroup, kinds: Collection[DuplicateKind], level: int) -> bool:
    """Tell whether all files of a group are asked for.

    Args:
        group: of any kind.
        kinds: that are asked for. Equal files and pictures go along with a less strict kind that
            the group is of; RAW and picture of one shot are only there if they are asked for.
        level: that files must have at least, see SimilarityLevel.
    """
    if group.kind not in kinds or group.level > level:
        return False
    if group.kind is not DuplicateKind.EDITED or DuplicateKind.PAIR in kinds:
        return True
    relations = (member.relation for member in group.members)
    return not any(each and each.kind is DuplicateKind.PAIR for each in relations)


def may_have_parts(
    group: DuplicateGroup, stored: StoredGroup, kinds: Collection[DuplicateKind]
) -> bool:
    """Tell whether `parts_of` may find anything; that is told without reading contents."""
    if group.kind in kinds:
        return True
    if any(each.relation and each.relation.kind in kinds for each in group.members):
        return True
    if DuplicateKind.SAME_FILE not in kinds:
        return False
    sizes = np.frombuffer(stored.members, MEMBER)["bytes"].tolist()
    return len(set(sizes)) < len(sizes)


def parts_of(
    stored: StoredGroup,
    kinds: Collection[DuplicateKind],
    level: int,
    contents: Mapping[int, int],
) -> list[GroupPart]:
    """Return the parts of a group that are asked for: disjoint, of two files at least.

    Args:
        stored: the group.
        kinds: as `is_whole` takes them.
        level: likewise.
        contents: keys of the contents of its files by photo; files without one are left out.
    """
    table = np.frombuffer(stored.members, MEMBER)
    there = np.array([key in contents for key in table["photo_id"].tolist()], np.bool_)
    wanted = {*kinds, *_SAME_PIXELS} if stored.kind in kinds else set(kinds)
    first = table["kind"] == NO_RELATION
    asked = np.isin(table["kind"], [_KINDS.index(each) for each in wanted])
    around = (first | (asked & (table["level"] <= level))) & there
    if around.sum() < 2 or not (around & first).any():
        around = np.zeros(len(table), np.bool_)
    parts = [_around_first(stored, table[around], contents)] if around.any() else []
    if DuplicateKind.SAME_FILE in kinds and stored.kind is not DuplicateKind.SERIES:
        parts += _equal_files(table[there & ~around], contents)
    return parts


def _around_first(
    stored: StoredGroup, table: NDArray[np.void], contents: Mapping[int, int]
) -> GroupPart:
    related = table[table["kind"] != NO_RELATION]
    kind = _KINDS[int(related["kind"].max())]
    sizes = table["bytes"]
    total = int(sizes.sum())
    keys = [contents[key] for key in table["photo_id"].tolist()]
    part = replace(
        stored,
        group_id=group_id_of(kind, keys),
        kind=kind,
        level=SimilarityLevel(int(related["level"].max())),
        members=table.tobytes(),
        finished=False,
        reclaimable=0 if kind is DuplicateKind.SERIES else total - int(sizes.max()),
        bytes=total,
    )
    return GroupPart(groups_of([part])[0], Counter(keys))


def _equal_files(table: NDArray[np.void], contents: Mapping[int, int]) -> Iterable[GroupPart]:
    """Yield a group for each content that several files of MEMBER (n,) have."""
    by_content: defaultdict[int, list[int]] = defaultdict(list)
    for photo_id in sorted(table["photo_id"].tolist()):
        by_content[contents[photo_id]].append(photo_id)
    sizes = dict(zip(table["photo_id"].tolist(), table["bytes"].tolist(), strict=True))
    shares = dict(zip(table["photo_id"].tolist(), table["share"].tolist(), strict=True))
    for key, files in by_content.items():
        if len(files) > 1:
            part = make_group(
                files[0],
                dict.fromkeys(files[1:], _SAME_FILE),
                contents=dict.fromkeys(files, key),
                sizes=sizes,
                shares=shares,
                finished=False,
            )
            yield GroupPart(groups_of([part])[0], Counter({key: len(files)}))

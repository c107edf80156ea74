"""Decide which files of a group are beside each other, and how they lie on the first one."""

from __future__ import annotations

from photosearch.core.affine import IDENTITY, Affine
from photosearch.core.duplicates import DuplicateGroup, DuplicateKind, DuplicateMember
from photosearch.gui.viewer.viewer_state import MOST_PANES
from photosearch.gui.viewer.zoom import Extent

_SAME_SHAPE = 0.02
"""By so much of itself the ratio of the sides may differ between pictures of one shape."""


def shown_members(group: DuplicateGroup, member: int, before: tuple[int, ...]) -> tuple[int, ...]:
    """Return which files are shown, the representative first, so that `member` is among them.

    Args:
        group: of whose files at most MOST_PANES are shown.
        member: that the user means.
        before: that were shown until now; they stay if they can.
    """
    count = len(group.members)
    if count <= MOST_PANES:
        return tuple(range(count))
    if member in before:
        return before
    first = max(1, min(member, count - (MOST_PANES - 1)))
    return (0, *range(first, first + MOST_PANES - 1))


def transform_of(
    member: DuplicateMember, base: Extent | None, other: Extent | None
) -> Affine | None:
    """Return how a file lies on the representative; None if that is not known.

    Args:
        member: of the group.
        base: size of the representative's picture.
        other: that of this one.
    """
    relation = member.relation
    if relation is None:
        return IDENTITY
    if relation.transform is not None:
        return relation.transform
    if relation.kind in (DuplicateKind.SAME_FILE, DuplicateKind.SAME_PICTURE):
        return IDENTITY
    if base is None or other is None:
        return None
    ratios = base.width / base.height, other.width / other.height
    return IDENTITY if abs(ratios[0] - ratios[1]) <= _SAME_SHAPE * ratios[0] else None

"""Hold groups of duplicates as they are stored, and make them into what front ends are shown."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from photosearch.core.duplicates import (
    DuplicateGroup,
    DuplicateKind,
    DuplicateMember,
    Relation,
)
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.store.duplicates import MEMBER, NO_RELATION, StoredGroup

_KINDS = tuple(DuplicateKind)
_LEVELS = tuple(SimilarityLevel)
_NOT_A_NUMBER = float("nan")
_SIX = np.dtype("f4,f4,f4,f4,f4,f4")
_NO_TRANSFORM = (_NOT_A_NUMBER,) * 6


def make_group(
    representative: int,
    relations: Mapping[int, Relation],
    *,
    contents: Mapping[int, int],
    sizes: Mapping[int, int],
    shares: Mapping[int, float],
    finished: bool,
) -> StoredGroup:
    """Return a group to be stored.

    Args:
        representative: a photo.
        relations: of the others to it, at least one, by photo.
        contents: the keys of the contents of all of them.
        sizes: the bytes of their files.
        shares: see `DuplicateMember.share`.
        finished: it was decided on.
    """
    others = sorted(relations)
    kind = max((each.kind for each in relations.values()), key=_KINDS.index)
    level = max(each.level for each in relations.values())
    bytes_of = [sizes[photo_id] for photo_id in (representative, *others)]
    reclaimable = 0 if kind is DuplicateKind.SERIES else sum(bytes_of) - max(bytes_of)
    rows = [
        (
            representative,
            sizes[representative],
            NO_RELATION,
            0,
            False,
            _NO_TRANSFORM,
            _NOT_A_NUMBER,
            shares[representative],
        )
    ]
    for photo_id in others:
        each = relations[photo_id]
        rows.append(
            (
                photo_id,
                sizes[photo_id],
                _KINDS.index(each.kind),
                int(each.level),
                each.mirrored,
                each.transform or _NO_TRANSFORM,
                _NOT_A_NUMBER if each.residual is None else each.residual,
                shares[photo_id],
            )
        )
    return StoredGroup(
        group_id_of(kind, (contents[photo_id] for photo_id in (representative, *others))),
        kind,
        level,
        np.array(rows, MEMBER).tobytes(),
        finished,
        reclaimable,
        sum(bytes_of),
    )


def group_id_of(kind: DuplicateKind, contents: Iterable[int]) -> str:
    """Return the id of a group of files with these contents, one for each file."""
    what = b"series" if kind is DuplicateKind.SERIES else b"copies"
    keys = np.array(sorted(contents), "<i8").tobytes()
    return hashlib.blake2b(what + keys, digest_size=12).hexdigest()


def groups_of(stored: Sequence[StoredGroup]) -> list[DuplicateGroup]:
    """Return what stored groups are to front ends."""
    if not stored:
        return []
    table = np.frombuffer(b"".join(each.members for each in stored), MEMBER)
    members = _members_of(table)
    groups, start = [], 0
    for each in stored:
        stop = start + len(each.members) // MEMBER.itemsize
        groups.append(
            DuplicateGroup(
                each.group_id,
                each.kind,
                each.level,
                tuple(members[start:stop]),
                each.bytes,
                each.reclaimable,
                each.finished,
            )
        )
        start = stop
    return groups


def _members_of(table: NDArray[np.void]) -> list[DuplicateMember]:
    """Return members of which MEMBER (n,) tells."""
    has_transform = (~np.isnan(table["transform"][:, 0])).tolist()
    has_residual = (~np.isnan(table["residual"])).tolist()
    # As records, of which numpy makes tuples by itself.
    transforms = np.ascontiguousarray(table["transform"]).view(_SIX).ravel().tolist()
    names = ("photo_id", "kind", "level", "mirrored", "residual", "share")
    columns = (table[name].tolist() for name in names)
    collects = gc.isenabled()
    gc.disable()  # it would look at each of a quarter of a million objects several times
    try:
        return [
            DuplicateMember(photo_id, share=share)
            if kind == NO_RELATION
            else DuplicateMember(
                photo_id,
                Relation(
                    _KINDS[kind],
                    _LEVELS[level],
                    transform if transformed else None,
                    mirrored != 0,
                    residual if measured else None,
                ),
                share,
            )
            for (
                photo_id,
                kind,
                level,
                mirrored,
                residual,
                share,
                transform,
                transformed,
                measured,
            ) in zip(*columns, transforms, has_transform, has_residual, strict=True)
        ]
    finally:
        if collects:
            gc.enable()

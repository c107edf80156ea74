"""Make groups of what is known of pairs, and keep them in the catalog.

The same files give the same groups, whatever their order and however they came in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from photosearch.core.duplicates import DuplicateKind, Relation
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.library.duplicates.groups import make_group
from photosearch.store.catalog import Catalog
from photosearch.store.duplicates import Decision, DecisionKind, StoredGroup

_SAME_FILE = Relation(DuplicateKind.SAME_FILE, SimilarityLevel.SURELY)


class Grouping:
    """Bring the groups of a catalog up to date."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._store = catalog.duplicates

    def run(self) -> bool:
        """Make all groups anew; tell whether any is another than before.

        Raises:
            CatalogError: the catalog cannot be read or written.
        """
        before = {each.group_id: each for each in self._store.groups()}
        after = {each.group_id: each for each in self._groups()}
        gone = before.keys() - after.keys()
        new = [
            each
            for group_id, each in after.items()
            if group_id not in before or not _equal(before[group_id], each)
        ]
        if gone or new:
            self._store.replace_groups(gone, new)
        return bool(gone or new)

    def _groups(self) -> list[StoredGroup]:
        ids, keys = self._store.content_keys()
        links = self._catalog.stacks.links()
        further = links.photo_ids[links.photo_ids != links.primary_ids]
        kept = ~np.isin(ids, further)
        ids, keys = ids[kept], keys[kept]
        order = np.lexsort((ids, keys))
        ids, keys = ids[order], keys[order]
        starts = np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1))
        stops = np.append(starts[1:], len(keys))
        several = stops - starts > 1
        decisions = self._store.decisions()
        finished = _by_content(decisions, DecisionKind.FINISHED)
        ignored = _by_content(decisions, DecisionKind.NOT_A_MATCH)
        groups = []
        for start, stop in zip(starts[several].tolist(), stops[several].tolist(), strict=True):
            key = int(keys[start])
            if any(each[key] > 1 for each in ignored.get(key, ())):
                continue
            members = ids[start:stop].tolist()
            sizes = self._sizes(members)
            groups.append(
                make_group(
                    members[0],
                    dict.fromkeys(members[1:], _SAME_FILE),
                    contents=dict.fromkeys(members, key),
                    sizes=sizes,
                    finished=any(
                        Counter({key: len(members)}) <= each for each in finished.get(key, ())
                    ),
                )
            )
        return groups

    def _sizes(self, photo_ids: Sequence[int]) -> dict[int, int]:
        return {each.photo_id: each.size for each in self._catalog.photos.get(photo_ids)}


def _by_content(decisions: Sequence[Decision], kind: DecisionKind) -> dict[int, list[Counter[int]]]:
    """Return the decisions of a kind by each content that they are on."""
    found: dict[int, list[Counter[int]]] = {}
    for decision in decisions:
        if decision.kind is kind:
            files = Counter(dict(decision.files))
            for content in files:
                found.setdefault(content, []).append(files)
    return found


def _equal(one: StoredGroup, other: StoredGroup) -> bool:
    return one.members == other.members and (one.kind, one.level, one.finished, one.bytes) == (
        other.kind,
        other.level,
        other.finished,
        other.bytes,
    )

"""Put groups of duplicates in order."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from photosearch.core.duplicates import DuplicateGroup, DuplicateKind, GroupOrder
from photosearch.core.sorting import NEWEST_FIRST
from photosearch.store.photos import Photos


def sort_groups(
    groups: Iterable[DuplicateGroup], order: GroupOrder, photos: Photos
) -> list[DuplicateGroup]:
    """Return groups in an order; those that it does not tell apart by their ids.

    Args:
        groups: of photos of the library.
        order: by date and by path their first photos count.
        photos: of the library.

    Raises:
        CatalogError: the catalog cannot be read.
    """
    if order is GroupOrder.SPACE:
        return sorted(groups, key=lambda each: (-each.reclaimable, -each.bytes, each.group_id))
    if order is GroupOrder.CERTAINTY:
        kinds = list(DuplicateKind)
        return sorted(
            groups,
            key=lambda each: (
                each.level,
                kinds.index(each.kind),
                -each.reclaimable,
                each.group_id,
            ),
        )
    groups = list(groups)
    first = np.array([group.photo_ids[0] for group in groups], np.int64)
    if order is GroupOrder.DATE:
        ordered = photos.sort(np.unique(first), NEWEST_FIRST)
    else:
        ordered = photos.ids_by_path()
    rank = {photo_id: place for place, photo_id in enumerate(ordered.tolist())}
    return sorted(groups, key=lambda each: (rank.get(each.photo_ids[0], len(rank)), each.group_id))

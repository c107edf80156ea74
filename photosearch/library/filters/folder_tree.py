"""Build the folders of a library as a tree, with the photos below each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.facets import FolderTree
from photosearch.core.photo import Root
from photosearch.core.sorting import natural_key
from photosearch.store.filters import FolderPlace


@dataclass(frozen=True, slots=True, eq=False)
class PlacedTree:
    """Hold a tree, and where the places of photos are in it."""

    tree: FolderTree
    ends: NDArray[np.intp]
    """(n,) the row after the last one below each folder."""
    row_of_place: NDArray[np.intp]
    """(places,) the row of each place, or n for those that are not shown."""

    def counts(self, by_place: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the photos below each folder (n,), from those at each place (places,)."""
        own = np.zeros(len(self.ends) + 1, np.int64)
        own[self.row_of_place] = by_place
        before = np.concatenate([[0], np.cumsum(own[:-1])])
        below: NDArray[np.int64] = before[self.ends] - before[:-1]
        return below


def build_tree(
    roots: Sequence[Root], places: Sequence[FolderPlace], used: Sequence[bool]
) -> PlacedTree:
    """Build the tree of all roots and of the folders above and at those places that are `used`."""
    ordered = sorted(roots, key=lambda root: os.fsencode(root.path))
    number_of = {root.root_id: number for number, root in enumerate(ordered)}
    nodes: set[tuple[int, tuple[bytes, ...]]] = {(number, ()) for number in range(len(ordered))}
    wanted: list[tuple[int, tuple[bytes, ...]] | None] = []
    for (root_id, folder), shown in zip(places, used, strict=True):
        number = number_of.get(root_id)
        if number is None or not shown:
            wanted.append(None)
            continue
        parts = tuple(folder.split(b"/")) if folder else ()
        wanted.append((number, parts))
        while (number, parts) not in nodes:  # those above are there as soon as one is
            nodes.add((number, parts))
            parts = parts[:-1]
    # What lies below a folder begins with its parts and so follows it.
    rows = sorted(nodes, key=lambda node: (node[0], [_sorted_by(part) for part in node[1]]))
    row_of = {node: row for row, node in enumerate(rows)}
    parents = [row_of[number, parts[:-1]] if parts else -1 for number, parts in rows]
    ends = np.arange(1, len(rows) + 1, dtype=np.intp)
    for row in range(len(rows) - 1, -1, -1):
        if parents[row] >= 0:
            ends[parents[row]] = max(ends[parents[row]], ends[row])
    paths = tuple(_path(ordered[number].path, parts) for number, parts in rows)
    names = tuple(
        _shown(parts[-1]) if parts else _shown(os.fsencode(ordered[number].path))
        for number, parts in rows
    )
    return PlacedTree(
        FolderTree(paths, names, np.array(parents, np.int32)),
        ends,
        np.array([len(rows) if node is None else row_of[node] for node in wanted], np.intp),
    )


def _sorted_by(part: bytes) -> tuple[bytes, bytes]:
    return natural_key(part), part


def _path(root: Path, parts: Sequence[bytes]) -> Path:
    return root.joinpath(*(os.fsdecode(part) for part in parts))


def _shown(name: bytes) -> str:
    return name.decode("utf-8", "replace")

"""Divide photos of each group by where they were taken: each near a place that many were.

A place is the middle of a cell of some kilometres in which photos lie; the cells with the most
photos become places first, and others join the nearest within reach or become one as well. So no
place grows from photo to photo along a road, whatever lies between; and as cells are where they
are, it does not matter in which order photos come.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from photosearch.core.places import NO_PLACE, points_of

REACH_KM = 10.0
"""From a place to the middle of the cells that belong to it."""
CELL_KM = REACH_KM / 4
SPREAD_KM = 2 * REACH_KM + CELL_KM * 3**0.5
"""No two photos of one place are farther apart, in a straight line."""

Cell = tuple[int, int, int]
_NEIGHBOURS = tuple(product((-1, 0, 1), repeat=3))


def divide_by_place(
    groups: NDArray[np.int64], latitude_e7: NDArray[np.int32], longitude_e7: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Return the number of the place of each photo within its group, -1 where it is not known.

    Args:
        groups: (n,) the group of each photo, numbers from 0.
        latitude_e7: (n,) see `core.places`.
        longitude_e7: (n,)
    """
    places = np.full(len(groups), -1, np.int64)
    known = np.flatnonzero(latitude_e7 != NO_PLACE)
    if not len(known):
        return places
    points = points_of(latitude_e7[known], longitude_e7[known])
    cells = np.floor(points / CELL_KM).astype(np.int64)
    keys = np.column_stack([groups[known], cells])
    unique, inverse, counts = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    # The most photos first; those that have as many stand in the order of their cells.
    order = np.lexsort((-counts, unique[:, 0]))
    group_of, cells = unique[order, 0], unique[order, 1:]
    firsts = np.flatnonzero(np.diff(group_of, prepend=-1))
    stops = np.append(firsts[1:], len(order))
    to_first = ((cells - np.repeat(cells[firsts], stops - firsts, axis=0)) ** 2).sum(axis=1)
    near = np.maximum.reduceat(to_first, firsts) * CELL_KM**2 <= REACH_KM**2
    place_of_cell = np.zeros(len(unique), np.int64)
    for first, stop in zip(firsts[~near].tolist(), stops[~near].tolist(), strict=True):
        place_of_cell[order[first:stop]] = list(_places_of(cells[first:stop]))
    places[known] = place_of_cell[inverse.reshape(-1)]
    return places


def _places_of(cells: NDArray[np.int64]) -> Iterator[int]:
    """Yield the place of each cell (c, 3): the nearest of those so far, or a new one."""
    reach = REACH_KM / CELL_KM
    known: dict[Cell, list[tuple[int, Cell]]] = {}
    count = 0
    for x, y, z in cells.tolist():
        home = int(x // reach), int(y // reach), int(z // reach)
        nearest: tuple[float, int] | None = None
        for dx, dy, dz in _NEIGHBOURS:
            for number, (a, b, c) in known.get((home[0] + dx, home[1] + dy, home[2] + dz), ()):
                distance = (x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2
                if distance <= reach**2 and (nearest is None or (distance, number) < nearest):
                    nearest = distance, number
        if nearest is None:
            known.setdefault(home, []).append((count, (x, y, z)))
            nearest = 0, count
            count += 1
        yield nearest[1]

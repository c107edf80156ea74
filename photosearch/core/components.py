"""Find what hangs together by pairs: the connected components of a graph."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def components(count: int, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return for each of `count` places the lowest one that it hangs together with: (count,).

    Args:
        count: of places, 0 to count - 1.
        one, other: (n,) the ends of the pairs, in any order, any number of times.
    """
    label = np.arange(count)
    while True:
        before = label.copy()
        low = np.minimum(label[one], label[other])
        # Of the labels as well as of the places: chains are walked in leaps.
        for places in (one, other, before[one], before[other]):
            np.minimum.at(label, places, low)
        label = label[label]
        if np.array_equal(before, label):
            return label

"""The directions along which features vary most.

Pearson, "On Lines and Planes of Closest Fit to Systems of Points in Space", Philosophical Magazine,
1901.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def principal_components(
    centred: NDArray[np.float64], number: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The strongest components of rows (n, d) with zero mean.

    Args:
        centred: (n, d).
        number: at most n and d.

    Returns:
        Variances (number,), falling, and axes (d, number): unit columns, of which either direction
        would do. The one whose largest coefficient is positive is taken, so that the same
        features give the same bits on each machine.
    """
    count, size = centred.shape
    if count < size:
        _, lengths, rows = np.linalg.svd(centred, full_matrices=False)
        variances, axes = lengths[:number] ** 2 / count, rows[:number].T
    else:
        rising, columns = np.linalg.eigh(centred.T @ centred / count)
        strongest = slice(None, -number - 1, -1)
        variances, axes = rising[strongest], columns[:, strongest]
    largest = np.abs(axes).argmax(axis=0)
    return variances, axes * np.where(axes[largest, np.arange(number)] < 0, -1.0, 1.0)

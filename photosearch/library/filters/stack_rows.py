"""Count a stack of photos once: which rows of the columns stand for which others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.facets import Ids
from photosearch.library.filters.photo_columns import Mask, PhotoColumns, Rows


@dataclass(frozen=True, slots=True, eq=False)
class StackRows:
    """Hold the hidden photos among some rows, and the rows of those that are shown for them."""

    hidden: Rows
    """(h,) places among the rows."""
    covers: Rows
    """(h,) the place of the photo that is shown for each."""

    @classmethod
    def of(
        cls, columns: PhotoColumns, hidden: tuple[Ids, Ids], rows: Rows | None
    ) -> tuple[StackRows, Rows | None]:
        """Find the hidden photos of all rows, or of the stacks of some.

        Args:
            columns: over all photos.
            hidden: ids of hidden photos (h,), and of those that are shown for them.
            rows: (m,) of photos that are shown; None for all.

        Returns:
            The rows with those of the hidden photos behind them come second.
        """
        inside, outside = columns.rows(hidden[0]), columns.rows(hidden[1])
        known = (inside >= 0) & (outside >= 0)
        inside, outside = inside[known], outside[known]
        if rows is None or not len(inside):
            return cls(inside, outside) if rows is None else cls(inside[:0], outside[:0]), rows
        place = np.full(len(columns), -1, np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        wanted = place[outside] >= 0
        inside, outside = inside[wanted], place[outside[wanted]]
        places = np.arange(len(rows), len(rows) + len(inside), dtype=np.int32)
        return cls(places, outside), np.concatenate([rows, inside])

    def lift(self, mask: Mask | None) -> Mask | None:
        """Let the photo that is shown pass where one of its stack does, and the others with it."""
        if mask is None or not len(self.hidden):
            return mask
        lifted = mask.copy()
        np.logical_or.at(lifted, self.covers, mask[self.hidden])
        lifted[self.hidden] = lifted[self.covers]
        return lifted

    def once(
        self, mask: Mask | None, count: int, values: NDArray[Any] | None = None
    ) -> Mask | None:
        """Leave out hidden photos, but for those of another value than the one that is shown.

        Args:
            mask: (count,) which rows pass; None: all.
            count: of the rows.
            values: (count,) of a column; None: hidden photos have nothing of their own.
        """
        if not len(self.hidden):
            return mask
        chosen = np.ones(count, np.bool_) if mask is None else mask.copy()
        if values is None:
            chosen[self.hidden] = False
        else:
            chosen[self.hidden] &= values[self.hidden] != values[self.covers]
        return chosen

"""Where one is in the photos that are looked through."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from photosearch.gui.library_port import Ids


class Sequence:
    """The photos as they were when the viewer was opened, without those that went since."""

    def __init__(self, ids: Ids, photo_id: int) -> None:
        """`photo_id` is where one begins; it comes first if it is not among `ids`."""
        rows = np.flatnonzero(ids == photo_id)
        self._ids = ids if rows.size else np.concatenate([[photo_id], ids]).astype(np.int64)
        self._row = int(rows[0]) if rows.size else 0
        self._gone: set[int] = set()
        """Rows."""

    def __len__(self) -> int:
        return len(self._ids) - len(self._gone)

    @property
    def current(self) -> int:
        """The photo that is looked at."""
        return int(self._ids[self._row])

    @property
    def position(self) -> int:
        """Of the current photo, from 1 on."""
        return self._row + 1 - sum(row < self._row for row in self._gone)

    def at(self, steps: int, beside: Collection[int] = (), start: int | None = None) -> int | None:
        """The photo `steps` further on (back if negative); None at the end.

        Args:
            steps: not zero.
            beside: photos that do not count.
            start: count from this photo instead of the current one.
        """
        row = self._row if start is None else self._row_of(start)
        left, step = abs(steps), 1 if steps > 0 else -1
        while row is not None and 0 <= row + step < len(self._ids):
            row += step
            if row not in self._gone and int(self._ids[row]) not in beside:
                left -= 1
                if not left:
                    return int(self._ids[row])
        return None

    def ends(self) -> tuple[int, int] | None:
        """The first and the last photo; None if none is left."""
        if not len(self):
            return None
        rows = range(len(self._ids))
        first = next(row for row in rows if row not in self._gone)
        last = next(row for row in reversed(rows) if row not in self._gone)
        return int(self._ids[first]), int(self._ids[last])

    def go_to(self, photo_id: int) -> None:
        """Look at this photo; one that is not in the sequence changes nothing."""
        row = self._row_of(photo_id)
        if row is not None:
            self._row = row

    def remove(self, photo_ids: Collection[int]) -> bool:
        """Leave these out; if the current one is among them, the next (or last) takes its place.

        Returns whether any photo is left.
        """
        self._gone.update(int(row) for row in np.flatnonzero(np.isin(self._ids, list(photo_ids))))
        if self._row in self._gone:
            beside = self.at(1)
            if beside is None:
                beside = self.at(-1)
            if beside is None:
                return False
            self.go_to(beside)
        return True

    def restore(self, photo_ids: Collection[int]) -> int | None:
        """These are back; the first of them that had been left out, None if none had."""
        rows = np.flatnonzero(np.isin(self._ids, list(photo_ids)))
        back = self._gone.intersection(rows.tolist())
        self._gone -= back
        return int(self._ids[min(back)]) if back else None

    def _row_of(self, photo_id: int) -> int | None:
        rows = np.flatnonzero(self._ids == photo_id)
        return int(rows[0]) if rows.size else None

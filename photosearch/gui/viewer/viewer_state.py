"""Decide what is looked at: a place in a list of photos, photos beside each other, or a flicker of
two."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from photosearch.core.facets import Ids


class PhotoSequence:
    """Hold the photos as they were when the viewer was opened, without those that went since."""

    def __init__(self, ids: Ids, photo_id: int) -> None:
        """Begin at `photo_id`; it comes first if it is not among `ids`."""
        rows = np.flatnonzero(ids == photo_id)
        self._ids = ids if rows.size else np.concatenate([[photo_id], ids]).astype(np.int64)
        self._row = int(rows[0]) if rows.size else 0
        self._gone: set[int] = set()
        """Rows."""

    def __len__(self) -> int:
        return len(self._ids) - len(self._gone)

    @property
    def ids(self) -> Ids:
        """Return the photos that are left, in their order."""
        return np.delete(self._ids, list(self._gone))

    @property
    def current(self) -> int:
        """Return the photo that is looked at."""
        return int(self._ids[self._row])

    @property
    def position(self) -> int:
        """Return the position of the current photo, from 1 on."""
        return self._row + 1 - sum(row < self._row for row in self._gone)

    def at(self, steps: int, beside: Collection[int] = (), start: int | None = None) -> int | None:
        """Return the photo `steps` further on (back if negative); None at the end.

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
        """Return the first and the last photo; None if none is left."""
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
        """Take photos back; return the first of them that had been left out, None if none had."""
        rows = np.flatnonzero(np.isin(self._ids, list(photo_ids)))
        back = self._gone.intersection(rows.tolist())
        self._gone -= back
        return int(self._ids[min(back)]) if back else None

    def _row_of(self, photo_id: int) -> int | None:
        rows = np.flatnonzero(self._ids == photo_id)
        return int(rows[0]) if rows.size else None


MOST_PANES = 4


class ViewerState:
    """Hold the state of the viewer while it is open. No widgets: the rules alone."""

    def __init__(self, ids: Ids, photo_id: int, compared: Sequence[int] = ()) -> None:
        """Look at `photo_id` among `ids`, or at two to four photos beside each other."""
        self._photos = PhotoSequence(ids, photo_id)
        self.compared: list[int] = list(compared[:MOST_PANES]) if len(compared) > 1 else []
        """Photos beside each other; empty while one is looked at."""
        self.active = 0
        """Of `compared`, the one that is active by what the user does."""
        self.in_front: int | None = None
        """Of `compared`, the one that alone is seen while flickering."""
        self.flicked = False
        """Whether the photo looked at before is seen in place of the current one."""
        self._before: int | None = None
        self._way = 1
        self._flicker_from: tuple[int | None, bool] = (None, False)
        if self.compared:
            self._photos.go_to(self.current)

    @property
    def current(self) -> int:
        """Return the photo that is concerned by what the user does."""
        return self.compared[self.active] if self.compared else self._photos.current

    @property
    def among(self) -> Ids:
        """Return the photos that one can look through, in their order."""
        return self._photos.ids

    @property
    def position(self) -> int:
        """Return the position of the current photo, from 1 on."""
        return self._photos.position

    @property
    def count(self) -> int:
        """Return photos that one can look through."""
        return len(self._photos)

    @property
    def shown(self) -> list[int]:
        """Return the photos that are seen, in the order of their panes."""
        if self.in_front is not None:
            return [self.compared[self.in_front]]
        if self.compared:
            return list(self.compared)
        return [self._before if self.flicked and self._before is not None else self.current]

    @property
    def flickering(self) -> bool:
        """Tell whether one photo is seen at the place of another."""
        return self.flicked or self.in_front is not None

    def ahead(self) -> list[int]:
        """Return photos that are probably seen next, likeliest first."""
        start = self.current
        steps = (self._way, -self._way, 2 * self._way)
        beside = [self._photos.at(step, self.compared, start) for step in steps]
        likely = [*self.compared, *beside, self._before]
        return [photo_id for photo_id in likely if photo_id is not None]

    def step(self, steps: int) -> bool:
        """Go `steps` photos on; return False at the end. While flickering among compared ones: of
        those."""
        self._way = 1 if steps > 0 else -1
        if self.in_front is not None:
            self.in_front = self.active = (self.in_front + steps) % len(self.compared)
            return True
        wanted = self._photos.at(steps, self.compared, start=self.current)
        return wanted is not None and self.go_to(wanted)

    def go_to_end(self, last: bool) -> bool:
        """Go to the first or the last photo of all; return False if it is the current one."""
        ends = self._photos.ends()
        self._way = -1 if last else 1
        return ends is not None and self.go_to(ends[last])

    def go_to(self, photo_id: int) -> bool:
        """Go to this photo of the list; beside others it takes the place of the active one.

        Returns whether it is another one.
        """
        if photo_id == self.current or (photo_id in self.compared):
            return False
        if self.compared:
            self.compared[self.active] = photo_id
        else:
            self._before = self._photos.current
        self.flicked = False
        self._photos.go_to(photo_id)
        return True

    def set_active(self, number: int) -> bool:
        """Make this one of the compared photos the active one; return False if it was before."""
        if not self.compared or number == self.active or number >= len(self.compared):
            return False
        self.active = number
        self._photos.go_to(self.current)
        return True

    def compare(self, photo_ids: Sequence[int]) -> bool:
        """Show these beside each other, the second one active; return False if they are fewer than
        two."""
        known = list(dict.fromkeys(photo_ids))[:MOST_PANES]
        if len(known) < 2:
            return False
        self.compared, self.active = known, 1
        self.in_front, self.flicked = None, False
        self._photos.go_to(self.current)
        return True

    def toggle_compare(self) -> None:
        """Show the photo beside the next one, or alone again."""
        if self.compared:
            self.end_compare()
            return
        current, beside = self.current, self._photos.at(1)
        beside = self._photos.at(-1) if beside is None else beside
        if beside is not None:
            self.compare([current, beside])

    def end_compare(self) -> None:
        """Keep only the active photo."""
        current = self.current
        self.compared, self.active, self.in_front = [], 0, None
        self._photos.go_to(current)

    def flicker(self) -> None:
        """Show another photo at the same place: the next compared one, or the one looked at
        before."""
        self._flicker_from = (self.in_front, self.flicked)
        if self.compared:
            front = self.in_front
            self.in_front = self.active if front is None else (front + 1) % len(self.compared)
            self.active = self.in_front
            return
        if self._before is None:
            beside = self._photos.at(1)
            self._before = self._photos.at(-1) if beside is None else beside
        self.flicked = self._before is not None and not self.flicked

    def flicker_back(self) -> None:
        """Show what was shown before the last flicker()."""
        front, flicked = self._flicker_from
        if self.compared:
            self.in_front = front
            self.active = self.active if front is None else front
        else:
            self.flicked = flicked

    def leave(self) -> bool:
        """Go one step out, of flickering or comparing; return False if there was none to be
        left."""
        if self.flickering:
            self.in_front, self.flicked = None, False
        elif self.compared:
            self.end_compare()
        else:
            return False
        return True

    def remove(self, photo_ids: Collection[int]) -> bool:
        """Let the next photos take the places of those that the user had removed; return False if
        none is left."""
        current = self.current
        left = self._photos.remove(photo_ids)
        if self._before in photo_ids:
            self._before, self.flicked = None, False
        rest = [photo_id for photo_id in self.compared if photo_id not in photo_ids]
        if rest != self.compared:
            self.in_front = None
            self.compared = rest if len(rest) > 1 else []
            self.active = rest.index(current) if current in rest and self.compared else 0
            if rest:
                self._photos.go_to(rest[self.active])
        return left

    def restore(self, photo_ids: Collection[int]) -> bool:
        """Take photos back and look at the first that was removed here; return whether there is
        one.

        Photos beside each other stay.
        """
        first = self._photos.restore(photo_ids)
        return first is not None and not self.compared and self.go_to(first)

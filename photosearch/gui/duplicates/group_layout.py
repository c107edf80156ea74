"""Compute where groups and their photos lie in a list that scrolls. Arithmetic only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photosearch.gui.grid.layout import ContentRect

MARGIN = 14
"""Left and right of the cards, logical pixels."""
GAP = 8
"""Between cards."""
GROUP_GAP = 10
"""Below the cards of a group."""
_WIDEST = 1.5
"""Beside others a card is at most so many times as wide as it needs to be."""


class GroupLayout:
    """Lay groups out one below the other: a heading, and below it cards in lines."""

    def __init__(
        self,
        counts: NDArray[np.int64],
        width: int,
        card_width: int,
        card_height: int,
        heading_height: int,
        *,
        mirrored: bool,
    ) -> None:
        """Lay out `counts` (n,) photos a group in `width` pixels, from right to left if
        `mirrored`; `card_width` is the least that a card needs."""
        room = max(card_width, width - 2 * MARGIN)
        self.columns = max(1, (room + GAP) // (card_width + GAP))
        widest = (room - (self.columns - 1) * GAP) // self.columns
        self.card_width = min(widest, int(card_width * _WIDEST)) if self.columns > 1 else widest
        self.card_height = card_height
        self.heading_height = heading_height
        self.width = width
        self._counts = counts
        self._mirrored = mirrored
        lines = -(-counts // self.columns)
        heights = heading_height + lines * (card_height + GAP) - GAP + GROUP_GAP
        self._tops = np.concatenate([np.zeros(1, np.int64), np.cumsum(heights)])

    @property
    def content_height(self) -> int:
        """Return the height of all groups."""
        return int(self._tops[-1])

    def groups_between(self, top: int, bottom: int) -> range:
        """Return the groups of which something lies from `top` to before `bottom`."""
        count = len(self._counts)
        if not count or bottom <= max(0, top):
            return range(0)
        first = int(np.searchsorted(self._tops, top, side="right")) - 1
        last = int(np.searchsorted(self._tops, bottom, side="left"))
        return range(max(0, first), min(count, last))

    def heading(self, group: int) -> ContentRect:
        """Return where the heading of a group is."""
        return ContentRect(0, int(self._tops[group]), self.width, self.heading_height)

    def group(self, group: int) -> ContentRect:
        """Return where a group is, its heading and the gap below it included."""
        top = int(self._tops[group])
        return ContentRect(0, top, self.width, int(self._tops[group + 1]) - top)

    def card(self, group: int, member: int) -> ContentRect:
        """Return where the card of a photo is."""
        line, column = divmod(member, self.columns)
        x = MARGIN + column * (self.card_width + GAP)
        if self._mirrored:
            x = self.width - x - self.card_width
        y = int(self._tops[group]) + self.heading_height + line * (self.card_height + GAP)
        return ContentRect(x, y, self.card_width, self.card_height)

    def members_between(self, group: int, top: int, bottom: int) -> range:
        """Return the photos of a group whose cards touch the stripe from `top` to `bottom`."""
        begin = int(self._tops[group]) + self.heading_height
        step = self.card_height + GAP
        first = max(0, (top - begin) // step)
        last = max(0, -(-(bottom - begin) // step))
        count = int(self._counts[group])
        return range(min(count, first * self.columns), min(count, last * self.columns))

    def hit(self, x: int, y: int) -> tuple[int, int] | None:
        """Return the group and photo at a point, with -1 for a heading or a gap; None where there
        is no group."""
        found = self.groups_between(y, y + 1)
        if not found or not 0 <= y < self.content_height:
            return None
        group = found.start
        for member in self.members_between(group, y, y + 1):
            box = self.card(group, member)
            if box.x <= x < box.x + box.width and box.y <= y < box.y + box.height:
                return group, member
        return group, -1

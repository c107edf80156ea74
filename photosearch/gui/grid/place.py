"""Where somebody was in a grid, fit to be stored and found again in a list that has changed."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A photo in sight, how far below the top edge it was, and where the keyboard was."""

    photo_id: int
    top: int
    """Logical pixels; negative for a photo that is cut off above."""
    current_id: int
    """-1 for none."""

    def to_text(self) -> str:
        """For a settings file."""
        return f"{self.photo_id} {self.top} {self.current_id}"

    @classmethod
    def from_text(cls, text: str) -> Place | None:
        """What to_text() made; None for anything else."""
        parts = text.split()
        try:
            photo_id, top, current_id = (int(part) for part in parts)
        except ValueError:
            return None
        return cls(photo_id, top, current_id) if abs(top) < 1 << 20 else None

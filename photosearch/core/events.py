"""Hold events: photos that were taken in one go at one place, and what such a group is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class EventTitle:
    """Tell what an event is called, by when and where it was and what its photos show, and which of
    them stands for it."""

    cover: int
    """The id of a photo."""

    since: datetime | None = None
    """The first and the last moment, at the clock of the camera; None if they are not known."""
    until: datetime | None = None
    place: tuple[float, float] | None = None
    """Degrees north and east, in the middle of its photos; None if it is not known."""
    labels: tuple[str, ...] = ()
    """The user's keywords that most of its photos share, else what the encoder sees in many."""


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """Hold one event."""

    title: EventTitle
    photo_ids: NDArray[np.int64]
    """(n,) in the order of time."""


def place_text(place: tuple[float, float]) -> str:
    """Return degrees north and east in words: "48.86° N, 2.35° E"."""
    latitude, longitude = place
    return (
        f"{abs(latitude):.2f}° {'S' if latitude < 0 else 'N'},"
        f" {abs(longitude):.2f}° {'W' if longitude < 0 else 'E'}"
    )

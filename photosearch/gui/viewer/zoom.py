"""Compute where a picture lies in its pane. Arithmetic only; all lengths are device pixels.

A zoom is told by the length of the longer side and by the point of the picture (in fractions) that
is in the middle of the pane. Thus the same zoom shows the same place of several pictures, equally
large: also where one lies on its side, and where one is a reduced copy of the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

MAX_ZOOM = 8.0
"""Pixels of the screen per pixel of the photo, at most."""


class Extent(NamedTuple):
    """Hold width and height, both above zero."""

    width: float
    height: float

    @property
    def longer(self) -> float:
        """Return the longer side."""
        return max(self)


class Placement(NamedTuple):
    """Hold the picture's rectangle, from the pane's upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Zoom:
    """Hold how large a picture is shown, and which place of it."""

    length: float | None = None
    """Of the picture's longer side; None: as fits into the pane."""
    x: float = 0.5
    """Fraction of the picture's width that is in the middle of the pane."""
    y: float = 0.5


FIT = Zoom()


def fit_length(picture: Extent, pane: Extent) -> float:
    """Return the longer side of a picture that is seen as a whole; it is not enlarged for that."""
    return picture.longer * min(pane.width / picture.width, pane.height / picture.height, 1.0)


def length_of(zoom: Zoom, picture: Extent, pane: Extent) -> float:
    """Return the longer side as it is shown."""
    return fit_length(picture, pane) if zoom.length is None else zoom.length


def place(zoom: Zoom, picture: Extent, pane: Extent) -> Placement:
    """Return the picture's rectangle: in the middle where there is room, else without a gap at a
    side."""
    scale = length_of(zoom, picture, pane) / picture.longer
    width, height = picture.width * scale, picture.height * scale
    return Placement(
        _edge(zoom.x, width, pane.width), _edge(zoom.y, height, pane.height), width, height
    )


def settled(zoom: Zoom, picture: Extent, pane: Extent) -> Zoom:
    """Return the same view, its place told as it is after keeping gaps away."""
    if zoom.length is None or zoom.length <= fit_length(picture, pane):
        return FIT
    x, y, width, height = place(zoom, picture, pane)
    return replace(zoom, x=(pane.width / 2 - x) / width, y=(pane.height / 2 - y) / height)


def zoomed(
    zoom: Zoom, picture: Extent, pane: Extent, factor: float, at: tuple[float, float]
) -> Zoom:
    """Return a zoom larger or smaller by `factor`, the picture's point under `at` staying there.

    Stops at one to one on the way, at the whole picture, and at MAX_ZOOM.
    """
    before = length_of(zoom, picture, pane)
    after = before * factor
    if min(before, after) < picture.longer < max(before, after):
        after = picture.longer
    return _with_length(zoom, picture, pane, min(after, MAX_ZOOM * picture.longer), at)


def actual(zoom: Zoom, picture: Extent, pane: Extent, at: tuple[float, float]) -> Zoom:
    """Return the zoom of one pixel of the photo on one of the screen, the point under `at` staying
    there."""
    return _with_length(zoom, picture, pane, picture.longer, at)


def panned(zoom: Zoom, picture: Extent, pane: Extent, dx: float, dy: float) -> Zoom:
    """Return the picture moved to the right and down."""
    x, y, width, height = place(zoom, picture, pane)
    moved = replace(
        zoom, x=(pane.width / 2 - x - dx) / width, y=(pane.height / 2 - y - dy) / height
    )
    return settled(moved, picture, pane)


def scale_of(zoom: Zoom, picture: Extent, pane: Extent) -> float:
    """Return pixels of the screen per pixel of the photo."""
    return length_of(zoom, picture, pane) / picture.longer


def _with_length(
    zoom: Zoom, picture: Extent, pane: Extent, length: float, at: tuple[float, float]
) -> Zoom:
    x, y, width, height = place(zoom, picture, pane)
    growth = length / length_of(zoom, picture, pane)
    # The point's distances from the picture's corner grow with it.
    left = at[0] - (at[0] - x) * growth
    top = at[1] - (at[1] - y) * growth
    larger = Zoom(
        length,
        (pane.width / 2 - left) / (width * growth),
        (pane.height / 2 - top) / (height * growth),
    )
    return settled(larger, picture, pane)


def _edge(middle: float, length: float, room: float) -> float:
    if length <= room:
        return (room - length) / 2
    return min(0.0, max(room - length, room / 2 - middle * length))

"""The outlines of the land: where there is land, cut at the edges, and a file that is damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch import paths
from photosearch.gui.map.land import Land, Outlines, clip, polygons, read_land
from photosearch.gui.map.projection import Viewport, x_of, y_of

FILE = paths.resources_folder() / "map" / "land.npz"


@pytest.fixture(scope="module")
def land() -> Land:
    return read_land(FILE)


def inside(outlines: Outlines, latitude: float, longitude: float) -> bool:
    """Even-odd, by a plain loop."""
    x, y = float(x_of(np.array([longitude]))[0]), float(y_of(np.array([latitude]))[0])
    odd = False
    for start, stop in zip(outlines.starts[:-1], outlines.starts[1:], strict=True):
        ring = outlines.points[start:stop]
        for (x1, y1), (x2, y2) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if (y1 > y) != (y2 > y):
                cut = x1 + (y - y1) / (y2 - y1) * (x2 - x1)
                # Land across the date line is seen in two of the copies.
                odd ^= bool(sum(cut > x + shift for shift in (-1, 0, 1)) % 2)
    return odd


@pytest.mark.parametrize(
    ("latitude", "longitude", "is_land"),
    [
        (48.1, 11.5, True),
        (-25, 135, True),
        (-80, 0, True),
        (72, -40, True),
        (40, -100, True),
        (0, -30, False),
        (30, -150, False),
        (42, 51, False),  # the Caspian Sea, a hole
        (66, 179, True),
        (67, -178, True),  # the east of Russia, beyond the date line
        (-85, 179.9, True),
        (75, 179, False),
    ],
)
def test_land_is_where_it_is(land: Land, latitude: float, longitude: float, is_land: bool) -> None:
    assert inside(land.coarse, latitude, longitude) is is_land


def test_the_file_is_small_and_fine(land: Land) -> None:
    assert FILE.stat().st_size < 300_000
    assert len(land.fine.points) > 50_000
    assert land.fine.points[:, 1].min() >= 0
    assert land.fine.points[:, 1].max() <= 1
    widths = land.fine.boxes[:, 2] - land.fine.boxes[:, 0]
    assert np.count_nonzero(widths > 0.6) <= 2, "Antarctica goes around the earth, and the pole"


@given(st.floats(0, 1), st.floats(0.1, 0.9), st.floats(256, 1e8))
def test_what_is_drawn_is_in_sight_and_not_much(
    land: Land, x: float, y: float, scale: float
) -> None:
    viewport = Viewport(x, y, scale, 500, 400).settled()
    found = list(polygons(land, viewport))
    for ring in found:
        assert ring.min() >= -4.001
        assert (ring.max(axis=0) <= np.array([504.001, 404.001])).all()
    assert sum(map(len, found)) < 30_000


def area_of(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def test_a_square_is_cut_to_its_middle() -> None:
    square = np.array([[0, 0], [10, 0], [10, 10], [0, 10]], float)
    cut = clip(clip(square, 2, 5, axis=0), 1, 20, axis=1)
    assert area_of(cut) == pytest.approx(3 * 9)
    assert len(clip(square, 20, 30, axis=0)) == 0


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 damaged"])
def test_a_damaged_file_is_a_value_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "land.npz"
    path.write_bytes(content)
    with pytest.raises((ValueError, OSError)):
        read_land(path)


def test_rings_that_do_not_fit_are_a_value_error(tmp_path: Path) -> None:
    path = tmp_path / "land.npz"
    arrays = dict(np.load(FILE))
    arrays["fine_sizes"] = arrays["fine_sizes"][:-1]
    np.savez(path, **arrays)
    with pytest.raises(ValueError, match="do not fit"):
        read_land(path)
    np.savez(path, coarse_sizes=arrays["coarse_sizes"])
    with pytest.raises(ValueError, match="no outlines"):
        read_land(path)

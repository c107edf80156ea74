#!/usr/bin/env python3
"""Make resources/map/land.npz, the land on the map, of Natural Earth's outlines.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python packaging/land_outlines.py package

Natural Earth (naturalearthdata.com, version 4.1.0) is in the public domain; world-atlas carries it
as TopoJSON. Two scales are taken: 1:110 million for the whole earth at once, 1:50 million for its
parts. Each is rings of longitude and latitude, in steps that fit 16 bits (600 m), point after point
as differences, which compress well. The file is made byte for byte the same each time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

TARGET = Path(__file__).parents[1] / "resources" / "map" / "land.npz"
SCALES = {"coarse": "land-110m.json", "fine": "land-50m.json"}
STEPS = 32_767 / 180
"""Per degree, as `photosearch.gui.map.land` reads them."""


def main(source: Path) -> None:
    """Convert the files in `source`."""
    arrays: dict[str, Any] = {}
    for scale, name in SCALES.items():
        rings = list(rings_of(json.loads((source / name).read_text("utf-8"))))
        steps = [np.rint(_unrolled(ring) * STEPS).astype(np.int64) for ring in rings]
        steps = [ring[np.any(np.diff(ring, axis=0, prepend=ring[-1:]), axis=1)] for ring in steps]
        steps = [ring for ring in steps if len(ring) > 2]
        arrays[f"{scale}_sizes"] = np.array([len(ring) for ring in steps], np.int32)
        differences = [np.diff(ring, axis=0, prepend=np.zeros((1, 2), np.int64)) for ring in steps]
        arrays[f"{scale}_steps"] = np.concatenate(differences).astype(np.int16)
        assert np.array_equal(arrays[f"{scale}_steps"], np.concatenate(differences))
        print(f"{scale}: {len(steps):,} rings, {sum(map(len, steps)):,} points")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(TARGET, **arrays)
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


def _unrolled(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a ring that goes on beyond the date line where it crosses it.

    One that goes around the earth, Antarctica's, is closed by way of the pole.
    """
    jumps = np.diff(ring[:, 0], append=ring[0, 0])
    turns = np.where(jumps > 180, -360, np.where(jumps < -180, 360, 0))
    unrolled = ring.copy()
    unrolled[1:, 0] += np.cumsum(turns)[:-1]
    if turns.sum():
        first, last = unrolled[0, 0], unrolled[0, 0] + turns.sum()
        middle = (first + last) / 2  # no difference is more than 180 degrees
        corners = [(last, unrolled[0, 1]), (last, -90), (middle, -90), (first, -90)]
        unrolled = np.vstack([unrolled, corners])
    return unrolled


def rings_of(topology: dict[str, Any]) -> Iterator[NDArray[np.float64]]:
    """Yield the rings (n, 2) of the land of a TopoJSON file: longitude and latitude in degrees."""
    scale = np.array(topology["transform"]["scale"])
    translate = np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]
    (land,) = topology["objects"]["land"]["geometries"]
    for polygon in land["arcs"]:
        for ring in polygon:
            # A negative number is an arc the other way round; each begins where the last ended.
            parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring]
            yield np.concatenate([part[:-1] for part in parts])


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Makes photos for tests: seeded pictures with real structure, and files of any format from them.

Import it as `from tests.photos import make_photo, picture` (the checkout's root is on the path of
pytest), or ask for the fixture `photo_folder`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

_MAKE, _MODEL, _ORIENTATION, _CHANGED, _RATING = 0x010F, 0x0110, 0x0112, 0x0132, 0x4746
_GPS_IFD = 0x8825
_EXIF_IFD, _CAPTURED, _OFFSET, _LENS = 0x8769, 0x9003, 0x9011, 0xA434


def picture(seed: int = 0, size: tuple[int, int] = (320, 240)) -> NDArray[np.uint8]:
    """Pixels (H, W, 3): gradient, shapes, lines, texture and noise; `size` is (width, height).

    The same seed gives the same picture, at another size the same one smaller or larger (but for
    its noise). Different seeds give pictures that look different.
    """
    random = np.random.default_rng(seed)
    width, height = size
    corners = random.integers(0, 256, (2, 2, 3))
    y, x = np.linspace(0, 1, height)[:, None, None], np.linspace(0, 1, width)[None, :, None]
    top = corners[0, 0] * (1 - x) + corners[0, 1] * x
    bottom = corners[1, 0] * (1 - x) + corners[1, 1] * x
    waves, angle = random.uniform(3, 25), random.uniform(0, np.pi)
    texture = np.sin(2 * np.pi * waves * (x * np.cos(angle) + y * np.sin(angle)))
    ground = top * (1 - y) + bottom * y + texture * random.uniform(5, 30)
    image = Image.fromarray(ground.clip(0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for _ in range(int(random.integers(4, 9))):
        colour = tuple(int(part) for part in random.integers(0, 256, 3))
        corner = random.uniform(0, 0.8, 2)
        far = corner + random.uniform(0.1, 0.4, 2)
        box = [corner[0] * width, corner[1] * height, far[0] * width, far[1] * height]
        shape = random.integers(0, 4)
        if shape == 0:
            draw.ellipse(box, fill=colour)
        elif shape == 1:
            draw.rectangle(box, fill=colour)
        elif shape == 2:
            draw.line(box, fill=colour, width=max(1, width // 40))
        else:
            draw.polygon([(box[0], box[3]), (box[2], box[3]), (box[2], box[1])], fill=colour)
    noise = np.random.default_rng(seed + 1).normal(0, 4, (height, width, 1))
    return (np.asarray(image) + noise).clip(0, 255).astype(np.uint8)


def _degrees(value: float) -> tuple[float, float, float]:
    """Return degrees, minutes and seconds, whatever the sign."""
    seconds = abs(value) * 3600
    return seconds // 3600, seconds % 3600 // 60, seconds % 60


def make_photo(
    path: Path,
    seed: int = 0,
    size: tuple[int, int] = (320, 240),
    *,
    format: str | None = None,
    captured: datetime | None = None,
    changed: datetime | None = None,
    camera: tuple[str, str] | None = None,
    lens: str | None = None,
    rating: int | None = None,
    orientation: int | None = None,
    place: tuple[float, float] | None = None,
    **save_options: Any,
) -> Path:
    """Write `picture(seed, size)` to `path` and return it; parent folders are made.

    Args:
        format: of Pillow ("JPEG", "PNG", "WEBP", "TIFF", ...); by the suffix of the name if None.
        captured: EXIF DateTimeOriginal, with its offset if it is aware.
        changed: EXIF DateTime, the file's date of change.
        camera: EXIF Make and Model.
        orientation: EXIF value 1 to 8. The stored pixels are not turned.
        place: degrees north and east, as EXIF GPS.
        save_options: go to `Image.save`, e.g. `quality=30`.
    """
    exif = Image.Exif()
    tags: Mapping[int, Any] = {_RATING: rating, _ORIENTATION: orientation}
    exif.update({tag: value for tag, value in tags.items() if value is not None})
    if changed is not None:
        exif[_CHANGED] = changed.strftime("%Y:%m:%d %H:%M:%S")
    if camera is not None:
        exif[_MAKE], exif[_MODEL] = camera
    details = exif.get_ifd(_EXIF_IFD)
    if captured is not None:
        details[_CAPTURED] = captured.strftime("%Y:%m:%d %H:%M:%S")
        if captured.tzinfo is not None:
            offset = captured.strftime("%z")
            details[_OFFSET] = f"{offset[:3]}:{offset[3:5]}"
    if lens is not None:
        details[_LENS] = lens
    if place is not None:
        north, east = place
        gps = {1: "NS"[north < 0], 2: _degrees(north), 3: "EW"[east < 0], 4: _degrees(east)}
        exif.get_ifd(_GPS_IFD).update(gps)
    if len(exif) or len(details) or place is not None:
        save_options["exif"] = exif
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture(seed, size)).save(path, format=format, **save_options)
    return path

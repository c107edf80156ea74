"""A photographer's folders, painted: landscapes with light, weather and distance, and other things.

Each scene is shot several times (another framing, another exposure), some shots are edited copies
(cropped, grey, smaller), so that a search has something to find. A seed always paints the same.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageFilter

from tests.screen.painted_things import PAINTERS

Floats = NDArray[np.float64]
SIZE = (1200, 800)
_CAPTURED, _EXIF_IFD, _MAKE, _MODEL, _LENS = 0x9003, 0x8769, 0x010F, 0x0110, 0xA434
CAMERAS = (("Nikon", "Z 6", "24-70 mm f/4"), ("FUJIFILM", "X-T3", "23 mm f/2"))
SKIES = (  # top, middle, horizon
    ((38, 84, 150), (108, 160, 214), (214, 228, 236)),
    ((44, 38, 84), (178, 92, 108), (250, 186, 120)),
    ((120, 134, 150), (160, 170, 180), (206, 210, 212)),
    ((16, 22, 46), (34, 48, 88), (86, 96, 128)),
    ((70, 120, 170), (160, 190, 210), (246, 226, 190)),
)
LANDS = ((52, 84, 58), (96, 72, 54), (60, 66, 84), (38, 62, 74), (120, 104, 70))


def scene(seed: int, shift: float = 0.0, size: tuple[int, int] = SIZE) -> Image.Image:
    """One view; `shift` moves the camera a little to the side (fractions of the width)."""
    kind = seed % (len(PAINTERS) + 1)
    if kind:
        return PAINTERS[kind - 1](np.random.default_rng(seed), shift, size)
    return _landscape(seed, shift, size)


def _landscape(seed: int, shift: float, size: tuple[int, int]) -> Image.Image:
    random = np.random.default_rng(seed)
    width, height = size
    x = (np.arange(width) / width + shift)[None, :]
    y = (np.arange(height) / height)[:, None]
    horizon = random.uniform(0.45, 0.65)
    top, middle, low = (np.array(color, float) for color in SKIES[seed % len(SKIES)])
    depth = np.clip(y / horizon, 0, 1)[..., None]
    sky = np.where(
        depth < 0.6,
        top + (middle - top) * depth / 0.6,
        middle + (low - middle) * (depth - 0.6) / 0.4,
    )
    picture = np.broadcast_to(sky, (height, width, 3)).copy()
    sun_x, sun_y = random.uniform(0.2, 0.8), horizon * random.uniform(0.35, 0.9)
    away = np.hypot((x - sun_x) * width / height, y - sun_y)
    glow = np.exp(-away * 6)[..., None] * 90 + (away < 0.035)[..., None] * 120
    picture += glow * (low / 255) ** 0.5
    clouds = _noise(random, width, height, shift, stretch=3.0)
    cover = np.clip((clouds - random.uniform(0.45, 0.6)) * 4, 0, 1) * np.clip(
        1.1 - y / horizon, 0, 1
    )
    picture += cover[..., None] * (np.array([255, 250, 246]) - picture) * 0.6
    land = np.array(LANDS[(seed // 2) % len(LANDS)], float)
    layers = int(random.integers(3, 6))
    for layer in range(layers):
        near = (layer + 1) / layers
        base = horizon + 0.32 * near * (1 - horizon) * layer / layers
        ridge = base - _ridge(random, x[0] / (1.4 - 0.5 * near), 0.16 * (1.15 - near * 0.6))
        below = y > ridge[None, :]
        haze = low * (1 - near) * 0.75 + land * (0.35 + 0.65 * near) * (1.15 - 0.55 * near)
        grain = _noise(random, width, height, shift, stretch=1.0)[..., None] * 34 * near - 17 * near
        picture = np.where(below[..., None], haze + grain, picture)
    if seed % 3 == 0:  # water in front, with the sky in it
        shore = 0.84
        mirrored = picture[: int(height * (1 - shore)) + 1][::-1]
        ripples = _noise(random, width, height, shift, stretch=6.0)[..., None] * 26 - 13
        rows = np.arange(height) / height > shore
        water = picture[
            np.clip((2 * shore - np.arange(height) / height) * height, 0, height - 1).astype(int)
        ]
        picture = np.where(
            rows[:, None, None], water * 0.72 + mirrored.mean() * 0.12 + ripples, picture
        )
    picture += random.normal(0, 3.0, (height, width, 1))
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8)).filter(ImageFilter.SMOOTH)


def write_series(folder: Path, scenes: int, start: int = 0) -> int:
    """Paint `scenes` scenes with four to seven files each below `folder`; how many files."""
    written = 0
    for seed in range(start, start + scenes):
        random = np.random.default_rng(1000 + seed)
        make, model, lens = CAMERAS[seed % len(CAMERAS)]
        day = datetime(2022, 4, 3, 7, 30) + timedelta(days=11 * seed, minutes=47 * (seed % 9))
        place = folder / f"{day:%Y}" / f"{day:%Y-%m-%d}"
        place.mkdir(parents=True, exist_ok=True)
        shots = [scene(seed, 0.02 * shot) for shot in range(int(random.integers(3, 6)))]
        files = {f"IMG_{4000 + seed * 7 + number}.jpg": shot for number, shot in enumerate(shots)}
        width, height = SIZE
        if seed % 2:
            box = (width // 5, height // 6, width * 4 // 5, height * 5 // 6)
            files[f"IMG_{4000 + seed * 7}_crop.jpg"] = shots[0].crop(box)
        if seed % 3 == 1:
            files[f"IMG_{4000 + seed * 7}_bw.jpg"] = shots[0].convert("L").convert("RGB")
        if seed % 4 == 2:
            bright = ImageEnhance.Brightness(shots[0]).enhance(1.25)
            files[f"IMG_{4000 + seed * 7}_web.jpg"] = bright.resize((600, 400))
        for number, (name, image) in enumerate(files.items()):
            exif = Image.Exif()
            exif[_MAKE], exif[_MODEL] = make, model
            details = exif.get_ifd(_EXIF_IFD)
            details[_CAPTURED] = f"{day + timedelta(seconds=40 * number):%Y:%m:%d %H:%M:%S}"
            details[_LENS] = lens
            image.save(place / name, quality=88, exif=exif)
            written += 1
    return written


def _ridge(random: np.random.Generator, x: Floats, height: float) -> Floats:
    """A line of hills over `x`: waves of ever smaller size."""
    line = np.zeros_like(x)
    for octave in range(7):
        waves = 1.6 * 2**octave
        line += np.sin(x * waves * math.tau + random.uniform(0, math.tau)) / 2 ** (octave * 1.05)
    return height * (0.5 + line / 3)


def _noise(
    random: np.random.Generator, width: int, height: int, shift: float, *, stretch: float
) -> Floats:
    """Soft noise (height, width), 0 to 1, wider than high by `stretch`."""
    total = np.zeros((height, width))
    for octave in range(3, 8):
        cells = 2**octave
        grid = random.random((cells, max(2, round(cells * 1.5 / stretch))))
        layer = Image.fromarray((grid * 255).astype(np.uint8)).resize(
            (round(width * 1.2), height), Image.Resampling.BICUBIC
        )
        offset = round(np.clip(shift, 0, 0.19) * width)
        total += np.asarray(layer, float)[:, offset : offset + width] / 255 / 2 ** (octave - 3)
    return (total - total.min()) / (np.ptp(total) or 1)

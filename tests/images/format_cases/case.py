"""One made file, what it shows, and how near to that it must be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tests.images import builders

WIDTH, HEIGHT = 70, 50
"""No multiple of tiles, strips or chroma blocks."""


class Result(StrEnum):
    """What the manual promises of a kind of file."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    REFUSED = "refused"


@dataclass(frozen=True)
class Case:
    """A file of a kind: a row of the manual's table has one or more."""

    format: str
    kind: str
    """The row of the table."""
    name: str
    """What sets it apart from the other cases of its row."""
    result: Result
    make: Callable[[], bytes]
    expected: Callable[[], np.ndarray] | None = None
    """The picture (H, W, 3) uint8, upright; None where refused."""
    loss: float = 0.0
    """What a lossy codec adds to the mean colour difference."""
    word: str = ""
    """Stands in the reason of a refusal."""

    @property
    def id(self) -> str:
        return f"{self.format}-{self.name}".replace(" ", "_")


def scene() -> np.ndarray:
    """The picture that most files hold: (H, W, 3) uint8."""
    return builders.scene(WIDTH, HEIGHT)


def grey_scene() -> np.ndarray:
    """The same in grey: (H, W) uint8."""
    return scene()[..., 1]


def deep(values: np.ndarray, bits: int) -> np.ndarray:
    """8-bit values spread over `bits` bits; those above 8 in between are filled, too."""
    top = 2**bits - 1
    return np.round(values.astype(np.float64) / 255 * top).astype(np.uint64)


def shallow(values: np.ndarray, bits: int) -> np.ndarray:
    """8-bit values as `bits` bits keep them, back at 8 bits."""
    top = 2**bits - 1
    return np.round(deep(values, bits) * (255.0 / top)).astype(np.uint8)


def grey_rgb(values: np.ndarray) -> np.ndarray:
    """(H, W) to (H, W, 3)."""
    return np.repeat(values[..., None], 3, axis=2)


def over_white(values: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Unassociated colours (H, W, 3) and alpha (H, W), both uint8, over white."""
    share = alpha[..., None] / 255
    return np.round(values * share + 255 * (1 - share)).astype(np.uint8)


def alpha_ramp() -> np.ndarray:
    """Alpha (H, W) uint8 from clear to opaque."""
    return np.linspace(0, 255, WIDTH).round().astype(np.uint8)[None].repeat(HEIGHT, 0)


def colour_difference(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """CIE dE (1976) between two sRGB pictures (H, W, 3) uint8, per pixel: 2.3 is just visible."""
    return np.sqrt(((_lab(left) - _lab(right)) ** 2).sum(axis=-1))


def _lab(rgb: np.ndarray) -> np.ndarray:
    """CIE Lab under D65, written apart from the program's own conversions."""
    unit = rgb.astype(np.float64) / 255
    linear = np.where(unit <= 0.04045, unit / 12.92, ((unit + 0.055) / 1.055) ** 2.4)
    matrix = np.array(
        (
            (0.4124564, 0.3575761, 0.1804375),
            (0.2126729, 0.7151522, 0.0721750),
            (0.0193339, 0.1191920, 0.9503041),
        )
    )
    xyz = linear @ matrix.T / np.array((0.95047, 1.0, 1.08883))
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack(
        (116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])), -1
    )


def srgb_linear(rgb: np.ndarray) -> np.ndarray:
    """sRGB uint8 to linear light, 0 to 1."""
    unit = rgb.astype(np.float64) / 255
    return np.where(unit <= 0.04045, unit / 12.92, ((unit + 0.055) / 1.055) ** 2.4)


def srgb_bytes(linear: np.ndarray) -> np.ndarray:
    """Linear light to sRGB uint8."""
    unit = np.clip(linear, 0, 1)
    coded = np.where(unit <= 0.0031308, unit * 12.92, 1.055 * unit ** (1 / 2.4) - 0.055)
    return np.round(coded * 255).astype(np.uint8)

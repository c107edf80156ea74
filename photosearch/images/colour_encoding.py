"""Decode colours told by numbers: primaries and transfer functions (ITU-T H.273), CIE Lab.

What an ICC profile tells in a profile, HEIC, AVIF, JPEG XL and PNG may tell in a few numbers.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SRGB, LINEAR, PQ, HLG = "srgb", "linear", "pq", "hlg"

_D65 = (0.3127, 0.3290)
_D50_XYZ = np.array((0.9642, 1.0, 0.8249))
_BT709 = (0.640, 0.330, 0.300, 0.600, 0.150, 0.060, *_D65)
_BRADFORD = np.array(
    ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
)

_PRIMARIES = {
    4: (0.670, 0.330, 0.210, 0.710, 0.140, 0.080, 0.310, 0.316),
    5: (0.640, 0.330, 0.290, 0.600, 0.150, 0.060, *_D65),
    6: (0.630, 0.340, 0.310, 0.595, 0.155, 0.070, *_D65),
    7: (0.630, 0.340, 0.310, 0.595, 0.155, 0.070, *_D65),
    8: (0.681, 0.319, 0.243, 0.692, 0.145, 0.049, 0.310, 0.316),
    9: (0.708, 0.292, 0.170, 0.797, 0.131, 0.046, *_D65),
    11: (0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.314, 0.351),
    12: (0.680, 0.320, 0.265, 0.690, 0.150, 0.060, *_D65),
    22: (0.630, 0.340, 0.295, 0.605, 0.155, 0.077, *_D65),
}
"""ColourPrimaries of H.273 that are not those of sRGB: x and y of red, green, blue, white."""
_TRANSFERS: dict[int, str | float] = {4: 2.2, 5: 2.8, 8: LINEAR, 16: PQ, 17: 2.6, 18: HLG}
"""TransferCharacteristics of H.273 that are not shown like sRGB; a number is a plain gamma."""

_WHITE_NITS = 203.0
"""What is white in a picture of PQ or HLG (ITU-R BT.2408)."""
_HLG_PEAK_NITS, _HLG_GAMMA = 1000.0, 1.2
_SHOULDER = 0.8
"""Tone mapping leaves what is darker as it is."""
_MIDDLE = 0.5
"""Of scene-linear pictures: the median is brought below."""


@dataclass(frozen=True, slots=True)
class ColourEncoding:
    """Tell how red, green and blue between 0 and 1 are meant."""

    primaries: tuple[float, ...] = _BT709
    """Chromaticities x and y of red, green, blue and white."""
    transfer: str | float = SRGB
    """SRGB, LINEAR, PQ, HLG, or the exponent of a plain gamma curve."""

    @property
    def is_srgb(self) -> bool:
        """Tell whether nothing needs converting."""
        return self.transfer == SRGB and np.allclose(self.primaries, _BT709, atol=0.002)

    @property
    def is_hdr(self) -> bool:
        """Tell whether it holds more than a screen's white, so that it is tone-mapped."""
        return self.transfer in (PQ, HLG)


SRGB_ENCODING = ColourEncoding()


def from_code_points(primaries: int, transfer: int) -> ColourEncoding:
    """Return the encoding of H.273's code points; unknown and unspecified ones count as sRGB's.

    The curves of BT.601, BT.709 and BT.2020 are shown like that of sRGB, as every viewer does.
    """
    return ColourEncoding(_PRIMARIES.get(primaries, _BT709), _TRANSFERS.get(transfer, SRGB))


def to_srgb(rgb: Floats, encoding: ColourEncoding) -> Floats:
    """Return (..., 3) values, 0 to 1, in sRGB; what no sRGB screen shows is clipped."""
    linear = _linearise(rgb, encoding.transfer)
    if not np.allclose(encoding.primaries, _BT709, atol=0.002):
        linear = linear @ _matrix_to_srgb(encoding.primaries).T.astype(np.float32)
    if encoding.is_hdr:
        linear = compress_highlights(linear)
    return encode_srgb(linear)


def encode_srgb(linear: Floats) -> Floats:
    """Return linear light in sRGB's curve, clipped to 0 to 1."""
    clipped = np.clip(linear, 0, 1)
    low, high = clipped * 12.92, 1.055 * np.power(clipped, 1 / 2.4) - 0.055
    coded: Floats = np.where(clipped <= 0.0031308, low, high).astype(np.float32)
    return coded


def lab_to_srgb(lab: Floats) -> Floats:
    """Return CIE L*a*b* of D50 (L 0 to 100), shape (..., 3), in sRGB, 0 to 1."""
    fy = (lab[..., 0] + 16) / 116
    f = np.stack((fy + lab[..., 1] / 500, fy, fy - lab[..., 2] / 200), axis=-1)
    xyz = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * _D50_XYZ
    return encode_srgb((xyz @ _xyz_d50_to_linear().T).astype(np.float32))


def exposure_for(rgb: Floats) -> float:
    """Return the factor that brings scene-linear values (..., 3) of any unit to a visible range."""
    median = float(np.median(rgb.max(axis=-1))) if rgb.size else 0.0
    return _MIDDLE / median if median > _MIDDLE else 1.0


def compress_highlights(linear: Floats) -> Floats:
    """Return linear light (..., 3) with everything above 1 brought below, hues kept.

    What is darker than 0.8 stays as it is; the curve above runs smoothly towards 1.
    """
    peak = np.maximum(linear.max(axis=-1, keepdims=True), 1e-6)
    over = np.maximum(peak - _SHOULDER, 0) / (1 - _SHOULDER)
    target = np.where(over > 0, _SHOULDER + (1 - _SHOULDER) * over / (1 + over), peak)
    mapped: Floats = (linear * (target / peak)).astype(np.float32)
    return mapped


def _linearise(rgb: Floats, transfer: str | float) -> Floats:
    values = np.clip(rgb, 0, 1) if transfer != LINEAR else np.maximum(rgb, 0)
    if transfer == LINEAR:
        linear = values
    elif transfer == SRGB:
        linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    elif transfer == PQ:
        power = values ** (32 / 2523)
        share = np.maximum(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)
        linear = 10_000 / _WHITE_NITS * share ** (16384 / 2610)
    elif transfer == HLG:
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        scene = np.where(values <= 0.5, values**2 / 3, (np.exp((values - c) / a) + b) / 12)
        luminance = scene @ np.array((0.2627, 0.6780, 0.0593), np.float32)
        gain = np.maximum(luminance, 1e-6)[..., None] ** (_HLG_GAMMA - 1)
        linear = scene * gain * (_HLG_PEAK_NITS / _WHITE_NITS)
    else:
        linear = values ** float(transfer)
    light: Floats = linear.astype(np.float32)
    return light


def _rgb_to_xyz(primaries: tuple[float, ...]) -> NDArray[np.float64]:
    xy = np.array(primaries).reshape(4, 2)
    xyz = np.column_stack((xy[:, 0] / xy[:, 1], np.ones(4), (1 - xy.sum(axis=1)) / xy[:, 1]))
    scale = np.linalg.solve(xyz[:3].T, xyz[3])
    matrix: NDArray[np.float64] = xyz[:3].T * scale
    return matrix


def _adaptation(source: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the Bradford matrix from one white (XYZ) to another."""
    gains = (_BRADFORD @ target) / (_BRADFORD @ source)
    matrix: NDArray[np.float64] = np.linalg.inv(_BRADFORD) @ np.diag(gains) @ _BRADFORD
    return matrix


@functools.lru_cache(maxsize=32)
def _matrix_to_srgb(primaries: tuple[float, ...]) -> NDArray[np.float64]:
    source, target = _rgb_to_xyz(primaries), _rgb_to_xyz(_BT709)
    adapted = _adaptation(source.sum(axis=1), target.sum(axis=1)) @ source
    matrix: NDArray[np.float64] = np.linalg.inv(target) @ adapted
    return matrix


@functools.lru_cache(maxsize=1)
def _xyz_d50_to_linear() -> NDArray[np.float64]:
    target = _rgb_to_xyz(_BT709)
    matrix: NDArray[np.float64] = np.linalg.inv(target) @ _adaptation(_D50_XYZ, target.sum(axis=1))
    return matrix

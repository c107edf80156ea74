"""Convert samples of any depth, integer or float, in any common colour model, to 8-bit sRGB."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from photosearch.core.query import RgbImage
from photosearch.images import colour, colour_encoding
from photosearch.images.colour_encoding import SRGB_ENCODING, ColourEncoding, Floats
from photosearch.images.raster import to_small_rgb

_BAND_PIXELS = 1 << 20
"""Rows are converted in bands of about so many pixels: memory stays at one copy."""
_STATISTICS_SIDE = 512
_ROUNDING = 1.02
"""Floats up to here are taken for 0 to 1 with what filters add at edges."""
_BLACK_POINT_COMPENSATION = 0x2000


class ColourModel(StrEnum):
    """Name what the channels mean; the values are Pillow's names."""

    GREY = "L"
    RGB = "RGB"
    CMYK = "CMYK"
    LAB = "LAB"


CHANNELS = {ColourModel.GREY: 1, ColourModel.RGB: 3, ColourModel.CMYK: 4, ColourModel.LAB: 3}
_CMS_NAMES = {ColourModel.GREY: "gray", ColourModel.RGB: "rgb", ColourModel.CMYK: "cmyk"}


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Hold the pixels of a picture as they are stored."""

    values: NDArray[Any]
    """(H, W, channels), unsigned integers or floats. LAB: floats, L 0 to 100, a and b signed."""
    model: ColourModel
    peak: float
    """The value of full intensity: 255, 4095, 65535, 1.0, ..."""
    alpha: NDArray[Any] | None = None
    """(H, W), `peak` where opaque."""
    premultiplied: bool = False
    """`values` are multiplied by alpha already."""
    profile: bytes | None = None
    """ICC."""
    encoding: ColourEncoding = SRGB_ENCODING
    """Of grey and RGB where there is no profile."""


def from_image(image: Image.Image, profile: bytes | None, encoding: ColourEncoding) -> Samples:
    """Return the samples of a loaded image of Pillow's, of any mode."""
    image = colour.to_plain_mode(image)
    values = np.asarray(image)
    values = values[..., None] if values.ndim == 2 else values
    alpha = values[..., -1] if image.mode in ("LA", "RGBA") else None
    colours = values if alpha is None else values[..., :-1]
    model = ColourModel.GREY if colours.shape[2] == 1 else ColourModel.RGB
    return Samples(colours, model, 255, alpha, profile=profile, encoding=encoding)


def samples_to_rgb(samples: Samples, short_side: int | None) -> RgbImage:
    """Return sRGB pixels (H, W, 3) over white, shrunk by a whole number where that leaves
    `short_side`.

    8 bits are converted as Pillow's images are. Deeper ones are shrunk and colour-managed at their
    depth. Floats above 1 are tone-mapped: grey ones by their range, coloured ones as linear light.
    """
    samples = _fill_8_bits(samples)
    if _suits_pillow(samples):
        return to_small_rgb(_as_image(samples), samples.profile, short_side)
    height, width = samples.values.shape[:2]
    factor = 1 if short_side is None else max(1, min(height, width) // max(1, short_side))
    converter = _Converter(samples)
    out = np.empty((-(-height // factor), -(-width // factor), 3), np.uint8)
    rows = max(1, _BAND_PIXELS // (width * factor)) * factor
    for top in range(0, height, rows):
        band = converter.convert(top, top + rows, factor)
        start = top // factor
        out[start : start + len(band)] = band
    return out


def _suits_pillow(samples: Samples) -> bool:
    """Tell whether 8 bits suffice, and Pillow has a mode that means the same."""
    if samples.values.dtype != np.uint8 or samples.premultiplied:
        return False
    if samples.model == ColourModel.CMYK:
        return samples.alpha is None
    told = samples.encoding.is_srgb or samples.profile is not None
    return told and samples.model != ColourModel.LAB


def _fill_8_bits(samples: Samples) -> Samples:
    """Return samples of 1 to 7 bits with 8, exactly; others as they are."""
    values, peak = samples.values, int(samples.peak)
    if values.dtype.kind not in "ub" or not 0 < peak < 255 or samples.model == ColourModel.LAB:
        return samples
    table = (np.arange(256) * 255.0 / peak).round().clip(0, 255).astype(np.uint8)
    alpha = None if samples.alpha is None else table[samples.alpha.astype(np.uint8)]
    return Samples(
        table[values.astype(np.uint8)],
        samples.model,
        255,
        alpha,
        samples.premultiplied,
        samples.profile,
        samples.encoding,
    )


def _as_image(samples: Samples) -> Image.Image:
    values = np.ascontiguousarray(samples.values)
    if values.shape[2] == 1:
        values = values[..., 0]
    image = Image.fromarray(values, "CMYK") if samples.model == "CMYK" else Image.fromarray(values)
    if samples.alpha is not None:
        image.putalpha(Image.fromarray(np.ascontiguousarray(samples.alpha)))
    return image


class _Converter:
    """Convert bands of one picture to RGB."""

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._is_float = samples.values.dtype.kind == "f"
        self._scale = 1 / samples.peak
        self._linear = False
        profile = samples.profile
        self._profile = profile if colour.changes_colours(profile, samples.model) else None
        if self._is_float and samples.model != ColourModel.LAB:
            self._look_at_range()

    def _look_at_range(self) -> None:
        """Find out what the floats mean: there is no rule but custom, which `samples_to_rgb`
        tells."""
        values = self._samples.values
        # Row by row: the whole at once would take as much memory as the picture again.
        tops = (_finite(row.astype(np.float32)).max(initial=0) for row in values)
        top = float(max(tops, default=0)) * self._scale
        if top <= _ROUNDING:
            return
        if self._samples.model == ColourModel.RGB:
            self._linear = True
            step = max(1, max(values.shape[:2]) // _STATISTICS_SIDE)
            few = _finite(values[::step, ::step].astype(np.float32)) * self._scale
            self._scale *= colour_encoding.exposure_for(few)
        else:
            self._scale /= next((full for full in (255.0, 65535.0) if top <= full), top)

    def convert(self, top: int, bottom: int, factor: int) -> RgbImage:
        """Return rows as sRGB over white, shrunk."""
        colours = self._read(top, bottom)
        alpha = self._read_alpha(top, bottom)
        if alpha is None:
            return _to_bytes(self._to_srgb(_shrink(colours, factor)))
        if not self._samples.premultiplied:
            colours = colours * alpha
        colours, alpha = _shrink(colours, factor), _shrink(alpha, factor)
        straight: Floats = (colours / np.maximum(alpha, 1e-6)).astype(np.float32)
        return _to_bytes(self._to_srgb(straight) * alpha + (1 - alpha))

    def _read(self, top: int, bottom: int) -> Floats:
        """Return rows as floats, 0 to 1; Lab as it is."""
        samples = self._samples
        values = samples.values[top:bottom].astype(np.float32)
        if samples.model == ColourModel.LAB:
            return values
        if self._is_float:
            values = _finite(values)
        return values * np.float32(self._scale)

    def _read_alpha(self, top: int, bottom: int) -> Floats | None:
        alpha = self._samples.alpha
        if alpha is None:
            return None
        unit = alpha[top:bottom, :, None].astype(np.float32) / np.float32(self._samples.peak)
        return np.clip(_finite(unit), 0, 1)

    def _to_srgb(self, band: Floats) -> Floats:
        model = self._samples.model
        if model == ColourModel.LAB:
            return colour_encoding.lab_to_srgb(band)
        if self._linear:
            band = colour_encoding.compress_highlights(band)
        if self._profile is not None:
            return self._manage(band)
        if model == ColourModel.CMYK:
            return (1 - band[..., :3]) * (1 - band[..., 3:])
        if model == ColourModel.GREY:
            band = band.repeat(3, axis=2)
        if self._linear:
            return colour_encoding.encode_srgb(band)
        if not self._samples.encoding.is_srgb:
            return colour_encoding.to_srgb(band, self._samples.encoding)
        return band

    def _manage(self, band: Floats) -> Floats:
        """Convert by the profile with 16 bits: 8 are too few for linear light."""
        import imagecodecs

        wide = (np.clip(band, 0, 1) * 65535).round().astype(np.uint16)
        rgb = imagecodecs.cms_transform(
            wide[..., 0] if wide.shape[2] == 1 else wide,
            self._profile or b"",
            _srgb_profile(),
            colorspace=_CMS_NAMES[self._samples.model],
            outcolorspace="rgb",
            outdtype=np.uint16,
            intent=int(ImageCms.Intent.RELATIVE_COLORIMETRIC),
            flags=_BLACK_POINT_COMPENSATION,
        )
        unit: Floats = rgb.astype(np.float32) / np.float32(65535)
        return unit


def _shrink(band: Floats, factor: int) -> Floats:
    if factor == 1:
        return band
    channels = [
        np.asarray(Image.fromarray(np.ascontiguousarray(band[..., index])).reduce(factor))
        for index in range(band.shape[2])
    ]
    return np.stack(channels, axis=-1)


def _finite(values: Floats) -> Floats:
    return np.nan_to_num(values, copy=False, nan=0.0, posinf=0.0, neginf=0.0)


def _to_bytes(unit: Floats) -> RgbImage:
    rgb: RgbImage = (np.clip(unit, 0, 1) * 255).round().astype(np.uint8)
    return rgb


def _srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

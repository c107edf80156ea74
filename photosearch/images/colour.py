"""Convert pixels of any mode and profile to sRGB."""

from __future__ import annotations

import functools
import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from photosearch.core.query import RgbImage

_MAX_PROFILE_BYTES = 4 << 20
_INVISIBLE = 3
"""Of 255: a profile that moves no colour by more is sRGB for our purposes."""

_PROFILE_MODES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab ": "LAB"}


def rgb_array_to_srgb(rgb: RgbImage, profile: bytes | None) -> RgbImage:
    """Convert pixels (H, W, 3) in the colours of an ICC profile to sRGB.

    They are not copied without need.
    """
    transform = _transform(profile, "RGB") if profile else None
    if transform is None:
        return rgb
    return np.asarray(_apply(transform, Image.fromarray(rgb)))


def image_to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert a small image of mode L, RGB, CMYK or LAB to RGB in sRGB.

    A broken profile is ignored.
    """
    transform = _transform(profile, image.mode) if profile else None
    if transform is None and image.mode == "LAB":
        transform = _lab_transform()
    if transform is not None:
        return _apply(transform, image)
    return image if image.mode == "RGB" else image.convert("RGB")


def changes_colours(profile: bytes | None, mode: str) -> bool:
    """Tell whether a profile is valid for a mode of Pillow's and moves its colours visibly."""
    return bool(profile) and _transform(profile or b"", mode) is not None


def to_plain_mode(image: Image.Image) -> Image.Image:
    """Convert any mode of Pillow's to L, LA, RGB, RGBA, CMYK or LAB with 8 bits per channel.

    16 and 32 bits are scaled, not clipped; palettes and transparent colours are resolved.
    """
    mode = image.mode
    if mode in ("LA", "RGBA", "CMYK", "LAB"):
        return image
    if mode in ("RGB", "L"):
        if "transparency" in image.info:
            return image.convert("RGBA")
        return image
    if mode == "1":
        return image.convert("L")
    if mode in ("P", "PA"):
        return image.convert("RGBA" if mode == "PA" or "transparency" in image.info else "RGB")
    if mode == "La":
        return image.convert("LA")
    if mode == "RGBa":
        return image.convert("RGBA")
    if mode.startswith("I") or mode == "F":
        return Image.fromarray(_to_8_bit(np.asarray(image)))
    return image.convert("RGB")


def flatten_on_white(image: Image.Image) -> Image.Image:
    """Put LA and RGBA on white; return other modes as they are."""
    if image.mode == "LA":
        image = image.convert("RGBA")
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _to_8_bit(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Convert greyscale of any depth (H, W) to uint8.

    By the range of its type, or by its own if wider.
    """
    if values.dtype.kind == "u" and values.dtype.itemsize == 2:
        high_byte: NDArray[np.uint8] = (values >> 8).astype(np.uint8)
        return high_byte
    finite = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    top = float(finite.max(initial=0))
    # Floats are usually 0 to 1; integers are 8 or 16 bits in a wider type.
    ranges = (1.0, 255.0, 65535.0) if values.dtype.kind == "f" else (255.0, 65535.0)
    full = next((value for value in ranges if top <= value), top)
    scaled: NDArray[np.uint8] = (np.clip(finite / full, 0, 1) * 255).round().astype(np.uint8)
    return scaled


@functools.lru_cache(maxsize=32)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Return the way from a profile to sRGB; None if there is none, or no visible difference.

    Cached by the profile's bytes: a library has few profiles and very many photos.
    """
    if len(profile) > _MAX_PROFILE_BYTES:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if _PROFILE_MODES.get(source.profile.xcolor_space) != mode:
            return None
        transform = ImageCms.buildTransform(
            source,
            ImageCms.createProfile("sRGB"),
            mode,
            "RGB",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        if mode == "RGB" and _changes_nothing(transform):
            return None
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return transform


@functools.lru_cache(maxsize=1)
def _lab_transform() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB"
    )


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    """Tell whether a transform leaves a grid over the whole RGB cube as it is.

    Profiles named "sRGB" that are not, and sRGB under other names, both exist.
    """
    steps = np.linspace(0, 255, 9).round().astype(np.uint8)
    cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(27, 27, 3)
    moved = np.asarray(_apply(transform, Image.fromarray(cube)))
    return bool(np.abs(moved.astype(np.int16) - cube).max() <= _INVISIBLE)


def _apply(transform: ImageCms.ImageCmsTransform, image: Image.Image) -> Image.Image:
    converted = ImageCms.applyTransform(image, transform)
    if converted is None:
        raise AssertionError("applyTransform without inPlace returns an image")
    return converted

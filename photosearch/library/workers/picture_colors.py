"""Compare the colours of two pictures that are laid over each other. For worker processes.

Details are compared in grey; a shirt in two colours, shot in one pose, differs by nothing else.
What edits do to the colours of a whole picture makes it no other picture.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosearch.core.query import RgbImage
from photosearch.library.workers.image_matching import load_opencv
from photosearch.library.workers.picture_alignment import Mask, Plane
from photosearch.library.workers.transforms import Homogeneous, in_pixels, size_of

_SIDE = 64
"""Pixels of the longer side of pictures whose colours are compared."""
_MIN_PIXELS = 30
_UNLIKE = 20.0
"""Of 255: colours that differ by more are others."""
_SLACK = 0.35
"""Of the change of colour between pixels side by side."""
_SHIFTED = 3.0
_SPREAD = 1.15
"""Colours of the frames of a burst differ by less, of 255, and their spread by a lesser ratio."""

_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""Of red, green and blue: ITU-R BT.601."""
_GAINS = (0.6, 1.6)
"""Of red and blue beside green: a white balance is within."""
_SATURATIONS = (0.25, 4.0)
_COLORED = 25.0
_WEAK = 12.0
"""Of 255: chroma, the distance from grey, of a pixel that has a colour, and that has hardly one."""
_LOST = 40.0
"""Of 255: a pixel whose chroma differs by more lost its colour, or got it."""
_SAME_HUE = np.cos(np.radians(50.0))
_TINT = 45.0
"""Of 255: the greatest chroma of a picture in one tint: sepia."""
_BRIGHTNESS = 25.0
"""Of 255: by more the brightness of a picture in grey does not differ from that in colour."""


def small_picture(rgb: RgbImage) -> Plane:
    """Return a picture (H, W, 3) with its longer side at most _SIDE."""
    image = Image.fromarray(np.ascontiguousarray(rgb))
    scale = min(1.0, _SIDE / max(image.size))
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return np.asarray(image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0), np.float32)


def share_unlike(base: Plane, other: Plane, fractions: Homogeneous) -> float:
    """Return the share of what both show whose colours differ as they stand, 0 to 1.

    Args:
        base: (h, w, 3) as `small_picture` makes it.
        other: likewise.
        fractions: takes places in the base to those in the other one.
    """
    laid, seen, slack = _laid_over(base, other, fractions)
    differing = np.abs(laid - base).max(axis=2) - slack > _UNLIKE
    count = int(np.count_nonzero(seen))
    return float(np.count_nonzero(differing & seen) / count) if count else 0.0


def share_recolored(base: Plane, other: Plane, fractions: Homogeneous) -> float:
    """Return the share of what both show that has another colour, 0 to 1.

    Allowed for is what edits do to a whole picture: another white balance, more or less saturation,
    and grey or one weak tint in place of colours, if the brightness stays.

    Args:
        base: (h, w, 3) as `small_picture` makes it.
        other: likewise.
        fractions: takes places in the base to those in the other one.
    """
    laid, seen, slack = _laid_over(base, other, fractions)
    ours, theirs, slack = base[seen], laid[seen], slack[seen]
    if len(ours) < _MIN_PIXELS:
        return 0.0
    return min(
        _share_of_other_hue(ours, theirs, slack),
        _share_not_in_tint(ours, theirs, slack),
        _share_not_in_tint(theirs, ours, slack),
    )


def are_colors_changed(one: Plane, other: Plane) -> bool:
    """Tell whether the colours of two pictures (H, W, 3) are others, as no burst's frames have."""
    # Red and blue beside green.
    tones = [(each[..., [0, 2]] - each[..., [1]]).reshape(-1, 2) for each in (one, other)]
    shift = np.abs(tones[0].mean(axis=0) - tones[1].mean(axis=0)).max()
    spreads = [float(each.std()) + 1 for each in tones]
    return bool(shift > _SHIFTED or max(spreads) > _SPREAD * min(spreads))


def _laid_over(base: Plane, other: Plane, fractions: Homogeneous) -> tuple[Plane, Mask, Plane]:
    """Return a picture laid over another one, where both show something, and the slack (h, w)."""
    cv2 = load_opencv()
    size = size_of(base)
    way = in_pixels(fractions, size, size_of(other))
    laid, seen = (
        cv2.warpAffine(pixels, way[:2], size, flags=flags | cv2.WARP_INVERSE_MAP)
        for pixels, flags in (
            (other, cv2.INTER_LINEAR),
            (np.ones(other.shape[:2], np.uint8), cv2.INTER_NEAREST),
        )
    )
    # Where colours change from pixel to pixel, a shift of less than one makes them differ.
    box = np.ones((3, 3), np.uint8)
    changes = [(cv2.dilate(each, box) - cv2.erode(each, box)).max(axis=2) for each in (base, laid)]
    return laid, seen > 0, _SLACK * (changes[0] + changes[1])


def _share_of_other_hue(ours: Plane, theirs: Plane, slack: Plane) -> float:
    """Return the share of pixels (n, 3) whose hue turned, or that lost their colour or got one."""
    ours = _of_saturation_as(ours, theirs)
    gains = np.median((theirs + 8) / (ours + 8), axis=0)
    one, two = _chroma(ours * np.clip(gains / gains[1], *_GAINS)), _chroma(theirs)
    strength, other_strength = np.linalg.norm(one, axis=1), np.linalg.norm(two, axis=1)
    cosines = (one * two).sum(axis=1) / np.maximum(strength * other_strength, 1e-6)
    weaker, stronger = np.minimum(strength, other_strength), np.maximum(strength, other_strength)
    turned = (weaker - slack > _WEAK) & (cosines < _SAME_HUE)
    lost = (stronger - weaker - slack > _LOST) & (weaker < _WEAK)
    return float(np.mean(turned | lost))


def _of_saturation_as(ours: Plane, theirs: Plane) -> Plane:
    """Return pixels (n, 3) with their chroma brought to that of others; a white balance that comes
    after a saturation turns the hues of what is left of colours."""
    # Beside their middle: a cast adds the same to all.
    strength, other_strength = (
        np.linalg.norm(chroma - np.median(chroma, axis=0), axis=1)
        for chroma in (_chroma(ours), _chroma(theirs))
    )
    colored = np.maximum(strength, other_strength) > _COLORED
    if not colored.any():
        return ours
    ratio = np.median((other_strength[colored] + 4) / (strength[colored] + 4))
    grey = (ours @ _LUMA)[:, None]
    saturation = np.float32(np.clip(ratio, *_SATURATIONS))
    return np.asarray(grey + saturation * (ours - grey), np.float32)


def _share_not_in_tint(tinted: Plane, other: Plane, slack: Plane) -> float:
    """Return the share of pixels (n, 3) that are not those of another picture in grey or in one
    tint, which goes with the brightness; 1 of a picture in colour."""
    chroma = _chroma(tinted)
    if np.percentile(np.linalg.norm(chroma, axis=1), 99.5) > _TINT:
        return 1.0
    brightness = tinted @ _LUMA
    terms = np.stack([np.ones_like(brightness), brightness / 128], axis=1)
    fitted, *_ = np.linalg.lstsq(terms, chroma, rcond=None)
    rest = np.linalg.norm(chroma - terms @ fitted, axis=1) - slack
    darker = np.abs(brightness - other @ _LUMA) - slack
    return float(np.mean((rest > _WEAK) | (darker > _BRIGHTNESS)))


def _chroma(pixels: Plane) -> NDArray[np.float32]:
    """Return red and blue (n, 2) beside the brightness of pixels (n, 3)."""
    return pixels[:, [0, 2]] - (pixels @ _LUMA)[:, None]

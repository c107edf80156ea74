"""The size check that comes before any decoding."""

from __future__ import annotations

from photosearch.core.errors import Reason, UnreadablePhoto


def check_pixels(width: int, height: int, max_pixels: int) -> None:
    """Refuse what is empty or has more than `max_pixels`.

    Raises:
        UnreadablePhoto: TOO_LARGE, or DAMAGED for a size of nothing.
    """
    if width <= 0 or height <= 0:
        raise UnreadablePhoto(Reason.DAMAGED, "The file's header tells no size.")
    if width * height > max_pixels:
        raise UnreadablePhoto(
            Reason.TOO_LARGE,
            f"The photo has {width} x {height} pixels, more than the limit of "
            f"{max_pixels / 1e6:.0f} megapixels.",
        )

"""Check the size before any decoding."""

from __future__ import annotations

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.message_codes import DetailCode
from photosearch.messages import Message


def check_pixels(width: int, height: int, max_pixels: int) -> None:
    """Refuse what is empty or has more than `max_pixels`.

    Raises:
        UnreadablePhoto: TOO_LARGE, or DAMAGED for a size of nothing.
    """
    if width <= 0 or height <= 0:
        raise UnreadablePhoto(Reason.DAMAGED, Message(DetailCode.SIZE_MISSING))
    if width * height > max_pixels:
        raise UnreadablePhoto(
            Reason.TOO_LARGE,
            Message(
                DetailCode.TOO_MANY_PIXELS,
                width=width,
                height=height,
                limit=round(max_pixels / 1e6),
            ),
        )

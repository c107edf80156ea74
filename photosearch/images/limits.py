"""Refuse what is not decoded: sizes, and varieties of formats."""

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


def unsupported_variety(file_format: str, variety: Message) -> UnreadablePhoto:
    """Return the error that a file of this format is of a variety that is not decoded.

    Args:
        file_format: as the user knows it, "TIFF".
        variety: a message of a `VarietyCode`.
    """
    detail = Message(DetailCode.VARIETY_NOT_SUPPORTED, format=file_format, kind=variety)
    return UnreadablePhoto(Reason.UNSUPPORTED, detail)

"""Decide how large photos are decoded, for the index and for queries alike."""

from __future__ import annotations

from photosearch.core.model_card import ModelCard
from photosearch.images.thumbnails import THUMBNAIL_SIDE

DETAILED_SIDE = 720
"""Pixels on the short side of a query image that is cropped from: enough for a quarter of it."""


def reading_side(card: ModelCard) -> int:
    """Return the pixels on the short side that photos are decoded to, and queries like them.

    Enough for the encoder, and for a thumbnail of the usual 4:3.
    """
    return max(card.input_width, card.input_height, THUMBNAIL_SIDE * 3 // 4)

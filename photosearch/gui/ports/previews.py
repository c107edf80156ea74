"""What the window needs to show photos large: a port."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from photosearch.core.details import PhotoDetails
from photosearch.core.jobs import JobControl
from photosearch.core.query import RgbImage

Receive = Callable[[tuple[int, int], int, RgbImage], None]
"""Called with (height, width) of the picture, the first row of a band, and the band (h, W, 3)."""


class Previews(Protocol):
    """Reads photos to be looked at; the real one is `photosearch.library.previews.Previews`."""

    def start(self) -> None:
        """Start what the first photo needs, without waiting for it."""

    def read_bands(
        self,
        photo_id: int,
        side: int | None,
        receive: Receive,
        control: JobControl | None = None,
    ) -> None:
        """A photo's upright sRGB pixels band by band; blocks.

        Args:
            photo_id: as in the catalog.
            side: pixels wanted on the longer side, or half as many more; None for all.
            receive: called in this thread for each band from top to bottom.
            control: cancels.

        Raises:
            UnreadablePhoto: with the reason in plain words.
            UserError: the photo is not known, or its drive is not connected.
            Cancelled: through `control`.
        """

    def details(self, photo_id: int, control: JobControl | None = None) -> PhotoDetails:
        """What is known of a photo; blocks.

        Raises:
            UserError: the photo is not known.
            Cancelled: through `control`.
        """

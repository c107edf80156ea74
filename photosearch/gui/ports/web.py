"""What the window needs to fetch pictures from the web: a port."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from photosearch.core.jobs import JobControl


class WebPictures(Protocol):
    """Fetches pictures; the real one is `photosearch.library.web_picture.WebPictures`."""

    def fetch(
        self,
        address: str,
        control: JobControl | None = None,
        *,
        max_bytes: int,
        on_progress: Callable[[int, int | None], None],
    ) -> bytes:
        """The bytes at an http(s) address. Blocks; call it only after the user said yes.

        Args:
            address: as `photosearch.core.web_address.parse` takes it.
            control: ends it within a tenth of a second.
            max_bytes: more than that is refused.
            on_progress: told from the calling thread: bytes that have come, bytes in all if known.

        Raises:
            UserError: for whatever goes wrong, with the next step.
            Cancelled: through `control`.
        """

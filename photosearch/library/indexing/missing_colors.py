"""Find the colours of photos that were indexed before colours were looked at."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable

import numpy as np
from PIL import Image

from photosearch.core.changes import Changes
from photosearch.core.color import dominant_color
from photosearch.core.jobs import JobControl
from photosearch.store.catalog import Catalog

log = logging.getLogger(__name__)

_AT_ONCE = 200
_SIDE = 64
"""Pixels of the thumbnail that suffice; JPEG is decoded smaller in a tenth of the time."""


def find_missing_colors(
    catalog: Catalog, control: JobControl, publish: Callable[[Changes], None]
) -> None:
    """Write the colours of photos that lack one, out of their thumbnails.

    Args:
        catalog: open for writing.
        control: pauses and cancels it between two portions; what was found is kept.
        publish: told what each commit touched.

    Raises:
        Cancelled: through `control`.
        CatalogError: the catalog cannot be read or written.
    """
    missing = catalog.photos.ids_without_color()
    for start in range(0, len(missing), _AT_ONCE):
        control.checkpoint()
        thumbnails = catalog.thumbnails.get(missing[start : start + _AT_ONCE])
        colors = {
            photo_id: color
            for photo_id, jpeg in thumbnails.items()
            if (color := _color_of(jpeg)) is not None
        }
        if colors:
            catalog.photos.set_colors(colors)
            publish(Changes(changed=tuple(colors)))


def _color_of(jpeg: bytes) -> int | None:
    """Return the colour of a thumbnail; None of one that is damaged."""
    try:
        with Image.open(io.BytesIO(jpeg)) as image:
            image.draft("RGB", (_SIDE, _SIDE))
            return dominant_color(np.asarray(image.convert("RGB")))
    except (OSError, ValueError, SyntaxError) as error:
        log.info("A thumbnail cannot be read: %s", error)
        return None

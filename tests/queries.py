"""Make queries in few words: an image is given as what it is, a photo's id, a file or pixels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from photosearch.core.query import CropBox, Query, QueryImage, QueryItem


def image_of(source: Any, **values: Any) -> QueryImage:
    if isinstance(source, np.ndarray):
        return QueryImage(pixels=source, **values)
    if isinstance(source, Path | bytes):
        return QueryImage(file=source, **values)
    return QueryImage(photo_id=int(source), **values)


def item(source: Any, crop: CropBox | None = None, **values: Any) -> QueryItem:
    return QueryItem(image_of(source), crop, **values)


def like(*sources: Any, **options: Any) -> Query:
    """A query by images, or items, with further values of `Query`."""
    items = (each if isinstance(each, QueryItem) else item(each) for each in sources)
    return Query(tuple(items), **options)

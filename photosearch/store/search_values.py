"""Between kept searches and the JSON in which their rows hold them; pictures stand beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from photosearch.core.query import CropBox, Filters, SenseMix
from photosearch.core.searches import KeptPicture, KeptQuery

_TIMES = ("since", "until")
_PATHS = ("folders",)


def document_of(query: KeptQuery) -> str:
    """All but the pictures' bytes, as ASCII; file names that are no Unicode survive as escapes."""
    sense = query.sense
    return json.dumps({
        "pictures": [_picture_values(picture) for picture in query.pictures],
        "sense": [sense.shot, sense.look, sense.subject],
        "filters": {
            field.name: _plain(getattr(query.filters, field.name)) for field in fields(Filters)
        },
        "least": query.least,
    })  # fmt: skip


def query_of(document: str, jpegs: Sequence[bytes]) -> KeptQuery:
    """What `document_of` was given.

    Filters that this version does not know are left out.

    Args:
        document: the text.
        jpegs: of the pictures in their order.

    Raises:
        ValueError: the text is none of ours.
    """
    try:
        values = json.loads(document)
        pictures = tuple(
            _picture_of(picture, jpeg)
            for picture, jpeg in zip(values["pictures"], jpegs, strict=True)
        )
        return KeptQuery(
            pictures,
            SenseMix(*values["sense"]),
            _filters_of(values["filters"]),
            min(1.0, max(0.0, float(values["least"]))),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a kept search: {error!r}") from error


def pictures_digest(query: KeptQuery) -> bytes:
    """The same for queries by the same pictures, however they are weighted, cut and filtered."""
    digest = hashlib.blake2b(digest_size=16)
    for picture in query.pictures:
        what = picture.jpeg if picture.photo_id is None else b"photo %d" % picture.photo_id
        digest.update(b"%d:%d:" % (picture.less, len(what)) + what)
    return digest.digest()


def _picture_values(picture: KeptPicture) -> dict[str, Any]:
    crop = picture.crop
    return {
        "title": picture.title,
        "photo": picture.photo_id,
        "crop": None if crop is None else [crop.x, crop.y, crop.width, crop.height],
        "weight": picture.weight,
        "less": picture.less,
    }


def _picture_of(values: dict[str, Any], jpeg: bytes) -> KeptPicture:
    weight = float(values["weight"])
    if not weight > 0:
        raise ValueError("a picture's weight is above zero")
    photo_id = values["photo"]
    return KeptPicture(
        str(values["title"]),
        bytes(jpeg),
        None if photo_id is None else int(photo_id),
        None if values["crop"] is None else CropBox(*values["crop"]),
        weight,
        bool(values["less"]),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def _filters_of(values: dict[str, Any]) -> Filters:
    known: dict[str, Any] = {}
    for field in fields(Filters):
        value = values.get(field.name)
        if value is None:
            continue
        if field.name in _TIMES:
            known[field.name] = datetime.fromisoformat(value)
        elif field.name in _PATHS:
            known[field.name] = tuple(Path(each) for each in value)
        else:
            known[field.name] = tuple(value) if isinstance(value, list) else value
    return Filters(**known)

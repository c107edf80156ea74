"""Bring what people said of a photo that goes to the one that stays for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from photosearch.core.duplicates import MergeField
from photosearch.core.photo import PhotoMetadata, PhotoRecord
from photosearch.images import text
from photosearch.images.xmp import read_xmp
from photosearch.images.xmp_editing import XmpEdit
from photosearch.library.file_ops import sidecars
from photosearch.library.file_ops.sidecar_operation import EditOf


def merged(
    metadata: PhotoMetadata, other: PhotoMetadata, fields: Collection[MergeField]
) -> PhotoMetadata:
    """Return what is known of a photo once that of another one of the same shot is added.

    Args:
        metadata: of the one that stays.
        other: of the one that goes.
        fields: what is added.
    """
    if MergeField.RATING in fields and (other.rating or 0) > (metadata.rating or 0):
        metadata = replace(metadata, rating=other.rating)
    if MergeField.KEYWORDS in fields:
        known = {word.casefold() for word in metadata.keywords}
        more = [word for word in other.keywords if word.casefold() not in known]
        if more:
            both = text.clean_keywords((*metadata.keywords, *more))
            metadata = replace(metadata, keywords=both)
    if MergeField.CAPTION in fields and not metadata.caption:
        metadata = replace(metadata, caption=other.caption)
    if MergeField.POSITION in fields and None in (metadata.latitude, metadata.longitude):
        metadata = replace(metadata, latitude=other.latitude, longitude=other.longitude)
    return metadata


def with_sidecar(photo: Path, metadata: PhotoMetadata) -> PhotoMetadata:
    """Return what is known of a photo with what its sidecar says by now.

    Raises:
        OSError, UnusableSidecar: that cannot be read.
    """
    sidecar = sidecars.find_sidecar(photo)
    found = None if sidecar is None else read_xmp(sidecars.read(sidecar))
    if found is None:
        return metadata
    told = found.keywords or found.keywords_told
    latitude, longitude = found.position or (metadata.latitude, metadata.longitude)
    return replace(
        metadata,
        rating=metadata.rating if found.rating is None else found.rating,
        keywords=found.keywords if told else metadata.keywords,
        caption=found.caption or metadata.caption,
        latitude=latitude,
        longitude=longitude,
    )


def edit_to(before: PhotoMetadata, after: PhotoMetadata) -> EditOf | None:
    """Return the edit of a sidecar that makes the one of the other; None if they are alike."""
    position = None
    if after.latitude is not None and after.longitude is not None:
        position = after.latitude, after.longitude
    edit = XmpEdit(
        rating=after.rating if after.rating != before.rating else None,
        keywords=after.keywords if after.keywords != before.keywords else None,
        caption=after.caption if after.caption != before.caption else None,
        position=position if position != (before.latitude, before.longitude) else None,
    )
    if edit == XmpEdit():
        return None

    def edit_of(_record: PhotoRecord, keywords: tuple[str, ...]) -> XmpEdit:
        if edit.keywords is None:
            return edit
        return replace(edit, keywords=text.clean_keywords((*keywords, *edit.keywords)))

    return edit_of

"""Read a photo's metadata: EXIF, IPTC, XMP and a sidecar, put together."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from photosearch.core.photo import PhotoMetadata
from photosearch.images.containers import find_blocks
from photosearch.images.decode import Decoded
from photosearch.images.exif import read_exif
from photosearch.images.found import Found
from photosearch.images.iptc import read_iptc
from photosearch.images.xmp import read_xmp

log = logging.getLogger(__name__)

T = TypeVar("T")


def read_facts(data: bytes, decoded: Decoded, sidecar: bytes | None) -> PhotoMetadata:
    """Return the metadata of a photo; what is damaged or nonsense is left out. Never raises.

    The sidecar wins over what is inside. Inside, the camera's EXIF wins for what the camera knows,
    and XMP, then IPTC, for what people write.

    Args:
        data: the whole file.
        decoded: what `decode` made of it.
        sidecar: the XMP file beside it, if there is one.
    """
    outer, exif, xmp, iptc = _read_sources(data, decoded.format, sidecar)
    camera_first = (outer, exif, xmp, iptc)
    people_first = (outer, xmp, iptc, exif)
    latitude, longitude = _first(found.position for found in camera_first) or (None, None)
    captured = _first(found.captured for found in camera_first) or _first(
        found.created for found in (exif, xmp, outer)
    )
    return PhotoMetadata(
        format=decoded.format,
        width=decoded.width,
        height=decoded.height,
        captured=captured or exif.changed,
        captured_is_change=captured is None and exif.changed is not None,
        camera=_first(found.camera for found in camera_first),
        lens=_first(found.lens for found in camera_first),
        focal_length_mm=_first(found.focal_length_mm for found in camera_first),
        aperture=_first(found.aperture for found in camera_first),
        exposure_s=_first(found.exposure_s for found in camera_first),
        iso=_first(found.iso for found in camera_first),
        latitude=latitude,
        longitude=longitude,
        altitude_m=_first(found.altitude_m for found in camera_first),
        rating=_first(found.rating for found in people_first),
        caption=_first(found.caption for found in people_first)
        or _first(found.title for found in people_first),
        keywords=()
        if outer.keywords_told and not outer.keywords
        else _first(found.keywords or None for found in people_first) or (),
    )


def _read_sources(
    data: bytes, name: str, sidecar: bytes | None
) -> tuple[Found, Found, Found, Found]:
    """Return sidecar, EXIF, XMP, IPTC; each empty where it is absent."""
    blocks = _guarded(lambda: find_blocks(data, name))
    outer = _guarded(lambda: read_xmp(sidecar)) if sidecar else None
    if blocks is None:
        return outer or Found(), Found(), Found(), Found()
    exif, xmp, iptc = blocks.exif, blocks.xmp, blocks.iptc
    return (
        outer or Found(),
        (_guarded(lambda: read_exif(exif)) if exif else None) or Found(),
        (_guarded(lambda: read_xmp(xmp)) if xmp else None) or Found(),
        (_guarded(lambda: read_iptc(iptc)) if iptc else None) or Found(),
    )


def _guarded(read: Callable[[], T]) -> T | None:
    """Return what `read` returns; None if it fails: a photo is not lost for its metadata."""
    try:
        return read()
    except Exception:
        # A gap in the parsers, which are meant to take anything: worth knowing, not worth a stop.
        log.debug("Metadata could not be read.", exc_info=True)
        return None


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)

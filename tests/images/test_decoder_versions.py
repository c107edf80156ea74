"""Numbers of decoders name formats that there are."""

from __future__ import annotations

from photosearch.images import formats
from photosearch.images.decoder_versions import CHANGED_IN, LATEST


def test_versions_are_of_formats_and_rise_from_one() -> None:
    known = formats.OTHER_FORMATS | formats.RAW_FORMATS | set(formats.PILLOW_FORMATS)
    assert set(CHANGED_IN) <= known
    assert 1 <= min(CHANGED_IN.values()) <= max(CHANGED_IN.values()) == LATEST

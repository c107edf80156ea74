"""Decode JPEG with over 8 bits, and lossless JPEG, by imagecodecs' libjpeg-turbo."""

from __future__ import annotations

from photosearch.core.message_codes import VarietyCode
from photosearch.images.jpeg import JpegHeader
from photosearch.images.limits import unsupported_variety
from photosearch.images.orientation import read_orientation
from photosearch.images.quiet import quiet
from photosearch.images.raster import Upright
from photosearch.images.samples import ColourModel, Samples, samples_to_rgb
from photosearch.messages import Message

_MODELS = {1: ColourModel.GREY, 3: ColourModel.RGB}


def decode_deep(data: bytes, header: JpegHeader, short_side: int | None) -> Upright:
    """Decode a file whose size was checked.

    Raises:
        UnreadablePhoto: it has neither one nor three channels.
        Exception: whatever imagecodecs raises for damaged files.
    """
    # Imported here: hardly any photo is of this kind.
    import imagecodecs

    model = _MODELS.get(header.components)
    if model is None:
        variety = Message(VarietyCode.CHANNELS_OF_BITS, number=header.components, depth=header.bits)
        raise unsupported_variety("JPEG", variety)
    with quiet():
        values = imagecodecs.jpeg8_decode(data)
    values = values[..., None] if values.ndim == 2 else values
    samples = Samples(values, model, 2**header.bits - 1, profile=header.icc)
    rgb = samples_to_rgb(samples, short_side)
    return Upright.turned(rgb, (header.width, header.height), read_orientation(header.exif))

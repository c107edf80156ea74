"""Read every readable EXIF entry of a file as a name and a value, for people to read."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping

from PIL import ExifTags

from photosearch.core.details import exposure_text
from photosearch.images.containers import find_blocks
from photosearch.images.exif_words import WORDS, flash_words
from photosearch.images.tags import Directory, decode_text

Row = tuple[str, str]

_MAX_ROWS = 400
_MAX_TEXT = 300
_MAX_NUMBERS = 8
_MAX_BYTES = 64
_MAX_TAG = 0xFFFF

_HIDDEN = frozenset(
    (
        "ExifOffset", "GPSInfo", "ExifInteroperabilityOffset", "SubIFDs", "MakerNote",
        "StripOffsets", "StripByteCounts", "RowsPerStrip", "TileOffsets", "TileByteCounts",
        "JpegIFOffset", "JpegIFByteCount", "XMLPacket", "InterColorProfile", "IptcNAAInfo",
        "ImageResources", "PrintImageMatching", "DNGPrivateData", "ComponentsConfiguration",
        "FileSource", "SceneType", "YCbCrPositioning", "CFAPattern", "JPEGTables", "Padding",
        "OffsetSchema", "GPSLatitudeRef", "GPSLongitudeRef", "GPSAltitudeRef",
    )
)  # fmt: skip
"""Offsets, binary blocks, and what is told together with another entry."""
_WIDE_TEXT = frozenset({"XPTitle", "XPComment", "XPAuthor", "XPKeywords", "XPSubject"})
_BYTE_NUMBERS = frozenset({"GPSVersionID", "DNGVersion", "DNGBackwardVersion"})


def exif_rows(data: bytes, name: str) -> list[Row]:
    """Return names and values of a file's EXIF entries; empty where there are none.

    Never raises.

    Args:
        data: the whole file.
        name: its format as sniffed.
    """
    try:
        exif = find_blocks(data, name).exif
        if exif is None:
            return []
        rows = [
            *_directory_rows(exif.main, ExifTags.TAGS),
            *_directory_rows(exif.photo, ExifTags.TAGS),
            *_directory_rows(exif.gps, ExifTags.GPSTAGS),
        ]
    except Exception:  # noqa: BLE001 - strangers' bytes: a photo is shown without them as well
        return []
    return rows[:_MAX_ROWS]


def plain_name(tag: str) -> str:
    """Return a tag's name in words: "FNumber" as "F number", "GPSLatitude" as "GPS latitude"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", tag)
    first, *rest = spaced.split()
    return " ".join([first, *(word if word.isupper() else word.lower() for word in rest)])


def _directory_rows(directory: Directory, names: Mapping[int, str]) -> Iterator[Row]:
    for tag in directory:
        name = names.get(tag, "")
        if not name or name in _HIDDEN or not 0 <= tag <= _MAX_TAG:
            continue
        value = _value(directory, tag, name)
        if value:
            yield plain_name(name), value


def _value(directory: Directory, tag: int, name: str) -> str:
    special = _SPECIAL.get(name)
    if special is not None:
        return special(directory, tag)
    kind, count, _ = directory[tag]
    if name in _WIDE_TEXT:
        raw = (directory.raw(tag) or b"")[: 2 * _MAX_TEXT]
        return _clean(raw.decode("utf-16-le", "ignore").split("\0", 1)[0])
    if kind == 2:
        return _clean(directory.text(tag) or "")
    if kind == 7 or (kind == 1 and name not in _BYTE_NUMBERS and count > 1):
        return _bytes_text(directory.raw(tag) or b"", count)
    numbers = directory.numbers(tag)
    words = WORDS.get(name)
    if words is not None and len(numbers) == 1 and numbers[0] == numbers[0]:
        return words.get(int(numbers[0]), "")
    told = ", ".join(_number(value) for value in numbers[:_MAX_NUMBERS])
    return f"{told}, …" if len(numbers) > _MAX_NUMBERS else told


def _bytes_text(value: bytes, count: int) -> str:
    """Return bytes of no told kind where they are a short text; the rest means nothing."""
    if count > _MAX_BYTES:
        return ""
    plain = value.rstrip(b"\0 ")
    return _clean(plain.decode("ascii")) if plain.isascii() and b"\0" not in plain else ""


def _clean(text: str) -> str:
    """Return one line of printable text of at most _MAX_TEXT characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * _MAX_TEXT]).split())
    return line if len(line) <= _MAX_TEXT else f"{line[: _MAX_TEXT - 1]}…"


def _number(value: float) -> str:
    if math.isnan(value):
        return "unknown"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.6g}"


def _measured(form: str) -> Callable[[Directory, int], str]:
    """Return a single number above zero in a form such as "f/{:g}"."""

    def tell(directory: Directory, tag: int) -> str:
        value = directory.number(tag)
        return "" if value is None or value <= 0 else form.format(round(value, 4))

    return tell


def _exposure(directory: Directory, tag: int) -> str:
    value = directory.number(tag)
    return "" if value is None else exposure_text(value)


def _shutter_apex(directory: Directory, tag: int) -> str:
    value = directory.number(tag)
    return exposure_text(2**-value) if value is not None and abs(value) < 24 else ""


def _aperture_apex(directory: Directory, tag: int) -> str:
    value = directory.number(tag)
    if value is None or not -2 <= value <= 18:
        return ""
    return f"f/{round(2 ** (value / 2), 1):g}"


def _bias(directory: Directory, tag: int) -> str:
    value = directory.number(tag)
    if value is None or abs(value) > 99:
        return ""
    return f"{round(value, 2):+g} EV" if round(value, 2) else "0 EV"


def _flash(directory: Directory, tag: int) -> str:
    value = directory.integer(tag)
    return "" if value is None or value < 0 else flash_words(value)


def _change(directory: Directory, tag: int) -> str:
    moment = _clean(directory.text(tag) or "")
    return f"{moment} (the file's date of change)" if moment else ""


def _version(directory: Directory, tag: int) -> str:
    digits = (directory.raw(tag) or b"")[:4].decode("ascii", "ignore")
    return f"{int(digits[:2])}.{digits[2:]}" if len(digits) == 4 and digits.isdecimal() else ""


def _comment(directory: Directory, tag: int) -> str:
    value = directory.raw(tag) or b""
    if not value.startswith((b"ASCII\0", b"\0\0\0\0\0\0\0\0")):
        return ""  # the caption, read with all its charsets, is among the facts
    return _clean(decode_text(value[8 : 8 + 4 * _MAX_TEXT].split(b"\0", 1)[0]))


def _degrees(plus: str, minus: str) -> Callable[[Directory, int], str]:
    def tell(directory: Directory, tag: int) -> str:
        parts = [0.0 if math.isnan(part) else part for part in directory.numbers(tag)]
        letter = (directory.text(tag - 1) or "").strip().upper()[:1]
        if len(parts) != 3 or letter not in (plus, minus):
            return ""
        total = parts[0] + parts[1] / 60 + parts[2] / 3600
        if not 0 <= total <= 180:
            return ""
        minutes, seconds = divmod(round(total * 3600, 2), 60)
        degrees, minutes = divmod(minutes, 60)
        return f"{degrees:.0f}° {minutes:.0f}′ {seconds:.2f}″ {letter}"

    return tell


def _altitude(directory: Directory, tag: int) -> str:
    value = directory.number(tag)
    if value is None or value < 0:
        return ""
    below = directory.integer(tag - 1) == 1
    return f"{-value if below else value:.1f} m"


def _clock(directory: Directory, tag: int) -> str:
    parts = directory.numbers(tag)
    if len(parts) != 3 or not all(0 <= part < 61 for part in parts):
        return ""
    return f"{int(parts[0]):02}:{int(parts[1]):02}:{parts[2]:02.0f} UTC"


_SPECIAL: dict[str, Callable[[Directory, int], str]] = {
    "DateTime": _change,
    "ExposureTime": _exposure,
    "ShutterSpeedValue": _shutter_apex,
    "ApertureValue": _aperture_apex,
    "MaxApertureValue": _aperture_apex,
    "FNumber": _measured("f/{:g}"),
    "FocalLength": _measured("{:g} mm"),
    "FocalLengthIn35mmFilm": _measured("{:g} mm"),
    "SubjectDistance": _measured("{:g} m"),
    "ExposureBiasValue": _bias,
    "Flash": _flash,
    "ExifVersion": _version,
    "FlashPixVersion": _version,
    "UserComment": _comment,
    "GPSLatitude": _degrees("N", "S"),
    "GPSLongitude": _degrees("E", "W"),
    "GPSAltitude": _altitude,
    "GPSTimeStamp": _clock,
}

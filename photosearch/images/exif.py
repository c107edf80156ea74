"""Read EXIF: what the camera wrote."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from photosearch.images import text
from photosearch.images.found import (
    Found,
    join_camera,
    rating_from_percent,
    valid_altitude,
    valid_position,
)
from photosearch.images.tags import Directory, TagReader, UnreadableTags, decode_text

_MAKE, _MODEL, _DESCRIPTION = 271, 272, 270
_EXIF_IFD, _GPS_IFD = 34665, 34853
_RATING, _RATING_PERCENT = 0x4746, 0x4749
_XP_TITLE, _XP_COMMENT, _XP_KEYWORDS = 40091, 40092, 40094

_EXPOSURE, _F_NUMBER, _ISO = 33434, 33437, 34855
_ISO_WIDE = (0x8833, 0x8832, 0x8831)
_SHUTTER_APEX, _APERTURE_APEX, _FOCAL_LENGTH = 37377, 37378, 37386
_USER_COMMENT = 37510
_LENS_INFO, _LENS_MODEL = 0xA432, 0xA434
# Date, fraction of its second, offset from UTC.
_ORIGINAL = (36867, 37521, 36881)
_DIGITISED = (36868, 37522, 36882)
_CHANGED, _CHANGED_FRACTION, _CHANGED_OFFSET = 306, 37520, 36880

_CAMERA_CAPTIONS = frozenset(
    (
        "olympus digital camera", "konica minolta digital camera", "minolta digital camera",
        "samsung digital camera", "kodak digital camera", "digital camera", "sony dsc", "samsung",
        "exif_jpeg_picture", "exif_jpeg_420", "exif jpeg", "jpeg", "default", "untitled", "image",
        "maker:unknown", "binary comment", "asv", "cof", "qrf", "hdr", "edf", "ptr", "btf", "sdc",
        "mde", "kodak digital still camera", "epson dsc picture",
    )
)  # fmt: skip
"""What cameras write where a person's words belong."""
_CAMERA_PATHS = ("dcim\\", "dcim/", "<kenox", "<digimax", "<samsung")

_COMMENT_CHARSETS = {b"ASCII": None, b"UNICODE": "utf-16", b"JIS": "shift_jis"}


@dataclass(slots=True)
class ExifDirectories:
    """Hold the three directories that matter. Camera RAW of some makers stores them apart."""

    main: Directory
    photo: Directory
    gps: Directory
    order: str
    """Byte order, "<" or ">"."""


def open_exif(exif: bytes) -> ExifDirectories | None:
    """Open the directories of an EXIF block, a TIFF or a TIFF-like RAW file; None if it is none."""
    try:
        reader = TagReader(exif)
    except UnreadableTags:
        return None
    main = reader.read(reader.first)
    photo = reader.read(main.integer(_EXIF_IFD) or 0)
    gps = reader.read(main.integer(_GPS_IFD) or 0)
    return ExifDirectories(main, photo, gps, reader.order)


def read_exif(exif: ExifDirectories) -> Found:
    """Return what the directories tell; nonsense is left out."""
    main, photo = exif.main, exif.photo
    # TIFF/EP and DNG put the exposure into the first directory.
    both = (photo, main)
    found = Found(
        captured=_moment(photo, *_ORIGINAL) or _moment(main, *_ORIGINAL),
        created=_moment(photo, *_DIGITISED),
        changed=text.parse_moment(
            main.text(_CHANGED), photo.text(_CHANGED_FRACTION), photo.text(_CHANGED_OFFSET)
        ),
        camera=join_camera(text.clean_name(main.text(_MAKE)), text.clean_name(main.text(_MODEL))),
        lens=_lens(photo),
        focal_length_mm=_within(_first(both, _FOCAL_LENGTH), 0.1, 20_000),
        aperture=_within(_first(both, _F_NUMBER), 0.5, 512) or _apex_aperture(photo),
        exposure_s=_within(_first(both, _EXPOSURE), 1e-7, 1e6) or _apex_exposure(photo),
        iso=_iso(photo) or _iso(main),
        position=_position(exif.gps),
        altitude_m=_altitude(exif.gps),
        rating=_rating(main),
        caption=_caption(exif),
        title=text.clean_caption(_xp_text(main, _XP_TITLE)),
    )
    keywords = _xp_text(main, _XP_KEYWORDS)
    if keywords:
        found.keywords = text.clean_keywords(keywords.split(";"))
    return found


def _moment(directory: Directory, date: int, fraction: int, offset: int) -> datetime | None:
    moment = text.parse_moment(
        directory.text(date), directory.text(fraction), directory.text(offset)
    )
    if moment is None or moment.tzinfo is not None:
        return moment
    # Editors write one offset for all dates: that of the date of change.
    return text.parse_moment(
        directory.text(date), directory.text(fraction), directory.text(_CHANGED_OFFSET)
    )


def _first(directories: tuple[Directory, ...], tag: int) -> float | None:
    return next((v for d in directories if (v := d.number(tag)) is not None), None)


def _within(value: float | None, low: float, high: float) -> float | None:
    return value if value is not None and low <= value <= high else None


def _apex_aperture(photo: Directory) -> float | None:
    value = _within(photo.number(_APERTURE_APEX), -2, 18)
    return None if value is None else round(math.pow(2, value / 2), 1)


def _apex_exposure(photo: Directory) -> float | None:
    value = _within(photo.number(_SHUTTER_APEX), -20, 23)
    return None if value is None else math.pow(2, -value)


def _iso(directory: Directory) -> int | None:
    value = directory.integer(_ISO)
    if value is None or value == 65_535:
        # The old tag ends at 65535; the wide ones are beside it.
        wide = (directory.integer(tag) for tag in _ISO_WIDE)
        value = next((iso for iso in wide if iso), value)
    return value if value is not None and 1 <= value <= 10_000_000 else None


def _lens(photo: Directory) -> str | None:
    lens = text.clean_name(photo.text(_LENS_MODEL))
    if lens and any(character.isalnum() for character in lens):
        return lens
    info = photo.numbers(_LENS_INFO)
    if len(info) != 4 or not all(1 <= length <= 20_000 for length in info[:2]):
        return None
    shortest, longest = (f"{length:g}" for length in info[:2])
    name = f"{shortest} mm" if shortest == longest else f"{shortest}-{longest} mm"
    return f"{name} f/{info[2]:g}" if 0.1 <= info[2] <= 512 else name


def _rating(main: Directory) -> int | None:
    stars = main.integer(_RATING)
    if stars is not None and 0 <= stars <= 5:
        return stars
    percent = main.number(_RATING_PERCENT)
    return rating_from_percent(percent) if percent is not None and 0 <= percent <= 100 else None


def _position(gps: Directory) -> tuple[float, float] | None:
    if not gps or gps.text(9) == "V":
        return None
    latitude = _degrees(gps.numbers(2), gps.text(1), "N", "S")
    longitude = _degrees(gps.numbers(4), gps.text(3), "E", "W")
    if latitude is None or longitude is None:
        return None
    return valid_position(latitude, longitude)


def _degrees(
    parts: tuple[float, ...], reference: str | None, plus: str, minus: str
) -> float | None:
    sign = {plus: 1, minus: -1}.get((reference or "").strip().upper()[:1])
    if sign is None or not 1 <= len(parts) <= 3:
        return None
    # Unused minutes and seconds are written as 0/0 by some.
    used = [0.0 if math.isnan(part) else part for part in parts[1:]]
    if math.isnan(parts[0]) or parts[0] < 0 or any(not 0 <= part <= 60 for part in used):
        return None
    return sign * (parts[0] + sum(part / 60.0**n for n, part in enumerate(used, 1)))


def _altitude(gps: Directory) -> float | None:
    value = gps.number(6)
    if value is None:
        return None
    return valid_altitude(-value if gps.integer(5) == 1 else value)


def _caption(exif: ExifDirectories) -> str | None:
    for words in (
        exif.main.text(_DESCRIPTION),
        _user_comment(exif),
        _xp_text(exif.main, _XP_COMMENT),
    ):
        caption = text.clean_caption(words)
        if caption and any(character.isalnum() for character in caption):
            plain = caption.casefold()
            if plain not in _CAMERA_CAPTIONS and not plain.startswith(_CAMERA_PATHS):
                return caption
    return None


def _user_comment(exif: ExifDirectories) -> str | None:
    value = exif.photo.raw(_USER_COMMENT)
    if value is None or len(value) <= 8:
        return None
    charset, words = value[:8].rstrip(b"\0 "), value[8 : 8 + 4 * text.MAX_CAPTION]
    if charset not in _COMMENT_CHARSETS and charset:
        # No charset at all, against the standard: printable text or a maker's binary data.
        words = value[: 4 * text.MAX_CAPTION]
        return words.decode("ascii") if words.isascii() and words[:8].isalnum() else None
    encoding = _COMMENT_CHARSETS.get(charset)
    if encoding is None:
        return decode_text(words.rstrip(b"\0").split(b"\0", 1)[0])
    if encoding == "utf-16" and not words.startswith((b"\xff\xfe", b"\xfe\xff")):
        # Meant to be in the block's byte order, but often little-endian: ASCII letters tell.
        little = words[1::2].count(0) > words[::2].count(0) or (
            words[1::2].count(0) == words[::2].count(0) and exif.order == "<"
        )
        encoding = "utf-16-le" if little else "utf-16-be"
    return words.decode(encoding, "ignore").split("\0", 1)[0]


def _xp_text(main: Directory, tag: int) -> str | None:
    value = main.raw(tag)
    if not value:
        return None
    return value[: 8 * text.MAX_CAPTION].decode("utf-16-le", "ignore").split("\0", 1)[0]

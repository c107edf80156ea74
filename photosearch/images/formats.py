"""Tell the format of a file from its first bytes. Names and suffixes are never trusted."""

from __future__ import annotations

from photosearch.core.message_codes import FileKind
from photosearch.images.tags import TagReader, UnreadableTags

SNIFF_BYTES = 65_536
"""How many bytes of a file's start tell its format, but for RAW files with their directories at
the end."""

RAW_FORMATS = frozenset(
    (
        "3fr", "arw", "cr2", "cr3", "crw", "dcr", "dng", "erf", "iiq", "kdc", "mef", "mrw", "nef",
        "orf", "pef", "raf", "raw", "rw2", "rwl", "srw", "x3f",
    )
)  # fmt: skip
"""Camera RAW: decoded through the preview inside."""

PILLOW_FORMATS = {"webp": "WEBP", "gif": "GIF", "bmp": "BMP"}
"""Our names of the formats that Pillow decodes whole, and Pillow's."""

OTHER_FORMATS = frozenset({"jpeg", "png", "heic", "avif", "tiff", "psd", "jxl", "jp2"})
"""Those that have a decoder of their own here."""

FORMATS = RAW_FORMATS | OTHER_FORMATS | frozenset(PILLOW_FORMATS)
"""All that is read."""

CANDIDATE_SUFFIXES = frozenset(
    {f".{name}" for name in FORMATS} - {".raw"}
    | {".jpg", ".jpe", ".jfif", ".mpo", ".tif", ".dib", ".heif", ".hif", ".psb"}
    | {".j2k", ".j2c", ".jpc", ".jpf", ".jpx"}
    | {".nrw", ".srf", ".sr2", ".ptx", ".fff", ".mos"}
)
"""What a scanner takes for a photo by its name; lower case, with the dot."""

_OTHER_NAMES = {
    "jpg": "jpeg",
    "jpe": "jpeg",
    "tif": "tiff",
    "heif": "heic",
    "psb": "psd",
    "j2k": "jp2",
    "jpf": "jp2",
    "jpx": "jp2",
}

_JPEG = b"\xff\xd8\xff"
_TIFF_MAGICS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})

_PHOTOMETRIC = 262
_CFA, _LINEAR_RAW = 32803, 34892
_DNG_VERSION = 50706
_RAW_COMPRESSIONS = frozenset({32767, 32769, 32770, 34713, 65535})
"""Compressions that only RAW files use: Sony, packed, Samsung, Nikon, Pentax."""
_SONY_RAW_TAGS = frozenset({0xC634, 0x7000})
_RAW_BY_MAKER = {
    "nikon": "nef",
    "sony": "arw",
    "pentax": "pef",
    "ricoh": "pef",
    "samsung": "srw",
    "olympus": "orf",
    "canon": "cr2",
    "hasselblad": "3fr",
    "seiko epson": "erf",
    "eastman kodak": "dcr",
    "kodak": "dcr",
    "mamiya": "mef",
    "leica": "rwl",
    "panasonic": "rw2",
    "phase one": "iiq",
    "leaf": "iiq",
}

_UNSUPPORTED = (
    (b"\x00\x00\x01\x00", FileKind.ICON),
    (b"v/1\x01", FileKind.OPENEXR),
    (b"#?RADIANCE", FileKind.RADIANCE),
    (b"DDS ", FileKind.TEXTURE),
    (b"%PDF", FileKind.PDF),
    (b"\x0a\x05\x01", FileKind.PCX),
    (b"\x0a\x03\x01", FileKind.PCX),
    (b"\x0a\x02\x01", FileKind.PCX),
    (b"\xc5\xd0\xd3\xc6", FileKind.POSTSCRIPT),
    (b"%!PS", FileKind.POSTSCRIPT),
    (b"gimp xcf", FileKind.GIMP),
    (b"\x1aE\xdf\xa3", FileKind.VIDEO),
)


def formats_called(name: str) -> frozenset[str]:
    """Return the formats that a user means: "JPG" and ".jpeg" are "jpeg", "raw" is any camera's.

    One that is not known is returned as it is, in lower case.
    """
    plain = name.strip().lower().lstrip(".")
    return RAW_FORMATS if plain == "raw" else frozenset({_OTHER_NAMES.get(plain, plain)})


def sniff(head: bytes) -> str | None:
    """Return the format's name in lower case, or None for what is not decoded here.

    Args:
        head: the file, or its first bytes: SNIFF_BYTES of them nearly always suffice.
    """
    if head.startswith(_JPEG):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _sniff_boxes(head)
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head.startswith(b"BM") and head[14:18] in _BMP_HEADER_SIZES:
        return "bmp"
    for magic, name in _MAGICS:
        if head.startswith(magic):
            return name
    for magic, name in _RAW_MAGICS:
        if head.startswith(magic):
            return name
    if head[6:14] == b"HEAPCCDR":
        return "crw"
    if head.startswith(_TIFF_MAGICS):
        return _sniff_tiff(head)
    return None


_BMP_HEADER_SIZES = tuple(size.to_bytes(4, "little") for size in (12, 16, 40, 52, 56, 64, 108, 124))
_MAGICS = (
    (b"8BPS\x00\x01", "psd"),
    (b"8BPS\x00\x02", "psd"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "jxl"),
    (b"\xff\x0a", "jxl"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),
)
_RAW_MAGICS = (
    (b"FUJIFILMCCD-RAW", "raf"),
    (b"IIRO", "orf"),
    (b"IIRS", "orf"),
    (b"MMOR", "orf"),
    (b"IIU\0", "rw2"),
    (b"FOVb", "x3f"),
    (b"\0MRM", "mrw"),
)


def unsupported_kind(head: bytes) -> FileKind | None:
    """Return what a file is that `sniff` does not know, None if that is not known either."""
    for magic, kind in _UNSUPPORTED:
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp":
        return FileKind.VIDEO
    if _is_targa(head):
        return FileKind.TARGA
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml")) and b"<svg" in start:
        return FileKind.SVG
    return None


def _is_targa(head: bytes) -> bool:
    """Tell whether a header makes sense as Targa, which has no magic number."""
    if len(head) < 18:
        return False
    palette, kind, depth = head[1], head[2], head[16]
    return (
        palette in (0, 1)
        and kind in (1, 2, 3, 9, 10, 11)
        and (kind in (1, 9)) == bool(palette)
        and depth in (8, 15, 16, 24, 32)
        and any(head[12:14])
        and any(head[14:16])
    )


def _sniff_boxes(head: bytes) -> str | None:
    size = min(int.from_bytes(head[:4], "big"), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size, 4))]
    if brands[0] == b"crx ":
        return "cr3"
    # A still image names "mif1" first as often as its codec: an AVIF brand anywhere decides.
    if any(brand in _AVIF_BRANDS for brand in brands):
        return "avif"
    if any(brand in _HEIC_BRANDS for brand in brands):
        return "heic"
    return None


def _sniff_tiff(head: bytes) -> str:
    """Return "tiff", or the name of a RAW format, which is a TIFF with sensor data in it."""
    if head[8:10] == b"CR":
        return "cr2"
    try:
        reader = TagReader(head)
        first = reader.read(reader.first)
    except UnreadableTags:
        return "tiff"
    if _DNG_VERSION in first:
        return "dng"
    for directory in (first, *reader.others(first, limit=8)):
        photometric = directory.integer(_PHOTOMETRIC)
        compression = directory.integer(259)
        if (
            photometric in (_CFA, _LINEAR_RAW)
            or compression in _RAW_COMPRESSIONS
            or _SONY_RAW_TAGS & directory.keys()
        ):
            maker = (first.text(271) or "").lower()
            return next((n for m, n in _RAW_BY_MAKER.items() if maker.startswith(m)), "raw")
    return "tiff"

"""Parse what the user drops or pastes, in the forms in which programs hand it over.

For the GUI thread: it is looked at only as far as needed, and nothing is read or decoded.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from photosearch.core.web_address import MAX_LENGTH, is_web_address
from photosearch.gui.query_input.html_images import MAX_HTML, has_images
from photosearch.gui.widgets.mime import PHOTO_IDS, local_path, photo_ids_in
from photosearch.images.formats import SNIFF_BYTES, sniff

MAX_TEXT = 100_000
"""Characters of a text that are looked at: nobody copies paths of more than that."""
MAX_FILES = 500
"""That are looked at; a query needs a few, and folders come by themselves."""
MAX_ADDRESSES = 12

_ENCODED = (
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/avif",
    "image/heic",
    "image/tiff",
    "image/bmp",
    "image/gif",
)
_CONTENTS = (
    "application/octet-stream",
    'application/x-qt-windows-mime;value="FileContents";index=0',
    'application/x-qt-windows-mime;value="FileContents"',
)
"""A file that exists nowhere yet: Chromium on Linux, and any browser or mail program on Windows."""
_DESCRIPTOR = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'
_DESCRIBED_NAME = re.compile(r'name="?([^";]+)')
_FILE_LISTS = (
    "application/x-kde4-urilist",
    "x-special/gnome-copied-files",
    "x-special/mate-copied-files",
    "public.file-url",
)
_IMAGE_ADDRESSES = ("application/x-moz-file-promise-url", "DownloadURL")
"""Where browsers tell the address of the picture even if it is part of a link."""
_ADDRESSES = ("text/x-moz-url", "public.url", "_NETSCAPE_URL", "UniformResourceLocatorW")
_CLIPBOARD_MARK = "x-special/nautilus-clipboard"


@dataclass(frozen=True, slots=True, eq=False)
class ImageFile:
    """Hold an image file's content."""

    data: bytes
    title: str = ""
    """A name for it, if one is known."""


@dataclass(frozen=True, slots=True, eq=False)
class DropPayload:
    """Hold what was dropped or pasted. The first of these that leads to an image is used."""

    paths: tuple[Path, ...] = ()
    inside: tuple[Path, ...] = ()
    """Folders of which the first pictures are meant."""
    photo_ids: tuple[int, ...] = ()
    """Photos of the library that is open; `paths` are the same, in case that they are gone."""
    encoded: tuple[ImageFile, ...] = ()
    image: QImage | None = None
    """Where the system hands over pixels only."""
    title: str = ""
    """Of the image, if there is one."""
    html: str = ""
    """A piece of a page with pictures in it; to be parsed elsewhere."""
    addresses: tuple[str, ...] = ()
    """Of pictures in the web (http, https), or with the picture in them (data)."""
    text: str = ""
    """May be paths that somebody copied."""

    def __bool__(self) -> bool:
        texts = self.html or self.addresses or self.text
        files = self.paths or self.inside or self.photo_ids or self.encoded
        return bool(files or texts) or self.image is not None


def is_accepted(mime: QMimeData) -> bool:
    """Tell whether a drag may be dropped here. Called once when the mouse enters."""
    if mime.hasUrls() or mime.hasImage() or mime.hasFormat(PHOTO_IDS):
        return True
    formats = [*_ENCODED, *_content_kinds(mime), *_FILE_LISTS, *_IMAGE_ADDRESSES, *_ADDRESSES]
    if any(mime.hasFormat(each) for each in formats):
        return True
    # Words that are dragged about are not welcome, so these two have to be looked at.
    return bool(_html(mime) or _lines_with_address(mime) or any(_lines_of_lists(mime)))


def is_own(mime: QMimeData) -> bool:
    """Tell whether photos of this window's grid are dragged."""
    return bool(photo_ids_in(mime))


def parse_mime(mime: QMimeData | None) -> DropPayload | None:
    """Return what can be used of a drop or the clipboard (None while empty); None if nothing."""
    if mime is None:
        return None
    paths = tuple(_paths(mime))
    ids = tuple(photo_ids_in(mime))
    if paths or ids:
        return DropPayload(paths, photo_ids=ids)
    encoded = _encoded(mime)
    image = None if encoded else _image(mime)
    html, addresses = _html(mime), _addresses(mime)
    known = encoded or image or html or addresses
    payload = DropPayload(
        encoded=(encoded,) if encoded else (),
        image=image,
        html=html,
        addresses=addresses,
        text="" if known or not mime.hasText() else mime.text()[:MAX_TEXT].strip(),
    )
    return payload or None


def _paths(mime: QMimeData) -> Iterator[Path]:
    found: dict[Path, None] = {}
    for url in mime.urls()[:MAX_FILES] if mime.hasUrls() else []:
        path = local_path(url)
        if path is not None:
            found[path] = None
    if not found:
        for line in _lines_of_lists(mime):
            path = local_path(QUrl(line))
            if path is not None:
                found[path] = None
    yield from found


def _lines_of_lists(mime: QMimeData) -> Iterator[str]:
    for kind in _FILE_LISTS:
        if mime.hasFormat(kind):
            # The first line of some is what is to be done: "copy" or "cut". It is no URL.
            yield from _text(mime, kind).splitlines()
            return
    if mime.hasText() and mime.text()[: len(_CLIPBOARD_MARK)] == _CLIPBOARD_MARK:
        yield from mime.text()[:MAX_TEXT].splitlines()


def _encoded(mime: QMimeData) -> ImageFile | None:
    for kind in _ENCODED:
        if mime.hasFormat(kind):
            # Bytes rather than pixels: decoding is not for this thread.
            data = bytes(mime.data(kind).data())
            if data:
                return ImageFile(data)
    for kind in _content_kinds(mime):
        if mime.hasFormat(kind):
            data = bytes(mime.data(kind).data())
            # It can be a file of any kind.
            if data and sniff(data[:SNIFF_BYTES]) is not None:
                return ImageFile(data, _promised_name(mime, kind))
    return None


def _content_kinds(mime: QMimeData) -> list[str]:
    named = f"{_CONTENTS[0]};"
    return [*_CONTENTS, *(kind for kind in mime.formats() if kind.startswith(named))]


def _promised_name(mime: QMimeData, kind: str) -> str:
    """Return what a file that exists nowhere yet is to be called; "" if that is not told."""
    told = _DESCRIBED_NAME.search(kind)
    # Whatever it is, it is a name and no path.
    name = told[1] if told else _described_name(mime)
    return name.replace("\\", "/").rpartition("/")[2].strip()


def _described_name(mime: QMimeData) -> str:
    """Return the first name in Windows' list of promised files.

    https://learn.microsoft.com/windows/win32/api/shlobj_core/ns-shlobj_core-filedescriptorw
    """
    if not mime.hasFormat(_DESCRIPTOR):
        return ""
    data = bytes(mime.data(_DESCRIPTOR).data())
    count = struct.unpack_from("<I", data)[0] if len(data) >= 4 else 0
    name = data[4 + 72 : 4 + 592] if count else b""
    return name[: len(name) // 2 * 2].decode("utf-16-le", "replace").partition("\0")[0]


def _image(mime: QMimeData) -> QImage | None:
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return image
    return None


def _addresses(mime: QMimeData) -> tuple[str, ...]:
    """Return addresses from what is surest to name the picture, not the page around it."""
    found = _first_web(_text(mime, kind) for kind in _IMAGE_ADDRESSES)
    if not found and mime.hasUrls():
        found = [url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in mime.urls()]
        found = [each for each in found if _is_address(each)]
    if not found:
        found = _first_web(_text(mime, kind) for kind in _ADDRESSES) or _lines_with_address(mime)
    return tuple(found[:MAX_ADDRESSES])


def _html(mime: QMimeData) -> str:
    page = mime.html()[:MAX_HTML] if mime.hasHtml() else ""
    return page if has_images(page) else ""


def _lines_with_address(mime: QMimeData) -> list[str]:
    text = mime.text() if mime.hasText() else ""
    # An address that holds the picture itself is long, and anything else of that length is none.
    lines = text[: MAX_HTML if text.startswith("data:image/") else MAX_TEXT].split()
    # A text with an address somewhere in it is a text.
    return lines if lines and all(_is_address(line) for line in lines) else []


def _first_web(texts: Iterable[str]) -> list[str]:
    """Return the first address in the first text that has one."""
    for text in texts:
        # DownloadURL has "image/png:cat.png:https://..." in one line, the others one line each.
        for word in text.split():
            start = max(word.find("https://"), word.find("http://"), 0)
            if _is_address(word[start:]):
                return [word[start:]]
    return []


def _is_address(text: str) -> bool:
    return (is_web_address(text) and len(text) <= MAX_LENGTH) or text[:11].lower() == "data:image/"


def _text(mime: QMimeData, kind: str) -> str:
    """Return the text in a format that Qt does not know; "" if it is not there."""
    if not mime.hasFormat(kind):
        return ""
    data = bytes(mime.data(kind).data())[: 2 * MAX_TEXT]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif data[1:2] == b"\0":
        # Browsers send UTF-16 without saying so.
        text = data[: len(data) // 2 * 2].decode("utf-16-le", "replace")
    else:
        text = data.decode("utf-8", "replace")
    return text.replace("\0", "")

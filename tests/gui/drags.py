"""The MIME data that programs of the three systems send, as Qt hands it over.

Written down from the sources of the programs: formats, their order where it matters, and encodings.
"""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

CAT = "https://example.org/pets/cat.jpg"
PAGE = "https://example.org/pets/"


def mime(formats: dict[str, bytes]) -> QMimeData:
    data = QMimeData()
    for kind, content in formats.items():
        data.setData(kind, content)
    return data


def uris(*paths: Path) -> bytes:
    return b"".join(
        bytes(QUrl.fromLocalFile(str(path)).toEncoded().data()) + b"\r\n" for path in paths
    )


# File managers: files


def nautilus_drag(*paths: Path) -> QMimeData:
    """GNOME; also for Nemo, Caja, Thunar."""
    return mime({"x-special/gnome-icon-list": b"", "text/uri-list": uris(*paths)})


def nautilus_copy(*paths: Path) -> QMimeData:
    """Ctrl+C in GNOME's file manager."""
    lines = "\n".join(path.as_uri() for path in paths)
    return mime(
        {
            "x-special/gnome-copied-files": f"copy\n{lines}".encode(),
            "text/plain;charset=utf-8": "\n".join(str(path) for path in paths).encode(),
        }
    )


def old_nautilus_copy(*paths: Path) -> QMimeData:
    """GNOME 3.30 to 3.38: the list is in the text."""
    data = QMimeData()
    lines = "\n".join(path.as_uri() for path in paths)
    data.setText(f"x-special/nautilus-clipboard\ncopy\n{lines}\n")
    return data


def dolphin_drag(*paths: Path) -> QMimeData:
    """KDE: places that are no files of their own in the one list, files in the other."""
    return mime(
        {
            "text/uri-list": b"desktop:/somewhere.jpg\r\n",
            "application/x-kde4-urilist": uris(*paths),
            "application/x-kde-cutselection": b"0",
            "text/plain": b"desktop:/somewhere.jpg",
        }
    )


def explorer_drag(*paths: Path) -> QMimeData:
    """Windows: Qt makes URLs of CF_HDROP; the rest stays as it is."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setData('application/x-qt-windows-mime;value="Shell IDList Array"', b"\2\0\0\0")
    data.setData('application/x-qt-windows-mime;value="FileNameW"', b"C\0:\0\0\0")
    return data


def finder_drag(*paths: Path) -> QMimeData:
    """macOS: Qt makes URLs of public.file-url."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText("\n".join(path.name for path in paths))
    return data


def old_host_drag(*paths: Path) -> QMimeData:
    """Xt programs name the computer, as RFC 8089 has it."""
    lines = b"".join(uris(path).replace(b"file://", b"file://localhost") for path in paths)
    return mime({"text/uri-list": lines})


FILE_MANAGERS = [
    nautilus_drag,
    nautilus_copy,
    old_nautilus_copy,
    dolphin_drag,
    explorer_drag,
    finder_drag,
    old_host_drag,
]


# Browsers: a picture of a page


def _img(address: str, more: str = "") -> str:
    return f'<img src="{address}" alt="A cat"{more}>'


def firefox_linux(address: str = CAT) -> QMimeData:
    """A picture that is a link to a page; the lists name the page, the HTML the picture."""
    return mime(
        {
            "text/x-moz-url": f"{PAGE}\nA cat".encode("utf-16-le"),
            "_NETSCAPE_URL": f"{PAGE}\nA cat".encode(),
            "text/uri-list": f"{PAGE}\r\n".encode(),
            "application/x-moz-file-promise-url": address.encode("utf-16-le"),
            "application/x-moz-file-promise-dest-filename": "cat.jpg".encode("utf-16-le"),
            "text/html": f'<a href="{PAGE}">{_img(address)}</a>'.encode(),
            "text/plain": PAGE.encode(),
        }
    )


def firefox_plain_image(address: str = CAT) -> QMimeData:
    """A picture without a link, on a system where the HTML is not handed over."""
    return mime(
        {
            "text/x-moz-url": f"{address}\ncat.jpg".encode("utf-16-le"),
            "application/x-moz-file-promise-url": address.encode("utf-16-le"),
        }
    )


def chrome_wayland(content: bytes, address: str = CAT) -> QMimeData:
    """Chromium on Linux carries the file itself."""
    return mime(
        {
            "text/uri-list": f"{address}\r\n".encode(),
            "text/html": f"<meta charset='utf-8'>{_img(address)}".encode(),
            'application/octet-stream;name="cat.jpg"': content,
            "chromium/x-renderer-taint": b"",
            "text/x-moz-url": f"{address}\nA cat".encode("utf-16-le"),
        }
    )


def chrome_x11(content: bytes, address: str = CAT) -> QMimeData:
    """The same on X11."""
    return mime(
        {
            "XdndDirectSave0": b"F",  # not the name: how saving went
            "application/octet-stream": content,
            "text/uri-list": f"{address}\r\n".encode(),
            "text/html": _img(address).encode(),
        }
    )


def chrome_windows(content: bytes, address: str = CAT) -> QMimeData:
    """On Windows it promises a file, whose name and content stand in two formats."""
    data = QMimeData()
    data.setUrls([QUrl(address)])
    data.setHtml(_img(address))
    name = "cat.jpg".encode("utf-16-le").ljust(520, b"\0")
    sizes = struct.pack("<II", 0, len(content))
    descriptor = struct.pack("<II", 1, 0x40) + bytes(16 + 8 + 8 + 4 + 8 * 3) + sizes + name
    data.setData('application/x-qt-windows-mime;value="FileGroupDescriptorW"', descriptor)
    data.setData('application/x-qt-windows-mime;value="FileContents"', content)
    data.setData('application/x-qt-windows-mime;value="DragContext"', b"\0")
    return data


def safari(image: QImage, address: str = CAT) -> QMimeData:
    """Safari: the address, and the picture as TIFF, which Qt decodes."""
    data = QMimeData()
    data.setUrls([QUrl(address)])
    data.setImageData(image)
    data.setText(address)
    return data


def lazy_page() -> QMimeData:
    """What stands in `src` is the grey box that was there before the picture."""
    grey = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    srcset = f"//example.org/s.jpg 400w, {CAT} 1200w, //example.org/l.jpg 4000w"
    return mime({"text/html": _img(grey, f' srcset="{srcset}"').encode()})


def download_url() -> QMimeData:
    """What pages put into a drag to have a file made of it."""
    return mime({"DownloadURL": f"image/jpeg:cat.jpg:{CAT}".encode()})


def mac_raw_url() -> QMimeData:
    """Programs on macOS that Qt has no words for."""
    return mime({"public.url": CAT.encode()})


ADDRESSES = [firefox_linux, firefox_plain_image, lazy_page, download_url, mac_raw_url]


def chrome_copy_image(png: bytes, address: str = CAT) -> QMimeData:
    """“Copy image”."""
    return mime({"text/html": _img(address).encode(), "image/png": png})

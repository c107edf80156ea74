"""Whatever a program puts into a drag or on the clipboard, the picture in it is found."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage

from photosearch.core.jobs import JobControl
from photosearch.gui.query_input.html_images import best_of, has_images, images_in
from photosearch.gui.query_input.image_loader import load_input
from photosearch.gui.query_input.mime_reader import (
    MAX_FILES,
    MAX_TEXT,
    DropPayload,
    is_accepted,
    is_own,
    parse_mime,
)
from photosearch.gui.widgets.mime import PHOTO_IDS, local_path, photo_ids_in, put_photo_ids
from tests.gui import drags
from tests.gui.fake_library import jpeg

_STREAM = "application/octet-stream"
BLUE = QImage(40, 30, QImage.Format.Format_RGB32)
BLUE.fill(Qt.GlobalColor.blue)


def offered(mime: QMimeData) -> DropPayload:
    assert is_accepted(mime)
    offer = parse_mime(mime)
    assert offer is not None
    return offer


@pytest.mark.parametrize("manager", drags.FILE_MANAGERS)
def test_files_of_every_file_manager(manager, tmp_path: Path) -> None:
    paths = tuple(tmp_path / name for name in ("a.jpg", "ü & 100% #1.jpg", "b c.png"))
    offer = offered(manager(*paths))
    assert offer.paths == paths
    assert (offer.addresses, offer.html, offer.text) == ((), "", "")


@pytest.mark.parametrize("browser", drags.ADDRESSES)
def test_the_address_of_a_picture_in_every_browser(browser) -> None:
    offer = offered(browser())
    assert (images_in(offer.html) or list(offer.addresses)) == [drags.CAT]
    assert (offer.paths, offer.encoded, offer.text) == ((), (), "")


@pytest.mark.parametrize("browser", [drags.chrome_x11, drags.chrome_wayland, drags.chrome_windows])
def test_chromium_carries_the_file_and_nothing_has_to_be_fetched(browser, library) -> None:
    offer = offered(browser(jpeg(1)))
    (content,) = offer.encoded
    assert content.data == jpeg(1)
    (picture,) = load_input(library, offer, JobControl()).images
    assert picture.title == "cat.jpg"


def test_a_promised_name_is_no_path() -> None:
    mime = drags.mime({f'{_STREAM};name="../../etc/cat.jpg"': jpeg(1)})
    (content,) = offered(mime).encoded
    assert content.title == "cat.jpg"


def test_a_carried_file_that_is_no_picture_leaves_the_address() -> None:
    offer = offered(drags.chrome_x11(b"%PDF-1.7 something else"))
    assert offer.encoded == ()
    assert images_in(offer.html) == [drags.CAT]


def test_safari_hands_over_pixels() -> None:
    offer = offered(drags.safari(BLUE))
    assert offer.image is not None
    assert offer.addresses == (drags.CAT,), "should the pixels be of no use"


def test_a_copied_image_is_taken_as_its_bytes() -> None:
    offer = offered(drags.chrome_copy_image(b"\x89PNG\r\n\x1a\n"))
    assert [each.data for each in offer.encoded] == [b"\x89PNG\r\n\x1a\n"]
    assert offer.image is None, "decoding is not for the thread of the window"


@pytest.mark.parametrize(
    "text",
    [drags.CAT, f"  {drags.CAT}\n", f"{drags.CAT}\n{drags.PAGE}b.png", "data:image/png;base64,AA"],
)
def test_an_address_as_text(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert list(offered(mime).addresses) == text.split()


@pytest.mark.parametrize(
    "text", ["just words", f"look at {drags.CAT}", "", "javascript:alert(1)", "httpx://example.org"]
)
def test_dragged_words_are_not_welcome(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    mime.setHtml(f"<b>{text}</b>")
    assert not is_accepted(mime)


def test_a_copied_path_is_text_until_somebody_looks_at_the_disk() -> None:
    mime = QMimeData()
    mime.setText(" /pictures/cat.jpg\n")
    assert parse_mime(mime).text == "/pictures/cat.jpg"


def test_nothing_is_nothing() -> None:
    assert parse_mime(None) is None
    assert parse_mime(QMimeData()) is None
    assert not is_accepted(QMimeData())
    assert parse_mime(drags.mime({"application/x-unknown": b"1", "image/png": b""})) is None


def test_a_huge_text_is_not_looked_through() -> None:
    mime = QMimeData()
    mime.setText("word " * 4_000_000)
    start = time.process_time()
    assert not is_accepted(mime)
    offer = parse_mime(mime)
    assert time.process_time() - start < 1
    assert len(offer.text) <= MAX_TEXT


def test_thousands_of_files_are_taken_quickly(tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / f"{n}.jpg")) for n in range(5000)])
    start = time.process_time()
    assert len(offered(mime).paths) == MAX_FILES
    assert time.process_time() - start < 0.5


@pytest.mark.skipif(sys.platform == "win32", reason="names are always text there")
def test_a_name_that_is_no_text_comes_through() -> None:
    path = Path(os.fsdecode(b"/pictures/caf\xe9.jpg"))
    assert local_path(QUrl("file:///pictures/caf%E9.jpg")) == path
    assert offered(drags.mime({"text/uri-list": b"file:///pictures/caf%E9.jpg\r\n"})).paths == (
        path,
    )


def test_an_address_that_is_no_file_is_no_path() -> None:
    assert local_path(QUrl("https://example.org/a.jpg")) is None
    assert local_path(QUrl("trash:/a.jpg")) is None
    assert local_path(QUrl("file:///a%00b.jpg")) is None


# Photos of the grid itself


def test_photos_of_the_grid_come_by_their_ids_with_the_files_beside(tmp_path: Path) -> None:
    mime = drags.nautilus_drag(tmp_path / "a.jpg")
    put_photo_ids(mime, [7, 3])
    assert is_own(mime)
    offer = offered(mime)
    assert offer.photo_ids == (7, 3)
    assert offer.paths == (tmp_path / "a.jpg",)


def test_ids_of_another_window_mean_nothing_here(tmp_path: Path) -> None:
    mime = drags.nautilus_drag(tmp_path / "a.jpg")
    mime.setData(PHOTO_IDS, f"{os.getpid() + 1}\n7,3".encode())
    assert not is_own(mime)
    assert offered(mime).photo_ids == ()
    assert offered(mime).paths == (tmp_path / "a.jpg",)


@given(st.lists(st.integers(0, 10**17), max_size=20))
def test_ids_come_back_as_they_were_put(ids: list[int]) -> None:
    mime = QMimeData()
    put_photo_ids(mime, ids)
    assert photo_ids_in(mime) == ids


@given(st.binary(max_size=60))
def test_any_bytes_are_ids_or_none(data: bytes) -> None:
    mime = QMimeData()
    mime.setData(PHOTO_IDS, b"%d\n" % os.getpid() + data)
    assert all(0 <= photo_id < 10**18 for photo_id in photo_ids_in(mime))


@given(
    st.dictionaries(
        st.sampled_from(
            ["text/uri-list", "text/html", "text/plain", "text/x-moz-url", "image/png", PHOTO_IDS,
             "application/octet-stream", "x-special/gnome-copied-files", "DownloadURL",
             'application/x-qt-windows-mime;value="FileGroupDescriptorW"',
             'application/x-qt-windows-mime;value="FileContents"', "application/x-qt-image"]
        ),
        st.binary(max_size=80),
    )
)  # fmt: skip
def test_no_bytes_of_another_program_break_anything(formats: dict[str, bytes]) -> None:
    mime = drags.mime(formats)
    is_accepted(mime)
    is_own(mime)
    parse_mime(mime)


# Pieces of pages


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (f'<img src="{drags.CAT}">', [drags.CAT]),
        (f"<IMG\n SRC='{drags.CAT}'/>", [drags.CAT]),
        (f"<img src={drags.CAT}>", [drags.CAT]),
        ('<img alt="a > b" src="https://e.org/?a=1&amp;b=2">', ["https://e.org/?a=1&b=2"]),
        ('<img src="//e.org/x.jpg">', ["https://e.org/x.jpg"]),
        ('<img src="x.jpg"><img src="">', []),
        ('<img src="blob:https://e.org/1"><img src="file:///etc/passwd">', []),
        ('<img data-src="https://e.org/x" src="https://e.org/y">', ["https://e.org/y"]),
        ('<img src="https://e.org/1" src="https://e.org/2">', ["https://e.org/1"]),
        ('<image src="https://e.org/1"><imgx src="https://e.org/2">', []),
        (
            '<picture><source srcset="https://e.org/a.webp 1x, https://e.org/b.webp 2x">'
            '<img src="a.jpg"></picture><img src="b.jpg">',
            ["https://e.org/b.webp"],
        ),
        ('<p>text<img src="https://e.org/1"><img src="https://e.org/1"></p>', ["https://e.org/1"]),
        ('<img src="https://e.org/cut', []),
    ],
)
def test_the_pictures_of_a_piece_of_a_page(page: str, found: list[str]) -> None:
    assert images_in(page) == found
    assert has_images(page) == ("<img" in page.lower())


def test_a_long_picture_in_the_page_itself_is_no_placeholder() -> None:
    inline = "data:image/jpeg;base64," + "A" * 3000
    assert images_in(f'<img src="{inline}" srcset="https://e.org/1 2x">') == [inline]


@pytest.mark.parametrize(
    ("srcset", "best"),
    [
        ("https://e/s 400w, https://e/m 1200w,https://e/l 4000w", "https://e/m"),
        ("https://e/s 400w, https://e/m 640w", "https://e/m"),
        ("https://e/1, https://e/2 2x", "https://e/2"),
        ("https://e/a,b 2x", "https://e/a,b"),
        ("https://e/1 oddx", "https://e/1"),
        ("  ,,, ", ""),
        ("", ""),
        ("relative.jpg 2x", ""),
    ],
)
def test_of_several_sizes_the_one_that_is_large_enough(srcset: str, best: str) -> None:
    assert best_of(srcset) == best


@pytest.mark.parametrize(
    "page",
    [
        "<img " * 400_000,
        "<img src=" * 200_000,
        '<img src="' * 200_000,
        "<img a='" + '"' * 1_000_000,
        '<img srcset="' + "," * 2_000_000,
        '<img srcset="' + "a," * 1_000_000 + '">',
        '<img srcset="' + " a" * 1_000_000 + '">',
        "<source srcset='https://e/1'" * 100_000,
        "<img " + "a=1 " * 1_000_000,
        "<img " + "/" * 2_000_000,
        "<img" + " " * 2_000_000,
        "&lt;" * 500_000 + "<img src='" + "&amp;" * 300_000,
    ],
)
def test_a_hostile_page_takes_no_longer_than_its_length(page: str) -> None:
    start = time.process_time()
    images_in(page)
    assert time.process_time() - start < 5


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text: str) -> None:
    for page in (text, f"<img {text}", f'<img srcset="{text}">'):
        for address in images_in(page):
            assert address.lower().startswith(("http://", "https://", "data:"))

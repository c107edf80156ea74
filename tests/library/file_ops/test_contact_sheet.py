"""The contact sheet is sound HTML that holds everything, whatever the files are called."""

from __future__ import annotations

import base64
import os
import sys
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.errors import Reason, UnreadablePhoto, UserError
from photosearch.core.message_codes import in_words
from photosearch.core.photo import PhotoMetadata, PhotoRecord, PhotoState
from photosearch.core.query import Answer, CropBox, Query, RgbImage
from photosearch.images.decode import decode
from photosearch.images.thumbnails import make_thumbnail, read_thumbnail
from photosearch.library.file_ops.contact_sheet import check_sheet_path, sheet_html, write_sheet
from tests.message_text import raises_text
from tests.photos import make_photo, picture
from tests.queries import item, like

VOID = {"meta", "img", "link", "br", "hr", "input"}
NAMES = ["plain.jpg", "<script>alert(1).jpg", '"onload="x.jpg', "a&amp;b'.jpg", "день.jpg"]


class Page(HTMLParser):
    """Checks that tags are closed in order; collects what matters."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def read_picture(path: Path) -> RgbImage:
    """Stands for the library's, which decodes in a process of its own."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadablePhoto(Reason.GONE, in_words("There is no such file.")) from error
    return decode(data, short_side=320, max_pixels=10**8).rgb


def record(photo_id: int, path: Path, facts: PhotoMetadata | None = None) -> PhotoRecord:
    state = PhotoState.INDEXED if facts else PhotoState.UNREADABLE
    return PhotoRecord(
        photo_id, 1, path, state, 1, 1, None, facts, None if facts else Reason.DAMAGED
    )


def answer(count: int) -> Answer:
    return Answer(
        photo_ids=np.arange(1, count + 1),
        scores=np.linspace(0.9, 0.1, count, dtype=np.float32),
        distances=np.arange(count, dtype=np.float32),
        calibrated=True,
        searched=1234,
        seconds=0.1,
    )


def page(tmp_path: Path, names: list[str], query: Query | None = None) -> tuple[Page, str]:
    facts = PhotoMetadata("jpeg", 400, 300, datetime(2024, 5, 17, 18, 30), "Canon <b>EOS</b>")
    records = {
        number: record(number, tmp_path / name, facts) for number, name in enumerate(names, 1)
    }
    thumbnails = {number: make_thumbnail(picture(number)) for number in records}
    if query is None:
        query = like(item(make_photo(tmp_path / "query.jpg", 99)))
    text = sheet_html(query, answer(len(names)), records, thumbnails, read_picture)
    return Page(text), text


def test_it_holds_all_pictures_and_names(tmp_path: Path) -> None:
    found, text = page(tmp_path, NAMES)
    images = found.of("img")
    assert len(images) == 1 + len(NAMES)
    for image in images:
        kind, _, data = str(image["src"]).partition(",")
        assert kind == "data:image/jpeg;base64"
        assert read_thumbnail(base64.b64decode(data, validate=True)).ndim == 3
    assert all(name in found.texts for name in NAMES)
    said = " ".join(found.texts)
    assert "1.  ·  0.900  ·  400 × 300  ·  2024-05-17 18:30  ·  Canon <b>EOS</b>" in said
    assert "The best of 1,234 photos" in said
    assert "prefers-color-scheme: dark" in text


def test_no_name_becomes_markup_or_asks_for_the_network(tmp_path: Path) -> None:
    found, _text = page(tmp_path, NAMES)
    assert found.of("script") == []
    assert found.of("b") == []
    for tag, attributes in found.tags:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        for name in ("src", "href"):
            assert str(attributes.get(name, "data:")).startswith(("data:", "file:"))
    policies = [attributes.get("content") for attributes in found.of("meta")]
    assert any("default-src 'none'" in str(policy) for policy in policies)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets any byte be in a name")
def test_names_that_are_not_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jpg")
    query = like(item(make_photo(tmp_path / name, 1)))
    found, text = page(tmp_path, [name], query)
    text.encode()  # can be written
    assert "caf�.jpg" in found.texts
    assert str(found.of("a")[1]["href"]).endswith("/caf%E9.jpg")


def test_crops_and_negatives_are_shown(tmp_path: Path) -> None:
    wide = make_photo(tmp_path / "wide.jpg", 1, (640, 320))
    query = like(item(wide, CropBox(0, 0, 0.25, 1)), item(wide, negative=True))
    found, _text = page(tmp_path, [], query)
    crop, whole = (
        read_thumbnail(base64.b64decode(str(image["src"]).partition(",")[2]))
        for image in found.of("img")
    )
    assert crop.shape[0] > crop.shape[1]
    assert whole.shape[1] > whole.shape[0]
    assert "Unlike" in found.texts


def test_what_is_missing_does_not_stop_it(tmp_path: Path) -> None:
    query = like(item(tmp_path / "gone.jpg"))
    text = sheet_html(query, answer(3), {1: record(1, tmp_path / "a.jpg")}, {}, read_picture)
    found = Page(text)
    assert found.of("img") == []
    assert found.texts.count("no picture") == 2  # the query's and the one photo with a row


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("photo.jpg", "no name of an HTML file"),
        ("sheet", "no name of an HTML file"),
        ("no/such/folder/sheet.html", "there is no folder .*folder. Name a file in"),
        ("folder.html", "is a folder. Name a file in it"),
    ],
)
def test_names_that_are_refused(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder.html").mkdir()
    with raises_text(UserError, words):
        check_sheet_path(tmp_path / name, replace=True)


def test_a_failed_write_says_so_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with raises_text(UserError, "No space left"):
        write_sheet(
            tmp_path / "s.html",
            like(item(tmp_path / "q")),
            answer(0),
            {},
            {},
            read_picture,
        )
    assert list(tmp_path.iterdir()) == []

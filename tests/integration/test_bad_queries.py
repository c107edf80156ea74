"""What people drop by mistake, through the worker process of a real library: calm words."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from photosearch.core.errors import Cancelled
from photosearch.core.jobs import JobControl
from photosearch.core.query import Query, QueryItem
from photosearch.gui.query_input.image_loader import MAX_IMAGES, LoadedInput, load_input
from photosearch.gui.query_input.mime_reader import DropPayload, ImageFile
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.message_text import text_of
from tests.photos import make_photo

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("bad-queries")
    with Library.open(folder / "library", Settings(workers=1, file_timeout_s=30)) as opened:
        yield opened


def taken(library: Library, offer: DropPayload) -> LoadedInput:
    return load_input(library, offer, JobControl())


def problem(library: Library, *paths: Path) -> str:
    loaded = taken(library, DropPayload(paths))
    assert loaded.images == []
    (error,) = loaded.errors
    assert text_of(error).next_step
    return text_of(error)


def still_works(library: Library, folder: Path) -> None:
    make_photo(folder / "good.jpg", 5)
    (good,) = taken(library, DropPayload((folder / "good.jpg",))).images
    library.search(Query((QueryItem(good),)))


def test_files_that_are_no_pictures(library: Library, tmp_path: Path) -> None:
    for name, content, words in [
        ("notes.txt", b"no picture at all", "Not a picture"),
        ("empty.jpg", b"", "The file is empty"),
        ("zeros.jpg", bytes(100_000), "Damaged"),
        ("cut.png", b"\x89PNG\r\n\x1a\n", "Damaged"),
        ("page.jpg", b"<!doctype html><html>", "Not a picture"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not supported"),
    ]:
        path = tmp_path / name
        path.write_bytes(content)
        told = problem(library, path)
        assert told.startswith(f"{name} cannot be searched for. ")
        assert words in told, name
    assert "went away" in problem(library, tmp_path / "absent.jpg")
    still_works(library, tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there are none of that kind")
def test_what_is_no_file_at_all(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "nowhere")
    assert "Not a file" in problem(library, tmp_path / "pipe.jpg")
    assert "link" in problem(library, tmp_path / "link.jpg").lower()
    assert "Not a file" in problem(library, Path("/dev/zero"))


def test_a_tiff_of_200_megapixels_is_a_query_like_any_other(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "huge.tif"
    Image.new("L", (20_000, 10_000), 128).save(path, compression="packbits")
    (picture,) = taken(library, DropPayload((path,))).images
    assert picture.pixels is not None
    assert max(picture.pixels.shape) <= 2_000, "it travels small"
    still_works(library, tmp_path)


def test_one_beyond_the_limit_says_so(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "bomb.tif"
    Image.new("1", (30_000, 20_000)).save(path, compression="group4")
    assert "Too large" in problem(library, path)
    still_works(library, tmp_path)


def test_a_huge_text_and_a_hostile_one(library: Library) -> None:
    for text in (
        "word " * 1_000_000,
        "/" + "x" * 100_000,
        "\0" * 1000,
        "~nobody/x.jpg",
        "file:///%00",
    ):
        loaded = taken(library, DropPayload(text=text))
        assert loaded.images == []
        assert len(loaded.errors) == 1


def test_thousands_of_files_are_not_all_tried(library: Library, tmp_path: Path) -> None:
    paths = tuple(tmp_path / f"{number}.txt" for number in range(3000))
    for path in paths:
        path.write_bytes(b"x")
    start = time.perf_counter()
    assert "files cannot be searched for" in problem(library, *paths).replace("file(s)", "files")
    assert time.perf_counter() - start < 5
    make_photo(tmp_path / "good.jpg", 1)
    loaded = taken(library, DropPayload((tmp_path / "good.jpg",) * 3000))
    assert len(loaded.images) == MAX_IMAGES
    assert len(loaded.errors) == 1


def test_broken_contents(library: Library, tmp_path: Path) -> None:
    loaded = taken(library, DropPayload(encoded=(ImageFile(b"\xff\xd8\xff broken", "cat.jpg"),)))
    assert "cat.jpg cannot be searched for." in text_of(loaded.errors[0])
    loaded = taken(
        library, DropPayload(encoded=(ImageFile(b"GIF89a"),), addresses=("https://e.org/x",))
    )
    assert loaded.errors == []
    assert loaded.addresses == ["https://e.org/x"]
    still_works(library, tmp_path)


def test_it_can_be_cancelled_between_two_files(library: Library, tmp_path: Path) -> None:
    control = JobControl()
    control.cancel()
    with pytest.raises(Cancelled):
        load_input(library, DropPayload((tmp_path / "a.jpg",)), control)

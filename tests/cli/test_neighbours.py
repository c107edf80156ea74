"""photosearch neighbours: of photos of the library, of strangers, and bad input."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.cli.conftest import Command
from tests.photos import make_photo

pytestmark = pytest.mark.slow

COUNT = 6


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("neighbours")
    photos = place / "photos"
    photos.mkdir()
    for number in range(COUNT):
        make_photo(photos / f"{number}.jpg", number)
    shutil.copy(photos / "0.jpg", photos / "copy.jpg")
    (photos / "broken.jpg").write_bytes(b"no picture")
    make_photo(place / "stranger.jpg", 0, size=(300, 200))
    with Library.open(place / "library", Settings(workers=1)) as library:
        library.compares_photos = True
        library.add_root(photos)
        library.index()
    return place


@pytest.fixture
def told(photosearch: Command, place: Path) -> Any:
    def told(*arguments: str | Path) -> list[dict[str, Any]]:
        ended = photosearch("--library", place / "library", "neighbours", *arguments, "--json")
        assert ended.code == 0, ended.err
        return list(ended.rows)

    return told


def test_of_a_photo_by_file_and_by_id(told: Any, place: Path) -> None:
    rows = told(place / "photos" / "0.jpg")
    assert {row["sense"] for row in rows} == {"shot", "look", "subject"}
    of_shot = [row for row in rows if row["sense"] == "shot"]
    assert [row["rank"] for row in of_shot] == list(range(1, COUNT + 1))
    assert (Path(of_shot[0]["path"]).name, of_shot[0]["distance"]) == ("copy.jpg", 0)
    assert [row["distance"] for row in of_shot] == sorted(row["distance"] for row in of_shot)
    scores = [row["score"] for row in of_shot]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]
    copy_id = of_shot[0]["photo_id"]
    back = told(str(copy_id), "--sense", "Shot", "--top", "1")
    assert [Path(row["path"]).name for row in back] == ["0.jpg"]


def test_of_a_stranger(told: Any, place: Path) -> None:
    rows = told(place / "stranger.jpg", "--sense", "subject", "--top", "3")
    assert len(rows) == 3
    scores = [row["score"] for row in told(place / "stranger.jpg") if row["sense"] == "look"]
    assert len(scores) == COUNT + 1
    assert scores == sorted(scores, reverse=True), "the bits alone do not tell the order"
    assert all(row["sense"] == "subject" for row in rows)


def test_in_words(photosearch: Command, place: Path) -> None:
    ended = photosearch("--library", place / "library", "neighbours", place / "photos" / "1.jpg")
    assert ended.code == 0
    assert len(ended.out.splitlines()) == 3 * COUNT
    assert ended.out.startswith("shot")
    assert " bits " in ended.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["999"], 3, "There is no photo 999"),
        (["9" * 30], 3, "There is no photo"),
        (["nowhere.jpg"], 3, "is no file"),
        (["{photos}"], 3, "is no file"),
        (["{photos}/broken.jpg"], 3, "broken.jpg"),
        (["{photos}/1.jpg", "--sense", "smell"], 2, "is no sense"),
        (["{photos}/1.jpg", "--top", "0"], 2, "--top"),
    ],
)
def test_bad_input(
    photosearch: Command, place: Path, arguments: list[str], code: int, words: str
) -> None:
    arguments = [each.replace("{photos}", str(place / "photos")) for each in arguments]
    ended = photosearch("--library", place / "library", "neighbours", *arguments)
    assert ended.code == code, ended.err
    assert words in ended.err


def test_expand(photosearch: Command, place: Path) -> None:
    image = place / "photos" / "0.jpg"
    search = ("--library", place / "library", "search", image, "--sense", "subject")
    plain, expanded = photosearch(*search, "--json"), photosearch(*search, "--expand", "--json")
    assert expanded.code == 0, expanded.err
    assert {row["path"] for row in expanded.rows} == {row["path"] for row in plain.rows}
    assert expanded.rows[0]["distance"] == 0
    ended = photosearch("--library", place / "library", "search", "--words", "dog", "--expand")
    assert ended.code == 2
    assert "--expand goes with an IMAGE" in ended.err

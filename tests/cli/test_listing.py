"""search without an IMAGE lists what passes; --sort; and what is said where nothing passes."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from photosearch.core.errors import ExitCode
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.cli.conftest import Command
from tests.photos import make_photo
from tests.store.samples import take_back

pytestmark = pytest.mark.slow

COLORS = {"red.png": (200, 20, 20), "blue.png": (20, 20, 200)}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with photos and the library of them."""
    place = tmp_path_factory.mktemp("listing")
    photos = place / "photos"
    make_photo(photos / "beach.jpg", 1, captured=datetime(2024, 5, 1), rating=2)
    make_photo(photos / "Alps.jpg", 2, captured=datetime(2022, 5, 1), rating=5)
    make_photo(photos / "clock.jpg", 3, captured=datetime(2099, 1, 1), lens="50mm")
    for name, color in COLORS.items():
        Image.new("RGB", (90, 60), color).save(photos / name)
    with Library.open(place / "library", Settings(workers=1)) as library:
        library.add_root(photos)
        library.index()
    return place


@pytest.fixture
def listed(photosearch: Command, place: Path) -> Any:
    def listed(*options: str | Path) -> list[str]:
        ended = photosearch("--library", place / "library", "search", *options, "--json")
        assert ended.code == 0, ended.err
        return [Path(row["path"]).name for row in ended.rows]

    return listed


def test_orders(listed: Any) -> None:
    plain = ["blue.png", "red.png"]
    assert listed("--sort", "taken")[:3] == ["clock.jpg", "beach.jpg", "Alps.jpg"]
    assert listed("--sort", "taken", "--reverse")[:3] == ["Alps.jpg", "beach.jpg", "clock.jpg"]
    assert listed("--sort", "Name") == ["Alps.jpg", "beach.jpg", plain[0], "clock.jpg", plain[1]]
    assert listed("--sort", "rating")[:2] == ["Alps.jpg", "beach.jpg"]
    assert [name for name in listed("--sort", "colour") if name in COLORS] == list(COLORS)
    by_size = listed("--sort", "size", "--reverse")
    assert set(by_size[:2]) == set(plain)
    assert listed("--sort", "added", "--reverse") == listed("--sort", "added")[::-1]
    assert sorted(listed("--sort", "alike")) == sorted(listed("--sort", "name"))
    assert listed("--sort", "alike", "--reverse") == listed("--sort", "alike")[::-1]


def test_what_passes_is_listed(photosearch: Command, place: Path, listed: Any) -> None:
    assert listed("--text", "bea") == ["beach.jpg"]
    assert listed("--min-rating", "1", "--sort", "rating") == ["Alps.jpg", "beach.jpg"]
    assert listed("--date-error", "future") == ["clock.jpg"]
    assert sorted(listed("--date-error", "Missing")) == ["blue.png", "red.png"]
    ended = photosearch("--library", place / "library", "search", "--sort", "name", "--top", "2")
    rows = [line.split() for line in ended.out.splitlines()]
    assert [(row[0], Path(row[-1]).name) for row in rows] == [("1", "Alps.jpg"), ("2", "beach.jpg")]
    assert rows[0][1:3] == ["2022-05-01", "00:00"]
    assert "2 of 5 photos" in ended.err


def test_a_row_tells_what_is_known(photosearch: Command, place: Path) -> None:
    ended = photosearch("--library", place / "library", "search", "--text", "beach", "--json")
    row = json.loads(ended.out)
    assert row["rank"] == 1
    assert (row["format"], row["rating"]) == ("jpeg", 2)
    assert "score" not in row


def test_a_date_that_is_only_that_of_a_change_is_told_as_such(
    photosearch: Command, tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    make_photo(photos / "changed.jpg", 1, changed=datetime(2021, 3, 1, 9, 30))
    make_photo(photos / "taken.jpg", 2, captured=datetime(2020, 1, 2), changed=datetime(2021, 3, 1))
    library = ("--library", tmp_path / "library")
    assert photosearch(*library, "index", photos).code == 0
    ended = photosearch(*library, "search", "--sort", "name", "--json")
    told = [(row["captured"], row["captured_is_change"]) for row in ended.rows]
    assert told == [("2021-03-01T09:30:00", True), ("2020-01-02T00:00:00", False)]
    lines = photosearch(*library, "search", "--sort", "name").out.splitlines()
    assert [" (changed) " in line for line in lines] == [True, False]
    take_back(tmp_path / "library", 5)
    assert photosearch(*library, "index").code == 0
    ended = photosearch(*library, "search", "--sort", "name", "--json")
    assert [row["captured_is_change"] for row in ended.rows] == [None, None], "until read anew"


def test_a_folder_that_is_not_in_the_library(photosearch: Command, place: Path) -> None:
    ended = photosearch(
        "--library", place / "no library", "search", "--in", place / "photos", "--sort", "name"
    )
    assert ended.code == 0, ended.err
    assert len(ended.out.splitlines()) == 5
    assert not (place / "no library").exists()


def test_an_answer_can_be_sorted(listed: Any, place: Path) -> None:
    image = place / "photos" / "beach.jpg"
    assert listed(image)[0] == "beach.jpg"
    assert listed(image, "--reverse") == listed(image)[::-1]
    assert listed(image, "--sort", "taken")[:2] == ["clock.jpg", "beach.jpg"]
    assert len(listed(image, "--sort", "taken", "--top", "2")) == 2


def test_why_nothing_passes(photosearch: Command, place: Path) -> None:
    def said(*options: str) -> str:
        ended = photosearch("--library", place / "library", "search", *options)
        assert (ended.code, ended.out) == (0, "")
        return ended.err

    near = said("--text", "baech")
    assert (
        "No photo has “baech” in its name, folder, caption, keywords, camera, lens or labels."
        in near
    )
    assert "Near it: beach (1 photo)." in near
    alone = said("--lens", "85mm", "--min-rating", "1")
    assert "No photo passes --lens." in alone
    assert "Without --lens: 2 photos." in alone
    together = said("--lens", "50mm", "--min-rating", "1")
    assert "No photo passes all the filters together." in together
    assert "Without --min-rating: 1 photo." in together
    assert "Without --since and --until" in said("--lens", "50mm", "--until", "2020")
    image = str(place / "photos" / "beach.jpg")
    assert "Near it: beach (1 photo)." in said(image, "--text", "baech")


@pytest.mark.parametrize(
    "options",
    [
        ["--reverse"],
        ["--sort", "smell"],
        ["--sort", "name", "--not", "a.jpg"],
        ["--text", "sea", "--crop", "0,0,1,1"],
        ["--text", "sea", "--min-level", "surely"],
        ["--text", "sea", "--sheet", "sheet.html"],
        ["--date-error", "yesterday"],
    ],
)
def test_wrong_use(photosearch: Command, options: list[str]) -> None:
    ended = photosearch("search", *options)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")

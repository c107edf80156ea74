"""clusters: events of a library, of a folder that is in none, and what is said without photos."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from photosearch.core.errors import ExitCode
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.cli.conftest import Command
from tests.photos import make_photo

pytestmark = pytest.mark.slow

NOON = datetime(2024, 5, 17, 12)
MUNICH = (48.14, 11.58)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with photos and the library of them."""
    place = tmp_path_factory.mktemp("clusters")
    for number in range(4):
        taken = NOON + timedelta(minutes=3 * number)
        name = place / "photos" / "trip" / f"{number}.jpg"
        make_photo(name, number, captured=taken, place=MUNICH, rating=4 if number == 1 else None)
    make_photo(place / "photos" / "later.jpg", 9, captured=NOON + timedelta(days=3))
    make_photo(place / "photos" / "scan.jpg", 10)
    with Library.open(place / "library", Settings(workers=1)) as library:
        library.add_root(place / "photos")
        library.index()
    return place


def test_events_with_title_cover_and_paths(photosearch: Command, place: Path) -> None:
    ended = photosearch("--library", place / "library", "clusters", "--json")
    assert ended.code == 0, ended.err
    *events, summary = ended.rows
    trip, later = events[:2]
    assert trip["since"] == "2024-05-17T12:00:00"
    assert trip["until"] == "2024-05-17T12:09:00"
    assert trip["title"].startswith("2024-05-17 12:00 to 12:09, 48.14° N, 11.58° E")
    assert (trip["latitude"], trip["longitude"]) == pytest.approx(MUNICH, abs=1e-4)
    assert [Path(path).name for path in trip["paths"]] == [f"{n}.jpg" for n in range(4)]
    assert Path(trip["cover"]).name == "1.jpg"
    assert (later["photos"], later["latitude"]) == (1, None)
    assert Path(later["cover"]).name == "later.jpg"
    told = {"event": "summary", "clusters": 2, "photos": 6, "unclustered": 1}
    assert summary == told


def test_as_text_and_only_large_ones(photosearch: Command, place: Path) -> None:
    ended = photosearch("--library", place / "library", "clusters", "--min-photos", "2")
    assert ended.code == 0, ended.err
    first, second = ended.out.splitlines()
    assert first.startswith("2024-05-17 12:00 to 12:09, 48.14° N, 11.58° E")
    assert first.endswith("(4 photos)")
    assert second.strip() == str(place / "photos" / "trip" / "1.jpg")
    assert "1 events among 6 photos" not in ended.err
    assert "1 event among 6 photos." in ended.err


def test_folders_and_filters_narrow(photosearch: Command, place: Path) -> None:
    library = ("--library", place / "library")
    ended = photosearch(*library, "clusters", place / "photos" / "trip", "--json")
    assert [row["photos"] for row in ended.rows] == [4, 4]
    ended = photosearch(*library, "clusters", "--since", "2024-05-20", "--json")
    assert {Path(row["cover"]).name for row in ended.rows[:-1]} <= {"later.jpg", "scan.jpg"}
    ended = photosearch(*library, "clusters", "--camera", "none such")
    assert (ended.code, ended.out) == (0, "")
    assert "No photo passes --camera." in ended.err


def test_a_folder_that_is_in_no_library(photosearch: Command, place: Path, tmp_path: Path) -> None:
    folder = place / "photos" / "trip"
    ended = photosearch("--library", tmp_path / "none", "clusters", folder, "--json")
    assert ended.code == 0, ended.err
    assert [row.get("photos") for row in ended.rows] == [4, 4]
    assert not (tmp_path / "none").exists()


def test_without_a_library_the_next_step_is_told(photosearch: Command, tmp_path: Path) -> None:
    ended = photosearch("--library", tmp_path / "none", "clusters")
    assert ended.code == ExitCode.CATALOG
    assert "There is no library" in ended.err


def test_an_area_narrows(photosearch: Command, place: Path) -> None:
    library = ("--library", place / "library")
    ended = photosearch(*library, "clusters", "--area", "48,11,49,12", "--json")
    assert [row["photos"] for row in ended.rows] == [4, 4]
    ended = photosearch(*library, "search", "--area=-90,100,90,-100")
    assert (ended.code, ended.out) == (0, "")
    assert "No photo passes --area." in ended.err


@pytest.mark.parametrize("text", ["", "1,2,3", "50,11,48,12", "0,0,91,0", "a,b,c,d", "nan,0,1,1"])
def test_what_is_no_area_is_told(photosearch: Command, place: Path, text: str) -> None:
    ended = photosearch("--library", place / "library", "search", "--area", text)
    assert ended.code == ExitCode.USAGE
    assert "is no area" in ended.err

"""Filters and counts of a real library: they follow its folders, files and searches."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from photosearch.core.filters import Filters
from photosearch.core.query import SUBJECT
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.photos import make_photo
from tests.queries import item, like

pytestmark = pytest.mark.slow


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    for number in range(4):
        make_photo(
            folder / ("sea" if number % 2 else "hills") / f"{number}.jpg",
            number,
            captured=datetime(2020, 1 + number, 1),
            rating=number,
        )
    return folder


@pytest.fixture
def library(tmp_path: Path, photos: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", Settings(workers=1)) as opened:
        opened.add_root(photos)
        opened.index()
        yield opened


def names(library: Library, filters: Filters) -> list[str]:
    return [record.path.name for record in library.photos(library.facets.select(filters))]


def test_they_follow_files_and_folders(library: Library, photos: Path) -> None:
    facets = library.facets.count(None, Filters())
    assert facets.total == 4
    assert facets.folder_counts.tolist() == [4, 2, 2]
    assert names(library, Filters(text="sea")) == ["3.jpg", "1.jpg"]
    (photos / "sea" / "1.jpg").rename(photos / "hills" / "moved.jpg")
    (photos / "hills" / "0.jpg").unlink()
    make_photo(photos / "new" / "9.jpg", 9, captured=datetime(2021, 1, 1), rating=5)
    library.index()
    assert names(library, Filters()) == ["9.jpg", "3.jpg", "2.jpg", "moved.jpg"]
    assert names(library, Filters(text="sea")) == ["3.jpg"]
    assert names(library, Filters(folders=(photos / "hills",))) == ["2.jpg", "moved.jpg"]
    assert library.facets.count(None, Filters()).at_least("min_rating", 5) == 1
    library.remove_root(photos)
    assert library.facets.count(None, Filters()).total == 0


def test_searches_take_filters_from_the_same_place(library: Library, photos: Path) -> None:
    photo_id = int(library.photo_ids()[0])

    def found(filters: Filters) -> set[str]:
        answer = library.search(like(item(photo_id), mode=SUBJECT, filters=filters))
        assert answer.searched == len(answer.photo_ids)
        return {record.path.name for record in library.photos(answer.photo_ids)}

    asked = (
        Filters(text="hill"),
        Filters(min_rating=2),
        Filters(folders=(photos / "sea",), until=datetime(2020, 3, 1)),
        Filters(orientations=("landscape", "portrait", "square")),
    )
    before = [found(filters) for filters in asked]
    assert before[:3] == [{"0.jpg", "2.jpg"}, {"2.jpg", "3.jpg"}, {"1.jpg"}]
    library.facets.count(None, Filters())  # from here on out of memory
    assert [found(filters) for filters in asked] == before
    shutil.move(photos / "hills" / "0.jpg", photos / "sea" / "0.jpg")
    library.index()
    assert found(Filters(text="hill")) == {"2.jpg"}

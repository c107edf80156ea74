"""Photos that were indexed before colours were looked at get theirs from the thumbnails."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from photosearch.core.changes import Changes
from photosearch.core.color import GREY
from photosearch.core.errors import Cancelled
from photosearch.core.jobs import JobControl
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.library.indexing.missing_colors import find_missing_colors
from photosearch.library.library import Library
from photosearch.settings import Settings
from photosearch.store.catalog import Catalog

COLORS = {"green": (30, 160, 40), "grey": (90, 90, 90), "red": (200, 30, 30), "blue": (20, 40, 200)}
WHEEL = ["red.png", "green.png", "blue.png", "grey.png"]


def forget_colors(folder: Path) -> None:
    """As a version without colours would have left it."""
    with closing(sqlite3.connect(folder / "catalog.db")) as connection, connection:
        connection.execute("UPDATE photos SET color = NULL")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    photos = tmp_path / "photos"
    photos.mkdir()
    for name, color in COLORS.items():
        Image.new("RGB", (90, 60), color).save(photos / f"{name}.png")
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        library.add_root(photos)
        library.index()
        assert by_color(library) == WHEEL, "the worker looks at them"
    return tmp_path / "library"


def by_color(library: Library) -> list[str]:
    ids = library.photo_ids(SortOrder(SortKey.COLOR))
    return [record.path.name for record in library.photos(ids)]


def test_the_next_run_finds_them(folder: Path) -> None:
    forget_colors(folder)
    with Library.open(folder, Settings(workers=1)) as library:
        told: list[Changes] = []
        library.subscribe(told.append)
        library.index()
        assert by_color(library) == WHEEL
        assert {i for changes in told for i in changes.changed} == set(library.photo_ids().tolist())


def test_a_damaged_thumbnail_costs_only_itself(folder: Path) -> None:
    forget_colors(folder)
    with Catalog.open(folder) as catalog:
        first = int(catalog.photos.ids()[0])
        with closing(sqlite3.connect(folder / "thumbnails.db")) as connection, connection:
            connection.execute(
                "UPDATE thumbnails SET jpeg = x'ffd8ff00' WHERE photo_id = ?", (first,)
            )
        find_missing_colors(catalog, JobControl(), lambda _changes: None)
        assert catalog.photos.ids_without_color().tolist() == [first]


def test_it_can_be_cancelled_and_goes_on_later(folder: Path) -> None:
    forget_colors(folder)
    with Catalog.open(folder) as catalog:
        control = JobControl()
        control.cancel()
        with pytest.raises(Cancelled):
            find_missing_colors(catalog, control, lambda _changes: None)
        assert len(catalog.photos.ids_without_color()) == len(COLORS)


def test_a_grey_photo_is_the_last(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "catalog.db")) as connection:
        (color,) = connection.execute("SELECT max(color) FROM photos").fetchone()
    assert color >= GREY

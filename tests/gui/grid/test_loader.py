"""What is loaded for the cells: never stale for long, never of another library."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.images.thumbnails import make_thumbnail
from tests.gui.fake_library import FakeLibrary, jpeg


class GatedLibrary(FakeLibrary):
    """Hands out thumbnails when it is let; `kind` tells which."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, 40)
        self.gate = threading.Event()
        self.gate.set()
        self.kind = 1
        self.name = "first"

    def photos(self, ids):
        return [
            replace(record, path=record.path.with_name(self.name)) for record in super().photos(ids)
        ]

    def thumbnails(self, ids):
        self.asked_thumbnails.append(list(ids))
        found = {photo_id: jpeg(self.kind) for photo_id in ids}
        self.gate.wait(5)
        return found


@pytest.fixture
def library(tmp_path: Path):
    library = GatedLibrary(tmp_path)
    yield library
    library.gate.set()


def name(loader: ThumbnailLoader, photo_id: int) -> str | None:
    record = loader.record(photo_id)
    return None if record is None else record.path.name


def test_a_change_is_loaded_again_and_until_then_the_old_is_shown(qtbot, loader, library) -> None:
    loader.want([1, 2], 100)
    qtbot.waitUntil(lambda: loader.picture(2) is not None)
    before = loader.picture(1)
    library.kind, library.name = 2, "second"
    loader.forget([1])
    assert loader.picture(1) is before, "nothing flickers"
    assert name(loader, 1) == "first"
    loader.want([1, 2], 100)
    qtbot.waitUntil(lambda: name(loader, 1) == "second")
    assert loader.picture(1) is not before
    assert name(loader, 2) == "first"
    assert library.asked_thumbnails == [[1, 2], [1]]


def test_what_changes_while_it_is_being_read_is_read_again(qtbot, loader, library) -> None:
    library.gate.clear()
    loader.want([1, 2], 100)
    qtbot.waitUntil(lambda: library.asked_thumbnails == [[1, 2]])
    library.name = "second"
    loader.forget([1])
    library.gate.set()
    qtbot.waitUntil(lambda: name(loader, 1) == "second")
    assert name(loader, 2) == "first"
    assert library.asked_thumbnails == [[1, 2], [1]]


def test_a_drive_that_comes_or_goes_makes_records_old(qtbot, loader, library) -> None:
    loader.want([1, 2], 100)
    qtbot.waitUntil(lambda: loader.record(2) is not None)
    library.offline_ids = {1}
    loader.forget_records()
    assert loader.record(1).online
    loader.want([1, 2], 100)
    qtbot.waitUntil(lambda: not loader.record(1).online)


def test_a_photo_that_lost_its_thumbnail_is_no_longer_shown_with_it(qtbot, loader, library) -> None:
    loader.want([1], 100)
    qtbot.waitUntil(lambda: loader.picture(1) is not None)
    library.thumbnails = lambda ids: {}
    loader.forget([1])
    loader.want([1], 100)
    qtbot.waitUntil(lambda: loader.picture(1) is None)


def test_another_library_shows_nothing_of_the_one_before(qtbot, loader, library, tmp_path) -> None:
    loader.want([3], 100)
    qtbot.waitUntil(lambda: loader.picture(3) is not None)
    library.gate.clear()
    loader.want([1, 2], 100)
    qtbot.waitUntil(lambda: len(library.asked_thumbnails) == 2)
    other = GatedLibrary(tmp_path)
    other.name = "other"
    loader.set_library(other)
    assert loader.picture(3) is None
    library.gate.set()
    loader.want([1, 2], 100)
    qtbot.waitUntil(lambda: name(loader, 1) == "other")
    assert other.asked_thumbnails == [[1, 2]]


def test_damaged_thumbnails_are_none(qtbot, loader, library) -> None:
    library.thumbnails = lambda ids: {photo_id: b"no picture" for photo_id in ids}
    with qtbot.waitSignal(loader.loaded):
        loader.want([1], 100)
    assert loader.picture(1) is None
    assert name(loader, 1) == "first"


def test_small_originals_stay_small_and_others_fill_their_box(qtbot, loader, library) -> None:
    library.kind = 2
    loader.want([1], 500)
    qtbot.waitUntil(lambda: loader.picture(1) is not None)
    assert max(loader.picture(1).width, loader.picture(1).height) == 500
    icon = make_thumbnail(np.full((48, 64, 3), 90, np.uint8))
    library.thumbnails = lambda ids: {photo_id: icon for photo_id in ids}
    loader.want([2], 500)
    qtbot.waitUntil(lambda: loader.picture(2) is not None)
    assert (loader.picture(2).width, loader.picture(2).height) == (64, 48)

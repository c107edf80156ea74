"""The events of a library: titles, covers, headings, and that they follow its changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photosearch.core.changes import Changes
from photosearch.core.events import EventTitle, place_text
from photosearch.core.photo import IndexedPhoto
from photosearch.library.library import Library
from photosearch.settings import Settings
from photosearch.store.batch import WriteBatch
from tests.store.samples import photo

NOON = datetime(2024, 5, 17, 12)
MUNICH: dict[str, Any] = {"latitude": 48.137, "longitude": 11.575}


class Shelf:
    """A library whose photos are only told of."""

    def __init__(self, folder: Path) -> None:
        (folder / "photos").mkdir()
        self.library = Library.open(folder / "library", Settings(workers=1))
        self.root = self.library.add_root(folder / "photos")

    def add(self, name: str, *, code: int = 0, labels: tuple[str, ...] = (), **facts: Any) -> int:
        card = self.library.card
        made = photo(self.root.root_id, name.encode(), **facts)
        codes = {str(kind): bytes([code]) * card.code_bytes(kind) for kind in card.bits}
        indexed = IndexedPhoto(
            made.root_id, made.stamp, made.content_id, made.metadata, b"", codes, labels=labels
        )
        catalog = self.library._catalog
        (added,) = catalog.commit_batch(WriteBatch(card.model_id, indexed=[indexed])).indexed_ids
        self.library._publish(Changes(added=(added,)))
        return added


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.library.close()


def test_an_event_is_called_by_time_place_and_labels(shelf: Shelf) -> None:
    ids = [
        shelf.add(
            f"{number}.jpg",
            captured=NOON + timedelta(minutes=number),
            labels=("beach", "sky") if number < 3 else ("dog",),
            keywords=("Anna", "sea") if number else ("sea",),
            rating=5 if number == 2 else None,
            **MUNICH,
        )
        for number in range(5)
    ]
    (event,) = shelf.library.events.among()
    title = event.title
    assert event.photo_ids.tolist() == ids
    assert (title.since, title.until) == (NOON, NOON + timedelta(minutes=4))
    assert title.cover == ids[2], "the best rated one"
    assert title.place == pytest.approx((48.137, 11.575))
    assert title.labels == ("sea", "Anna"), "what most have, the most frequent first"


def test_without_keywords_what_the_encoder_sees_tells(shelf: Shelf) -> None:
    for number, label in enumerate(("beach", "beach", "dog", "dog", "dog", "cat")):
        shelf.add(f"{number}.jpg", captured=NOON, labels=(label, "other"))
    (event,) = shelf.library.events.among()
    assert event.title.labels == ("dog", "beach")
    assert event.title.place is None


def test_the_cover_is_the_photo_most_like_the_others(shelf: Shelf) -> None:
    codes = (0b0000, 0b0111, 0b0110, 0b1110)
    ids = [shelf.add(f"{code}.jpg", captured=NOON, code=code) for code in codes]
    (event,) = shelf.library.events.among()
    assert event.title.cover == ids[2]


def test_dates_of_wrong_clocks_are_none(shelf: Shelf) -> None:
    for name, captured in (
        ("future", datetime(2199, 1, 1)),
        ("epoch", datetime(1970, 1, 1, 0, 0, 1)),
        ("early", datetime(1801, 1, 1)),
        ("none", None),
    ):
        shelf.add(name, captured=captured, code=0b1010, labels=("cat",))
    (event,) = shelf.library.events.among()
    assert len(event.photo_ids) == 4
    assert (event.title.since, event.title.until, event.title.labels) == (None, None, ("cat",))


def test_wrong_places_are_none(shelf: Shelf) -> None:
    places = ((0.0, 0.0), (91.0, 0.0), (48.0, 181.0), (48.0, None), (float("inf"), 1.0))
    for number, (north, east) in enumerate(places):
        shelf.add(f"{number}", captured=NOON, latitude=north, longitude=east)
    (event,) = shelf.library.events.among()
    assert (len(event.photo_ids), event.title.place) == (len(places), None)


def test_headings_are_those_of_the_whole_library(shelf: Shelf) -> None:
    early = [shelf.add(f"a{n}", captured=NOON + timedelta(minutes=n)) for n in range(3)]
    late = [shelf.add(f"b{n}", captured=NOON + timedelta(days=2, minutes=n)) for n in range(3)]
    alone = shelf.add("c")
    groups = shelf.library.events.groups(np.array([alone, late[0], early[1], late[2]]))
    assert groups.order.tolist() == [1, 3, 2, 0]
    assert groups.starts.tolist() == [0, 2, 3]
    first, second, rest = groups.titles
    assert isinstance(first, EventTitle)
    assert isinstance(second, EventTitle)
    assert first.since == NOON + timedelta(days=2)
    assert second.until == NOON + timedelta(minutes=2), "also of what is not shown"
    assert rest == ""


def test_events_follow_changes(shelf: Shelf) -> None:
    first = shelf.add("a", captured=NOON)
    assert [each.photo_ids.tolist() for each in shelf.library.events.among()] == [[first]]
    held = shelf.library.events._current()
    assert shelf.library.events._current() is held, "kept as long as nothing changes"
    second = shelf.add("b", captured=NOON + timedelta(minutes=1))
    assert [each.photo_ids.tolist() for each in shelf.library.events.among()] == [[first, second]]
    shelf.library._catalog.commit_batch(WriteBatch(shelf.library.card.model_id, missing=[first]))
    shelf.library._publish(Changes(removed=(first,)))
    assert [each.photo_ids.tolist() for each in shelf.library.events.among()] == [[second]]


def test_some_photos_are_divided_among_themselves(shelf: Shelf) -> None:
    ids = [shelf.add(f"{n}", captured=NOON + timedelta(minutes=30 * n)) for n in range(5)]
    (event,) = shelf.library.events.among(np.array([ids[3], ids[1]]))
    assert event.photo_ids.tolist() == [ids[1], ids[3]]
    assert shelf.library.events.among(np.empty(0, np.int64)) == []


def test_an_empty_library_has_none(shelf: Shelf) -> None:
    assert shelf.library.events.among() == []
    assert shelf.library.events.groups(np.empty(0, np.int64)).titles == ()


def test_places_in_words() -> None:
    assert place_text((48.8566, 2.3522)) == "48.86° N, 2.35° E"
    assert place_text((-33.8688, -70.6)) == "33.87° S, 70.60° W"

"""Words that do occur near one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from photosearch.store.near_words import edit_distance
from tests.store.samples import MODEL, photo

KEYWORDS = ("Möwe", "beaches", "fog", "foggy", "garden", "Gartenhaus", "sunset", "mountain", "IMG")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory):
    with Catalog.open(tmp_path_factory.mktemp("library")) as opened:
        root = opened.roots.add(Path("/photos").absolute()).root_id
        made = [
            photo(root, b"img_%04d.jpg" % number, keywords=(word,))
            for number, word in enumerate((*KEYWORDS, "fog"))
        ]
        opened.commit_batch(WriteBatch(MODEL, indexed=made))
        yield opened


@pytest.mark.parametrize("last", ["\U0010ffff", "\ud7ff", "z"])
def test_any_letter_may_be_typed(catalog: Catalog, last: str) -> None:
    assert catalog.photos.words_beginning("fog" + last, 5) == []
    assert catalog.photos.near_words(last * 4) == []


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("beach", "beaches"),  # found as a beginning anyway, but near, too
        ("mowen", "Möwe"),
        ("gardens", "garden"),
        ("fogg", "fog"),
        ("sunste", "sunset"),
        ("usnset", "sunset"),
        ("montain", "mountain"),
        ("MOUNTIAN", "mountain"),
    ],
)
def test_endings_and_slips(catalog: Catalog, typed: str, nearest: str) -> None:
    assert catalog.photos.near_words(typed)[0] == nearest


def test_of_equally_near_words_the_commoner_comes_first(catalog: Catalog) -> None:
    assert catalog.photos.near_words("fod")[0] == "fog"
    assert catalog.photos.near_words("fogs")[:2] == ["fog", "foggy"]


@pytest.mark.parametrize("typed", ["", "x", "go", "0012", "zebra", "***", "a" * 500, "𝔵𝔶𝔷"])
def test_what_is_near_nothing(catalog: Catalog, typed: str) -> None:
    assert catalog.photos.near_words(typed) == []


def test_reading_needs_no_writing(catalog: Catalog) -> None:
    with Catalog.open(catalog.folder, read_only=True) as again:
        assert again.photos.near_words("sunste") == ["sunset"]


def plain_distance(one: str, other: str) -> int:
    """By the definition, without a table."""
    if not one or not other:
        return len(one) + len(other)
    found = min(
        plain_distance(one[1:], other) + 1,
        plain_distance(one, other[1:]) + 1,
        plain_distance(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]:
        found = min(found, plain_distance(one[2:], other[2:]) + 1)
    return found


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 3))
def test_distances(one: str, other: str, most: int) -> None:
    distance = edit_distance(one, other, most)
    assert min(distance, most + 1) == min(plain_distance(one, other), most + 1)

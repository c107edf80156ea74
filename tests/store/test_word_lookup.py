"""Photos by whole words, and words by their beginnings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, photo

PHOTOS: dict[bytes, tuple[dict[str, Any], tuple[str, ...]]] = {
    b"trips/old_mill.jpg": ({"caption": "The mill at night"}, ("water tower",)),
    b"trips/mills.jpg": ({"keywords": ("Old", "Mill")}, ()),
    b"dogs/1.jpg": ({}, ("Border collie", "beagle")),
    b"dogs/2.jpg": ({"caption": "a collie"}, ("hot dog",)),
}


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(tmp_path / "library") as catalog:
        root_id = catalog.roots.add(Path("/home/Photos")).root_id
        made = [
            replace(photo(root_id, name, **facts), labels=labels)
            for name, (facts, labels) in PHOTOS.items()
        ]
        catalog.commit_batch(WriteBatch(MODEL, indexed=made))
        yield catalog


@pytest.mark.parametrize(
    ("words", "photo_ids"),
    [
        (["mill"], [1, 2]),
        (["old", "mill"], [1, 2]),
        (["mills"], [2]),
        (["mil"], []),
        (["tower"], []),
        (["dogs"], [3, 4]),
        (["collie"], [4]),
        (['mil"l'], []),
        (["NEAR("], []),
        ([], []),
    ],
)
def test_names_have_all_words_as_a_whole(
    catalog: Catalog, words: list[str], photo_ids: list[int]
) -> None:
    assert catalog.photos.named_ids(words, 10).tolist() == photo_ids


def test_no_more_are_looked_for_than_wanted(catalog: Catalog) -> None:
    assert len(catalog.photos.named_ids(["mill"], 1)) == 1


@pytest.mark.parametrize(
    ("beginning", "words"),
    [
        ("coll", [("collie", 1)]),
        ("B", [("beagle", 1), ("Border", 1)]),
        ("ol", [("old", 1)]),
        ("nigh", []),
        ("", []),
        ("x" * 1000, []),
        ("%", []),
    ],
)
def test_words_of_keywords_and_labels_by_their_beginning(
    catalog: Catalog, beginning: str, words: list[tuple[str, int]]
) -> None:
    assert catalog.photos.words_beginning(beginning, 6) == words

"""Words find photos, follow what happens to them, and take any input."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from photosearch.core.filters import Filters
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from photosearch.store.database import Database
from photosearch.store.migrations import Schema
from photosearch.store.schema import CATALOG
from photosearch.store.text_index import match_expression
from tests.store.samples import MODEL, codes_of, photo, stamp, take_back, unreadable

PHOTOS: dict[bytes, dict[str, Any]] = {
    b"2019 Urlaub/IMG_0042.jpg": {
        "caption": "Zwei Möwen über dem Meer",
        "camera": "Nikon D750",
        "lens": "AF-S Nikkor 85mm f/1.8G",
    },
    b"2019 Urlaub/Tag 2/strand.jpg": {"keywords": ("Sea Gull", "Ostsee")},
    b"garden/cafe\xcc\x81.png": {"caption": "a rose", "camera": "Canon EOS 5D"},
    b"garden/broken \xff name.jpg": {},
}


@pytest.fixture
def catalog(tmp_path: Path) -> Any:
    with Catalog.open(tmp_path / "library") as catalog:
        root_id = catalog.roots.add(Path("/home/Photos")).root_id
        batch = WriteBatch(
            MODEL, indexed=[photo(root_id, name, **facts) for name, facts in PHOTOS.items()]
        )
        assert catalog.commit_batch(batch).indexed_ids == [1, 2, 3, 4]
        yield catalog


def found(catalog: Catalog, text: str) -> list[int]:
    ids = catalog.photos.select(Filters(text=text))
    with_words = catalog.photos.ids_matching_text(text)
    if with_words is not None:
        assert with_words.tolist() == ids.tolist()
    return ids.tolist()


@pytest.mark.parametrize(
    ("text", "photo_ids"),
    [
        ("", [1, 2, 3, 4]),
        ("   ", [1, 2, 3, 4]),
        ("  * - ", []),
        ("%", []),
        ("img", [1]),
        ("IMG_0042.jpg", [1]),
        ("0042", [1]),
        ("004", [1]),
        ("042", []),
        ("mowen", [1]),
        ("MÖWEN meer", [1]),
        ("meer mow", [1]),
        ("urlaub", [1, 2]),
        ("urlaub jpg tag", [2]),
        ('"sea gull"', [2]),
        ('"gull sea"', []),
        ('"sea gul"', []),
        ('"sea gul', [2]),
        ("gull sea", [2]),
        ("„sea gull“", [2]),
        ("“gull sea”", []),
        ("Tag 2/str", [2]),
        ("Urlaub\\IMG", [1]),
        ("café", [3]),
        ("cafe", [3]),
        ("photos", [1, 2, 3, 4]),
        ("broken name", [4]),
        ("D750", [1]),
        ("d75", [1]),
        ("canon", [3]),
        ('"EOS 5D"', [3]),
        ("nikkor 85mm", [1]),
        ("canon nikon", []),
        ("rose NOT garden", []),
        ("rose OR img", []),
        ("caption:rose", []),
        ("name:cafe", []),
    ],
)
def test_words_find_photos(catalog: Catalog, text: str, photo_ids: list[int]) -> None:
    assert found(catalog, text) == photo_ids


def test_tags_are_found_and_replaced(catalog: Catalog) -> None:
    (record,) = catalog.photos.get([3])
    assert record.content_id is not None
    codes = {3: (record.content_id, codes_of(b"x"))}
    catalog.commit_codes(MODEL, codes, {3: ("great white shark", "valley")})
    assert found(catalog, "white valley") == [3]
    catalog.commit_codes(MODEL, codes)
    assert found(catalog, "valley") == [3], "codes from a preview leave the tags"
    catalog.commit_codes(MODEL, codes, {3: ()})
    assert found(catalog, "valley") == []
    catalog.commit_codes(MODEL, {3: (b"another content", codes_of(b"x"))}, {3: ("valley",)})
    assert found(catalog, "valley") == [], "of what the file was before"


def test_words_follow_the_photo(catalog: Catalog) -> None:
    (root,) = catalog.roots.all()
    catalog.commit_batch(WriteBatch(moved=[(1, root.root_id, stamp(b"elsewhere/new.jpg"))]))
    assert found(catalog, "img") == []
    assert found(catalog, "elsewhere new meer") == [1]
    catalog.commit_batch(WriteBatch(copied=[(1, root.root_id, stamp(b"copy of it.jpg"))]))
    assert found(catalog, "meer") == [1, 5]
    catalog.commit_batch(
        WriteBatch(MODEL, unreadable=[unreadable(root.root_id, b"copy of it.jpg")])
    )
    assert found(catalog, "meer") == [1]
    changed = photo(root.root_id, b"garden/cafe\xcc\x81.png", b"other", keywords=("tulip",))
    catalog.commit_batch(WriteBatch(MODEL, indexed=[changed]))
    assert (found(catalog, "rose"), found(catalog, "tulip")) == ([], [3])
    catalog.commit_batch(WriteBatch(missing=[3]))
    assert catalog.photos.select(Filters(text="tulip")).tolist() == []
    catalog.photos.purge_missing()
    words = catalog.photos.ids_matching_text("tulip")
    assert words is not None
    assert words.tolist() == []


def test_words_follow_a_root_into_another(catalog: Catalog) -> None:
    (root,) = catalog.roots.all()
    parent = catalog.roots.add(Path("/home"))
    catalog.roots.absorb(root.root_id, parent.root_id, b"Photos")
    assert found(catalog, "home photos garden rose") == [3]
    catalog.roots.remove(parent.root_id)
    words = catalog.photos.ids_matching_text("home")
    assert words is not None
    assert words.tolist() == []


@given(text=st.text(max_size=40))
@example('"')
@example("*")
@example("NEAR(")
@example('a" OR "b')
@example("a\0b")
@example('"a\0b')
@example("\ud800x")
@example("{name} : x ^y + z -w")
@example("x " * 500)
@settings(max_examples=300, deadline=None)
def test_any_input_is_taken(library: Catalog, text: str) -> None:
    expression = match_expression(text)
    words = library.photos.ids_matching_text(text)
    found = library.photos.select(Filters(text=text)).tolist()
    if not text.strip():
        assert words is None
        assert len(found) == 1
    elif expression is None:
        assert words is not None
        assert words.tolist() == found == [], "no word to look for is not the same as no filter"
    else:
        assert words is not None
        assert len(found) <= 1


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Catalog.open(tmp_path_factory.mktemp("words")) as catalog:
        root_id = catalog.roots.add(Path("/photos")).root_id
        catalog.commit_batch(
            WriteBatch(MODEL, indexed=[photo(root_id, b"a/b.jpg", caption="x y z")])
        )
        yield catalog


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.sampled_from(["abc", "xyz", "x", "jpg", "photos", "b"]), min_size=1),
    data=st.data(),
)
def test_order_and_case_do_not_matter(library: Catalog, words: list[str], data: Any) -> None:
    shuffled = data.draw(
        st.permutations([data.draw(st.sampled_from([w, w.upper()])) for w in words])
    )
    first, second = (
        library.photos.select(Filters(text=" ".join(each))) for each in (words, shuffled)
    )
    assert first.tolist() == second.tolist()


def test_an_older_catalog_gets_its_words(tmp_path: Path) -> None:
    """Made by the first version, without tags; all else is found at once."""
    first = Schema(CATALOG.application_id, CATALOG.migrations[:1])
    Database(tmp_path / "catalog.db", first).close()
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection, connection:
        connection.execute(
            "INSERT INTO roots (path, volume, excludes, added_at)"
            " VALUES (CAST('/photos' AS BLOB), '', '[]', 0)"
        )
        connection.executemany(
            "INSERT INTO photos (root_id, rel_path, size, mtime_ns, sidecar_mtime_ns, file_id,"
            " state, content_id, first_seen_at, indexed_at, width, height, caption, keywords,"
            " reason)"
            " VALUES (1, ?, 1, 1, 0, '', ?, ?, 0, 0, 40, 30, ?, ?, ?)",
            [
                (b"a/old.jpg", "indexed", b"1", "Möwe", '["Sea", "\\ud800"]', None),
                (b"a/\xff.jpg", "indexed", b"2", None, None, None),
                (b"a/bad.jpg", "unreadable", None, None, None, "damaged"),
            ],
        )
    shutil.copy(tmp_path / "catalog.db", tmp_path / "kept.db")
    with Catalog.open(tmp_path) as catalog:
        words = [
            catalog.photos.ids_matching_text(text)
            for text in ("a", "mowe old sea", "bad", "photos")
        ]
        assert [None if each is None else each.tolist() for each in words] == [
            [1, 2], [1], [], [1, 2],
        ]  # fmt: skip
        (record,) = catalog.photos.get([1])
        assert record.metadata is not None
        assert record.metadata.caption == "Möwe"


def test_cameras_of_a_library_made_before_are_found(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        root_id = catalog.roots.add(Path("/photos")).root_id
        catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, b"a.jpg", camera="D750")]))
    take_back(tmp_path, 7)
    with Catalog.open(tmp_path) as catalog:
        assert found(catalog, "d750") == [1]
        assert found(catalog, "a.jpg") == [1]

"""What an indexer commits is what is found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.errors import CatalogError, Reason
from photosearch.core.filters import Filters
from photosearch.core.message_codes import DetailCode, FileKind, in_words
from photosearch.core.photo import PhotoMetadata, PhotoState
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.messages import Message
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.message_text import raises_text, text_of
from tests.store.samples import MODEL, OTHER_MODEL, codes_of, photo, stamp, unreadable


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def root_id(catalog: Catalog) -> int:
    return catalog.roots.add(Path("/photos")).root_id


def names_of(catalog: Catalog) -> dict[str, int]:
    """Ids of all photos that can be shown, by path below /photos."""
    records = catalog.photos.get(catalog.photos.ids())
    return {str(record.path.relative_to("/photos")): record.photo_id for record in records}


def codes_by_id(catalog: Catalog, model: str = MODEL, kind: str = "copy") -> dict[int, bytes]:
    ids, codes = catalog.codes.load(model, kind)
    return {photo_id: row.tobytes() for photo_id, row in zip(ids.tolist(), codes, strict=True)}


def test_an_indexed_photo_is_found_by_all_ways(catalog: Catalog, root_id: int) -> None:
    given_photo = photo(root_id, b"2020/a.jpg", camera="Canon")
    [photo_id] = catalog.commit_batch(WriteBatch(MODEL, indexed=[given_photo])).indexed_ids

    [record] = catalog.photos.get([photo_id])
    assert record.path == Path("/photos/2020/a.jpg")
    assert record.metadata == given_photo.metadata
    assert record.content_id == given_photo.content_id
    assert catalog.photos.by_path(root_id, b"2020/a.jpg") == record
    assert catalog.photos.by_path(root_id, b"2020/b.jpg") is None
    assert catalog.photos.searchable_ids({root_id}).tolist() == [photo_id]
    assert catalog.photos.searchable_ids({root_id + 1}).tolist() == []
    assert catalog.photos.ids().tolist() == [photo_id]
    assert catalog.thumbnails.get([photo_id, 99]) == {photo_id: given_photo.thumbnail}
    assert codes_by_id(catalog) == {photo_id: given_photo.codes["copy"]}
    assert catalog.codes.kinds(MODEL) == {"copy": 8, "look": 4}
    assert catalog.codes.models() == {MODEL: 1}
    [known] = catalog.photos.catalog_files(root_id, MODEL).values()
    assert (known.photo_id, known.size, known.mtime_ns) == (photo_id, 100, 1)
    assert not known.retry
    assert not known.missing


def test_all_is_there_after_reopening(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        root = catalog.roots.add(Path("/photos"), "volume", ("*.tmp",))
        batch = WriteBatch(MODEL, [photo(root.root_id, b"a")], [unreadable(root.root_id, b"b")])
        catalog.commit_batch(batch)
        before = catalog.photos.get([1, 2])
    assert not list(tmp_path.glob("*-wal")), "a closed library is two files without logs"
    with Catalog.open(tmp_path) as catalog:
        assert catalog.photos.get([1, 2]) == before
        assert catalog.roots.all() == [root]
        assert codes_by_id(catalog) == {1: codes_of(b"a fo tnetnoc")["copy"]}


def test_indexing_again_keeps_the_id_and_nothing_stale(catalog: Catalog, root_id: int) -> None:
    first = photo(root_id, b"a", caption="old", rating=3)
    catalog.commit_batch(WriteBatch(OTHER_MODEL, indexed=[first]))
    [before] = catalog.commit_batch(WriteBatch(MODEL, indexed=[first])).indexed_ids
    assert catalog.codes.models() == {OTHER_MODEL: 1, MODEL: 1}

    # the same content, e.g. a new sidecar: the other model's codes still hold
    catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, b"a", caption="new")]))
    assert catalog.photos.get([before])[0].metadata == PhotoMetadata("jpeg", 40, 30, caption="new")
    assert catalog.codes.models() == {OTHER_MODEL: 1, MODEL: 1}

    # another content: they do not
    changed = photo(root_id, b"a", b"something else")
    assert catalog.commit_batch(WriteBatch(MODEL, indexed=[changed])).indexed_ids == [before]
    assert catalog.codes.models() == {OTHER_MODEL: 0, MODEL: 1}
    assert codes_by_id(catalog) == {before: changed.codes["copy"]}
    assert catalog.thumbnails.get([before]) == {before: changed.thumbnail}


def test_an_unreadable_file_is_a_row_with_a_reason(catalog: Catalog, root_id: int) -> None:
    [photo_id] = catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, b"a")])).indexed_ids
    batch = WriteBatch(
        unreadable=[unreadable(root_id, b"a"), unreadable(root_id, b"b", Reason.NO_PERMISSION)]
    )
    assert catalog.commit_batch(batch).unreadable_ids == [photo_id, photo_id + 1]

    first, second = catalog.photos.unreadable()
    assert (first.state, first.reason, first.metadata) == (
        PhotoState.UNREADABLE,
        Reason.DAMAGED,
        None,
    )
    assert text_of(second.detail) == "it is no-permission"
    assert catalog.photos.ids().tolist() == []
    assert codes_by_id(catalog) == {}
    assert catalog.thumbnails.get([photo_id]) == {}
    counts = catalog.photos.counts()
    assert (counts.indexed, counts.unreadable, counts.missing) == (0, 2, 0)
    assert counts.by_reason == {Reason.DAMAGED: 1, Reason.NO_PERMISSION: 1}
    known = catalog.photos.catalog_files(root_id, MODEL)
    assert {name: file.retry for name, file in known.items()} == {b"a": False, b"b": True}


@pytest.mark.parametrize(
    "detail",
    [
        Message(DetailCode.WORKER_KILLED, signal="SIGSEGV"),
        Message(DetailCode.FORMAT_UNSUPPORTED, kind=Message(FileKind.VIDEO)),
        Message(DetailCode.SYSTEM_ERROR, cause="no \udcff text"),
        in_words("A sentence, as older versions wrote them."),
        in_words('{"no": message'),
    ],
)
def test_what_is_wrong_with_a_file_comes_back(
    catalog: Catalog, root_id: int, detail: Message
) -> None:
    file = replace(unreadable(root_id, b"a"), detail=detail)
    catalog.commit_batch(WriteBatch(unreadable=[file]))
    [record] = catalog.photos.unreadable()
    assert record.detail == detail


def test_a_photo_without_codes_of_the_model_is_tried_again(catalog: Catalog, root_id: int) -> None:
    catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, b"a")]))
    catalog.commit_batch(WriteBatch(OTHER_MODEL, indexed=[photo(root_id, b"b")]))

    def retries(model: str | None) -> dict[bytes, bool]:
        known = catalog.photos.catalog_files(root_id, model)
        return {name: file.retry for name, file in known.items()}

    assert retries(MODEL) == {b"a": False, b"b": True}
    assert retries(OTHER_MODEL) == {b"a": True, b"b": False}
    assert retries(None) == {b"a": False, b"b": False}


def test_missing_photos_are_hidden_and_come_back(catalog: Catalog, root_id: int) -> None:
    batch = WriteBatch(MODEL, indexed=[photo(root_id, name) for name in (b"a", b"b", b"c")])
    a, b, c = catalog.commit_batch(batch).indexed_ids
    catalog.commit_batch(WriteBatch(missing=[a, b]))
    assert catalog.photos.ids().tolist() == [c]
    assert catalog.photos.searchable_ids({root_id}).tolist() == [c]
    assert catalog.photos.get([a])[0].missing
    assert catalog.photos.counts().missing == 2
    catalog.commit_batch(WriteBatch(found=[a]))
    assert sorted(catalog.photos.ids().tolist()) == [a, c]
    catalog.commit_batch(WriteBatch(missing=[c]))
    assert catalog.photos.ids().tolist() == [a]

    assert catalog.photos.purge_missing(root_id + 1) == 0
    assert catalog.photos.purge_missing() == 2
    assert [record.photo_id for record in catalog.photos.get([a, b, c])] == [a]
    assert list(codes_by_id(catalog)) == [a]
    assert catalog.thumbnails.ids().tolist() == [a]
    [new] = catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, b"b")])).indexed_ids
    assert new > c, "the id of a removed photo is never given again"


def test_moves_in_circles_and_chains(catalog: Catalog, root_id: int) -> None:
    batch = WriteBatch(MODEL, indexed=[photo(root_id, name) for name in (b"a", b"b", b"c", b"d")])
    a, b, c, d = catalog.commit_batch(batch).indexed_ids
    other = catalog.roots.add(Path("/other")).root_id
    result = catalog.commit_batch(
        WriteBatch(
            moved=[
                (a, root_id, stamp(b"b", 7)),
                (b, root_id, stamp(b"a")),
                (c, other, stamp(b"d")),
                (d, root_id, stamp(b"c")),
            ],
            missing=[],
        )
    )
    assert result.moved_ids == [a, b, c, d]
    assert result.replaced_ids == []
    paths = [str(record.path) for record in catalog.photos.get([a, b, c, d])]
    assert paths == ["/photos/b", "/photos/a", "/other/d", "/photos/c"]
    assert catalog.photos.get([a])[0].size == 7
    assert catalog.photos.searchable_ids({other}).tolist() == [c]
    assert len(codes_by_id(catalog)) == 4


def test_a_move_onto_a_stale_row_replaces_it(catalog: Catalog, root_id: int) -> None:
    batch = WriteBatch(
        MODEL,
        [photo(root_id, b"a"), photo(root_id, b"b")],
        [unreadable(root_id, b"c")],
    )
    result = catalog.commit_batch(batch)
    (a, b), [c] = result.indexed_ids, result.unreadable_ids
    catalog.commit_batch(WriteBatch(missing=[a]))

    moved = catalog.commit_batch(WriteBatch(moved=[(a, root_id, stamp(b"c"))], missing=[c]))
    assert (moved.moved_ids, moved.replaced_ids) == ([a], [c])
    moved = catalog.commit_batch(WriteBatch(moved=[(a, root_id, stamp(b"b"))]))
    assert (moved.moved_ids, moved.replaced_ids) == ([a], [b])
    assert names_of(catalog) == {"b": a}
    assert list(codes_by_id(catalog)) == [a]
    assert catalog.thumbnails.ids().tolist() == [a]


def test_a_move_to_its_own_place_takes_the_new_stamp(catalog: Catalog, root_id: int) -> None:
    [a] = catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, b"a")])).indexed_ids
    catalog.commit_batch(WriteBatch(missing=[a]))
    catalog.commit_batch(WriteBatch(moved=[(a, root_id, stamp(b"a", 5, 6))]))
    known = catalog.photos.catalog_files(root_id)[b"a"]
    assert (known.size, known.mtime_ns, known.missing) == (5, 6, False)


def test_two_photos_cannot_move_to_one_place(catalog: Catalog, root_id: int) -> None:
    batch = WriteBatch(MODEL, indexed=[photo(root_id, b"a"), photo(root_id, b"b")])
    a, b = catalog.commit_batch(batch).indexed_ids
    with pytest.raises(ValueError, match="one place"):
        catalog.commit_batch(
            WriteBatch(moved=[(a, root_id, stamp(b"c")), (b, root_id, stamp(b"c"))])
        )
    assert names_of(catalog) == {"a": a, "b": b}


def test_a_copy_has_all_that_its_source_has(catalog: Catalog, root_id: int) -> None:
    first = photo(root_id, b"a", camera="Canon")
    catalog.commit_batch(WriteBatch(OTHER_MODEL, indexed=[first]))
    [a] = catalog.commit_batch(WriteBatch(MODEL, indexed=[first])).indexed_ids
    catalog.commit_batch(WriteBatch(unreadable=[unreadable(root_id, b"was bad")]))

    b, c = catalog.commit_batch(
        WriteBatch(copied=[(a, root_id, stamp(b"b")), (a, root_id, stamp(b"was bad", 8))])
    ).copied_ids
    source, new, replaced = catalog.photos.get([a, b, c])
    assert new.metadata == replaced.metadata == source.metadata
    assert new.content_id == replaced.content_id == source.content_id
    assert (replaced.reason, replaced.detail, replaced.size) == (None, None, 8)
    for model in (MODEL, OTHER_MODEL):
        for kind in ("copy", "look"):
            codes = codes_by_id(catalog, model, kind)
            assert codes[a] == codes[b] == codes[c] == first.codes[kind]
    assert set(catalog.thumbnails.get([a, b, c]).values()) == {first.thumbnail}


def test_what_vanished_meanwhile_is_left_out(catalog: Catalog, root_id: int) -> None:
    gone = catalog.roots.add(Path("/gone")).root_id
    [a] = catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, b"a")])).indexed_ids
    catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(gone, b"x")]))
    assert catalog.roots.remove(gone) == 1
    result = catalog.commit_batch(
        WriteBatch(
            MODEL,
            indexed=[photo(gone, b"y"), photo(root_id, b"b")],
            unreadable=[unreadable(gone, b"z")],
            moved=[(a, gone, stamp(b"a")), (99, root_id, stamp(b"q"))],
            copied=[(99, root_id, stamp(b"r")), (a, gone, stamp(b"s"))],
            missing=[98],
        )
    )
    assert (len(result.indexed_ids), result.unreadable_ids) == (1, [])
    assert (result.moved_ids, result.copied_ids) == ([], [])
    assert sorted(names_of(catalog)) == ["a", "b"]
    assert catalog.photos.add_crash(gone, stamp(b"y")) == 0


def test_a_failing_batch_leaves_nothing(catalog: Catalog, root_id: int) -> None:
    [a] = catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, b"a")])).indexed_ids
    wrong = photo(root_id, b"c")
    wrong.codes["copy"] = b"too short"[:3]
    with pytest.raises(ValueError, match="8 bytes"):
        catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, b"b"), wrong], missing=[a]))
    assert names_of(catalog) == {"a": a}
    assert list(codes_by_id(catalog)) == [a]


def test_crashes_count_until_the_file_changes(catalog: Catalog, root_id: int) -> None:
    add_crash = catalog.photos.add_crash
    assert add_crash(root_id, stamp(b"a")) == 1
    assert add_crash(root_id, stamp(b"a")) == 2
    assert add_crash(root_id, stamp(b"a", mtime_ns=2)) == 1
    assert add_crash(root_id, stamp(b"a", mtime_ns=2)) == 2
    catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, b"a")]))
    assert add_crash(root_id, stamp(b"a", mtime_ns=2)) == 1


def test_removing_a_root_removes_its_photos_only(catalog: Catalog, root_id: int) -> None:
    other = catalog.roots.add(Path("/other")).root_id
    batch = WriteBatch(MODEL, indexed=[photo(root_id, b"a"), photo(other, b"a")])
    a, b = catalog.commit_batch(batch).indexed_ids
    catalog.photos.add_crash(root_id, stamp(b"x"))
    assert catalog.roots.remove(root_id) == 1
    assert [root.root_id for root in catalog.roots.all()] == [other]
    assert catalog.photos.get([a, b]) == catalog.photos.get([b])
    assert list(codes_by_id(catalog)) == [b]
    assert catalog.thumbnails.ids().tolist() == [b]
    assert catalog.photos.counts().by_root == {other: 1}


def test_adding_a_root_again_changes_its_drive_and_excludes(catalog: Catalog) -> None:
    first = catalog.roots.add(Path("/photos"), "v1", ("*.png",))
    again = catalog.roots.add(Path("/photos"), "v2", ("*.gif",))
    assert again.root_id == first.root_id
    [root] = catalog.roots.all()
    assert (root.volume, root.excludes) == ("v2", ("*.gif",))
    with pytest.raises(ValueError, match="absolute"):
        catalog.roots.add(Path("photos"))


def test_a_parent_absorbs_a_child(catalog: Catalog) -> None:
    child = catalog.roots.add(Path("/photos/su\udcffb/x")).root_id
    parent = catalog.roots.add(Path("/photos")).root_id
    result = catalog.commit_batch(
        WriteBatch(
            MODEL,
            indexed=[
                photo(child, b"a\xfe"),
                photo(child, b"both"),
                photo(parent, b"su\xffb/x/both"),
                photo(parent, b"su\xffb/x/bad in child"),
                photo(parent, b"else"),
            ],
            unreadable=[unreadable(child, b"bad in child")],
        )
    )
    a, both_child, both_parent, good, elsewhere = result.indexed_ids
    catalog.photos.add_crash(child, stamp(b"killer"))
    before = catalog.photos.get([a])[0].path

    catalog.roots.absorb(child, parent, b"su\xffb/x")

    assert [root.root_id for root in catalog.roots.all()] == [parent]
    assert catalog.photos.get([a])[0].path == before
    assert catalog.photos.searchable_ids({parent}).tolist() == [a, both_child, good, elsewhere]
    assert catalog.photos.searchable_ids({child}).tolist() == []
    assert sorted(catalog.photos.catalog_files(parent)) == sorted(
        [b"su\xffb/x/a\xfe", b"su\xffb/x/both", b"su\xffb/x/bad in child", b"else"]
    )
    assert catalog.thumbnails.ids().tolist() == [a, both_child, good, elsewhere]
    assert both_parent not in codes_by_id(catalog)
    assert catalog.photos.add_crash(parent, stamp(b"su\xffb/x/killer")) == 2
    assert catalog.photos.unreadable() == []
    with pytest.raises(ValueError, match="above"):
        catalog.roots.absorb(parent, parent, b"x")


def test_orders(catalog: Catalog, root_id: int) -> None:
    days = {b"c": 3, b"a": 1, b"d": None, b"b": 2, b"e": 2}
    photos = [
        photo(root_id, name, captured=day and datetime(2020, 1, day)) for name, day in days.items()
    ]
    ids = catalog.commit_batch(WriteBatch(MODEL, indexed=photos)).indexed_ids
    c, a, d, b, e = ids
    catalog.commit_batch(WriteBatch(missing=[e]))
    assert catalog.photos.ids().tolist() == [c, b, a, d]
    assert catalog.photos.ids(SortOrder(reversed=True)).tolist() == [a, b, c, d]
    assert catalog.photos.ids_by_path().tolist() == [a, b, c, d]
    assert catalog.photos.ids(SortOrder(SortKey.ADDED)).tolist() == [b, d, a, c]
    earlier = catalog.roots.add(Path("/a")).root_id
    [z] = catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(earlier, b"z")])).indexed_ids
    assert catalog.photos.ids_by_path().tolist() == [z, a, b, c, d]


def test_an_empty_library_answers(catalog: Catalog) -> None:
    assert catalog.photos.ids().tolist() == []
    assert catalog.photos.ids().dtype == np.int64
    assert catalog.photos.searchable_ids({1}).tolist() == []
    assert catalog.photos.select(Filters(min_rating=1)).tolist() == []
    assert catalog.photos.get([1]) == []
    assert catalog.photos.counts().indexed == 0
    ids, codes = catalog.codes.load(MODEL, "copy")
    assert (len(ids), len(codes)) == (0, 0)
    assert catalog.codes.models() == {}
    assert catalog.roots.all() == []
    result = catalog.commit_batch(WriteBatch(MODEL))
    assert result.indexed_ids == []


def test_a_lost_thumbnail_is_told(catalog: Catalog, root_id: int) -> None:
    batch = WriteBatch(MODEL, indexed=[photo(root_id, b"a"), photo(root_id, b"b")])
    a, b = catalog.commit_batch(batch).indexed_ids
    assert catalog.without_thumbnail().tolist() == []
    catalog.thumbnails.delete([a])
    assert catalog.without_thumbnail().tolist() == [a]
    catalog.thumbnails.put({a: b"new"})
    assert catalog.thumbnails.get([b, a])[a] == b"new"


def test_after_closing_all_says_so(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    catalog.close()
    catalog.close()
    with raises_text(CatalogError, "is closed"):
        catalog.photos.counts()
    with raises_text(CatalogError, "is closed"):
        catalog.commit_batch(WriteBatch(missing=[1]))
    with raises_text(CatalogError, "is closed"):
        catalog.thumbnails.get([1])

"""Whatever a photo is like, it comes back as it was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.photo import FileStamp, IndexedPhoto, PhotoMetadata
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, photo, stamp

_names = st.binary(min_size=1, max_size=40).map(lambda name: name.replace(b"\0", b"/").strip(b"/"))
_texts = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_floats = st.none() | st.floats(allow_nan=False)
_zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_facts = st.builds(
    PhotoMetadata,
    format=st.sampled_from(["jpeg", "nef"]),
    width=st.integers(1, 10**5),
    height=st.integers(1, 10**5),
    captured=st.none() | st.datetimes() | st.datetimes(timezones=_zones),
    camera=_texts,
    lens=_texts,
    focal_length_mm=_floats,
    aperture=_floats,
    exposure_s=_floats,
    iso=st.none() | st.integers(0, 10**6),
    latitude=_floats,
    longitude=_floats,
    altitude_m=_floats,
    rating=st.none() | st.integers(-1, 5),
    caption=_texts,
    keywords=st.lists(st.text(max_size=5), max_size=3).map(tuple),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    with Catalog.open(tmp_path_factory.mktemp("library")) as opened:
        yield opened


@settings(max_examples=60, deadline=None)
@given(facts=_facts, name=_names.filter(len), size=st.integers(0, 2**62), content=st.binary())
def test_any_photo_comes_back_as_it_was(
    shared: Catalog, facts: PhotoMetadata, name: bytes, size: int, content: bytes
) -> None:
    root = shared.roots.add(Path("/r\udcfe"))
    given_stamp = FileStamp(name, size, -size, "1:2", size)
    finding = IndexedPhoto(root.root_id, given_stamp, content, facts, content, {})
    [photo_id] = shared.commit_batch(WriteBatch(MODEL, indexed=[finding])).indexed_ids
    [record] = shared.photos.get([photo_id])
    assert record.metadata == facts
    if facts.captured:
        assert record.metadata is not None
        assert record.metadata.captured is not None
        assert record.metadata.captured.utcoffset() == facts.captured.utcoffset()
    assert os.fsencode(record.path) == os.fsencode(root.path / os.fsdecode(name))
    assert (record.size, record.mtime_ns, record.content_id) == (size, -size, content)
    known = shared.photos.catalog_files(root.root_id)[name]
    assert (known.photo_id, known.size, known.sidecar_mtime_ns) == (photo_id, size, size)
    assert shared.thumbnails.get([photo_id]) == {photo_id: content}


def test_what_sqlite_cannot_hold_costs_only_itself(shared: Catalog) -> None:
    root_id = shared.roots.add(Path("/odd")).root_id
    odd = photo(root_id, b"a", iso=2**70, caption="lone \udcff surrogate", camera="zero \0 byte")
    far = IndexedPhoto(root_id, stamp(b"b", mtime_ns=2**64), b"", odd.metadata, b"", {})
    a, _ = shared.commit_batch(WriteBatch(MODEL, indexed=[odd, far])).indexed_ids
    facts = shared.photos.get([a])[0].metadata
    assert facts is not None
    assert (facts.iso, facts.camera) == (None, "zero \0 byte")
    assert facts.caption == "lone \\udcff surrogate"

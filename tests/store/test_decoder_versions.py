"""What older decoders read is found, and written anew with what hangs on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from photosearch.core.errors import Reason
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, OTHER_MODEL, codes_of, photo, stamp, take_back, unreadable

DECODERS = {"tiff": 2, "heic": 1}


def read_with(decoders: dict[str, int], catalog: Catalog) -> dict[str, int]:
    """Return photo ids by name."""
    root = catalog.roots.all()[0].root_id
    batch = WriteBatch(
        MODEL,
        indexed=[
            photo(root, b"a.jpg", format="jpeg"),
            photo(root, b"b.tif", format="tiff"),
            photo(root, b"c.heic", format="heic"),
        ],
        unreadable=[
            unreadable(root, b"d.tif", Reason.UNSUPPORTED),
            unreadable(root, b"e.tif", Reason.NO_PERMISSION),
        ],
        decoders=decoders,
    )
    result = catalog.commit_batch(batch)
    return dict(zip("abcde", [*result.indexed_ids, *result.unreadable_ids], strict=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Catalog.open(tmp_path) as catalog:
        catalog.roots.add(Path("/photos").absolute())
    return tmp_path


@pytest.mark.parametrize(
    ("before", "outdated"),
    [({}, "bcd"), ({"heic": 1}, "bd"), (DECODERS, ""), (DECODERS | {"webp": 3}, "")],
)
def test_files_that_older_decoders_read(
    folder: Path, before: dict[str, int], outdated: str
) -> None:
    with Catalog.open(folder) as catalog:
        ids = read_with(before, catalog)
        found = catalog.photos.ids_of_older_decoders(DECODERS).tolist()
        assert sorted(found) == sorted(ids[name] for name in outdated)
        read_with(DECODERS, catalog)
        assert catalog.photos.ids_of_older_decoders(DECODERS).tolist() == []


def test_files_of_a_catalog_that_knew_no_versions(folder: Path) -> None:
    with Catalog.open(folder) as catalog:
        ids = read_with(DECODERS, catalog)
    take_back(folder, 5)
    with Catalog.open(folder) as catalog:
        found = catalog.photos.ids_of_older_decoders(DECODERS).tolist()
        assert sorted(found) == sorted(ids[name] for name in "bcd")


def test_a_copy_is_as_old_as_its_source(folder: Path) -> None:
    with Catalog.open(folder) as catalog:
        root = catalog.roots.all()[0].root_id
        source = read_with({"heic": 1}, catalog)["b"]
        batch = WriteBatch(MODEL, copied=[(source, root, stamp(b"copy.tif"))], decoders=DECODERS)
        (copy,) = catalog.commit_batch(batch).copied_ids
        assert copy in catalog.photos.ids_of_older_decoders(DECODERS)


def test_codes_of_other_models_go_with_the_picture_that_they_were_of(folder: Path) -> None:
    with Catalog.open(folder) as catalog:
        ids = read_with({}, catalog)
        others = {ids[name]: codes_of(b"old") for name in "ab"}
        contents = {
            record.photo_id: record.content_id or b"" for record in catalog.photos.get(others)
        }
        catalog.commit_codes(
            OTHER_MODEL, {key: (contents[key], codes) for key, codes in others.items()}
        )
        assert catalog.codes.models()[OTHER_MODEL] == 2
        read_with(DECODERS, catalog)
        left, _ = catalog.codes.load(OTHER_MODEL, next(iter(catalog.codes.kinds(OTHER_MODEL))))
        assert left.tolist() == [ids["a"]], "a JPEG looks as it did"

"""A dict of files, in little memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.catalog_files import CatalogFiles
from photosearch.core.photo import CatalogFile

names = st.binary(min_size=1, max_size=4).filter(lambda name: not {0, ord("/")} & set(name))
paths = st.lists(names, min_size=1, max_size=3).map(b"/".join)
numbers = st.integers(-(2**63), 2**63 - 1)
files = st.builds(CatalogFile, numbers, numbers, numbers, numbers, st.booleans(), st.booleans())


@given(st.dictionaries(paths, files), st.lists(paths), st.data())
def test_is_a_dict_to_whoever_asks(
    known: dict[bytes, CatalogFile], others: list[bytes], data: st.DataObject
) -> None:
    packed = CatalogFiles(known)
    assert packed == known
    assert dict(packed.items()) == known
    assert len(packed) == len(known)
    assert set(packed) == set(known)
    for path in [*known, *others]:
        assert packed.get(path) == known.get(path)
        assert (path in packed) == (path in known)
    again = data.draw(st.sets(st.sampled_from(sorted(known)))) if known else set()
    for path in again:
        known[path] = known[path]._replace(retry=True)
    packed.mark_for_retry(lambda path, file: path in again and file == packed[path])
    assert packed == known


def test_a_file_that_comes_later_is_found_in_a_folder_that_was_looked_at() -> None:
    packed = CatalogFiles({b"a/b": CatalogFile(1, 2, 3, 4, False, False)})
    assert packed.get(b"a/c") is None
    packed.add(b"a/c", CatalogFile(2, 2, 3, 4, True, False))
    assert packed[b"a/c"].missing


@pytest.mark.parametrize(("path", "size"), [(b"a\0b", 1), (b"a", 2**63), (b"a", None), (b"a", "1")])
def test_what_no_file_can_be_is_refused(path: bytes, size: int) -> None:
    with pytest.raises((ValueError, TypeError, OverflowError)):
        CatalogFiles().add(path, CatalogFile(1, size, 1, 1, False, False))

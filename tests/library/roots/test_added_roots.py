"""Folders that are added above or inside others: nothing that is known is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.errors import UserError
from photosearch.library.library import Library
from photosearch.library.roots.roots import patterns_below
from photosearch.library.roots.scanner import ScanRules, is_excluded
from photosearch.settings import Settings
from tests.in_process import without_processes


@pytest.fixture
def library(
    tmp_path: Path, photo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    """Photos in two folders of one, the first of which is added and leaves out `left*`."""
    without_processes(monkeypatch)
    for place in ("all/a/1.jpg", "all/a/in/left.jpg", "all/b/left.jpg"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(photo_folder / "00.jpg", tmp_path / place)
    with Library.open(tmp_path / "library", Settings(workers=1)) as opened:
        opened.add_root(tmp_path / "all" / "a", ("left*",))
        opened.index()
        yield opened


def places(library: Library) -> set[str]:
    return {
        f"{record.path.parent.name}/{record.path.name}"
        for record in library.photos(library.photo_ids().tolist())
    }


def test_a_folder_above_takes_over_photos_and_what_is_left_out(
    library: Library, tmp_path: Path
) -> None:
    before = library.photo_ids().tolist()
    parent = tmp_path / "all"
    assert [root.path.name for root in library.roots_within(parent)] == ["a"]
    library.add_root(parent)
    library.index()
    assert [root.path for root in library.roots()] == [parent]
    assert places(library) == {"a/1.jpg", "b/left.jpg"}
    assert set(before) <= set(library.photo_ids().tolist())
    assert library.roots_within(parent) == []


def test_what_is_left_out_of_a_folder_inside_is_left_out_there_alone(
    library: Library, tmp_path: Path
) -> None:
    library.add_root(tmp_path / "all")
    library.add_root(tmp_path / "all" / "b", ("1.jpg", "left.jpg"))
    library.index()
    assert places(library) == {"a/1.jpg"}


def test_a_folder_above_one_that_is_not_connected_is_not_added(
    library: Library, tmp_path: Path
) -> None:
    # Its photos would look as if they were gone.
    folder = tmp_path / "all" / "a"
    folder.rename(tmp_path / "away")
    with pytest.raises(UserError) as raised:
        library.add_root(tmp_path / "all")
    assert str(folder) in str(raised.value)
    assert [root.path for root in library.roots()] == [folder]
    (tmp_path / "away").rename(folder)
    library.add_root(tmp_path / "all")
    assert places(library) == {"a/1.jpg"}


_NAME = st.text("ab[*", min_size=1, max_size=3)
_PATH = st.lists(_NAME, min_size=1, max_size=3).map("/".join)


@given(folder=_PATH, pattern=_PATH | st.sampled_from(["/a", "a/", "*.gif", "a*/b"]), path=_PATH)
def test_patterns_of_a_folder_hold_below_it_as_they_did(
    folder: str, pattern: str, path: str
) -> None:
    own = ScanRules(frozenset(), (pattern,))
    above = ScanRules(frozenset(), tuple(patterns_below(folder.encode(), (pattern,))))
    assert is_excluded(f"{folder}/{path}".encode(), above) == is_excluded(path.encode(), own)
    assert not is_excluded(folder.encode(), above)
    assert not is_excluded(f"other/{path}".encode(), above)

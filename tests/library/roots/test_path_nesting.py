"""Folders in folders, by name and by way of links."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from photosearch.library.roots.roots import is_within, respell_below, same_folder
from photosearch.paths import absolute

links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


def test_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    assert is_within(folder, folder)
    assert is_within(folder / "2024" / "may", folder)
    assert not is_within(tmp_path / "photos2", folder)
    assert not is_within(tmp_path, folder)
    assert same_folder(folder / ".." / "photos", folder)
    assert respell_below(folder / "a", folder) == folder / "a"
    with pytest.raises(ValueError, match="subpath"):
        respell_below(tmp_path, folder)


@links
def test_by_links(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    (folder / "2024").mkdir(parents=True)
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert same_folder(link, folder)
    assert is_within(link / "2024", folder)
    assert is_within(folder / "2024", link)
    assert respell_below(link / "2024", folder) == folder / "2024"
    assert respell_below(folder / "2024", link) == link / "2024"


def test_absolute_keeps_links_and_knows_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert absolute(Path("photos/../other")) == tmp_path / "other"
    assert absolute(Path("~/photos")) == Path(os.path.expanduser("~")) / "photos"  # noqa: PTH111

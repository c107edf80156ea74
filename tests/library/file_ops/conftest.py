"""A library of the photos of a test, whose fixture `photos` makes them, and a trash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.library.photo_shelf import FolderTrash, take_in


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", Settings(workers=1)) as opened:
        yield opened


@pytest.fixture
def ids(library: Library, photos: Path) -> dict[str, int]:
    return take_in(library, photos)


@pytest.fixture
def trash(tmp_path: Path) -> FolderTrash:
    return FolderTrash(tmp_path / "trash")

"""A file gives its place to another one, also after a kill at an earlier try."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from photosearch.library.file_ops import atomic_files


@pytest.mark.skipif(os.name == "nt", reason="renaming is one step there")
def test_a_kill_between_the_two_names_of_a_file_is_no_obstacle(tmp_path: Path) -> None:
    path, new = tmp_path / "photo.jpg", tmp_path / "new.jpg"
    path.write_bytes(b"old")
    new.write_bytes(b"new")
    os.link(path, atomic_files.aside_path(path))

    atomic_files.exchange(path, new, lambda _aside: None)

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_another_file_that_waits_is_left_alone(tmp_path: Path) -> None:
    path, new = tmp_path / "photo.jpg", tmp_path / "new.jpg"
    aside = atomic_files.aside_path(path)
    for file, content in ((path, b"old"), (new, b"new"), (aside, b"older")):
        file.write_bytes(content)

    with pytest.raises(FileExistsError):
        atomic_files.exchange(path, new, lambda _aside: None)

    assert [file.read_bytes() for file in (path, new, aside)] == [b"old", b"new", b"older"]

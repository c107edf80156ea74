"""Cleaning up killed at any line: no shot is lost, and the next start brings all back."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

import pytest

from tests.integration.killed_world import (
    SIDECAR,
    World,
    assert_nothing_lost,
    kill_lines,
    tree,
    undo_all,
    world_of,
)
from tests.photos import make_photo

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="fork and signals of POSIX systems"),
]
KILLS = 8


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two shots of two files each, with ratings and a video that go along."""
    folder = tmp_path_factory.mktemp("cleaned")
    photos = folder / "world" / "photos"
    (photos / "in").mkdir(parents=True)
    for seed, name in enumerate(("a.jpg", "b.jpg")):
        make_photo(photos / name, seed, (64, 48))
        shutil.copy2(photos / name, photos / "in" / f"z{name}")
    (photos / "in" / "za.jpg.xmp").write_text(SIDECAR.format(4))
    for name in ("b.mov", "in/zb.mov"):
        (photos / name).write_bytes(b"video")
    with world_of(folder) as made:
        yield made


def assert_all_back(world: World, before: dict[str, bytes], line: int) -> None:
    undo_all(world, line)
    assert tree(world.photos) == before, line
    assert tree(world.target) == {}, line
    files = [path for path in world.photos.rglob("*") if path.is_file()]
    assert not any(path.is_symlink() for path in files), line
    assert len({path.stat().st_ino for path in files}) == len(files), line


@pytest.mark.parametrize(
    ("action", "far"),
    [("trash", False), ("move", False), ("move", True), ("hardlink", False), ("symlink", False)],
)
def test_a_kill_at_any_line_is_undone(world: World, action: str, far: bool) -> None:
    world.put_back("fresh")
    before = tree(world.photos)
    for line in kill_lines(world, f"clean-{action}", "fresh", KILLS, far=far):
        assert_nothing_lost(world, before, line)
        assert {"a.jpg", "b.jpg"} <= tree(world.photos).keys(), line
        assert_all_back(world, before, line)


@pytest.mark.parametrize("action", ["trash", "move", "hardlink", "symlink"])
def test_after_a_kill_the_next_start_goes_on(world: World, action: str) -> None:
    world.put_back("fresh")
    before = tree(world.photos)
    world.run(f"clean-{action}", 0)
    whole = tree(world.folder / "world" / "photos"), tree(world.target)
    for line in kill_lines(world, f"clean-{action}", "fresh", 5, far=False):
        with world.open() as library:
            for operation in library.files.operations():
                if operation.remaining:
                    result = library.files.resume(operation.operation_id, world.trash)
                    assert result.errors == (), line
                    assert (tree(world.photos), tree(world.target)) == whole, line
        assert_all_back(world, before, line)


@pytest.mark.parametrize("action", ["trash", "move", "hardlink", "symlink"])
def test_an_undo_killed_at_any_line_is_undone_at_last(world: World, action: str) -> None:
    world.put_back("fresh")
    before = tree(world.photos)
    world.run(f"clean-{action}", 0)
    world.keep(action)
    for line in kill_lines(world, "undo", action, KILLS, far=False):
        assert_nothing_lost(world, before, line)
        assert_all_back(world, before, line)

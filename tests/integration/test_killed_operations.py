"""File operations killed at any line: no photo is lost, and the next start brings all back."""

from __future__ import annotations

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
KILLS = 18
"""For each kind of operation, spread over all of its lines."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("kills")
    photos = folder / "world" / "photos"
    for seed, name in enumerate(("pair.jpeg", "pair.jpg", "own.jpg", "bare.jpg", "two.jpg")):
        make_photo(photos / name, seed, (64, 48))
    for rating, name in enumerate(("pair.xmp", "own.jpg.xmp", "two.jpg.xmp", "two.xmp")):
        (photos / name).write_text(SIDECAR.format(rating + 1))
    with world_of(folder) as made:
        yield made


@pytest.mark.parametrize(
    ("kind", "far"),
    [("rate", False), ("keywords", False), ("trash", False)]
    + [(kind, far) for kind in ("move", "copy") for far in (False, True)],
)
def test_a_kill_at_any_line_is_undone(world: World, kind: str, far: bool) -> None:
    world.put_back("fresh")
    before = tree(world.photos)
    for line in kill_lines(world, kind, "fresh", KILLS, far=far):
        assert_nothing_lost(world, before, line)
        undo_all(world, line)
        assert tree(world.photos) == before, line
        assert tree(world.target) == {}, line


@pytest.mark.parametrize(
    ("kind", "far"),
    [("rate", False), ("keywords", False), ("trash", True)]
    + [(kind, far) for kind in ("move", "copy") for far in (False, True)],
)
def test_an_undo_killed_at_any_line_is_undone_at_last(world: World, kind: str, far: bool) -> None:
    world.put_back("fresh")
    before = tree(world.photos)
    world.run(kind, 0, far=far)
    world.keep(f"{kind}-{far}")
    for line in kill_lines(world, "undo", f"{kind}-{far}", KILLS, far=far):
        assert_nothing_lost(world, before, line)
        undo_all(world, line)
        assert tree(world.photos) == before, line
        assert tree(world.target) == {}, line


@pytest.mark.parametrize(("kind", "far"), [("rate", False), ("trash", False), ("move", True)])
def test_a_redo_killed_at_any_line_is_undone(world: World, kind: str, far: bool) -> None:
    world.put_back("fresh")
    before = tree(world.photos)
    world.run(kind, 0, far=far)
    world.keep(f"{kind}-{far}-to-redo")
    for line in kill_lines(world, "redo", f"{kind}-{far}-to-redo", KILLS, far=far):
        assert_nothing_lost(world, before, line)
        undo_all(world, line)
        assert tree(world.photos) == before, line
        assert tree(world.target) == {}, line

"""Photos, a library and a process that is killed in the middle of file operations on them."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.integration.operation_killer import DiskTrash
from tests.library.photo_shelf import take_in

ROOT = Path(__file__).parents[2]
SIDECAR = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="{}" /></rdf:RDF>
</x:xmpmeta>
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).digest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass
class World:
    """Photos, a target, a trash and a library, which are put back as they were for each kill."""

    folder: Path
    killer: subprocess.Popen[str]

    @property
    def photos(self) -> Path:
        return self.folder / "world" / "photos"

    @property
    def target(self) -> Path:
        return self.folder / "world" / "target"

    @property
    def trash(self) -> DiskTrash:
        return DiskTrash(self.folder / "world" / "trash")

    def open(self) -> Library:
        return Library.open(self.folder / "world" / "library", Settings(workers=1))

    def keep(self, name: str) -> None:
        shutil.copytree(self.folder / "world", self.folder / name)

    def put_back(self, name: str) -> None:
        shutil.rmtree(self.folder / "world")
        shutil.copytree(self.folder / name, self.folder / "world")

    def run(self, kind: str, line: int, *, far: bool = False) -> dict[str, int]:
        """Let the killer do it; `line` 0 lets it come to its end."""
        world = self.folder / "world"
        order = {"library": str(world / "library"), "target": str(world / "target"), "line": line}
        order |= {"trash": str(world / "trash"), "kind": kind, "far": far}
        assert self.killer.stdin is not None
        assert self.killer.stdout is not None
        print(json.dumps(order), file=self.killer.stdin, flush=True)
        answer: dict[str, int] = json.loads(self.killer.stdout.readline())
        assert answer["sound"]
        return answer

    def parts(self) -> list[str]:
        world = self.folder / "world"
        return [path.name for path in world.rglob(".photosearch-*.part")]


@contextmanager
def world_of(folder: Path) -> Iterator[World]:
    """Take the photos in `folder`/world/photos into a library, and start the killer."""
    (folder / "world" / "target").mkdir()
    (folder / "world" / "trash").mkdir()
    killer = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.operation_killer"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with killer:
        made = World(folder, killer)
        with made.open() as library:
            take_in(library, made.photos)
        made.keep("fresh")
        yield made
        assert killer.stdin is not None
        killer.stdin.close()


def kill_lines(world: World, kind: str, start: str, kills: int, *, far: bool) -> Iterator[int]:
    """Lines at which to kill, the world being put back before each."""
    world.put_back(start)
    lines = world.run(kind, 0, far=far)["lines"]
    assert lines > 100
    for kill in range(kills):
        line = 1 + kill * lines // kills
        world.put_back(start)
        assert world.run(kind, line, far=far)["killed"], line
        yield line


def assert_nothing_lost(world: World, before: dict[str, bytes], line: int) -> None:
    there = set(tree(world.folder / "world").values())
    lost = [name for name, digest in before.items() if "xmp" not in name and digest not in there]
    assert lost == [], line


def undo_all(world: World, line: int) -> None:
    """Start again, as the window does, and undo what the journal offers."""
    with world.open() as library:
        operations = library.files.operations()
        assert world.parts() == [], line
        for operation in reversed(operations):
            if not operation.undone:
                result = library.files.undo(operation.operation_id, world.trash)
                assert result.errors == (), line
    assert world.parts() == [], line

"""Whatever is cleaned up, linked, renamed, killed, raced and undone: no shot's last copy goes.

Two libraries know one folder, one of them by a link to it, and clean it up with what they last saw
of it, each keeping other files. Meanwhile files are renamed, linked, changed and deleted.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import photosearch.library.file_ops as file_ops
from photosearch.core.duplicates import CleanAction, CleanOptions, GroupChoice, Mark, MemberChoice
from photosearch.library.workers.content_id import content_id_of
from tests.integration.operation_killer import DiskTrash
from tests.library.file_ops.bare_library import BareLibrary

pytestmark = pytest.mark.slow

SHOTS = 2
VARIANTS = 2
"""A shot as it was taken, and an edit of it."""
NAMES = ["a.jpg", "A.JPG", "b.jpg", "in/a.jpg", "in/b.jpg", "in/deep/c.jpg", "d.jpg", "e.jpg"]
ACTIONS = [CleanAction.TRASH, CleanAction.MOVE, CleanAction.HARD_LINK, CleanAction.SYMBOLIC_LINK]

names = st.sampled_from(NAMES)
actions = st.sampled_from(ACTIONS)
looks = st.sampled_from([True, True, True, False])
"""Mostly the library looks at the folder first; else it goes by what it saw before."""
libraries = st.integers(0, 1)
seeds = st.integers(0, 5)


def content(shot: int, variant: int) -> bytes:
    return f"shot {shot} variant {variant}".encode().ljust(40 + variant)


SHOT_OF = {content(shot, variant): shot for shot in range(SHOTS) for variant in range(VARIANTS)}


CONTENTS = {content_id_of(data): data for data in SHOT_OF}


class Cleaning(RuleBasedStateMachine):
    @initialize(files=st.dictionaries(names, st.sampled_from(sorted(SHOT_OF)), min_size=4))
    def start(self, files: dict[str, bytes]) -> None:
        self.top = Path(tempfile.mkdtemp(prefix="cleaning-"))
        self.photos = self.top / "photos"
        self.target = self.top / "target"
        self.photos.mkdir()
        self.target.mkdir()
        (self.photos / "cover.jpg").write_bytes(content(0, 0))  # never an empty root
        self.clock = 10**18
        for name, data in files.items():
            self._write(self.photos / name, data)
        (self.top / "way").symlink_to(self.photos, target_is_directory=True)
        self.trash = DiskTrash(self.top / "trash")
        roots = (self.photos, self.top / "way")
        self.libraries = [
            BareLibrary(self.top / f"library{place}", root) for place, root in enumerate(roots)
        ]
        self.choices: list[list[GroupChoice]] = [[], []]
        self.alive = self._shots()

    def teardown(self) -> None:
        if hasattr(self, "libraries"):
            for each in self.libraries:
                each.close()
            shutil.rmtree(self.top)

    # What others do to the files

    @rule(name=names, data=st.sampled_from(sorted(SHOT_OF)))
    def somebody_writes(self, name: str, data: bytes) -> None:
        path = self.photos / name
        if not path.is_symlink():
            self._write(path, data)
        self.alive = self._shots()

    @rule(name=names, to=names)
    def somebody_renames(self, name: str, to: str) -> None:
        if os.path.lexists(self.photos / name) and not os.path.lexists(self.photos / to):
            (self.photos / to).parent.mkdir(parents=True, exist_ok=True)
            (self.photos / name).rename(self.photos / to)
        self.alive = self._shots()

    @rule(name=names, to=names, symbolic=st.booleans())
    def somebody_links(self, name: str, to: str, symbolic: bool) -> None:
        """Also links to links."""
        source, path = self.photos / name, self.photos / to
        if source.exists() and not os.path.lexists(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if symbolic:
                path.symlink_to(source)
            else:
                os.link(source, path, follow_symlinks=False)

    @rule(name=names)
    def somebody_deletes(self, name: str) -> None:
        (self.photos / name).unlink(missing_ok=True)
        self.alive = self._shots()

    # What the libraries do

    @rule(which=libraries, seed=seeds)
    def choose(self, which: int, seed: int) -> None:
        """Choose by what the library knows; it is carried out later, or never."""
        groups: dict[int, list[tuple[int, bytes]]] = {}
        for record in self.libraries[which].records():
            data = CONTENTS.get(record.content_id or b"")
            if data is not None:
                known = record.photo_id, record.content_id or b""
                groups.setdefault(SHOT_OF[data], []).append(known)
        self.choices[which] = [
            GroupChoice(
                str(shot),
                tuple(
                    MemberChoice(
                        photo_id,
                        Mark.KEEP if place == seed % len(known) else Mark.REMOVE,
                        content_id=content_id,
                    )
                    for place, (photo_id, content_id) in enumerate(known)
                ),
            )
            for shot, known in groups.items()
        ]

    @rule(which=libraries, action=actions, seed=seeds, looks=looks)
    def clean(self, which: int, action: CleanAction, seed: int, looks: bool) -> None:
        self._look(which, seed, looks)
        self._clean(which, action)

    @rule(one=actions, other=actions, seed=seeds, looks=looks)
    def both_clean_at_once(
        self, one: CleanAction, other: CleanAction, seed: int, looks: bool
    ) -> None:
        for which in (0, 1):
            self._look(which, seed + which, looks)
        threads = [
            threading.Thread(target=self._clean, args=(which, action))
            for which, action in enumerate((one, other))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    @precondition(lambda _self: sys.platform != "win32")
    @rule(which=libraries, action=actions, seed=seeds, line=st.integers(1, 1200))
    def clean_and_be_killed(self, which: int, action: CleanAction, seed: int, line: int) -> None:
        self._look(which, seed, looks=True)
        for each in self.libraries:
            each.close()
        pid = os.fork()
        if pid == 0:
            try:
                self.libraries[which].open()
                _kill_at(line)
                self._clean(which, action)
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        for each in self.libraries:
            each.open()
            each.files.operations()  # as each start does

    def _look(self, which: int, seed: int, looks: bool) -> None:
        if looks:
            self.libraries[which].scan()
            self.choose(which, seed)

    @rule(which=libraries)
    def undo(self, which: int) -> None:
        files = self.libraries[which].files
        left = [each for each in files.operations() if not each.undone]
        if left:
            files.undo(left[-1].operation_id, self.trash)

    @invariant()
    def every_shot_is_there(self) -> None:
        if hasattr(self, "libraries"):
            assert self.alive <= self._shots()

    def _clean(self, which: int, action: CleanAction) -> None:
        folder = self.target if action is CleanAction.MOVE else None
        files = self.libraries[which].files
        files.clean(self.choices[which], CleanOptions(action, folder=folder), self.trash)

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.unlink()  # a hard link is another name: what it leads to stays
        path.write_bytes(data)
        self.clock += 10**9
        os.utime(path, ns=(self.clock, self.clock))

    def _shots(self) -> set[int]:
        """Shots of which there is a file, or one that waits for a link to take its place."""
        return {SHOT_OF[data] for data in _files(self.photos) if data in SHOT_OF}


def _files(folder: Path) -> Iterator[bytes]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.suffix != ".part":
            yield path.read_bytes()


def _kill_at(last: int) -> None:
    """Kill this process at that line of the file operations."""
    watched = str(Path(file_ops.__file__).parent)
    count = 0

    def trace(frame, event, _argument):
        nonlocal count
        if not frame.f_code.co_filename.startswith(watched):
            return None
        if event == "line":
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


STEPS = st.lists(st.tuples(libraries, actions, seeds, st.none() | st.integers(1, 900)), max_size=5)


@given(
    files=st.dictionaries(names, st.sampled_from(sorted(SHOT_OF)), min_size=4),
    linked=st.booleans(),
    steps=STEPS,
)
@settings(max_examples=8, deadline=None)
def test_undo_brings_all_back(files: dict[str, bytes], linked: bool, steps: list) -> None:
    """Whatever was done in both libraries, to its end or not: the last first, all is as it was."""
    world = Cleaning()
    try:
        world.start(files)
        if linked:  # what had two names may be two files afterwards: the bytes are back
            os.link(world.photos / "cover.jpg", world.photos / "cover 2.jpg")
        before = _state(world.photos, names=not linked)
        done: list[tuple[int, str]] = []
        for which, action, seed, line in steps:
            if line is None or sys.platform == "win32":
                world.clean(which, action, seed, looks=True)
            else:
                world.clean_and_be_killed(which, action, seed, line)
            known = {operation_id for _, operation_id in done}
            ids = [each.operation_id for each in world.libraries[which].files.operations()]
            done += [(which, each) for each in ids if each not in known]
        for which, operation_id in reversed(done):
            operations = world.libraries[which].files
            if operation_id in [each.operation_id for each in operations.operations()]:
                # One that was killed before it did anything is forgotten.
                assert operations.undo(operation_id, world.trash).errors == ()
        assert _state(world.photos, names=not linked) == before
        assert [path for path in world.target.rglob("*") if path.is_file()] == []
    finally:
        world.teardown()


def _state(folder: Path, *, names: bool) -> dict[str, tuple[bytes, int, bool, int]]:
    """What is told of each file, and how many `names` it has."""
    return {
        str(path.relative_to(folder)): (
            path.read_bytes(),
            path.stat().st_mtime_ns,
            path.is_symlink(),
            path.stat().st_nlink if names else 1,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def test_no_sequence_loses_the_last_copy() -> None:
    run_state_machine_as_test(
        Cleaning,
        settings=settings(
            max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=CHECKS
        ),
    )


def test_no_long_sequence_loses_the_last_copy() -> None:
    run_state_machine_as_test(
        Cleaning,
        settings=settings(
            max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=CHECKS
        ),
    )

"""The real trash of the system, in a home of its own; and real kills in the middle of real work."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from photosearch.core.file_operations import OperationKind
from photosearch.gui.file_ops import system_trash
from photosearch.gui.file_ops.system_trash import SystemTrash
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.library.photo_shelf import assert_as_rescanned, names, take_in

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only there the trash is in a folder that a test can choose"
)
ROOT = Path(__file__).parents[3]

WORKER = """
import sys
from pathlib import Path
from photosearch.core.file_operations import OperationContext
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.gui.file_ops.system_trash import SystemTrash
from photosearch.library.library import Library
from photosearch.settings import Settings

kind, target = sys.argv[2], Path(sys.argv[3])
with Library.open(Path(sys.argv[1]), Settings(workers=1)) as library:
    ids = library.photo_ids(SortOrder(SortKey.NAME, reversed=True)).tolist()
    done = 0
    def stop_here(progress):
        # told before each file: the test kills while the program waits at one
        print(progress.done, flush=True)
    from photosearch.core import jobs
    jobs.RateLimiter.__call__ = lambda self, value: (self._receive(value), sys.stdin.readline())[0]
    work = OperationContext(on_progress=stop_here)
    if kind == "trash":
        library.files.trash(ids, SystemTrash(), work)
    else:
        library.files.move(ids, target, work)
"""


@pytest.fixture
def photos(tmp_path: Path, photo_folder: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(6):
        shutil.copy2(photo_folder / f"{number:02}.jpg", folder / f"{number:02} ü%.jpg")
    return folder


def test_there_and_back(own_home: Path, photos: Path) -> None:
    trash = SystemTrash()
    path = photos / "00 ü%.jpg"
    data, mtime_ns = path.read_bytes(), path.stat().st_mtime_ns
    place = trash.put(path)
    assert place is not None
    assert place.is_relative_to(own_home)
    assert not path.exists()
    assert (place.read_bytes(), place.stat().st_mtime_ns) == (data, mtime_ns)
    assert trash.find(path) == place
    assert trash.find(photos / "other.jpg") is None
    place.rename(path)
    trash.forget(place)
    assert trash.find(path) is None
    assert [info.name for info in own_home.rglob("*.trashinfo")] == []


def test_the_last_one_of_a_name_is_found(own_home: Path, photos: Path) -> None:
    trash = SystemTrash()
    path = photos / "00 ü%.jpg"
    first = trash.put(path)
    assert first is not None
    shutil.copy2(photos / "01 ü%.jpg", path)
    second = trash.put(path)
    assert second is not None
    info = next(own_home.rglob(f"{second.name}.trashinfo"))
    info.write_text(info.read_text().replace("DeletionDate=2", "DeletionDate=3"))
    assert trash.find(path) == second


def test_what_cannot_be_thrown_away_stays(own_home: Path, photos: Path) -> None:
    trash = SystemTrash()
    with pytest.raises(FileNotFoundError):
        trash.put(photos / "nothing.jpg")


def test_a_name_that_is_no_valid_text_goes_and_comes_back(own_home: Path, photos: Path) -> None:
    trash = SystemTrash()
    odd = Path(os.fsdecode(os.fsencode(photos) + b"/\xff.jpg"))
    odd.write_bytes(b"x")
    place = trash.put(odd)
    assert place is not None
    assert not odd.exists()
    assert trash.find(odd) == place


def test_where_the_system_has_no_trash_there_is_one_on_the_drive(
    own_home: Path, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["Trash is not supported there"]

    class NoTrash:
        def __init__(self, _path: str) -> None: ...

        def moveToTrash(self) -> bool:
            return False

        def errorString(self) -> str:
            return words[-1]

    monkeypatch.setattr(system_trash, "QFile", NoTrash)
    trash = SystemTrash()
    path = photos / "00 ü%.jpg"
    place = trash.put(path)
    assert place is not None
    assert (path.exists(), place.exists()) == (False, True)
    assert trash.find(path) == place
    words.append(os.strerror(errno.ENOSPC))
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        trash.put(photos / "01 ü%.jpg")
    assert (photos / "01 ü%.jpg").exists()


def kill_after(library: Path, kind: str, target: Path, photos: int) -> None:
    """Begin to throw away or move six photos in a process, and kill it after so many."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(library), kind, str(target)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(photos + 1):
            assert process.stdout.readline() == f"{number}\n"
            if number < photos:
                process.stdin.write("go on\n")
                process.stdin.flush()
        process.kill()


@pytest.mark.parametrize("kind", ["trash", "move"])
@pytest.mark.parametrize("after", [0, 1, 5])
@pytest.mark.slow
def test_a_kill_loses_nothing_and_the_next_start_undoes_it(
    own_home: Path, photos: Path, tmp_path: Path, kind: str, after: int
) -> None:
    before = {path.name: path.read_bytes() for path in photos.iterdir()}
    target = tmp_path / "elsewhere"
    target.mkdir()
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        take_in(library, photos)
    kill_after(tmp_path / "library", kind, target, after)
    assert len(list(photos.iterdir())) == 6 - after
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        for step in library.files.operations():
            assert step.interrupted
            assert step.photo_count == after
            assert step.kind is (OperationKind.TRASH if kind == "trash" else OperationKind.MOVE)
            outcome = library.files.undo(step.operation_id, SystemTrash())
            assert (outcome.done, outcome.errors) == (after, ())
        assert {path.name: path.read_bytes() for path in photos.iterdir()} == before
        assert names(library) == sorted(before)
        assert_as_rescanned(library)
    assert list(target.iterdir()) == []
    assert [path for path in own_home.rglob("*") if path.suffix in (".jpg", ".trashinfo")] == []


@pytest.mark.parametrize("kind", ["move", "trash"])
@pytest.mark.parametrize("after", [0, 1, 5])
@pytest.mark.slow
def test_after_a_kill_the_next_start_goes_on(
    own_home: Path, photos: Path, tmp_path: Path, kind: str, after: int
) -> None:
    before = {path.name: path.read_bytes() for path in photos.iterdir()}
    target = tmp_path / "elsewhere"
    target.mkdir()
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        take_in(library, photos)
    kill_after(tmp_path / "library", kind, target, after)
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        (step,) = library.files.operations()
        assert (step.interrupted, step.remaining) == (True, 6 - after)
        outcome = library.files.resume(step.operation_id, SystemTrash())
        assert (outcome.done, outcome.errors) == (6 - after, ())
        assert list(photos.iterdir()) == []
        if kind == "move":
            assert {path.name: path.read_bytes() for path in target.iterdir()} == before
        for each in reversed(library.files.operations()):
            assert library.files.undo(each.operation_id, SystemTrash()).errors == ()
        assert {path.name: path.read_bytes() for path in photos.iterdir()} == before
        assert_as_rescanned(library)


@pytest.mark.parametrize("told", [False, True], ids=["before it is noted", "after"])
@pytest.mark.slow
def test_a_kill_between_the_deed_and_its_note(
    own_home: Path, photos: Path, tmp_path: Path, told: bool
) -> None:
    """The journal says "meant", the file is in the trash: the trash itself tells where."""
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        ids = take_in(library, photos)
        name = "00 ü%.jpg"
        outcome = library.files.trash([ids[name]], SystemTrash())
        assert outcome.operation is not None
    journal = tmp_path / "library" / "file-steps.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(lines[: 3 if told else 2]))
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        (step,) = library.files.operations()
        assert step.interrupted
        assert library.files.undo(step.operation_id, SystemTrash()).errors == ()
        assert (photos / name).exists()
        assert_as_rescanned(library)


@pytest.mark.slow
def test_a_kill_after_the_last_photo_of_a_folder(
    own_home: Path, photos: Path, tmp_path: Path
) -> None:
    """The folder is empty and the catalog does not know why yet: that looks like another drive."""
    before = {path.name: path.read_bytes() for path in photos.iterdir()}
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        ids = take_in(library, photos)
        library.files._catalog_sync.mark_missing = lambda photo_ids: (
            None
        )  # killed before the catalog was told
        library.files.trash(list(ids.values()), SystemTrash())
    assert list(photos.iterdir()) == []
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        assert not library.roots()[0].online
        (step,) = library.files.operations()
        outcome = library.files.undo(step.operation_id, SystemTrash())
        assert (outcome.done, outcome.errors) == (6, ())
        assert {path.name: path.read_bytes() for path in photos.iterdir()} == before
        assert_as_rescanned(library)

"""What undo does where something came between: moved folders, kills, full disks, drives away."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from photosearch.core.duplicates import ALL_FIELDS, CleanAction, CleanOptions
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError, ExitCode
from photosearch.core.file_operations import ErrorReason, OperationResult
from photosearch.images.xmp import read_xmp
from photosearch.library.file_ops import atomic_files
from photosearch.library.file_ops.catalog_sync import CatalogSync
from photosearch.library.file_ops.journal import FILE_NAME, Journal
from photosearch.library.file_ops.undo import UndoExecutor
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.library.file_ops.test_clean import choice, sidecar
from tests.library.photo_shelf import FolderTrash, assert_as_rescanned, names, records, take_in


@pytest.fixture
def photos(tmp_path: Path, photo_folder: Path) -> Path:
    """Twins, each in a folder of its own, and another photo."""
    folder = tmp_path / "photos"
    for name, source in (("a/one.jpg", "00"), ("b/two.jpg", "00"), ("c/three.jpg", "01")):
        (folder / name).parent.mkdir(parents=True)
        shutil.copy2(photo_folder / f"{source}.jpg", folder / name)
    return folder


def undo(library: Library, result: OperationResult, trash: FolderTrash) -> OperationResult:
    assert result.operation is not None
    return library.files.undo(result.operation.operation_id, trash)


def reasons(result: OperationResult) -> list[tuple[str, ErrorReason]]:
    return [(error.path.name, error.reason) for error in result.errors]


def clean(
    library: Library, ids: dict[str, int], trash: FolderTrash, folder: Path | None = None
) -> OperationResult:
    action = CleanAction.TRASH if folder is None else CleanAction.MOVE
    chosen = choice(library, [ids["one.jpg"]], [ids["two.jpg"]])
    return library.files.clean([chosen], CleanOptions(action, folder, ALL_FIELDS), trash)


# Sidecars


@pytest.mark.parametrize("has_sidecar", [False, True])
def test_what_was_merged_goes_where_its_photo_went(
    library: Library, photos: Path, trash: FolderTrash, has_sidecar: bool
) -> None:
    (photos / "b" / "two.jpg.xmp").write_text(sidecar(4, ("See",)))
    if has_sidecar:
        (photos / "a" / "one.jpg.xmp").write_text(sidecar(None, ("Berg",)))
    ids = take_in(library, photos)
    result = clean(library, ids, trash)
    (photos / "a").rename(photos / "d")
    first = undo(library, result, trash)
    assert reasons(first) == [("one.jpg.xmp", ErrorReason.GONE)]
    assert first.operation is not None, "it can be tried again"
    assert (photos / "b" / "two.jpg").exists()
    library.index()
    again = undo(library, result, trash)
    assert (again.errors, again.operation) == ((), None)
    moved = photos / "d" / "one.jpg.xmp"
    assert moved.exists() is has_sidecar
    if has_sidecar:
        found = read_xmp(moved.read_bytes())
        assert found is not None
        assert (found.rating, found.keywords) == (None, ("Berg",))


@pytest.mark.parametrize("had_one", [False, True])
def test_a_rating_of_a_photo_that_was_moved_since(
    library: Library, photos: Path, trash: FolderTrash, had_one: bool
) -> None:
    if had_one:
        (photos / "c" / "three.jpg.xmp").write_text(sidecar(2))
    ids = take_in(library, photos)
    result = library.files.rate([ids["three.jpg"]], 5)
    (photos / "c").rename(photos / "d")
    assert reasons(undo(library, result, trash)) == [("three.jpg.xmp", ErrorReason.GONE)]
    library.index()
    assert undo(library, result, trash).errors == ()
    moved = photos / "d" / "three.jpg.xmp"
    assert moved.exists() is had_one
    if had_one:
        found = read_xmp(moved.read_bytes())
        assert found is not None
        assert found.rating == 2
    assert_as_rescanned(library)


def test_a_sidecar_that_the_user_removed_is_as_if_there_had_never_been_one(
    library: Library, ids: dict[str, int], photos: Path, trash: FolderTrash
) -> None:
    result = library.files.rate([ids["three.jpg"]], 5)
    (photos / "c" / "three.jpg.xmp").unlink()
    assert undo(library, result, trash).errors == ()


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX systems")
@pytest.mark.parametrize("far", [False, True])
@pytest.mark.parametrize("edited", [False, True])
def test_a_link_beside_a_photo_comes_back_as_a_link(
    library: Library,
    photos: Path,
    trash: FolderTrash,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    far: bool,
    edited: bool,
) -> None:
    (photos / "c" / "other.xmp").write_text(sidecar(3))
    link = photos / "c" / "three.jpg.xmp"
    link.symlink_to("other.xmp")
    ids = take_in(library, photos)
    if far:
        monkeypatch.setattr(atomic_files, "_rename_if_free", other_drive)
    target = tmp_path / "target"
    target.mkdir()
    result = library.files.move([ids["three.jpg"]], target)
    assert result.errors == ()
    if edited and far:
        (target / "three.jpg.xmp").write_text(sidecar(5))
    assert undo(library, result, trash).errors == ()
    assert list(target.iterdir()) == []
    assert link.is_symlink() is not (edited and far), "what was written since is not lost"
    found = read_xmp(link.read_bytes())
    assert found is not None
    assert found.rating == (5 if edited and far else 3)


RENAME = atomic_files._rename_if_free


def other_drive(source: Path, target: Path) -> None:
    if source.parent != target.parent:
        raise OSError(errno.EXDEV, "another drive", str(source))
    RENAME(source, target)


# Folders


@pytest.mark.parametrize("again", [False, True])
def test_only_folders_that_were_made_are_removed(
    library: Library,
    ids: dict[str, int],
    trash: FolderTrash,
    tmp_path: Path,
    again: bool,
) -> None:
    target = tmp_path / "out"
    (target / "photos").mkdir(parents=True)
    (target / "mine").mkdir()
    result = clean(library, ids, trash, target)
    assert (target / "photos" / "b" / "two.jpg").exists()
    if again:  # as after the next start
        library.close()
        with Library.open(tmp_path / "library", Settings(workers=1)) as reopened:
            assert undo(reopened, result, trash).errors == ()
    else:
        assert undo(library, result, trash).errors == ()
    assert sorted(path.name for path in target.rglob("*")) == ["mine", "photos"]


def test_an_empty_folder_that_was_there_stays(
    library: Library, ids: dict[str, int], trash: FolderTrash, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    (target / "photos" / "b").mkdir(parents=True)
    result = clean(library, ids, trash, target)
    assert undo(library, result, trash).errors == ()
    assert (target / "photos" / "b").is_dir()


def test_a_move_that_fails_leaves_no_folder(
    library: Library,
    ids: dict[str, int],
    trash: FolderTrash,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "out"
    target.mkdir()

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic_files, "move", full)
    result = clean(library, ids, trash, target)
    assert reasons(result) == [("two.jpg", ErrorReason.DISK_FULL)]
    assert list(target.iterdir()) == []


# Drives


@pytest.mark.parametrize("mount_point", ["gone", "empty"])
def test_a_photo_whose_drive_is_away_waits_where_it_was_moved(
    library: Library,
    ids: dict[str, int],
    photos: Path,
    trash: FolderTrash,
    tmp_path: Path,
    mount_point: str,
) -> None:
    target = tmp_path / "other"
    target.mkdir()
    library.add_root(target)
    result = library.files.move([ids["three.jpg"]], target)
    photos.rename(tmp_path / "unplugged")
    if mount_point == "empty":
        photos.mkdir()
    assert reasons(undo(library, result, trash)) == [("three.jpg", ErrorReason.OFFLINE)]
    assert (target / "three.jpg").exists()
    if mount_point == "empty":
        photos.rmdir()
    (tmp_path / "unplugged").rename(photos)
    assert undo(library, result, trash).errors == ()
    assert (photos / "c" / "three.jpg").exists()


def test_copies_on_a_drive_that_is_away_wait_for_it(
    library: Library, ids: dict[str, int], photos: Path, trash: FolderTrash, tmp_path: Path
) -> None:
    target = tmp_path / "stick"
    target.mkdir()
    result = library.files.copy([ids["three.jpg"], ids["one.jpg"]], target)
    target.rename(tmp_path / "unplugged")
    tried = undo(library, result, trash)
    assert {reason for _, reason in reasons(tried)} == {ErrorReason.GONE}
    assert tried.operation is not None
    (tmp_path / "unplugged").rename(target)
    (target / "one.jpg").unlink()
    assert undo(library, result, trash).errors == (), "a copy that is gone is as it was"
    assert list(target.iterdir()) == []


def test_no_photo_is_brought_to_the_empty_place_of_its_drive(
    library: Library,
    ids: dict[str, int],
    photos: Path,
    trash: FolderTrash,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "other"
    target.mkdir()
    library.add_root(target)
    result = library.files.move([ids["three.jpg"]], target)
    home = next(root for root in library.roots() if root.path == photos)
    home = dataclasses.replace(home, volume="the-drive")
    monkeypatch.setattr(CatalogSync, "home_of", lambda _self, _path: home)
    monkeypatch.setattr("photosearch.library.file_ops.undo.volume_id", lambda _path: "the-system")
    assert reasons(undo(library, result, trash)) == [("three.jpg", ErrorReason.OFFLINE)]
    assert not (photos / "c" / "three.jpg").exists()


# Kills, and disks that are full


class Killed(BaseException):
    """The program ends without another word."""


def killed_undo(library: Library, result: OperationResult, trash: FolderTrash) -> None:
    """Take an operation back without the catalog hearing of it, as if killed before it could."""
    assert result.operation is not None
    with pytest.MonkeyPatch.context() as patch:

        def dies(_self: UndoExecutor) -> None:
            raise Killed

        patch.setattr(UndoExecutor, "flush", dies)
        with pytest.raises(Killed):
            library.files.undo(result.operation.operation_id, trash)


@pytest.mark.parametrize("kind", ["trash", "move", "move out", "copy", "rate", "keywords"])
def test_after_a_kill_in_an_undo_the_catalog_is_brought_in_line(
    library: Library,
    ids: dict[str, int],
    photos: Path,
    trash: FolderTrash,
    tmp_path: Path,
    kind: str,
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    some, files = list(ids.values()), library.files
    result = {
        "trash": lambda: files.trash(some, trash),
        "move": lambda: files.move([ids["three.jpg"]], photos / "a"),
        "move out": lambda: files.move(some, out),
        "copy": lambda: files.copy([ids["three.jpg"]], photos / "a"),
        "rate": lambda: files.rate(some, 4),
        "keywords": lambda: files.edit_keywords(some, ["See"]),
    }[kind]()
    killed_undo(library, result, trash)
    library.close()
    with Library.open(tmp_path / "library", Settings(workers=1)) as again:
        assert len(again.files.operations()) in (0, 1)
        assert names(again) == ["one.jpg", "three.jpg", "two.jpg"]
        found = {record.photo_id: record for record in records(again)}
        assert found[ids["three.jpg"]].path == photos / "c" / "three.jpg"
        assert {each.metadata.rating for each in found.values() if each.metadata} == {None}
        assert {each.metadata.keywords for each in found.values() if each.metadata} == {()}
        if kind in ("rate", "keywords"):
            again.index()  # reads what else is in the sidecars
        assert_as_rescanned(again)


@pytest.mark.parametrize("kind", ["trash", "move", "rate"])
def test_after_a_kill_in_an_operation_the_catalog_is_brought_in_line(
    library: Library,
    ids: dict[str, int],
    photos: Path,
    trash: FolderTrash,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    def dies(*_args: object) -> None:
        raise Killed

    one, files = [ids["three.jpg"]], library.files
    do = {
        "trash": lambda: files.trash(one, trash),
        "move": lambda: files.move(one, photos / "a"),
        "rate": lambda: files.rate(one, 4),
    }[kind]
    with monkeypatch.context() as patch:
        for name in ("mark_missing", "relocate", "update_metadata"):
            patch.setattr(CatalogSync, name, dies)
        with pytest.raises(Killed):
            do()
    library.close()
    with Library.open(tmp_path / "library", Settings(workers=1)) as again:
        (operation,) = again.files.operations()
        assert operation.photo_count == 1
        if kind == "trash":
            assert names(again) == ["one.jpg", "two.jpg"]
        (record,) = again.photos(one)
        if kind == "move":
            assert record.path == photos / "a" / "three.jpg"
        if kind == "rate":
            assert record.metadata is not None
            assert record.metadata.rating == 4
            again.index()  # reads what else is in the sidecar
        assert_as_rescanned(again)
        assert again.files.undo(operation.operation_id, trash).errors == ()
        assert_as_rescanned(again)


@pytest.mark.parametrize("what", ["catalog", "journal"])
def test_a_library_without_room_tells_what_went_before(
    library: Library,
    ids: dict[str, int],
    photos: Path,
    trash: FolderTrash,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    log_progress = Journal.log_progress

    def full(*args: Any) -> None:
        if what == "catalog":
            raise CatalogError(ErrorCode.DISK_FULL, path=photos)
        log_progress(args[0], args[1])
        if args[1].completed == 2:
            raise CatalogError(ErrorCode.CHANGES_NOT_NOTED, folder=photos, cause="full")

    with monkeypatch.context() as patch:
        if what == "catalog":
            patch.setattr(CatalogSync, "mark_missing", full)
        else:
            patch.setattr(Journal, "log_progress", full)
        with pytest.raises(CatalogError) as caught:
            library.files.trash(list(ids.values()), trash)
    assert (caught.value.code, caught.value.exit_code) == (
        ErrorCode.STOPPED_AFTER_CHANGES,
        ExitCode.CATALOG,
    )
    went = 3 if what == "catalog" else 2
    assert caught.value.message.values["count"] == went
    (operation,) = library.files.operations()
    assert operation.photo_count == went
    assert len(names(library)) == 3 - went, "the catalog was brought in line"
    assert library.files.undo(operation.operation_id, trash).errors == ()
    assert_as_rescanned(library)


def test_as_many_are_announced_as_come_back(
    library: Library, ids: dict[str, int], trash: FolderTrash, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program is killed after a photo went, before it was noted that it is done with."""

    def dies(_self: Journal, record: Any) -> None:
        record.completed += 1
        if record.completed == 2:
            record.completed = 1
            raise Killed

    monkeypatch.setattr(Journal, "log_progress", dies)
    with pytest.raises(Killed):
        library.files.trash(list(ids.values()), trash)
    (operation,) = library.files.operations()
    assert (operation.photo_count, operation.half_done, operation.remaining) == (2, True, 2)
    assert library.files.undo(operation.operation_id, trash).done == 2


def test_a_journal_of_an_earlier_version_is_undone(
    library: Library, ids: dict[str, int], photos: Path, trash: FolderTrash, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    target.mkdir()
    result = clean(library, ids, trash, target)
    library.close()
    path = tmp_path / "library" / FILE_NAME
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    for line in lines:
        for name in ("made", "link"):
            line.get("act", {}).pop(name, None)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with Library.open(tmp_path / "library", Settings(workers=1)) as again:
        assert undo(again, result, trash).errors == ()
        assert (photos / "b" / "two.jpg").exists()
        assert again.files.damaged_notes() is None


def test_damaged_notes_are_told_until_their_file_is_gone(
    library: Library, ids: dict[str, int], trash: FolderTrash, tmp_path: Path
) -> None:
    library.files.trash(list(ids.values())[:2], trash)
    library.close()
    path = tmp_path / "library" / FILE_NAME
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1] = b"garbled\n"
    path.write_bytes(b"".join(lines))
    with Library.open(tmp_path / "library", Settings(workers=1)) as again:
        kept = again.files.damaged_notes()
        assert kept is not None
        assert kept.read_bytes() == b"".join(lines)
    with Library.open(tmp_path / "library", Settings(workers=1)) as again:
        assert again.files.damaged_notes() == kept
        kept.unlink()
        assert again.files.damaged_notes() is None


# Owners


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root gives files to others"
)
@pytest.mark.parametrize("action", [CleanAction.HARD_LINK, CleanAction.SYMBOLIC_LINK])
def test_a_file_that_was_a_link_is_its_owners_again(
    library: Library, ids: dict[str, int], photos: Path, trash: FolderTrash, action: CleanAction
) -> None:
    photo = photos / "b" / "two.jpg"
    os.chown(photo, 1234, 2345)
    photo.chmod(0o640)
    chosen = choice(library, [ids["one.jpg"]], [ids["two.jpg"]])
    result = library.files.clean([chosen], CleanOptions(action), trash)
    assert result.errors == ()
    assert undo(library, result, trash).errors == ()
    status = photo.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o777) == (1234, 2345, 0o640)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root gives files to others"
)
def test_what_is_moved_to_another_drive_or_written_anew_stays_its_owners(
    library: Library,
    ids: dict[str, int],
    photos: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    xmp = photos / "c" / "three.jpg.xmp"
    xmp.write_text(sidecar(2))
    for path in (photos / "c" / "three.jpg", xmp):
        os.chown(path, 1234, 2345)
    library.files.rate([ids["three.jpg"]], 5)
    monkeypatch.setattr(atomic_files, "_rename_if_free", other_drive)
    target = tmp_path / "target"
    target.mkdir()
    assert library.files.move([ids["three.jpg"]], target).errors == ()
    owners = {(path.stat().st_uid, path.stat().st_gid) for path in target.iterdir()}
    assert (owners, len(list(target.iterdir()))) == ({(1234, 2345)}, 2)

"""Cleaning up duplicates on real files: what goes, what stays, what is refused, and all back."""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
import sys
import threading
import time
from pathlib import Path

import pytest

from photosearch.core.duplicates import (
    CleanAction,
    CleanOptions,
    GroupChoice,
    KeepRule,
    Mark,
    MemberChoice,
    MergeField,
)
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.file_operations import ErrorReason, OperationKind, OperationResult
from photosearch.images.xmp import read_xmp
from photosearch.library.file_ops import atomic_files, file_links, last_copy
from photosearch.library.file_ops.clean_operation import CleanOperation
from photosearch.library.file_ops.clean_plan import CleanGroup, CleanPlan
from photosearch.library.file_ops.last_copy import LastCopyGuard
from photosearch.library.file_ops.operation_run import Refused
from photosearch.library.library import Library
from photosearch.library.workers.content_id import content_id_at
from photosearch.settings import Settings
from tests.library.photo_shelf import FolderTrash, assert_as_rescanned, names, take_in

LINKS = [CleanAction.HARD_LINK, CleanAction.SYMBOLIC_LINK]


@pytest.fixture
def photos(tmp_path: Path, photo_folder: Path) -> Path:
    """Three equal files, an edit of them, and another photo."""
    folder = tmp_path / "photos"
    (folder / "in" / "deep").mkdir(parents=True)
    shutil.copy2(photo_folder / "00.jpg", folder / "a.jpg")
    for name, seconds in (("in/b.jpg", 1), ("in/deep/c.jpg", 2)):
        shutil.copy2(photo_folder / "00.jpg", folder / name)
        os.utime(folder / name, ns=(10**18 + seconds * 10**9,) * 2)
    (folder / "in" / "b.jpg").chmod(0o640)
    shutil.copy2(photo_folder / "01.jpg", folder / "edit.jpg")
    shutil.copy2(photo_folder / "02.jpg", folder / "other.jpg")
    return folder


def choice(library: Library, keep: list[int], remove: list[int], **reasons) -> GroupChoice:
    records = {each.photo_id: each for each in library.photos([*keep, *remove])}
    marks = [(key, Mark.KEEP) for key in keep] + [(key, Mark.REMOVE) for key in remove]
    return GroupChoice(
        "g",
        tuple(
            MemberChoice(
                key,
                mark,
                reasons.get("reasons", ()) if mark is Mark.KEEP else (),
                content_id=records[key].content_id,
            )
            for key, mark in marks
        ),
    )


def state(folder: Path) -> dict[str, tuple]:
    """What a user sees of each file: bytes, time, permissions, and whether it is a link."""
    return {
        str(path.relative_to(folder)): (
            path.read_bytes(),
            path.stat().st_mtime_ns,
            path.stat().st_mode,
            path.is_symlink(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def reasons(result: OperationResult) -> list[tuple[str, ErrorReason]]:
    return [(error.path.name, error.reason) for error in result.errors]


def undo(library: Library, result: OperationResult, trash: FolderTrash) -> OperationResult:
    assert result.operation is not None
    return library.files.undo(result.operation.operation_id, trash)


# Each action, and back


def test_to_the_trash_and_back_and_again(library, ids, photos, trash) -> None:
    before = state(photos)
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"], ids["c.jpg"], ids["edit.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    size = (photos / "a.jpg").stat().st_size
    edit_size = len(before["edit.jpg"][0])
    assert (result.done, result.errors, result.bytes) == (3, (), 2 * size + edit_size)
    assert result.operation is not None
    assert (result.operation.kind, result.operation.action, result.operation.photo_count) == (
        OperationKind.CLEAN,
        CleanAction.TRASH,
        3,
    )
    assert sorted(state(photos)) == ["a.jpg", "other.jpg"]
    assert names(library) == ["a.jpg", "other.jpg"]
    assert_as_rescanned(library)
    undone = undo(library, result, trash)
    assert (undone.done, undone.errors) == (3, ())
    assert state(photos) == before
    assert_as_rescanned(library)
    again = library.files.redo(result.operation.operation_id, trash)
    assert (again.done, again.errors) == (3, ())
    assert sorted(state(photos)) == ["a.jpg", "other.jpg"]


def test_moved_below_a_folder_that_keeps_the_tree(library, ids, photos, trash, tmp_path) -> None:
    before = state(photos)
    target = tmp_path / "duplicates"
    target.mkdir()
    (photos / "in" / "b.jpg.xmp").write_text("<x/>")
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"], ids["c.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.MOVE, folder=target), trash)
    assert (result.done, result.errors) == (2, ())
    assert result.operation is not None
    assert result.operation.folder == target
    assert sorted(state(target)) == [
        "photos/in/b.jpg",
        "photos/in/b.jpg.xmp",
        "photos/in/deep/c.jpg",
    ]
    assert undo(library, result, trash).errors == ()
    (photos / "in" / "b.jpg.xmp").unlink()
    assert state(photos) == before
    assert list(target.iterdir()) == [], "the folders that were made are gone, too"
    assert_as_rescanned(library)


@pytest.mark.parametrize("action", LINKS)
def test_links_to_what_stays_and_files_of_their_own_again(
    library, ids, photos, trash, action
) -> None:
    before = state(photos)
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"], ids["c.jpg"]])
    result = library.files.clean([chosen], CleanOptions(action), trash)
    assert (result.done, result.errors) == (2, ())
    assert result.bytes == 2 * (photos / "a.jpg").stat().st_size
    for name in ("in/b.jpg", "in/deep/c.jpg"):
        assert (photos / name).samefile(photos / "a.jpg")
        assert (photos / name).is_symlink() == (action is CleanAction.SYMBOLIC_LINK)
    assert names(library) == ["a.jpg", "edit.jpg", "other.jpg"], "a link is no photo of its own"
    assert_as_rescanned(library)
    assert undo(library, result, trash).errors == ()
    assert state(photos) == before
    assert not (photos / "in" / "b.jpg").samefile(photos / "a.jpg")
    assert names(library) == ["a.jpg", "b.jpg", "c.jpg", "edit.jpg", "other.jpg"]
    assert_as_rescanned(library)
    again = library.files.redo(result.operation.operation_id, trash)
    assert (again.done, again.errors) == (2, ())


@pytest.mark.skipif(sys.platform != "linux", reason="Python tells them there only")
def test_tags_of_the_desktop_come_back(library, ids, photos, trash) -> None:
    path = photos / "in" / "b.jpg"
    try:
        os.setxattr(path, "user.xdg.tags", "Höhe,See".encode())
    except OSError:
        pytest.skip("this file system has none")
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.HARD_LINK), trash)
    assert os.listxattr(path) == []
    assert undo(library, result, trash).errors == ()
    assert os.getxattr(path, "user.xdg.tags").decode() == "Höhe,See"


def test_a_symbolic_link_is_relative_and_goes_with_its_folder(
    library, ids, photos, trash, tmp_path
) -> None:
    chosen = choice(library, [ids["a.jpg"]], [ids["c.jpg"]])
    library.files.clean([chosen], CleanOptions(CleanAction.SYMBOLIC_LINK), trash)
    assert (photos / "in" / "deep" / "c.jpg").readlink() == Path("../../a.jpg")
    photos.rename(tmp_path / "elsewhere")
    moved = tmp_path / "elsewhere"
    assert (moved / "in" / "deep" / "c.jpg").read_bytes() == (moved / "a.jpg").read_bytes()


def test_shared_blocks_where_the_file_system_can(library, ids, photos, trash, monkeypatch) -> None:
    monkeypatch.setattr(file_links, "_clone", shutil.copyfile)
    before = state(photos)
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.REFLINK), trash)
    assert (result.done, result.errors) == (1, ())
    assert state(photos) == before, "nobody sees it"
    assert not (photos / "in" / "b.jpg").samefile(photos / "a.jpg")
    assert_as_rescanned(library)
    assert undo(library, result, trash).errors == ()
    assert state(photos) == before


@pytest.mark.parametrize(
    ("action", "name"),
    [
        (CleanAction.HARD_LINK, "link"),
        (CleanAction.REFLINK, "ioctl"),
    ],
)
def test_where_the_file_system_cannot_the_file_stays(
    library, ids, photos, trash, action, name, monkeypatch
) -> None:
    def cannot(*_args, **_options):
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    if name == "ioctl":
        fcntl = pytest.importorskip("fcntl")
        monkeypatch.setattr(fcntl, "ioctl", cannot)
    else:
        monkeypatch.setattr(os, "link", cannot)
    before = state(photos)
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
    result = library.files.clean([chosen], CleanOptions(action), trash)
    assert reasons(result) == [("b.jpg", ErrorReason.UNSUPPORTED)]
    assert state(photos) == before


@pytest.mark.parametrize("action", [*LINKS, CleanAction.REFLINK])
def test_links_are_made_of_equal_bytes_only(library, ids, photos, trash, action) -> None:
    before = state(photos)
    chosen = choice(library, [ids["a.jpg"]], [ids["edit.jpg"]])
    result = library.files.clean([chosen], CleanOptions(action), trash)
    assert reasons(result) == [("edit.jpg", ErrorReason.DIFFERENT)]
    assert result.operation is None
    assert state(photos) == before


def test_a_folder_goes_with_moving(library, ids, photos, trash, tmp_path) -> None:
    chosen = [choice(library, [ids["a.jpg"]], [ids["b.jpg"]])]
    with pytest.raises(ValueError, match="folder"):
        library.files.clean(chosen, CleanOptions(CleanAction.MOVE), trash)
    with pytest.raises(UserError) as caught:
        library.files.clean(chosen, CleanOptions(CleanAction.MOVE, folder=tmp_path / "none"), trash)
    assert caught.value.message.code is ErrorCode.TARGET_NOT_A_FOLDER
    with pytest.raises(UserError) as caught:
        library.files.clean(chosen, CleanOptions(CleanAction.MOVE, folder=photos / "in"), trash)
    assert caught.value.message.code is ErrorCode.TARGET_IN_LIBRARY
    library.root_list.exclude_folder(photos / "in")
    inside = library.files.clean(
        chosen, CleanOptions(CleanAction.MOVE, folder=photos / "in"), trash
    )
    assert reasons(inside) == [("b.jpg", ErrorReason.SAME_FOLDER)]


@pytest.mark.parametrize("action", [CleanAction.TRASH, CleanAction.MOVE])
def test_a_file_that_a_link_leads_to_stays(library, ids, photos, trash, tmp_path, action) -> None:
    (tmp_path / "target").mkdir()
    (photos / "link.jpg").symlink_to("in/b.jpg")
    ids = take_in_again(library)
    before = state(photos)
    options = CleanOptions(action, tmp_path / "target" if action is CleanAction.MOVE else None)
    result = library.files.clean([choice(library, [ids["a.jpg"]], [ids["b.jpg"]])], options, trash)
    assert reasons(result) == [("b.jpg", ErrorReason.LINKED)]
    assert result.errors[0].detail == str(photos / "link.jpg")
    assert state(photos) == before
    (photos / "link.jpg").unlink()
    result = library.files.clean([choice(library, [ids["a.jpg"]], [ids["b.jpg"]])], options, trash)
    assert (result.done, result.errors) == (1, ())


def test_the_folder_that_was_chosen_is_on_another_drive_by_now(
    library, ids, photos, trash, tmp_path
) -> None:
    (tmp_path / "target").mkdir()
    before = state(photos)
    device = (tmp_path / "target").stat().st_dev + 1
    options = CleanOptions(CleanAction.MOVE, tmp_path / "target", device=device)
    result = library.files.clean([choice(library, [ids["a.jpg"]], [ids["b.jpg"]])], options, trash)
    assert reasons(result) == [("b.jpg", ErrorReason.OFFLINE)]
    assert state(photos) == before
    assert state(tmp_path / "target") == {}


def test_nothing_is_free_while_a_file_has_another_name(library, ids, photos, trash) -> None:
    (photos / "in" / "name.jpg").hardlink_to(photos / "in" / "b.jpg")
    ids = take_in_again(library)
    chosen = [choice(library, [ids["a.jpg"]], [ids["b.jpg"], ids["c.jpg"]])]
    result = library.files.clean(chosen, CleanOptions(CleanAction.HARD_LINK), trash)
    assert (result.done, result.errors) == (2, ())
    assert result.bytes == (photos / "a.jpg").stat().st_size


# The last copy


def refused(library, ids, trash, keep=("a.jpg",), remove="b.jpg", action=CleanAction.TRASH):
    chosen = choice(library, [ids[name] for name in keep], [ids[remove]])
    result = library.files.clean([chosen], CleanOptions(action), trash)
    assert (result.done, result.operation) == (0, None)
    return [error.reason for error in result.errors]


def test_what_stays_must_be_there(library, ids, photos, trash) -> None:
    (photos / "a.jpg").unlink()
    assert refused(library, ids, trash) == [ErrorReason.LAST_COPY]
    assert (photos / "in" / "b.jpg").exists()


def test_another_one_that_stays_will_do(library, ids, photos, trash) -> None:
    (photos / "a.jpg").unlink()
    chosen = choice(library, [ids["a.jpg"], ids["c.jpg"]], [ids["b.jpg"]])
    assert library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash).done == 1


@pytest.mark.parametrize("kept_time", [False, True])
def test_what_stays_must_be_what_was_compared(library, ids, photos, trash, kept_time) -> None:
    before = (photos / "a.jpg").stat()
    data = bytearray((photos / "a.jpg").read_bytes())
    data[-1] ^= 1
    (photos / "a.jpg").write_bytes(data)
    if kept_time:
        os.utime(photos / "a.jpg", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert refused(library, ids, trash) == [ErrorReason.LAST_COPY]


def test_what_stays_must_be_readable(library, ids, photos, trash, monkeypatch) -> None:
    read = content_id_at

    def unreadable(path):
        if path.name == "a.jpg":
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return read(path)

    monkeypatch.setattr(last_copy, "content_id_at", unreadable)
    assert refused(library, ids, trash) == [ErrorReason.LAST_COPY]
    assert refused(library, ids, trash, ["b.jpg"], "a.jpg") == [ErrorReason.FAILED]


def test_an_empty_file_stands_for_nothing(library, ids, photos, trash) -> None:
    (photos / "a.jpg").write_bytes(b"")
    assert refused(library, ids, trash) == [ErrorReason.LAST_COPY]


def test_a_hard_link_is_no_other_file(library, ids, photos, trash) -> None:
    (photos / "in" / "b.jpg").unlink()
    (photos / "in" / "b.jpg").hardlink_to(photos / "a.jpg")
    ids = take_in_again(library)
    assert refused(library, ids, trash) == [ErrorReason.SAME_FILE]


def take_in_again(library: Library) -> dict[str, int]:
    library.index()
    library.show_stacks("off", show_links=True)
    return {each.path.name: each.photo_id for each in library.photos(library.photo_ids())}


def test_a_link_neither_goes_nor_stands_for_a_file(library, ids, photos, trash) -> None:
    (photos / "a.jpg").unlink()
    (photos / "a.jpg").symlink_to(photos / "in" / "b.jpg")
    ids = take_in_again(library)
    assert refused(library, ids, trash) == [ErrorReason.LAST_COPY], "b.jpg is all there is"
    assert refused(library, ids, trash, ["b.jpg"], "a.jpg") == [ErrorReason.LINK]
    assert refused(library, ids, trash, ["a.jpg"], "c.jpg") == [ErrorReason.LAST_COPY]
    chosen = choice(library, [ids["b.jpg"]], [ids["c.jpg"]])
    assert library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash).done == 1


def test_one_folder_by_two_ways_is_one_file(library, ids, photos, tmp_path) -> None:
    (tmp_path / "link").symlink_to(photos, target_is_directory=True)
    (record,) = library.photos([ids["a.jpg"]])
    content = ((record.photo_id, record.content_id),)
    plan = CleanPlan(
        (CleanGroup(content, content),), CleanOptions(CleanAction.TRASH, merge=frozenset())
    )
    other = dataclasses.replace(record, path=tmp_path / "link" / "a.jpg")
    guard = LastCopyGuard(plan, {record.photo_id: other})
    with pytest.raises(Refused) as caught, guard.holding(record, lambda: None):
        raise AssertionError("it must not go")
    assert caught.value.reason is ErrorReason.SAME_FILE


@pytest.mark.parametrize("action", [CleanAction.TRASH, CleanAction.MOVE, *LINKS])
def test_one_file_that_looks_like_two_is_brought_back(
    library, ids, photos, trash, tmp_path, action, monkeypatch
) -> None:
    """A share that is mounted twice: no number tells that both names lead to one file."""
    (photos / "in" / "b.jpg").unlink()
    (photos / "in" / "b.jpg").symlink_to(photos / "a.jpg")
    before = state(photos)
    ids = take_in_again(library)
    target = tmp_path / "target"
    target.mkdir()
    chosen = choice(library, [ids["b.jpg"]], [ids["a.jpg"]])
    folder = target if action is CleanAction.MOVE else None
    with monkeypatch.context() as patch:
        # The link looks like a plain file, that is gone when the other one is.
        patch.setattr(Path, "lstat", Path.stat)
        patch.setattr(last_copy, "_is_one_file", lambda *_args: False)
        result = library.files.clean([chosen], CleanOptions(action, folder=folder), trash)
    assert result.done == 0
    assert [error.reason for error in result.errors] == [ErrorReason.LAST_COPY]
    assert state(photos) == before
    assert state(target) == {}


def test_one_file_that_looks_like_two_lies_in_a_trash_that_tells_no_place(
    library, ids, photos, trash, monkeypatch
) -> None:
    (photos / "in" / "b.jpg").unlink()
    (photos / "in" / "b.jpg").symlink_to(photos / "a.jpg")
    ids = take_in_again(library)
    chosen = choice(library, [ids["b.jpg"]], [ids["a.jpg"]])
    trash.silent = True
    with monkeypatch.context() as patch:
        patch.setattr(Path, "lstat", Path.stat)
        patch.setattr(last_copy, "_is_one_file", lambda *_args: False)
        patch.setattr(trash, "find", lambda _path: None)
        result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    assert reasons(result) == [("a.jpg", ErrorReason.LAST_COPY_TRASHED)]
    assert not (photos / "a.jpg").exists()
    assert (trash.folder / "0 a.jpg").exists()


def test_what_changed_since_it_was_compared_stays(library, ids, photos, trash) -> None:
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
    shutil.copy2(photos / "edit.jpg", photos / "in" / "b.jpg")
    result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    assert reasons(result) == [("b.jpg", ErrorReason.CHANGED)]
    library.index()  # now the library knows what it is, but the group is of what it was
    result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    assert reasons(result) == [("b.jpg", ErrorReason.CHANGED)]
    stays_changed = choice(library, [ids["b.jpg"]], [ids["c.jpg"]])
    shutil.copy2(photos / "other.jpg", photos / "in" / "b.jpg")
    library.index()
    result = library.files.clean([stays_changed], CleanOptions(CleanAction.TRASH), trash)
    assert reasons(result) == [("c.jpg", ErrorReason.LAST_COPY)]


def test_samples_that_are_equal_are_not_enough(library, photos, trash, monkeypatch) -> None:
    data = bytearray((photos / "a.jpg").read_bytes())
    data[len(data) // 2] ^= 1
    (photos / "in" / "b.jpg").write_bytes(data)
    ids = take_in(library, photos)
    (record,) = library.photos([ids["a.jpg"]])
    monkeypatch.setattr(last_copy, "content_id_at", lambda _path: record.content_id)
    get = library._catalog.photos.get
    monkeypatch.setattr(
        library._catalog.photos,
        "get",
        lambda ids: [dataclasses.replace(each, content_id=record.content_id) for each in get(ids)],
    )
    assert refused(library, ids, trash) == [ErrorReason.DIFFERENT]


def test_a_file_that_changes_at_the_last_moment_stays(
    library, ids, photos, trash, monkeypatch
) -> None:
    """Between the comparison and the deed somebody writes into the file that is to go."""
    exchange = atomic_files.exchange

    def late(path, new, check):
        path.write_bytes(b"edited at the last moment")
        exchange(path, new, check)

    monkeypatch.setattr(atomic_files, "exchange", late)
    assert refused(library, ids, trash, action=CleanAction.HARD_LINK) == [ErrorReason.CHANGED]
    assert (photos / "in" / "b.jpg").read_bytes() == b"edited at the last moment"
    assert list(photos.rglob(".photosearch*")) == []


def test_a_group_without_a_file_that_stays_loses_none(library, ids, photos, trash) -> None:
    before = state(photos)
    chosen = choice(library, [], [ids["a.jpg"], ids["b.jpg"], ids["c.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    assert {reason for _, reason in reasons(result)} == {ErrorReason.LAST_COPY}
    assert state(photos) == before


def test_groups_that_keep_each_others_files(library, ids, photos, trash) -> None:
    """a for b, b for c, c for a: what stays in one group goes in none."""
    circle = ["a.jpg", "b.jpg", "c.jpg"]
    chosen = [
        choice(library, [ids[one]], [ids[other]])
        for one, other in zip(circle, [*circle[1:], circle[0]], strict=True)
    ]
    assert library.files.clean(chosen, CleanOptions(CleanAction.TRASH), trash).operation is None
    chain = library.files.clean(chosen[:2], CleanOptions(CleanAction.TRASH), trash)
    assert (chain.done, chain.errors) == (1, ())
    assert names(library) == ["a.jpg", "b.jpg", "edit.jpg", "other.jpg"]


def test_of_each_group_of_a_file_one_stays(library, ids, photos, trash) -> None:
    chosen = [
        choice(library, [ids["a.jpg"]], [ids["b.jpg"]]),
        choice(library, [ids["edit.jpg"]], [ids["b.jpg"]]),
    ]
    (photos / "edit.jpg").unlink()
    result = library.files.clean(chosen, CleanOptions(CleanAction.TRASH), trash)
    assert reasons(result) == [("b.jpg", ErrorReason.LAST_COPY)]


def test_two_programs_never_let_go_of_each_others_copy(
    library, ids, photos, trash, tmp_path, monkeypatch
) -> None:
    """While one is about to let b go for a, another library comes to let a go for b."""
    put, came = FolderTrash.put, threading.Event()
    other_trash = FolderTrash(tmp_path / "other trash")

    def slow(self, path):
        if self is trash:
            came.set()
            time.sleep(0.3)
        return put(self, path)

    monkeypatch.setattr(FolderTrash, "put", slow)
    with Library.open(tmp_path / "other library", Settings(workers=1)) as other:
        other_ids = take_in(other, photos)
        mine = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
        theirs = choice(other, [other_ids["b.jpg"]], [other_ids["a.jpg"]])
        first = threading.Thread(
            target=library.files.clean, args=([mine], CleanOptions(CleanAction.TRASH), trash)
        )
        first.start()
        assert came.wait(10)
        second = other.files.clean([theirs], CleanOptions(CleanAction.TRASH), other_trash)
        first.join()
    assert reasons(second) == [("a.jpg", ErrorReason.LAST_COPY)]
    assert (photos / "a.jpg").exists()
    assert not (photos / "in" / "b.jpg").exists()


def test_a_drive_that_is_away_stands_for_nothing(library, ids, photos, trash) -> None:
    library._roots._online = {root.root_id: False for root in library.roots()}
    assert refused(library, ids, trash) == [ErrorReason.OFFLINE]


def test_an_unplugged_target_takes_nothing(
    library, ids, photos, trash, tmp_path, monkeypatch
) -> None:
    target = tmp_path / "target"
    target.mkdir()
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
    target_of = CleanOperation._target

    def unplugged(self, record):
        self._device = -1
        return target_of(self, record)

    monkeypatch.setattr(CleanOperation, "_target", unplugged)
    result = library.files.clean([chosen], CleanOptions(CleanAction.MOVE, folder=target), trash)
    assert reasons(result) == [("b.jpg", ErrorReason.OFFLINE)]
    assert list(target.iterdir()) == []


@pytest.mark.parametrize("action", LINKS)
def test_undo_looks_what_became_of_the_link(library, ids, photos, trash, action) -> None:
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"], ids["c.jpg"]])
    result = library.files.clean([chosen], CleanOptions(action), trash)
    data = (photos / "a.jpg").read_bytes()
    (photos / "in" / "b.jpg").unlink()
    (photos / "in" / "b.jpg").write_bytes(b"a new file of the user")
    (photos / "a.jpg").unlink()
    undone = undo(library, result, trash)
    expected = [("b.jpg", ErrorReason.CHANGED)]
    if action is CleanAction.SYMBOLIC_LINK:
        expected.insert(0, ("a.jpg", ErrorReason.GONE))
    else:
        assert (photos / "in" / "deep" / "c.jpg").read_bytes() == data
    assert reasons(undone) == expected
    (photos / "a.jpg").write_bytes(data)
    (photos / "in" / "b.jpg").unlink()
    assert undo(library, result, trash).errors == ()
    assert (photos / "in" / "b.jpg").read_bytes() == data
    assert (photos / "in" / "deep" / "c.jpg").read_bytes() == data


# What the system refuses


def test_a_trash_that_refuses_leaves_all_as_it_was(library, ids, photos, trash) -> None:
    (photos / "in" / "b.jpg.xmp").write_text(sidecar(rating=5))
    library.index()
    before = state(photos)
    trash.refused = {"b.jpg"}
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"], ids["c.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    assert (result.done, reasons(result)) == (1, [("b.jpg", ErrorReason.NO_TRASH)])
    assert state(photos) == {name: kept for name, kept in before.items() if "c.jpg" not in name}
    assert undo(library, result, trash).errors == ()
    assert state(photos) == before


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_full_or_read_only_disk_is_told(library, ids, photos, trash, tmp_path, code) -> None:
    target = tmp_path / "target"
    target.mkdir()
    before = state(photos)

    def full(*_args, **_options):
        raise OSError(code, os.strerror(code))

    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic_files, "_rename_if_free", full)
        moved = library.files.clean([chosen], CleanOptions(CleanAction.MOVE, folder=target), trash)
        linked = library.files.clean([chosen], CleanOptions(CleanAction.HARD_LINK), trash)
    reason = ErrorReason.DISK_FULL if code == errno.ENOSPC else ErrorReason.READ_ONLY
    assert reasons(moved) == reasons(linked) == [("b.jpg", reason)]
    assert state(photos) == before


def test_one_that_vanished_costs_only_itself(library, ids, photos, trash) -> None:
    (photos / "in" / "b.jpg").unlink()
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"], ids["c.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    assert (result.done, reasons(result)) == (1, [("b.jpg", ErrorReason.GONE)])


# Companions


def test_a_live_photos_video_goes_along_if_it_is_not_the_only_one(
    library, ids, photos, trash
) -> None:
    (photos / "in" / "b.mov").write_bytes(b"video")
    (photos / "in" / "deep" / "c.MOV").write_bytes(b"another video")
    (photos / "a.mov").write_bytes(b"video")
    before = state(photos)
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"], ids["c.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    assert (result.done, result.errors) == (2, ())
    assert not (photos / "in" / "b.mov").exists()
    assert (photos / "in" / "deep" / "c.MOV").exists(), "there is no other one"
    assert undo(library, result, trash).errors == ()
    assert state(photos) == before


def test_a_moved_photo_takes_its_video_along(library, ids, photos, trash, tmp_path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (photos / "in" / "b.mov").write_bytes(b"video")
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.MOVE, folder=target), trash)
    assert sorted(state(target)) == ["photos/in/b.jpg", "photos/in/b.mov"]
    assert undo(library, result, trash).errors == ()
    assert (photos / "in" / "b.mov").exists()


@pytest.mark.parametrize("with_raw", [False, True])
def test_the_raw_file_of_a_pair_goes_along_by_choice(
    library, photos, trash, with_raw, sample_raw
) -> None:
    for name in ("a.dng", "in/b.dng"):
        (photos / name).write_bytes(sample_raw)
    (photos / "in" / "deep" / "c.dng").write_bytes(sample_raw + b"another")
    take_in(library, photos)
    library.index()
    library.show_stacks("off")
    ids = {each.path.name: each.photo_id for each in library.photos(library.photo_ids())}
    before = state(photos)
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"], ids["c.jpg"]])
    result = library.files.clean(
        [chosen], CleanOptions(CleanAction.TRASH, with_raw=with_raw), trash
    )
    assert result.errors == ()
    assert (photos / "in" / "b.dng").exists() is not with_raw
    assert (photos / "in" / "deep" / "c.dng").exists(), "there is no other one"
    assert_as_rescanned_names(library, photos)
    assert undo(library, result, trash).errors == ()
    assert state(photos) == before


def assert_as_rescanned_names(library: Library, photos: Path) -> None:
    shown = {each.path for each in library.photos(library.photo_ids())}
    assert shown == {path for path in photos.rglob("*") if path.is_file()}


@pytest.fixture
def sample_raw(photo_folder: Path) -> bytes:
    """Bytes that nothing decodes: the row is one of an unreadable file, or none."""
    return (photo_folder / "03.jpg").read_bytes()


# Merging


def sidecar(rating: int | None = None, keywords: tuple[str, ...] = (), more: str = "") -> str:
    rated = f'xmp:Rating="{rating}"' if rating is not None else ""
    items = "".join(f"<rdf:li>{word}</rdf:li>" for word in keywords)
    subject = f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>" if keywords else ""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:exif="http://ns.adobe.com/exif/1.0/" {rated} {more}>{subject}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


CAPTION = (
    "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>At the lake</rdf:li></rdf:Alt>"
    "</dc:description></rdf:Description>"
)
PLACE = 'exif:GPSLatitude="47,22.55N" exif:GPSLongitude="8,32.5E"'


def test_what_a_sidecar_says_by_now_is_brought_along(library, ids, photos, trash) -> None:
    place = photos / "in" / "b.jpg.xmp"
    place.write_text(sidecar(1, ("k",)))
    ids = take_in_again(library)
    place.write_text(sidecar(5, ("best",)))  # the library does not know
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    assert (result.done, result.errors) == (1, ())
    told = read_xmp((photos / "a.jpg.xmp").read_bytes())
    assert (told.rating, told.keywords) == (5, ("best",))


def test_what_only_a_copy_that_goes_has_is_brought_over(library, photos, trash) -> None:
    (photos / "a.jpg.xmp").write_text(sidecar(2, ("See",)))
    (photos / "in" / "b.jpg.xmp").write_text(sidecar(4, ("see", "Berg"), PLACE))
    described = sidecar(3, ("Zug",)).replace("</rdf:Description>", CAPTION)
    (photos / "in" / "deep" / "c.jpg.xmp").write_text(described)
    ids = take_in(library, photos)
    before = state(photos)
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"], ids["c.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    assert (result.done, result.errors) == (2, ())
    assert result.operation.photo_count == 2, "the one that stays is not counted"
    found = read_xmp((photos / "a.jpg.xmp").read_bytes())
    assert (found.rating, found.keywords) == (4, ("See", "Berg", "Zug"))
    assert found.caption == "At the lake"
    assert found.position == pytest.approx((47 + 22.55 / 60, 8 + 32.5 / 60), abs=1e-6)
    (record,) = library.photos([ids["a.jpg"]])
    assert (record.metadata.rating, record.metadata.keywords) == (4, ("See", "Berg", "Zug"))
    library.index()
    (record,) = library.photos([ids["a.jpg"]])
    assert record.metadata.caption == "At the lake"
    assert record.metadata.latitude == pytest.approx(47.3758, abs=1e-3)
    assert undo(library, result, trash).errors == ()
    assert state(photos) == before
    library.index()
    (record,) = library.photos([ids["a.jpg"]])
    assert (record.metadata.rating, record.metadata.keywords) == (2, ("See",))
    assert (record.metadata.caption, record.metadata.latitude) == (None, None)


def test_merging_makes_a_sidecar_and_undo_takes_only_that_back(library, photos, trash) -> None:
    (photos / "in" / "b.jpg.xmp").write_text(sidecar(4, ("Berg",), PLACE))
    ids = take_in(library, photos)
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    library.files.edit_keywords([ids["a.jpg"]], ["mine"])  # and then the user goes on working
    assert undo(library, result, trash).errors == ()
    found = read_xmp((photos / "a.jpg.xmp").read_bytes())
    assert (found.rating, found.keywords, found.position) == (None, ("mine",), None)


def test_only_the_fields_that_are_asked_for(library, photos, trash) -> None:
    (photos / "in" / "b.jpg.xmp").write_text(sidecar(4, ("Berg",)))
    ids = take_in(library, photos)
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
    library.files.clean(
        [chosen], CleanOptions(CleanAction.TRASH, merge=frozenset({MergeField.KEYWORDS})), trash
    )
    found = read_xmp((photos / "a.jpg.xmp").read_bytes())
    assert (found.rating, found.keywords) == (None, ("Berg",))


@pytest.mark.parametrize("rule", [KeepRule.REFERENCE, KeepRule.PROTECTED])
def test_nothing_is_written_beside_what_is_never_touched(library, photos, trash, rule) -> None:
    (photos / "in" / "b.jpg.xmp").write_text(sidecar(4))
    ids = take_in(library, photos)
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]], reasons=(rule,))
    assert library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash).done == 1
    assert not (photos / "a.jpg.xmp").exists()


def test_a_lower_rating_changes_nothing(library, photos, trash) -> None:
    (photos / "a.jpg.xmp").write_text(sidecar(5))
    (photos / "in" / "b.jpg.xmp").write_text(sidecar(-1))
    ids = take_in(library, photos)
    before = (photos / "a.jpg.xmp").read_bytes()
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"]])
    library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    assert (photos / "a.jpg.xmp").read_bytes() == before


def test_where_nothing_can_be_brought_over_the_copy_stays(library, photos, trash) -> None:
    (photos / "in" / "b.jpg.xmp").write_text(sidecar(4))
    ids = take_in(library, photos)
    (photos / "a.jpg.xmp").write_text("no xmp")
    chosen = choice(library, [ids["a.jpg"]], [ids["b.jpg"], ids["c.jpg"]])
    result = library.files.clean([chosen], CleanOptions(CleanAction.TRASH), trash)
    assert (result.done, reasons(result)) == (1, [("b.jpg", ErrorReason.BROKEN_SIDECAR)])
    assert (photos / "a.jpg.xmp").read_text() == "no xmp"
    assert (photos / "in" / "b.jpg").exists()

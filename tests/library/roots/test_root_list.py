"""Folders with their counts, what is left out of them, files tried again, and the runs that did it.

Over real folders and the real model, without worker processes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from photosearch.core.errors import CatalogError, UserError
from photosearch.core.jobs import JobControl, Progress, ThrottleReason
from photosearch.core.runs import RootState, RunKind
from photosearch.library.indexing.indexer import Indexer
from photosearch.library.library import Library
from photosearch.library.roots import roots
from photosearch.library.roots.scanner import Scope
from photosearch.settings import Settings
from tests.in_process import without_processes
from tests.message_text import raises_text, text_of
from tests.photos import make_photo


@pytest.fixture
def library(
    tmp_path: Path, photo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    """Four photos, two of them in folders inside, and a file that is none."""
    without_processes(monkeypatch)
    photos = tmp_path / "photos"
    for name, place in (
        ("00.jpg", "00.jpg"), ("01.jpg", "01.jpg"), ("02.jpg", "in/02.jpg"),
        ("03.jpg", "a[1]/03.jpg"),
    ):  # fmt: skip
        (photos / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(photo_folder / name, photos / place)
    (photos / "bad.jpg").write_bytes(b"no photo")
    with Library.open(tmp_path / "library", Settings(workers=1)) as opened:
        opened.add_root(photos)
        opened.index()
        yield opened


def state(library: Library) -> RootState:
    (only,) = library.root_list.states()
    return only


def tally(library: Library) -> tuple[int, int, int, int]:
    now = state(library)
    return now.photos, now.unreadable, now.missing, now.excluded


def test_counts_and_the_last_look(library: Library, tmp_path: Path) -> None:
    assert tally(library) == (4, 1, 0, 0)
    looked = state(library).last_scanned
    (run,) = library.runs.history()
    assert looked == run.started
    assert run.kind is RunKind.ALL
    assert run.counts == {"indexed": 4, "unreadable": 1}
    (tmp_path / "photos" / "00.jpg").unlink()
    library.index()
    assert tally(library) == (3, 1, 1, 0)
    other = tmp_path / "other"
    other.mkdir()
    library.add_root(other)
    second = library.root_list.states()[1]
    assert (second.root.path.name, second.photos, second.last_scanned) == ("other", 0, None)


def test_a_folder_inside_is_left_out_and_let_in_again(library: Library, tmp_path: Path) -> None:
    inside = tmp_path / "photos" / "a[1]"
    root = library.root_list.exclude_folder(inside)
    assert root.excludes == ("/a[[]1]",)
    assert tally(library) == (4, 1, 0, 0), "until the next run"
    summary = library.index()
    assert (summary.counts["excluded"], summary.counts["missing"]) == (1, 0)
    assert tally(library) == (3, 1, 0, 1)
    assert inside.joinpath("03.jpg").exists()
    assert library.root_list.set_excludes(root.root_id, ()).excludes == ()
    summary = library.index()
    assert summary.counts["found"] == 1
    assert summary.counts["indexed"] == 0, "it was not read again"
    assert tally(library) == (4, 1, 0, 0)


def test_patterns_are_cleaned_and_told(library: Library) -> None:
    told: list[Any] = []
    library.subscribe(told.append)
    root_id = state(library).root.root_id
    root = library.root_list.set_excludes(root_id, ["  *.png ", "", "in", "in"])
    assert root.excludes == ("*.png", "in")
    assert [changes.roots_changed for changes in told] == [True]
    assert library.roots() == [root]
    library.index()
    assert tally(library) == (3, 1, 0, 1)


def test_what_cannot_be_left_out(library: Library, tmp_path: Path) -> None:
    with raises_text(UserError, "whole folder of the library"):
        library.root_list.exclude_folder(tmp_path / "photos")
    with raises_text(UserError, "not part of the library"):
        library.root_list.exclude_folder(tmp_path)
    with raises_text(UserError, "any more"):
        library.root_list.set_excludes(99, ["x"])


def test_unreadable_files_are_tried_again(library: Library, tmp_path: Path) -> None:
    bad = tmp_path / "photos" / "bad.jpg"
    (record,) = library.unreadable()
    progress: list[Progress] = []
    summary = library.runs.retry([record.photo_id], on_progress=progress.append)
    assert summary.counts["unreadable"] == 1, "it is read although nothing changed"
    assert library.unreadable() == [record]
    assert [told.total for told in progress][-1] == 1, "and no other file"
    before = bad.stat()
    make_photo(bad, 40)  # mended without a trace that a scan would see
    summary = library.runs.retry()
    assert summary.counts["indexed"] == 1
    assert bad.stat() != before
    assert library.unreadable() == []
    assert tally(library) == (5, 0, 0, 0)
    kinds = [run.kind for run in library.runs.history()]
    assert kinds == [RunKind.RETRY, RunKind.RETRY, RunKind.ALL]
    assert library.runs.retry([]).counts["indexed"] == 0
    assert library.runs.retry([4711]).counts["indexed"] == 0


def test_a_file_that_is_gone_when_it_is_tried_again(library: Library, tmp_path: Path) -> None:
    (tmp_path / "photos" / "bad.jpg").unlink()
    library.runs.retry()
    assert tally(library) == (4, 0, 1, 0)


def test_an_unplugged_folder_is_not_tried(library: Library, tmp_path: Path) -> None:
    (tmp_path / "photos").rename(tmp_path / "away")
    library.refresh_drives()
    summary = library.runs.retry()
    assert summary.offline == (tmp_path / "photos",)
    assert library.runs.history()[0].offline == 1
    assert library.runs.history()[0].root_ids == ()
    assert len(library.unreadable()) == 1


def test_runs_that_were_cancelled_or_failed_are_kept_too(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = JobControl()
    control.cancel()
    library.index(control=control)
    assert library.runs.history()[0].cancelled

    def full(*_args: object) -> None:
        raise CatalogError.in_words("The disk is full.", "Make room.")

    monkeypatch.setattr(Indexer, "run", full)
    with pytest.raises(CatalogError):
        library.index()
    assert text_of(library.runs.history()[0].problem) == "The disk is full."
    looked = state(library).last_scanned

    def fails(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Indexer, "run", fails)
    with pytest.raises(ZeroDivisionError):
        library.index()
    assert text_of(library.runs.history()[0].problem) == "It ended unexpectedly."
    assert state(library).last_scanned == looked
    assert not library.runs.busy


def test_changes_that_were_noticed_are_told_as_such(library: Library, tmp_path: Path) -> None:
    make_photo(tmp_path / "photos" / "new.jpg", 41)
    library.index_scopes([Scope(library.roots()[0], (b"new.jpg",))])
    assert library.runs.history()[0].kind is RunKind.CHANGES
    library.index_folders([tmp_path / "photos" / "in"])
    assert library.runs.history()[0].kind is RunKind.PART


def test_progress_tells_that_the_user_works(library: Library, tmp_path: Path) -> None:
    make_photo(tmp_path / "photos" / "new.jpg", 41)
    library.throttle.set_limits(battery_percent=100, busy_percent=50)
    library.throttle.note_activity()
    progress: list[Progress] = []
    library.index(on_progress=progress.append)
    read = {(told.throttle_reason, told.worker_share) for told in progress if told.total}
    looked = {(told.throttle_reason, told.worker_share) for told in progress if told.total is None}
    assert read == {(ThrottleReason.BUSY, 0.5)}
    assert looked == {(None, 1.0)}, "no workers are needed to look"


def test_a_drive_that_went_after_it_was_looked_for_loses_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its empty place can be listed; it is a folder of another file system."""
    library.index()
    before = len(library.photo_ids())
    (root,) = library.roots()
    (root.path / "00.jpg").unlink()
    devices = iter([1, 2])
    monkeypatch.setattr(roots, "device_of", lambda _path: next(devices))
    summary = library.index()
    assert summary.offline == (root.path,)
    assert summary.counts["missing"] == 0
    assert len(library.photo_ids()) == before
    monkeypatch.setattr(roots, "device_of", lambda _path: 1)
    assert library.index().counts["missing"] == 1

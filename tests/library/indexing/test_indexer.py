"""Bringing a real catalog up to date with real folders, with a reader that needs no model."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from photosearch.core.changes import Changes, IndexSummary
from photosearch.core.codes import CodeKind
from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.message_codes import in_words
from photosearch.core.photo import IndexedPhoto, PhotoMetadata, PhotoState, Root, UnreadableFile
from photosearch.inference.pool import SerialPool, TaskResult, Workers
from photosearch.library.indexing import run_state as index_run_module
from photosearch.library.indexing.indexer import Indexer
from photosearch.library.roots.scanner import ScanRules, Scope
from photosearch.library.workers.content_id import content_id_of
from photosearch.library.workers.file_reading import read_stable
from photosearch.library.workers.photo_worker import (
    DuplicateContent,
    FileVanished,
    PhotoResult,
    PhotoTask,
)
from photosearch.store.catalog import Catalog
from tests.message_text import text_of

MODEL = "model-1"


class Reader:
    """Stands for decoder and encoder: the code is made from the bytes, bad ones are refused."""

    def __init__(self) -> None:
        self.encoded: list[str] = []
        self.before: Callable[[PhotoTask], None] = lambda _task: None

    def __call__(self, task: PhotoTask) -> PhotoResult:
        self.before(task)
        try:
            data, stamp = read_stable(task.path, task.stamp, 10_000_000)
        except FileNotFoundError:
            return FileVanished(task.root_id, task.stamp)
        except UnreadablePhoto as problem:
            return UnreadableFile(task.root_id, task.stamp, problem.reason, problem.detail)
        content_id = content_id_of(data)
        if task.content_first or content_id in task.known:
            return DuplicateContent(task.root_id, stamp, content_id)
        if data.startswith(b"bad"):
            return UnreadableFile(task.root_id, stamp, Reason.DAMAGED, in_words("It is damaged."))
        self.encoded.append(os.fsdecode(task.stamp.rel_path))
        codes = {CodeKind.SUBJECT.value: content_id * 2, CodeKind.COPY.value: content_id * 2}
        name = "tiff" if task.stamp.rel_path.endswith(b".tif") else "jpeg"
        facts = PhotoMetadata(name, 40, 30)
        return IndexedPhoto(task.root_id, stamp, content_id, facts, b"thumb" + data[:20], codes)


class Folder:
    """A catalog, two roots, and what happened in them."""

    def __init__(self, tmp_path: Path) -> None:
        self.path = tmp_path / "photos"
        self.other = tmp_path / "other"
        self.path.mkdir()
        self.other.mkdir()
        self.catalog = Catalog.open(tmp_path / "library")
        self.roots = [self.catalog.roots.add(path, "", ()) for path in (self.path, self.other)]
        self.reader = Reader()
        self.changes: list[Changes] = []
        self.is_still_there: Callable[[Root], bool] = lambda _root: True
        self.make_pool: Callable[[int], Workers[PhotoTask, PhotoResult]] = lambda _tasks: (
            SerialPool(lambda: self.reader, ())
        )

    def put(self, name: str, content: str | None = None) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if content is not None else f"content of {name}")
        return path

    def index(
        self,
        *,
        model: str = MODEL,
        roots: list[Root] | None = None,
        only: tuple[bytes, ...] | None = None,
        control: JobControl | None = None,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> IndexSummary:
        self.reader.encoded.clear()
        indexer = Indexer(
            self.catalog,
            model,
            lambda _root: ScanRules(frozenset({".jpg", ".tif"})),
            lambda tasks: self.make_pool(tasks),
            self.changes.append,
            is_still_there=self.is_still_there,
        )
        scopes = [Scope(root, only) for root in roots or self.roots]
        return indexer.run(scopes, control or JobControl(), on_progress)

    def ids(self) -> dict[str, int]:
        records = self.catalog.photos.get(self.catalog.photos.ids())
        return {record.path.name: record.photo_id for record in records}


@pytest.fixture(params=["few of a size", "many of a size"])
def folder(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Folder]:
    if request.param == "many of a size":
        monkeypatch.setattr(index_run_module, "_MANY_CONTENTS", 0)
    made = Folder(tmp_path)
    yield made
    made.catalog.close()


def counts(summary: IndexSummary) -> dict[str, int]:
    return {name: count for name, count in summary.counts.items() if count}


def test_first_and_second_run(folder: Folder) -> None:
    for name in ("a.jpg", "in/b.jpg", "c"):
        folder.put(name)
    folder.put("bad.jpg", "bad content")
    summary = folder.index()
    assert counts(summary) == {"indexed": 3, "unreadable": 1}
    assert summary.reasons == {"damaged": 1}
    assert summary.photos_per_second > 0
    assert set(folder.ids()) == {"a.jpg", "b.jpg", "c"}
    assert counts(folder.index()) == {"unchanged": 4}
    assert folder.reader.encoded == []


def test_a_root_removed_during_a_run_costs_only_its_own_photos(folder: Folder) -> None:
    folder.put("a.jpg")
    (folder.other / "b.jpg").write_text("content of b")

    def remove(task: PhotoTask) -> None:
        if task.root_id == folder.roots[1].root_id:
            folder.catalog.roots.remove(folder.roots[0].root_id)

    folder.reader.before = remove
    folder.index()
    assert set(folder.ids()) == {"b.jpg"}
    assert [list(changes.added) for changes in folder.changes] == [[folder.ids()["b.jpg"]]]


def test_a_rename_keeps_the_photo_and_reads_no_pixels(folder: Folder) -> None:
    path = folder.put("a.jpg")
    folder.index()
    photo_id = folder.ids()["a.jpg"]
    path.rename(folder.path / "b.jpg")
    assert counts(folder.index()) == {"moved": 1}
    assert folder.ids() == {"b.jpg": photo_id}
    assert folder.reader.encoded == []
    assert folder.changes[-1].changed == (photo_id,)


def test_a_move_to_another_root_and_of_a_whole_folder(folder: Folder) -> None:
    for number in range(5):
        folder.put(f"in/{number}.jpg")
    folder.index()
    before = folder.ids()
    (folder.path / "in").rename(folder.other / "there")
    assert counts(folder.index()) == {"moved": 5}
    assert folder.ids() == before
    records = folder.catalog.photos.get(list(before.values()))
    assert {record.path.parent for record in records} == {folder.other / "there"}


def test_a_move_is_found_although_an_earlier_run_saw_it_missing(folder: Folder) -> None:
    path = folder.put("a.jpg")
    folder.index()
    before = folder.ids()
    path.rename(folder.other / "a.jpg")
    assert counts(folder.index(roots=folder.roots[:1])) == {"missing": 1}
    assert folder.ids() == {}
    assert counts(folder.index(roots=folder.roots[1:])) == {"moved": 1}
    assert folder.ids() == before


def test_a_copy_takes_over_the_codes(folder: Folder) -> None:
    path = folder.put("a.jpg")
    folder.index()
    shutil.copy(path, folder.other / "copy.jpg")
    assert counts(folder.index()) == {"unchanged": 1, "copied": 1}
    assert folder.reader.encoded == []
    ids = folder.ids()
    _, codes = folder.catalog.codes.get(MODEL, CodeKind.COPY, [ids["a.jpg"], ids["copy.jpg"]])
    assert len(codes) == 2
    assert bytes(codes[0]) == bytes(codes[1])
    assert len(folder.catalog.thumbnails.get(list(ids.values()))) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_further_names_of_a_file_are_links_and_no_copies(folder: Folder) -> None:
    path = folder.put("a.jpg")
    folder.index()
    (folder.other / "hard.jpg").hardlink_to(path)
    (folder.other / "soft.jpg").symlink_to(path)
    assert counts(folder.index()) == {"unchanged": 1, "linked": 2}
    assert folder.reader.encoded == []
    links = folder.catalog.stacks.links()
    assert set(links.primary_ids.tolist()) == {folder.ids()["a.jpg"]}
    assert len(links) == 3
    path.unlink()
    (folder.other / "soft.jpg").unlink()
    assert counts(folder.index()) == {"unchanged": 1, "missing": 2}
    assert len(folder.catalog.stacks.links()) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_file_with_the_number_that_one_of_an_unplugged_drive_had_is_no_link(
    folder: Folder,
) -> None:
    # The number of the device, that of the file, its time and its bytes are all the same.
    away = folder.other / "a.jpg"
    away.write_text("content of a")
    (folder.other / "hard.jpg").hardlink_to(away)
    folder.index()
    (folder.other / "hard.jpg").unlink()
    away.rename(folder.path / "b.jpg")

    assert counts(folder.index(roots=folder.roots[:1])) == {"copied": 1}

    links = folder.catalog.stacks.links()
    ids = folder.ids()
    assert sorted(links.photo_ids.tolist()) == sorted([ids["a.jpg"], ids["hard.jpg"]])

    shutil.copy2(folder.path / "b.jpg", away)  # the drive is back, its files have other numbers
    (folder.other / "hard.jpg").hardlink_to(away)
    assert counts(folder.index()) == {"unchanged": 3}
    (folder.other / "third.jpg").hardlink_to(away)
    assert counts(folder.index()) == {"unchanged": 3, "linked": 1}
    links = folder.catalog.stacks.links()
    assert folder.ids()["b.jpg"] not in links.photo_ids.tolist()
    assert len(links) == 3


def test_touching_a_file_reads_no_pixels(folder: Folder) -> None:
    path = folder.put("a.jpg")
    folder.index()
    before = folder.ids()
    os.utime(path, ns=(1, 1))
    assert counts(folder.index()) == {"unchanged": 1}
    assert folder.reader.encoded == []
    assert counts(folder.index()) == {"unchanged": 1}
    assert folder.ids() == before


def test_swapped_names_do_not_mix_up_the_codes(folder: Folder) -> None:
    a, b = folder.put("a.jpg", "one content"), folder.put("b.jpg", "two content")
    folder.index()
    a.rename(folder.path / "c.tmp")
    b.rename(a)
    (folder.path / "c.tmp").rename(b)
    folder.index()
    for name, content in (("a.jpg", b"two content"), ("b.jpg", b"one content")):
        _, codes = folder.catalog.codes.get(MODEL, CodeKind.COPY, [folder.ids()[name]])
        assert bytes(codes[0]) == content_id_of(content) * 2


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_done_to_files_each_has_the_codes_of_its_content(
    folder: Folder, seed: int
) -> None:
    rng = random.Random(seed)
    places = [folder.path / f"{name}.jpg" for name in "abcdef"]
    places += [folder.other / f"{name}.jpg" for name in "abc"]
    contents = [f"content {number}" for number in range(6)]  # all of one size
    for _ in range(6):
        for _ in range(rng.randrange(1, 8)):
            one, two = rng.sample(places, 2)
            match rng.choice(["write", "move", "move", "copy", "delete", "touch", "swap"]):
                case "write":
                    one.write_text(rng.choice(contents))
                case "move" if one.exists():
                    one.replace(two)
                case "copy" if one.exists():
                    shutil.copyfile(one, two)
                case "delete":
                    one.unlink(missing_ok=True)
                case "touch" if one.exists():
                    os.utime(one, ns=(0, rng.randrange(10**18)))
                case "swap" if one.exists() and two.exists():
                    aside = one.rename(one.with_suffix(".aside"))
                    two.rename(one)
                    aside.rename(two)
                case _:
                    pass
            for place in places:  # as clocks with coarse ticks do not: every change is seen
                if place.exists() and place in (one, two):
                    os.utime(place, ns=(0, rng.randrange(10**18)))
        folder.index(roots=rng.choice([folder.roots, folder.roots, folder.roots[:1]]))
    folder.index()
    records = folder.catalog.photos.get(folder.catalog.photos.ids())
    assert {record.path for record in records} == {place for place in places if place.exists()}
    for record in records:
        content_id = content_id_of(record.path.read_bytes())
        _, codes = folder.catalog.codes.get(MODEL, CodeKind.COPY, [record.photo_id])
        assert record.content_id == content_id
        assert bytes(codes[0]) == content_id * 2
        thumbnails = folder.catalog.thumbnails.get([record.photo_id])
        assert thumbnails[record.photo_id] == b"thumb" + record.path.read_bytes()[:20]
    assert set(counts(folder.index())) <= {"unchanged"}


def test_many_photos_of_one_size_do_not_weigh_on_each_task(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_run_module, "_MANY_CONTENTS", 64)
    for number in range(200):
        folder.put(f"{number:03}.jpg", f"content {number:03}")
    folder.index()
    known: list[int] = []
    folder.reader.before = lambda task: known.append(len(task.known))
    (folder.path / "017.jpg").rename(folder.path / "renamed.jpg")
    folder.put("new.jpg", "content 999")
    assert counts(folder.index()) == {"unchanged": 199, "moved": 1, "indexed": 1}
    assert folder.reader.encoded == ["new.jpg"]
    assert max(known) == 0


def test_a_move_over_another_photo(folder: Folder) -> None:
    a = folder.put("a.jpg", "one content")
    folder.put("b.jpg", "two contents")
    folder.index()
    kept = folder.ids()["a.jpg"]
    a.replace(folder.path / "b.jpg")
    assert counts(folder.index()) == {"moved": 1}
    assert folder.ids() == {"b.jpg": kept}


def test_an_edit_encodes_anew_under_the_same_id(folder: Folder) -> None:
    path = folder.put("a.jpg")
    folder.index()
    before = folder.ids()
    path.write_text("edited, and longer")
    assert counts(folder.index()) == {"indexed": 1}
    assert folder.ids() == before
    assert folder.changes[-1].changed == (before["a.jpg"],)
    path.write_text("bad now")
    folder.index()
    assert folder.ids() == {}
    assert folder.changes[-1].removed == (before["a.jpg"],)
    path.write_text("good again")
    folder.index()
    assert folder.ids() == before


def test_gone_files_are_missing_and_come_back_for_free(folder: Folder) -> None:
    path = folder.put("a.jpg")
    folder.index()
    before = folder.ids()
    aside = path.rename(folder.path.parent / "aside.jpg")
    assert counts(folder.index()) == {"missing": 1}
    assert folder.ids() == {}
    assert folder.changes[-1].removed == (before["a.jpg"],)
    assert counts(folder.index()) == {}
    aside.rename(path)
    assert counts(folder.index()) == {"found": 1}
    assert folder.reader.encoded == []
    assert folder.ids() == before


def test_another_model_encodes_all_again_and_keeps_the_old_codes(folder: Folder) -> None:
    folder.put("a.jpg")
    folder.put("b.jpg", "content of a.jpg")
    folder.index()
    summary = folder.index(model="model-2")
    assert summary.counts["indexed"] == 2
    for model in (MODEL, "model-2"):
        found, _ = folder.catalog.codes.get(model, CodeKind.COPY, list(folder.ids().values()))
        assert len(found) == 2
    assert counts(folder.index(model="model-2")) == {"unchanged": 2}


def test_lost_thumbnails_are_made_again(folder: Folder) -> None:
    folder.put("a.jpg")
    folder.put("b.jpg")
    folder.index()
    ids = folder.ids()
    folder.catalog.thumbnails.delete([ids["a.jpg"]])
    assert counts(folder.index()) == {"indexed": 1, "unchanged": 1}
    assert set(folder.catalog.thumbnails.get(list(ids.values()))) == set(ids.values())
    assert folder.ids() == ids
    assert counts(folder.index()) == {"unchanged": 2}


def test_a_file_that_vanishes_before_it_is_read(folder: Folder) -> None:
    path = folder.put("a.jpg")
    folder.put("b.jpg")
    folder.reader.before = lambda _task: path.unlink(missing_ok=True)
    assert counts(folder.index()) == {"vanished": 1, "indexed": 1}
    assert counts(folder.index()) == {"unchanged": 1}


def test_a_file_that_is_being_written_is_read_when_it_rests(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosearch.library.indexing.run_state._REREAD_AFTER_S", 0.1)
    folder.put("a.jpg")
    changing = iter([True, False])
    real = folder.reader.__call__

    class Busy(Reader):
        def __call__(self, task: PhotoTask) -> PhotoResult:
            if next(changing):
                return UnreadableFile(
                    task.root_id, task.stamp, Reason.CHANGING, in_words("It changes.")
                )
            return real(task)

    folder.reader = Busy()
    assert counts(folder.index()) == {"indexed": 1}


def test_a_file_that_never_rests_is_a_row_and_tried_next_time(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosearch.library.indexing.run_state._REREAD_AFTER_S", 0.1)
    folder.put("a.jpg")
    good = folder.reader

    class Busy(Reader):
        def __call__(self, task: PhotoTask) -> PhotoResult:
            return UnreadableFile(
                task.root_id, task.stamp, Reason.CHANGING, in_words("It changes.")
            )

    folder.reader = Busy()
    summary = folder.index()
    assert summary.reasons == {"changing": 1}
    folder.reader = good
    assert counts(folder.index()) == {"indexed": 1}


class CrashingPool:
    """A pool whose workers die over files whose name begins with "kill"."""

    def __init__(self, reader: Reader) -> None:
        self._serial: SerialPool[PhotoTask, PhotoResult] = SerialPool(lambda: reader, ())
        self._dead: list[PhotoTask] = []
        self.tried: list[bytes] = []

    @property
    def free_slots(self) -> int:
        return self._serial.free_slots - len(self._dead)

    def submit(self, task: PhotoTask) -> None:
        self.tried.append(task.stamp.rel_path)
        if task.stamp.rel_path.startswith(b"kill"):
            self._dead.append(task)
        else:
            self._serial.submit(task)

    def next_result(self, timeout_s: float) -> TaskResult[PhotoTask, PhotoResult] | None:
        if self._dead:
            return TaskResult(
                self._dead.pop(), None, Reason.CRASHED, in_words("Stopped by SIGSEGV.")
            )
        return self._serial.next_result(timeout_s)

    def close(self) -> None:
        self._serial.close()


def test_a_file_that_kills_workers_has_two_tries_until_it_changes(folder: Folder) -> None:
    for name in ("a.jpg", "kill.jpg", "z.jpg"):
        folder.put(name)
    pools: list[CrashingPool] = []

    def make_pool(_tasks: int) -> CrashingPool:
        pools.append(CrashingPool(folder.reader))
        return pools[-1]

    folder.make_pool = make_pool
    summary = folder.index()
    assert counts(summary) == {"indexed": 2, "unreadable": 1}
    assert summary.reasons == {"crashed": 1}
    assert pools[-1].tried.count(b"kill.jpg") == 2
    (record,) = folder.catalog.photos.unreadable()
    assert (record.state, record.reason) == (PhotoState.UNREADABLE, Reason.CRASHED)
    assert "SIGSEGV" in text_of(record.detail)
    assert counts(folder.index()) == {"unchanged": 3}
    assert len(pools) == 1
    folder.put("kill.jpg", "changed content")
    folder.index()
    assert pools[-1].tried == [b"kill.jpg", b"kill.jpg"]


def test_cancel_keeps_what_is_finished(folder: Folder) -> None:
    for number in range(20):
        folder.put(f"{number}.jpg")
    control = JobControl()
    folder.reader.before = lambda _task: (
        control.cancel() if len(folder.reader.encoded) == 7 else None
    )
    summary = folder.index(control=control)
    assert summary.cancelled
    done = len(folder.ids())
    assert done == summary.counts["indexed"] >= 7
    folder.reader.before = lambda _task: None
    assert counts(folder.index()) == {"unchanged": done, "indexed": 20 - done}


def test_cancel_does_not_call_unscanned_files_missing(folder: Folder) -> None:
    folder.put("a.jpg")
    folder.index()
    (folder.path / "a.jpg").rename(folder.path / "b.jpg")
    control = JobControl()
    folder.reader.before = lambda _task: control.cancel()
    folder.put("c.jpg")
    folder.index(control=control)
    folder.reader.before = lambda _task: None
    summary = folder.index()
    assert summary.counts["missing"] == 0


def test_what_an_older_version_decoded_is_read_anew_and_told(folder: Folder) -> None:
    """Also if the run is stopped in between, and only in a run over all files."""
    tiffs = [f"{number}.tif" for number in range(12)]
    for name in ("a.jpg", *tiffs):
        folder.put(name)
    folder.put("bad.jpg", "bad content")
    folder.index()
    assert counts(folder.index()) == {"unchanged": 14}
    as_if_read_by_an_older_version(folder)
    assert counts(folder.index(roots=folder.roots[:1], only=(b"a.jpg", b"0.tif"))) == {
        "unchanged": 2
    }
    control = JobControl()
    folder.reader.before = lambda _task: (
        control.cancel() if len(folder.reader.encoded) == 5 else None
    )
    first = folder.index(control=control)
    assert first.cancelled
    done = first.counts["redecoded"]
    assert 5 <= done < 12
    folder.reader.before = lambda _task: None
    second = counts(folder.index())
    assert second["redecoded"] == 12 - done
    assert set(folder.reader.encoded) <= set(tiffs), "a JPEG looks as it did"
    assert counts(folder.index()) == {"unchanged": 14}


def test_a_changed_file_is_not_told_as_decoded_anew(folder: Folder) -> None:
    folder.put("a.tif")
    folder.put("moved.tif")
    folder.index()
    as_if_read_by_an_older_version(folder)
    folder.put("a.tif", "other content")
    (folder.path / "moved.tif").rename(folder.path / "there.tif")
    assert counts(folder.index()) == {"indexed": 1, "moved": 1}
    assert counts(folder.index()) == {"unchanged": 1, "redecoded": 1}, "the one that was moved"


def test_what_a_newer_decoder_refuses_is_shown_no_more(folder: Folder) -> None:
    folder.put("a.tif")
    folder.index()
    as_if_read_by_an_older_version(folder)
    reader, folder.reader = folder.reader, Reader()

    def refuse(task: PhotoTask) -> PhotoResult:
        return UnreadableFile(task.root_id, task.stamp, Reason.UNSUPPORTED, in_words("No."))

    folder.make_pool = lambda _tasks: SerialPool(lambda: refuse, ())
    assert counts(folder.index()) == {"unreadable": 1}
    assert folder.ids() == {}
    folder.make_pool = lambda _tasks: SerialPool(lambda: reader, ())
    assert counts(folder.index()) == {"unchanged": 1}, "not tried again by the same version"


def as_if_read_by_an_older_version(folder: Folder) -> None:
    with closing(sqlite3.connect(folder.catalog.folder / "catalog.db")) as connection, connection:
        connection.execute("UPDATE photos SET decoder_version = 0")


def test_progress_counts_up_to_the_end(folder: Folder) -> None:
    for number in range(30):
        folder.put(f"{number}.jpg")
    seen: list[Progress] = []
    folder.index(on_progress=seen.append)
    last = seen[-1]
    assert (text_of(last.stage), last.done, last.total) == ("Indexing", 30, 30)
    assert last.counts["indexed"] == 30
    assert last.eta_s is None, "nothing is left to be counted"


def test_only_some_paths(folder: Folder) -> None:
    folder.put("a.jpg")
    folder.put("in/b.jpg")
    assert counts(folder.index(roots=folder.roots[:1], only=(b"in",))) == {"indexed": 1}
    assert set(folder.ids()) == {"b.jpg"}
    (folder.path / "in" / "b.jpg").unlink()
    summary = folder.index(roots=folder.roots[:1], only=(b"in/b.jpg", b"a.jpg"))
    assert counts(summary) == {"indexed": 1, "missing": 1}


def test_an_unplugged_root_loses_nothing(folder: Folder) -> None:
    folder.put("a.jpg")
    folder.index()
    folder.path.rename(folder.path.parent / "unplugged")
    summary = folder.index()
    assert summary.offline == (folder.path,)
    assert counts(summary) == {}
    assert set(folder.ids()) == {"a.jpg"}


def test_a_root_that_is_another_one_than_when_it_was_looked_for_loses_nothing(
    folder: Folder,
) -> None:
    """The empty folder on which its drive was mounted."""
    folder.put("a.jpg")
    (folder.other / "b.jpg").write_text("content of b")
    folder.index()
    folder.path.rename(folder.path.with_name("unplugged"))
    folder.path.mkdir()
    (folder.other / "b.jpg").unlink()
    folder.is_still_there = lambda root: root.path != folder.path
    summary = folder.index()
    assert summary.offline == (folder.path,)
    assert counts(summary) == {"missing": 1}
    missing = {each.path.name for each in folder.catalog.photos.get(folder.catalog.photos.ids())}
    assert missing == {"a.jpg"}


@pytest.mark.parametrize("broken", [False, True], ids=["not found", "errors of the drive"])
def test_a_drive_that_goes_away_while_it_is_read(folder: Folder, broken: bool) -> None:
    """Its photos are kept as they are known, and the run says so instead of counting them."""
    for number in range(20):
        folder.put(f"{number:02}.jpg")
    (folder.other / "z.jpg").write_text("content of z")
    folder.index()
    known = folder.ids()
    for path in folder.path.iterdir():
        path.write_text(f"changed {path.name}")
    folder.put("new.jpg")
    read: list[PhotoTask] = []

    def unplug(task: PhotoTask) -> None:
        read.append(task)
        if len(read) == 5:
            folder.path.rename(folder.path.with_name("unplugged"))
            folder.path.mkdir()  # the place where it was mounted
        if len(read) >= 5 and broken and task.root_id == folder.roots[0].root_id:
            raise UnreadablePhoto(Reason.IO_ERROR, in_words("Input/output error"))

    reader, folder.reader.before = folder.reader, unplug

    def answer(task: PhotoTask) -> PhotoResult:
        try:
            return reader(task)
        except UnreadablePhoto as problem:
            return UnreadableFile(task.root_id, task.stamp, problem.reason, problem.detail)

    folder.make_pool = lambda _tasks: SerialPool(lambda: answer, ())
    summary = folder.index()
    assert summary.offline == (folder.path,)
    assert summary.counts["missing"] == summary.counts["unreadable"] == 0
    assert summary.counts["vanished"] <= 1
    assert len(read) < 10, "the rest is not tried"
    assert folder.ids() == known
    folder.path.rmdir()
    folder.path.with_name("unplugged").rename(folder.path)
    folder.reader.before = lambda _task: None
    assert folder.index().counts["indexed"] + 4 == 21

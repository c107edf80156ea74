"""The watcher over a real library and real file events; nothing sleeps for a fixed time."""

from __future__ import annotations

import logging
import os
import pkgutil
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from photosearch.core.changes import IndexSummary
from photosearch.core.errors import CatalogError
from photosearch.library.indexing import notifier
from photosearch.library.indexing import watcher as watcher_module
from photosearch.library.indexing.watcher import Watcher
from photosearch.library.library import Library
from photosearch.library.roots.scanner import Scope
from photosearch.messages import Message
from photosearch.settings import Settings
from tests.message_text import text_of
from tests.photos import make_photo
from tests.queries import item, like

pytestmark = pytest.mark.slow


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


class Watched:
    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "photos"
        self.folder.mkdir()
        make_photo(self.folder / "first.jpg", 1)
        self.library = Library.open(tmp_path / "library", Settings(workers=1))
        self.library.add_root(self.folder)
        self.library.index()
        self.notes: list[str] = []
        self.watcher: Watcher | None = None

    def start(self) -> None:
        self.watcher = Watcher(
            self.library,
            on_progress=lambda _progress: None,
            on_note=self._noted,
            settle_s=0.3,
        )

    def _noted(self, note: Message) -> None:
        self.notes.append(f"{text_of(note):whole}")

    def names(self) -> set[str]:
        return {record.path.name for record in self.library.photos(self.library.photo_ids())}

    def knows(self, name: str) -> bool:
        return name in self.names()

    def ids(self) -> dict[str, int]:
        records = self.library.photos(self.library.photo_ids())
        return {record.path.name: record.photo_id for record in records}

    def stop(self) -> None:
        if self.watcher is not None:
            self.watcher.stop()
        self.library.close()


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    monkeypatch.setattr(watcher_module, "_TICK_S", 0.05)
    monkeypatch.setattr(watcher_module, "_DRIVES_EVERY_S", 0.3)
    made = Watched(tmp_path)
    yield made
    made.stop()


def test_new_changed_moved_and_deleted_photos(watched: Watched) -> None:
    watched.start()
    make_photo(watched.folder / "second.jpg", 2)
    (watched.folder / "in" / "deep").mkdir(parents=True)
    make_photo(watched.folder / "in" / "deep" / "third.jpg", 3)
    until(lambda: watched.names() == {"first.jpg", "second.jpg", "third.jpg"})
    before = watched.ids()

    (watched.folder / "second.jpg").rename(watched.folder / "in" / "renamed.jpg")
    until(lambda: watched.names() == {"first.jpg", "renamed.jpg", "third.jpg"})
    assert watched.ids()["renamed.jpg"] == before["second.jpg"]

    (watched.folder / "in").rename(watched.folder / "out")
    until(
        lambda: (
            {
                record.path.parent.name
                for record in watched.library.photos([before["second.jpg"], before["third.jpg"]])
            }
            == {"out", "deep"}
            and watched.library.photos([before["second.jpg"]])[0].path.parent.name == "out"
        )
    )
    assert watched.ids()["third.jpg"] == before["third.jpg"]

    make_photo(watched.folder / "first.jpg", 77)
    query = like(item(watched.folder / "first.jpg"), limit=1)
    until(lambda: watched.library.search(query).distances[0] == 0)
    assert watched.ids()["first.jpg"] == before["first.jpg"]

    shutil.rmtree(watched.folder / "out")
    until(lambda: watched.names() == {"first.jpg"})


def test_subscribers_hear_of_new_photos_and_a_search_finds_them(watched: Watched) -> None:
    added: list[int] = []
    heard = threading.Event()

    def hear(changes: Any) -> None:
        added.extend(changes.added)
        heard.set()

    query = like(item(watched.folder / "first.jpg"), limit=5)
    assert len(watched.library.search(query).photo_ids) == 1  # the codes are resident now
    watched.library.subscribe(hear)
    watched.start()
    make_photo(watched.folder / "second.jpg", 2)
    assert heard.wait(20)
    assert added == [watched.ids()["second.jpg"]]
    query = like(item(watched.folder / "second.jpg"), limit=5)
    assert watched.library.search(query).photo_ids[0] == added[0]


def test_a_half_written_file_waits_until_it_is_whole(watched: Watched, tmp_path: Path) -> None:
    make_photo(tmp_path / "whole.jpg", 5, (800, 600))
    data = (tmp_path / "whole.jpg").read_bytes()
    seen_bad: list[str] = []
    watched.library.subscribe(
        lambda _changes: seen_bad.extend(row.path.name for row in watched.library.unreadable())
    )
    watched.start()
    with (watched.folder / "slow.jpg").open("wb") as file:
        step = len(data) // 10 + 1
        for start in range(0, len(data), step):
            file.write(data[start : start + step])
            file.flush()
            time.sleep(0.1)  # each within the settling time, all together well beyond it
    until(lambda: "slow.jpg" in watched.names())
    assert seen_bad == []


def test_a_sidecar_changes_the_facts_of_its_photo(watched: Watched) -> None:
    watched.start()
    (watched.folder / "first.xmp").write_text(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>'
    )

    def rating() -> int | None:
        (record,) = watched.library.photos(watched.library.photo_ids())
        return record.metadata.rating if record.metadata else None

    until(lambda: rating() == 4)
    (watched.folder / "first.xmp").unlink()
    until(lambda: rating() is None)


def test_an_unplugged_drive_hides_its_photos_and_comes_back(watched: Watched) -> None:
    watched.start()
    query = like(item(watched.folder / "first.jpg"), limit=5)
    aside = watched.folder.parent / "unplugged"
    watched.folder.rename(aside)
    until(lambda: not watched.library.roots()[0].online)
    (record,) = watched.library.photos(watched.library.photo_ids())
    assert not record.online
    assert not record.missing
    until(lambda: any("not connected" in note for note in watched.notes))
    query = like(item(aside / "first.jpg"), limit=5)
    assert len(watched.library.search(query).photo_ids) == 0

    make_photo(aside / "meanwhile.jpg", 9)
    aside.rename(watched.folder)
    until(lambda: any("connected again" in note for note in watched.notes))
    until(lambda: watched.names() == {"first.jpg", "meanwhile.jpg"})
    query = like(item(watched.folder / "first.jpg"), limit=5)
    until(lambda: len(watched.library.search(query).photo_ids) == 2)
    make_photo(watched.folder / "after.jpg", 10)
    until(lambda: "after.jpg" in watched.names())


def test_a_mount_point_that_is_empty_is_an_unplugged_drive(watched: Watched) -> None:
    watched.start()
    aside = watched.folder.parent / "unplugged"
    watched.folder.rename(aside)
    watched.folder.mkdir()
    until(lambda: not watched.library.roots()[0].online)
    assert watched.names() == {"first.jpg"}


def test_a_network_share_is_looked_through_instead(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher_module, "is_network", lambda _path: True)
    watched.start()
    (note,) = watched.notes
    assert "network share" in note
    assert "every 10 minutes" in note
    make_photo(watched.folder / "second.jpg", 2)
    watcher = watched.watcher
    assert watcher is not None
    watcher._polled = dict.fromkeys(watcher._polled, -1e9)  # its turn has come
    until(lambda: "second.jpg" in watched.names())


def test_beyond_the_systems_limit_it_is_looked_through_instead(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", refuse)
    watched.start()
    assert "inotify watch limit reached" in watched.notes[0]


def test_roots_added_and_removed_meanwhile(watched: Watched, tmp_path: Path) -> None:
    watched.start()
    other = tmp_path / "other"
    other.mkdir()
    watched.library.add_root(other)
    make_photo(other / "elsewhere.jpg", 4)
    until(lambda: "elsewhere.jpg" in watched.names())
    watched.library.remove_root(other)
    assert watched.names() == {"first.jpg"}
    make_photo(other / "late.jpg", 6)
    make_photo(watched.folder / "in-time.jpg", 7)
    until(lambda: "in-time.jpg" in watched.names())
    assert "late.jpg" not in watched.names()


def test_what_no_scan_would_find_wakes_nobody(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[bytes] = []
    index_scopes = watched.library.index_scopes

    def spy(scopes: list[Scope], **options: Any) -> IndexSummary:
        looked_at.extend(path for scope in scopes for path in scope.only or (b"everything",))
        return index_scopes(scopes, **options)

    monkeypatch.setattr(watched.library, "index_scopes", spy)
    watched.start()
    (watched.folder / "@eaDir").mkdir()
    make_photo(watched.folder / "@eaDir" / "thumb.jpg", 8)
    (watched.folder / "notes.txt").write_text("not a photo")
    make_photo(watched.folder / "real.jpg", 9)
    until(lambda: "real.jpg" in watched.names())
    assert set(looked_at) == {b"real.jpg"}


def test_another_folder_in_the_place_of_a_root_is_watched_too(watched: Watched) -> None:
    watched.start()
    other = watched.folder.parent / "other"
    for number in range(3):
        shutil.copytree(watched.folder, other)
        watched.folder.rename(watched.folder.parent / f"old-{number}")
        other.rename(watched.folder)
        make_photo(watched.folder / f"new-{number}.jpg", 20 + number)
        until(partial(watched.knows, f"new-{number}.jpg"))


def test_excludes_that_change_hold_at_once(watched: Watched) -> None:
    inside = watched.folder / "in"
    inside.mkdir()
    make_photo(inside / "second.jpg", 2)
    watched.library.index()
    watched.start()
    root = watched.library.root_list.exclude_folder(inside)
    until(lambda: watched.names() == {"first.jpg"})
    watched.library.root_list.set_excludes(root.root_id, ())
    until(lambda: watched.names() == {"first.jpg", "second.jpg"})
    make_photo(inside / "third.jpg", 3)
    until(lambda: watched.names() == {"first.jpg", "second.jpg", "third.jpg"})


def test_events_that_the_system_dropped_are_made_up_for(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dropped = threading.Event()
    monkeypatch.setattr(notifier._Handler, "on_any_event", lambda _self, _event: dropped.set())
    watched.start()
    make_photo(watched.folder / "second.jpg", 2)
    assert dropped.wait(20)
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed")
    until(lambda: "second.jpg" in watched.names())


def test_a_thread_that_is_stopped_at_work_is_no_loss(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    watched.start()
    logger = logging.getLogger("watchdog.observers.inotify")
    logger.error("InotifyEmitter.queue_events() called when the thread is inactive")
    assert caplog.records == []
    assert watched.watcher is not None
    assert watched.watcher._changed.take_settled(time.monotonic() + 60, 0) == {}
    logger.error("Unable to rebuild recursive inotify watches")
    assert len(caplog.records) == 1
    assert len(watched.watcher._changed.take_settled(time.monotonic() + 60, 0)) == 1


def test_a_run_that_failed_is_told_once_and_done_later(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Before what failed has settled again, nothing is due: that is no success.
    monkeypatch.setattr(watcher_module, "_RETRY_AFTER_S", 0.0)
    index_scopes = watched.library.index_scopes
    failures: list[object] = []

    def on_a_full_disk(scopes: list[Scope], **options: Any) -> IndexSummary:
        if len(failures) < 3:
            failures.append(scopes)
            raise CatalogError.in_words("The disk is full.", "Make room on it.")
        return index_scopes(scopes, **options)

    monkeypatch.setattr(watched.library, "index_scopes", on_a_full_disk)
    watched.start()
    make_photo(watched.folder / "second.jpg", 2)
    until(lambda: "second.jpg" in watched.names())
    assert len(failures) == 3
    assert watched.notes == ["The disk is full. Make room on it."]


def test_without_any_watch_to_be_had_it_is_looked_through_instead(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OSError(24, "inotify instance limit reached")

    monkeypatch.setattr(notifier, "_make_observer", refuse)
    watched.start()
    assert "inotify instance limit reached" in watched.notes[0]
    assert "every 10 minutes" in watched.notes[0]


def test_folders_left_out_of_the_watch_are_told_of(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher_module, "watch_limit_reached", lambda _path: True)
    watched.start()
    (note,) = watched.notes
    assert "more folders than the system can watch" in note
    make_photo(watched.folder / "second.jpg", 2)  # the others are watched nevertheless
    until(lambda: "second.jpg" in watched.names())
    assert watched.notes == [note]


class RaiseOnce:
    """Raise in the thread that calls, so often; then do what is asked."""

    def __init__(self, real: Callable[..., Any], times: int) -> None:
        self.real = real
        self.left = times

    def __call__(self, *args: Any, **options: Any) -> Any:
        if self.left:
            self.left -= 1
            raise RuntimeError("made to fail")
        return self.real(*args, **options)

    def __get__(self, owner: object, _kind: type) -> Callable[..., Any]:
        return partial(self, owner)


needs_inotify = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
thread_may_raise = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)


@thread_may_raise
@pytest.mark.parametrize(
    "method",
    [
        "photosearch.library.indexing.notifier._Handler.on_any_event",
        "watchdog.observers.api.EventEmitter.queue_event",
        pytest.param("watchdog.observers.inotify_c.InotifyFD.handle_event", marks=needs_inotify),
    ],
)
def test_a_thread_of_the_notifier_that_raises_is_started_again(
    watched: Watched,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    method: str,
) -> None:
    raises = RaiseOnce(pkgutil.resolve_name(method), 1)
    monkeypatch.setattr(method, raises)
    watched.start()
    make_photo(watched.folder / "lost.jpg", 2)
    until(lambda: "lost.jpg" in watched.names())  # by the look through the folders
    assert raises.left == 0
    assert "ended unexpectedly" in caplog.text
    make_photo(watched.folder / "heard.jpg", 3)
    until(lambda: "heard.jpg" in watched.names())
    assert caplog.text.count("ended unexpectedly") == 1
    assert watched.notes == []


@needs_inotify
@thread_may_raise
@pytest.mark.parametrize("taken", [False, True])
def test_a_descriptor_that_is_closed_is_noticed(
    watched: Watched, tmp_path: Path, caplog: pytest.LogCaptureFixture, taken: bool
) -> None:
    watched.start()
    assert watched.watcher is not None
    assert watched.watcher._notifier is not None
    reader: Any = watched.watcher._notifier._reader
    descriptor = reader._inotify_fd
    foreign = tmp_path / "foreign"
    foreign.write_bytes(b"not for the watcher")
    if taken:  # its number is that of another file by now
        with foreign.open("rb") as file:
            os.dup2(file.fileno(), descriptor)
    else:
        os.close(descriptor)
    make_photo(watched.folder / "lost.jpg", 2)
    until(lambda: "lost.jpg" in watched.names())
    assert "ended unexpectedly" in caplog.text
    if taken:
        assert os.read(descriptor, 100) == b"not for the watcher", "neither read nor closed"
        os.close(descriptor)
    make_photo(watched.folder / "heard.jpg", 3)
    until(lambda: "heard.jpg" in watched.names())
    assert watched.notes == []


@needs_inotify
@thread_may_raise
def test_a_root_that_a_failed_notifier_refuses_is_watched_by_the_next_one(
    watched: Watched,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Its folder is another one by now, so it is watched anew just when the notifier has failed."""
    watched.start()
    assert watched.watcher is not None
    first = watched.watcher._notifier
    assert first is not None
    reader: Any = first._reader
    watch = notifier.ChangeNotifier.watch
    refused: list[None] = []

    def refuse(self: notifier.ChangeNotifier, *args: Any) -> Any:
        if self is first:
            refused.append(os.close(reader._inotify_fd))
        return watch(self, *args)

    monkeypatch.setattr(notifier.ChangeNotifier, "watch", refuse)
    make_photo(tmp_path / "other" / "second.jpg", 2)
    watched.folder.rename(tmp_path / "away")
    (tmp_path / "other").rename(watched.folder)
    until(lambda: refused)
    until(lambda: "second.jpg" in watched.names())
    assert "ended unexpectedly" in caplog.text
    make_photo(watched.folder / "heard.jpg", 3)
    until(lambda: "heard.jpg" in watched.names())
    assert watched.notes == []


@thread_may_raise
def test_a_notifier_that_fails_three_times_is_replaced_by_looks(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    raises = RaiseOnce(notifier._Handler.on_any_event, 9)
    monkeypatch.setattr(notifier._Handler, "on_any_event", raises)
    watched.start()
    for number in range(3):
        make_photo(watched.folder / f"{number}.jpg", 10 + number)
        until(partial(watched.knows, f"{number}.jpg"))
    assert caplog.text.count("ended unexpectedly") == 3
    (note,) = watched.notes
    assert "cannot be watched (it failed 3 times)" in note
    assert "every 10 minutes" in note
    watcher = watched.watcher
    assert watcher is not None
    watcher._polled = dict.fromkeys(watcher._polled, -1e9)  # its turn has come
    make_photo(watched.folder / "later.jpg", 20)
    until(lambda: "later.jpg" in watched.names())


def test_a_bug_in_a_run_does_not_end_the_watching(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(watcher_module, "_RETRY_AFTER_S", 0.3)
    monkeypatch.setattr(Library, "index_scopes", RaiseOnce(Library.index_scopes, 1))
    watched.start()
    make_photo(watched.folder / "second.jpg", 2)
    until(lambda: "second.jpg" in watched.names())
    assert "made to fail" in caplog.text

"""The facade over real folders, a real model and real workers."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.changes import Changes
from photosearch.core.errors import (
    CatalogError,
    ModelError,
    Reason,
    UnreadablePhoto,
    UserError,
)
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl
from photosearch.core.message_codes import DetailCode
from photosearch.core.query import LOOK, SUBJECT, CropBox, Query, QueryItem
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.library.library import Library
from photosearch.library.reader import LibraryReader
from photosearch.library.workers import worker_pools
from photosearch.library.workers.query_worker import QueryWorker
from photosearch.library.workers.worker_pools import WorkerPools
from photosearch.messages import Message
from photosearch.settings import Settings
from tests.images.builders import dng, jpeg
from tests.message_text import raises_text
from tests.photos import make_photo, picture
from tests.queries import item, like

pytestmark = pytest.mark.slow

SETTINGS = Settings(workers=1)


@pytest.fixture
def photos(tmp_path: Path, photo_folder: Path) -> Path:
    return Path(shutil.copytree(photo_folder, tmp_path / "photos"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", SETTINGS) as opened:
        yield opened


@pytest.fixture
def indexed(library: Library, photos: Path) -> Library:
    library.add_root(photos)
    library.index()
    return library


def names(library: LibraryReader, ids: object) -> list[str]:
    return [record.path.name for record in library.photos(ids)]  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", [SUBJECT, LOOK, like(item(1)).mode])
def test_a_photo_finds_itself_by_file_by_pixels_and_by_id(
    indexed: Library, photos: Path, mode: object
) -> None:
    path = photos / "05.jpg"
    photo_id = next(
        record.photo_id
        for record in indexed.photos(indexed.photo_ids())
        if record.path.name == "05.jpg"
    )
    for source in (path, photo_id):
        answer = indexed.search(like(item(source), mode=mode, limit=3))
        assert names(indexed, answer.photo_ids)[0] == "05.jpg"
        assert answer.distances[0] == 0
    answer = indexed.search(like(item(picture(5)), mode=mode, limit=3))
    assert names(indexed, answer.photo_ids)[0] == "05.jpg"


def test_an_image_is_read_and_encoded_in_one_call(
    indexed: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []
    run = QueryWorker._run
    monkeypatch.setattr(
        QueryWorker, "_run", lambda self, task: calls.append(task) or run(self, task)
    )
    path = photos / "05.jpg"
    image = indexed.read_query_image(path, "mine")
    assert (image.title, image.file, len(calls)) == ("mine", path, 1)
    answer = indexed.search(Query((QueryItem(image),)))
    assert names(indexed, answer.photo_ids)[0] == "05.jpg"
    assert answer.distances[0] == 0
    assert len(calls) == 1, "what was read is not encoded again"
    content = indexed.read_query_image(path.read_bytes())
    assert np.array_equal(content.pixels, image.pixels)
    for query in (like(path), like(item(path, CropBox(0.1, 0.1, 0.8, 0.8)))):
        calls.clear()
        assert names(indexed, indexed.search(query).photo_ids)[0] == "05.jpg"
        assert len(calls) == 1, "the command line's way"
    assert min(indexed.read_picture(path, detailed=True).shape[:2]) >= min(image.pixels.shape[:2])


def test_an_answer_that_cannot_be_verified_stays_as_it_is(
    indexed: Library, photos: Path, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    def fail(*_: object) -> None:
        raise UnreadablePhoto(Reason.CRASHED, Message(DetailCode.WORKER_ENDED))

    query = like(photos / "05.jpg")
    answer = indexed.search(query)
    monkeypatch.setattr(QueryWorker, "compare", fail)
    assert indexed.verify(query, answer) is answer
    assert "could not be verified" in caplog.text
    caplog.clear()


def test_a_crop_and_a_smaller_copy_find_the_whole(indexed: Library, tmp_path: Path) -> None:
    make_photo(tmp_path / "small.jpg", 7, (160, 120), quality=40)
    answer = indexed.search(like(item(tmp_path / "small.jpg"), limit=1))
    assert names(indexed, answer.photo_ids) == ["07.jpg"]
    crop = CropBox(0.1, 0.1, 0.8, 0.8)
    answer = indexed.search(like(item(tmp_path / "small.jpg", crop), limit=3))
    assert "07.jpg" in names(indexed, answer.photo_ids)


def test_filters_by_folder(indexed: Library, photos: Path, tmp_path: Path) -> None:
    (photos / "in").mkdir()
    make_photo(photos / "in" / "x.jpg", 50)
    indexed.index()
    query = like(item(photos / "05.jpg"), filters=Filters(folders=(photos / "in",)), limit=50)
    assert names(indexed, indexed.search(query).photo_ids) == ["x.jpg"]


def test_thumbnails_are_pictures(indexed: Library) -> None:
    ids = indexed.photo_ids()
    thumbnails = indexed.thumbnails(ids)
    assert set(thumbnails) == set(ids.tolist())
    assert all(data.startswith(b"\xff\xd8") for data in thumbnails.values())


def test_the_same_folder_twice_nested_and_above(library: Library, photos: Path) -> None:
    (photos / "in").mkdir()
    make_photo(photos / "in" / "x.jpg", 50)
    inner = library.add_root(photos / "in")
    library.index()
    (photo_id,) = library.photo_ids().tolist()
    assert library.add_root(photos / "in") == inner
    outer = library.add_root(photos)
    assert [root.path for root in library.roots()] == [photos]
    assert library.add_root(photos / "in").root_id == outer.root_id
    summary = library.index()
    assert summary.counts["unchanged"] == 1
    assert library.photos([photo_id])[0].path == photos / "in" / "x.jpg"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_the_same_folder_by_a_link(library: Library, photos: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(photos)
    root = library.add_root(photos)
    assert library.add_root(link).root_id == root.root_id
    library.index()
    assert library.index_folders([link]).counts["unchanged"] == 12


def test_what_cannot_be_added(library: Library, photos: Path, tmp_path: Path) -> None:
    with raises_text(UserError, "does not exist"):
        library.add_root(tmp_path / "nowhere")
    with raises_text(UserError, "is not a folder"):
        library.add_root(photos / "05.jpg")
    with raises_text(UserError, "is not a folder of this library"):
        library.remove_root(tmp_path)
    with raises_text(UserError, "not part of the library"):
        library.index_folders([tmp_path])


def test_removing_a_root_forgets_its_photos_and_touches_no_file(
    indexed: Library, photos: Path
) -> None:
    query = like(item(photos / "05.jpg"))
    assert indexed.search(query).searched == 12
    indexed.remove_root(photos)
    assert indexed.search(query).searched == 0
    assert len(indexed.photo_ids()) == 0
    assert len(list(photos.iterdir())) == 12


def test_removing_a_root_cancels_a_run_that_is_under_way(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    for seed in range(100, 160):
        make_photo(photos / f"{seed}.jpg", seed)
    library.add_root(photos)
    started = threading.Event()
    library.subscribe(lambda _changes: started.set())
    result: list[bool] = []
    thread = threading.Thread(target=lambda: result.append(library.index().cancelled))
    thread.start()
    library.remove_root(photos)
    thread.join(30)
    assert result in ([True], [False])
    assert library.roots() == []
    assert len(library.photo_ids()) == 0


def test_one_part_of_a_root(library: Library, photos: Path) -> None:
    (photos / "in").mkdir()
    make_photo(photos / "in" / "x.jpg", 50)
    library.add_root(photos)
    assert library.index_folders([photos / "in"]).counts["indexed"] == 1
    assert names(library, library.photo_ids()) == ["x.jpg"]
    assert library.index_folders([photos]).counts["indexed"] == 12


def test_an_offline_root_is_hidden_and_never_purged(indexed: Library, photos: Path) -> None:
    query = like(item(picture(5)))
    photos.rename(photos.with_name("unplugged"))
    summary = indexed.index()
    assert summary.offline == (photos,)
    assert indexed.search(query).searched == 0
    assert len(indexed.photo_ids()) == 12
    assert not any(record.online for record in indexed.photos(indexed.photo_ids()))
    assert indexed.purge_missing() == 0
    photos.with_name("unplugged").rename(photos)
    indexed.index()
    assert indexed.search(query).searched == 12


def test_whoever_notices_that_a_drive_is_gone_tells_of_it(indexed: Library, photos: Path) -> None:
    heard: list[Changes] = []
    indexed.subscribe(heard.append)
    photos.rename(photos.with_name("unplugged"))
    indexed.purge_missing()
    assert [changes.roots_changed for changes in heard] == [True]
    indexed.index()
    assert len(heard) == 1


def test_missing_photos_are_purged_only_on_request(indexed: Library, photos: Path) -> None:
    (photos / "05.jpg").unlink()
    assert indexed.index().counts["missing"] == 1
    assert indexed.counts().missing == 1
    assert indexed.purge_missing() == 1
    assert indexed.counts().missing == 0
    assert len(indexed.photo_ids()) == 11


def test_new_photos_are_searchable_without_reopening(indexed: Library, photos: Path) -> None:
    heard: list[Changes] = []
    unsubscribe = indexed.subscribe(heard.append)
    assert indexed.search(like(item(picture(60)))).searched == 12
    make_photo(photos / "new.jpg", 60)
    indexed.index()
    answer = indexed.search(like(item(picture(60)), limit=1))
    assert names(indexed, answer.photo_ids) == ["new.jpg"]
    assert heard[-1].added == tuple(answer.photo_ids.tolist())
    unsubscribe()
    heard.clear()
    (photos / "new.jpg").unlink()
    indexed.index()
    assert heard == []
    assert indexed.search(like(item(picture(60)))).searched == 12


def test_what_is_searched_for_cannot_be_read(indexed: Library, tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("no picture")
    for path in (tmp_path / "text.jpg", tmp_path / "nowhere.jpg", tmp_path):
        with raises_text(UserError, path.name):
            indexed.search(like(item(path)))
    assert indexed.search(like(item(picture(5)))).searched == 12


def test_reading_beside_a_writer_in_read_only_mode(indexed: Library, photos: Path) -> None:
    with Library.read(indexed.folder, SETTINGS) as reader:
        assert len(reader.photo_ids()) == 12
        answer = reader.search(like(item(photos / "05.jpg"), limit=1))
        assert names(reader, answer.photo_ids) == ["05.jpg"]


def test_a_second_writer_is_told_who_has_it(indexed: Library) -> None:
    with raises_text(CatalogError, f"{os.getpid()}"):
        Library.open(indexed.folder, SETTINGS)


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        Library.open(tmp_path / "library", Settings(model="nowhere"))


def test_a_second_run_waits_and_can_be_cancelled(
    indexed: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_photo(photos / "new.jpg", 61)
    entered, leave = threading.Event(), threading.Event()

    def hold(_changes: Changes) -> None:
        entered.set()
        leave.wait(20)

    indexed.subscribe(hold)
    first = threading.Thread(target=indexed.index)
    first.start()
    assert entered.wait(20)
    control = JobControl()
    control.cancel()
    assert indexed.index(control=control).cancelled
    leave.set()
    first.join()


def test_never_more_workers_than_files_or_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_pools, "_available_cores", lambda: 4)
    made: list[int] = []

    class Spy:
        def __init__(self, *_args: object, workers: int, **_options: object) -> None:
            made.append(workers)

    monkeypatch.setattr(worker_pools, "ProcessPool", Spy)
    WorkerPools(Settings()).indexing_pool([Path()], 100)
    WorkerPools(Settings()).reencoding_pool(Path(), 2)
    WorkerPools(Settings(workers=3)).indexing_pool([Path(), Path()], 100)
    assert made == [4, 2, 3]


def test_raw_and_picture_of_one_shot_are_found_as_one(library: Library, photos: Path) -> None:
    (photos / "05.dng").write_bytes(dng(preview=jpeg(picture(5))))
    library.add_root(photos)
    library.index()
    told: list[Changes] = []
    library.subscribe(told.append)

    def shown() -> list[str]:
        by_name = library.photo_ids(SortOrder(SortKey.NAME, reversed=True))
        return [name for name in names(library, by_name) if "05" in name]

    def found() -> list[str]:
        answer = library.search(like(item(picture(5)), mode=SUBJECT, limit=30))
        return [name for name in names(library, answer.photo_ids) if "05" in name]

    assert shown() == found() == ["05.jpg"]
    (record,) = [each for each in library.photos(library.photo_ids()) if each.stacked]
    assert record.path.name == "05.jpg"
    assert [path.name for path in record.stacked] == ["05.dng"]
    searched = library.search(like(item(picture(5)), mode=SUBJECT)).searched
    library.show_stacks("raw")
    assert len(told[-1].changed) == 2
    assert shown() == found() == ["05.dng"]
    library.show_stacks("off")
    assert sorted(shown()) == sorted(found()) == ["05.dng", "05.jpg"]
    assert library.search(like(item(picture(5)), mode=SUBJECT)).searched == searched + 1
    library.show_stacks("picture")
    (photos / "05.jpg").unlink()
    library.index()
    assert shown() == found() == ["05.dng"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_to_one_file_are_found_once(library: Library, photos: Path) -> None:
    (photos / "hard.jpg").hardlink_to(photos / "05.jpg")
    (photos / "soft.jpg").symlink_to(photos / "05.jpg")
    library.add_root(photos)
    library.index()

    def found() -> list[str]:
        answer = library.search(like(item(picture(5)), mode=SUBJECT, limit=30))
        return sorted(names(library, answer.photo_ids))

    once = [f"{number:02}.jpg" for number in range(12)]
    assert found() == sorted(names(library, library.photo_ids())) == once
    (record,) = [each for each in library.photos(library.photo_ids()) if each.links]
    assert record.path.name == "05.jpg"
    assert {path.name for path in record.links} == {"hard.jpg", "soft.jpg"}
    library.show_stacks("picture", show_links=True)
    assert found() == [*once, "hard.jpg", "soft.jpg"]

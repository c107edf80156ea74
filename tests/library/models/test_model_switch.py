"""From one encoder to another, with real folders, real workers and small real models."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photosearch import paths
from photosearch.core.changes import Changes
from photosearch.core.errors import ModelError, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.query import LOOK, SUBJECT
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.inference.models import load_card
from photosearch.library.library import Library
from photosearch.library.search.search_service import model_at
from photosearch.library.workers.worker_pools import WorkerPools
from photosearch.settings import Settings
from photosearch.store.catalog import Catalog
from photosearch.store.model_choice import KnownModel
from tests.in_process import without_processes
from tests.inference.tiny_models import BITS, network, write_model
from tests.message_text import raises_text, text_of
from tests.photos import make_photo, picture
from tests.queries import item, like

OLD, NEW = "old", "new"
SETTINGS = Settings(workers=1, model=OLD)


@pytest.fixture(autouse=True)
def in_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.node.get_closest_marker("slow"):
        without_processes(monkeypatch)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of bundled models: old, new, and one of the subject alone."""
    home = tmp_path / "models"
    write_model(home / OLD, network(seed=1), name=OLD, version="1")
    write_model(home / NEW, network(seed=2), name=NEW, version="2")
    plain = {"name": "plain", "bits": {"subject": 8}, "tags": None, "regions": None}
    write_model(home / "plain", network(seed=3), **plain)
    monkeypatch.setattr(paths, "models_folder", lambda: home)
    return home


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for seed in range(6):
        make_photo(tmp_path / "photos" / f"{seed}.jpg", seed, (120, 90))
    return tmp_path / "photos"


@pytest.fixture
def library(tmp_path: Path, models: Path, photos: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", SETTINGS) as opened:
        opened.add_root(photos)
        opened.index()
        yield opened


def found(library: Library, source: object, limit: int = 1) -> list[str]:
    answer = library.search(like(item(source), mode=SUBJECT, limit=limit))
    return [record.path.name for record in library.photos(answer.photo_ids)]


def codes_of(library: Library) -> dict[str, int]:
    return library._catalog.codes.models()


def model_id(models: Path, name: str) -> str:
    return load_card(models / name).model_id


class Holding:
    """Holds a switch at its first progress, so that a test can look at the library meanwhile."""

    def __init__(self) -> None:
        self.reached, self.leave = threading.Event(), threading.Event()
        self.seen: list[Progress] = []

    def __call__(self, progress: Progress) -> None:
        self.seen.append(progress)
        self.reached.set()
        assert self.leave.wait(60)


def in_thread(work: Callable[[], object]) -> tuple[threading.Thread, list[Any]]:
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    return thread, results


@pytest.mark.slow
def test_switch_and_undo(library: Library, models: Path, photos: Path) -> None:
    told: list[Changes] = []
    library.subscribe(told.append)
    by_old = library.search(like(item(photos / "3.jpg"), limit=6))
    switched = library.use_model(NEW)
    assert switched.reencode_result.counts == {"encoded": 6}
    assert (switched.card.name, switched.previous_model_id) == (NEW, model_id(models, OLD))
    assert library.card.name == NEW
    assert [changes.model_changed for changes in told] == [True]
    assert codes_of(library) == {model_id(models, OLD): 6, model_id(models, NEW): 6}
    answer = library.search(like(item(photos / "3.jpg"), limit=6))
    assert answer.distances[0] == 0
    assert answer.distances.tolist() != by_old.distances.tolist()
    assert answer.notes == ()
    back = library.undo_model()
    assert (back.card.name, back.previous_model_id, back.without_codes) == (
        OLD,
        model_id(models, NEW),
        0,
    )
    again = library.search(like(item(photos / "3.jpg"), limit=6))
    assert again.photo_ids.tolist() == by_old.photo_ids.tolist()
    assert again.scores.tolist() == by_old.scores.tolist()
    assert library.undo_model().card.name == NEW


def test_the_library_remembers_and_the_setting_is_for_new_ones(
    library: Library, models: Path, tmp_path: Path
) -> None:
    library.use_model(NEW)
    library.close()
    with Library.open(library.folder, SETTINGS) as again:
        assert again.card.name == NEW
    with Library.read(library.folder, SETTINGS) as reading:
        assert reading.card.name == NEW
    with Library.open(tmp_path / "another", SETTINGS) as another:
        assert another.card.name == OLD
    with Library.open(library.folder, Settings(workers=1, model="gone")) as again:
        assert again.card.name == NEW


def test_the_codes_are_those_that_indexing_makes(
    library: Library, models: Path, photos: Path, tmp_path: Path
) -> None:
    library.use_model(NEW)
    with Library.open(tmp_path / "fresh", Settings(workers=1, model=NEW)) as fresh:
        fresh.add_root(photos)
        fresh.index()
        for kind in ("copy", "subject", "regions"):
            switched = library._catalog.codes.load(library.card.model_id, kind)
            indexed = fresh._catalog.codes.load(library.card.model_id, kind)
            assert np.array_equal(switched[1], indexed[1])


def test_old_codes_answer_until_the_switch_and_new_photos_get_both(
    library: Library, models: Path, photos: Path
) -> None:
    holding = Holding()
    thread, results = in_thread(lambda: library.use_model(NEW, on_progress=holding))
    assert holding.reached.wait(60)
    assert library.card.name == OLD
    assert found(library, photos / "3.jpg") == ["3.jpg"]
    make_photo(photos / "late.jpg", 50, (120, 90))
    assert library.index_folders([photos]).counts["indexed"] == 1
    assert found(library, photos / "late.jpg") == ["late.jpg"]
    with raises_text(UserError, "already"):
        library.use_model(OLD)
    with raises_text(UserError, "already"):
        library.undo_model()
    holding.leave.set()
    thread.join(60)
    assert results[0].card.name == library.card.name == NEW
    assert codes_of(library) == {model_id(models, OLD): 7, model_id(models, NEW): 7}
    assert found(library, photos / "late.jpg") == ["late.jpg"]
    assert holding.seen[-1].done == holding.seen[-1].total
    assert text_of(holding.seen[-1].stage) == "Encoding with new 2"


@pytest.mark.usefixtures("unlimited_progress")
def test_cancelled_nothing_changes_and_the_next_try_goes_on(
    library: Library, models: Path, photos: Path
) -> None:
    control = JobControl()

    def cancel(progress: Progress) -> None:
        if progress.done >= 2:
            control.cancel()

    ended = library.use_model(NEW, control=control, on_progress=cancel)
    assert ended.cancelled
    assert ended.card.name == library.card.name == OLD
    kept = codes_of(library)[model_id(models, NEW)]
    assert 2 <= kept < 6
    make_photo(photos / "late.jpg", 50, (120, 90))
    library.index()
    assert codes_of(library)[model_id(models, NEW)] == kept
    assert library.use_model(NEW).reencode_result.counts == {"encoded": 7 - kept}


def test_paused_it_holds(library: Library) -> None:
    control = JobControl()
    control.pause()
    thread, results = in_thread(lambda: library.use_model(NEW, control=control))
    thread.join(0.5)
    assert not results
    control.resume()
    thread.join(60)
    assert results[0].card.name == NEW


def test_photos_of_an_unplugged_drive_are_encoded_from_their_previews(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    (tmp_path / "away").mkdir()
    make_photo(tmp_path / "other" / "here.jpg", 40, (120, 90))
    library.add_root(tmp_path / "other")
    library.index()
    photos.rename(tmp_path / "unplugged")
    switched = library.use_model(NEW)
    assert switched.reencode_result.counts == {"encoded": 7, "from previews": 6}
    (tmp_path / "unplugged").rename(photos)
    library.refresh_drives()
    assert found(library, photos / "3.jpg") == ["3.jpg"]
    counts = library.index().counts
    assert (counts["unchanged"], counts["encoded"]) == (7, 6)
    assert library.index().counts["encoded"] == 0
    with Library.open(tmp_path / "fresh", Settings(workers=1, model=NEW)) as fresh:
        for folder in (photos, tmp_path / "other"):
            fresh.add_root(folder)
        fresh.index()
        for kind in ("copy", "subject", "regions"):
            refined = library._catalog.codes.load(library.card.model_id, kind)[1]
            assert np.array_equal(
                refined, fresh._catalog.codes.load(library.card.model_id, kind)[1]
            )


def test_what_cannot_be_encoded_is_told_and_does_not_stop_the_switch(
    library: Library, photos: Path
) -> None:
    ids = library.photo_ids(SortOrder(SortKey.NAME, reversed=True)).tolist()
    changed, lost, damaged = ids[0], ids[1], ids[2]
    for photo_id in (changed, lost, damaged):
        (record,) = library.photos([photo_id])
        record.path.write_bytes(b"something else")
    library._catalog.thumbnails.delete([lost])
    library._catalog.thumbnails.put({damaged: b"\xff\xd8 no picture"})
    switched = library.use_model(NEW)
    assert switched.reencode_result.counts == {"encoded": 4, "from previews": 1, "failed": 2}
    assert switched.without_codes == 2
    answer = library.search(like(item(changed), limit=9))
    assert "2 photos are left out" in text_of(answer.notes[0])
    assert len(answer.photo_ids) == 4
    assert library.index().counts["unreadable"] == 3
    assert library.search(like(item(ids[3]), limit=9)).notes == ()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "model.toml").unlink(), "is no model folder"),
        (lambda folder: (folder / "encoder.onnx").unlink(), "is missing"),
        (lambda folder: (folder / "encoder.onnx").write_bytes(b"x"), "sha256"),
        (lambda folder: write_model(folder, network(lacking="copy")), "no output 'copy'"),
        (lambda folder: write_model(folder, network(side=20)), "takes 'pixels'"),
        (lambda folder: write_model(folder, network(constant="subject")), "different pictures"),
        (lambda folder: write_model(folder, network(nan="copy")), "no numbers"),
        (shutil.rmtree, "no model called"),
    ],
)
def test_a_good_model_is_never_replaced_by_one_that_fails(
    library: Library, models: Path, photos: Path, spoil: Callable[[Path], object], words: str
) -> None:
    folder = models.parent / "mine"
    shutil.copytree(models / NEW, folder)
    spoil(folder)
    with raises_text(ModelError, words) as caught:
        library.use_model(str(folder))
    assert text_of(caught.value).next_step
    assert library.card.name == OLD
    assert library._catalog.models.get().coming is None
    assert codes_of(library) == {model_id(models, OLD): 6}
    assert found(library, photos / "3.jpg") == ["3.jpg"]


def test_a_model_that_lacks_outputs(library: Library, photos: Path) -> None:
    library.use_model("plain")
    assert found(library, photos / "3.jpg") == ["3.jpg"]
    with raises_text(UserError, "cannot compare photos in the sense"):
        library.search(like(item(photos / "3.jpg"), mode=LOOK))
    assert library.use_model(NEW).card.bits.keys() == BITS.keys()


def test_a_model_with_one_more_region(library: Library, tmp_path: Path, photos: Path) -> None:
    boxes = [[0.0, 0.0, 0.5, 1.0], [0.5, 0.0, 0.5, 1.0], [0.0, 0.0, 1.0, 1.0]]
    write_model(tmp_path / "m", network(seed=4, regions=3), name="more", regions={"boxes": boxes})
    library.use_model(str(tmp_path / "m"))
    assert library._catalog.codes.kinds(library.card.model_id)["regions"] == 3
    assert found(library, photos / "3.jpg") == ["3.jpg"]
    library.index()


def test_old_codes_are_dropped_when_asked(library: Library, models: Path) -> None:
    switched = library.use_model(NEW, drop_old=True)
    assert switched.dropped_codes == {model_id(models, OLD): 6}
    assert codes_of(library) == {model_id(models, NEW): 6}
    with raises_text(UserError, "No other model"):
        library.undo_model()
    library.use_model(OLD)
    assert library.drop_old_codes() == {model_id(models, NEW): 6}
    assert library.drop_old_codes() == {}


def test_undo_to_a_model_that_is_gone_is_refused(library: Library, models: Path) -> None:
    library.use_model(NEW)
    shutil.rmtree(models / OLD)
    with raises_text(ModelError, "no longer there"):
        library.undo_model()
    assert library.card.name == NEW


def test_photos_that_came_in_since_are_told_after_an_undo(library: Library, photos: Path) -> None:
    library.use_model(NEW)
    make_photo(photos / "late.jpg", 50, (120, 90))
    library.index()
    assert library.undo_model().without_codes == 1
    answer = library.search(like(item(photos / "3.jpg")))
    assert "1 photo is left out" in text_of(answer.notes[0])
    library.index()
    assert library.search(like(item(photos / "3.jpg"))).notes == ()
    assert found(library, photos / "late.jpg") == ["late.jpg"]


def test_use_of_the_model_in_use_gives_up_what_was_coming(library: Library, models: Path) -> None:
    assert library.use_model(OLD).previous_model_id is None
    library._catalog.models.begin(noted(models))
    assert library.use_model(OLD).abandoned == model_id(models, NEW)
    assert library._catalog.models.get().coming is None


# ---- the encoder of the library is gone ----


@pytest.fixture
def upgraded(library: Library, models: Path) -> Iterator[Library]:
    """The program was updated: another network under the same name."""
    library.close()
    write_model(models / OLD, network(seed=9), name=OLD, version="9")
    with Library.open(library.folder, SETTINGS) as opened:
        yield opened


def test_a_model_that_answered_before_takes_over_from_one_that_is_gone(
    library: Library, models: Path, photos: Path
) -> None:
    library.use_model(NEW)
    library.close()
    shutil.rmtree(models / NEW)
    with Library.open(library.folder, SETTINGS) as again:
        (note, *_) = again.search(like(item(photos / "1.jpg"))).notes
        assert "old 1 has encoded all photos" in text_of(note)


def test_a_new_default_model_takes_over_in_the_next_index_run(
    upgraded: Library, photos: Path, models: Path
) -> None:
    ids = {record.path.name: record.photo_id for record in upgraded.photos(upgraded.photo_ids())}
    assert upgraded.card.version == "1"
    answer = upgraded.search(like(item(ids["3.jpg"]), mode=SUBJECT, limit=9))
    assert (answer.photo_ids[0], len(answer.photo_ids), answer.notes) == (ids["3.jpg"], 6, ())
    outside = upgraded.search(like(item(photos / "3.jpg"), mode=SUBJECT))
    assert len(outside.photo_ids) == 0
    assert "encoded 0 of 6 photos" in text_of(outside.notes[0])
    assert upgraded.read_picture(photos / "3.jpg").shape == (90, 120, 3)
    summary = upgraded.index()
    assert "old 9, which answers from now on" in text_of(summary.notes[0])
    assert upgraded.card.version == "9"
    assert found(upgraded, photos / "3.jpg") == ["3.jpg"]
    assert upgraded.search(like(item(picture(3, (120, 90))))).notes == ()
    with raises_text(ModelError, "no longer there"):
        upgraded.undo_model()
    assert upgraded.index().counts["unchanged"] == 6


@pytest.mark.usefixtures("unlimited_progress")
def test_half_way_through_an_upgrade(upgraded: Library, photos: Path) -> None:
    control = JobControl()

    def cancel(progress: Progress) -> None:
        if progress.counts.get("indexed", 0) >= 2:
            control.cancel()

    assert upgraded.index(control=control, on_progress=cancel).cancelled
    upgraded.close()
    with Library.open(upgraded.folder, SETTINGS) as again:
        assert again.card.version == "1"
        ids = {record.path.name: record.photo_id for record in again.photos(again.photo_ids())}
        assert len(again.search(like(item(ids["3.jpg"]), limit=9)).photo_ids) == 6
        outside = again.search(like(item(photos / "3.jpg"), limit=9))
        assert 2 <= len(outside.photo_ids) < 6
        assert f"encoded {len(outside.photo_ids)} of 6 photos" in text_of(outside.notes[0])
        assert len(again.index().notes) == 1
        assert again.card.version == "9"


def test_an_upgrade_with_a_drive_unplugged(upgraded: Library, photos: Path, tmp_path: Path) -> None:
    photos.rename(tmp_path / "unplugged")
    assert upgraded.index().counts["encoded"] == 6
    assert upgraded.card.version == "9"
    (tmp_path / "unplugged").rename(photos)
    upgraded.refresh_drives()
    assert found(upgraded, photos / "3.jpg") == ["3.jpg"]


def test_an_upgrade_to_a_broken_model_leaves_the_old_codes(
    upgraded: Library, photos: Path, models: Path
) -> None:
    write_model(models / OLD, network(nan="copy"), name=OLD, version="9")
    upgraded.close()
    with Library.open(upgraded.folder, SETTINGS) as again:
        with raises_text(ModelError, "no numbers"):
            again.index()
        (first, *_) = again.photo_ids().tolist()
        assert len(again.search(like(item(first), limit=9)).photo_ids) == 6


def test_a_library_of_before_models_were_remembered(
    library: Library, models: Path, photos: Path
) -> None:
    """Made by a version that noted neither model nor card, and its network is gone."""
    with library._catalog._database.read() as connection:
        assert connection.execute("SELECT count(*) FROM properties").fetchone()[0] > 1
    library._catalog._database.write(
        lambda connection: connection.execute("DELETE FROM properties WHERE name LIKE 'model%'")
    )
    library.close()
    write_model(models / OLD, network(seed=9), name=OLD, version="9")
    for open_library in (Library.read, Library.open):
        with open_library(library.folder, SETTINGS) as again:
            assert again.card.name == OLD
            assert again.card.version == ""
            (first, *_) = again.photo_ids().tolist()
            answer = again.search(like(item(first), limit=9))
            assert (answer.photo_ids[0], len(answer.photo_ids)) == (first, 6)
            (note, *_) = again.search(like(item(photos / "1.jpg"))).notes
            assert "encoded 0 of 6" in text_of(note)
    with Library.open(library.folder, SETTINGS) as again:
        again.index()
        assert again.card.version == "9"
        assert found(again, photos / "3.jpg") == ["3.jpg"]


def test_no_encoder_at_all(
    library: Library, models: Path, photos: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library.close()
    shutil.rmtree(models)
    with Library.open(library.folder, SETTINGS) as again:
        (first, *_) = again.photo_ids().tolist()
        assert len(again.search(like(item(first), limit=9)).photo_ids) == 6
        with pytest.raises(UserError):
            again.search(like(item(photos / "3.jpg")))
        with raises_text(ModelError, "no model called"):
            again.index()
    assert "no encoder" in caplog.text


# ---- killed ----

_SCRIPT = """
import sys
from pathlib import Path
from photosearch import paths
from photosearch.library.library import Library
from photosearch.settings import Settings

if __name__ == "__main__":
    paths.models_folder = lambda: Path(sys.argv[2])
    with Library.open(Path(sys.argv[1]), Settings(workers=1, model="old")) as library:
        library.use_model("new", on_progress=lambda p: print(p.done, flush=True))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")
def test_killed_in_the_middle_the_next_index_run_goes_on(
    library: Library, models: Path, photos: Path, tmp_path: Path
) -> None:
    for seed in range(100, 160):
        make_photo(photos / f"{seed}.jpg", seed, (400, 300))
    library.index()
    library.close()
    script = tmp_path / "switch.py"
    script.write_text(_SCRIPT)
    process = subprocess.Popen(
        [sys.executable, script, library.folder, models],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 20:
            break
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with Catalog.open(library.folder) as catalog:
        choice = catalog.models.get()
    assert choice.in_use == model_id(models, OLD)
    assert choice.coming == model_id(models, NEW)
    with Library.open(library.folder, SETTINGS) as again:
        assert again.card.name == OLD
        kept = codes_of(again).get(model_id(models, NEW), 0)
        assert kept < 66
        assert found(again, photos / "3.jpg") == ["3.jpg"]
        make_photo(photos / "late.jpg", 50, (120, 90))
        summary = again.index()
        assert summary.counts["encoded"] == 66 - kept  # the late one has both codes already
        assert again.card.name == NEW
        assert codes_of(again)[model_id(models, NEW)] == 67


def test_an_unfinished_switch_can_be_given_up(library: Library, models: Path) -> None:
    library._catalog.models.begin(noted(models))
    assert library.undo_model().abandoned == model_id(models, NEW)
    library.index()
    assert library.card.name == OLD


def test_a_coming_model_that_went_away_is_given_up(
    library: Library, models: Path, photos: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library._catalog.models.begin(noted(models))
    shutil.rmtree(models / NEW)
    make_photo(photos / "late.jpg", 50, (120, 90))
    summary = library.index()
    assert summary.counts["indexed"] == 1
    assert "given up. It is no longer there" in text_of(summary.notes[0])
    assert library.card.name == OLD
    assert library._catalog.models.get().coming is None


def test_a_coming_model_that_is_damaged_keeps_no_photo_out(
    library: Library, models: Path, photos: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library._catalog.models.begin(noted(models))
    (models / NEW / "encoder.onnx").write_bytes(b"damaged")
    make_photo(photos / "late.jpg", 50, (120, 90))
    (note,) = library.index().notes
    assert "was given up" in text_of(note)
    assert "sha256" in text_of(note)
    assert library.index().notes == ()
    assert found(library, photos / "late.jpg") == ["late.jpg"]
    assert "not encoded with the coming model" in caplog.text


def noted(models: Path) -> KnownModel:
    return model_at(models / NEW).known()


@pytest.mark.slow
def test_workers_that_die_cost_a_preview(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process of each photo's file is killed; its preview does instead."""
    real = WorkerPools.reencoding_pool

    class Deadly:
        def __init__(self, pool: Any) -> None:
            self.pool, self.victims = pool, 0

        def __getattr__(self, name: str) -> Any:
            return getattr(self.pool, name)

        def submit(self, task: Any) -> None:
            self.pool.submit(task)
            if task.path and not self.victims:
                self.victims += 1
                time.sleep(1.5)  # until it is ready, as one that is not is simply started again
                os.kill(self.pool.process_ids[0], signal.SIGKILL)

    def recoders(self: WorkerPools, folder: Path, tasks: int) -> Any:
        return Deadly(real(self, folder, tasks))

    monkeypatch.setattr(WorkerPools, "reencoding_pool", recoders)
    switched = library.use_model(NEW)
    assert switched.reencode_result.counts["encoded"] == 6
    assert library.card.name == NEW

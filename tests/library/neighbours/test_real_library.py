"""The neighbours of indexed photos: found by index runs, kept right, gone on with after a kill."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.codes import CodeKind
from photosearch.core.jobs import JobControl
from photosearch.core.message_codes import NoteCode
from photosearch.core.model_card import Fit, ModelCard
from photosearch.core.photo import IndexedPhoto, PhotoMetadata
from photosearch.core.query import SUBJECT, Query, QueryImage, QueryItem
from photosearch.library.library import Library
from photosearch.library.neighbours.graph_update import GraphUpdate
from photosearch.library.reader import LibraryReader
from photosearch.settings import Settings
from photosearch.store import maintenance
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from photosearch.store.neighbours import NEIGHBOURS_NAME, NeighbourStore
from tests.library.neighbours.code_shelf import plain_lists
from tests.photos import make_photo
from tests.store.samples import python, stamp

pytestmark = pytest.mark.slow

CARD = ModelCard("made", "1", "encoder.onnx", "0" * 64, 8, 8, Fit.STRETCH, {CodeKind.SUBJECT: 64})
_UPDATE = """
import sys
from pathlib import Path
from photosearch.core.jobs import JobControl
from photosearch.library.neighbours import graph_update
from photosearch.store.catalog import Catalog
from tests.library.neighbours.test_real_library import CARD

graph_update._FILLED_AT_ONCE = 1
with Catalog.open(Path(sys.argv[1])) as catalog:
    print("open", flush=True)
    graph_update.GraphUpdate(catalog, card=lambda: CARD).run(JobControl())
"""


def kept(catalog: Catalog, model_id: str, kind: CodeKind) -> dict[int, list[tuple[int, int]]]:
    lists = catalog.neighbours.load(model_id, kind)
    return {
        photo_id: [(d, i) for d, i in zip(distances, ids, strict=True) if i]
        for photo_id, ids, distances in zip(
            lists.photo_ids.tolist(), lists.ids.tolist(), lists.distances.tolist(), strict=True
        )
    }


def right(catalog: Catalog, model_id: str, kind: CodeKind) -> dict[int, list[tuple[int, int]]]:
    ids, codes = catalog.codes.load(model_id, kind)
    return plain_lists({i: row.tobytes() for i, row in zip(ids.tolist(), codes, strict=True)})


def assert_right(library: Library) -> None:
    catalog, model_id = library._catalog, library.card.model_id
    for kind in (CodeKind.COPY, CodeKind.LOOK, CodeKind.SUBJECT):
        expected = right(catalog, model_id, kind)
        assert kept(catalog, model_id, kind) == expected
        assert expected


def test_index_runs_keep_them_right(
    tmp_path: Path, photo_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    photos = Path(shutil.copytree(photo_folder, tmp_path / "photos"))
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        library.compares_photos = True
        library.add_root(photos)
        library.index()
        assert_right(library)
        make_photo(photos / "05.jpg", 400)  # other content
        (photos / "06.jpg").unlink()
        shutil.copy(photos / "07.jpg", photos / "copied.jpg")
        library.index()
        library.purge_missing()
        library.index_folders([photos])
        assert_right(library)
        # A file that is no database any more costs a sentence.
        library._catalog.neighbours.discard()
        (library.folder / NEIGHBOURS_NAME).write_bytes(b"nonsense")
        make_photo(photos / "new.jpg", 401)
        summary = library.index()
        assert NoteCode.NEIGHBOURS_DAMAGED in [note.code for note in summary.notes]
        assert "are found anew" in caplog.text
        assert_right(library)


def test_that_they_cannot_be_kept_costs_nothing_else(
    tmp_path: Path, photo_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        (library.folder / NEIGHBOURS_NAME).mkdir()
        library.compares_photos = True
        library.add_root(photo_folder)
        summary = library.index()
        assert NoteCode.NEIGHBOURS_NOT_KEPT in [note.code for note in summary.notes]
        assert "could not be brought up to date" in caplog.text
        assert summary.counts["indexed"] == len(library.photo_ids()) > 0


def test_reading_beside_a_program_that_writes(tmp_path: Path) -> None:
    make_catalog(tmp_path / "library", 300)
    with Catalog.open(tmp_path / "library") as catalog:
        GraphUpdate(catalog, card=lambda: CARD).run(JobControl())
        with Catalog.open(tmp_path / "library", read_only=True) as other:
            assert len(kept(other, CARD.model_id, CodeKind.SUBJECT)) == 300


def test_opening_a_library_does_not_look_at_them(tmp_path: Path, photo_folder: Path) -> None:
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        library.compares_photos = True
        library.add_root(photo_folder)
        library.index()
        assert maintenance.check(library.folder).notes == ()
        assert maintenance.info(library.folder).neighbours_bytes > 0
    # As if it could not even be opened.
    (tmp_path / "library" / NEIGHBOURS_NAME).unlink()
    (tmp_path / "library" / NEIGHBOURS_NAME).mkdir()
    with LibraryReader.read(tmp_path / "library", Settings()) as reader:
        ids = reader.photo_ids()
        item = QueryItem(QueryImage(photo_id=int(ids[0])))
        assert len(reader.search(Query((item,), SUBJECT)).photo_ids) == len(ids) > 0


def test_a_library_without_the_file_has_no_lists(tmp_path: Path) -> None:
    store = NeighbourStore(tmp_path / NEIGHBOURS_NAME, read_only=True)
    assert len(store.load("model", "subject")) == 0
    assert len(store.get("model", "subject", np.array([1, 2]))) == 0
    assert not (tmp_path / NEIGHBOURS_NAME).exists()


def make_catalog(folder: Path, count: int) -> None:
    rng = np.random.default_rng(0)
    with Catalog.open(folder) as catalog:
        root = catalog.roots.add(folder.parent, "")
        photos = [
            IndexedPhoto(
                root.root_id,
                stamp(b"%d.jpg" % number),
                b"content %d" % number,
                PhotoMetadata(format="jpeg", width=4, height=3),
                b"thumbnail",
                {"subject": rng.bytes(8)},
            )
            for number in range(count)
        ]
        catalog.commit_batch(WriteBatch(CARD.model_id, photos))


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_killed_at_any_moment_it_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    make_catalog(folder, 6_000)
    script = tmp_path / "update.py"
    script.write_text(_UPDATE)
    seen = set()
    for delay_s in (0.0, 0.2, 0.4, 0.6):
        process = python(script, folder)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(delay_s)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with Catalog.open(folder, read_only=True) as catalog:
            seen.add(len(kept(catalog, CARD.model_id, CodeKind.SUBJECT)))
    with Catalog.open(folder) as catalog:
        GraphUpdate(catalog, card=lambda: CARD).run(JobControl())
        found = kept(catalog, CARD.model_id, CodeKind.SUBJECT)
        assert found == right(catalog, CARD.model_id, CodeKind.SUBJECT)
    assert seen

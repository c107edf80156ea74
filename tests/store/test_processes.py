"""Other threads and other processes: the lock, readers beside the writer, kills, closing."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from photosearch.core.errors import CatalogError
from photosearch.core.sorting import SortKey, SortOrder
from photosearch.store import maintenance
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from photosearch.store.database import Database
from photosearch.store.schema import CATALOG
from tests.message_text import raises_text, text_of
from tests.store.samples import MODEL, photo, python

_HOLD = """
import sys, time
from pathlib import Path
from photosearch.store.catalog import Catalog
catalog = Catalog.open(Path(sys.argv[1]), owner="photosearch watch")
print("open", flush=True)
time.sleep(60)
"""


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_the_lock_tells_who_has_the_library(tmp_path: Path) -> None:
    process = python("-c", _HOLD, tmp_path)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(CatalogError) as caught:
            Catalog.open(tmp_path)
        owner = json.loads((tmp_path / "library.owner.json").read_text())
        since = datetime.fromisoformat(owner["since"])
        assert text_of(caught.value) == (
            f"The library in {tmp_path} is in use by photosearch watch (process {process.pid})"
            f" since {since:%H:%M}."
        )
        assert text_of(caught.value).next_step.startswith("Close it, or")
        with Catalog.open(tmp_path, read_only=True) as catalog:
            assert catalog.roots.all() == []

        owner |= {"since": str(since - timedelta(days=2)), "host": "elsewhere"}
        (tmp_path / "library.owner.json").write_text(json.dumps(owner))
        with raises_text(CatalogError, r"on elsewhere\) since 20\d\d-\d\d-\d\d "):
            Catalog.open(tmp_path)
        for broken in ("", "[]", "{}", '{"since": 5}', "\udcff"):
            (tmp_path / "library.owner.json").write_bytes(broken.encode(errors="replace"))
            with raises_text(CatalogError, "in use by another process"):
                Catalog.open(tmp_path)
    finally:
        end(process)
    assert (tmp_path / "library.owner.json").exists(), "a killed process leaves its name"
    with Catalog.open(tmp_path), raises_text(CatalogError, f"process {os.getpid()}"):
        Catalog.open(tmp_path)
    assert not (tmp_path / "library.owner.json").exists()


def test_a_catalog_may_be_closed_by_another_thread(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    thread = threading.Thread(target=catalog.close)
    thread.start()
    thread.join()
    Catalog.open(tmp_path).close()


# Each batch holds five photos of one name, so that half a batch can be told from a whole one.
_WRITE_UNTIL_KILLED = """
import sys
from pathlib import Path
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, photo, stamp
catalog = Catalog.open(Path(sys.argv[1]))
root_id = catalog.roots.add(Path("/photos")).root_id
number = len(catalog.photos.ids()) // 5
print("ready", flush=True)
while True:
    names = [b"%d-%d" % (number, part) for part in range(5)]
    photos = [photo(root_id, name) for name in names]
    ids = catalog.commit_batch(WriteBatch(MODEL, photos)).indexed_ids
    moved = [(photo_id, root_id, stamp(b"m" + name)) for photo_id, name in zip(ids, names)]
    catalog.commit_batch(WriteBatch(MODEL, moved=moved))
    number += 1
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kills like POSIX")
@pytest.mark.slow
def test_kills_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(3)
    done = 0
    for _ in range(8):
        process = python("-c", _WRITE_UNTIL_KILLED, tmp_path)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL)
        numbers = process.communicate()[0].split()
        told = int(numbers[-1]) if numbers else done

        # a copy, as a backup program would take it at this moment, is checked read-only first
        shutil.copytree(tmp_path, tmp_path.with_name("seen"))
        assert maintenance.check(tmp_path.with_name("seen")).problems == ()
        shutil.rmtree(tmp_path.with_name("seen"))

        with Catalog.open(tmp_path) as catalog:
            ids = catalog.photos.ids(SortOrder(SortKey.ADDED, reversed=True))
            records = catalog.photos.get(ids)
            assert len(ids) % 5 == 0, "a batch is whole or not there"
            done = len(ids) // 5
            assert done >= told, "what was committed is there"
            moved = [record.path.name.startswith("m") for record in records]
            for first in range(0, len(moved), 5):
                assert len(set(moved[first : first + 5])) == 1
            assert catalog.codes.load(MODEL, "copy")[0].tolist() == ids.tolist()
            assert catalog.without_thumbnail().tolist() == []
        with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert done > 0


@pytest.mark.skipif(os.name == "nt", reason="kills like POSIX")
@pytest.mark.slow
def test_kills_while_a_library_is_made(tmp_path: Path) -> None:
    chance = random.Random(4)
    for trial in range(5):
        folder = tmp_path / str(trial)
        process = python("-c", _HOLD, folder)
        while not folder.exists():
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.03))
        end(process)
        with Catalog.open(folder) as catalog:
            catalog.roots.add(Path("/photos"))


@pytest.mark.slow
def test_readers_see_whole_batches_while_one_writes(tmp_path: Path) -> None:
    wrong: list[object] = []
    done = threading.Event()
    with Catalog.open(tmp_path) as catalog:
        root_id = catalog.roots.add(Path("/photos")).root_id

        def read() -> None:
            with Catalog.open(tmp_path, read_only=True) as other:
                while not done.is_set():
                    for seen in (catalog, other):
                        count = len(seen.photos.searchable_ids({root_id}))
                        codes = len(seen.codes.load(MODEL, "copy")[0])
                        if count % 7 or codes % 7:
                            wrong.append((count, codes))

        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(60):
            names = [b"%d-%d" % (number, part) for part in range(7)]
            catalog.commit_batch(WriteBatch(MODEL, [photo(root_id, name) for name in names]))
        done.set()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_writers_of_many_threads_take_turns(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        root_id = catalog.roots.add(Path("/photos")).root_id

        def write(worker: int) -> None:
            for number in range(20):
                catalog.commit_batch(
                    WriteBatch(MODEL, [photo(root_id, b"%d-%d" % (worker, number))])
                )

        threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(catalog.photos.ids()) == 80


# Counts for hours, unless it is interrupted.
_LONG = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_closing_stops_a_long_read(tmp_path: Path) -> None:
    database = Database(tmp_path / "catalog.db", CATALOG)
    caught: list[Exception] = []
    started = threading.Event()

    def read() -> None:
        try:
            with database.read() as connection:
                started.set()
                connection.execute(_LONG).fetchall()
        except CatalogError as error:
            caught.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    assert started.wait(10)
    time.sleep(0.05)
    database.close()
    thread.join(10)
    assert not thread.is_alive()
    assert "is closed" in text_of(caught[0])


def test_closing_waits_for_the_write_at_hand(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    root_id = catalog.roots.add(Path("/photos")).root_id
    results: list[object] = []

    def write() -> None:
        batch = WriteBatch(MODEL, [photo(root_id, b"%d" % number) for number in range(2000)])
        results.append(len(catalog.commit_batch(batch).indexed_ids))

    thread = threading.Thread(target=write)
    thread.start()
    while not (busy := catalog._database._writer.in_transaction) and thread.is_alive():
        time.sleep(0.001)
    assert busy
    catalog.close()
    thread.join()
    assert results == [2000]
    with Catalog.open(tmp_path) as again:
        assert len(again.photos.ids()) == 2000


def test_threads_that_ended_leave_no_connection(tmp_path: Path) -> None:
    with Catalog.open(tmp_path) as catalog:
        for _ in range(20):
            thread = threading.Thread(target=catalog.photos.counts)
            thread.start()
            thread.join()
        assert len(catalog._database._readers) <= 3


def test_a_read_within_a_read_sees_the_same(tmp_path: Path) -> None:
    database = Database(tmp_path / "catalog.db", CATALOG)
    insert = "INSERT INTO properties VALUES ('x', 'y')"
    count = "SELECT count(*) FROM properties"
    with database.read() as outer:
        before = outer.execute(count).fetchone()
        database.write(lambda connection: connection.execute(insert).close())
        with database.read() as inner:
            assert inner.execute(count).fetchone() == before
        assert outer.execute(count).fetchone() == before
    with database.read() as later:
        assert later.execute(count).fetchone() != before
    with pytest.raises(RuntimeError, match="inside a write"):
        database.write(lambda _: database.write(lambda _: None))
    database.close()

"""What bad files, folders and disks get: a plain sentence, and nothing is overwritten."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from photosearch.core.errors import CatalogError
from photosearch.store import connections, sqlite_errors
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from photosearch.store.database import Database
from photosearch.store.schema import CATALOG
from tests.message_text import raises_text, text_of
from tests.store.samples import MODEL, make_library, photo, python, stamp, use


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("PRAGMA user_version = 99", "made by a newer version of PhotoSearch"),
        ("PRAGMA application_id = 7", "a database of another program"),
        ("PRAGMA user_version = 0", "its version is missing"),
    ],
)
def test_another_kind_of_database_is_left_untouched(
    tmp_path: Path, statement: str, sentence: str, read_only: bool
) -> None:
    make_library(tmp_path, 3)
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection:
        connection.execute(statement)
        connection.commit()
    before = (tmp_path / "catalog.db").read_bytes()
    with raises_text(CatalogError, sentence):
        Catalog.open(tmp_path, read_only=read_only)
    assert (tmp_path / "catalog.db").read_bytes() == before
    # and the lock is free again
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection:
        connection.execute(f"PRAGMA application_id = {CATALOG.application_id}")
        connection.execute(f"PRAGMA user_version = {CATALOG.version}")
    use(tmp_path)


def test_a_database_of_another_program_is_left_untouched(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    before = (tmp_path / "catalog.db").read_bytes()
    with raises_text(CatalogError, "another program"):
        Catalog.open(tmp_path)
    assert (tmp_path / "catalog.db").read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"garbage", b"\0" * 10_000, b"SQLite format 3\0" + b"x" * 5000]
)
@pytest.mark.parametrize("read_only", [False, True])
def test_no_database_is_left_untouched(tmp_path: Path, content: bytes, read_only: bool) -> None:
    (tmp_path / "catalog.db").write_bytes(content)
    with raises_text(CatalogError, "damaged") as caught:
        Catalog.open(tmp_path, read_only=read_only)
    assert "photosearch library restore" in text_of(caught.value).next_step
    assert (tmp_path / "catalog.db").read_bytes() == content


def test_an_empty_file_is_begun_only_if_nothing_was_there(tmp_path: Path) -> None:
    (tmp_path / "catalog.db").touch()
    with raises_text(CatalogError, "There is no library"):
        Catalog.open(tmp_path, read_only=True)
    make_library(tmp_path, 3)
    (tmp_path / "catalog.db").write_bytes(b"")
    with raises_text(CatalogError, "lost or empty"):
        Catalog.open(tmp_path)
    (tmp_path / "catalog.db").unlink()
    for read_only in (False, True):
        with raises_text(CatalogError, "lost or empty"):
            Catalog.open(tmp_path, read_only=read_only)
    assert not (tmp_path / "catalog.db").exists()


def test_a_file_in_which_nothing_was_committed_is_begun(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")  # writes the first page, nothing else
    assert (tmp_path / "catalog.db").stat().st_size
    use(tmp_path)


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_truncated_catalog(tmp_path: Path, tenth: int) -> None:
    make_library(tmp_path)
    file = tmp_path / "catalog.db"
    content = file.read_bytes()[: file.stat().st_size * tenth // 10]
    file.write_bytes(content)
    with raises_text(CatalogError, "damaged"):
        use(tmp_path)


def test_flipped_bytes_anywhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A flip may do no harm, or be told; it never raises anything but a CatalogError.

    (One in the library's identity has the thumbnails set aside, with a warning.)
    """
    chance = random.Random(5)
    make_library(tmp_path / "good")
    sound = (tmp_path / "good" / "catalog.db").read_bytes()
    told = 0
    for trial in range(60):
        folder = tmp_path / str(trial)
        shutil.copytree(tmp_path / "good", folder)
        content = bytearray(sound)
        # each page's head, where harm is done, and anywhere else
        page = chance.randrange(len(content) // 4096) * 4096
        content[page + chance.randrange(12)] ^= chance.randrange(1, 256)
        for _ in range(20):
            content[chance.randrange(100, len(content))] ^= chance.randrange(1, 256)
        (folder / "catalog.db").write_bytes(content)
        try:
            use(folder)
        except CatalogError:
            told += 1
    assert told > 20
    assert {record.name for record in caplog.records} <= {"photosearch.store.thumbnails"}


def test_damaged_thumbnails_are_begun_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_library(tmp_path, 3)
    (tmp_path / "thumbnails.db").write_bytes(b"garbage")
    with Catalog.open(tmp_path, read_only=True) as catalog:
        assert catalog.thumbnails.get([1]) == {}
    with Catalog.open(tmp_path) as catalog:
        assert catalog.thumbnails.get([1, 2, 3]) == {}
        assert catalog.without_thumbnail().tolist() == [1, 2, 3]
        catalog.thumbnails.put({1: b"x"})
    assert "set aside" in caplog.text
    [aside] = tmp_path.glob("thumbnails.db.damaged-*")
    assert aside.read_bytes() == b"garbage"
    with Catalog.open(tmp_path) as catalog:
        assert catalog.thumbnails.get([1, 2, 3]) == {1: b"x"}


def test_thumbnails_damaged_inside_are_begun_anew_at_first_sight(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_library(tmp_path, 300)
    file = tmp_path / "thumbnails.db"
    page, content = 16384, file.read_bytes()
    file.write_bytes(content[: 3 * page] + b"\xff" * (len(content) - 3 * page))
    with Catalog.open(tmp_path) as catalog:
        assert catalog.thumbnails.get(range(300)) == {}
        catalog.thumbnails.put({1: b"x"})
        assert catalog.thumbnails.get([1]) == {1: b"x"}
    assert "set aside" in caplog.text


def test_thumbnails_of_another_library_are_not_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_library(tmp_path / "a", 3)
    make_library(tmp_path / "b", 3)
    shutil.copy(tmp_path / "b" / "thumbnails.db", tmp_path / "a" / "thumbnails.db")
    with Catalog.open(tmp_path / "a") as catalog:
        assert catalog.thumbnails.get([1, 2, 3]) == {}
    assert "other-library" in caplog.text


def test_a_lost_thumbnails_file_is_begun_anew(tmp_path: Path) -> None:
    make_library(tmp_path, 3)
    (tmp_path / "thumbnails.db").unlink()
    with Catalog.open(tmp_path, read_only=True) as catalog:
        assert catalog.thumbnails.get([1]) == {}
    with Catalog.open(tmp_path) as catalog:
        assert catalog.without_thumbnail().tolist() == [1, 2, 3]


def test_there_is_no_library_to_read(tmp_path: Path) -> None:
    with raises_text(CatalogError, "There is no library in"):
        Catalog.open(tmp_path / "absent", read_only=True)
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize(
    "name", ["a b", "50%25", "x#y", "what?mode=memory", "é\U0001f4f7", "\udcff"]
)
def test_folders_with_odd_names(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "library"
    try:
        make_library(folder, 2)
    except OSError:  # e.g. "?" on Windows
        pytest.skip("the system has no such names")
    assert (folder / "catalog.db").exists()
    with Catalog.open(folder, read_only=True) as catalog:
        assert len(catalog.photos.ids()) == 2


@pytest.mark.parametrize("name", ["catalog.db", "library.lock"])
def test_a_folder_where_a_file_should_be(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(CatalogError):
        Catalog.open(tmp_path)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("")
    for read_only in (False, True):
        with raises_text(CatalogError, "library is a file, not the folder"):
            Catalog.open(tmp_path / "library", read_only=read_only)


_USE_AS_NOBODY = """
import os, sys, tempfile
from pathlib import Path
from photosearch.message_words import words
from photosearch.message_words.command_line import message_text
from photosearch.core.errors import CatalogError
from photosearch.store.catalog import Catalog
with tempfile.TemporaryDirectory() as folder, Catalog.open(Path(folder)):
    pass  # what is imported late is imported now: nobody may have no access to the program
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)
folder = Path(sys.argv[1])
try:
    Catalog.open(folder)
    print("opened for writing")
except CatalogError as error:
    print(f"{message_text(error.message):whole}")
try:
    with Catalog.open(folder, read_only=True) as catalog:
        print(len(catalog.photos.ids()), "photos,", len(catalog.thumbnails.get([1, 2])))
except CatalogError as error:
    print(f"{message_text(error.message):whole}")
"""


@pytest.fixture
def read_only_library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    make_library(folder, 2)
    for parent in [tmp_path, *tmp_path.parents]:  # another user has to get there
        if parent.stat().st_uid == os.getuid() and parent != Path(parent.anchor):
            parent.chmod(parent.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)
    return folder


def forbid_writing(folder: Path) -> None:
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_folder_that_cannot_be_written(tmp_path: Path, read_only_library: Path) -> None:
    forbid_writing(read_only_library)
    with python("-c", _USE_AS_NOBODY, read_only_library) as process:
        lines = process.communicate()[0].splitlines()
    read_only_library.chmod(0o755)
    assert process.returncode == 0
    assert "cannot be used" in lines[0]
    assert lines[1] == "2 photos, 2"


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_unfinished_changes_in_a_folder_that_cannot_be_written(read_only_library: Path) -> None:
    with Catalog.open(read_only_library) as catalog:
        catalog.commit_batch(WriteBatch(found=[1]))
        copy = read_only_library.with_name("copy")
        shutil.copytree(read_only_library, copy)  # as a kill leaves it
    for shared_memory in copy.glob("*-shm"):
        shared_memory.unlink()
    forbid_writing(copy)
    with python("-c", _USE_AS_NOBODY, copy) as process:
        lines = process.communicate()[0].splitlines()
    copy.chmod(0o755)
    assert "unfinished changes" in lines[1]


def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    make_library(tmp_path, 3)
    with Catalog.open(tmp_path) as catalog:
        database = catalog._database
        root_id = catalog.roots.all()[0].root_id
        pages = database.write(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
        database._executor.submit(
            lambda: database._writer.execute(f"PRAGMA max_page_count = {pages + 2}")
        ).result()
        many = [photo(root_id, b"%200d" % number) for number in range(500)]
        with raises_text(CatalogError, "is full"):
            catalog.commit_batch(WriteBatch(MODEL, indexed=many, missing=[1, 2, 3]))
        assert len(catalog.photos.ids()) == 3
        assert catalog.codes.models() == {MODEL: 3}
        catalog.commit_batch(WriteBatch(missing=[1]))  # small enough
        assert len(catalog.photos.ids()) == 2
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a limit on the size of files")
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """A real error of the file system in the middle of a write."""
    make_library(tmp_path, 3)
    program = """
import resource, signal, sys
from pathlib import Path
from photosearch.message_words.command_line import message_text
from photosearch.core.errors import CatalogError
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.store.samples import MODEL, photo
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
catalog = Catalog.open(Path(sys.argv[1]))
limit = 200_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    many = [photo(1, b"%200d" % number) for number in range(5000)]
    catalog.commit_batch(WriteBatch(MODEL, indexed=many))
    print("written")
except CatalogError as error:
    print("told:", message_text(error.message))
print(len(catalog.photos.ids()))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
print(len(catalog.commit_batch(WriteBatch(MODEL, indexed=many)).indexed_ids))
catalog.close()
"""
    with python("-c", program, tmp_path) as process:
        lines = process.communicate()[0].splitlines()
    assert process.returncode == 0
    assert lines[0].startswith("told: The disk that holds")
    assert lines[1:] == ["3", "5000"]
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


# ---- sorting of errors ----


def test_our_bugs_stay_bugs(tmp_path: Path) -> None:
    database = Database(tmp_path / "catalog.db", CATALOG)
    try:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            database.write(lambda connection: connection.execute("SELECT 1 FROM absent"))
        with pytest.raises(sqlite3.IntegrityError), database.read() as connection:
            raise sqlite3.IntegrityError
        with (
            raises_text(CatalogError, "cannot be written"),
            database.read() as connection,
        ):
            connection.execute("DELETE FROM photos")
    finally:
        database.close()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "in use by another program"),
        (sqlite3.SQLITE_FULL, "full"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "cannot be written"),
        (sqlite3.SQLITE_IOERR_FSYNC, "reported an error"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, "cannot be opened"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "damaged"),
        (sqlite3.SQLITE_NOTADB, "damaged"),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
        (sqlite3.SQLITE_MISUSE, None),
    ],
)
def test_errors_are_sorted_by_their_code(code: int, words: str | None) -> None:
    error = sqlite3.DatabaseError("detail")
    error.sqlite_errorcode = code
    told = sqlite_errors.as_catalog_error(error, Path("/library/catalog.db"))
    assert (told is None) == (words is None)
    if told is not None and words is not None:
        assert words in text_of(told)
        assert text_of(told).next_step.endswith(".")


def test_an_error_of_a_disk_without_room_is_told_as_that(tmp_path: Path, monkeypatch) -> None:
    """SQLite reports SHMSIZE and the like, as if the disk were broken."""
    error = sqlite3.DatabaseError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=4096))
    told = sqlite_errors.as_catalog_error(error, tmp_path / "catalog.db")
    assert told is not None
    assert "is full" in text_of(told)


def test_a_catalog_opened_for_reading_is_not_written(tmp_path: Path) -> None:
    make_library(tmp_path, 1)
    with (
        Catalog.open(tmp_path, read_only=True) as catalog,
        raises_text(CatalogError, "for reading only"),
    ):
        catalog.commit_batch(WriteBatch(moved=[(1, 1, stamp(b"x"))]))


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE])
def test_a_library_on_a_full_disk_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """There is no room for the file that SQLite makes beside a database to read it."""
    path = tmp_path / "a.db"
    with closing(connections.connect(path, mode="rwc")) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE a AS SELECT 7 AS x")
    connect = connections.connect

    class Full(sqlite3.Connection):
        def execute(self, *_args: object) -> sqlite3.Cursor:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = code
            raise error

    def on_full_disk(place: Path, **options: str) -> sqlite3.Connection:
        return connect(place, **options) if "immutable" in options else Full(":memory:")

    monkeypatch.setattr(connections, "connect", on_full_disk)
    with closing(connections.open_read_only(path)) as opened:
        assert opened.execute("SELECT x FROM a").fetchone() == (7,)
    monkeypatch.setattr(connections, "has_wal_content", lambda _path: True)
    with pytest.raises(sqlite3.OperationalError):
        connections.open_read_only(path)

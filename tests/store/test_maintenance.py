"""Backup, restore, check, info."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from photosearch.core.errors import CatalogError, UserError
from photosearch.store import maintenance
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.message_text import raises_text, text_of
from tests.store.samples import MODEL, photo, unreadable


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    with Catalog.open(folder) as catalog:
        root_id = catalog.roots.add(Path("/photos")).root_id
        photos = [photo(root_id, b"%d.jpg" % number) for number in range(5)]
        catalog.commit_batch(WriteBatch(MODEL, photos, [unreadable(root_id, b"bad")], missing=[1]))
        catalog.commit_batch(WriteBatch(missing=[1]))
    return folder


def add(folder: Path, name: bytes) -> int:
    with Catalog.open(folder) as catalog:
        root_id = catalog.roots.all()[0].root_id
        return catalog.commit_batch(WriteBatch(MODEL, indexed=[photo(root_id, name)])).indexed_ids[
            0
        ]


def names(folder: Path) -> list[str]:
    with Catalog.open(folder, read_only=True) as catalog:
        return sorted(record.path.name for record in catalog.photos.get(range(100)))


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_backup_while_in_use_and_restore(library: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.photosearch-backup"
    before = names(library)
    with Catalog.open(library) as catalog:
        catalog.commit_batch(WriteBatch(found=[1]))  # lies in the write-ahead log
        assert maintenance.backup(library, target) == target
    later = add(library, b"later.jpg")
    aside = maintenance.restore(target, library)
    assert names(library) == before
    with Catalog.open(library) as catalog:
        assert catalog.photos.counts().missing == 0
        assert catalog.thumbnails.ids().tolist() == [1, 2, 3, 4, 5], "not of what came later"
        [new] = catalog.commit_batch(
            WriteBatch(MODEL, indexed=[photo(1, b"another.jpg")])
        ).indexed_ids
        assert new == later
    assert aside is not None
    aside.replace(library / "catalog.db")
    assert "later.jpg" in names(library)
    assert sorted(file.name for file in tmp_path.iterdir()) == [target.name, "library"]


def test_a_backup_into_a_folder_gets_todays_name(library: Path, tmp_path: Path) -> None:
    target = maintenance.backup(library, tmp_path)
    assert target.parent == tmp_path
    assert target.suffix == maintenance.BACKUP_SUFFIX
    assert [file.name for file in tmp_path.iterdir() if file.name != "library"] == [target.name]


def test_a_backup_overwrites_nothing_unasked(library: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    target.write_text("precious")
    with raises_text(UserError, "There is a file copy already"):
        maintenance.backup(library, target)
    assert target.read_text() == "precious"
    maintenance.backup(library, target, replace=True)
    assert target.read_bytes().startswith(b"SQLite")
    with raises_text(UserError, "is the library itself"):
        maintenance.backup(library, library / "catalog.db", replace=True)
    with raises_text(UserError, "there is no folder"):
        maintenance.backup(library, tmp_path / "absent" / "copy")
    with raises_text(CatalogError, "no library"):
        maintenance.backup(tmp_path / "absent", tmp_path / "copy2")


@pytest.mark.skipif(sys.platform == "win32", reason="names of 255 letters at most")
def test_a_backup_that_cannot_be_written_names_the_file_that_was_named(
    library: Path, tmp_path: Path
) -> None:
    """What it is written to first has another name, which nobody gave."""
    (tmp_path / "file").touch()
    for target in (tmp_path / "file" / "b", tmp_path / ("b" * 255)):
        with raises_text(UserError, "cannot be written") as caught:
            maintenance.backup(library, target)
        assert target.name in f"{text_of(caught.value):whole}"
        assert ".new" not in f"{text_of(caught.value):whole}"


@pytest.mark.parametrize(
    "spoil",
    ["absent", "garbage", "truncated", "foreign", "newer", "empty", "itself", "loose rows"],
)
def test_a_bad_backup_touches_nothing(library: Path, tmp_path: Path, spoil: str) -> None:
    source = tmp_path / "copy"
    maintenance.backup(library, source)
    match spoil:
        case "absent":
            source.unlink()
        case "garbage":
            source.write_bytes(b"garbage" * 1000)
        case "truncated":
            source.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
        case "foreign":
            sql(source, "PRAGMA application_id = 7")
        case "newer":
            sql(source, "PRAGMA user_version = 99")
        case "empty":
            source.write_bytes(b"")
        case "itself":
            source = library / "catalog.db"
        case "loose rows":
            sql(source, "DELETE FROM roots")
    before = {file.name: file.read_bytes() for file in library.iterdir()}
    with pytest.raises(CatalogError) as caught:
        maintenance.restore(source, library)
    assert text_of(caught.value).next_step == "Choose another backup; the library was not changed."
    assert {file.name: file.read_bytes() for file in library.iterdir()} == before


def test_restore_over_a_damaged_library(library: Path, tmp_path: Path) -> None:
    source = tmp_path / "copy"
    maintenance.backup(library, source)
    before = names(library)
    (library / "catalog.db").write_bytes(b"garbage")
    (library / "catalog.db-wal").write_bytes(b"log")
    aside = maintenance.restore(source, library)
    assert names(library) == before
    assert aside is not None
    assert aside.read_bytes() == b"garbage"
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"log"


def test_restore_where_nothing_is(library: Path, tmp_path: Path) -> None:
    source = tmp_path / "copy"
    maintenance.backup(library, source)
    assert maintenance.restore(source, tmp_path / "new") is None
    assert names(tmp_path / "new") == names(library)
    (library / "catalog.db").unlink()  # thumbnails alone are left
    assert maintenance.restore(source, library) is None
    with Catalog.open(library) as catalog:
        assert len(catalog.thumbnails.ids()) == 5


def test_restore_needs_the_library_for_itself(library: Path, tmp_path: Path) -> None:
    source = tmp_path / "copy"
    maintenance.backup(library, source)
    with Catalog.open(library), raises_text(CatalogError, "in use by photosearch"):
        maintenance.restore(source, library)


def test_a_sound_library(library: Path) -> None:
    report = maintenance.check(library)
    assert report.sound
    assert report.notes == ()
    with Catalog.open(library) as catalog:  # also while it is in use
        catalog.thumbnails.delete([2])
        assert [*map(text_of, maintenance.check(library).notes)] == ["1 photo has no thumbnail."]
    with raises_text(CatalogError, "no library"):
        maintenance.check(library / "absent")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE photos SET missing = 1", "does not match the photos"),
        ("UPDATE visible_chunks SET root_ids = x'01'", "never wrote"),
        ("DELETE FROM photos WHERE id = 3", "does not match the photos"),
        ("DELETE FROM photo_words WHERE rowid = 3", "words by which photos are found"),
        ("UPDATE code_chunks SET presence = x''", "never wrote"),
        ("DELETE FROM roots", "refer to what is not there"),
        ("ALTER TABLE photos RENAME COLUMN lens TO glass", "never wrote"),
        ("UPDATE photos SET state = 'odd' WHERE id = 2", "never wrote"),
    ],
)
def test_check_finds_what_is_wrong(library: Path, statement: str, words: str) -> None:
    sql(library / "catalog.db", statement)
    report = maintenance.check(library)
    assert not report.sound
    assert words in text_of(report.problems[0])


def test_check_finds_codes_without_photos(library: Path) -> None:
    sql(
        library / "catalog.db",
        "UPDATE code_chunks SET presence ="
        " CAST(substr(presence, 1, 50) || x'01' || substr(presence, 52) AS BLOB)",
    )
    [problem] = maintenance.check(library).problems
    assert text_of(problem) == f"There are codes of {MODEL} for 1 photo that does not exist."


def test_check_finds_damage_of_the_files(library: Path) -> None:
    thumbnails, catalog = library / "thumbnails.db", library / "catalog.db"
    thumbnails.write_bytes(b"garbage")
    report = maintenance.check(library)
    assert report.sound
    assert "thumbnails are damaged" in text_of(report.notes[0])
    (library / "neighbours.db").write_bytes(b"garbage")
    assert "photos that are alike is damaged" in text_of(maintenance.check(library).notes[1])
    (library / "neighbours.db").unlink()
    thumbnails.unlink()
    assert "no thumbnails" in text_of(maintenance.check(library).notes[0])
    content = catalog.read_bytes()
    catalog.write_bytes(content[:8192] + b"\xff" * 8192 + content[16384:])
    assert not maintenance.check(library).sound
    catalog.write_bytes(b"garbage")
    assert "damaged" in text_of(maintenance.check(library).problems[0])


def test_no_backup_is_made_of_a_damaged_library(library: Path, tmp_path: Path) -> None:
    catalog, target = library / "catalog.db", tmp_path / "copy.db"
    content = catalog.read_bytes()
    catalog.write_bytes(content[:8192] + b"\xff" * 8192 + content[16384:])
    with raises_text(CatalogError, "damaged"):
        maintenance.backup(library, target)
    assert not target.exists()


def test_info(library: Path) -> None:
    info = maintenance.info(library)
    assert info.counts.indexed == 4
    assert info.models == {MODEL: 5}
    assert [root.path for root in info.roots] == [Path("/photos")]
    assert info.catalog_bytes == (library / "catalog.db").stat().st_size
    assert info.last_indexed is not None
    record = json.loads(json.dumps(info.as_record()))
    assert (record["indexed"], record["unreadable"], record["missing"]) == (4, 1, 1)
    assert record["roots"] == ["/photos"]

"""Rating, tagging, throwing away, moving, copying and undoing on real files: nothing is lost."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from photosearch.core.errors import UserError
from photosearch.core.file_operations import (
    ErrorReason,
    OperationContext,
    OperationKind,
    OperationResult,
)
from photosearch.core.filters import Filters
from photosearch.images.xmp import read_xmp
from photosearch.library.file_ops import atomic_files, sidecars
from photosearch.library.file_ops.journal import JournalEntry, OperationRecord
from photosearch.library.file_ops.operation_run import item_error_of
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.library.photo_shelf import (
    FolderTrash,
    assert_as_rescanned,
    names,
    records,
    take_in,
)
from tests.message_text import raises_text

SIDECAR = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about="" xmlns:crs="urn:crs" crs:Exposure="+1" /></rdf:RDF></x:xmpmeta>
"""


@pytest.fixture
def photos(tmp_path: Path, photo_folder: Path) -> Path:
    folder = tmp_path / "photos"
    (folder / "in").mkdir(parents=True)
    for number in range(4):
        shutil.copy2(photo_folder / f"{number:02}.jpg", folder / f"{number:02}.jpg")
    shutil.copy2(photo_folder / "04.jpg", folder / "in" / "04.jpg")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def undo(library: Library, result: OperationResult, trash: FolderTrash) -> OperationResult:
    assert result.operation is not None
    return library.files.undo(result.operation.operation_id, trash)


def facts(library: Library, photo_id: int):
    (record,) = library.photos([photo_id])
    assert record.metadata is not None
    return record.metadata


# Rating and tagging


def test_a_rating_goes_into_a_sidecar_and_the_catalog(library, ids, photos, trash) -> None:
    before = contents(photos)
    result = library.files.rate([ids["00.jpg"], ids["01.jpg"]], 4)
    assert (result.done, result.errors) == (2, ())
    assert result.operation is not None
    assert (result.operation.kind, result.operation.photo_count, result.operation.rating) == (
        OperationKind.RATE,
        2,
        4,
    )
    assert {name: data for name, data in contents(photos).items() if name in before} == before
    assert (photos / "00.jpg.xmp").exists()
    assert facts(library, ids["00.jpg"]).rating == 4
    assert_as_rescanned(library)
    assert undo(library, result, trash).errors == ()
    assert contents(photos) == before
    assert facts(library, ids["00.jpg"]).rating is None
    assert_as_rescanned(library)


def test_a_sidecar_of_others_keeps_all_it_has(library, photos, trash) -> None:
    (photos / "00.xmp").write_text(SIDECAR)
    (photos / "00.xmp").chmod(0o640)
    ids = take_in(library, photos)
    result = library.files.edit_keywords([ids["00.jpg"]], ["See", "Berg & Tal"])
    assert not (photos / "00.jpg.xmp").exists()
    text = (photos / "00.xmp").read_text()
    assert 'crs:Exposure="+1"' in text
    assert (photos / "00.xmp").stat().st_mode & 0o777 == 0o640
    assert facts(library, ids["00.jpg"]).keywords == ("See", "Berg & Tal")
    assert library.files.keywords() == [("Berg & Tal", 1), ("See", 1)]
    assert_as_rescanned(library)
    undo(library, result, trash)
    assert (photos / "00.xmp").read_text() == SIDECAR
    assert_as_rescanned(library)


def test_a_shared_sidecar_rates_both_photos(library, photos, trash) -> None:
    shutil.copy2(photos / "01.jpg", photos / "00.jpeg")
    (photos / "00.xmp").write_text(SIDECAR)
    ids = take_in(library, photos)
    result = library.files.rate([ids["00.jpg"]], 2)
    assert facts(library, ids["00.jpeg"]).rating == 2
    assert_as_rescanned(library)
    undo(library, result, trash)
    assert facts(library, ids["00.jpeg"]).rating is None
    assert_as_rescanned(library)


def rated(path: Path, rating: int, changed: int) -> None:
    """Write a sidecar with a rating that changed so many seconds after 2020."""
    path.write_text(SIDECAR.replace("<rdf:Description", f'<rdf:Description x:Rating="{rating}"'))
    path.write_text(path.read_text().replace("crs=", 'x="http://ns.adobe.com/xap/1.0/" xmlns:crs='))
    os.utime(path, ns=((1_577_836_800 + changed) * 10**9,) * 2)


def rating_in(path: Path) -> int | None:
    found = read_xmp(path.read_bytes())
    assert found is not None
    return found.rating


@pytest.mark.parametrize(("newest", "other"), [("00.xmp", "00.jpg.xmp"), ("00.jpg.xmp", "00.xmp")])
def test_of_two_sidecars_the_newest_is_read_and_both_are_kept_alike(
    library, photos, trash, newest: str, other: str
) -> None:
    rated(photos / other, 1, 1)
    rated(photos / newest, 3, 2)
    before = contents(photos)
    ids = take_in(library, photos)
    assert facts(library, ids["00.jpg"]).rating == 3
    result = library.files.rate([ids["00.jpg"]], 5)
    assert (rating_in(photos / newest), rating_in(photos / other)) == (5, 5)
    assert facts(library, ids["00.jpg"]).rating == 5
    assert sidecars.find_sidecar(photos / "00.jpg") == photos / newest, "still the one that is read"
    assert_as_rescanned(library)
    assert undo(library, result, trash).errors == ()
    assert contents(photos) == before
    assert facts(library, ids["00.jpg"]).rating == 3
    assert_as_rescanned(library)


def test_a_sidecar_of_two_photos_is_not_kept_alike_with_that_of_one(library, photos) -> None:
    shutil.copy2(photos / "01.jpg", photos / "00.jpeg")
    rated(photos / "00.xmp", 1, 1)
    rated(photos / "00.jpg.xmp", 3, 2)
    ids = take_in(library, photos)
    library.files.rate([ids["00.jpg"]], 5)
    assert (rating_in(photos / "00.jpg.xmp"), rating_in(photos / "00.xmp")) == (5, 1)
    assert facts(library, ids["00.jpeg"]).rating == 1
    assert_as_rescanned(library)


def test_a_broken_second_sidecar_is_told_and_left(library, photos) -> None:
    (photos / "00.xmp").write_text("no xmp")
    os.utime(photos / "00.xmp", ns=(10**9, 10**9))
    rated(photos / "00.jpg.xmp", 3, 2)
    ids = take_in(library, photos)
    result = library.files.rate([ids["00.jpg"]], 5)
    assert [(each.path.name, each.reason) for each in result.errors] == [
        ("00.xmp", ErrorReason.BROKEN_SIDECAR)
    ]
    assert (photos / "00.xmp").read_text() == "no xmp"
    assert rating_in(photos / "00.jpg.xmp") == 5


@pytest.mark.parametrize("name", ["case.xmp", "CASE.xmp", "case.jpg.XMP", "Case.JPG.Xmp"])
def test_upper_and_lower_case_of_a_sidecar_are_one(library, photos, trash, name, tmp_path) -> None:
    shutil.copy2(photos / "01.jpg", photos / "CASE.JPG")
    rated(photos / name, 3, 2)
    ids = take_in(library, photos)
    assert facts(library, ids["CASE.JPG"]).rating == 3
    library.files.rate([ids["CASE.JPG"]], 4)
    assert rating_in(photos / name) == 4
    assert [path.name for path in photos.iterdir() if path.suffix.lower() == ".xmp"] == [name]
    target = tmp_path / "elsewhere"
    target.mkdir()
    result = library.files.move([ids["CASE.JPG"]], target)
    assert {path.name.lower() for path in target.iterdir()} == {"case.jpg", name.lower()}
    assert undo(library, result, trash).errors == ()
    assert rating_in(photos / name) == 4


def test_both_sidecars_go_where_the_photo_goes(library, photos, trash, tmp_path) -> None:
    rated(photos / "00.xmp", 1, 1)
    rated(photos / "00.jpg.xmp", 3, 2)
    before = contents(photos)
    ids = take_in(library, photos)
    target = tmp_path / "elsewhere"
    target.mkdir()
    result = library.files.move([ids["00.jpg"]], target)
    assert set(contents(target)) == {"00.jpg", "00.xmp", "00.jpg.xmp"}
    assert sidecars.find_sidecar(target / "00.jpg") == target / "00.jpg.xmp"
    assert undo(library, result, trash).errors == ()
    assert contents(photos) == before
    thrown = library.files.trash([ids["00.jpg"]], trash)
    assert not list(photos.glob("00.*"))
    assert undo(library, thrown, trash).errors == ()
    assert contents(photos) == before


def test_tags_are_found_by_filters_and_text_at_once(library, ids) -> None:
    library.files.edit_keywords([ids["02.jpg"]], ["Zürich"])
    assert library.facets.select(Filters(keywords=("Zürich",))).tolist() == [ids["02.jpg"]]
    assert library.facets.select(Filters(text="zuri")).tolist() == [ids["02.jpg"]]
    library.files.rate([ids["02.jpg"]], 5)
    assert library.facets.select(Filters(min_rating=5)).tolist() == [ids["02.jpg"]]


def test_taking_the_last_tag_away_stays_so(library, ids, trash) -> None:
    photo_id = ids["03.jpg"]
    library.files.edit_keywords([photo_id], ["one", "two"])
    result = library.files.edit_keywords([photo_id], [], ["ONE", "two"])
    assert facts(library, photo_id).keywords == ()
    assert_as_rescanned(library)
    undo(library, result, trash)
    assert facts(library, photo_id).keywords == ("one", "two")


@pytest.mark.parametrize("content", [b"", b"\xff\xd8 no xmp", SIDECAR[:120].encode()])
def test_a_broken_sidecar_is_never_overwritten(library, ids, photos, content: bytes) -> None:
    (photos / "00.jpg.xmp").write_bytes(content)
    result = library.files.rate([ids["00.jpg"], ids["01.jpg"]], 1)
    assert [(t.path.name, t.reason) for t in result.errors] == [
        ("00.jpg", ErrorReason.BROKEN_SIDECAR)
    ]
    assert result.done == 1
    assert (photos / "00.jpg.xmp").read_bytes() == content


def test_a_full_disk_while_rating_loses_nothing(library, ids, photos, monkeypatch) -> None:
    (photos / "00.jpg.xmp").write_text(SIDECAR)

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    result = library.files.rate([ids["00.jpg"]], 3)
    monkeypatch.undo()
    assert [error.reason for error in result.errors] == [ErrorReason.DISK_FULL]
    assert result.operation is None
    assert (photos / "00.jpg.xmp").read_text() == SIDECAR
    assert list(photos.glob(".*")) == []


def test_a_read_only_sidecar_is_respected(library, ids, photos) -> None:
    (photos / "00.jpg.xmp").write_text(SIDECAR)
    (photos / "00.jpg.xmp").chmod(0o444)
    result = library.files.rate([ids["00.jpg"]], 3)
    assert [error.reason for error in result.errors] == [ErrorReason.READ_ONLY]
    assert (photos / "00.jpg.xmp").read_text() == SIDECAR


def test_undoing_a_rating_keeps_what_others_wrote_since(library, ids, photos, trash) -> None:
    result = library.files.rate([ids["00.jpg"]], 4)
    sidecar = photos / "00.jpg.xmp"
    sidecar.write_text(
        sidecar.read_text().replace(
            "</rdf:Description>", "<a xmlns='urn:a'>b</a></rdf:Description>"
        )
    )
    assert undo(library, result, trash).errors == ()
    assert "urn:a" in sidecar.read_text()
    assert "Rating" not in sidecar.read_text()
    library.index()
    assert facts(library, ids["00.jpg"]).rating is None


def test_a_photo_that_is_gone_costs_only_itself(library, ids, photos) -> None:
    (photos / "00.jpg").unlink()
    for result in (
        library.files.rate([ids["00.jpg"], ids["01.jpg"]], 1),
        library.files.copy([ids["00.jpg"], ids["02.jpg"]], photos / "in"),
    ):
        assert result.done == 1
        assert [error.reason for error in result.errors] == [ErrorReason.GONE]


# The trash


def test_the_trash_and_back(library, ids, photos, trash) -> None:
    library.files.rate([ids["00.jpg"]], 4)
    before = contents(photos)
    result = library.files.trash([ids["00.jpg"], ids["04.jpg"]], trash)
    assert (result.done, result.errors) == (2, ())
    assert set(before) - set(contents(photos)) == {"00.jpg", "00.jpg.xmp", "in/04.jpg"}
    assert names(library) == ["01.jpg", "02.jpg", "03.jpg"]
    assert_as_rescanned(library)
    assert undo(library, result, trash).operation is None
    assert contents(photos) == before
    assert len(trash.forgotten) == 3
    assert facts(library, ids["00.jpg"]).rating == 4
    assert_as_rescanned(library)


def test_a_folder_that_is_called_as_a_sidecar_stays(library, ids, photos, trash, tmp_path) -> None:
    """It may hold anything; nobody asked for that to go."""
    (photos / "00.jpg.xmp").mkdir()
    (photos / "00.jpg.xmp" / "diary.txt").write_text("mine")
    (tmp_path / "target").mkdir()
    assert library.files.copy([ids["00.jpg"]], tmp_path / "target").done
    assert library.files.trash([ids["00.jpg"]], trash).done
    assert not (photos / "00.jpg").exists()
    assert (photos / "00.jpg.xmp" / "diary.txt").read_text() == "mine"
    assert not (tmp_path / "target" / "00.jpg.xmp").exists()


def test_a_file_that_changed_is_not_thrown_away(library, ids, photos, trash) -> None:
    (photos / "00.jpg").write_bytes((photos / "01.jpg").read_bytes())
    result = library.files.trash([ids["00.jpg"]], trash)
    assert [error.reason for error in result.errors] == [ErrorReason.CHANGED]
    assert result.operation is None
    assert (photos / "00.jpg").exists()


def test_without_a_trash_nothing_is_deleted(library, ids, photos, trash) -> None:
    trash.refused.add("00.jpg")
    result = library.files.trash([ids["00.jpg"], ids["01.jpg"]], trash)
    assert [(t.path.name, t.reason) for t in result.errors] == [("00.jpg", ErrorReason.NO_TRASH)]
    assert result.done == 1
    assert (photos / "00.jpg").exists()
    assert names(library) == ["00.jpg", "02.jpg", "03.jpg", "04.jpg"]


def test_undo_overwrites_nothing_and_can_be_tried_again(library, ids, photos, trash) -> None:
    before = contents(photos)
    result = library.files.trash([ids["00.jpg"], ids["01.jpg"]], trash)
    (photos / "00.jpg").write_bytes(b"new")
    partly = undo(library, result, trash)
    assert partly.done == 1
    assert [(t.path.name, t.reason) for t in partly.errors] == [("00.jpg", ErrorReason.TAKEN)]
    assert partly.operation is not None
    assert partly.operation.photo_count == 1
    assert (photos / "00.jpg").read_bytes() == b"new"
    (photos / "00.jpg").unlink()
    assert undo(library, partly, trash).operation is None
    assert contents(photos) == before


def test_a_raw_and_its_jpeg_keep_their_shared_sidecar(library, photos, trash) -> None:
    shutil.copy2(photos / "01.jpg", photos / "00.jpeg")
    (photos / "00.xmp").write_text(SIDECAR)
    ids = take_in(library, photos)
    before = contents(photos)
    first = library.files.trash([ids["00.jpg"]], trash)
    assert (photos / "00.xmp").exists()
    second = library.files.trash([ids["00.jpeg"]], trash)
    assert not (photos / "00.xmp").exists()
    undo(library, second, trash)
    undo(library, first, trash)
    assert contents(photos) == before
    both = library.files.trash([ids["00.jpg"], ids["00.jpeg"]], trash)
    assert not (photos / "00.xmp").exists()
    undo(library, both, trash)
    assert contents(photos) == before
    assert_as_rescanned(library)


def test_a_trash_that_does_not_tell_where_is_asked_later(library, ids, photos, trash) -> None:
    trash.silent = True
    result = library.files.trash([ids["00.jpg"]], trash)
    assert undo(library, result, trash).errors == ()
    assert (photos / "00.jpg").exists()
    result = library.files.trash([ids["00.jpg"]], trash)
    shutil.rmtree(trash.folder)
    assert [t.reason for t in undo(library, result, trash).errors] == [ErrorReason.NOT_IN_TRASH]


def test_a_folder_that_is_gone_is_made_again_but_not_on_a_missing_drive(
    library, ids, photos, trash
) -> None:
    result = library.files.trash([ids["04.jpg"]], trash)
    (photos / "in").rmdir()
    assert undo(library, result, trash).errors == ()
    result = library.files.trash([ids["04.jpg"]], trash)
    aside = photos.with_name("unplugged")
    photos.rename(aside)
    assert [t.reason for t in undo(library, result, trash).errors] == [ErrorReason.OFFLINE]
    assert not photos.exists()
    photos.mkdir()  # the empty mount point
    assert [t.reason for t in undo(library, result, trash).errors] == [ErrorReason.OFFLINE]
    photos.rmdir()
    aside.rename(photos)
    assert undo(library, result, trash).errors == ()


# Moving and copying


def test_moving_within_the_library_keeps_the_photo(library, ids, photos, trash) -> None:
    library.files.rate([ids["00.jpg"]], 4)
    before = contents(photos)
    (photos / "in" / "00.jpg").write_bytes(b"another")
    result = library.files.move([ids["00.jpg"], ids["01.jpg"]], photos / "in")
    assert (result.done, result.errors) == (2, ())
    (record,) = library.photos([ids["00.jpg"]])
    assert record.path == photos / "in" / "00 (2).jpg"
    assert (photos / "in" / "00 (2).jpg.xmp").exists()
    assert (photos / "in" / "00.jpg").read_bytes() == b"another"
    assert record.metadata is not None
    assert record.metadata.rating == 4
    (photos / "in" / "00.jpg").unlink()
    assert_as_rescanned(library)
    undo(library, result, trash)
    assert contents(photos) == before
    assert_as_rescanned(library)


def test_moving_out_of_the_library_and_back(library, ids, photos, trash, tmp_path) -> None:
    before = contents(photos)
    outside = tmp_path / "outside"
    outside.mkdir()
    result = library.files.move([ids["00.jpg"]], outside)
    assert names(library) == ["01.jpg", "02.jpg", "03.jpg", "04.jpg"]
    assert_as_rescanned(library)
    again = undo(library, result, trash)
    assert again.operation is None
    assert contents(photos) == before
    assert_as_rescanned(library)
    assert result.operation is not None
    redone = library.files.redo(result.operation.operation_id, trash)
    assert redone.operation is not None
    assert redone.operation.operation_id != result.operation.operation_id
    assert (outside / "00.jpg").exists()


def test_a_pair_with_one_sidecar_moves_together(library, photos, trash, tmp_path) -> None:
    shutil.copy2(photos / "01.jpg", photos / "00.jpeg")
    (photos / "00.xmp").write_text(SIDECAR)
    ids = take_in(library, photos)
    before = contents(photos)
    result = library.files.move([ids["00.jpg"], ids["00.jpeg"]], photos / "in")
    assert result.errors == ()
    assert not list(photos.glob("00.*"))
    assert sorted(path.name for path in (photos / "in").glob("00*")) == [
        "00.jpeg",
        "00.jpg",
        "00.xmp",
    ]
    assert_as_rescanned(library)
    assert undo(library, result, trash).errors == ()
    assert contents(photos) == before
    assert_as_rescanned(library)


def test_copies_are_in_the_library_at_once_and_undo_trashes_them(
    library, ids, photos, trash
) -> None:
    before = contents(photos)
    result = library.files.copy([ids["00.jpg"], ids["04.jpg"]], photos / "in")
    assert [(t.path.name, t.reason) for t in result.errors] == [("04.jpg", ErrorReason.SAME_FOLDER)]
    assert names(library) == ["00.jpg", "00.jpg", "01.jpg", "02.jpg", "03.jpg", "04.jpg"]
    assert_as_rescanned(library)
    undo(library, result, trash)
    assert contents(photos) == before
    assert [path.name for path in trash.folder.iterdir()] == ["0 00.jpg"]
    assert_as_rescanned(library)


def test_a_copy_that_was_edited_since_stays(library, ids, photos, trash) -> None:
    result = library.files.copy([ids["00.jpg"]], photos / "in")
    (photos / "in" / "00.jpg").write_bytes(b"edited")
    assert [t.reason for t in undo(library, result, trash).errors] == [ErrorReason.CHANGED]
    assert (photos / "in" / "00.jpg").read_bytes() == b"edited"


def test_a_full_target_leaves_the_photo_and_no_half_file(
    library, ids, photos, tmp_path, monkeypatch
) -> None:
    before = contents(photos)
    outside = tmp_path / "outside"
    outside.mkdir()

    def other_drive(_source: Path, _target: Path) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    def full(_source: Path, part: Path, _checkpoint: object) -> bytes:
        part.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic_files, "_rename_if_free", other_drive)
    monkeypatch.setattr(atomic_files, "_write_copy", full)
    result = library.files.move([ids["00.jpg"], ids["01.jpg"]], outside)
    assert [t.reason for t in result.errors] == [ErrorReason.DISK_FULL, ErrorReason.DISK_FULL]
    assert result.operation is None
    assert contents(photos) == before
    assert list(outside.iterdir()) == []


def test_cancelling_keeps_what_is_done_and_it_can_be_undone(library, ids, photos, trash) -> None:
    before = contents(photos)
    work = OperationContext()
    seen = []

    def cancel_after_two(path: Path) -> None:
        seen.append(path)
        if len(seen) == 2:
            work.control.cancel()

    put = trash.put
    trash.put = lambda path: (put(path), cancel_after_two(path))[0]
    result = library.files.trash(list(ids.values()), trash, work)
    assert result.cancelled
    assert result.done == 2
    trash.put = put
    undo(library, result, trash)
    assert contents(photos) == before


# The journal


def test_steps_survive_a_restart(library, ids, photos, trash, tmp_path) -> None:
    before = contents(photos)
    library.files.rate([ids["01.jpg"]], 2)
    library.files.trash([ids["00.jpg"], ids["02.jpg"]], trash)
    library.close()
    with Library.open(tmp_path / "library", Settings(workers=1)) as again:
        operations = again.files.operations()
        assert [(operation.kind, operation.photo_count) for operation in operations] == [
            (OperationKind.RATE, 1),
            (OperationKind.TRASH, 2),
        ]
        for operation in reversed(operations):
            assert again.files.undo(operation.operation_id, trash).errors == ()
        assert all(operation.undone for operation in again.files.operations())
        assert contents(photos) == before
        assert_as_rescanned(again)


def test_without_room_for_the_journal_nothing_is_done(
    library, ids, photos, trash, monkeypatch
) -> None:
    before = contents(photos)
    journal = library.files._journal
    monkeypatch.setattr(journal, "_path", photos / "no" / "such" / "folder")
    with raises_text(UserError, "nothing more is changed"):
        library.files.trash([ids["00.jpg"]], trash)
    assert contents(photos) == before


def test_an_unknown_step_and_folder_are_said(library, ids, trash, tmp_path) -> None:
    with pytest.raises(UserError):
        library.files.undo("nothing", trash)
    with pytest.raises(UserError):
        library.files.move([ids["00.jpg"]], tmp_path / "nowhere")
    assert library.files.trash([], trash) == OperationResult(None)
    assert library.files.operations() == []


def test_rating_the_same_again_writes_nothing(library, ids, photos) -> None:
    library.files.rate([ids["00.jpg"]], 3)
    before = (photos / "00.jpg.xmp").stat()
    result = library.files.rate([ids["00.jpg"]], 3)
    assert (result.operation, result.done) == (None, 1)
    assert (photos / "00.jpg.xmp").stat().st_mtime_ns == before.st_mtime_ns
    assert library.files.rate([ids["01.jpg"]], 0).operation is None
    assert sidecars.find_sidecar(photos / "01.jpg") is None


def test_a_list_and_a_sheet(library, ids, tmp_path) -> None:
    chosen = [ids["02.jpg"], ids["00.jpg"]]
    library.files.edit_keywords([ids["02.jpg"]], ["=1+1"])
    assert library.files.write_csv(chosen, tmp_path / "list.csv") == 2
    lines = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("path,name,folder")
    assert lines[0].endswith(",captured_is_change")
    assert "02.jpg" in lines[1]
    assert "'=1+1" in lines[1]
    assert library.files.write_contact_sheet(chosen, tmp_path / "sheet.html", "Two & more") == 2
    page = (tmp_path / "sheet.html").read_text()
    assert page.count("<img") == 2
    assert "Two &amp; more" in page
    with pytest.raises(UserError):
        library.files.write_csv(chosen, tmp_path / "photo.jpg")
    with pytest.raises(UserError):
        library.files.write_contact_sheet(chosen, tmp_path / "photo.jpg", "")
    assert {record.path.suffix for record in records(library)} == {".jpg"}


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (errno.ENOSPC, ErrorReason.DISK_FULL),
        (errno.EACCES, ErrorReason.READ_ONLY),
        (errno.EROFS, ErrorReason.READ_ONLY),
        (errno.ENOENT, ErrorReason.GONE),
        (errno.EEXIST, ErrorReason.TAKEN),
        (errno.EIO, ErrorReason.FAILED),
    ],
)
def test_faults_of_the_system_are_told_apart(code: int, why: ErrorReason) -> None:
    error = item_error_of(Path("a.jpg"), OSError(code, "in its words"))
    assert (error.reason, error.detail) == (why, "in its words")


def cancel_after(library: Library, work: OperationContext, photos: int) -> None:
    """Cancel when so many photos are done with."""
    journal, pass_by = library.files._journal, library.files._journal.log_progress

    def passing(record: OperationRecord) -> None:
        pass_by(record)
        if record.completed == photos:
            work.control.cancel()

    journal.log_progress = passing
    if not photos:
        work.control.cancel()


@pytest.mark.parametrize("done", [0, 2])
@pytest.mark.parametrize("kind", ["copy", "move", "trash", "rate"])
def test_what_was_left_when_the_program_ended_is_told_once_and_done(
    library, ids, photos, trash, tmp_path, kind: str, done: int
) -> None:
    target = tmp_path / "to"
    target.mkdir()
    wanted, work = list(ids.values()), OperationContext()
    work.quitting.set()
    cancel_after(library, work, done)
    do = {
        "copy": lambda: library.files.copy(wanted, target, work),
        "move": lambda: library.files.move(wanted, target, work),
        "trash": lambda: library.files.trash(wanted, trash, work),
        "rate": lambda: library.files.rate(wanted, 4, work),
    }[kind]
    assert do().cancelled
    library.close()
    with Library.open(tmp_path / "library", Settings(workers=1)) as again:
        (operation,) = again.files.operations()
        assert (operation.interrupted, operation.photo_count, operation.remaining) == (
            True,
            done,
            len(ids) - done,
        )
        assert not any(each.interrupted for each in again.files.operations()), "told once"
        result = again.files.resume(operation.operation_id, trash)
        assert (result.done, result.errors) == (len(ids) - done, ())
        if kind == "copy":
            assert {path.name for path in target.iterdir()} >= set(ids)
        elif kind == "rate":
            found = again.photos(wanted)
            assert {record.metadata.rating for record in found if record.metadata} == {4}
        else:
            assert not any((photos / name).exists() for name in ids)
        with pytest.raises(UserError):
            again.files.resume(operation.operation_id, trash)  # nothing is left
        assert_as_rescanned(again)


def test_an_undo_that_the_end_of_the_program_interrupts_is_told_once(
    library, ids, photos, trash, tmp_path
) -> None:
    before = contents(photos)
    operation = library.files.trash(list(ids.values()), trash).operation
    work = OperationContext()
    work.quitting.set()
    work.control.cancel()
    assert library.files.undo(operation.operation_id, trash, work).cancelled
    library.close()
    with Library.open(tmp_path / "library", Settings(workers=1)) as again:
        (operation,) = again.files.operations()
        assert (operation.undo_interrupted, operation.interrupted, operation.photo_count) == (
            True,
            False,
            len(ids),
        )
        assert not any(each.undo_interrupted for each in again.files.operations()), "told once"
        assert again.files.undo(operation.operation_id, trash).errors == ()
        assert not any(each.undo_interrupted for each in again.files.operations())
        assert contents(photos) == before


def test_what_the_user_cancelled_is_not_told_again(library, ids, trash, tmp_path) -> None:
    work = OperationContext()
    cancel_after(library, work, 1)
    assert library.files.rate(list(ids.values()), 4, work).cancelled
    (operation,) = library.files.operations()
    assert (operation.photo_count, operation.interrupted, operation.remaining) == (1, False, 0)


def test_half_a_copy_of_a_killed_program_is_removed(library, ids, photos, tmp_path) -> None:
    target = tmp_path / "to" / "00.jpg"
    target.parent.mkdir()
    journal = library.files._journal
    record = journal.begin(OperationKind.COPY, {"folder": str(target.parent)}, [1])
    journal.log_intent(
        record, JournalEntry("copy", ids["00.jpg"], str(photos / "00.jpg"), str(target))
    )
    atomic_files.part_path(target).write_bytes(b"half")
    (operation,) = library.files.operations()
    assert operation.interrupted
    assert list(target.parent.iterdir()) == []

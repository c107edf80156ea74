"""The walk through a root, against real folders of every awkward kind."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.errors import Reason
from photosearch.core.photo import CatalogFile
from photosearch.library.roots import scanner
from photosearch.library.roots.scanner import (
    ScanDifference,
    ScanRules,
    file_id_of,
    is_covered,
    is_excluded,
    outermost_paths,
    scan,
)
from photosearch.settings import DEFAULT_EXCLUDES

RULES = ScanRules(frozenset({".jpg", ".jpeg", ".nef"}), DEFAULT_EXCLUDES)

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX file system")


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode("utf-8", "surrogateescape"))


def fresh(difference: ScanDifference) -> set[str]:
    return {os.fsdecode(stamp.rel_path) for stamp in difference.to_read}


def reasons(difference: ScanDifference) -> dict[str, Reason]:
    return {os.fsdecode(stamp.rel_path): reason for stamp, reason, _ in difference.unreadable}


def rows(difference: ScanDifference, **changes: bool) -> dict[bytes, CatalogFile]:
    """The catalog's rows after what a scan found fresh has been indexed."""
    return {
        stamp.rel_path: CatalogFile(
            number,
            stamp.size,
            stamp.mtime_ns,
            stamp.sidecar_mtime_ns,
            missing=changes.get("missing", False),
            retry=changes.get("retry", False),
        )
        for number, stamp in enumerate(difference.to_read, 1)
    }


def test_takes_photos_by_suffix_and_files_without_one(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg", "B.JPEG", "deep/er/c.nef", "notes.txt", "film.mp4", "DSC0001", "x.xmp")
    found = scan(tmp_path, RULES, {})
    assert fresh(found) == {"a.jpg", "B.JPEG", "deep/er/c.nef", "DSC0001"}
    assert not found.missing
    assert not found.unreadable


def test_excluded_by_default(tmp_path: Path) -> None:
    put(
        tmp_path,
        ".hidden.jpg",
        ".git/a.jpg",
        "@eaDir/b.jpg",
        "in/node_modules/deep/c.jpg",
        "$RECYCLE.BIN/d.jpg",
        "kept/e.jpg",
    )
    assert fresh(scan(tmp_path, RULES, {})) == {"kept/e.jpg"}


def test_own_patterns_by_name_and_by_path(tmp_path: Path) -> None:
    put(
        tmp_path,
        "raw/a.jpg",
        "2024/raw/b.jpg",
        "2024/export/c.jpg",
        "2025/export/d.jpg",
        "e_tmp.jpg",
    )
    rules = ScanRules(RULES.suffixes, ("raw", "2024/export", "*_TMP.*"))
    assert fresh(scan(tmp_path, rules, {})) == {"2025/export/d.jpg"}
    assert is_excluded(b"2024/export/c.jpg", rules)
    assert not is_excluded(b"2025/export/d.jpg", rules)


def test_the_programs_own_folder_is_left_out(tmp_path: Path) -> None:
    put(tmp_path, "library/thumb.jpg", "photo.jpg")
    rules = ScanRules(RULES.suffixes, own_folders=(tmp_path / "library",))
    assert fresh(scan(tmp_path, rules, {})) == {"photo.jpg"}


def test_second_scan_finds_all_unchanged(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg", "b/c.jpg", "b/c.jpg.xmp", "b/d.nef", "b/D.XMP")
    known = rows(scan(tmp_path, RULES, {}))
    again = scan(tmp_path, RULES, known)
    assert (again.unchanged, again.to_read, again.missing) == (3, [], [])


@pytest.mark.parametrize("sidecar", ["a.jpg.xmp", "a.xmp", "A.XMP"])
def test_a_new_or_changed_sidecar_makes_its_photo_fresh(tmp_path: Path, sidecar: str) -> None:
    put(tmp_path, "a.jpg", "b.jpg")
    known = rows(scan(tmp_path, RULES, {}))
    put(tmp_path, sidecar)
    found = scan(tmp_path, RULES, known)
    assert fresh(found) == {"a.jpg"}
    known = {**known, **rows(found)}
    os.utime(tmp_path / sidecar, ns=(1, 1))
    assert fresh(scan(tmp_path, RULES, known)) == {"a.jpg"}
    (tmp_path / sidecar).unlink()
    assert fresh(scan(tmp_path, RULES, known)) == {"a.jpg"}


def test_changed_retried_gone_and_back(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg", "b.jpg", "c.jpg")
    first = scan(tmp_path, RULES, {})
    known = rows(first)
    ids = {name: known[name.encode()].photo_id for name in ("a.jpg", "b.jpg", "c.jpg")}
    (tmp_path / "a.jpg").write_bytes(b"longer than before")
    (tmp_path / "b.jpg").unlink()
    found = scan(tmp_path, RULES, known)
    assert fresh(found) == {"a.jpg"}
    assert found.missing == [ids["b.jpg"]]
    assert found.unchanged == 1
    assert fresh(scan(tmp_path, RULES, rows(first, retry=True))) == {"a.jpg", "c.jpg"}
    back = scan(tmp_path, RULES, rows(first, missing=True))
    assert back.found == [ids["c.jpg"]]
    assert back.missing == []


@posix
def test_what_is_named_like_a_photo_but_is_none(tmp_path: Path) -> None:
    put(tmp_path, "folder.jpg/inside.jpg", "real.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken.jpg").symlink_to(tmp_path / "nowhere.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "real.jpg")
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(str(tmp_path / "s.jpg"))
        found = scan(tmp_path, RULES, {})
    assert fresh(found) == {"folder.jpg/inside.jpg", "real.jpg", "link.jpg"}
    assert reasons(found) == {
        "folder.jpg": Reason.NOT_A_FILE,
        "pipe.jpg": Reason.NOT_A_FILE,
        "s.jpg": Reason.NOT_A_FILE,
        "broken.jpg": Reason.BROKEN_LINK,
    }


def test_files_that_are_only_in_the_cloud_are_not_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "here.jpg", "cloud.jpg")
    away = {(tmp_path / "cloud.jpg").stat().st_ino}
    monkeypatch.setattr(scanner, "is_online_only", lambda status: status.st_ino in away)
    first = scan(tmp_path, RULES, {})
    assert fresh(first) == {"here.jpg"}
    assert reasons(first) == {"cloud.jpg": Reason.ONLINE_ONLY}
    row = CatalogFile(9, 0, 0, 0, missing=False, retry=False)
    told = {**rows(first), b"cloud.jpg": row}
    again = scan(tmp_path, RULES, told)
    assert (again.unchanged, again.unreadable, again.to_read) == (2, [], [])
    asked = {**rows(first), b"cloud.jpg": row._replace(retry=True)}
    assert fresh(scan(tmp_path, RULES, asked)) == {"cloud.jpg"}, "the user asked for it"
    away.clear()
    assert fresh(scan(tmp_path, RULES, told)) == {"cloud.jpg"}, "kept on this computer by now"


def test_what_was_read_before_it_went_into_the_cloud_stays_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.jpg")
    first = scan(tmp_path, RULES, {})
    monkeypatch.setattr(scanner, "is_online_only", lambda _status: True)
    assert scan(tmp_path, RULES, rows(first)).unchanged == 1
    os.utime(tmp_path / "a.jpg", (1, 1))
    later = scan(tmp_path, RULES, rows(first))
    assert (later.unchanged, later.unreadable, later.to_read) == (1, [], [])


@pytest.mark.parametrize(
    ("status", "away"),
    [
        (SimpleNamespace(st_file_attributes=0x20), False),
        (SimpleNamespace(st_file_attributes=0x1020), True),
        (SimpleNamespace(st_file_attributes=0x400020), True),
        (SimpleNamespace(st_file_attributes=0x40020), True),
        (SimpleNamespace(st_flags=0x40000000), True),
        (SimpleNamespace(st_flags=0), False),
        (SimpleNamespace(), False),
    ],
)
def test_placeholders_of_cloud_services(status: Any, away: bool) -> None:
    assert scanner.is_online_only(status) is away


@posix
def test_links_to_folders(tmp_path: Path) -> None:
    root = tmp_path / "root"
    put(root, "a/x.jpg")
    put(tmp_path, "elsewhere/y.jpg")
    (root / "a" / "loop").symlink_to(root)
    (root / "other").symlink_to(tmp_path / "elsewhere")
    assert fresh(scan(root, RULES, {})) == {"a/x.jpg"}
    following = ScanRules(RULES.suffixes, follow_folder_links=True)
    names = fresh(scan(root, following, {}))
    assert "other/y.jpg" in names
    assert len([name for name in names if name.endswith("x.jpg")]) <= 2  # ends, and soon


@posix
def test_hard_links_share_a_file_id(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg")
    os.link(tmp_path / "a.jpg", tmp_path / "b.jpg")
    stamps = scan(tmp_path, RULES, {}).to_read
    assert len(stamps) == 2
    assert stamps[0].file_id == stamps[1].file_id != ""


@posix
def test_a_symbolic_link_is_told_with_the_id_of_its_file(tmp_path: Path) -> None:
    put(tmp_path, "in/a.jpg")
    (tmp_path / "b.jpg").symlink_to(tmp_path / "in" / "a.jpg")
    stamps = {stamp.rel_path: stamp for stamp in scan(tmp_path, RULES, {}).to_read}
    assert {name: stamp.is_link for name, stamp in stamps.items()} == {
        b"in/a.jpg": False,
        b"b.jpg": True,
    }
    assert len({stamp.file_id for stamp in stamps.values()}) == 1


@posix
def test_without_inodes_the_resolved_path_is_the_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.jpg", "c.jpg")
    (tmp_path / "b.jpg").symlink_to(tmp_path / "a.jpg")
    status = os.stat_result((0o100644, 0, *[0] * 8))
    monkeypatch.setattr(os, "stat", lambda _path: status)
    ids = [file_id_of(os.fsencode(tmp_path / name), status) for name in ("a.jpg", "b.jpg", "c.jpg")]
    assert ids[0] == ids[1] == f"path:{os.path.realpath(tmp_path / 'a.jpg')}"
    assert ids[2] != ids[0]


@posix
def test_names_that_are_not_utf8_and_long_paths(tmp_path: Path) -> None:
    name = b"caf\xe9 \xff.jpg"
    (tmp_path / os.fsdecode(name)).write_bytes(b"x")
    deep = "/".join(["directory-with-a-long-name"] * 12)
    put(tmp_path, f"{deep}/photo.jpg")
    found = {stamp.rel_path for stamp in scan(tmp_path, RULES, {}).to_read}
    assert found == {name, f"{deep}/photo.jpg".encode()}
    assert len(str(tmp_path)) + len(deep) > 260


def test_photos_in_an_unreadable_folder_are_not_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "open/a.jpg", "shut/b.jpg", "shut/in/c.jpg")
    known = rows(scan(tmp_path, RULES, {}))
    scandir = os.scandir

    def refuse(path: bytes) -> Iterator[os.DirEntry[bytes]]:  # chmod would not stop root
        if path.endswith(b"shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = scan(tmp_path, RULES, known)
    assert found.missing == []
    assert found.unchanged == 1
    assert found.unreadable_folders == [(b"shut", "Permission denied")]


def test_a_root_that_vanishes_tells_nothing(tmp_path: Path) -> None:
    root = tmp_path / "root"
    put(root, "a.jpg")
    known = rows(scan(root, RULES, {}))
    found = scan(tmp_path / "gone", RULES, known)
    assert found.partial
    assert found.missing == []


def test_only_some_paths(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg", "b.jpg", "in/c.jpg", "in/deep/d.jpg", "in2/e.jpg")
    known = rows(scan(tmp_path, RULES, {}))
    ids = {os.fsdecode(path): file.photo_id for path, file in known.items()}
    put(tmp_path, "new1.jpg", "in/new2.jpg", "in2/new3.jpg", "in/deep/new4.jpg")
    (tmp_path / "b.jpg").unlink()
    (tmp_path / "in" / "c.jpg").unlink()
    (tmp_path / "in2" / "e.jpg").unlink()

    assert fresh(scan(tmp_path, RULES, known, only=[b"new1.jpg"])) == {"new1.jpg"}
    inside = scan(tmp_path, RULES, known, only=[b"in", b"in/deep"])
    assert fresh(inside) == {"in/new2.jpg", "in/deep/new4.jpg"}
    assert inside.missing == [ids["in/c.jpg"]]
    gone = scan(tmp_path, RULES, known, only=[b"b.jpg", b"vanished", b"deep/er/none.jpg"])
    assert (gone.to_read, gone.missing) == ([], [ids["b.jpg"]])
    everything = scan(tmp_path, RULES, known, only=[b"", b"in"])
    assert set(everything.missing) == {ids["b.jpg"], ids["in/c.jpg"], ids["in2/e.jpg"]}


def test_a_folder_that_is_gone_empties(tmp_path: Path) -> None:
    put(tmp_path, "in/a.jpg", "in/deep/b.jpg", "c.jpg")
    known = rows(scan(tmp_path, RULES, {}))
    (tmp_path / "in").rename(tmp_path / "away")
    found = scan(tmp_path, RULES, known, only=[b"in", b"away"])
    assert len(found.missing) == 2
    assert fresh(found) == {"away/a.jpg", "away/deep/b.jpg"}


def test_only_does_not_look_into_what_is_excluded(tmp_path: Path) -> None:
    put(tmp_path, ".git/a.jpg", "in/.hidden/deep/b.jpg", "in/.c.jpg")
    only = [b".git", b".git/a.jpg", b"in/.hidden/deep", b"in/.c.jpg"]
    assert scan(tmp_path, RULES, {}, only=only).to_read == []


def test_report_may_stop_the_walk(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop(count: int) -> None:
        raise Stop(count)

    put(tmp_path, *[f"{number}.jpg" for number in range(600)])
    with pytest.raises(Stop):
        scan(tmp_path, RULES, {}, report=stop)


PATHS = st.lists(
    st.lists(st.sampled_from([b"a", b"b", b"a.b", b"a-b", b"c"]), min_size=1, max_size=4).map(
        b"/".join
    ),
    max_size=8,
)


def slow_lies_in(path: bytes, folders: list[bytes]) -> bool:
    return any(path == folder or path.startswith(folder + b"/") for folder in folders)


@given(PATHS, PATHS)
def test_lies_in_against_a_plain_version(paths: list[bytes], folders: list[bytes]) -> None:
    for path in paths:
        assert is_covered(path, frozenset(folders)) == slow_lies_in(path, folders)
        assert is_covered(path, frozenset([*folders, b""]))


@given(PATHS)
def test_outermost_covers_the_same_with_no_overlap(paths: list[bytes]) -> None:
    kept = outermost_paths(paths)
    assert all(slow_lies_in(path, kept) for path in paths)
    assert all(not slow_lies_in(path, [other]) for path in kept for other in kept if other != path)
    assert set(kept) <= set(paths)

"""Which sidecar is a photo's, by the scan, the workers and the file operations alike."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from photosearch.library.roots.scanner import ScanRules, scan
from photosearch.library.roots.sidecar_lookup import find_sidecars, sidecar_keys, sidecar_of_time

RULES = ScanRules(frozenset({".jpg", ".nef"}))


def put(folder: Path, name: str, changed: int) -> Path:
    path = folder / name
    path.write_bytes(b"x")
    os.utime(path, ns=(changed, changed))
    return path


def test_names_of_sidecars() -> None:
    assert sidecar_keys(b"A.B.JPG") == (b"a.b.jpg.xmp", b"a.b.xmp")
    assert sidecar_keys(b"photo") == (b"photo.xmp", b"photo.xmp")
    assert sidecar_keys(b".jpg") == (b".jpg.xmp", b".jpg.xmp")


@pytest.mark.parametrize(
    "names",
    [
        ["a.xmp"],
        ["a.jpg.xmp"],
        ["A.XMP"],
        ["a.Jpg.XMP"],
        ["a.xmp", "a.jpg.xmp"],
        ["a.jpg.xmp", "a.xmp"],
        ["A.JPG.xmp", "a.xmp", "a.jpg.xmp"],
    ],
    ids=" ".join,
)
def test_the_newest_is_what_scan_worker_and_operations_agree_on(
    tmp_path: Path, names: list[str]
) -> None:
    photo = put(tmp_path, "a.jpg", 1)
    put(tmp_path, "b.xmp", 1000)
    put(tmp_path, "a.jpg.txt", 1000)
    times = {put(tmp_path, name, 10 + number): 10 + number for number, name in enumerate(names)}
    newest = max(times, key=lambda path: times[path])
    (stamp,) = scan(tmp_path, RULES, {}).to_read
    assert stamp.sidecar_mtime_ns == times[newest]
    assert find_sidecars(photo)[0] == newest
    assert set(find_sidecars(photo)) == set(times)
    assert sidecar_of_time(photo, stamp.sidecar_mtime_ns) == newest
    assert sidecar_of_time(photo, 5) == newest, "it changed since the scan"


def test_of_equally_old_ones_the_full_name_and_the_same_case_come_first(tmp_path: Path) -> None:
    photo = put(tmp_path, "a.jpg", 1)
    for name in ("a.xmp", "A.xmp", "A.JPG.xmp", "a.jpg.xmp"):
        put(tmp_path, name, 5)
    found = [path.name for path in find_sidecars(photo)]
    assert found == ["a.jpg.xmp", "A.JPG.xmp", "a.xmp", "A.xmp"]


def test_without_any_and_without_the_folder(tmp_path: Path) -> None:
    assert find_sidecars(tmp_path / "a.jpg") == []
    assert find_sidecars(tmp_path / "gone" / "a.jpg") == []
    assert sidecar_of_time(tmp_path / "a.jpg", 7) is None


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes there")
def test_what_is_no_file_is_no_sidecar(tmp_path: Path) -> None:
    """A pipe of that name would hold the worker until the photo is given up."""
    photo = put(tmp_path, "a.jpg", 1)
    os.mkfifo(tmp_path / "a.jpg.xmp")
    (tmp_path / "a.XMP").mkdir()
    (stamp,) = scan(tmp_path, RULES, {}).to_read
    assert stamp.sidecar_mtime_ns == 0
    real = put(tmp_path, "a.xmp", 5)
    assert find_sidecars(photo)[0] == real
    (stamp,) = scan(tmp_path, RULES, {}).to_read
    assert stamp.sidecar_mtime_ns == real.stat().st_mtime_ns

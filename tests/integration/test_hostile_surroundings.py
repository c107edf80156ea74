"""The command line where the world is unkind: full disks, closed streams, odd paths and names."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from photosearch import paths
from photosearch.core.errors import ExitCode
from tests.photos import make_photo

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="streams and limits of POSIX"),
]
linux = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full, and any byte in a name")


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    for seed in range(6):
        make_photo(folder / f"{seed}.jpg", seed)
    return folder


@pytest.fixture(scope="module")
def library(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("indexed") / "library"
    ended = photosearch("--library", folder, "index", photos)
    assert ended.returncode == 0, ended.stderr
    return folder


def photosearch(
    *args: str | Path, shell: str = "", file_size: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does.

    Args:
        shell: redirections, as a shell writes them.
        file_size: bytes that any file may have: stands for a full disk.
    """

    def limit() -> None:
        if file_size:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    command = [sys.executable, "-m", "photosearch", *map(str, args)]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {shell}', "sh", *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=120,
        preexec_fn=limit,
    )


def assert_told_plainly(ended: subprocess.CompletedProcess[str]) -> None:
    assert "Traceback" not in ended.stderr
    assert "Logging error" not in ended.stderr
    assert "bug in PhotoSearch" not in ended.stderr


@pytest.mark.parametrize(
    ("shell", "code"),
    [
        (">&-", ExitCode.USER_ERROR),
        pytest.param("> /dev/full", ExitCode.USER_ERROR, marks=linux),
        ("2>&-", ExitCode.OK),
        pytest.param("2> /dev/full", ExitCode.OK, marks=linux),
        (">&- 2>&- <&-", ExitCode.USER_ERROR),
    ],
)
def test_streams_that_are_closed_or_full(library: Path, shell: str, code: int) -> None:
    ended = photosearch("--library", library, "status", shell=shell)
    assert ended.returncode == code, ended.stderr
    assert_told_plainly(ended)


@pytest.mark.parametrize("shell", ["2>&-", pytest.param("2> /dev/full", marks=linux)])
def test_an_error_that_nobody_can_be_told_keeps_its_code(tmp_path: Path, shell: str) -> None:
    ended = photosearch("--library", tmp_path / "none", "status", shell=shell)
    assert ended.returncode == ExitCode.CATALOG


@linux
@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "utf-8"])
def test_names_go_through_streams_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    names = [b"\xff.jpg", "é😀.jpg".encode(), b"new\nline.jpg", b"\x1b[31m<b>.jpg"]
    folder = tmp_path / "photos"
    for seed, name in enumerate(names):
        make_photo(folder / os.fsdecode(name), seed)
    (folder / os.fsdecode(b"broken\xfe\xc3\xa9.jpg")).write_text("no picture")
    found = photosearch(
        *("--library", tmp_path / "library", "search", folder / os.fsdecode(names[1])),
        *("--in", folder, "--sheet", tmp_path / "sheet.html"),
        PYTHONIOENCODING=encoding,
    )
    assert found.returncode == 0, found.stderr
    assert_told_plainly(found)
    if encoding in ("ascii", "utf-8"):
        assert b"/\xff.jpg" in os.fsencode(found.stdout)  # the very bytes, for `| xargs`
    assert "<b>" not in (tmp_path / "sheet.html").read_text(encoding="utf-8")
    if encoding == "ascii":
        as_json = photosearch(
            *("--library", tmp_path / "library", "search", folder / os.fsdecode(names[0])),
            *("--in", folder, "--json"),
            PYTHONIOENCODING=encoding,
        )
        rows = [json.loads(line) for line in as_json.stdout.splitlines()]
        assert {os.fsencode(Path(row["path"]).name) for row in rows} == set(names)


@pytest.mark.parametrize(
    "args",
    [
        ["search", "TOO-LONG"],
        ["search", "PHOTO", "--not", "TOO-LONG"],
        ["search", "PHOTO", "--in", "TOO-LONG"],
        ["search", "PHOTO", "--sheet", "TOO-LONG"],
        ["index", "TOO-LONG"],
        ["add", "TOO-LONG"],
        ["remove", "TOO-LONG"],
        ["library", "backup", "TOO-LONG"],
        ["library", "restore", "TOO-LONG"],
    ],
)
def test_a_name_that_is_too_long_is_no_bug(library: Path, photos: Path, args: list[str]) -> None:
    stand_ins = {"TOO-LONG": "x" * 5000, "PHOTO": str(photos / "0.jpg")}
    ended = photosearch("--library", library, *(stand_ins.get(arg, arg) for arg in args))
    assert ended.returncode in (ExitCode.USER_ERROR, ExitCode.CATALOG), ended.stderr
    assert_told_plainly(ended)
    assert len(ended.stderr.splitlines()) == 2  # what happened, and the next step


@pytest.mark.skipif(
    sys.platform != "win32" and os.geteuid() == 0, reason="root may look into any folder"
)
def test_folders_that_may_not_be_looked_into(photos: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    try:
        for args, code in (
            (["--library", closed, "status"], ExitCode.CATALOG),
            (["--library", closed, "index", photos], ExitCode.CATALOG),
            (["--library", tmp_path / "l", "index", closed], ExitCode.USER_ERROR),
            (["--library", tmp_path / "l", "add", closed / "in"], ExitCode.USER_ERROR),
            (["--library", tmp_path / "l", "search", closed / "a.jpg"], ExitCode.USER_ERROR),
        ):
            ended = photosearch(*map(str, args))
            assert ended.returncode == code, ended.stderr
            assert_told_plainly(ended)
    finally:
        closed.chmod(0o700)


@pytest.mark.parametrize("kilobytes", [8, 60, 300])
def test_a_full_disk_is_told_and_nothing_is_lost(
    photos: Path, tmp_path: Path, kilobytes: int
) -> None:
    library = tmp_path / "library"
    ended = photosearch("--library", library, "index", photos, file_size=kilobytes * 1024)
    assert ended.returncode == ExitCode.CATALOG, ended.stderr
    assert_told_plainly(ended)
    looked = photosearch("--library", library, "status")
    assert looked.returncode in (ExitCode.OK, ExitCode.CATALOG)
    assert "older version" not in looked.stderr
    assert_told_plainly(looked)
    again = photosearch("--library", library, "index", "--json", photos)
    assert again.returncode == 0, again.stderr
    counts = json.loads(again.stdout.splitlines()[-1])["counts"]
    assert counts.get("indexed", 0) + counts.get("unchanged", 0) == 6
    assert photosearch("--library", library, "library", "check").returncode == 0


def test_a_log_that_cannot_be_written_is_done_without(
    tmp_path: Path, own_home: Path, photos: Path
) -> None:
    log = paths.log_folder() / "photosearch.log"
    log.parent.mkdir(parents=True)
    log.write_text("x" * 5000)
    ended = photosearch("--library", tmp_path / "none", "status", file_size=4096)
    assert ended.returncode == ExitCode.CATALOG
    assert_told_plainly(ended)
    assert "There is no library" in ended.stderr


def test_an_interrupt_during_the_start_is_no_traceback() -> None:
    code = (
        "import builtins, runpy, sys\n"
        "real = builtins.__import__\n"
        "def interrupted(name, *rest, **more):\n"
        "    if name == 'photosearch.cli.main': raise KeyboardInterrupt\n"
        "    return real(name, *rest, **more)\n"
        "builtins.__import__ = interrupted\n"
        "runpy.run_module('photosearch.__main__', run_name='__main__')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (ExitCode.CANCELLED, "")

"""The program as a user starts it: start-up, Ctrl-C, watching, pipes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from photosearch.core.errors import ExitCode
from tests.cli.conftest import ROOT, start
from tests.photos import make_photo

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")


def many_photos(folder: Path, count: int) -> None:
    """Large photos of the same look but different content, quickly made."""
    data = make_photo(folder / "000.jpg", 1, (1600, 1200)).read_bytes()
    for number in range(1, count):
        comment = b"\xff\xfe\x00\x06" + number.to_bytes(4, "big")
        (folder / f"{number:03}.jpg").write_bytes(data[:2] + comment + data[2:])


def test_help_is_quick_and_loads_little() -> None:
    code = (
        "import sys; sys.argv = ['photosearch', '--help']\n"
        "import photosearch.__main__ as start\n"
        "try: start.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'onnxruntime', 'faiss', 'PySide6', 'PIL', 'sqlite3', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ended.stdout.splitlines()[-1] == "[]"


def test_a_worker_that_imports_the_main_module_loads_nothing() -> None:
    code = (
        "import sys, runpy; runpy.run_module('photosearch.__main__', run_name='__mp_main__')\n"
        "print(sorted(name for name in sys.modules if name.startswith('photosearch')))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ended.stdout.strip() == "['photosearch']"


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_keeps_what_is_finished(tmp_path: Path, number: int) -> None:
    many_photos(tmp_path / "photos", 300)
    library = tmp_path / "library"
    with start("--library", library, "index", tmp_path / "photos", "--json") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line).get("counts", {}).get("indexed", 0) > 0:
                break
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == ExitCode.CANCELLED, err
    assert "Traceback" not in err
    summary = json.loads(out.splitlines()[-1])
    assert summary["cancelled"] is True
    kept = summary["counts"]["indexed"]
    assert 0 < kept < 300
    with start("--library", library, "index", "--json") as again:
        out, err = again.communicate(timeout=120)
    counts = json.loads(out.splitlines()[-1])["counts"]
    assert counts["unchanged"] == kept
    assert counts["indexed"] == 300 - kept


@posix
def test_watch_follows_and_ends_with_ctrl_c(tmp_path: Path, photo_folder: Path) -> None:
    shutil.copytree(photo_folder, tmp_path / "photos")
    library = tmp_path / "library"
    with start("--library", library, "index", tmp_path / "photos") as first:
        first.communicate()
    with start("--library", library, "watch", "--json") as process:
        assert process.stdout is not None
        events = []
        for line in process.stdout:
            events.append(json.loads(line))
            if events[-1].get("text", "").startswith("Watching"):
                break
        assert any(event["event"] == "summary" for event in events)
        with start("--library", library, "index") as other:
            told = other.communicate()[1]
        assert f"in use by photosearch watch (process {process.pid}) since" in told
        make_photo(tmp_path / "photos" / "new.jpg", 99)
        for line in process.stdout:
            event = json.loads(line)
            if event["event"] == "changes" and event["added"]:
                break
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=30)
    assert process.returncode == ExitCode.OK, err
    assert event == {"event": "changes", "added": 1, "changed": 0, "removed": 0}


@posix
def test_an_interrupted_search_leaves_no_temporary_library(tmp_path: Path) -> None:
    many_photos(tmp_path / "photos", 300)
    (tmp_path / "tmp").mkdir()
    image = tmp_path / "photos" / "000.jpg"
    with start(
        *("--library", tmp_path / "l", "search", image, "--in", tmp_path / "photos"),
        TMPDIR=str(tmp_path / "tmp"),
    ) as process:
        deadline = time.monotonic() + 60
        while not list((tmp_path / "tmp").glob("photosearch-*/library/catalog.db")):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (ExitCode.CANCELLED, ""), err
    assert "Traceback" not in err
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_window_without_a_screen_is_not_opened_by_a_command(indexed: Path) -> None:
    with start("--library", indexed, "status", QT_QPA_PLATFORM="no-such-platform") as process:
        out, _err = process.communicate()
    assert process.returncode == 0
    assert "12" in out


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets any byte be in a name")
def test_text_output_holds_the_very_bytes(tmp_path: Path) -> None:
    make_photo(tmp_path / os.fsdecode(b"caf\xe9.jpg"), 1)
    image = tmp_path / os.fsdecode(b"caf\xe9.jpg")
    with start("--library", tmp_path / "l", "search", image, "--in", tmp_path) as process:
        out, err = process.communicate()
    assert process.returncode == 0, err
    assert os.fsencode(out).rstrip().endswith(b"/caf\xe9.jpg")

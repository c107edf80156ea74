"""The log file gets everything, the terminal only what a user can use."""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
import warnings
from pathlib import Path

import pytest

from photosearch import log
from photosearch.log import LOG_FILE, logging_to

pytestmark = pytest.mark.usefixtures("caplog")  # the records are meant

ours = logging.getLogger("photosearch.some.part")


def test_warnings_reach_the_terminal_as_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with logging_to(tmp_path):
        ours.warning("The file %s is %s.", "a.jpg", "odd")
        ours.info("not for the user")
    assert capsys.readouterr().err == "The file a.jpg is odd.\n"


def test_the_file_gets_info_with_time_level_and_traceback(tmp_path: Path) -> None:
    with logging_to(tmp_path) as path:
        ours.debug("too much")
        ours.info("quiet")
        try:
            raise ZeroDivisionError("by zero")
        except ZeroDivisionError:
            ours.exception("failed")
    assert path == tmp_path / LOG_FILE
    text = path.read_text()
    assert "INFO photosearch.some.part: quiet" in text
    assert "Traceback" in text
    assert "ZeroDivisionError: by zero" in text
    assert "too much" not in text


def test_no_traceback_on_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to(tmp_path):
        try:
            raise ZeroDivisionError
        except ZeroDivisionError:
            ours.exception("It failed.")
    assert capsys.readouterr().err == "It failed.\n"


def test_debug_adds_details(tmp_path: Path) -> None:
    with logging_to(tmp_path, debug=True) as path:
        ours.debug("every step")
    assert path is not None
    assert "every step" in path.read_text()


def test_other_libraries_and_file_only_records_stay_off_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with logging_to(tmp_path) as path, warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.getLogger("watchdog.observers").warning("from afar")
        ours.error("for the file", extra={"file_only": True})
        logging.captureWarnings(True)
        warnings.warn("deprecated", stacklevel=1)
    assert capsys.readouterr().err == ""
    assert path is not None
    text = path.read_text()
    assert "from afar" in text
    assert "for the file" in text
    assert "deprecated" in text


def test_without_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)  # as in a windowed program on Windows
    with logging_to(tmp_path) as path:
        ours.warning("hello")
    assert path is not None
    assert "hello" in path.read_text()


def test_names_that_are_not_unicode(tmp_path: Path) -> None:
    with logging_to(tmp_path) as path:
        ours.info("read %s", os.fsdecode(b"caf\xe9.jpg"))
    assert path is not None
    assert "caf" in path.read_text()


def test_a_folder_that_cannot_be_made_costs_only_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    with logging_to(tmp_path / "file" / "logs") as path:
        ours.warning("still said")
    assert path is None
    assert capsys.readouterr().err == "still said\n"


def test_everything_is_put_back(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    with logging_to(tmp_path):
        assert root.handlers != before[1]
    assert (root.level, list(root.handlers)) == before


def test_the_file_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_MAX_BYTES", 2000)
    with logging_to(tmp_path):
        for number in range(200):
            ours.info("line %d %s", number, "x" * 60)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == [LOG_FILE, f"{LOG_FILE}.1", f"{LOG_FILE}.2", f"{LOG_FILE}.3"]
    assert all(path.stat().st_size <= 2000 for path in tmp_path.iterdir())
    assert "line 199" in (tmp_path / LOG_FILE).read_text()


def test_a_file_that_another_process_holds_open_goes_on_growing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(_old: str, _new: str) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(log, "_MAX_BYTES", 500)
    monkeypatch.setattr(os, "rename", refused)
    with logging_to(tmp_path) as path:
        for number in range(50):
            ours.info("line %d %s", number, "x" * 60)
    assert path is not None
    assert path.read_text().count("line ") == 50
    assert capsys.readouterr().err == ""

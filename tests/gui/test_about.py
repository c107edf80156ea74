"""About box, log, details for a bug report."""

from __future__ import annotations

import logging
import re
import sqlite3
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import qVersion

import photosearch
from photosearch import paths
from photosearch.core.changes import ModelInfo
from photosearch.core.errors import UserError
from photosearch.gui.about.bug_report import MAX_LOG_LINES, bug_report, last_errors
from photosearch.gui.about.program_facts import PARTS, gather
from photosearch.log import LOG_FILE, logging_to
from photosearch.settings import Settings
from tests.gui.window_kit import Kit
from tests.library.shelf import make_card

ROOT = Path(photosearch.__file__).parents[1]


def act(kit: Kit, name: str) -> None:
    kit.window.context.actions.action(name).trigger()


@pytest.fixture
def log_file(own_home: Path) -> Path:
    paths.log_folder().mkdir(parents=True)
    path = paths.log_folder() / LOG_FILE
    path.write_text("2026-01-01 10:00:00,123 77 INFO photosearch: quiet\n", "utf-8")
    return path


def test_the_facts_are_those_of_this_program() -> None:
    facts = gather([ModelInfo("mine", None), ModelInfo("used", make_card(), in_use=True)])
    versions = dict(facts.versions)
    assert versions["PhotoSearch"] == photosearch.__version__
    assert versions["Qt"] == qVersion()
    assert versions["SQLite"] == sqlite3.sqlite_version
    assert re.fullmatch(r"\d+\.\d+.*", versions["ONNX Runtime"])
    assert facts.encoder[0] == ("Name", make_card().name)
    assert gather([]).encoder == ()


def test_every_dependency_is_named_with_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[<>=]", entry)[0].lower() for entry in project["dependencies"]}
    parts = {part.name.lower(): part for part in gather([]).parts}
    assert wanted | {"shiboken6", "cpython"} == parts.keys()
    for part in parts.values():
        assert part.version
        assert part.licence
        assert part.licence != "UNKNOWN"
        assert len(part.licence) <= 70
    assert len(PARTS) == len(parts) - 1


def test_the_card_tells_its_training() -> None:
    from photosearch.core.model_card import parse

    text = (ROOT / "models" / "default" / "model.toml").read_text("utf-8")
    assert "clothing" in parse(text).training


def test_the_box_shows_and_copies_everything(kit: Kit) -> None:
    window = kit.open()
    act(kit, "about")
    act(kit, "about")
    feature = window.help_feature
    kit.until(lambda: feature.dialog is not None)
    dialog = feature.dialog
    dialog._copy()
    (text,) = kit.desktop.copied
    for words in (photosearch.__version__, qVersion(), "onnxruntime", "LGPL", "Apache", "Encoder"):
        assert words in text, words
    act(kit, "about")
    assert feature.dialog is dialog
    dialog.close()
    kit.until(lambda: feature.dialog is None)


def test_new_versions_are_looked_for_on_request_and_in_the_browser(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "releases_page", lambda: "https://example.org/releases")
    kit.open()
    assert kit.desktop.pages == []
    act(kit, "check_version")
    kit.until(lambda: kit.desktop.pages == ["https://example.org/releases"])


def test_a_copy_that_was_told_no_page_says_so(kit: Kit) -> None:
    act(kit, "check_version")
    kit.until(lambda: "where new versions are" in kit.window.banner.text)
    assert photosearch.__version__ in kit.window.banner.text
    assert kit.desktop.pages == []


def test_without_a_browser_the_address_is_told(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(address: str) -> None:
        raise UserError.in_words("No browser opened the page.", f"Open it yourself: {address}")

    monkeypatch.setattr(paths, "releases_page", lambda: "https://example.org/releases")
    monkeypatch.setattr(kit.desktop, "open_page", refuse)
    act(kit, "check_version")
    kit.until(lambda: "https://example.org/releases" in kit.window.banner.text)


def test_without_a_library_too(kit: Kit) -> None:
    for name in ("about", "show_log", "bug_details", "check_version"):
        assert kit.window.context.actions.action(name).isEnabled()
    act(kit, "about")
    kit.until(lambda: kit.window.help_feature.dialog is not None)
    assert "Encoder" not in kit.window.help_feature.dialog.text.toPlainText()


def test_a_library_that_fails_does_not_hide_the_versions(kit: Kit, monkeypatch) -> None:
    def fail() -> list[ModelInfo]:
        raise UserError.in_words("It is damaged.", "Restore it.")

    monkeypatch.setattr(kit.library, "models", fail)
    kit.open()
    act(kit, "about")
    kit.until(lambda: kit.window.help_feature.dialog is not None)
    assert qVersion() in kit.window.help_feature.dialog.text.toPlainText()


def test_the_log_is_opened(kit: Kit, log_file: Path) -> None:
    act(kit, "show_log")
    kit.until(lambda: kit.desktop.opened == [log_file])


def test_without_a_program_for_it_its_folder_is_shown(kit, log_file, monkeypatch) -> None:
    def refuse(_path: Path) -> None:
        raise UserError.in_words("No program opened it.", "Choose one.")

    monkeypatch.setattr(kit.desktop, "open_file", refuse)
    act(kit, "show_log")
    kit.until(lambda: kit.desktop.shown == [log_file])


def test_without_a_log_it_is_said_why(kit: Kit, own_home: Path) -> None:
    act(kit, "show_log")
    kit.until(lambda: "There is no log" in kit.window.banner.text)


def test_details_for_a_bug_report(kit: Kit, log_file: Path, own_home: Path) -> None:
    with log_file.open("a", encoding="utf-8") as file:
        file.write(f"2026-01-01 10:00:01,123 77 ERROR photosearch.x: {Path.home()}/a.jpg failed\n")
        file.write("Traceback (most recent call last):\nZeroDivisionError\n")
        file.write("2026-01-01 10:00:02,123 77 INFO photosearch: of no interest\n")
    window = kit.open()
    window.context.preferences.change(workers=3)
    act(kit, "bug_details")
    kit.until(lambda: bool(kit.desktop.copied))
    (text,) = kit.desktop.copied
    assert f"PhotoSearch {photosearch.__version__}" in text
    assert "workers = 3" in text
    assert "~/a.jpg failed" in text
    assert "ZeroDivisionError" in text
    assert "of no interest" not in text
    assert str(Path.home()) not in text
    assert "clipboard" in window.banner.text


@pytest.mark.usefixtures("caplog")
def test_errors_as_the_log_writes_them(tmp_path: Path) -> None:
    log = logging.getLogger("photosearch.test")
    with logging_to(tmp_path):
        for number in range(MAX_LOG_LINES + 5):
            log.error("error %d", number, extra={"file_only": True})
            log.info("info %d", number)
        log.info("slow start: 3.00 s")
    lines = last_errors(tmp_path / LOG_FILE).splitlines()
    assert len(lines) == MAX_LOG_LINES
    assert lines[-1].endswith("slow start: 3.00 s")
    assert not any("info " in line for line in lines)


def test_a_report_without_a_log_and_with_odd_bytes(tmp_path: Path) -> None:
    errors = last_errors(tmp_path / "absent")
    assert "cannot be read" in errors
    (tmp_path / "log").write_bytes(b"\xff\xfe\n2026-01-01 10:00:00,1 7 ERROR x: caf\xe9\n")
    assert "caf" in last_errors(tmp_path / "log")
    report = bug_report(gather([]), Settings(), ["100 x 100 at 1"], "", Path("/"))
    assert "## Last errors\nnone" in report
    assert "100 x 100 at 1" in report

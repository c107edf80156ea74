"""The commands that open the window hand over the library's folder and the files."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from photosearch import __main__, paths
from photosearch.cli.main import run
from photosearch.core.errors import ExitCode

ROOT = Path(__file__).parents[2]


class Opener:
    """Notes what it is to open."""

    def __init__(self) -> None:
        self.opened: list[tuple[Path, list[Path]]] = []

    def __call__(self, folder: Path, files: Sequence[Path]) -> int:
        self.opened.append((folder, list(files)))
        return 0


@pytest.fixture
def opener(own_home: Path) -> Opener:
    return Opener()


def test_files_become_absolute(opener: Opener, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(opener, ["window", "a.jpg", str(tmp_path / "b.jpg")]) == 0
    assert opener.opened == [(paths.default_library(), [tmp_path / "a.jpg", tmp_path / "b.jpg"])]


@pytest.mark.parametrize(
    "args",
    [
        ["window", "--library", "there", "a.jpg"],
        ["--library", "there", "window", "a.jpg"],
        ["--debug", "window", "a.jpg", "--library", "there"],
    ],
)
def test_the_library_is_named_before_or_after(opener, tmp_path, monkeypatch, args) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(opener, args) == 0
    assert opener.opened == [(tmp_path / "there", [tmp_path / "a.jpg"])]


def test_without_files_and_without_a_command(opener: Opener, tmp_path: Path) -> None:
    assert run(opener, ["window"]) == 0
    assert run(opener, ["--library", str(tmp_path)]) == 0
    assert opener.opened == [(paths.default_library(), []), (tmp_path, [])]


def test_a_name_like_an_option_after_two_dashes(opener: Opener, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(opener, ["window", "--", "--version"]) == 0
    assert opener.opened[0][1] == [tmp_path / "--version"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen(opener: Opener, monkeypatch, capsys) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run(opener, ["window", "a.jpg"]) == ExitCode.USER_ERROR
    assert "no screen" in capsys.readouterr().err
    assert opener.opened == []


def test_what_the_desktop_starts_takes_files(monkeypatch) -> None:
    asked: list[list[str] | None] = []
    monkeypatch.setattr(__main__, "main", asked.append)
    for args in (["a.jpg"], [], ["--version"]):
        monkeypatch.setattr(sys, "argv", ["photosearch-window", *args])
        __main__.main_window()
    assert asked == [["window", "a.jpg"], ["window"], ["--version"]]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["gui-scripts"]
    assert scripts == {"photosearch-window": "photosearch.__main__:main_window"}

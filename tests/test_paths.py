"""Bundled data is found in a checkout, a wheel and a frozen program; user folders in the home."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from photosearch import paths

ROOT = Path(__file__).parents[1]


def test_in_a_checkout() -> None:
    assert paths.models_folder() == ROOT / "models"
    assert paths.resources_folder() == ROOT / "resources"


def test_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "photosearch/_data/models").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "photosearch/paths.py"))
    assert paths.models_folder() == tmp_path / "photosearch/_data/models"


def test_in_a_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.models_folder() == tmp_path / "models"
    assert paths.resources_folder() == tmp_path / "resources"


def frozen_at(program: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be a frozen program; returns its folder."""
    program.parent.mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    return program.parent


def user_paths() -> list[Path]:
    return [
        paths.settings_file(),
        paths.default_library(),
        paths.log_folder(),
        paths.user_models_folder(),
        paths.clean_lock_file(),
    ]


def test_a_portable_program_keeps_everything_beside_it(
    tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = frozen_at(tmp_path / "stick – 日本" / "photosearch", monkeypatch)
    assert paths.portable_folder() is None
    assert all(path.is_relative_to(own_home) for path in user_paths())
    (folder / "portable.txt").touch()
    assert paths.portable_folder() == folder / "PhotoSearch data"
    assert all(path.is_relative_to(folder / "PhotoSearch data") for path in user_paths())
    assert list(folder.iterdir()) == [folder / "portable.txt"]


def test_a_portable_application_of_macos_keeps_everything_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "stick" / "PhotoSearch.app" / "Contents" / "MacOS"
    frozen_at(inside / "photosearch", monkeypatch)
    (tmp_path / "stick" / "portable.txt").touch()
    assert paths.portable_folder() == tmp_path / "stick" / "PhotoSearch data"


def test_a_file_beside_python_makes_a_checkout_not_portable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "portable.txt").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert paths.portable_folder() is None


def test_the_page_of_new_versions_is_that_which_the_build_was_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert paths.releases_page() == ""
    monkeypatch.setattr(paths, "resources_folder", lambda: tmp_path)
    (tmp_path / "releases.txt").write_text("https://example.org/releases\n")
    assert paths.releases_page() == "https://example.org/releases"


def test_user_folders_lie_in_the_home_and_are_not_made(own_home: Path) -> None:
    for path in (paths.default_library(), paths.settings_file(), paths.log_folder()):
        assert path.is_relative_to(own_home)
        assert "PhotoSearch" in path.parts
    assert list(own_home.iterdir()) == []


def test_subprocesses_of_tests_are_isolated_too(own_home: Path) -> None:
    code = "from photosearch import paths; print(paths.default_library())"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert Path(found.stdout.strip()).is_relative_to(own_home)

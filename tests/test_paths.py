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

"""Folders by which copies stay: a misspelt one protects nothing, and is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from photosearch import paths, settings_file
from photosearch.core.errors import ExitCode
from photosearch.settings import Settings
from tests.cli.conftest import Command

pytestmark = pytest.mark.slow

CLEAN = ("duplicates", "clean", "--dry-run")


@pytest.fixture
def photos(
    tmp_path: Path,
    photo_folder: Path,
    own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    photosearch: Command,
) -> Path:
    """Photos, one of them twice, in a library."""
    photos = tmp_path / "photos"
    (photos / "in").mkdir(parents=True)
    shutil.copy2(photo_folder / "00.jpg", photos / "00.jpg")
    shutil.copy2(photo_folder / "00.jpg", photos / "in" / "00.jpg")
    monkeypatch.setenv("PHOTOSEARCH_LIBRARY", str(tmp_path / "library"))
    assert photosearch("index", photos).code == 0
    return photos


@pytest.mark.parametrize("option", ["--reference", "--prefer"])
@pytest.mark.parametrize("where", ["photos/typo", "typo", "photos/00.jpg"])
def test_an_option_names_a_folder_that_is_none(
    photosearch: Command, photos: Path, option: str, where: str
) -> None:
    folder = photos.parent / where
    for command in (CLEAN, ("duplicates", "report", photos.parent / "r.csv")):
        ended = photosearch(*command, option, folder)
        assert ended.code == ExitCode.USER_ERROR
        assert str(folder) in ended.err
        assert ended.out == ""


def test_folders_that_are_there_or_away_are_taken(photosearch: Command, photos: Path) -> None:
    detour = photos / "x" / ".." / "in"
    going = photosearch(*CLEAN, "--reference", detour, "--json").rows
    assert any(row.get("why") == "not in a reference folder" for row in flat(going)), going
    for folder in (photos / "in", photos, photos.parent):
        assert photosearch(*CLEAN, "--reference", folder).code == 0
    photos.rename(photos.parent / "unplugged")
    for folder in (photos / "in", photos):
        assert photosearch(*CLEAN, "--reference", folder).code == 0


def flat(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows, and the files in them."""
    files = [file for row in rows for file in row.get("files", ())]  # type: ignore[attr-defined]
    return [*rows, *files]


@pytest.mark.parametrize("name", ["reference_folders", "protected_folders", "preferred_folders"])
def test_a_setting_names_a_folder_that_is_none(
    photosearch: Command, photos: Path, name: str
) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    settings_file.save(Settings(**{name: (str(photos / "in"), str(photos / "typo"))}), file)  # type: ignore[arg-type]
    ended = photosearch(*CLEAN)
    assert ended.code == 0
    assert f"The setting {name} names {photos / 'typo'}, which is no folder" in ended.err
    assert f"{photos / 'in'}, which" not in ended.err

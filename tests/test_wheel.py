"""The wheel holds all that the program needs, and nothing else."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Names and sizes of what is in a wheel of this checkout."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("the build tool hatchling is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.iterdir()
    with zipfile.ZipFile(wheel) as archive:
        return {member.filename: member.file_size for member in archive.infolist()}


def test_models_and_resources_travel_inside(members: dict[str, int]) -> None:
    for folder in ("models", "resources"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                inside = f"photosearch/_data/{path.relative_to(ROOT).as_posix()}"
                assert members[inside] == path.stat().st_size


def test_the_whole_package_and_the_licences_are_in_it(members: dict[str, int]) -> None:
    for path in (ROOT / "photosearch").rglob("*.py"):
        assert path.relative_to(ROOT).as_posix() in members
    licences = {name.rpartition("/")[2] for name in members if "/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}


def test_nothing_else_is(members: dict[str, int]) -> None:
    tops = {name.split("/")[0] for name in members}
    assert len(tops) == 2
    assert "photosearch" in tops
    assert not [name for name in members if name.endswith((".pyc", ".db", ".log"))]

"""Whole folders renamed and copied through the command line: nothing is read twice."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

COUNT = 80  # more of one size than are handed to a task


def index(library: Path, folder: Path) -> dict[str, int]:
    ended = subprocess.run(
        [sys.executable, "-m", "photosearch", "--library", library, "index", folder, "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    counts = json.loads(ended.stdout.splitlines()[-1])["counts"]
    return {name: count for name, count in counts.items() if count}


@pytest.mark.slow
def test_a_folder_renamed_copied_and_brought_back(tmp_path: Path) -> None:
    folder, library = tmp_path / "photos", tmp_path / "library"
    (folder / "a").mkdir(parents=True)
    for number in range(COUNT):
        Image.new("RGB", (32, 24), (number, 255 - number, 90)).save(folder / "a" / f"{number}.bmp")
    assert index(library, folder) == {"indexed": COUNT}
    (folder / "a").rename(folder / "b")
    assert index(library, folder) == {"moved": COUNT}
    shutil.copytree(folder / "b", folder / "c")
    assert index(library, folder) == {"unchanged": COUNT, "copied": COUNT}
    shutil.move(folder / "b", tmp_path / "aside")
    assert index(library, folder) == {"unchanged": COUNT, "missing": COUNT}
    shutil.move(tmp_path / "aside", folder / "d")
    assert index(library, folder) == {"unchanged": COUNT, "moved": COUNT}

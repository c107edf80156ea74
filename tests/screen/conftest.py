"""The real program on a screen of its own, with the photos of the test in its library."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screen.screen import Program, Screen


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with Screen() as screen:
        yield screen


@pytest.fixture
def program(screen: Screen, photos: Path, tmp_path: Path) -> Iterator[Program]:
    library, count = tmp_path / "library", len(list(photos.iterdir()))
    index = [sys.executable, "-m", "photosearch", "--library", str(library), "index", str(photos)]
    subprocess.run(index, check=True, capture_output=True, env=screen.environment)
    with Program(screen, ["--library", library], {}, tmp_path / "probe") as program:
        program.wait(f"window is not None and len(window.photo_area.photos) == {count}", 60)
        screen.do("search", "--sync", "--onlyvisible", "--name", "PhotoSearch", "windowactivate")
        program.wait("window.isActiveWindow()")
        # Photos that were made at random are hardly alike, and folded away by default.
        program.ask("window.context.preferences.change(show_less_alike=True) and None")
        yield program

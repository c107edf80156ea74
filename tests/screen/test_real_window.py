"""The real program on a virtual screen, used as a person does: mouse, keyboard, other windows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.photos import make_photo
from tests.screen.screen import Program, Screen, missing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="a virtual screen needs Linux"),
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}"),
]
PHOTOS = 40


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with Screen() as screen:
        yield screen


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for seed in range(PHOTOS):
        make_photo(tmp_path / "photos" / f"{seed:03}.jpg", seed, (900, 700))
    return tmp_path / "photos"


@pytest.fixture
def program(screen: Screen, photos: Path, tmp_path: Path) -> Iterator[Program]:
    library = tmp_path / "library"
    index = [sys.executable, "-m", "photosearch", "--library", library, "index", photos]
    subprocess.run(index, check=True, capture_output=True, env=screen.environment)
    with Program(screen, ["--library", library], {}, tmp_path / "probe") as program:
        program.wait("window is not None and len(window.front.photos) == 40", 60)
        screen.do("search", "--sync", "--onlyvisible", "--name", "PhotoSearch", "windowactivate")
        program.wait("window.isActiveWindow()")
        yield program


def test_drag_from_another_program_finds_the_photo(
    screen: Screen, program: Program, photos: Path
) -> None:
    command = [sys.executable, "-m", "tests.screen.drag_source", photos / "007.jpg", "1250", "780"]
    source = subprocess.Popen(command, env=screen.environment)
    try:
        screen.do("search", "--sync", "--onlyvisible", "--name", "drag source")
        screen.drag((1300, 820), program.place("window.front"))
        program.wait("window.front.situation.results")
    finally:
        source.kill()
        source.wait()
    first = "window.front.results.photo_id(0)"
    program.wait(f"window.front.loader.record({first}) is not None")
    assert program.ask(f"window.front.loader.record({first}).path.name") == "007.jpg"

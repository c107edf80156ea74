"""The real program on a virtual screen, used as a person does: mouse, keyboard, other windows."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.photos import make_photo
from tests.screen.screen import ROOT, Program, Screen, missing, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="a virtual screen needs Linux"),
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}"),
]
PHOTOS = 40
GRACE_S = 3
"""For a machine that does other things at the same time; the promise is two seconds."""


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for seed in range(PHOTOS):
        make_photo(tmp_path / "photos" / f"{seed:03}.jpg", seed, (900, 700))
    return tmp_path / "photos"


def drag_in(screen: Screen, program: Program, path: Path) -> None:
    """Drag a file out of another program's window onto the photos."""
    command = [sys.executable, "-m", "tests.screen.drag_source", str(path), "1250", "780"]
    source = subprocess.Popen(command, env=screen.environment, cwd=ROOT)
    try:
        screen.do("search", "--sync", "--onlyvisible", "--name", "drag source")
        screen.drag((1300, 820), program.place("window.photo_area", 0.4, 0.4))
        program.wait("window.photo_area.state.results and not searching()")
    finally:
        source.kill()
        source.wait()


def first(program: Program, count: int = 1) -> list[str]:
    """Names of the photos that are shown first."""
    program.wait(f"len(names({count})) == {count}")
    return program.ask(f"names({count})")


def test_a_session_from_drag_to_undo(screen: Screen, program: Program, photos: Path) -> None:
    """Drag, crop, steer, look, trash, undo: with mouse and keyboard alone."""
    drag_in(screen, program, photos / "007.jpg")
    assert first(program) == ["007.jpg"]
    screen.do("search", "--name", "^PhotoSearch", "windowactivate")
    program.wait("window.isActiveWindow()")

    # Crop: a box over a part of the query picture, by mouse.
    screen.key("ctrl+b")
    program.wait("bool(find('CropView')) and find('CropView')[0].picture_rect().width() > 50")
    screen.drag(program.ask("crop_point(0.2, 0.2)"), program.ask("crop_point(0.7, 0.75)"))
    program.wait("window.session.query.items[0].crop is not None and not searching()")
    box = program.ask("[round(v, 1) for v in box_of(window.session.query.items[0].crop)]")
    assert box == pytest.approx([0.2, 0.2, 0.5, 0.5], abs=0.11)
    assert "007.jpg" in first(program, 10)
    screen.key("Escape")  # gives the whole picture back
    program.wait("not find('CropView') and window.session.query.items[0].crop is None")

    # Steer: the similarity slider with the keyboard, then a click on its other end.
    program.wait("window.session.query.mode.shot == 1")
    screen.key("alt+Right")
    program.wait("window.session.query.mode.look > 0")
    screen.key("ctrl+3")
    program.wait("window.session.query.mode.subject == 1 and not searching()")
    assert first(program) == ["007.jpg"]

    # Look: the viewer, the next photo, and back to the grid at that photo.
    screen.click(program.place("cell(window.view, 0)"))
    screen.key("Return")
    program.wait("window.viewer.is_open")
    second = program.ask("int(window.view.photos.ids[1])")
    screen.key("Right")
    program.wait(f"window.viewer.viewer.current == {second}")
    screen.key("Escape")
    program.wait("not window.viewer.is_open")
    assert program.ask("window.view.current_id()") == second

    # Trash and undo: the file goes and comes back as it was.
    name = first(program, 2)[1]
    content = (photos / name).read_bytes()
    screen.key("Delete")
    until(lambda: not (photos / name).exists(), "the photo is in the trash")
    program.wait(f"{second} not in window.view.photos.ids.tolist()")
    screen.key("ctrl+z")
    until((photos / name).exists, "the photo is back")
    assert (photos / name).read_bytes() == content
    program.wait(f"{second} in window.view.photos.ids.tolist()")

    # Escape closes the message that tells of it, then leads back to the library.
    program.wait("window.banner.text")
    screen.key("Escape")
    program.wait("not window.banner.text")
    screen.key("Escape")
    program.wait("not window.session.active and len(window.photo_area.photos) == 40")


def test_a_photo_of_the_grid_joins_the_query(screen: Screen, program: Program) -> None:
    screen.click(program.place("cell(window.view, 0)"))
    screen.key("ctrl+f")
    program.wait("window.photo_area.state.results and not searching()")
    assert program.ask("len(window.session.query.items)") == 1
    screen.drag(program.place("cell(window.view, 3)"), program.place("window.query_bar", 0.5, 0.3))
    program.wait("len(window.session.query.items) == 2 and not searching()")


def test_closing_while_it_indexes_ends_soon_and_loses_nothing(
    screen: Screen, photos: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more"
    for seed in range(100, 110):
        make_photo(more / f"{seed}.jpg", seed, (1600, 1200))
    painted = [path.read_bytes() for path in sorted(more.iterdir())]
    for number in range(700):  # what follows a picture in its file makes it another file
        content = painted[number % len(painted)] + number.to_bytes(4, "big")
        (more / f"{1000 + number}.jpg").write_bytes(content)
    library = tmp_path / "library"
    with Program(screen, ["--library", library], {}, tmp_path / "probe") as program:
        program.wait("window is not None and window.photo_area.state.folders == 0", 60)
        program.ask(f"window.library_commands.add_folders([Path({str(more)!r})]) and None")
        program.wait("len(window.photo_area.photos) > 3")
        assert program.ask("window.indexing.running")
        screen.key("ctrl+q")
        started = time.monotonic()
        assert program.process.wait(20) == 0
        assert time.monotonic() - started < 2 + GRACE_S
    status = [sys.executable, "-m", "photosearch", "--library", str(library), "status", "--json"]
    told = subprocess.run(status, check=True, capture_output=True, env=screen.environment)
    assert b'"photos"' in told.stdout or b"indexed" in told.stdout

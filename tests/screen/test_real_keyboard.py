"""The real program on a virtual screen without a mouse, and with photos that go away meanwhile."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.photos import make_photo
from tests.screen.screen import Program, Screen, missing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="a virtual screen needs Linux"),
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}"),
]
PHOTOS = 12
FOCUS = "type(QApplication.focusWidget()).__name__"
PHOTO = "window.photo_area.loader.record(window.photo_area.view.photos.photo_id({row})).path.name"


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for seed in range(PHOTOS):
        make_photo(tmp_path / "photos" / f"{seed:03}.jpg", seed, (600, 400))
    return tmp_path / "photos"


def test_a_query_is_steered_without_a_mouse(screen: Screen, program: Program) -> None:
    screen.key("End", "ctrl+f")
    program.wait(f"window.photo_area.state.results == {PHOTOS} and not searching()")
    screen.key("ctrl+l", "c")
    program.wait(f"{FOCUS} == 'CropView'")
    screen.key("shift+Left")
    program.wait("window.session.query.items[0].crop is not None")
    screen.key("Return")
    program.wait(f"{FOCUS} != 'CropView'")
    assert program.ask("window.session.query.items[0].crop is not None")
    screen.key("ctrl+3", "alt+Up", "alt+Up")
    program.wait("window.session.query.mode.subject == 1 and window.session.query.threshold == 0.1")
    # A word that nothing matches does not take the keyboard away.
    screen.key("ctrl+k")
    screen.do("type", "zz")
    program.wait("window.photo_area.currentWidget() is window.photo_area.page")
    assert program.ask(FOCUS) == "SearchField"
    # One step back each: the word, the field, the query.
    screen.key("Escape")
    program.wait("window.filters.filters.empty and not searching()")
    screen.key("Escape")
    program.wait(f"{FOCUS} == 'GridView'")
    assert program.ask("window.session.active")
    screen.key("Escape")
    program.wait("not window.session.active")
    screen.key("Home", "shift+F10")
    program.wait("QApplication.activePopupWidget() is not None")
    screen.key("Escape")
    program.wait("QApplication.activePopupWidget() is None")


def test_a_photo_that_is_gone_is_told_of_and_the_next_one_shown(
    screen: Screen, program: Program, photos: Path
) -> None:
    screen.key("Home", "ctrl+f")
    program.wait(f"window.photo_area.state.results == {PHOTOS} and not searching()")
    program.wait(
        "window.photo_area.loader.record(window.photo_area.view.photos.photo_id(1)) is not None"
    )
    name = program.ask(PHOTO.format(row=1))
    gone = photos / name
    gone.unlink()
    screen.click(program.place("cell(window.photo_area.view, 1)"), times=2)
    program.wait("find('Viewer') != []")
    screen.key("Right")
    program.wait(f"QApplication.focusWidget().accessibleName() != {name!r}")
    assert program.ask("dialogs() == []")
    screen.key("Escape")
    program.wait(f"find('Viewer') == [] and {FOCUS} == 'GridView'")
    program.wait(f"len(window.photo_area.results) == {PHOTOS - 1}")

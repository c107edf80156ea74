"""That others can read the library is told once, with a button that ends it."""

from __future__ import annotations

from pathlib import Path

from tests.gui.fake_library import FakeLibrary
from tests.gui.window_kit import Kit


def test_it_is_told_with_a_button(kit: Kit, library: FakeLibrary) -> None:
    library.open_folders = [Path("/srv/library")]
    window = kit.open()
    kit.until(lambda: "Others on this computer can read" in window.banner.text)
    assert "/srv/library" in window.banner.text
    window.banner._action.click()
    kit.until(lambda: library.closed_folders == 1)
    kit.until(lambda: "Only you can read the library now." in window.banner.text)


def test_nothing_is_said_of_a_private_library(kit: Kit, library: FakeLibrary) -> None:
    window = kit.open()
    kit.until(lambda: window.view._loader.record(100) is not None)
    assert "Others" not in window.banner.text
    window.context.actions.action("make_private").trigger()
    kit.until(lambda: library.closed_folders == 1)

"""Other programs and the clipboard: asked for, never waited for."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from photosearch.core.errors import UserError
from photosearch.gui.desktop import programs
from photosearch.gui.widgets.mime import photo_ids_in
from tests.gui.fake_library import FakeLibrary
from tests.gui.window_kit import Kit

# Of the offscreen platform, about windows that a window manager would place.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def shown(kit: Kit, library: FakeLibrary) -> Kit:
    """Ten photos whose files are there."""
    library.set_ids(range(10, 0, -1))
    folder = library.folder / "photos0"
    folder.mkdir()
    for number in range(1, 11):
        (folder / f"IMG_{number:05d}.jpg").write_bytes(b"x")
    kit.open()
    kit.until(lambda: len(kit.window.photo_area.photos) == 10)
    kit.window.view.setFocus()
    kit.key(Qt.Key.Key_A, CTRL)
    return kit


def test_copying_files(shown: Kit, library: FakeLibrary) -> None:
    library.offline_ids = {3}
    shown.key(Qt.Key.Key_C, CTRL)
    shown.until(lambda: shown.desktop.data is not None)
    mime = shown.desktop.data
    assert len(mime.urls()) == 9
    assert mime.urls()[0].toLocalFile().endswith("IMG_00010.jpg")
    assert len(mime.text().splitlines()) == 9
    assert bytes(mime.data("x-special/gnome-copied-files").data()).startswith(b"copy\nfile:///")
    assert photo_ids_in(mime) == [10, 9, 8, 7, 6, 5, 4, 2, 1]
    assert "9" in shown.window.banner.text


def test_copying_paths_and_a_picture(shown: Kit) -> None:
    shown.key(Qt.Key.Key_C, CTRL | SHIFT)
    shown.until(lambda: bool(shown.desktop.copied))
    assert len(shown.desktop.copied[0].splitlines()) == 10
    shown.key(Qt.Key.Key_C, CTRL | ALT)
    shown.until(lambda: shown.desktop.data is not None)
    assert shown.desktop.data.hasImage()


def test_opening_opens_ten_at_most_and_says_what_is_gone(shown: Kit, library: FakeLibrary) -> None:
    (library.folder / "photos0" / "IMG_00009.jpg").unlink()
    shown.key(Qt.Key.Key_Return, CTRL | SHIFT)
    shown.until(lambda: len(shown.desktop.opened) == 9)
    assert "is no longer in" in shown.window.banner.text


def test_a_program_is_chosen_once(shown: Kit, tmp_path: Path) -> None:
    opening = shown.window.open_with
    opening.open_with()
    assert shown.desktop.launched == []
    shown.desktop.program = tmp_path / "editor.exe"
    opening.open_with()
    shown.until(lambda: len(shown.desktop.launched) == 1)
    program, paths = shown.desktop.launched[0]
    assert (program.name, len(paths)) == ("editor.exe", 10)
    kept = str(program)
    shown.until(lambda: shown.window.context.preferences.now.open_with == (kept,))
    opening.open_with()
    menu = shown.window.findChildren(QMenu)[-1]
    assert menu.actions()[0].text() == "editor"
    menu.actions()[0].trigger()
    shown.until(lambda: len(shown.desktop.launched) == 2)
    menu.close()


def test_a_file_manager_that_cannot_choose_opens_the_folder(shown: Kit) -> None:
    shown.key(Qt.Key.Key_Return, CTRL)
    shown.until(lambda: len(shown.desktop.shown) == 1)
    assert shown.desktop.shown[0].name == "IMG_00010.jpg"


# Programs

posix = pytest.mark.skipif(sys.platform == "win32", reason="no scripts there")


@posix
def test_a_program_is_started_with_the_files(qtbot, tmp_path: Path) -> None:
    script = tmp_path / "program"
    new, told = tmp_path / "new", tmp_path / "told"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{new}" && mv "{new}" "{told}"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    programs.launch(script, [tmp_path / "a b.jpg", tmp_path / "-c.jpg"])
    qtbot.waitUntil((tmp_path / "told").exists)
    assert (tmp_path / "told").read_text().splitlines() == [
        str(tmp_path / "a b.jpg"),
        str(tmp_path / "-c.jpg"),
    ]


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ('Exec="/opt/my editor" --new %F', ["/opt/my editor", "--new", "/a.jpg", "/b.jpg"]),
        ("Exec=gimp %U %i", ["gimp", "/a.jpg", "/b.jpg"]),
        ("Exec=show 100%%", ["show", "100%", "/a.jpg", "/b.jpg"]),
    ],
)
def test_desktop_files(tmp_path: Path, line: str, command: list[str]) -> None:
    entry = tmp_path / "x.desktop"
    entry.write_text(f"[Desktop Entry]\nName=x\n{line}\n[Desktop Action a]\nExec=no\n")
    assert programs._command(entry, ["/a.jpg", "/b.jpg"]) == command


@pytest.mark.parametrize("content", ["", "no ini", "[Desktop Entry]\nExec='open"])
def test_what_is_no_program_is_said(tmp_path: Path, content: str) -> None:
    for name in ("x.desktop", "x.txt"):
        (tmp_path / name).write_text(content)
        with pytest.raises(UserError):
            programs.launch(tmp_path / name, [])
    with pytest.raises(UserError):
        programs.launch(tmp_path / "absent", [])


def test_without_a_desktop_nothing_is_revealed(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setattr(subprocess, "run", None)
    assert programs.reveal(tmp_path) is False

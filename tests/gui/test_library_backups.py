"""Backups in the window: made, brought back over a damaged library, and what may go wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from photosearch import app
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError, DamagedLibrary
from photosearch.gui.runtime.application import Application
from photosearch.gui.view_state import ViewState, message_for
from photosearch.gui.widgets.message_page import EmptyPageAction
from photosearch.library.backups import back_up
from photosearch.library.file_ops import journal
from photosearch.settings import Settings
from photosearch.store.catalog import Catalog
from tests.gui.fake_library import FakeLibrary
from tests.gui.test_app import run
from tests.gui.window_kit import FakeDesktop, Kit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of a real library; the window's own is a fake."""
    folder = tmp_path / "library"
    Catalog.open(folder).close()
    return folder


def spoil(folder: Path) -> bytes:
    (folder / "catalog.db").write_bytes(b"garbage")
    return b"garbage"


def test_a_backup_is_made_and_brought_back(kit: Kit, folder: Path, tmp_path: Path) -> None:
    window, backup = kit.open(), tmp_path / "Größe 1.photosearch-backup"
    kit.library.folder = folder
    kit.desktop.new_file = kit.desktop.file = backup
    window.context.actions.action("backup").trigger()
    kit.until(lambda: "Keep it on another drive" in window.banner.text)
    assert str(backup) in window.banner.text
    (folder / journal.FILE_NAME).write_text("of photos with ids of before")
    damaged = spoil(folder)

    window.show_opening(folder)
    window.show_failure(DamagedLibrary.in_words("It is damaged.", "Help yourself."))
    again: list[bool] = []
    window.retry_wanted.connect(lambda: again.append(True))
    (first, *_) = window.photo_area.page.findChildren(QPushButton)
    assert first.text() == "Bring back a backup…"
    first.click()
    assert window.photo_area.page.message.headline == "Bringing back the backup…"
    kit.until(lambda: bool(again))
    (aside,) = folder.glob("catalog.db.before-restore-*")
    assert aside.read_bytes() == damaged
    assert aside.name in window.banner.text
    assert (folder / f"{journal.FILE_NAME}.before-restore").exists()
    assert not (folder / journal.FILE_NAME).exists(), "ids of then may be those of others now"
    Catalog.open(folder).close()


def test_what_is_no_backup_changes_nothing(kit: Kit, folder: Path, tmp_path: Path) -> None:
    window = kit.window
    damaged = spoil(folder)
    before = sorted(folder.iterdir())
    window.show_opening(folder)
    window.show_failure(DamagedLibrary.in_words("It is damaged.", "Help yourself."))
    page = window.photo_area.page
    page.action_requested.emit(EmptyPageAction.RESTORE_BACKUP)  # and the dialog is cancelled
    assert page.message.headline == "The library cannot be opened"
    kit.desktop.file = tmp_path / "holiday.txt"
    kit.desktop.file.write_text("no backup")
    page.action_requested.emit(EmptyPageAction.RESTORE_BACKUP)
    kit.until(lambda: "is no sound backup" in window.banner.text)
    assert page.message.headline == "The library cannot be opened"
    assert EmptyPageAction.RESTORE_BACKUP in page.message.actions
    assert sorted(folder.iterdir()) == before
    assert (folder / "catalog.db").read_bytes() == damaged


def test_only_a_damaged_library_is_offered_a_backup() -> None:
    message = message_for(
        ViewState(failure=DamagedLibrary.in_words("It is damaged.", "Type this."))
    )
    assert message is not None
    assert message.actions[0] is EmptyPageAction.RESTORE_BACKUP
    assert "Type this" not in message.text, "nobody in a window types commands"
    assert "Your photos are not concerned" in message.text


def test_a_window_has_buttons_not_options() -> None:
    failure = CatalogError(ErrorCode.LIBRARY_IN_USE, folder=Path("/a"))
    message = message_for(ViewState(failure=failure))
    assert message is not None
    what = "The library in /a is in use by another process."
    assert message.text == f"{what}\nClose it, or open another library."
    assert EmptyPageAction.OTHER_LIBRARY in message.actions


def test_the_library_is_opened_again_afterwards(
    qapp: Application, library: FakeLibrary, folder: Path, tmp_path: Path
) -> None:
    backup = back_up(folder, tmp_path)
    spoil(folder)

    def opener(folder: Path, settings: Settings) -> FakeLibrary:
        Catalog.open(folder).close()  # raises while it is damaged
        return library

    program = app.Program(qapp, Settings(), opener)
    window = program.window
    desktop = FakeDesktop()
    desktop.file = backup
    window.context.desktop = desktop
    page = window.photo_area.page
    run(
        program,
        folder,
        (
            lambda: EmptyPageAction.RESTORE_BACKUP in page.message.actions,
            lambda: page.action_requested.emit(EmptyPageAction.RESTORE_BACKUP),
        ),
        (lambda: window.photo_area.currentWidget() is window.photo_area.library_view, window.close),
    )
    assert "The backup is back." in window.banner._text.text()

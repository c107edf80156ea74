"""From finding to cleaning up and back, with a real library of painted photos."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from photosearch.core.duplicates import DuplicateKind
from photosearch.core.jobs import JobControl
from photosearch.gui.duplicates.clean_dialog import CleanDialog
from photosearch.gui.main_window import MainWindow
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.gui.duplicates.conftest import DuplicatesKit
from tests.gui.window_kit import FakeDesktop, Kit
from tests.library.photo_shelf import FolderTrash
from tests.screen.made_photos import scene

pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Two scenes, of which there is a copy by bytes, a smaller one and a crop."""
    folder = tmp_path / "photos"
    (folder / "copies").mkdir(parents=True)
    for seed in (0, 12):
        scene(seed, size=(1200, 800)).save(folder / f"{seed}.jpg", quality=93)
    shutil.copy2(folder / "0.jpg", folder / "copies" / "0.jpg")
    with Image.open(folder / "12.jpg") as image:
        image.resize((600, 400)).save(folder / "copies" / "12-small.jpg", quality=80)
        image.crop((200, 150, 1050, 750)).save(folder / "copies" / "12-crop.jpg", quality=90)
    return folder


@pytest.fixture
def library(tmp_path: Path, photos: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", Settings(workers=1)) as library:
        library.add_root(photos)
        library.index(control=JobControl(), on_progress=lambda _progress: None)
        library.duplicates.update(JobControl())
        yield library


@pytest.fixture
def duplicates(qtbot, bridge, threads, library: Library, tmp_path: Path) -> Iterator[DuplicatesKit]:
    window = MainWindow(bridge, threads, FakeDesktop())
    window.file_ops._trash = FolderTrash(tmp_path / "trash")
    window.resize(1000, 700)
    window.show()
    kit = Kit(qtbot, window, cast(Any, library), FakeDesktop())
    yield DuplicatesKit(kit)
    window.set_library(None)
    window.close()


def test_found_decided_cleaned_up_and_taken_back(duplicates: DuplicatesKit, photos: Path) -> None:
    until = duplicates.until
    duplicates.open()
    kinds = {group.kind: group for group in duplicates.list.groups}
    assert set(kinds) == {DuplicateKind.SAME_FILE, DuplicateKind.EDITED}
    assert len(kinds[DuplicateKind.EDITED].members) == 3
    edited = duplicates.list.row_of(kinds[DuplicateKind.EDITED].group_id)
    duplicates.view.set_current(edited)
    until(lambda: duplicates.view.record_of(edited, 2) is not None)
    words = " ".join(card.relation for card in duplicates.view._cards(edited, range(3)))
    assert "reduced to 50 %" in words
    assert "cropped to" in words
    crop = next(m for m in range(3) if "crop" in str(duplicates.view.record_of(edited, m)))
    duplicates.view.set_current(edited, crop)
    duplicates.key(Qt.Key.Key_K)
    duplicates.chosen()
    assert duplicates.marks(edited).count("keep") == 2
    duplicates.page.cleaning.button.click()
    (dialog,) = duplicates.kit.window.findChildren(CleanDialog)
    dialog.ok.click()
    until(lambda: len(list(photos.rglob("*.jpg"))) == 3)
    until(lambda: not duplicates.page.shows_groups)
    assert (photos / "copies" / "12-crop.jpg").exists()
    assert duplicates.page.message.message.headline == "No duplicates left"
    duplicates.page.tabs.tab_chosen.emit("decided")
    until(lambda: len(duplicates.list) == 1)
    history = duplicates.kit.window.file_ops.history
    until(lambda: history.next_undo is not None)
    history.undo()
    until(lambda: len(list(photos.rglob("*.jpg"))) == 5)
    duplicates.page.tabs.tab_chosen.emit("copies")
    until(lambda: DuplicateKind.SAME_FILE in {group.kind for group in duplicates.list.groups})

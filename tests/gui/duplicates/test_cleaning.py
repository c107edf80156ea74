"""Cleaning up, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from photosearch.core.duplicates import CleanAction, CleanOptions, Mark
from photosearch.core.file_operations import ErrorReason, ItemError
from photosearch.gui.duplicates.choice_planner import PlanTotal
from photosearch.gui.duplicates.clean_dialog import CleanDialog
from tests.gui.duplicates.conftest import DuplicatesKit
from tests.gui.fake_duplicates import group
from tests.gui.window_kit import Kit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def told(kit: Kit) -> list[str]:
    """What the window tells in its banner."""
    told: list[str] = []
    kit.window.context.notices.shown.connect(lambda notice: told.append(notice.text))
    return told


def dialog(duplicates: DuplicatesKit) -> CleanDialog:
    duplicates.page.cleaning.button.click()
    found: list[CleanDialog] = []

    def look() -> bool:
        dialogs = duplicates.kit.window.findChildren(CleanDialog)
        found[:] = [each for each in dialogs if each.isVisible()]
        return bool(found)

    duplicates.until(look)
    return found[0]


def forget(duplicates: DuplicatesKit) -> None:
    """Let the fake library lose the files that go, as the real one does."""

    def lose(removed: list[int]) -> None:
        left = []
        for each in duplicates.duplicates.all:
            ids = [photo for photo in each.photo_ids if photo not in removed]
            if len(ids) == len(each.photo_ids):
                left.append(each)
            elif len(ids) > 1:
                left.append(group(ids, each.kind))
        duplicates.duplicates.set_groups(left)

    duplicates.kit.library.files.on_clean = lose


def test_all_that_is_shown_goes_to_the_trash_and_the_space_is_told(
    duplicates: DuplicatesKit, told: list[str]
) -> None:
    duplicates.open()
    forget(duplicates)
    asked = dialog(duplicates)
    assert asked.all_button.text() == "All groups that are shown: 4 files, 13.8 MB"
    assert not asked.reviewed_button.isEnabled()
    assert asked.ok.text() == "Move 4 files to the trash"
    asked.ok.click()
    files = duplicates.kit.library.files
    duplicates.until(lambda: len(files.cleaned) == 1)
    choices, options = files.cleaned[0]
    assert options == CleanOptions(CleanAction.TRASH)
    assert all(len(choice.kept) >= 1 for choice in choices)
    assert sum(len(choice.removed) for choice in choices) == 4
    duplicates.until(
        lambda: (
            told == ["Moved 4 duplicates to the trash. 13.8 MB are free once the trash is emptied."]
        )
    )
    duplicates.until(lambda: not duplicates.page.shows_groups)
    assert duplicates.page.message.message.headline == "No duplicates left"
    assert "13.8 MB" in duplicates.page.message.message.text
    history = duplicates.kit.window.file_ops.history
    duplicates.until(lambda: history.next_undo is not None)
    duplicates.kit.window.context.actions.action("undo").trigger()
    duplicates.until(lambda: ("undo", [], "step 0") in files.asked)
    duplicates.until(lambda: told[-1].startswith("Undone"))


def test_the_keyboard_is_among_the_groups_when_there_is_nothing_to_clean_up(
    duplicates: DuplicatesKit,
) -> None:
    """It went to a link of the status bar, which the next Enter would have followed."""
    duplicates.open()
    duplicates.page.cleaning.button.setFocus()
    duplicates.page.cleaning.show_total(PlanTotal())
    assert duplicates.view.hasFocus()


def test_only_groups_that_were_decided_on(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    duplicates.view.set_current(1)
    duplicates.key(Qt.Key.Key_Return)
    duplicates.chosen()
    asked = dialog(duplicates)
    assert asked.reviewed_button.text() == "Those that I decided on: 1 file, 3.5 MB"
    asked.reviewed_button.click()
    assert asked.ok.text() == "Move 1 file to the trash"
    asked.ok.click()
    files = duplicates.kit.library.files
    duplicates.until(lambda: len(files.cleaned) == 1)
    assert [choice.group_id for choice in files.cleaned[0][0]] == ["99-59"]


def test_moving_needs_a_folder(duplicates: DuplicatesKit, tmp_path: Path) -> None:
    duplicates.open()
    asked = dialog(duplicates)
    asked.ways.setCurrentIndex(asked.ways.findData(CleanAction.MOVE))
    assert not asked.ok.isEnabled()
    duplicates.kit.desktop.folder = tmp_path
    asked.browse.click()
    asked.merge_box.setChecked(False)
    asked.raw_box.setChecked(True)
    asked.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    files = duplicates.kit.library.files
    duplicates.until(lambda: len(files.cleaned) == 1)
    assert files.cleaned[0][1] == CleanOptions(
        CleanAction.MOVE, tmp_path, frozenset(), True, tmp_path.stat().st_dev
    )
    now = duplicates.kit.window.context.preferences.now
    assert not now.merge_metadata, "as it was chosen the last time"
    again = dialog(duplicates)
    again.ways.setCurrentIndex(again.ways.findData(CleanAction.MOVE))
    assert again.folder == tmp_path
    assert not again.merge_box.isChecked()
    again.reject()


def test_every_way_says_what_it_comes_to(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    asked = dialog(duplicates)
    helps = set()
    for action in CleanAction:
        asked.ways.setCurrentIndex(asked.ways.findData(action))
        helps.add(asked.ways.accessibleDescription())
    assert len(helps) == len(CleanAction)
    asked.reject()
    assert duplicates.kit.library.files.cleaned == []


def test_what_the_user_keeps_of_a_group_is_decided_on(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    forget(duplicates)
    going = duplicates.marks().index("remove")
    duplicates.view.set_current(0, going)
    duplicates.key(Qt.Key.Key_K)
    duplicates.chosen()
    kept = {photo for photo, mark in zip((100, 60, 20), duplicates.marks(), strict=True)
            if mark == "keep"}  # fmt: skip
    assert len(kept) == 2
    dialog(duplicates).ok.click()
    duplicates.until(
        lambda: (
            [each.finished for each in duplicates.duplicates.all if set(each.photo_ids) == kept]
            == [True]
        )
    )
    duplicates.until(lambda: duplicates.duplicates.saved_marks == {})
    duplicates.until(lambda: not duplicates.page.shows_groups)


def test_files_that_stay_for_a_reason_are_told_and_keep_their_marks(
    duplicates: DuplicatesKit, told: list[str]
) -> None:
    duplicates.open()
    path = Path("/photos/IMG_00059.jpg")
    duplicates.kit.library.files.item_errors = (ItemError(path, ErrorReason.LAST_COPY),)
    dialog(duplicates).ok.click()
    duplicates.until(lambda: len(told) == 1)
    assert "IMG_00059.jpg" in told[0]
    assert "gone, has changed or cannot be read" in told[0]


def test_nothing_that_goes_is_the_last_of_its_group_whatever_was_marked(
    duplicates: DuplicatesKit,
) -> None:
    duplicates.duplicates.saved_marks = dict.fromkeys((99, 59, 100, 60, 20), Mark.REMOVE)
    duplicates.open()
    assert duplicates.marks(0).count("keep") == 1
    assert duplicates.marks(1).count("keep") == 1

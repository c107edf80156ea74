"""Deciding with keys, and taking it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QMenu

from photosearch.core.duplicates import KEEP_PRESETS, DuplicateKind, KeepRule, Mark
from photosearch.core.errors import UserError
from photosearch.gui.duplicates.group_menu import group_menu
from photosearch.gui.duplicates.ignored_dialog import IgnoredDialog
from photosearch.gui.duplicates.rules_dialog import RulesDialog
from tests.gui.duplicates.conftest import DuplicatesKit
from tests.gui.fake_duplicates import group

KEY = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def dialog_of(duplicates: DuplicatesKit, kind: type[QDialog]) -> QDialog:
    found: list[QDialog] = []

    def look() -> bool:
        found[:] = [each for each in duplicates.kit.window.findChildren(kind) if each.isVisible()]
        return bool(found)

    duplicates.until(look)
    return found[0]


def test_rules_choose_one_file_of_each_group(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    for row in range(3):
        assert duplicates.marks(row).count("keep") == 1
    assert duplicates.page.cleaning.text == "Removes 4 files, frees 13.8 MB"


def test_frames_of_a_series_all_stay(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    duplicates.page.tabs.tab_chosen.emit("series")
    duplicates.until(lambda: len(duplicates.list) == 1)
    duplicates.chosen()
    assert duplicates.marks() == ["keep"] * 4
    assert duplicates.page.cleaning.text == "Nothing to remove"
    assert not duplicates.page.cleaning.button.isEnabled()


def test_k_keeps_x_removes_and_u_leaves_it_to_the_rules(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    proposed = duplicates.marks()
    going = proposed.index("remove")
    duplicates.view.set_current(0, going)
    duplicates.key(KEY.Key_K)
    duplicates.until(lambda: duplicates.marks()[going] == "keep")
    photo = duplicates.view.current_id
    duplicates.until(lambda: duplicates.duplicates.saved_marks == {photo: Mark.KEEP})
    choice = duplicates.list.member_choice(0, going)
    assert choice is not None
    assert choice.by_user
    duplicates.key(KEY.Key_X)
    duplicates.until(lambda: duplicates.marks()[going] == "remove")
    duplicates.key(KEY.Key_U)
    duplicates.until(lambda: duplicates.duplicates.saved_marks == {})
    duplicates.chosen()
    assert duplicates.marks() == proposed
    choice = duplicates.list.member_choice(0, going)
    assert choice is not None
    assert not choice.by_user


def test_the_last_file_of_a_group_cannot_be_marked_to_go(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    said: list[str] = []
    duplicates.feature._decisions.told.connect(said.append)
    duplicates.view.set_current(1, 0)
    duplicates.key(KEY.Key_X)
    duplicates.until(lambda: duplicates.marks(1) == ["remove", "keep"])
    duplicates.key(KEY.Key_Right)
    duplicates.key(KEY.Key_X)
    assert said == ["At least one file of a group stays."]
    duplicates.chosen()
    assert duplicates.marks(1) == ["remove", "keep"]
    assert 59 not in duplicates.duplicates.saved_marks


def test_enter_agrees_and_goes_on_to_the_end(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    proposed = duplicates.marks()
    duplicates.key(KEY.Key_Return)
    assert duplicates.view.current_row == 1
    duplicates.until(lambda: set(duplicates.duplicates.saved_marks) == {100, 60, 20})
    assert duplicates.marks() == proposed
    for _ in range(2):
        duplicates.key(KEY.Key_Return)
    assert duplicates.view.current_row == 2
    assert duplicates.kit.window.file_ops.status_message.text() == "That was the last group."


def test_keys_are_the_views_own_although_the_window_knows_them(duplicates: DuplicatesKit) -> None:
    """X flickers in the viewer, C compares photos of the grid: neither may open from here."""
    duplicates.open()
    for key in (KEY.Key_X, KEY.Key_K, KEY.Key_U):
        duplicates.key(key)
    assert not duplicates.kit.window.viewer.is_open


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ([KEY.Key_Right], (0, 1)),
        ([KEY.Key_Right] * 3, (1, 0)),
        ([KEY.Key_Right] * 3 + [KEY.Key_Left], (0, 2)),
        ([KEY.Key_Down], (0, 2)),
        ([KEY.Key_Down, KEY.Key_Down], (1, 0)),
        ([KEY.Key_End], (2, 0)),
        ([KEY.Key_End, KEY.Key_Down, KEY.Key_Right, KEY.Key_Right], (2, 1)),
        ([KEY.Key_End, KEY.Key_Home, KEY.Key_Left, KEY.Key_Up], (0, 0)),
        ([KEY.Key_PageDown], (1, 0)),
    ],
)
def test_arrows_go_over_the_ends_of_groups(
    duplicates: DuplicatesKit, keys: list[Qt.Key], place: tuple[int, int]
) -> None:
    duplicates.open()
    for key in keys:
        duplicates.key(key)
    view = duplicates.view
    if keys == [KEY.Key_PageDown]:
        assert view.current_row >= 1
    else:
        assert (view.current_row, view.current_member) == place


def test_no_match_is_remembered_and_can_be_undone(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    duplicates.view.set_current(1, 1)
    duplicates.key(KEY.Key_N)
    duplicates.until(lambda: (99, 59) not in duplicates.ids())
    assert duplicates.duplicates.decisions[0].photo_ids == (99, 59)
    history = duplicates.kit.window.file_ops.history
    assert history.next_undo is not None
    assert history.next_undo.text == "telling that photos are no match"
    duplicates.kit.window.context.actions.action("undo").trigger()
    duplicates.until(lambda: (99, 59) in duplicates.ids())
    assert duplicates.duplicates.decisions == []
    duplicates.until(lambda: history.next_redo is not None)
    history.redo()
    duplicates.until(lambda: (99, 59) not in duplicates.ids())
    duplicates.until(lambda: history.next_undo is not None)


def test_a_single_file_can_be_said_to_be_no_match(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    duplicates.view.set_current(0, 2)
    duplicates.key(KEY.Key_N)
    duplicates.until(lambda: len(duplicates.duplicates.decisions) == 1)
    assert duplicates.duplicates.decisions[0].photo_ids == (100, 20)


def test_keeping_all_files_ends_with_the_group_and_can_be_undone(
    duplicates: DuplicatesKit,
) -> None:
    duplicates.open()
    duplicates.view.set_current(0, 1)
    duplicates.key(KEY.Key_K)
    duplicates.key(KEY.Key_A)
    duplicates.until(lambda: (100, 60, 20) not in duplicates.ids())
    assert duplicates.duplicates.saved_marks == {}
    duplicates.page.tabs.tab_chosen.emit("decided")
    duplicates.until(lambda: duplicates.ids() == [(100, 60, 20)])
    duplicates.kit.window.context.actions.action("undo").trigger()
    duplicates.until(lambda: not duplicates.page.shows_groups)


def test_a_decision_that_cannot_be_written_says_so(
    duplicates: DuplicatesKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    duplicates.open()

    def fail(_ids: object) -> None:
        raise UserError.in_words("The disk is full.", "Make room.")

    monkeypatch.setattr(duplicates.duplicates, "finish", fail)
    told: list[str] = []
    duplicates.kit.window.context.notices.shown.connect(lambda notice: told.append(notice.text))
    duplicates.key(KEY.Key_A)
    duplicates.until(lambda: told == ["The disk is full. Make room."])
    assert (100, 60, 20) in duplicates.ids()


def test_no_matches_are_listed_and_taken_back(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    duplicates.view.set_current(1, 1)
    duplicates.key(KEY.Key_N)
    duplicates.until(lambda: (99, 59) not in duplicates.ids())
    duplicates.page.rules.ignored_button.click()
    dialog = dialog_of(duplicates, IgnoredDialog)
    assert isinstance(dialog, IgnoredDialog)
    duplicates.until(lambda: dialog.list.count() == 1)
    assert dialog.list.item(0).text() == "IMG_00099.jpg ≠ IMG_00059.jpg"
    dialog.take_back_button.click()
    duplicates.until(lambda: dialog.list.count() == 0)
    duplicates.until(lambda: (99, 59) in duplicates.ids())
    dialog.close()


def test_a_preset_changes_what_stays(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    presets = duplicates.page.rules.presets
    presets.setCurrentIndex(presets.findData("original"))
    presets.activated.emit(presets.currentIndex())
    duplicates.chosen()
    now = duplicates.kit.window.context.preferences.now
    assert now.keep_rules == tuple(rule.value for rule in KEEP_PRESETS["original"])
    assert presets.currentData() == "original"


def test_rules_are_ordered_and_folders_protected(duplicates: DuplicatesKit, tmp_path) -> None:
    duplicates.open()
    duplicates.page.rules.rules_button.click()
    dialog = dialog_of(duplicates, RulesDialog)
    assert isinstance(dialog, RulesDialog)
    dialog.order.setCurrentRow(3)
    dialog.up_button.click()
    dialog.order.item(0).setCheckState(Qt.CheckState.Unchecked)
    duplicates.kit.desktop.folder = tmp_path
    dialog.references.add_button.click()
    dialog.protected.add(tmp_path / "here")
    dialog.formats.setText(".DNG, tiff")
    dialog.accept()
    now = duplicates.kit.window.context.preferences.now
    assert now.keep_rules[:2] == ("rating", "pixels")
    assert "reference" not in now.keep_rules
    assert now.reference_folders == (str(tmp_path),)
    assert now.protected_folders == (str(tmp_path / "here"),)
    assert now.protected_formats == ("dng", "tiff")
    assert duplicates.page.rules.presets.currentText() == "By my own rules"
    duplicates.chosen()
    assert duplicates.marks() == ["keep"] * 3, "all of them lie in the folder of reference"


def test_own_rules_in_the_list_open_the_dialog_and_giving_up_changes_nothing(
    duplicates: DuplicatesKit,
) -> None:
    duplicates.open()
    presets = duplicates.page.rules.presets
    presets.setCurrentIndex(presets.count() - 1)
    presets.activated.emit(presets.currentIndex())
    dialog = dialog_of(duplicates, RulesDialog)
    dialog.reject()
    assert presets.currentData() == "best"
    assert duplicates.kit.window.context.preferences.now.keep_rules[0] == KeepRule.REFERENCE


def test_the_menu_does_what_the_keys_do(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    duplicates.view.set_current(1, 1)
    menu = group_menu(duplicates.kit.window.context, duplicates.view)
    assert isinstance(menu, QMenu)
    words = {action.text().split("\t")[0].replace("&", ""): action for action in menu.actions()}
    words["Keep"].trigger()
    duplicates.until(lambda: duplicates.duplicates.saved_marks == {59: Mark.KEEP})
    words["Copy path"].trigger()
    duplicates.until(lambda: duplicates.kit.desktop.copied != [])
    assert duplicates.kit.desktop.copied[0].endswith("IMG_00059.jpg")
    menu.deleteLater()


def test_marks_of_the_last_time_hold(duplicates: DuplicatesKit) -> None:
    duplicates.duplicates.saved_marks = {99: Mark.REMOVE}
    duplicates.open()
    assert duplicates.marks(1) == ["remove", "keep"]
    choice = duplicates.list.member_choice(1, 0)
    assert choice is not None
    assert choice.by_user


def test_a_mark_made_while_others_are_worked_out_is_not_lost(duplicates: DuplicatesKit) -> None:
    many = [group((i, i + 500), DuplicateKind.SAME_FILE) for i in range(1, 400)]
    duplicates.duplicates.set_groups(many)
    duplicates.kit.open()
    duplicates.feature.show_page()
    duplicates.until(lambda: len(duplicates.list) == 399)
    first = duplicates.list.groups[0].photo_ids
    duplicates.feature._decisions.mark(0, 0, Mark.REMOVE)
    duplicates.chosen()
    assert duplicates.marks(0) == ["remove", "keep"]
    assert duplicates.page.cleaning.text.startswith("Removes 399 files")
    assert duplicates.duplicates.saved_marks == {first[0]: Mark.REMOVE}


def test_screen_readers_hear_what_a_file_is_and_what_becomes_of_it(
    duplicates: DuplicatesKit,
) -> None:
    duplicates.open()
    duplicates.until(lambda: duplicates.view.record_of(0, 1) is not None)
    duplicates.until(lambda: duplicates.view.record_of(0, 0) is not None)
    duplicates.key(KEY.Key_Right)
    words = duplicates.view.accessibleDescription()
    assert "IMG_00060.jpg" in words
    assert "Remove" in words or "Keep" in words
    assert "2 of 3" in words
    duplicates.key(KEY.Key_Left)
    assert duplicates.view.accessibleDescription().startswith("Edited copies, 3 files")
    duplicates.key(KEY.Key_K)
    duplicates.chosen()
    assert "You keep it" in duplicates.view.accessibleDescription(), "what was pressed is heard"
    interface = QAccessible.queryAccessibleInterface(duplicates.view)
    assert interface.role() is QAccessible.Role.List


def test_choices_that_cannot_be_made_are_told_once_and_tried_again(
    duplicates: DuplicatesKit,
) -> None:
    told: list[str] = []
    duplicates.kit.window.context.notices.shown.connect(lambda notice: told.append(notice.text))
    duplicates.kit.library.choose_error = UserError.in_words("The disk is ill.", "Look after it.")
    duplicates.kit.open()
    duplicates.feature.show_page()
    duplicates.until(lambda: told != [])
    assert set(told) == {"The disk is ill. Look after it."}
    assert not duplicates.page.cleaning.button.isEnabled()
    duplicates.kit.library.choose_error = None
    duplicates.view.set_current(0)
    duplicates.key(KEY.Key_K)
    duplicates.chosen()
    assert duplicates.page.cleaning.button.isEnabled()

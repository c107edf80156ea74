"""Choosing another encoder in the window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget

from photosearch.core.changes import Changes, ModelSwitchResult
from photosearch.core.errors import ModelError
from photosearch.gui.encoders.encoder_dialog import EncoderDialog
from photosearch.gui.encoders.encoder_text import metrics_text, metrics_tip
from tests.gui.window_kit import Kit
from tests.library.shelf import make_card

# Of the offscreen platform, about dialogs.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def opened(kit: Kit) -> EncoderDialog:
    window = kit.open()
    window.context.actions.action("encoder").trigger()
    kit.until(lambda: window.findChild(EncoderDialog) is not None)
    dialog: EncoderDialog = window.findChild(EncoderDialog)
    return dialog


def test_another_encoder_is_used_in_a_run_that_can_be_cancelled(kit: Kit) -> None:
    kit.library.index_items = 300
    dialog = opened(kit)
    assert not dialog.use_button.isEnabled(), "it is in use already"
    assert not dialog.undo_button.isEnabled()
    dialog.choose(2)
    assert not dialog.use_button.isEnabled(), "it is broken"
    dialog.choose(1)
    dialog.use_button.click()
    kit.until(lambda: kit.library.begun == ["mine"])
    kit.until(lambda: kit.window.indexing.running and kit.library.index_calls == [None])
    kit.window.context.actions.action("cancel").trigger()
    kit.until(lambda: not kit.window.indexing.running)


def test_it_waits_for_the_run_in_progress(kit: Kit) -> None:
    kit.library.index_items = 100
    dialog = opened(kit)
    kit.window.indexing.request()
    dialog.choose(1)
    dialog.use_button.click()
    assert kit.library.begun == []
    kit.until(lambda: kit.library.begun == ["mine"])
    kit.until(lambda: not kit.window.indexing.running)
    assert kit.library.index_calls == [None, None]


def test_one_that_fails_its_checks_is_told(kit: Kit) -> None:
    kit.library.model_error = ModelError.in_words("It gives no numbers.", "Choose another one.")
    dialog = opened(kit)
    dialog.choose(1)
    dialog.use_button.click()
    kit.until(lambda: "gives no numbers" in kit.window.banner.text)
    assert kit.library.index_calls == []
    assert not kit.window.indexing.running


def test_undo_is_told(kit: Kit) -> None:
    kit.library.encoders[1] = replace(kit.library.encoders[1], previous=True)
    kit.library.undone = ModelSwitchResult(make_card(), without_codes=3)
    dialog = opened(kit)
    assert dialog.undo_button.text() == "Undo"
    dialog.undo_button.click()
    kit.until(lambda: "test 1 answers again" in kit.window.banner.text)
    assert "are not found yet" in kit.window.banner.text


def test_an_unfinished_change_can_be_given_up(kit: Kit) -> None:
    kit.library.encoders[1] = replace(kit.library.encoders[1], pending=True)
    kit.library.undone = ModelSwitchResult(make_card(), abandoned="mine-0123")
    dialog = opened(kit)
    assert dialog.undo_button.text() == "Cancel the change"
    dialog.undo_button.click()
    kit.until(lambda: "The change is cancelled" in kit.window.banner.text)


def test_the_query_is_asked_again_when_another_encoder_answers(kit: Kit, tmp_path) -> None:
    kit.open()
    kit.drop_files(*kit.files(tmp_path))
    kit.answered(1)
    kit.library.publish(Changes(model_changed=True))
    kit.answered(2)
    assert kit.library.queries[0].mode == kit.library.queries[1].mode


@pytest.mark.parametrize("can_wait", [True, False])
def test_a_new_folder_goes_before_the_encoding(kit: Kit, tmp_path, can_wait: bool) -> None:
    kit.library.index_items = 200
    kit.library.index_can_wait = can_wait
    window = kit.open()
    seen: list[int] = []
    ended: list[object] = []
    window.indexing.progressed.connect(lambda progress: seen.append(progress.done))
    window.indexing.finished.connect(ended.append)
    window.indexing.change_model("mine")
    kit.until(lambda: bool(seen))
    (tmp_path / "new").mkdir()
    window.library_commands.add_folders([tmp_path / "new"])
    kit.until(lambda: len(kit.library.index_calls) == 2)
    assert (max(seen) < 200) == can_wait
    kit.until(lambda: not window.indexing.running)
    assert [root.path.name for root in kit.library.index_calls[1]] == ["new"]
    assert len(ended) == (1 if can_wait else 2), "a run that gives way is not told as cancelled"


def test_an_encoder_is_used_by_keyboard_alone(kit: Kit) -> None:
    dialog = opened(kit)
    dialog.activateWindow()
    kit.until(lambda: QApplication.focusWidget() is not None)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    kit.until(lambda: dialog.use_button.isEnabled())
    for _ in range(4):
        if QApplication.focusWidget() is dialog.use_button:
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.use_button
    QTest.keyClick(dialog.use_button, Qt.Key.Key_Space)
    kit.until(lambda: kit.library.begun == ["mine"])
    kit.until(lambda: not kit.window.indexing.running)


def test_metrics_are_told_in_words() -> None:
    metrics = {"copies_uap": 0.9534, "top5": 0.8}
    assert metrics_text(metrics) == "copies recognised 95 % · top5 0.8"
    first, second = metrics_tip(metrics).split("\n")
    assert first.startswith("copies recognised 95 % – At 100 %")
    assert second == "top5 0.8"


def test_the_dialog_tells_what_was_measured(kit: Kit) -> None:
    table = opened(kit).findChild(QTableWidget)
    item = table.item(1, table.columnCount() - 1)
    assert item.text() == "copies recognised 90 %"
    assert "every edited copy" in item.toolTip()

"""Fitting an encoder from the window: each state, by mouse and by keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.jobs import Progress, ThrottleReason
from photosearch.core.message_codes import StageCode
from photosearch.core.tuning import TunedLayer, TuningOptions, TuningReport, TuningStatus
from photosearch.gui.encoders.encoder_dialog import EncoderDialog
from photosearch.gui.encoders.tuning_panel import TuningPanel
from photosearch.messages import Message
from tests.gui.window_kit import Kit

# Of the offscreen platform, about dialogs.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MOMENT = Progress(Message(StageCode.TUNING_LEARNING), 30, 80, {}, 2.0, 130)
MISSING = Message(
    ErrorCode.TUNING_TOOLS_MISSING, path=Path("/py"), names=("torch", "onnx"), expected="1.2.3"
)


def layer(output: str = "copy", *, kept: bool = True, after: float = 0.878) -> TunedLayer:
    figures = {"copies_uap": 0.861, "copies_r1": 0.9}
    return TunedLayer(
        output, kept, figures, {"copies_uap": after, "copies_r1": 0.918},
        {"copies_uap": 0.99, "copies_r1": 1.0}, {"copies_uap": 0.992, "copies_r1": 1.0},
    )  # fmt: skip


def report(*layers: TunedLayer) -> TuningReport:
    return TuningReport("my-photos", "default", 780, 240, layers or (layer(),))


def dialog_of(kit: Kit) -> EncoderDialog:
    kit.window.context.actions.action("encoder").trigger()
    kit.until(lambda: kit.window.findChild(EncoderDialog) is not None)
    dialog: EncoderDialog = kit.window.findChild(EncoderDialog)
    kit.until(lambda: "Looking whether" not in dialog.tuning.text)
    return dialog


def opened(kit: Kit) -> TuningPanel:
    kit.open()
    return dialog_of(kit).tuning


def buttons(panel: TuningPanel) -> list[str]:
    return [each.text() for each in panel.findChildren(QPushButton) if not each.isHidden()]


def begun(kit: Kit, panel: TuningPanel) -> None:
    panel.start_button.click()
    kit.until(lambda: bool(kit.library.tuning.begun))


def test_what_it_does_and_how_long_it_takes_is_told_before(kit: Kit) -> None:
    kit.library.tuning.now = replace(kit.library.tuning.now, pictures_per_second=10.0)
    panel = opened(kit)
    assert buttons(panel) == ["Start fitting"]
    assert panel.photos.value() == panel.photos.maximum() == 1000
    assert "8,340 pictures are looked at. That takes about 15 min" in panel.text
    panel.photos.setValue(500)
    assert "4,590 pictures are looked at. That takes about 9 min" in panel.text
    assert "lowest priority" in panel.text


def test_an_unknown_speed_is_said(kit: Kit) -> None:
    assert "is told as soon as it runs" in opened(kit).text


def test_options_reach_the_library(kit: Kit) -> None:
    panel = opened(kit)
    panel.photos.setValue(300)
    panel.labels.setChecked(False)
    panel.name.setText(" holidays ")
    begun(kit, panel)
    assert kit.library.tuning.begun == [(TuningOptions("holidays", 300, labels=False), None)]


def test_without_a_name_nothing_begins(kit: Kit) -> None:
    panel = opened(kit)
    panel.name.clear()
    assert not panel.start_button.isEnabled()
    panel.name.setText("x")
    assert panel.start_button.isEnabled()


def test_progress_is_shown_also_in_a_dialog_that_is_opened_later(kit: Kit) -> None:
    kit.library.tuning.moments = [MOMENT]
    panel = opened(kit)
    begun(kit, panel)
    told = "Looking at photos to learn from · 30 of 80 · about 2 min left"
    kit.until(lambda: told in panel.text)
    assert (panel.bar.value(), panel.bar.maximum()) == (30, 80)
    assert buttons(panel) == ["Cancel"]
    kit.window.findChild(EncoderDialog).close()
    kit.until(lambda: kit.window.findChild(EncoderDialog) is None)
    assert kit.window.tuning.running, "it goes on"
    kit.window.context.actions.action("encoder").trigger()
    kit.until(lambda: kit.window.findChild(EncoderDialog) is not None)
    again = kit.window.findChild(EncoderDialog).tuning
    assert told in again.text
    assert buttons(again) == ["Cancel"]


def test_cancelled_it_can_be_gone_on_with_by_the_same_options(kit: Kit) -> None:
    kit.library.tuning.moments = [MOMENT]
    panel = opened(kit)
    panel.photos.setValue(200)
    begun(kit, panel)
    kit.until(lambda: "30 of 80" in panel.text)
    options = kit.library.tuning.begun[0][0]
    kit.library.tuning.now = replace(kit.library.tuning.now, unfinished=options)
    panel.cancel_button.setFocus()
    kit.qtbot.keyClick(panel.cancel_button, Qt.Key.Key_Space)
    assert "Stopping" in panel.text
    assert panel.cancel_button.hasFocus()
    kit.until(lambda: "was interrupted" in panel.text)
    assert panel.go_on_button.hasFocus(), "the next key does not close the page"
    assert buttons(panel) == ["Go on", "Give it up"]
    panel.go_on_button.click()
    kit.until(lambda: len(kit.library.tuning.begun) == 2)
    assert kit.library.tuning.begun[1][0] == options


def test_an_interrupted_one_can_be_given_up(kit: Kit) -> None:
    kit.library.tuning.now = replace(
        kit.library.tuning.now, unfinished=TuningOptions("my-photos", 100)
    )
    panel = opened(kit)
    kit.library.tuning.now = replace(kit.library.tuning.now, unfinished=None)
    panel.afresh_button.click()
    kit.until(lambda: buttons(panel) == ["Start fitting"])
    assert kit.library.tuning.forgotten == 1


def test_a_better_encoder_is_offered_and_used_like_any_other(kit: Kit) -> None:
    panel = opened(kit)
    kit.library.tuning.report = report(layer(), layer("subject", kept=False, after=0.5))
    kit.library.tuning.now = replace(kit.library.tuning.now, report=kit.library.tuning.report)
    kit.library.tuning.gate.set()
    panel.start_button.click()
    kit.until(lambda: buttons(panel) == ["Use it", "Keep the present one"])
    assert "finds more in your photos: copies recognised 87.8 % instead of 86.1 %" in panel.text
    assert "240 photos that were held out judged it." in panel.text
    table = panel.figures
    shown = [[table.item(row, column).text() for column in range(5)] for row in range(4)]
    assert shown[0] == ["copies recognised", "86.1 %", "87.8 %", "99.0 %", "99.2 %"]
    assert shown[2] == ["copies recognised", "86.1 %", "86.1 %", "99.0 %", "99.0 %"], (
        "the new encoder has the layer of before where that was better"
    )
    assert kit.library.begun == []
    panel.use_button.click()
    kit.until(lambda: kit.library.begun == ["my-photos"])
    kit.until(lambda: kit.library.tuning.forgotten == 1)
    kit.until(lambda: kit.window.findChild(EncoderDialog) is None)
    kit.until(lambda: not kit.window.indexing.running)


def test_the_present_one_can_be_kept(kit: Kit) -> None:
    kit.library.tuning.now = replace(kit.library.tuning.now, report=report())
    panel = opened(kit)
    kit.library.tuning.now = replace(kit.library.tuning.now, report=None)
    panel.keep_button.click()
    kit.until(lambda: buttons(panel) == ["Start fitting"])
    assert kit.library.begun == []
    assert kit.library.tuning.forgotten == 1


def test_the_list_has_the_new_one_when_it_is_there(kit: Kit) -> None:
    panel = opened(kit)
    dialog = kit.window.findChild(EncoderDialog)
    dialog.choose(1)
    kit.library.tuning.report = report()
    kit.library.encoders.insert(1, replace(kit.library.encoders[1], name="my-photos"))
    kit.library.tuning.gate.set()
    panel.start_button.click()
    kit.until(lambda: dialog._table.rowCount() == 4)
    assert dialog._table.item(1, 0).text() == "my-photos"
    assert dialog._chosen().name == "mine", "what was chosen stays so"
    assert dialog._table.horizontalScrollBar().maximum() == 0, "the last column is cut instead"


def test_where_nothing_was_gained_the_figures_say_so(kit: Kit) -> None:
    kit.library.tuning.now = replace(
        kit.library.tuning.now, report=report(layer(kept=False, after=0.8612))
    )
    panel = opened(kit)
    assert "Nothing was gained" in panel.text
    assert buttons(panel) == ["Put away"]
    assert panel.figures.item(0, 2).text() == "86.1 %"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UserError(ErrorCode.DISK_FULL, path=Path("/d")), "is full. Make room"),
        (
            UserError(ErrorCode.TUNING_TOO_FEW_PHOTOS, folder=Path("/d"), count=12, low=60),
            "too few different photos to learn from: 12",
        ),
        (UserError(ErrorCode.TUNING_KILLED, signal="SIGKILL"), "for want of memory. Close other"),
        (UserError(ErrorCode.TUNING_NEEDS_MEMORY), "more memory than there is. Close other"),
        (UserError(ErrorCode.TUNING_FAILED, status=1, path=Path("/d/log")), "What it said is in"),
        (UserError(ErrorCode.TUNING_NAME_TAKEN, name="mine"), "Choose another name, for example"),
    ],
)
def test_what_goes_wrong_is_told_with_the_next_step(kit: Kit, error: UserError, words: str) -> None:
    panel = opened(kit)
    kit.library.tuning.error = error
    kit.library.tuning.gate.set()
    panel.start_button.click()
    kit.until(lambda: words in panel.text)
    assert buttons(panel) == ["Start fitting"]
    kit.library.tuning.now = replace(
        kit.library.tuning.now, unfinished=TuningOptions("my-photos", 100)
    )
    panel.start_button.click()
    kit.until(lambda: buttons(panel) == ["Go on", "Give it up"])
    assert words in panel.text


def test_what_is_missing_is_told_with_the_next_step(kit: Kit) -> None:
    kit.library.tuning.now = replace(kit.library.tuning.now, problem=MISSING)
    panel = opened(kit)
    assert "/py lacks what this needs (torch, onnx)" in panel.text
    assert 'pip install "photosearch[train]==1.2.3"' in panel.text
    assert buttons(panel) == ["Choose a Python…", "Look again"]
    kit.library.tuning.now = replace(kit.library.tuning.now, problem=None)
    panel.look_button.click()
    kit.until(lambda: buttons(panel) == ["Start fitting"])


def test_another_python_is_chosen_kept_and_given_up(kit: Kit, tmp_path: Path) -> None:
    kit.library.tuning.now = replace(kit.library.tuning.now, problem=MISSING)
    panel = opened(kit)
    assert kit.library.tuning.asked == [None]
    panel.python_button.click()  # and thinks better of it
    kit.desktop.program = tmp_path / "python"
    panel.python_button.click()
    kit.until(lambda: kit.library.tuning.asked[-1] == tmp_path / "python")
    assert kit.window.context.preferences.now.training_python == str(tmp_path / "python")
    kit.until(lambda: "Use the program's own Python" in buttons(panel))
    panel.own_button.click()
    kit.until(lambda: kit.library.tuning.asked[-1] is None)
    assert kit.window.context.preferences.now.training_python == ""
    kit.library.tuning.now = replace(kit.library.tuning.now, problem=None)
    panel.python_button.click()
    kit.until(lambda: buttons(panel) == ["Start fitting"])
    begun(kit, panel)
    assert kit.library.tuning.begun[0][1] == tmp_path / "python"


def test_too_few_photos_are_told_before_anything_runs(kit: Kit) -> None:
    kit.library.tuning.now = replace(kit.library.tuning.now, photos=12)
    panel = opened(kit)
    assert "There are 12 photos in this library; at least 60 are needed." in panel.text
    assert "Start fitting" not in buttons(panel)


def test_the_battery_is_told_before_and_while(kit: Kit) -> None:
    kit.library.tuning.now = replace(kit.library.tuning.now, on_battery=True)
    waiting = replace(MOMENT, throttle_reason=ThrottleReason.BATTERY, worker_share=0.0)
    kit.library.tuning.moments = [waiting]
    panel = opened(kit)
    change = kit.window.context.preferences.change
    change(battery_percent=50)  # the setting is followed while the dialog is open
    kit.until(lambda: "50 % of the worker processes" in panel.text)
    change(battery_percent=0)
    kit.until(lambda: "it waits for mains power" in panel.text)
    begun(kit, panel)
    kit.until(lambda: "waiting for mains power" in panel.text)


def test_silence_is_told(kit: Kit) -> None:
    panel = TuningPanel(silent_s=0.05)
    kit.qtbot.addWidget(panel)
    panel.show_running()
    kit.qtbot.wait(80)
    panel._look_for_silence()
    assert "Nothing was heard of it" in panel.text
    panel.show_progress(MOMENT)
    assert "30 of 80" in panel.text


def test_an_end_without_the_dialog_is_told_in_the_window(kit: Kit) -> None:
    panel = opened(kit)
    begun(kit, panel)
    kit.window.findChild(EncoderDialog).close()
    kit.until(lambda: kit.window.findChild(EncoderDialog) is None)
    kit.library.tuning.report = report()
    kit.library.tuning.now = replace(kit.library.tuning.now, report=kit.library.tuning.report)
    kit.library.tuning.gate.set()
    kit.until(lambda: "finds more in your photos" in kit.window.banner.text)
    assert buttons(dialog_of(kit).tuning) == ["Use it", "Keep the present one"]


def test_a_failure_without_the_dialog_is_told_twice_over(kit: Kit) -> None:
    panel = opened(kit)
    begun(kit, panel)
    kit.window.findChild(EncoderDialog).close()
    kit.until(lambda: kit.window.findChild(EncoderDialog) is None)
    kit.library.tuning.error = UserError(ErrorCode.TUNING_NEEDS_MEMORY)
    kit.library.tuning.gate.set()
    kit.until(lambda: "more memory" in kit.window.banner.text)
    panel = dialog_of(kit).tuning
    kit.until(lambda: "more memory" in panel.text)


def test_the_end_of_the_program_ends_it_and_the_next_start_says_so(kit: Kit) -> None:
    panel = opened(kit)
    begun(kit, panel)
    kit.window.findChild(EncoderDialog).close()
    kit.window.set_library(None)
    assert kit.library.tuning.left == 1
    kit.until(lambda: not kit.window.tuning.running)
    options = TuningOptions("my-photos", 100)
    kit.library.tuning.unfinished = options
    kit.library.tuning.now = replace(kit.library.tuning.now, unfinished=options)
    kit.open()
    kit.until(lambda: "“my-photos” was interrupted" in kit.window.banner.text)
    show = next(b for b in kit.window.banner.findChildren(QPushButton) if b.text() == "Show")
    show.click()
    kit.until(lambda: kit.window.findChild(EncoderDialog) is not None)
    panel = kit.window.findChild(EncoderDialog).tuning
    kit.until(lambda: buttons(panel) == ["Go on", "Give it up"])
    assert not kit.window.banner.isVisible()


def test_by_keyboard_alone_from_the_start_to_the_new_encoder(kit: Kit) -> None:
    kit.open()
    dialog = dialog_of(kit)
    panel = dialog.tuning
    dialog.activateWindow()
    kit.until(lambda: QApplication.focusWidget() is not None)

    def tab_to(wanted: object) -> None:
        for _ in range(12):
            if QApplication.focusWidget() is wanted:
                return
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not lead to {wanted}")

    tab_to(panel.photos)
    tab_to(panel.name)
    tab_to(panel.labels)
    tab_to(panel.start_button)
    QTest.keyClick(panel.start_button, Qt.Key.Key_Space)
    kit.until(lambda: bool(kit.library.tuning.begun))
    assert QApplication.focusWidget() is panel.cancel_button, "the keyboard stays where it works"
    kit.library.tuning.report = report()
    kit.library.tuning.now = replace(kit.library.tuning.now, report=kit.library.tuning.report)
    kit.library.tuning.gate.set()
    kit.until(lambda: not panel.use_button.isHidden())
    tab_to(panel.use_button)
    QTest.keyClick(panel.use_button, Qt.Key.Key_Space)
    kit.until(lambda: kit.library.begun == ["my-photos"])
    kit.until(lambda: not kit.window.indexing.running)


def test_all_states_fit_into_a_narrow_dialog(kit: Kit) -> None:
    kit.open()
    dialog = dialog_of(kit)
    dialog.resize(640, 400)
    now = TuningStatus(Path("/py"), photos=1000, free_name="my-photos")
    panel = dialog.tuning
    for show in (
        lambda: panel.show_status(now, own_python=True),
        lambda: panel.show_status(replace(now, problem=MISSING), own_python=False),
        lambda: panel.show_status(
            replace(now, unfinished=TuningOptions("a" * 64)), own_python=True
        ),
        panel.show_running,
        lambda: panel.show_report(report()),
        lambda: panel.show_report(report(layer(kept=False))),
    ):
        show()
        assert dialog._scroll.widget().minimumSizeHint().width() <= 600

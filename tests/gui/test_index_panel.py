"""The indexing panel: the run in progress, why it is slow, files that fail, runs of the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QProgressBar

from photosearch.core.changes import Changes
from photosearch.core.errors import Reason, UserError
from photosearch.core.jobs import Progress, ThrottleReason
from photosearch.core.message_codes import StageCode, in_words
from photosearch.core.runs import RunKind, RunRecord
from photosearch.gui import wording
from photosearch.gui.indexing import index_text
from photosearch.gui.indexing.history_page import HistoryModel
from photosearch.gui.indexing.index_panel import IndexPanel
from photosearch.gui.indexing.unreadable_page import UnreadableModel
from photosearch.messages import Message
from tests.gui.fake_library import FakeLibrary
from tests.gui.window_kit import Kit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

START = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
FACTS = Progress(
    in_words("Indexing"), 1211, 12_000, {"indexed": 1200, "unreadable": 2}, 68.2, 158.0, "a.jpg"
)


@pytest.fixture
def panel(kit: Kit) -> IndexPanel:
    """Open, over a library of 100 photos, with its lists."""
    window = kit.open()
    window.context.actions.action("index_panel").trigger()
    shown = window.index_feature.panel
    kit.until(lambda: shown.unreadable.model.rowCount() == len(Reason))
    return shown


def test_models_are_sound(qapp, tmp_path) -> None:
    library = FakeLibrary(tmp_path)
    unreadable, history = UnreadableModel(), HistoryModel()
    for model in (unreadable, history):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    unreadable.show_rows(library.unreadable())
    history.show_rows(library.runs.history())
    unreadable.show_rows([])
    history.show_rows([])


def test_unreadable_files_are_listed_with_reasons(kit: Kit) -> None:
    window = kit.open()
    window.context.actions.action("unreadable").trigger()
    page = window.index_feature.panel.unreadable
    kit.until(lambda: page.model.rowCount() == len(Reason))
    assert not window.index_feature.panel.isHidden()
    model = page.model
    reasons = {model.data(model.index(row, 2)) for row in range(len(Reason))}
    assert len(reasons) == len(Reason), "each reason has words of its own"


def test_it_opens_and_closes_and_gives_the_keyboard_back(kit: Kit, panel: IndexPanel) -> None:
    window = kit.window
    strip, action = window.index_feature.strip, window.context.actions.action("index_panel")
    assert action.isChecked()
    panel.turn_to(panel.unreadable)
    assert panel.unreadable.table.hasFocus()
    kit.qtbot.keyClick(panel.unreadable.table, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert not action.isChecked()
    assert window.photo_area.library_view.hasFocus()
    strip.panel_wanted.emit(True)
    assert not panel.isHidden()
    assert action.isChecked()
    kit.press(panel.close_button)
    assert panel.isHidden()


def test_escape_in_the_panel_is_not_the_windows(panel: IndexPanel) -> None:
    none = Qt.KeyboardModifier.NoModifier
    for key, ours in ((Qt.Key.Key_Escape, True), (Qt.Key.Key_A, False)):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, none)
        event.ignore()
        panel.event(event)
        assert event.isAccepted() is ours


def test_a_run_is_shown_steered_and_over(kit: Kit, panel: IndexPanel) -> None:
    assert panel.facts == "Nothing is being indexed"
    kit.library.index_items = 100_000
    kit.press(panel.look_button)
    kit.until(lambda: "of 100,000" in panel.facts)
    assert "Indexing · " in panel.facts
    assert "68 photos/s" in panel.facts
    assert panel.look_button.isHidden()
    kit.press(panel.pause_button)
    assert kit.window.indexing.paused
    kit.until(lambda: panel.pause_button.text() == "Resume")
    kit.press(panel.pause_button)
    assert not kit.window.indexing.paused
    kit.press(panel.cancel_button)
    kit.until(lambda: panel.facts == "Nothing is being indexed")
    assert panel.cancel_button.isHidden()


@pytest.mark.parametrize(
    ("slow", "share", "short", "long"),
    [
        (ThrottleReason.BATTERY, 0.5, "slower: on battery", "50 %"),
        (ThrottleReason.BATTERY, 0.0, "waiting for mains power", "goes on with mains power"),
        (ThrottleReason.BUSY, 0.25, "slower while you work", "25 %"),
        (ThrottleReason.BUSY, 0.0, "waiting while you work", "when you pause"),
    ],
)
def test_it_says_why_it_is_slow(
    panel: IndexPanel, slow: ThrottleReason, share: float, short: str, long: str
) -> None:
    progress = replace(FACTS, throttle_reason=slow, worker_share=share)
    panel.show_state(running=True, paused=False)
    panel.show_progress(progress)
    assert long in panel.facts
    assert index_text.progress_parts(progress)[-1] == short
    panel.show_progress(FACTS)
    assert long not in panel.facts


def test_the_speed_is_of_what_the_stage_counts(qapp) -> None:
    values: dict[str, Any] = dict.fromkeys(StageCode.ENCODING.names, "x")
    stages = [Message(code, **(values if code.names else {})) for code in StageCode]
    told = [index_text.speed(Progress(stage, 20, 50, per_second=68)) for stage in stages]
    assert dict(zip(StageCode, told, strict=True)) == dict.fromkeys(StageCode, "68 photos/s") | {
        StageCode.LOOKING: "68 files/s",
        StageCode.COMPARING_PAIRS: "68 pairs/s",
    }


def test_what_the_open_panel_tells_is_not_told_a_second_time_below(
    kit: Kit, panel: IndexPanel
) -> None:
    kit.library.index_items = 100_000
    kit.window.indexing.request()
    kit.until(lambda: "of 100,000" in panel.facts)
    strip = kit.window.index_feature.strip

    def seen() -> set[str]:
        labels: tuple[QAbstractButton | QLabel, ...] = (
            *strip.findChildren(QAbstractButton),
            *strip.findChildren(QLabel),
        )
        return {each.text() for each in labels if each.isVisible()}

    assert len(seen()) == 1  # the button that closes the panel
    assert not strip.findChild(QProgressBar).isVisible()
    kit.press(panel.close_button)
    assert {"Pause", "Cancel", strip.text} < seen()
    kit.window.indexing.cancel()
    kit.until(lambda: not kit.window.indexing.running)


def test_a_low_panel_says_in_short_why_it_is_slow(qtbot) -> None:
    panel = IndexPanel()
    qtbot.addWidget(panel)
    panel.resize(800, 120)
    panel.show_state(running=True, paused=False)
    panel.show_progress(replace(FACTS, throttle_reason=ThrottleReason.BATTERY, worker_share=0.5))
    assert "slower: on battery" in panel.facts


def test_what_the_watcher_does_cannot_be_steered(kit: Kit, panel: IndexPanel) -> None:
    feature = kit.window.index_feature
    feature.quiet.setInterval(30)
    kit.window.show_watch_progress(Progress(in_words("Indexing"), 3, 4))
    assert panel.facts == "Indexing · 3 of 4"
    assert panel.pause_button.isHidden()
    kit.until(lambda: panel.facts == "Nothing is being indexed")


def test_chosen_files_are_tried_again(kit: Kit, panel: IndexPanel) -> None:
    page = panel.unreadable
    assert not page.retry_button.isEnabled()
    page.table.selectRow(3)
    kit.press(page.retry_button)
    kit.until(lambda: kit.library.runs.retried == [[3]] and not kit.window.indexing.running)
    kit.press(page.retry_all_button)
    kit.until(lambda: kit.library.runs.retried == [[3], None] and not kit.window.indexing.running)
    kit.window.context.actions.action("retry_unreadable").trigger()
    kit.until(lambda: kit.library.runs.retried[2:] == [None] and not kit.window.indexing.running)


def test_trying_again_waits_for_the_run_and_lets_long_work_go_on(kit: Kit) -> None:
    """Encoding anew takes hours: it makes room, and goes on where it stopped."""
    window, library = kit.open(), kit.library
    library.index_items, library.index_can_wait = 100_000, True
    window.indexing.request()
    kit.until(lambda: "of 100,000" in window.index_feature.strip.text)
    window.indexing.retry([1, 2])
    window.indexing.retry([3])
    kit.until(lambda: library.runs.retried == [[1, 2, 3]])
    library.index_items = 0
    window.indexing.cancel()
    kit.until(lambda: not window.indexing.running)
    assert library.index_calls[:2] == [None, []]


def test_what_gave_way_goes_on(kit: Kit) -> None:
    window, library = kit.open(), kit.library
    library.index_items, library.index_can_wait = 100_000, True
    window.indexing.request()
    kit.until(lambda: "of 100,000" in window.index_feature.strip.text)
    library.index_items = 2
    window.indexing.retry([1])
    kit.until(lambda: len(library.index_calls) == 3 and not window.indexing.running)
    assert library.runs.retried == [[1]]
    assert library.index_calls == [None, [], []]  # the run, the retry, the rest of the run


def test_a_choice_outlives_new_lists(kit: Kit, panel: IndexPanel) -> None:
    page = panel.unreadable
    page.table.selectRow(5)
    records = kit.library.unreadable()[2:]
    panel.show_unreadable(records)
    assert page.chosen_ids() == [5]
    assert page.table.currentIndex().row() == 3, "the keyboard is where it was"
    many = [replace(records[0], photo_id=number) for number in range(500)]
    panel.show_unreadable(many)
    page.table.verticalScrollBar().setValue(200)
    panel.show_unreadable([*many, replace(records[0], photo_id=900)])
    assert page.table.verticalScrollBar().value() == 200
    panel.show_unreadable([])
    assert page.chosen_ids() == []
    assert not page.retry_all_button.isEnabled()


def test_a_file_is_shown_in_its_folder(kit: Kit, panel: IndexPanel) -> None:
    page = panel.unreadable
    page.table.selectRow(2)
    kit.press(page.show_button)
    kit.until(lambda: [path.name for path in kit.desktop.shown] == ["broken2.jpg"])
    page.table.setFocus()
    kit.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    kit.until(lambda: len(kit.desktop.shown) == 2)


def test_a_file_that_cannot_be_shown_is_told(
    kit: Kit, panel: IndexPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_path: object) -> None:
        raise UserError.in_words("No file manager opened the folder.", "Open it yourself.")

    monkeypatch.setattr(kit.desktop, "open_folder_of", fails)
    panel.unreadable.table.selectRow(2)
    kit.press(panel.unreadable.show_button)
    kit.until(lambda: "No file manager" in kit.window.banner.text)


def test_the_last_runs_are_listed(kit: Kit, panel: IndexPanel) -> None:
    panel.turn_to(panel.history)
    model = panel.history.model
    assert model.rowCount() == 4
    texts = [[model.data(model.index(row, column)) for column in range(4)] for row in range(4)]
    assert texts[0][3] == "The disk is full."
    assert texts[2][1] == "Changes noticed"
    assert texts[3][3] == "51,234 new, 1 gone, 14 unreadable"
    assert texts[3][2] == "13 min"
    kit.library.runs.records.append(RunRecord(START + timedelta(days=3), 0.4, RunKind.RETRY, (0,)))
    kit.library.index_items = 1
    kit.window.indexing.request()
    kit.until(lambda: model.rowCount() == 5)
    assert model.data(model.index(0, 3)) == "Nothing new"


def test_runs_in_words() -> None:
    record = RunRecord(START, 1.0, RunKind.ALL, (1,), {"unchanged": 5}, cancelled=True)
    assert index_text.run_outcome(record) == "Cancelled"
    words = {index_text.run_kind(replace(record, kind=kind)) for kind in RunKind}
    assert len(words) == len(RunKind)
    assert wording.duration(0.4) == "0.4 s"
    assert wording.duration(61 * 60) == "1 h 01 min"
    assert index_text.outcomes({"indexed": 0, "strange": 2}) == "2 strange"


def test_the_limits_of_the_settings_hold_at_once(kit: Kit) -> None:
    window = kit.open()
    pace = kit.library.throttle
    assert pace.limits == [(50, 50)]
    window.context.preferences.change(battery_percent=0, theme="dark")
    window.context.preferences.change(theme="light")
    assert pace.limits == [(50, 50), (0, 50)]


def test_keys_and_the_mouse_are_work(kit: Kit) -> None:
    window = kit.open()
    kit.qtbot.waitActive(window)
    handle, pace = window.windowHandle(), kit.library.throttle
    before = pace.activities
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    QTest.keyClick(handle, Qt.Key.Key_Right)
    kit.until(lambda: pace.activities >= before + 2)
    before = pace.activities
    window.update()
    kit.qtbot.wait(50)
    assert pace.activities == before, "painting is no work of the user's"


def test_every_reason_can_be_looked_at_in_a_narrow_window(kit: Kit, panel: IndexPanel) -> None:
    kit.window.resize(640, 420)
    panel.show_state(running=True, paused=False)
    panel.show_progress(
        replace(FACTS, current="x" * 500, throttle_reason=ThrottleReason.BATTERY, worker_share=0.5)
    )
    assert kit.window.width() == 640
    assert kit.window.height() == 420
    assert kit.window.photo_area.library_view.height() > 60
    assert {record.reason for record in panel.unreadable.model.rows} == set(Reason)


def test_lists_follow_the_library_while_somebody_looks(kit: Kit, panel: IndexPanel) -> None:
    feature, library = kit.window.index_feature, kit.library
    feature._changes._timer.setInterval(10)
    before = len(library.subscribers)
    records = library.unreadable()
    library.unreadable = lambda: records[:5]
    for _ in range(50):
        library.publish(Changes(removed=(1,)))
    kit.until(lambda: panel.unreadable.model.rowCount() == 5)
    feature.open_panel(False)
    assert len(library.subscribers) == before - 1
    library.unreadable = lambda: records[:7]
    feature.open_panel()
    kit.until(lambda: panel.unreadable.model.rowCount() == 7)


def test_nothing_is_said_of_lists_that_are_not_known_yet(kit: Kit, panel: IndexPanel) -> None:
    """With many unreadable files it was said for seconds that every file could be read."""
    for page in (panel.unreadable, panel.history):
        panel.turn_to(page)
        assert page._nothing.isHidden()
        page.show_records([])
        assert page._nothing.isVisible()
        page.show_records(None)
        assert page._nothing.isHidden()
    kit.window.set_library(None)
    assert panel.unreadable._nothing.isHidden()

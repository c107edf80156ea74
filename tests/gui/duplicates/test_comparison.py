"""Comparing in the background: progress, pause, giving way, failing."""

from __future__ import annotations

import pytest

from photosearch.core.errors import UserError
from photosearch.core.jobs import Progress
from photosearch.core.message_codes import StageCode
from photosearch.gui.duplicates.comparison_feature import COMPARE_AFTER_MS
from photosearch.gui.duplicates.page_message import PageAction
from photosearch.messages import Message
from tests.gui.duplicates.conftest import DuplicatesKit
from tests.gui.fake_duplicates import group


@pytest.fixture
def pending(duplicates: DuplicatesKit) -> DuplicatesKit:
    duplicates.duplicates.set_groups([])
    duplicates.duplicates.pending = 50
    return duplicates


def test_what_is_not_compared_yet_is_compared_by_itself_after_a_while(
    pending: DuplicatesKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparison = pending.feature.comparison
    monkeypatch.setattr(comparison.soon, "start", comparison.start)
    pending.kit.open()
    pending.until(lambda: pending.duplicates.pending == 0)
    pending.until(lambda: not pending.feature.comparison.runner.running)
    assert pending.duplicates.updates == 1
    assert COMPARE_AFTER_MS >= 1000, "what the start needs goes first"


def test_progress_is_shown_and_can_be_paused(pending: DuplicatesKit) -> None:
    pending.duplicates.pending, pending.duplicates.step_s = 100_000, 0.002
    pending.duplicates.total = 200_000
    pending.kit.open()
    pending.feature.show_page()
    strip = pending.page.strip
    pending.until(lambda: "100,000 photos are not compared yet" in strip.text)
    message = pending.page.message
    pending.until(lambda: message.message.headline == "Your photos are not compared yet")
    message.offer_chosen.emit(PageAction.COMPARE)
    pending.until(lambda: "of 200,000 · about 1 min left" in strip.text)
    assert message.message.headline == "Comparing your photos"
    pending.duplicates.set_groups([group((9, 8))])
    pending.until(lambda: pending.page.shows_groups)
    strip.pause_button.click()
    assert strip.pause_button.text() == "Go on"
    assert "are not compared yet" in strip.text
    pending.kit.qtbot.wait(50)
    left = pending.duplicates.pending
    pending.kit.qtbot.wait(30)
    assert pending.duplicates.pending == left
    strip.pause_button.click()
    pending.until(lambda: pending.duplicates.pending < left)
    pending.feature.comparison.runner.give_way()
    pending.until(lambda: not pending.feature.comparison.runner.running)


def test_indexing_goes_first_and_the_comparison_goes_on_after_it(pending: DuplicatesKit) -> None:
    pending.duplicates.pending, pending.duplicates.step_s = 100_000, 0.002
    pending.kit.open()
    pending.feature.comparison.start()
    pending.until(lambda: pending.duplicates.updates == 1)
    pending.kit.library.index_items = 30
    pending.kit.window.indexing.request()
    pending.until(lambda: not pending.feature.comparison.runner.running)
    pending.until(lambda: not pending.kit.window.indexing.running)
    pending.duplicates.pending = 5
    pending.feature.comparison.start()
    pending.until(lambda: pending.duplicates.pending == 0)


def test_a_comparison_that_fails_says_so_once_and_is_not_tried_by_itself(
    pending: DuplicatesKit,
) -> None:
    told: list[str] = []
    pending.kit.window.context.notices.shown.connect(lambda notice: told.append(notice.text))
    pending.duplicates.update_error = UserError.in_words("The disk is full.", "Make room.")
    pending.kit.open()
    pending.feature.comparison.start()
    pending.until(lambda: told == ["The disk is full. Make room."])
    pending.until(lambda: not pending.feature.comparison.runner.running)
    pending.feature.comparison.start()
    assert pending.duplicates.updates == 1
    pending.duplicates.update_error = None
    pending.feature.show_page()
    pending.page.strip.pause_button.click()
    pending.until(lambda: pending.duplicates.pending == 0)


def test_an_index_run_that_compares_is_shown_and_paused_here(pending: DuplicatesKit) -> None:
    library, strip = pending.kit.library, pending.page.strip
    pending.kit.open()
    pending.feature.show_page()
    pending.until(lambda: "50 photos are not compared yet" in strip.text)
    library.index_items, library.index_delay_s = 100_000, 0.01
    pending.kit.window.indexing.request()
    pending.until(lambda: strip.text == "Comparing photos")
    for stage in (StageCode.COMPARING, StageCode.COMPARING_PAIRS):
        progress = Progress(Message(stage), 20, 50)
        pending.kit.window.indexing.progressed.emit(progress)
        assert "20 of 50" in strip.text
    grouping = Progress(Message(StageCode.GROUPING), 0, None)
    pending.kit.window.indexing.progressed.emit(grouping)
    assert strip.text.startswith("Making groups of what was compared · ")
    strip.pause_button.click()
    assert pending.kit.window.indexing.paused
    assert strip.pause_button.text() == "Go on"
    strip.pause_button.click()
    assert not pending.kit.window.indexing.paused
    pending.kit.window.indexing.cancel()
    pending.until(lambda: not pending.kit.window.indexing.running)
    pending.until(lambda: "50 photos are not compared yet" in strip.text)

"""Pictures for and against, weights, mode, threshold: by mouse and by keyboard."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton

from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.core.message_codes import in_words
from photosearch.core.query import LOOK, MAX_WEIGHT, SHOT, SUBJECT, Answer, SimilarityWeights
from photosearch.core.similarity_levels import apply_threshold, min_score
from photosearch.gui.query.chip_popover import ChipPopover
from photosearch.gui.query.query_chip import QueryChip, weight_at, weight_step, weight_text
from photosearch.gui.query.search_session import RESULTS
from photosearch.gui.query.similarity_slider import PER_STOP, SimilaritySlider
from photosearch.gui.query.threshold_slider import ThresholdSlider
from photosearch.gui.similarity_text import mode_at, mode_text, position_of, threshold_text
from tests.gui.window_kit import Kit

# Seen with popovers: the offscreen platform has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def ask(kit: Kit, *photo_ids: int) -> list[QueryChip]:
    """Search by photos of the library."""
    asked = len(kit.library.queries)
    kit.window.session.find_similar(photo_ids)
    kit.answered(asked + 1)
    return kit.window.query_bar.chips.chips


def last(kit: Kit):
    return kit.library.queries[-1]


# Words and places


@given(st.floats(0, 2))
def test_every_place_of_the_slider_is_a_mode_and_back(place: float) -> None:
    mode = mode_at(place)
    assert mode.shot + mode.look + mode.subject == pytest.approx(1)
    assert position_of(mode) == pytest.approx(place, abs=1e-9)
    assert mode_text(mode)


def test_the_stops_are_the_three_modes() -> None:
    assert [mode_at(place) for place in (-1, 0, 1, 2, 3)] == [SHOT, SHOT, LOOK, SUBJECT, SUBJECT]
    assert len({mode_text(mode_at(place / 10)) for place in range(21)}) == 13


@given(st.floats(0, 1), st.booleans())
def test_a_stricter_cut_off_never_shows_more(threshold: float, calibrated: bool) -> None:
    scores = np.linspace(1, 0.3, 40, dtype=np.float32)
    ids = np.arange(40)
    answer = Answer(ids, scores, scores, calibrated, 40, 0.0, parts=(None,) * 40)
    shown = apply_threshold(answer, threshold)
    stricter = apply_threshold(answer, min(1.0, threshold + 0.1))
    assert len(stricter.photo_ids) <= len(shown.photo_ids) == len(shown.parts)
    least = np.float32(min_score(threshold, calibrated=calibrated))
    assert (shown.scores >= least).all()
    assert (scores[len(shown.scores) :] < least).all()
    assert apply_threshold(answer, 0) is answer


def test_the_cut_off_is_told_in_words() -> None:
    said = [
        threshold_text(threshold, SHOT, calibrated=True) for threshold in (0, 0.2, 0.5, 0.7, 0.95)
    ]
    assert said == [
        "All that were found",
        "Hardly the same shot",
        "Perhaps the same shot",
        "Probably the same shot",
        "Surely the same shot",
    ]
    assert threshold_text(0.95, SUBJECT, calibrated=True) == "Surely the same subject"
    assert threshold_text(0.95, SimilarityWeights(1, 0, 1), calibrated=True) == "Surely alike"
    assert threshold_text(0.95, LOOK, calibrated=False) == "Almost the same"


@given(st.integers(-8, 8))
def test_weights_go_in_steps_and_stay_within_limits(step: int) -> None:
    assert weight_step(weight_at(step)) == step
    assert 0.25 <= weight_at(step * 3) <= MAX_WEIGHT
    assert weight_text(weight_at(step))


# The controls by themselves


def test_the_similarity_slider_by_keyboard(qtbot) -> None:
    control = SimilaritySlider()
    qtbot.addWidget(control)
    told: list[SimilarityWeights] = []
    control.mode_changed.connect(told.append)
    for key, value in (
        (Qt.Key.Key_Right, 10),
        (Qt.Key.Key_PageUp, 110),
        (Qt.Key.Key_End, 200),
        (Qt.Key.Key_Left, 190),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(control, key)
        assert control.value() == value
        assert told[-1] == control.mode == mode_at(value / PER_STOP)
    assert len(told) == 5
    assert control.accessibleDescription() == mode_text(SHOT)


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_the_similarity_slider_by_mouse(qtbot, direction) -> None:
    control = SimilaritySlider()
    qtbot.addWidget(control)
    control.setLayoutDirection(direction)
    control.resize(control.sizeHint())
    control.show()
    left, button = Qt.MouseButton.LeftButton, QPoint(0, control.height() - 10)
    for stop, mode in ((2, SUBJECT), (0, SHOT), (1, LOOK)):
        qtbot.mouseClick(control, left, pos=control._label(stop).center())
        assert control.mode == mode
    x = [round(control._x(value)) for value in (50, 150, 103, -30)]
    qtbot.mousePress(control, left, pos=button + QPoint(x[0], 0))
    assert control.value() == pytest.approx(50, abs=2)
    qtbot.mouseMove(control, button + QPoint(x[1], 0))
    assert control.value() == pytest.approx(150, abs=2)
    qtbot.mouseMove(control, button + QPoint(x[2], 0))
    assert control.mode == LOOK, "stops attract"
    qtbot.mouseMove(control, button + QPoint(x[3], 0))
    assert control.mode == SHOT
    qtbot.mouseRelease(control, left, pos=button + QPoint(x[3], 0))
    qtbot.mouseMove(control, button + QPoint(x[1], 0))
    assert control.mode == SHOT, "let go"
    control.grab()


def test_a_mode_that_lies_on_no_place_is_shown_and_kept(qtbot) -> None:
    control = SimilaritySlider()
    qtbot.addWidget(control)
    told: list[SimilarityWeights] = []
    control.mode_changed.connect(told.append)
    odd = SimilarityWeights(1, 0, 1)
    control.set_mode(odd)
    assert (control.value(), control.mode, told) == (100, odd, [])
    control.go_to_stop(1)
    assert told == [LOOK]


def test_the_threshold_slider(qtbot) -> None:
    control = ThresholdSlider()
    qtbot.addWidget(control)
    told: list[float] = []
    control.threshold_changed.connect(told.append)
    control.set_threshold(0.7)
    assert (control.text, told) == ("Probably the same shot", [])
    qtbot.keyClick(control.slider, Qt.Key.Key_PageUp)
    qtbot.keyClick(control.slider, Qt.Key.Key_End)
    assert told == [0.95, 1.0]
    control.set_scale(LOOK, calibrated=False)
    assert control.text == "Almost the same"
    control.show_count(1234, 5678)
    assert control.count_text == "1,234 of 5,678"
    control.show_count(7, 7)
    assert control.count_text == "7"


# In the window


def test_a_picture_for_and_one_against(kit: Kit) -> None:
    kit.open()
    first, second = ask(kit, 3, 4)
    kit.qtbot.keyClick(second, Qt.Key.Key_N)
    kit.answered(2)
    assert [e.image.photo_id for e in last(kit).positives] == [3]
    assert [e.image.photo_id for e in last(kit).negatives] == [4]
    assert last(kit).limit == RESULTS == 1000
    assert second.accessibleName() == "Unlike IMG_00004.jpg"
    assert kit.window.query_bar.chips.chips == [first, second], "chips are kept"
    kit.qtbot.mouseClick(second._sign, Qt.MouseButton.LeftButton)
    kit.answered(3)
    assert last(kit).negatives == ()


def test_another_query_has_its_chip_in_the_place_of_the_first(kit: Kit) -> None:
    kit.open()
    ask(kit, 3)
    (chip,) = ask(kit, 5)
    row = kit.window.query_bar.chips
    kit.until(lambda: row.width() >= chip.width() > 40)


def test_without_any_picture_to_be_like_nothing_is_asked(kit: Kit) -> None:
    window = kit.open()
    (chip,) = ask(kit, 3)
    shown = list(window.photo_area.results.ids)
    kit.qtbot.keyClick(chip, Qt.Key.Key_N)
    assert "should be like" in window.query_bar.message
    assert list(window.photo_area.results.ids) == shown
    assert len(kit.library.queries) == 1
    window.session.find_similar([9], add=True)
    kit.answered(2)
    assert [e.image.photo_id for e in last(kit).positives] == [9]
    assert [e.image.photo_id for e in last(kit).negatives] == [3]


def test_weights_by_key_and_wheel(kit: Kit) -> None:
    kit.open()
    chip, _ = ask(kit, 3, 4)
    for number, key in enumerate((Qt.Key.Key_Plus, Qt.Key.Key_Plus), 2):
        kit.qtbot.keyClick(chip, key)
        kit.answered(number)
    assert last(kit).positives[0].weight == pytest.approx(2)
    wheel(chip, -120)
    kit.answered(4)
    assert last(kit).positives[0].weight == pytest.approx(2**0.75)
    for _ in range(20):
        kit.qtbot.keyClick(chip, Qt.Key.Key_Minus)
    kit.until(lambda: last(kit).positives[0].weight == 0.25)
    kit.until(lambda: kit.window.session.answered_query.items[0].weight == 0.25)
    assert "0.25 times" in chip.accessibleDescription()


def wheel(widget, turn: int) -> None:
    where = QPointF(widget.rect().center())
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        where, widget.mapToGlobal(where), QPoint(), QPoint(0, turn), none,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_keyboard_goes_from_chip_to_chip_and_removes(kit: Kit) -> None:
    window = kit.open()
    chips = ask(kit, 3, 4, 5)
    window.context.actions.action("focus_query").trigger()
    assert chips[0].hasFocus()
    for _ in range(3):
        kit.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert chips[2].hasFocus()
    kit.qtbot.keyClick(chips[2], Qt.Key.Key_Left)
    assert chips[1].hasFocus()
    kit.qtbot.keyClick(chips[1], Qt.Key.Key_Delete)
    kit.answered(2)
    assert [e.image.photo_id for e in last(kit).positives] == [3, 5]
    assert chips[2].hasFocus(), "the next one has the keyboard"


def test_the_keys_of_a_chip_are_no_commands_of_the_window(kit: Kit) -> None:
    """Del on a chip must not throw the chosen photos away, C must not compare them."""
    window = kit.open()
    chip, _ = ask(kit, 3, 4)
    window.view.select_all()
    did: list[str] = []
    for command in window.context.actions:
        action = window.context.actions.action(command.name)
        action.triggered.disconnect()
        action.triggered.connect(lambda *_, name=command.name: did.append(name))
    for key in (Qt.Key.Key_N, Qt.Key.Key_C, Qt.Key.Key_Minus, Qt.Key.Key_Space, Qt.Key.Key_Delete):
        chip.setFocus()
        kit.qtbot.keyClick(chip, key)
        for popover in window.findChildren(ChipPopover):
            popover.close()
    assert did == []


def test_the_popover_does_the_same(kit: Kit) -> None:
    window = kit.open()
    chip, _ = ask(kit, 3, 4)

    def popover() -> ChipPopover:
        kit.qtbot.keyClick(chip, Qt.Key.Key_Return)
        return next(p for p in window.findChildren(ChipPopover) if p.isVisible())

    shown = popover()
    shown._group.button(1).click()
    kit.answered(2)
    assert last(kit).negatives[0].image.photo_id == 3
    shown._weight.setValue(4)
    kit.answered(3)
    assert last(kit).negatives[0].weight == pytest.approx(2)
    shown.grab()
    shown.close()
    shown = popover()
    next(b for b in shown.findChildren(QPushButton) if b.text() == "Remove").click()
    kit.answered(4)
    assert last(kit).negatives == ()


def test_the_slider_is_dragged_and_results_follow(kit: Kit) -> None:
    """A running search is not cancelled by the next move, and of the waiting ones the last runs."""
    window = kit.open()
    ask(kit, 3)
    gate = kit.library.search_gate = threading.Event()
    answered: list[Answer] = []
    window.session.results_ready.connect(answered.append)
    control = window.query_bar.mode_slider
    control.setValue(10)
    kit.until(lambda: len(kit.library.queries) == 2)
    for value in range(20, 201, 10):
        control.setValue(value)
    words = window.query_bar.message
    assert words != "Searching…", "it is not spoken of while it is quick"
    shown = list(window.photo_area.results.ids)
    assert shown, "the old results stay until new ones are there"
    gate.set()
    kit.answered(3)
    kit.until(lambda: len(answered) == 2)
    assert [query.mode for query in kit.library.queries[1:]] == [mode_at(0.1), SUBJECT]
    assert window.session.answered_query.mode == SUBJECT


def test_a_slow_search_while_steering_is_spoken_of(kit: Kit) -> None:
    window = kit.open()
    ask(kit, 3)
    gate = kit.library.search_gate = threading.Event()
    window.query_bar.mode_slider.go_to_stop(1)
    kit.until(lambda: window.query_bar.message == "Searching…")
    gate.set()
    kit.answered(2)


def test_another_query_takes_the_place_of_what_waits(kit: Kit) -> None:
    window = kit.open()
    ask(kit, 3)
    gate = kit.library.search_gate = threading.Event()
    window.session.set_mode(LOOK)
    kit.until(lambda: len(kit.library.queries) == 2)
    window.session.set_mode(SUBJECT)
    window.session.search(replace(window.session.query, mode=SimilarityWeights(1, 1, 1)))
    gate.set()
    kit.answered(3)
    assert last(kit).mode == SimilarityWeights(1, 1, 1)


def test_a_failing_mode_goes_back_to_the_one_before(kit: Kit) -> None:
    window = kit.open()
    ask(kit, 3)
    kit.library.search_error = UserError.in_words("The model lacks this mode.", "Choose another.")
    window.query_bar.mode_slider.go_to_stop(2)
    kit.until(lambda: "lacks this mode" in window.banner.text)
    assert window.query_bar.mode_slider.mode == SHOT
    assert window.session.query.mode == SHOT


def test_a_search_that_fails_does_not_take_the_next_one_along(kit: Kit, monkeypatch) -> None:
    window = kit.open()
    begun, gate, search = threading.Event(), threading.Event(), kit.library.search

    def fail(_query: object, _control: object) -> Answer:
        monkeypatch.setattr(kit.library, "search", search)
        begun.set()
        gate.wait(5)
        raise UserError.in_words("The photo is gone.", "Choose another.")

    monkeypatch.setattr(kit.library, "search", fail)
    window.session.find_similar([3])
    kit.until(begun.is_set)
    window.session.find_similar([4])
    gate.set()
    kit.answered(1)
    assert [item.image.photo_id for item in window.session.query.items] == [4]
    assert window.banner.text == "", "nobody waits for the first one any more"


def test_commands_steer_from_the_grid(kit: Kit) -> None:
    window = kit.open()
    ask(kit, 3)
    kit.key(Qt.Key.Key_3, CTRL)
    kit.until(lambda: window.session.answered_query.mode == SUBJECT)
    kit.key(Qt.Key.Key_Left, ALT)
    kit.until(lambda: window.session.answered_query.mode == mode_at(1.9))
    kit.key(Qt.Key.Key_Right, ALT)
    kit.key(Qt.Key.Key_1, CTRL)
    kit.until(lambda: window.session.answered_query.mode == SHOT)
    kit.key(Qt.Key.Key_2, CTRL)
    kit.until(lambda: window.session.answered_query.mode == LOOK)
    kit.key(Qt.Key.Key_Up, ALT)
    assert window.session.query.threshold == 0.05
    kit.key(Qt.Key.Key_Down, ALT)
    assert window.session.query.threshold == 0


def test_the_cut_off_needs_no_search(kit: Kit) -> None:
    window = kit.open()
    ask(kit, 3)
    narrowed: list[Answer] = []
    window.session.filtered.connect(narrowed.append)
    control = window.query_bar.threshold_slider
    assert control.count_text == "100"
    control.slider.setValue(95)
    assert len(kit.library.queries) == 1
    assert 0 < len(narrowed[-1].photo_ids) < 100
    assert control.count_text == f"{len(narrowed[-1].photo_ids)} of 100"
    assert control.text == "Surely the same shot"
    window.query_bar.mode_slider.go_to_stop(1)
    kit.until(lambda: len(kit.library.queries) == 2)
    kit.until(lambda: window.session.answered_query.mode == LOOK)
    assert window.session.query.threshold == 0.95, "it holds for the next answer"
    window.session.clear()
    assert window.session.query.threshold == 0


def test_filters_join_the_query_and_outlive_it(kit: Kit) -> None:
    window = kit.open()
    ask(kit, 3)
    filters = Filters(min_rating=4)
    window.session.set_filters(filters)
    kit.answered(2)
    assert last(kit).filters == filters
    window.session.clear()
    assert window.session.query.filters == filters
    window.session.set_filters(Filters())
    ask(kit, 4)
    assert last(kit).filters.empty


def test_notes_are_told_once_while_steering(kit: Kit) -> None:
    window = kit.open()
    kit.library.notes = (in_words("The model cannot compare photos in the mode look."),)
    ask(kit, 3)
    assert "cannot compare" in window.banner.text
    window.banner.hide()
    window.query_bar.mode_slider.go_to_stop(1)
    kit.until(lambda: len(kit.library.queries) == 2)
    kit.until(lambda: window.session.answered_query.mode == LOOK)
    assert window.banner.text == ""


def test_twelve_pictures_are_scrolled_into_view(kit: Kit) -> None:
    window = kit.open()
    window.resize(640, 500)
    chips = ask(kit, *range(1, 13))
    chips[0].setFocus()
    for _ in range(11):
        kit.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    row = window.query_bar.chips
    chip = chips[11]
    assert (
        row.viewport()
        .rect()
        .intersects(chip.rect().translated(chip.mapTo(row.viewport(), QPoint())))
    )
    assert window.query_bar.minimumSizeHint().width() <= 640
    window.query_bar.grab()


def test_what_is_like_those_found_until_something_else_is_searched_by(kit: Kit) -> None:
    kit.open()
    action = kit.window.context.actions.action("expand_answer")
    assert not action.isEnabled(), "nothing is searched for"
    ask(kit, 3)
    assert not last(kit).expanded
    asked = len(kit.library.queries)
    action.trigger()
    kit.answered(asked + 1)
    assert last(kit).expanded
    assert action.isChecked()
    ask(kit, 5)
    assert not last(kit).expanded
    assert not action.isChecked()

"""What is hardly alike is folded behind one line, until it is opened; that is remembered."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from photosearch.core.query import Answer
from photosearch.gui.widgets.message_page import EmptyPageAction
from tests.gui.query.test_query_controls import ask
from tests.gui.window_kit import Kit

ALIKE = 30


@pytest.fixture
def folded(kit: Kit) -> Kit:
    """A window as it is at first; 30 of 100 photos found are at least perhaps alike."""
    window = kit.open()
    window.context.preferences.change(show_less_alike=False)
    set_scores(kit, [0.9] * ALIKE + [0.01] * (100 - ALIKE))
    return kit


def set_scores(kit: Kit, scores: list[float]) -> None:
    real = kit.library.search

    def search(query, control=None) -> Answer:
        found = real(query, control)
        values = np.asarray(scores, np.float32)[: len(found.photo_ids)]
        return Answer(found.photo_ids, values, values, True, 100, 0.0)

    kit.library.search = search


def footer(kit: Kit) -> str:
    return kit.window.photo_area.results_view.footer


def footer_point(kit: Kit) -> QPoint:
    view = kit.window.photo_area.results_view
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    rect = view.footer_rect()
    return QPoint(rect.left() + 40, rect.center().y())


def test_what_is_hardly_alike_is_one_line(folded: Kit) -> None:
    ask(folded, 3)
    window = folded.window
    assert len(window.photo_area.results) == ALIKE
    assert footer(folded) == "70 less alike: show"
    assert window.query_bar.message == "30 most alike of 100 photos"
    view = window.photo_area.results_view
    assert view.footer_rect().height() > 0
    last = view.cell_rect(ALIKE - 1)
    assert view.footer_rect().top() >= last.bottom()
    view.grab()


def test_a_click_shows_it_and_that_is_remembered(folded: Kit) -> None:
    ask(folded, 3)
    window, view = folded.window, folded.window.photo_area.results_view
    view.set_current(4)
    chosen = view.current_id()
    folded.qtbot.mouseMove(view.viewport(), footer_point(folded))
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    folded.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=footer_point(folded))
    folded.until(lambda: len(window.photo_area.results) == 100)
    assert footer(folded) == ""
    assert view.current_id() == chosen
    assert window.context.preferences.now.show_less_alike
    assert window.context.actions.action("show_less_alike").isChecked()
    ask(folded, 5)
    assert len(window.photo_area.results) == 100
    window.context.actions.action("show_less_alike").trigger()
    folded.until(lambda: len(window.photo_area.results) == ALIKE)
    assert footer(folded) == "70 less alike: show"


@pytest.mark.parametrize("by", ["none", "day", "likeness"])
def test_under_any_headings(folded: Kit, by: str) -> None:
    folded.window.context.preferences.change(group_results_by=by)
    ask(folded, 3)
    folded.until(lambda: len(folded.window.photo_area.results) == ALIKE)
    assert footer(folded) == "70 less alike: show"


def test_where_all_are_alike_there_is_no_line(folded: Kit) -> None:
    set_scores(folded, [0.9] * 100)
    ask(folded, 3)
    assert len(folded.window.photo_area.results) == 100
    assert footer(folded) == ""


def test_where_none_is_alike_it_is_said_so(folded: Kit) -> None:
    set_scores(folded, [0.02] * 100)
    ask(folded, 3)
    window = folded.window
    folded.until(lambda: not window.photo_area.shows_photos)
    message = window.photo_area.page.message
    assert message.headline == "Nothing like it was found"
    assert message.text.startswith("Hardly like it: 100 photos.")
    assert message.actions[0] is EmptyPageAction.SHOW_LESS_ALIKE
    window.photo_area.page.action_requested.emit(EmptyPageAction.SHOW_LESS_ALIKE)
    folded.until(lambda: len(window.photo_area.results) == 100)
    assert window.photo_area.shows_photos


def test_who_has_chosen_a_threshold_sees_what_passes_it(folded: Kit) -> None:
    set_scores(folded, [0.9] * 10 + [0.3] * 20 + [0.01] * 70)
    ask(folded, 3)
    window = folded.window
    assert len(window.photo_area.results) == 10
    window.session.set_threshold(0.2)
    folded.until(lambda: len(window.photo_area.results) == 30)
    assert footer(folded) == ""
    window.session.set_threshold(0)
    folded.until(lambda: len(window.photo_area.results) == 10)


def test_the_line_is_painted_in_any_direction_of_writing(folded: Kit) -> None:
    ask(folded, 3)
    view = folded.window.photo_area.results_view
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())

    def colours(left: bool) -> int:
        image: QImage = view.viewport().grab(view.footer_rect()).toImage()
        half = image.width() // 2
        xs = range(half) if left else range(half, image.width())
        return len({image.pixel(x, y) for x in xs for y in range(image.height())})

    assert colours(left=True) > colours(left=False) == 1
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert colours(left=False) > colours(left=True) == 1

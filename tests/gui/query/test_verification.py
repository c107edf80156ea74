"""In the window nothing is said of photos at first; a moment later it is, without a jump."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from photosearch.core.errors import UserError
from photosearch.core.query import LOOK, Answer, Query
from photosearch.core.verification import UNVERIFIED_PROBABILITY, GeometricMatch
from photosearch.gui.grid import cell_text
from photosearch.gui.query import search_session
from tests.gui.query.test_query_controls import ask
from tests.gui.window_kit import Kit

CONFIRMED = GeometricMatch(300, inliers=90, cells=30, support=0.9)
UNCONFIRMED = GeometricMatch(300, inliers=7, cells=5, support=0.1)
TOO_LITTLE = GeometricMatch(3)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_session, "VERIFY_DELAY_MS", 1)


COMPARING = ("Most alike, being compared…",)


def capped(query: Query, answer: Answer) -> Answer:
    scores = np.minimum(answer.scores, np.float32(UNVERIFIED_PROBABILITY))
    return replace(answer, scores=scores, unverified=query.can_verify(answer))


def confirming(*rows: int, match: GeometricMatch = CONFIRMED) -> Callable[[Answer], Answer]:
    """The photos of these rows agree, and come to the front."""

    def verdict(answer: Answer) -> Answer:
        order = [*rows, *(row for row in range(len(answer.photo_ids)) if row not in rows)]
        scores = np.where(np.isin(np.arange(len(order)), rows), 0.99, answer.scores)
        matches = [match if row in rows else None for row in range(len(order))]
        found = replace(answer, scores=scores.astype(np.float32), matches=tuple(matches))
        return found.rows(np.asarray(order))

    return verdict


def search(kit: Kit, photo_id: int = 3) -> None:
    """As the library answers: nothing is sure."""
    real = kit.library.search
    kit.library.search = lambda query, control=None: capped(query, real(query, control))
    ask(kit, photo_id)


def headings(kit: Kit) -> tuple[str, ...]:
    groups = kit.window.photo_area.results.groups
    assert groups is not None
    return tuple(map(str, groups.titles))


def test_what_agrees_is_sure_a_moment_later(kit: Kit) -> None:
    window = kit.open()
    kit.library.verify_gate = threading.Event()
    kit.library.verdict = confirming(0, 1)
    search(kit)
    results, view = window.photo_area.results, window.photo_area.results_view
    before = list(results.ids)
    assert headings(kit) == COMPARING
    assert cell_text.reasons(results, 0) == ["Being compared with your picture…"]
    assert all(cell.score == "" for cell in view._cells(view.viewport().rect()))
    view.set_current(40)
    place = view.verticalScrollBar().value()
    kit.library.verify_gate.set()
    kit.until(lambda: headings(kit)[0] == "Surely the same shot")
    assert list(results.ids) == before
    assert all("%" in cell.score for cell in view._cells(view.viewport().rect()))
    assert view.current_id() == before[40]
    assert abs(view.verticalScrollBar().value() - place) <= view._layout.heading_height
    assert kit.library.verified[0].limit == search_session.RESULTS


def test_what_comes_to_the_front_takes_the_selection_along(kit: Kit) -> None:
    window = kit.open()
    kit.library.verify_gate = threading.Event()
    kit.library.verdict = confirming(2)
    search(kit)
    view = window.photo_area.results_view
    chosen = window.photo_area.results.photo_id(2)
    view.set_current(2)
    kit.library.verify_gate.set()
    kit.until(lambda: window.photo_area.results.photo_id(0) == chosen)
    assert view.current_id() == chosen
    assert view.chosen_ids() == [chosen]
    assert view.verticalScrollBar().value() == 0


def compared_in_vain(score: float, count: int) -> Callable[[Answer], Answer]:
    """The first so many photos do not agree, and little is left of their probability."""

    def verdict(answer: Answer) -> Answer:
        rows = np.arange(len(answer.photo_ids))
        scores = np.minimum(answer.scores, np.float32(score))
        matches = tuple(UNCONFIRMED if row < count else None for row in rows.tolist())
        return replace(answer, scores=scores, matches=matches)

    return verdict


def test_what_does_not_agree_stays_where_it_is(kit: Kit) -> None:
    window = kit.open()
    window.context.preferences.change(show_less_alike=False)
    gate = kit.library.verify_gate = threading.Event()
    kit.library.verdict = compared_in_vain(0.03, 4)
    search(kit)
    results, view = window.photo_area.results, window.photo_area.results_view
    before, footer = list(results.ids), view.footer
    assert headings(kit) == COMPARING
    assert footer
    view.set_current(2)
    gate.set()
    kit.until(lambda: headings(kit) == ("Hardly the same shot",))
    assert list(results.ids) == before, "nothing goes away from under the hand"
    assert view.footer == footer
    assert view.current_id() == before[2]
    assert window.query_bar.message.startswith(f"{len(before)} most alike")
    kit.library.verify_gate, kit.library.verdict = None, None
    window.session.find_similar([8])
    folded_anew = ("Probably the same shot", "Perhaps the same shot")
    kit.until(lambda: headings(kit) == folded_anew)


def test_an_answer_whose_photos_do_not_agree_leaves_no_empty_page(kit: Kit) -> None:
    window = kit.open()
    window.context.preferences.change(show_less_alike=False)
    kit.library.verdict = compared_in_vain(0.01, 100)
    search(kit)
    kit.until(lambda: headings(kit) == ("Hardly the same shot",))
    assert window.photo_area.shows_photos


def test_with_a_threshold_above_probably_no_empty_page_comes_in_between(kit: Kit) -> None:
    window = kit.open()
    kit.library.verdict = confirming(0)
    search(kit)
    kit.until(lambda: len(kit.library.verified) == 1)
    shown: list[int] = []
    window.session.set_threshold(0.95)
    kit.until(lambda: len(window.photo_area.results) == 1)
    window.session.results_ready.connect(lambda answer: shown.append(len(answer.photo_ids)))
    kit.library.verify_gate = threading.Event()
    window.session.find_similar([7])
    kit.until(lambda: len(kit.library.verified) == 2)
    assert shown == []
    assert window.photo_area.shows_photos
    kit.library.verify_gate.set()
    kit.until(lambda: shown == [1])


def test_an_answer_that_came_too_late_is_dropped(kit: Kit) -> None:
    window = kit.open()
    gate = kit.library.verify_gate = threading.Event()
    kit.library.verdict = confirming(0)
    search(kit)
    kit.until(lambda: len(kit.library.verified) == 1)
    kit.library.verdict = None
    window.session.find_similar([8])
    kit.answered(2)
    gate.set()
    kit.until(lambda: len(kit.library.verified) == 2)
    kit.until(lambda: headings(kit) != COMPARING)
    assert headings(kit)[0] == "Probably the same shot"


def test_photos_that_go_meanwhile_stay_away(kit: Kit) -> None:
    window = kit.open()
    kit.library.verify_gate = threading.Event()
    kit.library.verdict = confirming(0)
    search(kit)
    kit.until(lambda: len(kit.library.verified) == 1)
    gone = window.photo_area.results.photo_id(5)
    window.session.remove_photos([gone])
    kit.library.verify_gate.set()
    kit.until(lambda: headings(kit)[0] == "Surely the same shot")
    assert gone not in window.photo_area.results.ids


def test_another_similarity_is_not_verified(kit: Kit) -> None:
    window = kit.open()
    search(kit)
    kit.until(lambda: len(kit.library.verified) == 1)
    window.session.set_mode(LOOK)
    kit.answered(2)
    kit.qtbot.wait(20)
    assert len(kit.library.verified) == 1


def test_a_failure_leaves_the_answer_as_it_is(kit: Kit, caplog) -> None:
    window = kit.open()

    def fail(answer: Answer) -> Answer:
        raise UserError.in_words("The worker is gone.", "Try again.")

    kit.library.verdict = fail
    search(kit)
    kit.until(lambda: headings(kit) != COMPARING)
    assert "The worker is gone." in caplog.text
    assert headings(kit)[0] == "Probably the same shot"
    assert window.banner.text == ""
    caplog.clear()


def test_where_there_is_too_little_to_see_it_is_said_so(kit: Kit) -> None:
    window = kit.open()
    kit.library.verdict = confirming(0, match=TOO_LITTLE)
    search(kit)
    results = window.photo_area.results
    kit.until(lambda: results.match(results.photo_id(0)) is not None)
    assert cell_text.reasons(results, 0)[1] == "There is too little in the picture to be sure."
    assert len(cell_text.reasons(results, 1)) == 1
    assert "too little in the picture" in window.photo_area.results_view.speech(0)

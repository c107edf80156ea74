"""Answers about photos in the window: asked for once, kept, learned from, undone, erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from photosearch.core.codes import CodeKind
from photosearch.core.judged_pairs import JudgedAct, PhotoAnswer, RecordedPairs
from photosearch.core.learning import LearningOutcome, LearningState, LearningStatus
from photosearch.core.query import LOOK, SUBJECT
from photosearch.gui.encoders.encoder_dialog import EncoderDialog
from photosearch.gui.learning.learning_text import outcomes_text, status_text
from tests.gui.window_kit import Kit
from tests.queries import item, like

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ANSWER = PhotoAnswer((1,), (2, 3), CodeKind.COPY, alike=False, act=JudgedAct.NOT_A_MATCH)
USED = LearningOutcome(CodeKind.SUBJECT, LearningState.USED, 134, 60, 0.5, 0.56)


@pytest.fixture
def opened(kit: Kit) -> Kit:
    kit.open()
    kit.until(lambda: len(kit.window.photo_area.photos) == 100)
    return kit


def allow(kit: Kit) -> None:
    kit.window.context.preferences.change(learn_from_answers="always")


def mean(kit: Kit, photo_id: int) -> None:
    """Look at a photo, so that commands are about it alone."""
    kit.window.viewer.open(photo_id)


def search(kit: Kit, *sources: object, **options: object) -> None:
    asked = len(kit.library.queries)
    kit.window.session.search(like(*sources, **options))
    kit.answered(asked + 1)


def test_nothing_is_kept_before_the_user_said_so(opened: Kit) -> None:
    bar = opened.window.learning.bar
    opened.window.context.judged.emit(ANSWER)
    opened.window.context.judged.emit(ANSWER)
    assert bar.isVisible()
    assert "on this computer only" in bar.text
    assert opened.library.learning.judged == []
    bar.button("always").click()
    opened.until(lambda: len(opened.library.learning.judged) == 2)
    assert opened.library.learning.judged[0] == ((1,), (2, 3), CodeKind.COPY, False, "not-a-match")
    assert opened.window.context.preferences.now.learn_from_answers == "always"
    opened.window.context.judged.emit(ANSWER)
    assert not bar.isVisible()
    opened.until(lambda: len(opened.library.learning.judged) == 3)


@pytest.mark.parametrize(("choice", "setting"), [("never", "never"), ("nothing", "ask")])
def test_who_says_no_is_not_asked_again(opened: Kit, choice: str, setting: str) -> None:
    bar = opened.window.learning.bar
    opened.window.context.judged.emit(ANSWER)
    bar.button(choice).click()
    opened.window.context.judged.emit(ANSWER)
    assert not bar.isVisible()
    assert opened.window.context.preferences.now.learn_from_answers == setting
    assert opened.library.learning.judged == []


def test_less_like_this_is_an_answer(opened: Kit) -> None:
    allow(opened)
    search(opened, 5, item(9, negative=True), mode=SUBJECT)
    opened.until(lambda: len(opened.library.learning.judged) == 1)
    assert opened.library.learning.judged == [((5,), (9,), CodeKind.SUBJECT, False, "less-like")]
    opened.window.session.set_threshold(0.5)
    opened.window.session.set_mode(LOOK)
    opened.answered(2)
    opened.until(lambda: len(opened.library.learning.judged) == 2)
    assert opened.library.learning.judged[1][2] is CodeKind.LOOK, "told once for each sense"


def test_examples_that_are_looked_at_belong_together(opened: Kit) -> None:
    allow(opened)
    search(opened, 5, 9, mode=SUBJECT)
    opened.window.learning._looked_at.timeout.emit()
    opened.until(lambda: len(opened.library.learning.judged) == 1)
    assert opened.library.learning.judged == [((5, 9), (5, 9), CodeKind.SUBJECT, True, "together")]
    search(opened, 5, 9)  # by shot they are two shots that are looked for at once
    opened.window.learning._looked_at.timeout.emit()
    opened.qtbot.wait(50)
    assert len(opened.library.learning.judged) == 1


def test_a_wrong_find_is_taken_out_and_can_be_put_back(opened: Kit) -> None:
    allow(opened)
    search(opened, 5, mode=SUBJECT)
    found = opened.window.session.answer.photo_ids
    wrong = int(next(each for each in found if each != 5))
    mean(opened, wrong)
    opened.window.context.actions.action("found_wrong").trigger()
    assert wrong not in opened.window.session.answer.photo_ids
    opened.until(lambda: len(opened.library.learning.judged) == 1)
    assert opened.library.learning.judged == [((5,), (wrong,), CodeKind.SUBJECT, False, "removed")]
    opened.window.session.set_mode(LOOK)
    opened.answered(2)
    assert wrong not in opened.window.session.answer.photo_ids, "it stays away"
    assert "1 photo taken out" in opened.window.banner.text
    opened.window.banner._action.click()
    opened.answered(3)
    assert wrong in opened.window.session.answer.photo_ids


def test_a_right_find(opened: Kit) -> None:
    allow(opened)
    search(opened, 5, mode=LOOK)
    mean(opened, 8)
    opened.window.context.actions.action("found_right").trigger()
    opened.until(lambda: len(opened.library.learning.judged) == 1)
    assert opened.library.learning.judged == [((5,), (8,), CodeKind.LOOK, True, "fits")]


def test_a_picture_from_elsewhere_teaches_nothing(opened: Kit, tmp_path: Path) -> None:
    allow(opened)
    opened.drop_files(*opened.files(tmp_path))
    opened.answered(1)
    mean(opened, 8)
    opened.window.context.actions.action("found_right").trigger()
    assert "photos of the library teach" in opened.window.banner.text
    opened.window.context.actions.action("found_wrong").trigger()
    assert 8 not in opened.window.session.answer.photo_ids
    opened.qtbot.wait(50)
    assert opened.library.learning.judged == []


def test_contradicting_answers_are_told(opened: Kit) -> None:
    allow(opened)
    opened.library.learning.recorded = RecordedPairs(changed=1)
    opened.window.context.judged.emit(ANSWER)
    opened.until(lambda: "the last answer counts" in opened.window.banner.text)


def test_the_library_learns_by_itself_and_tells(opened: Kit) -> None:
    allow(opened)
    search(opened, 5, mode=SUBJECT)
    opened.library.learning.recorded = RecordedPairs(added=10)
    opened.library.learning.outcomes = [USED]
    opened.window.context.judged.emit(ANSWER)
    opened.window.context.judged.emit(ANSWER)
    opened.until(
        lambda: "learned from 134 of your answers: finds 12 % more" in opened.window.banner.text
    )
    opened.answered(2)  # what is shown is searched for anew
    assert opened.library.learning.learn_calls == 1
    opened.window.banner._action.click()
    opened.until(lambda: opened.library.learning.undone == 1)
    opened.until(lambda: "taken back" in opened.window.banner.text)


def test_learning_that_finds_no_more_is_not_spoken_of(opened: Kit) -> None:
    allow(opened)
    opened.library.learning.recorded = RecordedPairs(added=50)
    opened.library.learning.outcomes = [
        LearningOutcome(CodeKind.LOOK, LearningState.NOT_BETTER, 50, 20)
    ]
    opened.window.context.judged.emit(ANSWER)
    opened.until(lambda: opened.library.learning.learn_calls == 1)
    opened.qtbot.wait(50)
    assert opened.window.banner.text == ""


def test_the_page_of_encoders_shows_exports_and_erases(opened: Kit, tmp_path: Path) -> None:
    learning = opened.library.learning
    learning.judged = [((1,), (2,), CodeKind.SUBJECT, True, "fits")]
    learning.outcomes = [USED]
    opened.window.context.actions.action("encoder").trigger()
    opened.until(lambda: opened.window.findChild(EncoderDialog) is not None)
    panel = opened.window.findChild(EncoderDialog).learned
    opened.until(lambda: "kept in this library: 1." in panel.text)
    assert "Nothing is learned" in panel.text
    assert not panel.undo_button.isEnabled()
    panel.learn_button.click()
    opened.until(lambda: "finds 12 % more" in panel.text)
    panel.undo_button.click()
    opened.until(lambda: "Nothing is learned" in panel.text)
    panel.export_button.click()
    assert learning.exported == [], "no file was chosen"
    opened.desktop.new_file = tmp_path / "answers.csv"
    panel.export_button.click()
    opened.until(lambda: learning.exported == [tmp_path / "answers.csv"])
    panel.erase_button.click()
    panel.question.button("keep").click()
    assert learning.judged
    panel.erase_button.click()
    panel.question.button("erase").click()
    opened.until(lambda: "Nothing that you said" in panel.text)
    assert not panel.erase_button.isEnabled()


def test_all_states_have_words() -> None:
    outcomes = [LearningOutcome(CodeKind.LOOK, state, 7, 3, 0.5, 0.6) for state in LearningState]
    lines = outcomes_text(outcomes).splitlines()
    assert len(set(lines)) == len(LearningState)
    assert all(line.startswith("Same look: ") and "{" not in line for line in lines)
    assert "no answers" in outcomes_text([])
    told = status_text(
        LearningStatus({CodeKind.LOOK: 3}, contradictions=1, without_photos=2, other_models=1)
    )
    assert len(told.splitlines()) == 5


def test_words_that_follow_are_something_that_is_learned() -> None:
    told = status_text(LearningStatus({CodeKind.LOOK: 300}, recalibrated=(CodeKind.LOOK,)))
    assert "follow your answers" in told
    assert "Nothing is learned" not in told
    assert "Nothing is learned" in status_text(LearningStatus({CodeKind.LOOK: 300}))

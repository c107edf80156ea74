"""Words in the window: from the field to the bar, with pictures, saved and brought back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from photosearch.core.message_codes import NoteCode
from photosearch.core.query import SUBJECT, Answer, Query, QueryWords
from photosearch.core.saved_searches import SavedSearch
from photosearch.core.words import WordMatch, WordMatchKind
from photosearch.gui.filters.filter_panel import FilterPanel
from photosearch.gui.grid.cell_text import reasons
from photosearch.gui.query.answer_notes import with_word_instead
from photosearch.gui.saved_searches.search_list_item import list_items, title_of
from photosearch.messages import Message
from photosearch.store.searches import from_json, images_digest, to_json
from tests.gui.window_kit import Kit
from tests.queries import like

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(kit: Kit) -> FilterPanel:
    kit.open()
    kit.until(lambda: len(kit.window.photo_area.photos) == 100)
    kit.window.filters.show_panel(True)
    return kit.window.filters.panel


def asked(kit: Kit, number: int) -> Query:
    kit.answered(number)
    return kit.library.queries[-1]


def test_words_are_typed_and_shown_for(kit: Kit, panel: FilterPanel) -> None:
    kit.qtbot.keyClicks(panel.search, "a red car")
    kit.until(panel.suggestions.isVisible)
    assert panel.suggestions.show_button.text() == "Photos that show “a red car”"
    panel.suggestions.show_button.click()
    query = asked(kit, 1)
    assert query.words == (QueryWords("a red car"),)
    assert query.filters.empty
    assert panel.search.text() == ""
    bar = kit.window.query_bar
    assert [chip.words.text for chip in bar.words.chips] == ["a red car"]
    assert bar.words.isVisible()
    assert not bar.chips.isVisible()
    assert not bar.mode_slider.isVisible()
    assert not bar.balance_slider.isVisible()


def test_ctrl_enter_asks_at_once(kit: Kit, panel: FilterPanel) -> None:
    kit.qtbot.keyClicks(panel.search, "dog & cat")
    kit.qtbot.keyClick(panel.search, Qt.Key.Key_Return, CTRL)
    assert asked(kit, 1).words == (QueryWords("dog & cat"),)


def test_nothing_typed_asks_nothing(kit: Kit, panel: FilterPanel) -> None:
    kit.qtbot.keyClicks(panel.search, "  ")
    kit.qtbot.keyClick(panel.search, Qt.Key.Key_Return, CTRL)
    assert not panel.suggestions.isVisible()
    kit.window.session.add_words("  ")
    assert not kit.window.session.active


def test_words_that_photos_have_are_offered_with_their_number(kit: Kit, panel: FilterPanel) -> None:
    kit.qtbot.keyClicks(panel.search, "img ga")
    kit.until(lambda: panel.suggestions.suggested == ["garden (11)"])
    button = panel.suggestions.findChildren(QPushButton)[-1]
    button.click()
    kit.until(lambda: kit.window.filters.filters.text == "garden")


def test_words_asked_lately_are_offered_before_anything_is_typed(
    kit: Kit, panel: FilterPanel
) -> None:
    for number, text in enumerate(("dog & cat", "beach", "dog & cat"), 1):
        kit.window.session.add_words(text)
        asked(kit, number)
        kit.window.session.clear()
    kit.window.session.find_similar([3])
    asked(kit, 4)
    kit.window.session.clear()
    kit.until(lambda: len(kit.library.searches.recent()) == 3)
    kit.window.filters.show_panel(False)
    panel.search.clearFocus()
    kit.window.context.actions.action("find_text").trigger()
    kit.until(lambda: panel.suggestions.recent == ["↺ dog && cat", "↺ beach"])
    assert not panel.suggestions.show_button.isVisible()
    kit.qtbot.keyClicks(panel.search, "sun")
    kit.until(panel.suggestions.show_button.isVisible)
    assert panel.suggestions.recent == []
    panel.search.clear()
    panel.search.typed.emit("")
    panel.search.clearFocus()
    panel.search.setFocus()
    kit.until(lambda: len(panel.suggestions.recent) == 2)
    panel.suggestions.findChildren(QPushButton)[-1].click()
    assert asked(kit, 5).words == (QueryWords("beach"),)
    assert panel.suggestions.recent == []


def test_words_that_are_meant_perhaps_are_a_button(kit: Kit, panel: FilterPanel) -> None:
    unknown = Message(NoteCode.WORDS_NOT_KNOWN, names=("colie",))
    near = Message(NoteCode.WORDS_SPELLED_LIKE, name="colie", names=("collie", "coffee"))
    kit.library.notes = (unknown, near)
    kit.window.session.add_words("a Colie in snow")
    asked(kit, 1)
    banner = kit.window.banner
    kit.until(lambda: "Near colie: collie, coffee." in banner.text)
    assert "Perhaps not understood: colie." in banner.text
    kit.library.notes = ()
    button = next(each for each in banner.findChildren(QPushButton) if "collie" in each.text())
    assert button.text() == "Search for “collie”"
    button.click()
    assert asked(kit, 2).words == (QueryWords("a collie in snow"),)
    kit.until(lambda: banner.text == "")


def test_a_word_that_was_translated_is_replaced_as_a_whole() -> None:
    query = Query(words=(QueryWords("Zebra im Gras"), QueryWords("snow", negative=True)))
    other = with_word_instead(query, "meadow", "horse")
    assert other.words == (QueryWords("horse"), QueryWords("snow", negative=True))
    assert with_word_instead(query, "zebra", "horse").words[0] == QueryWords("horse im Gras")


def test_a_picture_and_words_have_a_balance(kit: Kit, panel: FilterPanel) -> None:
    kit.window.session.find_similar([7])
    asked(kit, 1)
    kit.window.session.add_words("at night")
    query = asked(kit, 2)
    assert query.items[0].image.photo_id == 7
    assert query.words == (QueryWords("at night"),)
    bar = kit.window.query_bar
    assert bar.balance_slider.isVisible()
    bar.balance_slider.slider.setValue(80)
    assert asked(kit, 3).balance == 0.8
    kit.window.session.remove(query.items[0].image)
    assert asked(kit, 4).items == ()
    assert not bar.balance_slider.isVisible()


def test_another_picture_takes_the_place_of_words(kit: Kit, panel: FilterPanel) -> None:
    kit.window.session.add_words("beach")
    asked(kit, 1)
    kit.window.session.find_similar([7])
    assert asked(kit, 2).words == ()
    kit.window.session.add_words("beach")
    asked(kit, 3)
    kit.window.session.find_similar([8], add=True)
    assert asked(kit, 4).words == (QueryWords("beach"),)


def test_a_chip_is_turned_and_removed_by_keys(kit: Kit, panel: FilterPanel) -> None:
    session = kit.window.session
    session.add_words("beach")
    session.add_words("people")
    asked(kit, 2)
    chips = kit.window.query_bar.words.chips
    assert chips[1].accessibleName() == "Showing “people”"
    chips[1].setFocus()
    kit.qtbot.keyClick(chips[1], Qt.Key.Key_N)
    kit.until(lambda: session.query.words[1].negative)
    chip = kit.window.query_bar.words.chips[1]
    assert chip.accessibleName() == "Not showing “people”"
    kit.qtbot.keyClick(chip, Qt.Key.Key_Delete)
    kit.until(lambda: session.query.words == (QueryWords("beach"),))
    kit.qtbot.keyClick(kit.window.query_bar.words.chips[0], Qt.Key.Key_Delete)
    assert not session.active


def test_words_alone_that_are_not_to_be_shown_ask_for_more(kit: Kit, panel: FilterPanel) -> None:
    session = kit.window.session
    session.add_words("beach")
    asked(kit, 1)
    session.set_words_negative(session.query.words[0], True)
    assert not session.query.answerable
    assert "press − on one of these" in kit.window.query_bar.message


def test_why_a_photo_was_found_is_told(kit: Kit, panel: FilterPanel) -> None:
    matches = tuple(
        WordMatch(kind, text)
        for kind, text in (
            (WordMatchKind.NAME, ""), (WordMatchKind.LABEL, "collie"), (WordMatchKind.MEANING, "")
        )
    )  # fmt: skip
    scores = np.array([1, 0.8, 0.5], np.float32)
    answer = Answer(np.array([3, 5, 9]), scores, scores, True, 100, 0.0, words=matches)
    photos = kit.window.photo_area.photos
    photos.set_answer(answer, SUBJECT)
    assert reasons(photos, 0)[1:] == ["Because of its name, folder, caption or keywords"]
    assert reasons(photos, 1)[1:] == ["Because: collie"]
    assert reasons(photos, 2)[1:] == []


def test_searches_by_words_are_saved_and_restored(kit: Kit, panel: FilterPanel) -> None:
    session = kit.window.session
    session.add_words("beach")
    asked(kit, 1)
    kit.until(lambda: len(kit.library.searches.recent()) == 1)
    saved = kit.library.searches.recent()[0]
    assert saved.query.words == (QueryWords("beach"),)
    assert title_of(saved) == "beach"
    assert not list_items([saved])[0].image.isNull()
    session.clear()
    kit.window.saved_searches.open_search(saved)
    assert asked(kit, 2).words == (QueryWords("beach"),)


def test_words_survive_in_the_catalog() -> None:
    query = replace(
        like(3), words=(QueryWords("snow"), QueryWords("people", negative=True)), balance=0.25
    )
    again = from_json(to_json(query), [b""])
    assert again.words == query.words
    assert again.balance == 0.25
    assert images_digest(query) != images_digest(like(3))
    older = to_json(like(3)).replace(', "words": [], "balance": 0.5', "")
    assert from_json(older, [b""]).words == ()


def test_titles_name_pictures_and_words() -> None:
    query = Query(words=(QueryWords("beach"), QueryWords("people", negative=True)))
    assert title_of(SavedSearch(1, "", 0.0, query)) == "beach, −people"

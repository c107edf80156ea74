"""The page with duplicates: what it shows, and what it says where there is nothing to show."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from photosearch.core.changes import Changes
from photosearch.core.duplicates import DuplicateKind, GroupOrder
from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.gui.duplicates.page_message import PageAction, PageState, message_for
from tests.gui.duplicates.conftest import DuplicatesKit
from tests.gui.fake_duplicates import group
from tests.gui.window_kit import Kit

COPIES = [(100, 60, 20), (99, 59), (96, 56)]


def test_the_bar_tells_how_many_groups_of_copies_there_are(duplicates: DuplicatesKit) -> None:
    duplicates.kit.open()
    duplicates.until(lambda: duplicates.feature.button.text() == "Duplicates 4")
    assert not duplicates.feature.shown
    assert duplicates.duplicates.asked == [], "groups are not listed while nobody sees them"


def test_the_page_comes_in_place_of_the_photos_and_goes_with_escape(
    duplicates: DuplicatesKit,
) -> None:
    window = duplicates.kit.open()
    window.context.actions.action("duplicates").trigger()
    duplicates.until(lambda: len(duplicates.list) > 0)
    assert duplicates.page.isVisible()
    assert not window.photo_area.isVisible()
    duplicates.until(duplicates.view.hasFocus)
    window.go_back()
    assert window.photo_area.isVisible()
    assert not duplicates.page.isVisible()
    assert not window.context.actions.action("duplicates").isChecked()
    duplicates.until(window.view.hasFocus)


def test_copies_are_shown_at_first_the_sure_ones_the_most_space_first(
    duplicates: DuplicatesKit,
) -> None:
    duplicates.open()
    assert duplicates.ids() == COPIES
    assert duplicates.page.rules.orders.currentData() == GroupOrder.SPACE


@pytest.mark.parametrize(
    ("tab", "ids"),
    [
        ("same-file", [(99, 59)]),
        ("series", [(98, 58, 18, 38)]),
        ("pair", [(97, 57)]),
        ("edited", [(100, 60, 20)]),
    ],
)
def test_each_kind_has_a_tab(duplicates: DuplicatesKit, tab: str, ids: list) -> None:
    duplicates.open()
    duplicates.page.tabs.tab_chosen.emit(tab)
    duplicates.until(lambda: duplicates.ids() == ids)
    assert duplicates.page.tabs.tab == tab


def test_tabs_tell_counts_and_space(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    texts = [duplicates.page.tabs.tabText(place) for place in range(duplicates.page.tabs.count())]
    assert texts[0] == "All copies\n4 · 17.3 MB"
    assert texts[4] == "Edited copies\n2 · 10.4 MB"
    assert texts[5] == "Series\n1"


def test_probable_groups_are_shown_if_wanted(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    levels = duplicates.page.rules.levels
    levels.setCurrentIndex(levels.findData(SimilarityLevel.PROBABLY))
    levels.activated.emit(levels.currentIndex())
    duplicates.until(lambda: (95, 55) in duplicates.ids())


def test_another_order_is_asked_for(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    duplicates.page.rules.order_chosen.emit(GroupOrder.FOLDER)
    duplicates.until(lambda: duplicates.duplicates.asked[-1].order is GroupOrder.FOLDER)


def test_the_filters_of_the_library_hold(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    duplicates.duplicates.passing = lambda filters: {96} if filters.cameras else {96, 100}
    duplicates.kit.window.filters.set_filters(Filters(cameras=("Pentax K-1",)))
    duplicates.until(lambda: duplicates.ids() == [(96, 56)])
    duplicates.duplicates.passing = lambda filters: set() if filters.cameras else {100}
    duplicates.kit.library.publish(Changes(duplicates_changed=True))
    duplicates.until(lambda: not duplicates.page.shows_groups)
    assert duplicates.page.message.message.headline == "No duplicates pass the filters"
    duplicates.page.message.offer_chosen.emit(PageAction.CLEAR_FILTERS)
    duplicates.until(lambda: duplicates.ids() == [(100, 60, 20)])


def test_groups_that_are_found_meanwhile_appear_and_the_place_is_kept(
    duplicates: DuplicatesKit,
) -> None:
    duplicates.open()
    duplicates.view.set_current(2, 1)
    everything = [group((1, 2, 3, 4)), *duplicates.duplicates.all]
    duplicates.duplicates.set_groups(everything)
    duplicates.until(lambda: duplicates.ids()[0] == (1, 2, 3, 4))
    assert duplicates.view.current_id == 56


def test_a_library_that_cannot_tell_says_so_and_is_asked_again(duplicates: DuplicatesKit) -> None:
    duplicates.duplicates.error = UserError.in_words("The disk is ill.", "Look after it.")
    duplicates.kit.open()
    duplicates.feature.show_page()
    message = duplicates.page.message
    duplicates.until(lambda: message.message.headline == "The duplicates cannot be shown")
    assert "The disk is ill." in message.message.text
    assert "Look after it." in message.message.text
    duplicates.duplicates.error = None
    message.offer_chosen.emit(PageAction.TRY_AGAIN)
    duplicates.until(lambda: duplicates.page.shows_groups)


def test_a_search_brings_the_photos_to_the_front(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    window = duplicates.kit.window
    window.context.actions.action("find_similar").trigger()
    duplicates.kit.answered(1)
    assert window.session.query.images[0].photo_id == 100, "the file where the keyboard is"
    assert not duplicates.feature.shown
    duplicates.feature.show_page()
    assert duplicates.page.isVisible(), "also while photos found are behind it"


def test_commands_mean_the_file_where_the_keyboard_is(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    window = duplicates.kit.window
    duplicates.view.set_current(1, 1)
    assert window.context.chosen_ids() == [59]
    assert window.context.shown_ids().tolist() == [99, 59]
    duplicates.feature.leave()
    assert window.context.chosen_ids() == window.view.chosen_ids()
    assert len(window.context.shown_ids()) == 100


def test_without_a_file_no_command_is_about_photos_behind_the_page(kit: Kit) -> None:
    window = kit.open()
    window.view.set_current(3)
    assert window.context.actions.action("trash").isEnabled()
    window.duplicates.show_page()
    kit.until(lambda: window.duplicates.page.message.message.headline == "No duplicates")
    assert not window.context.actions.action("trash").isEnabled()
    window.photo_area.state_changed.emit()
    assert not window.context.actions.action("trash").isEnabled()


def test_a_photo_is_viewed_among_those_of_its_group(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    viewer = duplicates.kit.window.viewer
    duplicates.key(Qt.Key.Key_F3)
    duplicates.until(lambda: viewer.is_open)
    viewer.viewer.go_next()
    assert viewer.viewer.current == 60
    viewer.viewer.close_viewer()
    assert duplicates.view.current_id == 60
    assert duplicates.kit.window.context.chosen_ids() == [60]
    duplicates.until(duplicates.view.hasFocus)


def test_copies_of_a_photo_are_found_from_the_grid(duplicates: DuplicatesKit) -> None:
    window = duplicates.kit.open()
    window.view.set_current(100 - 59)
    window.context.actions.action("copies_of").trigger()
    duplicates.until(lambda: duplicates.view.current_id == 59)
    assert duplicates.feature.shown


def test_copies_that_are_not_sure_are_shown_when_asked_for(duplicates: DuplicatesKit) -> None:
    window = duplicates.kit.open()
    window.view.set_current(100 - 55)
    window.context.actions.action("copies_of").trigger()
    duplicates.until(lambda: duplicates.view.current_id == 55)
    assert duplicates.page.rules.levels.currentData() == SimilarityLevel.PROBABLY


def test_a_photo_without_copies_says_so(duplicates: DuplicatesKit) -> None:
    window = duplicates.kit.open()
    window.view.set_current(0)
    duplicates.duplicates.set_groups([])
    told: list[str] = []
    window.context.notices.shown.connect(lambda notice: told.append(notice.text))
    window.context.actions.action("copies_of").trigger()
    duplicates.until(lambda: told == ["There are no copies of this photo."])
    assert not duplicates.feature.shown


def test_the_session_is_there_again(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    duplicates.page.tabs.tab_chosen.emit("edited")
    duplicates.page.rules.order_chosen.emit(GroupOrder.DATE)
    duplicates.page.rules.level_chosen.emit(SimilarityLevel.PROBABLY)
    duplicates.view.set_zoom(3)
    duplicates.until(lambda: len(duplicates.list) == 2)
    duplicates.view.set_current(1, 1)
    duplicates.until(lambda: duplicates.duplicates.saved_place == "95-55")
    window = duplicates.kit.window
    remembered = window.memory.collect()
    window.set_library(None)
    assert not duplicates.feature.shown
    duplicates.page.tabs.set_tab("copies")
    window.memory.restore(remembered)
    window.set_library(duplicates.kit.library)
    duplicates.until(lambda: len(duplicates.list) == 2)
    assert duplicates.feature.shown
    assert duplicates.page.tabs.tab == "edited"
    assert duplicates.feature.listing.wanted.order is GroupOrder.DATE
    assert duplicates.view.zoom == 3
    group_now = duplicates.view.current_group
    assert group_now is not None
    assert group_now.photo_ids == (95, 55)


@pytest.mark.parametrize(
    "text", ["", "shown", "shown;what;space;surely;1", "shown;copies;space;surely;x", ";;;;"]
)
def test_a_damaged_memory_is_left_alone(duplicates: DuplicatesKit, text: str) -> None:
    duplicates.feature._restore(text)
    duplicates.kit.open()
    assert not duplicates.feature.shown


def test_the_view_zooms_with_its_own_keys(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    grid = duplicates.kit.window.view.zoom
    duplicates.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert duplicates.view.zoom == 2
    duplicates.key(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert duplicates.view.zoom == 1
    assert duplicates.kit.window.view.zoom == grid


def test_the_mark_of_a_card_is_pressed_with_the_mouse(duplicates: DuplicatesKit) -> None:
    duplicates.open()
    view = duplicates.view
    duplicates.until(lambda: view.record_of(0, 1) is not None)
    before = duplicates.marks()
    (card,) = view._cards(0, range(1, 2))
    inside = view._painter.mark_rect(card).center()
    duplicates.kit.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    duplicates.until(lambda: duplicates.marks()[1] != before[1])
    beside = view.card_rect(0, 2).bottomRight() - QPoint(6, 6)
    after = duplicates.marks()
    duplicates.kit.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert view.current_id == 20
    assert duplicates.marks() == after


def test_the_page_is_painted_light_and_dark_and_from_the_right(
    duplicates: DuplicatesKit, qapp: QApplication
) -> None:
    duplicates.open()
    duplicates.until(lambda: duplicates.view._loader.picture(100) is not None)
    plain = duplicates.view.grab().toImage()
    duplicates.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    turned = duplicates.view.grab().toImage()
    assert plain != turned


STATES: list[tuple[PageState, str]] = [
    (PageState(), "Looking for duplicates…"),
    (PageState(asked=True), "There are no photos to compare yet"),
    (PageState(asked=True, photos=9), "No duplicates"),
    (PageState(asked=True, photos=9, freed=5), "No duplicates left"),
    (PageState(asked=True, photos=9, pending=4), "Your photos are not compared yet"),
    (PageState(asked=True, photos=9, pending=4, comparing=True), "Comparing your photos"),
    (PageState(asked=True, photos=9, undecided=2, one_kind=True), "There are none of this kind"),
    (PageState(asked=True, photos=9, filtered=True), "No duplicates pass the filters"),
    (PageState(asked=True, decided=True), "Nothing is decided yet"),
]


@pytest.mark.parametrize(("state", "headline"), STATES, ids=[text for _, text in STATES])
def test_every_state_says_what_to_do_next(state: PageState, headline: str) -> None:
    message = message_for(state)
    assert message is not None
    assert message.headline == headline
    assert message.offers or not state.asked


def test_groups_are_shown_while_photos_are_compared() -> None:
    busy = PageState(asked=True, photos=9, pending=4, comparing=True, groups=1)
    assert message_for(busy) is None
    failed = replace(busy, failure=UserError.in_words("No.", "Yes."))
    assert message_for(failed) is not None


def test_probable_ones_are_offered_where_there_are_no_sure_ones(kit: Kit) -> None:
    window = kit.open()
    kit.library.duplicates.set_groups([group((9, 8), level=SimilarityLevel.PROBABLY)])
    window.duplicates.show_page()
    page = window.duplicates.page
    kit.until(lambda: page.message.message.headline == "No duplicates")
    page.message.offer_chosen.emit(PageAction.PROBABLE)
    kit.until(lambda: page.shows_groups)


def test_a_group_of_thousands_is_listed(duplicates: DuplicatesKit) -> None:
    duplicates.duplicates.set_groups([group(tuple(range(1, 3000)), DuplicateKind.SAME_FILE)])
    duplicates.open()
    duplicates.key(Qt.Key.Key_End)
    assert duplicates.marks().count("keep") == 1
    for _ in range(40):
        duplicates.key(Qt.Key.Key_Right)
    assert duplicates.view.current_member == 40


def test_raw_and_picture_of_one_shot_are_no_copies_to_be_cleaned_up_unless_wanted(
    duplicates: DuplicatesKit,
) -> None:
    window = duplicates.kit.open()
    window.view.set_current(100 - 57)
    window.context.actions.action("copies_of").trigger()
    duplicates.until(lambda: duplicates.view.current_id == 57)
    assert duplicates.page.tabs.tab == "pair"
    duplicates.page.tabs.tab_chosen.emit("copies")
    duplicates.until(lambda: duplicates.ids() == COPIES)


def test_copies_of_the_photo_in_the_viewer_are_seen(duplicates: DuplicatesKit) -> None:
    window = duplicates.kit.open()
    window.view.set_current(1)
    window.viewer.open(99)
    duplicates.until(lambda: window.viewer.is_open)
    window.context.actions.action("copies_of").trigger()
    duplicates.until(lambda: duplicates.view.current_id == 99)
    assert not window.viewer.is_open, "it would cover the page"
    assert window.context.chosen_ids() == [99]
    duplicates.until(duplicates.view.hasFocus)

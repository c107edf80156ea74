"""The order of the photos: the control beside the zoom, its commands and settings, both views."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from photosearch.core.errors import UserError
from photosearch.core.facets import Groups
from photosearch.core.filters import Filters
from photosearch.core.sorting import SortKey
from photosearch.gui.grid.sort_control import SortControl, sort_order_text
from photosearch.settings import BY_LIKENESS
from tests.gui.window_kit import Kit

KEYS = [BY_LIKENESS, *SortKey]


@pytest.fixture
def host(qtbot) -> QWidget:
    """A window to put the control into."""
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(300, 100)
    host.show()
    return host


@pytest.fixture
def control(host: QWidget) -> SortControl:
    control = SortControl(host)
    control.show_order(KEYS, SortKey.TAKEN, is_reversed=False)
    control.show()
    return control


def test_it_tells_the_key_and_the_direction(control: SortControl) -> None:
    arrows = {}
    for key in KEYS:
        for is_reversed in (False, True):
            control.show_order(KEYS, key, is_reversed=is_reversed)
            arrows[key, is_reversed] = control.direction_button.text()
            order = sort_order_text(key, is_reversed=is_reversed)
            assert control.direction_button.accessibleName() == order
            assert order in control.key_button.toolTip()
            assert control.actions_by_key[key].isChecked()
            assert control.actions_by_key[key].text() in control.key_button.text()
        assert {arrows[key, False], arrows[key, True]} == {"↓", "↑"}
    assert arrows[SortKey.TAKEN, False] == "↓"
    assert arrows[SortKey.NAME, False] == "↑"


def test_choosing_and_reversing(qtbot, control: SortControl) -> None:
    with qtbot.waitSignal(control.order_chosen) as told:
        control.actions_by_key[SortKey.SIZE].trigger()
    assert told.args == [SortKey.SIZE, False]
    with qtbot.waitSignal(control.order_chosen) as told:
        qtbot.keyClick(control.direction_button, Qt.Key.Key_Space)
    assert told.args == [SortKey.TAKEN, True]
    for button in (control.key_button, control.direction_button):
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.accessibleName()


def shown(kit: Kit) -> list[int]:
    return kit.window.photo_area.photos.ids.tolist()


def test_the_library_is_sorted_and_the_choice_is_kept(kit: Kit) -> None:
    kit.open()
    kit.until(lambda: len(shown(kit)) == 100)
    control = kit.window.photo_area.sorting.control
    assert list(control.actions_by_key) == list(SortKey), (
        "not by how alike: nothing is searched for"
    )
    control.actions_by_key[SortKey.NAME].trigger()
    kit.until(lambda: shown(kit) == list(range(1, 101)))
    kit.window.context.actions.action("reverse_order").trigger()
    kit.until(lambda: shown(kit) == list(range(100, 0, -1)))
    now = kit.window.context.preferences.now
    assert (now.sort_by, now.sort_reversed) == ("name", True)
    assert (now.sort_results_by, now.sort_results_reversed) == (BY_LIKENESS, False)
    kit.window.filters.set_filters(Filters(cameras=("Canon EOS 5D",)))
    kit.until(lambda: shown(kit) == list(range(99, 0, -3)))
    kit.window.context.preferences.change(sort_by="taken", sort_reversed=False)
    assert control.actions_by_key[SortKey.TAKEN].isChecked()


def found(kit: Kit) -> list[int]:
    return kit.window.photo_area.results.ids.tolist()


def test_the_photos_found_have_an_order_of_their_own(kit: Kit) -> None:
    kit.open()
    kit.library.found = [7, 3, 9, 1, 5]
    kit.window.context.preferences.change(group_results_by="none")
    kit.window.session.find_similar([3])
    kit.answered(1)
    assert found(kit) == [7, 3, 9, 1, 5]
    scores = {i: kit.window.photo_area.results.score(row) for row, i in enumerate(found(kit))}
    control = kit.window.photo_area.sorting.control
    assert list(control.actions_by_key) == KEYS
    control.actions_by_key[SortKey.NAME].trigger()
    kit.until(lambda: found(kit) == [1, 3, 5, 7, 9])
    results = kit.window.photo_area.results
    kit.until(lambda: "From A to Z" in kit.window.query_bar.message)
    assert "From A to Z" in kit.window.photo_area.results_view.accessibleName()
    assert {i: results.score(row) for row, i in enumerate(found(kit))} == scores, "each has its own"
    control.direction_button.click()
    kit.until(lambda: found(kit) == [9, 7, 5, 3, 1])
    control.actions_by_key[BY_LIKENESS].trigger()
    kit.until(lambda: found(kit) == [7, 3, 9, 1, 5])
    control.direction_button.click()
    kit.until(lambda: found(kit) == [5, 1, 9, 3, 7])
    kit.window.session.clear()
    assert list(control.actions_by_key) == list(SortKey)
    assert control.actions_by_key[SortKey.TAKEN].isChecked(), "the library's own"


def test_under_headings_each_group_is_sorted(kit: Kit) -> None:
    kit.open()
    kit.library.found = [7, 3, 9, 1, 5]
    kit.window.context.preferences.change(sort_results_by="name")
    kit.window.session.find_similar([3])
    kit.answered(1)
    kit.until(lambda: len(found(kit)) == 5)
    groups = kit.window.photo_area.results.groups
    assert groups is not None
    ends = [*groups.starts.tolist(), 5]
    for start, end in pairwise(ends):
        assert found(kit)[start:end] == sorted(found(kit)[start:end])


def test_an_order_that_cannot_be_had_is_told(kit: Kit) -> None:
    kit.open()
    kit.library.found = [7, 3, 9]
    kit.library.facets.error = UserError.in_words("The catalog cannot be read.", "Try again.")
    kit.window.context.preferences.change(group_results_by="none", sort_results_by="size")
    kit.window.session.find_similar([3])
    kit.answered(1)
    kit.until(lambda: found(kit) == [7, 3, 9])
    assert "cannot be read" in kit.window.banner.text


def test_groups_are_sorted_within() -> None:
    groups = Groups(np.array([0, 2, 4, 1, 3]), np.array([0, 3]), ("a", "b"))
    rows = np.array([4, 3, 2, 1, 0])  # the other way round
    turned = groups.sorted(rows)
    assert rows[turned.order].tolist() == [4, 2, 0, 3, 1]
    assert (turned.starts.tolist(), turned.titles) == ([0, 3], ("a", "b"))
    nothing = Groups(np.empty(0, np.int64), np.empty(0, np.int64), ())
    assert len(nothing.sorted(np.empty(0, np.int64)).order) == 0

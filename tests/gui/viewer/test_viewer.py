"""The viewer in the window: opened, steered by keys and mouse, closed; and what may go wrong."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photosearch.core.changes import Changes
from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.core.message_codes import in_words
from photosearch.gui.viewer.viewer import Viewer
from photosearch.gui.viewer.viewer_feature import ViewerFeature
from photosearch.gui.widgets import theme
from tests.gui.window_kit import Kit

KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


class Looker:
    """Short words for using the viewer of a window."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.window = kit.open()
        self.feature: ViewerFeature = self.window.viewer
        self.viewer: Viewer = self.feature.viewer

    def open(self, photo_id: int) -> None:
        self.feature.open(photo_id)
        self.sharp()

    def sharp(self) -> None:
        """Wait until all that is in sight is more than a thumbnail."""
        panes = self.viewer.panes
        self.kit.until(lambda: all(pane.picture.screen is not None for pane in panes.shown))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.viewer.panes.active_pane, key, modifiers)

    def do(self, name: str) -> None:
        """Trigger a command, with a photo to begin with in the grid."""
        if self.window.context.current_id() is None:
            self.window.context.view.set_current(0)
        action: QAction = self.window.context.actions.action(name)
        assert action.isEnabled()
        action.trigger()

    @property
    def scales(self) -> list[float]:
        return [pane.scale or 0 for pane in self.viewer.panes.shown]

    @property
    def places(self) -> list[tuple[float, float]]:
        """Which fractions of the pictures are in the middles of the panes."""
        places = []
        for pane in self.viewer.panes.shown:
            placed = pane.placement
            assert placed is not None
            middle = pane.middle()
            places.append(
                ((middle.x() - placed.x) / placed.width, (middle.y() - placed.y) / placed.height)
            )
        return places


@pytest.fixture
def looker(kit: Kit) -> Looker:
    return Looker(kit)


def test_it_opens_over_the_window_at_once_and_gets_sharper(looker: Looker) -> None:
    looker.feature.open(50)
    viewer = looker.viewer
    assert viewer.isVisible()
    assert viewer.geometry() == looker.window.rect()
    looker.kit.until(lambda: viewer.panes.active_pane.picture.thumbnail is not None)
    looker.sharp()
    assert "IMG_00050.jpg" in viewer.bar.text
    assert "51 of 100" in viewer.bar.text
    looker.kit.until(lambda: looker.kit.library.previews.started)
    looker.window.resize(1100, 640)
    assert viewer.geometry() == looker.window.rect()


def test_a_photo_that_is_looked_at_for_a_while_is_read_in_full(looker: Looker) -> None:
    looker.open(50)
    pane = looker.viewer.panes.active_pane
    looker.kit.until(lambda: pane.picture.full is not None)


@pytest.mark.parametrize(
    ("key", "photo_id"),
    [
        (KEY.Key_Right, 49),
        (KEY.Key_Left, 51),
        (KEY.Key_PageDown, 49),
        (KEY.Key_PageUp, 51),
        (KEY.Key_Space, 49),
        (KEY.Key_Home, 100),
        (KEY.Key_End, 1),
    ],
)
def test_keys_turn_in_the_order_of_the_grid(looker: Looker, key: Qt.Key, photo_id: int) -> None:
    looker.open(50)
    looker.press(key)
    assert looker.viewer.current == photo_id
    looker.sharp()


def test_from_right_to_left_the_next_photo_is_on_the_left(looker: Looker) -> None:
    looker.viewer.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    looker.open(50)
    looker.press(KEY.Key_Left)
    assert looker.viewer.current == 49
    assert looker.viewer.bar.next.text() == "‹"


def test_neighbours_are_loaded_ahead(looker: Looker) -> None:
    looker.open(50)
    looker.kit.until(
        lambda: {49, 51, 48} <= {photo_id for photo_id, _ in looker.kit.library.previews.asked}
    )


def test_escape_leads_back_to_the_photo_that_was_looked_at(looker: Looker) -> None:
    looker.open(50)
    looker.press(KEY.Key_Right)
    looker.press(KEY.Key_Escape)
    assert not looker.viewer.isVisible()
    view = looker.window.context.view
    assert view.current_id() == 49
    assert view.hasFocus()


def test_a_look_at_one_of_several_selected_photos_keeps_the_selection(looker: Looker) -> None:
    view = looker.window.context.view
    view.selection.select_all()
    looker.open(100)
    assert looker.window.context.chosen_ids() == [100]
    assert looker.window.context.current_id() == 100
    looker.press(KEY.Key_Escape)
    assert len(view.chosen_ids()) == 100


def test_actual_size_and_back(looker: Looker) -> None:
    looker.open(50)
    fit = looker.scales[0]
    looker.do("view_actual_size")
    assert looker.scales == [1]
    assert "100 %" in looker.viewer.bar.text
    assert looker.viewer.bar.actual_size.isChecked()
    pane = looker.viewer.panes.active_pane
    looker.kit.until(lambda: pane.picture.full is not None)
    looker.do("view_actual_size")
    assert looker.scales == [fit]


def test_the_next_photo_is_at_actual_size_too(looker: Looker) -> None:
    library = looker.kit.library
    record, photos = library._record, library.photos

    def half(photo_id: int):
        known = record(photo_id)
        width, height = known.metadata.width // 2, known.metadata.height // 2
        return replace(known, metadata=replace(known.metadata, width=width, height=height))

    library.photos = lambda ids: [half(i) if i == 49 else photos([i])[0] for i in ids]
    looker.open(50)
    looker.kit.until(lambda: looker.feature.loader.picture(49).record is not None)
    looker.do("view_actual_size")
    looker.press(KEY.Key_Right)
    assert looker.scales == [pytest.approx(1)]
    looker.press(KEY.Key_Left)
    assert looker.scales == [pytest.approx(1)]


def test_a_double_click_enlarges_where_it_was(looker: Looker) -> None:
    looker.open(50)
    pane = looker.viewer.panes.active_pane
    placed = pane.placement
    at = QPoint(pane.width() // 2 + 60, pane.height() // 2 + 40)
    before = ((at.x() - placed.x) / placed.width, (at.y() - placed.y) / placed.height)
    QTest.mouseDClick(pane, Qt.MouseButton.LeftButton, NONE, at)
    placed = pane.placement
    after = ((at.x() - placed.x) / placed.width, (at.y() - placed.y) / placed.height)
    assert looker.scales == [1]
    assert after == pytest.approx(before, abs=1e-3)


def wheel(looker: Looker, notches: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    pane = looker.viewer.panes.active_pane
    where = QPointF(pane.rect().center())
    event = QWheelEvent(
        where,
        QPointF(pane.mapToGlobal(where.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane, event)


def test_the_wheel_zooms_or_turns_as_the_user_likes(looker: Looker) -> None:
    looker.open(50)
    fit = looker.scales[0]
    wheel(looker, 2)
    assert looker.scales[0] == pytest.approx(fit * 1.25**2)
    wheel(looker, -1, Qt.KeyboardModifier.ControlModifier)
    assert looker.viewer.current == 49
    looker.window.context.preferences.change(viewer_wheel="next")
    wheel(looker, -1)
    assert looker.viewer.current == 48


def test_dragging_and_keys_move_the_picture(looker: Looker) -> None:
    looker.open(50)
    looker.do("view_actual_size")
    pane = looker.viewer.panes.active_pane
    x, y = pane.placement[:2]
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, NONE, QPoint(300, 300))
    QTest.mouseMove(pane, QPoint(330, 280))
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, NONE, QPoint(330, 280))
    assert pane.placement[:2] == pytest.approx((x + 30, y - 20))
    looker.press(KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert pane.placement.x < x + 30
    assert looker.viewer.current == 50


def test_two_to_four_selected_photos_are_compared(looker: Looker) -> None:
    view = looker.window.context.view
    view.set_current(0)
    view.selection.extend_to(2)
    looker.do("view_compare")
    assert looker.viewer.compared == (100, 99, 98)
    looker.sharp()
    looker.press(KEY.Key_Escape)
    assert looker.viewer.compared == ()
    assert looker.viewer.isVisible()


def test_too_many_selected_photos_are_said_so(looker: Looker) -> None:
    looker.window.context.view.set_current(0)
    looker.window.context.view.selection.select_all()
    looker.do("view_compare")
    assert len(looker.viewer.compared) == 4
    assert looker.window.banner.text


def test_panes_are_enlarged_and_moved_together(looker: Looker) -> None:
    looker.open(50)
    looker.viewer.compare([50, 45, 40, 35])
    looker.sharp()
    looker.viewer.panes.zoom_by(6)
    looker.viewer.panes.pan(-40, 25)
    scales, places = looker.scales, looker.places
    # These are photos of the same size.
    assert scales == pytest.approx([scales[0]] * 4)
    assert all(place == pytest.approx(places[0], abs=2e-3) for place in places)


def test_one_pane_can_be_moved_by_itself(looker: Looker) -> None:
    looker.open(50)
    looker.viewer.compare([50, 45])
    looker.sharp()
    looker.viewer.panes.zoom_by(6)
    together = looker.places
    looker.press(KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    apart = looker.places
    assert apart[0] == together[0]
    assert apart[1][1] > together[1][1]
    # From here on they go together again, each at its own place.
    looker.press(KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    moved = looker.places
    assert moved[0][1] - apart[0][1] == pytest.approx(moved[1][1] - apart[1][1], abs=1e-6)


def test_the_pane_that_is_clicked_is_meant(looker: Looker) -> None:
    looker.open(50)
    looker.viewer.compare([50, 45])
    assert looker.viewer.current == 45
    QTest.mouseClick(looker.viewer.panes.panes[0], Qt.MouseButton.LeftButton)
    assert looker.viewer.current == 50
    assert looker.window.context.chosen_ids() == [50]
    looker.press(KEY.Key_Right)
    assert looker.viewer.compared == (49, 45)


def release(looker: Looker, key: Qt.Key) -> None:
    event = QKeyEvent(QEvent.Type.KeyRelease, key, NONE)
    QApplication.sendEvent(looker.viewer.panes.active_pane, event)


def test_flicker_is_toggled_by_a_tap_and_ends_with_a_held_key(looker: Looker) -> None:
    looker.open(50)
    looker.press(KEY.Key_Right)
    looker.do("view_flicker")
    release(looker, KEY.Key_X)
    assert looker.viewer.shown == [50]
    looker.do("view_flicker")
    assert looker.viewer.shown == [49]
    again = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_X, NONE, "x", autorep=True)
    QApplication.sendEvent(looker.viewer.panes.active_pane, again)
    looker.kit.until(lambda: not looker.viewer._held.isActive())
    release(looker, KEY.Key_X)
    assert looker.viewer.shown == [50]


def test_flicker_of_compared_photos_stays_at_the_same_place(looker: Looker) -> None:
    looker.open(50)
    looker.viewer.compare([50, 45])
    looker.sharp()
    looker.do("view_flicker")
    looker.viewer.panes.zoom_by(3)
    (first,), (scale,) = looker.places, looker.scales
    looker.do("view_flicker")
    looker.sharp()
    assert looker.places == [pytest.approx(first)]
    assert looker.scales == [pytest.approx(scale)]
    assert len(looker.viewer.panes.shown) == 1


def test_details_tell_facts_entries_and_a_histogram(looker: Looker) -> None:
    looker.open(50)
    looker.do("view_details")
    panel = looker.viewer.details
    table = panel.entries.table
    looker.kit.until(lambda: table.rowCount() == 4)
    assert panel.facts["Camera"] == "Canon EOS 5D"
    assert [table.item(row, 0).text() for row in (0, 2)] == ["Camera", "Exposure"]
    assert table.item(3, 1).text() == "1/125 s"
    assert panel.histogram.text
    looker.press(KEY.Key_Right)
    looker.kit.until(lambda: panel.facts.get("Name") == "IMG_00049.jpg")
    table.selectAll()
    table.setFocus()
    QTest.keyClick(table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert looker.kit.desktop.copied == ["Make\tCanon\nExposure time\t1/125 s"]


def test_details_of_a_file_that_cannot_be_read(looker: Looker) -> None:
    looker.kit.library.previews.errors[50] = UnreadablePhoto(
        Reason.DAMAGED, in_words("It is damaged.")
    )
    looker.feature.open(50)
    looker.do("view_details")
    panel = looker.viewer.details
    looker.kit.until(lambda: "IMG_00050.jpg" in panel.facts.values())
    assert panel.entries.isHidden()


def test_full_screen_and_back(looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    looker.open(50)
    looker.do("view_full_screen")
    assert looker.window.isFullScreen()
    assert looker.viewer.panes.height() == looker.viewer.height()
    QTest.mouseMove(looker.viewer.panes.active_pane, QPoint(300, 300))
    # Without a screen the pointer is where it was last put, perhaps on the bar.
    monkeypatch.setattr(looker.viewer.bar, "underMouse", lambda: False, raising=False)
    looker.viewer._hide_bar()
    assert looker.viewer.bar.isHidden()
    QTest.mouseMove(looker.viewer.panes.active_pane, QPoint(340, 340))
    looker.kit.until(lambda: not looker.viewer.bar.isHidden())
    looker.press(KEY.Key_Escape)
    assert not looker.window.isFullScreen()
    assert not looker.viewer.isVisible()


def test_stars_and_the_trash_are_asked_for(looker: Looker, qtbot) -> None:
    looker.open(50)
    with qtbot.waitSignal(looker.feature.rating_wanted) as told:
        looker.press(KEY.Key_4)
    assert told.args == [50, 4]
    with qtbot.waitSignal(looker.feature.trash_wanted) as told:
        looker.press(KEY.Key_Delete)
    assert told.args == [50]
    looker.kit.until(lambda: not looker.window.file_ops.queue.running)


def test_the_users_own_keys_for_stars_hold_here_too(looker: Looker, qtbot) -> None:
    looker.open(50)
    looker.window.context.actions.use_keys(("rate_5=Q", "trash=Ctrl+Q"))
    with qtbot.waitSignal(looker.feature.rating_wanted) as told:
        looker.press(KEY.Key_Q)
    assert told.args == [50, 5]
    looker.kit.until(lambda: not looker.window.file_ops.queue.running)
    with qtbot.assertNotEmitted(looker.feature.rating_wanted):
        looker.press(KEY.Key_5)


def test_searching_by_what_is_looked_at(looker: Looker, qtbot) -> None:
    looker.open(50)
    looker.viewer.compare([50, 45])
    with qtbot.waitSignal(looker.feature.find_similar_wanted) as told:
        looker.viewer.bar.similar.click()
    assert told.args == [[50, 45]]
    assert not looker.feature.is_open


def test_a_narrow_bar_keeps_room_for_the_name(qapp, looker: Looker) -> None:
    theme.apply(qapp)  # its buttons are wider
    looker.window.resize(640, 500)
    looker.open(50)
    assert looker.viewer.bar.full_screen.isHidden()
    name = looker.viewer.bar.name
    looker.kit.until(lambda: name.width() >= name.fontMetrics().horizontalAdvance(name.text()))
    looker.window.resize(1400, 500)
    looker.kit.until(lambda: not looker.viewer.bar.full_screen.isHidden())


def test_the_next_photo_takes_the_place_of_one_that_was_sent_away(looker: Looker) -> None:
    looker.open(50)
    looker.feature.expect_removal([50])
    looker.kit.library.publish(Changes(removed=(50,)))
    looker.kit.until(lambda: looker.viewer.current == 49)
    assert "of 99" in looker.viewer.bar.text
    looker.kit.library.publish(Changes(added=(50,)))
    looker.kit.until(lambda: "of 100" in looker.viewer.bar.text)


def test_a_photo_that_others_delete_says_so_in_its_place(looker: Looker) -> None:
    looker.open(50)
    library = looker.kit.library
    library.previews.errors[50] = UnreadablePhoto(Reason.GONE, in_words("There is no such file."))
    record = library.photos([50])[0]
    library.photos = lambda ids: [] if 50 in ids else [replace(record, photo_id=i) for i in ids]
    library.publish(Changes(removed=(50,)))
    pane = looker.viewer.panes.active_pane
    looker.kit.until(lambda: "no longer" in pane.text)
    assert looker.viewer.current == 50
    assert "no longer" in pane.accessibleDescription()


def test_an_offline_photo_shows_its_thumbnail_and_why(looker: Looker) -> None:
    library = looker.kit.library
    library.offline_ids = {50}
    looker.feature.open(50)
    pane = looker.viewer.panes.active_pane
    looker.kit.until(lambda: "not connected" in pane.text)
    looker.kit.until(lambda: pane.picture.thumbnail is not None)
    library.offline_ids = set()
    library.publish(Changes(roots_changed=True))
    looker.sharp()
    assert pane.text == ""


def test_loading_is_said_when_it_takes_long(looker: Looker) -> None:
    library = looker.kit.library
    library.previews.gate = threading.Event()
    looker.feature.open(50)
    pane = looker.viewer.panes.active_pane
    assert pane.text == ""
    looker.kit.until(lambda: pane.text != "")
    library.previews.gate.set()
    looker.sharp()
    assert pane.text == ""


def test_another_answer_closes_it(looker: Looker, tmp_path) -> None:
    looker.open(50)
    looker.kit.drop_files(*looker.kit.files(tmp_path))
    window = looker.window
    looker.kit.until(lambda: window.context.view is window.photo_area.results_view)
    assert window.session.active
    assert not looker.viewer.isVisible()
    assert not looker.feature.is_open


def test_the_undone_trash_of_a_photo_found_shows_it_again(looker: Looker) -> None:
    """The query is asked again then; that is no reason to close the viewer over its answer."""
    library, window, results = looker.kit.library, looker.window, looker.window.photo_area.results
    library.found = [7, 50, 49, 3]
    window.session.find_similar([7])
    looker.kit.until(lambda: len(results) == 4)
    window.photo_area.results_view.set_current(1)
    looker.open(50)
    looker.feature.expect_removal([50])
    library.found = [7, 49, 3]
    library.publish(Changes(removed=(50,)))
    looker.kit.until(lambda: looker.viewer.current == 49 and len(results) == 3)
    library.found = [7, 50, 49, 3]
    library.publish(Changes(added=(50,)))
    window.session.search_again()
    looker.kit.until(lambda: len(results) == 4)
    assert (looker.viewer.current, looker.viewer.isVisible()) == (50, True)
    assert "2 of 4" in looker.viewer.bar.text
    looker.viewer.close_viewer()
    assert window.context.current_id() == 50


def test_a_library_that_closes_closes_it(looker: Looker) -> None:
    looker.open(50)
    looker.window.set_library(None)
    assert not looker.viewer.isVisible()
    assert not looker.feature.is_open


def test_tab_stays_within(looker: Looker) -> None:
    looker.open(50)
    looker.viewer.panes.active_pane.setFocus()
    seen = set()
    for _ in range(30):
        QTest.keyClick(QApplication.focusWidget() or looker.viewer, KEY.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            assert looker.viewer.isAncestorOf(focused)
            seen.add(focused)
    assert looker.viewer.panes.active_pane in seen
    assert looker.viewer.bar.back in seen


def test_every_button_has_a_name_and_a_tip_with_its_key(looker: Looker) -> None:
    looker.open(50)
    bar = looker.viewer.bar
    for button in (bar.back, bar.previous, bar.next, bar.actual_size, bar.compare, bar.flicker):
        assert button.accessibleName()
        assert "(" in button.toolTip()
    looker.window.context.actions.use_keys(("view_compare=Ctrl+Shift+K",))
    assert "K" in bar.compare.toolTip()


def test_what_is_painted_changes_with_the_zoom(looker: Looker) -> None:
    looker.open(50)
    pane = looker.viewer.panes.active_pane
    whole = pane.grab().toImage()
    looker.do("view_actual_size")
    assert pane.grab().toImage() != whole
    looker.do("view_actual_size")
    assert pane.grab().toImage() == whole

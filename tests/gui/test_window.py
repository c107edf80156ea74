"""The whole window over a fake library: giving queries, seeing answers, adding folders."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMenu, QPushButton

from photosearch.core.changes import Changes
from photosearch.core.errors import UserError
from photosearch.core.query import LOOK, SUBJECT
from photosearch.gui import wording
from photosearch.gui.query.query_chip import QueryChip
from photosearch.gui.widgets.message_page import EmptyPageAction
from tests.gui.fake_library import FakeLibrary, jpeg
from tests.gui.window_kit import Kit, mime_of

# Seen with menus and dialogs: the offscreen platform has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier


def chips(kit: Kit) -> list[QueryChip]:
    return kit.window.query_bar.chips.chips


def test_the_library_is_shown_newest_first(kit: Kit) -> None:
    window = kit.open()
    assert window.photo_area.currentWidget() is window.photo_area.library_view
    assert window.photo_area.photos.photo_id(0) == 100
    assert window.index_feature.status.text == "100 photos in 1 folder"
    assert window.photo_area.library_view.hasFocus()


def test_a_dropped_file_is_searched_for_and_the_best_come_first(kit: Kit, tmp_path) -> None:
    kit.library.found = [42, 7, 99]
    window = kit.open()
    event = kit.drop_files(*kit.files(tmp_path))
    assert event.isAccepted()
    assert event.dropAction() is Qt.DropAction.CopyAction, "a move would delete the original"
    kit.answered(1)
    assert window.photo_area.currentWidget() is window.photo_area.results_view
    assert list(window.photo_area.results.ids) == [42, 7, 99]
    scores = [window.photo_area.results.score(row) for row in range(3)]
    assert scores == sorted(scores, reverse=True)
    assert window.query_bar.message == "3 most alike of 100 photos"
    assert len(chips(kit)) == 1
    (example,) = kit.library.queries[0].positives
    assert example.image.pixels is not None
    assert example.image.pixels.shape[2] == 3
    window.photo_area.results_view.grab()


def test_scores_are_probabilities_only_where_the_model_says_so() -> None:
    assert wording.score(0.973, calibrated=True) == "97 %"
    assert wording.score(0.997, calibrated=True) == "99 %"
    assert wording.score(1.0, calibrated=True) == "100 %"
    assert wording.score(0.973, calibrated=False) == "0.97"


def test_several_files_make_one_query_and_the_bar_adds_another(kit: Kit, tmp_path) -> None:
    window = kit.open()
    files = kit.files(tmp_path, 3)
    kit.drop_files(*files[:2])
    kit.answered(1)
    assert len(kit.library.queries[0].positives) == 2
    bar = window.query_bar
    kit.drop_files(files[2], position=bar.mapTo(window, bar.rect().center()))
    kit.answered(2)
    assert len(kit.library.queries[1].positives) == 3
    assert len(chips(kit)) == 3
    kit.drop_files(files[0])
    kit.answered(3)
    assert len(kit.library.queries[2].positives) == 1, "on the photos it starts anew"


def test_headings_that_come_after_the_query_was_left_bring_nothing_back(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = kit.open()
    window.context.preferences.change(group_results_by="day")
    window.session.find_similar([3])
    kit.answered(1)
    kit.until(lambda: window.photo_area.results.groups is not None)
    groups, begun, gate = kit.library.facets.groups, threading.Event(), threading.Event()

    def slow(ids, by):
        begun.set()
        gate.wait(5)
        return groups(ids, by)

    monkeypatch.setattr(kit.library.facets, "groups", slow)
    window.session.find_similar([4])
    kit.until(begun.is_set)
    window.session.clear()
    gate.set()
    done: list[None] = []
    window.context.background.derive(window.context.threads.facets).run(lambda: None, done.append)
    kit.until(lambda: done != [])
    assert window.photo_area.state.results is None
    assert window.view is window.photo_area.library_view


def test_a_chip_is_removed_and_without_any_the_library_is_back(kit: Kit, tmp_path) -> None:
    window = kit.open()
    kit.drop_files(*kit.files(tmp_path, 2))
    kit.answered(1)
    kit.qtbot.keyClick(chips(kit)[0], Qt.Key.Key_Delete)
    kit.answered(2)
    assert len(kit.library.queries[1].positives) == 1
    kit.qtbot.keyClick(chips(kit)[0], Qt.Key.Key_Delete)
    assert window.photo_area.currentWidget() is window.photo_area.library_view


def test_the_sense_is_chosen_and_searched_in(kit: Kit, tmp_path) -> None:
    window = kit.open()
    kit.drop_files(*kit.files(tmp_path))
    kit.answered(1)
    window.query_bar.mode_slider.go_to_stop(1)
    kit.answered(2)
    window.query_bar.mode_slider.go_to_stop(2)
    kit.answered(3)
    assert [query.mode for query in kit.library.queries[1:]] == [LOOK, SUBJECT]
    kit.key(Qt.Key.Key_Escape)
    kit.drop_files(*kit.files(tmp_path))
    kit.answered(4)
    assert kit.library.queries[3].mode == SUBJECT, "the mode outlives the query"


def test_escape_returns_to_the_same_place_of_the_library(kit: Kit, tmp_path) -> None:
    window = kit.open()
    window.photo_area.library_view.set_current(57)
    scrolled = window.photo_area.library_view.verticalScrollBar().value()
    assert scrolled > 0
    kit.drop_files(*kit.files(tmp_path))
    kit.answered(1)
    kit.key(Qt.Key.Key_Escape)
    assert window.photo_area.currentWidget() is window.photo_area.library_view
    assert window.photo_area.library_view.verticalScrollBar().value() == scrolled
    assert window.photo_area.library_view.chosen_ids() == [43]


def test_only_the_latest_query_is_answered(kit: Kit, tmp_path) -> None:
    window = kit.open()
    gate = kit.library.search_gate = threading.Event()
    kit.library.found = [1]
    kit.drop_files(*kit.files(tmp_path))
    kit.until(lambda: len(kit.library.queries) == 1)
    window.session.search(replace(window.session.query, mode=LOOK))
    answers: list[Any] = []
    window.session.results_ready.connect(answers.append)
    kit.library.search_gate = None
    gate.set()
    kit.answered(2)
    kit.qtbot.wait(50)
    assert len(answers) == 1, "the first answer came too late"


def test_an_answer_after_escape_is_dropped(kit: Kit, tmp_path) -> None:
    window = kit.open()
    gate = kit.library.search_gate = threading.Event()
    kit.drop_files(*kit.files(tmp_path))
    kit.until(lambda: len(kit.library.queries) == 1)
    window.go_back()
    gate.set()
    kit.qtbot.wait(50)
    assert window.photo_area.currentWidget() is window.photo_area.library_view


def test_paste_of_a_file_an_image_and_a_path(kit: Kit, tmp_path, qtbot) -> None:
    kit.open()
    clipboard = QGuiApplication.clipboard()
    (file,) = kit.files(tmp_path)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    pixels, encoded, text = QMimeData(), QMimeData(), QMimeData()
    pixels.setImageData(image)
    encoded.setData("image/jpeg", jpeg(3))
    text.setText(f"  {file}\n")
    for number, mime in enumerate((mime_of(file), pixels, encoded, text), 1):
        clipboard.setMimeData(mime)
        kit.key(Qt.Key.Key_V, CTRL)
        kit.answered(number)
    (example,) = kit.library.queries[1].positives
    assert example.image.pixels is not None
    assert np.array_equal(np.unique(example.image.pixels.reshape(-1, 3), axis=0), [[255, 0, 0]])
    clipboard.clear()


def test_a_paste_of_nothing_useful_says_what_to_do(kit: Kit) -> None:
    window = kit.open()
    QGuiApplication.clipboard().clear()
    kit.key(Qt.Key.Key_V, CTRL)
    assert "no picture on the clipboard" in window.banner.text
    QGuiApplication.clipboard().setText("just words")
    kit.key(Qt.Key.Key_V, CTRL)
    kit.until(lambda: "no path of a picture" in window.banner.text)
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/cat.jpg")])
    with kit.qtbot.waitSignal(window.session.unresolved_input) as left_over:
        kit.drop(web)
    assert left_over.args[0].addresses == ["https://example.org/cat.jpg"]
    assert kit.library.queries == []
    QGuiApplication.clipboard().clear()


def test_a_file_that_is_no_picture_leaves_what_is_on_the_screen(kit: Kit, tmp_path) -> None:
    window = kit.open()
    kit.drop_files(*kit.files(tmp_path))
    kit.answered(1)
    text = tmp_path / "notes.txt"
    text.write_text("no picture")
    kit.drop_files(text)
    kit.until(lambda: "notes.txt cannot be searched for. Not a picture." in window.banner.text)
    assert window.photo_area.currentWidget() is window.photo_area.results_view
    assert len(chips(kit)) == 1
    next(b for b in window.banner.findChildren(QPushButton) if b.text() == "Close").click()
    assert window.banner.text == ""


def test_a_failing_search_goes_back_to_the_last_answer(kit: Kit, tmp_path) -> None:
    window = kit.open()
    files = kit.files(tmp_path, 2)
    kit.drop_files(files[0])
    kit.answered(1)
    shown = list(window.photo_area.results.ids)
    kit.library.search_error = UserError.in_words("The model lacks this mode.", "Choose another.")
    kit.drop_files(files[1])
    kit.until(lambda: "lacks this mode" in window.banner.text)
    assert list(window.photo_area.results.ids) == shown
    assert chips(kit)[0].image.title == "query0.png"


def add_to_library(kit: Kit) -> None:
    """Answer the question about a dropped folder."""
    bar = kit.window.import_prompt.bar
    kit.until(lambda: "folder" in bar.text)
    bar.findChild(QPushButton, "add").click()


def test_a_dropped_folder_is_added_and_indexed(kit: Kit, tmp_path) -> None:
    window = kit.open()
    folder = tmp_path / "holiday"
    folder.mkdir()
    kit.drop_files(folder)
    add_to_library(kit)
    kit.until(lambda: len(kit.library.index_calls) == 1)
    assert [root.path for root in kit.library.index_calls[0]] == [folder]
    kit.until(lambda: window.index_feature.status.text.startswith("100 photos in 2 folders"))
    assert kit.library.queries == []


def test_a_folder_dropped_on_an_answer_leaves_the_answer(kit: Kit, tmp_path) -> None:
    window = kit.open()
    kit.drop_files(*kit.files(tmp_path))
    kit.answered(1)
    words = window.query_bar.message
    kit.drop_files(tmp_path)
    assert window.query_bar.message == "Searching…"
    add_to_library(kit)
    kit.until(lambda: len(kit.library.index_calls) == 1)
    kit.until(lambda: window.query_bar.message == words)
    assert len(kit.library.queries) == 1


def test_a_folder_dropped_during_a_search_does_not_end_it(kit: Kit, tmp_path) -> None:
    window = kit.open()
    gate = kit.library.search_gate = threading.Event()
    kit.drop_files(*kit.files(tmp_path))
    kit.until(lambda: len(kit.library.queries) == 1)
    kit.drop_files(tmp_path)
    gate.set()
    kit.answered(1)
    add_to_library(kit)
    kit.until(lambda: len(kit.library.index_calls) == 1)
    assert window.photo_area.currentWidget() is window.photo_area.results_view


def test_folder_and_picture_by_dialog(kit: Kit, tmp_path) -> None:
    window = kit.open()
    window.context.actions.action("add_folder").trigger()  # the dialog is cancelled
    window.context.actions.action("open_picture").trigger()
    kit.desktop.folder = tmp_path / "absent"
    window.context.actions.action("add_folder").trigger()
    kit.until(lambda: "is not a folder" in window.banner.text)
    kit.desktop.pictures = kit.files(tmp_path)
    window.context.actions.action("open_picture").trigger()
    kit.answered(1)


def test_find_similar_searches_by_the_photos_themselves(kit: Kit) -> None:
    window = kit.open()
    kit.key(Qt.Key.Key_Right)
    kit.key(Qt.Key.Key_F, CTRL)
    kit.answered(1)
    assert [example.image.photo_id for example in kit.library.queries[0].positives] == [100]
    assert chips(kit)[0].image.title == "IMG_00100.jpg"
    assert window.photo_area.results_view.hasFocus(), "the keyboard is at the results"


def test_the_context_menu_and_what_it_does(kit: Kit) -> None:
    window = kit.open()
    (kit.library.folder / "photos0").mkdir()
    (kit.library.folder / "photos0" / "IMG_00100.jpg").write_bytes(jpeg(1))
    kit.key(Qt.Key.Key_Right)
    path = kit.library.folder / "photos0" / "IMG_00100.jpg"
    kit.key(Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    kit.until(lambda: kit.desktop.opened == [path])
    kit.key(Qt.Key.Key_Return, CTRL)
    kit.until(lambda: kit.desktop.shown == [path])
    kit.key(Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    kit.until(lambda: kit.desktop.copied == [str(path)])
    window.photo_area.library_view.menu_wanted.emit(QPoint(10, 10))
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    words = [action.text().replace("&", "") for action in menu.actions()]
    wanted = ["Find similar", "Show in folder", "Copy path", "Move to trash"]
    assert [word for word in words if word in wanted] == wanted
    menu.close()


def test_a_photo_that_is_gone_or_offline_is_told_so(kit: Kit) -> None:
    window = kit.open()
    kit.key(Qt.Key.Key_Right)
    window.context.actions.action("open_photo").trigger()
    kit.until(lambda: "IMG_00100.jpg is no longer in" in window.banner.text)
    kit.library.offline_ids = {100}
    window.context.actions.action("open_photo").trigger()
    kit.until(lambda: "drive that is not connected" in window.banner.text)
    assert kit.desktop.opened == []


def test_select_all_and_escape(kit: Kit) -> None:
    window = kit.open()
    kit.key(Qt.Key.Key_A, CTRL)
    assert window.index_feature.status.text.endswith("100 selected")
    kit.key(Qt.Key.Key_Escape)
    assert window.photo_area.library_view.selection.count == 0


def test_changes_come_in_without_a_reset(kit: Kit) -> None:
    window = kit.open()
    window.photo_area.library_view.set_current(3)
    kit.library.set_ids(range(105, 0, -1))
    with kit.qtbot.assertNotEmitted(window.photo_area.photos.reset):
        worker = threading.Thread(
            target=lambda: [kit.library.publish(Changes(added=(i,))) for i in range(101, 106)]
        )
        worker.start()
        worker.join()
        kit.until(lambda: len(window.photo_area.photos) == 105)
    assert window.photo_area.library_view.chosen_ids() == [97]


def test_a_flood_of_changes_makes_a_few_looks_only(kit: Kit) -> None:
    window = kit.open()
    looks = []
    window.photo_area.updater.refreshed.connect(lambda: looks.append(1))
    for number in range(5000):
        kit.library.publish(Changes(added=(number,)))
    kit.library.set_ids(range(9, 0, -1))
    kit.library.publish(Changes(removed=(1,)))
    kit.until(lambda: len(window.photo_area.photos) == 9)
    assert len(looks) <= 3


def test_photos_that_go_leave_the_results_as_well(kit: Kit, tmp_path) -> None:
    kit.library.found = [5, 6, 7]
    window = kit.open()
    kit.drop_files(*kit.files(tmp_path))
    kit.answered(1)
    scores = [window.photo_area.results.score(0), window.photo_area.results.score(2)]
    kit.library.publish(Changes(removed=(6,)))
    kit.until(lambda: list(window.photo_area.results.ids) == [5, 7])
    assert [window.photo_area.results.score(row) for row in range(2)] == scores


def test_a_changed_photo_is_loaded_anew(kit: Kit) -> None:
    window = kit.open()
    kit.until(lambda: window.photo_area.loader.picture(100) is not None)
    kit.library.asked_thumbnails.clear()
    kit.library.publish(Changes(changed=(100,)))
    kit.until(lambda: any(100 in batch for batch in kit.library.asked_thumbnails))


def test_names_that_are_no_text_can_be_shown(kit: Kit) -> None:
    assert wording.shown_name(Path("caf\udce9.jpg")) == "caf�.jpg"


@pytest.mark.parametrize("sign", ["\n", "\t", "\x1b", "\x7f", "\u202e", "\u2066", "\u2028"])
def test_a_name_is_shown_as_it_is_called(sign: str) -> None:
    """Neither in two lines, nor backwards, nor as if the sign were not there."""
    path = Path("/photos") / f"a{sign}b" / f"gpj{sign}.exe"
    assert wording.shown_name(path) == "gpj\N{REPLACEMENT CHARACTER}.exe"
    assert wording.shown_path(path.parent) == "/photos/a\N{REPLACEMENT CHARACTER}b"
    assert wording.plain_text(str(path)) == str(path), "on the clipboard"
    family = "a\N{MAN}\u200d\N{WOMAN}.jpg"
    assert wording.shown_name(Path(family)) == family


def test_wishes_of_the_message_page_are_granted(kit: Kit, tmp_path) -> None:
    window = kit.open()
    kit.library.found = []
    kit.drop_files(*kit.files(tmp_path))
    kit.until(lambda: window.photo_area.page.message.headline == "Nothing like it was found")
    assert window.photo_area.currentWidget() is window.photo_area.page
    window.photo_area.page.action_requested.emit(EmptyPageAction.BACK)
    assert window.photo_area.currentWidget() is window.photo_area.library_view


def test_the_fake_keeps_to_the_port(tmp_path) -> None:
    from photosearch.gui.library_port import LibraryPort

    fake = FakeLibrary(tmp_path)
    face = {name for name in vars(LibraryPort) if not name.startswith("_")}
    assert {name for name in face if not hasattr(fake, name)} == set()


def test_photos_that_are_gone_leave_the_answer_and_its_count(kit: Kit) -> None:
    window = kit.open()
    kit.library.found = list(range(1, 101))
    window.session.find_similar([7])
    kit.answered(1)
    assert "All 100 photos" in window.query_bar.message
    view = window.photo_area.results_view
    view.set_current(40)
    top = view.verticalScrollBar().value()
    kit.library.publish(Changes(removed=(2, 7)))
    kit.until(lambda: "All 98 photos" in window.query_bar.message)
    assert len(window.photo_area.results) == 98
    assert view.current_id() == 41
    assert list(view.selection.rows()) == [38]
    window.session.set_threshold(0.5)
    window.session.set_threshold(0)
    assert 2 not in window.photo_area.results.ids, "another cut-off brings nothing back"
    assert view.current_id() == 41
    assert view.verticalScrollBar().value() <= top
    assert len(kit.library.queries) == 1

"""Recent and saved searches: kept as they were asked, found again, never in the way."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton

from photosearch.core.errors import CatalogError
from photosearch.core.filters import Filters
from photosearch.core.query import LOOK, SUBJECT, CropBox, Query, QueryImage, QueryItem
from photosearch.gui.saved_searches import saved_searches_feature
from photosearch.gui.saved_searches.save_dialog import SaveDialog
from photosearch.gui.saved_searches.search_list_item import details_of, list_items, title_of
from photosearch.gui.saved_searches.searches_dialog import SearchesDialog
from photosearch.gui.saved_searches.serialization import (
    SAVED_SIDE,
    encode_jpeg,
    restore,
    with_copies,
)
from photosearch.gui.undo import UndoEntry
from photosearch.gui.widgets.pixels import decode, from_rgb
from tests.gui.fake_library import FakeLibrary, jpeg, picture
from tests.gui.fake_searches import FakeSearches
from tests.gui.query.test_query_controls import ask, last
from tests.gui.window_kit import Kit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

BOX = CropBox(0.1, 0.2, 0.5, 0.5)


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_searches_feature, "SAVE_DELAY_MS", 1)


def searches(kit: Kit) -> FakeSearches:
    return kit.library.searches


def saved_copy(title: str, copy: bytes, **values) -> QueryItem:
    return QueryItem(QueryImage(file=copy, title=title, jpeg=copy), **values)


def saved_photo(title: str, photo_id: int, copy: bytes, **values) -> QueryItem:
    return QueryItem(QueryImage(photo_id=photo_id, title=title, jpeg=copy), **values)


def noisy(side: int) -> np.ndarray:
    return np.random.default_rng(side).integers(0, 256, (side, side // 2, 3), np.uint8)


# There and back, without a window


def test_a_query_comes_back_as_it_was(tmp_path) -> None:
    library = FakeLibrary(tmp_path)
    pixels = QueryImage(pixels=noisy(900), title="pasted")
    photo = QueryImage(photo_id=7, title="IMG_00007.jpg", jpeg=jpeg(7))
    query = Query(
        (QueryItem(pixels, weight=2.0), QueryItem(photo, BOX, negative=True)),
        LOOK,
        Filters(text="sea"),
        0.5,
    )
    saved = with_copies(query)
    again = restore(library, saved)
    assert (again.mode, again.filters, again.threshold) == (LOOK, Filters(text="sea"), 0.5)
    first, second = again.items
    assert first.image.pixels is not None
    assert first.image.pixels.shape == (SAVED_SIDE, SAVED_SIDE // 2, 3)
    assert not first.image.pixels.flags.writeable
    assert (first.weight, first.negative, first.crop) == (2.0, False, None)
    assert (second.image.photo_id, second.negative, second.crop) == (7, True, BOX)
    assert second.detailed is not None
    copies = [image.jpeg for image in saved.images]
    assert [image.jpeg for image in with_copies(again).images] == copies, "not copied again"


def test_a_photo_that_is_gone_is_searched_by_its_copy(tmp_path, monkeypatch) -> None:
    library = FakeLibrary(tmp_path)
    monkeypatch.setattr(library, "photos", lambda ids: [])
    restored = restore(library, Query((saved_photo("gone.jpg", 77, jpeg(3)),)))
    assert restored.images[0].pixels is not None
    assert restored.images[0].pixels.shape == picture(3).shape
    assert restored.images[0].preview is not None


def test_without_any_readable_picture_it_is_said_so(tmp_path) -> None:
    with pytest.raises(Exception, match="cannot be read any more"):
        restore(FakeLibrary(tmp_path), Query((saved_copy("broken", b"no picture"),)))


def test_the_copy_of_a_picture_that_is_cropped_has_more_pixels() -> None:
    whole = QueryItem(QueryImage(pixels=noisy(300), title="pasted"))
    cropped = replace(whole, crop=BOX, detailed=noisy(600))
    sizes = []
    for item in (whole, cropped, replace(cropped, crop=None)):
        sizes.append(decode(with_copies(Query((item,))).images[0].jpeg).height())
    assert sizes == [300, 600, 600]


def test_copies_are_small_and_small_pictures_stay_as_they_are() -> None:
    sizes = {}
    for side in (1600, 300):
        copy = decode(encode_jpeg(from_rgb(noisy(side))))
        sizes[side] = (copy.width(), copy.height())
    assert sizes == {1600: (SAVED_SIDE // 2, SAVED_SIDE), 300: (150, 300)}


def test_what_lists_say_of_a_search() -> None:
    store = FakeSearches()
    items = (
        saved_copy("no", jpeg(1), negative=True),
        saved_copy("sea.jpg", jpeg(2), crop=BOX),
    )
    search = store.save_recent(Query(items, SUBJECT, Filters(text="x")))
    assert title_of(search).startswith("sea.jpg and")
    assert details_of(search).split(" · ")[0] == "Same subject"
    assert len(details_of(search).split(" · ")) == 4
    assert title_of(store.save("Beach", search.query)) == "Beach"
    (shown,) = list_items([search])
    assert not shown.image.isNull()


# In the window


def test_each_answered_query_is_kept_once(kit: Kit) -> None:
    window = kit.open()
    ask(kit, 3)
    kit.until(lambda: len(searches(kit).kept) == 1)
    for number, sense in enumerate((LOOK, SUBJECT), 2):
        window.session.set_mode(sense)
        kit.answered(number)
    window.session.set_threshold(0.5)
    window.session.set_negative(window.session.query.images[0], False)
    kit.until(lambda: [s.query.threshold for s in searches(kit).recent()] == [0.5])
    (search,) = searches(kit).recent()
    assert search.query.mode == SUBJECT
    assert search.query.images[0].photo_id == 3
    assert searches(kit).shown == search.search_id
    ask(kit, 4, 5)
    kit.until(lambda: len(searches(kit).kept) == 2)


def test_what_was_shown_is_shown_again(kit: Kit) -> None:
    item = saved_photo("IMG_00009.jpg", 9, jpeg(9), crop=BOX, weight=2.0)
    searches(kit).save_recent(Query((item,), LOOK, Filters(min_rating=2), 0.25))
    window = kit.open()
    kit.until(lambda: len(kit.library.queries) == 1)
    assert last(kit).mode == LOOK
    assert last(kit).filters == Filters(min_rating=2)
    (example,) = last(kit).positives
    assert (example.crop, example.weight) == (BOX, 2.0)
    kit.until(lambda: window.session.answer is not None)
    assert window.query_bar.threshold_slider.threshold == 0.25
    assert window.query_bar.mode_slider.mode == LOOK
    window.session.clear()
    kit.until(lambda: searches(kit).shown is None)


def test_it_is_not_shown_again_if_it_was_left_or_not_wanted(kit: Kit) -> None:
    window = kit.open()
    ask(kit, 3)
    window.session.clear()
    kit.until(lambda: searches(kit).recent() != [] and searches(kit).shown is None)
    window.set_library(None)
    searches(kit).save_recent(searches(kit).recent()[0].query)
    window.context.preferences.change(reopen_query=False)
    window.set_library(kit.library)
    kit.until(lambda: window.photo_area.updater.roots is not None)
    kit.qtbot.wait(30)
    assert len(kit.library.queries) == 1


def test_closing_the_library_is_not_leaving_the_query(kit: Kit) -> None:
    window = kit.open()
    ask(kit, 3)
    kit.until(lambda: searches(kit).shown is not None)
    window.set_library(None)
    kit.qtbot.wait(30)
    assert searches(kit).opened() is not None


def test_a_full_disk_does_not_disturb_the_search(kit: Kit, caplog) -> None:
    window = kit.open()
    searches(kit).error = CatalogError.in_words("The disk is full.", "Make room.")
    with caplog.at_level(logging.WARNING):
        ask(kit, 3)
        kit.until(lambda: "The disk is full." in caplog.text)
    caplog.clear()
    assert window.banner.text == ""


def test_the_menu_searches_again(kit: Kit) -> None:
    window = kit.open()
    ask(kit, 3)
    ask(kit, 4)
    kit.until(lambda: len(searches(kit).recent()) == 2)
    window.query_bar.searches_wanted.emit(QPoint(10, 10))
    kit.until(lambda: window.findChild(QMenu, "searches") is not None)
    menu = window.findChild(QMenu, "searches")
    words = [action.text() for action in menu.actions() if action.data() is not None]
    assert words == ["IMG_00004.jpg", "IMG_00003.jpg"]
    action = next(a for a in menu.actions() if a.text() == "IMG_00003.jpg")
    action.trigger()
    menu.close()
    kit.answered(3)
    assert last(kit).positives[0].image.photo_id == 3


def save_dialog(kit: Kit) -> SaveDialog:
    kit.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    kit.until(lambda: kit.window.findChild(SaveDialog) is not None)
    return kit.window.findChild(SaveDialog)


def test_a_search_is_saved_under_a_name(kit: Kit) -> None:
    window = kit.open()
    ask(kit, 3)
    dialog = save_dialog(kit)
    assert dialog.name.text() == "IMG_00003"
    dialog.name.setText("  the   sea ")
    kit.qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    kit.until(lambda: [s.name for s in searches(kit).saved()] == ["the sea"])
    kit.until(lambda: "saved as “the sea”" in window.banner.text)
    kit.until(lambda: window.findChild(SaveDialog) is None)


def test_a_name_that_is_taken_is_said_before_it_is_replaced(kit: Kit) -> None:
    kit.open()
    ask(kit, 3)
    searches(kit).save("sea", Query((saved_copy("other", jpeg(1)),)))
    dialog = save_dialog(kit)
    dialog.name.setText("")
    assert not dialog._save.isEnabled()
    dialog.name.setText("sea")
    assert "would be replaced" in dialog.message
    searches(kit).error = CatalogError.in_words("The disk is full.", "Make room.")
    dialog._save.click()
    kit.until(lambda: "disk is full" in dialog.message)
    searches(kit).error = None
    dialog._save.click()
    kit.until(lambda: searches(kit).saved()[0].query.images[0].photo_id == 3)
    assert len(searches(kit).saved()) == 1


def open_dialog(kit: Kit) -> SearchesDialog:
    kit.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = kit.window.findChild(SearchesDialog)
    kit.until(lambda: dialog.recent.count() + dialog.saved.count() > 0)
    return dialog


def test_the_dialog_searches_renames_removes_and_undoes(kit: Kit) -> None:
    kit.open()
    query = Query((saved_photo("IMG_00008.jpg", 8, jpeg(8)),))
    searches(kit).save("hills", query)
    searches(kit).save("sea", query)
    dialog = open_dialog(kit)
    saved = dialog.saved
    assert [saved.item(row).text() for row in range(2)] == ["hills", "sea"]
    saved.setFocus()
    dialog._enter(saved)  # the offscreen platform has one active window
    saved.item(0).setText("sea")
    kit.until(lambda: "taken" in dialog.message)
    kit.until(lambda: saved.item(0).text() == "hills")
    saved.item(0).setText("mountains")
    kit.until(lambda: [s.name for s in searches(kit).saved()] == ["mountains", "sea"])
    kit.until(lambda: saved.item(0).text() == "mountains")
    saved.setCurrentRow(0)
    kit.qtbot.keyClick(saved, Qt.Key.Key_Delete)
    kit.until(lambda: [s.name for s in searches(kit).saved()] == ["sea"])
    kit.until(lambda: "removed" in dialog.message)
    dialog._undo.click()
    kit.until(lambda: len(searches(kit).saved()) == 2)
    kit.until(lambda: saved.count() == 2)
    saved.setCurrentRow(1)
    dialog._search.click()
    kit.answered(1)
    assert last(kit).positives[0].image.photo_id == 8
    dialog.grab()
    dialog.close()


def test_a_removed_search_comes_back_with_undo_and_nothing_older_does(kit: Kit) -> None:
    """The dialog is closed: Ctrl+Z takes back the removal, not what was done to files before."""
    window = kit.open()
    older: list[str] = []
    history = window.file_ops.history
    history.add(UndoEntry("rating", lambda: older.append("undone"), lambda: None, "older"))
    searches(kit).save("hills", Query((saved_photo("IMG_00008.jpg", 8, jpeg(8)),)))
    dialog = open_dialog(kit)
    dialog.saved.setFocus()
    dialog._enter(dialog.saved)
    kit.qtbot.keyClick(dialog.saved, Qt.Key.Key_Delete)
    kit.until(lambda: searches(kit).saved() == [])
    dialog.close()
    undo, redo = (window.context.actions.action(name) for name in ("undo", "redo"))
    kit.until(lambda: "removing the search “hills”" in undo.text())
    undo.trigger()
    kit.until(lambda: [s.name for s in searches(kit).saved()] == ["hills"])
    kit.until(lambda: "rating" in undo.text())
    redo.trigger()
    kit.until(lambda: searches(kit).saved() == [])
    kit.until(lambda: "hills" in undo.text())
    searches(kit).save("hills", Query((saved_photo("IMG_00009.jpg", 9, jpeg(9)),)))
    undo.trigger()
    kit.until(lambda: "taken" in window.banner.text)
    assert "rating" in undo.text(), "what was done before can still be taken back"
    assert older == []


def test_the_dialog_takes_back_a_removal_whatever_was_done_since(kit: Kit) -> None:
    window = kit.open()
    searches(kit).save("hills", Query((saved_photo("IMG_00008.jpg", 8, jpeg(8)),)))
    dialog = open_dialog(kit)
    dialog.removed.emit(searches(kit).saved()[0])
    kit.until(lambda: "removed" in dialog.message)
    newer: list[str] = []
    window.file_ops.history.add(
        UndoEntry("rating", lambda: newer.append("undone"), lambda: None, "n")
    )
    dialog._undo.click()
    kit.until(lambda: [s.name for s in searches(kit).saved()] == ["hills"])
    kit.until(lambda: dialog.message == "")
    assert newer == []
    assert "rating" in window.context.actions.action("undo").text()
    dialog.close()


def test_a_search_that_is_brought_back_too_late_is_not_shown(kit: Kit) -> None:
    """Something else is asked, or the search is left, while its pictures are still read."""
    window = kit.open()
    search = searches(kit).save("hills", Query((saved_photo("IMG_00008.jpg", 8, jpeg(8)),)))
    window.saved_searches.open_search(search)
    window.session.find_similar([5])
    kit.answered(1)
    assert [item.image.photo_id for item in window.session.query.items] == [5]
    window.saved_searches.open_search(search)
    window.session.clear()
    context = window.context
    done: list[Any] = []
    for pool in (context.threads.io, context.threads.queries):
        context.background.derive(pool).run(lambda: None, done.append)
    kit.until(lambda: len(done) == 2)
    assert not window.session.active


def test_the_recent_ones_are_forgotten_and_brought_back(kit: Kit) -> None:
    kit.open()
    ask(kit, 3)
    ask(kit, 4)
    kit.until(lambda: len(searches(kit).recent()) == 2)
    dialog = open_dialog(kit)
    assert dialog.saved.isHidden()
    next(b for b in dialog.findChildren(QPushButton) if b.text().startswith("Forget")).click()
    kit.until(lambda: searches(kit).recent() == [])
    kit.until(lambda: dialog.recent.count() == 0 and not dialog._search.isEnabled())
    dialog.activateWindow()
    kit.until(dialog.isActiveWindow)
    kit.qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    kit.until(lambda: dialog.recent.count() == 2)
    dialog.close()
    kit.until(lambda: not any(isinstance(w, QDialog) for w in QApplication.topLevelWidgets()))

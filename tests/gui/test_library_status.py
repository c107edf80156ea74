"""The status bar: counts, for a while what a run came to, and links to what needs doing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QStatusTipEvent
from PySide6.QtWidgets import QApplication

from photosearch.core.changes import Changes
from photosearch.gui.indexing.library_status import LibraryStatus
from tests.gui.fake_library import FakeLibrary
from tests.gui.window_kit import Kit


@pytest.fixture
def library(tmp_path: Path) -> FakeLibrary:
    return FakeLibrary(tmp_path, count=100, roots=2)


@pytest.fixture
def status(kit: Kit) -> LibraryStatus:
    return kit.window.index_feature.status


def finished(kit: Kit) -> None:
    kit.window.indexing.request()
    kit.until(lambda: not kit.window.indexing.running)


def test_a_result_goes_away_and_leaves_a_link_to_what_cannot_be_read(
    kit: Kit, status: LibraryStatus
) -> None:
    status._fade.setInterval(300)
    kit.library.root_list.unreadable = 14
    kit.open()
    kit.window.activateWindow()
    kit.until(lambda: status.unreadable_link.text() == "14 files unreadable")
    assert status.unreadable_link.isVisible()
    kit.library.index_items = 50
    finished(kit)
    kit.until(lambda: "49 new, 1 unreadable" in status.text)
    assert status.unreadable_link.isHidden(), "not told twice"
    kit.until(lambda: status.unreadable_link.isVisible())
    assert "new" not in status.text
    assert "photos in 2 folders" in status.text


def test_a_result_waits_for_somebody_to_see_it(
    kit: Kit, status: LibraryStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    status._fade.setInterval(20)
    kit.open()
    monkeypatch.setattr(kit.window, "isActiveWindow", lambda: False)
    kit.library.index_items = 10
    finished(kit)
    kit.qtbot.wait(100)
    assert "10 new" in status.text
    monkeypatch.setattr(kit.window, "isActiveWindow", lambda: True)
    kit.until(lambda: "10 new" not in status.text)


def test_the_selection_is_counted_in_place_of_the_result(kit: Kit, status: LibraryStatus) -> None:
    kit.open()
    kit.library.index_items = 10
    finished(kit)
    kit.until(lambda: status.text.endswith("10 new"))
    kit.window.view.select_all()
    assert "10 new" not in status.text
    assert status.text.endswith("selected")


def test_the_link_opens_the_list_of_unreadable_files(kit: Kit, status: LibraryStatus) -> None:
    kit.library.root_list.unreadable = 1
    kit.open()
    kit.until(lambda: status.unreadable_link.text() == "1 file unreadable")
    assert status.unreadable_link.isVisible()
    status.unreadable_link.click()
    panel = kit.window.index_feature.panel
    assert panel.isVisible()
    assert panel.unreadable.isVisible()


def test_the_link_follows_what_changes(kit: Kit, status: LibraryStatus) -> None:
    kit.window.index_feature._all_changes._timer.setInterval(10)
    kit.open()
    kit.library.root_list.unreadable = 3
    kit.library.publish(Changes(removed=(1,)))
    kit.until(status.unreadable_link.isVisible)
    kit.library.root_list.unreadable = 0
    kit.library.publish(Changes(added=(1,)))
    kit.until(status.unreadable_link.isHidden)


@pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
def test_a_folder_that_is_not_connected_leads_to_the_folders(
    kit: Kit, status: LibraryStatus
) -> None:
    kit.library._roots[1] = replace(kit.library._roots[1], online=False)
    kit.open()
    kit.until(lambda: status.offline_link.text() == "1 folder not connected")
    assert status.offline_link.isVisible()
    status.offline_link.click()
    assert kit.window.folders_feature.dialog is not None
    kit.library._roots[1] = replace(kit.library._roots[1], online=True)
    kit.library.publish(Changes(roots_changed=True))
    kit.until(status.offline_link.isHidden)


def test_without_a_library_there_are_no_links(kit: Kit, status: LibraryStatus) -> None:
    kit.library.root_list.unreadable = 3
    kit.open()
    kit.until(status.unreadable_link.isVisible)
    kit.window.set_library(None)
    assert status.text == ""
    assert status.unreadable_link.isHidden()


def test_a_command_of_a_menu_says_what_it_does(kit: Kit, status: LibraryStatus) -> None:
    """The words were painted behind the strip of indexing, and the counts gone meanwhile."""
    kit.library.root_list.unreadable = 14
    window = kit.open()
    kit.until(status.unreadable_link.isVisible)
    before = status.text
    action = window.context.actions.action("update_library")
    assert action.statusTip()
    action.showStatusText(window.menuBar())
    kit.until(lambda: status._label.text() == action.statusTip())
    kit.until(lambda: status._label.width() >= status._label.sizeHint().width())
    assert not status.unreadable_link.isVisible()
    window.resize(680, 600)
    kit.until(lambda: status._label.text().endswith("…"))
    QApplication.sendEvent(window, QStatusTipEvent(""))
    assert status.text == before
    assert status.unreadable_link.isVisible()

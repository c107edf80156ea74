"""What the window remembers, and what it makes of a file that is broken."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QSettings, Qt

from photosearch import app
from photosearch.gui.main_window import MainWindow
from photosearch.gui.window_state import FILE_NAME, Remembered, WindowState
from photosearch.settings import Settings
from tests.gui.fake_library import FakeLibrary
from tests.gui.test_app import run
from tests.gui.window_kit import FakeDesktop, Kit

pytestmark = pytest.mark.usefixtures("own_sockets")


def test_size_zoom_and_place_come_back(kit: Kit, bridge, threads) -> None:
    kit.open()
    kit.window.resize(700, 500)
    view = kit.window.photo_area.library_view
    view.set_zoom(5)
    view.start_at(60)
    kit.until(lambda: view.verticalScrollBar().value() > 0)
    top = view.verticalScrollBar().value()
    remembered = kit.window.memory.collect()
    again = MainWindow(bridge, threads, FakeDesktop())
    again.memory.restore(remembered)
    again.show()
    assert (again.width(), again.height()) == (700, 500)
    assert again.photo_area.library_view.zoom == 5
    again.set_library(kit.library)
    kit.until(lambda: again.photo_area.currentWidget() is again.photo_area.library_view)
    kit.until(lambda: again.photo_area.library_view.verticalScrollBar().value() == top)
    assert again.photo_area.library_view.current_id() == view.current_id()
    again.set_library(None)


def test_the_place_among_the_photos_found_comes_back(kit: Kit, bridge, threads) -> None:
    window = kit.open()
    window.session.find_similar([5])
    kit.until(lambda: window.photo_area.currentWidget() is window.photo_area.results_view)
    window.photo_area.results_view.set_zoom(5)
    window.photo_area.results_view.start_at(40)
    remembered = window.memory.collect()
    again = MainWindow(bridge, threads, FakeDesktop())
    again.resize(window.size())
    again.memory.restore(remembered)
    again.show()
    again.set_library(kit.library)
    again.session.find_similar([5])
    kit.until(lambda: again.photo_area.currentWidget() is again.photo_area.results_view)
    assert again.photo_area.results_view.current_id() == window.photo_area.results_view.current_id()
    again.photo_area.results_view.start_at(0)
    again.session.find_similar([7])
    kit.until(
        lambda: (
            len(kit.library.queries) == 3 and again.photo_area.results_view.current_id() is not None
        )
    )
    kit.until(lambda: again.photo_area.results_view.selection.current == 0)
    again.set_library(None)


def test_another_search_than_the_remembered_one_begins_at_its_best_photo(
    kit: Kit, bridge, threads
) -> None:
    window = kit.open()
    window.session.find_similar([5])
    kit.answered(1)
    window.photo_area.results_view.start_at(60)
    remembered = window.memory.collect()
    again = MainWindow(bridge, threads, FakeDesktop())
    again.memory.restore(remembered)
    again.show()
    again.set_library(kit.library)
    kit.until(lambda: again.photo_area.currentWidget() is again.photo_area.library_view)
    kit.library.found = np.roll(window.photo_area.results.ids, 30).tolist()
    again.session.find_similar([70])
    kit.until(lambda: again.photo_area.currentWidget() is again.photo_area.results_view)
    view = again.photo_area.results_view
    assert view.current_id() == again.photo_area.results.photo_id(0)
    assert view.verticalScrollBar().value() == 0
    again.set_library(None)


def test_open_panels_come_back(kit: Kit, bridge, threads) -> None:
    window = kit.open()
    assert window.memory.collect().parts["index_panel"] == "closed"
    window.index_feature.open_panel()
    assert window.memory.collect().parts["viewer_details"] == "closed"
    window.viewer.viewer.show_details(True)
    remembered = window.memory.collect()
    again = MainWindow(bridge, threads, FakeDesktop())
    again.memory.restore(remembered)
    assert not again.index_feature.panel.isHidden()
    again.set_library(kit.library)
    again.viewer.open(50)
    kit.until(lambda: bool(again.viewer.viewer.details.facts))
    again.set_library(None)
    again.memory.restore(Remembered(parts={"index_panel": "ajar"}))
    assert not again.index_feature.panel.isHidden()


def test_the_program_saves_and_restores(qapp, library: FakeLibrary, tmp_path) -> None:
    def ready(program: app.Program) -> bool:
        return program.window.photo_area.currentWidget() is program.window.photo_area.library_view

    first = app.Program(qapp, Settings(), lambda folder, settings: library)

    def change() -> None:
        first.window.resize(720, 510)
        first.window.photo_area.library_view.set_zoom(1)

    run(first, tmp_path, (lambda: ready(first), change), (lambda: True, first.window.close))
    assert (tmp_path / FILE_NAME).is_file()
    second = app.Program(qapp, Settings(), lambda folder, settings: library)
    sizes = []

    def look() -> None:
        sizes.append((second.window.width(), second.window.height()))
        assert second.window.photo_area.library_view.zoom == 1

    run(second, tmp_path, (lambda: ready(second), look), (lambda: True, second.window.close))
    assert sizes == [(720, 510)]


def test_it_is_saved_when_the_user_goes_elsewhere(qapp, library: FakeLibrary, tmp_path) -> None:
    program = app.Program(qapp, Settings(), lambda folder, settings: library)
    window = program.window
    inactive = Qt.ApplicationState.ApplicationInactive
    saved = []

    def go() -> None:
        window.photo_area.library_view.set_zoom(1)
        qapp.applicationStateChanged.emit(inactive)

    def look() -> None:
        saved.append(WindowState(tmp_path / FILE_NAME).load().parts["zoom"])

    run(
        program,
        tmp_path,
        (lambda: window.photo_area.currentWidget() is window.photo_area.library_view, go),
        ((tmp_path / FILE_NAME).is_file, look),
        (lambda: True, window.close),
    )
    assert saved == ["1"]


def test_a_drive_that_sleeps_does_not_hold_up_the_window(
    qapp, library, tmp_path, monkeypatch
) -> None:
    gate = threading.Event()
    load = WindowState.load

    def slow(state: WindowState) -> Remembered:
        gate.wait(5)
        return load(state)

    monkeypatch.setattr(app, "LOAD_STATE_S", 0.01)
    monkeypatch.setattr(WindowState, "load", slow)
    WindowState(tmp_path / FILE_NAME).save(Remembered(parts={"zoom": "5"}))
    program = app.Program(qapp, Settings(), lambda folder, settings: library)
    window = program.window
    run(
        program,
        tmp_path,
        (window.isVisible, gate.set),
        (lambda: window.photo_area.library_view.zoom == 5, window.close),
    )


def test_a_part_that_is_unknown_or_damaged_is_ignored(kit: Kit) -> None:
    zoom = kit.window.photo_area.library_view.zoom
    kit.window.memory.restore(
        Remembered(
            QByteArray(b"no geometry"),
            {"zoom": "large", "library_place": "1 2", "results_place": "x", "of_next_year": "1"},
        )
    )
    kit.open()
    assert kit.window.photo_area.library_view.zoom == zoom


def test_a_broken_file_is_no_obstacle(qapp, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"[General]\ngeometry=seven\n[parts]\nzoom=\xff\xfe\x00\n")
    remembered = WindowState(tmp_path / FILE_NAME).load()
    assert remembered.geometry.isEmpty()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_error(tmp_path_factory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / FILE_NAME
    path.write_bytes(content)
    remembered = WindowState(path).load()
    assert all(isinstance(text, str) for text in remembered.parts.values())


texts = st.dictionaries(
    st.from_regex(r"[a-z_]{1,12}", fullmatch=True),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    max_size=4,
)


@given(texts, st.binary(max_size=60))
def test_what_is_saved_is_loaded(tmp_path_factory, parts: dict[str, str], geometry: bytes) -> None:
    state = WindowState(tmp_path_factory.mktemp("state") / FILE_NAME)
    state.save(Remembered(QByteArray(geometry), parts))
    again = state.load()
    assert bytes(again.geometry.data()) == geometry
    assert again.parts == parts


def test_a_text_that_is_too_long_is_none_of_ours(qapp, tmp_path) -> None:
    state = WindowState(tmp_path / FILE_NAME)
    state.save(Remembered(parts={"long": "x" * 20_000, "short": "x"}))
    assert state.load().parts == {"short": "x"}


def test_nothing_is_written_where_there_is_no_library(qapp, tmp_path: Path) -> None:
    WindowState(tmp_path / "absent" / FILE_NAME).save(Remembered(parts={"zoom": "3"}))
    assert list(tmp_path.iterdir()) == []


def test_the_users_qt_settings_are_left_alone(qapp, tmp_path: Path) -> None:
    WindowState(tmp_path / FILE_NAME).save(Remembered(parts={"zoom": "3"}))
    assert QSettings("PhotoSearch", "PhotoSearch").allKeys() == []

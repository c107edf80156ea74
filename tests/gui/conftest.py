"""Windows without a screen, a fake library, and no widget or thread left behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from photosearch.gui import translation
from photosearch.gui.main_window import MainWindow
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.runtime.thread_pools import ThreadPools
from tests.gui.fake_library import FakeLibrary
from tests.gui.stall_detector import WatchedApplication, watched
from tests.gui.window_kit import FakeDesktop, Kit


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return WatchedApplication


@pytest.fixture(autouse=True, scope="session")
def _english(qapp: QApplication) -> None:
    translation.install(qapp, "en")


@pytest.fixture(autouse=True)
def _english_numbers(_english: None) -> None:
    """Whole programs that ran before this test have set the system's."""
    QLocale.setDefault(QLocale("en"))


@pytest.fixture(autouse=True)
def _system_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PHOTOSEARCH_THEME", raising=False)


@pytest.fixture(autouse=True, scope="session")
def _collected_here() -> Iterator[None]:
    """Python looks through all objects for garbage only where these fixtures say so.

    Programs and windows are cycles. Left to themselves they would be collected in whatever thread
    allocates next, and Qt objects that die outside the GUI thread take the process with them.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*usual[:2], 1_000_000)
    yield
    gc.set_threshold(*usual)


@pytest.fixture(autouse=True)
def _nothing_left(
    _collected_here: None, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """`deleteLater` is only delivered from a running event loop: do it here, or windows pile up.

    What was there before the test is frozen, so that only what the test made is looked through for
    garbage: to look through all that a run of many tests has loaded takes up to a second.
    """
    before = set(threading.enumerate())
    gc.collect()  # pytest held the test before until now
    gc.freeze()
    frozen_again: list[None] = []
    monkeypatch.setattr(gc, "freeze", lambda freeze=gc.freeze: frozen_again.append(freeze()))
    yield
    for widget in QApplication.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if frozen_again:  # by a program that was warm, and itself with all that there is
        gc.unfreeze()
    gc.collect()
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive(), f"{thread.name} was left running"


@pytest.fixture(autouse=True)
def _no_stalls(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """The GUI thread neither works long nor touches disks; see stall_detector.py."""
    if request.node.get_closest_marker("stalls"):
        yield
        return
    with watched() as found:
        yield
    assert found == []


@pytest.fixture
def bridge(qapp: QApplication) -> Bridge:
    return Bridge()


@pytest.fixture
def threads() -> Iterator[ThreadPools]:
    threads = ThreadPools()
    yield threads
    assert threads.stop(5) == []


@pytest.fixture
def library(tmp_path: Path) -> FakeLibrary:
    return FakeLibrary(tmp_path, count=100)


@pytest.fixture
def kit(qtbot, bridge: Bridge, threads: ThreadPools, library: FakeLibrary) -> Iterator[Kit]:
    """A window that shows a library of 100 photos."""
    desktop = FakeDesktop()
    window = MainWindow(bridge, threads, desktop)
    # All that is found is seen; tests of what is folded away choose otherwise.
    window.context.preferences.change(show_less_alike=True)
    kit = Kit(qtbot, window, library, desktop)
    window.resize(1000, 700)
    window.show()
    yield kit
    library.release()
    window.set_library(None)
    window.close()


@pytest.fixture
def own_sockets(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No window of another test, or of the user, is found by the test's program."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))


@pytest.fixture
def german(qapp: QApplication):
    before = QLocale()
    translators = translation.install(qapp, "de")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)
    assert isinstance(translators[0], QTranslator)

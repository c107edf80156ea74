"""Files given at the start, and by a second start, are searched by."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QPushButton

from photosearch import app, paths
from photosearch.core.errors import CatalogError, ExitCode
from photosearch.gui.runtime.single_instance import Handover, SingleInstance, address_of, encode
from photosearch.settings import Settings
from tests.gui.fake_library import FakeLibrary, picture
from tests.gui.test_app import run

# Offscreen there is nothing to come to the front of.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("own_sockets"),
    pytest.mark.qt_log_ignore("does not support raise", extend=True),
]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "query.png"
    Image.fromarray(picture(3)).save(path)
    return path


def test_the_files_of_the_start_are_searched_by(qapp, library, tmp_path, photo) -> None:
    program = app.Program(qapp, Settings(), lambda folder, settings: library)
    window = program.window
    timer = QTimer(interval=5)

    def close_when_answered() -> None:
        if (
            window.session.active
            and window.photo_area.currentWidget() is window.photo_area.results_view
        ):
            window.close()

    timer.timeout.connect(close_when_answered)
    timer.start()
    QTimer.singleShot(10_000, window.close)
    assert program.run(tmp_path, [photo]) == []
    timer.stop()
    assert len(library.queries) == 1


def test_files_that_the_desktop_opens_with_the_program_make_one_search(
    qapp, library: FakeLibrary, tmp_path, photo
) -> None:
    """As macOS tells of them: an event for each, and none for the second start of the program."""
    second = tmp_path / "second.png"
    Image.fromarray(picture(5)).save(second)
    program = app.Program(qapp, Settings(), lambda folder, settings: library)
    window = program.window

    def open_both() -> None:
        for path in (photo, second):
            QCoreApplication.sendEvent(qapp, QFileOpenEvent(str(path)))

    run(
        program,
        tmp_path,
        (lambda: window.photo_area.currentWidget() is window.photo_area.library_view, open_both),
        (lambda: window.photo_area.currentWidget() is window.photo_area.results_view, window.close),
    )
    [query] = library.queries
    assert len(query.positives) == 2


def test_those_of_a_second_start_too(qapp, library: FakeLibrary, tmp_path, photo) -> None:
    program = app.Program(qapp, Settings(), lambda folder, settings: library)
    window = program.window
    run(
        program,
        tmp_path,
        (
            lambda: window.photo_area.currentWidget() is window.photo_area.library_view,
            lambda: (window.showMinimized(), program.on_handover(Handover((photo,)))),
        ),
        (lambda: len(library.queries) == 1 and not window.isMinimized(), lambda: None),
        (
            lambda: window.photo_area.currentWidget() is window.photo_area.results_view,
            lambda: program.on_handover(Handover()),
        ),
        (lambda: True, window.close),
    )
    assert len(library.queries) == 1, "coming to the front alone changes nothing"


def test_they_wait_for_a_library_that_opens_late(qapp, library, tmp_path, photo) -> None:
    gate = threading.Event()

    def opener(folder: Path, settings: Settings) -> FakeLibrary:
        gate.wait(5)
        return library

    program = app.Program(qapp, Settings(), opener)
    window = program.window
    run(
        program,
        tmp_path,
        (lambda: window.isVisible(), lambda: (program.on_handover(Handover((photo,))), gate.set())),
        (lambda: len(library.queries) == 1, window.close),
    )


def test_the_window_listens_where_its_library_is(qapp, library, tmp_path) -> None:
    addresses: list[Path] = []

    def opener(folder: Path, settings: Settings) -> FakeLibrary:
        addresses.append(Path(address_of(folder)))
        if len(addresses) == 1:
            raise CatalogError.in_words("It is damaged.", "Take another one.")
        return library

    program = app.Program(qapp, Settings(), opener)
    window = program.window
    run(
        program,
        tmp_path / "one",
        (
            lambda: window.photo_area.page.message.headline == "The library cannot be opened",
            lambda: program.open(tmp_path / "two"),
        ),
        (
            lambda: len(addresses) == 2 and addresses[1].exists() and not addresses[0].exists(),
            window.close,
        ),
    )
    assert not addresses[1].exists(), "the socket goes away with the program"


def test_a_second_start_ends_at_once(qapp, tmp_path, photo, monkeypatch) -> None:
    """What is handed over in fact is tested with real processes in test_single_instance.py."""
    sent = []
    monkeypatch.setattr(app, "hand_over", lambda *told: sent.append(told) or True)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "token-7")
    assert app.run(tmp_path / "library", Settings(), [photo]) == ExitCode.OK
    assert sent == [(address_of(tmp_path / "library"), Handover((photo,), "token-7"))]


def test_a_crash_of_the_run_before_is_told(qapp, library, tmp_path, own_home, caplog) -> None:
    paths.log_folder().mkdir(parents=True)
    (paths.log_folder() / "crash-99999999.txt").write_text("Fatal Python error: Aborted")
    told: list[str] = []
    monkey = pytest.MonkeyPatch()

    class Program(app.Program):
        def run(self, folder: Path, files=()) -> list[str]:
            told.append(self.window.banner.text)
            told.extend(b.text() for b in self.window.banner.findChildren(QPushButton))
            return self.stop()

    monkey.setattr(app, "Program", Program)
    try:
        assert app.run(tmp_path / "library", Settings()) == ExitCode.OK
    finally:
        monkey.undo()
    assert "ended unexpectedly" in told[0]
    assert "Show log" in told
    assert "Fatal Python error" in caplog.text


def test_a_socket_that_cannot_be_made_is_no_obstacle(qapp, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "absent"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "absent"))
    instance = SingleInstance()
    assert not instance.listen(address_of(tmp_path))
    instance.deleteLater()


OTHER_START = """
import socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.bind(sys.argv[1])
    server.listen()
    print("listens", flush=True)
    line = b""
    while not line:  # the first visitor only looks who is there
        visitor, _ = server.accept()
        with visitor:
            line = visitor.recv(10_000)
            if line:
                visitor.sendall(b"ok\\n")
print(line.decode(), end="")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sockets with a path")
def test_of_two_starts_at_the_same_moment_one_window_is_left(qapp, tmp_path, photo) -> None:
    """Neither finds the other when it looks at first; the later one gives way."""
    program = app.Program(qapp, Settings(), lambda *_: pytest.fail("opened twice"))
    command = [sys.executable, "-c", OTHER_START, address_of(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"listens\n"
        QTimer.singleShot(5000, program.window.close)  # if it goes wrong
        assert program.run(tmp_path, [photo]) == []
        assert other.stdout.read() == encode(Handover((photo,)))
    assert not program.window.isVisible()


def test_listening_goes_on_where_it_is_asked_for_again(qapp, tmp_path) -> None:
    """A second start that waits for its answer is not turned away."""
    instance = SingleInstance()
    assert instance.listen(address_of(tmp_path))
    inode = Path(address_of(tmp_path)).stat().st_ino
    assert instance.listen(address_of(tmp_path))
    assert Path(address_of(tmp_path)).stat().st_ino == inode
    instance.close()
    assert not instance.listening
    assert instance.listen(address_of(tmp_path))
    instance.close()
    instance.deleteLater()

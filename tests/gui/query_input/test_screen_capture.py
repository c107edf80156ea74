"""A part of the screen as a query: chosen by mouse and keyboard, and what there is without one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from photosearch.core.errors import UserError
from photosearch.gui.query_input.screen import screens
from photosearch.gui.query_input.screen.area_overlay import LEAST, AreaOverlay
from photosearch.gui.query_input.screen.screen_capture import ScreenCapture
from photosearch.gui.query_input.screen.screens import ScreenPicture, Screens, Way, no_screen
from tests.gui.window_kit import Kit
from tests.message_text import text_of

# Windows without a window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def half_red(width: int = 400, height: int = 300) -> QImage:
    """Red on the left, blue on the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    for x in range(width // 2):
        for y in range(height):
            image.setPixelColor(x, y, QColor("red"))
    return image


RED_BLUE = half_red()


class FakeScreens(Screens):
    """Two screens beside each other, the second one with twice the pixels."""

    def __init__(self, way: Way = Way.GRAB) -> None:
        self._way = way
        self.visible: list[bool] = []
        self.window: QWidget | None = None
        self.fails = False

    def way(self) -> Way:
        return self._way

    def grab(self) -> list[ScreenPicture]:
        if self.window is not None:
            self.visible.append(self.window.isVisible())
        if self.fails:
            raise no_screen()
        twice = RED_BLUE.scaled(800, 600)
        return [
            ScreenPicture(None, QRect(0, 0, 400, 300), RED_BLUE),
            ScreenPicture(None, QRect(400, 0, 400, 300), twice),
        ]


def drag(qtbot, overlay: AreaOverlay, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(overlay, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(overlay, end)
    qtbot.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=end)


@pytest.fixture
def overlay(qtbot) -> AreaOverlay:
    overlay = AreaOverlay(ScreenPicture(None, QRect(0, 0, 400, 300), RED_BLUE))
    qtbot.addWidget(overlay)
    overlay.show()
    return overlay


@pytest.mark.parametrize("backwards", [False, True])
def test_the_mouse_drags_a_box(qtbot, overlay: AreaOverlay, backwards: bool) -> None:
    corners = [QPoint(150, 50), QPoint(249, 149)]
    with qtbot.waitSignal(overlay.taken) as taken:
        drag(qtbot, overlay, *(reversed(corners) if backwards else corners))
    image = taken.args[0]
    assert abs(image.width() - 100) <= 2
    assert image.pixelColor(2, 50) == QColor("red")
    assert image.pixelColor(image.width() - 3, 50) == QColor("blue")


def test_a_click_is_no_box(qtbot, overlay: AreaOverlay) -> None:
    with qtbot.assertNotEmitted(overlay.taken):
        drag(qtbot, overlay, QPoint(10, 10), QPoint(10 + LEAST // 2, 200))
    assert overlay.box.isEmpty()
    assert overlay.isVisible()


def test_the_keyboard_does_all_of_it(qtbot, overlay: AreaOverlay) -> None:
    qtbot.keyClick(overlay, Qt.Key.Key_Right)
    first = QRect(overlay.box)
    assert abs(first.center().x() - 200) <= 2
    qtbot.keyClick(overlay, Qt.Key.Key_Left)
    assert overlay.box == first.translated(-16, 0)
    qtbot.keyClick(overlay, Qt.Key.Key_Down, CTRL)
    assert overlay.box == first.translated(-16, 1)
    qtbot.keyClick(overlay, Qt.Key.Key_Right, SHIFT)
    assert overlay.box.width() == first.width() + 16
    with qtbot.waitSignal(overlay.taken) as taken:
        qtbot.keyClick(overlay, Qt.Key.Key_Return)
    assert taken.args[0].width() == first.width() + 16


def test_enter_without_a_box_takes_the_whole_screen(qtbot, overlay: AreaOverlay) -> None:
    with qtbot.waitSignal(overlay.taken) as taken:
        qtbot.keyClick(overlay, Qt.Key.Key_Enter)
    assert taken.args[0].size() == RED_BLUE.size()


KEYS = [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("modifiers", [Qt.KeyboardModifier.NoModifier, SHIFT, CTRL, SHIFT | CTRL])
def test_the_box_stays_on_the_screen(qtbot, overlay: AreaOverlay, key, modifiers) -> None:
    for _ in range(60):
        qtbot.keyClick(overlay, key, modifiers)
        assert overlay.rect().contains(overlay.box)
    assert overlay.box.width() >= LEAST
    assert overlay.box.height() >= LEAST


def test_escape_and_the_right_button_leave(qtbot, overlay: AreaOverlay) -> None:
    with qtbot.waitSignal(overlay.left):
        qtbot.keyClick(overlay, Qt.Key.Key_Escape)
    other = AreaOverlay(ScreenPicture(None, QRect(0, 0, 400, 300), RED_BLUE))
    qtbot.addWidget(other)
    with qtbot.waitSignal(other.left):
        qtbot.mousePress(other, Qt.MouseButton.RightButton)


@given(
    st.floats(1, 3),
    st.integers(0, 380),
    st.integers(0, 280),
    st.integers(8, 99),
    st.integers(8, 99),
)
def test_a_part_has_the_screens_own_pixels(
    qapp, scale: float, x: int, y: int, w: int, h: int
) -> None:
    image = QImage(round(400 * scale), round(300 * scale), QImage.Format.Format_RGB32)
    overlay = AreaOverlay(ScreenPicture(None, QRect(0, 0, 400, 300), image))
    box = QRect(x, y, w, h) & overlay.rect()
    part = overlay.part(box)
    # Each edge is rounded to a pixel, and so is the picture, which is spread over the whole width.
    assert abs(part.width() - box.width() * image.width() / 400) <= 1
    assert abs(part.height() - box.height() * image.height() / 300) <= 1
    overlay.deleteLater()


def test_it_looks_as_it_should(overlay: AreaOverlay, qtbot) -> None:
    darker = overlay.grab().toImage()
    assert darker.pixelColor(5, 5).red() < 200
    qtbot.keyClick(overlay, Qt.Key.Key_Right)
    chosen = overlay.grab().toImage()
    inside = overlay.box.center()
    assert chosen.pixelColor(overlay.box.left() + 5, inside.y()) == QColor("red")
    assert chosen.pixelColor(5, 5).red() < 200


# The whole way


def test_our_windows_are_out_of_the_way_and_come_back(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(30, 40, 300, 200)
    window.show()
    place = window.geometry()
    fake = FakeScreens()
    fake.window = window
    capture = ScreenCapture(fake, hide_ms=10)
    capture.start()
    assert not window.isVisible()
    capture.start()
    qtbot.waitUntil(lambda: len(capture.overlays) == 2)
    assert fake.visible == [False], "grabbed once, without our window"
    with qtbot.waitSignal(capture.image_captured) as captured:
        qtbot.keyClick(capture.overlays[1], Qt.Key.Key_Return)
    assert captured.args[0].width() == 800, "the pixels of that screen"
    assert window.isVisible()
    assert window.geometry() == place
    assert not capture.running
    assert capture.overlays == []


@pytest.mark.parametrize("how", ["escape", "closed", "cancel"])
def test_leaving_brings_the_windows_back_without_a_picture(qtbot, how: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    capture = ScreenCapture(FakeScreens(), hide_ms=10)
    capture.start()
    qtbot.waitUntil(lambda: len(capture.overlays) == 2)
    with qtbot.assertNotEmitted(capture.image_captured), qtbot.waitSignal(capture.ended):
        if how == "escape":
            qtbot.keyClick(capture.overlays[0], Qt.Key.Key_Escape)
        elif how == "closed":
            capture.overlays[0].close()
        else:
            capture.cancel()
    assert window.isVisible()
    assert capture.overlays == []


def test_cancelled_before_the_grab_nothing_is_grabbed(qtbot) -> None:
    fake = FakeScreens()
    capture = ScreenCapture(fake, hide_ms=10_000)
    capture.start()
    capture.cancel()
    assert not capture.running
    assert fake.visible == []


def test_a_system_that_does_not_allow_it_says_what_to_do_instead(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    fake = FakeScreens()
    fake.fails = True
    capture = ScreenCapture(fake, hide_ms=1)
    with qtbot.waitSignal(capture.failed) as failed:
        capture.start()
    assert isinstance(failed.args[0], UserError)
    assert "paste it here" in text_of(failed.args[0]).next_step
    assert window.isVisible()


@pytest.mark.parametrize(
    ("platform", "wayland", "way"),
    [
        ("offscreen", "", Way.NONE),
        ("minimal", "", Way.NONE),
        ("xcb", "", Way.GRAB),
        ("xcb", "wayland-0", Way.PORTAL),
        ("wayland", "wayland-0", Way.PORTAL),
        ("wayland-egl", "wayland-0", Way.PORTAL),
        ("windows", "", Way.GRAB),
        ("cocoa", "", Way.GRAB),
    ],
)
def test_each_system_has_its_way(
    monkeypatch: pytest.MonkeyPatch, platform: str, wayland: str, way: Way
) -> None:
    class Here(QGuiApplication):
        @staticmethod
        def platformName() -> str:
            return platform

    monkeypatch.setattr(screens, "QGuiApplication", Here)
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    assert Screens().way() is way


def test_the_command_without_a_screen_says_why(kit: Kit) -> None:
    window = kit.open()
    window.context.actions.action("search_screen").trigger()
    assert "does not let programs see the screen" in window.banner.text
    assert window.isVisible()


def test_the_command_searches_by_the_part(kit: Kit) -> None:
    window = kit.open()
    capture = window.query_commands._screen
    capture._screens = FakeScreens()
    capture._wait.setInterval(1)
    window.context.actions.action("search_screen").trigger()
    kit.until(lambda: len(capture.overlays) == 2)
    kit.qtbot.keyClick(capture.overlays[0], Qt.Key.Key_Return)
    kit.until(lambda: [each.title for each in window.session.query.images] != [])
    assert window.session.query.images[0].title == "Part of the screen"


# Wayland


PORTAL = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection, QDBusObjectPath
from photosearch.gui.query_input.screen.portal import ScreenshotPortal

class Desktop(QObject):
    @Slot(str, "QVariantMap", result="QDBusObjectPath")
    def Screenshot(self, parent, options):
        assert options["interactive"] is True
        name = QDBusConnection.sessionBus().baseService()[1:].replace(".", "_")
        path = f"/org/freedesktop/portal/desktop/request/{name}/" + options["handle_token"]
        subprocess.Popen(["gdbus", "emit", "--session", "--object-path", path, "--signal",
                          "org.freedesktop.portal.Request.Response", *sys.argv[1:]])
        return QDBusObjectPath(path)

app = QCoreApplication([])
if len(sys.argv) > 1:
    server = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "desktop")
    desktop = Desktop()
    assert server.registerService("org.freedesktop.portal.Desktop")
    assert server.registerObject(
        "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Screenshot", desktop,
        QDBusConnection.RegisterOption.ExportAllSlots)
portal = ScreenshotPortal()

def end(*words):
    print(*words)
    app.quit()

portal.captured.connect(lambda path: end("captured", path))
portal.left.connect(lambda: end("left"))
portal.failed.connect(lambda error: end("failed", error.message.values["next_step"]))
QTimer.singleShot(0, portal.start)
QTimer.singleShot(8000, lambda: end("nothing came"))
app.exec()
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("dbus-run-session") and shutil.which("gdbus")),
    reason="needs a session bus of its own",
)
@pytest.mark.parametrize(
    ("response", "words"),
    [
        (["uint32 0", "{'uri': <'file:///pictures/Screen%20shot.png'>}"],
         f"captured {Path('/pictures/Screen shot.png')}"),
        (["uint32 1", "@a{sv} {}"], "left"),
        (["uint32 2", "@a{sv} {}"], "failed Take a screenshot"),
        (["uint32 0", "{'uri': <'https://example.org/x.png'>}"], "failed Take a screenshot"),
        ([], "failed Take a screenshot"),
    ],
)  # fmt: skip
def test_the_desktop_takes_it_under_wayland(
    tmp_path: Path, response: list[str], words: str
) -> None:
    script = tmp_path / "portal.py"
    script.write_text(PORTAL)
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(script), *response],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert done.stdout.startswith(words), done.stderr

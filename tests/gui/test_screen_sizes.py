"""Screens of all sizes and densities, also two different ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import photosearch

ROOT = Path(photosearch.__file__).parents[1]
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the path of the screens' file holds a colon there"
)

OPEN = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtGui import QGuiApplication
from photosearch import app
from photosearch.gui.runtime.bridge import Bridge
from photosearch.gui.desktop.desktop import Desktop
from photosearch.gui.runtime.thread_pools import ThreadPools
from photosearch.gui.main_window import MainWindow
from tests.gui.fake_library import FakeLibrary

qt = app.make_application()
threads = ThreadPools()
window = MainWindow(Bridge(), threads, Desktop())
window.show()
window.set_library(FakeLibrary(Path(sys.argv[1]), count=50))
answers = {}

def settle():
    for _ in range(400):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        in_front = window.photo_area.currentWidget() is window.photo_area.library_view
        if in_front and not threads.thumbnails._pending:
            break

def look(name):
    settle()
    window.context.actions.action("preferences").trigger()
    dialog = window.preferences_feature.dialog
    picture = window.grab()
    room = window.screen().availableGeometry()
    answers[name] = {
        "ratio": window.devicePixelRatioF(),
        "painted_for": window.photo_area.library_view._painter.ratio,
        "grabbed": [picture.width(), picture.height()],
        "window": [window.width(), window.height()],
        "dialog": [dialog.width(), dialog.height()],
        "least": [dialog.minimumWidth(), dialog.minimumHeight()],
        "room": [room.width(), room.height()],
    }
    dialog.close()
    settle()

for number, screen in enumerate(QGuiApplication.screens()):
    window.windowHandle().setScreen(screen)
    window.move(screen.geometry().topLeft())
    look(screen.name())
window.set_library(None)
threads.stop(5)
print(json.dumps(answers))
"""


def screen(name: str, x: int, width: int, height: int) -> dict[str, object]:
    """As Qt's offscreen platform wants it, in pixels."""
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    return {"name": name, "x": x, "y": 0, "width": width, "height": height, **dots}


def look_at(tmp_path: Path, *screens: dict[str, object], **environment: str) -> dict:
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": list(screens)}), "utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", OPEN, str(tmp_path)],
        cwd=ROOT,
        env={
            **os.environ,
            **environment,
            "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


@pytest.mark.slow
def test_two_screens_of_different_density(tmp_path: Path) -> None:
    seen = look_at(
        tmp_path,
        screen("old", 0, 1600, 1000),
        screen("fine", 1600, 3000, 2000),
        QT_SCREEN_SCALE_FACTORS="old=1;fine=2",
    )
    for name, ratio in (("old", 1), ("fine", 2)):
        answer = seen[name]
        assert answer["ratio"] == ratio
        assert answer["grabbed"] == [side * ratio for side in answer["window"]]
        assert answer["painted_for"] == ratio, "the grid draws anew for the other screen"


@pytest.mark.slow
@pytest.mark.parametrize("scale", ["1", "1.25", "2", "3"])
def test_everything_fits_at_any_scale(tmp_path: Path, scale: str) -> None:
    """A screen of 1920 x 1200 has 640 x 400 logical pixels at 300 %."""
    answer = look_at(tmp_path, screen("one", 0, 1920, 1200), QT_SCALE_FACTOR=scale)["one"]
    assert answer["ratio"] == float(scale)
    for what in ("window", "dialog", "least"):
        for side, room in zip(answer[what], answer["room"], strict=True):
            assert side <= room, what

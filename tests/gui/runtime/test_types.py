"""Types of Qt are whole before threads use them."""

from __future__ import annotations

import os
import subprocess
import sys

from PySide6 import QtGui

PAINT = """
import sys, threading
import photosearch.gui
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

def paint():
    together.wait()
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    with QPainter(image) as painter:
        painter.setPen(QColor(1, 2, 3, 40))
        painter.drawRect(QRect(0, 0, 3, 3))

sys.setswitchinterval(1e-6)
together = threading.Barrier(4)
threads = [threading.Thread(target=paint) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_threads_that_paint_at_once_find_whole_types() -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYSIDE6_OPTION_LAZY"}
    ended = subprocess.run(
        [sys.executable, "-c", PAINT], env=environment, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_types_are_made_with_their_modules() -> None:
    code = "import photosearch.gui; from PySide6 import QtGui; print('QPainterPath' in vars(QtGui))"
    environment = {k: v for k, v in os.environ.items() if k != "PYSIDE6_OPTION_LAZY"}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    )
    assert ended.stdout.strip() == b"True"
    assert "QPainterPath" in vars(QtGui), "also in the tests"

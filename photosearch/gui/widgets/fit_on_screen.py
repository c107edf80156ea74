"""Make windows fit on the screen, however small it is and however large its pixels are."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FRAME = 48
"""Logical pixels that the desktop's frame and title bar may take."""


def fit_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window that is not shown yet this size in logical pixels, or less if need be.

    The screen is that of its parent. What is called 100 % to 300 % is the same number of logical
    pixels for the window, so the larger the scale, the fewer of them the screen has.
    """
    if not QGuiApplication.screens():  # none is connected at the moment
        window.resize(width, height)
        return
    parent = window.parentWidget()
    screen = parent.screen() if parent is not None else QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    fitting = (
        min(width, max(room.width() - FRAME, 1)),
        min(height, max(room.height() - FRAME, 1)),
    )
    least = window.minimumSize()
    window.setMinimumSize(min(least.width(), fitting[0]), min(least.height(), fitting[1]))
    window.resize(*fitting)

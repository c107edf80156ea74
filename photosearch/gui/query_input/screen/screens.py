"""Grab what is on the screens now, where the system lets programs see it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage, QScreen

from photosearch.core.errors import UserError
from photosearch.gui.translation import tr

_GRABBING = {"xcb", "windows", "cocoa"}
"""Qt's platforms whose screens can be grabbed."""


class Way(Enum):
    """Name how a picture of the screen is to be had here."""

    GRAB = auto()
    PORTAL = auto()
    """The desktop takes it, and asks the user itself."""
    NONE = auto()


@dataclass(frozen=True, slots=True, eq=False)
class ScreenPicture:
    """Hold what one screen shows."""

    screen: QScreen | None
    geometry: QRect
    """Its place among the screens, in device-independent pixels."""
    image: QImage
    """In device pixels; its ratio to the geometry is the screen's scaling."""


class Screens:
    """Grab the real screens. GUI thread only."""

    def way(self) -> Way:
        """Return how it is done on this system."""
        platform = QGuiApplication.platformName()
        if platform.startswith("wayland"):
            return Way.PORTAL
        if platform == "xcb" and os.environ.get("WAYLAND_DISPLAY"):
            # An X server inside of Wayland sees its own windows only, the rest is black.
            return Way.PORTAL
        return Way.GRAB if platform in _GRABBING else Way.NONE

    def grab(self) -> list[ScreenPicture]:
        """Return all screens as they are now.

        Raises:
            UserError: the system does not let us.
        """
        pictures = []
        for screen in QGuiApplication.screens():
            image = screen.grabWindow(0).toImage()
            if not image.isNull():
                image.setDevicePixelRatio(1)
                pictures.append(ScreenPicture(screen, screen.geometry(), image))
        if not pictures:
            raise no_screen()
        return pictures


def no_screen() -> UserError:
    """Return the error: there is nothing to take a picture of, or it is not allowed."""
    return UserError.in_words(
        tr("This system does not let programs see the screen."),
        tr("Take a screenshot with the system's own program and paste it here."),
    )

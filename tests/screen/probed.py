"""Runs the program as it is, beside a socket that answers questions about its window.

The program itself knows nothing of it. Questions are Python expressions, answered in the GUI
thread.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
from collections.abc import Callable
from pathlib import Path  # noqa: F401 - for questions
from typing import Any

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from photosearch.core.query import CropBox, SimilarityWeights  # noqa: F401 - for questions
from photosearch.gui.query_input.mime_reader import DropPayload  # noqa: F401 - for questions


def box(thing: QWidget | tuple[QWidget, QRect]) -> list[int]:
    """Where a widget, or a rectangle of it, is on the screen: x, y, width, height."""
    widget, rect = thing if isinstance(thing, tuple) else (thing, thing.rect())
    corner = widget.mapToGlobal(QPoint(rect.x(), rect.y()))
    return [corner.x(), corner.y(), rect.width(), rect.height()]


def cell(view: Any, row: int) -> tuple[QWidget, QRect]:
    """A cell of a grid."""
    return view.viewport(), view.cell_rect(row)


def window() -> Any:
    """The main window of the program."""
    for widget in QApplication.topLevelWidgets():
        if type(widget).__name__ == "MainWindow":
            return widget
    return None


def find(name: str) -> list[Any]:
    """Visible widgets whose class has this name, anywhere."""
    return [
        widget
        for widget in QApplication.allWidgets()
        if type(widget).__name__ == name and widget.isVisible()
    ]


def crop_point(x: float, y: float) -> list[int]:
    """Where a point of the picture that is cropped is on the screen; x and y in fractions of it."""
    (view,) = find("CropView")
    rect = view.picture_rect()
    point = view.mapToGlobal(
        QPoint(round(rect.x() + x * rect.width()), round(rect.y() + y * rect.height()))
    )
    return [point.x(), point.y()]


def box_of(crop: CropBox) -> list[float]:
    """x, y, width, height."""
    return [crop.x, crop.y, crop.width, crop.height]


def names(count: int) -> list[str]:
    """File names of the first photos in the grid in front, as far as they are known by now."""
    view = window().view
    records = [view._loader.record(int(photo_id)) for photo_id in view.photos.ids[:count]]
    return [record.path.name for record in records if record is not None]


def act(name: str) -> None:
    """Run a command of the window, as its menu does."""
    window().context.actions.action(name).trigger()


def front_window() -> QWidget:
    """The dialog that is open, or the main window."""
    return QApplication.activeModalWidget() or next(iter(dialogs()), window())


def dialogs() -> list[QDialog]:
    """That are seen."""
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QDialog) and widget.isVisible()
    ]


def close_dialogs() -> None:
    """All of them."""
    for dialog in dialogs():
        dialog.close()


def panes() -> list[QWidget]:
    """Of the viewer, as far as they are seen."""
    return find("PicturePane")


def searching() -> bool:
    """Whether an answer, or the picture to search by, is still to come."""
    session = window().session
    return session._loading.running or session._searches.running


def crop(x: float, y: float, width: float, height: float) -> None:
    """Draw a box on the query picture that is open, in fractions of it."""
    (view,) = find("CropView")
    view.set_box(CropBox(x, y, width, height))
    view.box_changed.emit(view.box)


class Probe:
    """Answers one question per connection."""

    def __init__(self, path: str) -> None:
        self._server = QLocalServer()
        assert self._server.listen(path), self._server.errorString()
        self._server.newConnection.connect(self._accept)
        self._clients: list[QLocalSocket] = []

    def _accept(self) -> None:
        client = self._server.nextPendingConnection()
        self._clients.append(client)
        client.readyRead.connect(self._reading(client))

    def _reading(self, client: QLocalSocket) -> Callable[[], None]:
        def read() -> None:
            if not client.canReadLine():
                return
            question = bytes(client.readLine().data()).decode()
            names = {**globals(), "window": window()}
            try:
                answer = {"value": eval(question, names)}
                text = json.dumps(answer)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test is to see it
                text = json.dumps({"error": repr(error)})
            client.write(text.encode() + b"\n")
            client.flush()
            client.disconnectFromServer()
            self._clients.remove(client)

        return read


def main() -> None:
    """Start the program with a probe as soon as it has an application."""
    from photosearch import app
    from photosearch.gui.runtime import application

    probes = []

    def listen() -> None:
        probes.append(Probe(os.environ["PROBE_SOCKET"]))

    def make_probed(*args: Any, **more: Any) -> QApplication:
        qt = application.make_application(*args, **more)
        QTimer.singleShot(0, listen)
        return qt

    vars(app)["make_application"] = make_probed
    sys.argv = ["photosearch", *sys.argv[1:]]
    runpy.run_module("photosearch", run_name="__main__")


if __name__ == "__main__":
    main()

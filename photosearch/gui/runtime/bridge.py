"""Cross from other threads into the GUI thread. Nothing else does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from types import CellType
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)


def alive(function: Callable[..., Any]) -> bool:
    """Tell whether `function` may still be called: False for a method of a deleted Qt object.

    A function that was defined in such a method, and so holds the object, counts as well.
    """
    cells = getattr(function, "__closure__", None) or ()
    owners = [getattr(function, "__self__", None), *(_contents(cell) for cell in cells)]
    return all(shiboken6.isValid(owner) for owner in owners if isinstance(owner, QObject))


def _contents(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # not bound yet
        return None


class Bridge(QObject):
    """Run callables on the GUI thread, in the order they were handed over.

    Create it there; use it from any thread. Nothing runs before control is back in the event loop,
    also when the caller is the GUI thread itself.
    """

    _called = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # A bound method of a QObject is queued to that object's thread.
        # A lambda here would run on the emitting thread.
        self._called.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def call(self, function: Callable[..., None], *args: Any) -> None:
        """Run function(*args) on the GUI thread, unless its owner is gone by then."""
        try:
            self._called.emit((function, args))
        except RuntimeError:
            # The bridge was deleted: the window is gone and nobody waits for the result.
            log.debug("dropped a call of %r: the window is gone", function)

    def watch(self, future: Future[Any], done: Callable[[Future[Any]], None]) -> None:
        """Call done(future) on the GUI thread when the future has ended."""
        future.add_done_callback(lambda ended: self.call(done, ended))

    @Slot(object)
    def _run(self, call: tuple[Callable[..., None], tuple[Any, ...]]) -> None:
        function, args = call
        if alive(function):
            function(*args)

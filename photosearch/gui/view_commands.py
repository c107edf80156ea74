"""Add the commands about what is seen: zoom, selection, the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.grid.canvas import DEFAULT_ZOOM
from photosearch.gui.translation import tr


class ViewCommands(QObject):
    """Act on the grid in front."""

    def __init__(
        self, context: AppContext, go_back: Callable[[], None], leave: Callable[[], None]
    ) -> None:
        """End the program by `leave`."""
        super().__init__(context)
        self._context = context
        add = context.actions.add
        add(
            Command(
                "select_all",
                tr("Select &all"),
                self._select_all,
                _keys(QKeySequence.StandardKey.SelectAll),
                menu="edit",
                section=5,
            )
        )
        add(
            Command(
                "select_none",
                tr("Select &none"),
                self._select_none,
                ("Ctrl+D",),
                menu="edit",
                section=5,
            )
        )
        add(Command("zoom_in", tr("Zoom &in"), self._zoom_in, ("Ctrl++", "Ctrl+="), menu="view"))
        add(Command("zoom_out", tr("Zoom &out"), self._zoom_out, ("Ctrl+-",), menu="view"))
        add(
            Command("zoom_reset", tr("Normal si&ze"), self._zoom_reset, ("Ctrl+0",), menu="view"),
        )
        add(
            Command(
                "back",
                tr("&Back to the library"),
                go_back,
                ("Escape",),
                menu="view",
                section=9,
                help=tr("Out of the query; in the library, out of the selection"),
            )
        )
        add(
            Command(
                "quit",
                tr("&Quit"),
                leave,
                _keys(QKeySequence.StandardKey.Quit) or ("Ctrl+Q",),
                menu="file",
                section=99,
                needs=Needs.NOTHING,
            )
        )

    def _select_all(self) -> None:
        self._context.view.select_all()

    def _select_none(self) -> None:
        self._context.view.clear_selection()

    def _zoom_in(self) -> None:
        self._context.view.set_zoom(self._context.view.zoom + 1)

    def _zoom_out(self) -> None:
        self._context.view.set_zoom(self._context.view.zoom - 1)

    def _zoom_reset(self) -> None:
        self._context.view.set_zoom(DEFAULT_ZOOM)


def _keys(standard: QKeySequence.StandardKey) -> tuple[str, ...]:
    """Return what the system uses for it."""
    portable = QKeySequence.SequenceFormat.PortableText
    return tuple(keys.toString(portable) for keys in QKeySequence.keyBindings(standard))

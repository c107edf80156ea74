"""Add the commands that give a query: a picture from disk, the clipboard or the grid."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage

from photosearch.core.errors import UserError
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.query_input.image_loader import MAX_IMAGES
from photosearch.gui.query_input.mime_reader import DropPayload, parse_mime
from photosearch.gui.query_input.screen.screen_capture import ScreenCapture
from photosearch.gui.translation import tr


class QueryCommands(QObject):
    """Hand what the user chooses to the session."""

    def __init__(self, context: AppContext, session: SearchSession) -> None:
        super().__init__(context)
        self._context = context
        self._session = session
        self._screen = ScreenCapture(parent=self)
        self._screen.image_captured.connect(self._search_by_image)
        self._screen.file_captured.connect(self._search_by_file)
        self._screen.failed.connect(session.show_error)
        context.library_changed.connect(self._screen.cancel)
        add = context.actions.add
        add(
            Command(
                "open_picture",
                tr("&Open picture…"),
                self.open_picture,
                ("Ctrl+O",),
                menu="file",
                help=tr("Search by a picture from disk"),
            )
        )
        add(
            Command(
                "paste",
                tr("&Paste picture"),
                self.paste,
                ("Ctrl+V", "Shift+Insert"),
                menu="edit",
                section=1,
                help=tr("Search by the picture, file or address on the clipboard"),
            )
        )
        add(
            Command(
                "search_screen",
                tr("Search by a part of the &screen"),
                self._screen.start,
                ("Ctrl+Shift+X",),
                menu="file",
                help=tr("Search by what another program shows"),
            )
        )
        add(
            Command(
                "find_similar",
                tr("&Find similar"),
                self.find_similar,
                ("Ctrl+F",),
                menu="photo",
                needs=Needs.PHOTOS,
                context=True,
                help=tr("Search by the chosen photos"),
            )
        )

    def open_picture(self) -> None:
        """Search by pictures chosen in a dialog."""
        paths = self._context.desktop.choose_pictures(self._context.window, tr("Find photos like…"))
        if paths:
            self._session.load(DropPayload(tuple(paths)))

    def paste(self) -> None:
        """Search by what is on the clipboard."""
        payload = parse_mime(QGuiApplication.clipboard().mimeData())
        if payload is None:
            self._session.show_error(
                UserError.in_words(
                    tr("There is no picture on the clipboard."),
                    tr("Copy a picture, or a file in the file manager, and paste again."),
                )
            )
        else:
            self._session.load(payload)

    def find_similar(self) -> None:
        """Search by the photos chosen in the grid."""
        self._session.find_similar(self._context.chosen_ids(MAX_IMAGES))

    def _search_by_image(self, image: QImage) -> None:
        self._session.load(DropPayload(image=image, title=tr("Part of the screen")))

    def _search_by_file(self, path: Path) -> None:
        self._session.load(DropPayload((path,)))

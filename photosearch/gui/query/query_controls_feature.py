"""Steering a query: the bar's controls, the box on a picture, and the commands for both."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from photosearch.core.query import Answer, CropBox, RgbImage
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.query.crop_panel import CropPanel
from photosearch.gui.query.query_bar import QueryBar
from photosearch.gui.query.query_state import QueryItem
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.query_input.image_loader import QueryPicture, larger_pixels
from photosearch.gui.translation import tr
from photosearch.gui.widgets.pixels import from_rgb


class QueryControlsFeature(QObject):
    """Hands what the controls say to the session, and what the session answers to the controls."""

    def __init__(self, shell: AppContext, session: SearchSession, bar: QueryBar) -> None:
        super().__init__(shell)
        self._shell = shell
        self._session = session
        self._bar = bar
        self._cropped: QueryPicture | None = None
        self._before: CropBox | None = None
        self.crop_panel = CropPanel()
        """Beside the photos; it shows and hides itself."""
        bar.less_wanted.connect(session.set_less)
        bar.weight_wanted.connect(session.set_weight)
        bar.least_changed.connect(session.set_least)
        bar.crop_wanted.connect(self.begin_crop)
        bar.whole_wanted.connect(self._show_whole)
        session.answered.connect(self._on_answer)
        session.narrowed.connect(self._on_answer)
        session.query_changed.connect(self._on_query_changed)
        self.crop_panel.box_changed.connect(self._on_box_changed)
        self.crop_panel.done.connect(self.end_crop)
        self.crop_panel.cancelled.connect(self._cancel_crop)
        self._add_commands()

    def _add_commands(self) -> None:
        senses = (
            ("sense_shot", tr("Same s&hot"), self._choose_shot, "Ctrl+1"),
            ("sense_look", tr("Same &look"), self._choose_look, "Ctrl+2"),
            ("sense_subject", tr("Same s&ubject"), self._choose_subject, "Ctrl+3"),
        )
        moves = (
            ("sense_closer", tr("Sense towards same sh&ot"), self._closer, "Alt+Left"),
            ("sense_wider", tr("Sense towards same sub&ject"), self._wider, "Alt+Right"),
            ("least_stricter", tr("Cut off &more strictly"), self._stricter, "Alt+Up"),
            ("least_looser", tr("Cut off l&ess strictly"), self._looser, "Alt+Down"),
        )
        add = self._shell.actions.add
        for name, text, act, key in senses:
            add(Command(name, text, act, (key,), menu="search", section=1, needs=Needs.QUERY))
        for name, text, act, key in moves:
            add(Command(name, text, act, (key,), menu="search", section=2, needs=Needs.QUERY))
        add(
            Command(
                "search_in_box",
                tr("Search inside a &box…"),
                self._crop_first,
                ("Ctrl+B",),
                menu="search",
                section=3,
                needs=Needs.QUERY,
                help=tr("Choose the part of the query's picture that counts"),
            )
        )
        add(
            Command(
                "focus_query",
                tr("&Go to the query"),
                self._bar.focus_query,
                ("Ctrl+L",),
                menu="search",
                section=3,
                help=tr("Move the keyboard to the pictures of the query"),
            )
        )

    def beside(self, photos: QWidget) -> QWidget:
        """The photos with the panel for the box at their side, to be placed in the window."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.crop_panel)
        row.addWidget(photos, 1)
        return both

    @property
    def cropping(self) -> bool:
        """Whether a box is being chosen."""
        return self._cropped is not None

    def go_back(self) -> bool:
        """Escape in the window: out of the box, back to what was before; False without one."""
        if not self.cropping:
            return False
        self._cancel_crop()
        return True

    def begin_crop(self, picture: QueryPicture) -> None:
        """Let the user choose a part of a picture of the query."""
        part = self._session.asked.part_of(picture)
        if part is None:
            return
        self._cropped, self._before = picture, part.crop
        image = picture.preview if part.detailed is None else from_rgb(part.detailed)
        self.crop_panel.show_picture(picture.title, image, part.crop)
        library = self._shell.library
        if part.detailed is None and library is not None:
            self._shell.background.run(lambda: _pixels(library, picture), self._show_pixels)

    def end_crop(self) -> None:
        """The box is as wanted: back to the photos."""
        if self.cropping:
            self._cropped = None
            self.crop_panel.hide()
            self._shell.view.setFocus()

    def _cancel_crop(self) -> None:
        picture = self._cropped
        self.end_crop()
        if picture is not None:
            self._session.set_crop(picture, self._before)

    def _show_pixels(self, answer: tuple[QueryPicture, RgbImage | None, QImage | None]) -> None:
        picture, pixels, image = answer
        if pixels is None or image is None:
            return
        self._session.set_detailed(picture, pixels)
        if picture is self._cropped:
            self.crop_panel.view.set_image(image)

    def _on_box_changed(self, box: CropBox | None) -> None:
        if self._cropped is not None:
            self._session.set_crop(self._cropped, box)

    def _show_whole(self, picture: QueryPicture) -> None:
        self._session.set_crop(picture, None)
        if picture is self._cropped:
            self.crop_panel.view.set_box(None)

    def _on_query_changed(self) -> None:
        if self._cropped is not None and self._session.asked.part_of(self._cropped) is None:
            self.end_crop()

    def _on_answer(self, shown: Answer) -> None:
        session = self._session
        if session.answer is not None:
            self._bar.show_answer(session.answered_query, session.answer, len(shown.photo_ids))

    def _crop_first(self) -> None:
        """Of the chip that has the keyboard, else of the first one that photos are to be like."""
        focused = [chip.part for chip in self._bar.chips.chips if chip.hasFocus()]
        liked: list[QueryItem] = [part for part in self._session.asked.parts if not part.less]
        for part in [*focused, *liked][:1]:
            self.begin_crop(part.picture)

    def _choose_shot(self) -> None:
        self._bar.senses.go_to(0)

    def _choose_look(self) -> None:
        self._bar.senses.go_to(1)

    def _choose_subject(self) -> None:
        self._bar.senses.go_to(2)

    def _closer(self) -> None:
        self._bar.senses.move_by(-1)

    def _wider(self) -> None:
        self._bar.senses.move_by(1)

    def _stricter(self) -> None:
        self._bar.least.move_by(1)

    def _looser(self) -> None:
        self._bar.least.move_by(-1)


def _pixels(
    library: PhotoLibrary, picture: QueryPicture
) -> tuple[QueryPicture, RgbImage | None, QImage | None]:
    """Runs in a job thread."""
    pixels = larger_pixels(library, picture)
    return picture, pixels, None if pixels is None else from_rgb(pixels)

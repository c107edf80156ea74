"""Adjust a query: the bar's controls, the box on an image, and the commands for both."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from photosearch.core.query import Answer, CropBox, QueryImage, RgbImage
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.query.crop_panel import CropPanel
from photosearch.gui.query.query_bar import QueryBar
from photosearch.gui.query.search_session import SearchSession
from photosearch.gui.query_input.image_loader import detailed_pixels
from photosearch.gui.translation import tr
from photosearch.gui.widgets.pixels import from_rgb


class QueryControlsFeature(QObject):
    """Hand what the controls say to the session, and what it answers to the controls."""

    def __init__(self, context: AppContext, session: SearchSession, bar: QueryBar) -> None:
        super().__init__(context)
        self._context = context
        self._session = session
        self._bar = bar
        self._cropped: QueryImage | None = None
        self._crop_before: CropBox | None = None
        self.crop_panel = CropPanel()
        """Beside the photos; it shows and hides itself."""
        bar.negative_wanted.connect(session.set_negative)
        bar.weight_wanted.connect(session.set_weight)
        bar.threshold_changed.connect(session.set_threshold)
        bar.words_removed.connect(session.remove_words)
        bar.words_negative_wanted.connect(session.set_words_negative)
        bar.balance_changed.connect(session.set_balance)
        bar.crop_wanted.connect(self.begin_crop)
        bar.whole_wanted.connect(self._show_whole)
        session.results_ready.connect(self._on_answer)
        session.filtered.connect(self._on_answer)
        session.query_changed.connect(self._on_query_changed)
        self.crop_panel.box_changed.connect(self._on_box_changed)
        self.crop_panel.done.connect(self.end_crop)
        self.crop_panel.cancelled.connect(self._cancel_crop)
        self._add_commands()

    def _add_commands(self) -> None:
        modes = (
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
        add = self._context.actions.add
        for name, text, act, key in modes:
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
        self._expanded = add(
            Command(
                "expand_answer",
                tr("And wh&at is like those"),
                self._session.set_expanded,
                ("Ctrl+Shift+E",),
                menu="search",
                section=3,
                needs=Needs.QUERY,
                checkable=True,
                help=tr("Go on from the first photos found to the photos that are like them"),
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

    def with_crop_panel(self, photos: QWidget) -> QWidget:
        """Return a widget of the photos with the panel for the box at their side."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.crop_panel)
        row.addWidget(photos, 1)
        return both

    @property
    def cropping(self) -> bool:
        """Tell whether a box is being chosen."""
        return self._cropped is not None

    def go_back(self) -> bool:
        """Leave the box, back to what was before (Escape in the window); False without one."""
        if not self.cropping:
            return False
        self._cancel_crop()
        return True

    def begin_crop(self, image: QueryImage) -> None:
        """Let the user choose a part of an image of the query."""
        item = self._session.query.item_of(image)
        if item is None:
            return
        self._cropped, self._crop_before = image, item.crop
        pixels = image.preview if item.detailed is None else item.detailed
        shown = None if pixels is None else from_rgb(pixels)
        self.crop_panel.show_picture(image.title, shown, item.crop)
        library = self._context.library
        if item.detailed is None and library is not None:
            self._context.background.run(lambda: _detailed(library, image), self._show_detailed)

    def end_crop(self) -> None:
        """Go back to the photos: the box is as wanted."""
        if self.cropping:
            self._cropped = None
            self.crop_panel.hide()
            self._context.take_keyboard()

    def _cancel_crop(self) -> None:
        image = self._cropped
        self.end_crop()
        if image is not None:
            self._session.set_crop(image, self._crop_before)

    def _show_detailed(self, answer: tuple[QueryImage, RgbImage | None, QImage | None]) -> None:
        image, pixels, shown = answer
        if pixels is None or shown is None:
            return
        self._session.set_detailed(image, pixels)
        if image is self._cropped:
            self.crop_panel.view.set_image(shown)

    def _on_box_changed(self, box: CropBox | None) -> None:
        if self._cropped is not None:
            self._session.set_crop(self._cropped, box)

    def _show_whole(self, image: QueryImage) -> None:
        self._session.set_crop(image, None)
        if image is self._cropped:
            self.crop_panel.view.set_box(None)

    def _on_query_changed(self) -> None:
        self._expanded.setChecked(self._session.query.expanded)
        if self._cropped is not None and self._session.query.item_of(self._cropped) is None:
            self.end_crop()

    def _on_answer(self, shown: Answer) -> None:
        session = self._session
        if session.answer is not None:
            self._bar.show_answer(session.answered_query, session.answer, len(shown.photo_ids))

    def _crop_first(self) -> None:
        """Crop the image of the chip that has the keyboard, else the first positive one."""
        focused = [chip.item for chip in self._bar.chips.chips if chip.hasFocus()]
        for item in [*focused, *self._session.query.positives][:1]:
            self.begin_crop(item.image)

    def _choose_shot(self) -> None:
        self._bar.mode_slider.go_to_stop(0)

    def _choose_look(self) -> None:
        self._bar.mode_slider.go_to_stop(1)

    def _choose_subject(self) -> None:
        self._bar.mode_slider.go_to_stop(2)

    def _closer(self) -> None:
        self._bar.mode_slider.move_by(-1)

    def _wider(self) -> None:
        self._bar.mode_slider.move_by(1)

    def _stricter(self) -> None:
        self._bar.threshold_slider.move_by(1)

    def _looser(self) -> None:
        self._bar.threshold_slider.move_by(-1)


def _detailed(
    library: LibraryPort, image: QueryImage
) -> tuple[QueryImage, RgbImage | None, QImage | None]:
    """Return larger pixels of an image, also as they are shown; for a job thread."""
    pixels = detailed_pixels(library, image)
    return image, pixels, None if pixels is None else from_rgb(pixels)

"""Put the map together: how many photos have a place, what can be done, the map or words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.places import Area
from photosearch.gui import wording
from photosearch.gui.grid.pixmaps import GridThumbnail
from photosearch.gui.map.dots import MapPhotos
from photosearch.gui.map.map_view import MapView
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button, tool_button
from photosearch.gui.widgets.flow_layout import FlowLayout


class MapPanel(QFrame):
    """Hold the map, the buttons above it, and the words in its place.

    Signals:
        close_wanted(): the map is to go away.
    """

    close_wanted = Signal()

    def __init__(
        self, picture_of: Callable[[int], GridThumbnail | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "side")
        self.setAccessibleName(tr("Map"))
        self.view = MapView(picture_of)
        self._count = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._count.setProperty("kind", "muted")
        self._empty = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._empty.setMargin(24)
        self._make_buttons()
        close = tool_button("×", tr("Close the map (Ctrl+Shift+G)"), kind="link")
        close.setAccessibleName(tr("Close the map"))
        close.clicked.connect(self.close_wanted)
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 6, 0)
        top.addWidget(self._count, 1)
        top.addWidget(close)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.setContentsMargins(8, 2, 8, 6)
        for button in self._buttons:
            flow.addWidget(button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(buttons)
        column.addWidget(self._stack, 1)
        self.set_area(None)
        self.show_photos(None)

    def _make_buttons(self) -> None:
        view = self.view
        self.draw = _small(tr("Draw an area"), tr("Drag over the map; or Shift while dragging"))
        self.draw.setCheckable(True)
        self.draw.clicked.connect(view.set_drawing)
        view.drawing_changed.connect(self.draw.setChecked)
        seen = _small(tr("What is in sight"), tr("Only photos of what is in sight (Enter)"))
        seen.clicked.connect(view.choose_seen)
        self.everywhere = _small(tr("Everywhere"), tr("Photos of all places again (Delete)"))
        self.everywhere.clicked.connect(view.area_cleared)
        every = _small(tr("All photos"), tr("Show all photos on the map (Home)"))
        every.clicked.connect(view.show_all)
        closer = _small("+", tr("Closer (+)"))
        closer.setAccessibleName(tr("Closer"))
        closer.clicked.connect(view.zoom_in)
        farther = _small("−", tr("Farther (-)"))
        farther.setAccessibleName(tr("Farther"))
        farther.clicked.connect(view.zoom_out)
        self._buttons = (closer, farther, every, self.draw, seen, self.everywhere)

    @property
    def count_text(self) -> str:
        """Return how many photos have a place, in words."""
        return self._count.text()

    @property
    def empty_text(self) -> str:
        """Return what stands in place of the map; "" while that is seen."""
        return "" if self._stack.currentWidget() is self.view else self._empty.text()

    def set_area(self, area: Area | None) -> None:
        """Show what photos are narrowed to."""
        self.view.set_area(area)
        self.everywhere.setEnabled(area is not None)

    def show_photos(self, photos: MapPhotos | None, *, narrowed: bool = False) -> None:
        """Show photos, or say why there are none; None: they are not known yet.

        They may be `narrowed` by filters or a search.
        """
        if photos is not None:
            self.view.set_photos(photos)
        count = 0 if photos is None else len(photos)
        total = 0 if photos is None else photos.places.total
        self._count.setText(
            tr("{count} of {photos} with a place").format(
                count=wording.number(count), photos=wording.photos(total)
            )
            if photos is not None
            else tr("Looking where photos were taken…")
        )
        reason = (
            tr("No photo that passes the filters, or was found, has a place.")
            if narrowed
            else tr("No photo here has a place.")
        )
        hint = tr(
            "Phones, and cameras with GPS, write it into photos; other programs can add it. It is"
            " read when photos are indexed."
        )
        self._empty.setText(f"{reason}\n\n{hint}")
        shown = self._empty if photos is not None and not count else self.view
        if shown is not self._stack.currentWidget():
            had_keyboard = self._stack.isAncestorOf(self.window().focusWidget() or self)
            self._stack.setCurrentWidget(shown)
            if had_keyboard:
                self.take_keyboard()
        for button in self._buttons:
            button.setEnabled(count > 0)
        self.everywhere.setEnabled(self.view.area is not None)

    def take_keyboard(self) -> None:
        """Give the keyboard to the map, or to the words in its place."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus()


def _small(words: str, tip: str) -> QPushButton:
    return push_button(words, tip, kind="small")

"""Put the map into the window, and keep it in step with the library and the filters."""

from __future__ import annotations

import logging
import math
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from photosearch import paths
from photosearch.core.errors import UserError
from photosearch.core.filters import Filters
from photosearch.gui.actions import Command
from photosearch.gui.context import AppContext
from photosearch.gui.grid.loader import ThumbnailLoader
from photosearch.gui.grid.pixmaps import PixmapCache
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.map.dots import Dots, MapPhotos, gather
from photosearch.gui.map.land import Land, read_land
from photosearch.gui.map.map_painter import PICTURE
from photosearch.gui.map.map_panel import MapPanel
from photosearch.gui.map.projection import Viewport
from photosearch.gui.photo_area import PhotoArea
from photosearch.gui.runtime.background import Policy
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import tool_button
from photosearch.gui.window_state import WindowMemory

log = logging.getLogger(__name__)

LAND = "map/land.npz"
"""Below the folder of resources."""
_SOON_MS = 60
_REST_MS = 1000
"""While photos come in, their places are looked at so often at most."""
_PICTURES_BYTES = 8 << 20
_WIDTH = 420
_LEAST_PHOTOS = 240
"""Pixels that are left for the photos at least."""


class MapFeature(QObject):
    """Show where photos were taken, and let the user choose an area.

    Signals:
        area_chosen(Area or None): photos are to be narrowed to this, or not any more.
    """

    area_chosen = Signal(object)

    def __init__(self, context: AppContext, photo_area: PhotoArea) -> None:
        super().__init__(context)
        self._context = context
        self._photo_area = photo_area
        self._updater = photo_area.updater
        self._searched = False
        """Photos found are in front, and on the map."""
        self._library: LibraryPort | None = None
        self._filters = Filters()
        self._wanted = False
        """The user wants to see the map."""
        self._shows_all = True
        """All photos are to be in sight when they are known: nobody has looked elsewhere."""
        self._land_asked = False
        self._width = _WIDTH
        self._reading = context.background.derive(context.threads.facets, Policy.LATEST)
        self._gathering = context.background.derive(context.threads.facets, Policy.COALESCE)
        self.loader = ThumbnailLoader(
            context.background.derive(context.threads.thumbnails),
            PixmapCache(_PICTURES_BYTES),
            self,
        )
        self.panel = MapPanel(self.loader.picture)
        self.panel.hide()
        self.button = tool_button("", kind="plain")
        """Opens and closes the map; for the bar above."""
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._read)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._read)
        self._toggle = context.actions.add(
            Command(
                "map",
                tr("&Map"),
                self.show_panel,
                ("Ctrl+Shift+G",),
                menu="view",
                section=3,
                checkable=True,
                help=tr("Where photos were taken, and only those of an area"),
            )
        )
        self._toggle.setIconText(tr("Map"))  # short: it has to stand in a narrow window, too
        self.button.setDefaultAction(self._toggle)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._connect()

    def _connect(self) -> None:
        view = self.panel.view
        self._context.library_changed.connect(self._set_library)
        self._updater.refreshed.connect(self._on_refreshed)
        self._photo_area.answer_shown.connect(self._read_soon)
        self._photo_area.state_changed.connect(self._on_state)
        self.loader.loaded.connect(self._on_loaded)
        self.panel.close_wanted.connect(self._close)
        view.viewport_changed.connect(self._gather)
        view.area_chosen.connect(self.area_chosen)
        view.area_cleared.connect(self._clear_area)
        view.pointed.connect(self._on_pointed)

    def beside(self, photos: QWidget) -> QWidget:
        """Return what shows the photos, and at its side the map."""
        # In place of what pages would like that are not in front.
        photos.setMinimumWidth(_LEAST_PHOTOS)
        self._splitter.addWidget(photos)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        return self._splitter

    def remember(self, memory: WindowMemory) -> None:
        """Let the map be at the next start as it is at the end of this one."""
        memory.add("map", self._state, self._restore)

    def set_filters(self, filters: Filters) -> None:
        """Show the photos that pass these, whatever their area."""
        others = filters.without("area")
        changed = others != self._filters
        self._filters = others
        self.panel.set_area(filters.area)
        if changed:
            self._soon.start()

    def show_panel(self, wanted: bool = True) -> None:
        """Let the map come or go."""
        self._toggle.setChecked(wanted)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._show()
        if self.panel.isVisible():
            self.panel.take_keyboard()

    # The library

    def _set_library(self, library: LibraryPort | None) -> None:
        self._reading.discard()
        self._gathering.discard()
        self._soon.stop()
        self._rest.stop()
        self._library = library
        self.loader.set_library(library)
        self.panel.show_photos(None)
        self.panel.view.photos = None
        self.panel.view.set_dots(Dots())
        self._show()

    def _show(self) -> None:
        shown = self._wanted and self._library is not None and bool(self._updater.roots)
        if shown != self.panel.isHidden():
            return
        if not shown:
            self._width = self._splitter.sizes()[1] or self._width
        self.panel.setVisible(shown)
        if shown:
            self._splitter.setSizes([max(1, self._splitter.width() - self._width), self._width])
            self._read_land()
            self._soon.start()

    def _on_refreshed(self) -> None:
        self._show()
        if self._library is not None and self.panel.isVisible() and not self._rest.isActive():
            self._rest.start()

    def _on_state(self) -> None:
        if self._searched != (self._photo_area.state.results is not None):
            self._read_soon()

    def _read_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _read_land(self) -> None:
        if self._land_asked:
            return
        self._land_asked = True
        path = paths.resources_folder() / LAND

        def read() -> Land:
            """Run in a job thread."""
            try:
                return read_land(path)
            except (OSError, ValueError) as error:
                log.warning("The outlines of the land could not be read.", exc_info=error)
                raise UserError.in_words(
                    tr("The outlines of the land cannot be read; the map is empty but for photos."),
                    tr("Install PhotoSearch again."),
                ) from error

        self._context.background.run(read, self.panel.view.set_land)

    def _read(self) -> None:
        library, filters = self._library, self._filters
        if library is None or not self.panel.isVisible():
            return
        self._soon.stop()
        self._searched = self._photo_area.state.results is not None
        found = self._photo_area.results.ids if self._searched else None

        def read() -> MapPhotos:
            """Run in a job thread."""
            places = library.facets.places(filters)
            return MapPhotos.of(places if found is None else places.among(found))

        def show(photos: MapPhotos) -> None:
            self.panel.show_photos(photos, narrowed=found is not None or not filters.empty)
            if self._shows_all and len(photos):
                self.panel.view.show_all()
                self._shows_all = False

        self._reading.run(read, show)

    def _gather(self) -> None:
        view = self.panel.view
        photos, viewport = view.photos, view.viewport
        if photos is not None and self.panel.isVisible():
            self._gathering.run(lambda: gather(photos, viewport), view.set_dots)

    # What is pointed at

    def _on_pointed(self, photo_id: int) -> None:
        if photo_id >= 0:
            self.loader.want([photo_id], round(PICTURE * self.panel.devicePixelRatioF()))

    def _on_loaded(self, _photo_ids: object) -> None:
        self.panel.view.update()

    # What the user wants

    def _clear_area(self) -> None:
        self.area_chosen.emit(None)

    def _close(self) -> None:
        self.show_panel(False)
        self._context.take_keyboard()

    # The session

    def _state(self) -> str:
        width = self._splitter.sizes()[1] if self.panel.isVisible() else self._width
        shown = "shown" if self._wanted else "hidden"
        seen = self.panel.view.viewport
        place = "" if self._shows_all else f"{seen.x:.7f} {seen.y:.7f} {seen.scale:.3f}"
        return f"{shown};{width or self._width};{place}"

    def _restore(self, text: str) -> None:
        shown, _, rest = text.partition(";")
        width, _, place = rest.partition(";")
        if shown not in {"shown", "hidden"}:
            return
        if width.isdecimal() and len(width) < 5:
            self._width = int(width)
        try:
            x, y, scale = (float(part) for part in place.split())
        except ValueError:
            pass
        else:
            if all(map(math.isfinite, (x, y, scale))):
                self._shows_all = False
                view = self.panel.view
                view.look_at(replace(Viewport(), x=x, y=y, scale=scale))
        self.show_panel(shown == "shown")

"""Put the walk into the window: its command, its way, and what commands mean while one walks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from photosearch.core.codes import CodeKind
from photosearch.core.errors import UnreadablePhoto, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.query import QueryImage
from photosearch.gui import wording
from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext, Cover
from photosearch.gui.library_port import LibraryPort, PreviewsPort
from photosearch.gui.message_text import message_text
from photosearch.gui.query_input.image_loader import LoadedInput, load_input
from photosearch.gui.query_input.mime_reader import DropPayload
from photosearch.gui.runtime.background import Policy
from photosearch.gui.translation import tr
from photosearch.gui.viewer.viewer_feature import ViewerFeature
from photosearch.gui.walk.history import WalkHistory
from photosearch.gui.walk.walk_view import SHOWN, WalkPhoto, WalkView
from photosearch.gui.widgets.pixels import decode, from_rgb


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Hold what is seen at one step of the walk, made in a job thread."""

    image: QueryImage
    middle: WalkPhoto
    by_sense: Mapping[CodeKind, Sequence[WalkPhoto]]
    failure: UserError | None
    """Why no neighbours can be told."""


class WalkFeature(QObject):
    """Walk from the current photo, or from what is dropped meanwhile, and come back.

    Signals:
        shown_changed(): the walk is in front from now on, or what was there before.
    """

    shown_changed = Signal()

    def __init__(self, context: AppContext, viewer: ViewerFeature) -> None:
        super().__init__(context)
        self._context = context
        self._viewer = viewer
        self._history = WalkHistory()
        self._shown = False
        self.view = WalkView()
        self._stack = QStackedWidget()
        self._before: QWidget | None = None
        self._looking = context.background.derive(context.threads.queries, Policy.LATEST)
        self._sharpening = context.background.derive(context.threads.viewer, Policy.LATEST)
        context.actions.add(
            Command(
                "walk",
                tr("Wal&k from here"),
                self.start,
                ("Ctrl+Shift+W",),
                menu="photo",
                section=0,
                needs=Needs.PHOTOS,
                context=True,
                help=tr("This photo in the middle, and around it those that are most like it"),
            )
        )
        view = self.view
        view.walked.connect(self._walk_to)
        view.middle_chosen.connect(self._view_middle)
        view.current_changed.connect(self._tell_current)
        view.back_wanted.connect(self._go_back)
        view.forward_wanted.connect(self._go_forward)
        view.start_wanted.connect(self._go_to_start)
        view.leave_wanted.connect(self.leave)
        view.menu_wanted.connect(self._show_menu)
        context.library_changed.connect(self._on_library_changed)

    @property
    def shown(self) -> bool:
        """Tell whether the walk is in front."""
        return self._shown

    @property
    def cover(self) -> Cover:
        """Return what the walk is about."""
        view = self.view
        return Cover(
            lambda: self._shown,
            lambda: view.current_id,
            lambda: view.shown_ids,
            view.take_keyboard,
        )

    def in_place_of(self, pages: QWidget) -> QWidget:
        """Return a widget that shows the walk or the pages, whichever is in front."""
        self._before = pages
        self._stack.addWidget(pages)
        self._stack.addWidget(self.view)
        return self._stack

    def start(self) -> None:
        """Begin a walk at the photo where the keyboard is."""
        photo_id = self._context.current_id()
        if photo_id is not None and self._context.library is not None:
            self._begin(QueryImage(photo_id=photo_id))

    def walk_from(self, payload: DropPayload) -> None:
        """Begin a walk at a picture that was dropped."""
        library = self._context.library
        if library is not None:
            self.view.say(tr("Reading the picture…"))
            self._looking.run_job(
                lambda job: load_input(library, payload, job), self._on_loaded, self._on_failed
            )

    def leave(self) -> None:
        """Go back to what was there before."""
        self._show(False)

    def remove_photos(self, photo_ids: Collection[int]) -> None:
        """Look around again without photos that are gone; from one that is gone go a step back."""
        if not self._shown or not set(photo_ids).intersection(self.view.shown_ids):
            return
        if self.view.middle.photo_id not in photo_ids:
            self._look_around()
        elif self._history.can_go_back:
            self._go_back()
        else:
            self.leave()

    def _on_loaded(self, loaded: LoadedInput) -> None:
        if loaded.images:
            self._begin(loaded.images[0])
        elif loaded.errors:
            self._on_failed(loaded.errors[0])
        else:
            self.view.say(tr("Drop a picture to walk from it."))

    def _begin(self, image: QueryImage) -> None:
        self._history.begin(image)
        self._show(True)
        self._look_around()

    def _show(self, shown: bool) -> None:
        if shown and self._viewer.is_open:
            self._viewer.viewer.close_viewer()  # it lies over all that is to be seen
        if shown == self._shown or self._before is None:
            return
        here = self._has_keyboard()
        self._shown = shown
        self._stack.setCurrentWidget(self.view if shown else self._before)
        if not shown:
            self._looking.discard()
            self._sharpening.discard()
            self.view.clear()
        self.shown_changed.emit()
        if shown or here:
            self._context.take_keyboard()

    def _has_keyboard(self) -> bool:
        """Tell whether nobody types elsewhere, such as into the filters or in the viewer."""
        focused = self._context.window.focusWidget()
        return focused is None or not focused.isVisible() or self._stack.isAncestorOf(focused)

    # The way

    def _walk_to(self, photo_id: int) -> None:
        self._history.step(QueryImage(photo_id=photo_id))
        self._look_around()

    def _go_back(self) -> None:
        if self._history.can_go_back:
            self._history.back()
            self._look_around()

    def _go_forward(self) -> None:
        if self._history.can_go_forward:
            self._history.forward()
            self._look_around()

    def _go_to_start(self) -> None:
        first = self._history.first
        if first is not None and self._history.can_go_back:
            self._history.step(first)
            self._look_around()

    # What is seen

    def _look_around(self) -> None:
        library, image = self._context.library, self._history.current
        if library is None or image is None:
            return
        self.view.show_way(back=self._history.can_go_back, forward=self._history.can_go_forward)
        self._looking.run_job(
            lambda job: _look(library, image, job), self._show_place, self._on_failed
        )

    def _show_place(self, place: _Place) -> None:
        if place.image is not self._history.current:
            return
        status = "" if place.failure is None else f"{message_text(place.failure.message):whole}"
        self.view.show_middle(place.middle, status)
        nothing = tr("There are no other photos here.") if place.failure is None else ""
        self.view.show_neighbours(place.by_sense, nothing)
        if self._has_keyboard():
            self.view.take_keyboard()
        self._tell_current()
        self._sharpen(place.image)

    def _sharpen(self, image: QueryImage) -> None:
        """Read the photo in the middle in the size in which it is shown."""
        library, photo_id, side = self._context.library, image.photo_id, self.view.middle_side
        self._sharpening.discard()
        if library is None or photo_id is None:
            return
        previews = library.previews

        def show(sharp: QImage | None) -> None:
            if sharp is not None and image is self._history.current:
                self.view.middle.sharpen(sharp)

        self._sharpening.run_job(lambda job: _read(previews, photo_id, side, job), show)

    def _on_failed(self, error: UserError) -> None:
        self.view.say(f"{message_text(error.message):whole}")

    def _tell_current(self) -> None:
        """Let commands mean the photo where the keyboard is."""
        self._context.tell_chosen()

    def _view_middle(self) -> None:
        photo_id = self.view.middle.photo_id
        if photo_id is not None:
            self._viewer.open(photo_id)

    def _show_menu(self, position: QPoint) -> None:
        if self.view.current_id is not None:
            menu = self._context.actions.photo_menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(position)

    def _on_library_changed(self, _library: LibraryPort | None) -> None:
        self.leave()


def _read(previews: PreviewsPort, photo_id: int, side: int, control: JobControl) -> QImage | None:
    """Return a photo with so many pixels on its longer side; None where it cannot be read now."""
    try:
        return from_rgb(previews.read(photo_id, side, control))
    except (UnreadablePhoto, UserError, MemoryError):
        return None  # the thumbnail is there


def _look(library: LibraryPort, image: QueryImage, control: JobControl) -> _Place:
    """Return what is around a picture. Run in a job thread."""
    failure: UserError | None = None
    by_sense: dict[CodeKind, list[int]] = {}
    try:
        found = library.neighbours(image, SHOWN, control)
        by_sense = {
            kind: [each.photo_id for each in of_sense] for kind, of_sense in found.by_sense.items()
        }
    except UserError as error:
        failure = error
    ids = list({photo_id: None for of_sense in by_sense.values() for photo_id in of_sense})
    if image.photo_id is not None:
        ids.append(image.photo_id)
    names = {record.photo_id: wording.shown_name(record.path) for record in library.photos(ids)}
    jpegs = library.thumbnails(ids)
    pictures: dict[int, QImage | None] = {
        photo_id: decode(jpegs[photo_id]) for photo_id in ids if photo_id in jpegs
    }

    def photo(photo_id: int) -> WalkPhoto:
        return WalkPhoto(photo_id, pictures.get(photo_id), names.get(photo_id, ""))

    if image.photo_id is not None:
        middle = photo(image.photo_id)
    else:
        shown = image.pixels if image.pixels is not None else image.preview
        middle = WalkPhoto(None, None if shown is None else from_rgb(shown), image.title)
    return _Place(
        image,
        middle,
        {
            kind: [photo(each) for each in of_sense if each in names]
            for kind, of_sense in by_sense.items()
        },
        failure,
    )

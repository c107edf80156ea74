"""What can be done with photos of the grid: open, show, copy the path."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from photosearch.core.errors import UserError
from photosearch.core.photo import PhotoRecord
from photosearch.gui import wording
from photosearch.gui.asking import Asker
from photosearch.gui.desktop import Desktop
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.notices import Notices
from photosearch.gui.translation import tr

MOST_OPENED = 10
"""At once; a selection of a thousand must not start a thousand programs."""


class PhotoActions:
    """Looks photos up in a job thread and acts in the GUI thread."""

    def __init__(self, asker: Asker, desktop: Desktop, notices: Notices) -> None:
        self._asker = asker
        self._desktop = desktop
        self._notices = notices
        self._library: PhotoLibrary | None = None

    def set_library(self, library: PhotoLibrary | None) -> None:
        """Look photos up in this library from now on."""
        self._library = library

    def open(self, photo_ids: Sequence[int]) -> None:
        """With the programs that the system has for them."""
        self._each_file(photo_ids[:MOST_OPENED], self._desktop.open_file)

    def show_in_folder(self, photo_ids: Sequence[int]) -> None:
        """In the file manager; the first one only."""
        self._each_file(photo_ids[:1], self._desktop.show_in_folder)

    def copy_paths(self, photo_ids: Sequence[int]) -> None:
        """One per line."""
        self._records(photo_ids, self._copy)

    def _copy(self, records: list[PhotoRecord]) -> None:
        self._desktop.copy_text("\n".join(wording.shown_path(record.path) for record in records))
        self._notices.tell(tr("Copied %Ln path(s).", "", len(records)))

    def _records(self, photo_ids: Sequence[int], then: Callable[[list[PhotoRecord]], None]) -> None:
        library, ids = self._library, list(photo_ids)
        if library is not None and ids:
            self._asker.ask(lambda: library.photos(ids), then)

    def _each_file(self, photo_ids: Sequence[int], act: Callable[..., None]) -> None:
        library, ids = self._library, list(photo_ids)
        if library is None or not ids:
            return

        def look() -> list[tuple[PhotoRecord, bool]]:
            return [(record, record.path.exists()) for record in library.photos(ids)]

        def then(found: list[tuple[PhotoRecord, bool]]) -> None:
            for record, exists in found:
                try:
                    if not exists:
                        raise _absent(record)
                    act(record.path)
                except UserError as error:
                    self._notices.fault(error)

        self._asker.ask(look, then)


def _absent(record: PhotoRecord) -> UserError:
    name = wording.shown_name(record.path)
    if not record.online:
        return UserError(
            f"{name} is on a drive that is not connected.", "Connect the drive and try again."
        )
    return UserError(
        f"{name} is no longer in {wording.shown_path(record.path.parent)}.",
        "It was moved or deleted; choose Library > Look for changes to update the list.",
    )

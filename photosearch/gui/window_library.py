"""The real library, with the one thing that only a window needs. Imported late: it loads much."""

from __future__ import annotations

from pathlib import Path

from photosearch.core.query import RgbImage
from photosearch.gui.library_port import PhotoLibrary
from photosearch.library.library import Library
from photosearch.settings import Settings


class WindowLibrary(Library):
    """Also reads pictures that are not in it, so that they can be shown beside the query."""

    def read_picture(self, source: Path | bytes) -> RgbImage:
        """Upright pixels of a file or of its content, decoded in the query's worker process.

        Raises:
            UnreadablePhoto: with the reason in plain words.
        """
        if isinstance(source, bytes):
            return self._query_worker.load_bytes(source)
        return self._query_worker.load(source)


def open_library(folder: Path, settings: Settings) -> PhotoLibrary:
    """Runs in a job thread. Raises CatalogError and ModelError."""
    library = WindowLibrary.open(folder, settings, owner="another PhotoSearch window")
    assert isinstance(library, WindowLibrary)
    return library

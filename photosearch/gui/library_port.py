"""What the window needs of a library: a port, so that the window runs on a fake one as well.

All methods block and may be called from any thread but the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from photosearch.core.jobs import JobControl, Progress
from photosearch.core.model_card import ModelCard
from photosearch.core.photo import PhotoRecord, Root
from photosearch.core.query import Answer, Query, RgbImage
from photosearch.gui.ports.facets import PhotoFacets
from photosearch.gui.ports.files import PhotoFiles
from photosearch.gui.ports.indexing import FolderList, IndexRuns, IndexSummary, Pace
from photosearch.gui.ports.previews import Previews
from photosearch.gui.ports.searches import Searches
from photosearch.gui.ports.web import WebPictures

Ids = NDArray[np.int64]


class Changes(Protocol):
    """What an indexing run or the watcher changed, by photo id."""

    @property
    def added(self) -> Sequence[int]:
        """New photos, and those that came back."""

    @property
    def changed(self) -> Sequence[int]:
        """Photos whose content or facts changed."""

    @property
    def removed(self) -> Sequence[int]:
        """Photos that are gone from view."""

    @property
    def roots_changed(self) -> bool:
        """Whether folders were added, removed, unplugged or plugged in."""

    @property
    def model_changed(self) -> bool:
        """Whether another encoder answers from now on."""


class Encoder(Protocol):
    """An encoder that the library can use, or has used."""

    @property
    def name(self) -> str:
        """By which it is chosen."""

    @property
    def card(self) -> ModelCard | None:
        """What it says about itself; None if that cannot be read."""

    @property
    def bytes(self) -> int:
        """Size of its files."""

    @property
    def figures(self) -> Mapping[str, float]:
        """How good it is, by its card."""

    @property
    def problem(self) -> str:
        """Why it cannot be used, if so."""

    @property
    def in_use(self) -> bool:
        """Whether it answers."""

    @property
    def before(self) -> bool:
        """Whether it answered before."""

    @property
    def coming(self) -> bool:
        """Whether photos are being encoded with it, to let it answer then."""

    @property
    def photos(self) -> int:
        """How many photos are encoded with it."""


class Switched(Protocol):
    """The end of a change of encoders."""

    @property
    def card(self) -> ModelCard:
        """Of the one that answers now."""

    @property
    def given_up(self) -> str | None:
        """The one that was coming and is not any more."""

    @property
    def lacking(self) -> int:
        """Photos that are not found for want of its codes."""


class Watching(Protocol):
    """Runs until stopped."""

    def stop(self) -> None:
        """End it."""


class PhotoLibrary(Protocol):
    """The public face of `photosearch.library.library.Library` as far as the window uses it."""

    @property
    def folder(self) -> Path:
        """Where the library is kept."""

    @property
    def facets(self) -> PhotoFacets:
        """Filters, and counts by value."""

    @property
    def previews(self) -> Previews:
        """Reads photos to be looked at."""

    @property
    def files(self) -> PhotoFiles:
        """Rates, tags, throws away, moves, copies and lists photos; and undoes it."""

    @property
    def web(self) -> WebPictures:
        """Fetches pictures that the user agreed to."""

    @property
    def searches(self) -> Searches:
        """Recent and saved ones."""

    def roots(self) -> list[Root]:
        """The user's folders."""

    def add_root(self, path: Path, excludes: Sequence[str] = ()) -> Root:
        """Take a folder in; it is indexed by index()."""

    def remove_root(self, path: Path) -> Root:
        """Forget a folder and its photos; no file is touched. Ends a run in progress."""

    @property
    def folders(self) -> FolderList:
        """The folders with their counts, and what is left out of them."""

    @property
    def runs(self) -> IndexRuns:
        """The index runs of the past."""

    @property
    def pace(self) -> Pace:
        """How much of the computer indexing takes."""

    def index(
        self,
        roots: Sequence[Root] | None = None,
        *,
        control: JobControl,
        on_progress: Callable[[Progress], None],
    ) -> IndexSummary:
        """Bring the library up to date."""

    def read_picture(self, source: Path | bytes, *, detailed: bool = False) -> RgbImage:
        """Decode a stranger's picture, a file or its content, safely; raises UnreadablePhoto.

        Larger if it is to be cropped from (`detailed`).
        """

    def search(self, query: Query, control: JobControl | None = None) -> Answer:
        """The most similar photos."""

    def photo_ids(self) -> Ids:
        """All visible photos, newest first."""

    def photos(self, ids: Sequence[int]) -> list[PhotoRecord]:
        """Records in the order of `ids`; unknown ones are left out."""

    def thumbnails(self, ids: Sequence[int]) -> dict[int, bytes]:
        """JPEG by id; those without are left out."""

    def unreadable(self) -> list[PhotoRecord]:
        """Files that could not be read, with their reasons."""

    def models(self) -> Sequence[Encoder]:
        """The encoders at hand."""

    def begin_model(self, name: str) -> None:
        """Choose another encoder; the next index() encodes with it and lets it answer."""

    def undo_model(self) -> Switched:
        """Give up an unfinished change, or go back to the encoder before, at once."""

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Be told of changes, in any thread; the answer ends it."""

    def warm_up(self) -> None:
        """Start and read what the first query needs; blocks for a moment."""

    def watch(
        self, *, on_progress: Callable[[Progress], None], on_note: Callable[[str], None]
    ) -> Watching:
        """Follow changes of the folders while the program runs."""

    def close(self) -> None:
        """End everything and release the library."""

"""What the window needs to do things with photos: a port."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from photosearch.core.file_steps import Outcome, Step, Trash, Work


class PhotoFiles(Protocol):
    """Steps over photos; the real one is `photosearch.library.photo_files.PhotoFiles`.

    All methods block. What cannot be done for one photo is a trouble in the outcome; UserError is
    raised where nothing can go on, and CatalogError if the library cannot be written.
    """

    def rate(self, photo_ids: Sequence[int], rating: int, work: Work | None = None) -> Outcome:
        """Write a rating, -1 (rejected) to 5, into the sidecars of photos."""

    def tag(
        self,
        photo_ids: Sequence[int],
        added: Sequence[str],
        removed: Sequence[str] = (),
        work: Work | None = None,
    ) -> Outcome:
        """Add keywords to the sidecars of photos and take others out of them."""

    def trash(self, photo_ids: Sequence[int], trash: Trash, work: Work | None = None) -> Outcome:
        """Move photos, with their sidecars, to the trash of the system."""

    def move(self, photo_ids: Sequence[int], folder: Path, work: Work | None = None) -> Outcome:
        """Move photos, with their sidecars, into a folder; nothing there is overwritten."""

    def copy(self, photo_ids: Sequence[int], folder: Path, work: Work | None = None) -> Outcome:
        """Copy photos, with their sidecars, into a folder."""

    def steps(self) -> list[Step]:
        """What was done, the oldest first, with what was undone and can be done again."""

    def undo(self, step_id: str, trash: Trash, work: Work | None = None) -> Outcome:
        """Take a step back; the outcome's step is what is left of it, None if nothing is."""

    def redo(self, step_id: str, trash: Trash, work: Work | None = None) -> Outcome:
        """Do again what was undone; the outcome's step is a new one."""

    def go_on(self, step_id: str, trash: Trash, work: Work | None = None) -> Outcome:
        """Do what was left of a step when the program ended; the outcome's step is a new one."""

    def keywords(self) -> list[tuple[str, int]]:
        """All keywords of the library and how many photos have them, most used first."""

    def write_list(self, photo_ids: Sequence[int], path: Path, *, replace: bool = False) -> int:
        """Write facts of photos as a table (CSV); how many there are in it."""

    def write_sheet(
        self,
        photo_ids: Sequence[int],
        path: Path,
        title: str,
        work: Work | None = None,
        *,
        replace: bool = False,
    ) -> int:
        """Write a contact sheet, one HTML file; how many photos there are on it."""

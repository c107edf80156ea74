"""Define what the window needs to do things with photos: a port."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from photosearch.core.duplicates import CleanOptions, GroupChoice
from photosearch.core.file_operations import FileOperation, OperationContext, OperationResult, Trash


class FileOperationsPort(Protocol):
    """Run operations over photos; the real one is
    `photosearch.library.file_ops.file_operations.FileOperations`.

    All methods block. What cannot be done for one photo is a trouble in the outcome; UserError is
    raised where nothing can go on, and CatalogError if the library cannot be written.
    """

    def rate(
        self, photo_ids: Sequence[int], rating: int, context: OperationContext | None = None
    ) -> OperationResult:
        """Write a rating, -1 (rejected) to 5, into the sidecars of photos."""

    def edit_keywords(
        self,
        photo_ids: Sequence[int],
        added: Sequence[str],
        removed: Sequence[str] = (),
        context: OperationContext | None = None,
    ) -> OperationResult:
        """Add keywords to the sidecars of photos and take others out of them."""

    def trash(
        self, photo_ids: Sequence[int], trash: Trash, context: OperationContext | None = None
    ) -> OperationResult:
        """Move photos, with their sidecars, to the trash of the system."""

    def move(
        self, photo_ids: Sequence[int], folder: Path, context: OperationContext | None = None
    ) -> OperationResult:
        """Move photos, with their sidecars, into a folder; nothing there is overwritten."""

    def copy(
        self, photo_ids: Sequence[int], folder: Path, context: OperationContext | None = None
    ) -> OperationResult:
        """Copy photos, with their sidecars, into a folder."""

    def clean(
        self,
        choices: Iterable[GroupChoice],
        options: CleanOptions,
        trash: Trash,
        context: OperationContext | None = None,
    ) -> OperationResult:
        """Let the files of duplicates go that choices say, each only if another one really
        stays."""

    def operations(self) -> list[FileOperation]:
        """Return what was done, the oldest first, with what was undone and can be done again."""

    def damaged_notes(self) -> Path | None:
        """Return where notes are kept of which a part could not be read; None if there are none."""

    def undo(
        self, operation_id: str, trash: Trash, context: OperationContext | None = None
    ) -> OperationResult:
        """Take a step back; the outcome's step is what is left of it, None if nothing is."""

    def redo(
        self, operation_id: str, trash: Trash, context: OperationContext | None = None
    ) -> OperationResult:
        """Do again what was undone; the outcome's step is a new one."""

    def resume(
        self, operation_id: str, trash: Trash, context: OperationContext | None = None
    ) -> OperationResult:
        """Do what was left of a step when the program ended; the outcome's step is a new one."""

    def keywords(self) -> list[tuple[str, int]]:
        """Return all keywords of the library and how many photos have them, most used first."""

    def write_csv(self, photo_ids: Sequence[int], path: Path, *, replace: bool = False) -> int:
        """Write facts of photos as a table (CSV); how many there are in it."""

    def write_contact_sheet(
        self,
        photo_ids: Sequence[int],
        path: Path,
        title: str,
        context: OperationContext | None = None,
        *,
        replace: bool = False,
    ) -> int:
        """Write a contact sheet, one HTML file; how many photos there are on it."""

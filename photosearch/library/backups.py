"""Back a library up as a whole while it is in use, and restore it when it is damaged."""

from __future__ import annotations

from pathlib import Path

from photosearch.library.file_ops import journal
from photosearch.store import maintenance
from photosearch.store.maintenance import BACKUP_SUFFIX

__all__ = ["BACKUP_SUFFIX", "back_up", "bring_back"]


def back_up(folder: Path, target: Path, *, replace: bool = False) -> Path:
    """Copy what the library in `folder` knows to one file; see `maintenance.backup`."""
    return maintenance.backup(folder, target, replace=replace)


def bring_back(source: Path, folder: Path) -> Path | None:
    """Bring the library in `folder` back from a backup; see `maintenance.restore`.

    What was noted of the latest changes of files is set aside, too: the ids in it may be those of
    other photos now, and what is undone or done again must never be theirs.
    """
    aside = maintenance.restore(source, folder)
    journal.set_aside(folder)
    return aside

"""Show how far a job is on a bar."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar

from photosearch.core.jobs import Progress


def show_on_bar(bar: QProgressBar, progress: Progress) -> None:
    """Show a moment of a job; without a total only that it goes on."""
    total = progress.total or 0
    bar.setRange(0, total)
    bar.setValue(min(progress.done, total))

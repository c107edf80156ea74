"""What every place does that something is dropped on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def accept_copy(event: QDropEvent) -> None:
    """Take what is dragged as a copy: a move would have the other program delete the original."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()

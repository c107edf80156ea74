"""List which files were left as they are, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from photosearch.core.file_operations import ItemError
from photosearch.gui import wording
from photosearch.gui.file_ops import messages
from photosearch.gui.translation import tr
from photosearch.gui.widgets.tables import Index, RowsModel, table_view


class ErrorsModel(RowsModel[ItemError]):
    """List ItemErrors."""

    def __init__(self, troubles: Sequence[ItemError], parent: QObject | None = None) -> None:
        super().__init__((tr("File"), tr("Folder"), tr("Reason")), troubles, parent)

    # Qt overrides

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the text of a cell, and the same as a tip."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        trouble = self.rows[index.row()]
        return (
            wording.shown_name(trouble.path),
            wording.shown_path(trouble.path.parent),
            messages.reason_text(trouble),
        )[index.column()]


class ErrorsDialog(QDialog):
    """Show the errors beside the window."""

    def __init__(self, troubles: Sequence[ItemError], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Left as they are"))
        self.resize(920, 380)
        intro = QLabel(
            tr("%Ln file(s) were left as they are. Nothing is lost.", "", len(troubles)),
            wordWrap=True,
        )
        table = table_view(intro.text(), ErrorsModel(troubles, self), (160, 220))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addWidget(intro)
        column.addWidget(table, 1)
        column.addWidget(buttons)

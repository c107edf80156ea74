"""Ask for a name for the search that is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from photosearch.core.errors import UserError
from photosearch.gui.message_text import message_text
from photosearch.gui.translation import tr
from photosearch.gui.widgets.buttons import push_button

_LONGEST = 120


class SaveDialog(QDialog):
    """Ask for a name. Shown, not executed; deleted when it is closed.

    Signals:
        save_wanted(str, bool): save the search under this name; True: in place of the one that has
            the name.
    """

    save_wanted = Signal(str, bool)

    def __init__(self, suggestion: str, taken: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Save the search"))
        self._taken = set(taken)
        self.name = QLineEdit(suggestion)
        self.name.setMaxLength(_LONGEST)
        self.name.setAccessibleName(tr("Name of the search"))
        self.name.selectAll()
        self.name.textChanged.connect(self._check_name)
        label = QLabel(tr("&Name:"))
        label.setBuddy(self.name)
        self._message = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._message.setProperty("kind", "muted")
        cancel = push_button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self._save = push_button("", kind="main")
        self._save.setDefault(True)
        self._save.clicked.connect(self._ask_to_save)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        for widget in (label, self.name, self._message):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setMinimumWidth(380)
        self._check_name()

    @property
    def message(self) -> str:
        """Return what is said below the name."""
        return self._message.text()

    def show_error(self, error: UserError) -> None:
        """Tell why it could not be saved."""
        self._message.setText(f"{message_text(error.message):whole}")

    def _chosen(self) -> str:
        return " ".join(self.name.text().split())

    def _check_name(self) -> None:
        name = self._chosen()
        taken = name in self._taken
        self._save.setEnabled(bool(name))
        self._save.setText(tr("Replace") if taken else tr("Save"))
        self._message.setText(
            tr("There is a saved search of this name. It would be replaced.")
            if taken
            else tr("Pictures, sense, box, weights, filters and cut-off are kept.")
        )

    def _ask_to_save(self) -> None:
        name = self._chosen()
        if name:
            self.save_wanted.emit(name, name in self._taken)

"""Ask how duplicates are to be cleaned up: which groups, what becomes of the files that go."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.duplicates import ALL_FIELDS, CleanAction, CleanOptions
from photosearch.gui import wording
from photosearch.gui.duplicates.choice_planner import PlanTotal
from photosearch.gui.duplicates.folder_list import ChooseFolder
from photosearch.gui.translation import tr
from photosearch.gui.widgets.lists import list_button
from photosearch.gui.widgets.theme import CHECK_INDENT
from photosearch.gui.wording import shown_path


@dataclass(frozen=True, slots=True)
class CleanRequest:
    """Hold what the user wants."""

    options: CleanOptions
    reviewed: bool
    """Only groups in which the user decided on something."""


def action_title(action: CleanAction) -> str:
    """Return what is done with the files that go."""
    return {
        CleanAction.TRASH: tr("Move to the trash"),
        CleanAction.MOVE: tr("Move to a folder"),
        CleanAction.HARD_LINK: tr("Replace by hard links"),
        CleanAction.SYMBOLIC_LINK: tr("Replace by symbolic links"),
        CleanAction.REFLINK: tr("Let them share their content"),
    }[action]


def action_help(action: CleanAction) -> str:
    """Return what that comes to."""
    return {
        CleanAction.TRASH: tr(
            "They can be brought back from there, or with Undo. The space is free once the trash"
            " is emptied."
        ),
        CleanAction.MOVE: tr("Their folders are kept below it. This can be undone."),
        CleanAction.HARD_LINK: tr(
            "Names stay where they are and lead to the file that stays; only of equal bytes."
        ),
        CleanAction.SYMBOLIC_LINK: tr(
            "Links stay where they were and lead to the file that stays; only of equal bytes."
        ),
        CleanAction.REFLINK: tr(
            "Files stay files of their own but take their space once, where the file system can;"
            " only of equal bytes."
        ),
    }[action]


class CleanDialog(QDialog):
    """Offer the ways; nothing happens before the user says so. Not modal.

    Signals:
        clean_wanted(CleanRequest): do it.
    """

    clean_wanted = Signal(object)

    def __init__(
        self,
        everything: PlanTotal,
        reviewed: PlanTotal,
        choose: ChooseFolder,
        *,
        merge: bool,
        folder: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer what all groups come to, and what those do that were looked through."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Clean up duplicates"))
        self.setMinimumWidth(540)
        self._choose = choose
        self._totals = (everything, reviewed)
        self._devices: dict[Path, int] = {}
        """The file systems of the folders that were chosen, as they were then."""
        self._exact = {} if folder is None else {shown_path(folder): folder}
        self.all_button = QRadioButton(_scope(tr("All groups that are shown"), everything))
        self.reviewed_button = QRadioButton(_scope(tr("Those that I decided on"), reviewed))
        self.reviewed_button.setEnabled(reviewed.files > 0)
        self.all_button.setChecked(True)
        self.ways = QComboBox()
        self.ways.setAccessibleName(tr("What becomes of the files"))
        for action in CleanAction:
            self.ways.addItem(action_title(action), action)
        self._help = QLabel(wordWrap=True)
        self._help.setProperty("kind", "muted")
        self.place = QLineEdit("" if folder is None else shown_path(folder))
        self.place.setAccessibleName(tr("To the folder"))
        self.browse = list_button(tr("Choose…"), self._on_browse)
        self._place_row = QWidget()
        row = QHBoxLayout(self._place_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.place, 1)
        row.addWidget(self.browse)
        self.merge_box = QCheckBox(tr("Bring ratings, keywords, caption and place together"))
        self.merge_box.setChecked(merge)
        merge_help = QLabel(
            tr("What only a file that goes has is written beside the one that stays."),
            wordWrap=True,
        )
        merge_help.setProperty("kind", "muted")
        merge_help.setContentsMargins(CHECK_INDENT, 0, 0, 0)
        self.raw_box = QCheckBox(tr("RAW files of the same name go along"))
        self.raw_box.setToolTip(
            tr("Into the trash only where what stays has an equal RAW file beside it.")
        )
        safety = QLabel(
            tr("Of every group at least one file stays; that is looked at again before each step."),
            wordWrap=True,
        )
        safety.setProperty("kind", "muted")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setProperty("kind", "main")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 18, 18, 14)
        column.setSpacing(8)
        column.addWidget(self.all_button)
        column.addWidget(self.reviewed_button)
        column.addSpacing(8)
        for widget in (self.ways, self._help, self._place_row):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.merge_box)
        column.addWidget(merge_help)
        column.addWidget(self.raw_box)
        column.addSpacing(8)
        column.addWidget(safety)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.ways.currentIndexChanged.connect(self._show)
        self.all_button.toggled.connect(self._show)
        self.place.textChanged.connect(self._show)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._show()

    @property
    def action(self) -> CleanAction:
        """Return what is chosen to be done."""
        return CleanAction(self.ways.currentData())

    @property
    def folder(self) -> Path | None:
        """Return the folder that files are moved to; None where none is needed or given."""
        text = self.place.text().strip()
        if self.action is not CleanAction.MOVE or not text:
            return None
        return self._exact.get(text) or Path(text).expanduser()

    def _show(self) -> None:
        action = self.action
        total = self._totals[0 if self.all_button.isChecked() else 1]
        self._help.setText(action_help(action))
        self.ways.setAccessibleDescription(action_help(action))
        self._place_row.setVisible(action is CleanAction.MOVE)
        words = {
            CleanAction.TRASH: tr("Move %Ln file(s) to the trash", "", total.files),
            CleanAction.MOVE: tr("Move %Ln file(s)", "", total.files),
        }.get(action, tr("Replace %Ln file(s)", "", total.files))
        self.ok.setText(words)
        ready = action is not CleanAction.MOVE or self.folder is not None
        self.ok.setEnabled(total.files > 0 and ready)

    def _on_browse(self) -> None:
        folder = self._choose(self, tr("Move to a folder"))
        if folder is not None:
            self._exact[shown_path(folder)] = folder
            with suppress(OSError):
                self._devices[folder] = folder.stat().st_dev
            self.place.setText(shown_path(folder))

    # Qt overrides

    def accept(self) -> None:
        """Hand on what was chosen."""
        self.clean_wanted.emit(
            CleanRequest(
                CleanOptions(
                    self.action,
                    self.folder,
                    ALL_FIELDS if self.merge_box.isChecked() else frozenset(),
                    self.raw_box.isChecked(),
                    self._devices.get(self.folder or Path()),
                ),
                reviewed=not self.all_button.isChecked(),
            )
        )
        super().accept()


def _scope(title: str, total: PlanTotal) -> str:
    words = tr("%Ln file(s), {size}", "", total.files).format(size=wording.size(total.freed))
    return f"{title}: {words}"

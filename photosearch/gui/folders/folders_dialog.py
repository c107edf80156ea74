"""Show the folders of the library: their state and counts; add, remove, look again, leave things
out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photosearch.core.photo import Root
from photosearch.core.runs import RootState
from photosearch.gui.folders.excludes_editor import ExcludesEditor
from photosearch.gui.folders.folders_model import FoldersModel
from photosearch.gui.translation import tr
from photosearch.gui.widgets.lists import list_button, on_key
from photosearch.gui.widgets.mime import accept_copy
from photosearch.gui.widgets.question_bar import Question, QuestionBar, QuestionChoice
from photosearch.gui.widgets.tables import table_view
from photosearch.gui.wording import shown_path

_WIDTHS = (280, 110, 80, 90, 70, 80)


class FoldersDialog(QDialog):
    """List the folders, not modal, until its window goes. Folders can be dropped on it.

    Signals:
        choose_wanted(): let the user choose a folder to be added.
        add_wanted(list of Path): these were dropped.
        rescan_wanted(Root): look through it now.
        show_wanted(Root): open it in the file manager.
        remove_wanted(Root): the user has confirmed that it shall leave the library.
        excludes_wanted(Root, tuple of str): what shall be left out of it.
        leave_out_wanted(Root): let the user choose a folder inside to be left out.
    """

    choose_wanted = Signal()
    add_wanted = Signal(object)
    rescan_wanted = Signal(object)
    show_wanted = Signal(object)
    remove_wanted = Signal(object)
    excludes_wanted = Signal(object, object)
    leave_out_wanted = Signal(object)

    def __init__(self, everywhere: Sequence[str], parent: QWidget) -> None:
        """Show `everywhere` as well, the patterns that are left out of all folders."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Folders"))
        self.setAcceptDrops(True)
        self.resize(900, 560)
        self._asked: Root | None = None
        """The folder that the user is asked about."""
        self._pending: dict[int, tuple[str, ...]] = {}
        """By root id, patterns that the library has not confirmed yet."""
        self.model = FoldersModel(self)
        self.table = table_view(tr("Folders of the library"), self.model, _WIDTHS)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.selectionModel().selectionChanged.connect(self._show_choice)
        self.model.dataChanged.connect(self._show_choice)
        self.table.activated.connect(self._show)
        self._nothing = QLabel(
            tr("There are no folders yet. Drop one here, or add one."),
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        self._nothing.setProperty("kind", "muted")
        self._nothing.hide()  # until it is known which there are
        self.question = QuestionBar()
        self.question.chosen.connect(self._on_answer)
        self.excludes = ExcludesEditor(everywhere)
        self.excludes.changed.connect(self._exclude)
        self.excludes.folder_wanted.connect(self._leave_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self.question)
        column.addLayout(self._make_buttons())
        column.addWidget(self.excludes)
        column.addWidget(
            list_button(tr("Close"), self.close), alignment=Qt.AlignmentFlag.AlignRight
        )
        self.show_states([])

    def _make_buttons(self) -> QHBoxLayout:
        self.add_button = list_button(
            tr("&Add folder…"), self.choose_wanted, tr("Add a folder of photos (Insert)")
        )
        self.look_button = list_button(
            tr("&Look for changes"), self._look, tr("Look through the chosen folder now (F5)")
        )
        self.show_button = list_button(
            tr("&Show in file manager"), self._show, tr("Open the chosen folder (Enter)")
        )
        self.remove_button = list_button(
            tr("&Remove…"),
            self._ask,
            tr("Take the chosen folder out of the library; its files stay (Delete)"),
        )
        for key, button in (
            ("Ins", self.add_button),
            ("F5", self.look_button),
            ("Del", self.remove_button),
        ):
            on_key(self.table, key, button.click)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.add_button, self.look_button, self.show_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def show_states(self, states: Sequence[RootState]) -> None:
        """Show these folders; the chosen one stays chosen, or the first is."""
        chosen = self.chosen()
        for state in states:
            if self._pending.get(state.root.root_id) == state.root.excludes:
                del self._pending[state.root.root_id]
        self.model.show_rows(states)
        if states and self.table.isHidden():
            self.table.setFocus()
        self.table.setVisible(bool(states))
        self._nothing.setVisible(not states)
        rows = {state.root.root_id: row for row, state in enumerate(states)}
        if states and self.chosen() is None:
            self.choose(rows.get(chosen.root.root_id, 0) if chosen else 0)
        if self._asked is not None and self._asked.root_id not in rows:
            self._keep()
        self._show_choice()

    def choose(self, row: int) -> None:
        """Select a folder by its place in the list."""
        # Not selectRow(): in right-to-left layouts it may find no column there.
        self.table.setCurrentIndex(self.model.index(row, 0))

    def chosen(self) -> RootState | None:
        """Return the folder that is selected."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.rows[rows[0].row()] if rows else None

    def _show_choice(self) -> None:
        chosen = self.chosen()
        online = chosen is not None and chosen.root.online
        self.look_button.setEnabled(online)
        self.show_button.setEnabled(online)
        self.remove_button.setEnabled(chosen is not None)
        self.excludes.setEnabled(chosen is not None)
        self.excludes.folder_button.setEnabled(online)
        self.excludes.show_patterns(self._patterns(chosen))
        if self._asked is not None and (
            chosen is None or chosen.root.root_id != self._asked.root_id
        ):
            self._keep()

    def reset_pending(self) -> None:
        """Show what holds: something could not be left out."""
        self._pending.clear()
        self._show_choice()

    def _patterns(self, state: RootState | None) -> tuple[str, ...]:
        if state is None:
            return ()
        return self._pending.get(state.root.root_id, state.root.excludes)

    def _look(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.rescan_wanted.emit(chosen.root)

    def _show(self) -> None:
        chosen = self.chosen()
        if chosen is not None and chosen.root.online:
            self.show_wanted.emit(chosen.root)

    def _ask(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        self._asked = chosen.root
        words = tr(
            "Take {folder} out of the library? Its %Ln photo(s) are no longer found. No file"
            " is touched; added again, the photos are read anew.",
            "",
            chosen.photos,
        )
        text = words.format(folder=shown_path(chosen.root.path))
        choices = (
            QuestionChoice("remove", tr("Take it out")),
            QuestionChoice("keep", tr("Keep it")),
        )
        self.question.ask(Question(text, choices, careful=True))

    def _on_answer(self, key: str) -> None:
        root, self._asked = self._asked, None
        self.table.setFocus()
        if key == "remove" and root is not None:
            self.remove_wanted.emit(root)

    def _keep(self) -> None:
        self._asked = None
        self.question.end()
        self.table.setFocus()

    def _exclude(self, patterns: tuple[str, ...]) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._pending[chosen.root.root_id] = patterns
            self.excludes_wanted.emit(chosen.root, patterns)

    def _leave_out(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.leave_out_wanted.emit(chosen.root)

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome whatever may be a folder; the library looks whether it is."""
        if local_paths(event.mimeData()):
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what is dropped."""
        paths = local_paths(event.mimeData())
        if paths:
            accept_copy(event)
            self.add_wanted.emit(paths)


def local_paths(mime: QMimeData) -> list[Path]:
    """Return the local files and folders of a drag."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]

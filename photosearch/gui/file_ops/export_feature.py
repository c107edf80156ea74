"""Ask what the chosen photos are to become, and says what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photosearch.core.errors import UserError
from photosearch.core.file_operations import OperationContext, OperationResult
from photosearch.gui import wording
from photosearch.gui.context import AppContext
from photosearch.gui.file_ops.export_dialog import Export, ExportDialog
from photosearch.gui.file_ops_port import FileOperationsPort
from photosearch.gui.notices import Notice
from photosearch.gui.translation import tr


class ExportFeature(QObject):
    """Open the dialog and turn its answer into file operations.

    Signals:
        operation_wanted(str, list of int, Do): a step with a title, over these photos.
        writing_wanted(str, Path, write): a file is to be written, by
            write(FileOperationsPort, OperationContext).
    """

    operation_wanted = Signal(str, list, object)
    writing_wanted = Signal(str, object, object)

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._places: dict[Export, Path] = {}
        """Those used last, while the window is open."""

    def open(self) -> None:
        """Ask for one of the four ways."""
        self._open(Export.COPY)

    def open_move(self) -> None:
        """Open the dialog with moving chosen."""
        self._open(Export.MOVE)

    def show_written(self, path: Path, count: int) -> None:
        """Tell that a list or sheet is there."""
        words = tr("Wrote %Ln photo(s) to “{name}”.", "", count)

        def show() -> None:
            try:
                self._context.desktop.open_file(path)
            except UserError as error:
                self._context.notices.show_error(error)

        self._context.notices.shown.emit(
            Notice(
                words.format(name=wording.shown_name(path)),
                is_error=False,
                action=tr("Open"),
                do=show,
            )
        )

    def _open(self, way: Export) -> None:
        ids = self._context.chosen_ids()
        if not ids or self._context.library is None:
            return
        dialog = ExportDialog(len(ids), way, self._places, self._choose, self._context.window)

        def go(chosen: Export, path: Path, replace: bool) -> None:
            self._go(ids, chosen, path, replace)

        dialog.wanted.connect(go)
        dialog.show()

    def _go(self, ids: list[int], way: Export, path: Path, replace: bool) -> None:
        # A folder is asked for again and again; a file is mostly meant once.
        self._places[way] = path
        library = self._context.library
        if library is None:
            return
        members = library.stack_members
        match way:
            case Export.COPY:

                def copy(
                    files: FileOperationsPort, ids: list[int], work: OperationContext
                ) -> OperationResult:
                    return files.copy(ids, path, work)

                self.operation_wanted.emit(tr("Copying"), ids, copy)
            case Export.MOVE:

                def move(
                    files: FileOperationsPort, ids: list[int], work: OperationContext
                ) -> OperationResult:
                    return files.move(ids, path, work)

                self.operation_wanted.emit(tr("Moving"), ids, move)
            case Export.LIST:

                def write_list(files: FileOperationsPort, _work: OperationContext) -> int:
                    return files.write_csv(members(ids), path, replace=replace)

                self.writing_wanted.emit(tr("Writing the list"), path, write_list)
            case Export.SHEET:
                title = tr("%Ln photo(s)", "", len(ids))

                def write_sheet(files: FileOperationsPort, work: OperationContext) -> int:
                    return files.write_contact_sheet(ids, path, title, work, replace=replace)

                self.writing_wanted.emit(tr("Writing the contact sheet"), path, write_sheet)

    def _choose(self, parent: QWidget, way: Export) -> Path | None:
        desktop = self._context.desktop
        match way:
            case Export.COPY:
                return desktop.choose_folder(parent, tr("Copy the photos to…"))
            case Export.MOVE:
                return desktop.choose_folder(parent, tr("Move the photos to…"))
            case Export.LIST:
                return desktop.choose_new_file(
                    parent, tr("Write the list to…"), tr("photos") + ".csv", tr("Tables (*.csv)")
                )
            case Export.SHEET:
                return desktop.choose_new_file(
                    parent,
                    tr("Write the contact sheet to…"),
                    tr("photos") + ".html",
                    tr("Web pages (*.html)"),
                )

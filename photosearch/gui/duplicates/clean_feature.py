"""Clean up: ask how, have the files taken care of, and tell what was freed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from photosearch.core.duplicates import CleanAction
from photosearch.core.file_operations import OperationResult
from photosearch.core.judged_pairs import answers_of_cleaning
from photosearch.gui.context import AppContext
from photosearch.gui.duplicates.choice_planner import ChoicePlanner, total_of
from photosearch.gui.duplicates.clean_dialog import CleanDialog, CleanRequest
from photosearch.gui.duplicates.group_list import GroupList
from photosearch.gui.file_ops.file_ops_feature import FileOperationsFeature


class CleanFeature(QObject):
    """Hand what is marked to go to the file operations.

    Signals:
        cleaned(int): files were taken care of, so many bytes are free.
    """

    cleaned = Signal(int)

    def __init__(
        self,
        context: AppContext,
        groups: GroupList,
        planner: ChoicePlanner,
        file_ops: FileOperationsFeature,
    ) -> None:
        super().__init__(planner)
        self._context = context
        self._groups = groups
        self._planner = planner
        self._file_ops = file_ops
        self._folder: Path | None = None
        """That files were moved to the last time."""

    def open(self) -> None:
        """Ask how it is to be done."""
        dialog = CleanDialog(
            self._planner.total,
            total_of(self._planner.planned(reviewed=True)),
            self._context.desktop.choose_folder,
            merge=self._context.preferences.now.merge_metadata,
            folder=self._folder,
            parent=self._context.window,
        )
        dialog.clean_wanted.connect(self._clean)
        dialog.show()

    def _clean(self, request: CleanRequest) -> None:
        library = self._context.library
        self._folder = request.options.folder or self._folder
        self._context.preferences.change(merge_metadata=bool(request.options.merge))
        planned = self._planner.planned(reviewed=request.reviewed)
        if library is None or not planned:
            return
        duplicates = library.duplicates
        choices = [plan.choice for plan in planned]
        groups = self._groups.groups
        shares = request.options.action is CleanAction.REFLINK

        def cleaned(result: OperationResult) -> None:
            if not result.done:
                return
            gone = result.photo_ids
            self.cleaned.emit(result.bytes)
            for answer in answers_of_cleaning(groups, choices, gone):
                self._context.judged.emit(answer)
            self._context.background.run(
                lambda: duplicates.note_cleaned(choices, gone, still_there=shares),
                lambda _nothing: self.cleaned.emit(0),
            )

        self._file_ops.clean(choices, request.options, cleaned)

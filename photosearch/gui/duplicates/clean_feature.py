"""Clean up: ask how, have the files taken care of, and tell what was freed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

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
        self._folder = request.folder or self._folder
        self._context.preferences.change(merge_metadata=request.merge)

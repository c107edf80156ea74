"""Clean up: ask how, have the files taken care of, and tell what was freed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from photosearch.core.duplicates import CleanAction, GroupChoice
from photosearch.core.file_operations import OperationResult
from photosearch.core.judged_pairs import answers_of_cleaning
from photosearch.gui.context import AppContext
from photosearch.gui.duplicates.choice_planner import ChoicePlanner, total_of
from photosearch.gui.duplicates.clean_dialog import CleanDialog, CleanRequest
from photosearch.gui.duplicates.group_list import GroupList
from photosearch.gui.file_ops.file_ops_feature import FileOperationsFeature
from photosearch.gui.library_port import DuplicatesPort


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
        answers = answers_of_cleaning(self._groups.groups, choices)
        shares = request.options.action is CleanAction.REFLINK

        def cleaned(result: OperationResult) -> None:
            if not result.done:
                return
            self.cleaned.emit(result.bytes)
            for answer in answers:
                self._context.judged.emit(answer)
            still_there = shares and not result.errors
            self._context.background.run(
                lambda: note_cleaned(duplicates, choices, still_there=still_there),
                lambda _nothing: self.cleaned.emit(0),
            )

        self._file_ops.clean(choices, request.options, cleaned)


def note_cleaned(
    duplicates: DuplicatesPort, choices: Sequence[GroupChoice], *, still_there: bool = False
) -> None:
    """Note that what stayed of groups is decided on: what is left of them does not come back. For
    a job thread.

    Args:
        duplicates: of the library.
        choices: what was done.
        still_there: what went is still an equal file, which but shares its space.
    """
    finished = [each.group_id for each in choices if still_there and each.removed]
    for choice in choices:
        group = duplicates.group_of(choice.kept[0]) if len(choice.kept) > 1 else None
        if group is not None and set(group.photo_ids) <= set(choice.kept):
            finished.append(group.group_id)
    if finished:
        duplicates.finish(finished)
    duplicates.set_marks({photo: None for choice in choices for photo in choice.kept})

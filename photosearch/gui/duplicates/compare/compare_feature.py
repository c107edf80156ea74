"""Open the comparison over the window, and carry out what is decided there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject

from photosearch.core.duplicates import Mark, MemberChoice
from photosearch.gui.context import AppContext
from photosearch.gui.duplicates.compare.compare_bar import CompareAction
from photosearch.gui.duplicates.compare.compare_view import CompareView
from photosearch.gui.duplicates.group_view import GroupView
from photosearch.gui.viewer.loader import PictureLoader

_MARKS = {
    CompareAction.KEEP: Mark.KEEP,
    CompareAction.REMOVE: Mark.REMOVE,
    CompareAction.UNDECIDED: None,
}


class CompareFeature(QObject):
    """Keep the comparison in step with the list behind it."""

    def __init__(self, context: AppContext, view: GroupView, loader: PictureLoader) -> None:
        """Compare what `view` asks for; pictures are loaded by `loader`."""
        super().__init__(context.window)
        self._context = context
        self._view = view
        self._groups = view.groups
        self.compare = CompareView(loader, self._choice_of, context.window)
        context.window.installEventFilter(self)
        context.library_changed.connect(self._close)
        view.compare_wanted.connect(self.open)
        self._groups.choices_changed.connect(self._on_choices_changed)
        self._groups.reset.connect(self._on_reset)
        self.compare.closed.connect(self._on_closed)
        self.compare.member_changed.connect(self._on_member_changed)
        self.compare.action_wanted.connect(self._act)

    def open(self, row: int, member: int) -> None:
        """Compare the files of the group in this row, of which one is meant."""
        if not 0 <= row < len(self._groups):
            return
        group = self._groups.groups[row]
        self._view.set_current(row, member)
        self.compare.setGeometry(self._context.window.rect())
        after = self._groups.groups[row + 1].photo_ids[:2] if row + 1 < len(self._groups) else ()
        self.compare.open(group, member, after)

    def _choice_of(self, group_id: str, member: int) -> MemberChoice | None:
        row = self._groups.row_of(group_id)
        return self._groups.member_choice(row, member) if row >= 0 else None

    def _act(self, action: CompareAction) -> None:
        row, member = self._view.current_row, self.compare.member
        if action in _MARKS:
            self._view.mark_wanted.emit(row, member, _MARKS[action])
        elif action is CompareAction.CONFIRM:
            self._view.confirmed.emit(row)
            if self._view.current_row != row:
                self.open(self._view.current_row, 0)
        else:
            self.open(row + (1 if action is CompareAction.NEXT_GROUP else -1), 0)

    def _on_member_changed(self, member: int) -> None:
        self._view.set_current(self._view.current_row, member)

    def _on_choices_changed(self, _changed: set[str]) -> None:
        self.compare.refresh()

    def _on_reset(self) -> None:
        """Go on with the group that has taken the place of one that is gone."""
        if not self.compare.is_open:
            return
        if self._view.current_group is None:
            self.compare.close_view()
        else:
            self.open(self._view.current_row, self._view.current_member)

    def _on_closed(self, member: int) -> None:
        self._view.set_current(self._view.current_row, member)
        self._view.setFocus()

    def _close(self) -> None:
        self.compare.close_view()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the whole window, whatever its size."""
        if watched is self._context.window and event.type() is QEvent.Type.Resize:
            self.compare.setGeometry(self._context.window.rect())
        return False

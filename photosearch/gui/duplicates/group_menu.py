"""Make the context menu of a file in a group of duplicates."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from photosearch.core.duplicates import Mark
from photosearch.gui.context import AppContext
from photosearch.gui.duplicates.group_view import GroupView
from photosearch.gui.translation import tr

_COMMANDS = ("view_photo", "open_photo", "show_in_folder", "copy_path", "find_similar")
"""Of the window, which are about the current photo."""


def group_menu(context: AppContext, view: GroupView) -> QMenu:
    """Return what can be done with the current file and its group; the caller shows and deletes
    it."""
    row, member = view.current_row, view.current_member
    entries: tuple[tuple[str, str, Callable[[], object]] | None, ...] = (
        (tr("&Keep"), "K", lambda: view.mark_wanted.emit(row, member, Mark.KEEP)),
        (tr("Remo&ve"), "X", lambda: view.mark_wanted.emit(row, member, Mark.REMOVE)),
        (tr("&Undecided"), "U", lambda: view.mark_wanted.emit(row, member, None)),
        None,
        (tr("&Compare"), "C", lambda: view.compare_wanted.emit(row, member)),
        (tr("&Agree and go on"), tr("Enter"), lambda: view.confirmed.emit(row)),
        (tr("Keep a&ll files"), "A", lambda: view.keep_all_wanted.emit(row)),
        (tr("&Not a match"), "N", lambda: view.not_a_match_wanted.emit(row, member)),
        None,
    )
    menu = QMenu(context.window)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        words, key, act = entry
        menu.addAction(f"{words}\t{key}").triggered.connect(act)
    for name in _COMMANDS:
        menu.addAction(context.actions.action(name))
    return menu

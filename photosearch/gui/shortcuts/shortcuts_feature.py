"""The command that shows the shortcut sheet; the user's own keys."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photosearch.gui.actions import Command, Needs
from photosearch.gui.shell import Shell
from photosearch.gui.shortcuts.menu_key import MenuKey
from photosearch.gui.shortcuts.shortcut_sheet import ShortcutSheet
from photosearch.gui.translation import tr


class ShortcutsFeature(QObject):
    """Opens the sheet, one at a time, and lets changed keys work at once."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._sheet: ShortcutSheet | None = None
        MenuKey(shell.window)
        shell.preferences.changed.connect(self._on_preferences)
        shell.actions.add(
            Command(
                "shortcuts",
                tr("&Keyboard shortcuts…"),
                self.open,
                ("?", "F1"),
                menu="help",
                needs=Needs.NOTHING,
                help=tr("All commands and keys; they can be changed there"),
            )
        )

    def open(self) -> None:
        """Show the sheet, or bring it to the front."""
        if self._sheet is None:
            self._sheet = ShortcutSheet(
                self._shell.actions, self._shell.preferences, self._shell.window
            )
            self._sheet.destroyed.connect(self._forget)
        self._sheet.show()
        self._sheet.activateWindow()

    @property
    def sheet(self) -> ShortcutSheet | None:
        """The one that is open."""
        return self._sheet

    def _forget(self) -> None:
        self._sheet = None

    def _on_preferences(self, names: set[str]) -> None:
        if "shortcuts" in names:
            self._shell.actions.use_keys(self._shell.preferences.now.shortcuts)

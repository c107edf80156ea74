"""Add the command that opens the settings."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from photosearch.gui.actions import Command, Needs
from photosearch.gui.context import AppContext
from photosearch.gui.preferences_dialog.preferences_dialog import PreferencesDialog
from photosearch.gui.translation import tr


class PreferencesFeature(QObject):
    """Open the dialog, one at a time.

    Signals:
        shortcuts_wanted(): the user wants to see and change those.
    """

    shortcuts_wanted = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._dialog: PreferencesDialog | None = None
        context.actions.add(
            Command(
                "preferences",
                tr("&Settings…"),
                self.open,
                ("Ctrl+,",),
                menu="edit",
                section=90,
                needs=Needs.NOTHING,
                help=tr("Colours, language, indexing and all other options"),
            )
        )

    def open(self) -> None:
        """Show the dialog, or bring it to the front."""
        if self._dialog is None:
            dialog = PreferencesDialog(
                self._context.preferences, self._choose_profile, self._context.window
            )
            dialog.shortcuts_wanted.connect(self.shortcuts_wanted)
            dialog.destroyed.connect(self._forget)
            self._dialog = dialog
        self._dialog.show()
        self._dialog.activateWindow()

    @property
    def dialog(self) -> PreferencesDialog | None:
        """Return the dialog that is open."""
        return self._dialog

    def _forget(self) -> None:
        self._dialog = None

    def _choose_profile(self) -> str:
        path = self._context.desktop.choose_file(
            self._dialog or self._context.window,
            tr("Colour profile of the monitor"),
            tr("ICC profiles (*.icc *.icm)"),
        )
        return "" if path is None else str(path)

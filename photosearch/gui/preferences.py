"""Hold the settings for the window: read at any time, changed at once, saved behind it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import UserError
from photosearch.gui.runtime.background import BackgroundRunner
from photosearch.gui.translation import tr
from photosearch.settings import Settings
from photosearch.settings_file import save


class Preferences(QObject):
    """Hold settings, and tell when they change.

    Signals:
        changed(set of str): the options of these names have other values now.
    """

    changed = Signal(object)

    def __init__(
        self,
        settings: Settings,
        path: Path | None,
        background: BackgroundRunner,
        parent: QObject | None = None,
    ) -> None:
        """Hold `settings`; without `path` nothing is saved."""
        super().__init__(parent)
        self.now = settings
        self._path = path
        self._background = background

    def change(self, **values: Any) -> None:
        """Set options; the file is written in a job thread, in the order of the calls.

        Raises:
            TypeError: there is no such option.
        """
        before, self.now = self.now, dataclasses.replace(self.now, **values)
        names = {name for name in values if getattr(before, name) != getattr(self.now, name)}
        if not names:
            return
        path = self._path
        if path is not None:
            self._background.run(_saving(self.now, path))
        self.changed.emit(names)


def _saving(settings: Settings, path: Path) -> Callable[[], None]:
    def work() -> None:
        """Run in a job thread."""
        try:
            save(settings, path)
        except OSError as error:
            raise UserError.in_words(
                tr("The settings could not be saved: {reason}.").format(
                    reason=error.strerror or error
                ),
                tr("They apply until the program ends. Make room or check the permissions."),
            ) from error

    return work

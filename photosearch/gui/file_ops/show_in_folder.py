"""Show a file in the file manager, chosen there if the system can do that."""

from __future__ import annotations

from pathlib import Path

from photosearch.core.errors import UserError
from photosearch.gui.context import AppContext


def show_in_folder(context: AppContext, path: Path) -> None:
    """Show a file in its folder, or at least the folder; what goes wrong is told in the window."""
    desktop = context.desktop

    def told(shown: bool) -> None:
        if not shown:
            try:
                desktop.open_folder_of(path)
            except UserError as error:
                context.notices.show_error(error)

    # In a job thread: other programs may take their time to answer.
    context.background.run(lambda: desktop.reveal(path), told)

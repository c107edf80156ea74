"""Starts the program: `photosearch`, `python -m photosearch`, and the frozen one.

Worker processes run this file's top level again, so nothing else may stand there.
"""

from __future__ import annotations

import multiprocessing
import sys


def main() -> None:
    """The command line, and through it the window."""
    multiprocessing.freeze_support()
    try:
        from pathlib import Path

        from photosearch.cli.main import run
    except KeyboardInterrupt:  # so early that nobody handles it yet
        sys.exit(130)

    def open_window(folder: Path) -> int:
        from photosearch import app, paths, settings

        return app.run(folder, settings.load(paths.settings_file()))

    sys.exit(run(open_window))


if __name__ == "__main__":
    main()

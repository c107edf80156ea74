"""Start the program: `photosearch`, `python -m photosearch`, and the frozen one.

Worker processes run this file's top level again, so nothing else may stand there.
"""

from __future__ import annotations

import multiprocessing
import sys


def main(args: list[str] | None = None) -> None:
    """Run the command line, and through it the window.

    Args:
        args: what to do; what the process was started with unless given.
    """
    multiprocessing.freeze_support()
    try:
        from photosearch.cli.early_start import start_early

        start_early(sys.argv[1:] if args is None else args)

        from collections.abc import Sequence
        from pathlib import Path

        from photosearch.cli.main import run
    except KeyboardInterrupt:  # so early that nobody handles it yet
        sys.exit(130)

    def open_window(folder: Path, files: Sequence[Path]) -> int:
        from photosearch import app, messages, paths, settings_file

        problems: list[messages.Message] = []
        options = settings_file.load(paths.settings_file(), problems.append)
        return app.run(folder, options, files, problems)

    sys.exit(run(open_window, args))


def main_window() -> None:
    """Run `photosearch-window [FILE]...`: what the desktop starts, perhaps with files."""
    args = sys.argv[1:]
    main(args if args == ["--version"] else ["window", *args])


if __name__ == "__main__":
    main()

"""Log everything to a rotating file, and this program's warnings to the terminal too."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

from photosearch.private_files import make_private_file, make_private_folder

LOG_FILE = "photosearch.log"
_MAX_BYTES = 1_000_000
_BACKUPS = 3
_FILE_FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


@contextmanager
def logging_to(
    folder: Path, *, debug: bool = False, words: Callable[[object], object] = lambda value: value
) -> Iterator[Path | None]:
    """Log while the context lasts; gives the log file, or None where there can be none.

    The file gets INFO and above (DEBUG too if `debug`). The terminal gets the warnings of this
    program; a user can do nothing about those of other libraries and of `warnings.warn`. A record
    with `extra={"file_only": True}` is kept off the terminal, where `words(value)` is shown for
    each value that a record puts into its text: the file has codes, a user wants sentences.
    """
    root = logging.getLogger()
    level_before = root.level
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    handlers: list[logging.Handler] = [_Terminal(words)]
    path: Path | None = folder / LOG_FILE
    try:
        make_private_folder(folder)
        handlers.append(_File(folder / LOG_FILE))
    except OSError:
        path = None  # a read-only home is no reason not to search
    for handler in handlers:
        root.addHandler(handler)
    logging.captureWarnings(True)
    try:
        yield path
    finally:
        logging.captureWarnings(False)
        for handler in handlers:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level_before)


class _Terminal(logging.Handler):
    """Write warnings to whatever stderr is at the time: a progress bar replaces it."""

    def __init__(self, words: Callable[[object], object]) -> None:
        super().__init__(logging.WARNING)
        self.addFilter(logging.Filter("photosearch"))
        self._words = words

    def emit(self, record: logging.LogRecord) -> None:
        if sys.stderr is None or getattr(record, "file_only", False):  # None: windowed, on Windows
            return
        with suppress(OSError, ValueError):  # a stderr that is full or closed
            text = record.getMessage()  # without the traceback that it may carry
            if isinstance(record.args, tuple) and record.args:
                text = record.msg % tuple(map(self._words, record.args))
            sys.stderr.write(text + "\n")


class _File(logging.handlers.RotatingFileHandler):
    """Write to a file that several processes (the window and a command) may share."""

    def __init__(self, path: Path) -> None:
        # Names of files that are not valid UTF-8 hold surrogates.
        super().__init__(
            path,
            maxBytes=_MAX_BYTES,
            backupCount=_BACKUPS,
            encoding="utf-8",
            errors="backslashreplace",
        )
        self.setFormatter(logging.Formatter(_FILE_FORMAT))

    def _open(self) -> TextIOWrapper:
        make_private_file(Path(self.baseFilename))
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Do without the log when the disk is full; the default would show a traceback."""
        del record

    def close(self) -> None:
        with suppress(OSError):  # what could not be written is tried once more when it closes
            super().close()

    def doRollover(self) -> None:
        try:
            super().doRollover()
        except OSError:  # Windows: another process has it open, so it grows a little longer
            if self.stream is None:
                self.stream = self._open()

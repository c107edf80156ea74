"""Turn exceptions into exit codes and sentences on the terminal, in this one place."""

from __future__ import annotations

import _thread
import contextlib
import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

from photosearch.core.errors import Cancelled, ExitCode, UserError
from photosearch.message_words.command_line import message_text

log = logging.getLogger(__name__)


def exit_code_of(command: Callable[[], None], *, log_file: Path | None, debug: bool) -> int:
    """Run `command`; the exit code that its end stands for, told on stderr if it is not 0.

    A traceback goes into the log only, and to stderr if `debug`. A bug that ends another thread
    cancels the command, as Ctrl-C would.
    """
    bugs: list[BaseException] = []

    def on_thread_bug(ended: threading.ExceptHookArgs) -> None:
        if ended.exc_value is not None:
            bugs.append(ended.exc_value)
            _tell_bug(ended.exc_value, log_file=log_file, debug=debug)
            _thread.interrupt_main()  # whoever waits for that thread would wait for ever

    hook_before = threading.excepthook
    threading.excepthook = on_thread_bug
    try:
        code = _run(command, log_file=log_file, debug=debug)
    finally:
        threading.excepthook = hook_before
    return ExitCode.BUG if bugs else code


def _run(command: Callable[[], None], *, log_file: Path | None, debug: bool) -> int:
    try:
        command()
    except SystemExit as end:  # the parser's own ends: --help, a wrong option, a chosen exit code
        return end.code if isinstance(end.code, int) else int(ExitCode.OK)
    except UserError as error:
        log.info("ended by %s: %s", type(error).__name__, error, exc_info=error)
        words = message_text(error.message)
        _tell(f"{words}\n{words.next_step}")
        if debug:
            _tell("".join(traceback.format_exception(error)))
        return error.exit_code
    except (Cancelled, KeyboardInterrupt):
        _tell("Cancelled.")
        return ExitCode.CANCELLED
    except Exception as error:  # noqa: BLE001 - the boundary: whatever is left is a bug
        if isinstance(error, OSError) and error.filename is not None:
            return _tell_of_path(error, debug=debug)
        _tell_bug(error, log_file=log_file, debug=debug)
        return ExitCode.BUG
    return ExitCode.OK


def _tell_of_path(error: OSError, *, debug: bool) -> int:
    """Tell of a path that the system refuses: too long, or in a folder that may not be read."""
    text = "".join(traceback.format_exception(error))
    log.warning("ended by an error of the system\n%s", text, extra={"file_only": True})
    path = os.fsdecode(error.filename) if not isinstance(error.filename, int) else "A file"
    _tell(
        f"{path} cannot be used ({error.strerror}).\n"
        "Check that the path is right and that you may read and write there."
    )
    if debug:
        _tell(text)
    return ExitCode.USER_ERROR


def _tell_bug(error: BaseException, *, log_file: Path | None, debug: bool) -> None:
    text = "".join(traceback.format_exception(error))
    log.error("a bug ended the program\n%s", text, extra={"file_only": True})
    where = f"The details are in {log_file}" if log_file else "It is told in full with --debug"
    _tell(f"This is a bug in PhotoSearch: {type(error).__name__}.\n{where}; please report it so.")
    if debug:
        _tell(text)


def _tell(text: str) -> None:
    # A windowed program on Windows has no stderr; one that is full or closed hears nothing.
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(text.rstrip() + "\n")
            sys.stderr.flush()

"""Write data to stdout, as text or JSON lines, and all else to stderr."""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import typer

from photosearch.core.errors import UserError

_OUTCOMES = (
    "indexed",
    "redecoded",
    "copied",
    "linked",
    "moved",
    "found",
    "unchanged",
    "unreadable",
    "missing",
    "vanished",
    "excluded",
)
"""The order in which outcomes of indexing are told."""


@runtime_checkable
class _Reconfigurable(Protocol):
    def reconfigure(self, *, errors: str) -> None: ...


class Output:
    """Write the data of one command to stdout.

    Args:
        json: one JSON object per line, ASCII only, so that file names which are not valid Unicode
            survive as escapes; else text for people.
    """

    def __init__(self, *, json: bool = False) -> None:
        self.json = json

    def record(self, values: Mapping[str, Any]) -> None:
        """Write one JSON line; paths become text, times ISO 8601."""
        self._write(json.dumps(values, ensure_ascii=True, default=_plain))

    def line(self, text: str) -> None:
        """Write one line of text."""
        self._write(text)

    def table(self, rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
        """Write aligned columns, those numbered in `right` to the right; never cut the last one."""
        rows = list(rows)
        if not rows:
            return
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        for row in rows:
            cells = [
                cell.rjust(width) if column in right else cell.ljust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            self._write("  ".join(cells).rstrip())

    def _write(self, text: str) -> None:
        if sys.stdout is None:
            raise UserError.in_words("The output is closed.", "Send it somewhere.")
        if sys.stdout.isatty():  # a name may hold a line break, too
            text = printable(text).replace("\n", "\\n")
        try:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            # `| head` has seen enough. Without this, Python complains when it closes stdout.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        except OSError as error:
            raise UserError.in_words(
                f"The output cannot be written ({error.strerror}).", "Send it somewhere else."
            ) from error


def printable(text: str) -> str:
    """Return `text` without characters that could command a terminal: a file name may hold any."""
    return "".join(
        character if character.isprintable() or character == "\n" else repr(character)[1:-1]
        for character in text
    )


def show_message(text: str) -> None:
    """Write a sentence to the user that is not data: to stderr, if there is one that takes it."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(printable(text) + "\n")
            sys.stderr.flush()


def prepare_streams() -> None:
    """Let any file name through stdout and stderr, valid Unicode or not.

    On POSIX the very bytes of the name come out, so that `| xargs` finds the file. What the
    stream's encoding (of an old locale, or told by PYTHONIOENCODING) has no character for comes
    out as an escape.
    """
    codecs.register_error("photosearch", _bytes_or_escape)
    errors = "backslashreplace" if os.name == "nt" else "photosearch"
    for stream, how in ((sys.stdout, errors), (sys.stderr, "backslashreplace")):
        if isinstance(stream, _Reconfigurable):
            stream.reconfigure(errors=how)


def _bytes_or_escape(error: UnicodeError) -> tuple[str | bytes, int]:
    wide = isinstance(error, UnicodeEncodeError) and error.encoding.startswith(("utf-16", "utf-32"))
    if not wide:  # there a single byte would put all that follows out of step
        with contextlib.suppress(UnicodeError):
            return codecs.lookup_error("surrogateescape")(error)
    return codecs.lookup_error("backslashreplace")(error)


def size_text(size: int) -> str:
    """Return bytes in words: 1.2 GB."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def photos_text(count: int) -> str:
    """Return a number of photos in words: "1 photo", "1,200 photos"."""
    return f"{count:,} photo{'' if count == 1 else 's'}"


def counts_text(counts: Mapping[str, int]) -> str:
    """Return counts by outcome in words, zeros left out: "12 indexed, 3 unreadable"."""
    known = [name for name in _OUTCOMES if name in counts]
    others = [name for name in counts if name not in _OUTCOMES]
    told = [f"{counts[name]:,} {name}" for name in (*known, *others) if counts[name]]
    return ", ".join(told) or "nothing"


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")

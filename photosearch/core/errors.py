"""Raise what is wrong outside the program, as a code with values. All else that is raised is a bug.

The words for the codes are those of the front ends: see `photosearch.messages`.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Any, Self, Unpack

from photosearch.core.error_codes import ErrorCode
from photosearch.messages import Message, Values


class ExitCode(IntEnum):
    """Enumerate the exit codes of the command line; documented in README.md."""

    OK = 0
    BUG = 1
    USAGE = 2
    USER_ERROR = 3
    CATALOG = 4
    MODEL = 5
    CANCELLED = 130


class UserError(Exception):
    """Tell that something outside the program is wrong, and the next step to take."""

    exit_code: ExitCode = ExitCode.USER_ERROR

    def __init__(self, code: ErrorCode, **values: Unpack[Values]) -> None:
        """Make an error: `UserError(ErrorCode.FOLDER_MISSING, path=path)`.

        Raises:
            TypeError: the values are not those that belong to the code.
        """
        super().__init__(code)
        self.message = Message(code, **values)

    @classmethod
    def in_words(cls, what: str, next_step: str) -> Self:
        """Return an error of a front end itself, in its own words: whole sentences, both."""
        return cls(ErrorCode.IN_WORDS, what=what, next_step=next_step)

    @classmethod
    def of(cls, message: Message) -> Self:
        """Return the error that a message tells, one of another process for instance.

        Raises:
            TypeError: it tells none.
        """
        if not isinstance(message.code, ErrorCode):
            raise TypeError(f"{message!r} tells no error")
        values: Any = dict(message.values)
        return cls(message.code, **values)

    @property
    def code(self) -> ErrorCode:
        """Return what happened."""
        code = self.message.code
        assert isinstance(code, ErrorCode)
        return code

    def __reduce__(self) -> tuple[Any, ...]:
        return _make, (type(self), self.code, self.message.values)

    def __str__(self) -> str:
        """Return it as the log has it: `folder-missing path=/photos`."""
        return str(self.message)


def _make(kind: type[UserError], code: ErrorCode, values: Any) -> UserError:
    """Make an error that another process has raised."""
    error = kind.__new__(kind)
    UserError.__init__(error, code, **values)
    return error


class CatalogError(UserError):
    """Tell that the library's files cannot be used: locked, damaged, too new, no room."""

    exit_code = ExitCode.CATALOG


class DamagedLibrary(CatalogError):
    """Tell that the library's database is not a sound one: only a backup can bring it back."""


class ModelError(UserError):
    """Tell that a model folder is incomplete, damaged or of a kind this program does not know."""

    exit_code = ExitCode.MODEL


class Cancelled(Exception):
    """Tell that the user cancelled a job; what was finished before is kept."""


class Reason(StrEnum):
    """Enumerate why a photo cannot be read. Stored in the catalog: never rename a value."""

    EMPTY = "empty"
    NOT_AN_IMAGE = "not-an-image"
    UNSUPPORTED = "unsupported"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    NO_PERMISSION = "no-permission"
    GONE = "gone"
    NOT_A_FILE = "not-a-file"
    BROKEN_LINK = "broken-link"
    CHANGING = "changing"
    IO_ERROR = "io-error"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out-of-memory"
    ONLINE_ONLY = "online-only"

    @property
    def lasting(self) -> bool:
        """Tell whether trying again is useless until the file itself changes."""
        return self not in _PASSING


_PASSING = frozenset({Reason.NO_PERMISSION, Reason.GONE, Reason.CHANGING, Reason.IO_ERROR})


class UnreadablePhoto(Exception):
    """Tell that one file cannot be read as a photo: it costs only its own row.

    `reason` sorts it for the user, `detail` tells it in full.
    """

    def __init__(self, reason: Reason, detail: Message) -> None:
        """Make an error, for instance with `Message(DetailCode.FILE_GONE)`."""
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return str(self.detail)

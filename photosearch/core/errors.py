"""The world's fault, told in plain words. Everything else that is raised is a bug."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """Exit codes of the command line; documented in README.md."""

    OK = 0
    BUG = 1
    USAGE = 2
    USER_ERROR = 3
    CATALOG = 4
    MODEL = 5
    CANCELLED = 130


class UserError(Exception):
    """Something outside the program is wrong; it carries what happened and the next step to take.

    `what` and `next_step` are whole sentences in plain words, shown as they are.
    """

    exit_code: ExitCode = ExitCode.USER_ERROR

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(what, next_step)
        self.what = what
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.what} {self.next_step}"


class CatalogError(UserError):
    """The library's database cannot be opened or written: locked, corrupt, too new, disk full."""

    exit_code = ExitCode.CATALOG


class DamagedLibrary(CatalogError):
    """Its database is not a sound one: only a backup can bring it back."""


class ModelError(UserError):
    """A model folder is incomplete, damaged or of a kind this program does not know."""

    exit_code = ExitCode.MODEL


class Cancelled(Exception):
    """The user cancelled a job; what was finished before is kept."""


class Reason(StrEnum):
    """Why a photo could not be read. Stored in the catalog: never rename a value."""

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

    @property
    def lasting(self) -> bool:
        """Whether trying again is useless until the file itself changes."""
        return self not in _PASSING


_PASSING = frozenset({Reason.NO_PERMISSION, Reason.GONE, Reason.CHANGING, Reason.IO_ERROR})


class UnreadablePhoto(Exception):
    """One file cannot be read as a photo. A value in disguise: it costs only its own row."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return self.detail

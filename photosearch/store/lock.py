"""Let one process at a time write to a library, and tell others which one it is.

The system holds the lock and lets go of it when the process ends, however it ends. Who holds it is
told by a small file beside it, because a locked file cannot be read on Windows; a file left over
by a killed process does no harm, since it is read only when the lock is taken.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import CatalogError
from photosearch.core.message_codes import owner_message
from photosearch.messages import Values
from photosearch.private_files import FILE_MODE, replace_file
from photosearch.store import sqlite_errors

LOCK_NAME = "library.lock"
OWNER_NAME = "library.owner.json"


class LibraryLock:
    """Hold the library for this process, from construction to `release`.

    Raises:
        CatalogError: another process has it, or the folder cannot be written.
    """

    def __init__(self, folder: Path, owner: str) -> None:
        import filelock  # which takes a while, and readers need no lock

        self._owner_file = folder / OWNER_NAME
        # thread_local: it may be released by another thread than the one that took it.
        self._lock = filelock.FileLock(
            folder / LOCK_NAME, timeout=0, mode=FILE_MODE, thread_local=False
        )
        try:
            self._lock.acquire()
        except filelock.Timeout:
            raise self._in_use(folder) from None
        except OSError as error:
            raise sqlite_errors.from_os_error(error, folder) from error
        owner_facts = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "command": owner,
            "since": datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        with suppress(OSError):  # it only serves a message: no reason to fail, e.g. on a full disk
            replace_file(self._owner_file, json.dumps(owner_facts).encode())

    def release(self) -> None:
        """Let another process have the library."""
        with suppress(OSError):
            self._owner_file.unlink()
        self._lock.release()

    def _in_use(self, folder: Path) -> CatalogError:
        """Return the error that tells who has the library, as far as that is known."""
        try:
            facts = json.loads(self._owner_file.read_text(encoding="utf-8"))
            values: Values = {
                "folder": folder,
                "owner": owner_message(str(facts["command"])),
                "process": int(facts["pid"]),
                "since": datetime.fromisoformat(facts["since"]),
            }
            host = str(facts["host"])
        except (OSError, ValueError, KeyError, TypeError):
            return CatalogError(ErrorCode.LIBRARY_IN_USE, folder=folder)
        if host == socket.gethostname():
            return CatalogError(ErrorCode.LIBRARY_IN_USE_BY, **values)
        values["host"] = host
        return CatalogError(ErrorCode.LIBRARY_IN_USE_ON, **values)

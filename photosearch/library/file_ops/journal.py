"""Keep a journal of the user's files: what is done is written down before and after each change.

One text line per event, appended to a file in the library's folder. A kill at any moment costs at
most the last line: what was meant to be done stands there before, and whether it was done can be
seen on the disk. The next start can undo the last operations.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import threading
import time
import uuid
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from photosearch.core.duplicates import CleanAction
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.file_operations import FileOperation, OperationKind
from photosearch.library.file_ops.atomic_files import write_atomically
from photosearch.private_files import free_path, make_private_file, private_opener

log = logging.getLogger(__name__)

FILE_NAME = "file-steps.jsonl"
_BROKEN = ".broken"
_MAX_OPERATIONS = 100
"""Older operations are forgotten at the next start, and so are those that were undone."""
_MAX_ENTRIES = 50_000
_SYNC_EVERY_S = 0.5

INTENDED, DONE, UNDONE = "meant", "done", "undone"


@dataclass(slots=True)
class JournalEntry:
    """Describe one change of one file. Stored are these fields; paths as text with escapes."""

    kind: str
    """"trash", "move", "copy", "write", or a `CleanAction` that makes a link."""
    photo_id: int
    path: str
    """The file; the source of a move or copy; the sidecar that is written."""
    to: str = ""
    """Where it went, or leads to; "" if not known."""
    photo: bool = True
    """It is the photo itself, not a file beside it."""
    size: int = 0
    mtime_ns: int = 0
    before: str | None = None
    """Former content of a sidecar, packed; None if there was none."""
    after: str = ""
    """Hash of what was written into it, or of what it held before it became a link."""
    rows: list[list[Any]] = field(default_factory=list)
    """(photo id, rating, keywords) of the rows that it concerned, as they were before."""
    state: str = INTENDED
    number: int = 0
    """Its place in the operation."""
    mode: int = 0
    """Permissions of a file that became a link."""
    owner: list[int] = field(default_factory=list)
    """User and group whose it was, by number; older journals do not tell."""
    attributes: dict[str, str] = field(default_factory=dict)
    """Its extended attributes by name, such as tags of the desktop, as `pack` writes them."""
    edit: dict[str, Any] | None = None
    """What was written into a sidecar of a file that stays, see `XmpEdit`."""
    made: list[str] = field(default_factory=list)
    """Folders that were made for it, the topmost first; older journals do not tell."""
    link: str = ""
    """What the file held that was moved, if it was a symbolic link: its content was copied."""


@dataclass(slots=True)
class OperationRecord:
    """Hold one file operation with all its entries."""

    operation_id: str
    kind: OperationKind
    started: float
    args: dict[str, Any] = field(default_factory=dict)
    entries: list[JournalEntry] = field(default_factory=list)
    ended: bool = False
    photo_ids: list[int] = field(default_factory=list)
    """The photos that it is about, in their order; forgotten when it ends as it should."""
    completed: int = 0
    """How many of them it has come through."""
    undoing: bool = False
    """It is being taken back, or was when the program ended."""
    reverting: int | None = None
    """Number of the entry that was last about to be reverted."""

    @property
    def in_effect(self) -> list[JournalEntry]:
        """Return the entries that are not undone, the last first."""
        return [entry for entry in reversed(self.entries) if entry.state != UNDONE]

    @property
    def remaining(self) -> list[int]:
        """Return the photos that were still to come when it was interrupted.

        The first one may be half done if the program was killed.
        """
        return self.photo_ids[self.completed :]

    def to_operation(self) -> FileOperation:
        """Return what front ends are told of it."""
        folder = self.args.get("folder")
        changed = {entry.photo_id for entry in self.in_effect}
        half_done = bool(changed.intersection(self.remaining[:1]))
        return FileOperation(
            self.operation_id,
            self.kind,
            len(changed),
            datetime.fromtimestamp(self.started, UTC),
            self.args.get("rating"),
            tuple(self.args.get("added", ())),
            tuple(self.args.get("removed", ())),
            Path(folder) if folder else None,
            CleanAction(self.args["action"]) if "action" in self.args else None,
            undone=bool(self.entries) and not self.in_effect,
            interrupted=not self.ended,
            remaining=len(self.remaining),
            undo_interrupted=self.undoing,
            half_done=half_done,
        )


class Journal:
    """Keep the file operations of one library. Used by one thread at a time; see `lock`.

    Args:
        folder: of the library.
    """

    def __init__(self, folder: Path) -> None:
        self.lock = threading.RLock()
        """Held by whoever runs an operation."""
        self._path = folder / FILE_NAME
        self._records: dict[str, OperationRecord] | None = None
        self._synced_at = 0.0
        self._torn = False

    def records(self) -> list[OperationRecord]:
        """Return all that are known, the oldest first."""
        return list(self._all().values())

    def get(self, operation_id: str) -> OperationRecord | None:
        """Return the operation of that id; None if it is not known."""
        return self._all().get(operation_id)

    def damaged_file(self) -> Path | None:
        """Return the latest file of notes that could not be read in full; None if there is none."""
        self._all()
        kept = self._path.parent.glob(f"{FILE_NAME}{_BROKEN}*")
        return max(kept, key=lambda path: path.lstat().st_mtime_ns, default=None)

    def begin(
        self, kind: OperationKind, args: dict[str, Any], photo_ids: list[int]
    ) -> OperationRecord:
        """Begin an operation on these photos, and write that down.

        Raises:
            UserError: the journal cannot be written; nothing is to be done then.
        """
        record = OperationRecord(uuid.uuid4().hex, kind, time.time(), args, photo_ids=photo_ids)
        line = {"kind": kind.value, "at": record.started, "args": args, "wanted": photo_ids}
        known = self._all()  # reads, and tidies up, what was there before
        self._append(record, line, sync=True)
        known[record.operation_id] = record
        return record

    def log_intent(self, record: OperationRecord, entry: JournalEntry) -> None:
        """Write down what is about to be done; raises as `begin` does."""
        entry.number = record.entries[-1].number + 1 if record.entries else 0
        self._append(record, {"act": asdict(entry)})
        record.entries.append(entry)

    def log_done(self, record: OperationRecord, entry: JournalEntry) -> None:
        """Write down that it was done, with its place; raises as `begin` does."""
        self._log_state(record, entry, DONE)

    def log_undone(self, record: OperationRecord, entry: JournalEntry) -> None:
        """Write down that it was not done, or was reverted; raises as `begin` does."""
        self._log_state(record, entry, UNDONE)

    def log_revert(self, record: OperationRecord, entry: JournalEntry) -> None:
        """Write down that an entry is about to be reverted; raises as `begin` does."""
        record.reverting = entry.number
        self._append(record, {"reverting": entry.number})

    def log_progress(self, record: OperationRecord) -> None:
        """Write down that one more of the photos is done with; raises as `begin` does."""
        record.completed += 1
        self._append(record, {"through": record.completed})

    def end(self, record: OperationRecord, *, interrupted: bool = False) -> None:
        """End an operation; one without any effect is forgotten.

        What is left of an interrupted one is known until the next start. Raises as `begin` does.
        """
        record.ended = True
        if not interrupted:
            record.photo_ids = []
        if not record.in_effect and not record.remaining:
            self.forget(record)
        else:
            self._append(record, {"end": True}, sync=True)

    def set_undoing(self, record: OperationRecord, undoing: bool) -> None:
        """Write down that taking it back begins or is over; raises as `begin` does."""
        record.undoing = undoing
        self._append(record, {"undoing": undoing})

    def forget(self, record: OperationRecord) -> None:
        """Forget an operation: it can neither be undone nor done again any more."""
        self._append(record, {"forget": True}, sync=True)
        self._all().pop(record.operation_id, None)

    def _log_state(self, record: OperationRecord, entry: JournalEntry, state: str) -> None:
        entry.state = state
        self._append(record, {"n": entry.number, "set": [state, entry.to, entry.mtime_ns]})

    def _append(self, record: OperationRecord, line: dict[str, Any], *, sync: bool = False) -> None:
        text = json.dumps({"step": record.operation_id, **line}) + "\n"
        if self._torn:  # an earlier line may have been written in part
            text = "\n" + text
        try:
            with open(self._path, "ab", opener=private_opener) as file:
                self._torn = True
                file.write(text.encode("ascii"))
                file.flush()
                self._torn = False
                now = time.monotonic()
                # The program being killed loses nothing that was handed to the system; only a
                # power cut can take half a second of notes, never a file.
                if sync or now - self._synced_at > _SYNC_EVERY_S:
                    os.fsync(file.fileno())
                    self._synced_at = now
        except OSError as error:
            raise UserError(
                ErrorCode.CHANGES_NOT_NOTED,
                folder=self._path.parent,
                cause=error.strerror or str(error),
            ) from error

    def _all(self) -> dict[str, OperationRecord]:
        with self.lock:
            if self._records is None:
                self._records = self._load()
            return self._records

    def _load(self) -> dict[str, OperationRecord]:
        try:
            lines = self._path.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return {}
        except OSError as error:
            log.warning("The notes of file changes cannot be read: %s", error)
            return {}
        records, broken = _replay(lines)
        if broken:
            self._set_aside()
        torn = bool(lines) and not lines[-1].endswith(b"\n")  # killed in the middle of a line
        kept = _records_to_keep(records)
        if len(kept) < len(records) or broken or torn:
            self._rewrite(kept)
        return kept

    def _set_aside(self) -> None:
        """Keep a journal whose lines are damaged: nothing that could not be read is overwritten."""
        aside = free_path(self._path.with_name(FILE_NAME + _BROKEN))
        log.info("The notes of file changes are damaged; they are kept as %s.", aside.name)
        try:
            make_private_file(aside)
            aside.write_bytes(self._path.read_bytes())
        except OSError:
            log.info("They could not be kept.", exc_info=True)

    def _rewrite(self, records: dict[str, OperationRecord]) -> None:
        lines = [line for record in records.values() for line in _lines_of(record)]
        try:
            write_atomically(self._path, "".join(lines).encode("ascii"))
        except OSError:
            log.info("The notes of file changes could not be tidied up.", exc_info=True)


def set_aside(folder: Path) -> None:
    """Keep the journal of the library in `folder` under another name: it no longer holds for it."""
    path = folder / FILE_NAME
    if path.exists():
        path.replace(free_path(path.with_name(FILE_NAME + ".before-restore")))


def pack(content: bytes) -> str:
    """Return a sidecar's content as text."""
    return base64.b85encode(zlib.compress(content, 6)).decode("ascii")


def unpack(packed: str) -> bytes:
    """Return the content that `pack` was given."""
    return zlib.decompress(base64.b85decode(packed))


def _records_to_keep(records: dict[str, OperationRecord]) -> dict[str, OperationRecord]:
    """Return the last operations that can be undone: not too many, nor of too many files.

    The very last one is always among them, and those that a killed program was taking back: the
    catalog may not know how far it came.
    """
    kept: list[OperationRecord] = []
    entries = 0
    for record in reversed(records.values()):
        entries += len(record.entries)
        worth = record.in_effect or (not record.ended and record.remaining)
        room = not kept or (len(kept) < _MAX_OPERATIONS and entries <= _MAX_ENTRIES)
        if record.undoing or (worth and room):
            kept.append(record)
    return {record.operation_id: record for record in reversed(kept)}


def _lines_of(record: OperationRecord) -> Iterator[str]:
    head: dict[str, Any] = {"kind": record.kind.value, "at": record.started, "args": record.args}
    lines = [head, *({"act": asdict(entry)} for entry in record.entries)]
    if record.undoing:
        lines.append({"undoing": True})
    if record.reverting is not None:
        lines.append({"reverting": record.reverting})
    if record.ended:
        lines.append({"end": True})
    else:
        head["wanted"] = record.photo_ids
        lines.append({"through": record.completed})
    for line in lines:
        yield json.dumps({"step": record.operation_id, **line}) + "\n"


def _replay(lines: list[bytes]) -> tuple[dict[str, OperationRecord], bool]:
    """Return the records, and whether a line other than an unfinished last one is damaged."""
    records: dict[str, OperationRecord] = {}
    broken = False
    for line in lines:
        if not line.strip():
            continue
        try:
            _apply_line(records, json.loads(line))
        except (ValueError, KeyError, TypeError, IndexError):
            broken |= line.endswith(b"\n")
    return records, broken


def _entry_of(record: OperationRecord, number: int) -> JournalEntry:
    """Return the entry of a number; the line of an earlier one may be damaged.

    Raises:
        IndexError, ValueError: its own is.
    """
    entry = record.entries[bisect_left(record.entries, number, key=lambda each: each.number)]
    if entry.number != number:
        raise ValueError(f"no entry {number}")
    return entry


def _apply_line(records: dict[str, OperationRecord], line: dict[str, Any]) -> None:
    operation_id = line["step"]
    if "kind" in line:
        kind, started = OperationKind(line["kind"]), float(line["at"])
        photo_ids = list(line.get("wanted", ()))
        records[operation_id] = OperationRecord(
            operation_id, kind, started, dict(line["args"]), photo_ids=photo_ids
        )
        return
    if operation_id not in records:
        return  # forgotten, or of an operation whose first line is damaged
    record = records[operation_id]
    if "act" in line:
        record.entries.append(JournalEntry(**line["act"]))
    elif "n" in line:
        entry = _entry_of(record, line["n"])
        entry.state, entry.to, entry.mtime_ns = line["set"]
    elif "through" in line:
        record.completed = line["through"]
    elif "reverting" in line:
        record.reverting = int(line["reverting"])
    elif "undoing" in line:
        record.undoing = bool(line["undoing"])
    elif "end" in line:
        record.ended = True
        record.photo_ids = []
    elif "forget" in line:
        del records[operation_id]

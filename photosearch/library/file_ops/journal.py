"""What was done with the user's files, written down before and after each change.

One text line per event, appended to a file in the library's folder. A kill at any moment costs at
most the last line: what was meant to be done stands there before, and whether it was done can be
seen on the disk. The next start can undo the last steps.
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
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from photosearch.core.errors import UserError
from photosearch.core.file_operations import FileOperation, OperationKind
from photosearch.library.file_ops.atomic_files import free_places, write_whole

log = logging.getLogger(__name__)

FILE_NAME = "file-steps.jsonl"
_KEPT = 100
"""Older steps are forgotten at the next start, and so are those that were undone."""
_KEPT_ACTS = 50_000
_SYNC_EVERY_S = 0.5

MEANT, DONE, UNDONE = "meant", "done", "undone"


@dataclass(slots=True)
class JournalEntry:
    """One change of one file. What is stored is these fields; paths as text with escapes."""

    kind: str
    """"trash", "move", "copy" or "write"."""
    photo_id: int
    path: str
    """The file; the source of a move or copy; the sidecar that is written."""
    to: str = ""
    """Where it went; "" if not known."""
    photo: bool = True
    """It is the photo itself, not a file beside it."""
    size: int = 0
    mtime_ns: int = 0
    before: str | None = None
    """Former content of a sidecar, packed; None if there was none."""
    after: str = ""
    """Hash of what was written into it."""
    rows: list[list[Any]] = field(default_factory=list)
    """(photo id, rating, keywords) of the rows that it concerned, as they were before."""
    state: str = MEANT
    number: int = 0
    """Its place in the step."""


@dataclass(slots=True)
class OperationRecord:
    """One step with all its acts."""

    step_id: str
    kind: OperationKind
    at: float
    args: dict[str, Any] = field(default_factory=dict)
    acts: list[JournalEntry] = field(default_factory=list)
    ended: bool = False
    wanted: list[int] = field(default_factory=list)
    """The photos that it is about, in their order; forgotten when it ends as it should."""
    through: int = 0
    """How many of them it has come through."""
    undoing: bool = False
    """It is being taken back, or was when the program ended."""

    @property
    def left(self) -> list[JournalEntry]:
        """The acts that are not undone, the last first."""
        return [act for act in reversed(self.acts) if act.state != UNDONE]

    @property
    def rest(self) -> list[int]:
        """The photos that were still to come when it was interrupted; the first one may be half
        done if the program was killed."""
        return self.wanted[self.through :]

    def step(self) -> FileOperation:
        """What others are told of it."""
        folder = self.args.get("folder")
        changed = {act.photo_id for act in self.left}
        whole = len(changed.difference(self.rest))
        return FileOperation(
            self.step_id,
            self.kind,
            whole or min(len(changed), 1),  # one that is half done can be undone, too
            datetime.fromtimestamp(self.at, UTC),
            self.args.get("rating"),
            tuple(self.args.get("added", ())),
            tuple(self.args.get("removed", ())),
            Path(folder) if folder else None,
            undone=bool(self.acts) and not self.left,
            interrupted=not self.ended,
            rest=len(self.rest),
            undoing=self.undoing,
        )


class Journal:
    """The steps of one library. Used by one thread at a time; see `lock`.

    Args:
        folder: of the library.
    """

    def __init__(self, folder: Path) -> None:
        self.lock = threading.RLock()
        """Held by whoever carries out a step."""
        self._path = folder / FILE_NAME
        self._records: dict[str, OperationRecord] | None = None
        self._synced_at = 0.0
        self._torn = False

    def records(self) -> list[OperationRecord]:
        """All that are known, the oldest first."""
        return list(self._all().values())

    def get(self, step_id: str) -> OperationRecord | None:
        """The step of that id."""
        return self._all().get(step_id)

    def begin(
        self, kind: OperationKind, args: dict[str, Any], wanted: list[int]
    ) -> OperationRecord:
        """A new step about these photos, written down.

        Raises:
            UserError: the journal cannot be written; nothing is to be done then.
        """
        record = OperationRecord(uuid.uuid4().hex, kind, time.time(), args, wanted=wanted)
        entry = {"kind": kind.value, "at": record.at, "args": args, "wanted": wanted}
        known = self._all()  # reads, and tidies up, what was there before
        self._append(record, entry, sync=True)
        known[record.step_id] = record
        return record

    def mean(self, record: OperationRecord, act: JournalEntry) -> None:
        """Write down what is about to be done; raises as `begin` does."""
        act.number = len(record.acts)
        self._append(record, {"act": asdict(act)})
        record.acts.append(act)

    def note(self, record: OperationRecord, act: JournalEntry, state: str) -> None:
        """Write down what has become of an act, with its place; raises as `begin` does."""
        act.state = state
        self._append(record, {"n": act.number, "set": [state, act.to, act.mtime_ns]})

    def drop(self, record: OperationRecord, act: JournalEntry) -> None:
        """What was meant was not done."""
        self.note(record, act, UNDONE)

    def pass_by(self, record: OperationRecord) -> None:
        """Write down that one more of the photos is done with; raises as `begin` does."""
        record.through += 1
        self._append(record, {"through": record.through})

    def end(self, record: OperationRecord, *, interrupted: bool = False) -> None:
        """The step is over; one without any effect is forgotten. What is left of an interrupted one
        is known until the next start."""
        record.ended = True
        if not interrupted:
            record.wanted = []
        if not record.left and not record.rest:
            self.forget(record)
        else:
            self._append(record, {"end": True}, sync=True)

    def set_undoing(self, record: OperationRecord, undoing: bool) -> None:
        """Write down that taking it back begins or is over; raises as `begin` does."""
        record.undoing = undoing
        self._append(record, {"undoing": undoing})

    def forget(self, record: OperationRecord) -> None:
        """It can neither be undone nor done again any more."""
        self._append(record, {"forget": True}, sync=True)
        self._all().pop(record.step_id, None)

    def _append(
        self, record: OperationRecord, entry: dict[str, Any], *, sync: bool = False
    ) -> None:
        line = json.dumps({"step": record.step_id, **entry}) + "\n"
        if self._torn:  # an earlier line may have been written in part
            line = "\n" + line
        try:
            with self._path.open("ab") as file:
                self._torn = True
                file.write(line.encode("ascii"))
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
                f"Changes cannot be noted in {self._path.parent} ({error.strerror or error}), so"
                " that nothing more is changed.",
                "Make room on that disk, or allow writing to the folder, and try again.",
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
        kept = _worth_keeping(records)
        if len(kept) < len(records) or broken or torn:
            self._rewrite(kept)
        return kept

    def _set_aside(self) -> None:
        """Lines in the middle are damaged: nothing that could not be read is overwritten."""
        for place in free_places(self._path.with_name(FILE_NAME + ".broken")):
            if not place.exists():
                log.info("The notes of file changes are damaged; they are kept as %s.", place.name)
                try:
                    place.write_bytes(self._path.read_bytes())
                except OSError:
                    log.info("They could not be kept.", exc_info=True)
                return

    def _rewrite(self, records: dict[str, OperationRecord]) -> None:
        lines = [line for record in records.values() for line in _lines_of(record)]
        try:
            write_whole(self._path, "".join(lines).encode("ascii"))
        except OSError:
            log.info("The notes of file changes could not be tidied up.", exc_info=True)


def set_aside(folder: Path) -> None:
    """Keep the notes of the library in `folder` under another name: they no longer hold for it."""
    path = folder / FILE_NAME
    if path.exists():
        places = free_places(path.with_name(FILE_NAME + ".before-restore"))
        path.replace(next(place for place in places if not place.exists()))


def pack(content: bytes) -> str:
    """A sidecar's content as text."""
    return base64.b85encode(zlib.compress(content, 6)).decode("ascii")


def unpack(packed: str) -> bytes:
    """The content of `pack`."""
    return zlib.decompress(base64.b85decode(packed))


def _worth_keeping(records: dict[str, OperationRecord]) -> dict[str, OperationRecord]:
    """The last steps that can still be undone: not too many, nor of too many files in all, but the
    very last one always."""
    kept: list[OperationRecord] = []
    acts = 0
    for record in reversed(records.values()):
        acts += len(record.acts)
        worth = record.left or (not record.ended and record.rest)
        if worth and (not kept or (len(kept) < _KEPT and acts <= _KEPT_ACTS)):
            kept.append(record)
    return {record.step_id: record for record in reversed(kept)}


def _lines_of(record: OperationRecord) -> Iterator[str]:
    head: dict[str, Any] = {"kind": record.kind.value, "at": record.at, "args": record.args}
    entries = [head, *({"act": asdict(act)} for act in record.acts)]
    if record.undoing:
        entries.append({"undoing": True})
    if record.ended:
        entries.append({"end": True})
    else:
        head["wanted"] = record.wanted
        entries.append({"through": record.through})
    for entry in entries:
        yield json.dumps({"step": record.step_id, **entry}) + "\n"


def _replay(lines: list[bytes]) -> tuple[dict[str, OperationRecord], bool]:
    """The records, and whether a line other than an unfinished last one is damaged."""
    records: dict[str, OperationRecord] = {}
    broken = False
    for line in lines:
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            _take(records, entry)
        except (ValueError, KeyError, TypeError, IndexError):
            broken |= line.endswith(b"\n")
    return records, broken


def _take(records: dict[str, OperationRecord], entry: dict[str, Any]) -> None:
    step_id = entry["step"]
    if "kind" in entry:
        kind, at = OperationKind(entry["kind"]), float(entry["at"])
        wanted = list(entry.get("wanted", ()))
        records[step_id] = OperationRecord(step_id, kind, at, dict(entry["args"]), wanted=wanted)
        return
    if step_id not in records:
        return  # forgotten, or of a step whose first line is damaged
    record = records[step_id]
    if "act" in entry:
        record.acts.append(JournalEntry(**entry["act"]))
    elif "n" in entry:
        act = record.acts[entry["n"]]
        act.state, act.to, act.mtime_ns = entry["set"]
    elif "through" in entry:
        record.through = entry["through"]
    elif "undoing" in entry:
        record.undoing = bool(entry["undoing"])
    elif "end" in entry:
        record.ended = True
        record.wanted = []
    elif "forget" in entry:
        del records[step_id]

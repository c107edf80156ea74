"""Keep the index runs of the past in a small file beside the catalog, to be told to the user.

Losing it costs the history of runs and no photo, so it stands outside the catalog and a failure to
write it is only logged.
"""

from __future__ import annotations

import json
import logging
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from photosearch.core.message_codes import from_stored, to_stored
from photosearch.core.runs import RunKind, RunRecord
from photosearch.private_files import replace_file

log = logging.getLogger(__name__)

FILE_NAME = "runs.json"
KEPT = 100
"""Runs; older ones are forgotten."""
_ONE_RUN = timedelta(minutes=10)
"""Runs over changed files that follow each other so closely are one for the user."""
_NO_EVENT = frozenset({"unchanged", "found", "vanished"})


class RunHistory:
    """Keep the records of runs in one library folder. All methods are for any thread.

    Args:
        folder: of the library.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._lock = threading.Lock()
        self._runs: list[RunRecord] | None = None
        """Oldest first; None until the file is read."""
        self._last_scans: dict[int, datetime] = {}

    def newest_first(self) -> list[RunRecord]:
        """Return the runs that are kept."""
        with self._lock:
            return self._loaded()[::-1]

    def last_scans(self) -> dict[int, datetime]:
        """Return when each root, by id, was last looked through as a whole to the end."""
        with self._lock:
            self._loaded()
            return dict(self._last_scans)

    def add(self, record: RunRecord) -> None:
        """Keep a run. One over changed files joins the one before, or is dropped if empty."""
        with self._lock:
            runs = self._loaded()
            if record.kind is RunKind.ALL and not record.cancelled and not record.problem:
                self._last_scans.update(dict.fromkeys(record.root_ids, record.started))
            if record.kind is RunKind.CHANGES:
                if not _worth_telling(record):
                    return
                if runs and _follows(runs[-1], record):
                    record = _joined(runs.pop(), record)
            runs.append(record)
            del runs[:-KEPT]
            self._save(runs)

    def _loaded(self) -> list[RunRecord]:
        if self._runs is None:
            self._runs, self._last_scans = [], {}
            try:
                stored = json.loads(self._path.read_bytes())
                self._runs = [_record_of(values) for values in stored["runs"]]
                self._last_scans = {
                    int(root): datetime.fromisoformat(when)
                    for root, when in stored["looked"].items()
                }
            except FileNotFoundError:
                pass
            except OSError as error:
                log.warning("The list of past index runs cannot be read: %s", error)
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                self._runs, self._last_scans = [], {}
                self._set_aside(error)
        return self._runs

    def _set_aside(self, error: Exception) -> None:
        log.warning("The list of past index runs %s is damaged: %s", self._path, error)
        try:
            self._path.replace(self._path.with_name(f"{FILE_NAME}.broken"))
        except OSError as failure:
            log.warning("It could not be set aside: %s", failure)

    def _save(self, runs: list[RunRecord]) -> None:
        stored = {
            "runs": [_values_of(record) for record in runs],
            "looked": {str(root): when.isoformat() for root, when in self._last_scans.items()},
        }
        try:
            replace_file(self._path, json.dumps(stored).encode())
        except OSError as error:
            log.warning("The list of past index runs cannot be written: %s", error)


def _worth_telling(record: RunRecord) -> bool:
    events = any(count for name, count in record.counts.items() if name not in _NO_EVENT)
    return events or bool(record.problem)


def _follows(before: RunRecord, record: RunRecord) -> bool:
    ended = before.started + timedelta(seconds=before.seconds)
    return (
        before.kind is RunKind.CHANGES
        and before.problem == record.problem
        and abs(record.started - ended) < _ONE_RUN  # the clock may have been set back
    )


def _joined(before: RunRecord, record: RunRecord) -> RunRecord:
    return replace(
        record,
        started=before.started,
        seconds=max(before.seconds, (record.started - before.started).total_seconds())
        + record.seconds,
        root_ids=tuple(sorted({*before.root_ids, *record.root_ids})),
        counts=dict(Counter(before.counts) + Counter(record.counts)),
        notes=tuple(dict.fromkeys((*before.notes, *record.notes))),
    )


def _values_of(record: RunRecord) -> dict[str, Any]:
    return {
        "started": record.started.isoformat(),
        "seconds": round(record.seconds, 3),
        "kind": record.kind.value,
        "roots": list(record.root_ids),
        "counts": dict(record.counts),
        "notes": [to_stored(note) for note in record.notes],
        "offline": record.offline,
        "cancelled": record.cancelled,
        "problem": to_stored(record.problem) if record.problem is not None else "",
    }


def _record_of(values: Mapping[str, Any]) -> RunRecord:
    """Read a record; raise ValueError, TypeError or KeyError where it is damaged."""
    started = datetime.fromisoformat(values["started"])
    return RunRecord(
        started=started.astimezone(UTC),
        seconds=max(0.0, float(values["seconds"])),
        kind=RunKind(values["kind"]),
        root_ids=tuple(int(root_id) for root_id in values["roots"]),
        counts={str(name): int(count) for name, count in values["counts"].items()},
        notes=tuple(from_stored(note) for note in values["notes"]),
        offline=int(values["offline"]),
        cancelled=bool(values["cancelled"]),
        problem=from_stored(values["problem"]) if values["problem"] else None,
    )

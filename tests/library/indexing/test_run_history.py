"""The history of index runs: kept, joined, cut, and worth nothing when it is damaged."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from photosearch.core.error_codes import ErrorCode
from photosearch.core.message_codes import NoteCode, in_words
from photosearch.core.runs import RunKind, RunRecord
from photosearch.library.indexing.run_history import FILE_NAME, KEPT, RunHistory
from photosearch.messages import Message

START = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
LOOK = RunRecord(
    START, 12.5, RunKind.ALL, (1, 2), {"indexed": 3, "unchanged": 90}, (in_words("A note."),), 1
)
CHANGE = RunRecord(START, 1.0, RunKind.CHANGES, (1,), {"indexed": 2, "unchanged": 5})


def later(record: RunRecord, minutes: float, **values: Any) -> RunRecord:
    return replace(record, started=record.started + timedelta(minutes=minutes), **values)


def test_what_is_added_is_there_after_a_restart(tmp_path: Path) -> None:
    log = RunHistory(tmp_path)
    assert log.newest_first() == []
    failed = later(LOOK, 60, cancelled=True, problem=in_words("The disk is full."), root_ids=(1,))
    log.add(LOOK)
    log.add(failed)
    for one in (log, RunHistory(tmp_path)):
        assert one.newest_first() == [failed, LOOK]
        assert one.last_scans() == {1: START, 2: START}, "the failed one looked through nothing"


def test_runs_over_changed_files_are_one_when_they_follow_each_other(tmp_path: Path) -> None:
    log = RunHistory(tmp_path)
    log.add(LOOK)
    log.add(later(CHANGE, 1))
    log.add(
        later(
            CHANGE,
            5,
            root_ids=(2,),
            counts={"moved": 1, "indexed": 1},
            notes=(in_words("Oh."),),
        )
    )
    log.add(later(CHANGE, 6, counts={"unchanged": 4, "vanished": 1}))  # nothing to tell
    log.add(later(CHANGE, 40))
    newest, joined, first = log.newest_first()
    assert first == LOOK
    assert newest == later(CHANGE, 40)
    assert joined.started == START + timedelta(minutes=1)
    assert joined.seconds == 4 * 60 + 1
    assert joined.root_ids == (1, 2)
    assert joined.counts == {"indexed": 3, "unchanged": 5, "moved": 1}
    assert joined.notes == (in_words("Oh."),)
    assert log.last_scans() == {1: START, 2: START}


def test_a_clock_that_was_set_back_joins_nothing_and_gives_no_time_below_zero(
    tmp_path: Path,
) -> None:
    log = RunHistory(tmp_path)
    log.add(CHANGE)
    log.add(later(CHANGE, -60 * 24 * 365))
    assert len(log.newest_first()) == 2
    log.add(later(CHANGE, -60 * 24 * 365 - 0.2))
    first, _ = log.newest_first()
    assert first.seconds >= CHANGE.seconds
    stored = json.loads((tmp_path / FILE_NAME).read_bytes())
    stored["runs"][0]["seconds"] = -3600.0  # as an older version wrote it
    (tmp_path / FILE_NAME).write_text(json.dumps(stored))
    assert all(run.seconds >= 0 for run in RunHistory(tmp_path).newest_first())


def test_notes_come_back_and_sentences_of_older_versions_are_shown(tmp_path: Path) -> None:
    note = Message(NoteCode.FOLDER_UNREADABLE, path=tmp_path / "\udcff", cause="denied")
    full = Message(ErrorCode.DISK_FULL, path=tmp_path)
    run = replace(LOOK, notes=(note, in_words("Oh.")), problem=full)
    RunHistory(tmp_path).add(run)
    assert RunHistory(tmp_path).newest_first() == [run]
    stored = json.loads((tmp_path / FILE_NAME).read_text())
    stored["runs"][0] |= {"notes": ["A folder could not be read."], "problem": "The disk is full."}
    (tmp_path / FILE_NAME).write_text(json.dumps(stored))
    (old,) = RunHistory(tmp_path).newest_first()
    assert old.notes == (in_words("A folder could not be read."),)
    assert old.problem == in_words("The disk is full.")


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    log = RunHistory(tmp_path)
    for minute in range(KEPT + 5):
        log.add(later(LOOK, minute))
    kept = RunHistory(tmp_path).newest_first()
    assert len(kept) == KEPT
    assert kept[0].started == START + timedelta(minutes=KEPT + 4)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[]", b"{}", b'{"runs": [{"started": 3}], "looked": {}}',
     b'{"runs": [], "looked": {"x": "y"}}', b'{"runs": null, "looked": []}'],
)  # fmt: skip
def test_a_damaged_file_is_set_aside(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    log = RunHistory(tmp_path)
    log.add(LOOK)
    assert RunHistory(tmp_path).newest_first() == [LOOK]
    assert (tmp_path / f"{FILE_NAME}.broken").read_bytes() == content
    assert "is damaged" in caplog.text


def test_a_folder_that_cannot_be_written_costs_only_the_history(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log = RunHistory(tmp_path / "absent")
    log.add(LOOK)
    assert log.newest_first() == [LOOK]
    assert "cannot be written" in caplog.text


def test_the_file_is_plain_json(tmp_path: Path) -> None:
    RunHistory(tmp_path).add(LOOK)
    stored = json.loads((tmp_path / FILE_NAME).read_bytes())
    assert stored["runs"][0]["kind"] == "all"

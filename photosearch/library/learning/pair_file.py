"""Write answers to a file, and read them from one: CSV for spreadsheets, JSON for scripts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from photosearch.core.codes import SENSES
from photosearch.core.encodable import encodable
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.judged_pairs import JudgedAct, JudgedPair
from photosearch.library.file_ops.atomic_files import write_atomically
from photosearch.library.file_ops.csv_export import write_rows
from photosearch.library.file_ops.output_files import check_output, unwritable

COLUMNS = (
    "number",
    "sense",
    "alike",
    "act",
    "time",
    "changed",
    "first",
    "second",
    "first_path",
    "second_path",
)
"""`first` and `second` are content ids in hexadecimal digits; a file that is read may have paths of
photos of the library in their place."""

_KINDS = {sense: kind for kind, sense in SENSES.items()}
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_CONTENT_BYTES = 16
_MOST_BYTES = 256_000_000


def check_pairs_path(path: Path, *, replace: bool) -> Path:
    """Return `path` made absolute, and check that answers may be written there; see `check_output`.

    Raises:
        UserError: it may not.
    """
    wrong_name = UserError(ErrorCode.TABLE_NAME_WRONG, file=path.name)
    return check_output(path, (".csv", ".json"), wrong_name, replace=replace)


def write_pairs(path: Path, pairs: Sequence[JudgedPair], paths: Mapping[bytes, Path]) -> None:
    """Write answers to a .csv or .json file.

    Args:
        path: of the file, as `check_pairs_path` returns it; another one there is replaced.
        pairs: the answers.
        paths: of a photo for each content, as far as there are any.

    Raises:
        UserError: the file cannot be written.
    """
    records = [pair_record(pair, paths) for pair in pairs]
    if path.suffix.lower() == ".csv":
        write_rows(path, COLUMNS, ([_cell(record[name]) for name in COLUMNS] for record in records))
        return
    try:
        write_atomically(path, (json.dumps(records, indent=1) + "\n").encode("ascii"))
    except OSError as error:
        raise unwritable(path, error) from error


def pair_record(pair: JudgedPair, paths: Mapping[bytes, Path]) -> dict[str, Any]:
    """Return an answer by COLUMNS."""
    ends = [paths.get(content) for content in (pair.first, pair.second)]
    return {
        "number": pair.number,
        "sense": SENSES[pair.sense],
        "alike": pair.alike,
        "act": pair.act.value,
        "time": datetime.fromtimestamp(pair.judged_at, UTC).isoformat(timespec="seconds"),
        "changed": pair.changed,
        "first": pair.first.hex(),
        "second": pair.second.hex(),
        "first_path": None if ends[0] is None else str(ends[0]),
        "second_path": None if ends[1] is None else str(ends[1]),
    }


def read_pairs(path: Path, content_at: Callable[[Path], bytes | None]) -> list[JudgedPair]:
    """Return the answers of a .csv or .json file, in its order.

    Args:
        path: of the file.
        content_at: returns the content id of a photo of the library by its path.

    Raises:
        UserError: it cannot be read, or one of its lines is no answer; says which.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("it is too large")
        text = path.read_text(encoding="utf-8-sig")
        rows = _json_rows(text) if path.suffix.lower() == ".json" else _csv_rows(text)
    except (OSError, ValueError, csv.Error, RecursionError) as error:
        cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        cause = "it is no text" if isinstance(error, UnicodeDecodeError) else cause
        raise UserError(ErrorCode.ANSWERS_UNREADABLE, path=path, cause=cause) from error
    pairs = []
    for number, row in rows:
        try:
            pairs.append(_pair_of(row, content_at))
        except (ValueError, TypeError, AttributeError, OverflowError) as error:
            raise UserError(
                ErrorCode.ANSWER_NOT_VALID, path=path, number=number, cause=str(error)
            ) from error
    return pairs


def _csv_rows(text: str) -> list[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = {"sense", "alike"} - set(reader.fieldnames or ())
    if missing:
        raise ValueError(f"the column {min(missing)} is missing")
    return [(reader.line_num, row) for row in reader]


def _json_rows(text: str) -> list[tuple[int, dict[str, Any]]]:
    rows = json.loads(text)
    if not isinstance(rows, list):
        raise ValueError("it holds no list")
    return list(enumerate(rows, start=1))


def _pair_of(row: Mapping[str, Any], content_at: Callable[[Path], bytes | None]) -> JudgedPair:
    sense = _KINDS.get(str(row["sense"]) if "sense" in row else "")
    if sense is None:
        raise ValueError("its sense is none of shot, look, subject")
    alike = _YES.get(str(row.get("alike")).lower())
    if alike is None:
        raise ValueError("whether they are alike is neither yes nor no")
    ends = [_content(row, end, content_at) for end in ("first", "second")]
    if ends[0] == ends[1]:
        raise ValueError("both photos are the same")
    return JudgedPair(
        min(ends),
        max(ends),
        sense,
        alike,
        _act(row.get("act")),
        _time(row.get("time")),
        changed=max(0, int(row.get("changed") or 0)),
    )


def _content(row: Mapping[str, Any], end: str, content_at: Callable[[Path], bytes | None]) -> bytes:
    digits = str(row.get(end) or "")
    if digits:
        content = bytes.fromhex(digits)
        if len(content) != _CONTENT_BYTES:
            raise ValueError(f"{end} is no content id")
        return content
    path = str(row.get(f"{end}_path") or "")
    found = content_at(Path(path)) if path else None
    if found is None:
        raise ValueError(f"{path or end} is not a photo of the library")
    return found


def _act(value: object) -> JudgedAct:
    known = {act.value: act for act in JudgedAct}
    return known.get(str(value), JudgedAct.TAKEN_OVER)


def _time(value: object) -> float:
    if not value:
        return 0.0
    moment = datetime.fromisoformat(str(value))
    return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return encodable(value) if isinstance(value, str) else value

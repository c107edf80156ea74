"""Translate between the columns of `photos` and the classes of the core."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from photosearch.core.errors import Reason
from photosearch.core.message_codes import from_stored, to_stored
from photosearch.core.photo import FileStamp, PhotoMetadata, PhotoRecord, PhotoState, to_path
from photosearch.core.sorting import natural_key
from photosearch.messages import Message

_PLAIN_METADATA = (
    "format",
    "width",
    "height",
    "camera",
    "lens",
    "focal_length_mm",
    "aperture",
    "exposure_s",
    "iso",
    "latitude",
    "longitude",
    "altitude_m",
    "rating",
    "caption",
)
METADATA_COLUMNS = (
    *_PLAIN_METADATA,
    "captured",
    "captured_offset_s",
    "captured_is_change",
    "keywords",
)
STAMP_COLUMNS = (
    "rel_path",
    "name_key",
    "size",
    "mtime_ns",
    "sidecar_mtime_ns",
    "file_id",
    "is_link",
)
_RECORD_HEAD = (
    "id",
    "root_id",
    "rel_path",
    "state",
    "size",
    "mtime_ns",
    "sidecar_mtime_ns",
    "content_id",
    "reason",
    "detail",
    "missing",
)
RECORD_COLUMNS = (*_RECORD_HEAD, *METADATA_COLUMNS)

_INT64 = 2**63


def metadata_values(facts: PhotoMetadata) -> tuple[Any, ...]:
    """Return `facts` in the order of METADATA_COLUMNS."""
    plain = [_storable(getattr(facts, name)) for name in _PLAIN_METADATA]
    captured = (*captured_values(facts.captured), facts.captured_is_change)
    return (*plain, *captured, json.dumps(facts.keywords) if facts.keywords else None)


def captured_values(captured: datetime | None) -> tuple[str | None, int | None]:
    """Return a time as its wall clock, ISO, and that clock's seconds from UTC (None if unknown)."""
    if captured is None:
        return None, None
    offset = captured.utcoffset()
    return (
        captured.replace(tzinfo=None).isoformat(),
        None if offset is None else round(offset.total_seconds()),
    )


def stamp_values(stamp: FileStamp) -> tuple[Any, ...]:
    """Return `stamp` in the order of STAMP_COLUMNS."""
    times = (min(ns, _INT64 - 1) for ns in (stamp.mtime_ns, stamp.sidecar_mtime_ns))
    place = (stamp.rel_path, name_key(stamp.rel_path))
    return (*place, stamp.size, *times, _storable(stamp.file_id), stamp.is_link)


def name_key(rel_path: bytes) -> bytes:
    """Return by what a file is sorted by name, as the column `name_key` has it."""
    return natural_key(rel_path[rel_path.rfind(b"/") + 1 :])


def labels_value(tags: Sequence[str]) -> str | None:
    """Return the labels of a photo as the column `tags` has them."""
    return json.dumps(list(tags)) if tags else None


def storable_text(text: str) -> str:
    """Return `text` without lone surrogates (names not in UTF-8), which SQLite refuses."""
    return text.encode("utf-8", "backslashreplace").decode()


def record_of(row: tuple[Any, ...], root: Path) -> PhotoRecord:
    """Return the record of a row of RECORD_COLUMNS.

    Raises:
        ValueError: the row holds what was never written.
    """
    columns = dict(zip(RECORD_COLUMNS, row, strict=True))
    state = PhotoState(columns["state"])
    return PhotoRecord(
        photo_id=columns["id"],
        root_id=columns["root_id"],
        path=to_path(root, columns["rel_path"]),
        state=state,
        size=columns["size"],
        mtime_ns=columns["mtime_ns"],
        content_id=columns["content_id"],
        metadata=_metadata_of(columns) if state is PhotoState.INDEXED else None,
        reason=None if columns["reason"] is None else Reason(columns["reason"]),
        detail=_detail_of(columns["detail"]),
        missing=bool(columns["missing"]),
        has_sidecar=bool(columns["sidecar_mtime_ns"]),
    )


def detail_value(detail: Message) -> str:
    """Return what is wrong with a file as the column `detail` has it: JSON."""
    stored = to_stored(detail)
    return storable_text(stored) if isinstance(stored, str) else json.dumps(stored)


def _detail_of(text: str) -> Message | None:
    """Return the message in the column `detail`; older versions stored a sentence there."""
    if not text:
        return None
    if text.startswith("{"):
        with suppress(ValueError):
            return from_stored(json.loads(text))
    return from_stored(text)


def _metadata_of(columns: dict[str, Any]) -> PhotoMetadata:
    captured = columns["captured"]
    if captured is not None:
        captured = datetime.fromisoformat(captured)
        if columns["captured_offset_s"] is not None:
            offset = timedelta(seconds=columns["captured_offset_s"])
            captured = captured.replace(tzinfo=timezone(offset))
    keywords, is_change = columns["keywords"], columns["captured_is_change"]
    return PhotoMetadata(
        **{name: columns[name] for name in _PLAIN_METADATA},
        captured=captured,
        captured_is_change=None if is_change is None else bool(is_change),
        keywords=() if keywords is None else tuple(json.loads(keywords)),
    )


def _storable(value: Any) -> Any:
    """Return `value`, or None for a number that no honest file holds and SQLite cannot."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, int) and not -_INT64 <= value < _INT64:
        return None
    return value

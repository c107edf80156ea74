"""Write tables of photos for spreadsheets and scripts: CSV with a header, in UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from photosearch.core.encodable import encodable
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.photo import PhotoRecord
from photosearch.library.file_ops.atomic_files import write_atomically
from photosearch.library.file_ops.output_files import check_output, unwritable

SUFFIXES = (".csv", ".txt", ".tsv")
COLUMNS = (
    "path",
    "name",
    "folder",
    "format",
    "width",
    "height",
    "bytes",
    "captured",
    "camera",
    "lens",
    "focal_length_mm",
    "aperture",
    "exposure_s",
    "iso",
    "latitude",
    "longitude",
    "rating",
    "keywords",
    "caption",
    "captured_is_change",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet begins to calculate, and captions come from strangers."""


def check_table_path(path: Path, *, replace: bool) -> Path:
    """Return `path` made absolute, and check that a table may be written there; see `check_output`.

    Raises:
        UserError: it may not.
    """
    wrong_name = UserError(ErrorCode.TABLE_NAME_WRONG, file=path.name)
    return check_output(path, SUFFIXES, wrong_name, replace=replace)


def write_csv(path: Path, records: Sequence[PhotoRecord]) -> int:
    """Write a table of photos, in their order, to `path`; return how many there are.

    Raises:
        UserError: the file cannot be written.
    """
    write_rows(path, COLUMNS, (row_of(record) for record in records))
    return len(records)


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table to `path`.

    Raises:
        UserError: the file cannot be written.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
    writer.writerow(header)
    writer.writerows(list(row) for row in rows)
    try:
        # The mark in front tells spreadsheets that it is UTF-8.
        write_atomically(path, buffer.getvalue().encode("utf-8-sig"))
    except OSError as error:
        raise unwritable(path, error) from error


def row_of(record: PhotoRecord) -> Iterator[object]:
    """Yield what is known of a photo, a value for each of COLUMNS."""
    path, metadata = record.path, record.metadata
    yield from (_text(str(path)), _text(path.name), _text(str(path.parent)))
    if metadata is None:
        yield from ("", "", "", record.size, *[""] * (len(COLUMNS) - 7))
        return
    yield from (metadata.format, metadata.width, metadata.height, record.size)
    yield "" if metadata.captured is None else metadata.captured.isoformat(sep=" ")
    yield from (_text(metadata.camera), _text(metadata.lens))
    for number in (metadata.focal_length_mm, metadata.aperture, metadata.exposure_s, metadata.iso):
        yield "" if number is None else number
    for number in (metadata.latitude, metadata.longitude, metadata.rating):
        yield "" if number is None else number
    yield from (_text("; ".join(metadata.keywords)), _text(metadata.caption))
    yield "yes" if metadata.captured_is_change else ""


def _text(value: str | None) -> str:
    """Return text that can be encoded, and that no spreadsheet takes for a formula."""
    shown = encodable(value or "")
    return f"'{shown}" if shown.startswith(_FORMULA) else shown

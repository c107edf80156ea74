"""Read a table of products: an image, a title and attributes a row, in columns of any names."""

from __future__ import annotations

import csv
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from photosearch.core.errors import UserError
from photosearch.training.datasets import PhotoSet

log = logging.getLogger(__name__)

_NEXT = "Name the columns of your table with --image-column, --kind-column and --look-column."
_LEAST = 20
"""Products, for anything to be learned."""
_TOLD = 5


@dataclass(frozen=True, slots=True)
class ProductColumns:
    """Name the columns of a table."""

    image: str
    """The file of the picture, within the folder of images; with or without its ending."""
    kind: str
    """What it is: article, type, category."""
    look: str
    """How it looks: colour, material, metal."""
    title: str = ""
    others: tuple[str, ...] = ()
    """More attributes."""


@dataclass(frozen=True, slots=True)
class Products:
    """Hold the products of a table whose pictures are there."""

    photos: PhotoSet
    kinds: tuple[str, ...]
    looks: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    """What is true of each."""


def read_products(table: Path, images: PhotoSet, columns: ProductColumns) -> Products:
    """Return the products of a table; what is wrong with single rows is told and left out.

    Args:
        table: CSV with names of columns in its first row.
        images: the pictures.
        columns: their names.

    Raises:
        UserError: the table cannot be read, a column is missing, or too few rows have a picture
            and both attributes.
    """
    rows = _rows(table)
    _check_columns(table, rows, columns)
    members = _by_name(images)
    chosen: dict[str, Mapping[str, str]] = {}
    missing: list[str] = []
    empty: list[str] = []
    repeated: list[str] = []
    for row in rows:
        name = row[columns.image].strip()
        member = members.get(name)
        if member is None:
            missing.append(name)
        elif member in chosen:
            repeated.append(name)
        elif not row[columns.kind].strip() or not row[columns.look].strip():
            empty.append(name)
        else:
            chosen[member] = row
    for what, names in (
        ("have no picture", missing),
        ("are there twice; the first counts", repeated),
        (f"have no {columns.kind} or no {columns.look}", empty),
    ):
        if names:
            log.warning("%d rows %s: %s", len(names), what, ", ".join(names[:_TOLD]))
    if len(chosen) < _LEAST:
        raise UserError.in_words(
            f"Of {len(rows)} rows of {table} only {len(chosen)} have a picture in "
            f"{images.archive}, a {columns.kind} and a {columns.look}.",
            f"{_LEAST} are needed. {_NEXT}",
        )
    kinds = tuple(row[columns.kind].strip().lower() for row in chosen.values())
    looks = tuple(row[columns.look].strip().lower() for row in chosen.values())
    for name, values in ((columns.kind, kinds), (columns.look, looks)):
        if len(Counter(values)) < 2:
            raise UserError.in_words(
                f"All products of {table} have the same {name}, {values[0]!r}.",
                f"Name another column. {_NEXT}",
            )
    photos = PhotoSet(images.archive, tuple(chosen))
    texts = tuple(_texts_of(row, columns) for row in chosen.values())
    return Products(photos, kinds, looks, texts)


def _texts_of(row: Mapping[str, str], columns: ProductColumns) -> tuple[str, ...]:
    kind, look = row[columns.kind].strip().lower(), row[columns.look].strip().lower()
    others = [row[name].strip().lower() for name in columns.others]
    title = row[columns.title].strip().lower() if columns.title else ""
    texts = (kind, look, f"{look} {kind}", *(f"{other} {kind}" for other in others if other))
    return tuple(dict.fromkeys(text for text in (*texts, *others, title) if text))


def _rows(table: Path) -> list[dict[str, str]]:
    try:
        with table.open(newline="", encoding="utf-8-sig") as file:
            rows = [
                {name: value or "" for name, value in row.items() if isinstance(name, str)}
                for row in csv.DictReader(file)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserError.in_words(
            f"The table {table} cannot be read ({error}).",
            "Give a CSV file in UTF-8 with the names of the columns in its first row.",
        ) from error
    if not rows:
        raise UserError.in_words(f"The table {table} has no rows.", "Give a table of products.")
    return rows


def _check_columns(table: Path, rows: Sequence[Mapping[str, str]], columns: ProductColumns) -> None:
    wanted = (columns.image, columns.kind, columns.look, columns.title, *columns.others)
    for name in wanted:
        if name and name not in rows[0]:
            raise UserError.in_words(
                f"The table {table} has no column {name!r}. It has {', '.join(rows[0])}.", _NEXT
            )


def _by_name(images: PhotoSet) -> dict[str, str]:
    """Return the members by their paths, and by their names with and without endings."""
    names: dict[str, str] = {}
    for member in images.members:
        path = Path(member)
        for name in (member, path.name, str(path.with_suffix("")), path.stem):
            names.setdefault(name, member)
    return names

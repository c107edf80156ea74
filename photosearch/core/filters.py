"""Declare the filters: each is one entry in `Filters`, and every layer derives the rest from it.

A filter by something that the catalog holds already takes four entries, in these files:

1. Here, a field of `Filters`: its kind, the column that it looks at, the values that there are.
2. `store/filters.py`, `COLUMNS`: the SQL of that column, unless another filter has it already.
3. `cli/filter_options.py`, `OPTIONS`: the option of the command line.
4. `gui/filters/filter_text.py`, `_texts`: the words of the window.

The SQL condition, the columns in memory, the mask, the counts, the section of the panel, the chip
above the photos, the values of saved searches and the texts of `--help` come from these.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any

from photosearch.core.capture_dates import DATE_ERRORS

if TYPE_CHECKING:  # it imports numpy, which --help does not need
    from photosearch.core.places import Area

ORIENTATIONS = ("landscape", "portrait", "square")
"""Wider than high, higher than wide, neither."""

HAS_COPIES = "yes"
"""The one value of photos of which there are copies; others have none."""


class FilterKind(Enum):
    """Tell which photos pass a filter."""

    TEXT = auto()
    """Those with all words of a text, see `Filters.text`."""
    FOLDER = auto()
    """Those in one of some folders, at any depth."""
    PERIOD = auto()
    """Those captured from one moment on, before another, or both."""
    NAME = auto()
    """Those whose column contains one of some names, case ignored. A name that is itself the whole
    value of some photo stands for that value alone, not for "EOS 5D Mark II" as well."""
    VALUE = auto()
    """Those whose column is one of some values, case ignored; where it is a list, has one."""
    MINIMUM = auto()
    """Those whose column is at least so much; photos without a value do not pass."""
    AREA = auto()
    """Those taken in a part of the earth."""


_NOTHING: dict[FilterKind, Any] = {
    FilterKind.TEXT: "",
    FilterKind.FOLDER: (),
    FilterKind.PERIOD: None,
    FilterKind.NAME: (),
    FilterKind.VALUE: (),
    FilterKind.MINIMUM: None,
    FilterKind.AREA: None,
}
"""The value of a field that is not set."""


def _filter(
    kind: FilterKind,
    column: str = "",
    *,
    name: str = "",
    choices: tuple[Any, ...] = (),
    low: int = 0,
    high: int = 0,
) -> Any:
    """Declare a field of `Filters`; see `Filter` for the arguments."""
    metadata = {"column": column, "name": name, "choices": choices, "low": low, "high": high}
    return dataclasses.field(default=_NOTHING[kind], metadata={"kind": kind, **metadata})


@dataclass(frozen=True, slots=True)
class Filters:
    """Hold which photos may be in the answer. Empty means all; several filters all hold."""

    text: str = _filter(FilterKind.TEXT)
    """Words that are all to be found, in any order and as beginnings of words, in a photo's file
    name, folder, caption, keywords, camera, lens and the labels that the encoder gave it; "quoted"
    ones as a phrase. Case and accents are ignored. Blank it sets
    none; of another one without a letter or digit no photo passes."""
    folders: tuple[Path, ...] = _filter(FilterKind.FOLDER, "folder")
    since: datetime | None = _filter(  # noqa: RUF009 - it makes a field
        FilterKind.PERIOD, "captured", name="days"
    )
    """Captured at or after; naive times are compared as wall-clock time."""
    until: datetime | None = _filter(  # noqa: RUF009 - it makes a field
        FilterKind.PERIOD, "captured", name="days"
    )
    """Captured before."""
    date_errors: tuple[str, ...] = _filter(FilterKind.VALUE, "date_error", choices=DATE_ERRORS)
    """Of the time of capture."""
    area: Area | None = _filter(FilterKind.AREA, "place")  # noqa: RUF009 - it makes a field
    min_rating: int | None = _filter(
        FilterKind.MINIMUM, "rating", choices=(5, 4, 3, 2, 1), low=0, high=5
    )
    """Stars; -1 is "rejected"."""
    cameras: tuple[str, ...] = _filter(FilterKind.NAME, "camera")
    lenses: tuple[str, ...] = _filter(FilterKind.NAME, "lens")
    formats: tuple[str, ...] = _filter(FilterKind.VALUE, "format")
    orientations: tuple[str, ...] = _filter(FilterKind.VALUE, "orientation", choices=ORIENTATIONS)
    keywords: tuple[str, ...] = _filter(FilterKind.VALUE, "keywords")
    """The user's."""
    copies: tuple[str, ...] = _filter(FilterKind.VALUE, "copies", choices=(HAS_COPIES,))
    """There are other files of the same shot, see core.duplicates."""

    @property
    def empty(self) -> bool:
        """Tell whether every photo passes."""
        return self == Filters()

    def set_names(self) -> tuple[str, ...]:
        """Return the names of those that are set, see `FILTERS`."""
        return tuple(name for name, each in FILTERS.items() if each.is_set(self))

    def without(self, *names: str) -> Filters:
        """Return the filters as if those of these names, see `FILTERS`, were not set."""
        fields = [field for name in names for field in FILTERS[name].fields]
        changes: dict[str, Any] = {field: getattr(Filters(), field) for field in fields}
        return dataclasses.replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Filter:
    """Describe one filter."""

    name: str
    """Of the filter, of its counts and of its section in the panel."""
    kind: FilterKind
    column: str
    """What it looks at, see `store.filters.COLUMNS`; "" for a TEXT."""
    fields: tuple[str, ...]
    """Of `Filters`: one, or for a PERIOD its beginning and its end."""
    choices: tuple[Any, ...]
    """For a VALUE all values that there are, in their order, or empty: what the photos have. For a
    MINIMUM those that are offered."""
    low: int
    """The least MINIMUM that makes sense."""
    high: int

    def value(self, filters: Filters) -> Any:
        """Return what is asked for in the first of its fields."""
        return getattr(filters, self.fields[0])

    def is_set(self, filters: Filters) -> bool:
        """Tell whether something is asked for."""
        nothing = _NOTHING[self.kind]
        return any(getattr(filters, field) != nothing for field in self.fields)

    def with_value(self, filters: Filters, value: Any) -> Filters:
        """Return the filters with another value in the first of its fields."""
        changes: dict[str, Any] = {self.fields[0]: value}
        return dataclasses.replace(filters, **changes)


def _declared() -> dict[str, Filter]:
    found: dict[str, Filter] = {}
    for field in dataclasses.fields(Filters):
        values = dict(field.metadata)
        name = values.pop("name") or field.name
        earlier = found[name].fields if name in found else ()
        found[name] = Filter(name=name, fields=(*earlier, field.name), **values)
    return found


FILTERS = _declared()
"""All filters by name, in the order in which they are shown."""

COUNTED_KINDS = frozenset({FilterKind.NAME, FilterKind.VALUE, FilterKind.MINIMUM})
"""Those with a count for each value of their column."""

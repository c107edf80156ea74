"""Read the entries of a model.toml one by one: each is right, or told to be wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError

_MAX_TABLE = 4097


@dataclass(frozen=True, slots=True)
class ListedFile:
    """Represent a file of a model folder as the card lists it."""

    name: str
    sha256: str
    """Lower case hexadecimal."""


def load_entries(text: str) -> dict[str, Any]:
    """Return the entries of a model.toml.

    Raises:
        ModelError: it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ModelError(ErrorCode.CARD_NOT_TOML, cause=str(error)) from error


def table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a table that has to be there."""
    if name not in values:
        raise ModelError(ErrorCode.CARD_SECTION_MISSING, section=name)
    return optional_table(values, name)


def optional_table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a table, empty where there is none."""
    table = values.get(name, {})
    if not isinstance(table, dict):
        raise ModelError(ErrorCode.CARD_SECTION_IS_VALUE, section=name)
    return table


def text(values: Mapping[str, Any], name: str) -> str:
    """Return a text that is not empty."""
    value = values.get(name)
    if not isinstance(value, str) or not value:
        raise ModelError(ErrorCode.CARD_TEXT_MISSING, entry=name)
    return value


def matching(values: Mapping[str, Any], name: str, pattern: str) -> str:
    """Return a text that a pattern matches as a whole."""
    value = text(values, name)
    if not re.fullmatch(pattern, value):
        raise ModelError(ErrorCode.CARD_TEXT_WRONG, entry=name, found=repr(value[:80]))
    return value


def whole(values: Mapping[str, Any], name: str, low: int, high: int) -> int:
    """Return a whole number within bounds."""
    value = values.get(name)
    if type(value) is not int or not low <= value <= high:
        raise ModelError(
            ErrorCode.CARD_NUMBER_WRONG, entry=name, found=repr(value), low=low, high=high
        )
    return value


def file_name(value: Any, name: str) -> str:
    """Return a bare file name: a card must not lead out of its own folder, on any system."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}", value):
        raise ModelError(ErrorCode.CARD_FILE_WRONG, entry=name, found=repr(value))
    return value


def listed(values: Mapping[str, Any], name: str, entry: str) -> ListedFile:
    """Return a file from the entries `name` and `name`_sha256; `entry` is what it is called."""
    file = file_name(values.get(name), entry)
    return ListedFile(file, matching(values, f"{name}_sha256", r"[0-9a-fA-F]{64}").lower())


def numbers(values: Any, kind: str) -> tuple[float, ...]:
    """Return two numbers or more."""
    if not isinstance(values, list) or not 2 <= len(values) <= _MAX_TABLE:
        raise ModelError(ErrorCode.CARD_CALIBRATION_SHORT, output=str(kind))
    try:
        return tuple(float(value) for value in values)
    except (TypeError, ValueError) as error:
        raise ModelError(ErrorCode.CARD_CALIBRATION_NO_NUMBERS, output=str(kind)) from error

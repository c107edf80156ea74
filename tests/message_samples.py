"""All codes that messages can have, and a message for each."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_type_hints

from photosearch.core.error_codes import ErrorCode
from photosearch.core.message_codes import (
    CheckCode,
    DamageCode,
    DetailCode,
    FileKind,
    NoteCode,
    OwnerCode,
    StageCode,
    VarietyCode,
    WordsCode,
)
from photosearch.messages import Message, MessageCode, Values
from photosearch.settings_file import SettingsCode

ENUMERATIONS: tuple[type[MessageCode], ...] = (
    ErrorCode,
    WordsCode,
    DetailCode,
    FileKind,
    DamageCode,
    OwnerCode,
    NoteCode,
    CheckCode,
    StageCode,
    VarietyCode,
    SettingsCode,
)
ALL_CODES: tuple[MessageCode, ...] = tuple(code for kind in ENUMERATIONS for code in kind)
_TYPES = get_type_hints(Values)


def sample(code: MessageCode) -> Message:
    """Return a message with values by which each can be found again in its words."""
    return Message(code, **{name: value_of(name) for name in code.names})


def value_of(name: str) -> Any:
    """Return a value as `name` has it."""
    kind = _TYPES[name]
    if kind is int:
        return 4 + list(_TYPES).index(name)
    if kind is Path:
        return Path(f"/{name}")
    if kind is Message:
        return Message(WordsCode.IN_WORDS, text=f"A {name}.")
    if kind is datetime:
        return datetime(2001, 2, 3, 4, 56, tzinfo=UTC)
    if kind is str:
        return f"<{name}>"
    return (Path("/one"), Path("/two")) if "Path" in str(kind) else ("one", "two")

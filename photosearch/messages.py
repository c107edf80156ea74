"""Carry what is to be said as a code with values, without the words for it.

The layers below a front end know neither its language nor its options and buttons, so they hand up
a `Message`. The words are in `message_words/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self, TypeAlias, TypedDict, Unpack

Value: TypeAlias = "str | int | Path | datetime | tuple[str, ...] | tuple[Path, ...] | Message"


class Values(TypedDict, total=False):
    """Name all values that messages have. Each name means the same in every message."""

    cause: str
    """What the system or another library reports, as it stands."""
    count: int
    """How many there are; it chooses between singular and plural."""
    depth: int
    """Bits of one channel of a pixel."""
    entry: str
    """A key of a model card."""
    expected: str
    file: str
    """The bare name of a file."""
    folder: Path
    folders: tuple[Path, ...]
    format: str
    """A kind of picture file, in capitals: "JPEG"."""
    found: str
    """What stands where something else is expected."""
    height: int
    high: int
    host: str
    kind: Message
    """What a file is instead."""
    known_senses: tuple[str, ...]
    """Those that a model has."""
    known: int
    """The newest format that this program knows."""
    limit: int
    low: int
    megabytes: int
    minutes: int
    model: str
    names: tuple[str, ...]
    name: str
    next_step: str
    number: int
    option: str
    """A key of the settings."""
    other: str
    """Another model."""
    output: str
    """One of the outputs of a model."""
    owner: Message
    """A program that has a library open."""
    path: Path
    percent: int
    process: int
    reason: Message
    """The message that tells why."""
    seconds: int
    section: str
    """A table of a model card."""
    sense: str
    """A kind of likeness as the command line names it: shot, look or subject."""
    senses: tuple[str, ...]
    signal: str
    since: datetime
    site: str
    """A host of the web, with its port if that is an unusual one."""
    status: int
    """An answer's HTTP status code."""
    text: str
    total: int
    user_folder: Path
    version: int
    what: str
    width: int


def QT_TR_NOOP(text: str) -> str:
    """Mark `text` for Qt's lupdate, which knows this name; the window translates it later."""
    return text


class MessageCode(StrEnum):
    """Enumerate things to say: each member is a stable code and the names of its values."""

    names: tuple[str, ...]

    def __new__(cls, code: str, *names: str) -> Self:
        """Make a member: `FILE_MISSING = "file-missing", "path"`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.names = names
        return member


class Message:
    """Hold a code and its values: what is to be said, without the words. Immutable."""

    __slots__ = ("code", "values")

    code: MessageCode
    values: Mapping[str, Value]

    def __init__(self, code: MessageCode, **values: Unpack[Values]) -> None:
        """Make a message.

        Raises:
            TypeError: the values are not those that belong to the code.
        """
        if values.keys() != set(code.names):
            raise TypeError(f"{code} has the values {code.names}, not {tuple(values)}")
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "values", dict(values))

    def __setattr__(self, name: str, _value: Any) -> None:
        raise AttributeError(f"{name} of a message cannot be changed")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        # A member equals its text, which another enumeration may have as well.
        return self.code is other.code and self.values == other.values

    def __hash__(self) -> int:
        return hash((self.code, *sorted(self.values.items(), key=_name_of)))

    def __reduce__(self) -> tuple[Any, ...]:
        return _make, (self.code, self.values)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"

    def __str__(self) -> str:
        """Return it as the log has it: `folder-missing path=/photos`."""
        return " ".join(
            [str(self.code), *(f"{name}={self.values[name]}" for name in self.code.names)]
        )


class Sentence(str):
    """Hold the words of a message that stands in another one.

    In a template `{reason}` gives the sentence, `{reason:phrase}` what can stand after a colon or
    in brackets, and `{reason:whole}` the sentence with its next step.
    """

    next_step: str

    def __new__(cls, text: str, next_step: str = "") -> Self:
        """Make a sentence."""
        sentence = super().__new__(cls, text)
        sentence.next_step = next_step
        return sentence

    def __format__(self, spec: str) -> str:
        if spec == "whole":
            return f"{self} {self.next_step}".rstrip()
        if spec != "phrase":
            return str(self)
        text = self.rstrip(".")
        return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _make(code: MessageCode, values: Values) -> Message:
    return Message(code, **values)


def _name_of(item: tuple[str, Value]) -> str:
    return item[0]

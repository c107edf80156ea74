"""Let `--help` name what an option takes in plain words, in place of the types of the code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

_TYPES = {
    "int": "N",
    "integer": "N",
    "float": "X",
    "str": "TEXT",
    "text": "TEXT",
    "path": "PATH",
    "file": "FILE",
    "directory": "FOLDER",
    "datetime": "DATE",
}
"""By typer's name of a type; a choice is told by its values."""


def with_plain_help(command: Any) -> Any:
    """Return a command of typer whose help, and that of all commands in it, has plain names."""
    for each in _commands(command):
        for param in each.params:
            argument = param.param_type_name == "argument"
            param.get_help_record = _plain_record(param.get_help_record, argument=argument)
            if argument:
                param.get_usage_pieces = _plain_usage(param.get_usage_pieces)
    return command


def _commands(command: Any) -> Iterator[Any]:
    yield command
    for inner in getattr(command, "commands", {}).values():
        yield from _commands(inner)


def _plain_record(
    make: Callable[[Any], tuple[str, str] | None], *, argument: bool
) -> Callable[[Any], tuple[str, str] | None]:
    def record(context: Any) -> tuple[str, str] | None:
        made = make(context)
        if made is None:
            return None
        name, words = made
        # The name of an argument says what it is.
        return (re.sub(r" <.*>", "", name) if argument else plain_types(name)), words

    return record


def _plain_usage(make: Callable[[Any], list[str]]) -> Callable[[Any], list[str]]:
    """Write FOLDER... for what must be there, and [FOLDER]... for what may."""
    return lambda context: [re.sub(r"^\{(.*)\}", r"\1", piece) for piece in make(context)]


def plain_types(text: str) -> str:
    """Return a text such as "--top <int range>" with plain names of types: "--top N"."""

    def plain(found: re.Match[str]) -> str:
        name = re.sub(r"^list\[(.*)\]$", r"\1", found[1]).removesuffix(" range")
        return _TYPES.get(name.lower(), name)

    return re.sub(r"<([^<>]*)>", plain, text)

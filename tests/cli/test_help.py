"""The help of each command says in plain words what its arguments and options take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from photosearch.cli.main import make_app
from photosearch.message_words.plain_help import plain_types, with_plain_help

_TYPES = re.compile(r"[<>{}]|list\[|LIST\[|\b(?:Path|INTEGER|FLOAT|BOOLEAN|DATETIME)\b")


def _helps(command: Any) -> Iterator[tuple[str, str]]:
    def walk(one: Any, context: Any) -> Iterator[tuple[str, str]]:
        yield context.command_path, one.get_help(context)
        for name, inner in getattr(one, "commands", {}).items():
            yield from walk(inner, type(context)(inner, info_name=name, parent=context))

    yield from walk(command, typer.Context(command, info_name="photosearch"))


HELPS = dict(_helps(with_plain_help(typer.main.get_command(make_app(lambda _folder, _files: 0)))))


@pytest.mark.parametrize("path", HELPS)
def test_no_type_of_the_code_is_in_a_help(path: str) -> None:
    usage, *lines = HELPS[path].splitlines()
    names = [line[:30] for line in lines if re.match(r"  \S", line)]
    assert not [each for each in (usage, *names) if _TYPES.search(each)]


def test_arguments_are_named_once() -> None:
    assert HELPS["photosearch add"].startswith("Usage: photosearch add [OPTIONS] FOLDER...\n")
    assert re.search(r"^  FOLDER +Folders that hold", HELPS["photosearch add"], re.MULTILINE)
    assert "[IMAGE]..." in HELPS["photosearch search"]
    assert "--library FOLDER" in HELPS["photosearch search"]
    assert "--top N" in HELPS["photosearch search"]


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ("--top <int range>", "--top N"),
        ("--rate <float>", "--rate X"),
        ("--photos <list[Path]>", "--photos PATH"),
        ("--device <auto|cpu|cuda>", "--device auto|cpu|cuda"),
        ("--since <datetime>", "--since DATE"),
        ("-y, --yes", "-y, --yes"),
    ],
)
def test_types_have_plain_names(told: str, plain: str) -> None:
    assert plain_types(told) == plain


@pytest.mark.train
def test_neither_is_one_in_the_helps_of_the_training() -> None:
    pytest.importorskip("torch")
    from photosearch.training.cli import make_app as make_training

    for _path, text in _helps(with_plain_help(typer.main.get_command(make_training()))):
        assert not re.search(r"<[a-z|]", text)

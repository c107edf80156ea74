"""What README.md says is what there is: commands, options, settings, exit codes, files."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

import photosearch
from photosearch.cli.main import make_app
from photosearch.core.errors import ExitCode, Reason
from photosearch.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(group: Any = None, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """All commands with their full names, the program itself first."""
    group = group or typer.main.get_command(make_app(lambda _folder, _files: 0))
    yield " ".join(("photosearch", *words)), group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*words, name))


def dev_commands() -> list[str]:
    """The names of what dev.py does."""
    text = (ROOT / "dev.py").read_text(encoding="utf-8")
    return re.findall(r"^    python3 dev\.py ([a-z]+)", text, re.MULTILINE)


PAGES = (
    "README.md",
    "CHANGELOG.md",
    *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
)
COMMANDS = dict(commands())
GROUPS = ("photosearch library", "photosearch model")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described(name: str) -> None:
    if name in GROUPS:  # their commands are
        return
    assert re.search(rf"^    {name}(  +| [A-Z\[].*  )\S", README, re.MULTILINE), name
    assert COMMANDS[name].get_short_help_str(200).endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described(name: str) -> None:
    for parameter in COMMANDS[name].params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert re.search(rf"`{option}[ `]", README), option
    if name not in ("photosearch", *GROUPS):
        assert "--library" in {option for param in COMMANDS[name].params for option in param.opts}


def test_no_option_is_made_up() -> None:
    known = {option for command in COMMANDS.values() for p in command.params for option in p.opts}
    known |= {"--help", *re.findall(r"--[a-z-]+", (ROOT / "dev.py").read_text("utf-8"))}
    assert set(re.findall(r"--[a-z][a-z-]+", README)) <= known


def test_every_setting_is_described_as_it_is() -> None:
    for option in dataclasses.fields(Settings):
        row = re.search(rf"^\| `{option.name}` \| `(.+)` \| (.+) \|$", README, re.MULTILINE)
        assert row, option.name
        default = tomllib.loads(f"value = {row[1]}")["value"]
        assert default == (
            list(option.default) if isinstance(option.default, tuple) else option.default
        )
        low, high = option.metadata["low"], option.metadata["high"]
        limits = "" if low is None else f" {low:,} to {high:,}."
        choices = "".join(f" `{choice}`" for choice in option.metadata["choices"])
        assert row[2] == option.metadata["description"] + limits + choices
    rows = re.findall(r"^\| `([a-z_]+)` \| `.+` \| .+ \|$", README, re.MULTILINE)
    assert rows == [option.name for option in dataclasses.fields(Settings)]


def test_every_exit_code_is_described() -> None:
    rows = re.findall(r"^\| (\d+) \| .+ \|$", README, re.MULTILINE)
    assert [int(code) for code in rows] == sorted(ExitCode)
    for code in ExitCode:
        assert re.search(rf"\b{int(code)}\b", COMMANDS["photosearch"].epilog)


def test_every_layer_is_on_the_map() -> None:
    for path in (ROOT / "photosearch").iterdir():
        if path.name in ("__init__.py", "__pycache__", "py.typed"):
            continue
        assert f" {path.name}{'/' if path.is_dir() else ''}" in README, path.name
    for package in (ROOT / "photosearch" / "gui").glob("*/__init__.py"):
        assert f" {package.parent.name}/ " in README, package.parent.name


@pytest.mark.parametrize("line", dev_commands())
def test_every_command_for_developers_is_described(line: str) -> None:
    assert f"    python3 dev.py {line} " in README


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert link.startswith("https://") or (ROOT / page).parent.joinpath(link).exists(), link


def test_the_manual_is_linked() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        assert f"](docs/{page.name})" in README, page.name


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert photosearch.__version__ == project["version"]
    assert f"## [{photosearch.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_reasons_are_words_for_people() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", reason) for reason in Reason)


def test_nothing_of_the_machine_it_was_made_on() -> None:
    for name in (
        "README.md",
        "docs/training.md",
        "docs/window.md",
        "CHANGELOG.md",
        "NOTICE",
        "dev.py",
        "constraints.txt",
        "pyproject.toml",
        ".ci/run",
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"/(home|root|work|Users)/", text), name

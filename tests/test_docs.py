"""Hold README.md and the pages for contributors to what there is: commands, settings, names."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

import photosearch
from photosearch.cli.main import make_app
from photosearch.core.errors import ExitCode, Reason
from photosearch.gui.runtime.thread_pools import ThreadPool, ThreadPools
from photosearch.images.xmp import CATEGORIES, DC, KEYWORD_PATHS
from photosearch.settings import SETTINGS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DEV = (ROOT / "dev.py").read_text(encoding="utf-8")


def commands(group: Any = None, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """All commands with their full names, the program itself first."""
    group = group or typer.main.get_command(make_app(lambda _folder, _files: 0))
    yield " ".join(("photosearch", *words)), group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*words, name))


def dev_commands() -> list[str]:
    """The names of what dev.py does."""
    return re.findall(r"^    python3 dev\.py ([a-z]+)", DEV, re.MULTILINE)


@cache
def code() -> tuple[set[str], dict[str, set[str]], set[str]]:
    """Names that are defined or used in the tree, members by class, and short texts."""
    names: set[str] = set()
    members: dict[str, set[str]] = {}
    texts: set[str] = set()
    for path in (*(ROOT / "photosearch").rglob("*.py"), *(ROOT / "tests" / "gui").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.ClassDef(name=name):
                    names.add(name)
                    members.setdefault(name, set()).update(members_of(node))
                case ast.FunctionDef(name=name) | ast.Name(id=name) | ast.Attribute(attr=name):
                    names.add(name)
                case ast.Constant(value=str(text)) if len(text) < 80:
                    texts.update((text, *re.findall(r"[\w.]+", text)))
    return names, members, texts


def members_of(node: ast.ClassDef) -> Iterator[str]:
    """Yield methods, fields, attributes set on self, and bases of a class."""
    yield from (base.id for base in node.bases if isinstance(base, ast.Name))
    for each in node.body:
        match each:
            case ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name
    for within in ast.walk(node):
        match within:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name


def names_something(text: str) -> bool:
    """Tell whether what a page writes as code is a file, class, function or text of the tree."""
    names, members, texts = code()
    if " " in text or text.startswith(("-", ".")) or text in texts:
        return True  # a command or a piece of one, or a text of the program
    if "/" in text or text.endswith((".py", ".md", ".toml", ".txt")):
        homes = (ROOT, ROOT / "photosearch", ROOT / "tests")
        return any(next(home.glob(text.rstrip("/")), None) is not None for home in homes)
    owner, dot, member = text.removesuffix("()").rpartition(".")
    if dot and owner in members:
        bases = [base for base in members[owner] if base in members]  # see members_of
        return any(member in members[each] for each in (owner, *bases))
    if dot and owner.partition(".")[0] in sys.stdlib_module_names:
        return True
    if "-" in text:
        return text in (ROOT / "pyproject.toml").read_text("utf-8") + DEV
    return not dot and member in names


DECISIONS = sorted(f"docs/decisions/{p.name}" for p in (ROOT / "docs" / "decisions").glob("*.md"))
PAGES = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
    *DECISIONS,
)
FOR_CONTRIBUTORS = (
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/debugging.md",
    *DECISIONS,
)
COMMANDS = dict(commands())
GROUPS = (
    "photosearch duplicates",
    "photosearch learn",
    "photosearch library",
    "photosearch model",
)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described(name: str) -> None:
    if name in GROUPS:  # their commands are
        return
    assert re.search(rf"^    {name}(  +| [A-Z\[].*  )\S", README, re.MULTILINE), name
    assert COMMANDS[name].get_short_help_str(200).endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_usage_marks_what_may_be_left_out_or_repeated_once(name: str) -> None:
    command = COMMANDS[name]
    with command.make_context(name, [], resilient_parsing=True) as context:
        usage = command.get_usage(context)
    assert not re.search(r"\.\.\..\.\.\.|\[\[|[A-Z] [A-Z]+\.", usage.partition("[OPTIONS]")[2]), (
        usage
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described(name: str) -> None:
    for parameter in COMMANDS[name].params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert re.search(rf"`{option}[ `]", README), option
    if name not in ("photosearch", *GROUPS):
        assert "--library" in {option for param in COMMANDS[name].params for option in param.opts}


def test_no_option_is_made_up() -> None:
    params = [param for command in COMMANDS.values() for param in command.params]
    known = {option for param in params for option in (*param.opts, *param.secondary_opts)}
    known |= {"--help", *re.findall(r"--[a-z-]+", (ROOT / "dev.py").read_text("utf-8"))}
    assert set(re.findall(r"--[a-z][a-z-]+", README)) <= known


def test_every_setting_is_described_as_it_is() -> None:
    path = ROOT / "packaging" / "settings_table.py"
    spec = importlib.util.spec_from_file_location("settings_table", path)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.with_table(README) == README, "run: python packaging/settings_table.py"
    rows = re.findall(r"^\| `([a-z_]+)` \| `(.+)` \| .+ \|$", README, re.MULTILINE)
    defaults = {key: tomllib.loads(f"value = {value}")["value"] for key, value in rows}
    assert list(defaults) == list(SETTINGS)
    for key, default in defaults.items():
        there = SETTINGS[key].default
        assert default == (list(there) if isinstance(there, tuple) else there), key


def test_every_exit_code_is_described() -> None:
    rows = re.findall(r"^\| (\d+) \| .+ \|$", README, re.MULTILINE)
    assert [int(code) for code in rows] == sorted(ExitCode)
    for code in ExitCode:
        assert re.search(rf"\b{int(code)}\b", COMMANDS["photosearch"].epilog)


def test_every_layer_is_on_the_map() -> None:
    for path in (ROOT / "photosearch").iterdir():
        if path.name in ("__init__.py", "__pycache__", "py.typed"):
            continue
        assert f" {path.name}{'/' if path.is_dir() else ''}" in ARCHITECTURE, path.name
    for wing in ("gui", "library"):
        for package in (ROOT / "photosearch" / wing).glob("*/__init__.py"):
            assert f" {package.parent.name}/ " in ARCHITECTURE, package.parent.name


def test_the_layers_are_those_of_the_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    told = ARCHITECTURE.partition("\n    __main__\n")[2].partition("\n\n")[0].splitlines()
    rows = ["__main__", *(" ".join(line.split()) for line in told)]
    assert rows == [" ".join(layer.split()) for layer in contract["layers"]]


@pytest.mark.parametrize("line", dev_commands())
def test_every_command_for_developers_is_described(line: str) -> None:
    assert f"    python3 dev.py {line} " in CONTRIBUTING


@pytest.mark.parametrize("page", FOR_CONTRIBUTORS)
def test_names_in_the_code_are_those_of_the_code(page: str) -> None:
    """Hold each file, class and function that a page for contributors names to the tree."""
    text = (ROOT / page).read_text(encoding="utf-8")
    wrong = [name for name in re.findall(r"`([^`\n]+)`", text) if not names_something(name)]
    assert not wrong


@pytest.mark.parametrize("page", FOR_CONTRIBUTORS)
def test_what_is_said_to_be_in_a_file_is_there(page: str) -> None:
    """Follow "`Class.method` (`path`" and "`name` in `path`", the line may break in between."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for name, path in re.findall(r"`([A-Za-z_.]+)(?:\(\))?`\s+(?:\(|in )`([\w/]+\.py)`", text):
        home = next(place for place in (ROOT, ROOT / "photosearch") if (place / path).exists())
        content = (home / path).read_text("utf-8")
        for part in name.split("."):
            assert re.search(rf"\b(class|def) {part}\b|^ *{part}\b.*=", content, re.MULTILINE), (
                name,
                path,
            )


def test_a_wrong_name_would_be_seen() -> None:
    for name in ("core/query.py", "photosearch/core/", "Library.search", "decode", "Filters"):
        assert names_something(name), name
    for name in ("core/querry.py", "gui/doing/", "Library.find_all", "ResidentCodes", "asked_of"):
        assert not names_something(name), name


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert link.startswith("https://") or (ROOT / page).parent.joinpath(link).exists(), link


def test_every_page_is_linked() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        assert f"](docs/{page.name})" in README + CONTRIBUTING, page.name
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    for page in (ROOT / "docs" / "decisions").glob("0*.md"):
        assert f"[{page.name[:4]}]({page.name})" in listed, page.name


@pytest.mark.parametrize("page", [page for page in DECISIONS if not page.endswith("README.md")])
def test_each_decision_tells_when_why_and_what_follows(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert text.startswith(f"# {Path(page).name[:4]} ")
    assert re.search(r"^Date: \d{4}-\d\d-\d\d", text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


@pytest.mark.parametrize("package", ["library", "gui", "training"])
def test_every_folder_has_its_line_in_the_architecture(package: str) -> None:
    for folder in (ROOT / "photosearch" / package).rglob("*/__init__.py"):
        assert re.search(rf"^ .*\b{folder.parent.name}/", ARCHITECTURE, re.MULTILINE), folder


def test_every_pool_of_the_window_is_in_the_diagram() -> None:
    diagram = ARCHITECTURE.partition("pools: ")[2].partition("watcher (ours)")[0]
    pools = [each for each in vars(ThreadPools()).values() if isinstance(each, ThreadPool)]
    assert pools
    assert {pool.name for pool in pools} <= set(diagram.split())


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert photosearch.__version__ == project["version"]
    assert f"## [{photosearch.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_reasons_are_words_for_people() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", reason) for reason in Reason)


def test_nothing_of_the_machine_it_was_made_on() -> None:
    for name in (
        *PAGES,
        "NOTICE",
        "dev.py",
        "constraints.txt",
        "pyproject.toml",
        ".ci/run",
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"/(home|root|work|Users)/", text), name


def test_the_keywords_of_other_programs_are_described() -> None:
    manual = (ROOT / "docs" / "metadata.md").read_text("utf-8")
    for name in (f"{DC}subject", *KEYWORD_PATHS, CATEGORIES):
        assert f":{name.rpartition('}')[2]}`" in manual, name


def told_commands(text: str, program: str) -> Iterator[list[str]]:
    """Yield the words of each command line that a page shows, in a block or as code in a text."""
    text = text.replace("\\\n", " ")
    for line in re.findall(rf"(?:^ +|`){program}( [^`\n]*)", text, re.MULTILINE):
        yield line.split("   ")[0].split()


def wrong_words(command: Any, words: list[str]) -> list[str]:
    """Return what a command line has that its program does not know: commands and options."""
    taken, wrong, may_be_command = {"--help", "--library", "--debug", "--version"}, [], True
    for word in words:
        commands_here, name = getattr(command, "commands", {}), word.partition("=")[0]
        if word in commands_here:
            command = commands_here[word]
        elif may_be_command and commands_here and re.fullmatch(r"[a-z][a-z-]+", word):
            wrong.append(word)
        else:
            may_be_command = False
            command = commands_here.get("list", command)  # goes without its name
        taken |= {each for param in command.params for each in (*param.opts, *param.secondary_opts)}
        if name.startswith("--") and name not in taken:
            wrong.append(word)
    return wrong


@pytest.mark.parametrize("page", PAGES)
def test_every_command_line_that_is_shown_can_be_typed(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for words in told_commands(text, "photosearch"):
        assert not wrong_words(COMMANDS["photosearch"], words), words


@pytest.mark.train
@pytest.mark.parametrize("page", PAGES)
def test_every_command_line_of_the_training_can_be_typed(page: str) -> None:
    training = pytest.importorskip("photosearch.training.cli")
    pytest.importorskip("torch")
    text = (ROOT / page).read_text("utf-8")
    for words in told_commands(text, "photosearch-train"):
        assert not wrong_words(typer.main.get_command(training.make_app()), words), words


def test_a_command_line_that_cannot_be_typed_would_be_seen() -> None:
    shown = "    photosearch search --folder X --sort alike   which\n`photosearch learn forget 3`"
    first, second = told_commands(shown, "photosearch")
    assert wrong_words(COMMANDS["photosearch"], first) == ["--folder"]
    assert wrong_words(COMMANDS["photosearch"], second) == ["forget"]

"""Rules that no linter knows, each with what to do instead."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = [
    Path("dev.py"),
    *sorted(
        path.relative_to(ROOT)
        for folder in ("photosearch", "tests", "packaging")
        for path in (ROOT / folder).rglob("*.py")
    ),
]
HERE = Path(__file__).relative_to(ROOT)

FORK = r"get_context\(['\"]fork"
ALLOWED = {FORK: Path("photosearch/inference/worker_process.py")}
"""Where each is needed: the one process that is started before there is anything to survive, see
docs/decisions/0011-worker-first.md."""
FORBIDDEN = [
    # where, pattern, what to do instead
    ("photosearch/gui", r"processEvents\(", "Run it in a job thread and come back by the bridge."),
    (
        "photosearch/gui",
        r"\bQThread\b",
        "Use job threads and the bridge; see gui/runtime/thread_pools.py.",
    ),
    ("photosearch", r"(?i)\b(TODO|FIXME|XXX)\b", "Do it, or write an issue."),
    (
        "photosearch",
        FORK,
        "Spawn: every system behaves alike, and Qt survives.",
    ),
    ("", r"/home/\w+/|/Users/\w+/|C:\\\\Users", "No paths of somebody's machine."),
    ("", r"https?://[^\s\"')]*/simple\b", "No package index by name; pip knows it."),
]


@pytest.mark.parametrize(("where", "pattern", "instead"), FORBIDDEN)
def test_forbidden_patterns(where: str, pattern: str, instead: str) -> None:
    found = [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match[0].strip()!r}. {instead}"
        for path in SOURCES
        if path.is_relative_to(where) and path not in (HERE, ALLOWED.get(pattern))
        for text in [(ROOT / path).read_text(encoding="utf-8")]
        for match in re.finditer(pattern, text, re.MULTILINE)
    ]
    assert not found, "\n".join(found)


NO_VERB = re.compile(
    r"`|(a|all|an|and|any|as|at|both|but|by|each|every|everything|for|from|how|if|in|it|its|like"
    r"|many|more|most|no|none|of|on|one|only|others|same|several|some|such|that|the|their|there"
    r"|these|they|this|those|to|two|what|where|whether|which|who|whom|with)\b",
    re.IGNORECASE,
)


def test_docstrings_of_functions_begin_with_a_verb() -> None:
    """Beyond D401, which knows verbs in the wrong form but no sentences without one."""
    found = [
        f"{path}:{node.lineno}: {text.splitlines()[0]}"
        for path in SOURCES
        if path.parts[0] in ("photosearch", "packaging", "dev.py")
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (text := ast.get_docstring(node))
        if NO_VERB.match(text)
    ]
    assert not found, "\n".join(found)


def test_no_drawers() -> None:
    """Names tell what is inside; a drawer for everything tells nothing."""
    drawers = {"utils.py", "util.py", "helpers.py", "misc.py", "common.py"}
    assert [str(path) for path in SOURCES if path.name in drawers] == []


LONG = {
    "photosearch/settings.py": 480,
    # all that can become of one query, in one object
    "photosearch/gui/query/search_session.py": 480,
}
"""Modules that are longer for a reason, and how long they may become."""


def test_modules_are_short_enough_to_read() -> None:
    lengths = {
        path.as_posix(): (ROOT / path).read_text(encoding="utf-8").count("\n")
        for path in SOURCES
        if path.parts[0] == "photosearch"
    }
    assert {path: n for path, n in lengths.items() if n > LONG.get(path, 450)} == {}


def test_the_start_module_loads_nothing_that_workers_would_load_again() -> None:
    text = (ROOT / "photosearch" / "__main__.py").read_text(encoding="utf-8")
    top_level = re.findall(r"^(?:import|from) (\S+)", text, re.MULTILINE)
    assert set(top_level) <= {"__future__", "multiprocessing", "sys"}
    assert text.index("freeze_support()") < text.index("    from photosearch")

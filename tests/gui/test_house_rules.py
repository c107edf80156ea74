"""Rules of the window that no linter knows, each with the reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import photosearch

PACKAGE = Path(photosearch.__file__).parent
SOURCES = [*sorted((PACKAGE / "gui").rglob("*.py")), PACKAGE / "app.py"]
FORBIDDEN = {
    r"\.connect\(\s*lambda": "runs in the thread that emits; connect a method of a QObject",
    r"\bQThread\b": "use the pools of gui/runtime/thread_pools.py",
    r"\bQRunnable\b": "use the pools of gui/runtime/thread_pools.py",
    r"processEvents": "re-entrancy by invitation; use a job and the bridge",
    r"\.exec\(\)(?<!_qt\.exec\(\))": "a nested loop; dialogs are shown, not executed",
}


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_forbidden_patterns_are_absent(pattern: str) -> None:
    found = [
        f"{path.name}: {match.group()!r}: {FORBIDDEN[pattern]}"
        for path in SOURCES
        for match in re.finditer(pattern, path.read_text("utf-8"))
    ]
    assert found == []


def test_only_the_bridge_crosses_threads() -> None:
    """Done-callbacks of futures run in job threads; only the bridge may use them on the way in."""
    users = {path.name for path in SOURCES if "add_done_callback" in path.read_text("utf-8")}
    assert users == {"bridge.py", "thread_pools.py"}

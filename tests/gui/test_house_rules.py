"""Rules of the window that no linter knows, each with the reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import photosearch

PACKAGE = Path(photosearch.__file__).parent
SOURCES = [*sorted((PACKAGE / "gui").rglob("*.py")), PACKAGE / "app.py"]
FORBIDDEN = {
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


def test_work_emits_no_signal() -> None:
    """What is connected to a signal with a lambda runs in the thread that emits it, so a signal is
    emitted in the GUI thread, whatever is connected. Work that has something to tell goes over the
    bridge, whose own signal is connected to a method of a QObject, which Qt queues."""
    found = [
        f"{path.name}: {signal}"
        for path in SOURCES
        for signal in signals_from_work(path.read_text("utf-8"))
    ]
    assert found == []


def test_lambdas_are_connected_inside_one_widget_only() -> None:
    """Qt cuts the connection to a method when its object is deleted, but not that to a lambda. So
    the sender of its signal is one that was made beside the lambda, and dies with it."""
    found = [
        f"{path.name}: {signal}"
        for path in SOURCES
        for signal in lambdas_on_foreign_signals(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "work",
    [
        "lambda: self.told.emit(1)",
        "self._read",
        "lambda: self._read()",
        "look",
    ],
)
@pytest.mark.parametrize(
    "handing_over",
    [
        "runner.run({work}, self._show)",
        "self._runner.run_job({work})",
        "queue.run('title', {work})",
        "library.subscribe({work})",
        "Thread(target={work}).start()",
    ],
)
def test_a_signal_that_work_emits_is_found(work: str, handing_over: str) -> None:
    assert list(signals_from_work(_EMITTING.format(call=handing_over.format(work=work)))) == [
        "told"
    ]
    good = handing_over.format(work="lambda: bridge.call(self._read)")
    assert list(signals_from_work(_EMITTING.format(call=good))) == []


_EMITTING = """
class Feature:
    def begin(self):
        def look():
            self._read()
        {call}

    def _read(self):
        self.told.emit(1)

    def _show(self, result):
        self.told.emit(result)
"""


@pytest.mark.parametrize(
    ("sender", "own"),
    [
        ("self.chosen", True),
        ("self._button.clicked", True),
        ("self._row.button.clicked", True),
        ("made.clicked", True),
        ("given.clicked", False),
        ("self._given.changed", False),
        ("self._given.preferences.changed", False),
        ("self._unknown.changed", False),
    ],
)
def test_a_lambda_on_the_signal_of_another_widget_is_found(sender: str, own: bool) -> None:
    source = f"""
class Panel:
    def __init__(self, given):
        self._given = given
        self._button = push_button("Go")
        self._row: Row = Row()
        made = QPushButton(self)
        {sender}.connect(lambda: self.go())
"""
    assert list(lambdas_on_foreign_signals(source)) == ([] if own else [sender])


def signals_from_work(source: str) -> Iterator[str]:
    """Find signals that are emitted by functions which are handed to another thread."""
    module = ast.parse(source)
    functions = _functions_in(module)
    for call in _calls(module):
        work = _work_of(call)
        if work is not None:
            yield from _emitted(work, functions, set())


def _work_of(call: ast.Call) -> ast.expr | None:
    """Return what a call hands to another thread, None if nothing."""
    name, owner = _last_name(call.func), getattr(call.func, "value", None)
    if name == "Thread":
        return next((each.value for each in call.keywords if each.arg == "target"), None)
    if name not in {"run", "run_job", "submit", "subscribe"}:
        return None
    place = 1 if name == "run" and _last_name(owner) == "queue" else 0  # after the title
    return call.args[place] if len(call.args) > place else None


def _functions_in(module: ast.Module) -> dict[str, ast.FunctionDef]:
    """Map what a call in this file may say, `name` or `self.name`, to the function."""
    functions = {}
    for scope in ast.walk(module):
        for node in ast.iter_child_nodes(scope):
            if isinstance(node, ast.FunctionDef):
                prefix = "self." if isinstance(scope, ast.ClassDef) else ""
                functions[prefix + node.name] = node
    return functions


def _emitted(
    work: ast.expr, functions: dict[str, ast.FunctionDef], seen: set[str]
) -> Iterator[str]:
    """Find what a function emits, and those that it calls and that are in the same file."""
    name = ast.unparse(work)
    if isinstance(work, ast.Lambda):
        body: ast.AST = work.body
    elif name in functions and name not in seen:
        seen.add(name)
        body = functions[name]
    else:
        return
    for call in _calls(body):
        if _last_name(call.func) == "emit" and isinstance(call.func, ast.Attribute):
            yield _last_name(call.func.value)
        yield from _emitted(call.func, functions, seen)


def lambdas_on_foreign_signals(source: str) -> Iterator[str]:
    """Find lambdas that are connected to signals of what was not made in the same class or
    function."""
    for scope in ast.walk(ast.parse(source)):
        if isinstance(scope, ast.ClassDef):
            made = _made_in(scope)
            for call in _calls(scope):
                if _last_name(call.func) == "connect" and isinstance(call.func, ast.Attribute):
                    signal = ast.unparse(call.func.value)
                    connects = bool(call.args) and isinstance(call.args[0], ast.Lambda)
                    if connects and not _is_own(signal, made):
                        yield signal


def _is_own(signal: str, made: set[str]) -> bool:
    of_itself = signal.startswith("self.") and signal.count(".") == 1
    return of_itself or any(signal.startswith(f"{owner}.") for owner in made)


def _made_in(scope: ast.ClassDef) -> set[str]:
    """Find the names of what is made by a call of a class or of a function like push_button()."""
    made = set()
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
            maker = node.value.func
            if isinstance(maker, ast.Name) or _last_name(maker)[:1].isupper():
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                made |= {ast.unparse(target) for target in targets}
    return made


def _calls(scope: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(scope) if isinstance(node, ast.Call))


def _last_name(node: object) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""

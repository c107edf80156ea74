"""Codes of messages and the layers: each is used, and none of the layers below speaks itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import photosearch
from photosearch.core.errors import ExitCode, UserError
from photosearch.messages import MessageCode, Values
from tests.message_samples import ALL_CODES, ENUMERATIONS

PACKAGE = Path(photosearch.__file__).parent
LAYERS = ("core", "images", "inference", "library", "store")
NAMES = {kind.__name__: kind for kind in ENUMERATIONS}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Return the modules below the front ends, without those that declare the codes."""
    files = [PACKAGE / "settings.py", PACKAGE / "settings_file.py"]
    for layer in LAYERS:
        files += sorted((PACKAGE / layer).rglob("*.py"))
    for path in files:
        yield path, ast.parse(path.read_text("utf-8"))


def codes_in(tree: ast.AST) -> Iterator[tuple[ast.Attribute, MessageCode]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            kind = NAMES.get(node.value.id)
            if kind is not None and node.attr.isupper():
                yield node, kind[node.attr]


def test_all_enumerations_are_walked() -> None:
    assert {kind for kind in MessageCode.__subclasses__() if kind.__module__ != __name__} == set(
        ENUMERATIONS
    )


def test_each_code_is_used() -> None:
    training = [ast.parse(path.read_text("utf-8")) for path in (PACKAGE / "training").rglob("*.py")]
    used = {
        code for tree in [*training, *(tree for _, tree in trees())] for _, code in codes_in(tree)
    }
    unused = [f"{type(code).__name__}.{code.name}" for code in ALL_CODES if code not in used]
    assert unused == []


def test_values_are_declared() -> None:
    for code in ALL_CODES:
        assert set(code.names) <= Values.__annotations__.keys(), code
    used = {name for code in ALL_CODES for name in code.names}
    assert used == Values.__annotations__.keys()


def test_messages_are_made_with_the_values_of_their_codes() -> None:
    """Also those of errors that no other test brings about."""
    checked = 0
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            found = dict(codes_in(ast.Expression(node.args[0])))
            code = found.get(node.args[0])  # type: ignore[call-overload]
            names = [keyword.arg for keyword in node.keywords]
            if code is None or None in names or len(node.args) > 1:
                continue
            if isinstance(node.func, ast.Name) and node.func.id.endswith(("Error", "Message")):
                assert sorted(map(str, names)) == sorted(code.names), f"{path.name}:{node.lineno}"
                checked += 1
    assert checked > 150


def test_layers_below_the_front_ends_have_no_words() -> None:
    """No whole sentence stands there but in docstrings and for the log, and no `in_words`."""
    for path, tree in trees():
        if path.name in ("settings.py", "errors.py", "message_codes.py"):
            continue  # descriptions for the manual; where in_words is declared
        for node in _shown(tree):
            if isinstance(node, ast.Attribute):
                assert node.attr != "in_words", f"{path.name}:{node.lineno}"
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not _SENTENCE.fullmatch(node.value), f"{path.name}:{node.lineno}"


_SENTENCE = re.compile(r"(?!SELECT|INSERT|DELETE|UPDATE)[A-Z“].*[a-z]{2} .*[.?!]", re.DOTALL)


def _shown(node: ast.AST) -> Iterator[ast.AST]:
    """Return all below `node` but docstrings and calls of the log."""
    for child in ast.iter_child_nodes(node):
        is_docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        function = child.func if isinstance(child, ast.Call) else None
        is_log = isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "log"
        if not (is_docstring or is_log):
            yield child
            yield from _shown(child)


def test_each_error_has_one_exit_code() -> None:
    """The class of an error decides it: a code is not raised by two that differ in it."""
    exits: dict[MessageCode, set[ExitCode]] = {}
    kinds = {kind.__name__: kind.exit_code for kind in _subclasses(UserError)}
    for _, tree in trees():
        for node in ast.walk(tree):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and node.args and name in kinds:
                for _, code in codes_in(ast.Expression(node.args[0])):
                    exits.setdefault(code, set()).add(kinds[name])
    assert len(exits) > 100
    assert [code for code, found in exits.items() if len(found) > 1] == []


def _subclasses(kind: type[UserError]) -> list[type[UserError]]:
    return [kind, *(deeper for each in kind.__subclasses__() for deeper in _subclasses(each))]

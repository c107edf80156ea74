"""The start of the frozen program: what it starts finds its own libraries, not ours."""

from __future__ import annotations

import ast
from pathlib import Path

import child_environment

PACKAGING = Path(__file__).parents[2] / "packaging"


def test_programs_started_by_ours_get_the_environment_that_ours_had() -> None:
    environment = {
        "HOME": "/h",
        "LD_LIBRARY_PATH": "/ours",
        "LD_LIBRARY_PATH_ORIG": "/theirs",
        "QT_PLUGIN_PATH": "/ours/plugins",
        "QML2_IMPORT_PATH": "/ours/qml",
    }
    child_environment.restore(environment)
    reset = {"PYINSTALLER_RESET_ENVIRONMENT": "1"}  # our own workers are set up anew
    assert environment == {"HOME": "/h", "LD_LIBRARY_PATH": "/theirs", **reset}


def test_what_was_not_set_before_is_not_set_after() -> None:
    environment = {"LD_LIBRARY_PATH": "/ours", "DYLD_LIBRARY_PATH": "/ours"}
    child_environment.restore(environment)
    assert environment == {"PYINSTALLER_RESET_ENVIRONMENT": "1"}


def test_nothing_but_the_start_stands_at_the_top_level() -> None:
    """Worker processes run it again before they are told to be workers."""
    tree = ast.parse((PACKAGING / "start.py").read_text("utf-8"))
    kinds = {type(node) for node in tree.body[1:-1]}
    assert kinds == {ast.Import, ast.ImportFrom}
    assert isinstance(tree.body[-1], ast.If)

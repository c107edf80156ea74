"""Find out whether a Python can train, without importing what training needs.

The program itself never imports torch. A frozen program brings no training at all; a Python of the
user's choice does it then.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import photosearch
from photosearch.core.error_codes import ErrorCode
from photosearch.core.tuning import TOOLS
from photosearch.messages import Message

_LEAST_PYTHON = (3, 11)
_PROBE_S = 60.0
_ANSWER = "photosearch-probe "
_PROBE = f"""
import importlib.util, json, sys
found = {{"python": list(sys.version_info[:2]), "version": None}}
if sys.version_info[:2] >= {_LEAST_PYTHON}:
    try:
        import photosearch
        found["version"] = photosearch.__version__
    except ImportError:
        pass
found["missing"] = [name for name in sys.argv[1:] if importlib.util.find_spec(name) is None]
print("{_ANSWER}" + json.dumps(found))
"""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


@dataclass(frozen=True, slots=True)
class TrainingEnvironment:
    """Tell what runs a training, and whether it can."""

    python: Path
    own: bool
    """It is the one that runs this program."""
    problem: Message | None = None
    """An error with its next step; None: it can."""

    def variables(self) -> dict[str, str]:
        """Return the environment variables for its processes: one thread for each library of
        numbers, as there are processes enough."""
        values = dict(os.environ) | dict.fromkeys(_THREADS, "1")
        if self.own:
            package = str(Path(photosearch.__file__).parents[1])
            others = values.get("PYTHONPATH")
            values["PYTHONPATH"] = os.pathsep.join([package, *([others] if others else [])])
        else:
            for name in ("PYTHONPATH", "PYTHONHOME"):
                values.pop(name, None)
        if getattr(sys, "frozen", False):  # libraries beside the program are not meant for others
            before = values.pop("LD_LIBRARY_PATH_ORIG", None)
            values.pop("LD_LIBRARY_PATH", None)
            if before:
                values["LD_LIBRARY_PATH"] = before
        return values


def find_environment(chosen: Path | None, folder: Path) -> TrainingEnvironment:
    """Return what would run a training.

    Args:
        chosen: a Python of the user's choice; None: that of this program.
        folder: where a process can be started; nothing that is imported lies there.
    """
    if chosen is None:
        python = Path(sys.executable)
        return TrainingEnvironment(python, True, _own_problem(python))
    other = TrainingEnvironment(chosen, False)
    return TrainingEnvironment(chosen, False, _probe(other, folder))


def _own_problem(python: Path) -> Message | None:
    if getattr(sys, "frozen", False):
        return Message(ErrorCode.TUNING_NOT_IN_PACKAGE, expected=photosearch.__version__)
    missing = tuple(name for name in TOOLS if importlib.util.find_spec(name) is None)
    return _missing(python, missing) if missing else None


def _probe(environment: TrainingEnvironment, folder: Path) -> Message | None:
    """Start a Python, and ask it."""
    python = environment.python
    try:
        ended = subprocess.run(
            [python, "-c", _PROBE, *TOOLS],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=folder,
            env=environment.variables(),
            timeout=_PROBE_S,
            check=False,
            creationflags=no_console(),
        )
        found = _answer(ended.stdout)
        if found is None:
            said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
            return _unusable(python, said[-1][:200] if said else f"exit {ended.returncode}")
        if tuple(found["python"]) < _LEAST_PYTHON:
            return _unusable(python, "Python " + ".".join(map(str, found["python"])))
    except subprocess.TimeoutExpired:
        return _unusable(python, "timeout")
    except (OSError, ValueError, KeyError, TypeError) as error:
        return _unusable(python, getattr(error, "strerror", None) or str(error))
    if found["version"] is None:
        return _missing(python, ("photosearch", *found["missing"]))
    if found["version"] != photosearch.__version__:
        return Message(
            ErrorCode.TUNING_OTHER_VERSION,
            path=python,
            found=str(found["version"]),
            expected=photosearch.__version__,
        )
    return _missing(python, tuple(map(str, found["missing"]))) if found["missing"] else None


def _answer(output: bytes) -> Mapping[str, Any] | None:
    for line in output.decode("utf-8", "replace").splitlines():
        if line.startswith(_ANSWER):
            found = json.loads(line.removeprefix(_ANSWER))
            return found if isinstance(found, dict) else None
    return None


def _missing(python: Path, names: tuple[str, ...]) -> Message:
    return Message(
        ErrorCode.TUNING_TOOLS_MISSING, path=python, names=names, expected=photosearch.__version__
    )


def _unusable(python: Path, cause: str) -> Message:
    return Message(ErrorCode.TUNING_PYTHON_UNUSABLE, path=python, cause=cause)


def no_console() -> int:
    """Return the flags of a process that opens no window of its own; 0 but on Windows."""
    return getattr(subprocess, "CREATE_NO_WINDOW", 0)

"""The command line in this process, and as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from photosearch.cli.main import run

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON lines on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Ended]


@pytest.fixture
def photosearch(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in this process. Without a command the window is opened: exit code 77."""

    def command(*args: str | Path) -> Ended:
        capsys.readouterr()
        code = run(lambda _folder, _files: 77, [str(arg) for arg in args])
        caught = capsys.readouterr()
        assert "Traceback" not in caught.err
        return Ended(code, caught.out, caught.err)

    return command


def start(*args: str | Path, **environment: str) -> subprocess.Popen[str]:
    """The command as a process of its own, started as a user does."""
    return subprocess.Popen(
        [sys.executable, "-m", "photosearch", *map(str, args)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="surrogateescape",
    )


@pytest.fixture(scope="session")
def indexed(photo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of `photo_folder`; read only, please."""
    library = tmp_path_factory.mktemp("indexed") / "library"
    with start("--library", library, "index", photo_folder) as process:
        out, err = process.communicate()
    assert process.returncode == 0, out + err
    return library

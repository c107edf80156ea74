"""Nothing leaves the machine, and nothing is left outside of the program's own folders."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import isolated_folders
from tests.photos import make_photo

ROOT = Path(__file__).parents[1]


def clean_environment(home: Path) -> dict[str, str]:
    """As on a user's machine: onnxruntime keeps quiet by itself where it is told to, and in CI."""
    quiet = {"ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "CI", "GITHUB_ACTIONS", "TF_BUILD"}
    kept = {name: value for name, value in os.environ.items() if name not in quiet}
    temporary = home / "tmp"
    temporary.mkdir(parents=True)
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    return {**kept, **isolated_folders(home), **places}


@pytest.mark.slow
def test_a_search_leaves_no_trace_of_the_encoders_library(tmp_path: Path) -> None:
    make_photo(tmp_path / "photos" / "a.jpg", 1)
    home = tmp_path / "home"
    command = [sys.executable, "-m", "photosearch", "search", str(tmp_path / "photos" / "a.jpg")]
    subprocess.run(
        [*command, "--in", str(tmp_path / "photos")],
        cwd=ROOT,
        env=clean_environment(home),
        capture_output=True,
        check=True,
    )
    left = [path.relative_to(home) for path in home.rglob("*") if path.is_file()]
    assert [path.name for path in left] == ["photosearch.log"]

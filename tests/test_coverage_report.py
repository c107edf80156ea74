"""The report of coverage: counted by package, and held to a floor."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from coverage import CoverageData

SCRIPT = Path(__file__).parents[1] / "packaging" / "coverage_report.py"


def report(folder: Path, floor: float) -> subprocess.CompletedProcess[str]:
    """The script's answer for a project with a floor, of whose five lines three ran."""
    package = folder / "photosearch"
    (package / "core" / "inner").mkdir(parents=True)
    (package / "core" / "one.py").write_text("a = 1\nb = 2\n")
    (package / "core" / "inner" / "two.py").write_text("c = 3\nd = 4\n")
    (package / "log.py").write_text("e = 5\n")
    (folder / "pyproject.toml").write_text(
        f'[tool.coverage.run]\nsource = ["photosearch"]\n'
        f"[tool.coverage.report]\nfail_under = {floor}\n"
    )
    data = CoverageData(str(folder / ".coverage"))
    data.add_lines({str(package / "core" / "one.py"): [1, 2], str(package / "log.py"): [1]})
    data.add_lines({str(package / "core" / "inner" / "two.py"): []})
    data.write()
    return subprocess.run(
        [sys.executable, str(SCRIPT)], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("floor", "code"), [(60.0, 0), (60.1, 1)])
def test_packages_are_counted_and_the_floor_is_held(
    tmp_path: Path, floor: float, code: int
) -> None:
    ended = report(tmp_path, floor)
    assert ended.returncode == code, ended.stderr
    core, log, every = (line.split() for line in ended.stdout.splitlines()[:3])
    assert core == ["photosearch/core", "2", "of", "4", "lines", "50.0%"]
    assert log == ["photosearch/log.py", "1", "of", "1", "lines", "100.0%"]
    assert every == ["all", "60.0%,", "floor", f"{floor}%"]
    assert ("test what is new" in ended.stdout) == bool(code)

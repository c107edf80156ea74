"""Print how much of each package the tests ran, and fails below the floor.

`python3 dev.py test` runs it after all tests. The floor is `fail_under` in pyproject.toml.
What runs in a process that a test started, and in threads that Qt started, is not measured.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from coverage import Coverage

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Print the report of what was measured in the current folder; return 1 below the floor."""
    measured = Coverage(config_file="pyproject.toml")
    measured.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        total = measured.json_report(outfile=str(report))
        lines = by_package(json.loads(report.read_text("utf-8"))["files"])
    for name, (ran, of) in sorted(lines.items()):
        print(f"{name:<30} {ran:>6} of {of:>6} lines {ran / max(of, 1):>8.1%}")
    floor = measured.get_option("report:fail_under")
    assert isinstance(floor, float)
    print(f"{'all':<30} {total / 100:>29.1%}, floor {floor / 100:.1%}")
    if total < floor:
        print("Fewer of the lines are run by tests than the floor asks for: test what is new.")
        return 1
    return 0


def by_package(files: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """Return the lines that ran, and all lines, of each folder or file of the program's top."""
    lines: dict[str, tuple[int, int]] = {}
    for path, file in files.items():
        package = "/".join(PurePath(path.replace("\\", "/")).parts[:2])
        summary = file["summary"]
        ran, of = lines.get(package, (0, 0))
        lines[package] = (ran + summary["covered_lines"], of + summary["num_statements"])
    return lines


if __name__ == "__main__":
    sys.exit(main())

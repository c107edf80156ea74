"""Write constraints.txt: the version of each package that the program, its tests and training use.

    python3 dev.py lock             keeps the versions that it holds; what is new gets its newest
    python3 dev.py lock --upgrade   the newest of everything

pip resolves all requirements of pyproject.toml together and installs nothing.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = "constraints.txt"
HEADER = """\
# The versions that dev.py, and with it continuous integration, installs. Written by
# `python3 dev.py lock`; --upgrade takes the newest of everything.
# What only other systems than the one it was written on need is not held.
"""


def main(args: Sequence[str]) -> int:
    """Write the file and return the exit code."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    kept = (ROOT / LOCK).exists() and "--upgrade" not in args
    together, alone = requirements(pyproject)
    try:
        versions = resolve(together, kept) | resolve(alone, kept, "--no-deps")
    except subprocess.CalledProcessError:
        print(
            f"{LOCK} is left as it was: pip found no versions that fit together (what it says "
            "stands above)."
            + (" Those that are held may be what is in the way: add --upgrade." if kept else ""),
            file=sys.stderr,
        )
        return 1
    (ROOT / LOCK).write_text(constraints(versions), encoding="utf-8", newline="\n")
    return 0


def requirements(pyproject: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the requirements that are resolved together, and those that are taken alone.

    Alone is torchvision, for the reason that `prepare_training` in dev.py tells.
    """
    project = pyproject["project"]
    every = [*pyproject["build-system"]["requires"], *project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        every += extra
    alone = [one for one in every if one.startswith("torchvision")]
    return [one for one in every if one not in alone], alone


def resolve(wanted: Sequence[str], kept: bool, *options: str) -> dict[str, str]:
    """Return the version of each package that pip would install into an empty environment.

    Raises:
        CalledProcessError: no versions fit together, or the package index was not reached.
    """
    if not wanted:
        return {}
    held = ["--constraint", LOCK] if kept else []
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
        plan = ["--dry-run", "--ignore-installed", "--report", str(report)]
        subprocess.run([*pip, *plan, *options, *held, *wanted], cwd=ROOT, check=True)
        return versions_in(json.loads(report.read_text("utf-8")))


def versions_in(report: Mapping[str, Any]) -> dict[str, str]:
    """Return name and version of each package in a report of pip.

    A local version, such as that of torch for the CPU, is left out: it is no other release.
    """
    found = [package["metadata"] for package in report["install"]]
    return {
        re.sub(r"[-_.]+", "-", one["name"]).lower(): one["version"].partition("+")[0]
        for one in found
    }


def constraints(versions: Mapping[str, str]) -> str:
    """Return the text of the file."""
    return HEADER + "".join(f"{name}=={versions[name]}\n" for name in sorted(versions))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

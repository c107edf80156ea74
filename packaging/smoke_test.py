"""Check a frozen PhotoSearch as its users run it; needs Python 3.11 and nothing else.

    python3 packaging/smoke_test.py FOLDER [--version VERSION] [--quick]

FOLDER holds `photosearch` and `photosearch-window`: /usr/bin of an installed one, or what
`python3 dev.py package` froze. What needs tools that are not here (a virtual screen, strace) is
skipped and named. The exit code is 1 if anything failed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from smoke import commands, isolation, window
from smoke.program import Program, SmokeFailure, Surroundings

Check = Callable[[Program], str | None]
"""Raises SmokeFailure; returns why it was skipped, or None."""


def checks(version: str, quick: bool) -> list[tuple[str, Check]]:
    """Return names and checks, in their order: later ones use the library of the first."""
    every: list[tuple[str, Check]] = [
        ("version", lambda program: commands.version(program, version)),
        ("index through workers", commands.index),
        ("search", commands.search),
        ("exit codes", commands.exit_codes),
        ("window offscreen", window.offscreen),
        ("second start", window.second_start),
    ]
    if quick:
        return every
    return [
        *every,
        ("duplicates", commands.duplicates),
        ("kill and start again", window.kill),
        ("window on a virtual screen", window.virtual_screen),
        ("other umasks", commands.foreign_umask),
        ("another user", commands.another_user),
        ("a home that cannot be written", commands.no_home),
        ("path with spaces, portable", commands.moved_folder),
        ("no network, nothing written elsewhere", isolation.isolation),
        ("no errors in the log", window.log_without_errors),
    ]


def main() -> int:
    """Run all checks, also after one failed; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--version", default=project_version(), help="the one that it must tell")
    parser.add_argument("--quick", action="store_true", help="only what takes seconds")
    chosen = parser.parse_args()
    surroundings = Surroundings()
    failed = []
    with Program(chosen.folder.absolute(), surroundings) as program:
        before = contents(program.path().resolve().parent)
        for name, check in checks(chosen.version, chosen.quick):
            start = time.monotonic()
            try:
                skipped = check(program)
            except (SmokeFailure, OSError, ValueError, LookupError) as error:
                failed.append(name)
                told = f"FAILED\n{error}"
                program.end_windows()
            else:
                told = f"skipped: {skipped}" if skipped else "ok"
            print(f"{name} ({time.monotonic() - start:.1f} s): {told}", flush=True)
        if contents(program.path().resolve().parent) != before:
            failed.append("the program changed its own folder")
    if failed:
        print(f"FAILED: {', '.join(failed)}; what was left is in {surroundings.base}")
        return 1
    shutil.rmtree(surroundings.base, ignore_errors=True)
    print("All is well.")
    return 0


def contents(folder: Path) -> dict[str, tuple[int, int]]:
    """Return sizes and times of all files below a folder."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for root, _, names in os.walk(folder)
        for path in (Path(root) / name for name in names)
    }


def project_version() -> str:
    """Return the version of this checkout; "" outside of one."""
    import tomllib

    pyproject = Path(__file__).resolve().parents[1] / "pyproject.toml"
    if not pyproject.is_file():
        return ""
    return str(tomllib.loads(pyproject.read_text("utf-8"))["project"]["version"])


if __name__ == "__main__":
    sys.exit(main())

"""Freeze the program with PyInstaller: the same files from the same commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import identity
from linux.elf import elf_files, link_identical, remove_search_paths, strip_symbols
from linux.unused_libraries import leave_out_video, share_blas


def source_date(root: Path) -> int:
    """Return the time that all files get, in seconds since 1970: SOURCE_DATE_EPOCH if it is set,
    else the time of the commit, else that of pyproject.toml."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        return int(found)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return int((root / "pyproject.toml").stat().st_mtime)


def freeze(work: Path, epoch: int) -> Path:
    """Freeze what stands in the checkout; return the folder with the program, on macOS the one
    inside of the application.

    Args:
        work: a folder for what comes of it, emptied before.
        epoch: the time of all files.

    Raises:
        CalledProcessError: PyInstaller failed; what it says stands above.
    """
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (work / "releases.txt").write_text(f"{identity.RELEASES}\n", encoding="utf-8")
    write_for_system(work)
    places = ["--distpath", str(work / "dist"), "--workpath", str(work / "work")]
    spec = Path(__file__).with_name("photosearch.spec")
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, spec],
        cwd=identity.ROOT,
        env={
            **os.environ,
            "PHOTOSEARCH_BUILD": str(work),
            "PYTHONHASHSEED": "0",
            "SOURCE_DATE_EPOCH": str(epoch),
        },
        check=True,
    )
    folder = work / "dist" / identity.NAME
    if sys.platform == "darwin":
        return work / "dist" / f"{identity.NAME}.app" / "Contents" / "MacOS"
    if sys.platform != "win32":
        (folder / "photosearch-window").symlink_to("photosearch")
    if sys.platform.startswith("linux"):
        for path in elf_files(folder):
            remove_search_paths(path)
        strip_symbols(folder)
        leave_out_video(folder)
        share_blas(folder)
        link_identical(folder)
    set_times(folder, epoch)
    return folder


def write_for_system(work: Path) -> None:
    """Write the icon, and what else the file of a program holds on this system, for the
    specification."""
    if sys.platform == "win32":
        from icons import write_ico
        from windows.version_resource import version_resource

        write_ico(work / "photosearch.ico")
        (work / "version.txt").write_text(version_resource(), encoding="utf-8")
    elif sys.platform == "darwin":
        from icons import write_icns

        write_icns(work / "photosearch.icns")


def set_times(folder: Path, epoch: int) -> None:
    """Give all files and folders one time, and the rights of what everybody may read."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            if os.utime in os.supports_follow_symlinks:
                os.utime(path, (epoch, epoch), follow_symlinks=False)
            continue
        if path.is_dir() or (os.access(path, os.X_OK) and is_program(path)):
            path.chmod(0o755)
        else:
            path.chmod(0o644)
        os.utime(path, (epoch, epoch))


def is_program(path: Path) -> bool:
    """Tell whether a file is one that users start: libraries need no right to be run."""
    return path.name in ("photosearch", "photosearch-window") or path.suffix in (".exe", ".sh")

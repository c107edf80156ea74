"""Put a frozen program into a .tar.xz that runs wherever it is unpacked."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path

import identity
from freeze import set_times
from linux.desktop_files import write_share

HERE = Path(__file__).parent


def build_archive(
    program: Path, notices: Path, work: Path, target: Path, epoch: int, level: int
) -> Path:
    """Build the archive; return its path.

    Args:
        program: the frozen folder.
        notices: the licences of all that is in it.
        work: a folder that is made anew.
        target: the folder for the archive.
        epoch: the time of all files.
        level: how hard xz packs, 0 to 9.

    Raises:
        CalledProcessError: tar or xz failed.
    """
    name = f"{identity.NAME}-{identity.VERSION}-linux-{platform.machine()}"
    root = work / "archive" / name
    shutil.rmtree(root.parent, ignore_errors=True)
    shutil.copytree(program, root, symlinks=True)
    write_share(root / "share", epoch)
    shutil.copy(HERE / "install.sh", root / "install.sh")
    shutil.copy(notices, root / "THIRD_PARTY.txt")
    shutil.copy(HERE / "README.txt", root / "README.txt")
    set_times(root, epoch)
    target.mkdir(parents=True, exist_ok=True)
    archive = target / f"{name}.tar.xz"
    owner = ["--owner=0", "--group=0", "--numeric-owner", "--format=posix", "--sort=name"]
    # Else POSIX headers hold the times of reading.
    headers = ["--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime"]
    # Blocks of one size and always more than one thread: the same file on machines of any kind.
    packer = f"xz -T2 -{level} --block-size=48MiB"
    subprocess.run(
        ["tar", *owner, *headers, f"--mtime=@{epoch}", "-I", packer, "-cf", str(archive), name],
        cwd=root.parent,
        env={**os.environ, "LC_ALL": "C"},
        check=True,
    )
    return archive

"""Put a frozen program into a Debian package, with dpkg-deb."""

from __future__ import annotations

import email.utils
import gzip
import hashlib
import os
import shutil
import subprocess
import textwrap
from pathlib import Path

import identity
from freeze import set_times
from linux.desktop_files import write_share
from linux.needs import Needs, needs_of

PREFIX = Path("usr/lib/photosearch")
HERE = Path(__file__).parent
_TEXTS = """
The Apache License 2.0 stands in /usr/share/common-licenses/Apache-2.0, the licences of all parts in
full in THIRD_PARTY.txt.gz in this folder.
"""


def build_deb(
    program: Path,
    texts: tuple[Path, str],
    work: Path,
    target: Path,
    epoch: int,
    level: int,
) -> Path:
    """Build the package; return its path.

    Args:
        program: the frozen folder.
        texts: a file with the licences of all that is in it, and a text with what it is.
        work: a folder that is made anew.
        target: the folder for the package.
        epoch: the time of all files.
        level: how hard xz packs, 0 to 9.

    Raises:
        CalledProcessError: dpkg-deb failed.
        LookupError: a library is needed of which no package is known.
    """
    root = work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    place = root / PREFIX
    shutil.copytree(program, place, symlinks=True)
    programs = root / "usr" / "bin"
    programs.mkdir(parents=True)
    for name in ("photosearch", "photosearch-window"):
        (programs / name).symlink_to(Path("../lib/photosearch") / name)
    share = root / "usr" / "share"
    write_share(share, epoch)
    for page in (share / "man" / "man1").iterdir():
        _compress(page)
    documents = share / "doc" / "photosearch"
    documents.mkdir(parents=True)
    notices, summary = texts
    (documents / "copyright").write_text(f"{summary}\n{_TEXTS}", encoding="utf-8")
    _write_packed(documents / "THIRD_PARTY.txt.gz", notices.read_bytes())
    changes = identity.ROOT / "CHANGELOG.md"
    _write_packed(documents / "CHANGELOG.md.gz", changes.read_bytes())
    _write_packed(documents / "changelog.gz", debian_changelog(epoch).encode())
    overrides = share / "lintian" / "overrides"
    overrides.mkdir(parents=True)
    shutil.copy(HERE / "lintian-overrides", overrides / "photosearch")
    architecture = _architecture()
    control = root / "DEBIAN"
    control.mkdir()
    size = sum(path.lstat().st_size for path in root.rglob("*"))
    (control / "control").write_text(
        control_file(needs_of(program), architecture, size // 1024), encoding="utf-8"
    )
    (control / "md5sums").write_text(_checksums(root), encoding="utf-8")
    set_times(root, epoch)
    target.mkdir(parents=True, exist_ok=True)
    package = target / f"photosearch_{identity.VERSION}_{architecture}.deb"
    subprocess.run(
        [
            "dpkg-deb",
            "--root-owner-group",
            "-Zxz",
            f"-z{level}",
            "--build",
            str(root),
            str(package),
        ],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return package


def control_file(needs: Needs, architecture: str, kilobytes: int) -> str:
    """Return the package's description of itself."""
    glibc = ".".join(map(str, needs.glibc))
    depends = [f"libc6 (>= {glibc})", *needs.packages(needs.required), "fontconfig"]
    homepage = f"Homepage: {identity.HOMEPAGE}\n" if identity.HOMEPAGE else ""
    text = "\n".join(f" {line}" for line in _wrapped(identity.DESCRIPTION))
    return (
        f"Package: photosearch\nVersion: {identity.VERSION}\nArchitecture: {architecture}\n"
        f"Maintainer: {identity.MAINTAINER}\nInstalled-Size: {kilobytes}\n"
        f"Depends: {', '.join(depends)}\n"
        f"Recommends: {', '.join(needs.packages(needs.optional))}\n"
        f"Section: graphics\nPriority: optional\n{homepage}"
        f"Description: {identity.SUMMARY[0].lower()}{identity.SUMMARY[1:]}\n{text}\n"
    )


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 76)


def _architecture() -> str:
    command = ["dpkg", "--print-architecture"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def debian_changelog(epoch: int) -> str:
    """Return a changelog in Debian's form, which points to ours."""
    date = email.utils.formatdate(epoch)
    return (
        f"photosearch ({identity.VERSION}) unstable; urgency=medium\n\n"
        f"  * CHANGELOG.md.gz in this folder tells what changed.\n\n"
        f" -- {identity.MAINTAINER}  {date}\n"
    )


def _compress(path: Path) -> None:
    _write_packed(path.with_name(f"{path.name}.gz"), path.read_bytes())
    path.unlink()


def _write_packed(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, 9, mtime=0))


def _checksums(root: Path) -> str:
    """Return the list that `dpkg --verify` compares an installed package with."""
    lines = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}"
        f"  {path.relative_to(root)}\n"
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts
    ]
    return "".join(lines)

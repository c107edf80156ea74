"""Find what a frozen program needs of a Linux system: libraries and the age of glibc."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dev import QT_LIBRARIES
from linux.elf import elf_files

PACKAGES = {
    **QT_LIBRARIES,
    "libICE.so.6": "libice6",
    "libSM.so.6": "libsm6",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libcrypto.so.3": "libssl3",
    "libssl.so.3": "libssl3",
    "libdrm.so.2": "libdrm2",
    "libgcc_s.so.1": "libgcc-s1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libvulkan.so.1": "libvulkan1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb.so.1": "libxcb1",
    "libgtk-3.so.0": "libgtk-3-0",
    "libgdk-3.so.0": "libgtk-3-0",
    "libcairo-gobject.so.2": "libcairo-gobject2",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangocairo-1.0.so.0": "libpangocairo-1.0-0",
    "libatk-1.0.so.0": "libatk1.0-0",
    "libcairo.so.2": "libcairo2",
    "libgdk_pixbuf-2.0.so.0": "libgdk-pixbuf-2.0-0",
}
"""Debian's packages of the libraries that a system may have to bring. The newer names of some
(libglib2.0-0t64) provide these."""
OPTIONAL = ("platformthemes/libqgtk3.so", "libvulkan-server.so")
"""Plugins that Qt does without where their libraries are missing."""
_GLIBC = re.compile(r"(ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv))\.so\..*")
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+?)\]")
_VERSION = re.compile(r"\bName: (GLIBC|GLIBCXX)_(\d+(?:\.\d+)+)\b")


@dataclass(slots=True)
class Needs:
    """Hold what the files of a folder ask of the system."""

    required: set[str] = field(default_factory=set)
    """Names of libraries (SONAME) that must be there."""
    optional: set[str] = field(default_factory=set)
    """Those that only plugins ask for which Qt does without."""
    glibc: tuple[int, ...] = (2, 0)
    glibcxx: tuple[int, ...] = (3, 4)

    def packages(self, names: Iterable[str]) -> list[str]:
        """Return Debian's packages of some libraries.

        Raises:
            LookupError: nobody has told the package of one.
        """
        unknown = sorted(name for name in names if name not in PACKAGES)
        if unknown:
            raise LookupError(
                f"No Debian package is known for {', '.join(unknown)}: add it to PACKAGES in "
                "packaging/linux/needs.py, or ship the library."
            )
        return sorted({PACKAGES[name] for name in names})


def needs_of(folder: Path) -> Needs:
    """Return what the programs and libraries below a folder need that is not in it."""
    found = Needs()
    files = list(elf_files(folder))
    own = {path.name for path in folder.rglob("*.so*")}
    for path in files:
        told = subprocess.run(
            ["readelf", "--wide", "--dynamic", "--version-info", str(path)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        names = {name for name in _NEEDED.findall(told) if name not in own}
        names = {name for name in names if not _GLIBC.fullmatch(name)}
        kept = found.optional if str(path).endswith(OPTIONAL) else found.required
        kept |= names
        for kind, version in _VERSION.findall(told):
            numbers = tuple(map(int, version.split(".")))
            if kind == "GLIBC":
                found.glibc = max(found.glibc, numbers)
            else:
                found.glibcxx = max(found.glibcxx, numbers)
    found.optional -= found.required
    return found

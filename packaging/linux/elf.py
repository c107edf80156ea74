"""Programs and libraries of Linux (ELF files): find them below a folder, and make them smaller and
the same wherever they were built."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

ELF = b"\x7fELF"
_LOAD, _DYNAMIC = 1, 2
"""Types of segments: what the dynamic linker maps, and what it reads."""
_STRTAB, _RPATH, _RUNPATH = 5, 15, 29
"""Tags of what it reads."""


def elf_files(folder: Path) -> Iterator[Path]:
    """Yield the programs and libraries of Linux below a folder, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(len(ELF)) == ELF:
                    yield path


def strip_symbols(folder: Path) -> int:
    """Remove symbols for debuggers from libraries where that is safe; return the bytes saved.

    Some libraries in wheels were rearranged so that strip leaves segments where the dynamic linker
    does not take them ("ELF load command address/offset not page-aligned"); those stay as they are.
    """
    if shutil.which("strip") is None:
        return 0
    saved = 0
    for path in elf_files(folder):
        if ".so" not in path.name:
            continue  # PyInstaller's starter carries data behind its segments
        smaller = path.with_name(f"{path.name}.stripped")
        command = ["strip", "--strip-unneeded", "-o", str(smaller), str(path)]
        ended = subprocess.run(command, stderr=subprocess.DEVNULL, check=False)
        if ended.returncode == 0 and is_loadable(smaller.read_bytes()):
            saved += path.stat().st_size - smaller.stat().st_size
            shutil.copymode(path, smaller)
            smaller.replace(path)
        else:
            smaller.unlink(missing_ok=True)
    return saved


def remove_search_paths(path: Path) -> None:
    """Empty the places of the build machine in which a library would look for others (RUNPATH).

    Python's own libraries have the folder in which it was built. Places beside the library
    ($ORIGIN) stay.
    """
    content = bytearray(path.read_bytes())
    sections, values = _dynamic(bytes(content))
    for tag, value in values:
        if tag in (_RPATH, _RUNPATH):
            start = sections + value
            end = content.index(b"\0", start)
            if not content[start:end].startswith(b"$ORIGIN"):
                content[start:end] = bytes(end - start)
                path.write_bytes(content)


def _dynamic(elf: bytes) -> tuple[int, list[tuple[int, int]]]:
    """Return where the names of a 64-bit library stand in its file, and its dynamic entries."""
    loads, entries = [], []
    for kind, _, offset, address, _, size, _, _ in _segments(elf):
        if kind == _LOAD:
            loads.append((address, offset, size))
        elif kind == _DYNAMIC:
            entries = list(struct.iter_unpack("<qQ", elf[offset : offset + size]))
    names = next((value for tag, value in entries if tag == _STRTAB), 0)
    for address, offset, size in loads:
        if address <= names < address + size:
            return names - address + offset, entries
    return 0, []


def _segments(elf: bytes) -> Iterator[tuple[int, ...]]:
    """Yield the program headers: type, flags, offset, address, ..., size in the file, ...,
    alignment."""
    (table,) = struct.unpack_from("<Q", elf, 32)
    size, count = struct.unpack_from("<HH", elf, 54)
    for number in range(count):
        yield struct.unpack_from("<IIQQQQQQ", elf, table + number * size)


def link_identical(folder: Path) -> None:
    """Replace libraries that two packages bring, the same to the last bit, by links to the first.

    Their names hold a hash of their content, so only those of one name are compared.
    """
    first: dict[str, Path] = {}
    for path in elf_files(folder):
        kept = first.setdefault(path.name, path)
        if kept is not path and kept.read_bytes() == path.read_bytes():
            path.unlink()
            path.symlink_to(os.path.relpath(kept, path.parent))


def is_loadable(elf: bytes) -> bool:
    """Tell whether all segments of a 64-bit library stand where the dynamic linker takes them."""
    return not any(
        kind == _LOAD and alignment > 1 and (offset - address) % alignment
        for kind, _, offset, address, _, _, _, alignment in _segments(elf)
    )

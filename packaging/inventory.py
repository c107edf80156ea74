"""List what is really inside a frozen program: every file belongs to a package or a library whose
licence is known and allowed.

    python packaging/inventory.py FOLDER     names the parts; exit code 1 if one may not be shipped
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from license_expression import ExpressionError, get_spdx_licensing

import identity
from linux.unused_libraries import is_empty

TABLE = Path(__file__).parent / "licences" / "licences.toml"
_INSIDE = "_internal"
_LIBRARY = re.compile(r".*(\.so(\.[\w.]+)?|\.dll|\.dylib)", re.IGNORECASE)
_EXTENSION = re.compile(r".*(\.cpython-.*|\.abi3|\.cp\d+-.*)\.(so|pyd)|.*\.pyd", re.IGNORECASE)
"""Modules of Python, which belong to their package as its Python files do."""
_OWN = ("models", "resources", "LICENSE", "NOTICE", "child_environment.py")
_BOOTLOADER = "GPL-2.0-or-later WITH Bootloader-exception"


class UnknownPart(Exception):
    """Tell of files whose licence nobody has written down."""


@dataclass(slots=True)
class Part:
    """Describe a package or library inside the program."""

    name: str
    version: str
    licence: str
    """An SPDX expression."""
    note: str = ""
    files: list[str] = field(default_factory=list)
    bytes: int = 0


@cache
def table() -> dict[str, Any]:
    """Return licences.toml."""
    return tomllib.loads(TABLE.read_text("utf-8"))


def parts_of(program: Path) -> list[Part]:
    """Return the parts of a frozen program, by name.

    Raises:
        UnknownPart: with all files that belong to nothing.
    """
    owners = package_files()
    parts: dict[str, Part] = {}
    unknown = []
    for name, size, path in contents_of(program, owners):
        part = part_of(name, owners) if path is None or not is_empty(path) else _own()
        if part is None:
            unknown.append(name)
            continue
        kept = parts.setdefault(part.name, part)
        kept.files.append(name)
        kept.bytes += size
    if unknown:
        raise UnknownPart(
            f"Nothing is known of {len(unknown)} files: {', '.join(unknown[:20])}. Leave them out "
            "in packaging/frozen_parts.py, or name their licence in licences/licences.toml."
        )
    return sorted(parts.values(), key=lambda part: part.name.lower())


def contents_of(program: Path, owners: Mapping[str, str]) -> Iterator[tuple[str, int, Path | None]]:
    """Yield name, size and path of all files, and of the modules inside of the starter, which have
    no path of their own."""
    for path in sorted(program.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        size = path.stat().st_size
        if path.parent == program and path.stem == "photosearch":
            modules = list(_modules(path, owners))
            size -= sum(length for _, length, _ in modules)
            yield from modules
        yield path.relative_to(program).as_posix().removeprefix(f"{_INSIDE}/"), size, path


def _modules(starter: Path, owners: Mapping[str, str]) -> Iterator[tuple[str, int, None]]:
    """Yield the Python modules that PyInstaller packed behind its starter, as names of files."""
    from PyInstaller.archive.readers import CArchiveReader

    reader = CArchiveReader(str(starter))
    for archive in (name for name in reader.toc if name.endswith(".pyz")):
        for module, (_, _, length) in reader.open_embedded_archive(archive).toc.items():
            path = module.replace(".", "/")
            package = f"{path}/__init__.py"
            yield package if package in owners else f"{path}.py", length, None


def part_of(name: str, owners: Mapping[str, str]) -> Part | None:
    """Return the part that a file belongs to, None if that is not known.

    Args:
        name: relative to the folder of the program's files.
        owners: of `package_files`.
    """
    top, file = name.split("/")[0], name.rpartition("/")[2]
    if top.startswith("photosearch") or top in _OWN:
        if "/" not in name and top.startswith("photosearch"):
            return Part("PyInstaller's starter", _version("pyinstaller"), _BOOTLOADER)
        return _own()
    if _LIBRARY.fullmatch(file) and not _EXTENSION.fullmatch(file):
        found = _library(file)
        if found is not None:
            return found
    source = re.sub(r"\.pyc$", ".py", name)
    package = owners.get(source) or owners.get(name)
    if package is not None:
        return Part(package, _version(package), licence_of(package))
    if top.startswith("_pyi_"):
        return Part("PyInstaller's starter", _version("pyinstaller"), _BOOTLOADER)
    if _is_python(name):
        return Part("CPython", sys.version.split()[0], "PSF-2.0")
    return None


def _own() -> Part:
    return Part(identity.NAME, identity.VERSION, "Apache-2.0")


def _library(file: str) -> Part | None:
    for entry in table()["library"]:
        if re.fullmatch(entry["file"], file):
            return Part(entry["name"], "", entry["licence"], entry.get("note", ""))
    return None


def _is_python(name: str) -> bool:
    """Tell whether a file is of the standard library."""
    top = name.split("/")[0]
    module = re.sub(r"\.(py|pyc|zip|pyd)$", "", top)
    known = module in sys.stdlib_module_names or module.startswith("_sysconfigdata")
    return known or module == "base_library" or top.startswith("python3")


def package_files() -> dict[str, str]:
    """Return the package that owns each file below site-packages, by its path there."""
    owners = {}
    for distribution in importlib.metadata.distributions():
        name = re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower()
        for path in distribution.files or ():
            owners[path.as_posix()] = name
    return owners


def _version(package: str) -> str:
    return importlib.metadata.version(package)


def licence_of(package: str) -> str:
    """Return the licence of an installed package as SPDX writes it.

    Raises:
        UnknownPart: it does not tell it so, and licences.toml does not either.
    """
    told = table()["packages"].get(package)
    if told is None:
        told = importlib.metadata.metadata(package)["License-Expression"]
    if told is None:
        raise UnknownPart(f"{package} tells no licence: name it in {TABLE.name}, [packages].")
    return str(told)


def forbidden(parts: list[Part]) -> list[str]:
    """Return a sentence for each part whose licence is not allowed."""
    return [
        f"{part.name}: {part.licence} is not among those that {TABLE.name} allows"
        for part in parts
        if not is_allowed(part.licence)
    ]


def is_allowed(licence: str) -> bool:
    """Tell whether a licence is on the list; of alternatives one is enough."""
    try:
        parsed = _licensing().parse(licence, validate=False)
    except ExpressionError:
        return False
    return parsed is not None and _holds(parsed, set(table()["allowed"]))


@cache
def _licensing() -> Any:
    return get_spdx_licensing()


def _holds(expression: Any, allowed: set[str]) -> bool:
    kind = type(expression).__name__
    if kind == "OR":
        return any(_holds(each, allowed) for each in expression.args)
    if kind == "AND":
        return all(_holds(each, allowed) for each in expression.args)
    return expression.render() in allowed


def largest(program: Path, count: int) -> Iterator[tuple[str, int]]:
    """Yield the parts that take most of the disk: name, bytes."""
    parts = sorted(parts_of(program), key=lambda part: -part.bytes)
    for part in parts[:count]:
        yield part.name, part.bytes


def main() -> int:
    """Print the parts, and what may not be shipped; return the exit code."""
    program = Path(sys.argv[1])
    try:
        parts = parts_of(program)
    except UnknownPart as error:
        print(error, file=sys.stderr)
        return 1
    for part in sorted(parts, key=lambda part: -part.bytes):
        print(f"{part.bytes / 1e6:7.1f} MB  {part.name} {part.version}  {part.licence}")
    refused = forbidden(parts)
    print("\n".join(refused), file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

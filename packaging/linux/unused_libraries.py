"""Leave out of a frozen program on Linux the libraries that OpenCV is linked with and never calls.

OpenCV's module is one file for everything that OpenCV does. The program calls two functions of it
(photosearch/library/workers/image_matching.py), yet the dynamic linker asks for FFmpeg, an AVIF
encoder and a second OpenBLAS, 80 MB in all, before it loads the module. FFmpeg would also bring
decoders for video that patents cover. So the video and AVIF libraries are replaced by empty ones of
the same names, and both users of OpenBLAS share one. On Windows FFmpeg is a file of its own, which
frozen_parts.py leaves out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from linux.elf import elf_files

MODULE = Path("_internal/cv2/cv2.abi3.so")
_EMPTIED = re.compile(r"lib(avcodec|avformat|avutil|swscale|avif)-[0-9a-f]+\.so.*")
_BLAS = re.compile(r"libopenblas(?P<threads>[op])-r0-[0-9a-f]+\.(?P<version>[\d.]+)\.so")
_SYMBOL = re.compile(
    r"^(?:[0-9a-f]{16}|\s{16}) (?P<kind>\S) (?P<name>[\w.$]+)(?:@+(?P<version>\S+))?$",
    re.MULTILINE,
)
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+?)\]")
_EMPTY_BYTES = 32_768
Symbols = dict[str, tuple[str, str]]
"""Kind, as nm has it, and version ("" without) of symbols by their names."""


def leave_out_video(program: Path) -> None:
    """Replace FFmpeg and libavif by libraries whose functions end the process when called.

    Does nothing where there is no C compiler, or one of them has more than functions to offer.
    """
    compiler = shutil.which("cc")
    module = program / MODULE
    if compiler is None or not module.exists():
        print("No C compiler (cc): OpenCV's video libraries stay inside.", file=sys.stderr)
        return
    wanted = symbols(module, "--undefined-only")
    for path in sorted(_libraries(program)):
        if not _EMPTIED.fullmatch(path.name):
            continue
        offered = symbols(path, "--defined-only")
        used = {name: offered[name] for name in wanted if name in offered}
        if all(kind in "TWi" for kind, _ in used.values()):
            _write_empty(path, used, compiler)
    remove_unneeded(program)


def is_empty(path: Path) -> bool:
    """Tell whether a file is a library that `leave_out_video` made, in place of the one that its
    name tells."""
    return _EMPTIED.fullmatch(path.name) is not None and path.stat().st_size < _EMPTY_BYTES


def share_blas(program: Path) -> None:
    """Make the OpenBLAS with OpenMP threads stand for the one with POSIX threads.

    Only where both are of one version and the first has all functions that OpenCV takes from the
    second; else both stay.
    """
    found = {match["threads"]: path for path in _libraries(program)
             if (match := _BLAS.fullmatch(path.name))}  # fmt: skip
    module = program / MODULE
    if set(found) != {"o", "p"} or not module.exists():
        return
    versions = {_BLAS.fullmatch(path.name)["version"] for path in found.values()}  # type: ignore[index]
    shared, replaced = found["o"], found["p"]
    offered = symbols(shared, "--defined-only")
    used = set(symbols(module, "--undefined-only")) & set(symbols(replaced, "--defined-only"))
    if len(versions) == 1 and used <= set(offered):
        replaced.unlink()
        replaced.symlink_to(os.path.relpath(shared, replaced.parent))
        # What it needs itself is looked for beside the name by which it was found.
        for needed in _needed(shared):
            beside = replaced.parent / needed
            if (shared.parent / needed).exists() and not beside.exists():
                beside.symlink_to(os.path.relpath(shared.parent / needed, replaced.parent))
        remove_unneeded(program)


def symbols(library: Path, which: str) -> Symbols:
    """Return the dynamic symbols of a library; `which` is an option of nm."""
    command = ["nm", "--dynamic", "--with-symbol-versions", which, str(library)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {
        found["name"]: (found["kind"], found["version"] or "") for found in _SYMBOL.finditer(told)
    }


def remove_unneeded(program: Path) -> None:
    """Remove libraries of packages that no file asks for any more, and links to them."""
    while True:
        needed = {name for path in elf_files(program) for name in _needed(path)}
        idle = [path for path in _libraries(program) if path.name not in needed]
        if not idle:
            break
        for path in idle:
            path.unlink()
    for path in program.rglob("*.so*"):
        if path.is_symlink() and not path.exists():
            path.unlink()


def _libraries(program: Path) -> Iterator[Path]:
    """Yield the libraries, no links, that OpenCV's package brings; and Faiss's, to be shared."""
    for folder in ("opencv_python_headless.libs", "faiss_cpu.libs"):
        for path in (program / "_internal" / folder).glob("*.so*"):
            if not path.is_symlink():
                yield path


def _needed(library: Path) -> set[str]:
    command = ["readelf", "--wide", "--dynamic", str(library)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return set(_NEEDED.findall(told))


def _write_empty(path: Path, used: Symbols, compiler: str) -> None:
    """Write a library in place of another one, with functions of the same names and versions."""
    by_version = defaultdict(list)
    for name, (_, version) in sorted(used.items()):
        by_version[version].append(name)
    source = "".join(f"void {name}(void) {{ __builtin_trap(); }}\n" for name in sorted(used))
    versions = "".join(
        f"{version} {{ global: {'; '.join(names)}; }};\n"
        for version, names in sorted(by_version.items())
        if version
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "empty.c").write_text(source, encoding="ascii")
        Path(folder, "versions").write_text(versions, encoding="ascii")
        script = ["-Wl,--version-script=versions"] if versions else []
        options = ["-shared", "-fPIC", "-O1", "-nostdlib", "-fno-builtin", "-w"]
        linking = [f"-Wl,-soname,{path.name}", "-Wl,--build-id=none", *script]
        made = str(path.resolve())
        subprocess.run(
            [compiler, *options, *linking, "-o", made, "empty.c"], cwd=folder, check=True
        )

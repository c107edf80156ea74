"""Compile the installer for Windows with NSIS, also on other systems: makensis runs everywhere.

    python packaging/windows/installer.py PROGRAM TARGET.exe [VERSION]

package.py does the same on Windows, with icon and signature.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

HERE = Path(__file__).parent
SUFFIXES = (
    *("avif", "bmp", "gif", "heic", "heif", "jp2", "jpeg", "jpg", "jxl", "png", "psd", "tif"),
    *("tiff", "webp", "arw", "cr2", "cr3", "dng", "nef", "orf", "raf", "rw2"),
)
"""Of files that Windows offers to open with the program."""


def build_installer(
    program: Path,
    target: Path,
    version: str,
    *,
    icon: Path | None = None,
    sign: str = "",
    defines: Sequence[str] = (),
) -> Path:
    """Compile the installer; return its path.

    Args:
        program: the frozen folder, with photosearch-window.exe.
        target: the installer to be written.
        version: three numbers.
        icon: an .ico file.
        sign: a command to sign a file with, to which the file's name is added; none if it is empty.
        defines: further options of makensis.

    Raises:
        CalledProcessError: makensis found a mistake, or is content with warnings only.
        FileNotFoundError: NSIS is not installed.
    """
    compiler = makensis()
    with tempfile.TemporaryDirectory() as folder:
        write_lists(program.resolve(), Path(folder))
        options = [f"-DVERSION={version}", f"-DOUTPUT={target.resolve()}", f"-DLISTS={folder}"]
        if icon is not None:
            options.append(f"-DICON={icon.resolve()}")
        if sign:
            options.append(f"-DSIGN={sign}")
        command = [compiler, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *options, *defines]
        subprocess.run([*command, str(HERE / "photosearch.nsi")], check=True)
    return target


def makensis() -> str:
    """Return the compiler; raises FileNotFoundError where there is none."""
    places = [Path(rf"C:\Program Files{kind}\NSIS\makensis.exe") for kind in (" (x86)", "")]
    found = shutil.which("makensis") or next((str(path) for path in places if path.exists()), None)
    if found is None:
        raise FileNotFoundError("makensis was not found: install NSIS 3.08 or newer.")
    return found


def write_lists(program: Path, folder: Path) -> None:
    """Write the commands for each file, so that the uninstaller removes exactly what was there.

    Removing the whole folder would take what a user has put into it.
    """
    files = sorted(
        PurePosixPath(path.relative_to(program).as_posix())
        for path in program.rglob("*")
        if path.is_file()
    )
    lists = {
        "install": install_lines(program, files),
        "uninstall": uninstall_lines(files),
        "associate": (
            f'WriteRegStr SHCTX "Software\\Classes\\.{suffix}\\OpenWithProgids" "${{CLASS}}" ""\n'
            f'WriteRegStr SHCTX "Software\\${{NAME}}\\Capabilities\\FileAssociations" ".{suffix}"'
            f' "${{CLASS}}"\n'
            f'WriteRegStr SHCTX "Software\\Classes\\Applications\\${{PROGRAM}}\\SupportedTypes"'
            f' ".{suffix}" ""\n'
            for suffix in SUFFIXES
        ),
        "dissociate": (
            f'DeleteRegValue SHCTX "Software\\Classes\\.{suffix}\\OpenWithProgids" "${{CLASS}}"\n'
            f'DeleteRegKey /ifempty SHCTX "Software\\Classes\\.{suffix}\\OpenWithProgids"\n'
            f'DeleteRegKey /ifempty SHCTX "Software\\Classes\\.{suffix}"\n'
            for suffix in SUFFIXES
        ),
    }
    for name, lines in lists.items():
        # With a byte order mark, by which makensis knows UTF-8.
        (folder / f"{name}.nsh").write_text("".join(lines), encoding="utf-8-sig")


def install_lines(program: Path, files: Sequence[PurePosixPath]) -> Iterator[str]:
    """Yield the commands that install files, with their folders."""
    current: PurePosixPath | None = None
    for file in files:
        if file.parent != current:
            current = file.parent
            yield f'SetOutPath "{_installed(current)}"\n'
        yield f'File "/oname={_escaped(file.name)}" "{program / file}"\n'


def uninstall_lines(files: Sequence[PurePosixPath]) -> Iterator[str]:
    """Yield the commands that remove files, then their folders where they are empty."""
    for file in files:
        yield f'Delete "{_installed(file)}"\n'
    folders = {folder for file in files for folder in file.parents if folder.parts}
    for folder in sorted(folders, key=lambda path: (-len(path.parts), str(path))):
        yield f'RMDir "{_installed(folder)}"\n'


def _installed(path: PurePosixPath) -> str:
    inside = str(PureWindowsPath(path)) if path.parts else ""
    return "$INSTDIR\\" + _escaped(inside) if inside else "$INSTDIR"


def _escaped(text: str) -> str:
    return text.replace("$", "$$")


if __name__ == "__main__":
    build_installer(
        Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "0.1.0"
    )

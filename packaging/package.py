"""Build the installers that this system can build, and test the frozen program.

    python3 dev.py package [--out DIR] [--fast] [--no-smoke-test]

On Linux: a Debian package and a .tar.xz that runs where it is unpacked. On Windows an installer if
NSIS is there, and a .zip. On macOS a .dmg. With each: THIRD_PARTY.txt, a bill of materials
(CycloneDX) and SHA256SUMS. The same commit gives the same files; packaging/README.md tells what is
not proven.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import subprocess
import sys
from pathlib import Path

import identity
from freeze import freeze, source_date
from inventory import Part, UnknownPart, forbidden, parts_of
from sbom import sbom
from third_party import notices, summary

WORK = identity.ROOT / "build" / "package"
HERE = Path(__file__).parent
LARGEST = 10
LEVEL, FAST_LEVEL = 3, 0


def main() -> int:
    """Freeze, check, pack; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=identity.ROOT / "dist")
    parser.add_argument("--fast", action="store_true", help="pack little: for trying things out")
    parser.add_argument("--no-smoke-test", action="store_true", help="only build")
    chosen = parser.parse_args()
    sys.path.append(str(identity.ROOT))  # for dev.py, and the command line for its manual page
    epoch = source_date(identity.ROOT)
    say("Freezing ...")
    program = freeze(WORK, epoch)
    try:
        parts = parts_of(program)
    except UnknownPart as error:
        say(str(error))
        return 1
    refused = forbidden(parts)
    if refused:
        say("\n".join(refused))
        return 1
    tell_sizes(parts)
    if not chosen.no_smoke_test and smoke_test(program) != 0:
        return 1
    out: Path = chosen.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    third_party = out / "THIRD_PARTY.txt"
    third_party.write_text(notices(parts), encoding="utf-8", newline="\n")
    bill = out / f"{identity.NAME}-{identity.VERSION}-{sys.platform}.cdx.json"
    bill.write_text(sbom(parts, epoch), encoding="utf-8", newline="\n")
    level = FAST_LEVEL if chosen.fast else LEVEL
    packages = pack(program, (third_party, summary(parts)), out, epoch, level)
    made = [third_party, bill, *packages]
    sums = "".join(f"{digest(path)}  {path.name}\n" for path in sorted(made))
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    for path in made:
        say(f"{path.stat().st_size / 1e6:8.1f} MB  {path}")
    return 0


def pack(program: Path, texts: tuple[Path, str], out: Path, epoch: int, level: int) -> list[Path]:
    """Build what this system installs; return the files.

    Args:
        program: the frozen folder.
        texts: a file with the licences of all that is in it, and a text with what it is.
        out: the folder for the files.
        epoch: the time of all files.
        level: how hard xz packs, 0 to 9.
    """
    name = f"{identity.NAME}-{identity.VERSION}"
    machine = platform.machine().lower()
    if sys.platform == "win32":
        return pack_for_windows(program, out, f"{name}-windows-{machine}", epoch)
    if sys.platform == "darwin":
        return [pack_for_macos(program.parents[1], out / f"{name}-macos-{machine}.dmg")]
    from linux.archive import build_archive
    from linux.deb import build_deb

    say("Building the Debian package and the archive; this takes a few minutes ...")
    return [
        build_deb(program, texts, WORK, out, epoch, level),
        build_archive(program, texts[0], WORK, out, epoch, level),
    ]


def pack_for_windows(program: Path, out: Path, name: str, epoch: int) -> list[Path]:
    """Build the archive that runs where it is unpacked, and the installer if NSIS is there."""
    from windows.installer import build_installer
    from windows.zip_archive import build_zip

    sign = ["powershell", "-ExecutionPolicy", "Bypass", "-File", str(HERE / "windows" / "sign.ps1")]
    for file in sorted(program.glob("*.exe")):
        subprocess.run([*sign, str(file)], check=True)
    made = [build_zip(program, out / f"{name}.zip", epoch)]
    try:
        made.append(
            build_installer(
                program,
                out / f"{name}-setup.exe",
                identity.VERSION,
                icon=WORK / "photosearch.ico",
                sign=subprocess.list2cmdline(sign),
            )
        )
    except FileNotFoundError as error:
        say(f"No installer: {error}")
    return made


def pack_for_macos(app: Path, image: Path) -> Path:
    """Sign the application, put it into a disk image, have that notarised; where the secrets for it
    are missing, the scripts say so."""
    for script, *files in (("sign", app), ("dmg", app, image), ("notarise", image)):
        subprocess.run([HERE / "macos" / f"{script}.sh", *files], check=True)
    return image


def smoke_test(program: Path) -> int:
    """Run the frozen program as its users do; return the exit code of the test."""
    return subprocess.run([sys.executable, HERE / "smoke_test.py", program], check=False).returncode


def tell_sizes(parts: list[Part]) -> None:
    """Print how large the program is, and its largest parts."""
    total = sum(part.bytes for part in parts)
    say(f"{total / 1e6:.0f} MB in {sum(len(part.files) for part in parts)} files, of that:")
    for part in sorted(parts, key=lambda part: -part.bytes)[:LARGEST]:
        say(f"{part.bytes / 1e6:8.1f} MB  {part.name} {part.version}")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def say(text: str) -> None:
    """Write to stderr, at once."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

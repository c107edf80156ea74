"""What a Linux system is told of the program, and the scripts that install and try it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import typer.main
from PIL import Image

import identity
from linux import deb, desktop_files, needs
from photosearch.cli.main import make_app
from tests.test_docs import commands

ROOT = Path(__file__).parents[2]
LINUX = ROOT / "packaging" / "linux"
EPOCH = 1_700_000_000
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="for Linux, which Windows is not")


def run(*command: str | Path) -> str:
    """What a tool says; it must be content."""
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


def needs_tool(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")


@needs_tool("desktop-file-validate")
def test_the_desktop_entry_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "photosearch.desktop"
    path.write_text(desktop_files.desktop_entry(), encoding="utf-8")
    assert run("desktop-file-validate", path) == ""


def test_the_desktop_entry_starts_the_window_with_the_files() -> None:
    lines = desktop_files.desktop_entry().splitlines()
    assert "Exec=photosearch-window %F" in lines
    (kinds,) = [line for line in lines if line.startswith("MimeType=")]
    assert "image/jpeg;" in kinds
    assert "@" not in kinds


@needs_tool("appstreamcli")
def test_the_metadata_for_software_centres_are_valid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "HOMEPAGE", "https://example.org/photosearch")
    path = tmp_path / f"{identity.APP_ID}.metainfo.xml"
    path.write_text(desktop_files.metainfo(EPOCH), encoding="utf-8")
    run("appstreamcli", "validate", "--no-net", path)


@pytest.mark.parametrize("homepage", ["", "https://example.org/a&b"])
def test_the_metadata_name_the_present_version(
    homepage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "HOMEPAGE", homepage)
    tree = ET.fromstring(desktop_files.metainfo(EPOCH))
    assert tree.findtext("id") == identity.APP_ID
    assert identity.VERSION in [each.get("version") for each in tree.iter("release")]
    assert len(tree.findall("url")) == (3 if homepage else 0)


def test_the_manual_page_tells_every_command_and_option() -> None:
    page = desktop_files.manual_page(EPOCH).replace("\\-", "-")
    for name, command in commands(typer.main.get_command(make_app(lambda _folder, _files: 0))):
        if name != "photosearch" and not getattr(command, "commands", None):
            assert f".B {name.removeprefix('photosearch ')}\n" in page
    assert "--min-level" in page
    assert "130 cancelled" in page


@needs_tool("man")
def test_the_manual_page_has_no_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "photosearch.1"
    path.write_text(desktop_files.manual_page(EPOCH), encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "100"}
    command = ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", str(path)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert ended.stderr == ""


def test_icons_are_drawn_in_all_sizes(tmp_path: Path) -> None:
    # In a process of its own: it makes a QGuiApplication.
    code = "import sys, pathlib; from linux import desktop_files as d;"
    code += "d.write_icons(pathlib.Path(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(tmp_path)]
    subprocess.run(command, cwd=LINUX.parent, check=True)
    for size in desktop_files.ICON_SIZES:
        with Image.open(tmp_path / f"{size}x{size}" / "apps" / "photosearch.png") as image:
            assert image.size == (size, size)
            middle = image.getpixel((size // 2, size // 2))
            assert isinstance(middle, tuple)
            assert middle[3] == 255
    assert (tmp_path / "scalable" / "apps" / "photosearch.svg").is_file()


def test_the_package_depends_on_what_its_files_need() -> None:
    found = needs.Needs({"libGL.so.1", "libssl.so.3"}, {"libgtk-3.so.0"}, (2, 35), (3, 4, 29))
    text = deb.control_file(found, "amd64", 1234)
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Depends"] == "libc6 (>= 2.35), libgl1, libssl3, fontconfig"
    assert fields["Recommends"] == "libgtk-3-0"
    assert fields["Version"] == identity.VERSION
    assert fields["Installed-Size"] == "1234"
    with pytest.raises(LookupError, match=r"libnew\.so\.7"):
        found.packages(["libnew.so.7"])


@pytest.mark.skipif(sys.platform != "linux", reason="for libraries of Linux")
@needs_tool("readelf")
def test_needs_are_read_out_of_the_files(tmp_path: Path) -> None:
    shutil.copy(os.path.realpath(sys.executable), tmp_path / "python")
    found = needs.needs_of(tmp_path)
    assert found.glibc >= (2, 17)
    assert not [name for name in found.required if name.startswith(("libc.", "libm.", "ld-"))]


SCRIPTS = sorted((ROOT / "packaging").rglob("*.sh"))


def shellcheck() -> Path | None:
    """The program, also where it came as a Python package."""
    beside = Path(sys.executable).with_name("shellcheck")
    found = shutil.which("shellcheck")
    return beside if beside.exists() else Path(found) if found else None


@pytest.mark.skipif(shellcheck() is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_have_no_known_traps(script: Path) -> None:
    program = shellcheck()
    assert program is not None
    run(program, script)
    assert os.access(script, os.X_OK)


def installed(home: Path) -> set[str]:
    """All files but the list that the desktop keeps of its entries."""
    files = {path.relative_to(home).as_posix() for path in home.rglob("*") if not path.is_dir()}
    return files - {".local/share/applications/mimeinfo.cache"}


def test_the_archive_is_installed_for_one_user_and_away_again(tmp_path: Path) -> None:
    source = tmp_path / "unpacked – ñ"
    (source / "share" / "applications").mkdir(parents=True)
    (source / "share" / "icons" / "hicolor" / "48x48" / "apps").mkdir(parents=True)
    (source / "share" / "icons" / "hicolor" / "48x48" / "apps" / "photosearch.png").touch()
    (source / "share" / "man" / "man1").mkdir(parents=True)
    (source / "share" / "man" / "man1" / "photosearch.1").touch()
    entry = source / "share" / "applications" / "photosearch.desktop"
    entry.write_text(desktop_files.desktop_entry(), encoding="utf-8")
    for name in ("photosearch", "photosearch-window"):
        (source / name).write_text("#!/bin/sh\necho PhotoSearch\n")
        (source / name).chmod(0o755)
    shutil.copy(LINUX / "install.sh", source)
    home = tmp_path / "home – ñ"
    (home / ".local" / "share" / "PhotoSearch" / "library").mkdir(parents=True)
    (home / ".local" / "share" / "PhotoSearch" / "library" / "catalog.db").touch()
    before = installed(home)
    environment = {"HOME": str(home), "PATH": os.environ["PATH"]}
    command = [str(source / "install.sh")]
    for _ in range(2):  # the second time over the first
        subprocess.run(command, env=environment, check=True, capture_output=True)
    program = home / ".local" / "bin" / "photosearch"
    assert subprocess.run([program], capture_output=True, check=True).stdout == b"PhotoSearch\n"
    text = (home / ".local/share/applications/photosearch.desktop").read_text("utf-8")
    place = home / ".local" / "share" / "photosearch-program"
    assert f'Exec="{place}/photosearch-window" %F' in text
    again = subprocess.run([place / "install.sh"], env=environment, capture_output=True)
    assert again.returncode == 3
    gone = [str(place / "install.sh"), "--uninstall"]
    subprocess.run(gone, env=environment, check=True, capture_output=True)
    assert installed(home) == before

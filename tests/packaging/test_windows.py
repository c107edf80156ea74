"""The files for Windows, as far as they can be checked on any system."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from PIL import Image

import identity
from windows import installer, version_resource, zip_archive

WINDOWS = Path(__file__).parents[2] / "packaging" / "windows"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A stand-in for the frozen program."""
    folder = tmp_path / "program"
    for name in (
        "photosearch.exe",
        "photosearch-window.exe",
        "_internal/Qt plugins/ä – 日本 $x.txt",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return folder


def test_the_manifest_allows_long_paths_and_sharp_screens() -> None:
    tree = ET.parse(WINDOWS / "photosearch.manifest")
    told = {each.tag.rpartition("}")[2]: (each.text or "").strip() for each in tree.iter()}
    assert told["longPathAware"] == "true"
    assert told["dpiAwareness"] == "PerMonitorV2"
    assert told["activeCodePage"] == "UTF-8"


def test_the_version_resource_tells_the_version() -> None:
    text = version_resource.version_resource()
    ast.parse(text)
    assert identity.VERSION in text
    assert str((*(int(part) for part in identity.VERSION.split(".")), 0)) in text


def test_the_uninstaller_removes_what_was_installed_and_no_folder_as_a_whole(
    program: Path, tmp_path: Path
) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    installer.write_lists(program, lists)
    install = (lists / "install.nsh").read_text("utf-8-sig")
    uninstall = (lists / "uninstall.nsh").read_text("utf-8-sig")
    assert install.count("File ") == uninstall.count("Delete ") == 3
    assert r'Delete "$INSTDIR\_internal\Qt plugins\ä – 日本 $$x.txt"' in uninstall
    assert "/r" not in uninstall
    assert uninstall.index(r'"$INSTDIR\_internal\Qt plugins"') < uninstall.index(
        r'"$INSTDIR\_internal"'
    )


def test_kinds_of_files_are_offered_and_not_taken(program: Path, tmp_path: Path) -> None:
    installer.write_lists(program, tmp_path)
    lines = (tmp_path / "associate.nsh").read_text("utf-8-sig").splitlines()
    assert len(lines) == 3 * len(installer.SUFFIXES)
    for line in lines:
        assert any(
            word in line for word in ("OpenWithProgids", "FileAssociations", "SupportedTypes")
        )
    text = (WINDOWS / "photosearch.nsi").read_text("utf-8")
    assert "UserChoice" not in text


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis (NSIS) is not installed")
def test_the_installer_is_compiled_without_a_warning(program: Path, tmp_path: Path) -> None:
    made = installer.build_installer(program, tmp_path / "photosearch-setup.exe", "1.2.3")
    content = made.read_bytes()
    assert content[:2] == b"MZ"
    assert "1.2.3".encode("utf-16-le") in content


def test_without_nsis_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    if Path(r"C:\Program Files (x86)\NSIS").exists():
        pytest.skip("NSIS is where it is looked for")
    with pytest.raises(FileNotFoundError, match="install NSIS"):
        installer.makensis()


def test_the_archive_is_the_same_each_time(program: Path, tmp_path: Path) -> None:
    first = zip_archive.build_zip(program, tmp_path / "a.zip", 1_700_000_000)
    second = zip_archive.build_zip(program, tmp_path / "b.zip", 1_700_000_000)
    assert first.read_bytes() == second.read_bytes()
    top = f"PhotoSearch-{identity.VERSION}/"
    with zipfile.ZipFile(first) as archive:
        assert f"{top}_internal/Qt plugins/ä – 日本 $x.txt" in archive.namelist()


@pytest.mark.skipif(shutil.which("pwsh") is None, reason="PowerShell (pwsh) is not installed")
def test_without_a_certificate_nothing_is_signed_and_that_is_said(tmp_path: Path) -> None:
    command = ["pwsh", "-NoProfile", "-File", str(WINDOWS / "sign.ps1"), str(tmp_path / "x.exe")]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "not signed" in ended.stdout


def test_icons(tmp_path: Path) -> None:
    # In a process of its own: it makes a QGuiApplication.
    code = (
        "import sys, pathlib, icons; folder = pathlib.Path(sys.argv[1]);"
        "icons.write_ico(folder / 'x.ico'); icons.write_icns(folder / 'x.icns')"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=WINDOWS.parent, check=True)
    with Image.open(tmp_path / "x.ico") as image:
        assert {(16, 16), (32, 32), (256, 256)} <= image.info["sizes"]
    with Image.open(tmp_path / "x.icns") as image:
        assert max(size[0] * size[2] for size in image.info["sizes"]) == 1024


def test_the_scripts_that_need_wine_are_there() -> None:
    if sys.platform == "win32":
        pytest.skip("Windows knows no executable bit")
    assert (WINDOWS / "test_installer.sh").stat().st_mode & 0o100

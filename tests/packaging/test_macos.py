"""The files for macOS, as far as they can be checked on any system: every script is run dry."""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

import identity
from macos.info_plist import info_plist

MACOS = Path(__file__).parents[2] / "packaging" / "macos"
SECRETS = {
    "MACOS_IDENTITY": "Developer ID Application: Somebody (ABC)",
    "MACOS_APPLE_ID": "somebody@example.org",
    "MACOS_TEAM_ID": "ABC",
    "MACOS_PASSWORD": "very-secret",
}
posix = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A stand-in for the application."""
    folder = tmp_path / "with spaces" / "PhotoSearch.app"
    for name in ("MacOS/photosearch", "Frameworks/libqt.dylib", "Frameworks/x.so", "Info.plist"):
        path = folder / "Contents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (folder / "Contents" / "MacOS" / "photosearch").chmod(0o755)
    return folder


def dry_run(script: str, *args: Path, secrets: bool) -> str:
    """What a script would do."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MACOS_")}
    environment = {**kept, **(SECRETS if secrets else {}), "DRY_RUN": "1"}
    command = [MACOS / script, *args]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_information_is_a_property_list_that_tells_what_the_program_opens() -> None:
    told = plistlib.loads(plistlib.dumps(info_plist()))
    assert told["CFBundleShortVersionString"] == identity.VERSION
    assert told["NSHighResolutionCapable"] is True
    types = {
        kind for entry in told["CFBundleDocumentTypes"] for kind in entry["LSItemContentTypes"]
    }
    assert {"public.jpeg", "public.heic", "public.camera-raw-image"} <= types
    assert all(entry["LSHandlerRank"] == "Alternate" for entry in told["CFBundleDocumentTypes"])
    assert "photos" in told["NSPhotoLibraryUsageDescription"]
    assert not [name for name in told if "ScreenCapture" in name], "asked for when it is used"


def test_the_hardened_runtime_is_opened_no_further_than_python_needs() -> None:
    told = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert told == {
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
        "com.apple.security.cs.disable-library-validation": True,
    }


@posix
def test_all_inside_is_signed_before_the_application(app: Path) -> None:
    lines = dry_run("sign.sh", app, secrets=True).splitlines()
    signed = [line.rpartition(" ")[2] for line in lines if "codesign --force" in line]
    assert [Path(name).name for name in signed[:3]] == ["photosearch", "x.so", "libqt.dylib"]
    assert signed[-1].endswith("PhotoSearch.app")
    assert all("--options runtime" in line for line in lines if "--force" in line)
    assert "--verify --deep --strict" in lines[-1]


@posix
def test_without_secrets_it_is_said(app: Path) -> None:
    assert "MACOS_IDENTITY is not set" in dry_run("sign.sh", app, secrets=False)
    image = app.parent / "PhotoSearch.dmg"
    assert "not signed" in dry_run("dmg.sh", app, image, secrets=False)
    told = dry_run("notarise.sh", image, secrets=False)
    assert "not notarised" in told
    assert "xcrun" not in told


@posix
def test_the_disk_image_has_a_link_to_the_applications(app: Path) -> None:
    told = dry_run("dmg.sh", app, app.parent / "PhotoSearch.dmg", secrets=True)
    assert "ln -s /Applications" in told
    assert "hdiutil create" in told
    assert not (app.parent / "PhotoSearch.dmg").exists()


@posix
def test_it_is_notarised_and_stapled_and_no_password_is_shown(tmp_path: Path) -> None:
    told = dry_run("notarise.sh", tmp_path / "PhotoSearch.dmg", secrets=True)
    assert told.index("notarytool submit") < told.index("stapler staple")
    assert SECRETS["MACOS_PASSWORD"] not in told


@posix
@pytest.mark.parametrize("script", ["sign.sh", "dmg.sh"])
def test_what_is_not_there_is_said(script: str, tmp_path: Path) -> None:
    command = [MACOS / script, tmp_path / "no.app", tmp_path / "x.dmg"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 3

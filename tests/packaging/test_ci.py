"""The workflow of a public forge and the Flatpak manifest, as far as linters here can tell."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import identity

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
FLATPAK = ROOT / "packaging" / "linux" / "flatpak" / f"{identity.APP_ID}.yml"
TEXT = WORKFLOW.read_text("utf-8")


def test_actions_are_held_to_a_commit() -> None:
    used = re.findall(r"uses: (.*)", TEXT)
    assert len(used) >= 6
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_all_systems_test_and_build() -> None:
    test, package = (set(re.split(r", ", found)) for found in re.findall(r"system: \[(.*)\]", TEXT))
    assert {"windows-2022", "macos-15-intel", "macos-15"} <= test & package
    assert {"ubuntu-22.04", "ubuntu-24.04"} <= test
    for command in ("dev.py test", "dev.py package", "smoke_test.py", "sha256sum"):
        assert command in TEXT, command


def test_what_it_runs_is_there() -> None:
    for path in re.findall(r"\bpackaging/[\w./-]+", TEXT):
        assert (ROOT / path).is_file(), path


def test_it_is_yaml() -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    told = yaml.safe_load(TEXT)
    assert set(told["jobs"]) == {"test", "package", "release"}
    assert told["permissions"] == {"contents": "read"}
    flatpak = yaml.safe_load(FLATPAK.read_text("utf-8"))
    assert flatpak["id"] == identity.APP_ID
    assert flatpak["command"] == "photosearch-window"
    assert "--filesystem=host" not in flatpak["finish-args"]


def test_the_flatpak_takes_the_archive_of_this_version() -> None:
    name = f"{identity.NAME}-{identity.VERSION}-linux-x86_64.tar.xz"
    assert f"path: ../../../dist/{name}\n" in FLATPAK.read_text("utf-8")


@pytest.mark.parametrize(
    "tool", [["actionlint"], ["zizmor", "--offline", "--no-progress"]], ids=lambda tool: tool[0]
)
def test_linters_are_content(tool: list[str]) -> None:
    beside = Path(sys.executable).with_name(tool[0])
    program = str(beside) if beside.exists() else shutil.which(tool[0])
    if program is None:
        pytest.skip(f"{tool[0]} is not installed")
    command = [program, *tool[1:], str(WORKFLOW)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.skipif(
    shutil.which("flatpak-builder") is None, reason="flatpak-builder is not installed"
)
def test_flatpak_builder_reads_the_manifest() -> None:
    command = ["flatpak-builder", "--show-manifest", str(FLATPAK)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "WARNING" not in ended.stderr

"""constraints.txt holds a version of all that pyproject.toml asks for, and the hooks follow it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def read(text: str) -> dict[str, Version]:
    """The versions that a constraints file holds."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {name: Version(version) for name, version in (line.split("==") for line in lines)}


LOCKED = read((ROOT / "constraints.txt").read_text("utf-8"))


def wanted() -> Iterator[Requirement]:
    """All requirements of pyproject.toml."""
    project = PYPROJECT["project"]
    for one in (
        *PYPROJECT["build-system"]["requires"],
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ):
        yield Requirement(one)


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/lock.py as a module that works on a project in `tmp_path`."""
    spec = importlib.util.spec_from_file_location("lock", ROOT / "packaging" / "lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling>=1"]\n'
        '[project]\ndependencies = ["numpy>=2"]\n'
        '[project.optional-dependencies]\ntrain = ["torch==2.13.0", "torchvision==0.28.0"]\n'
    )
    return module


@pytest.fixture
def pips(lock: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What pip is called with; it finds version 1.0 of whatever it is asked for."""
    calls: list[list[str]] = []

    def run(command: Sequence[str], **_options: Any) -> None:
        calls.append(list(command))
        names = [part.partition("=")[0].partition(">")[0] for part in command if "=" in part]
        found = [{"metadata": {"name": name.capitalize(), "version": "1.0+cpu"}} for name in names]
        report = Path(command[command.index("--report") + 1])
        report.write_text(json.dumps({"install": found}))

    monkeypatch.setattr(lock.subprocess, "run", run)
    return calls


def test_every_requirement_has_a_version_that_satisfies_it() -> None:
    unlike = [
        str(one)
        for one in wanted()
        if (version := LOCKED.get(canonicalize_name(one.name))) is None
        or not one.specifier.contains(version, prereleases=True)
    ]
    assert not unlike, "Run `python3 dev.py lock`."


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what others need is not held")
@pytest.mark.parametrize("name", LOCKED)
def test_what_a_package_needs_is_held_as_well(name: str) -> None:
    try:
        needed = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("not installed")
    if name == "torchvision":  # comes without its dependencies
        return
    here = [
        one
        for one in map(Requirement, needed)
        if one.marker is None or one.marker.evaluate({"extra": ""})
    ]
    assert [str(one) for one in here if canonicalize_name(one.name) not in LOCKED] == []


def test_it_names_no_place_and_no_build_of_one_machine() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert list(LOCKED) == sorted(LOCKED)
    assert "://" not in text
    assert not [version for version in LOCKED.values() if version.local]
    assert not [name for name in LOCKED if "cuda" in name or name.startswith("nvidia")]


def test_torchvision_is_resolved_without_the_torch_that_it_asks_for(
    lock: ModuleType, pips: list[list[str]]
) -> None:
    assert lock.main([]) == 0
    together, alone = pips
    assert together[-3:] == ["hatchling>=1", "numpy>=2", "torch==2.13.0"]
    assert "--no-deps" not in together
    assert alone[-2:] == ["--no-deps", "torchvision==0.28.0"]
    written = read((lock.ROOT / "constraints.txt").read_text("utf-8"))
    assert written == dict.fromkeys(("hatchling", "numpy", "torch", "torchvision"), Version("1.0"))


def test_versions_are_kept_unless_the_newest_are_asked_for(
    lock: ModuleType, pips: list[list[str]]
) -> None:
    lock.main([])
    assert "--constraint" not in pips[0]
    lock.main([])
    assert pips[2][pips[2].index("--constraint") + 1] == "constraints.txt"
    lock.main(["--upgrade"])
    assert "--constraint" not in pips[4]


def test_where_nothing_fits_together_the_file_stays(
    lock: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def conflict(command: Sequence[str], **_options: Any) -> None:
        raise subprocess.CalledProcessError(1, list(command))

    monkeypatch.setattr(lock.subprocess, "run", conflict)
    (lock.ROOT / "constraints.txt").write_text("numpy==1.0\n")
    assert lock.main([]) == 1
    assert "--upgrade" in capsys.readouterr().err
    assert (lock.ROOT / "constraints.txt").read_text() == "numpy==1.0\n"


def test_hooks_run_the_tools_of_the_lock_file() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [source["repo"] for source in config["repos"]] == ["local"]
    first, *hooks = config["repos"][0]["hooks"]
    assert (first["entry"], first["always_run"]) == ("python3 dev.py setup", True)
    packages = {"lint-imports": "import-linter"}
    for hook in (first, *hooks):
        assert hook["language"] == "system"
        assert "additional_dependencies" not in hook
    for hook in hooks:
        place, name = hook["entry"].split()[0].rsplit("/", 1)
        assert place == ".venv/bin"
        assert packages.get(name, name) in LOCKED

"""dev.py, the script that sets up, runs and tests: its decisions, with nothing really installed."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """dev.py as a module that believes to stand in `tmp_path`, with a project file there."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    (tmp_path / "constraints.txt").write_text("numpy==2.4.6\n")
    return module


@pytest.fixture
def pips(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What pip is called with; it succeeds. The virtual environment is a folder."""
    calls: list[tuple[str, ...]] = []

    def pip(*args: str) -> int:
        calls.append(args)
        return 0

    def make_venv() -> None:
        dev.VENV.mkdir(exist_ok=True)

    monkeypatch.setattr(dev, "pip", pip)
    monkeypatch.setattr(dev, "make_venv", make_venv)
    monkeypatch.setattr(dev, "venv_works", lambda: dev.VENV.exists())
    monkeypatch.setattr(dev, "install_qt_libraries", lambda: None)
    monkeypatch.setattr(dev, "install_screen_tools", lambda: None)
    return calls


def test_it_uses_the_standard_library_only() -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); import dev\n"
        "print([name for name, module in sys.modules.items()"
        " if 'site-packages' in (getattr(module, '__file__', '') or '')])"
    )
    ended = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_it_installs_once_and_again_when_the_project_or_the_lock_file_changed(
    dev: ModuleType, pips: list[tuple[str, ...]], name: str
) -> None:
    dev.prepare(None)
    assert pips == [("install", "--editable", ".")]
    dev.prepare(None)
    assert len(pips) == 1
    (dev.ROOT / name).write_text("# changed\n")
    dev.prepare(None)
    assert len(pips) == 2


def test_tests_need_more_than_a_run_and_a_run_no_more_than_tests(
    dev: ModuleType, pips: list[tuple[str, ...]]
) -> None:
    dev.prepare(None)
    dev.prepare("dev")
    assert pips[-1] == ("install", "--editable", ".[dev]")
    dev.prepare(None)
    assert len(pips) == 2


def test_a_failed_installation_is_told_and_tried_again(
    dev: ModuleType, pips: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as offline:
        offline.setattr(dev, "pip", lambda *_args: 1)
        with pytest.raises(dev.Problem, match="network"):
            dev.prepare("dev")
    dev.prepare("dev")
    assert len(pips) == 1


def test_a_moved_checkout_is_installed_again(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dev.fingerprint()
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("pyproject.toml", "constraints.txt"):
        (moved / name).write_bytes((tmp_path / name).read_bytes())
    monkeypatch.setattr(dev, "ROOT", moved)
    assert dev.fingerprint() != before


@pytest.mark.parametrize("state", ["absent", "empty", "no python", "dead link", "no pip"])
def test_a_half_made_environment_does_not_count(dev: ModuleType, state: str) -> None:
    if state != "absent":
        dev.python().parent.mkdir(parents=True)
    if state == "no python":
        dev.python().write_text("this is no program")
        dev.python().chmod(0o755)
    elif state == "dead link" and os.name != "nt":
        dev.python().symlink_to("/no/such/python")
    elif state == "no pip" and os.name != "nt":
        dev.python().write_text(f'#!/bin/sh\nexec "{sys.executable}" -S -I "$@"\n')
        dev.python().chmod(0o755)
    assert not dev.venv_works()


def test_an_environment_that_works(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "python", lambda: Path(sys.executable))
    assert dev.venv_works()


def test_an_environment_that_cannot_be_made_is_told(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_ensurepip(*_args: Any, **_options: Any) -> None:
        raise subprocess.CalledProcessError(1, ["ensurepip"])

    monkeypatch.setattr(dev.venv, "create", no_ensurepip)
    with pytest.raises(dev.Problem, match="python3-venv"):
        dev.make_venv()


def test_the_training_extra_comes_with_torchvision_alone(
    dev: ModuleType, pips: list[tuple[str, ...]]
) -> None:
    dev.VENV.mkdir()
    real = (ROOT / "pyproject.toml").read_bytes()
    (dev.ROOT / "pyproject.toml").write_bytes(real)
    assert dev.prepare_training()
    first, second = pips
    wanted = tomllib.loads(real.decode())["project"]["optional-dependencies"]["train"]
    assert second[:2] == ("install", "--no-deps")
    assert sorted(first[1:] + second[2:]) == sorted(wanted)
    assert [name.split("=")[0] for name in second[2:]] == ["torchvision"]
    assert dev.prepare_training()
    assert len(pips) == 2


def test_without_torch_the_tests_go_on_and_it_is_said(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (dev.ROOT / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    monkeypatch.setattr(dev, "pip", lambda *_args: 1)
    assert not dev.prepare_training()
    monkeypatch.setattr(dev, "prepare", lambda extra: None)
    monkeypatch.setattr(dev, "run_all", lambda _steps: 0)
    assert dev.main(["test"]) == 0
    assert "SKIPPED" in capsys.readouterr().err


def test_without_torch_nothing_is_trained(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "prepare", lambda extra: None)
    monkeypatch.setattr(dev, "prepare_training", lambda: False)
    with pytest.raises(dev.Problem, match="torch"):
        dev.main(["train", "finetune-library"])


def test_pip_is_held_to_the_lock_file_also_where_it_builds(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[dict[str, Any]] = []

    def run(command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
        ran.append(options)
        return subprocess.CompletedProcess(list(command), 0)

    monkeypatch.setattr(dev.subprocess, "run", run)
    monkeypatch.delenv("PIP_BUILD_CONSTRAINT", raising=False)
    monkeypatch.setenv("PIP_CONSTRAINT", "ours.txt")
    assert dev.pip("install", "--editable", ".") == 0
    (options,) = ran
    assert options["cwd"] == dev.ROOT
    assert options["env"]["PIP_CONSTRAINT"].split() == ["ours.txt", dev.LOCK]
    assert options["env"]["PIP_BUILD_CONSTRAINT"] == dev.LOCK
    assert not set(dev.LOCK) & set(" \t")
    assert (ROOT / dev.LOCK).is_file()


def test_only_what_is_missing_is_installed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "has_fonts", lambda: False)
    assert dev.missing_packages(lambda _name: True) == []
    assert dev.missing_packages(lambda name: name != "libxcb-cursor.so.0") == [
        *("libxcb-cursor0", "fonts-dejavu-core")
    ]
    assert not dev.loads("libno-such-library.so.0")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Linux")
def test_missing_system_libraries_are_named_to_who_may_not_install(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "loads", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    dev.install_qt_libraries()
    said = capsys.readouterr().err
    assert "sudo apt-get install" in said
    assert "libegl1" in said
    assert "libEGL.so.1" in said


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Linux")
def test_root_on_a_debian_like_system_gets_them(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str], **_options: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(list(command), 0)

    monkeypatch.setattr(dev, "loads", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(dev, "has_fonts", lambda: True)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.subprocess, "run", run)
    dev.install_qt_libraries()
    assert [command[1] for command in commands] == ["-q", "install"]
    assert commands[1][-1] == "libegl1"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="virtual screens are of Linux")
@pytest.mark.parametrize("user", [0, 1000])
def test_what_a_virtual_screen_needs_is_installed_or_named(
    dev: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    user: int,
) -> None:
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str], **_options: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(list(command), 0)

    monkeypatch.setattr(dev.shutil, "which", lambda name: None if name == "xdotool" else "/x")
    monkeypatch.setattr(dev.os, "geteuid", lambda: user)
    monkeypatch.setattr(dev.subprocess, "run", run)
    dev.install_screen_tools()
    if user == 0:
        assert [*commands[-1]] == [*dev.APT, "xdotool"]
    else:
        assert commands == []
        assert "SKIPPED. On a Debian-like system: sudo apt-get" in capsys.readouterr().err


def test_places_of_programs(dev: ModuleType) -> None:
    assert dev.tool("python", windows=False) == dev.VENV / "bin" / "python"
    assert dev.tool("python", windows=True) == dev.VENV / "Scripts" / "python.exe"


def test_one_failure_does_not_hide_the_next(
    dev: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    def step(code: int) -> list[str]:
        return [sys.executable, "-c", f"raise SystemExit({code})"]

    assert dev.run_all([("one", step(0)), ("two", step(0))]) == 0
    assert dev.run_all([("one", step(3)), ("two", step(0)), ("three", step(1))]) == 1
    assert "FAILED: one, three" in capsys.readouterr().err


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="one process has all cores")
def test_each_of_parallel_processes_has_one_thread_for_arithmetic() -> None:
    limits = [os.environ[f"{library}_NUM_THREADS"] for library in ("OMP", "OPENBLAS", "MKL")]
    assert limits == ["1"] * 3


def test_steps_run_offscreen(dev: ModuleType) -> None:
    assert dev.offscreen({"A": "b"}) == {"A": "b", "QT_QPA_PLATFORM": "offscreen"}


def test_commands(
    dev: ModuleType, pips: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, Any]] = []
    monkeypatch.setattr(
        dev,
        "run_program",
        lambda args, program="photosearch": ran.append((program, list(args))) or 0,
    )
    monkeypatch.setattr(
        dev, "run_all", lambda steps: ran.append(("all", [name for name, _ in steps])) or 0
    )
    monkeypatch.setattr(dev, "run_script", lambda *args: ran.append(("script", list(args))) or 0)
    monkeypatch.setattr(dev, "prepare_training", lambda: not ran.append(("training", None)))
    assert dev.main(["run", "search", "a.jpg"]) == 0
    assert dev.main(["check"]) == 0
    assert dev.main(["test"]) == 0
    assert dev.main(["test", "-k", "x"]) == 0
    assert dev.main(["test", "--fast", "-k", "x"]) == 0
    assert dev.main(["setup"]) == 0
    assert dev.main(["lock"]) == 0
    assert dev.main(["lock", "--upgrade"]) == 0
    assert dev.main(["train", "finetune-library"]) == 0
    assert dev.main(["translations"]) == 0
    assert dev.main(["screenshots", "pictures"]) == 0
    assert ran == [
        ("photosearch", ["search", "a.jpg"]),
        ("all", ["formatting", "lint", "layers", "types"]),
        ("training", None),
        ("all", ["formatting", "lint", "layers", "types", "tests", "coverage"]),
        ("training", None),
        ("all", ["formatting", "lint", "layers", "types", "tests"]),
        ("all", ["formatting", "lint", "layers", "tests"]),
        ("script", ["packaging/lock.py"]),
        ("script", ["packaging/lock.py", "--upgrade"]),
        ("training", None),
        ("photosearch.training.cli", ["finetune-library"]),
        ("script", ["packaging/translations.py"]),
        ("script", ["-m", "tests.screen.screenshots", str(Path("pictures").resolve())]),
    ]
    assert dev.tests(["-k", "x"])[1][-2:] == ["-k", "x"]


def test_what_is_fast_leaves_out_torch_screens_and_what_is_slow(
    dev: ModuleType, pips: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(dev, "run_all", lambda steps: ran.extend(steps) or 0)
    assert dev.main(["test", "-x", "--fast"]) == 0
    assert pips == [("install", "--editable", ".[dev]")]
    name, command = ran[-1]
    assert name == "tests"
    assert command[-1] == "-x"
    assert "--fast" not in command
    chosen = command[command.index("pytest") + 1 : -1]
    assert chosen[:4] == ["-n", "auto", "--dist", "loadfile"]
    for folder in ("core", "screen", "training"):
        assert (ROOT / "tests" / folder).is_dir()
        (dev.ROOT / "tests" / folder).mkdir(parents=True)
        (dev.ROOT / "tests" / folder / f"test_{folder}.py").write_text(
            "import pytest\n"
            "def test_quick(): pass\n"
            "@pytest.mark.slow\ndef test_slow(): pass\n"
            "@pytest.mark.train\ndef test_train(): pass\n"
        )
    (dev.ROOT / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\ntestpaths = ["tests"]\nmarkers = ["slow", "train"]\n'
    )
    pytest_here = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--collect-only", "-q"]
    listed = subprocess.run(
        [*pytest_here, *chosen[4:]], cwd=dev.ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [line for line in listed.splitlines() if "::" in line] == [
        "tests/core/test_core.py::test_quick"
    ]


def test_only_all_tests_together_are_held_to_the_floor_of_coverage(
    dev: ModuleType, pips: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(dev, "run_all", lambda steps: ran.extend(name for name, _ in steps) or 0)
    monkeypatch.setattr(dev, "prepare_training", lambda: False)
    dev.main(["test"])
    assert ran[-1] == "tests"
    monkeypatch.setattr(dev, "prepare_training", lambda: True)
    dev.main(["test", "tests/core"])
    assert ran[-1] == "tests"
    dev.main(["test"])
    assert ran[-1] == "coverage"
    assert "--cov" in dict(dev.measured_tests())["tests"]


@pytest.mark.parametrize(
    ("args", "code"),
    [([], 2), (["--help"], 0), (["tset"], 2), (["check", "x"], 2), (["lock", "x"], 2)],
)
def test_help(
    dev: ModuleType, args: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(args) == code
    assert "python3 dev.py run" in capsys.readouterr().out


def test_an_old_python_is_told(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 10, 4))
    with pytest.raises(dev.Problem, match=r"Python 3\.11 or newer is needed, this is 3\.10"):
        dev.main(["run"])


def test_continuous_integration_runs_the_same(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("a shell script")
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "python3"
    fake.write_text('#!/bin/sh\necho "$@"\nexit 7\n')
    fake.chmod(0o755)
    environment = {**os.environ, "PATH": f"{fake.parent}{os.pathsep}{os.environ['PATH']}"}
    ended = subprocess.run(
        [str(script)], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    script_file, command = ended.stdout.split()
    assert Path(script_file).resolve() == ROOT / "dev.py"
    assert (command, ended.returncode) == ("test", 7)

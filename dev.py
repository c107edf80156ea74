#!/usr/bin/env python3
"""Set up, run and test PhotoSearch. Needs Python 3.11 or newer and nothing else.

    python3 dev.py run [ARGS]       the window, or with ARGS the command line
    python3 dev.py test --fast      formatting, lint, layers, and the tests that are quick
    python3 dev.py test             all checks, all tests, and how much of the code they run
    python3 dev.py test ARGS        the checks, then the tests; ARGS go to pytest, --fast apart
    python3 dev.py check            formatting, lint, types, layers; no tests
    python3 dev.py setup            install what the checks and the tests need, nothing else
    python3 dev.py lock [--upgrade] write constraints.txt anew, see there
    python3 dev.py translations     bring the translated words up to date
    python3 dev.py screenshots DIR  pictures of the window in its main states
    python3 dev.py package [ARGS]   installers for this system, tried out, see packaging/README.md
    python3 dev.py train [ARGS]     train an encoder on your own photos, see docs/training.md

Everything is installed into `.venv` beside this file, in the versions that constraints.txt holds,
and again only when that file or pyproject.toml has changed.
Works from any folder. On a Debian-like system and as root, libraries that Qt needs are installed
too; elsewhere they are named.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
LOCK = "constraints.txt"
"""The file beside this one with the version of each package, for pip."""
FAST = ("-m", "not slow and not train", "--ignore=tests/screen", "--ignore=tests/training")
"""What leaves out the tests that are slow, need torch, or drive a real window."""

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What PySide6's modules and window system plugins (xcb, offscreen) load from a Linux system, and
the Debian packages that hold it."""
SCREEN_TOOLS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}
"""What tests/screen drives the real window with, and the Debian packages that hold it."""
APT = ("apt-get", "install", "-y", "--no-install-recommends")
FONTS = "fonts-dejavu-core"
"""Without any font Qt draws no text, and says so in a warning."""


class Problem(Exception):
    """Tell that something outside the program is wrong, in a text that says what to do."""


def main(args: Sequence[str]) -> int:
    """Do what `args` say; the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        wanted, found = (".".join(map(str, v[:2])) for v in (OLDEST_PYTHON, sys.version_info))
        raise Problem(f"Python {wanted} or newer is needed, this is {found}.")
    command, rest = (args[0], args[1:]) if args else ("", ())
    if command == "run":
        prepare(extra=None)
        return run_program(rest)
    if command == "setup" and not rest:
        prepare(extra="dev")
        return 0
    if command == "lock" and [*rest] in ([], ["--upgrade"]):
        ensure_venv()
        return run_script("packaging/lock.py", *rest)
    if command == "check" and not rest:
        prepare(extra="dev")
        return run_all(checks())
    if command == "screenshots" and len(rest) == 1:
        prepare(extra="dev")
        return run_script("-m", "tests.screen.screenshots", str(Path(rest[0]).resolve()))
    if command == "translations" and not rest:
        prepare(extra="dev")
        return run_script("packaging/translations.py")
    if command == "package":
        prepare(extra="package")
        return run_script("packaging/package.py", *rest)
    if command == "train":
        prepare(extra=None)
        if not prepare_training():
            raise Problem(
                "Without torch nothing can be trained. Check the network connection and the space "
                "on the disk (what pip says stands above), then run the same command again."
            )
        return run_program(rest, program="photosearch.training.cli")
    if command == "test" and "--fast" in rest:
        prepare(extra="dev")
        others = [argument for argument in rest if argument != "--fast"]
        return run_all([*quick_checks(), tests([*FAST, *others])])
    if command == "test":
        prepare(extra="dev")
        install_screen_tools()
        with_torch = prepare_training()
        if not with_torch:
            say("The tests of the training module are SKIPPED.")
        # The floor of the coverage is that of all tests.
        measured = measured_tests() if with_torch and not rest else [tests(rest)]
        return run_all([*checks(), *measured])
    print(__doc__)
    return 0 if command in ("-h", "--help", "help") else 2


# ---- setting up ----


def prepare(extra: str | None) -> None:
    """Make `.venv` hold the project, editable, with an optional extra; quick if it does already."""
    ensure_venv()
    what = f".[{extra}]" if extra else "."
    stamp = VENV / f".installed-{extra or 'base'}"
    wanted = fingerprint()
    # Each extra contains the rest, so after `test` nothing is left to install for `run`.
    extras = (VENV / ".installed-dev", VENV / ".installed-package")
    current = {stamp, *extras} if extra is None else {stamp}
    if not any(path.exists() and path.read_text() == wanted for path in current):
        say(f"Installing PhotoSearch and what it needs ({what}); this takes a few minutes ...")
        if pip("install", "--editable", what) != 0:
            raise Problem(
                "The packages could not be installed. Check the network connection (what pip says "
                "stands above) and run the same command again."
            )
        stamp.write_text(wanted)
    install_qt_libraries()


def ensure_venv() -> None:
    """Make `.venv` unless it is there and works."""
    if not venv_works():
        say(f"Making {VENV} ...")
        make_venv()


def make_venv() -> None:
    """Make `.venv` anew. Debian keeps a part of Python that this takes in a package of its own."""
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        raise Problem(
            f"{VENV} could not be made ({error}). On a Debian-like system, install python3-venv; "
            "elsewhere check that the folder can be written and the disk is not full."
        ) from error


def venv_works() -> bool:
    """Tell whether `.venv` holds a Python that runs and has pip; a half-made one has not."""
    if not python().exists():
        return False
    probe = [str(python()), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
    try:
        return subprocess.run(probe, stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def fingerprint() -> str:
    """Return a hash of what decides which packages are needed and where the install points."""
    decisive = [(ROOT / name).read_bytes() for name in ("pyproject.toml", LOCK)]
    return hashlib.sha256(b"\0".join([*decisive, os.fsencode(ROOT)])).hexdigest()


def prepare_training() -> bool:
    """Try to install the extra "train"; whether it is there now.

    torchvision comes without its dependencies, because on Linux the package index's asks for the
    CUDA build of torch; torch itself is taken as pip finds it.
    """
    stamp = VENV / ".installed-train"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return True
    import tomllib  # here, so that an older Python gets as far as being told so

    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    requirements = training_requirements(pyproject)
    alone = [one for one in requirements if one.startswith("torchvision")]
    rest = [one for one in requirements if one not in alone]
    say("Installing torch and what else training needs; this takes a few minutes ...")
    if pip("install", *rest) == 0 and pip("install", "--no-deps", *alone) == 0:
        stamp.write_text(wanted)
        return True
    say("torch could not be installed.")
    return False


def training_requirements(pyproject: Mapping[str, object]) -> list[str]:
    """Return the requirements of the extra "train" in a parsed pyproject.toml."""
    project = pyproject["project"]
    assert isinstance(project, Mapping)
    return list(project["optional-dependencies"]["train"])


def install_qt_libraries() -> None:
    """Install what Qt needs of the system, or name it where that is not ours to do."""
    packages = missing_packages(loads) if sys.platform.startswith("linux") else []
    if packages and not install_packages(packages, "libraries that Qt needs"):
        say(
            "Qt needs system libraries that are missing here. Without them the window cannot open; "
            f"the command line works. {how_to_install(packages)}\n"
            f"On others, find the packages that hold: {', '.join(missing_libraries(loads))}"
        )


def install_screen_tools() -> None:
    """Install what the tests on a virtual screen need, or name it; without it they are skipped."""
    missing = [package for tool, package in SCREEN_TOOLS.items() if shutil.which(tool) is None]
    on_linux = sys.platform.startswith("linux")
    if on_linux and missing and not install_packages(missing, "programs for a virtual screen"):
        say(f"The tests of the real window are SKIPPED. {how_to_install(missing)}")


def install_packages(packages: Sequence[str], what: str) -> bool:
    """Try to install Debian packages, where that may be done without asking; whether it worked."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"Installing {what}: {' '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-q", "update"], env=quiet, check=False)
    return subprocess.run([*APT, *packages], env=quiet, check=False).returncode == 0


def how_to_install(packages: Sequence[str]) -> str:
    """Return the sentence that tells somebody else how."""
    return f"On a Debian-like system: sudo {' '.join([*APT, *packages])}"


def missing_packages(can_load: Callable[[str], bool]) -> list[str]:
    """List Debian packages of libraries that cannot be loaded, and fonts if there are none."""
    packages = [QT_LIBRARIES[name] for name in missing_libraries(can_load)]
    if packages and not has_fonts():
        packages.append(FONTS)
    return packages


def missing_libraries(can_load: Callable[[str], bool]) -> list[str]:
    """List those of `QT_LIBRARIES` that cannot be loaded."""
    return [name for name in QT_LIBRARIES if not can_load(name)]


def loads(name: str) -> bool:
    """Tell whether the dynamic linker finds a library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_fonts() -> bool:
    """Tell whether the system has any scalable font."""
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
    return any(next(folder.rglob("*.[to]tf"), None) for folder in folders)


# ---- running ----


def run_program(args: Sequence[str], program: str = "photosearch") -> int:
    """Run a module with its arguments, in the caller's folder; returns only on Windows."""
    # -P: a file in the caller's folder must not pass for a module of the program.
    command = [str(python()), "-P", "-m", program, *args]
    if os.name != "nt":
        os.execv(command[0], command)  # signals and the exit code are the program's own
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the program got it as well and decides
            continue


def run_script(*args: str) -> int:
    """Run Python with `args`, in the checkout; return its exit code."""
    return subprocess.run([str(python()), *args], cwd=ROOT, check=False).returncode


def checks() -> list[tuple[str, list[str]]]:
    """Return the static checks: name and command."""
    return [*quick_checks(), ("types", module("mypy"))]


def quick_checks() -> list[tuple[str, list[str]]]:
    """Return those of the checks that take seconds."""
    return [
        ("formatting", [*module("ruff"), "format", "--check", "."]),
        ("lint", [*module("ruff"), "check", "."]),
        ("layers", [str(tool("lint-imports"))]),
    ]


def tests(args: Sequence[str]) -> tuple[str, list[str]]:
    """Return the tests: one process per core, each test file in one of them."""
    parallel = ["-n", "auto", "--dist", "loadfile"]
    return ("tests", [*module("pytest"), *parallel, *args])


def measured_tests() -> list[tuple[str, list[str]]]:
    """Return the command of all tests, and that of the report of the lines that they ran."""
    return [
        tests(["--cov", "--cov-report=", "--cov-fail-under=0"]),
        ("coverage", [str(python()), "packaging/coverage_report.py"]),
    ]


def run_all(steps: Iterable[tuple[str, list[str]]]) -> int:
    """Run all steps even if one fails, so that one run tells everything; 1 if one failed."""
    failed = []
    for name, command in steps:
        say(f"== {name}")
        ended = subprocess.run(command, cwd=ROOT, env=offscreen(os.environ), check=False)
        if ended.returncode != 0:
            failed.append(name)
    say(f"FAILED: {', '.join(failed)}" if failed else "All is well.")
    return 1 if failed else 0


def offscreen(environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` in which Qt opens no windows on a screen."""
    return {**environment, "QT_QPA_PLATFORM": "offscreen"}


def pip(*args: str) -> int:
    """Run the pip of `.venv` in the checkout, held to the versions of the lock file."""
    command = [*module("pip"), "--disable-pip-version-check", args[0], "--quiet", *args[1:]]
    return subprocess.run(command, cwd=ROOT, env=locked(os.environ), check=False).returncode


def locked(environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` in which pip keeps to the lock file, beside what it kept to already.

    The variables also reach the process in which pip builds the project, which `--constraint` does
    not; pip takes the second for that from 25.3 on. The path is relative to the checkout, because
    pip splits the variables at spaces.
    """
    names = ("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT")
    kept = {name: f"{environment.get(name, '')} {LOCK}".strip() for name in names}
    return {**environment, **kept}


def module(name: str) -> list[str]:
    """Return the command that runs a module of `.venv`; its scripts may be missing or moved."""
    return [str(python()), "-m", name]


def python() -> Path:
    """Return the Python of `.venv`."""
    return tool("python")


def tool(name: str, windows: bool = os.name == "nt") -> Path:
    """Return a program of `.venv`."""
    return VENV / "Scripts" / f"{name}.exe" if windows else VENV / "bin" / name


def say(text: str) -> None:
    """Write to stderr: stdout belongs to the program that runs."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Problem as problem:
        say(str(problem))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)

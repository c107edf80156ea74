"""What all tests share: isolation from the user's folders, and nothing goes wrong unnoticed.

- The home, settings, data, cache and log folders are temporary ones, for subprocesses too.
- A log record at WARNING or above fails the test, unless the test asks for `caplog` and so looks
  after the records itself.
- With xdist there is a process for each core: numpy and torch keep to one thread in each, because
  threads that wait for a core by spinning made some tests four times as slow.
- What was compiled is kept, whatever the environment says: each of the hundreds of processes that
  tests start would compile the program anew.
- Hypothesis sets no limit of time to an example: on busy cores any takes long once in a while.
- A thread or child process that outlives the test module fails it.
- Photos to work on come from `tests/photos.py`; `from tests.NAME import ...` works everywhere,
  because pytest puts the checkout's root on the path.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import photosearch.gui  # noqa: F401 - sets how PySide makes types, before pytest-qt imports it
from photosearch.core.jobs import RateLimiter
from tests.photos import make_photo

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

_home = pytest.StashKey[Path]()
_LEFTOVER_GRACE_S = 5.0


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows that tests open")


def pytest_configure(config: pytest.Config) -> None:
    """Runs before anything of the program is imported, also in each xdist worker."""
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    home = Path(tempfile.mkdtemp(prefix="photosearch-tests-"))
    config.stash[_home] = home
    os.environ.update(isolated_folders(home))
    for name in [name for name in os.environ if name.startswith("PHOTOSEARCH_")]:
        del os.environ[name]
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if getattr(config.option, "numprocesses", None):
        # xdist starts its processes later, and the libraries read these when they are loaded.
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ[name] = "1"


def pytest_unconfigure(config: pytest.Config) -> None:
    home = config.stash.get(_home, None)
    if home is not None:
        shutil.rmtree(home, ignore_errors=True)


def isolated_folders(home: Path) -> dict[str, str]:
    """Environment variables that put all per-user folders below `home`, on each system."""
    variables = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "roaming",
        "LOCALAPPDATA": home / "local",
        "WIN_PD_OVERRIDE_APPDATA": home / "roaming",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": home / "local",
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
    }
    return {name: str(folder) for name, folder in variables.items()}


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of this test alone: no settings, no library, no log."""
    home = tmp_path / "home"
    home.mkdir()
    for name, value in isolated_folders(home).items():
        monkeypatch.setenv(name, value)
    return home


@pytest.fixture
def unlimited_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every report of progress is passed on, however soon after another: to cancel at one."""
    monkeypatch.setattr(RateLimiter, "__call__", lambda limiter, value: limiter._receive(value))


@pytest.fixture(scope="session")
def photo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve small photos, 00.jpg to 11.jpg, all different. Copy it before you change anything."""
    folder = tmp_path_factory.mktemp("photos")
    for seed in range(12):
        make_photo(folder / f"{seed:02}.jpg", seed)
    return folder


class _Unexpected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test during which something was logged at WARNING or above."""
    handler = _Unexpected()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.messages and "caplog" not in request.fixturenames:
        pytest.fail(
            "Unexpected log records (a test that expects some asks for `caplog`):\n"
            + "\n".join(handler.messages)
        )


@pytest.fixture(autouse=True, scope="module")
def no_leftovers() -> Iterator[None]:
    """Fails the last test of a module that leaves a thread or a child process running."""
    before = set(_running())
    yield
    deadline = time.monotonic() + _LEFTOVER_GRACE_S
    while (left := [item for item in _running() if item not in before]) and (
        time.monotonic() < deadline
    ):
        time.sleep(0.05)
    if left:
        pytest.fail(f"Still running at the end of the module: {left}")


def _running() -> list[object]:
    """Child processes, and threads that keep the program from ending."""
    threads = [thread for thread in threading.enumerate() if not thread.daemon]
    return [*threads, *multiprocessing.active_children()]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Lets output with file names that are not valid Unicode travel between xdist's processes."""
    report = yield
    report.sections = [
        (title, text.encode("utf-8", "backslashreplace").decode())
        for title, text in report.sections
    ]
    return report

"""Run the program under test in surroundings of its own: a home, folders, no screen."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

WINDOWS = sys.platform == "win32"
HARD_NAME = "Fotos & mehr – ñ 日本"
"""Of the folders that it works in: spaces, and letters of several alphabets."""
_SUFFIX = ".exe" if WINDOWS else ""
_KEPT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "WINDIR", "LANG", "LC_ALL", "TZ")
_WAIT_S = 120


class SmokeFailure(Exception):
    """Tell in a sentence what the program did wrong."""


class Surroundings:
    """Hold a home and a temporary folder, both with hard names, below one folder that is ours."""

    def __init__(self, base: Path | None = None) -> None:
        # Short: the path of a socket has no more than 108 bytes.
        self.base = Path(tempfile.mkdtemp(prefix="ps-", dir=base))
        self.base.chmod(0o755)
        self.home = self.base / f"home {HARD_NAME}"
        self.run_folder = self.base / "run"
        self.work = self.base / HARD_NAME
        for folder in (self.home, self.run_folder, self.work):
            folder.mkdir()
        self.run_folder.chmod(0o700)

    def environment(self, more: Mapping[str, str] = {}) -> dict[str, str]:
        """Return the variables of a fresh login without a screen, and `more`."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        places = {
            "HOME": self.home,
            "USERPROFILE": self.home,
            "APPDATA": self.home / "roaming",
            "LOCALAPPDATA": self.home / "local",
            "WIN_PD_OVERRIDE_APPDATA": self.home / "roaming",
            "WIN_PD_OVERRIDE_LOCAL_APPDATA": self.home / "local",
            "TMPDIR": self.run_folder,
            "TEMP": self.run_folder,
            "TMP": self.run_folder,
            "XDG_RUNTIME_DIR": self.run_folder,
        }
        texts = {name: str(folder) for name, folder in places.items()}
        return {"LANG": "C.UTF-8", **kept, **texts, **more}


class Program:
    """Start `photosearch` and `photosearch-window` of one folder.

    Args:
        folder: holds both.
        surroundings: where they run.
        wrap: a command in front of each, such as strace; of subprocess.Popen what `options` tell.
    """

    def __init__(
        self,
        folder: Path,
        surroundings: Surroundings,
        *,
        wrap: Sequence[str] = (),
        more: Mapping[str, str] = {},
        **options: Any,
    ) -> None:
        self.folder = folder
        self.surroundings = surroundings
        self.library = surroundings.home / "library"
        self._wrap = list(wrap)
        self._more = dict(more)
        self._options = options
        self.windows: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self.end_windows()

    def end_windows(self) -> None:
        """End what a failed check has left open."""
        for process in self.windows:
            if process.poll() is None:
                process.kill()
            process.wait()
        self.windows.clear()

    def path(self, name: str = "photosearch") -> Path:
        """Return the file of one of the two programs."""
        return self.folder / f"{name}{_SUFFIX}"

    def run(self, *args: str | Path, expect: int = 0, umask: int = -1) -> str:
        """Run a command to its end; return what it wrote to stdout.

        Raises:
            SmokeFailure: it ended with another code than `expect`, or not at all.
        """
        command = [*self._wrap, str(self.path()), *map(str, args)]
        options = self._options if WINDOWS else {"umask": umask, **self._options}
        try:
            ended = subprocess.run(
                command,
                env=self.surroundings.environment(self._more),
                cwd=self.surroundings.work,
                capture_output=True,
                timeout=_WAIT_S,
                check=False,
                **options,
            )
        except subprocess.TimeoutExpired as error:
            raise SmokeFailure(f"{args}: did not end within {_WAIT_S} s") from error
        out, err = (bytes(text).decode("utf-8", "replace") for text in (ended.stdout, ended.stderr))
        if ended.returncode != expect:
            raise SmokeFailure(
                f"{' '.join(map(str, args))}: exit code {ended.returncode}, not {expect}\n"
                f"{out}{err}{self.log_end}"
            )
        return out

    def json(self, *args: str | Path) -> list[dict[str, Any]]:
        """Run a command of the library with --json; return its objects."""
        out = self.run("--library", self.library, *args, "--json")
        return [json.loads(line) for line in out.splitlines()]

    def start_window(self, *files: Path) -> subprocess.Popen[bytes]:
        """Start the window and wait until it reacts."""
        before = self.reactions
        process = self.start_window_only(*files)
        self.until(lambda: self.reactions > before, "the window to react", process)
        return process

    def start_window_only(self, *files: Path) -> subprocess.Popen[bytes]:
        """Start the window, wait for nothing."""
        program = self.path("photosearch-window")
        # The application of macOS has one program.
        command = [str(program)] if program.exists() else [str(self.path()), "window"]
        process = subprocess.Popen(
            [*self._wrap, *command, "--library", str(self.library), *map(str, files)],
            env=self.surroundings.environment({"QT_QPA_PLATFORM": "offscreen", **self._more}),
            cwd=self.surroundings.work,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self._options,
        )
        self.windows.append(process)
        return process

    def close_window(self, process: subprocess.Popen[bytes]) -> None:
        """Ask the window to close, as the system does at the end of a session.

        Raises:
            SmokeFailure: it does not, or not in peace.
        """
        if WINDOWS:
            subprocess.run(["taskkill", "/PID", str(process.pid)], check=False, capture_output=True)
        else:
            process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(30)
        except subprocess.TimeoutExpired as error:
            raise SmokeFailure("the window did not close within 30 s") from error
        if code != 0:
            raise SmokeFailure(f"the window ended with exit code {code}\n{self.log_end}")

    @property
    def log(self) -> str:
        """Return the log of the program; empty before there is one."""
        found = sorted(self.surroundings.home.rglob("photosearch.log"))
        return "".join(path.read_text("utf-8", "replace") for path in found)

    @property
    def log_end(self) -> str:
        """Return the last lines of the log, to be told when something failed."""
        return "\n".join(self.log.splitlines()[-20:])

    @property
    def reactions(self) -> int:
        """Return how many windows have come to react so far."""
        return self.log.count("started:") + self.log.count("slow start:")

    def until(
        self,
        condition: Callable[[], object],
        what: str,
        process: subprocess.Popen[bytes] | None = None,
    ) -> None:
        """Wait until `condition` holds.

        Raises:
            SmokeFailure: it does not in time, or `process` ended meanwhile.
        """
        end = time.monotonic() + _WAIT_S
        while not condition():
            ended = process is not None and process.poll() is not None
            if ended or time.monotonic() > end:
                why = "the program ended" if ended else f"waited {_WAIT_S} s"
                raise SmokeFailure(f"{why}, waiting for {what}\n{self.log_end}")
            time.sleep(0.05)

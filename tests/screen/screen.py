"""A screen without a monitor, a window manager, and a hand for mouse and keyboard.

Needs Xvfb, openbox and xdotool; `missing()` names what the system lacks.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool")
STEPS = 12
"""Of a drag: programs want to see the mouse move."""


def missing() -> list[str]:
    """Programs that the system lacks."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def until(what: Callable[[], Any], say: str, timeout_s: float = 30) -> Any:
    """Wait until what() is true and return that."""
    end = time.monotonic() + timeout_s
    while not (found := what()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {timeout_s} s for: {say}")
        time.sleep(0.02)
    return found


class Surroundings(Protocol):
    """Where a program runs."""

    environment: dict[str, str]


class Screen:
    """Xvfb with a window manager; a context manager."""

    def __init__(self, width: int = 1400, height: int = 900) -> None:
        reading, writing = os.pipe()
        size = f"{width}x{height}x24"
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"
        self.environment = {
            **os.environ,
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "OMP_NUM_THREADS": "1",
        }
        for name in ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
            self.environment.pop(name, None)
        self._manager = subprocess.Popen(
            ["openbox"], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(10)

    def do(self, *words: str | int) -> str:
        """One xdotool command."""
        command = ["xdotool", *map(str, words)]
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=20
        ).stdout

    def click(self, at: tuple[int, int], button: int = 1, times: int = 1) -> None:
        self.do("mousemove", "--sync", *at)
        self.do("click", "--repeat", times, "--delay", 60, button)

    def key(self, *keys: str) -> None:
        for key in keys:
            self.do("key", "--clearmodifiers", key)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.do("mousemove", "--sync", *start)
        self.do("mousedown", 1)
        for step in range(1, STEPS + 1):
            part = step / STEPS
            at = [round(a + (b - a) * part) for a, b in zip(start, end, strict=True)]
            self.do("mousemove", *at)
            time.sleep(0.03)
        time.sleep(0.15)
        self.do("mousemove", *end)
        time.sleep(0.15)
        self.do("mouseup", 1)


class Program:
    """A process with a window that answers questions about itself; a context manager."""

    def __init__(
        self,
        screen: Surroundings,
        command: Sequence[str | Path],
        more: Mapping[str, str],
        socket_path: Path,
    ) -> None:
        self._socket = socket_path
        environment = {**screen.environment, **more, "PROBE_SOCKET": str(socket_path)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.screen.probed", *map(str, command)],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        assert self.process.stderr is not None
        self.process.stderr.close()

    def ask(self, expression: str) -> Any:
        """The value of a Python expression in the program's GUI thread; `window` is its window."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(20)
            client.connect(str(self._socket))
            client.sendall(expression.encode() + b"\n")
            with client.makefile() as told:
                answer = json.loads(told.readline())
        if "error" in answer:
            raise AssertionError(f"{expression}: {answer['error']}")
        return answer["value"]

    def wait(self, expression: str, timeout_s: float = 30) -> Any:
        """Wait until the expression is true in the program."""

        def look() -> Any:
            if self.process.poll() is not None:
                assert self.process.stderr is not None
                raise AssertionError(f"the program ended: {self.process.stderr.read()[-2000:]}")
            try:
                return self.ask(expression)
            except (FileNotFoundError, ConnectionRefusedError):
                return None  # not yet listening

        return until(look, expression, timeout_s)

    def place(self, widget: str, x: float = 0.5, y: float = 0.5) -> tuple[int, int]:
        """A point of a widget on the screen; x and y are fractions of its size."""
        left, top, width, height = self.ask(f"box({widget})")
        return round(left + x * (width - 1)), round(top + y * (height - 1))

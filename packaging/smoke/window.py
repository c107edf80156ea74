"""Check the window: it opens, indexes, takes files of a second start, stands a kill, closes."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from smoke.commands import ANSWERS, QUERY, SAMPLES, photos_of
from smoke.program import Program, SmokeFailure

DRAG_SOURCE = Path(__file__).parents[2] / "tests" / "screen" / "drag_source.py"
_SCREEN_TOOLS = ("Xvfb", "openbox", "xdotool")


def offscreen(program: Program) -> None:
    """Check the window without a screen: it indexes what is new at its start, and closes in
    peace."""
    new = photos_of(program) / "new.jpg"
    shutil.copy(SAMPLES / "shapes.jpg", new)
    try:
        window = program.start_window()
        program.until(lambda: indexed(program) == len(ANSWERS) + 1, "the new photo", window)
        program.close_window(window)
    finally:
        new.unlink()
    program.json("index")


def indexed(program: Program) -> int:
    """Return how many photos the library has now."""
    (status,) = program.json("status")
    return int(status["indexed"])


def second_start(program: Program) -> None:
    """Check that a second start hands its file over and ends."""
    window = program.start_window()
    second = program.start_window_only(QUERY)
    if second.wait(60) != 0:
        raise SmokeFailure(f"the second start ended with {second.returncode}")
    program.until(lambda: searches(program), "the search of the second start", window)
    program.close_window(window)


def log_without_errors(program: Program) -> None:
    """Check that no error was logged in all of it: a part that cannot be loaded costs answers, not
    the program."""
    for line in program.log.splitlines():
        if " ERROR " in line or " CRITICAL " in line or line.startswith("ImportError"):
            raise SmokeFailure(f"in the log: {line}")


def searches(program: Program) -> int:
    """Return how many searches the library remembers; the window adds one with its answer."""
    catalog = (program.library / "catalog.db").as_uri()
    with contextlib.closing(sqlite3.connect(f"{catalog}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM searches").fetchone()[0])


def kill(program: Program) -> None:
    """Check that the library is sound after a kill, and that the next start says what happened."""
    window = program.start_window()
    window.kill()
    window.wait()
    time.sleep(1)  # workers see that their parent is gone
    program.run("--library", program.library, "library", "check")
    again = program.start_window()
    program.close_window(again)


def virtual_screen(program: Program) -> str | None:
    """Check the window on a virtual screen, by a window manager and a mouse; say why if it cannot
    be done here."""
    if not sys.platform.startswith("linux"):
        return "a virtual screen needs Linux"
    missing = [tool for tool in _SCREEN_TOOLS if shutil.which(tool) is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    with _screen() as display:
        variables = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with Program(program.folder, program.surroundings, more=variables) as shown:
            shown.library = program.library
            window = shown.start_window()
            _hand(display, "search", "--sync", "--onlyvisible", "--name", "PhotoSearch")
            dropped = _drop(shown, window, display)
            shown.close_window(window)
    return dropped


def _drop(program: Program, window: subprocess.Popen[bytes], display: str) -> str | None:
    """Drag a picture out of another program's window onto this one; say why if that cannot be."""
    if not DRAG_SOURCE.is_file() or importlib.util.find_spec("PySide6") is None:
        return "opened and closed; nothing was dropped, the window to drag from needs PySide6"
    before = searches(program)
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    picture = str(SAMPLES / "garden.avif")
    source = subprocess.Popen(
        [sys.executable, str(DRAG_SOURCE), picture, "1250", "780"], env=environment
    )
    try:
        _hand(display, "search", "--sync", "--onlyvisible", "--name", "drag source")
        _hand(display, "mousemove", "--sync", "1300", "820", "mousedown", "1")
        for step in range(13):
            x, y = 1300 - 50 * step, 820 - 30 * step
            _hand(display, "mousemove", str(x), str(y))
            time.sleep(0.05)
        _hand(display, "mouseup", "1")
        program.until(lambda: searches(program) > before, "the answer to the drop", window)
    finally:
        source.kill()
        source.wait()
    return None


def _hand(display: str, *words: str) -> None:
    """Run a command of xdotool."""
    environment = {**os.environ, "DISPLAY": display}
    try:
        subprocess.run(
            ["xdotool", *words], env=environment, check=True, timeout=60, capture_output=True
        )
    except subprocess.SubprocessError as error:
        raise SmokeFailure(f"xdotool {' '.join(words)}: {error}") from error


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    """Run Xvfb and a window manager; give the name of the display."""
    reading, writing = os.pipe()
    size = ["-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *size], pass_fds=(writing,), stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        display = f":{told.readline().strip()}"
    manager = subprocess.Popen(
        ["openbox"],
        env={**os.environ, "DISPLAY": display},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield display
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)

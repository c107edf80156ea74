"""Check by tracing system calls that the program uses no network and writes only where it may."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from smoke.commands import QUERY, SAMPLES
from smoke.program import Program, SmokeFailure

_CALLS = (
    "connect,bind,sendto,sendmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,"
    "unlinkat,rmdir,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat,utimensat"
)
_NETWORK = re.compile(r"\b(connect|bind|sendto|sendmsg)\(.*\bAF_INET6?\b")
_WRITE = re.compile(r"\b(?:open|openat)\(.*\b(?:O_WRONLY|O_RDWR|O_CREAT)\b")
_CHANGE = re.compile(
    r"\b(?:creat|mkdir|mkdirat|rename\w*|unlink\w*|rmdir|link\w*|symlink\w*|truncate|chmod|fchmodat"
    r"|utimensat)\("
)
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_FAILED = re.compile(r"= -1 \w+")
_HARMLESS = ("/dev/null", "/dev/tty", "/dev/shm/", "/dev/dri/", "/dev/udmabuf", "/proc/", "/sys/")
"""Devices, and what belongs to the process itself."""


def isolation(program: Program) -> str | None:
    """Check a whole session; say why if it cannot be traced here."""
    if not sys.platform.startswith("linux") or shutil.which("strace") is None:
        return "strace is not installed"
    surroundings = program.surroundings
    traces = surroundings.base / "traces"
    traces.mkdir()
    try:
        wrap = ["strace", "-D", "-f", "-ff", "-qq", "-s", "4096", "-e", f"trace={_CALLS}"]
        probe = subprocess.run([*wrap, "-o", str(traces / "probe"), "true"], check=False)
        if probe.returncode != 0:
            return "strace may not trace here"
        wrap += ["-o", str(traces / "trace")]
        with Program(program.folder, surroundings, wrap=wrap) as traced:
            traced.library = surroundings.home / "traced library"
            traced.json("index", SAMPLES)
            traced.json("search", QUERY)
            window = traced.start_window(QUERY)
            traced.close_window(window)
        time.sleep(1)  # strace, which runs beside the program, writes its last lines
        lines = [line for path in traces.iterdir() for line in _lines(path)]
        check_trace(lines, (surroundings.home, surroundings.run_folder))
    finally:
        shutil.rmtree(traces)
    return None


def _lines(path: Path) -> Iterator[str]:
    yield from path.read_text("utf-8", "replace").splitlines()


def check_trace(lines: Iterable[str], allowed: Iterable[Path]) -> None:
    """Raise SmokeFailure where a trace shows a connection, or a file changed outside of `allowed`.

    Args:
        lines: of strace.
        allowed: folders in which the program may write.
    """
    folders = tuple(f"{folder}/" for folder in allowed) + tuple(str(folder) for folder in allowed)
    for line in lines:
        if _NETWORK.search(line):
            raise SmokeFailure(f"the network was used: {line}")
        if not (_WRITE.search(line) or _CHANGE.search(line)) or _FAILED.search(line):
            continue
        for text in _PATH.findall(line):
            path = _decoded(text)
            if path.startswith("/") and not path.startswith((*folders, *_HARMLESS)):
                raise SmokeFailure(f"changed outside of the user's folders: {line}")


def _decoded(text: str) -> str:
    """Return a string of strace, whose other letters are octal escapes of their bytes."""
    raw = re.sub(
        rb"\\([0-7]{1,3})",
        lambda found: bytes([int(found[1], 8)]),
        text.encode("latin-1", "replace"),
    )
    return raw.decode("utf-8", "surrogateescape")

"""JSON lines, tables, progress: what goes where, and which file names survive it."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.cli import progress
from photosearch.cli.main import _words
from photosearch.cli.output import Output, counts_text, printable, size_text
from photosearch.cli.progress import progress_display, progress_text
from photosearch.core.jobs import Progress
from photosearch.core.message_codes import StageCode, in_words
from photosearch.message_words.command_line import duration_text
from photosearch.messages import Message

BAD_NAME = os.fsdecode(b"caf\xe9 <script>.jpg")


def test_a_json_line_keeps_any_name(capsys: pytest.CaptureFixture[str]) -> None:
    Output(json=True).record({"path": Path("/a") / BAD_NAME, "when": datetime(2024, 5, 1, 10)})
    line = capsys.readouterr().out
    assert line.isascii()
    assert json.loads(line) == {"path": f"/a/{BAD_NAME}", "when": "2024-05-01T10:00:00"}


def test_what_has_no_json_form_is_a_bug() -> None:
    with pytest.raises(TypeError, match="set"):
        Output(json=True).record({"things": {1}})


def test_a_table_is_aligned_and_not_cut(capsys: pytest.CaptureFixture[str]) -> None:
    long = "x" * 300
    Output().table([("1", "a", long), ("10", "bbb", "y")], right=frozenset({0}))
    assert capsys.readouterr().out == f" 1  a    {long}\n10  bbb  y\n"
    Output().table([])
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(os.name == "nt", reason="bytes in names are a POSIX matter")
def test_piped_text_holds_the_very_bytes_of_a_name() -> None:
    code = (
        "from photosearch.cli.output import *; import os; prepare_streams();"
        "Output().line(os.fsdecode(b'caf\\xe9')); show_message(os.fsdecode(b'caf\\xe9'))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert ended.stdout == b"caf\xe9\n"
    assert ended.stderr == b"caf\\udce9\n"


def test_a_terminal_is_not_commanded_by_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    Output().line("evil\x1b[2J\x07.jpg")
    Output().table([("1", "two\nlines.jpg"), ("2", "b.jpg")])
    assert terminal.getvalue() == "evil\\x1b[2J\\x07.jpg\n1  two\\nlines.jpg\n2  b.jpg\n"


@given(st.text())
def test_printable(text: str) -> None:
    shown = printable(text)
    assert all(character.isprintable() or character == "\n" for character in shown)
    assert text != shown or all(c.isprintable() or c == "\n" for c in text)


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX systems")
def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    code = (
        "import sys; from photosearch.cli.main import run;"
        "from photosearch.cli import status as commands;"
        "from photosearch.cli.output import Output\n"
        "import typer\n"
        "def status(context: typer.Context):\n"
        "    for number in range(100000): Output().line('x' * 100)\n"
        "commands.status = status\n"
        "sys.exit(run(lambda folder, files: 0, ['status']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (0, b"")


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1500, "1.5 kB"),
        (2_000_000, "2.0 MB"),
        (3 * 10**9, "3.0 GB"),
        (4 * 10**15, "4000.0 TB"),
    ],
)
def test_sizes(size: int, text: str) -> None:
    assert size_text(size) == text


def test_counts_leave_zeros_out() -> None:
    assert counts_text({"indexed": 1200, "moved": 0, "unreadable": 3}) == (
        "1,200 indexed, 3 unreadable"
    )
    assert counts_text({"indexed": 0}) == "nothing"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_progress_in_words() -> None:
    moment = Progress(
        in_words("Indexing"), 120, 1000, {"indexed": 118, "unreadable": 2}, 43.2, 20.4
    )
    assert progress_text(moment) == (
        "120 of 1,000, 118 indexed, 2 unreadable, 43 photos/s, 20 s left"
    )
    assert progress_text(Progress(in_words("Looking for photos"), 7, None)) == "7"
    assert progress_text(Progress(in_words("Making groups"), 0, None)) == ""


@pytest.mark.parametrize("code", StageCode)
def test_the_speed_is_of_what_the_stage_counts(code: StageCode) -> None:
    stage = Message(code, **dict.fromkeys(code.names, "x"))  # type: ignore[arg-type]
    text = progress_text(Progress(stage, 20, 50, per_second=5))
    unit = {StageCode.LOOKING: "files", StageCode.COMPARING_PAIRS: "pairs"}.get(code, "photos")
    assert text == f"20 of 50, 5 {unit}/s"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_plain_lines_come_now_and_then_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with progress._PlainLines(clock) as display:
        for tick in range(1, 105):
            clock.now += 0.125
            display(Progress(in_words("Indexing"), tick, 130))
    caught = capsys.readouterr()
    assert caught.out == ""
    assert caught.err.splitlines() == ["Indexing: 40 of 130", "Indexing: 80 of 130"]


def test_json_events_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with progress._JsonLines(Output(json=True), clock) as display:
        for tick in range(1, 26):
            display(Progress(in_words("Indexing"), tick, 25, {"indexed": tick}, 10.0, 1.26))
            clock.now += 0.125
    caught = capsys.readouterr()
    events = [json.loads(line) for line in caught.out.splitlines()]
    assert [event["done"] for event in events] == [1, 9, 17, 25]
    assert events[1] == {
        "event": "progress",
        "stage": "Indexing",
        "done": 9,
        "total": 25,
        "counts": {"indexed": 9},
        "photos_per_second": 10.0,
        "eta_s": 1.3,
    }


def test_a_bar_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert isinstance(progress_display(), progress._PlainLines)
    assert isinstance(progress_display(Output(json=True)), progress._JsonLines)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    assert isinstance(progress_display(Output(json=True)), progress._JsonLines)
    with progress_display() as display:
        assert isinstance(display, progress._Bar)
        display(Progress(in_words("Indexing"), 3, 10, {"indexed": 3}))
    assert "Indexing" in terminal.getvalue()
    assert "3 of 10, 3 indexed" in terminal.getvalue()


def test_what_the_system_refuses_is_told_without_its_number() -> None:
    """In a warning on the terminal."""
    full = OSError(errno.ENOSPC, "No space left on device", "/library/runs.json")
    assert _words(full) == "No space left on device: /library/runs.json"
    assert _words(OSError(errno.ENOSPC, "No space left on device")) == "No space left on device"
    assert str(_words(OSError("broken"))) == "broken"
    assert _words(5) == 5

"""Gather what to send with a bug report: versions, changed settings, the last errors."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path

from photosearch.gui.about.program_facts import ProgramFacts
from photosearch.settings import Settings

MAX_LOG_BYTES = 200_000
MAX_LOG_LINES = 120
_RECORD = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (?P<level>[A-Z]+) ")


def last_errors(log_file: Path) -> str:
    """Return warnings and errors from the end of the log, with their tracebacks; "" if there are
    none.

    Runs in a job thread.
    """
    try:
        with log_file.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - MAX_LOG_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError as error:
        return f"(the log cannot be read: {error.strerror})"
    kept: list[str] = []
    keeping = False
    for line in text.splitlines():
        record = _RECORD.match(line)
        if record is not None:
            keeping = record["level"] in {"WARNING", "ERROR", "CRITICAL"} or "slow start" in line
        if keeping:
            kept.append(line)
    return "\n".join(kept[-MAX_LOG_LINES:])


def bug_report(
    facts: ProgramFacts, settings: Settings, screens: Sequence[str], errors: str, home: Path
) -> str:
    """Return the text for the clipboard, in English: it goes to those who write the program.

    Args:
        facts: of gather().
        settings: only what differs from the defaults is told.
        screens: one line each.
        errors: of last_errors().
        home: the user's folder, which becomes "~": it holds their name.
    """
    usual = Settings()
    changed = [
        f"{option.name} = {value!r}"
        for option in dataclasses.fields(settings)
        if (value := getattr(settings, option.name)) != getattr(usual, option.name)
    ]
    sections = [
        ("Versions", [f"{name} {value}" for name, value in facts.versions]),
        ("Encoder", [f"{name}: {value}" for name, value in facts.encoder[:2]]),
        ("Screens", list(screens)),
        ("Settings that were changed", changed),
        ("Last errors", errors.splitlines()),
    ]
    text = "\n\n".join(f"## {title}\n" + "\n".join(lines or ["none"]) for title, lines in sections)
    if home != Path(home.anchor):
        text = text.replace(str(home), "~")
    return text + "\n"

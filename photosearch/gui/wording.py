"""Numbers and states in words, the same everywhere in the window."""

from __future__ import annotations

import os
from pathlib import Path

from photosearch.core.errors import Reason
from photosearch.core.photo import PhotoRecord
from photosearch.gui.translation import tr


def number(count: int) -> str:
    """12345 as "12,345"."""
    return f"{count:,}"


def counted(count: int, noun: str) -> str:
    """(1, "photo") as "1 photo", (2, "photo") as "2 photos"."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def score(value: float, *, calibrated: bool) -> str:
    """A probability as "97 %", an uncalibrated similarity as "0.97"."""
    if not calibrated:
        return f"{value:.2f}"
    # 100 % is kept for certainty: 0.997 is not it.
    return "100 %" if value >= 0.9995 else f"{min(99, round(value * 100))} %"


def found(shown: int, searched: int) -> str:
    """How many photos an answer shows, and of how many."""
    if shown == searched:
        return f"All {counted(searched, 'photo')}, most alike first"
    return f"{number(shown)} most alike of {counted(searched, 'photo')}"


def library_state(photos: int, folders: int, away: int, selected: int, last_run: str) -> str:
    """What the library holds, for the status bar; "" without folders."""
    if not folders:
        return ""
    parts = [f"{counted(photos, 'photo')} in {counted(folders, 'folder')}"]
    if away:
        parts.append(f"{counted(away, 'folder')} not connected")
    if selected or last_run:
        parts.append(f"{number(selected)} selected" if selected else last_run)
    return " · ".join(parts)


def reason(why: Reason | None) -> str:
    """Why a photo could not be read."""
    words = {
        Reason.EMPTY: tr("The file is empty"),
        Reason.NOT_AN_IMAGE: tr("Not a picture"),
        Reason.UNSUPPORTED: tr("A kind of picture that is not supported"),
        Reason.DAMAGED: tr("Damaged"),
        Reason.TOO_LARGE: tr("Too large"),
        Reason.NO_PERMISSION: tr("No permission to read it"),
        Reason.GONE: tr("It went away while being read"),
        Reason.NOT_A_FILE: tr("Not a file"),
        Reason.BROKEN_LINK: tr("A link that leads nowhere"),
        Reason.CHANGING: tr("It is still being written"),
        Reason.IO_ERROR: tr("The disk could not read it"),
        Reason.TIMEOUT: tr("Reading it took too long"),
        Reason.CRASHED: tr("Reading it crashed the decoder"),
        Reason.OUT_OF_MEMORY: tr("Reading it took too much memory"),
    }
    return words[why] if why else tr("Unknown")


def shown_name(path: Path) -> str:
    """The file's name; bytes that are not valid UTF-8 become replacement marks."""
    return shown_text(path.name)


def shown_path(path: Path) -> str:
    """The whole path, fit for a label or the clipboard."""
    return shown_text(str(path))


def shown_text(text: str) -> str:
    """Text of the system, fit for a label."""
    # Qt takes no lone surrogates, with which Python stands for such bytes.
    return os.fsencode(text).decode("utf-8", errors="replace")


def photo_tip(record: PhotoRecord) -> str:
    """Name, time, size and place of a photo, one per line."""
    lines = [shown_name(record.path)]
    facts = record.facts
    if facts is not None:
        if facts.captured is not None:
            lines.append(f"{facts.captured:%Y-%m-%d %H:%M}")
        lines.append(" · ".join(p for p in (f"{facts.width} × {facts.height}", facts.camera) if p))
    lines.append(shown_path(record.path.parent))
    if not record.online:
        lines.append("The drive with this photo is not connected.")
    return "\n".join(lines)

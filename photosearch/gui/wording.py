"""Numbers and states in words, the same everywhere in the window."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from photosearch.core.errors import Reason
from photosearch.core.jobs import Progress
from photosearch.core.model_card import ModelCard
from photosearch.core.photo import PhotoRecord
from photosearch.gui.library_port import Encoder, Switched

_OUTCOMES = {
    "indexed": "new",
    "moved": "moved",
    "copied": "copies",
    "unchanged": "unchanged",
    "missing": "gone",
    "unreadable": "unreadable",
}

_REASONS = {
    Reason.EMPTY: "The file is empty",
    Reason.NOT_AN_IMAGE: "Not a picture",
    Reason.UNSUPPORTED: "A kind of picture that is not supported",
    Reason.DAMAGED: "Damaged",
    Reason.TOO_LARGE: "Too large",
    Reason.NO_PERMISSION: "No permission to read it",
    Reason.GONE: "It went away while being read",
    Reason.NOT_A_FILE: "Not a file",
    Reason.BROKEN_LINK: "A link that leads nowhere",
    Reason.CHANGING: "It is still being written",
    Reason.IO_ERROR: "The disk could not read it",
    Reason.TIMEOUT: "Reading it took too long",
    Reason.CRASHED: "Reading it crashed the decoder",
    Reason.OUT_OF_MEMORY: "Reading it took too much memory",
}


def number(count: int) -> str:
    """12345 as "12,345"."""
    return f"{count:,}"


def counted(count: int, noun: str) -> str:
    """(1, "photo") as "1 photo", (2, "photo") as "2 photos"."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def time_left(seconds: float) -> str:
    """Roughly, as one says it: nobody wants to see seconds jump."""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 60:
        return f"about {round(seconds / 10) * 10} s left"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"about {minutes} min left"
    hours, minutes = divmod(minutes, 60)
    return f"about {hours} h {minutes:02d} min left"


def outcomes(counts: Mapping[str, int]) -> str:
    """{"indexed": 3, "unreadable": 1} as "3 new, 1 unreadable"; zeros are left out."""
    known = [(key, counts.get(key, 0)) for key in _OUTCOMES]
    other = [(key, count) for key, count in counts.items() if key not in _OUTCOMES]
    return ", ".join(
        f"{number(count)} {_OUTCOMES.get(key, key)}" for key, count in known + other if count
    )


def progress_parts(progress: Progress) -> list[str]:
    """A moment of a job in short parts, most important first."""
    parts = [progress.stage]
    if progress.total:
        parts.append(f"{number(progress.done)} of {number(progress.total)}")
    elif progress.done:
        parts.append(number(progress.done))
    found = outcomes({key: n for key, n in progress.counts.items() if key != "unchanged"})
    if found:
        parts.append(found)
    if progress.per_second >= 0.05:
        speed = progress.per_second
        parts.append(f"{speed:,.0f} photos/s" if speed >= 10 else f"{speed:.1f} photos/s")
    if progress.eta_s is not None:
        parts.append(time_left(progress.eta_s))
    return parts


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


def encoder_name(card: ModelCard | None) -> str:
    """Name and version of an encoder."""
    return "" if card is None else f"{card.name} {card.version}".strip()


def encoder_state(encoder: Encoder) -> str:
    """What an encoder is in this library, or why it cannot be used."""
    parts = ["in use"] if encoder.in_use else []
    if encoder.coming:
        parts.append("being changed to")
    if encoder.before:
        parts.append("in use before")
    if encoder.photos:
        parts.append(f"{counted(encoder.photos, 'photo')} encoded")
    return encoder.problem or " · ".join(parts)


def encoder_undone(switched: Switched) -> str:
    """What going back came to."""
    name = encoder_name(switched.card)
    if switched.given_up is not None:
        return f"The change is given up; {name} goes on answering."
    if switched.lacking:
        photos = counted(switched.lacking, "photo")
        return f"{name} answers again. Not found yet: {photos}; look for changes to encode them."
    return f"{name} answers again."


def reason(why: Reason | None) -> str:
    """Why a photo could not be read."""
    return _REASONS.get(why, "Unknown") if why else "Unknown"


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

"""What is known of a photo, as names and values to be read."""

from __future__ import annotations

from photosearch.core.details import PhotoDetails, exposure_words
from photosearch.core.photo import Facts
from photosearch.gui import wording
from photosearch.gui.translation import tr
from photosearch.gui.viewer.bar import rating_words


def facts_rows(details: PhotoDetails) -> list[tuple[str, str]]:
    """Name and value of what matters most; what is not known is left out."""
    record, facts = details.record, details.record.facts
    rows = [
        (tr("Name"), wording.shown_name(record.path)),
        (tr("Folder"), wording.shown_path(record.path.parent)),
    ]
    if facts is not None:
        rows += [
            (tr("Taken"), "" if facts.captured is None else wording.when_exactly(facts.captured)),
            (tr("Camera"), facts.camera or ""),
            (tr("Lens"), facts.lens or ""),
            (tr("Exposure"), exposure(facts)),
            (tr("Size"), _size(facts)),
        ]
    rows.append((tr("File"), _file(details)))
    if facts is not None:
        rows += [
            (tr("Place"), _place(facts)),
            (tr("Rating"), rating_words(facts.rating)),
            (tr("Caption"), facts.caption or ""),
            (tr("Keywords"), ", ".join(facts.keywords)),
        ]
    return [(name, value) for name, value in rows if value]


def exposure(facts: Facts) -> str:
    """ "1/125 s · f/2.8 · ISO 400 · 50 mm", as far as it is known."""
    parts = [
        exposure_words(facts.exposure_s) if facts.exposure_s is not None else "",
        f"f/{wording.short(facts.aperture)}" if facts.aperture is not None else "",
        f"ISO {facts.iso}" if facts.iso is not None else "",
        f"{wording.short(facts.focal_length_mm)} mm" if facts.focal_length_mm is not None else "",
    ]
    return " · ".join(part for part in parts if part)


def _size(facts: Facts) -> str:
    pixels = f"{wording.number(facts.width)} × {wording.number(facts.height)}"
    return f"{pixels} · {wording.decimal(facts.width * facts.height / 1e6)} MP"


def _file(details: PhotoDetails) -> str:
    count = details.record.size
    large = count >= 1e5
    size = f"{wording.decimal(count / 1e6)} MB" if large else f"{wording.decimal(count / 1e3)} kB"
    facts = details.record.facts
    return f"{facts.format.upper()} · {size}" if facts is not None else size


def _place(facts: Facts) -> str:
    if facts.latitude is None or facts.longitude is None:
        return ""
    north, east = ("N", "S"), ("E", "W")
    words = (
        f"{abs(facts.latitude):.5f}° {north[facts.latitude < 0]}, "
        f"{abs(facts.longitude):.5f}° {east[facts.longitude < 0]}"
    )
    return words if facts.altitude_m is None else f"{words} · {facts.altitude_m:.0f} m"

"""Sort a file's EXIF entries by what they are about, those that are asked for most first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.gui.translation import cached_by_language, tr
from photosearch.gui.viewer.entry_values import entry_value

Row = tuple[str, str]
"""The standard's name of an entry, and its value."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry as it is shown."""

    name: str
    """As the standard calls it."""
    label: str
    """In the user's words, where there are any."""
    value: str


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """Hold what is told of one subject."""

    title: str
    entries: tuple[Entry, ...]


def group_entries(rows: Sequence[Row], search: str = "") -> list[EntryGroup]:
    """Return entries under headings; groups without entries are left out.

    Args:
        rows: in the file's order, which entries without a place of their own keep.
        search: only entries with all of these words in name, label or value.
    """
    words = search.casefold().split()
    groups = _groups()
    entries: list[list[tuple[int, Entry]]] = [[] for _ in groups]
    places = {
        name: (number, rank, label)
        for number, (_, labels) in enumerate(groups)
        for rank, (name, label) in enumerate(labels.items())
    }
    for name, value in rows:
        number, rank, label = places.get(name, (_group_of(name, len(groups)), len(places), name))
        entry = Entry(name, label, entry_value(name, value))
        if all(word in f"{name} {label} {entry.value}".casefold() for word in words):
            entries[number].append((rank, entry))
    return [
        EntryGroup(title, tuple(entry for _, entry in sorted(found, key=_rank)))
        for (title, _), found in zip(groups, entries, strict=True)
        if found
    ]


def _rank(ranked: tuple[int, Entry]) -> int:
    return ranked[0]


def _group_of(name: str, count: int) -> int:
    """Return the group of an entry that is in none: the place for GPS, else the file."""
    return 2 if name.startswith("GPS") else count - 1


@cached_by_language
def _groups() -> list[tuple[str, dict[str, str]]]:
    """Return titles with what belongs under them: labels by name, most asked for first."""
    return [
        (
            tr("Camera"),
            {
                "Make": tr("Make"),
                "Model": tr("Model"),
                "Lens model": tr("Lens"),
                "Lens make": tr("Make of the lens"),
                "Lens specification": tr("Range of the lens"),
                "Lens info": tr("Range of the lens"),
                "Body serial number": tr("Serial number"),
                "Camera serial number": tr("Serial number"),
                "Lens serial number": tr("Serial number of the lens"),
                "Camera owner name": tr("Owner"),
                "Unique camera model": tr("Unique model"),
            },
        ),
        (
            tr("Exposure"),
            {
                "Date time original": tr("Taken"),
                "Subsec time original": tr("Fraction of the second"),
                "Offset time original": tr("Time zone"),
                "Exposure time": tr("Exposure time"),
                "F number": tr("Aperture"),
                "ISO speed ratings": tr("ISO"),
                "ISO speed": tr("ISO"),
                "Focal length": tr("Focal length"),
                "Focal length in35mm film": tr("Focal length on 35 mm film"),
                "Exposure bias value": tr("Exposure compensation"),
                "Exposure program": tr("Exposure program"),
                "Exposure mode": tr("Exposure mode"),
                "Metering mode": tr("Metering"),
                "Flash": tr("Flash"),
                "White balance": tr("White balance"),
                "Light source": tr("Light source"),
                "Subject distance": tr("Distance"),
                "Subject distance range": tr("Range of the distance"),
                "Scene capture type": tr("Scene"),
                "Digital zoom ratio": tr("Digital zoom"),
                "Brightness value": tr("Brightness"),
                "Max aperture value": tr("Largest aperture"),
                "Shutter speed value": tr("Shutter speed (APEX)"),
                "Aperture value": tr("Aperture (APEX)"),
                "Gain control": tr("Gain"),
                "Contrast": tr("Contrast"),
                "Saturation": tr("Saturation"),
                "Sharpness": tr("Sharpness"),
                "Sensitivity type": tr("Kind of sensitivity"),
                "Recommended exposure index": tr("Recommended exposure index"),
                "Standard output sensitivity": tr("Standard output sensitivity"),
                "Exposure index": tr("Exposure index"),
                "Sensing method": tr("Sensor"),
                "Custom rendered": tr("Processing"),
                "Composite image": tr("Made of several shots"),
                "Self timer mode": tr("Self-timer"),
            },
        ),
        (
            tr("Place"),
            {
                "GPS latitude": tr("Latitude"),
                "GPS longitude": tr("Longitude"),
                "GPS altitude": tr("Altitude"),
                "GPS img direction": tr("Direction of view"),
                "GPS date stamp": tr("GPS date"),
                "GPS time stamp": tr("GPS time"),
                "GPS speed": tr("Speed"),
                "GPSH positioning error": tr("Error of the position"),
            },
        ),
        (
            tr("Description"),
            {
                "Image description": tr("Description"),
                "XP title": tr("Title"),
                "XP subject": tr("Subject"),
                "XP comment": tr("Comment"),
                "User comment": tr("Comment"),
                "XP keywords": tr("Keywords"),
                "Rating": tr("Rating"),
                "Rating percent": tr("Rating in percent"),
                "Artist": tr("Photographer"),
                "XP author": tr("Author"),
                "Copyright": tr("Copyright"),
                "Document name": tr("Name of the document"),
            },
        ),
        (
            tr("File"),
            {
                "Date time": tr("Changed"),
                "Date time digitized": tr("Digitised"),
                "Software": tr("Software"),
                "Image width": tr("Width"),
                "Image length": tr("Height"),
                "Exif image width": tr("Width by EXIF"),
                "Exif image height": tr("Height by EXIF"),
                "Orientation": tr("Orientation"),
                "Color space": tr("Colour space"),
                "X resolution": tr("Resolution across"),
                "Y resolution": tr("Resolution down"),
                "Resolution unit": tr("Unit of the resolution"),
                "Compression": tr("Compression"),
                "Bits per sample": tr("Bits per channel"),
                "Image unique ID": tr("Unique number"),
                "Exif version": tr("EXIF version"),
            },
        ),
    ]

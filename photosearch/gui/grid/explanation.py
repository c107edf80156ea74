"""Why a photo was found, in words: how alike, in which sense, by which part."""

from __future__ import annotations

import html

from photosearch.core.photo import PhotoRecord
from photosearch.core.query import PartMatch, SenseMix
from photosearch.gui import wording
from photosearch.gui.grid.model import PhotoList
from photosearch.gui.likeness import degree_of, degree_words, sense_name
from photosearch.gui.translation import tr


def likeness(score: float, sense: SenseMix | None, *, calibrated: bool) -> str:
    """How alike a photo is, in one sentence."""
    words = wording.score(score, calibrated=calibrated)
    if not calibrated:
        return tr("Similarity {score}: {sense}").format(score=words, sense=sense_name(sense))
    degree = degree_of(score, calibrated=calibrated)
    return f"{degree_words(degree, sense, calibrated=calibrated)} ({words})"


def part_words(part: PartMatch | None) -> str:
    """What made a photo match if it was a part; "" if it was the whole."""
    if part is None:
        return ""
    if part.in_query:
        return tr("A part of your picture matches this photo.")
    return tr("The part in the frame matches your picture.")


def reasons(photos: PhotoList, row: int) -> list[str]:
    """Why the photo at `row` is in the list; [] where nothing was searched for."""
    score = photos.score(row)
    if score is None:
        return []
    like = likeness(score, photos.sense, calibrated=photos.calibrated)
    part = part_words(photos.part(photos.photo_id(row)))
    return [like, part] if part else [like]


def speech(photos: PhotoList, row: int, record: PhotoRecord | None, heading: str) -> str:
    """What a screen reader says of the photo at `row`.

    Args:
        photos: the list that it is in.
        row: of the photo.
        record: what is known of it by now.
        heading: of the group that begins with it; "" within one.
    """
    parts = [heading, wording.shown_name(record.path) if record else tr("Photo")]
    parts += reasons(photos, row)
    if record is not None:
        parts.append(wording.rating(None if record.facts is None else record.facts.rating))
        if record.missing or not record.online:
            parts.append(tr("Gone") if record.missing else tr("Offline"))
    place, count = wording.number(row + 1), wording.number(len(photos))
    parts.append(tr("{row} of {count}").format(row=place, count=count))
    return ", ".join(part for part in parts if part)


def tip(record: PhotoRecord, why: list[str]) -> str:
    """A tool tip: the reasons first, then what the photo is."""
    # Names of files may look like mark-up to Qt.
    parts = [f"<b>{html.escape(line)}</b>" for line in why]
    parts.append(html.escape(wording.photo_tip(record)).replace("\n", "<br>"))
    return "<p style='white-space:pre'>" + "<br>".join(parts) + "</p>"

"""What the senses, the cut-off and the weights mean, in words."""

from __future__ import annotations

from photosearch.core.query import LOOK, SHOT, SUBJECT, SenseMix
from photosearch.gui.likeness import degree_at, degree_words
from photosearch.gui.translation import tr

STOPS = (SHOT, LOOK, SUBJECT)
"""The places of the sense control: 0, 1 and 2; between them is everything between."""


def sense_at(place: float) -> SenseMix:
    """The sense at a place of the control, 0 to 2."""
    place = min(2.0, max(0.0, place))
    return SenseMix(max(0.0, 1 - place), 1 - abs(place - 1), max(0.0, place - 1))


def place_of(sense: SenseMix) -> float:
    """Where a sense is on the control; what it cannot show exactly is put at the nearest place."""
    total = sense.shot + sense.look + sense.subject
    return (sense.look + 2 * sense.subject) / total


def stop_names() -> tuple[str, str, str]:
    """The words on the control."""
    return tr("Same shot"), tr("Same look"), tr("Same subject")


def sense_words(sense: SenseMix) -> str:
    """What is looked for now, in a short sentence."""
    place = place_of(sense)
    stop = round(place)
    if abs(place - stop) < 0.005:
        return (
            tr("The same picture: copies, crops, edits, bursts"),
            tr("Alike in colour, texture and composition"),
            tr("Showing the same kind of thing"),
        )[stop]
    near, far = stop_names()[stop], stop_names()[stop + (1 if place > stop else -1)]
    if abs(place - stop) < 0.3:
        return tr("Mostly “{near}”, a little “{far}”").format(near=near, far=far)
    if abs(place - stop) < 0.45:
        return tr("Rather “{near}” than “{far}”").format(near=near, far=far)
    return tr("Half “{near}”, half “{far}”").format(near=near, far=far)


def least_words(least: float, sense: SenseMix, *, calibrated: bool) -> str:
    """What photos are at least, by the cut-off."""
    if least <= 0:
        return tr("All that were found")
    return degree_words(degree_at(least), sense, calibrated=calibrated)


def weight_words(weight: float) -> str:
    """How much a picture counts, for a chip and its menu."""
    if abs(weight - 1) < 0.01:
        return tr("as much as the others")
    return tr("{times} times as much").format(times=short_weight(weight))


def short_weight(weight: float) -> str:
    """2.828 as "2.8"."""
    return f"{weight:.2g}"

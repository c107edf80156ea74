"""What the senses, the cut-off and the weights mean, in words."""

from __future__ import annotations

from photosearch.core.query import LOOK, SHOT, SUBJECT, SenseMix
from photosearch.gui.translation import tr

STOPS = (SHOT, LOOK, SUBJECT)
"""The places of the sense control: 0, 1 and 2; between them is everything between."""

SURELY, PROBABLY = 0.9, 0.5
"""From these cut-offs on a photo is surely or probably what is looked for."""


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
    """What photos are at least, by the cut-off; calibrated scores are probabilities."""
    if least <= 0:
        return tr("All that were found")
    degree = 2 if least >= SURELY else 1 if least >= PROBABLY else 0
    if not calibrated:
        return (tr("Somewhat alike"), tr("Much alike"), tr("Almost the same"))[degree]
    if sense.look == sense.subject == 0:
        return (
            tr("Perhaps the same shot"),
            tr("Probably the same shot"),
            tr("Surely the same shot"),
        )[degree]
    if sense.shot == sense.look == 0:
        return (
            tr("Perhaps the same subject"),
            tr("Probably the same subject"),
            tr("Surely the same subject"),
        )[degree]
    return (tr("Perhaps alike"), tr("Probably alike"), tr("Surely alike"))[degree]


def weight_words(weight: float) -> str:
    """How much a picture counts, for a chip and its menu."""
    if abs(weight - 1) < 0.01:
        return tr("as much as the others")
    return tr("{times} times as much").format(times=short_weight(weight))


def short_weight(weight: float) -> str:
    """2.828 as "2.8"."""
    return f"{weight:.2g}"

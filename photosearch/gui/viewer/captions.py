"""What is said of a picture in its corner and in the bar."""

from __future__ import annotations

from photosearch.gui import wording
from photosearch.gui.translation import tr
from photosearch.gui.viewer.bar import rating_words
from photosearch.gui.viewer.looking import Looking
from photosearch.gui.viewer.pictures import Picture


def name_of(picture: Picture) -> str:
    """The file's name; "" while it is not known."""
    return wording.shown_name(picture.record.path) if picture.record is not None else ""


def rating_of(picture: Picture) -> int | None:
    """Stars, -1 for rejected; None without."""
    facts = picture.record.facts if picture.record is not None else None
    return None if facts is None else facts.rating


def caption(looking: Looking, picture: Picture) -> str:
    """Letter, name and stars of one among several photos; "" for one alone."""
    if not looking.compared and not looking.flicked:
        return ""
    compared, photo_id = looking.compared, picture.photo_id
    number = compared.index(photo_id) if photo_id in compared else 1
    parts = (letter(number), name_of(picture), rating_words(rating_of(picture)))
    return "  ".join(part for part in parts if part)


def letter(number: int) -> str:
    """The name of a pane: A, B, C or D."""
    return (tr("A"), tr("B"), tr("C"), tr("D"))[number]

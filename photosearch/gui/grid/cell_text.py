"""Say in words what a photo of the grid is and why it was found: tool tips, screen readers."""

from __future__ import annotations

import html

from photosearch.core.photo import PhotoRecord
from photosearch.core.query import PartMatch, SimilarityWeights
from photosearch.core.similarity_levels import level_of
from photosearch.core.verification import GeometricMatch, Verdict
from photosearch.core.words import WordMatch, WordMatchKind
from photosearch.gui import wording
from photosearch.gui.grid.model import PhotoList
from photosearch.gui.similarity_text import level_text, mode_name
from photosearch.gui.translation import tr
from photosearch.gui.wording import stacked_formats


def match_text(score: float, mode: SimilarityWeights | None, *, calibrated: bool) -> str:
    """Return how alike a photo is, in one sentence."""
    shown = wording.score(score, calibrated=calibrated)
    if not calibrated:
        return tr("Similarity {score}: {sense}").format(score=shown, sense=mode_name(mode))
    level = level_of(score, calibrated=calibrated)
    return f"{level_text(level, mode, calibrated=calibrated)} ({shown})"


def part_text(part: PartMatch | None) -> str:
    """Return what made a photo match if it was a part; "" if it was the whole."""
    if part is None:
        return ""
    if part.in_query:
        return tr("A part of your picture matches this photo.")
    return tr("The part in the frame matches your picture.")


def verdict_text(match: GeometricMatch | None) -> str:
    """Return why nothing more certain can be said of a photo; "" if there is no such reason."""
    if match is None or match.verdict is not Verdict.TOO_LITTLE:
        return ""
    return tr("There is too little in the picture to be sure.")


def words_text(match: WordMatch | None) -> str:
    """Return why words found a photo; "" where it merely looks like what they say."""
    if match is None or match.kind is WordMatchKind.MEANING:
        return ""
    if match.kind is WordMatchKind.NAME:
        return tr("Because of its name, folder, caption or keywords")
    return tr("Because: {label}").format(label=match.text)


def reasons(photos: PhotoList, row: int) -> list[str]:
    """Return why the photo at `row` is in the list; [] where nothing was searched for."""
    score = photos.score(row)
    if score is None:
        return []
    like = (
        tr("Being compared with your picture…")
        if photos.unverified
        else match_text(score, photos.mode, calibrated=photos.calibrated)
    )
    photo_id = photos.photo_id(row)
    others = (
        part_text(photos.part(photo_id)),
        verdict_text(photos.match(photo_id)),
        words_text(photos.word_match(photo_id)),
    )
    return [like, *(text for text in others if text)]


def speech(
    photos: PhotoList,
    row: int,
    record: PhotoRecord | None,
    heading: str,
    *,
    copies: bool = False,
) -> str:
    """Return what a screen reader says of the photo at `row`.

    Args:
        photos: the list that it is in.
        row: of the photo.
        record: what is known of it by now.
        heading: of the group that begins with it; "" within one.
        copies: there are other files of the same shot.
    """
    parts = [heading, wording.shown_name(record.path) if record else tr("Photo")]
    parts += reasons(photos, row)
    if record is not None:
        parts.append(wording.rating(None if record.metadata is None else record.metadata.rating))
        if record.missing or not record.online:
            parts.append(tr("Gone") if record.missing else tr("Offline"))
        if record.stacked:
            parts.append(tr("with {formats}").format(formats=stacked_formats(record)))
        if record.links:
            parts.append(wording.links(record))
    if copies:
        parts.append(tr("has copies"))
    place, count = wording.number(row + 1), wording.number(len(photos))
    parts.append(tr("{row} of {count}").format(row=place, count=count))
    return ", ".join(part for part in parts if part)


def tip(record: PhotoRecord, why: list[str]) -> str:
    """Return a tool tip: the reasons first, then what the photo is."""
    # Names of files may look like mark-up to Qt.
    parts = [f"<b>{html.escape(line)}</b>" for line in why]
    parts.append(html.escape(wording.photo_tip(record)).replace("\n", "<br>"))
    return "<p style='white-space:pre'>" + "<br>".join(parts) + "</p>"

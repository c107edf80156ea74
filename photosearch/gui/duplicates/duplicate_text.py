"""Put duplicates into words: kinds, what differs between files, and why one of them stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from photosearch.core.duplicates import (
    DuplicateGroup,
    DuplicateKind,
    DuplicateMember,
    GroupOrder,
    KeepRule,
    Mark,
    MemberChoice,
    Relation,
)
from photosearch.core.photo import PhotoRecord
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.gui import wording
from photosearch.gui.duplicates.alignment import ViewChange, view_change
from photosearch.gui.translation import tr

KEEP_SIGN, REMOVE_SIGN, OPEN_SIGN = "✓", "✕", "?"
"""Before the words, so that colour is not all that tells them apart."""
_WHOLE = 0.995
"""A share from which on nothing is said of the rest."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one thing that a file says of itself."""

    text: str
    differs: bool
    """Not all files of the group say the same."""


def kind_title(kind: DuplicateKind | None) -> str:
    """Return what stands on the tab of a kind; of all copies for None."""
    if kind is None:
        return tr("All copies")
    return {
        DuplicateKind.SAME_FILE: tr("Same file"),
        DuplicateKind.SAME_PICTURE: tr("Same picture"),
        DuplicateKind.PAIR: tr("Pairs"),
        DuplicateKind.EDITED: tr("Edited copies"),
        DuplicateKind.SERIES: tr("Series"),
    }[kind]


def kind_help(kind: DuplicateKind | None) -> str:
    """Return what is of a kind, as a sentence."""
    if kind is None:
        return tr("Files that show one and the same shot; RAW and picture of it have a tab.")
    return {
        DuplicateKind.SAME_FILE: tr("Files that are equal byte for byte."),
        DuplicateKind.SAME_PICTURE: tr(
            "Equal pixels in another file format, with other data, or turned without loss."
        ),
        DuplicateKind.PAIR: tr("RAW and picture of one shot, and versions by their names."),
        DuplicateKind.EDITED: tr(
            "One was made of the other: resized, cropped, turned, toned or saved anew."
        ),
        DuplicateKind.SERIES: tr(
            "Different shots of one moment, such as a burst. They are never taken for copies."
        ),
    }[kind]


def group_order_text(order: GroupOrder) -> str:
    """Return which groups come first."""
    return {
        GroupOrder.SPACE: tr("Most space first"),
        GroupOrder.CERTAINTY: tr("Surest first"),
        GroupOrder.DATE: tr("Newest first"),
        GroupOrder.FOLDER: tr("By folder"),
    }[order]


def _level_text(level: SimilarityLevel) -> str:
    """Return how sure it is that files belong together."""
    return tr("surely") if level is SimilarityLevel.SURELY else tr("probably")


def group_heading_text(group: DuplicateGroup) -> tuple[str, str]:
    """Return what stands over a group: its kind, and what there is to say beside it."""
    parts = [wording.files(len(group.members)), _level_text(group.level)]
    if group.reclaimable:
        parts.append(tr("{size} to be freed").format(size=wording.size(group.reclaimable)))
    return kind_title(group.kind), " · ".join(parts)


def facts(record: PhotoRecord, others: Sequence[PhotoRecord]) -> list[Fact]:
    """Return what a file says of itself beside the other files of its group: pixels and bytes,
    format and date, folder."""
    every = [record, *others]
    found = []
    for describe in (_pixels, _bytes, _format, _date_of(every), _folder):
        text = describe(record)
        found.append(Fact(text, any(describe(each) != text for each in every)))
    return found


def _date_of(every: Sequence[PhotoRecord]) -> Callable[[PhotoRecord], str]:
    """Return what puts the dates of some files into words, to the second where they are of one
    minute, as those of a series are."""
    dates = {each.metadata.captured for each in every if each.metadata is not None}
    words = {_date(each) for each in every}
    return _exact_date if len(dates) > 1 and len(words) == 1 else _date


def relation_text(member: DuplicateMember, record: PhotoRecord, representative: PhotoRecord) -> str:
    """Return how a file follows from the representative, in a few words, and what of it counts.

    "" for the representative itself, if all of it does.
    """
    parts = [_made_text(member.relation, record, representative)]
    if member.share < _WHOLE:
        percent = max(1, round(100 * member.share))
        parts.append(tr("{percent} % of its pixels count").format(percent=percent))
    return ", ".join(part for part in parts if part)


def _made_text(relation: Relation | None, record: PhotoRecord, representative: PhotoRecord) -> str:
    if relation is None:
        return ""
    if relation.kind is DuplicateKind.SAME_FILE:
        return tr("the same bytes")
    if relation.kind is DuplicateKind.SERIES:
        return tr("another shot")
    parts = [tr("mirrored")] if relation.mirrored else []
    change = _change(relation, record, representative)
    if change is not None:
        parts = [*_view_parts(change), *parts]
    if parts:
        return ", ".join(parts)
    return {
        DuplicateKind.SAME_PICTURE: tr("the same pixels"),
        DuplicateKind.PAIR: tr("the same shot"),
    }.get(relation.kind, tr("saved anew"))


def mark_text(choice: MemberChoice | None) -> str:
    """Return what becomes of a file, with its sign."""
    if choice is None:
        sign, words = OPEN_SIGN, tr("Undecided")
    elif choice.mark is Mark.KEEP:
        sign, words = KEEP_SIGN, tr("Keep")
    else:
        sign, words = REMOVE_SIGN, tr("Remove")
    return f"{sign} {words}"


def why_text(choice: MemberChoice | None) -> str:
    """Return why it is so, as "Kept: RAW; larger; rated"; "" where nothing is to be said."""
    if choice is None:
        return ""
    kept = choice.mark is Mark.KEEP
    if choice.by_user:
        return tr("You keep it") if kept else tr("You remove it")
    reasons = "; ".join(rule_reason(rule) for rule in choice.reasons)
    if not reasons:
        return "" if kept else tr("No better than the one that stays")
    if kept:
        return tr("Kept: {reasons}").format(reasons=reasons)
    return tr("Another one is: {reasons}").format(reasons=reasons)


def rule_reason(rule: KeepRule) -> str:
    """Return what a file is that stays by a rule, in a word or two."""
    return {
        KeepRule.REFERENCE: tr("in a reference folder"),
        KeepRule.PROTECTED: tr("protected"),
        KeepRule.RATING: tr("rated"),
        KeepRule.RAW: tr("RAW"),
        KeepRule.PIXELS: tr("more pixels"),
        KeepRule.COLOR: tr("in colour"),
        KeepRule.SHARPNESS: tr("sharper"),
        KeepRule.EXPOSURE: tr("better exposed"),
        KeepRule.FORMAT: tr("better format"),
        KeepRule.BYTES: tr("larger"),
        KeepRule.METADATA: tr("tells more"),
        KeepRule.FOLDER: tr("in a preferred folder"),
        KeepRule.OLDEST: tr("older"),
        KeepRule.SHORTEST_NAME: tr("shorter name"),
    }[rule]


def rule_title(rule: KeepRule) -> str:
    """Return what a rule looks at, for the list in which they are ordered."""
    return {
        KeepRule.REFERENCE: tr("In a reference folder"),
        KeepRule.PROTECTED: tr("In a protected folder or format"),
        KeepRule.RATING: tr("Better rated"),
        KeepRule.RAW: tr("RAW before picture"),
        KeepRule.PIXELS: tr("More pixels"),
        KeepRule.COLOR: tr("In colour rather than grey"),
        KeepRule.SHARPNESS: tr("Sharper"),
        KeepRule.EXPOSURE: tr("Better exposed"),
        KeepRule.FORMAT: tr("Better format: without loss, newer"),
        KeepRule.BYTES: tr("More bytes"),
        KeepRule.METADATA: tr("Place, keywords, caption and edits"),
        KeepRule.FOLDER: tr("In a preferred folder"),
        KeepRule.OLDEST: tr("Older file"),
        KeepRule.SHORTEST_NAME: tr("Shorter name"),
    }[rule]


def _change(
    relation: Relation, record: PhotoRecord, representative: PhotoRecord
) -> ViewChange | None:
    here, there = record.metadata, representative.metadata
    if relation.transform is None or here is None or there is None:
        return None
    if min(here.width, here.height, there.width, there.height) < 1:
        return None
    return view_change(relation.transform, (there.width, there.height), (here.width, here.height))


def _view_parts(change: ViewChange) -> list[str]:
    parts = []
    if change.shown < 1:
        parts.append(tr("cropped to {percent} %").format(percent=max(1, round(100 * change.shown))))
    if change.has_more:
        parts.append(tr("with more around it"))
    if change.quarter_turns:
        parts.append(tr("turned by {degrees}°").format(degrees=90 * change.quarter_turns))
    if abs(change.degrees) >= 0.5:
        parts.append(
            tr("straightened by {degrees}°").format(degrees=wording.decimal(abs(change.degrees)))
        )
    if change.scale < 0.97 or change.scale > 1.03:
        percent = max(1, round(100 * change.scale))
        words = tr("reduced to {percent} %") if change.scale < 1 else tr("enlarged to {percent} %")
        parts.append(words.format(percent=percent))
    return parts


def _pixels(record: PhotoRecord) -> str:
    known = record.metadata
    return "" if known is None else f"{known.width} × {known.height}"


def _bytes(record: PhotoRecord) -> str:
    return wording.size(record.size)


def _format(record: PhotoRecord) -> str:
    known = record.metadata
    return (known.format if known else record.path.suffix.removeprefix(".")).upper()


def _date(record: PhotoRecord) -> str:
    known = record.metadata
    if known is None or known.captured is None:
        return tr("No date")
    return wording.when(known.captured)


def _exact_date(record: PhotoRecord) -> str:
    known = record.metadata
    if known is None or known.captured is None:
        return tr("No date")
    return wording.when_exactly(known.captured)


def _folder(record: PhotoRecord) -> str:
    return wording.shown_path(record.path.parent)

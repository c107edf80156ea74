"""Rating and tagging: sidecars are changed, rows follow, and each change can be taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photosearch.core.photo import PhotoRecord
from photosearch.images import text
from photosearch.images.xmp import read_xmp
from photosearch.images.xmp_editing import XmpEdit, edit_xmp
from photosearch.library.file_ops import sidecars
from photosearch.library.file_ops.catalog_sync import CatalogSync
from photosearch.library.file_ops.journal import JournalEntry, pack, unpack
from photosearch.library.file_ops.operation_run import OperationRun
from photosearch.store.user_metadata import UserMetadata

EditOf = Callable[[PhotoRecord, tuple[str, ...]], XmpEdit | None]
"""What is to be written for a photo with these keywords; None for nothing."""

Reverse = Callable[[bytes, bytes | None], XmpEdit]
"""The edit that takes a change back, for a sidecar as it is now and as it was before."""

_NEVER_NS = -1
"""No sidecar has this time: the row is then read anew by a rescan."""


@dataclass(frozen=True, slots=True)
class KeywordChange:
    """Keywords to be added and taken away."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def applied_to(self, keywords: tuple[str, ...]) -> tuple[str, ...]:
        """The keywords afterwards, each once, case ignored."""
        away = {word.casefold() for word in self.removed}
        kept = [word for word in keywords if word.casefold() not in away]
        return text.clean_keywords((*kept, *self.added))

    def reversed_from(self, before: tuple[str, ...]) -> KeywordChange:
        """What takes this back where these keywords were `before`."""
        had = {word.casefold() for word in before}
        added = tuple(word for word in self.added if word.casefold() not in had)
        gone = {word.casefold() for word in self.removed}
        return KeywordChange(tuple(word for word in before if word.casefold() in gone), added)


class SidecarOperation:
    """Writes sidecars, one photo after the other."""

    def __init__(self, rows: CatalogSync) -> None:
        self._rows = rows
        self._pending: list[UserMetadata] = []

    def flush(self) -> None:
        """Write to the catalog what has been done so far."""
        pending, self._pending = self._pending, []
        self._rows.told(pending)

    def change(self, run: OperationRun, record: PhotoRecord, edit_of: EditOf) -> None:
        """Change what people say of one photo."""
        if not record.online or not record.path.exists():
            run.is_usable(record)  # tells why it is not
            return
        sidecar = sidecars.sidecar_of(record.path)
        before = None if sidecar is None else sidecars.read(sidecar)
        told = _told_keywords(before)
        own = record.facts.keywords if record.facts is not None else ()
        edit = edit_of(record, own if told is None else told)
        if edit is None:
            run.done += 1
            return
        after = edit_xmp(before, edit)
        concerned = [record, *self._sharers(sidecar, record)]
        if after != before:
            target = sidecar or sidecars.new_sidecar(record.path)
            before_ns = sidecars.mtime_ns(sidecar)
            act = JournalEntry(
                "write",
                record.photo_id,
                str(target),
                before=None if before is None else pack(before),
                after=digest(after),
                rows=[_as_row(each) for each in concerned],
            )
            with run.acting(act):
                sidecars.write(target, after)
                self._note(concerned, after, before_ns, sidecars.mtime_ns(target))
        else:
            self._note(concerned, after, 0, 0)
        run.done += 1

    def take_back(self, act: JournalEntry, reverse: Reverse) -> None:
        """Bring a sidecar back as it was; where it was changed since, only what the step changed.

        Args:
            act: of kind "write".
            reverse: see `Reverse`.

        Raises:
            OSError, UneditableXmp, UnusableSidecar: it is as it was.
        """
        sidecar = Path(act.path)
        before = None if act.before is None else unpack(act.before)
        now = sidecars.read(sidecar) if sidecar.exists() else None
        now_ns = sidecars.mtime_ns(sidecar)
        if now is not None and digest(now) == act.after:
            if before is None:
                sidecar.unlink()
            else:
                sidecars.write(sidecar, before)
            self._restore_rows(act, now_ns, sidecars.mtime_ns(sidecar))
        elif now == before:  # it was not done, or has been taken back
            self._restore_rows(act, 0, 0)
        elif now is not None:
            sidecars.write(sidecar, edit_xmp(now, reverse(now, before)))
            self._restore_rows(act, _NEVER_NS, 0)

    def _restore_rows(self, act: JournalEntry, before_ns: int, after_ns: int) -> None:
        for photo_id, rating, keywords in act.rows:
            facts = UserMetadata(photo_id, rating, tuple(keywords), before_ns, after_ns)
            self._pending.append(facts)

    def _sharers(self, sidecar: Path | None, record: PhotoRecord) -> list[PhotoRecord]:
        if sidecar is None:
            return []
        others = [self._rows.at(path) for path in sidecars.sharers(sidecar, record.path)]
        return [other for other in others if other is not None]

    def _note(
        self, records: list[PhotoRecord], packet: bytes, before_ns: int, after_ns: int
    ) -> None:
        found = read_xmp(packet)
        assert found is not None  # it was edited, and so read
        for record in records:
            facts = record.facts
            if facts is None:
                continue
            told = found.keywords or found.keywords_told
            self._pending.append(
                UserMetadata(
                    record.photo_id,
                    facts.rating if found.rating is None else found.rating,
                    found.keywords if told else facts.keywords,
                    before_ns,
                    after_ns,
                )
            )


def rating_edit(rating: int) -> EditOf:
    """Give each photo this rating. One that has none needs no sidecar to have none."""

    def edit(record: PhotoRecord, _keywords: tuple[str, ...]) -> XmpEdit | None:
        rated = record.facts is not None and record.facts.rating is not None
        return XmpEdit(rating=rating) if rating or rated else None

    return edit


def keywords_edit(words: KeywordChange) -> EditOf:
    """Add and take away keywords. A photo that has them as wanted is left alone."""

    def edit(_record: PhotoRecord, keywords: tuple[str, ...]) -> XmpEdit | None:
        wanted = words.applied_to(keywords)
        if {word.casefold() for word in wanted} == {word.casefold() for word in keywords}:
            return None
        return XmpEdit(keywords=wanted)

    return edit


def reverse_rating(_now: bytes, before: bytes | None) -> XmpEdit:
    """The rating that the sidecar held before."""
    found = read_xmp(before) if before is not None else None
    if found is None or found.rating is None:
        return XmpEdit(without_rating=True)
    return XmpEdit(rating=found.rating)


def reverse_keywords(words: KeywordChange, own: tuple[str, ...]) -> Reverse:
    """Take these keywords back where a photo had the keywords `own` before."""

    def reverse(now: bytes, _before: bytes | None) -> XmpEdit:
        current = _told_keywords(now) or ()
        return XmpEdit(keywords=words.reversed_from(own).applied_to(current))

    return reverse


def digest(packet: bytes) -> str:
    """A hash that tells one content from another."""
    return hashlib.blake2b(packet, digest_size=16).hexdigest()


def _told_keywords(packet: bytes | None) -> tuple[str, ...] | None:
    """What the sidecar says; None if it says nothing, so that what is in the photo holds."""
    found = read_xmp(packet) if packet is not None else None
    if found is None or not (found.keywords or found.keywords_told):
        return None
    return found.keywords


def _as_row(record: PhotoRecord) -> list[Any]:
    facts = record.facts
    return [
        record.photo_id,
        None if facts is None else facts.rating,
        [] if facts is None else list(facts.keywords),
    ]

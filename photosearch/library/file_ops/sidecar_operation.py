"""Rate and tag: change sidecars and their rows, so that each change can be reverted."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from photosearch.core.photo import PhotoRecord
from photosearch.images import text
from photosearch.images.found import Found
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
_OLDER_NS = 10_000_000
"""By so much the other sidecar of a photo is made older than the one that is read. File systems
that know only larger steps (FAT) take them for equally old."""


@dataclass(frozen=True, slots=True)
class KeywordChange:
    """Hold keywords to be added and taken away."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def apply(self, keywords: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keywords afterwards, each once, case ignored."""
        away = {word.casefold() for word in self.removed}
        kept = [word for word in keywords if word.casefold() not in away]
        return text.clean_keywords((*kept, *self.added))

    def reverse(self, before: tuple[str, ...]) -> KeywordChange:
        """Return what takes this back where these keywords were `before`."""
        had = {word.casefold() for word in before}
        added = tuple(word for word in self.added if word.casefold() not in had)
        gone = {word.casefold() for word in self.removed}
        return KeywordChange(tuple(word for word in before if word.casefold() in gone), added)


class SidecarOperation:
    """Write sidecars, one photo after the other."""

    def __init__(self, catalog_sync: CatalogSync) -> None:
        self._catalog_sync = catalog_sync
        self._pending: list[UserMetadata] = []

    def flush(self) -> None:
        """Write to the catalog what has been done so far."""
        pending, self._pending = self._pending, []
        self._catalog_sync.update_metadata(pending)

    def edit(self, run: OperationRun, record: PhotoRecord, edit_of: EditOf) -> None:
        """Change what people say of one photo."""
        if not record.online or not record.path.exists():
            run.is_usable(record)  # tells why it is not
            return
        self.write(run, record, edit_of, record.photo_id)
        run.done += 1

    def write(
        self, run: OperationRun, record: PhotoRecord, edit_of: EditOf, for_photo: int
    ) -> None:
        """Change what people say of one photo, which is there, for the sake of that or another one.

        Raises:
            OSError, UneditableXmp, UnusableSidecar: it is as it was.
        """
        found = sidecars.find_sidecars(record.path)
        sidecar = found[0] if found else None
        before = None if sidecar is None else sidecars.read(sidecar)
        told = _sidecar_keywords(before)
        own = record.metadata.keywords if record.metadata is not None else ()
        edit = edit_of(record, own if told is None else told)
        if edit is None:
            return
        after = edit_xmp(before, edit)
        concerned = [record, *self._sharers(sidecar, record)]
        if after != before:
            target = sidecar or sidecars.new_sidecar_path(record.path)
            before_ns = sidecars.mtime_ns(sidecar)
            entry = JournalEntry(
                "write",
                for_photo,
                str(target),
                before=None if before is None else pack(before),
                after=digest(after),
                rows=[_stored_row(each) for each in concerned],
                edit=asdict(edit),
            )
            entry.mtime_ns = before_ns
            with run.journaled(entry):
                sidecars.write(target, after)
                # Rows hold no more of it than rating and keywords: the rest is read by a rescan.
                known_ns = _NEVER_NS if edit.beyond_rows else before_ns
                self._queue_rows(concerned, after, known_ns, sidecars.mtime_ns(target))
            for other in found[1:]:
                if not sidecars.is_shared(other, record.path):
                    with run.collecting_errors(other):
                        _keep_alike(run, for_photo, other, edit, sidecars.mtime_ns(target))
        else:
            self._queue_rows(concerned, after, 0, 0)

    def revert(self, entry: JournalEntry, reverse: Reverse) -> None:
        """Bring a sidecar back as it was; where it was changed since, revert only our change.

        Args:
            entry: of kind "write".
            reverse: see `Reverse`.

        Raises:
            OSError, UneditableXmp, UnusableSidecar: it is as it was.
        """
        sidecar = self._place_now(entry)
        before = None if entry.before is None else unpack(entry.before)
        now = sidecars.read(sidecar) if sidecar.exists() else None
        now_ns = sidecars.mtime_ns(sidecar)
        if now is None and before is not None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(sidecar))
        if now is not None and digest(now) == entry.after:
            if before is None:
                sidecar.unlink()
            else:
                sidecars.write(sidecar, before)
                _restore_time(sidecar, entry)
            beyond_rows = entry.edit is not None and edit_from(entry.edit).beyond_rows
            known_ns = _NEVER_NS if beyond_rows else now_ns
            self._restore_rows(entry, known_ns, sidecars.mtime_ns(sidecar))
        elif now == before:  # it was not done, or has been taken back
            if now is not None:
                _restore_time(sidecar, entry)
            self._restore_rows(entry, 0, 0)
        elif now is not None:
            sidecars.write(sidecar, edit_xmp(now, reverse(now, before)))
            self._restore_rows(entry, _NEVER_NS, 0)

    def read_rows(self, entry: JournalEntry) -> None:
        """Bring the rows of an entry in line with its sidecar, if that is as before or as written.

        Raises:
            OSError, UnusableSidecar: it cannot be read.
        """
        sidecar = Path(entry.path)
        now = sidecars.read(sidecar) if sidecar.exists() else None
        if now == (None if entry.before is None else unpack(entry.before)):
            self._restore_rows(entry, 0, 0)
        elif now is not None and digest(now) == entry.after:
            records = self._catalog_sync.records([photo_id for photo_id, *_ in entry.rows])
            self._queue_rows(records, now, 0, 0)

    def _place_now(self, entry: JournalEntry) -> Path:
        """Return where the sidecar of an entry is: beside its photo, which may have been moved.

        Raises:
            FileNotFoundError: the photo is no longer where the library knows it, and may have taken
                what was written along.
        """
        sidecar = Path(entry.path)
        rows = self._catalog_sync.records([photo_id for photo_id, *_ in entry.rows])
        if sidecar.exists() or not rows:
            return sidecar
        photos = [row.path for row in rows if row.path.exists()]
        if not photos:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(sidecar))
        elsewhere = [photo for photo in photos if photo.parent != sidecar.parent]
        beside = [each for photo in elsewhere for each in sidecars.find_sidecars(photo)]
        same = (each for each in beside if digest(sidecars.read(each)) == entry.after)
        return next(same, beside[0] if beside else sidecar)

    def _restore_rows(self, entry: JournalEntry, before_ns: int, after_ns: int) -> None:
        for photo_id, rating, keywords in entry.rows:
            metadata = UserMetadata(photo_id, rating, tuple(keywords), before_ns, after_ns)
            self._pending.append(metadata)

    def _sharers(self, sidecar: Path | None, record: PhotoRecord) -> list[PhotoRecord]:
        if sidecar is None:
            return []
        paths = sidecars.other_readers(sidecar, record.path)
        others = [self._catalog_sync.record_at(path) for path in paths]
        return [other for other in others if other is not None]

    def _queue_rows(
        self, records: list[PhotoRecord], packet: bytes, before_ns: int, after_ns: int
    ) -> None:
        found = read_xmp(packet)
        assert found is not None  # it was edited, and so read
        for record in records:
            metadata = record.metadata
            if metadata is None:
                continue
            told = found.keywords or found.keywords_told
            self._pending.append(
                UserMetadata(
                    record.photo_id,
                    metadata.rating if found.rating is None else found.rating,
                    found.keywords if told else metadata.keywords,
                    before_ns,
                    after_ns,
                )
            )


def _keep_alike(
    run: OperationRun, for_photo: int, other: Path, edit: XmpEdit, read_ns: int
) -> None:
    """Make the change in the sidecar that is not read, too, and leave it the older one.

    Raises:
        OSError, UneditableXmp, UnusableSidecar: it is as it was.
    """
    before = sidecars.read(other)
    after = edit_xmp(before, edit)
    if after != before:
        former_ns = sidecars.mtime_ns(other)
        entry = JournalEntry(
            "write",
            for_photo,
            str(other),
            photo=False,
            before=pack(before),
            after=digest(after),
            mtime_ns=former_ns,
            edit=asdict(edit),
        )
        with run.journaled(entry):
            sidecars.write(other, after)
            sidecars.set_mtime_ns(other, read_ns - _OLDER_NS)


def _restore_time(sidecar: Path, entry: JournalEntry) -> None:
    """Give a sidecar that is as before the time that it had: that decides which one is read."""
    if entry.mtime_ns:  # older journals do not tell
        sidecars.set_mtime_ns(sidecar, entry.mtime_ns)


def rating_edit(rating: int) -> EditOf:
    """Return the edit to this rating. A photo that has none needs no sidecar to have none."""

    def edit(record: PhotoRecord, _keywords: tuple[str, ...]) -> XmpEdit | None:
        rated = record.metadata is not None and record.metadata.rating is not None
        return XmpEdit(rating=rating) if rating or rated else None

    return edit


def keywords_edit(words: KeywordChange) -> EditOf:
    """Return the edit of keywords. A photo that has them as wanted is left alone."""

    def edit(_record: PhotoRecord, keywords: tuple[str, ...]) -> XmpEdit | None:
        wanted = words.apply(keywords)
        if {word.casefold() for word in wanted} == {word.casefold() for word in keywords}:
            return None
        return XmpEdit(keywords=wanted)

    return edit


def reverse_rating(_now: bytes, before: bytes | None) -> XmpEdit:
    """Return the edit that sets the rating that the sidecar held before."""
    found = read_xmp(before) if before is not None else None
    if found is None or found.rating is None:
        return XmpEdit(without_rating=True)
    return XmpEdit(rating=found.rating)


def reverse_keywords(words: KeywordChange, own: tuple[str, ...]) -> Reverse:
    """Return the reverse of a change where a photo had the keywords `own` before."""

    def reverse(now: bytes, _before: bytes | None) -> XmpEdit:
        current = _sidecar_keywords(now) or ()
        return XmpEdit(keywords=words.reverse(own).apply(current))

    return reverse


def reverse_merge(written: XmpEdit, own: tuple[str, ...]) -> Reverse:
    """Return the reverse of what was brought to a sidecar: what of it still stands there goes.

    Args:
        written: what was brought.
        own: the keywords that the photo had before.
    """

    def reverse(now: bytes, before: bytes | None) -> XmpEdit:
        current, former = read_xmp(now) or Found(), read_xmp(before or b"") or Found()
        rated = written.rating is not None and current.rating == written.rating
        keywords = None
        if written.keywords is not None:
            change = KeywordChange(written.keywords)
            keywords = change.reverse(own).apply(current.keywords)
        return XmpEdit(
            rating=former.rating if rated else None,
            keywords=keywords,
            without_rating=rated and former.rating is None,
            without_caption=written.caption is not None and current.caption == written.caption,
            without_position=written.position is not None and current.position is not None,
        )

    return reverse


def edit_from(stored: dict[str, Any]) -> XmpEdit:
    """Return the edit that a journal entry holds."""
    lists = {name: tuple(value) for name, value in stored.items() if isinstance(value, list)}
    return XmpEdit(**stored | lists)


def digest(packet: bytes) -> str:
    """Return a hash that tells one content from another."""
    return hashlib.blake2b(packet, digest_size=16).hexdigest()


def _sidecar_keywords(packet: bytes | None) -> tuple[str, ...] | None:
    """Return the sidecar's keywords; None if it says nothing, so that those in the photo hold."""
    found = read_xmp(packet) if packet is not None else None
    if found is None or not (found.keywords or found.keywords_told):
        return None
    return found.keywords


def _stored_row(record: PhotoRecord) -> list[Any]:
    metadata = record.metadata
    return [
        record.photo_id,
        None if metadata is None else metadata.rating,
        [] if metadata is None else list(metadata.keywords),
    ]

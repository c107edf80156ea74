"""Clean up duplicates: what goes is thrown away, moved, or made a link to what stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photosearch.core.duplicates import CleanAction
from photosearch.core.file_operations import ErrorReason, Trash
from photosearch.core.photo import FileStamp, PhotoMetadata, PhotoRecord
from photosearch.library.file_ops import companions, file_links
from photosearch.library.file_ops.catalog_sync import CatalogSync, FileState, carried_stamp
from photosearch.library.file_ops.clean_plan import CleanPlan
from photosearch.library.file_ops.journal import UNDONE, JournalEntry
from photosearch.library.file_ops.last_copy import LastCopyCheck, LastCopyGuard
from photosearch.library.file_ops.metadata_merge import edit_to, merged, with_sidecar
from photosearch.library.file_ops.move_operation import MoveOperation
from photosearch.library.file_ops.operation_run import OperationRun, Refused
from photosearch.library.file_ops.sidecar_operation import (
    SidecarOperation,
    edit_from,
    reverse_merge,
)


class CleanOperation:
    """Clean up, one file that goes after the other."""

    def __init__(self, catalog_sync: CatalogSync, plan: CleanPlan, trash: Trash) -> None:
        self._catalog_sync = catalog_sync
        self._options = plan.options
        self._trash = trash
        self._moves = MoveOperation(catalog_sync)
        self._sidecars = SidecarOperation(catalog_sync)
        self._relinked: dict[int, tuple[int, FileStamp]] = {}
        self._records = {each.photo_id: each for each in catalog_sync.records(plan.kept)}
        self._guard = LastCopyGuard(plan, self._records)
        self._device = plan.options.device
        if self._device is None and plan.options.folder is not None:
            self._device = plan.options.folder.stat().st_dev
        self._merge_into = {
            photo_id: group.merge_into for group in plan.groups for photo_id, _ in group.removed
        }
        self._metadata: dict[int, PhotoMetadata] = {}

    def flush(self) -> None:
        """Write to the catalog what has been done so far."""
        relinked, self._relinked = self._relinked, {}
        self._sidecars.flush()
        self._moves.flush()
        self._catalog_sync.relocate(relinked)

    def clean(self, run: OperationRun, record: PhotoRecord) -> None:
        """Let one file go, if another one really stays for it.

        Raises:
            Refused, OSError, UneditableXmp, UnusableSidecar: it is as it was.
            Cancelled: through `run`; likewise.
        """
        if not run.is_usable(record):
            return
        with self._guard.holding(record, run.checkpoint) as check:
            if self._options.action in file_links.LINK_ACTIONS:
                self._replace(run, record, check)
                return
            links = self._catalog_sync.links_to(record)
            if links:  # they would lead nowhere
                raise Refused(ErrorReason.LINKED, str(links[0]))
            with self._merging(run, record):
                check.require_unchanged()
                if self._options.action is CleanAction.MOVE:
                    self._move(run, record, check)
                else:
                    self._throw_away(run, record, check)

    def _throw_away(self, run: OperationRun, record: PhotoRecord, check: LastCopyCheck) -> None:
        stays = check.stays.path
        raws = companions.raws_of(record.path) if self._options.with_raw else []
        # A video or RAW file of which there is no other one stays: it is all that is left of it.
        raws = [raw for raw in raws if companions.has_equal_beside(raw, stays)]
        videos = companions.videos_of(record.path)
        videos = [video for video in videos if companions.has_equal_beside(video, stays)]
        self._moves.trash(run, record, self._trash, companions=videos, check=check.require_copy)
        for raw in self._known(raws):
            self._moves.trash(run, raw, self._trash)

    def _move(self, run: OperationRun, record: PhotoRecord, check: LastCopyCheck) -> None:
        folder = self._target(record)
        raws = companions.raws_of(record.path) if self._options.with_raw else []
        videos = companions.videos_of(record.path)
        self._moves.move(run, record, folder, companions=videos, check=check.require_copy)
        for raw in self._known(raws):
            self._moves.move(run, raw, folder)

    def _target(self, record: PhotoRecord) -> Path:
        """Return the folder below the chosen one that is the photo's own below its root."""
        folder, place = self._options.folder, self._catalog_sync.location_of(record)
        assert folder is not None
        if place is None:
            raise Refused(ErrorReason.GONE)
        if record.path.is_relative_to(folder):
            raise Refused(ErrorReason.SAME_FOLDER)
        if folder.stat().st_dev != self._device:  # the drive went away: this is its empty place
            raise Refused(ErrorReason.OFFLINE)
        target = folder / place.root.path.name / record.path.relative_to(place.root.path).parent
        target.mkdir(parents=True, exist_ok=True)
        return target

    def _known(self, raws: list[Path]) -> list[PhotoRecord]:
        """Return the rows of RAW files, but for those that are to stay."""
        found = [self._catalog_sync.record_at(path) for path in raws]
        return [each for each in found if each is not None and each.photo_id not in self._records]

    # Links

    def _replace(self, run: OperationRun, record: PhotoRecord, check: LastCopyCheck) -> None:
        """Let the name of a file lead to the one that stays."""
        path, action = record.path, self._options.action
        if check.digest is None:
            raise Refused(ErrorReason.DIFFERENT, str(check.stays.path))
        known, before = self._catalog_sync.catalog_file(record), FileState.of(path)
        reflink = action is CleanAction.REFLINK  # it keeps all that it has
        entry = JournalEntry(
            action.value,
            record.photo_id,
            str(path),
            str(check.stays.path),
            size=record.size,
            mtime_ns=before.mtime_ns,
            after=check.digest.hex(),
            mode=path.stat().st_mode & 0o7777,
            attributes={} if reflink else file_links.read_attributes(path),
        )
        freed = _freed_by(record)
        with run.journaled(entry):
            file_links.replace_by_link(path, check.stays.path, action, check.require_unchanged)
        place = self._catalog_sync.location_of(record)
        if place is not None and known is not None:
            stamp = carried_stamp(known, before, FileState.of(path), place.rel_path)
            is_link = action is CleanAction.SYMBOLIC_LINK
            self._relinked[record.photo_id] = (
                place.root.root_id,
                dataclasses.replace(stamp, is_link=is_link),
            )
        run.done += 1
        run.bytes += freed

    # Merging

    @contextmanager
    def _merging(self, run: OperationRun, record: PhotoRecord) -> Iterator[None]:
        """Bring what is known of a photo to the one that stays; take that back if it does not go.

        Raises:
            OSError, UneditableXmp, UnusableSidecar: it cannot be written; nothing was changed.
        """
        target = self._merge_target(record)
        before = None if target is None else self._known_metadata(target)
        written, done, freed = len(run.record.entries), run.done, _freed_by(record)
        if target is not None and before is not None and record.metadata is not None:
            # Its sidecar as it is now: it may have changed since the library was told.
            other = with_sidecar(record.path, record.metadata)
            after = merged(before, other, self._options.merge)
            edit_of = edit_to(before, after)
            if edit_of is not None:
                self._sidecars.write(run, target, edit_of, record.photo_id)
                self._metadata[target.photo_id] = after
        own = run.record.entries[written:]
        try:
            yield
        finally:
            if run.done > done:
                run.bytes += freed
            elif target is not None and before is not None:
                for entry in reversed([each for each in own if each.state != UNDONE]):
                    assert entry.edit is not None
                    reverse = reverse_merge(edit_from(entry.edit), before.keywords)
                    self._sidecars.revert(entry, reverse)
                    run.journal.log_undone(run.record, entry)
                self._metadata[target.photo_id] = before

    def _merge_target(self, record: PhotoRecord) -> PhotoRecord | None:
        """Return the photo to which is brought what is known of one that goes, if there is one."""
        target = self._records.get(self._merge_into.get(record.photo_id) or 0)
        if target is None or not self._options.merge or not target.online:
            return None
        return target if target.path.exists() else None

    def _known_metadata(self, target: PhotoRecord) -> PhotoMetadata | None:
        """Return what is known of a photo that stays, its sidecar as it is now."""
        if target.photo_id not in self._metadata and target.metadata is not None:
            self._metadata[target.photo_id] = with_sidecar(target.path, target.metadata)
        return self._metadata.get(target.photo_id)


def _freed_by(record: PhotoRecord) -> int:
    """Return how many bytes are free when a name of a file goes: none while it has another one."""
    return record.size if record.path.stat().st_nlink < 2 else 0

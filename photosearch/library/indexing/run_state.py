"""Hold the state of one index run: what is to be read, was found out, is not yet written."""

from __future__ import annotations

import os
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping

from photosearch.core.changes import Changes, IndexSummary
from photosearch.core.codes import CodeKind
from photosearch.core.errors import Reason
from photosearch.core.jobs import JobControl, Progress, RateLimiter, RateMeter
from photosearch.core.message_codes import NoteCode, StageCode
from photosearch.core.photo import (
    CatalogContent,
    CatalogFile,
    FileStamp,
    IndexedPhoto,
    Root,
    UnreadableFile,
)
from photosearch.images.decoder_versions import CHANGED_IN
from photosearch.inference.pool import TaskResult, Workers
from photosearch.library.indexing.file_identities import FileIdentities
from photosearch.library.roots.drives import is_online
from photosearch.library.roots.scanner import ScanDifference, extended_path
from photosearch.library.workers.photo_worker import (
    DuplicateContent,
    FileVanished,
    PhotoResult,
    PhotoTask,
)
from photosearch.messages import Message
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog

_BATCH_PHOTOS = 128
_BATCH_SECONDS = 1.0
_MAX_CRASHES = 2
_INDEXING = Message(StageCode.INDEXING)
_MANY_CONTENTS = 64
"""With more known contents of its size (raw photos of one camera), a file is first only told apart
by its content id: handing all of them to each task would take time and memory by the square."""
_OF_DRIVES = frozenset({Reason.IO_ERROR, Reason.GONE})
"""What files may seem to be when their drive is unplugged."""
_LOOK_EVERY_S = 1.0
"""How often it is looked for a drive while files are not found, before the end of the run."""
_REREAD_AFTER_S = 2.0
"""How long a file that was being written is left alone before it is read once more."""


class IndexRunState:
    """Collect what scans and workers found, and write it; used by the indexer in one thread."""

    def __init__(
        self,
        catalog: Catalog,
        model_id: str,
        on_commit: Callable[[Changes], None],
        control: JobControl,
        report: RateLimiter[Progress],
    ) -> None:
        self.summary = IndexSummary()
        self.tasks: deque[PhotoTask] = deque()
        self.outdated: set[int] = set()
        """Photo ids of files that an older version of the decoders read; set by the indexer."""
        self._catalog = catalog
        self._on_commit = on_commit
        self._control = control
        self._report = report
        self._identities = FileIdentities(catalog)
        self._batch = WriteBatch(model_id, decoders=CHANGED_IN)
        self._flushed_at = time.monotonic()
        self._rows: dict[tuple[int, bytes], CatalogFile] = {}
        """The rows of the files that are read again."""
        self._rereading: set[int] = set()
        """Their photo ids: they may hold something else soon, so nothing is copied from them."""
        self._missing: set[int] = set()
        """Photo ids whose file is not where it was: sources of moves, else missing in the end."""
        self._excluded: set[int] = set()
        """Those of them that are left out on purpose."""
        self._roots: dict[int, Root] = {}
        """Those of which files are read."""
        self._vanished: dict[int, set[int]] = defaultdict(set)
        """By root, those of the missing whose file could not be opened: was the drive unplugged?"""
        self._away: set[int] = set()
        """Roots whose drive went away in the run: what their files were like is not known."""
        self._looked_at = 0.0
        self._contents: dict[bytes, list[CatalogContent]] = defaultdict(list)
        self._to_read: list[tuple[Root, FileStamp]] = []
        self._shared_sizes: set[int] = set()
        self._unsettled: list[PhotoTask] = []
        self._done = 0
        self._total = 0
        self._rate = RateMeter()

    def add_scan(
        self, root: Root, known: Mapping[bytes, CatalogFile], difference: ScanDifference
    ) -> None:
        """Note what the scan of a root found."""
        summary = self.summary
        if difference.partial:
            summary.offline += (root.path,)
            return
        for folder, cause in difference.unreadable_folders:
            path = root.path / os.fsdecode(folder)
            summary.notes += (Message(NoteCode.FOLDER_UNREADABLE, path=path, cause=cause),)
        summary.counts["unchanged"] += difference.unchanged
        summary.counts["found"] += len(difference.found)
        self._batch.found.extend(difference.found)
        self._missing.update(difference.missing)
        self._excluded.update(difference.excluded)
        for stamp in difference.to_read:
            row = known.get(stamp.rel_path)
            if row is not None:
                self._rows[root.root_id, stamp.rel_path] = row
            self._to_read.append((root, stamp))
        for stamp, reason, detail in difference.unreadable:
            self._add_unreadable(UnreadableFile(root.root_id, stamp, reason, detail))

    def prepare(self) -> None:
        """Make the tasks, each with the content ids that may make reading it needless."""
        self._rereading = {row.photo_id for row in self._rows.values()}
        sizes = Counter(stamp.size for _, stamp in self._to_read)
        self._shared_sizes = {size for size, count in sizes.items() if count > 1}
        by_size = self._reusable_contents(set(sizes))
        for contents in by_size.values():
            for content in contents:
                self._contents[content.content_id].append(content)
        roots: dict[int, bytes] = {}
        for root, stamp in self._to_read:
            if root.root_id not in roots:
                roots[root.root_id] = os.fsencode(extended_path(root.path))
                self._roots[root.root_id] = root
            own_id = self._restampable_id(root.root_id, stamp)
            contents = by_size.get(stamp.size, [])
            many = len(contents) > _MANY_CONTENTS
            known = frozenset(
                content.content_id
                for content in (() if many else contents)
                if content.sidecar_mtime_ns == stamp.sidecar_mtime_ns
                and (content.photo_id == own_id or content.photo_id not in self._rereading)
            )
            self.tasks.append(
                PhotoTask(root.root_id, roots[root.root_id], stamp, known, content_first=many)
            )
        self._to_read = []
        self._total = len(self.tasks)
        self._rate = RateMeter()

    def _restampable_id(self, root_id: int, stamp: FileStamp) -> int | None:
        """Return the file's own row, if it wants a new stamp at most.

        One that is to be tried again wants more: codes or a thumbnail.
        """
        row = self._rows.get((root_id, stamp.rel_path))
        return row.photo_id if row is not None and not row.retry else None

    def _reusable_contents(self, sizes: set[int]) -> dict[int, list[CatalogContent]]:
        """Return catalog rows of files of these sizes whose codes can be taken over."""
        by_size = self._catalog.photos.find_content(sizes)
        photo_ids = [content.photo_id for contents in by_size.values() for content in contents]
        # Every model has the output "subject"; a row without it is itself waiting to be encoded.
        encoded, _ = self._catalog.codes.get(self._batch.model_id, CodeKind.SUBJECT, photo_ids)
        with_codes = set(encoded.tolist())
        return {
            size: [content for content in contents if content.photo_id in with_codes]
            for size, contents in by_size.items()
        }

    def read_all(self, pool: Workers[PhotoTask, PhotoResult]) -> None:
        """Feed the workers and take their results until all is read.

        Raises:
            Cancelled: the user cancelled; the caller flushes.
        """
        in_flight = 0
        try:
            while self.tasks or in_flight or self._unsettled:
                self._control.checkpoint()
                if not self.tasks and not in_flight:
                    self._wait_for_unsettled()
                while self.tasks and pool.free_slots > 0:
                    pool.submit(self.tasks.popleft())
                    in_flight += 1
                outcome = pool.next_result(timeout_s=0.25)
                if outcome is not None:
                    in_flight -= 1
                    self._add_result(outcome)
                if self._is_flush_due():
                    self.flush()
                self._report_progress(outcome)
        finally:
            pool.close()

    def finish(self) -> None:
        """Mark as missing what is gone and has not turned up elsewhere, and write the rest."""
        for root_id, photo_ids in self._vanished.items():
            if self._is_away(root_id):
                self._missing -= photo_ids
        self._batch.missing.extend(sorted(self._missing))
        self.summary.counts["missing"] += len(self._missing - self._excluded)
        if self._missing & self._excluded:
            self.summary.counts["excluded"] += len(self._missing & self._excluded)
        self._missing = set()
        self.flush()

    def flush(self) -> None:
        """Write what is found out so far in one transaction, and tell of it."""
        batch = self._batch
        self._batch = WriteBatch(batch.model_id, decoders=CHANGED_IN)
        self._flushed_at = time.monotonic()
        if not batch:
            return
        result = self._catalog.commit_batch(batch)
        stamps = [each.stamp for each in batch.indexed]
        stamps += [stamp for *_, stamp in (*batch.moved, *batch.copied)]
        self._identities.correct({stamp.file_id for stamp in stamps})
        added, changed = list(result.copied_ids), list(batch.found)
        # A root may have been removed since its photos were read.
        written = [each for each in batch.indexed if each.root_id not in result.removed_roots]
        for photo, photo_id in zip(written, result.indexed_ids, strict=True):
            row = self._rows.pop((photo.root_id, photo.stamp.rel_path), None)
            (added if row is None else changed).append(photo_id)
            if photo.stamp.size in self._shared_sizes:
                self._contents[photo.content_id].append(
                    CatalogContent(
                        photo_id,
                        photo.content_id,
                        photo.stamp.sidecar_mtime_ns,
                        file_id=photo.stamp.file_id,
                    )
                )
        changed.extend(photo_id for photo_id, _, _ in batch.moved)
        removed = [*batch.missing, *result.unreadable_ids, *result.replaced_ids]
        self._on_commit(Changes(tuple(added), tuple(changed), tuple(removed)))

    def _is_flush_due(self) -> bool:
        late = time.monotonic() - self._flushed_at > _BATCH_SECONDS
        return len(self._batch) >= _BATCH_PHOTOS or late

    def _add_result(self, outcome: TaskResult[PhotoTask, PhotoResult]) -> None:
        task, result = outcome.task, outcome.result
        if task.root_id in self._away and not isinstance(result, IndexedPhoto):
            return
        if outcome.failure is not None:
            self._add_crash(task, outcome.failure, outcome.detail)
        elif isinstance(result, IndexedPhoto):
            self._batch.indexed.append(result)
            self._count(
                "redecoded" if self._is_outdated(result.root_id, result.stamp) else "indexed"
            )
        elif isinstance(result, DuplicateContent):
            self._add_duplicate(task, result)
        elif isinstance(result, FileVanished):
            row = self._rows.get((result.root_id, result.stamp.rel_path))
            if row is not None:
                self._missing.add(row.photo_id)
                self._vanished[result.root_id].add(row.photo_id)
            self._count("vanished")
            if time.monotonic() - self._looked_at > _LOOK_EVERY_S:
                self._is_away(result.root_id)
        elif isinstance(result, UnreadableFile):
            if result.reason is Reason.CHANGING and not task.last_try:
                self._unsettled.append(task)
                return
            if result.reason in _OF_DRIVES and self._is_away(result.root_id):
                return
            self._add_unreadable(result)
            self._done += 1

    def _is_away(self, root_id: int) -> bool:
        """Look whether the drive of a root, on which there were files, went away in the run."""
        root = self._roots[root_id]
        if root_id not in self._away:
            if is_online(root.path, root.volume, has_photos=True):
                self._looked_at = time.monotonic()
                return False
            self._away.add(root_id)
            self.summary.offline += (root.path,)
            left = [task for task in self.tasks if task.root_id != root_id]
            self._total -= len(self.tasks) - len(left)
            self.tasks = deque(left)
        return True

    def _is_outdated(self, root_id: int, stamp: FileStamp) -> bool:
        """Tell whether a file was read again only because an older version had decoded it."""
        row = self._rows.get((root_id, stamp.rel_path))
        return (
            row is not None
            and row.photo_id in self.outdated
            and (row.size, row.mtime_ns) == (stamp.size, stamp.mtime_ns)
        )

    def _add_duplicate(self, task: PhotoTask, result: DuplicateContent) -> None:
        """Handle content that may be known: the file was touched, moved, or is one more copy."""
        place = (result.root_id, result.stamp.rel_path)
        own_id = self._restampable_id(result.root_id, result.stamp)
        contents = self._contents[result.content_id]
        # With another sidecar the facts differ: such a file is read anew.
        fitting = [
            content
            for content in contents
            if content.sidecar_mtime_ns == result.stamp.sidecar_mtime_ns
        ]
        if any(content.photo_id == own_id for content in fitting):
            row = self._rows.pop(place)
            self._batch.moved.append((row.photo_id, result.root_id, result.stamp))
            self._missing.discard(row.photo_id)
            self._count("moved" if row.missing else "unchanged")
            return
        for content in fitting:
            again = content.photo_id in self._rereading
            if content.photo_id in self._missing or (content.missing and not again):
                self._rows.pop(place, None)
                contents.remove(content)
                self._missing.discard(content.photo_id)
                self._batch.moved.append((content.photo_id, result.root_id, result.stamp))
                self._count("moved")
                return
        for content in fitting:
            if content.photo_id not in self._rereading:
                self._rows.pop(place, None)
                self._batch.copied.append((content.photo_id, result.root_id, result.stamp))
                linked = any(self._identities.is_one_file(each, result.stamp) for each in fitting)
                self._count("linked" if linked else "copied")
                return
        # It is new, or all its sources have moved away meanwhile: read it after all.
        self.tasks.append(PhotoTask(task.root_id, task.root, task.stamp))

    def _add_crash(self, task: PhotoTask, reason: Reason, detail: Message) -> None:
        """Handle that a worker died over a file: it has one more try, ever, until it changes."""
        if self._catalog.photos.add_crash(task.root_id, task.stamp) < _MAX_CRASHES:
            self.tasks.append(task)
            return
        self._add_unreadable(UnreadableFile(task.root_id, task.stamp, reason, detail))
        self._done += 1

    def _add_unreadable(self, file: UnreadableFile) -> None:
        self._batch.unreadable.append(file)
        self.summary.counts["unreadable"] += 1
        self.summary.reasons[file.reason.value] += 1

    def _wait_for_unsettled(self) -> None:
        """Leave files that were being written alone for a moment, then read them a last time."""
        self.flush()
        until = time.monotonic() + _REREAD_AFTER_S
        while time.monotonic() < until:
            self._control.checkpoint()
            time.sleep(0.05)
        self.tasks.extend(task.as_last_try() for task in self._unsettled)
        self._unsettled = []

    def _count(self, outcome: str) -> None:
        self.summary.counts[outcome] += 1
        self._done += 1

    def _report_progress(self, outcome: TaskResult[PhotoTask, PhotoResult] | None) -> None:
        self._report(
            self._rate.progress(
                _INDEXING,
                self._done,
                self._total,
                dict(self.summary.counts),
                os.fsdecode(outcome.task.stamp.rel_path) if outcome is not None else "",
            )
        )

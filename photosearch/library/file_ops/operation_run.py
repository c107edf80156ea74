"""One step over many files: one file after the other, with progress, cancelling and troubles."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from photosearch.core.errors import Cancelled
from photosearch.core.file_operations import (
    ErrorReason,
    ItemError,
    OperationContext,
    OperationResult,
)
from photosearch.core.jobs import Progress, RateMeter, Throttle
from photosearch.core.photo import PhotoRecord
from photosearch.images.xmp_editing import UneditableXmp
from photosearch.library.file_ops.atomic_files import ContentChanged
from photosearch.library.file_ops.catalog_sync import shown_name
from photosearch.library.file_ops.journal import DONE, Journal, JournalEntry, OperationRecord
from photosearch.library.file_ops.sidecars import UnusableSidecar

Item = TypeVar("Item")

_FLUSH_S = 0.5
"""The catalog is brought up to date so often, so that watchers and windows see what happened."""
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class OperationRun:
    """The state of a step under way.

    Args:
        journal: held by this thread.
        record: the step in it.
        work: how it is steered.
        stage: in the user's words.
        total: photos.
        flush: writes to the catalog what has been done so far.
    """

    def __init__(
        self,
        journal: Journal,
        record: OperationRecord,
        work: OperationContext,
        stage: str,
        total: int,
        flush: Callable[[], None],
    ) -> None:
        self.journal = journal
        self.record = record
        self.troubles: list[ItemError] = []
        self.done = 0
        self._work = work
        self._stage = stage
        self._total = total
        self._flush = flush
        self._cancelled = False
        self._report = Throttle(work.on_progress, 10)

    def each(self, items: Iterable[Item], path_of: Callable[[Item], Path]) -> Iterator[Item]:
        """The items one by one; ends early if the user cancels. The catalog follows."""
        rate = RateMeter()
        flushed = time.monotonic()
        try:
            for number, item in enumerate(items):
                speed = rate.update(number)
                left = RateMeter.eta_s(speed, self._total - number)
                self._report(
                    Progress(
                        self._stage, number, self._total, {}, speed, left, shown_name(path_of(item))
                    )
                )
                try:
                    self.checkpoint()
                except Cancelled:
                    self._cancelled = True
                    return
                yield item
                if time.monotonic() - flushed > _FLUSH_S:
                    self._flush()
                    flushed = time.monotonic()
        finally:
            self._flush()
            self._report.flush()

    def checkpoint(self) -> None:
        """Hold while paused; raises Cancelled."""
        self._work.control.checkpoint()

    @contextmanager
    def guarded(self, path: Path) -> Iterator[None]:
        """What goes wrong with one file is noted, and the others go on."""
        try:
            yield
        except Cancelled:
            self._cancelled = True  # a long copy was stopped; its file is as it was
        except (OSError, UneditableXmp, UnusableSidecar) as error:
            self.troubles.append(item_error_of(path, error))

    def trouble(self, path: Path, why: ErrorReason, detail: str = "") -> None:
        """A file is left as it is."""
        self.troubles.append(ItemError(path, why, detail))

    def is_usable(self, record: PhotoRecord) -> bool:
        """Whether the photo's file is there, and is the one that the library knows."""
        if not record.online:
            self.trouble(record.path, ErrorReason.OFFLINE)
            return False
        try:
            status = record.path.stat()
        except OSError as error:
            self.troubles.append(item_error_of(record.path, error))
            return False
        if (status.st_size, status.st_mtime_ns) != (record.size, record.mtime_ns):
            self.trouble(record.path, ErrorReason.CHANGED)
            return False
        return True

    @contextmanager
    def acting(self, act: JournalEntry) -> Iterator[JournalEntry]:
        """Writes down what is about to be done, and then that it was done, or was not."""
        self.journal.mean(self.record, act)
        try:
            yield act
        except BaseException:
            self.journal.drop(self.record, act)
            raise
        self.journal.note(self.record, act, DONE)

    @property
    def cancelled(self) -> bool:
        """Whether the rest is left as it is."""
        return self._cancelled

    @property
    def left_behind(self) -> bool:
        """Whether the program ends before it is done."""
        return self._cancelled and self._work.leaving.is_set()

    def outcome(self) -> OperationResult:
        """End the step; what came of it. Where the program ends before it, the next start is to see
        what is left."""
        if not self.left_behind:
            self.journal.end(self.record)
        step = self.record.step() if self.record.left else None
        return OperationResult(step, self.done, tuple(self.troubles), self._cancelled)

    def undone(self) -> OperationResult:
        """What came of taking the step back; its step is None if nothing of it is left."""
        if not self.left_behind:
            self.journal.set_undoing(self.record, False)
        step = self.record.step() if self.record.left else None
        return OperationResult(step, self.done, tuple(self.troubles), self._cancelled)


def item_error_of(path: Path, error: OSError | UneditableXmp | UnusableSidecar) -> ItemError:
    """What stood in the way, sorted."""
    if isinstance(error, UneditableXmp | UnusableSidecar):
        return ItemError(path, ErrorReason.BROKEN_SIDECAR, str(error))
    detail = error.strerror or str(error)
    if isinstance(error, ContentChanged):
        return ItemError(path, ErrorReason.CHANGED, detail)
    if isinstance(error, FileNotFoundError):
        return ItemError(path, ErrorReason.GONE, detail)
    if isinstance(error, FileExistsError):
        return ItemError(path, ErrorReason.TAKEN, detail)
    if error.errno in _FULL:
        return ItemError(path, ErrorReason.DISK_FULL, detail)
    if error.errno in _FORBIDDEN:
        return ItemError(path, ErrorReason.READ_ONLY, detail)
    return ItemError(path, ErrorReason.FAILED, detail)

"""Run one operation over many files, one after the other, with progress, cancelling and errors."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.file_operations import (
    ErrorReason,
    ItemError,
    OperationContext,
    OperationResult,
)
from photosearch.core.jobs import RateLimiter, RateMeter
from photosearch.core.message_codes import StageCode
from photosearch.core.photo import PhotoRecord
from photosearch.images.xmp_editing import UneditableXmp
from photosearch.library.file_ops.atomic_files import ContentChanged, is_taken
from photosearch.library.file_ops.catalog_sync import DriveAway, display_name
from photosearch.library.file_ops.journal import DONE, Journal, JournalEntry, OperationRecord
from photosearch.library.file_ops.sidecars import UnusableSidecar
from photosearch.messages import Message

Item = TypeVar("Item")


class Refused(Exception):
    """Say for which reason a file is left as it is."""

    def __init__(self, reason: ErrorReason, detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.detail = detail


_FLUSH_S = 0.5
"""The catalog is brought up to date so often, so that watchers and windows see what happened."""
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class OperationRun:
    """Hold the state of a file operation under way.

    Args:
        journal: held by this thread.
        record: the operation in it.
        context: how it is cancelled and watched.
        stage: what is being done.
        total: photos.
        flush: writes to the catalog what has been done so far.
    """

    def __init__(
        self,
        journal: Journal,
        record: OperationRecord,
        context: OperationContext,
        stage: StageCode,
        total: int,
        flush: Callable[[], None],
    ) -> None:
        self.journal = journal
        self.record = record
        self.errors: list[ItemError] = []
        self.done = 0
        self.bytes = 0
        self._context = context
        self._stage = Message(stage)
        self._total = total
        self._flush = flush
        self._cancelled = False
        self._report = RateLimiter(context.on_progress, 10)

    def each(self, items: Iterable[Item], path_of: Callable[[Item], Path]) -> Iterator[Item]:
        """Yield the items one by one; end early if the user cancels. The catalog follows."""
        rate = RateMeter()
        flushed = time.monotonic()
        try:
            for number, item in enumerate(items):
                name = display_name(path_of(item))
                self._report(rate.progress(self._stage, number, self._total, current=name))
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
        self._context.control.checkpoint()

    @contextmanager
    def collecting_errors(self, path: Path) -> Iterator[None]:
        """Note what goes wrong with one file, so that the others go on."""
        try:
            yield
        except Cancelled:
            self._cancelled = True  # a long copy was stopped; its file is as it was
        except Refused as refused:
            self.add_error(path, refused.reason, refused.detail)
        except (OSError, UneditableXmp, UnusableSidecar) as error:
            self.errors.append(item_error_of(path, error))

    def add_error(self, path: Path, reason: ErrorReason, detail: str = "") -> None:
        """Note that a file is left as it is."""
        self.errors.append(ItemError(path, reason, detail))

    def is_usable(self, record: PhotoRecord) -> bool:
        """Tell whether the photo's file is there, and is the one that the library knows."""
        if not record.online:
            self.add_error(record.path, ErrorReason.OFFLINE)
            return False
        try:
            status = record.path.stat()
        except OSError as error:
            self.errors.append(item_error_of(record.path, error))
            return False
        if (status.st_size, status.st_mtime_ns) != (record.size, record.mtime_ns):
            self.add_error(record.path, ErrorReason.CHANGED)
            return False
        return True

    @contextmanager
    def journaled(self, entry: JournalEntry) -> Iterator[JournalEntry]:
        """Write down what is about to be done, and then that it was done, or was not."""
        self.journal.log_intent(self.record, entry)
        try:
            yield entry
        except BaseException:
            self.journal.log_undone(self.record, entry)
            raise
        self.journal.log_done(self.record, entry)

    @contextmanager
    def telling_what_is_done(self) -> Iterator[None]:
        """See that the user is told how far the operation came, if it cannot go on.

        Raises:
            UserError: of the kind of what stood in the way; it tells how many photos had been
                changed by then, and that undo brings them back.
        """
        try:
            yield
        except UserError as error:
            changed = {
                entry.photo_id
                for entry in self.record.in_effect
                if entry.state == DONE or not is_taken(Path(entry.path))
            }
            if not changed:
                raise
            code = ErrorCode.STOPPED_AFTER_CHANGES
            raise type(error)(code, reason=error.message, count=len(changed)) from error

    @property
    def cancelled(self) -> bool:
        """Tell whether the rest is left as it is."""
        return self._cancelled

    @property
    def interrupted(self) -> bool:
        """Tell whether the program ends before it is done."""
        return self._cancelled and self._context.quitting.is_set()

    def finish(self) -> OperationResult:
        """End the operation; return what came of it.

        Where the program ends first, the next start is to see what is left.
        """
        if not self.interrupted:
            self.journal.end(self.record)
        return self._result()

    def finish_undo(self) -> OperationResult:
        """End undoing; return what came of it, with no operation if nothing of it is left."""
        if not self.interrupted:
            self.journal.set_undoing(self.record, False)
        return self._result()

    def _result(self) -> OperationResult:
        operation = self.record.to_operation() if self.record.in_effect else None
        photo_ids = frozenset(
            entry.photo_id for entry in self.record.entries if entry.photo and entry.state == DONE
        )
        return OperationResult(
            operation, self.done, tuple(self.errors), self._cancelled, self.bytes, photo_ids
        )


def item_error_of(path: Path, error: OSError | UneditableXmp | UnusableSidecar) -> ItemError:
    """Return what stood in the way, with its reason."""
    if isinstance(error, UneditableXmp | UnusableSidecar):
        return ItemError(path, ErrorReason.BROKEN_SIDECAR, str(error))
    detail = error.strerror or str(error)
    if isinstance(error, ContentChanged):
        return ItemError(path, ErrorReason.CHANGED, detail)
    if isinstance(error, DriveAway):
        return ItemError(path, ErrorReason.OFFLINE, detail)
    if isinstance(error, FileNotFoundError):
        return ItemError(path, ErrorReason.GONE, detail)
    if isinstance(error, FileExistsError):
        return ItemError(path, ErrorReason.TAKEN, detail)
    if error.errno in _FULL:
        return ItemError(path, ErrorReason.DISK_FULL, detail)
    if error.errno in _FORBIDDEN:
        return ItemError(path, ErrorReason.READ_ONLY, detail)
    return ItemError(path, ErrorReason.FAILED, detail)

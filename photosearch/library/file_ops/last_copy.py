"""See that a file that is to stay for another one is really there, at the moment that one goes.

Whatever was clicked, scripted or raced: before each file goes, one of those that were to stay for
it must be there, readable, another file than this one, and hold what was compared. While that is
looked at and acted upon no other program of this user removes a duplicate.
"""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from photosearch import paths
from photosearch.core.file_operations import ErrorReason
from photosearch.core.photo import PhotoRecord
from photosearch.library.file_ops import atomic_files
from photosearch.library.file_ops.clean_plan import CleanGroup, CleanPlan
from photosearch.library.file_ops.operation_run import Refused
from photosearch.library.workers.content_id import content_id_at
from photosearch.private_files import make_private_folder

_LOCK_POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """Tell one state of one file from all others, as far as the system does."""

    device: int
    inode: int
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> FileIdentity:
        """Return that of the very file at `path`, not of what a link leads to; raises OSError."""
        return cls.by(path.lstat())

    @classmethod
    def by(cls, status: os.stat_result) -> FileIdentity:
        """Return that of the file with this state."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class LastCopyCheck:
    """Hold a file that goes and the one that stays for it, as they were found."""

    record: PhotoRecord
    stays: PhotoRecord
    digest: bytes | None
    """Hash of the bytes of both, if they are equal."""
    _own: FileIdentity
    _other: FileIdentity

    def require_unchanged(self, path: Path | None = None) -> None:
        """See that both files are as they were found: the last thing before one of them goes.

        Args:
            path: where the one that goes is meanwhile.

        Raises:
            Refused: one is not.
        """
        if _identity(path or self.record.path) != self._own:
            raise Refused(ErrorReason.CHANGED)
        self.require_copy()

    def require_copy(self) -> None:
        """See that the file that stays is there as it was found: the first thing after the other
        one went, in case both were one file in a way that the system does not tell.

        Raises:
            Refused: it is not.
        """
        if _identity(self.stays.path) != self._other:
            raise Refused(ErrorReason.LAST_COPY, str(self.stays.path))


class LastCopyGuard:
    """Look before each file that goes whether another one stays for it."""

    def __init__(self, plan: CleanPlan, records: Mapping[int, PhotoRecord]) -> None:
        """Look at nothing yet.

        Args:
            plan: which files go and stay.
            records: of those that stay, by id.
        """
        self._records = records
        self._groups: dict[int, list[CleanGroup]] = defaultdict(list)
        self._contents: dict[int, bytes] = {}
        for group in plan.groups:
            for photo_id, content_id in group.removed:
                self._groups[photo_id].append(group)
                self._contents[photo_id] = content_id
        self._lock = paths.clean_lock_file()
        self._digests: dict[tuple[FileIdentity, int], bytes] = {}

    @contextmanager
    def holding(
        self, record: PhotoRecord, checkpoint: Callable[[], None]
    ) -> Iterator[LastCopyCheck]:
        """Hold what is found of a file that is to go while it goes.

        Of each of its groups one file must stay.

        Raises:
            Refused: none does, or the file is not what was compared.
            OSError: the lock cannot be had, or the file not be read.
            Cancelled: by `checkpoint`, which is called now and then.
        """
        with _locked(self._lock, checkpoint):
            own = self._require_own(record)
            checks = [
                self._check(record, own, group, checkpoint)
                for group in self._groups[record.photo_id]
            ]
            if not checks:
                raise Refused(ErrorReason.LAST_COPY)
            equal = [check for check in checks if check.digest is not None]
            for check in checks:
                check.require_unchanged()
            yield (equal or checks)[0]

    def _require_own(self, record: PhotoRecord) -> FileIdentity:
        """Return the identity of the file that is to go; raises as `holding` does."""
        if record.path.is_symlink():
            raise Refused(ErrorReason.LINK)
        own = FileIdentity.of(record.path)
        wanted = {self._contents[record.photo_id], record.content_id or b""} - {b""}
        if wanted != {content_id_at(record.path)}:
            raise Refused(ErrorReason.CHANGED)
        return own

    def _check(
        self,
        record: PhotoRecord,
        own: FileIdentity,
        group: CleanGroup,
        checkpoint: Callable[[], None],
    ) -> LastCopyCheck:
        first: Refused | None = None
        own_content = record.content_id
        # Equal bytes first: they are the surest, and links need them.
        kept = sorted(group.kept, key=lambda each: each[1] != own_content)
        for photo_id, content_id in kept:
            try:
                other = self._records.get(photo_id)
                return self._compare(record, own, other, content_id, checkpoint)
            except Refused as refused:
                first = first or refused
        raise first or Refused(ErrorReason.LAST_COPY)

    def _compare(
        self,
        record: PhotoRecord,
        own: FileIdentity,
        other: PhotoRecord | None,
        content_id: bytes,
        checkpoint: Callable[[], None],
    ) -> LastCopyCheck:
        """Return what is found of a file and one that is to stay for it.

        Raises:
            Refused: that one does not.
            OSError: the file that goes cannot be read.
            Cancelled: by `checkpoint`.
        """
        if other is None or not other.online:
            raise Refused(ErrorReason.LAST_COPY, "" if other is None else str(other.path))
        lost = Refused(ErrorReason.LAST_COPY, str(other.path))
        try:
            status = other.path.lstat()
            identity = FileIdentity.by(status)
            if not stat.S_ISREG(status.st_mode) or not status.st_size:
                raise lost
            if (identity.size, identity.mtime_ns) != (other.size, other.mtime_ns):
                raise lost
            if _is_one_file(record.path, own, other.path, identity):
                raise Refused(ErrorReason.SAME_FILE, str(other.path))
            if {content_id, other.content_id or b""} - {b""} != {content_id_at(other.path)}:
                raise lost
            equal = other.content_id == record.content_id
            theirs = self._digest_of(other.path, status, checkpoint) if equal else None
        except OSError as error:
            raise lost from error
        if theirs is not None and atomic_files.digest_of(record.path, checkpoint) != theirs:
            raise Refused(ErrorReason.DIFFERENT, str(other.path))
        return LastCopyCheck(record, other, theirs, own, identity)

    def _digest_of(
        self, path: Path, status: os.stat_result, checkpoint: Callable[[], None]
    ) -> bytes:
        """Return a hash of a whole file that stays, read anew if anything of it changed.

        Not even a program that sets the time back hides that from a POSIX system.
        """
        if os.name == "nt":
            return atomic_files.digest_of(path, checkpoint)
        key = FileIdentity.by(status), status.st_ctime_ns
        if key not in self._digests:
            self._digests = {key: atomic_files.digest_of(path, checkpoint)}
        return self._digests[key]


def _is_one_file(path: Path, own: FileIdentity, other: Path, identity: FileIdentity) -> bool:
    """Tell whether two paths lead to one file: links, names that differ in case only, one folder
    reached by two ways."""
    if own.inode and (own.device, own.inode) == (identity.device, identity.inode):
        return True
    return _real(path) == _real(other)


def _real(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _identity(path: Path) -> FileIdentity | None:
    try:
        return FileIdentity.of(path)
    except OSError:
        return None


@contextmanager
def _locked(path: Path, checkpoint: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of all programs of this user that remove duplicates, also of other libraries.

    Two of them could each let go the file that the other one keeps.
    """
    make_private_folder(path.parent)
    lock = FileLock(path)
    while True:
        try:
            lock.acquire(timeout=_LOCK_POLL_S)
            break
        except Timeout:
            checkpoint()
    try:
        yield
    finally:
        lock.release()

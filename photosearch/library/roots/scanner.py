"""Look through a root and compares it with the catalog; opens no file.

The speed of a rescan is that of `os.scandir` and `stat`: names stay bytes, a file's row is looked
up by its bytes, and nothing else is done for a file that has not changed.
"""

from __future__ import annotations

import fnmatch
import functools
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from photosearch.core.errors import Reason
from photosearch.core.message_codes import DetailCode
from photosearch.core.photo import CatalogFile, FileStamp, Root
from photosearch.library.roots.sidecar_lookup import SUFFIX, sidecar_keys, sidecar_times
from photosearch.messages import Message

_ONLINE_ONLY = 0x1000 | 0x40000 | 0x400000
"""Windows: FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN, _RECALL_ON_DATA_ACCESS."""
_DATALESS = 0x40000000
"""macOS: SF_DATALESS."""


@dataclass(frozen=True, slots=True)
class ScanRules:
    """Hold what a scan leaves out, and what it takes for a photo."""

    suffixes: frozenset[str]
    """Lower case, with the dot. Files without any suffix are candidates too: content tells."""
    excludes: tuple[str, ...] = ()
    """Shell patterns; one with a "/" is held against the relative path, else against names."""
    own_folders: tuple[Path, ...] = ()
    """The program's own, never looked into."""
    follow_folder_links: bool = False


@dataclass(slots=True)
class ScanDifference:
    """Hold what a scan found, compared with the catalog."""

    to_read: list[FileStamp] = field(default_factory=list)
    """New, changed, or to be tried again."""
    unreadable: list[tuple[FileStamp, Reason, Message]] = field(default_factory=list)
    """Named like a photo, but not a file that can be opened."""
    unchanged: int = 0
    missing: list[int] = field(default_factory=list)
    """Photo ids whose file is gone, or left out by now."""
    excluded: set[int] = field(default_factory=set)
    """Those of `missing` that a rule leaves out."""
    found: list[int] = field(default_factory=list)
    """Photo ids that were missing and are back unchanged."""
    unreadable_folders: list[tuple[bytes, str]] = field(default_factory=list)
    """Relative path and cause; what lies in them is taken for unchanged."""
    partial: bool = False
    """The root itself could not be listed, or is another one by now: nothing is known, nothing is
    missing."""


def scan(
    root: Path,
    rules: ScanRules,
    known: Mapping[bytes, CatalogFile],
    *,
    only: Iterable[bytes] | None = None,
    report: Callable[[int], None] = lambda _count: None,
) -> ScanDifference:
    """Compare the files below `root` with `known`.

    Args:
        root: an existing folder.
        rules: what to leave out.
        known: the catalog's rows of this root by relative path.
        only: relative paths to look at instead of everything: files, or folders with all that lies
            in them ("" is the root); one that is gone counts as emptied.
        report: called for each folder with the number of entries seen; may raise to stop.
    """
    walk = _Walk(root, rules, known, report)
    below = None if only is None else outermost_paths(only)
    if below is None or below == [b""]:
        walk.walk_tree(b"")
    else:
        for folder, names in _group_by_folder(below).items():
            walk.walk_names(folder, names)
    difference = walk.difference
    if b"" in {folder for folder, _ in difference.unreadable_folders}:
        difference.partial = True
        return difference
    if len(walk.seen) == len(known):
        return difference
    hidden = tuple(folder + b"/" for folder, _ in difference.unreadable_folders)
    seen = walk.seen
    scope = None if below is None else frozenset(below)
    for rel_path, file in known.items():
        if file.missing or file.photo_id in seen or rel_path.startswith(hidden):
            continue
        if scope is None or is_covered(rel_path, scope):
            difference.missing.append(file.photo_id)
            if is_excluded(rel_path, rules):
                difference.excluded.add(file.photo_id)
    return difference


def affects_scan(rel_path: bytes, rules: ScanRules) -> bool:
    """Tell whether a change of the file `rel_path` can change what a scan finds."""
    if is_excluded(rel_path, rules):
        return False
    name = rel_path.rpartition(b"/")[2]
    dot = name.rfind(b".")
    suffix = os.fsdecode(name[dot:].lower()) if dot > 0 else ""
    return not suffix or suffix in rules.suffixes or suffix == os.fsdecode(SUFFIX)


def is_excluded(rel_path: bytes, rules: ScanRules) -> bool:
    """Tell whether a scan would leave out the file or folder `rel_path`, or one of its parents."""
    by_name, by_path = _matchers(rules.excludes)
    parts = rel_path.split(b"/")
    return any(
        by_name(part) or by_path(b"/".join(parts[: depth + 1])) for depth, part in enumerate(parts)
    )


class _Walk:
    """Walk through folders for one scan."""

    def __init__(
        self,
        root: Path,
        rules: ScanRules,
        known: Mapping[bytes, CatalogFile],
        report: Callable[[int], None],
    ) -> None:
        self.difference = ScanDifference()
        self.seen: set[int] = set()
        """Photo ids of the known files that are there. Not their paths, which would be in memory
        twice: that is 60 bytes each."""
        self._root = os.fsencode(extended_path(root))
        self._rules = rules
        self._known = known
        self._report = report
        self._suffixes = frozenset(suffix.encode() for suffix in rules.suffixes)
        self._name_excluded, self._path_excluded = _matchers(rules.excludes)
        self._any_path_rule = any("/" in pattern for pattern in rules.excludes)
        self._own = {os.fsencode(os.path.realpath(folder)) for folder in rules.own_folders}
        self._follow = rules.follow_folder_links
        self._entered: set[tuple[int, int]] = set()
        self._count = 0

    def walk_tree(self, folder: bytes) -> None:
        """Walk `folder` and all below it, without recursion: trees can be deep."""
        pending = [folder]
        while pending:
            pending.extend(self._scan_folder(pending.pop()))

    def walk_names(self, folder: bytes, names: frozenset[bytes]) -> None:
        """Look at some files of `folder`, and through those of `names` that are folders."""
        if folder and is_excluded(folder, self._rules):
            return
        if folder and not os.path.lexists(os.path.join(self._root, folder)):
            return  # nothing in it is seen, that is all
        for inner in list(self._scan_folder(folder, names)):
            self.walk_tree(inner)

    def _scan_folder(self, folder: bytes, names: frozenset[bytes] | None = None) -> Iterator[bytes]:
        """Look at the files of one folder, or those in `names`; yields the folders in it."""
        absolute = os.path.join(self._root, folder) if folder else self._root
        if self._own and os.path.realpath(absolute) in self._own:
            return
        prefix = folder + b"/" if folder else b""
        try:
            with os.scandir(absolute) as listing:
                entries = list(listing)
        except OSError as error:
            self.difference.unreadable_folders.append((folder, error.strerror or str(error)))
            return
        sidecars = sidecar_times(entries)
        self._count += len(entries)
        self._report(self._count)
        for entry in entries:
            name = entry.name
            if self._name_excluded(name) or (names is not None and name not in names):
                continue
            rel_path = prefix + name
            if self._any_path_rule and self._path_excluded(rel_path):
                continue
            dot = name.rfind(b".")
            suffix = name[dot:].lower() if dot > 0 else b""
            if _is_folder(entry):
                if self._should_enter(entry):
                    yield rel_path
                if suffix in self._suffixes:
                    self._add_unreadable(entry, rel_path, None)
            elif not suffix or suffix in self._suffixes:
                self._check_file(entry, rel_path, suffix, sidecars)

    def _check_file(
        self,
        entry: os.DirEntry[bytes],
        rel_path: bytes,
        suffix: bytes,
        sidecars: Mapping[bytes, int],
    ) -> None:
        try:
            status = entry.stat()
        except OSError as error:
            if suffix:
                self._add_unreadable(entry, rel_path, error)
            return
        if not stat.S_ISREG(status.st_mode):
            if suffix:
                self._add_unreadable(entry, rel_path, None)
            return
        sidecar_ns = 0
        if sidecars:
            sidecar_ns = max(sidecars.get(key, 0) for key in sidecar_keys(entry.name))
        file = self._known.get(rel_path)
        if file is not None:
            self.seen.add(file.photo_id)
        if (
            file is not None
            and file.mtime_ns == status.st_mtime_ns
            and file.size == status.st_size
            and file.sidecar_mtime_ns == sidecar_ns
            and not file.retry
        ):
            if file.missing:
                self.difference.found.append(file.photo_id)
            else:
                self.difference.unchanged += 1
            return
        if is_online_only(status) and not (file is not None and file.retry):
            self._add_online_only(rel_path, file)
            return
        stamp = FileStamp(
            rel_path,
            status.st_size,
            status.st_mtime_ns,
            file_id_of(entry.path, status),
            sidecar_ns,
            entry.is_symlink(),
        )
        self.difference.to_read.append(stamp)

    def _add_unreadable(
        self, entry: os.DirEntry[bytes], rel_path: bytes, error: OSError | None
    ) -> None:
        """Add a row for what is named like a photo but cannot be one."""
        if entry.is_symlink() and error is not None:
            reason, detail = Reason.BROKEN_LINK, Message(DetailCode.LINK_BROKEN)
        elif error is None:
            code = DetailCode.IS_FOLDER if entry.is_dir() else DetailCode.IS_DEVICE
            reason, detail = Reason.NOT_A_FILE, Message(code)
        elif isinstance(error, FileNotFoundError):
            return  # vanished a moment ago
        elif isinstance(error, PermissionError):
            reason, detail = Reason.NO_PERMISSION, Message(DetailCode.FILE_FORBIDDEN)
        else:
            cause = error.strerror or str(error)
            reason, detail = Reason.IO_ERROR, Message(DetailCode.SYSTEM_ERROR, cause=cause)
        file = self._known.get(rel_path)
        if file is not None:
            self.seen.add(file.photo_id)
        self._add_row(rel_path, file, reason, detail)

    def _add_online_only(self, rel_path: bytes, file: CatalogFile | None) -> None:
        """Add a row for a file whose content a cloud service would have to download.

        One that was read while it was here keeps what is known of it.
        """
        if file is not None and file.mtime_ns != 0 and not file.missing:
            self.difference.unchanged += 1
            return
        self._add_row(rel_path, file, Reason.ONLINE_ONLY, Message(DetailCode.ONLINE_ONLY))

    def _add_row(
        self, rel_path: bytes, file: CatalogFile | None, reason: Reason, detail: Message
    ) -> None:
        if file is not None and file.size == 0 and file.mtime_ns == 0 and not file.missing:
            self.difference.unchanged += 1  # said before
            return
        self.difference.unreadable.append((FileStamp(rel_path, 0, 0, ""), reason, detail))

    def _should_enter(self, entry: os.DirEntry[bytes]) -> bool:
        """Tell whether to look into a folder: links only if wanted, and none twice that way."""
        if not self._follow:
            return not (entry.is_symlink() or _is_junction(entry))
        try:
            status = entry.stat()
        except OSError:
            return False
        identity = (status.st_dev, status.st_ino)
        if identity in self._entered:
            return False
        self._entered.add(identity)
        return True


def is_online_only(status: os.stat_result) -> bool:
    """Tell whether a file is a placeholder, which OneDrive, iCloud and the like would download when
    it is read."""
    attributes = getattr(status, "st_file_attributes", 0)
    return bool(attributes & _ONLINE_ONLY or getattr(status, "st_flags", 0) & _DATALESS)


def file_id_of(path: bytes, status: os.stat_result) -> str:
    """Return what all names of one file share; see `FileStamp.file_id`.

    Args:
        path: of the file.
        status: of the file itself, as os.scandir knows it: without the inode on Windows.
    """
    with suppress(OSError):
        if not status.st_ino:
            status = os.stat(path)  # noqa: PTH116 - names stay bytes
        if not status.st_ino:
            return "path:" + os.fsdecode(os.path.realpath(path))
    return f"{status.st_dev}:{status.st_ino}" if status.st_ino else ""


def _is_folder(entry: os.DirEntry[bytes]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def extended_path(path: Path) -> Path:
    """Return `path` as Windows needs it for more than 260 characters; as it is elsewhere."""
    if os.name != "nt":
        return path
    text = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links
    if text.startswith("\\\\?\\"):
        return Path(text)
    return Path("\\\\?\\UNC" + text[1:] if text.startswith("\\\\") else "\\\\?\\" + text)


def _is_junction(entry: os.DirEntry[bytes]) -> bool:
    """Tell whether it is a Windows junction, which is_symlink() does not know (3.12 does)."""
    if os.name != "nt":
        return False
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)


@functools.lru_cache(maxsize=32)
def _matchers(
    patterns: tuple[str, ...],
) -> tuple[Callable[[bytes], object], Callable[[bytes], object]]:
    """Return tests of a name and of a relative path, each one expression for all patterns."""
    by_path = [pattern.strip("/") for pattern in patterns if "/" in pattern]
    by_name = [pattern for pattern in patterns if "/" not in pattern]
    return _matcher(by_name), _matcher(by_path)


def _matcher(patterns: list[str]) -> Callable[[bytes], object]:
    if not patterns:
        return lambda _name: None
    either = "|".join(fnmatch.translate(pattern) for pattern in patterns)
    # Bytes, since names are; translate() emits ASCII plus the pattern's own characters.
    return re.compile(os.fsencode(either), re.IGNORECASE).match


def outermost_paths(paths: Iterable[bytes]) -> list[bytes]:
    """Return `paths` without those that lie in another of them."""
    kept: set[bytes] = set()
    for path in sorted(set(paths)):  # a folder comes before all that lies in it
        if not is_covered(path, kept):
            kept.add(path)
    return sorted(kept)


def is_covered(rel_path: bytes, paths: Set[bytes]) -> bool:
    """Tell whether `rel_path` is one of `paths` or lies in one of them ("" holds everything)."""
    if rel_path in paths or b"" in paths:
        return True
    slash = rel_path.rfind(b"/")
    while slash > 0:
        if rel_path[:slash] in paths:
            return True
        slash = rel_path.rfind(b"/", 0, slash)
    return False


def _group_by_folder(paths: Iterable[bytes]) -> dict[bytes, frozenset[bytes]]:
    names: dict[bytes, set[bytes]] = {}
    for path in paths:
        folder, _, name = path.rpartition(b"/")
        names.setdefault(folder, set()).add(name)
    return {folder: frozenset(inside) for folder, inside in names.items()}


@dataclass(frozen=True, slots=True)
class Scope:
    """Name what to bring up to date: a root, or some files and folders of it."""

    root: Root
    only: tuple[bytes, ...] | None = None
    """Relative paths of files and folders; None for the whole root."""
    retry: bool = False
    """Read once more what could not be read, although it is unchanged."""

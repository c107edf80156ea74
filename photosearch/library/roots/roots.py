"""Keep the user's folders of one library: which there are, and which are online."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from photosearch.core.changes import Changes
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.photo import PhotoRecord, Root, to_rel_path
from photosearch.core.runs import RootState
from photosearch.library.roots.drives import (
    device_of,
    online_states,
    require_folder,
    volume_id,
)
from photosearch.library.roots.scanner import ScanRules, Scope, is_excluded
from photosearch.paths import absolute
from photosearch.store.catalog import Catalog


def is_within(path: Path, folder: Path) -> bool:
    """Tell whether `path` is `folder` or lies in it, also by way of links."""
    return path.is_relative_to(folder) or _real(path).is_relative_to(_real(folder))


def same_folder(path: Path, other: Path) -> bool:
    """Tell whether both are one folder, also by way of links."""
    return path == other or _real(path) == _real(other)


def respell_below(path: Path, folder: Path) -> Path:
    """Return `path`, which lies in `folder`, spelled so that it begins with it.

    Raises:
        ValueError: it does not lie there.
    """
    if path.is_relative_to(folder):
        return path
    return folder / _real(path).relative_to(_real(folder))


def _real(path: Path) -> Path:
    # normcase: one spelling where the system ignores upper and lower case (Windows)
    return Path(os.path.normcase(os.path.realpath(path)))


def patterns_below(place: bytes, patterns: Iterable[str]) -> list[str]:
    """Return patterns that leave out in a folder below a root what some do whose root it is.

    Args:
        place: of the folder, relative to the root.
        patterns: as `ScanRules.excludes`, relative to the folder.
    """
    folder = "/" + glob.escape(os.fsdecode(place.strip(b"/")))
    found = []
    for pattern in patterns:
        found.append(f"{folder}/{pattern.strip('/')}")
        if "/" not in pattern:  # a name, at whatever depth
            found.append(f"{folder}/*/{pattern}")
    return found


class RootRegistry:
    """Keep the roots of a catalog. All methods are for any thread.

    Args:
        catalog: open.
        suspend_indexing: keeps index runs from going on while it lasts.
    """

    def __init__(
        self, catalog: Catalog, suspend_indexing: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._catalog = catalog
        self._no_run = suspend_indexing
        self._online: dict[int, bool] = {}
        self._devices: dict[int, int] = {}
        """Of the roots that were there when it was last looked, the file systems."""

    def all(self) -> list[Root]:
        """Return the roots; `online` as last looked at."""
        return [replace(root, online=self.is_online(root)) for root in self._catalog.roots.all()]

    def is_online(self, root: Root) -> bool:
        """Tell whether its files could be read when it was last looked at."""
        return self._online.get(root.root_id, True)

    def is_still_there(self, root: Root) -> bool:
        """Tell whether what lies at its place is what lay there when it was last looked at.

        To be asked before photos count as gone: the empty folder on which a drive was mounted can
        be listed, too.
        """
        return self._devices.get(root.root_id) in (None, device_of(root.path))

    def online_ids(self) -> set[int]:
        """Return ids of the roots whose files could be read when they were last looked at."""
        return {root_id for root_id, online in self._online.items() if online}

    def with_online(self, records: Sequence[PhotoRecord]) -> list[PhotoRecord]:
        """Return the records with `online` set by their roots."""
        online = self._online
        return [
            record if online.get(record.root_id, True) else replace(record, online=False)
            for record in records
        ]

    def refresh_online(self) -> bool:
        """Look which roots are there; tell whether that has changed."""
        roots = self._catalog.roots.all()
        counts = self._catalog.photos.counts().by_root if roots else {}
        states = online_states(roots, counts)
        online = {root.root_id: state for root, state in zip(roots, states, strict=True)}
        changed = online != self._online
        self._online = online
        self._devices = {
            root.root_id: device_of(root.path) for root in roots if online[root.root_id]
        }
        return changed

    def containing(self, path: Path) -> Root | None:
        """Return the root that is `path` or holds it, links resolved."""
        for root in self.all():
            if is_within(path, root.path):
                return root
        return None

    def within(self, path: Path) -> list[Root]:
        """Return the roots that lie in a folder, which adding it takes over; not itself."""
        path = absolute(path)
        return [
            root
            for root in self._catalog.roots.all()
            if is_within(root.path, path) and not same_folder(root.path, path)
        ]

    def add(self, path: Path, excludes: Sequence[str]) -> Root:
        """Take a folder in, with the photos of roots that lie in it; return its root.

        What these leave out is left out of them further on. Of a folder that a root holds already,
        that leaves out what is named here, too.

        Raises:
            UserError: it is no folder, cannot be listed, or a root in it is not connected, whose
                photos would look as if they were gone.
        """
        path = absolute(path)
        require_folder(path)
        holder = self.containing(path)
        if holder is not None:
            return self._leave_out(holder, path, excludes)
        inside = self.within(path)
        states = online_states(inside, self._catalog.photos.counts().by_root)
        away = tuple(root.path for root, online in zip(inside, states, strict=True) if not online)
        if away:
            raise UserError(ErrorCode.FOLDER_HOLDS_AWAY, path=path, folders=away)
        places = [to_rel_path(path, respell_below(child.path, path)) for child in inside]
        patterns = list(excludes)
        for child, place in zip(inside, places, strict=True):
            patterns += patterns_below(place, child.excludes)
        with self._no_run() if inside else nullcontext():
            added = self._catalog.roots.add(path, volume_id(path), tuple(dict.fromkeys(patterns)))
            for child, place in zip(inside, places, strict=True):
                self._catalog.roots.absorb(child.root_id, added.root_id, place)
        return added

    def _leave_out(self, root: Root, folder: Path, excludes: Sequence[str]) -> Root:
        """Let a root leave out some patterns below a folder in it, too."""
        place = to_rel_path(root.path, respell_below(folder, root.path))
        more = excludes if place in (b"", b".") else patterns_below(place, excludes)
        patterns = tuple(dict.fromkeys([*root.excludes, *more]))
        if patterns != root.excludes:
            self._catalog.roots.set_excludes(root.root_id, patterns)
        return replace(root, excludes=patterns)

    def at_path(self, path: Path) -> Root:
        """Return the root at `path`.

        Raises:
            UserError: it is no root.
        """
        path = absolute(path)
        roots = self._catalog.roots.all()
        for root in roots:
            if same_folder(root.path, path):
                return root
        folders = tuple(root.path for root in roots)
        raise UserError(ErrorCode.NOT_A_ROOT, path=path, folders=folders)

    def scopes_of(self, folders: Iterable[Path]) -> list[Scope]:
        """Return what an index run of some folders looks at; each is a root or lies in one.

        Raises:
            UserError: one lies in no root.
        """
        inside: dict[int, list[bytes]] = {}
        for folder in folders:
            root = self.containing(folder)
            if root is None:
                raise UserError(ErrorCode.FOLDER_OUTSIDE, path=folder)
            rel_path = to_rel_path(root.path, respell_below(absolute(folder), root.path))
            inside.setdefault(root.root_id, []).append(b"" if rel_path == b"." else rel_path)
        return [
            Scope(root, None if b"" in inside[root.root_id] else tuple(inside[root.root_id]))
            for root in self.all()
            if root.root_id in inside
        ]


class RootList:
    """Tell front ends of the folders. All methods block and are for any thread.

    Args:
        catalog: open.
        roots: of the library.
        last_scans: tells when each root, by id, was last looked through as a whole.
        rules_of: what scans of a root leave out.
        publish: told that roots have changed.
    """

    def __init__(
        self,
        catalog: Catalog,
        roots: RootRegistry,
        last_scans: Callable[[], Mapping[int, datetime]],
        *,
        rules_of: Callable[[Root], ScanRules],
        publish: Callable[[Changes], None],
    ) -> None:
        self._catalog = catalog
        self._roots = roots
        self._last_scans = last_scans
        self._rules_of = rules_of
        self._publish = publish

    def states(self) -> list[RootState]:
        """Return all roots in the order of their being added."""
        roots = self._roots.all()
        photos = self._catalog.photos.counts().by_root
        unreadable = self._catalog.roots.unreadable_counts()
        missing = self._catalog.roots.missing_paths()
        last_scans = self._last_scans()
        states = []
        for root in roots:
            rules = self._rules_of(root)
            by_rule = Counter(is_excluded(path, rules) for path in missing.get(root.root_id, ()))
            states.append(
                RootState(
                    root,
                    photos.get(root.root_id, 0),
                    unreadable.get(root.root_id, 0),
                    missing=by_rule[False],
                    excluded=by_rule[True],
                    last_scanned=last_scans.get(root.root_id),
                )
            )
        return states

    def unreadable_count(self) -> int:
        """Return how many files could not be read, those that are missing left out."""
        return sum(self._catalog.roots.unreadable_counts().values())

    def set_excludes(self, root_id: int, patterns: Iterable[str]) -> Root:
        """Leave out what fits these patterns, beside those of the settings, and nothing else.

        Photos that are left out from now on are hidden by the next run and keep their codes: those
        that are let in again need not be read again.

        Raises:
            UserError: the folder is not part of the library any more.
        """
        root = self._root(root_id)
        cleaned = tuple(dict.fromkeys(text for pattern in patterns if (text := pattern.strip())))
        self._catalog.roots.set_excludes(root_id, cleaned)
        self._publish(Changes(roots_changed=True))
        return replace(root, excludes=cleaned)

    def exclude_folder(self, folder: Path) -> Root:
        """Leave out a folder that lies in one of the library; return that root.

        Raises:
            UserError: it lies in none, or is one itself.
        """
        root = self._roots.containing(folder)
        if root is None:
            raise UserError(ErrorCode.EXCLUDE_OUTSIDE, path=folder)
        rel_path = to_rel_path(root.path, respell_below(absolute(folder), root.path))
        if rel_path in (b"", b"."):
            raise UserError(ErrorCode.EXCLUDE_WHOLE_ROOT, path=folder)
        # The slash in front ties the pattern to this place; the rest is meant literally.
        pattern = "/" + glob.escape(os.fsdecode(rel_path))
        return self.set_excludes(root.root_id, (*root.excludes, pattern))

    def _root(self, root_id: int) -> Root:
        for root in self._roots.all():
            if root.root_id == root_id:
                return root
        raise UserError(ErrorCode.ROOT_REMOVED)

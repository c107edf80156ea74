"""The user's folders in one library: which there are, which are at hand, how they come and go."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from photosearch.core.changes import Changes
from photosearch.core.errors import UserError
from photosearch.core.photo import PhotoRecord, Root, to_rel_path
from photosearch.core.runs import FolderState
from photosearch.library.roots.drives import all_online, require_folder, volume_id
from photosearch.library.roots.scanner import ScanRules, Scope, excluded
from photosearch.store.catalog import Catalog

if TYPE_CHECKING:
    from photosearch.library.run_history import RunHistory


def absolute(path: Path) -> Path:
    """`path` from the root of the file system; links stay as the user named them."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - resolve() follows links


def lies_in(path: Path, folder: Path) -> bool:
    """Whether `path` is `folder` or lies in it, also by way of links."""
    return path.is_relative_to(folder) or _real(path).is_relative_to(_real(folder))


def same(path: Path, other: Path) -> bool:
    """Whether both are one folder, also by way of links."""
    return path == other or _real(path) == _real(other)


def spelled_below(path: Path, folder: Path) -> Path:
    """`path`, which lies in `folder`, spelled so that it begins with it.

    Raises:
        ValueError: it does not lie there.
    """
    if path.is_relative_to(folder):
        return path
    return folder / _real(path).relative_to(_real(folder))


def _real(path: Path) -> Path:
    # normcase: one spelling where the system ignores upper and lower case (Windows)
    return Path(os.path.normcase(os.path.realpath(path)))


class RootRegistry:
    """The roots of a catalog. All methods are for any thread.

    Args:
        catalog: open.
        no_run: while it lasts, no index run is going on.
    """

    def __init__(
        self, catalog: Catalog, no_run: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._catalog = catalog
        self._no_run = no_run
        self._online: dict[int, bool] = {}

    def all(self) -> list[Root]:
        """The roots; `online` as last looked at."""
        return [replace(root, online=self.is_online(root)) for root in self._catalog.roots.all()]

    def is_online(self, root: Root) -> bool:
        """Whether its files could be read when it was last looked at."""
        return self._online.get(root.root_id, True)

    def online_ids(self) -> set[int]:
        """Ids of the roots whose files could be read when they were last looked at."""
        return {root_id for root_id, online in self._online.items() if online}

    def with_online(self, records: Sequence[PhotoRecord]) -> list[PhotoRecord]:
        """The records, each told whether its root is online."""
        online = self._online
        return [
            record if online.get(record.root_id, True) else replace(record, online=False)
            for record in records
        ]

    def look(self) -> bool:
        """Look which roots are there; whether that has changed."""
        roots = self._catalog.roots.all()
        counts = self._catalog.photos.counts().by_root if roots else {}
        states = all_online(roots, counts)
        online = {root.root_id: state for root, state in zip(roots, states, strict=True)}
        changed = online != self._online
        self._online = online
        return changed

    def holder_of(self, path: Path) -> Root | None:
        """The root that is `path` or holds it, links resolved."""
        for root in self.all():
            if lies_in(path, root.path):
                return root
        return None

    def add(self, path: Path, excludes: Sequence[str]) -> Root:
        """Take a folder in, with the photos of roots that lie in it; or the root that holds it.

        Raises:
            UserError: it is no folder, or cannot be listed.
        """
        path = absolute(path)
        require_folder(path)
        holder = self.holder_of(path)
        if holder is not None:
            return holder
        inside = [root for root in self._catalog.roots.all() if lies_in(root.path, path)]
        with self._no_run() if inside else nullcontext():
            added = self._catalog.roots.add(path, volume_id(path), tuple(excludes))
            for child in inside:
                prefix = to_rel_path(path, spelled_below(child.path, path))
                self._catalog.roots.absorb(child.root_id, added.root_id, prefix)
        return added

    def named(self, path: Path) -> Root:
        """The root at `path`.

        Raises:
            UserError: it is no root.
        """
        path = absolute(path)
        roots = self._catalog.roots.all()
        for root in roots:
            if same(root.path, path):
                return root
        listed = ", ".join(str(root.path) for root in roots) or "none"
        raise UserError(
            f"{path} is not a folder of this library.", f"Name one of its folders: {listed}."
        )

    def scopes_of(self, folders: Iterable[Path]) -> list[Scope]:
        """What an index run of some folders looks at; each is a root or lies in one.

        Raises:
            UserError: one lies in no root.
        """
        inside: dict[int, list[bytes]] = {}
        for folder in folders:
            root = self.holder_of(folder)
            if root is None:
                raise UserError(f"{folder} is not part of the library.", "Add it first.")
            rel_path = to_rel_path(root.path, spelled_below(absolute(folder), root.path))
            inside.setdefault(root.root_id, []).append(b"" if rel_path == b"." else rel_path)
        return [
            Scope(root, None if b"" in inside[root.root_id] else tuple(inside[root.root_id]))
            for root in self.all()
            if root.root_id in inside
        ]


class RootList:
    """What a front end shows of the folders. All methods block and are for any thread.

    Args:
        catalog: open.
        folders: of the library.
        log: of its runs.
        rules_of: what scans of a root leave out.
        publish: told that roots have changed.
    """

    def __init__(
        self,
        catalog: Catalog,
        folders: RootRegistry,
        log: RunHistory,
        *,
        rules_of: Callable[[Root], ScanRules],
        publish: Callable[[Changes], None],
    ) -> None:
        self._catalog = catalog
        self._folders = folders
        self._log = log
        self._rules_of = rules_of
        self._publish = publish

    def states(self) -> list[FolderState]:
        """All roots in the order of their being added."""
        roots = self._folders.all()
        photos = self._catalog.photos.counts().by_root
        unreadable = self._catalog.roots.unreadable_counts()
        gone = self._catalog.roots.missing_paths()
        looked = self._log.looked()
        states = []
        for root in roots:
            rules = self._rules_of(root)
            hidden = Counter(excluded(path, rules) for path in gone.get(root.root_id, ()))
            states.append(
                FolderState(
                    root,
                    photos.get(root.root_id, 0),
                    unreadable.get(root.root_id, 0),
                    missing=hidden[False],
                    left_out=hidden[True],
                    looked=looked.get(root.root_id),
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

    def leave_out(self, folder: Path) -> Root:
        """Leave out a folder that lies in one of the library; the root that it lies in.

        Raises:
            UserError: it lies in none, or is one itself.
        """
        root = self._folders.holder_of(folder)
        if root is None:
            raise UserError(
                f"{folder} is not part of the library.", "Choose a folder inside one that is."
            )
        rel_path = to_rel_path(root.path, spelled_below(absolute(folder), root.path))
        if rel_path in (b"", b"."):
            raise UserError(
                f"{folder} is a whole folder of the library.",
                "Remove it from the library instead.",
            )
        # The slash in front ties the pattern to this place; the rest is meant literally.
        pattern = "/" + glob.escape(os.fsdecode(rel_path))
        return self.set_excludes(root.root_id, (*root.excludes, pattern))

    def _root(self, root_id: int) -> Root:
        for root in self._folders.all():
            if root.root_id == root_id:
                return root
        raise UserError("This folder is not part of the library any more.", "Add it again.")

"""The user's folders as a list to look at and to set up: counts, last look, what is left out."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from photosearch.core.errors import UserError
from photosearch.core.photo import Root, to_rel_path
from photosearch.core.runs import FolderState
from photosearch.library.folders import Folders
from photosearch.library.index_report import Changes
from photosearch.library.nesting import absolute, spelled_below
from photosearch.library.run_log import RunLog
from photosearch.library.scanner import ScanRules, excluded
from photosearch.store.catalog import Catalog


class FolderList:
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
        folders: Folders,
        log: RunLog,
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

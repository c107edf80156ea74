"""Tell whether two paths are names of one file, by what is on the disk now.

What the catalog notes of a file's identity, device and inode, holds only while its drive stays
where it was: another drive gets the number of one that was unplugged, and numbers its files alike.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from photosearch.core.photo import CatalogContent, FileStamp
from photosearch.library.roots.scanner import extended_path, file_id_of
from photosearch.store.catalog import Catalog
from photosearch.store.file_ids import NamedFile

_AWAY = "away:"
"""Before the file id of what was not found under it, followed by the root: of one root such ids are
still compared with each other, but never with those of what is there."""


class FileIdentities:
    """Compare files, and correct what the catalog notes of them. Used by one thread."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._roots: Mapping[int, Path] = {}

    def is_one_file(self, known: CatalogContent, stamp: FileStamp) -> bool:
        """Tell whether a photo that is known is another name of a file that was found.

        If it is, and was not found under its file id before, that is noted.

        Raises:
            CatalogError: the catalog cannot be read or written.
        """
        if not stamp.file_id or not (
            known.file_id == stamp.file_id or known.file_id.startswith(_AWAY)
        ):
            return False
        names = self._catalog.file_ids.having(known.file_id)
        own = next((each for each in names if each.photo_id == known.photo_id), None)
        if own is None or self._now(own) != stamp.file_id:
            return False
        if known.file_id != stamp.file_id:
            there = [each for each in names if self._now(each) == stamp.file_id]
            self._catalog.file_ids.set({each.photo_id: stamp.file_id for each in there})
        return True

    def correct(self, file_ids: Collection[str]) -> None:
        """Look at the photos that share one of some file ids: who has it no more loses it.

        Args:
            file_ids: of files that were just found.

        Raises:
            CatalogError: the catalog cannot be read or written.
        """
        away = {
            each.photo_id: f"{_AWAY}{each.root_id}:{each.file_id}"
            for each in self._catalog.file_ids.shared(set(file_ids) - {""})
            if self._now(each) != each.file_id
        }
        if away:
            self._catalog.file_ids.set(away)

    def _now(self, name: NamedFile) -> str:
        """Return the file id of what is at the place of a photo now; "" if nothing is."""
        if name.root_id not in self._roots:
            self._roots = {root.root_id: root.path for root in self._catalog.roots.all()}
        root = self._roots.get(name.root_id)
        if root is None:
            return ""
        path = os.path.join(os.fsencode(extended_path(root)), name.rel_path)  # noqa: PTH118 - bytes
        try:
            return file_id_of(path, os.stat(path))  # noqa: PTH116 - likewise
        except OSError:
            return ""

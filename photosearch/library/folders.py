"""The user's folders in one library: which there are, which are at hand, how they come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from photosearch.core.errors import UserError
from photosearch.core.photo import PhotoRecord, Root, to_rel_path
from photosearch.library.drives import all_online, require_folder, volume_id
from photosearch.library.indexer import Scope
from photosearch.library.nesting import absolute, lies_in, same, spelled_below
from photosearch.store.catalog import Catalog


class Folders:
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

"""One opened library: the single thing that both front ends, window and command line, stand on."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from photosearch import paths
from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.photo import PhotoRecord, Root, to_rel_path
from photosearch.core.query import Answer, Query, RgbImage
from photosearch.images.formats import CANDIDATE_SUFFIXES
from photosearch.inference.models import find_model, load_card
from photosearch.inference.pool import ProcessPool, Workers
from photosearch.library.drives import answers, is_online, volume_id
from photosearch.library.index_report import Changes, IndexSummary
from photosearch.library.indexer import Indexer, Scope
from photosearch.library.nesting import absolute, lies_in, same, spelled_below
from photosearch.library.photo_task import PhotoResult, PhotoTask, start_worker
from photosearch.library.query_worker import QueryWorker
from photosearch.library.scanner import ScanRules
from photosearch.library.searcher import Searcher
from photosearch.library.watcher import Watcher
from photosearch.settings import Settings
from photosearch.store.catalog import Catalog
from photosearch.store.photos import Counts

log = logging.getLogger(__name__)

Order = Literal["captured", "path", "added"]


class Library:
    """Folders, photos and their codes; index, search, watch. All methods block and are thread-safe.

    Open with `Library.open`, close with `close` or as a context manager.
    """

    def __init__(self, catalog: Catalog, settings: Settings, model_folder: Path) -> None:
        self.folder = catalog.folder
        self.settings = settings
        self.card = load_card(model_folder)
        self._catalog = catalog
        self._model_folder = model_folder
        self._query_worker = QueryWorker(model_folder, settings)
        self._searcher = Searcher(catalog, self.card, self._query_worker)
        self._subscribers: list[Callable[[Changes], None]] = []
        self._subscribers_lock = threading.Lock()
        self._indexing = threading.Lock()
        self._running = JobControl()
        """Of the index run in progress, if there is one."""
        self._online: dict[int, bool] = {}
        self.refresh_drives()

    @classmethod
    def open(
        cls,
        folder: Path,
        settings: Settings,
        *,
        read_only: bool = False,
        owner: str = "photosearch",
    ) -> Library:
        """Open the library in `folder`; it is made there unless `read_only`.

        Raises:
            CatalogError: it is locked, corrupt, too new, or cannot be made or read.
            ModelError: the model named in the settings is absent or damaged.
        """
        model_folder = find_model(settings.model)
        catalog = Catalog.open(folder, read_only=read_only, owner=owner)
        try:
            return cls(catalog, settings, model_folder)
        except BaseException:
            catalog.close()
            raise

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all; a running index or watcher must have been stopped before."""
        self._query_worker.close()
        self._catalog.close()

    # ---- folders ----

    def roots(self) -> list[Root]:
        """The user's folders; `online` as last looked at."""
        online = self._online
        return [
            replace(root, online=online.get(root.root_id, True))
            for root in self._catalog.roots.all()
        ]

    def add_root(self, path: Path, excludes: Sequence[str] = ()) -> Root:
        """Take a folder in, without indexing it yet.

        A folder that is in already, itself or by a parent, changes nothing: the root that holds it
        is returned. One that holds existing roots takes their photos over.

        Raises:
            UserError: it is no folder, or cannot be listed.
        """
        path = absolute(path)
        try:
            there, folder = path.exists(), path.is_dir()
        except OSError as error:  # too long a name, or in a folder that may not be looked into
            raise UserError(
                f"{path} cannot be used ({error.strerror}).", "Name a folder that holds photos."
            ) from error
        if not folder:
            what = "is not a folder" if there else "does not exist"
            raise UserError(f"{path} {what}.", "Name a folder that holds photos.")
        if not answers(path):
            raise UserError(
                f"{path} cannot be listed.", "Check that you may read it and that it is connected."
            )
        holder = self.root_of(path)
        if holder is not None:
            return holder
        inside = [root for root in self._catalog.roots.all() if lies_in(root.path, path)]
        with self._no_run() if inside else nullcontext():
            added = self._catalog.roots.add(path, volume_id(path), tuple(excludes))
            for child in inside:
                prefix = to_rel_path(path, spelled_below(child.path, path))
                self._catalog.roots.absorb(child.root_id, added.root_id, prefix)
        self.refresh_drives()
        return added

    def remove_root(self, path: Path) -> Root:
        """Forget a folder: its rows, codes and thumbnails. No file of the user is touched.

        An index run in progress is cancelled first; it keeps what it has finished.

        Raises:
            UserError: it is no root.
        """
        path = absolute(path)
        roots = self._catalog.roots.all()
        for root in roots:
            if same(root.path, path):
                with self._no_run():
                    self._catalog.roots.remove(root.root_id)
                    self._searcher.refresh()
                self._publish(Changes(roots_changed=True))
                return root
        listed = ", ".join(str(root.path) for root in roots) or "none"
        raise UserError(
            f"{path} is not a folder of this library.", f"Name one of its folders: {listed}."
        )

    def root_of(self, path: Path) -> Root | None:
        """The root that is `path` or holds it, links resolved."""
        for root in self.roots():
            if lies_in(path, root.path):
                return root
        return None

    def refresh_drives(self) -> None:
        """Look which roots are there, and tell subscribers if that changed.

        Photos of the others are hidden.
        """
        roots = self._catalog.roots.all()
        if not roots:
            states: list[bool] = []
        else:
            counts = self._catalog.photos.counts().by_root
            with ThreadPoolExecutor(len(roots), "drives") as pool:  # one that hangs delays no other
                states = list(
                    pool.map(
                        lambda root: is_online(
                            root.path, root.volume, bool(counts.get(root.root_id))
                        ),
                        roots,
                    )
                )
        online = {root.root_id: state for root, state in zip(roots, states, strict=True)}
        if online != self._online:
            self._online = online
            self._searcher.set_online({root_id for root_id, state in online.items() if state})
            self._publish(Changes(roots_changed=True))

    # ---- indexing ----

    def index(
        self,
        roots: Sequence[Root] | None = None,
        *,
        control: JobControl | None = None,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> IndexSummary:
        """Bring roots (all unless named) up to date; offline ones are left as they are.

        One run at a time: a second one waits for the first.

        Raises:
            CatalogError: the catalog cannot be written (disk full, read-only, opened so).
            ModelError: the model folder is damaged.
        """
        self.refresh_drives()
        chosen = {root.root_id for root in roots} if roots is not None else None
        scopes = [Scope(root) for root in self.roots() if chosen is None or root.root_id in chosen]
        return self.index_scopes(scopes, control=control, on_progress=on_progress)

    def index_folders(
        self,
        folders: Iterable[Path],
        *,
        control: JobControl | None = None,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> IndexSummary:
        """Bring some folders up to date in one run; each is a root or lies in one.

        Raises:
            UserError: one lies in no root.
            CatalogError, ModelError: as for `index`.
        """
        self.refresh_drives()
        inside: dict[int, list[bytes]] = {}
        for folder in folders:
            root = self.root_of(folder)
            if root is None:
                raise UserError(f"{folder} is not part of the library.", "Add it first.")
            rel_path = to_rel_path(root.path, spelled_below(absolute(folder), root.path))
            inside.setdefault(root.root_id, []).append(b"" if rel_path == b"." else rel_path)
        scopes = [
            Scope(root, None if b"" in inside[root.root_id] else tuple(inside[root.root_id]))
            for root in self.roots()
            if root.root_id in inside
        ]
        return self.index_scopes(scopes, control=control, on_progress=on_progress)

    def index_scopes(
        self,
        scopes: Iterable[Scope],
        *,
        control: JobControl | None = None,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> IndexSummary:
        """Bring parts of roots up to date; see `index`."""
        control = control or JobControl()
        scopes = list(scopes)
        reachable = [scope for scope in scopes if self._online.get(scope.root.root_id, True)]
        offline = tuple(scope.root.path for scope in scopes if scope not in reachable)
        while not self._indexing.acquire(timeout=0.1):
            if control.cancelled:
                return IndexSummary(offline=offline, cancelled=True)
        try:
            self._running = control = JobControl(parent=control)
            indexer = Indexer(
                self._catalog,
                self.card.model_id,
                self.scan_rules,
                self._make_pool,
                self._publish,
            )
            summary = indexer.run(reachable, control, on_progress)
        finally:
            self._indexing.release()
        summary.offline += offline
        return summary

    def scan_rules(self, root: Root) -> ScanRules:
        """What a scan of `root` takes for photos and what it leaves out."""
        return ScanRules(
            suffixes=CANDIDATE_SUFFIXES,
            excludes=self.settings.excludes + root.excludes,
            own_folders=(self.folder, paths.log_folder()),
            follow_folder_links=self.settings.follow_folder_links,
        )

    def watch(
        self,
        *,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        on_note: Callable[[str], None] = lambda _note: None,
    ) -> Watcher:
        """Keep the library up to date until the watcher is stopped."""
        return Watcher(self, on_progress=on_progress, on_note=on_note)

    @contextmanager
    def _no_run(self) -> Iterator[None]:
        """Cancel the index run in progress and keep others from starting."""
        while not self._indexing.acquire(timeout=0.05):
            self._running.cancel()
        try:
            yield
        finally:
            self._indexing.release()

    # ---- looking ----

    def search(self, query: Query, control: JobControl | None = None) -> Answer:
        """The photos most like the examples.

        Raises:
            UserError: an example cannot be read, or the model lacks the sense that is asked for.
            Cancelled: through `control`.
        """
        return self._searcher.search(query, control)

    def photo_ids(self, order: Order = "captured") -> NDArray[np.int64]:
        """Ids of all photos that can be shown, newest (last by path) first; offline ones too."""
        return self._catalog.photos.ids(order)

    def photos(self, photo_ids: Sequence[int] | NDArray[np.int64]) -> list[PhotoRecord]:
        """Rows in the order of the ids; unknown ids are left out."""
        return self._with_online(self._catalog.photos.get(photo_ids))

    def thumbnails(self, photo_ids: Sequence[int] | NDArray[np.int64]) -> dict[int, bytes]:
        """JPEG bytes by id, as far as there are any."""
        return self._catalog.thumbnails.get(photo_ids)

    def unreadable(self) -> list[PhotoRecord]:
        """Files that could not be read, with reason and detail."""
        return self._with_online(self._catalog.photos.unreadable())

    def counts(self) -> Counts:
        """How many photos there are, by state, root and reason."""
        return self._catalog.photos.counts()

    def purge_missing(self) -> int:
        """Remove the rows of files that are gone from reachable roots; how many."""
        self.refresh_drives()
        removed = 0
        for root in self.roots():
            if root.online:
                removed += self._catalog.photos.purge_missing(root.root_id)
        return removed

    def read_picture(self, source: Path | bytes) -> RgbImage:
        """Upright pixels (H, W, 3) of a file, or of its content, to be shown beside a query.

        Decoded in the query worker's process.

        Raises:
            UnreadablePhoto: with the reason in plain words.
        """
        if isinstance(source, bytes):
            return self._query_worker.load_bytes(source)
        return self._query_worker.load(source)

    def warm_up(self) -> None:
        """Start what the first query needs, without waiting for it."""
        self._query_worker.start()

    # ---- being told ----

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `callback` after each commit, from whatever thread made it; returns the way out."""
        with self._subscribers_lock:
            self._subscribers.append(callback)

        def unsubscribe() -> None:
            with self._subscribers_lock:
                if callback in self._subscribers:
                    self._subscribers.remove(callback)

        return unsubscribe

    def _publish(self, changes: Changes) -> None:
        touched = (*changes.added, *changes.changed, *changes.removed)
        if touched:
            self._searcher.update(touched)
        with self._subscribers_lock:
            subscribers = list(self._subscribers)
        for subscriber in subscribers:
            subscriber(changes)

    def _with_online(self, records: list[PhotoRecord]) -> list[PhotoRecord]:
        online = self._online
        return [
            record if online.get(record.root_id, True) else replace(record, online=False)
            for record in records
        ]

    def _make_pool(self, tasks: int) -> Workers[PhotoTask, PhotoResult]:
        wanted = self.settings.workers or _cores()
        return ProcessPool(
            start_worker,
            (self._model_folder, self.settings),
            workers=max(1, min(wanted, tasks)),
            timeout_s=self.settings.file_timeout_s,
            memory_mb=self.settings.worker_memory_mb,
        )


def _cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

"""Open a library: the one object that both front ends, window and command line, stand on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from photosearch import paths
from photosearch.core.changes import (
    Changes,
    IndexSummary,
    ModelSwitchResult,
)
from photosearch.core.errors import Cancelled, CatalogError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.model_card import ModelCard
from photosearch.core.photo import Root
from photosearch.core.runs import RunKind
from photosearch.images.formats import CANDIDATE_SUFFIXES
from photosearch.inference.models import find_model, load_card
from photosearch.library.duplicates.comparing import PhotoComparing
from photosearch.library.duplicates.duplicates import Duplicates
from photosearch.library.file_ops.file_operations import FileOperations
from photosearch.library.indexing.index_queue import IndexQueue
from photosearch.library.indexing.run_history import RunHistory
from photosearch.library.indexing.watcher import Watcher
from photosearch.library.models.model_switch import ModelSwitch, add_switch_result
from photosearch.library.neighbours.graph_update import GraphUpdate
from photosearch.library.previews import Previews
from photosearch.library.privacy import close_folders, open_folders
from photosearch.library.reader import LibraryReader
from photosearch.library.roots.roots import RootList
from photosearch.library.roots.scanner import ScanRules, Scope
from photosearch.library.stacks import Shown
from photosearch.library.tuning.encoder_tuning import EncoderTuning
from photosearch.library.web_picture import WebPictures
from photosearch.library.workers.worker_pools import WorkerPools
from photosearch.messages import Message
from photosearch.settings import Settings
from photosearch.store.catalog import CATALOG_NAME, Catalog

log = logging.getLogger(__name__)

_OPEN_FOLDERS = "open-folders"
_FEW_PENDING = 2_000
"""So many photos are compared in a minute or two."""
_FEW_NEIGHBOURS = 20_000
"""So many lists of neighbours are found in as long, however large the library."""


class Library(LibraryReader):
    """Read and change a library: index, watch, switch models, work on files, search.

    All methods block and are thread-safe. Open with `Library.open`, close with `close` or as a
    context manager.
    """

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        super().__init__(
            catalog,
            settings,
            read_only=False,
            suspend_indexing=lambda: self.runs.suspended(),
        )
        self._pools = WorkerPools(settings)
        self.throttle = self._pools.throttle
        self._model_switch = ModelSwitch(
            catalog,
            self._search_service,
            settings,
            self._pools.reencoding_pool,
            online=self._roots.online_ids,
            indexing=lambda: self.runs.busy,
            on_switched=lambda: self._publish(Changes(model_changed=True)),
        )
        self.duplicates = Duplicates(
            catalog,
            passing=self.facets.passing,
            publish=self._subscribers.notify,
            comparing=PhotoComparing(
                catalog,
                card=lambda: self.card,
                make_pool=self._pools.comparing_pool,
                online=self._roots.online_ids,
            ),
        )
        self.neighbour_graph = GraphUpdate(catalog, card=lambda: self.card, rest=self.throttle.rest)
        self.compares_photos = False
        """Whether photos are compared, to find duplicates and neighbours, as part of each index
        run."""
        self.files = FileOperations(catalog, self._roots, self.scan_rules, self._publish)
        self.previews = Previews(self.photos, settings)
        self.searches = catalog.searches
        self.web = WebPictures()
        run_history = RunHistory(self.folder)
        self.runs = IndexQueue(
            catalog,
            self._roots,
            self._pools,
            run_history,
            rules_of=self.scan_rules,
            encoders=self._encoders,
            publish=self._publish,
        )
        self.tuning = EncoderTuning(
            self.folder, settings, lambda: len(self.photo_ids()), run_history.newest_first
        )
        self.root_list = RootList(
            catalog,
            self._roots,
            run_history.last_scans,
            rules_of=self.scan_rules,
            publish=self._publish,
        )

    @classmethod
    def open(cls, folder: Path, settings: Settings, *, owner: str = "photosearch") -> Library:
        """Open the library in `folder` for reading and changing; it is made if there is none.

        Args:
            folder: of the library.
            settings: of the user.
            owner: what others are told that has the library.

        Raises:
            CatalogError: it is locked, corrupt, too new, or cannot be made or read.
            ModelError: it is new, and the model named in the settings is absent or damaged.
        """
        if not (folder / CATALOG_NAME).exists():
            load_card(find_model(settings.model))  # before anything is made
        catalog = Catalog.open(folder, owner=owner)
        try:
            return cls(catalog, settings)
        except BaseException:
            catalog.close()
            raise

    def close(self) -> None:
        """Close all; a running index or watcher must have been stopped before."""
        self.previews.close()
        super().close()

    def tell_open_folders(self) -> list[Path]:
        """Return which of the program's folders others can read, if that was not told before.

        Raises:
            CatalogError: the catalog cannot be written.
        """
        if self._catalog.is_told(_OPEN_FOLDERS):
            return []
        folders = open_folders(self.folder)
        if folders:
            self._catalog.tell(_OPEN_FOLDERS)
        return folders

    def close_folders(self) -> list[Path]:
        """Let only the user read the program's folders; return those that others could read.

        Raises:
            UserError: the system does not allow it.
        """
        return close_folders(self.folder)

    # ---- folders ----

    def add_root(self, path: Path, excludes: Sequence[str] = ()) -> Root:
        """Add a folder, without indexing it yet.

        Of a folder that is in already, itself or by a parent, the root that holds it is returned,
        which leaves out `excludes` in it as well. One that holds existing roots takes their photos
        over, see `roots_within`.

        Raises:
            UserError: it is no folder, cannot be listed, or a root in it is not connected.
        """
        before = {root.root_id: root.excludes for root in self._roots.all()}
        added = self._roots.add(path, excludes)
        if before.get(added.root_id, added.excludes) != added.excludes:
            self._publish(Changes(roots_changed=True))
        self.refresh_drives()
        return added

    def roots_within(self, path: Path) -> list[Root]:
        """Return the roots that lie in a folder: those that adding it takes over."""
        return self._roots.within(path)

    def remove_root(self, path: Path) -> Root:
        """Forget a folder: its rows, codes and thumbnails. No file of the user is touched.

        An index run in progress is cancelled first; it keeps what it has finished.

        Raises:
            UserError: it is no root.
        """
        root = self._roots.at_path(path)
        with self.runs.suspended():
            self._catalog.roots.remove(root.root_id)
            self._search_service.refresh()
        self._publish(Changes(roots_changed=True))
        return root

    def refresh_drives(self) -> None:
        """Look which roots are there, and tell subscribers if that changed.

        Photos of the others are left out of searches.
        """
        if self._look_at_drives():
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
        return self.runs.run(scopes, RunKind.ALL, control, on_progress, self._complete_run)

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
        scopes = self._roots.scopes_of(folders)
        kind = RunKind.PART if any(scope.only for scope in scopes) else RunKind.ALL
        return self.runs.run(scopes, kind, control, on_progress, self._compare_new)

    def index_scopes(
        self,
        scopes: Iterable[Scope],
        *,
        control: JobControl | None = None,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> IndexSummary:
        """Bring parts of roots up to date after changes were noticed; see `index`."""
        return self.runs.run(scopes, RunKind.CHANGES, control, on_progress, self._compare_new)

    def scan_rules(self, root: Root) -> ScanRules:
        """Return what a scan of `root` takes for photos and what it leaves out."""
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
        on_note: Callable[[Message], None] = lambda _note: None,
    ) -> Watcher:
        """Keep the library up to date until the watcher is stopped."""
        return Watcher(self, on_progress=on_progress, on_note=on_note)

    # ---- models ----

    def use_model(
        self,
        name: str,
        *,
        control: JobControl | None = None,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        drop_old: bool = False,
    ) -> ModelSwitchResult:
        """Encode all photos with another model in the background, then let it answer; blocks.

        See `ModelSwitch.use`. Subscribers are told by `Changes.model_changed`.

        Raises:
            ModelError: there is no such model, or it fails its checks; nothing was changed.
            UserError: another switch is under way.
            CatalogError: the catalog cannot be written.
        """
        self.refresh_drives()
        return self._model_switch.use(name, control or JobControl(), on_progress, drop_old=drop_old)

    def begin_model(self, name: str) -> None:
        """Choose another model; the next run of `index` encodes with it and lets it answer.

        Raises:
            ModelError, UserError, CatalogError: as for `use_model`.
        """
        self._model_switch.begin(name)

    def undo_model(self) -> ModelSwitchResult:
        """Give up an unfinished switch, or go back to the model before, at once.

        Raises:
            UserError: there is nothing to be undone, or a switch is under way.
            ModelError: the former model is gone or damaged; nothing was changed.
        """
        return self._model_switch.undo()

    def drop_old_codes(self) -> dict[str, int]:
        """Forget the codes of models that neither answer nor are coming; photos by model id.

        Raises:
            UserError: a switch is under way.
        """
        return self._model_switch.drop_old()

    # ---- photos ----

    def show_stacks(self, shown: Shown, *, show_links: bool = False) -> None:
        """Show the picture of stacks from now on, or the RAW file, or all; see `library.stacks`."""
        self._publish(self.stacks.show(shown, show_links=show_links))

    def stack_members(self, photo_ids: Sequence[int]) -> list[int]:
        """Return photos, each followed by those of its stack for which it is shown."""
        return self.stacks.members(photo_ids)

    def purgeable(self) -> int:
        """Return how many files are gone from reachable roots."""
        self.refresh_drives()
        return sum(map(self._catalog.photos.count_missing, self._roots.online_ids()))

    def purge_missing(self) -> int:
        """Remove the rows of files that are gone from reachable roots; return how many."""
        self.refresh_drives()
        return sum(map(self._catalog.photos.purge_missing, self._roots.online_ids()))

    # ---- being told ----

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `callback` after each commit, in whatever thread made it; return what ends that."""
        return self._subscribers.add(callback)

    def _publish(self, changes: Changes) -> None:
        changes = self.stacks.follow(changes)
        touched = (*changes.added, *changes.changed, *changes.removed)
        if touched:
            self._search_service.update(touched)
        self._subscribers.notify(changes)
        try:
            self.duplicates.follow(changes)
        except CatalogError as error:  # what is published is in the catalog already
            log.warning("The groups of duplicates could not be brought up to date. %s", error)

    def _complete_run(
        self, summary: IndexSummary, control: JobControl, on_progress: Callable[[Progress], None]
    ) -> None:
        """Encode what a switch to another model still lacks, and compare photos.

        What came of the switch is told in `summary`.
        """
        add_switch_result(summary, self._model_switch.complete(control, on_progress))
        if self.compares_photos and not summary.cancelled:
            with suppress(Cancelled):  # it goes on in the next run
                self.duplicates.update(control, on_progress)
                self.neighbour_graph.complete_run(summary, control, on_progress)

    def _compare_new(
        self, summary: IndexSummary, control: JobControl, on_progress: Callable[[Progress], None]
    ) -> None:
        """Compare photos that came in, if that is soon done: further changes wait meanwhile."""
        if not self.compares_photos:
            return
        with suppress(Cancelled):
            if self.duplicates.status().pending <= _FEW_PENDING:
                self.duplicates.update(control, on_progress)
            self.neighbour_graph.complete_run(
                summary, control, on_progress, at_most=_FEW_NEIGHBOURS
            )

    def _encoders(self) -> list[tuple[ModelCard, Path]]:
        """Return what new photos are encoded with: the model in use, then the pending one.

        Raises:
            ModelError: the model in use is gone, and what takes its place is no good.
        """
        model = self._search_service.model
        if model.folder is None:
            model = self._model_switch.prepare_successor()
            models = [model]
        else:
            coming = self._model_switch.coming()
            models = [model] if coming is None else [model, coming]
        return [(each.card, each.folder) for each in models if each.folder is not None]

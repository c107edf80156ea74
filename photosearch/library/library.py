"""One opened library: the single thing that both front ends, window and command line, stand on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from photosearch import paths
from photosearch.core.changes import (
    Changes,
    IndexSummary,
    ModelInfo,
    ModelSwitchResult,
    Subscribers,
)
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.model_card import ModelCard
from photosearch.core.photo import PhotoRecord, Root
from photosearch.core.query import Answer, Query, QueryImage, RgbImage
from photosearch.core.runs import RunKind
from photosearch.images.formats import CANDIDATE_SUFFIXES
from photosearch.inference.models import find_model, load_card
from photosearch.library.file_ops.file_operations import PhotoFiles
from photosearch.library.filters.facets import LibraryFacets
from photosearch.library.index_queue import IndexQueue
from photosearch.library.indexing.watcher import Watcher
from photosearch.library.models.model_comparison import CompareTask, tasks_of_library
from photosearch.library.models.model_list import list_models
from photosearch.library.models.model_switch import ModelSwitch
from photosearch.library.previews import Previews
from photosearch.library.roots.roots import RootList, RootRegistry
from photosearch.library.roots.scanner import ScanRules, Scope
from photosearch.library.run_history import RunHistory
from photosearch.library.search.search_service import Model, SearchService
from photosearch.library.stacks import PhotoStacks, Shown
from photosearch.library.web_picture import WebPictures
from photosearch.library.worker_pools import Pools
from photosearch.settings import Settings
from photosearch.store.catalog import CATALOG_NAME, Catalog
from photosearch.store.photos import Counts

log = logging.getLogger(__name__)

Order = Literal["captured", "path", "added"]


class Library:
    """Folders, photos and their codes; index, search, watch. All methods block and are thread-safe.

    Open with `Library.open`, close with `close` or as a context manager.
    """

    def __init__(self, catalog: Catalog, settings: Settings, *, read_only: bool = False) -> None:
        self.folder = catalog.folder
        self.settings = settings
        self._catalog = catalog
        self._folders = RootRegistry(catalog, lambda: self.runs.none())
        self._pools = Pools(settings)
        self.pace = self._pools.pace
        self._subscribers = Subscribers()
        self.stacks = PhotoStacks(catalog, cast(Shown, settings.stack_raw))
        self.facets = LibraryFacets(catalog, self._subscribers, self.stacks)
        self._answering = SearchService(
            catalog,
            settings,
            read_only=read_only,
            select=self.facets.passing,
            shown=self.stacks.shown,
        )
        self._switch = ModelSwitch(
            catalog,
            self._answering,
            settings,
            self._pools.recoders,
            online=self._folders.online_ids,
            indexing=lambda: self.runs.busy,
            on_switched=lambda: self._publish(Changes(model_changed=True)),
        )
        self.files = PhotoFiles(catalog, self._folders, self.scan_rules, self._publish, read_only)
        self.previews = Previews(self.photos, settings)
        self.searches = catalog.searches
        self.web = WebPictures()
        run_log = RunHistory(self.folder, read_only=read_only)
        self.runs = IndexQueue(
            catalog,
            self._folders,
            self._pools,
            run_log,
            rules_of=self.scan_rules,
            encoders=self._encoders,
            publish=self._publish,
        )
        self.folders = RootList(
            catalog, self._folders, run_log, rules_of=self.scan_rules, publish=self._publish
        )
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
            ModelError: it is new, and the model named in the settings is absent or damaged.
        """
        if not read_only and not (folder / CATALOG_NAME).exists():
            load_card(find_model(settings.model))  # before anything is made
        catalog = Catalog.open(folder, read_only=read_only, owner=owner)
        try:
            return cls(catalog, settings, read_only=read_only)
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
        self.previews.close()
        self._answering.close()
        self._catalog.close()

    @property
    def card(self) -> ModelCard:
        """Of the model that answers."""
        return self._answering.model.card

    # ---- folders ----

    def roots(self) -> list[Root]:
        """The user's folders; `online` as last looked at."""
        return self._folders.all()

    def add_root(self, path: Path, excludes: Sequence[str] = ()) -> Root:
        """Take a folder in, without indexing it yet.

        A folder that is in already, itself or by a parent, changes nothing: the root that holds it
        is returned. One that holds existing roots takes their photos over.

        Raises:
            UserError: it is no folder, or cannot be listed.
        """
        added = self._folders.add(path, excludes)
        self.refresh_drives()
        return added

    def remove_root(self, path: Path) -> Root:
        """Forget a folder: its rows, codes and thumbnails. No file of the user is touched.

        An index run in progress is cancelled first; it keeps what it has finished.

        Raises:
            UserError: it is no root.
        """
        root = self._folders.named(path)
        with self.runs.none():
            self._catalog.roots.remove(root.root_id)
            self._answering.refresh()
        self._publish(Changes(roots_changed=True))
        return root

    def root_of(self, path: Path) -> Root | None:
        """The root that is `path` or holds it, links resolved."""
        return self._folders.holder_of(path)

    def refresh_drives(self) -> None:
        """Look which roots are there, and tell subscribers if that changed.

        Photos of the others are left out of searches.
        """
        if self._folders.look():
            self._answering.set_online(self._folders.online_ids())
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
        return self.runs.run(scopes, RunKind.ALL, control, on_progress, self._switch.complete)

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
        scopes = self._folders.scopes_of(folders)
        kind = RunKind.PART if any(scope.only for scope in scopes) else RunKind.ALL
        return self.runs.run(scopes, kind, control, on_progress)

    def index_scopes(
        self,
        scopes: Iterable[Scope],
        *,
        control: JobControl | None = None,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> IndexSummary:
        """Bring parts of roots up to date after changes were noticed; see `index`."""
        return self.runs.run(scopes, RunKind.CHANGES, control, on_progress)

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

    # ---- models ----

    def models(self) -> list[ModelInfo]:
        """The models at hand, and those of which this library has codes."""
        return list_models(self._catalog, self.card)

    def compare_tasks(self, sample: int) -> list[CompareTask]:
        """A sample of the photos, for `model_comparison.compare`."""
        return tasks_of_library(self._catalog, self._folders.online_ids(), sample)

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
        return self._switch.use(name, control or JobControl(), on_progress, drop_old=drop_old)

    def begin_model(self, name: str) -> None:
        """Choose another model; the next run of `index` encodes with it and lets it answer.

        Raises:
            ModelError, UserError, CatalogError: as for `use_model`.
        """
        self._switch.begin(name)

    def undo_model(self) -> ModelSwitchResult:
        """Give up an unfinished switch, or go back to the model before, at once.

        Raises:
            UserError: there is nothing to be undone, or a switch is under way.
            ModelError: the former model is gone or damaged; nothing was changed.
        """
        return self._switch.undo()

    def drop_old_codes(self) -> dict[str, int]:
        """Forget the codes of models that neither answer nor are coming; photos by model id.

        Raises:
            UserError: a switch is under way.
        """
        return self._switch.drop_old()

    # ---- looking ----

    def search(self, query: Query, control: JobControl | None = None) -> Answer:
        """Return the photos most like the query's images.

        Raises:
            ValueError: the query is not answerable.
            UserError: an image cannot be read, or the model has no code that the mode asks for.
            Cancelled: through `control`.
        """
        return self._answering.search(query, control)

    def verify(self, query: Query, answer: Answer, control: JobControl | None = None) -> Answer:
        """Return an answer of `search` with what a comparison by geometry finds.

        Before, no photo is "surely" the same shot; after, those are that agree with the query's
        images, and `Answer.matches` tells why. Its order may change a little; copies that are
        turned or mirrored may be new in it. Other answers are returned as they are.

        Raises:
            Cancelled: through `control`.
        """
        return self._answering.verify(query, answer, control)

    def photo_ids(self, order: Order = "captured") -> NDArray[np.int64]:
        """Ids of all photos that can be shown, newest (last by path) first; offline ones too.

        Of a stack it is one, see `library.stacks`.
        """
        return self.stacks.shown(self._catalog.photos.ids(order))

    def show_stacks(self, shown: Shown) -> None:
        """Show the picture of stacks from now on, or the RAW file, or all; see `library.stacks`."""
        self._publish(self.stacks.show(shown))

    def photos(self, photo_ids: Sequence[int] | NDArray[np.int64]) -> list[PhotoRecord]:
        """Rows in the order of the ids; unknown ids are left out."""
        records = self._folders.with_online(self._catalog.photos.get(photo_ids))
        return self.stacks.with_stacked(records)

    def stack_members(self, photo_ids: Sequence[int]) -> list[int]:
        """Return photos, each followed by those of its stack for which it is shown."""
        return self.stacks.members(photo_ids)

    def thumbnails(self, photo_ids: Sequence[int] | NDArray[np.int64]) -> dict[int, bytes]:
        """JPEG bytes by id, as far as there are any."""
        return self._catalog.thumbnails.get(photo_ids)

    def unreadable(self) -> list[PhotoRecord]:
        """Files that could not be read, with reason and detail."""
        return self._folders.with_online(self._catalog.photos.unreadable())

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

    def read_query_image(self, source: Path | bytes, title: str = "") -> QueryImage:
        """Return a file, or the content of one, as an image to search by; see `search`.

        Decoded and encoded in one call to the query worker's process.

        Raises:
            UnreadablePhoto: with the reason in plain words.
            ModelError: there is no working encoder.
        """
        return self._answering.read(source, title)

    def read_picture(self, source: Path | bytes, *, detailed: bool = False) -> RgbImage:
        """Return the upright pixels (H, W, 3) of a file, or of its content, to be shown.

        Decoded in the query worker's process; larger if they are `detailed`, to be cropped from.

        Raises:
            UnreadablePhoto: with the reason in plain words.
        """
        return self._answering.load(source, detailed=detailed)

    def warm_up(self) -> None:
        """Start and read what the first query needs: half a second for 500,000 photos."""
        self._answering.warm_up()

    # ---- being told ----

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `callback` after each commit, from whatever thread made it; returns the way out."""
        return self._subscribers.add(callback)

    def _publish(self, changes: Changes) -> None:
        changes = self.stacks.follow(changes)
        touched = (*changes.added, *changes.changed, *changes.removed)
        if touched:
            self._answering.update(touched)
        self._subscribers.tell(changes)

    def _encoders(self) -> list[Model]:
        """What new photos are encoded with: the model in use first, then the one that is coming.

        Raises:
            ModelError: the model in use is gone, and what takes its place is no good.
        """
        model = self._answering.model
        if model.folder is None:
            return [self._switch.prepare_successor()]
        coming = self._switch.coming()
        return [model] if coming is None else [model, coming]

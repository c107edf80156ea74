"""Open a library for looking: its folders and photos, and searches over them.

What a command that only reads needs, and nothing else: it is imported in a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

import numpy as np
from numpy.typing import NDArray

from photosearch.core.changes import ModelInfo, Subscribers
from photosearch.core.duplicates import DuplicateGroup, GroupChoice, KeepRules, Mark
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl
from photosearch.core.model_card import ModelCard
from photosearch.core.neighbours import PhotoNeighbours
from photosearch.core.photo import PhotoRecord, Root, to_rel_path
from photosearch.core.query import Answer, Query, QueryImage, RgbImage
from photosearch.core.sorting import NEWEST_FIRST, SortKey, SortOrder
from photosearch.library.duplicates.duplicates import Duplicates
from photosearch.library.duplicates.keep_rules import choose
from photosearch.library.events.events import LibraryEvents
from photosearch.library.filters.facets import LibraryFacets
from photosearch.library.labels import LibraryLabels
from photosearch.library.learning.learning import Learning
from photosearch.library.models.model_list import list_models
from photosearch.library.neighbours.likeness_order import LikenessOrder
from photosearch.library.roots.roots import RootRegistry
from photosearch.library.search.neighbour_search import NeighbourSearch
from photosearch.library.search.search_service import SearchService
from photosearch.library.stacks import PhotoStacks, Shown
from photosearch.settings import Settings
from photosearch.store.catalog import Catalog
from photosearch.store.photos import Counts

if TYPE_CHECKING:  # it comes with decoders and the encoder's runtime
    from photosearch.library.models.model_comparison import CompareTask


class LibraryReader:
    """Read folders and photos of a library, and search. All methods block and are thread-safe.

    Open with `open`, close with `close` or as a context manager. `Library` does the same, and all
    that changes something.
    """

    def __init__(
        self,
        catalog: Catalog,
        settings: Settings,
        *,
        read_only: bool = True,
        suspend_indexing: Callable[[], AbstractContextManager[None]] | None = None,
    ) -> None:
        """Look which drives are there; start nothing.

        Args:
            catalog: open.
            settings: of the user.
            read_only: note nothing in the catalog, not even which model answers.
            suspend_indexing: see `RootRegistry`.
        """
        self.folder = catalog.folder
        self.settings = settings
        self._catalog = catalog
        self._roots = RootRegistry(catalog, suspend_indexing or nullcontext)
        self._subscribers = Subscribers()
        self.stacks = PhotoStacks(
            catalog, cast(Shown, settings.stack_raw), show_links=settings.show_links
        )
        self._likeness_order = LikenessOrder(catalog, card=lambda: self.card)
        self.facets = LibraryFacets(
            catalog, self._subscribers, self.stacks, self._likeness_order.arrange
        )
        self.duplicates = Duplicates(catalog, passing=self.facets.passing)
        labels = LibraryLabels(catalog, self._subscribers)
        self._search_service = SearchService(
            catalog,
            settings,
            read_only=read_only,
            select=self.facets.passing,
            shown=self.stacks.shown,
            labels=labels,
        )
        self.learning = Learning(
            catalog, lambda: self.card, lambda: self._search_service.refresh_learned()
        )
        self.events = LibraryEvents(
            catalog, self.facets, self.stacks, labels.current, card=lambda: self.card
        )
        self._neighbour_search = NeighbourSearch(
            catalog,
            card=lambda: self.card,
            search=self._search_service.search,
            visible=self._visible,
            learned=self._search_service.learned_kinds,
        )
        self._look_at_drives()

    @staticmethod
    def read(folder: Path, settings: Settings) -> LibraryReader:
        """Open the library in `folder` without changing anything, also beside a program that does.

        Raises:
            CatalogError: there is none, or it is corrupt, of another version, or cannot be read.
        """
        catalog = Catalog.open(folder, read_only=True)
        try:
            return LibraryReader(catalog, settings)
        except BaseException:
            catalog.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all."""
        self._search_service.close()
        self._catalog.close()

    @property
    def card(self) -> ModelCard:
        """Return the card of the model that answers."""
        return self._search_service.model.card

    # ---- folders ----

    def roots(self) -> list[Root]:
        """Return the user's folders; `online` as last looked at."""
        return self._roots.all()

    def root_of(self, path: Path) -> Root | None:
        """Return the root that is `path` or holds it, links resolved."""
        return self._roots.containing(path)

    def refresh_drives(self) -> None:
        """Look which roots are there; photos of the others are left out of searches."""
        self._look_at_drives()

    def _look_at_drives(self) -> bool:
        """Return whether other roots are there than the last time."""
        changed = self._roots.refresh_online()
        if changed:
            self._search_service.set_online(self._roots.online_ids())
        return changed

    # ---- models ----

    def models(self) -> list[ModelInfo]:
        """List the models at hand, and those of which this library has codes."""
        return list_models(self._catalog, self.card)

    def compare_tasks(self, sample: int) -> list[CompareTask]:
        """Return a sample of the photos, for `model_comparison.compare`."""
        from photosearch.library.models.model_comparison import tasks_of_library

        return tasks_of_library(self._catalog, self._roots.online_ids(), sample)

    # ---- photos ----

    def search(self, query: Query, control: JobControl | None = None) -> Answer:
        """Return the photos most like the query's images.

        Raises:
            ValueError: the query is not answerable.
            UserError: an image cannot be read, or the model has no code that the mode asks for.
            Cancelled: through `control`.
        """
        return self._search_service.search(query, control)

    def photo_ids(self, order: SortOrder = NEWEST_FIRST) -> NDArray[np.int64]:
        """Return the ids (n,) of all photos that can be shown; offline ones too.

        Of a stack it is one, see `library.stacks`.
        """
        if order.key is SortKey.ALIKE:
            return self.facets.sort(self.photo_ids(), order)
        return self.stacks.shown(self._catalog.photos.ids(order))

    def list_ids(self, filters: Filters, order: SortOrder = NEWEST_FIRST) -> NDArray[np.int64]:
        """Return the ids (n,) of the photos that pass and whose drive is connected, in an order.

        For a single list: unlike `facets.select` it reads no more than that takes.
        """
        passing = self.facets.passing(filters)
        online = self._catalog.photos.searchable_ids(self._roots.online_ids())
        ids = np.intersect1d(passing, self.stacks.shown(online), assume_unique=True)
        return self.facets.sort(ids, order)

    def verify(self, query: Query, answer: Answer, control: JobControl | None = None) -> Answer:
        """Return an answer of `search` with what a comparison by geometry finds.

        Before, no photo is "surely" the same shot; after, those are that agree with the query's
        images, and `Answer.matches` tells why. Its order may change a little; copies that are
        turned or mirrored may be new in it. Other answers are returned as they are.

        Raises:
            Cancelled: by `control`.
        """
        return self._search_service.verify(query, answer, control)

    def photos(self, photo_ids: Sequence[int] | NDArray[np.int64]) -> list[PhotoRecord]:
        """Return rows in the order of the ids; unknown ids are left out."""
        records = self._roots.with_online(self._catalog.photos.get(photo_ids))
        return self.stacks.with_stacked(records)

    def neighbours(
        self, image: QueryImage, count: int, control: JobControl | None = None
    ) -> PhotoNeighbours:
        """Return the photos most like an image, by sense; see `NeighbourSearch.of`."""
        return self._neighbour_search.of(image, count, control)

    def _visible(self, photo_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return those of a few photos that a search may show."""
        online = self._roots.online_ids()
        return self.stacks.shown(self._catalog.photos.searchable_ids(online, photo_ids))

    def choose_duplicates(
        self,
        groups: Sequence[DuplicateGroup],
        rules: KeepRules,
        marks: Mapping[int, Mark],
        control: JobControl | None = None,
    ) -> list[GroupChoice]:
        """Return which files of groups stay, see `library.duplicates.keep_rules.choose`.

        Pictures are measured where the rules before leave that open, a hundredth of a second each.

        Raises:
            Cancelled: through `control`.
        """
        from photosearch.library.duplicates.picture_quality import measure_undecided

        ids = dict.fromkeys(photo_id for group in groups for photo_id in group.photo_ids)
        records = {record.photo_id: record for record in self.photos(list(ids))}
        quality = measure_undecided(groups, records, rules, self.thumbnails, control)
        return choose(groups, records, rules, marks, quality)

    def photo_at(self, path: Path) -> int | None:
        """Return the photo of a file; None if that is not in the library."""
        for each in dict.fromkeys((path, path.resolve())):
            root = self._roots.containing(each)
            if root is None:
                continue
            for place in (root.path, root.path.resolve()):
                if each.is_relative_to(place):
                    record = self._catalog.photos.by_path(root.root_id, to_rel_path(place, each))
                    if record is not None:
                        return record.photo_id
        return None

    def thumbnails(self, photo_ids: Sequence[int] | NDArray[np.int64]) -> dict[int, bytes]:
        """Return JPEG bytes by id, as far as there are any."""
        return self._catalog.thumbnails.get(photo_ids)

    def unreadable(self) -> list[PhotoRecord]:
        """List the files that could not be read, with reason and detail."""
        return self._roots.with_online(self._catalog.photos.unreadable())

    def counts(self) -> Counts:
        """Count the photos by state, root and reason."""
        return self._catalog.photos.counts()

    def read_query_image(self, source: Path | bytes, title: str = "") -> QueryImage:
        """Return a file, or the content of one, as an image to search by; see `search`.

        Decoded and encoded in one call to the query worker's process.

        Raises:
            UnreadablePhoto: with the reason in plain words.
            ModelError: there is no working encoder.
        """
        return self._search_service.read(source, title)

    def read_picture(self, source: Path | bytes, *, detailed: bool = False) -> RgbImage:
        """Return the upright pixels (H, W, 3) of a file, or of its content, to be shown.

        Decoded in the query worker's process; larger if they are `detailed`, to be cropped from.

        Raises:
            UnreadablePhoto: with the reason in plain words.
        """
        return self._search_service.load(source, detailed=detailed)

    def warm_up(self) -> None:
        """Start and read what the first query needs: half a second for 500,000 photos."""
        self._search_service.warm_up()

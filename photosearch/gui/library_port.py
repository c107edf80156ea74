"""Define what the window needs of a library: a port, so that the window runs on a fake one as well.

All methods block and may be called from any thread but the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

from photosearch.core.changes import Changes, IndexSummary, ModelInfo, ModelSwitchResult
from photosearch.core.codes import CodeKind
from photosearch.core.details import PhotoDetails
from photosearch.core.duplicates import (
    DuplicateGroup,
    DuplicateStatus,
    GroupChoice,
    GroupFilter,
    KeepRules,
    Mark,
    NotAMatch,
)
from photosearch.core.facets import ColumnGroupBy, Facets, Groups, Ids, Months
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.judged_pairs import JudgedAct, RecordedPairs
from photosearch.core.learning import LearningOutcome, LearningStatus
from photosearch.core.neighbours import PhotoNeighbours
from photosearch.core.photo import PhotoRecord, Root
from photosearch.core.places import Places
from photosearch.core.query import Answer, Query, QueryImage, RgbImage
from photosearch.core.saved_searches import SavedSearch
from photosearch.core.sorting import NEWEST_FIRST, SortOrder
from photosearch.core.suggestions import NothingPasses
from photosearch.gui.file_ops_port import FileOperationsPort
from photosearch.gui.indexing_port import (
    IndexQueuePort,
    IndexThrottlePort,
    RootListPort,
    TuningPort,
)
from photosearch.messages import Message

Stacked = Literal["picture", "raw", "off"]
"""What is shown of a shot that is there as RAW and as a picture; "off": both."""


class WebPicturesPort(Protocol):
    """Fetch pictures; the real one is `photosearch.library.web_picture.WebPictures`."""

    def fetch(
        self,
        address: str,
        control: JobControl | None = None,
        *,
        max_bytes: int,
        on_progress: Callable[[int, int | None], None],
    ) -> bytes:
        """Return the bytes at an http(s) address. Blocks; call it only after the user said yes.

        Args:
            address: as `photosearch.core.web_address.parse` takes it.
            control: ends it within a tenth of a second.
            max_bytes: more than that is refused.
            on_progress: told from the calling thread: bytes that have come, bytes in all if known.

        Raises:
            UserError: for whatever goes wrong, with the next step.
            Cancelled: through `control`.
        """


class SearchesPort(Protocol):
    """Store saved searches; the real one is `photosearch.store.searches.SearchStore`.

    All methods block and may be called from any thread but the GUI thread. What changes something
    raises CatalogError if the catalog cannot be written.
    """

    def recent(self) -> list[SavedSearch]:
        """Return the latest ones, newest first."""

    def saved(self) -> list[SavedSearch]:
        """Return those with a name, by name."""

    def save_recent(self, query: Query, replaced: int | None = None) -> SavedSearch:
        """Save a query as the latest, in place of the recent search `replaced`."""

    def save(self, name: str, query: Query, *, replace: bool = False) -> SavedSearch:
        """Save a query under a name; raises UserError if it is taken (and not `replace`)."""

    def rename(self, search_id: int, name: str) -> None:
        """Give a saved search another name; raises UserError if it is taken."""

    def remove(self, search_id: int) -> None:
        """Forget one."""

    def restore(self, search: SavedSearch) -> SavedSearch:
        """Bring a removed one back; raises UserError if another has its name by now."""

    def forget_recent(self) -> list[SavedSearch]:
        """Forget all without a name; what they were."""

    def set_open(self, search_id: int | None) -> None:
        """Note which search the window shows."""

    def opened(self) -> SavedSearch | None:
        """Return the search that the window showed last."""


Receive = Callable[[tuple[int, int], int, RgbImage], None]
"""Called with (height, width) of the picture, the first row of a band, and the band (h, W, 3)."""


class PreviewsPort(Protocol):
    """Read photos to be looked at; the real one is `photosearch.library.previews.Previews`."""

    def start(self) -> None:
        """Start what the first photo needs, without waiting for it."""

    def read(self, photo_id: int, side: int | None, control: JobControl | None = None) -> RgbImage:
        """Read a photo's upright sRGB pixels (H, W, 3) uint8; blocks; raises as `read_bands`."""

    def read_bands(
        self,
        photo_id: int,
        side: int | None,
        receive: Receive,
        control: JobControl | None = None,
    ) -> None:
        """Read a photo's upright sRGB pixels band by band; blocks.

        Args:
            photo_id: as in the catalog.
            side: pixels wanted on the longer side, or half as many more; None for all.
            receive: called in this thread for each band from top to bottom.
            control: cancels.

        Raises:
            UnreadablePhoto: with the reason in plain words.
            UserError: the photo is not known, or its drive is not connected.
            Cancelled: through `control`.
        """

    def details(self, photo_id: int, control: JobControl | None = None) -> PhotoDetails:
        """Return what is known of a photo; blocks.

        Raises:
            UserError: the photo is not known.
            Cancelled: through `control`.
        """


class FacetsPort(Protocol):
    """Count and group photos; the real one is `photosearch.library.filters.facets.LibraryFacets`.
    All methods block."""

    def select(self, filters: Filters, order: SortOrder = NEWEST_FIRST) -> Ids:
        """Return ids (n,) of all photos that pass, in an order."""

    def sort(self, ids: Ids, order: SortOrder) -> Ids:
        """Return some ids (n,) in an order."""

    def words_beginning(self, text: str) -> list[tuple[str, int]]:
        """Return keywords and labels that begin with a text, and how many photos have each."""

    def explain_empty(self, filters: Filters) -> NothingPasses:
        """Tell what leaves nothing of filters that no photo passes, and propose others."""

    def count(self, ids: Ids | None, filters: Filters) -> Facets:
        """Return photos by value among `ids` (n,), None for the whole library; each facet among
        those that pass all filters but its own."""

    def places(self, filters: Filters) -> Places:
        """Return where the photos that pass were taken, as far as it is known."""

    def months(self, ids: Ids) -> Months:
        """Return the months in which the photos of a list (n,) were taken."""

    def groups(self, ids: Ids, by: ColumnGroupBy) -> Groups:
        """Return photos (n,) under headings; see `Groups` for what the titles are."""


class EventsPort(Protocol):
    """Divide photos into events; the real one is `photosearch.library.events.events.LibraryEvents`.
    Blocks."""

    def groups(self, ids: Ids) -> Groups:
        """Return photos (n,) under the headings of the library's events."""


class DuplicatesPort(Protocol):
    """Find files that show the same; the real one is
    `photosearch.library.duplicates.duplicates.Duplicates`.

    All methods block. What changes something raises CatalogError if the catalog cannot be written.
    """

    def status(self) -> DuplicateStatus:
        """Return how far the comparison is, and what it found so far."""

    def update(
        self, control: JobControl, on_progress: Callable[[Progress], None]
    ) -> DuplicateStatus:
        """Compare what is not compared yet; cancelled, the next call goes on from there."""

    def groups(self, wanted: GroupFilter) -> list[DuplicateGroup]:
        """Return the groups that are asked for, in their order."""

    def group_of(self, photo_id: int) -> DuplicateGroup | None:
        """Return the group of copies that a photo is in."""

    def photos_with_copies(self) -> Ids:
        """Return the photos (n,) of which there are copies, rising."""

    def ignore(self, photo_ids: Sequence[int]) -> NotAMatch:
        """Remember that photos are no copies of each other."""

    def ignored(self) -> list[NotAMatch]:
        """Return what is remembered so."""

    def take_back(self, decision_id: int) -> None:
        """Forget one of these decisions."""

    def finish(self, group_ids: Sequence[str]) -> None:
        """Note that groups are decided on: they do not come back."""

    def reopen(self, group_ids: Sequence[str]) -> None:
        """Take that back."""

    def note_cleaned(
        self, choices: Sequence[GroupChoice], gone: Collection[int], *, still_there: bool = False
    ) -> None:
        """Note that groups were cleaned up; see `library.duplicates.duplicates`."""

    def marks(self) -> dict[int, Mark]:
        """Return what the user decided on files and did not carry out yet, by photo."""

    def set_marks(self, marks: Mapping[int, Mark | None]) -> None:
        """Remember decisions; None forgets one."""

    def place(self) -> str:
        """Return the group that the user was at last; "" for none."""

    def set_place(self, group_id: str) -> None:
        """Remember it."""


class LearningPort(Protocol):
    """Keep answers and learn from them; the real one is
    `photosearch.library.learning.learning.Learning`.

    All methods block. What changes something raises CatalogError if the catalog cannot be written.
    """

    def judge(
        self,
        anchors: Sequence[int],
        others: Sequence[int],
        sense: CodeKind,
        *,
        alike: bool,
        act: JudgedAct,
    ) -> RecordedPairs:
        """Keep that each of some photos and each of others belong together, or do not."""

    def status(self) -> LearningStatus:
        """Return what is kept, and what counts of it."""

    def learn(self, control: JobControl | None = None) -> list[LearningOutcome]:
        """Learn from all answers; use what is better on answers held out."""

    def undo(self) -> bool:
        """Take back what was learned last; tell whether there was anything."""

    def erase(self) -> int:
        """Forget all answers and what was learned of them; return how many."""

    def export(self, path: Path, *, replace: bool = False) -> int:
        """Write all answers to a .csv or .json file; return how many."""


class Watching(Protocol):
    """Run until stopped."""

    def stop(self) -> None:
        """End it."""


class LibraryPort(Protocol):
    """Mirror the public face of `photosearch.library.library.Library` as far as the window uses
    it."""

    @property
    def folder(self) -> Path:
        """Return where the library is kept."""

    @property
    def facets(self) -> FacetsPort:
        """Return what filters photos and counts them by value."""

    @property
    def events(self) -> EventsPort:
        """Return what divides photos into events."""

    @property
    def previews(self) -> PreviewsPort:
        """Read photos to be looked at."""

    @property
    def tuning(self) -> TuningPort:
        """Return what fits an encoder to the photos."""

    @property
    def duplicates(self) -> DuplicatesPort:
        """Return what finds files that show the same."""

    @property
    def learning(self) -> LearningPort:
        """Return what keeps the user's answers about photos, and learns from them."""

    @property
    def files(self) -> FileOperationsPort:
        """Return what rates, tags, throws away, moves, copies and lists photos, and undoes it."""

    @property
    def web(self) -> WebPicturesPort:
        """Return what fetches pictures that the user agreed to."""

    @property
    def searches(self) -> SearchesPort:
        """Return recent and saved searches."""

    def roots(self) -> list[Root]:
        """Return the user's folders."""

    def add_root(self, path: Path, excludes: Sequence[str] = ()) -> Root:
        """Take a folder in; it is indexed by index()."""

    def roots_within(self, path: Path) -> list[Root]:
        """Return the folders of the library in another one, which adding that takes over."""

    def remove_root(self, path: Path) -> Root:
        """Forget a folder and its photos; no file is touched. Ends a run in progress."""

    @property
    def root_list(self) -> RootListPort:
        """Return the folders with their counts, and what is left out of them."""

    @property
    def runs(self) -> IndexQueuePort:
        """Return the index runs of the past."""

    @property
    def throttle(self) -> IndexThrottlePort:
        """Return how much of the computer indexing takes."""

    def index(
        self,
        roots: Sequence[Root] | None = None,
        *,
        control: JobControl,
        on_progress: Callable[[Progress], None],
    ) -> IndexSummary:
        """Bring the library up to date."""

    def read_query_image(self, source: Path | bytes, title: str = "") -> QueryImage:
        """Return a stranger's image, a file or its content, to search by; raises UnreadablePhoto.

        It is read and encoded in one call to a process of its own.
        """

    def read_picture(self, source: Path | bytes, *, detailed: bool = False) -> RgbImage:
        """Decode a stranger's picture, a file or its content, safely; raises UnreadablePhoto.

        Larger if it is to be cropped from (`detailed`).
        """

    def search(self, query: Query, control: JobControl | None = None) -> Answer:
        """Return the most similar photos."""

    def neighbours(
        self, image: QueryImage, count: int, control: JobControl | None = None
    ) -> PhotoNeighbours:
        """Return the photos most like an image, by sense; raises UserError where none can be
        told."""

    def verify(self, query: Query, answer: Answer, control: JobControl | None = None) -> Answer:
        """Return an answer with what a comparison by geometry finds: only then photos are sure."""

    def choose_duplicates(
        self,
        groups: Sequence[DuplicateGroup],
        rules: KeepRules,
        marks: Mapping[int, Mark],
        control: JobControl | None = None,
    ) -> list[GroupChoice]:
        """Return which files of groups stay, by rules and by what the user decided."""

    def photo_ids(self, order: SortOrder = NEWEST_FIRST) -> Ids:
        """Return all visible photos, newest first."""

    def photos(self, ids: Sequence[int]) -> list[PhotoRecord]:
        """Return records in the order of `ids`; unknown ones are left out."""

    def stack_members(self, photo_ids: Sequence[int]) -> list[int]:
        """Return photos, each followed by those of its stack for which it is shown."""

    def tell_open_folders(self) -> list[Path]:
        """Return which of the program's folders others can read; each library tells it once."""

    def close_folders(self) -> list[Path]:
        """Let only the user read the program's folders. Raises UserError."""

    def show_stacks(self, shown: Stacked, *, show_links: bool = False) -> None:
        """Show the picture of a shot from now on, or the RAW file, or both."""

    def thumbnails(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return JPEG by id; those without are left out."""

    def unreadable(self) -> list[PhotoRecord]:
        """Return files that could not be read, with their reasons."""

    def models(self) -> Sequence[ModelInfo]:
        """Return the encoders at hand."""

    def begin_model(self, name: str) -> None:
        """Choose another encoder; the next index() encodes with it and lets it answer."""

    def undo_model(self) -> ModelSwitchResult:
        """Give up an unfinished change, or go back to the encoder before, at once."""

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Be told of changes, in any thread; the answer ends it."""

    def warm_up(self) -> None:
        """Start and read what the first query needs; blocks for a moment."""

    def watch(
        self, *, on_progress: Callable[[Progress], None], on_note: Callable[[Message], None]
    ) -> Watching:
        """Follow changes of the folders while the program runs."""

    def close(self) -> None:
        """End everything and release the library."""

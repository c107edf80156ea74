"""Hold the query that is being put together, and its answer. Widgets show it, none owns it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.core.errors import UserError
from photosearch.core.facets import Ids
from photosearch.core.filters import Filters
from photosearch.core.jobs import JobControl
from photosearch.core.query import (
    MAX_WEIGHT,
    MIN_WEIGHT,
    Answer,
    CropBox,
    Query,
    QueryImage,
    QueryItem,
    QueryWords,
    RgbImage,
    SimilarityWeights,
)
from photosearch.core.similarity_levels import apply_threshold
from photosearch.core.verification import UNVERIFIED_PROBABILITY
from photosearch.gui.library_port import LibraryPort
from photosearch.gui.notices import Notice, Notices, error_notice
from photosearch.gui.query.answer_notes import AnswerNotes
from photosearch.gui.query_input.image_loader import (
    MAX_IMAGES,
    LoadedInput,
    load_input,
    load_photos,
)
from photosearch.gui.query_input.mime_reader import DropPayload
from photosearch.gui.runtime.background import BackgroundJob, BackgroundRunner, Policy

T = TypeVar("T")

MAX_WORDS = 4
"""Words in a query, each as they were typed."""
RESULTS = 1000
"""Photos in an answer: many screens; nobody looks further."""
PATIENCE_MS = 250
"""A search that goes along with a dragged control is only spoken of when it takes longer."""
VERIFY_DELAY_MS = 150
"""An answer is verified when the hand rests: the next one would make it pointless."""

log = logging.getLogger(__name__)


class SearchSession(QObject):
    """Load images, search by them, tell the answer. GUI thread only.

    Another query takes the place of the one that is being answered. What merely adjusts it (mode,
    weights, box, filters) does not: answers follow the hand, the latest wins.

    Signals:
        started(): something else is to be searched by, or nothing; what is asked or told of what
            was there before is old.
        query_changed(): other images, mode, filters or threshold; see `query`.
        busy_changed(bool): a search runs, or ended.
        results_ready(Answer): a new answer, with the threshold applied.
        filtered(Answer): the same answer with another threshold, without photos that are gone, or
            verified.
        unresolved_input(LoadedInput, bool): what was dropped and is no image yet: folders,
            addresses of the web; True if it was to join the query.
    """

    started = Signal()
    query_changed = Signal()
    busy_changed = Signal(bool)
    results_ready = Signal(object)
    filtered = Signal(object)
    unresolved_input = Signal(object, bool)

    def __init__(
        self,
        background: BackgroundRunner,
        verification: BackgroundRunner,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        """Search nothing yet.

        Args:
            background: of the pool for queries.
            verification: of the pool for comparing what was found.
            notices: tells what goes wrong.
            parent: owner.
        """
        super().__init__(parent)
        # Two, so that a dropped folder does not end the search that is running.
        self._loading = background.derive(policy=Policy.LATEST)
        self._searches = background.derive(policy=Policy.COALESCE)
        self._verifications = verification.derive(policy=Policy.LATEST)
        self._verify_soon = QTimer(self, singleShot=True, interval=VERIFY_DELAY_MS)
        self._verify_soon.timeout.connect(self._verify)
        self._removed, self._taken_out = set[int](), set[int]()
        """Photos that are gone since the answer came; that the user took out of what is found."""
        self._results_held = False
        """The answer is shown when it is verified."""
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._tell_busy)
        self._notices = notices
        self._library: LibraryPort | None = None
        self._answered = Query()
        self._notes = AnswerNotes(notices, self.search)
        self._shown_notices: list[Notice] = []
        self.query = Query()
        """The query that is shown and, perhaps, still being answered."""
        self.answer: Answer | None = None
        """The last one, whole; None without a query or before its first answer."""
        self.same_query = False
        """Whether it answers the same query as the one before."""

    @property
    def active(self) -> bool:
        """Tell whether there is a query at all; if not, the library is shown."""
        return not self.query.empty

    @property
    def idle(self) -> bool:
        """Tell whether there is no query and none is being put together."""
        return not (self.active or self._loading.running)

    @property
    def answered_query(self) -> Query:
        """Return the query to which `answer` belongs."""
        return self._answered

    @property
    def searching(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._searches.running

    def finder(self) -> Callable[[Filters, JobControl], Ids] | None:
        """Return, for a job thread, what the answered query finds under other filters."""
        library, query = self._library, self._answered
        if library is None or not query.answerable:
            return None

        def find(filters: Filters, control: JobControl) -> Ids:
            answer = library.search(replace(query, filters=filters, limit=RESULTS), control)
            return apply_threshold(answer, query.threshold).photo_ids

        return find

    def set_library(self, library: LibraryPort | None) -> None:
        """Search in this library from now on."""
        self.clear()
        self._library = library

    # Other images

    def load(self, payload: DropPayload, *, add: bool = False) -> None:
        """Search by what was dropped or pasted, instead of or (`add`) together with the others."""
        library = self._library
        if library is not None:
            self._load(lambda job: (load_input(library, payload, job), add), self._on_loaded)

    def find_similar(self, photo_ids: Sequence[int], *, add: bool = False) -> None:
        """Search by photos of the library, instead of or (`add`) together with the others."""
        library, ids = self._library, list(photo_ids[:MAX_IMAGES])
        if library is not None and ids:
            self._load(lambda _job: (LoadedInput(load_photos(library, ids)), add),
                       self._on_loaded)  # fmt: skip

    def restore(self, read: Callable[[], Query]) -> None:
        """Search by what read() returns in a job thread, unless something newer starts before."""
        self._load(lambda _job: read(), self.search)

    def search(self, query: Query) -> None:
        """Search by something else altogether."""
        if query.items is not self.query.items:
            self._taken_out.clear()
        self._set_query(query)
        self._patience.stop()
        self._searches.discard()
        self._stop_verifying()
        self._search()

    def remove(self, image: QueryImage) -> None:
        """Take one image out of the query; without any, and without words, the query ends."""
        self._search_rest(self.query.without_image(image))

    def add_words(self, text: str) -> None:
        """Search by what words say, together with what is searched by already."""
        text = text.strip()
        if self._library is None or not text:
            return
        others = [each for each in self.query.words if each.text != text]
        words = (*others, QueryWords(text))[-MAX_WORDS:]
        filters = replace(self.query.filters, text="")
        self.search(replace(self.query, words=words, filters=filters))

    def remove_words(self, words: QueryWords) -> None:
        """Take words out of the query; without any, and without images, the query ends."""
        rest = tuple(each for each in self.query.words if each != words)
        self._search_rest(replace(self.query, words=rest))

    def _search_rest(self, rest: Query) -> None:
        if rest.empty:
            self.clear()
        else:
            self.search(rest)

    def clear(self) -> None:
        """End the query: back to the library. Mode and filters stay."""
        self._dismiss_notices()
        self.started.emit()
        self._loading.discard()
        self._clear()

    def _clear(self) -> None:
        """Show no query."""
        self._searches.discard()
        self._stop_verifying()
        self.answer = None
        self.query = self._answered = Query(mode=self.query.mode, filters=self.query.filters)
        self._tell_busy()
        self.query_changed.emit()

    def search_again(self) -> None:
        """Search by the same again: the library answers otherwise by now."""
        if self.active:
            self.search(self.query)

    def show_error(self, error: UserError) -> None:
        """Tell what is wrong with what is to be searched by, until something else is."""
        self.show_notice(error_notice(error))

    def show_notice(self, notice: Notice) -> None:
        """Tell something that is old as soon as something else is searched by."""
        self._shown_notices.append(notice)
        self._notices.shown.emit(notice)

    # The same images, otherwise

    def set_mode(self, mode: SimilarityWeights) -> None:
        """Search in another mode; results move while it is dragged."""
        self._change(mode=mode)

    def set_filters(self, filters: Filters) -> None:
        """Find only photos that pass."""
        self._change(filters=filters)

    def set_words_negative(self, words: QueryWords, negative: bool) -> None:
        """Look for photos that show what words say, or do not."""
        changed = tuple(
            replace(each, negative=negative) if each == words else each for each in self.query.words
        )
        self._change(words=changed)

    def set_balance(self, balance: float) -> None:
        """Let the words count more than the images, or less; results move while it is dragged."""
        self._change(balance=balance)

    def set_expanded(self, expanded: bool) -> None:
        """Find what is like the photos found as well, or no more."""
        self._change(expanded=expanded)

    def set_negative(self, image: QueryImage, negative: bool) -> None:
        """Look for photos like or unlike an image."""
        self._change_item(image, negative=negative)

    def set_weight(self, image: QueryImage, weight: float) -> None:
        """Let an image count so much; beyond the limits it is the limit."""
        self._change_item(image, weight=min(MAX_WEIGHT, max(MIN_WEIGHT, weight)))

    def set_crop(self, image: QueryImage, crop: CropBox | None) -> None:
        """Search by a part of an image only, or by the whole of it again."""
        self._change_item(image, crop=crop)

    def set_threshold(self, threshold: float) -> None:
        """Hide photos that are less alike, 0 (none) to 1; nothing is searched for that."""
        threshold = min(1.0, max(0.0, threshold))
        if threshold == self.query.threshold:
            return
        self._answered = replace(self._answered, threshold=threshold)
        self._set_query(replace(self.query, threshold=threshold))
        if self.answer is not None:
            self.filtered.emit(apply_threshold(self.answer, threshold))

    def remove_photos(self, photo_ids: Collection[int]) -> None:
        """Take photos that are gone out of the answer."""
        self._removed.update(photo_ids)
        self._show_rest(photo_ids)

    def take_out(self, photo_ids: Collection[int]) -> None:
        """Show photos no more among those found, until something else is searched by."""
        self._taken_out.update(photo_ids)
        self._show_rest(photo_ids)

    def put_back(self, photo_ids: Collection[int]) -> None:
        """Show photos again that were taken out."""
        self._taken_out.difference_update(photo_ids)
        self._search()

    def _show_rest(self, photo_ids: Collection[int]) -> None:
        rest = None if self.answer is None else self.answer.without(photo_ids)
        if rest is not None and rest is not self.answer:
            self.answer = rest
            self.filtered.emit(apply_threshold(rest, self.query.threshold))

    def set_detailed(self, image: QueryImage, pixels: RgbImage) -> None:
        """Take over larger pixels of an image, to be cropped from."""
        item = self.query.item_of(image)
        if item is None:
            return
        self.query = self.query.with_item(image, detailed=pixels)
        if item.crop is not None:
            self._adjust(self.query)

    def _change_item(self, image: QueryImage, **changes: object) -> None:
        item = self.query.item_of(image)
        if item is None or all(getattr(item, name) == value for name, value in changes.items()):
            return
        self._adjust(self.query.with_item(image, **changes))

    def _change(self, **changes: Any) -> None:
        if any(getattr(self.query, name) != value for name, value in changes.items()):
            self._adjust(replace(self.query, **changes))

    def _adjust(self, query: Query) -> None:
        self._set_query(query)
        if not self._searches.running:
            self._patience.start()
        self._search()

    def _set_query(self, query: Query) -> None:
        self.query = query
        self.query_changed.emit()

    def _search(self) -> None:
        library, query = self._library, self.query
        if library is None or query.empty:
            return
        if not query.answerable:
            self._searches.discard()
            self._tell_busy()
            return
        self._searches.run_job(
            lambda job: (query, library.search(replace(query, limit=RESULTS), job)),
            self._on_answer,
            self._on_search_failed,
        )
        self._tell_busy()

    def _load(self, read: Callable[[BackgroundJob], T], then: Callable[[T], None]) -> None:
        """Begin to load something else: what was begun before, and told of it, is old."""
        self._dismiss_notices()
        self.started.emit()
        self._loading.run_job(read, then, self._on_load_failed)
        self._tell_busy()

    def _on_loaded(self, loaded_input: tuple[LoadedInput, bool]) -> None:
        loaded, add = loaded_input
        self._tell_busy()
        for error in loaded.errors:
            self.show_error(error)
        if loaded.folders or loaded.addresses:
            self.unresolved_input.emit(loaded, add)
        if loaded.images:
            before = self.query.items if add else ()
            items = (*before, *(QueryItem(image) for image in loaded.images))
            words = self.query.words if add else ()
            items = items[-MAX_IMAGES:]
            self.search(replace(self.query, items=items, words=words, expanded=False))

    def _tell_busy(self) -> None:
        searching = self._searches.running and not self._patience.isActive()
        self.busy_changed.emit(self._loading.running or searching)

    def _on_answer(self, outcome: tuple[Query, Answer]) -> None:
        query, answer = outcome
        before = self._answered
        self.same_query = query.items is before.items and all(
            getattr(query, name) == getattr(before, name)
            for name in ("words", "mode", "filters", "expanded")
        )
        # The threshold may have been moved while the search ran.
        self._answered = replace(query, threshold=self.query.threshold)
        self._removed.clear()
        self.answer = answer = answer.without(self._taken_out)
        if not self._searches.running:
            self._patience.stop()
        self._tell_busy()
        self._notes.tell(answer.notes, query)
        self._stop_verifying()
        if not answer.unverified:
            self._emit_results()
        elif self.query.threshold > UNVERIFIED_PROBABILITY:
            # Nothing could be shown before: that would be an empty page for a moment.
            self._results_held = True
            self._verify()
        else:
            self._emit_results()
            self._verify_soon.start()

    def _emit_results(self) -> None:
        if self.answer is not None:
            self.results_ready.emit(apply_threshold(self.answer, self.query.threshold))

    def _verify(self) -> None:
        """Compare the first photos with the query's images; the order is seen already."""
        library, query, answer = self._library, self._answered, self.answer
        if library is not None and answer is not None:
            query = replace(query, limit=RESULTS)
            self._verifications.run_job(
                lambda job: library.verify(query, answer, job),
                self._on_verified,
                self._on_verification_failed,
            )

    def _stop_verifying(self) -> None:
        self._verify_soon.stop()
        self._verifications.discard()
        self._results_held = False

    def _on_verified(self, verified: Answer) -> None:
        """Show an answer with what was found, or as it was if nothing could be compared."""
        rest = verified.without(self._removed | self._taken_out)
        self.answer = replace(rest, unverified=False)
        if self._results_held:
            self._results_held = False
            self._emit_results()
        else:
            self.filtered.emit(apply_threshold(self.answer, self.query.threshold))

    def _on_verification_failed(self, error: UserError) -> None:
        """Show the answer as its codes tell it: it promises nothing."""
        log.warning("An answer could not be verified: %s", error)
        if self.answer is not None:
            self._on_verified(self.answer)

    def _dismiss_notices(self) -> None:
        for notice in self._shown_notices:
            self._notices.dismiss(notice)
        self._shown_notices.clear()
        self._notes.dismiss()

    def _on_load_failed(self, error: UserError) -> None:
        """Tell that nothing came of what was to be loaded; the query stays as it is."""
        self._tell_busy()
        self.show_error(error)

    def _on_search_failed(self, error: UserError) -> None:
        """Go back to the last query that was answered: what is on the screen stays true."""
        self._patience.stop()
        self._tell_busy()
        if not self._answered.empty:
            self._set_query(self._answered)
        else:
            self._clear()
        if not self._loading.running:
            # Else something newer is on its way, and nobody waits for this one any more.
            self.show_error(error)

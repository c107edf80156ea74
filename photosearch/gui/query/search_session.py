"""The query that is being put together, and its answer. Widgets show it, none owns it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.core.errors import UserError
from photosearch.core.facets import Ids
from photosearch.core.jobs import JobControl
from photosearch.core.query import Answer, CropBox, Filters, RgbImage, SimilarityWeights
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.notices import Notice, Notices, error_notice
from photosearch.gui.query.query_state import (
    LEAST_WEIGHT,
    MOST_WEIGHT,
    QueryItem,
    QueryState,
    apply_threshold,
    without,
)
from photosearch.gui.query_input.image_loader import (
    MAX_PICTURES,
    LoadedInput,
    QueryPicture,
    fixed,
    known_pictures,
    load_inputs,
)
from photosearch.gui.query_input.mime_reader import DropPayload
from photosearch.gui.runtime.background import BackgroundJob, BackgroundRunner, Policy

T = TypeVar("T")

PATIENCE_MS = 250
"""A search that goes along with a dragged control is only spoken of when it takes longer."""


class SearchSession(QObject):
    """Takes pictures in, searches, tells the answer. GUI thread only.

    Another query takes the place of the one that is being answered. What merely steers it (sense,
    weights, box, filters) does not: answers follow the hand, the latest wins.

    Signals:
        begun(): something else is to be searched by, or nothing; what is asked or told of what was
            there before is old.
        query_changed(): other pictures, sense, filters or cut-off; see `asked`.
        busy_changed(bool): a search runs, or ended.
        answered(Answer): a new answer, cut off as wanted.
        narrowed(Answer): the same answer with another cut-off, or without photos that are gone.
        left_over(Intake, bool): what was offered and is no picture yet: folders, addresses of the
            web; True if it was to join the query.
    """

    begun = Signal()
    query_changed = Signal()
    busy_changed = Signal(bool)
    answered = Signal(object)
    narrowed = Signal(object)
    left_over = Signal(object, bool)

    def __init__(
        self, background: BackgroundRunner, notices: Notices, parent: QObject | None = None
    ) -> None:
        """Work in the pool of `background`, which is the one for queries."""
        super().__init__(parent)
        # Two, so that a dropped folder does not end the search that is running.
        self._loading = background.derive(policy=Policy.LATEST)
        self._searches = background.derive(policy=Policy.COALESCE)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._tell_busy)
        self._notices = notices
        self._library: PhotoLibrary | None = None
        self._answered = QueryState()
        self._notes: tuple[str, ...] = ()
        self._told: list[Notice] = []
        self.asked = QueryState()
        """The query that is shown and, perhaps, still being answered."""
        self.answer: Answer | None = None
        """The last one, whole; None without a query or before its first answer."""
        self.again = False
        """Whether it answers the same query as the one before."""

    @property
    def active(self) -> bool:
        """Whether there is a query at all; if not, the library is shown."""
        return bool(self.asked.parts)

    @property
    def idle(self) -> bool:
        """Whether there is no query and none is being put together."""
        return not (self.active or self._loading.running)

    @property
    def answered_query(self) -> QueryState:
        """To which `answer` belongs."""
        return self._answered

    @property
    def searching(self) -> bool:
        """Whether an answer is still to come."""
        return self._searches.running

    def finder(self) -> Callable[[Filters, JobControl], Ids] | None:
        """For a job thread: what the query that is answered finds under other filters."""
        library, asked = self._library, self._answered
        if library is None or not asked.answerable:
            return None

        def find(filters: Filters, control: JobControl) -> Ids:
            answer = library.search(replace(asked, filters=filters).query(), control)
            return apply_threshold(answer, asked.least).photo_ids

        return find

    def set_library(self, library: PhotoLibrary | None) -> None:
        """Search in this library from now on."""
        self.leave()
        self._library = library

    # Other pictures

    def offer(self, offer: DropPayload, *, add: bool = False) -> None:
        """Search by what was dropped or pasted, instead of or (`add`) together with the others."""
        library = self._library
        if library is not None:
            self._begin(lambda job: (load_inputs(library, offer, job), add), self._take_in)

    def find_similar(self, photo_ids: Sequence[int], *, add: bool = False) -> None:
        """Search by photos of the library, instead of or (`add`) together with the others."""
        library, ids = self._library, list(photo_ids[:MAX_PICTURES])
        if library is not None and ids:
            self._begin(lambda _job: (known_pictures(library, ids), add), self._take_in)

    def bring_back(self, read: Callable[[], QueryState]) -> None:
        """Ask what read() returns in a job thread, unless something newer is asked until then."""
        self._begin(lambda _job: read(), self.ask)

    def ask(self, asked: QueryState) -> None:
        """Ask something else altogether."""
        self._set(asked)
        self._patience.stop()
        self._searches.discard()
        self._search()

    def remove(self, picture: QueryPicture) -> None:
        """Take one picture out of the query; without any the query ends."""
        rest = tuple(part for part in self.asked.parts if part.picture is not picture)
        if rest:
            self.ask(replace(self.asked, parts=rest))
        else:
            self.leave()

    def leave(self) -> None:
        """End the query: back to the library. Sense and filters stay."""
        self._take_back()
        self.begun.emit()
        self._loading.discard()
        self._clear()

    def _clear(self) -> None:
        """Show no query."""
        self._searches.discard()
        self.answer = None
        self.asked = self._answered = QueryState(sense=self.asked.sense, filters=self.asked.filters)
        self._tell_busy()
        self.query_changed.emit()

    def repeat(self) -> None:
        """Ask the same again: the library answers otherwise by now."""
        if self.active:
            self.ask(self.asked)

    def fault(self, error: UserError) -> None:
        """Tell what is wrong with what is to be searched by, until something else is."""
        self.tell(error_notice(error))

    def tell(self, notice: Notice) -> None:
        """Tell something that is old as soon as something else is searched by."""
        self._told.append(notice)
        self._notices.shown.emit(notice)

    # The same pictures, otherwise

    def set_sense(self, sense: SimilarityWeights) -> None:
        """Search in another sense; results move while it is dragged."""
        if sense != self.asked.sense:
            self._steer(replace(self.asked, sense=sense))

    def set_filters(self, filters: Filters) -> None:
        """Find only photos that pass."""
        if filters != self.asked.filters:
            self._steer(replace(self.asked, filters=filters))

    def set_less(self, picture: QueryPicture, less: bool) -> None:
        """Look for photos like or (`less`) unlike a picture."""
        self._change(picture, less=less)

    def set_weight(self, picture: QueryPicture, weight: float) -> None:
        """How much a picture counts; beyond the limits it is the limit."""
        self._change(picture, weight=min(MOST_WEIGHT, max(LEAST_WEIGHT, weight)))

    def set_crop(self, picture: QueryPicture, crop: CropBox | None) -> None:
        """Search by a part of a picture only, or by the whole of it again."""
        self._change(picture, crop=crop)

    def set_least(self, least: float) -> None:
        """Cut off photos that are less alike, 0 (none) to 1; nothing is searched for that."""
        least = min(1.0, max(0.0, least))
        if least == self.asked.least:
            return
        self._answered = replace(self._answered, least=least)
        self._set(replace(self.asked, least=least))
        if self.answer is not None:
            self.narrowed.emit(apply_threshold(self.answer, least))

    def forget(self, photo_ids: Collection[int]) -> None:
        """These photos are gone: the answer is one without them."""
        if self.answer is None:
            return
        left = without(self.answer, photo_ids)
        if left is not self.answer:
            self.answer = left
            self.narrowed.emit(apply_threshold(left, self.asked.least))

    def set_detailed(self, picture: QueryPicture, pixels: RgbImage) -> None:
        """Take over larger pixels of a picture, to be cropped from."""
        part = self.asked.part_of(picture)
        if part is None:
            return
        self.asked = self.asked.changed(picture, detailed=pixels)
        if part.crop is not None:
            self._steer(self.asked)

    def _change(self, picture: QueryPicture, **changes: object) -> None:
        part = self.asked.part_of(picture)
        if part is None or all(getattr(part, name) == value for name, value in changes.items()):
            return
        self._steer(self.asked.changed(picture, **changes))

    def _steer(self, asked: QueryState) -> None:
        self._set(asked)
        if not self._searches.running:
            self._patience.start()
        self._search()

    def _set(self, asked: QueryState) -> None:
        self.asked = asked
        self.query_changed.emit()

    def _search(self) -> None:
        library, asked = self._library, self.asked
        if library is None or not asked.parts:
            return
        if not asked.answerable:
            self._searches.discard()
            self._tell_busy()
            return
        query = asked.query()
        self._searches.run_job(
            lambda job: (asked, library.search(query, job)), self._show, self._give_up
        )
        self._tell_busy()

    def _begin(self, read: Callable[[BackgroundJob], T], then: Callable[[T], None]) -> None:
        """What was begun before, and what is told of it, is old from here on."""
        self._take_back()
        self.begun.emit()
        self._loading.run_job(read, then, self._refuse)
        self._tell_busy()

    def _take_in(self, answer: tuple[LoadedInput, bool]) -> None:
        intake, add = answer
        self._tell_busy()
        for problem in intake.problems:
            self.fault(problem)
        if intake.folders or intake.addresses:
            self.left_over.emit(intake, add)
        for picture in intake.pictures:
            if not isinstance(picture.source, int):
                fixed(picture.source)
        if intake.pictures:
            before = self.asked.parts if add else ()
            parts = (*before, *(QueryItem(picture) for picture in intake.pictures))
            self.ask(replace(self.asked, parts=parts[-MAX_PICTURES:]))

    def _tell_busy(self) -> None:
        searching = self._searches.running and not self._patience.isActive()
        self.busy_changed.emit(self._loading.running or searching)

    def _show(self, outcome: tuple[QueryState, Answer]) -> None:
        asked, answer = outcome
        before = self._answered
        self.again = (
            asked.parts is before.parts
            and asked.sense == before.sense
            and asked.filters == before.filters
        )
        # The cut-off may have been moved while the search ran.
        self._answered, self.answer = replace(asked, least=self.asked.least), answer
        if not self._searches.running:
            self._patience.stop()
        self._tell_busy()
        if answer.notes != self._notes:
            # Not again and again while a slider is dragged.
            for note in answer.notes:
                self._notices.show_message(note)
        self._notes = answer.notes
        self.answered.emit(apply_threshold(answer, self.asked.least))

    def _take_back(self) -> None:
        for notice in self._told:
            self._notices.dismiss(notice)
        self._told.clear()

    def _refuse(self, error: UserError) -> None:
        """Nothing came of what was offered; the query stays as it is."""
        self._tell_busy()
        self.fault(error)

    def _give_up(self, error: UserError) -> None:
        """Go back to the last query that was answered: what is on the screen stays true."""
        self._patience.stop()
        self._tell_busy()
        if self._answered.parts:
            self._set(self._answered)
        else:
            self._clear()
        if not self._loading.running:
            # Else something newer is on its way, and nobody waits for this one any more.
            self.fault(error)

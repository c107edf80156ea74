"""The query that is being put together, and its answer. Widgets show it, none owns it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from photosearch.core.errors import UserError
from photosearch.core.jobs import JobControl
from photosearch.core.query import SHOT, Answer, Example, Query, SenseMix
from photosearch.gui import wording
from photosearch.gui.asking import LatestJob
from photosearch.gui.bridge import Bridge
from photosearch.gui.job_threads import JobPool
from photosearch.gui.library_port import PhotoLibrary
from photosearch.gui.notices import Notices
from photosearch.gui.pixels import decode, fit
from photosearch.gui.query.intake import (
    MAX_PICTURES,
    PREVIEW_SIDE,
    Intake,
    Offer,
    QueryPicture,
    sort_out,
)

T = TypeVar("T")

RESULTS = 300
"""Photos in an answer: many screens; nobody looks further."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A query as the user sees it."""

    pictures: tuple[QueryPicture, ...] = ()
    sense: SenseMix = SHOT


class SearchSession(QObject):
    """Takes pictures in, searches, tells the answer. Only the latest query is answered.

    Signals:
        query_changed(): other pictures or another sense; see `asked`.
        busy_changed(bool): a search runs, or ended.
        answered(Answer): to the query in `asked`.
        folders_offered(list of Path): folders were among what was dropped.
        left_over(Intake, bool): what was offered and is no picture yet: folders, addresses of the
            web; True if it was to join the query.
    """

    query_changed = Signal()
    busy_changed = Signal(bool)
    answered = Signal(object)
    folders_offered = Signal(object)
    left_over = Signal(object, bool)

    def __init__(
        self, bridge: Bridge, pool: JobPool, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        # Two, so that a dropped folder does not end the search that is running.
        self._intake_job = LatestJob(bridge, pool)
        self._search_job = LatestJob(bridge, pool)
        self._notices = notices
        self._library: PhotoLibrary | None = None
        self._answered = Asked()
        self.asked = Asked()
        """The query that is shown and, perhaps, still being answered."""

    @property
    def active(self) -> bool:
        """Whether there is a query at all; if not, the library is shown."""
        return bool(self.asked.pictures)

    def set_library(self, library: PhotoLibrary | None) -> None:
        """Search in this library from now on."""
        self.leave()
        self._library = library

    def offer(self, offer: Offer, *, add: bool = False) -> None:
        """Search by what was dropped or pasted, instead of or (`add`) together with the others."""
        library = self._library
        if library is None:
            return
        self._start(
            self._intake_job,
            lambda control: (sort_out(library, offer, control), add),
            self._take_in,
            self._refuse,
        )

    def find_similar(self, photo_ids: Sequence[int]) -> None:
        """Search by photos of the library."""
        library, ids = self._library, list(photo_ids[:MAX_PICTURES])
        if library is None or not ids:
            return
        self._start(
            self._intake_job,
            lambda control: (_known(library, ids), False),
            self._take_in,
            self._refuse,
        )

    def set_sense(self, sense: SenseMix) -> None:
        """Search in another sense."""
        if sense != self.asked.sense:
            self._ask(Asked(self.asked.pictures, sense))

    def repeat(self) -> None:
        """Ask the same again: the library answers otherwise by now."""
        if self.active:
            self._ask(self.asked)

    def remove(self, picture: QueryPicture) -> None:
        """Take one picture out of the query; without any the query ends."""
        rest = tuple(other for other in self.asked.pictures if other is not picture)
        if rest:
            self._ask(Asked(rest, self.asked.sense))
        else:
            self.leave()

    def leave(self) -> None:
        """End the query: back to the library."""
        self._intake_job.drop()
        self._search_job.drop()
        self.asked = self._answered = Asked(sense=self.asked.sense)
        self._tell_busy()
        self.query_changed.emit()

    def _take_in(self, answer: tuple[Intake, bool]) -> None:
        intake, add = answer
        self._tell_busy()
        for problem in intake.problems:
            self._notices.fault(problem)
        if intake.folders:
            self.folders_offered.emit(intake.folders)
        if intake.folders or intake.addresses:
            self.left_over.emit(intake, add)
        if intake.pictures:
            before = self.asked.pictures if add else ()
            self._ask(Asked((*before, *intake.pictures)[-MAX_PICTURES:], self.asked.sense))

    def _ask(self, asked: Asked) -> None:
        self.asked = asked
        self.query_changed.emit()
        library = self._library
        if library is None or not asked.pictures:
            return
        examples = tuple(Example(picture.source) for picture in asked.pictures)
        query = Query(examples, sense=asked.sense, limit=RESULTS)
        self._start(
            self._search_job,
            lambda control: library.search(query, control),
            self._show,
            self._give_up,
        )

    def _start(
        self,
        job: LatestJob,
        work: Callable[[JobControl], T],
        then: Callable[[T], None],
        failed: Callable[[UserError], None],
    ) -> None:
        job.start(work, then, failed)
        self._tell_busy()

    def _tell_busy(self) -> None:
        self.busy_changed.emit(self._intake_job.running or self._search_job.running)

    def _show(self, answer: Answer) -> None:
        self._answered = self.asked
        self._tell_busy()
        for note in answer.notes:
            self._notices.tell(note)
        self.answered.emit(answer)

    def _refuse(self, error: UserError) -> None:
        """Nothing came of what was offered; the query stays as it is."""
        self._tell_busy()
        self._notices.fault(error)

    def _give_up(self, error: UserError) -> None:
        """Go back to the last query that was answered: what is on the screen stays true."""
        self._tell_busy()
        self._notices.fault(error)
        self.asked = self._answered
        self.query_changed.emit()


def _known(library: PhotoLibrary, ids: list[int]) -> Intake:
    """Photos of the library as query pictures. Runs in a job thread."""
    jpegs = library.thumbnails(ids)
    pictures = []
    for record in library.photos(ids):
        image: QImage | None = None
        if record.photo_id in jpegs:
            image = decode(jpegs[record.photo_id])
        preview = fit(image, PREVIEW_SIDE) if image is not None else None
        pictures.append(QueryPicture(record.photo_id, wording.shown_name(record.path), preview))
    return Intake(pictures)

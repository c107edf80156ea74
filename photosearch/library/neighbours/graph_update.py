"""Keep the neighbours of all photos right while photos come, change and go.

For each kind of code that photos are compared by, every photo has a list of its sixteen nearest by
exact search: the k-nearest-neighbour graph. What holds after each commit, and so after a kill at
any moment: each list that is there is exact among the photos that are known, as their codes were
when they became known. Three kinds of commits keep it so:

- photos that are gone, or whose codes changed, are forgotten, and lists that name one are to be
  found anew;
- photos that are new become known, all lists learn of them, and their own are to be found;
- lists that are to be found are searched for among all that are known.

The first two are one commit, whose work is one comparison of the new photos with all others.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from photosearch.core.changes import IndexSummary
from photosearch.core.codes import SENSES, CodeKind, Codes
from photosearch.core.errors import CatalogError, DamagedLibrary
from photosearch.core.jobs import JobControl, Progress, RateLimiter, RateMeter
from photosearch.core.message_codes import NoteCode, StageCode
from photosearch.core.model_card import ModelCard
from photosearch.library.neighbours.nearest import (
    NO_KEY,
    NearestSearch,
    distances_of,
    ids_of,
    keys_of,
)
from photosearch.messages import Message
from photosearch.store.catalog import Catalog
from photosearch.store.chunks import Ids
from photosearch.store.neighbour_chunks import (
    NEIGHBOURS,
    NONE,
    PENDING,
    SLOTS,
    Fingerprints,
    NeighbourChunk,
    fingerprints_of,
)

log = logging.getLogger(__name__)

OnProgress = Callable[[Progress], None]
Rest = Callable[[JobControl, float], None]
T = TypeVar("T")

_STAGE = Message(StageCode.FINDING_NEIGHBOURS)
_FILLED_AT_ONCE = 4
"""Chunks whose lists are found between two commits: 1,024 photos."""
_LEARNED_AT_ONCE = 16_384
"""New photos that become known in one commit; a kill costs the comparison of so many."""
_COMPARED_AT_ONCE = 131_072
"""Photos that new ones are compared with between two looks at whether the job is to go on."""
_READ_AT_ONCE = 128
"""Chunks that are in memory at a time while lists learn: 32,768 photos."""


@dataclass(frozen=True, slots=True, eq=False)
class _Coded:
    """Hold the photos that have codes of one kind."""

    photo_ids: Ids
    """(n,) rising."""
    codes: Codes
    """(n, bytes)"""
    fingerprints: Fingerprints
    """(n,)"""

    def rows(self, photo_ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return the rows of photos that are among them."""
        return np.searchsorted(self.photo_ids, photo_ids)


class GraphUpdate:
    """Bring the neighbours of one library up to date. All methods are for any thread."""

    def __init__(
        self,
        catalog: Catalog,
        *,
        card: Callable[[], ModelCard],
        rest: Rest = lambda _control, _worked_s: None,
    ) -> None:
        """Start nothing yet.

        Args:
            catalog: open; for writing, if `run` is called.
            card: returns that of the model whose codes are compared.
            rest: waits after a piece of work of so many seconds, on battery for instance.
        """
        self._rest = rest
        self._catalog = catalog
        self._store = catalog.neighbours
        self._card = card
        self._running = threading.Lock()

    def counts(self) -> tuple[int, int]:
        """Return how many lists are not found yet, and how many there will be, of all kinds.

        Raises:
            CatalogError: the catalog cannot be read.
        """
        card, pending, total = self._card(), 0, 0
        for kind in _kinds(card):
            ids = self._catalog.codes.ids(card.model_id, kind)
            known, _ = self._store.known(card.model_id, kind)
            pending += len(np.setdiff1d(ids, known, assume_unique=True))
            pending += sum(self._store.pending(card.model_id, kind).values())
            total += len(ids)
        return pending, total

    def run(
        self,
        control: JobControl,
        on_progress: OnProgress = lambda _progress: None,
        *,
        at_most: int | None = None,
    ) -> bool:
        """Find what is not found yet; return whether what was there was damaged and begun anew.

        Whatever ends it, what is done is kept and the next call goes on there. Waits for another
        call that is under way.

        Args:
            control: pauses and cancels.
            on_progress: told how many lists are found.
            at_most: do nothing if more lists are to be found.

        Raises:
            Cancelled: through `control`.
            CatalogError: the catalog, or the file of the neighbours, cannot be read or written.
        """
        while not self._running.acquire(timeout=0.1):
            control.checkpoint()
        report = RateLimiter(on_progress)
        try:
            try:
                self._update_all(control, report, at_most)
            except DamagedLibrary as error:
                if error.message.values.get("path") != self._store.path:
                    raise
                log.warning("The neighbours of photos are found anew: %s", error)
                self._store.discard()
                self._update_all(control, report, at_most)
                return True
            return False
        finally:
            report.flush()
            self._running.release()

    def complete_run(
        self,
        summary: IndexSummary,
        control: JobControl,
        on_progress: OnProgress,
        *,
        at_most: int | None = None,
    ) -> None:
        """Do `run` at the end of an index run; what keeps it from being done is told in `summary`.

        Neighbours can always be found again, so that no run fails for them.

        Raises:
            Cancelled: through `control`.
        """
        try:
            if self.run(control, on_progress, at_most=at_most):
                summary.notes += (Message(NoteCode.NEIGHBOURS_DAMAGED),)
        except CatalogError as error:
            log.warning("The neighbours of photos could not be brought up to date. %s", error)
            summary.notes += (Message(NoteCode.NEIGHBOURS_NOT_KEPT, reason=error.message),)

    def _update_all(
        self, control: JobControl, report: RateLimiter[Progress], at_most: int | None
    ) -> None:
        if at_most is not None and self.counts()[0] > at_most:
            return
        card = self._card()
        for kind in _kinds(card):
            control.checkpoint()
            ids, codes = self._catalog.codes.load(card.model_id, kind)
            codes = codes.reshape(len(ids), card.code_bytes(kind))
            update = _KindUpdate(
                self._catalog,
                card.model_id,
                kind,
                _Coded(ids, codes, fingerprints_of(codes)),
                control,
                report,
                self._rest,
            )
            update.run()
        self._store.keep_only(card.model_id)


class _KindUpdate:
    """Bring the lists by one kind of code up to date."""

    def __init__(
        self,
        catalog: Catalog,
        model_id: str,
        kind: CodeKind,
        coded: _Coded,
        control: JobControl,
        report: RateLimiter[Progress],
        rest: Rest,
    ) -> None:
        self._rest = rest
        self._store = catalog.neighbours
        self._model_id, self._kind = model_id, kind
        self._coded = coded
        self._control = control
        self._report = report

    def run(self) -> None:
        """Do all that is to be done."""
        self._find_changes()
        self._fill()

    # ---- what came, changed and went ----

    def _find_changes(self) -> None:
        known, prints = self._store.known(self._model_id, self._kind)
        coded = self._coded
        there = np.isin(known, coded.photo_ids, assume_unique=True)
        there[there] = coded.fingerprints[coded.rows(known[there])] == prints[there]
        gone = known[~there]
        new = np.flatnonzero(np.isin(coded.photo_ids, known[there], invert=True))
        if len(gone):
            # Also those that are new by their codes: no list may name them by the old ones.
            self._learn(new[:_LEARNED_AT_ONCE], gone)
            new = new[_LEARNED_AT_ONCE:]
        for start in range(0, len(new), _LEARNED_AT_ONCE):
            self._learn(new[start : start + _LEARNED_AT_ONCE], gone[:0])

    def _learn(self, new: NDArray[np.intp], gone: Ids) -> None:
        """Forget photos and make others known, by their rows, in one commit."""
        search = NearestSearch(self._coded.codes[new]) if len(new) else None
        changed: dict[int, NeighbourChunk] = {}
        # Who is gone may stand in any list; who is new gets into few.
        nearer = None if len(gone) or search is None else self._nearer(search)
        numbers = None if nearer is None else np.unique(nearer // SLOTS).tolist()
        chunks = self._store.chunks(self._model_id, self._kind, numbers)
        for some in _portions(chunks, _READ_AT_ONCE):
            self._control.checkpoint()
            started = time.monotonic()
            for number, chunk in some:
                if len(gone) and _forget(number, chunk, gone):
                    changed[number] = chunk
            if search is not None:
                for number, chunk in self._teach(some, search, new, nearer):
                    changed[number] = chunk
            self._rest(self._control, time.monotonic() - started)
        ids = self._coded.photo_ids[new]
        for number in np.unique(ids // SLOTS).tolist():
            rows = new[ids // SLOTS == number]
            chunk = changed[number] if number in changed else self._chunk(number)
            changed[number] = chunk
            slots = self._coded.photo_ids[rows] % SLOTS
            chunk.fingerprints[slots] = self._coded.fingerprints[rows]
            chunk.ids[slots] = NONE
            chunk.ids[slots, 0] = PENDING
            chunk.distances[slots] = 0
        self._store.put(self._model_id, self._kind, changed)

    def _nearer(self, search: NearestSearch) -> Ids:
        """Return the rising ids (m,) of photos whose lists one of the new photos may get into."""
        ids, reaches = self._store.reaches(self._model_id, self._kind)
        found = [ids[:0]]
        for start in range(0, len(ids), _COMPARED_AT_ONCE):
            self._control.checkpoint()
            started = time.monotonic()
            some = slice(start, start + _COMPARED_AT_ONCE)
            distances, _ = search.nearest(self._coded.codes[self._coded.rows(ids[some])], 1)
            found.append(ids[some][distances[:, 0] <= reaches[some]])
            self._rest(self._control, time.monotonic() - started)
        return np.concatenate(found)

    def _teach(
        self,
        chunks: Iterable[tuple[int, NeighbourChunk]],
        search: NearestSearch,
        new: NDArray[np.intp],
        nearer: Ids | None,
    ) -> Iterator[tuple[int, NeighbourChunk]]:
        """Let lists learn of new photos, of all photos or of those `nearer`; yield what did."""
        places = []
        for number, chunk in chunks:
            known = (chunk.fingerprints != 0) & ~chunk.pending
            if nearer is not None:
                first, last = np.searchsorted(nearer, (number * SLOTS, (number + 1) * SLOTS))
                among = np.zeros(SLOTS, np.bool_)
                among[nearer[first:last] - number * SLOTS] = True
                known &= among
            places.append((number, chunk, np.flatnonzero(known)))
        ids = np.concatenate([slots + number * SLOTS for number, _, slots in places])
        if not len(ids):
            return
        distances, found = search.nearest(self._coded.codes[self._coded.rows(ids)], NEIGHBOURS)
        fresh = keys_of(distances, self._coded.photo_ids[new][found])
        start = 0
        for number, chunk, slots in places:
            of_chunk = fresh[start : start + len(slots)]
            start += len(slots)
            held = keys_of(chunk.distances[slots], chunk.ids[slots])
            held[chunk.ids[slots] == NONE] = NO_KEY
            learning = of_chunk[:, 0] < held[:, -1]
            if learning.any():
                merged = np.concatenate([held[learning], of_chunk[learning]], axis=1)
                merged = np.sort(merged, axis=1)[:, :NEIGHBOURS]
                chunk.ids[slots[learning]] = ids_of(merged)
                chunk.distances[slots[learning]] = distances_of(merged)
                yield number, chunk

    def _chunk(self, number: int) -> NeighbourChunk:
        for _, chunk in self._store.chunks(self._model_id, self._kind, [number]):
            return chunk
        return NeighbourChunk.empty()

    # ---- lists that are not found yet ----

    def _fill(self) -> None:
        pending = self._store.pending(self._model_id, self._kind)
        if not pending:
            return
        rate, done, total = RateMeter(), 0, sum(pending.values())
        self._tell(rate, done, total)
        search = NearestSearch(self._coded.codes)
        for some in _portions(pending, _FILLED_AT_ONCE):
            self._control.checkpoint()
            started = time.monotonic()
            chunks = dict(self._store.chunks(self._model_id, self._kind, some))
            ids = np.concatenate(
                [np.flatnonzero(each.pending) + number * SLOTS for number, each in chunks.items()]
            )
            keys = self._nearest_of(search, ids)
            for number, chunk in chunks.items():
                mine = ids // SLOTS == number
                chunk.ids[ids[mine] % SLOTS] = ids_of(keys[mine])
                chunk.distances[ids[mine] % SLOTS] = distances_of(keys[mine])
            self._store.put(self._model_id, self._kind, chunks)
            done += len(ids)
            self._tell(rate, done, total)
            self._rest(self._control, time.monotonic() - started)

    def _nearest_of(self, search: NearestSearch, ids: Ids) -> NDArray[np.uint64]:
        """Return the keys (m, NEIGHBOURS) of the nearest of photos (m,), without themselves."""
        rows = self._coded.rows(ids)
        distances, found = search.nearest(self._coded.codes[rows], NEIGHBOURS + 1)
        itself = found == rows[:, None]
        # Among more equal codes than are looked at a photo may not find itself.
        itself[~itself.any(axis=1), -1] = True
        keys = np.full((len(ids), NEIGHBOURS), NO_KEY)
        keys[:, : found.shape[1] - 1] = keys_of(distances, self._coded.photo_ids[found])[
            ~itself
        ].reshape(len(ids), -1)
        return keys

    def _tell(self, rate: RateMeter, done: int, total: int) -> None:
        self._report(rate.progress(_STAGE, done, total, preemptible=True))


def _forget(number: int, chunk: NeighbourChunk, gone: Ids) -> bool:
    """Forget photos that are gone, and lists that name one; tell whether there were any."""
    slots = gone[gone // SLOTS == number] % SLOTS
    chunk.fingerprints[slots] = 0
    chunk.ids[slots] = NONE
    chunk.distances[slots] = 0
    naming = np.isin(chunk.ids, gone).any(axis=1) if len(gone) else np.zeros(SLOTS, np.bool_)
    chunk.ids[naming] = NONE
    chunk.ids[naming, 0] = PENDING
    chunk.distances[naming] = 0
    return len(slots) > 0 or bool(naming.any())


def _portions(items: Iterable[T], count: int) -> Iterator[list[T]]:
    """Yield items, so many at a time."""
    following = iter(items)
    while portion := list(islice(following, count)):
        yield portion


def _kinds(card: ModelCard) -> list[CodeKind]:
    return [kind for kind in SENSES if kind in card.bits]

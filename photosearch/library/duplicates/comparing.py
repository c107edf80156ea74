"""Compare the photos of a library as pictures, so far as that was not done yet.

Three steps, each of which goes on where it was ended: candidates are found by codes and names, in
the main process; pairs of thumbnails are compared by geometry and pixels, in worker processes; and
where they leave something open, the files themselves are looked into.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind
from photosearch.core.jobs import JobControl, Progress, RateLimiter, RateMeter
from photosearch.core.message_codes import StageCode
from photosearch.core.model_card import ModelCard
from photosearch.core.photo import PhotoRecord
from photosearch.core.picture_match import VERSION, PictureMatch, PictureVerdict
from photosearch.library.duplicates.candidates import CandidateSearch, radii
from photosearch.library.duplicates.comparison_pool import ComparisonPool, PoolMaker, compared
from photosearch.library.duplicates.file_checks import check_files
from photosearch.library.duplicates.names import named_pairs
from photosearch.library.duplicates.relations import facts_of, near_in_time
from photosearch.library.workers.comparison_worker import ComparisonTask, ComparisonWork
from photosearch.messages import Message
from photosearch.store.catalog import Catalog
from photosearch.store.duplicate_pairs import LOOKED_AT, NEAR_IN_TIME, Pair
from photosearch.store.duplicates import Keys

OnProgress = Callable[[Progress], None]

_PAIRS_AT_ONCE = 4096
"""Pairs whose thumbnails are in memory at a time."""
_PAIRS_OF_TASK = 6
"""Their thumbnails fit into a pipe: whoever sends them need not wait until they are read."""
_TASKS_AT_ONCE = 32


class PhotoComparing:
    """Compare the photos of one library. `run` is for one thread at a time."""

    def __init__(
        self,
        catalog: Catalog,
        *,
        card: Callable[[], ModelCard],
        make_pool: PoolMaker,
        online: Callable[[], Collection[int]],
    ) -> None:
        """Start nothing yet.

        Args:
            catalog: open; for writing, if `run` is called.
            card: returns that of the model whose codes are looked at.
            make_pool: see `PoolMaker`.
            online: returns the ids of the roots whose files can be read now.
        """
        self._catalog = catalog
        self._pairs = catalog.duplicate_pairs
        self._card = card
        self._make_pool = make_pool
        self._online = online
        self._touched: set[int] = set()

    def counts(self) -> tuple[int, int]:
        """Return how many photos are not compared yet, and how many can be."""
        coded, looked_at = self._coded_photos()
        waiting = {key for pair in self._pairs.to_compare(_PAIRS_AT_ONCE) for key in pair}
        return len(coded) - len(looked_at) + len(waiting), len(coded)

    def run(self, control: JobControl, on_progress: OnProgress) -> set[int]:
        """Compare until nothing is left; return the contents of which more is known now.

        Raises:
            Cancelled: through `control`; what is done is kept.
            CatalogError: the catalog cannot be read or written.
        """
        self._touched = set()
        report = RateLimiter(on_progress)
        try:
            self._pairs.renew(VERSION)
            self._find_candidates(control, report)
            self._compare_pairs(control, report)
        finally:
            report.flush()
        return self._touched

    def compare_also(
        self, pairs: Iterable[Pair], control: JobControl, on_progress: OnProgress
    ) -> set[int]:
        """Compare further pairs, those that were not compared before; return as `run` does.

        Raises:
            Cancelled, CatalogError: as for `run`.
        """
        self._touched = set()
        unknown = self._pairs.unknown(sorted(pairs))
        if unknown:
            self._pairs.add_pairs(unknown, VERSION)
            self._compare_pairs(control, RateLimiter(on_progress))
        return self._touched

    # ---- candidates ----

    def _coded_photos(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rising ids of the photos with codes, and of those that were looked at."""
        card = self._card()
        ids = self._catalog.photos.visible_ids()
        coded = self._catalog.codes.ids(card.model_id, CodeKind.COPY)
        looked_at = self._catalog.codes.ids(card.model_id, LOOKED_AT)
        coded = np.intersect1d(ids, coded, assume_unique=True)
        return coded, np.intersect1d(coded, looked_at, assume_unique=True)

    def _find_candidates(self, control: JobControl, report: RateLimiter[Progress]) -> None:
        card = self._card()
        if CodeKind.COPY not in card.bits:
            return
        coded, looked_at = self._coded_photos()
        pending = np.setdiff1d(coded, looked_at, assume_unique=True)
        if not len(pending):
            return
        _tell(report, StageCode.COMPARING, RateMeter(), 0, len(pending))
        report.flush()  # reading all codes takes a while
        photo_ids, codes = self._catalog.codes.load(card.model_id, CodeKind.COPY)
        ids, keys = self._catalog.duplicates.content_keys()
        known = np.intersect1d(ids, photo_ids, assume_unique=True)
        keys = keys[np.searchsorted(ids, known)]
        codes = codes[np.searchsorted(photo_ids, known)]
        contents, first = np.unique(keys, return_index=True)
        waiting = np.isin(known, pending)
        rows = np.searchsorted(contents, np.unique(keys[waiting]))
        of_content = _Grouped(keys[waiting], known[waiting])
        near, far = radii(card.bits[CodeKind.COPY], card.calibration.get(CodeKind.COPY, ()))
        search = CandidateSearch(contents, codes[first], near, far)
        del codes
        self._add_named(pending, known, keys)
        rate, done = RateMeter(), 0
        control.checkpoint()
        for some, pairs in search.portions(rows):
            photos = of_content.members(contents[some])
            of_photos = keys[np.searchsorted(known, photos)]
            held = dict(zip(photos.tolist(), of_photos.tolist(), strict=True))
            self._pairs.add_candidates(card.model_id, held, pairs, VERSION)
            self._touched.update(contents[some].tolist())
            done += len(photos)
            _tell(report, StageCode.COMPARING, rate, done, len(pending))
            control.checkpoint()

    def _add_named(self, pending: NDArray[np.int64], ids: NDArray[np.int64], keys: Keys) -> None:
        """Make candidates of files that are versions of each other by their names."""
        key_of = dict(zip(ids.tolist(), keys.tolist(), strict=True))
        wanted = set(pending.tolist())
        pairs: set[Pair] = set()
        for photos in self._catalog.duplicates.paths_beside(pending):
            for one, other in named_pairs(photos):
                if (one in wanted or other in wanted) and one in key_of and other in key_of:
                    first, second = sorted((key_of[one], key_of[other]))
                    if first != second:
                        pairs.add((first, second))
        if pairs:
            self._pairs.add_pairs(pairs, VERSION)

    # ---- pairs ----

    def _compare_pairs(self, control: JobControl, report: RateLimiter[Progress]) -> None:
        total = self._pairs.count_to_compare()
        if not total:
            return
        rate, done = RateMeter(), 0
        _tell(report, StageCode.COMPARING_PAIRS, rate, 0, total)
        report.flush()  # the first processes take a while to start
        pool = self._make_pool(1 + total // _PAIRS_OF_TASK)
        try:
            while pairs := self._pairs.to_compare(_PAIRS_AT_ONCE):
                control.checkpoint()
                records = self._records({key for pair in pairs for key in pair})
                gone = [pair for pair in pairs if not (pair[0] in records and pair[1] in records)]
                if gone:
                    self._pairs.drop(gone)
                    done += len(gone)
                for results in self._compared(pool, set(pairs) - set(gone), records, control):
                    online = self._online()
                    checked = check_files(pool, self._pairs, results, records, online, control)
                    self._note(checked, records)
                    done += len(results)
                    _tell(report, StageCode.COMPARING_PAIRS, rate, done, max(total, done))
        finally:
            pool.close()

    def _records(self, keys: Collection[int]) -> dict[int, PhotoRecord]:
        """Return a photo of each content, by its key; the one with the lowest id."""
        ids, found = self._catalog.duplicates.photos_with(keys)
        first = dict(zip(found.tolist()[::-1], ids.tolist()[::-1], strict=True))
        by_id = {each.photo_id: each for each in self._catalog.photos.get(first.values())}
        return {
            key: by_id[photo_id]
            for key, photo_id in first.items()
            if photo_id in by_id and by_id[photo_id].metadata is not None
        }

    def _compared(
        self,
        pool: ComparisonPool,
        pairs: Collection[Pair],
        records: dict[int, PhotoRecord],
        control: JobControl,
    ) -> Iterator[dict[Pair, PictureMatch | None]]:
        """Yield what comparisons of pairs found, some at a time."""
        thumbnails = self._catalog.thumbnails
        tasks: deque[ComparisonWork] = deque()

        def task_of(some: Sequence[Pair]) -> ComparisonTask:
            keys = {key for pair in some for key in pair}
            ids = {records[key].photo_id: key for key in keys}
            jpegs = thumbnails.get(ids)
            return ComparisonTask(
                {ids[photo_id]: jpegs[photo_id] for photo_id in jpegs}, tuple(some)
            )

        waiting = deque(_portions(_side_by_side(pairs)))
        while waiting or tasks:
            while waiting and len(tasks) < _TASKS_AT_ONCE:
                tasks.append(task_of(waiting.popleft()))
            results: dict[Pair, PictureMatch | None] = {}
            for outcome in compared(pool, tasks, control):
                task = outcome.task
                assert isinstance(task, ComparisonTask)
                if outcome.result is not None:
                    results.update(zip(task.pairs, outcome.result.matches, strict=True))
                elif len(task.pairs) > 1:  # one of them killed the worker
                    waiting.extend((pair,) for pair in task.pairs)
                else:
                    results[task.pairs[0]] = None
            if results:
                yield results

    def _note(
        self, results: dict[Pair, PictureMatch | None], records: dict[int, PhotoRecord]
    ) -> None:
        found: dict[Pair, bytes | None] = {
            pair: match.to_bytes()
            if match is not None and match.verdict is not PictureVerdict.OTHER
            else None
            for pair, match in results.items()
        }
        near = [
            pair
            for pair, what in found.items()
            if what is None and near_in_time(*(facts_of(key, [records[key]]) for key in pair))
        ]
        found |= dict.fromkeys(self._alike_by_codes(near, records), NEAR_IN_TIME)
        self._pairs.put(found, VERSION)
        self._touched.update(key for pair, what in found.items() if what for key in pair)

    def _alike_by_codes(self, pairs: Sequence[Pair], records: dict[int, PhotoRecord]) -> list[Pair]:
        """Return those of some pairs whose codes are near."""
        if not pairs:
            return []
        card = self._card()
        near, _ = radii(card.bits[CodeKind.COPY], card.calibration.get(CodeKind.COPY, ()))
        ids = [records[key].photo_id for pair in pairs for key in pair]
        found, codes = self._catalog.codes.get(card.model_id, CodeKind.COPY, sorted(set(ids)))
        code_of = dict(zip(found.tolist(), codes, strict=True))
        alike = []
        for pair, one, other in zip(pairs, ids[::2], ids[1::2], strict=True):
            if one in code_of and other in code_of:
                distance = np.bitwise_count(code_of[one] ^ code_of[other]).sum()
                if distance <= near:
                    alike.append(pair)
        return alike


class _Grouped:
    """Find the photos of contents."""

    def __init__(self, keys: Keys, ids: NDArray[np.int64]) -> None:
        order = np.argsort(keys, kind="stable")
        self._keys, self._ids = keys[order], ids[order]

    def members(self, keys: Keys) -> NDArray[np.int64]:
        """Return the photos (m,) of contents (n,) that are rising."""
        starts = np.searchsorted(self._keys, keys, side="left")
        stops = np.searchsorted(self._keys, keys, side="right")
        parts = [self._ids[a:b] for a, b in zip(starts.tolist(), stops.tolist(), strict=True)]
        return np.concatenate(parts) if parts else self._ids[:0]


def _side_by_side(pairs: Collection[Pair]) -> list[Pair]:
    """Return pairs in an order in which those of one picture are near each other."""
    around: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in sorted(pairs):
        for key in pair:
            around[key].append(pair)
    ordered: dict[Pair, None] = {}
    seen: set[int] = set()
    for start in around:
        waiting = deque([start])
        while waiting:
            key = waiting.popleft()
            if key in seen:
                continue
            seen.add(key)
            for pair in around[key]:
                ordered[pair] = None
                waiting.extend(pair)
    return list(ordered)


def _portions(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, ...]]:
    for start in range(0, len(pairs), _PAIRS_OF_TASK):
        yield tuple(pairs[start : start + _PAIRS_OF_TASK])


def _tell(
    report: RateLimiter[Progress], stage: StageCode, rate: RateMeter, done: int, total: int
) -> None:
    report(rate.progress(Message(stage), done, total, preemptible=True))

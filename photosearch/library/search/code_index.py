"""Keep the codes of all photos in memory and compare them by brute force, with faiss.

Readers take a `Snapshot` and need no lock: what a snapshot shows is never written again. Changes
make a new snapshot that shares the same memory: rows are only ever appended, into blocks that stay
where they are, and a photo whose codes changed gets a new row while its old one is hidden.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, Codes

log = logging.getLogger(__name__)

Ids = NDArray[np.int64]
Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]

_BLOCK_ROWS = 65_536
_PORTION = 4_096
# Superseded rows cost memory and time; beyond this share all is loaded anew at the next search.
_WASTE_SHARE = 4
_FAISS_FROM = 131_072
"""So many codes are compared by faiss; fewer by numpy, unless faiss is there already."""


@dataclass(frozen=True, slots=True)
class CodeRows:
    """Hold the codes of one kind, row by row; immutable."""

    blocks: tuple[Codes, ...]
    """C-contiguous, (rows, bytes) each; together they are the rows in order."""
    starts: NDArray[np.intp]
    """The first row of each block."""
    absent: Rows
    """Rows whose photo has no code of this kind (they hold zeros)."""

    def __len__(self) -> int:
        """Return how many rows there are."""
        return sum(len(block) for block in self.blocks)

    def since(self, first: int) -> CodeRows:
        """Return the rows from `first` on, in the same memory."""
        kept = [
            (block[max(0, first - start) :], max(0, start - first))
            for start, block in zip(self.starts.tolist(), self.blocks, strict=True)
            if start + len(block) > first
        ]
        blocks = tuple(block for block, _ in kept) or (self.blocks[0][:0],)
        starts = np.asarray([start for _, start in kept] or [0], np.intp)
        return CodeRows(blocks, starts, self.absent[self.absent >= first] - first)

    def distances(self, code: Codes) -> NDArray[np.int32]:
        """Return the Hamming distance of `code` (bytes,) to every row: (n,)."""
        distances = np.empty(len(self), np.int32)
        compare = _comparison(len(self))
        for start, block in zip(self.starts.tolist(), self.blocks, strict=True):
            if len(block):
                compare(block, code[None], distances[None, start : start + len(block)])
        return distances

    def part_distances(self, windows: Codes, whole: int) -> NDArray[np.int32]:
        """Return the least Hamming distance (n,) between a whole and a window, either way.

        Rows are the codes of R windows side by side. The query's whole is compared with all windows
        of a row, its other windows with the row's whole. Row by row in portions that stay in the
        processor's cache: two comparisons in one pass over the memory.

        Args:
            windows: (R, bytes) of the query.
            whole: which of the R windows is the whole picture.
        """
        count, width = windows.shape
        compare = _comparison(len(self) * count)
        nearest = np.empty(len(self), np.int32)
        forward = np.empty((_PORTION, count), np.int32)
        backward = np.empty((_PORTION, count - 1), np.int32)
        mine = np.ascontiguousarray(windows[whole])
        others = np.ascontiguousarray(np.delete(windows, whole, axis=0))
        for start, block in zip(self.starts.tolist(), self.blocks, strict=True):
            for first in range(0, len(block), _PORTION):
                part = block[first : first + _PORTION]
                best = nearest[start + first : start + first + len(part)]
                compare(part.reshape(-1, width), mine[None], forward[None, : len(part)])
                _row_minima(forward[: len(part)], best, fresh=True)
                if count > 1:
                    wholes = np.ascontiguousarray(part[:, whole * width : (whole + 1) * width])
                    compare(others, wholes, backward[: len(part)])
                    _row_minima(backward[: len(part)], best, fresh=False)
        return nearest

    def take(self, rows: Rows) -> Codes:
        """Return the codes (m, bytes) of `rows` (m,)."""
        if len(self.blocks) == 1:
            return self.blocks[0][rows]
        codes = np.empty((len(rows), self.blocks[0].shape[1]), np.uint8)
        block_of = np.searchsorted(self.starts, rows, side="right") - 1
        for number in np.unique(block_of):
            here = block_of == number
            codes[here] = self.blocks[number][rows[here] - self.starts[number]]
        return codes


@dataclass(frozen=True)
class Snapshot:
    """Hold one consistent state of the resident codes; immutable, for any thread."""

    photo_ids: Ids
    """(n,) the photo of each row; one row of a photo at most is visible."""
    visible: Mask | None
    """(n,) which rows take part in a search; None: all."""
    kinds: Mapping[CodeKind, CodeRows]

    @cached_property
    def _row_of(self) -> NDArray[np.int32]:
        """Return the row by photo id: one after the last for those without, and at the end."""
        count = len(self.photo_ids)
        row_of = np.full(int(self.photo_ids.max(initial=-1)) + 2, count, np.int32)
        # Of a photo with several rows the last one: the others stand for it no more.
        row_of[self.photo_ids] = np.arange(count, dtype=np.int32)
        return row_of

    def rows_of(self, photo_ids: NDArray[np.integer[Any]]) -> NDArray[np.int32]:
        """Return the row of each of some photos (m,), n for those that have none: (m,)."""
        return self._row_of.take(photo_ids, mode="clip")

    def searchable(self, kinds: Collection[CodeKind]) -> Mask | None:
        """Return the visible rows (n,) with codes of all `kinds`, read-only; None: all rows."""
        mask = self.visible
        for kind in kinds:
            absent = self.kinds[kind].absent
            if len(absent):
                mask = np.ones(len(self.photo_ids), np.bool_) if mask is None else mask.copy()
                mask[absent] = False
        return mask


class CodeIndex:
    """Keep the codes of one model in memory, kind by kind, each loaded when it is first used.

    Any thread may call any method. A lock is held while loading or changing, never in a search.
    """

    def __init__(
        self,
        load: Callable[[CodeKind], tuple[Ids, Codes]],
        fetch: Callable[[CodeKind, Ids], tuple[Ids, Codes]],
        searchable: Callable[[Ids | None], Ids],
    ) -> None:
        """Load nothing yet.

        Args:
            load: ids (n,) rising and codes (n, bytes) of all photos in one kind.
            fetch: the same for some photos; those without a code are left out.
            searchable: the photos that a search may show, of all (rising) or among some.

        All are called under the lock, so that a later call sees what an earlier one saw, or newer.
        """
        self._load = load
        self._fetch = fetch
        self._searchable = searchable
        self._lock = threading.Lock()
        self._table: _Table | None = None
        self._snapshot: Snapshot | None = None

    def snapshot(self, kinds: Collection[CodeKind]) -> Snapshot:
        """Return the present state, with `kinds` loaded."""
        snapshot = self._snapshot
        if snapshot is not None and all(kind in snapshot.kinds for kind in kinds):
            return snapshot
        with self._lock:
            table = self._table or _Table()
            for kind in kinds:
                if kind not in table.matrices:
                    table.add_kind(kind, *self._load(kind))
            if table.stale:
                table.show(self._searchable(None))
            self._table = table
            self._snapshot = table.freeze()
            return self._snapshot

    def warm_up(self, kinds: Iterable[CodeKind]) -> None:
        """Load `kinds` now, one after another: who asks for one meanwhile waits for that alone."""
        for kind in kinds:
            self.snapshot([kind])
        import faiss  # noqa: F401 - as above: the first comparison need not wait for it

    def update(self, changed: Ids) -> None:
        """Take over what became of the photos `changed`, without loading the others again."""
        with self._lock:
            if self._table is None:
                return  # all is read when it is first asked for
            changed = np.unique(changed)
            found = {kind: self._fetch(kind, changed) for kind in self._table.matrices}
            self._table.replace(changed, self._searchable(changed), found)
            if self._table.wasted > len(self._table.photo_ids) // _WASTE_SHARE + _BLOCK_ROWS:
                log.info("Many codes were replaced; all are loaded anew at the next search.")
                self._table = self._snapshot = None
            else:
                self._snapshot = self._table.freeze()

    def update_visible(self) -> None:
        """Ask again which photos may be shown."""
        with self._lock:
            if self._table is not None:
                self._table.show(self._searchable(None))
                self._snapshot = self._table.freeze()

    def forget(self) -> None:
        """Free the memory; the next snapshot loads everything anew."""
        with self._lock:
            self._table = self._snapshot = None


class _Matrix:
    """Grow rows of one kind without moving or copying them."""

    def __init__(self, codes: Codes, absent: Rows) -> None:
        self._blocks = [np.ascontiguousarray(codes)]
        self._filled = [len(codes)]
        self._absent = absent

    def append(self, codes: Codes, present: Mask) -> None:
        first = sum(self._filled)
        self._absent = np.concatenate([self._absent, first + np.flatnonzero(~present)])
        while len(codes):
            filled = self._filled[-1]
            room = len(self._blocks[-1]) - filled
            if not room:
                self._blocks.append(np.empty((_BLOCK_ROWS, codes.shape[1]), np.uint8))
                self._filled.append(0)
                continue
            part = codes[:room]
            self._blocks[-1][filled : filled + len(part)] = part
            self._filled[-1] += len(part)
            codes = codes[room:]

    @property
    def width(self) -> int:
        return int(self._blocks[0].shape[1])

    def freeze(self) -> CodeRows:
        blocks = [block[:filled] for block, filled in zip(self._blocks, self._filled, strict=True)]
        starts = np.cumsum([0, *self._filled[:-1]], dtype=np.intp)
        return CodeRows(tuple(blocks), starts, self._absent)


class _Table:
    """Hold the rows behind the snapshots. Used under the lock of CodeIndex."""

    def __init__(self) -> None:
        self.photo_ids: Ids = np.empty(0, np.int64)
        self.visible: Mask = np.empty(0, np.bool_)
        self.stale = True
        self.matrices: dict[CodeKind, _Matrix] = {}
        # Rows that stand for their photo: not replaced by a later one, nor without any code.
        self._current: Mask = np.empty(0, np.bool_)

    @property
    def wasted(self) -> int:
        return len(self._current) - int(np.count_nonzero(self._current))

    def add_kind(self, kind: CodeKind, photo_ids: Ids, codes: Codes) -> None:
        """Take over the codes of one more kind. Rows that it adds are hidden until `show`."""
        if not self.matrices:
            self.photo_ids = photo_ids
            self.visible = np.zeros(len(photo_ids), np.bool_)
            self._current = np.ones(len(photo_ids), np.bool_)
        if self._current.all() and np.array_equal(self.photo_ids, photo_ids):
            self.matrices[kind] = _Matrix(codes, np.empty(0, np.intp))
            return
        # Photos that came in since the first kind was loaded, or that lack a kind.
        new = photo_ids[~contains(self.photo_ids[self._current], photo_ids)]
        nothing = np.zeros(len(new), np.bool_)
        for other in self.matrices.values():
            other.append(np.zeros((len(new), other.width), np.uint8), nothing)
        self.photo_ids = np.concatenate([self.photo_ids, new])
        self.visible = np.concatenate([self.visible, nothing])
        self._current = np.concatenate([self._current, ~nothing])
        self.stale = True
        present = contains(photo_ids, self.photo_ids) & self._current
        aligned = np.zeros((len(self.photo_ids), codes.shape[1]), np.uint8)
        aligned[present] = codes[np.searchsorted(photo_ids, self.photo_ids[present])]
        self.matrices[kind] = _Matrix(aligned, np.flatnonzero(~present))

    def show(self, visible_ids: Ids) -> None:
        """Make the rows of `visible_ids` the visible ones."""
        self.stale = False
        if np.array_equal(visible_ids, self.photo_ids):
            self.visible = self._current.copy()
        else:
            self.visible = contains(visible_ids, self.photo_ids) & self._current

    def replace(
        self, changed: Ids, visible_ids: Ids, found: Mapping[CodeKind, tuple[Ids, Codes]]
    ) -> None:
        """Bring the photos `changed` (rising, unique) up to date."""
        fresh = {
            kind: _aligned(changed, photo_ids, codes, self.matrices[kind].width)
            for kind, (photo_ids, codes) in found.items()
        }
        rows = np.flatnonzero(contains(changed, self.photo_ids) & self._current)
        row_of = np.full(len(changed), -1, np.intp)
        row_of[np.searchsorted(changed, self.photo_ids[rows])] = rows
        had = row_of >= 0
        has = np.zeros(len(changed), np.bool_)
        same = had.copy()
        for kind, (codes, present) in fresh.items():
            has |= present
            held = self.matrices[kind].freeze()
            same[had] &= (held.take(row_of[had]) == codes[had]).all(axis=1)
            same[had] &= np.isin(row_of[had], held.absent, invert=True) == present[had]
        shown = contains(visible_ids, changed)
        self.visible = self.visible.copy()  # older snapshots keep theirs
        self.visible[row_of[had]] = (shown & same)[had]
        self._current[row_of[had & ~same]] = False
        added = has & ~same
        for kind, (codes, present) in fresh.items():
            self.matrices[kind].append(codes[added], present[added])
        self.photo_ids = np.concatenate([self.photo_ids, changed[added]])
        self.visible = np.concatenate([self.visible, shown[added]])
        self._current = np.concatenate([self._current, np.ones(added.sum(), np.bool_)])

    def freeze(self) -> Snapshot:
        return Snapshot(
            self.photo_ids,
            None if self.visible.all() else self.visible,
            MappingProxyType({kind: matrix.freeze() for kind, matrix in self.matrices.items()}),
        )


Comparison = Callable[[Codes, Codes, NDArray[np.int32]], None]
"""Write the Hamming distances of each of some queries (m, bytes) to each of some codes (n, bytes)
into an array of (m, n) numbers, whatever its shape."""


def _comparison(codes: int) -> Comparison:
    """Return what compares that many codes soonest.

    faiss compares a million in 3 ms, numpy in 40; but importing faiss takes as long as comparing
    half a million, and a command compares once.
    """
    if codes < _FAISS_FROM and "faiss" not in sys.modules:
        return _compare_by_numpy
    return _compare_by_faiss


def _compare_by_numpy(codes: Codes, queries: Codes, out: NDArray[np.int32]) -> None:
    differing = np.bitwise_count(codes[None] ^ queries[:, None])
    out[...] = differing.sum(axis=2, dtype=np.int32).reshape(out.shape)


def _compare_by_faiss(codes: Codes, queries: Codes, out: NDArray[np.int32]) -> None:
    import faiss  # 0.15 s that only a search need wait for

    kernels: Any = faiss  # its stub leaves out the plain functions
    queries = np.ascontiguousarray(queries)
    kernels.hammings(
        kernels.swig_ptr(queries),
        kernels.swig_ptr(codes),
        len(queries),
        len(codes),
        codes.shape[1],
        kernels.swig_ptr(out),
    )


def _row_minima(values: NDArray[np.int32], best: NDArray[np.int32], *, fresh: bool) -> None:
    """Write the least of each row into `best`; by columns, thrice as fast as numpy's own."""
    if fresh:
        best[:] = values[:, 0]
    for column in range(fresh, values.shape[1]):
        np.minimum(best, values[:, column], out=best)


def contains(wanted: Ids, photo_ids: Ids) -> Mask:
    """Tell which of `photo_ids` (n,) are among `wanted`: (n,), by a table over the range of ids.

    Ids are counted up by the catalog, so that the table takes about a byte for each photo.
    """
    if not len(wanted) or not len(photo_ids):
        return np.zeros(len(photo_ids), np.bool_)
    size = int(max(photo_ids.max(), wanted.max())) + 1
    if size > 16 * len(photo_ids) + 16_777_216:
        return np.isin(photo_ids, wanted)
    table = np.zeros(size, np.bool_)
    table[wanted] = True
    return table[photo_ids]


def _aligned(wanted: Ids, photo_ids: Ids, codes: Codes, width: int) -> tuple[Codes, Mask]:
    """Return `codes` of `photo_ids` in the order of `wanted` (rising), and which there are."""
    aligned = np.zeros((len(wanted), width), np.uint8)
    present = np.zeros(len(wanted), np.bool_)
    places = np.searchsorted(wanted, photo_ids)
    aligned[places] = codes
    present[places] = True
    return aligned, present

"""Look into the files of pairs where their thumbnails leave something open.

Whether all pixels are equal, perhaps turned; how JPEG files are coded, which tells two exposures of
one camera from a copy that was encoded anew; and whether the larger picture is but an enlargement.
"""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from photosearch.core.jobs import JobControl
from photosearch.core.photo import PhotoRecord
from photosearch.core.picture_match import PictureMatch, PictureVerdict
from photosearch.core.relation_view import describe
from photosearch.images.formats import RAW_FORMATS
from photosearch.library.duplicates.comparison_pool import ComparisonPool, compared
from photosearch.library.duplicates.relations import MAX_TONED
from photosearch.library.roots.scanner import extended_path
from photosearch.library.workers.comparison_worker import (
    ComparedFile,
    ComparisonWork,
    EnlargementTask,
    PixelTask,
    TurnTask,
)
from photosearch.store.duplicate_pairs import FileFacts, Pair, PairStore

Matches = Mapping[Pair, PictureMatch | None]

_ENLARGED = (1.4, 8.0)
"""Scales between which a file without a camera may be an enlargement."""


@dataclass(frozen=True, slots=True)
class _Open:
    """Say what is open after thumbnails were compared."""

    pixels: frozenset[int]
    """Contents whose pixels may be those of others."""
    coding: frozenset[int]
    """Contents of which it counts how they are coded."""
    enlarged: Mapping[Pair, float]
    """Pairs of which the larger picture may be an enlargement, with its scale."""


def check_files(
    pool: ComparisonPool,
    store: PairStore,
    matches: Matches,
    records: Mapping[int, PhotoRecord],
    online: Collection[int],
    control: JobControl,
) -> dict[Pair, PictureMatch | None]:
    """Return matches with what their files told; note what holds for a content in the catalog.

    Args:
        pool: does the work.
        store: of the library.
        matches: what comparisons of pictures found.
        records: a photo of each content.
        online: the roots whose files can be read.
        control: cancels it.

    Raises:
        Cancelled: through `control`.
        CatalogError: the catalog cannot be read or written.
    """
    files = {
        key: ComparedFile(key, record.content_id or b"", os.fsencode(extended_path(record.path)))
        for key, record in records.items()
        if record.root_id in online
    }
    left = _left_open(matches, records)
    facts = _file_facts(pool, store, files, left, control)
    pairs: defaultdict[ComparisonWork, list[Pair]] = defaultdict(list)
    for (one, other), match in matches.items():
        if one not in files or other not in files or match is None:
            continue
        if _may_be_turned(match, facts.get(one), facts.get(other)):
            pairs[TurnTask(files[one], files[other])].append((one, other))
        if (one, other) in left.enlarged:
            scale = left.enlarged[one, other]
            larger = other if scale > 1 else one
            pairs[EnlargementTask(files[larger], max(scale, 1 / scale))].append((one, other))
    checked = dict(matches)
    for outcome in compared(pool, deque(pairs), control):
        if outcome.result is None or not outcome.result.holds:
            continue
        for pair in pairs[outcome.task]:
            match = checked[pair]
            assert match is not None  # else there is no task for it
            if isinstance(outcome.task, TurnTask):
                checked[pair] = replace(match, equal=True)
            else:
                checked[pair] = _enlarged(match, left.enlarged[pair])
    return checked


def _file_facts(
    pool: ComparisonPool,
    store: PairStore,
    files: Mapping[int, ComparedFile],
    left: _Open,
    control: JobControl,
) -> dict[int, FileFacts]:
    """Return what is known of the files that are looked at; what is not known yet is noted."""
    looked_at = left.pixels | left.coding
    known = store.file_facts(looked_at)
    tasks: deque[ComparisonWork] = deque(
        PixelTask(files[key], pixels=key in left.pixels)
        for key in sorted(looked_at)
        if key in files and (key not in known or (key in left.pixels and not known[key].looked_at))
    )
    found: dict[int, FileFacts] = {}
    for outcome in compared(pool, tasks, control):
        task, result = outcome.task, outcome.result
        assert isinstance(task, PixelTask)
        found[task.file.key] = FileFacts(
            result.pixel_hash if result else b"", result.coding if result else b"", task.pixels
        )
    if found:
        store.put_file_facts(found)
    return {**known, **found}


def _left_open(matches: Matches, records: Mapping[int, PhotoRecord]) -> _Open:
    pixels: set[int] = set()
    coding: set[int] = set()
    enlarged: dict[Pair, float] = {}
    for pair, match in matches.items():
        if match is None:
            continue
        one, other = (records[key].metadata for key in pair)
        if one is None or other is None:
            continue
        sizes = [(each.width, each.height) for each in (one, other)]
        if sorted(sizes[0]) == sorted(sizes[1]):
            if match.may_be_equal:
                pixels.update(pair)
            copy = match.verdict is PictureVerdict.COPY
            if copy and one.format == other.format == "jpeg" and match.toned <= MAX_TONED:
                coding.update(pair)
            continue
        if match.verdict is not PictureVerdict.COPY:
            continue
        scale = describe(match.transform, *sizes).scale
        larger = other if scale > 1 else one
        least, most = _ENLARGED
        by_hand = larger.camera is None and larger.format not in RAW_FORMATS
        if by_hand and least <= max(scale, 1 / scale) <= most:
            enlarged[pair] = scale
    return _Open(frozenset(pixels), frozenset(coding), enlarged)


def _may_be_turned(match: PictureMatch, one: FileFacts | None, other: FileFacts | None) -> bool:
    """Tell whether files may be JPEG files that were turned without loss."""
    if one is None or other is None or not (one.pixel_hash and other.pixel_hash):
        return False
    same_coding = one.coding != b"" and one.coding == other.coding
    return same_coding and not match.is_upright and one.pixel_hash != other.pixel_hash


def _enlarged(match: PictureMatch, scale: float) -> PictureMatch:
    """Return a match in which the larger picture counts as many pixels as the smaller one."""
    first, second = match.shares
    if scale > 1:
        return replace(match, shares=(first, second / scale**2))
    return replace(match, shares=(first * scale**2, second))

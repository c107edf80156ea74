"""What a search remembers: nothing is done twice, nothing stale is used."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.codes import CodeKind
from photosearch.core.query import (
    LOOK,
    SHOT,
    SUBJECT,
    CropBox,
    SimilarityWeights,
)
from photosearch.library.search.code_index import CodeRows
from photosearch.library.search.query_cache import DistanceCache, EmbeddingCache
from tests.library.shelf import ids_of, picture, shelf_of
from tests.queries import item, like

CODE_BYTES = 8


def rows_of(codes: np.ndarray, *cuts: int, absent: tuple[int, ...] = ()) -> CodeRows:
    """Codes (n, bytes) in blocks that begin at 0 and at `cuts`."""
    starts = np.array([0, *cuts], np.intp)
    blocks = tuple(np.split(codes, cuts))
    return CodeRows(blocks, starts, np.array(absent, np.intp))


def codes(seed: int, count: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (count, CODE_BYTES), np.uint8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=5), st.integers(0, 40))
def test_the_later_rows_are_those_that_stand_there(sizes: list[int], first: int) -> None:
    all_codes = codes(1, sum(sizes))
    rows = rows_of(all_codes, *np.cumsum(sizes)[:-1].tolist(), absent=(0,) if sum(sizes) else ())
    later = rows.since(first)
    assert len(later) == max(0, sum(sizes) - first)
    assert np.array_equal(np.concatenate(later.blocks), all_codes[first:])
    places = np.arange(len(later))
    assert np.array_equal(later.take(places), all_codes[first:])
    query = codes(2, 1)[0]
    assert np.array_equal(later.distances(query), rows.distances(query)[first:])
    assert later.absent.tolist() == ([0] if sum(sizes) and first == 0 else [])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.sampled_from([40, 400, 4000]))
def test_remembered_distances_are_those_of_the_rows_that_are_there(
    lengths: list[int], most_bytes: int
) -> None:
    """States of a growing library are asked about in any order; memory may be scarce."""
    memory = DistanceCache(most_bytes)
    grown = codes(3, max(lengths))
    for length in lengths:
        rows = rows_of(grown[:length], absent=(0,))
        for query in codes(4, 2):
            assert np.array_equal(memory.distances(rows, query), rows.distances(query))
        windows = codes(5, 1)
        parts = memory.part_distances(rows, windows, 0, 64)
        expected = rows.part_distances(windows, 0)
        expected[0] = 64
        assert np.array_equal(parts, expected)


def test_distances_are_computed_once_and_only_for_new_rows(monkeypatch) -> None:
    compared = []
    plain = CodeRows.distances
    monkeypatch.setattr(
        CodeRows, "distances", lambda rows, code: compared.append(len(rows)) or plain(rows, code)
    )
    memory, grown, query = DistanceCache(), codes(6, 100), codes(7, 1)[0]
    for length in (90, 90, 100, 90):
        memory.distances(rows_of(grown[:length]), query)
    assert compared == [90, 10]
    memory.keep_only([rows_of(grown)])
    memory.distances(rows_of(grown), query)
    assert compared == [90, 10]
    memory.keep_only([rows_of(codes(8, 3))])
    memory.distances(rows_of(grown), query)
    assert compared == [90, 10, 100]


def test_the_same_picture_is_encoded_once_whatever_the_sense() -> None:
    shelf = shelf_of(12)
    searcher = shelf.searcher()
    for mode in (SHOT, LOOK, SUBJECT, SimilarityWeights(1, 2, 3)):
        fresh = shelf.searcher().search(like(picture(4), mode=mode))
        before = shelf.encoded
        again = searcher.search(like(picture(4), mode=mode))
        assert ids_of(again) == ids_of(fresh)
        assert np.array_equal(again.scores, fresh.scores)
        assert shelf.encoded - before == (mode == SHOT)


def test_a_picture_that_is_painted_over_is_encoded_again() -> None:
    shelf = shelf_of(6)
    searcher, pixels = shelf.searcher(), picture(2)
    assert ids_of(searcher.search(like(pixels)))[0] == 2
    pixels[:] = picture(5)
    assert ids_of(searcher.search(like(pixels)))[0] == 5
    pixels.flags.writeable = False
    assert ids_of(searcher.search(like(pixels)))[0] == 5


def test_each_box_of_a_picture_is_another_picture() -> None:
    shelf = shelf_of(6)
    searcher, pixels = shelf.searcher(), picture(2)
    for box in (CropBox(0, 0, 0.5, 0.5), CropBox(0.5, 0.5, 0.5, 0.5), None):
        searcher.search(like(item(pixels, box)))
    assert shelf.encoded == 3
    searcher.search(like(item(pixels, CropBox(0, 0, 0.5, 0.5)), item(pixels)))
    assert shelf.encoded == 3


def test_the_picture_asked_for_longest_ago_is_forgotten() -> None:
    memory = EmbeddingCache(most=2)
    outputs = {CodeKind.COPY: np.ones(8, np.float32)}
    keys = [memory.key(picture(number), None) for number in range(3)]
    memory.put(keys[0], outputs)
    memory.put(keys[1], outputs)
    assert memory.get(keys[0]) is outputs
    memory.put(keys[2], outputs)
    assert [memory.get(key) is not None for key in keys] == [True, False, True]


def test_a_photo_that_changed_is_compared_as_it_is_now() -> None:
    shelf = shelf_of(8)
    searcher = shelf.searcher()
    searcher.search(like(picture(3)))
    shelf.add(8, picture(3))
    searcher.update([8])
    answer = searcher.search(like(picture(3)))
    assert set(ids_of(answer)[:2]) == {3, 8}
    assert answer.distances[:2].tolist() == [0, 0]
    shelf.add(3, picture(99))
    searcher.update([3])
    assert ids_of(searcher.search(like(picture(3))))[0] == 8
    searcher.refresh()
    assert ids_of(searcher.search(like(picture(99))))[0] == 3

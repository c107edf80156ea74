"""The order of an answer where something was learned, held against a slow version."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.codes import CodeKind, pack
from photosearch.core.learned_map import CodeBlock, LearnedMap
from photosearch.core.query import LOOK, SHOT, SUBJECT, SimilarityWeights
from photosearch.core.recalibration import Recalibration
from tests.library.shelf import BITS, Shelf, ids_of, make_card, picture, project, shelf_of
from tests.queries import like

KINDS = (CodeKind.COPY, CodeKind.LOOK, CodeKind.SUBJECT)


def made_map(sense: CodeKind, weights: dict[CodeKind, float], seed: int = 0) -> LearnedMap:
    rng = np.random.default_rng(seed)
    blocks = tuple(
        CodeBlock(
            kind,
            np.zeros(BITS[kind], np.float32),
            rng.normal(size=(BITS[kind], 24)).astype(np.float32),
            weight,
        )
        for kind, weight in weights.items()
    )
    return LearnedMap(sense, blocks)


def signs(shelf: Shelf, kind: CodeKind, photo_id: int) -> np.ndarray:
    bits = np.unpackbits(np.frombuffer(shelf.stored[kind][photo_id], np.uint8))
    return bits.astype(np.float32) * 2 - 1


def slow_similarity(learned: LearnedMap, shelf: Shelf, one: int, other: int) -> float:
    total = length = 0.0
    for block in learned.blocks:
        vectors = [
            signs(shelf, block.kind, each).astype(float) @ block.projection for each in (one, other)
        ]
        units = [vector / np.linalg.norm(vector) for vector in vectors]
        total += block.weight * float(units[0] @ units[1])
        length += block.weight
    return (1 + total / length) / 2


@settings(deadline=None, max_examples=25)
@given(st.integers(3, 80), st.integers(0, 1000), st.sampled_from([LOOK, SUBJECT]))
def test_against_the_slow_version(count: int, seed: int, mode: SimilarityWeights) -> None:
    shelf = shelf_of(count)
    (kind,) = mode.by_kind()
    learned = made_map(kind, {CodeKind.COPY: 0.5, CodeKind.LOOK: 1.0, CodeKind.SUBJECT: 0.25}, seed)
    searcher = shelf.searcher()
    searcher.set_learned({kind: learned})
    answer = searcher.search(like(1, mode=mode, limit=20))
    alike = {each: round(slow_similarity(learned, shelf, 1, each), 5) for each in shelf.records}
    expected = sorted(alike, key=lambda each: (-alike[each], each))
    found = ids_of(answer)
    assert len(found) == len(expected[:20])
    # What is equal but for rounding may stand either way.
    assert [alike[each] for each in found] == pytest.approx(
        [alike[each] for each in expected[:20]], abs=3e-5
    )
    assert (np.diff(answer.scores) <= 0).all()


def test_a_photo_far_by_the_sense_is_found_by_what_counts_more() -> None:
    shelf = shelf_of(1500)
    # Photo 1500 has the look of photo 1, and the opposite subject: the last of all by the sense.
    shelf.stored[CodeKind.LOOK][1500] = shelf.stored[CodeKind.LOOK][1]
    opposite = np.frombuffer(shelf.stored[CodeKind.SUBJECT][1], np.uint8) ^ 0xFF
    shelf.stored[CodeKind.SUBJECT][1500] = opposite.tobytes()
    searcher = shelf.searcher()
    assert 1500 not in ids_of(searcher.search(like(1, mode=SUBJECT, limit=100)))
    searcher.set_learned({CodeKind.SUBJECT: made_map(CodeKind.SUBJECT, {CodeKind.LOOK: 1.0})})
    assert ids_of(searcher.search(like(1, mode=SUBJECT, limit=100)))[:2] == [1, 1500]
    searcher.set_learned({})
    assert 1500 not in ids_of(searcher.search(like(1, mode=SUBJECT, limit=100)))


@pytest.mark.parametrize("seed", range(5))
def test_copies_stay_in_front_whatever_was_learned(seed: int) -> None:
    shelf = shelf_of(300)
    for number, change in enumerate((0.02, 0.05, 0.1), start=301):
        shelf.add(number, picture(number, like=1, change=change))
    plain = ids_of(shelf.searcher().search(like(1, mode=SHOT, limit=10)))
    assert plain[:4] == [1, 301, 302, 303]
    searcher = shelf.searcher()
    searcher.set_learned({CodeKind.COPY: made_map(CodeKind.COPY, {CodeKind.LOOK: 1.0}, seed)})
    assert ids_of(searcher.search(like(1, mode=SHOT, limit=10)))[:4] == plain[:4]


def test_the_scores_of_a_calibrated_model_stay_probabilities() -> None:
    table = ((0.0, 1.0), (60.0, 0.5), (128.0, 0.0))
    shelf = shelf_of(200)
    card = replace(make_card(), calibration={CodeKind.SUBJECT: table})
    plain, searcher = shelf.searcher(card), shelf.searcher(card)
    searcher.set_learned({CodeKind.SUBJECT: made_map(CodeKind.SUBJECT, {CodeKind.LOOK: 1.0})})
    query = like(1, mode=SUBJECT, limit=200)
    before, after = plain.search(query), searcher.search(query)
    assert after.calibrated
    # All photos are in both answers: sharing means leaves their sum as it was.
    assert after.scores.sum() == pytest.approx(before.scores.sum(), rel=1e-4)


def test_photos_without_a_code_that_counts_are_ordered_by_the_sense() -> None:
    shelf = shelf_of(50)
    del shelf.stored[CodeKind.LOOK][7]
    searcher = shelf.searcher()
    searcher.set_learned(
        {CodeKind.SUBJECT: made_map(CodeKind.SUBJECT, {CodeKind.LOOK: 1.0, CodeKind.SUBJECT: 1.0})}
    )
    assert 7 in ids_of(searcher.search(like(1, mode=SUBJECT, limit=50)))


def test_an_image_from_outside_is_compared_by_values() -> None:
    shelf = shelf_of(60)
    learned = made_map(CodeKind.LOOK, dict.fromkeys(KINDS, 1.0))
    searcher = shelf.searcher()
    searcher.set_learned({CodeKind.LOOK: learned})
    rgb = picture(3)
    answer = searcher.search(like(rgb, mode=LOOK, limit=60))
    query = {CodeKind(kind): values[0] for kind, values in project(rgb[None]).items()}
    ids = list(range(1, 61))
    codes = {
        kind: np.stack([pack(signs(shelf, kind, each)[None])[0] for each in ids]) for kind in KINDS
    }
    values = learned.similarity(query, codes)
    assert ids_of(answer) == [ids[place] for place in np.lexsort((np.array(ids), -values))]


def test_corrected_words_stay_below_surely_and_keep_the_order() -> None:
    table = ((0.0, 0.99), (60.0, 0.9), (128.0, 0.1))
    card = replace(make_card(), calibration={CodeKind.SUBJECT: table})
    shelf = shelf_of(100)
    plain, searcher = shelf.searcher(card), shelf.searcher(card)
    query = like(1, mode=SUBJECT, limit=100)
    before = plain.search(query)
    searcher.set_learned({}, {CodeKind.SUBJECT: Recalibration(shift=3.0)})
    after = searcher.search(query)
    assert ids_of(after) == ids_of(before)
    assert (after.scores >= before.scores - 1e-6).all()
    assert not ((after.scores >= 0.95) & (before.scores < 0.95)).any()
    searcher.set_learned({}, {CodeKind.SUBJECT: Recalibration(shift=-3.0)})
    assert (searcher.search(query).scores <= before.scores + 1e-6).all()
    searcher.set_learned({})
    assert np.array_equal(searcher.search(query).scores, before.scores)

"""Answers held against an independent slow version."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.codes import CodeKind
from photosearch.core.filters import Filters
from photosearch.core.query import LOOK, SHOT, SUBJECT, Query, SimilarityWeights
from tests.library.shelf import (
    ROOT,
    Shelf,
    ids_of,
    picture,
    project,
    shelf_of,
)
from tests.queries import item, like

# An independent version: one photo at a time, by the documented rules.


def reference(
    shelf: Shelf, query: Query, vectors: Mapping[int, np.ndarray], allowed: Collection[int]
) -> list[tuple[int, float]]:
    """The whole answer (photo id, value) by the documented rules."""
    examples = [*query.positives, *query.negatives]
    outputs = [
        {CodeKind(k): v[0] for k, v in project(vectors[number][None]).items()}
        for number in range(len(examples))
    ]
    signs = {
        (kind, i): np.where(
            np.unpackbits(np.frombuffer(shelf.stored[kind][i], np.uint8)), 1.0, -1.0
        )
        for kind in query.mode.by_kind()
        for i in allowed
    }

    def value(photo_id: int, asymmetric: bool) -> float:
        def similarity(number: int, kind: CodeKind) -> float:
            q = outputs[number][kind].astype(float)
            q = q if asymmetric else np.where(q > 0, 1.0, -1.0)
            return 0.5 + float(q @ signs[kind, photo_id]) / float(np.abs(q).sum()) / 2

        total = 0.0
        for kind, share in query.mode.by_kind().items():
            each = [(e.weight, similarity(n, kind)) for n, e in enumerate(query.positives)]
            top, all_weights = max(w for w, _ in each), sum(w for w, _ in each)
            if kind is CodeKind.COPY:
                total += share * max(0.5 + (s - 0.5) * w / top for w, s in each)
            else:
                total += share * sum(w * s for w, s in each) / all_weights
        worst = 0.0
        for number, example in enumerate(query.negatives, start=len(query.positives)):
            mixed = sum(w * similarity(number, k) for k, w in query.mode.by_kind().items())
            worst = max(worst, example.weight * (mixed - 0.5))
        return total - worst

    short = sorted(allowed, key=lambda i: (-round(value(i, False), 5), i))
    short = short[: max(2 * query.limit, 200)]
    ranked = sorted(((i, value(i, True)) for i in short), key=lambda pair: (-pair[1], pair[0]))
    return ranked[: query.limit]


class TestAgainstTheSlowVersion:
    @settings(deadline=None, max_examples=60)
    @given(
        st.integers(1, 320),
        st.integers(0, 2**20),
        st.sampled_from(
            [SHOT, LOOK, SUBJECT, SimilarityWeights(1, 2, 0), SimilarityWeights(1, 1, 1)]
        ),
        st.lists(st.sampled_from([0.5, 1.0, 3.0]), min_size=1, max_size=3),
        st.lists(st.sampled_from([0.5, 1.0, 2.0]), max_size=2),
        st.sampled_from([None, (ROOT / "1",), (ROOT / "1", ROOT / "2"), (Path("/nowhere"),)]),
        st.sampled_from([1, 7, 150]),
    )
    def test_answers_are_the_same(
        self,
        count: int,
        seed: int,
        mode: SimilarityWeights,
        positives: list[float],
        negatives: list[float],
        folders: tuple[Path, ...] | None,
        limit: int,
    ) -> None:
        rng = np.random.default_rng(seed)
        shelf = Shelf()
        for photo_id in range(1, count + 1):
            shelf.add(photo_id, picture(seed + photo_id, seed + int(rng.integers(1, 20)), 0.5))
        pixels = [
            picture(seed + 5000 + number, seed + int(rng.integers(1, 20)), 0.5)
            for number in range(len(positives) + len(negatives))
        ]
        items = [
            item(rgb, weight=weight, negative=number >= len(positives))
            for number, (rgb, weight) in enumerate(
                zip(pixels, [*positives, *negatives], strict=True)
            )
        ]
        query = like(*items, mode=mode, filters=Filters(folders=folders or ()), limit=limit)
        allowed = [
            i
            for i, record in shelf.records.items()
            if folders is None or any(folder in record.path.parents for folder in folders)
        ]
        answer = shelf.searcher().search(query)
        expected = reference(shelf, query, dict(enumerate(pixels)), allowed)
        assert answer.searched == len(allowed)
        assert len(answer.photo_ids) == len(expected)
        assert len(set(ids_of(answer))) == len(expected)
        assert answer.scores == pytest.approx(
            [min(1, max(0, value)) for _, value in expected], abs=2e-4
        )
        # Photos may only change places where their values are equal but for rounding.
        values = dict(expected)
        for found, (wanted, value) in zip(ids_of(answer), expected, strict=True):
            assert found == wanted or values.get(found, value) == pytest.approx(value, abs=2e-4)

    @settings(deadline=None, max_examples=30)
    @given(st.integers(0, 2**20), st.integers(1, 60), st.sampled_from([SHOT, LOOK, SUBJECT]))
    def test_invariants_of_any_answer(self, seed: int, limit: int, mode: SimilarityWeights) -> None:
        shelf = Shelf()
        for photo_id in range(1, 121):
            shelf.add(photo_id, picture(seed + photo_id % 40))  # each picture three times
        searcher = shelf.searcher()
        wanted = int(np.random.default_rng(seed).integers(1, 121))
        answer = searcher.search(like(wanted, mode=mode, limit=limit))
        assert len(answer.photo_ids) == min(limit, 120)
        assert answer.photo_ids[0] == wanted
        assert answer.distances[0] == 0
        assert answer.scores[0] == 1
        assert (np.diff(answer.scores) <= 0).all()
        assert answer.scores.min() >= 0
        assert answer.scores.max() <= 1
        assert not answer.calibrated
        again = searcher.search(like(wanted, mode=mode, limit=limit))
        assert ids_of(again) == ids_of(answer)
        # Equal photos come by id, whatever the limit.
        copies = [i for i in range(1, 121) if i % 40 == wanted % 40 and i != wanted]
        assert ids_of(answer)[1:3] == copies[: limit - 1]

    def test_distances_are_hamming_distances_in_bits(self) -> None:
        shelf = shelf_of(40)
        searcher = shelf.searcher()

        def bits(kind: CodeKind, a: int, b: int) -> int:
            x, y = (int.from_bytes(shelf.stored[kind][i]) for i in (a, b))
            return (x ^ y).bit_count()

        for mode, kind in (
            (SHOT, CodeKind.COPY),
            (LOOK, CodeKind.LOOK),
            (SUBJECT, CodeKind.SUBJECT),
        ):
            answer = searcher.search(like(3, mode=mode))
            assert answer.distances.tolist() == [bits(kind, 3, i) for i in ids_of(answer)]
        answer = searcher.search(like(3, 4, mode=SimilarityWeights(1, 3, 0)))
        assert answer.distances == pytest.approx([
            min(
                64 * bits(CodeKind.COPY, e, i) / 256
                + 192 * bits(CodeKind.LOOK, e, i) / 128
                for e in (3, 4)
            )
            for i in ids_of(answer)
        ])  # fmt: skip

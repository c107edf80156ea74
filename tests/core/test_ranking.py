from __future__ import annotations

import math
import tracemalloc
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from photosearch.core import ranking
from photosearch.core.codes import CodeKind, hamming, pack, unpack_signs
from photosearch.core.ranking import (
    _SAMPLE_STEP,
    ScoreFormula,
    asymmetric_similarity,
    best_first,
    monotonic,
    nearest_rows,
    probability_of_distance,
    similarity_of_distance,
)

seeds = st.integers(0, 2**32 - 1)
weights = st.floats(0.05, 20)


# Independent slow versions: plain Python, one photo at a time.


def slow_asymmetric(query: Sequence[float], bits: Sequence[int]) -> float:
    agreement = math.fsum(q * (1 if b else -1) for q, b in zip(query, bits, strict=True))
    return (1 + agreement / math.fsum(abs(q) for q in query)) / 2


def slow_value(
    kinds: dict[CodeKind, float],
    positives: Sequence[tuple[float, dict[CodeKind, float]]],
    negatives: Sequence[tuple[float, dict[CodeKind, float]]],
) -> float:
    value = 0.0
    for kind, share in kinds.items():
        if kind is CodeKind.COPY:
            top = max(weight for weight, _ in positives)
            value += share * max(0.5 + (s[kind] - 0.5) * weight / top for weight, s in positives)
        else:
            total = sum(weight for weight, _ in positives)
            value += share * sum(weight * s[kind] for weight, s in positives) / total
    worst = 0.0
    for weight, s in negatives:
        mixed = sum(share * s[kind] for kind, share in kinds.items())
        worst = max(worst, weight * max(0.0, mixed - 0.5))
    return value - worst


def slow_nearest(costs: Sequence[float], ids: Sequence[int], allowed: Sequence[bool]) -> list[int]:
    rows = [row for row in range(len(costs)) if allowed[row]]
    return sorted(rows, key=lambda row: (costs[row], ids[row]))


@st.composite
def formulas(draw: st.DrawFn, max_negatives: int = 3) -> ScoreFormula:
    kinds = draw(
        st.lists(
            st.sampled_from([CodeKind.COPY, CodeKind.LOOK, CodeKind.SUBJECT]),
            min_size=1,
            unique=True,
        )
    )
    shares = [draw(weights) for _ in kinds]
    return ScoreFormula(
        {kind: share / sum(shares) for kind, share in zip(kinds, shares, strict=True)},
        tuple(draw(st.lists(weights, min_size=1, max_size=4))),
        tuple(draw(st.lists(weights, max_size=max_negatives))),
    )


class Similarities:
    """Random similarities of `count` photos to every example in every sense."""

    def __init__(self, formula: ScoreFormula, count: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.values = {
            (example, kind): rng.random(count)
            for example in range(len(formula.positives) + 3)
            for kind in CodeKind
        }

    def __call__(self, example: int, kind: CodeKind) -> np.ndarray:
        return self.values[example, kind]

    def of(self, photo: int, example: int) -> dict[CodeKind, float]:
        return {kind: float(self.values[example, kind][photo]) for kind in CodeKind}


class TestSimilarities:
    @pytest.mark.parametrize("bits", [8, 48, 128, 256])
    def test_share_of_agreeing_bits(self, bits: int) -> None:
        similarity = similarity_of_distance(np.arange(bits + 1, dtype=np.int32), bits)
        assert similarity.dtype == np.float32
        assert similarity == pytest.approx([1 - d / bits for d in range(bits + 1)], abs=1e-6)
        assert similarity[0] == 1

    @given(seeds, st.sampled_from([8, 64, 128, 256]), st.integers(0, 40))
    def test_asymmetric_similarity_is_that_of_the_slow_version(
        self, seed: int, bits: int, count: int
    ) -> None:
        rng = np.random.default_rng(seed)
        query = rng.normal(size=bits).astype(np.float32)
        codes = rng.integers(0, 256, (count, bits // 8), dtype=np.uint8)
        expected = [slow_asymmetric(query.tolist(), np.unpackbits(code).tolist()) for code in codes]
        assert asymmetric_similarity(query, codes) == pytest.approx(expected, abs=1e-9)

    def test_a_whole_library_is_unpacked_in_parts(self) -> None:
        rng = np.random.default_rng(0)
        query = rng.normal(size=64).astype(np.float32)
        codes = rng.integers(0, 256, (200_000, 8), dtype=np.uint8)
        tracemalloc.start()
        similarity = asymmetric_similarity(query, codes)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 20e6  # all at once would be 100 MB
        for row in (0, 4095, 4096, 8191, 8192, 199_999):
            expected = slow_asymmetric(query.tolist(), np.unpackbits(codes[row]).tolist())
            assert similarity[row] == pytest.approx(expected, abs=1e-9)

    @given(seeds)
    def test_a_query_of_equal_sizes_is_plain_hamming(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        codes = rng.integers(0, 256, (20, 32), dtype=np.uint8)
        query = unpack_signs(codes[3]) * np.float32(rng.uniform(0.1, 9))
        similarity = asymmetric_similarity(query, codes)
        assert similarity == pytest.approx(1 - hamming(codes[3], codes) / 256, abs=1e-12)

    @given(seeds)
    def test_the_photo_itself_is_exactly_one_and_its_opposite_exactly_zero(self, seed: int) -> None:
        query = np.random.default_rng(seed).normal(size=256).astype(np.float32)
        code = pack(query)
        assert asymmetric_similarity(query, np.stack([code, ~code])).tolist() == [1, 0]

    @given(seeds, st.floats(1e-20, 1e20))
    def test_only_the_direction_of_the_query_counts(self, seed: int, factor: float) -> None:
        rng = np.random.default_rng(seed)
        query = rng.normal(size=64).astype(np.float32)
        codes = rng.integers(0, 256, (9, 8), dtype=np.uint8)
        assert asymmetric_similarity(query * np.float32(factor), codes) == pytest.approx(
            asymmetric_similarity(query, codes), abs=1e-6
        )

    @given(seeds)
    def test_equal_codes_are_exactly_equal_wherever_they_stand(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        query = rng.normal(size=256).astype(np.float32)
        codes = rng.integers(0, 256, (37, 32), dtype=np.uint8)
        mixed = rng.permutation(np.repeat(np.arange(37), 5))
        similarity = asymmetric_similarity(query, codes)
        assert np.array_equal(asymmetric_similarity(query, codes[mixed]), similarity[mixed])

    def test_a_sure_bit_counts_more(self) -> None:
        query = np.array([8, 1, 1, 1, 1, 1, 1, 1], np.float32)
        wrong_sure, wrong_unsure = np.uint8(0b01111111), np.uint8(0b10111111)
        sure, unsure = asymmetric_similarity(query, np.array([[wrong_sure], [wrong_unsure]]))
        assert sure == pytest.approx(1 - 8 / 15)
        assert unsure == pytest.approx(1 - 1 / 15)

    def test_a_query_without_any_confidence_weighs_all_bits_alike(self) -> None:
        codes = np.array([[0], [0b11110000], [255]], np.uint8)
        assert asymmetric_similarity(np.zeros(8, np.float32), codes).tolist() == [1, 0.5, 0]


class TestProbability:
    TABLE = ((0.0, 0.99), (20.0, 0.9), (40.0, 0.1), (128.0, 0.0))

    def test_between_and_beyond_the_entries(self) -> None:
        distances = np.array([0, 20, 30, 40, 128, 256], np.int32)
        assert probability_of_distance(distances, self.TABLE) == pytest.approx(
            [0.99, 0.9, 0.5, 0.1, 0, 0]
        )

    def test_it_falls_with_the_distance(self) -> None:
        probability = probability_of_distance(np.arange(257, dtype=np.int32), self.TABLE)
        assert (np.diff(probability) <= 0).all()
        assert probability.min() >= 0
        assert probability.max() <= 1


class TestFormula:
    @given(formulas(), st.integers(0, 12), seeds)
    def test_value_is_that_of_the_slow_version(
        self, formula: ScoreFormula, count: int, seed: int
    ) -> None:
        similar = Similarities(formula, count, seed)
        first = len(formula.positives)
        expected = [
            slow_value(
                dict(formula.kinds),
                [(w, similar.of(photo, e)) for e, w in enumerate(formula.positives)],
                [(w, similar.of(photo, first + e)) for e, w in enumerate(formula.negatives)],
            )
            for photo in range(count)
        ]
        assert formula.value(similar) == pytest.approx(expected, abs=1e-9)

    @given(formulas(), seeds)
    def test_float32_stays_float32(self, formula: ScoreFormula, seed: int) -> None:
        """One million values are to be mixed in half the memory."""
        similar = Similarities(formula, 4, seed)
        value = formula.value(lambda example, kind: similar(example, kind).astype(np.float32))
        assert value.dtype == np.float32
        assert value == pytest.approx(formula.value(similar), abs=1e-4)

    @given(formulas(), seeds)
    def test_value_and_probability_stay_in_range(self, formula: ScoreFormula, seed: int) -> None:
        similar = Similarities(formula, 30, seed)
        assert formula.value(similar).max() <= 1 + 1e-9
        probability = formula.probability(similar)
        assert probability.min() >= 0
        assert probability.max() <= 1 + 1e-9

    @given(formulas(max_negatives=2), weights, seeds)
    def test_one_more_negative_never_raises_a_photo(
        self, formula: ScoreFormula, weight: float, seed: int
    ) -> None:
        similar = Similarities(formula, 30, seed)
        more = ScoreFormula(formula.kinds, formula.positives, (*formula.negatives, weight))
        assert (more.value(similar) <= formula.value(similar)).all()
        assert (more.probability(similar) <= formula.probability(similar)).all()

    @given(formulas(max_negatives=0), weights, seeds)
    def test_a_negative_leaves_alone_what_is_not_like_it(
        self, formula: ScoreFormula, weight: float, seed: int
    ) -> None:
        similar = Similarities(formula, 30, seed)
        for kind in CodeKind:
            similar.values[len(formula.positives), kind] /= 2  # below chance
        more = ScoreFormula(formula.kinds, formula.positives, (weight,))
        assert np.array_equal(more.value(similar), formula.value(similar))

    @given(formulas(max_negatives=0), seeds)
    def test_more_alike_in_anything_is_never_worse(self, formula: ScoreFormula, seed: int) -> None:
        similar = Similarities(formula, 30, seed)
        before, nearest = formula.value(similar), formula.nearest(similar)
        rng = np.random.default_rng(seed + 1)
        for key, values in similar.values.items():
            similar.values[key] = values + rng.random(30) * (1 - values)
        assert (formula.value(similar) >= before - 1e-12).all()
        assert (formula.nearest(similar) >= nearest - 1e-12).all()

    @given(formulas(), seeds)
    def test_the_order_of_examples_does_not_matter(self, formula: ScoreFormula, seed: int) -> None:
        similar = Similarities(formula, 20, seed)
        first = len(formula.positives)
        turned = ScoreFormula(formula.kinds, formula.positives[::-1], formula.negatives[::-1])
        last = first + len(formula.negatives) - 1

        def turn(example: int, kind: CodeKind) -> np.ndarray:
            return similar(first - 1 - example if example < first else last + first - example, kind)

        assert turned.value(turn) == pytest.approx(formula.value(similar), abs=1e-9)
        assert turned.probability(turn) == pytest.approx(formula.probability(similar), abs=1e-9)
        assert turned.nearest(turn) == pytest.approx(formula.nearest(similar), abs=1e-9)

    @given(formulas(), weights, seeds)
    def test_only_the_ratio_of_positive_weights_counts(
        self, formula: ScoreFormula, factor: float, seed: int
    ) -> None:
        similar = Similarities(formula, 20, seed)
        scaled = ScoreFormula(
            formula.kinds, tuple(w * factor for w in formula.positives), formula.negatives
        )
        assert scaled.value(similar) == pytest.approx(formula.value(similar), abs=1e-9)

    def test_shot_takes_the_best_match_and_subject_the_mean(self) -> None:
        similar = {0: np.array([1.0, 0.7]), 1: np.array([0.5, 0.75])}
        shot = ScoreFormula({CodeKind.COPY: 1.0}, (1, 1)).value(lambda e, _: similar[e])
        subject = ScoreFormula({CodeKind.SUBJECT: 1.0}, (1, 1)).value(lambda e, _: similar[e])
        assert shot.tolist() == [1, 0.75]
        assert subject.tolist() == [0.75, 0.725]

    def test_nearest_is_one_example_in_all_senses(self) -> None:
        formula = ScoreFormula({CodeKind.COPY: 0.5, CodeKind.LOOK: 0.5}, (1, 9))
        similar = {
            (0, CodeKind.COPY): 1.0, (0, CodeKind.LOOK): 0.0,
            (1, CodeKind.COPY): 0.6, (1, CodeKind.LOOK): 0.6,
        }  # fmt: skip
        nearest = formula.nearest(lambda e, kind: np.array([similar[e, kind]]))
        assert nearest == pytest.approx([0.6])

    def test_a_photo_equal_to_the_negative_is_not_what_was_asked(self) -> None:
        formula = ScoreFormula({CodeKind.COPY: 1.0}, (1,), (1,))
        assert formula.probability(lambda _e, _k: np.array([1.0, 0.5])).tolist() == [0, 0.25]

    def test_only_one_example_in_one_sense_is_single(self) -> None:
        assert ScoreFormula({CodeKind.LOOK: 1}, (3,)).single is CodeKind.LOOK
        assert ScoreFormula({CodeKind.LOOK: 1}, (1, 1)).single is None
        assert ScoreFormula({CodeKind.LOOK: 1}, (1,), (1,)).single is None
        assert ScoreFormula({CodeKind.LOOK: 0.5, CodeKind.COPY: 0.5}, (1,)).single is None


class TestNearestRows:
    @given(
        seeds,
        st.integers(0, 3000),
        st.integers(1, 400),
        st.sampled_from([1, 3, 20, 256]),
        st.sampled_from([None, 0.0, 0.01, 0.5, 0.99]),
        st.sampled_from([np.int32, np.float32]),
        st.sampled_from([2, 16, _SAMPLE_STEP]),
    )
    def test_rows_are_those_of_the_slow_version(
        self,
        seed: int,
        n: int,
        count: int,
        levels: int,
        share: float | None,
        dtype: type[np.int32 | np.float32],
        step: int,
    ) -> None:
        rng = np.random.default_rng(seed)
        costs: np.ndarray = rng.integers(0, levels, n).astype(dtype)
        ids = rng.permutation(n * 2)[:n].astype(np.int64)
        allowed = None if share is None else rng.random(n) < share
        expected = slow_nearest(
            costs.tolist(), ids.tolist(), [True] * n if allowed is None else allowed.tolist()
        )[:count]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ranking, "_SAMPLE_STEP", step)
            assert nearest_rows(costs, ids, count, allowed).tolist() == sorted(expected)

    @pytest.mark.parametrize("order", ["rising", "falling", "near at unsampled places"])
    def test_a_misleading_sample_does_not_mislead(self, order: str) -> None:
        n = 100_000
        costs = np.arange(n, dtype=np.int32)
        if order == "falling":
            costs = costs[::-1].copy()
        elif order == "near at unsampled places":
            costs = np.full(n, 100, np.int32)
            costs[::_SAMPLE_STEP] = 1  # all that the sample sees is nearer than most
            costs[3] = 0
        ids = np.arange(n, dtype=np.int64)
        expected = slow_nearest(costs.tolist(), ids.tolist(), [True] * n)[:300]
        assert nearest_rows(costs, ids, 300).tolist() == sorted(expected)

    def test_a_sample_of_strays_is_looked_at_again(self) -> None:
        """The sample is far nearer than the rest: its cut would leave too few."""
        costs = np.full(1_300_000, 9, np.int32)
        costs[: _SAMPLE_STEP * 100 : _SAMPLE_STEP] = 0
        ids = np.arange(len(costs), dtype=np.int64)
        rows = nearest_rows(costs, ids, 1000)
        assert len(rows) == 1000
        assert set(range(0, 100 * _SAMPLE_STEP, _SAMPLE_STEP)) <= set(rows.tolist())

    @given(seeds)
    def test_where_a_photo_is_kept_does_not_matter(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        costs = rng.integers(0, 8, 500).astype(np.int32)
        ids = np.arange(500, dtype=np.int64)
        moved = rng.permutation(500)
        found = ids[nearest_rows(costs, ids, 60)]
        found_moved = ids[moved][nearest_rows(costs[moved], ids[moved], 60)]
        assert set(found.tolist()) == set(found_moved.tolist())


class TestOrder:
    @given(st.lists(st.integers(0, 4), max_size=30), seeds)
    def test_best_first_then_the_example_then_by_id(self, steps: list[int], seed: int) -> None:
        rng = np.random.default_rng(seed)
        values = np.array(steps, np.float64) / 4
        ids = rng.permutation(len(steps)).astype(np.int64)
        examples = ids[:2].tolist()
        expected = sorted(
            range(len(steps)), key=lambda i: (-values[i], ids[i] not in examples, ids[i])
        )
        assert best_first(values, ids, examples).tolist() == expected
        by_id = sorted(range(len(steps)), key=lambda i: (-values[i], ids[i]))
        assert best_first(values, ids).tolist() == by_id

    @given(st.lists(st.floats(0, 1), max_size=40))
    def test_falling_is_the_nearest_falling_sequence(self, values: list[float]) -> None:
        fitted = monotonic(np.array(values, np.float64))
        assert len(fitted) == len(values)
        assert (np.diff(fitted) <= 1e-12).all()
        assert sum(fitted) == pytest.approx(sum(values))
        # The min-max formula for the isotonic fit (Barlow and others, 1972), term by term.
        for place in range(len(values)):
            expected = min(
                max(
                    math.fsum(values[start : end + 1]) / (end + 1 - start)
                    for end in range(place, len(values))
                )
                for start in range(place + 1)
            )
            assert fitted[place] == pytest.approx(expected, abs=1e-9)

    @given(st.lists(st.floats(0, 1), max_size=40))
    def test_what_falls_already_is_left_as_it_is(self, values: list[float]) -> None:
        assume(len(set(values)) == len(values))
        ordered = np.array(sorted(values, reverse=True), np.float64)
        assert np.array_equal(monotonic(ordered), ordered)

"""A learned map against a slow version, and what is wrong with a damaged one."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core import learned_map
from photosearch.core.codes import CodeKind, pack
from photosearch.core.learned_map import CodeBlock, LearnedMap

BITS = {CodeKind.COPY: 32, CodeKind.LOOK: 16}


def made_map(seed: int = 0, *, turned: bool = True) -> LearnedMap:
    rng = np.random.default_rng(seed)
    blocks = tuple(
        CodeBlock(
            kind,
            rng.uniform(-0.5, 0.5, bits).astype(np.float32),
            rng.normal(size=(bits, 5)).astype(np.float32),
            weight,
        )
        for (kind, bits), weight in zip(BITS.items(), (1.0, 0.25), strict=True)
    )
    turn = rng.normal(size=(10, 10)).astype(np.float32) if turned else None
    return LearnedMap(CodeKind.COPY, blocks, turn)


def values_of(seed: int, count: int) -> dict[CodeKind, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {kind: rng.normal(size=(count, bits)).astype(np.float32) for kind, bits in BITS.items()}


def slow_vector(learned: LearnedMap, values: dict[CodeKind, np.ndarray]) -> list[float]:
    """One photo at a time, number by number."""
    joined: list[float] = []
    for block in learned.blocks:
        row = [float(each) for each in values[block.kind]]
        size = sum(map(abs, row)) / len(row)
        row = [each / size for each in row]
        out = [
            sum((row[bit] - float(block.mean[bit])) * float(block.projection[bit, column])
                for bit in range(len(row)))
            for column in range(block.projection.shape[1])
        ]  # fmt: skip
        length = math.sqrt(sum(each * each for each in out))
        joined += [each / length * math.sqrt(block.weight) for each in out]
    if learned.turn is not None:
        joined = [
            sum(joined[row] * float(learned.turn[row, column]) for row in range(len(joined)))
            for column in range(learned.turn.shape[1])
        ]
    length = math.sqrt(sum(each * each for each in joined))
    return [each / length for each in joined]


@given(st.integers(0, 1000), st.booleans())
def test_against_the_slow_version(seed: int, turned: bool) -> None:
    learned = made_map(seed, turned=turned)
    query = {kind: rows[0] for kind, rows in values_of(seed + 1, 1).items()}
    photos = values_of(seed + 2, 4)
    codes = {kind: pack(rows) for kind, rows in photos.items()}
    asked = slow_vector(learned, query)
    found = learned.similarity(query, codes)
    for number in range(4):
        signs = {kind: np.where(rows[number] > 0, 1.0, -1.0) for kind, rows in photos.items()}
        cosine = sum(a * b for a, b in zip(asked, slow_vector(learned, signs), strict=True))
        assert found[number] == pytest.approx((1 + cosine) / 2, abs=1e-4)


def test_equal_codes_get_equal_values_wherever_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned_map, "_ROWS_AT_ONCE", 3)
    codes = {kind: np.repeat(pack(rows), 7, axis=0) for kind, rows in values_of(1, 1).items()}
    query = {kind: rows[0] for kind, rows in values_of(2, 1).items()}
    found = made_map().similarity(query, codes)
    assert len(set(found.tolist())) == 1


def test_a_photo_is_most_like_itself() -> None:
    values = values_of(3, 50)
    codes = {kind: pack(rows) for kind, rows in values.items()}
    signs = {kind: np.where(rows[7] > 0, 1, -1).astype(np.float32) for kind, rows in values.items()}
    found = made_map().similarity(signs, codes)
    assert found.argmax() == 7
    assert found[7] == pytest.approx(1, abs=1e-5)


def test_a_map_comes_back_as_it_was_written() -> None:
    for turned in (False, True):
        learned = made_map(turned=turned)
        again = LearnedMap.from_bytes(learned.to_bytes(), BITS)
        codes = {kind: pack(rows) for kind, rows in values_of(4, 5).items()}
        query = {kind: rows[0] for kind, rows in values_of(5, 1).items()}
        assert again.sense is learned.sense
        assert again.shares == learned.shares
        assert np.array_equal(again.similarity(query, codes), learned.similarity(query, codes))


@given(st.integers(0, 5000), st.binary(max_size=20))
def test_damaged_content_is_refused(cut: int, more: bytes) -> None:
    data = made_map().to_bytes()
    if cut >= len(data):
        cut = len(data) // 2
    with pytest.raises(ValueError, match=r"."):
        LearnedMap.from_bytes(data[:cut] + more, BITS)


def test_a_map_of_the_first_version_still_orders_as_it_did() -> None:
    # Written by the first version, of principal components for each kind; what it made of these.
    content = Path(__file__).with_name("learned_map_of_first_version.npz").read_bytes()

    learned = LearnedMap.from_bytes(content, BITS)

    query = {kind: values[0] for kind, values in values_of(1, 1).items()}
    codes = {kind: pack(values) for kind, values in values_of(2, 4).items()}
    assert learned.similarity(query, codes) == pytest.approx(
        [0.799291, 0.880059, 0.993518, 0.926353]
    )


def test_a_map_of_other_codes_is_refused() -> None:
    data = made_map().to_bytes()
    with pytest.raises(ValueError, match="64 bits"):
        LearnedMap.from_bytes(data, {**BITS, CodeKind.COPY: 64})
    with pytest.raises(ValueError, match="look codes"):
        LearnedMap.from_bytes(data, {CodeKind.COPY: 32})

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from photosearch.core.codes import CodeKind, hamming, pack, unpack_signs

codes_of_any_size = st.integers(1, 40).flatmap(
    lambda width: hnp.arrays(np.uint8, st.tuples(st.integers(0, 9), st.just(width)))
)


def slow_hamming(a: bytes, b: bytes) -> int:
    return sum((x ^ y).bit_count() for x, y in zip(a, b, strict=True))


def test_bits_are_big_endian_within_a_byte() -> None:
    embedding = np.full((1, 16), -1, np.float32)
    embedding[0, 0] = 1
    embedding[0, 15] = 1
    assert pack(embedding).tolist() == [[0b10000000, 0b00000001]]


def test_only_values_above_zero_are_ones() -> None:
    values = [0.0, -0.0, 1e-30, -1e-30, 5.0, -5.0, 0.5, 0.0]
    assert pack(np.array(values, np.float32)).tolist() == [0b00101010]


@pytest.mark.parametrize("bits", [1, 7, 9, 255])
def test_a_number_of_bits_that_fills_no_bytes_is_refused(bits: int) -> None:
    with pytest.raises(ValueError, match="multiple of 8"):
        pack(np.zeros((2, bits), np.float32))


def test_leading_dimensions_are_kept() -> None:
    regions = np.ones((3, 5, 128), np.float32)
    assert pack(regions).shape == (3, 5, 16)
    assert unpack_signs(pack(regions)).shape == regions.shape


@given(codes_of_any_size)
def test_signs_hold_all_of_a_code(codes: np.ndarray) -> None:
    signs = unpack_signs(codes)
    assert signs.dtype == np.float32
    assert set(np.unique(signs).tolist()) <= {-1.0, 1.0}
    assert np.array_equal(pack(signs), codes)


@given(codes_of_any_size, st.randoms(use_true_random=False))
def test_distance_counts_differing_bits(codes: np.ndarray, random: object) -> None:
    query = np.frombuffer(random.randbytes(codes.shape[1]), np.uint8)  # type: ignore[attr-defined]
    distances = hamming(query, codes)
    assert distances.dtype == np.int32
    assert distances.tolist() == [slow_hamming(query.tobytes(), code.tobytes()) for code in codes]


def test_distance_of_long_codes_does_not_wrap_at_255() -> None:
    assert hamming(np.zeros(64, np.uint8), np.full((1, 64), 255, np.uint8)).tolist() == [512]


def test_stored_names_of_kinds_never_change() -> None:
    assert [kind.value for kind in CodeKind] == ["copy", "look", "subject", "regions"]

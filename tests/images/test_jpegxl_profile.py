"""ICC profiles inside of JPEG XL codestreams, packed by libjxl's encoder."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.images.jpegxl_header import DamagedHeader, read_header, read_profile
from tests.images.format_cases.jpegxl import PROFILED, STORED, curved_profile
from tests.images.format_cases.tiff import wide_profile

_DATE = slice(24, 36)
"""When the profile was made."""


def _undated(profile: bytes) -> bytes:
    return profile[: _DATE.start] + profile[_DATE.stop :]


@pytest.mark.parametrize("name", [*PROFILED, "icc_lossy"])
def test_the_profile_comes_out_as_it_went_in(name: str) -> None:
    data = (STORED / f"{name}.jxl").read_bytes()
    assert read_header(data).has_icc
    expected = curved_profile() if name == "icc_curves" else wide_profile()
    assert _undated(read_profile(data)) == _undated(expected)


def test_a_profile_in_a_container_of_parts() -> None:
    stream = (STORED / "icc_lossless.jxl").read_bytes()
    head = b"\0\0\0\x0cJXL \r\n\x87\n"
    parts = b""
    for number, start in enumerate(range(0, len(stream), 100)):
        part = number.to_bytes(4, "big") + stream[start : start + 100]
        parts += (8 + len(part)).to_bytes(4, "big") + b"jxlp" + part
    assert read_profile(head + parts) == read_profile(stream)


def test_a_cut_off_profile_is_damaged() -> None:
    data = (STORED / "icc_curves.jxl").read_bytes()
    whole, damaged = read_profile(data), 0
    for length in range(3, len(data), 29):
        try:
            profile = read_profile(data[:length])
        except DamagedHeader:
            damaged += 1
        else:
            assert profile == whole
    assert damaged > 5


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_any_damage_gives_a_profile_or_a_reason(draw: st.DataObject) -> None:
    data = bytearray((STORED / f"{draw.draw(st.sampled_from(PROFILED))}.jxl").read_bytes())
    places = st.integers(2, min(len(data), 500) - 1)
    for at, value in draw.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=5)):
        data[at] = value
    with contextlib.suppress(DamagedHeader):
        assert len(read_profile(bytes(data))) <= 1 << 17

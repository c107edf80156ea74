"""Names of files as text that can be written."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from photosearch.core.encodable import encodable


@given(st.text(st.characters(exclude_categories=())))
@example("\ud800")
@example("a\udcffb")
def test_any_text_can_be_encoded(text: str) -> None:
    encodable(text).encode("utf-8")


@given(st.text())
def test_what_can_be_encoded_stays(text: str) -> None:
    assert encodable(text) == text


@given(st.binary())
def test_bytes_of_a_name_are_shown_as_far_as_they_are_text(name: bytes) -> None:
    shown = encodable(name.decode("utf-8", "surrogateescape"))
    assert shown == name.decode("utf-8", "replace")

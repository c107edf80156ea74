"""Every kind of file that the manual tells of, made, decoded, and compared by colour difference."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.images.decode import decode
from tests.images.format_cases import heif, jpeg, jpeg2000, jpegxl, png, psd, simple, tiff
from tests.images.format_cases.case import Case, Result, colour_difference
from tests.message_text import text_of

CASES: list[Case] = [
    case
    for module in (jpeg, png, tiff, heif, jpegxl, jpeg2000, psd, simple)
    for case in module.cases()
]

_LARGEST = 1.2
"""CIE dE: what one step of 255 in a channel makes."""
_MEAN = {Result.EXACT: 0.4, Result.APPROXIMATE: 5.0}


_MANUAL = Path(__file__).parents[2] / "docs" / "formats.md"


def test_the_manual_tells_what_the_matrix_shows() -> None:
    rows = [
        tuple(cell.strip() for cell in line.strip("|\n").split("|"))
        for line in _MANUAL.read_text("utf-8").splitlines()
        if line.startswith("| ") and not line.startswith(("| Format", "| ---"))
    ]
    assert len(rows) == len(set(rows))
    assert set(rows) == {(case.format, case.kind, str(case.result)) for case in CASES}
    assert len(rows) == len({(case.format, case.kind) for case in CASES})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_file_is_shown_as_it_is_meant_or_refused(case: Case) -> None:
    data = case.make()
    if case.result == Result.REFUSED:
        with pytest.raises(UnreadablePhoto) as caught:
            decode(data, short_side=None, max_pixels=10**6)
        assert caught.value.reason == Reason.UNSUPPORTED
        assert case.word in text_of(caught.value)
        return
    assert case.expected is not None
    decoded = decode(data, short_side=None, max_pixels=10**6)
    expected = case.expected()
    assert decoded.rgb.shape == expected.shape
    assert (decoded.height, decoded.width) == expected.shape[:2]
    difference = colour_difference(decoded.rgb, expected)
    assert difference.mean() <= _MEAN[case.result] + case.loss
    if case.result == Result.EXACT and not case.loss:
        assert difference.max() <= _LARGEST
    small = decode(data, short_side=10, max_pixels=10**6).rgb
    assert min(small.shape[:2]) >= 10
    # Edges of blocks that do not fit whole differ a little by how they are shrunk.
    shrunk = Image.fromarray(expected).resize(small.shape[1::-1], Image.Resampling.BOX)
    difference = colour_difference(small, np.asarray(shrunk))
    assert difference.mean() <= _MEAN[case.result] + case.loss + 3

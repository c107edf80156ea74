"""Every kind of file that the manual tells of, made, decoded, and compared by colour difference."""

from __future__ import annotations

import numpy as np
import pytest

from photosearch.core.errors import Reason, UnreadablePhoto
from photosearch.images.decode import decode
from tests.images.format_cases import heif, tiff
from tests.images.format_cases.case import Case, Result, colour_difference

CASES: list[Case] = [*tiff.cases(), *heif.cases()]

_LARGEST = 1.2
"""CIE dE: what one step of 255 in a channel makes."""
_MEAN = {Result.EXACT: 0.4, Result.APPROXIMATE: 5.0}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_file_is_shown_as_it_is_meant_or_refused(case: Case) -> None:
    data = case.make()
    if case.result == Result.REFUSED:
        with pytest.raises(UnreadablePhoto) as caught:
            decode(data, short_side=None, max_pixels=10**6)
        assert caught.value.reason == Reason.UNSUPPORTED
        assert case.word in caught.value.detail
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
    factor = min(expected.shape[:2]) // 10
    tall, wide = (expected.shape[0] // factor, expected.shape[1] // factor)
    boxes = expected[: tall * factor, : wide * factor].reshape(tall, factor, wide, factor, 3)
    few = boxes.mean(axis=(1, 3)).round().astype(np.uint8)
    shrunk = colour_difference(small[:tall, :wide], few)
    assert shrunk.mean() <= _MEAN[case.result] + case.loss + 1.5

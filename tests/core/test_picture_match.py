"""What follows from a comparison of two pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from photosearch.core.picture_match import PictureMatch, PictureVerdict
from photosearch.core.relation_view import describe

COPY = PictureMatch((1, 0, 0, 0, 1, 0), False, 100, 0.5, 0.98, 0.0, 0, 0.0, 0.0, 0.0, 0.002)
CROP = (2.0, 0.0, -0.5, 0.0, 2.0, -0.5)
"""The second picture is the middle quarter of the first one."""


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, PictureVerdict.COPY),
        ({"transform": CROP}, PictureVerdict.COPY),
        ({"correlation": 0.8}, PictureVerdict.PROBABLY_COPY),
        ({"differing": 0.01}, PictureVerdict.PROBABLY_COPY),
        ({"differing": 0.05, "places": 2}, PictureVerdict.MOVED),
        ({"differing": 0.05, "places": 8}, PictureVerdict.OTHER),  # letters with one head
        ({"differing": 0.4, "places": 1}, PictureVerdict.OTHER),
        ({"correlation": 0.5}, PictureVerdict.OTHER),
        ({"detail": 0.001}, PictureVerdict.OTHER),  # an empty frame
        ({"detail": 0.1, "inliers": 15, "unlike": 0.2}, PictureVerdict.OTHER),  # another shirt
        ({"unlike": 0.9}, PictureVerdict.COPY),  # sepia
        ({"recolored": 0.1}, PictureVerdict.OTHER),  # the same in another colour
        ({"correlation": 0.8, "recolored": 0.1}, PictureVerdict.OTHER),
        ({"uneven": 0.02, "places": 0}, PictureVerdict.MOVED),  # something without detail
        ({"transform": (1, 0, 0.4, 0, 1, 0)}, PictureVerdict.MOVED),  # neighbours of a panorama
    ],
)
def test_verdicts(changes: dict[str, object], verdict: PictureVerdict) -> None:
    assert replace(COPY, **changes).verdict is verdict  # type: ignore[arg-type]


def test_shares_that_the_other_picture_shows() -> None:
    match = replace(COPY, transform=CROP)

    assert match.covered == (pytest.approx(0.25, abs=0.03), 1.0)
    assert match.turned_round().covered == match.covered[::-1]


def test_a_match_is_kept_as_bytes() -> None:
    again = PictureMatch.from_bytes(COPY.to_bytes())

    assert again.transform == COPY.transform
    assert again.verdict is COPY.verdict
    with pytest.raises(ValueError, match="no comparison"):
        PictureMatch.from_bytes(b"t")


def test_a_crop_in_plain_terms() -> None:
    view = describe(CROP, (4000, 3000), (1000, 750))

    assert view.crop == pytest.approx((0.25, 0.25, 0.5, 0.5))
    assert (view.rotate, view.mirror, view.scale) == (0, False, pytest.approx(0.5))
    assert view.cropped


@pytest.mark.parametrize(
    ("transform", "size", "rotate", "mirror"),
    [
        ((0, -1, 1, 1, 0, 0), (3000, 4000), 90, False),  # clockwise
        ((-1, 0, 1, 0, -1, 1), (4000, 3000), 180, False),
        ((0, 1, 0, -1, 0, 1), (3000, 4000), 270, False),
        ((-1, 0, 1, 0, 1, 0), (4000, 3000), 0, True),
        ((1, 0, 0, 0, -1, 1), (4000, 3000), 180, True),
    ],
)
def test_turns_in_plain_terms(
    transform: tuple[float, ...], size: tuple[int, int], rotate: float, mirror: bool
) -> None:
    view = describe(transform, (4000, 3000), size)  # type: ignore[arg-type]

    assert (view.rotate, view.mirror) == (pytest.approx(rotate), mirror)
    assert view.scale == pytest.approx(1)
    assert not view.cropped


@pytest.mark.parametrize("uneven", [0.0, 0.004, 0.005])
def test_what_is_kept_has_the_same_verdict(uneven: float) -> None:
    match = replace(COPY, uneven=uneven)

    assert PictureMatch.from_bytes(match.to_bytes()).verdict is match.verdict

"""Two pictures are the same shot if their details agree, not if they are of the same kind."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from photosearch.core.verification import GeometricMatch, Verdict
from photosearch.images.thumbnails import make_thumbnail, read_thumbnail
from photosearch.library.workers.image_matching import (
    COMPARED_SIDE,
    ImageFeatures,
    find_features,
    match_features,
    to_grey,
)
from photosearch.library.workers.picture_comparison import Picture, verify_picture
from tests import made_pictures
from tests.made_pictures import EDITS, blank, chat, code, edited, logo, page, scene

pytestmark = pytest.mark.slow


def thumbnail(pixels: np.ndarray) -> np.ndarray:
    return read_thumbnail(make_thumbnail(pixels))


def compared(one: np.ndarray, other: np.ndarray) -> GeometricMatch:
    return verify_picture(Picture(one), Picture(thumbnail(other)))


@pytest.mark.parametrize("edit", EDITS)
def test_copies_agree(edit: str) -> None:
    for picture in (scene(1), page(1), chat(1)):
        match = compared(edited(edit, picture), picture)
        assert match.verdict is Verdict.CONFIRMED, match
        assert match.mirrored == (edit in {"mirrored", "upside down", "mirrored and turned"})
        assert match.residual < 2


@pytest.mark.parametrize("make", [scene, page, chat, code], ids=lambda make: make.__name__)
def test_different_pictures_of_one_kind_do_not(make: Callable[[int], np.ndarray]) -> None:
    pictures = [make(seed) for seed in range(6)]
    for one in range(6):
        others = [pictures[other] for other in range(6) if other != one]
        verdicts = {compared(pictures[one], other).verdict for other in others}
        assert verdicts == {Verdict.UNCONFIRMED}


def test_letters_whose_letterhead_alone_agrees_do_not() -> None:
    letters = [page(seed, letterhead=True) for seed in range(5)]
    for one, other in itertools.combinations(letters, 2):
        match = compared(one, other)
        assert match.inliers >= 15, "the letterhead itself agrees"
        assert match.verdict is Verdict.UNCONFIRMED
    assert compared(letters[0], letters[0]).verdict is Verdict.CONFIRMED


@pytest.mark.parametrize("make", [logo, blank])
def test_where_there_is_too_little_it_is_said_so(make: Callable[[int], np.ndarray]) -> None:
    for one, other in itertools.product(range(3), repeat=2):
        assert compared(make(one), make(other)).verdict is Verdict.TOO_LITTLE


def test_a_picture_without_any_detail_has_no_features() -> None:
    white = np.full((300, 400, 3), 255, np.uint8)
    assert len(find_features(to_grey(white))) == 0
    assert compared(white, white) == GeometricMatch(0)
    tiny = np.zeros((1, 3, 3), np.uint8)
    assert compared(tiny, scene(1)).verdict is Verdict.TOO_LITTLE


def test_the_transform_tells_where_a_part_is() -> None:
    picture = scene(3, (480, 360))
    match = compared(picture[90:270, 120:360], picture)
    assert match.transform == pytest.approx((0.5, 0, 0.25, 0, 0.5, 0.25), abs=0.01)
    mirrored = compared(np.ascontiguousarray(picture[:, ::-1]), picture)
    assert mirrored.transform == pytest.approx((-1, 0, 1, 0, 1, 0), abs=0.01)
    turned = compared(np.ascontiguousarray(np.rot90(picture)), picture)
    # What was at the right is on top.
    assert turned.transform == pytest.approx((0, -1, 1, 1, 0, 0), abs=0.02)


def test_the_same_pictures_give_the_same_answer() -> None:
    one, other = thumbnail(scene(1)), thumbnail(edited("crop", scene(1)))
    assert compared(one, other) == compared(one, other)


def test_features_lie_within_the_compared_picture() -> None:
    features = find_features(to_grey(page(1)))
    assert max(features.size) == COMPARED_SIDE
    assert (features.points >= 0).all()
    assert (features.points < features.size).all()
    assert np.linalg.norm(features.descriptors, axis=1) == pytest.approx(1, abs=1e-3)


def test_few_features_are_enough_to_be_no_error() -> None:
    picture = find_features(to_grey(scene(1)))
    for count in range(5):
        some = ImageFeatures(picture.size, picture.points[:count], picture.descriptors[:count])
        assert match_features(some, picture).verdict is Verdict.TOO_LITTLE
        assert match_features(picture, some).features == count


def test_the_made_pictures_are_what_they_are_called() -> None:
    for name in ("scene", "page", "chat", "code", "logo", "blank"):
        one, other = (getattr(made_pictures, name)(seed) for seed in (1, 2))
        assert one.dtype == np.uint8
        assert one.shape[2] == 3
        assert not np.array_equal(one, other)

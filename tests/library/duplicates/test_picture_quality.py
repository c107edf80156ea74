"""Sharpness and exposure of what all pictures of a group show, measured where rules need it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps

from photosearch.core.duplicates import (
    DuplicateGroup,
    DuplicateKind,
    DuplicateMember,
    KeepRule,
    KeepRules,
    Relation,
)
from photosearch.core.errors import Cancelled
from photosearch.core.jobs import JobControl
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.images.thumbnails import make_thumbnail, read_thumbnail
from photosearch.library.duplicates.picture_quality import measure, measure_undecided
from tests.library.duplicates.test_keep_rules import photo

SAME = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
RULES = KeepRules((KeepRule.PIXELS, KeepRule.SHARPNESS))


def scene(seed: int = 0, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Shapes of all sizes, with smooth parts between, as a photo has."""
    random = np.random.default_rng(seed)
    coarse = Image.fromarray(random.integers(40, 215, (12, 16, 3), np.uint8))
    fine = Image.fromarray(random.integers(40, 215, (60, 80, 3), np.uint8))
    return Image.blend(coarse.resize(size), fine.resize(size), 0.5)


def pixels(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("RGB"))


def test_the_sharper_one_is_told_whatever_the_contrast() -> None:
    image = scene()
    soft = image.filter(ImageFilter.GaussianBlur(3))
    pale = Image.blend(image, Image.new("RGB", image.size, (128, 128, 128)), 0.5)
    sharp, blurred, toned = measure([pixels(each) for each in (image, soft, pale)], [SAME] * 3)
    assert blurred.sharpness < 0.6 * sharp.sharpness
    assert toned.sharpness == pytest.approx(sharp.sharpness, rel=0.1)


def test_only_what_all_show_counts() -> None:
    """The left half of one is blurred and blown out; the other is a crop of its right half."""
    image = scene(size=(480, 360))
    left = image.crop((0, 0, 240, 360)).filter(ImageFilter.GaussianBlur(8))
    image.paste(left, (0, 0))
    image.paste((255, 255, 255), (0, 0, 120, 360))
    crop = image.crop((240, 0, 480, 360))
    to_crop = (2.0, 0.0, -1.0, 0.0, 1.0, 0.0)
    whole, part = measure([pixels(image), pixels(crop)], [SAME, to_crop])
    assert part.sharpness == pytest.approx(whole.sharpness, rel=0.15)
    assert whole.clipped == part.clipped == 0
    alone = measure([pixels(image)], [SAME])[0]
    assert alone.clipped == pytest.approx(0.25, abs=0.03)
    assert alone.sharpness < 0.8 * whole.sharpness


def test_a_picture_that_is_turned_is_measured_in_the_same_frame() -> None:
    image = scene()
    turned = image.transpose(Image.Transpose.ROTATE_90)
    # What is at (x, y) lies at (y, 1 - x) of the turned one.
    one, other = measure([pixels(image), pixels(turned)], [SAME, (0.0, 1.0, 0.0, -1.0, 0.0, 1.0)])
    assert other.sharpness == pytest.approx(one.sharpness, rel=0.05)


def test_colour_is_told_from_grey_and_from_a_single_tint() -> None:
    image = scene()
    grey = image.convert("L")
    sepia = ImageOps.colorize(grey, "#201000", "#fff0d0")
    faint = Image.blend(grey.convert("RGB"), image, 0.3)
    jpegs = [make_thumbnail(pixels(each)) for each in (image, grey, sepia, faint)]
    measured = measure([read_thumbnail(each) for each in jpegs], [SAME] * 4)
    assert [each.colored for each in measured] == [True, False, False, True]


def test_blank_and_apart_pictures_tell_nothing() -> None:
    blank = np.full((200, 300, 3), 255, np.uint8)
    assert measure([blank], [SAME])[0].sharpness == 0
    assert measure([blank, blank], [SAME, (1, 0, 2, 0, 1, 0)]) == []
    assert measure([], []) == []


def group(*ids: int, kind: DuplicateKind = DuplicateKind.EDITED) -> DuplicateGroup:
    relation = Relation(kind, SimilarityLevel.SURELY, SAME)
    members = [DuplicateMember(key, relation if place else None) for place, key in enumerate(ids)]
    return DuplicateGroup("g", kind, SimilarityLevel.SURELY, tuple(members))


def test_only_groups_that_it_may_decide_are_looked_at() -> None:
    records = {key: photo(key) for key in range(1, 9)}
    records[4] = dataclasses.replace(photo(4, width=900))
    jpegs = {key: make_thumbnail(pixels(scene(key))) for key in records}
    jpegs[8] = b"damaged"
    asked: list[list[int]] = []

    def thumbnails(ids):
        asked.append(list(ids))
        return {key: jpegs[key] for key in ids}

    groups = [
        group(1, 2),
        group(3, 4),  # the larger one stays
        group(5, 6, kind=DuplicateKind.SAME_PICTURE),
        group(7, 8),
    ]
    found = measure_undecided(groups, records, RULES, thumbnails)
    assert asked == [[1, 2, 7, 8]]
    assert sorted(found) == [1, 2]
    assert measure_undecided(groups, records, KeepRules((KeepRule.RAW,)), thumbnails) == {}
    stopped = JobControl()
    stopped.cancel()
    with pytest.raises(Cancelled):
        measure_undecided(groups, records, RULES, thumbnails, stopped)

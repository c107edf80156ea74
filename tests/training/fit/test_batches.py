"""Photos as batches: the same from memory and decoded ahead, whatever thread comes first."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")

import torch

from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.preprocess import resize
from photosearch.core.query import RgbImage
from photosearch.training.datasets import PhotoSet, open_photo_set
from photosearch.training.fit.batches import (
    CachedBatches,
    DecodedBatches,
    load_photos,
)
from photosearch.training.fit.samplers import Shuffled
from tests.training.recipes.made_up_photos import write_folder

pytestmark = pytest.mark.train

SIDE = 20


@pytest.fixture
def photos(tmp_path: Path) -> PhotoSet:
    return open_photo_set(write_folder(tmp_path / "photos"))


def stretched(rgb: RgbImage, _rng: Random) -> list[RgbImage]:
    return [resize(rgb, SIDE, SIDE)]


def decoded(photos: PhotoSet, **options) -> DecodedBatches:
    options = dict[str, Any](prepare=stretched, seed=0, threads=4) | options
    return DecodedBatches(photos, Shuffled(len(photos), 7, seed=2), **options)


def test_loaded_photos_are_the_photos(photos: PhotoSet) -> None:
    loaded = load_photos(photos, SIDE)
    assert loaded.images.shape == (30, SIDE, SIDE, 3)
    assert loaded.images.dtype == torch.uint8
    wanted = np.stack([resize(rgb, SIDE, SIDE) for rgb in photos.photos()])
    np.testing.assert_array_equal(loaded.images.numpy(), wanted)
    assert [loaded.classes[number] for number in loaded.labels] == photos.labels


def test_classes_of_another_set_give_the_numbers(photos: PhotoSet) -> None:
    loaded = load_photos(photos.take(10), SIDE, classes=("class 2", "class 1", "class 0"))
    assert loaded.labels.tolist() == [2, 1, 0]


def test_from_memory_and_decoded_ahead_are_the_same(photos: PhotoSet) -> None:
    cached = CachedBatches(load_photos(photos, SIDE), Shuffled(30, 7, seed=2))
    ahead = decoded(photos)
    assert len(cached) == len(ahead) == 4
    for epoch in (0, 3):
        ones, others = list(cached.epoch(epoch)), list(ahead.epoch(epoch))
        assert len(ones) == len(others) == 4
        for one, other in zip(ones, others, strict=True):
            assert all(map(torch.equal, one, other))


@pytest.mark.parametrize("start", [0, 2, 4])
def test_an_epoch_goes_on_in_the_middle(photos: PhotoSet, start: int) -> None:
    def noisy(rgb: RgbImage, rng: Random) -> list[RgbImage]:
        shade = np.full((4, 4, 3), rng.randrange(256), np.uint8)
        return [shade, rng.randrange(256) * np.ones_like(shade)]

    whole = list(decoded(photos, prepare=noisy).epoch(1))
    rest = list(decoded(photos, prepare=noisy, threads=1).epoch(1, start))
    assert len(rest) == len(whole) - start
    for one, other in zip(whole[start:], rest, strict=True):
        assert all(map(torch.equal, one, other))
    others = list(decoded(photos, prepare=noisy, seed=1).epoch(1))
    assert not torch.equal(whole[0].images, others[0].images)


def test_views_of_a_photo_stand_together(photos: PhotoSet) -> None:
    twice = decoded(photos, prepare=lambda rgb, rng: stretched(rgb, rng) * 2)
    batch = next(twice.epoch(0))
    assert batch.images.shape == (14, SIDE, SIDE, 3)
    assert torch.equal(batch.places[0::2], batch.places[1::2])
    assert torch.equal(batch.labels[0::2], batch.labels[1::2])
    assert len(set(batch.places.tolist())) == 7


def test_decoding_ahead_ends_with_its_reader(photos: PhotoSet) -> None:
    before = set(threading.enumerate())
    stream = decoded(photos).epoch(0)
    next(stream)
    assert set(threading.enumerate()) > before
    assert isinstance(stream, Generator)
    stream.close()
    assert set(threading.enumerate()) == before


def test_a_bug_in_preparing_comes_out(photos: PhotoSet) -> None:
    def broken(rgb: RgbImage, rng: Random) -> list[RgbImage]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(decoded(photos, prepare=broken).epoch(0))


def test_unreadable_photos_are_skipped_counted_and_told_once(
    photos: PhotoSet, caplog: pytest.LogCaptureFixture
) -> None:
    for member in photos.members[3:5]:
        (photos.archive / member).write_bytes(b"no photo")
    caplog.set_level(logging.WARNING)
    shown = [place for batch in decoded(photos).epoch(0) for place in batch.places.tolist()]
    assert not {3, 4} & set(shown)
    assert len(caplog.records) <= 1
    caplog.clear()
    loaded = load_photos(photos, SIDE)
    assert len(loaded) == 28
    assert [record.getMessage()[:20] for record in caplog.records] == ["2 of the photos of /"[:20]]
    assert "class 0/03.png" in caplog.text


def test_nothing_but_unreadable_photos_is_told(photos: PhotoSet) -> None:
    for member in photos.members:
        (photos.archive / member).write_bytes(b"no photo")
    with raises_text(UserError, r"None of the 30 photos.*class 0/00\.png.*Give a folder"):
        load_photos(photos, SIDE)
    with raises_text(UserError, r"None of the .* photos"):
        list(decoded(photos).epoch(0))


def test_loading_can_be_cancelled(photos: PhotoSet) -> None:
    control = JobControl()
    control.cancel()
    with pytest.raises(Cancelled):
        load_photos(photos, SIDE, control=control)

"""Views made once: the same whatever interrupts them, and drawn as the trainings want them."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")

from PIL import Image

from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.core.preprocess import resize
from photosearch.training.augment import copy_view
from photosearch.training.datasets import PhotoSet, open_photo_set
from photosearch.training.default_encoder import views
from photosearch.training.default_encoder.copy_training import PairBatches
from photosearch.training.default_encoder.views import Views, ViewSource

pytestmark = pytest.mark.train

SIDE = 33


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> PhotoSet:
    archive = tmp_path_factory.mktemp("set") / "set.zip"
    rng = np.random.default_rng(0)
    with zipfile.ZipFile(archive, "w") as opened:
        for number in range(12):
            coarse = rng.integers(0, 256, (4, 4, 3), dtype=np.uint8)
            with opened.open(f"train/{'abc'[number % 3]}/{number:02}.png", "w") as member:
                Image.fromarray(coarse).resize((40, 30), Image.Resampling.BICUBIC).save(
                    member, "PNG"
                )
    return open_photo_set(archive, "train")


def extract(pixels: np.ndarray) -> np.ndarray:
    """In the place of the network: the pixels of a corner, in 1,248 numbers."""
    rows = pixels[:, :21, :20].reshape(len(pixels), -1).astype(np.float32) / 16
    return rows[:, :1248]


def pictures(photos: PhotoSet) -> list[ViewSource]:
    single = [ViewSource(photos, (n,), 4, label) for n, label in enumerate(photos.labels)]
    return [*single, ViewSource(photos, (0, 1, 2, 3), 3, "a")]


def make(made: Views, *, stop_after: int | None = None) -> None:
    control = JobControl()

    def told(progress: Progress) -> None:
        if stop_after is not None and progress.done >= stop_after:
            control.cancel()

    made.make(copy_view, extract, 7, control=control, on_progress=told)


def every_view(made: Views) -> np.ndarray:
    numbers = np.arange(len(made))
    which = np.concatenate([np.arange(count) for count in made.counts])
    return made.of(np.repeat(numbers, made.counts), which)


def test_the_first_view_is_the_picture_as_it_is(photos: PhotoSet, tmp_path: Path) -> None:
    made = Views(tmp_path / "v.npy", pictures(photos), SIDE)
    make(made)
    pixels = np.stack([resize(rgb, SIDE, SIDE) for rgb in photos.photos()])
    found = made.untouched()[:12]
    np.testing.assert_allclose(found, extract(pixels), rtol=1e-3)
    others = made.of(np.arange(12), np.ones(12, np.int64))
    assert np.abs(found - others).max(axis=1).min() > 0.1


def test_an_interrupted_making_ends_with_the_same_views(photos: PhotoSet, tmp_path: Path) -> None:
    whole = Views(tmp_path / "whole.npy", pictures(photos), SIDE)
    make(whole)
    with pytest.raises(Cancelled):
        make(Views(tmp_path / "cut.npy", pictures(photos), SIDE), stop_after=3)
    resumed = Views(tmp_path / "cut.npy", pictures(photos), SIDE)
    make(resumed)
    np.testing.assert_array_equal(every_view(whole), every_view(resumed))


def test_a_file_of_other_views_is_refused(photos: PhotoSet, tmp_path: Path) -> None:
    Views(tmp_path / "v.npy", pictures(photos), SIDE)
    with raises_text(UserError, "another training"):
        Views(tmp_path / "v.npy", pictures(photos)[:-1], SIDE)
    (tmp_path / "junk.npy").write_bytes(b"junk")
    with raises_text(UserError, "cannot be used"):
        Views(tmp_path / "junk.npy", pictures(photos), SIDE)


class Recorder(Views):
    """In the place of views: tells what was drawn."""

    def __init__(self, photos: PhotoSet) -> None:
        self.pictures = tuple(pictures(photos))
        self.counts = np.array([one.views for one in self.pictures])
        self.drawn: list[tuple[np.ndarray, np.ndarray]] = []

    def of(self, chosen: np.ndarray, which: np.ndarray) -> np.ndarray:
        self.drawn.append((chosen, which))
        return np.zeros((len(chosen), 2), np.float32)


def test_pairs_are_two_views_of_one_picture(photos: PhotoSet) -> None:
    recorder = Recorder(photos)
    batches = list(PairBatches(recorder, 6, 200, seed=1).epoch(0))
    untouched, drawn = [], np.zeros(len(recorder))
    pairs = zip(recorder.drawn[::2], recorder.drawn[1::2], batches, strict=True)
    for (chosen, first), (same, second), batch in pairs:
        np.testing.assert_array_equal(chosen, same)
        np.testing.assert_array_equal(batch.pictures, np.concatenate([chosen, chosen]))
        assert batch.features.shape == (12, 2)
        assert len(set(chosen.tolist())) == 6
        assert (np.maximum(first, second) < recorder.counts[chosen]).all()
        assert (first != second).all()
        assert (second > 0).all()
        untouched.append(np.mean(first == 0))
        drawn[chosen] += 1
    assert np.mean(untouched) == pytest.approx(0.85, abs=0.04)
    assert drawn[-1] < drawn[:-1].mean()  # it has three views, the others four


def test_half_of_a_batch_looks_alike_and_made_pictures_do_so_among_themselves(
    photos: PhotoSet,
) -> None:
    recorder = Recorder(photos)
    made = [replace(one, group="chart") for one in recorder.pictures if one.group == "a"]
    recorder.pictures = (*made, *(one for one in recorder.pictures if one.group != "a"))
    groups = np.array([one.group for one in recorder.pictures])
    list(PairBatches(recorder, 4, 100, seed=1).epoch(0))
    seen = set()
    for chosen, _ in recorder.drawn[::2]:
        first, second = groups[chosen[:2]], groups[chosen[2:]]
        assert first[0] == first[1]
        assert not {"chart", first[0]} & set(second.tolist())
        seen.add(str(first[0]))
    assert seen == set(groups.tolist())


def test_pictures_of_one_group_are_told_apart_from_each_other(photos: PhotoSet) -> None:
    recorder = Recorder(photos)
    recorder.pictures = tuple(replace(one, group="all") for one in recorder.pictures)
    batches = list(PairBatches(recorder, 6, 3, seed=1).epoch(0))
    assert [len(batch.pictures) for batch in batches] == [12, 12, 12]


def test_epochs_repeat_from_any_batch_on(photos: PhotoSet) -> None:
    first, second = Recorder(photos), Recorder(photos)
    batches = PairBatches(first, 4, 6, seed=1)
    list(batches.epoch(2))
    list(PairBatches(second, 4, 6, seed=1).epoch(2, start=4))
    for one, other in zip(first.drawn[8:], second.drawn, strict=True):
        np.testing.assert_array_equal(one, other)
    list(batches.epoch(3))
    halves = zip(first.drawn[:12], first.drawn[12:], strict=True)
    assert any((a[0] != b[0]).any() for a, b in halves)


def test_mosaics_use_each_photo_once(photos: PhotoSet) -> None:
    made = views.mosaics(photos, 5, seed=3)
    assert made == views.mosaics(photos, 5, seed=3)
    places = [place for one in made for place in one.places]
    assert len(places) == len(set(places))
    assert {len(one.places) for one in made} <= {4, 9}

"""Views made once: the same whatever interrupts them, and drawn as the trainings want them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

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
from photosearch.training.default_encoder.views import (
    ClassBatches,
    FeatureMapViews,
    PairBatches,
    ViewSource,
)

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


def trunk(pixels: np.ndarray) -> np.ndarray:
    """In the place of the network's: each cell's corner pixel, in 64 channels."""
    corners = pixels[:, ::16, ::16, :].astype(np.float32) / 16 - 8
    return np.concatenate([corners.transpose(0, 3, 1, 2)] * 22, axis=1)[:, :64]


def pictures(photos: PhotoSet) -> list[ViewSource]:
    single = [ViewSource(photos, (n,), 4, label) for n, label in enumerate(photos.labels)]
    return [*single, ViewSource(photos, (0, 1, 2, 3), 3, "")]


def make(made: FeatureMapViews, *, stop_after: int | None = None) -> None:
    control = JobControl()

    def told(progress: Progress) -> None:
        if stop_after is not None and progress.done >= stop_after:
            control.cancel()

    made.make(copy_view, trunk, 7, control=control, on_progress=told)


def every_view(made: FeatureMapViews) -> np.ndarray:
    numbers = np.arange(len(made))
    counts = made.counts(numbers)
    which = np.concatenate([np.arange(count) for count in counts])
    return made.batch(np.repeat(numbers, counts), which).maps.numpy()


def test_the_first_view_is_the_picture_as_it_is(photos: PhotoSet, tmp_path: Path) -> None:
    made = FeatureMapViews(tmp_path / "v.npy", pictures(photos), SIDE)
    make(made)
    pixels = np.stack([resize(rgb, SIDE, SIDE) for rgb in photos.photos()])
    wanted = trunk(pixels)
    found = made.batch(np.arange(12), np.zeros(12, np.int64)).maps.numpy()
    step = views.MAP_RANGE / 127
    inside = np.abs(wanted) < views.MAP_RANGE
    assert inside.mean() > 0.99
    assert np.abs(found - wanted)[inside].max() <= step / 2 + 1e-5
    others = made.batch(np.arange(12), np.ones(12, np.int64)).maps.numpy()
    assert np.abs(found - others).max(axis=(1, 2, 3)).min() > step


def test_an_interrupted_making_ends_with_the_same_views(photos: PhotoSet, tmp_path: Path) -> None:
    whole = FeatureMapViews(tmp_path / "whole.npy", pictures(photos), SIDE)
    make(whole)
    with pytest.raises(Cancelled):
        make(FeatureMapViews(tmp_path / "cut.npy", pictures(photos), SIDE), stop_after=3)
    resumed = FeatureMapViews(tmp_path / "cut.npy", pictures(photos), SIDE)
    make(resumed)
    np.testing.assert_array_equal(every_view(whole), every_view(resumed))


def test_a_file_of_other_views_is_refused(photos: PhotoSet, tmp_path: Path) -> None:
    FeatureMapViews(tmp_path / "v.npy", pictures(photos), SIDE)
    with raises_text(UserError, "another training"):
        FeatureMapViews(tmp_path / "v.npy", pictures(photos)[:-1], SIDE)
    (tmp_path / "junk.npy").write_bytes(b"junk")
    with raises_text(UserError, "cannot be used"):
        FeatureMapViews(tmp_path / "junk.npy", pictures(photos), SIDE)


class Recorder(FeatureMapViews):
    """In the place of views: tells what was drawn."""

    def __init__(self, photos: PhotoSet) -> None:
        self.pictures = tuple(pictures(photos))
        self.drawn: list[tuple[np.ndarray, np.ndarray]] = []

    def __len__(self) -> int:
        return len(self.pictures)

    @property
    def labels(self) -> list[str]:
        return [one.label for one in self.pictures]

    def counts(self, chosen: np.ndarray) -> np.ndarray:
        return np.array([self.pictures[number].views for number in chosen])

    def batch(self, chosen: np.ndarray, which: np.ndarray) -> Any:
        self.drawn.append((chosen, which))
        return chosen, which


def test_pairs_are_two_views_of_one_picture(photos: PhotoSet) -> None:
    recorder = Recorder(photos)
    weights = np.ones(len(recorder))
    weights[5] = 0
    list(PairBatches(recorder, weights, 6, 200, seed=1).epoch(0))
    untouched = []
    for chosen, which in recorder.drawn:
        np.testing.assert_array_equal(chosen[:6], chosen[6:])
        assert len(set(chosen.tolist())) == 6
        assert 5 not in chosen
        assert (which < recorder.counts(chosen)).all()
        assert (which[:6] != which[6:]).all()
        assert (which[6:] > 0).all()
        untouched.append(np.mean(which[:6] == 0))
    assert np.mean(untouched) == pytest.approx(0.85, abs=0.04)


def test_epochs_repeat_from_any_batch_on(photos: PhotoSet) -> None:
    first, second = Recorder(photos), Recorder(photos)
    batches = PairBatches(first, np.ones(13), 4, 6, seed=1)
    list(batches.epoch(2))
    list(PairBatches(second, np.ones(13), 4, 6, seed=1).epoch(2, start=4))
    for one, other in zip(first.drawn[4:], second.drawn, strict=True):
        np.testing.assert_array_equal(one, other)
    list(batches.epoch(3))
    assert any((a[0] != b[0]).any() for a, b in zip(first.drawn[:6], first.drawn[6:], strict=True))


def test_class_batches_hold_so_many_of_each_class(photos: PhotoSet) -> None:
    recorder = Recorder(photos)
    list(ClassBatches(recorder, [(1, ["a"]), (1, ["b", "c"])], 3, 20, seed=0).epoch(0))
    labels = np.array(recorder.labels)
    seen = set()
    for chosen, _ in recorder.drawn:
        assert len(set(chosen.tolist())) == 6
        counts = {name: int((labels[chosen] == name).sum()) for name in "abc"}
        assert counts["a"] == 3
        assert sorted((counts["b"], counts["c"])) == [0, 3]
        seen.add(counts["b"])
    assert seen == {0, 3}


def test_mosaics_use_each_photo_once(photos: PhotoSet) -> None:
    made = views.mosaics(photos, 5, seed=3)
    assert made == views.mosaics(photos, 5, seed=3)
    places = [place for one in made for place in one.places]
    assert len(places) == len(set(places))
    assert {len(one.places) for one in made} <= {4, 9}

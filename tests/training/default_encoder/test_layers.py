"""The layers that are fitted: concepts, subjects, copies; and what is made for them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")

import torch
from sklearn.linear_model import LogisticRegression
from torch import nn

from photosearch.core.errors import UserError
from photosearch.training.backbones.default_encoder import SubjectHead
from photosearch.training.backbones.look import ColourHistogram
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet, open_photo_set
from photosearch.training.default_encoder import accuracy, copy_training, subject_layer
from photosearch.training.default_encoder.concepts import NONE, fit_concepts
from photosearch.training.default_encoder.known_photos import KnownPhotos, extract_features
from photosearch.training.default_encoder.look_alikes import KINDS, write_look_alikes
from photosearch.training.default_encoder.subject_layer import EvaluationSource
from photosearch.training.default_encoder.views import Views

pytestmark = pytest.mark.train


def clusters(count: int, size: int, seed: int = 0) -> tuple[np.ndarray, list[str]]:
    """Rows around three centres, the third without a name and the first rare."""
    rng = np.random.default_rng(seed)
    kinds = rng.choice(3, count, p=(0.1, 0.5, 0.4))
    centres = np.random.default_rng(9).normal(size=(3, size))
    rows = centres[kinds] + rng.normal(size=(count, size)) * 0.8 + 5
    return rows.astype(np.float32), [("shirt", "shoe", NONE)[kind] for kind in kinds]


def test_concepts_answer_as_another_logistic_regression_does() -> None:
    rows, labels = clusters(600, 12)
    tried, truth = clusters(400, 12, seed=5)
    found = fit_concepts(rows, labels)
    assert found.names == (NONE, "shirt", "shoe")
    ours = np.array(found.names)[(tried @ found.weight.T + found.bias).argmax(axis=1)]
    theirs = LogisticRegression(class_weight="balanced", max_iter=500).fit(rows, labels)
    assert (ours == theirs.predict(tried)).mean() > 0.95
    assert (ours == np.array(truth)).mean() > 0.8


def known(count: int, seed: int, kinds: tuple[str, ...]) -> KnownPhotos:
    rng = np.random.default_rng(seed)
    numbers = rng.integers(len(kinds), size=count)
    centres = np.abs(np.random.default_rng(sum(map(ord, kinds[0]))).normal(size=(9, 1280)))
    rows = centres[numbers] + np.abs(rng.normal(size=(count, 1280))) * 0.7
    return KnownPhotos(
        tuple(kinds[number] for number in numbers), {"subject": rows.astype(np.float32)}
    )


def test_a_source_is_measured_without_what_it_taught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject_layer, "BITS", {"subject": 32})
    torch.manual_seed(0)
    classifier = nn.Linear(1280, 1000)
    sources = {
        "clothes": known(90, 1, ("shirt", "shoe", "hat")),
        "things": known(90, 2, ("lamp", "cup", "saw")),
        "unnamed": known(60, 3, (NONE, NONE)),
    }
    asked = EvaluationSource(known(40, 4, ("lamp", "cup", "saw")), sources["things"])
    taught: list[set[str]] = []
    plain = subject_layer.teach_concepts

    def watch(photos: dict[str, KnownPhotos]) -> object:
        taught.append({label for one in photos.values() for label in one.labels})
        return plain(photos)

    monkeypatch.setattr(subject_layer, "teach_concepts", watch)
    told = subject_layer.measure_unseen(sources, {"things": asked}, classifier, 0)
    assert taught == [{"shirt", "shoe", "hat", NONE}]
    assert set(told["things"]) == {
        "untrained, features, 1280 floats",
        "untrained, itq, 256 bits",
        "left out, 256 bits",
    }
    assert all(0.3 < value <= 1 for value in told["things"].values())
    concepts = plain(sources)
    head = SubjectHead(len(concepts.names), 32)
    subject_layer.set_subject_layer(head, classifier, sources, concepts, 0)
    seen = subject_layer.measure(head, classifier, {"things": asked})
    assert seen["things"] > 0.9


class _Views(Views):
    """Views of made rows: pictures lie apart in all directions, views in the first two alone."""

    def __init__(self, pictures: int) -> None:
        rng = np.random.default_rng(0)
        self.counts = np.full(pictures, 3)
        centres = rng.normal(size=(pictures, 1, 1248)) * 0.3
        noise = np.zeros((pictures, 3, 1248))
        noise[:, 1:, :2] = rng.normal(size=(pictures, 2, 2)) * 20
        self._all = (centres + noise).astype(np.float32)

    def __len__(self) -> int:
        return len(self.counts)

    def of(self, pictures: np.ndarray, views: np.ndarray) -> np.ndarray:
        return self._all[pictures, views]


def test_whitening_within_pictures_looks_away_from_what_edits_change() -> None:
    views = _Views(80)
    fitted = copy_training.fit_within_pictures(views, 16, seed=0)
    numbers, first = np.arange(80), np.zeros(80, np.int64)
    before = fitted.values(views.of(numbers, first)) > 0
    after = fitted.values(views.of(numbers, first + 1)) > 0
    assert (before == after).mean() > 0.97
    strangers = before == np.roll(before, 1, axis=0)
    assert 0.4 < strangers.mean() < 0.6
    # Against the definition: the scatter of what the whitening gives is the same all over.
    apart = views.of(numbers, first + 1) - views.of(numbers, first)
    reach = np.abs(apart @ fitted.weight.T).mean()
    plain = np.abs(apart @ np.random.default_rng(1).normal(size=(1248, 16))).mean()
    assert reach < 0.2 * plain * np.linalg.norm(fitted.weight, axis=1).mean() / 1248**0.5


def test_features_are_made_once_and_broken_photos_left_out(tmp_path: Path) -> None:
    write_look_alikes(tmp_path / "set.zip", 2, seed=3)
    with zipfile.ZipFile(tmp_path / "set.zip", "a") as archive:
        archive.writestr("chat/broken.png", b"no photo")
    photos = open_photo_set(tmp_path / "set.zip")
    asked: list[int] = []

    def extract(batch: np.ndarray) -> dict[str, np.ndarray]:
        asked.append(len(batch))
        rows = batch.reshape(len(batch), -1)[:, :5].astype(np.float32)
        return {"subject": rows, "copy": rows}

    file = tmp_path / "kept.npz"
    made = extract_features(photos, photos.labels, extract, 32, file, Job())
    again = extract_features(photos, photos.labels, extract, 32, file, Job())
    assert sum(asked) == len(made) == len(photos) - 1
    assert made.labels == again.labels
    np.testing.assert_array_equal(made.rows["subject"], again.rows["subject"])
    fewer = PhotoSet(photos.archive, photos.members[:3])
    with raises_text(UserError, "features of other photos"):
        extract_features(fewer, fewer.labels, extract, 32, file, Job())


@pytest.mark.parametrize("kind", KINDS)
def test_look_alikes_repeat_and_differ(kind: str) -> None:
    pictures = [KINDS[kind](Random(f"{seed}")) for seed in range(12)]
    again = KINDS[kind](Random("4"))
    assert pictures[4].tobytes() == again.tobytes()
    assert all(one.mode == "RGB" and min(one.size) >= 100 for one in pictures)
    assert len({one.tobytes() for one in pictures}) > (6 if kind == "blank" else 11)


def test_colours_are_shared_out_by_their_distance() -> None:
    rng = np.random.default_rng(0)
    pictures = rng.random((2, 3, 40, 36)).astype(np.float32)
    pictures[1] = np.array([1, 0.5, 0], np.float32)[:, None, None]  # one of the 125
    histogram = ColourHistogram()
    found = histogram(torch.from_numpy(pictures * 255)).numpy()
    steps = np.linspace(0, 1, 5)
    colours = np.array([(r, g, b) for r in steps for g in steps for b in steps])

    def opponent(rgb: np.ndarray) -> np.ndarray:
        red, green, blue = np.moveaxis(rgb, -1, 0)
        parts = [(red + green + blue) / 3, 1.5 * (red - green), 1.5 * ((red + green) / 2 - blue)]
        return np.stack(parts, -1)

    small = pictures.astype(np.float64).reshape(2, 3, 20, 2, 18, 2).mean((3, 5))
    pixels = opponent(small.transpose(0, 2, 3, 1).reshape(2, -1, 3))
    squared = ((pixels[:, :, None] - opponent(colours)) ** 2).sum(-1)
    shares = np.exp(-squared / 0.004)
    shares /= shares.sum(2, keepdims=True)
    np.testing.assert_allclose(found, np.sqrt(shares.mean(1)), atol=1e-4)
    assert colours[found[1].argmax()].tolist() == [1, 0.5, 0]
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, rtol=1e-5)


def test_the_table_of_classes(tmp_path: Path) -> None:
    file = tmp_path / "classes.tsv"
    file.write_text("index\twnid\tnames\n0\tn01\ttench\n7\tn09\tcock\n")
    assert accuracy.read_class_numbers(file) == {"n01": 0, "n09": 7}
    with raises_text(UserError, "cannot be read"):
        accuracy.read_class_numbers(tmp_path / "none.tsv")


def test_what_was_lost_is_a_share() -> None:
    lost = accuracy.lost({"tags_top1": 0.8, "look": 0.5}, {"tags_top1": 0.76, "look": 0.51})
    assert lost == {"tags_top1": 0.05, "look": -0.02}

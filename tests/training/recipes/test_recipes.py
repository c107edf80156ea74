"""Each recipe from photos to a model that the program can load, tiny and in seconds."""

from __future__ import annotations

import json
import logging
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.message_text import raises_text, text_of

pytest.importorskip("torch", reason="needs the extra 'train'")

import torch

from photosearch.core.codes import pack
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl
from photosearch.inference.encoder import Encoder
from photosearch.training.console import Job
from photosearch.training.evaluation.metrics import hamming_distances, mean_average_precision
from photosearch.training.fit.batches import load_photos
from photosearch.training.fit.device import Precision
from photosearch.training.losses import CSQLoss
from photosearch.training.recipes import (
    cifar10,
    classification,
    end_to_end_hash,
    features_only,
    metric,
)
from tests.training.recipes.made_up_photos import (
    write_cifar,
    write_folder,
)

pytestmark = [pytest.mark.train, pytest.mark.usefixtures("one_thread")]

SIDE = 24
TINY: dict[str, Any] = {
    "backbone": "cnn4",
    "weights": "none",
    "bits": 16,
    "side": SIDE,
    "precision": Precision.FLOAT32,
}
TRAINED: dict[str, Any] = {**TINY, "epochs": 4, "learning_rate": 3e-3, "backbone_rate": 1.0}


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("photos"))


def check_model(out: Path, figures: dict[str, float], bits: int = 16, side: int = SIDE) -> None:
    """The model folder is one that the program takes, and says what was measured."""
    encoder = Encoder(out / "model")
    values = encoder.encode(np.zeros((2, side, side, 3), np.uint8))
    assert values["subject"].shape == (2, bits)
    card = tomllib.loads((out / "model" / "model.toml").read_text(encoding="utf-8"))
    assert card["figures"][0]["map_hamming"] == figures["map_hamming"]
    assert card["origin"]["weights"]
    assert card["training"]["recipe"].startswith("photosearch.training.recipes.")
    assert json.loads((out / "figures.json").read_text(encoding="utf-8")) == figures


@pytest.mark.parametrize("method", list(features_only.BinarisationMethod))
def test_features_only(
    photos: Path, tmp_path: Path, method: features_only.BinarisationMethod
) -> None:
    config = features_only.FeaturesOnlyConfig(data=photos, out=tmp_path, method=method, **TINY)
    figures = features_only.run(config, Job())
    check_model(tmp_path, figures)
    assert figures["map_float"] > 0.5


@pytest.mark.parametrize("loss", list(metric.Loss))
def test_metric(photos: Path, tmp_path: Path, loss: metric.Loss) -> None:
    config = metric.MetricConfig(
        data=photos, out=tmp_path, loss=loss, dim=16, classes_per_batch=3, photos_per_class=4,
        **TRAINED,
    )  # fmt: skip
    figures = metric.run(config, Job())
    check_model(tmp_path, figures)
    assert figures["map_float"] > 0.7
    assert (tmp_path / "backbone.safetensors").exists()


def test_classification(photos: Path, tmp_path: Path) -> None:
    config = classification.ClassificationConfig(
        data=photos, out=tmp_path, dim=16, batch=12, **TRAINED
    )
    figures = classification.run(config, Job())
    check_model(tmp_path, figures)
    assert figures["rank_1_float"] > 0.7
    # The next stage starts from this one's backbone.
    stages = replace(config, out=tmp_path / "next", epochs=1, dim=32, bits=8, fusion=True)
    check_model(
        stages.out,
        classification.run(replace(stages, weights=str(tmp_path / "backbone.safetensors")), Job()),
        bits=8,
    )


@pytest.mark.parametrize("method", list(end_to_end_hash.HashMethod))
def test_end_to_end_hash(photos: Path, tmp_path: Path, method: end_to_end_hash.HashMethod) -> None:
    config = end_to_end_hash.EndToEndHashConfig(
        data=photos, out=tmp_path, method=method, dim=16, classes_per_batch=3, photos_per_class=4,
        **(TRAINED | {"epochs": 6}),
    )  # fmt: skip
    figures = end_to_end_hash.run(config, Job())
    check_model(tmp_path, figures)
    assert figures["map_hamming"] > 0.6


def cifar_config(data: Path, out: Path) -> cifar10.Cifar10Config:
    return cifar10.Cifar10Config(
        weights="none", data=data, out=out, backbone="cnn4", frozen=1, bits=16, sides=(16, 24),
        epochs=(3, 3), encode_side=24, batch=10, learning_rate=3e-3, head_rate=1.0,
        average_decay=0.8, per_class=10, queries=2, plain_epochs=1, precision=Precision.FLOAT32,
        order_steps=60,
    )  # fmt: skip


def test_cifar10(tmp_path: Path) -> None:
    config = cifar_config(write_cifar(tmp_path / "cifar10.zip"), tmp_path / "out")
    figures = cifar10.run(config, Job())
    check_model(config.out, figures)
    assert figures["map_hamming"] > 0.6
    assert (figures["queries"], figures["database"]) == (6, 3 * (6 + 4))


def test_cifar10_goes_on_after_a_cancellation_and_gives_the_same(tmp_path: Path) -> None:
    data = write_cifar(tmp_path / "cifar10.zip")
    whole = cifar10.run(cifar_config(data, tmp_path / "whole"), Job())
    control = JobControl()

    def cancel_later(progress: Any) -> None:
        if text_of(progress.stage) == "Training" and progress.done == 7:
            control.cancel()

    with pytest.raises(Cancelled):
        cifar10.run(cifar_config(tmp_path, tmp_path / "parts"), Job(control, cancel_later))
    assert cifar10.run(cifar_config(tmp_path, tmp_path / "parts"), Job()) == whole
    models = [tmp_path / name / "model" / "encoder.onnx" for name in ("whole", "parts")]
    assert models[0].read_bytes() == models[1].read_bytes()


def test_cifar10_leaves_the_first_blocks_as_they_are(tmp_path: Path) -> None:
    config = cifar_config(write_cifar(tmp_path / "c.zip"), tmp_path / "out")
    config = replace(config, frozen=2, sides=(16,), epochs=(1,), batch=15)
    before = cifar10.setup(config).state_dict()
    cifar10.run(config, Job())
    after = torch.load(config.out / "checkpoint.pt", weights_only=True)["module"]
    changed = {
        name.split("features.")[1][0]
        for name, value in before.items()
        if name.endswith(".0.weight") and not torch.equal(value, after[name])
    }
    assert changed == {"2", "3"}


class Colours(torch.nn.Module):
    """A hash layer behind the mean colour, which tells the classes apart; its signs do not."""

    def __init__(self, images: torch.Tensor, labels: torch.Tensor, centres: torch.Tensor) -> None:
        super().__init__()
        self.hash = torch.nn.Linear(3, centres.shape[1])
        colours = torch.column_stack([self.embed(images), torch.ones(len(images))])
        solved = torch.linalg.lstsq(colours, centres[labels]).solution
        self.hash.weight.data, self.hash.bias.data = solved[:3].T.clone(), solved[3] + 5

    def embed(self, images: torch.Tensor) -> torch.Tensor:
        return images.float().mean((1, 2)) / 255

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.hash(self.embed(images))


def test_cifar10_learns_the_order_of_answers(tmp_path: Path) -> None:
    """The hash layer becomes one of what the network knows of the classes, and ranks by it."""
    config = replace(
        cifar_config(write_cifar(tmp_path / "c.zip"), tmp_path), order_steps=60, encode_side=24
    )
    photos = load_photos(cifar10.split_1(config.data, 10, 2).training, cifar10.SIDE)
    centres = CSQLoss(config.bits, 3, config.seed).centres
    network = Colours(photos.images, photos.labels, centres)
    before = network(photos.images).detach()
    cifar10.learn_order(config, network, photos, centres, Job())
    after = network(photos.images).detach()
    labels = photos.labels.numpy()

    def precision(values: torch.Tensor) -> float:
        codes = pack(values.numpy())
        return mean_average_precision(hamming_distances(codes, codes), labels, labels)

    assert precision(before) < 0.5
    assert precision(after) > 0.8
    # What it gives is one layer behind the products that it was told.
    assert torch.linalg.matrix_rank(network.hash.weight) == 2  # of three products, less their mean
    told = (before @ (centres - centres.mean(0)).T).numpy()
    beside = np.column_stack([told, np.ones(len(told))])
    solved = np.linalg.lstsq(beside, after.numpy(), rcond=None)[0]
    np.testing.assert_allclose(beside @ solved, after.numpy(), atol=1e-3)


def test_split_1_is_the_protocols(tmp_path: Path) -> None:
    split = cifar10.split_1(write_cifar(tmp_path / "c.zip"), per_class=10, queries=2)
    training, queries = set(split.training.members), set(split.queries.members)
    database = set(split.database.members)
    assert training == {f"train/class {k}/{n:04}.png" for k in range(3) for n in range(10)}
    assert queries == {f"test/class {k}/{n:04}.png" for k in range(3) for n in range(2)}
    assert not database & (training | queries)
    assert len(database) + len(training) + len(queries) == 3 * (16 + 6)
    chosen = cifar10.choosing_split(split.training)
    parts = [set(part.members) for part in (chosen.training, chosen.queries, chosen.database)]
    assert set.union(*parts) <= training
    assert sum(map(len, parts)) == len(set.union(*parts))
    assert not set.union(*parts) & (queries | database)


def test_holding_out_measures_on_nothing_else(tmp_path: Path) -> None:
    config = cifar_config(write_cifar(tmp_path / "c.zip", train=40), tmp_path / "out")
    figures = cifar10.run(
        replace(config, hold_out=True, per_class=20, epochs=(1, 1), mirrored=False), Job()
    )
    assert (figures["queries"], figures["database"]) == (3, 3)


def test_sides_without_epochs_are_told(tmp_path: Path) -> None:
    config = replace(cifar_config(tmp_path / "c.zip", tmp_path), epochs=(1,))
    with raises_text(UserError, "2 sides but 1 numbers of epochs"):
        cifar10.run(config, Job())


def test_unreadable_photos_are_left_out_and_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = write_folder(tmp_path / "photos")
    for number in range(10, 13):
        (root / "class 1" / f"{number}.png").write_bytes(b"no photo")
    config = features_only.FeaturesOnlyConfig(
        data=root, out=tmp_path / "out", **(TINY | {"bits": 8})
    )
    caplog.set_level(logging.WARNING)
    features_only.run(config, Job())
    told = [record.getMessage() for record in caplog.records if "cannot be read" in record.message]
    assert len(told) == 1
    assert told[0].startswith("3 of the photos")
    assert "class 1/10.png" in told[0]


def test_a_photo_set_of_nothing_but_junk_is_told(tmp_path: Path) -> None:
    root = write_folder(tmp_path / "photos")
    for file in root.rglob("*.png"):
        file.write_bytes(b"no photo")
    config = features_only.FeaturesOnlyConfig(data=root, out=tmp_path / "out", **TINY)
    with raises_text(UserError, r"None of the 24 photos.*can be read"):
        features_only.run(config, Job())
    assert not (tmp_path / "out").exists()


def test_more_bits_than_photos_are_told(tmp_path: Path) -> None:
    root = write_folder(tmp_path / "photos", classes=2, photos=20)
    config = features_only.FeaturesOnlyConfig(
        data=root, out=tmp_path / "out", **(TINY | {"bits": 128})
    )
    with raises_text(UserError, "128 bits"):
        features_only.run(config, Job())


def test_a_learning_rate_that_is_too_high_is_told_and_the_old_model_stays(
    photos: Path, tmp_path: Path
) -> None:
    config = classification.ClassificationConfig(
        data=photos, out=tmp_path, dim=16, batch=12, **TRAINED
    )
    classification.run(config, Job())
    before = (tmp_path / "model" / "encoder.onnx").read_bytes()
    (tmp_path / "checkpoint.pt").unlink()
    with raises_text(UserError, r"became infinite at step .* the learning rate"):
        classification.run(replace(config, learning_rate=1e30), Job())
    assert (tmp_path / "model" / "encoder.onnx").read_bytes() == before


def test_a_model_that_fails_its_checks_does_not_replace_a_good_one(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = features_only.FeaturesOnlyConfig(data=photos, out=tmp_path, **TINY)
    features_only.run(config, Job())
    before = (tmp_path / "model" / "encoder.onnx").read_bytes()

    class Broken(Encoder):
        def encode(self, pixels: np.ndarray) -> dict[str, np.ndarray]:
            return {name: rows + 1 for name, rows in super().encode(pixels).items()}

    monkeypatch.setattr("photosearch.training.recipe_parts.model_folder.Encoder", Broken)
    with raises_text(UserError, "differs from the trained network's"):
        features_only.run(replace(config, seed=3), Job())
    assert (tmp_path / "model" / "encoder.onnx").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.json", "model"]


def test_weights_of_another_network_are_told(photos: Path, tmp_path: Path) -> None:
    first = classification.ClassificationConfig(
        data=photos, out=tmp_path, dim=16, **(TRAINED | {"epochs": 1})
    )
    classification.run(first, Job())
    other = features_only.FeaturesOnlyConfig(
        data=photos, out=tmp_path / "out",
        **(TINY | {"backbone": "mobilenet_v2", "weights": str(tmp_path / "backbone.safetensors")}),
    )  # fmt: skip
    with raises_text(UserError, "of cnn4"):
        features_only.run(other, Job())

"""The model that everybody gets, from weights and photo sets to a checked model folder.

    python -m photosearch.training.recipes.default_model --weights mobilenet_v2-imagenet.safetensors
        --data DATA --work WORK --out models/default

DATA holds clothing.zip, tiny-imagenet-30k.zip and photos.zip. Everything that takes long is kept in
WORK: after a kill, the same command goes on. With `--unseen` some classes are left out of the
training and the subject codes are measured on them; no model is written then, but the figures are
kept in WORK and told in the card of the model that a later run makes.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
from numpy.typing import NDArray

from photosearch.training import console
from photosearch.training.augment import copy_view, light_view
from photosearch.training.backbones import feature_session
from photosearch.training.backbones.default_encoder import DefaultEncoder
from photosearch.training.config_options import command, option, settings_of
from photosearch.training.console import Job
from photosearch.training.default_encoder import calibration, data, layers, metrics
from photosearch.training.default_encoder.copy_training import (
    CopyConfig,
    draw_weights,
    train_copies,
)
from photosearch.training.default_encoder.data import PhotoSets
from photosearch.training.default_encoder.model_folder import (
    card_values,
    export_float,
    export_int8,
    parity,
    put_in_place,
)
from photosearch.training.default_encoder.subject_training import SubjectConfig, train_subjects
from photosearch.training.default_encoder.views import FeatureMapViews, ViewSource
from photosearch.training.evaluation.feature_extractors import (
    ModelFeatureExtractor,
    UntrainedFeatureExtractor,
)
from photosearch.training.export import write_card
from photosearch.training.fit.device import seed_all

log = logging.getLogger(__name__)

UNSEEN_FILE = "unseen.json"


@dataclass(frozen=True, slots=True)
class DefaultModelConfig:
    """Train, measure and write the default model."""

    weights: Annotated[Path, option("Initial weights: safetensors of torchvision's mobilenet_v2.")]
    data: Annotated[Path, option("Folder of the photo sets.")]
    work: Annotated[Path, option("Folder for views (2 GB) and checkpoints.")]
    out: Annotated[Path, option("The model folder to write.")]
    unseen: Annotated[
        bool, option("Leave classes out, measure the subject codes on them, write no model.")
    ] = False
    side: Annotated[int, option("Of the model's input, 32 k + 1.", min=97)] = 225
    view_side: Annotated[int, option("Of the views that are trained on, 32 k + 1.", min=33)] = 161
    copy_steps: Annotated[int, option("Steps for copies, in hundreds.", min=1)] = 9
    copy_pictures: Annotated[int, option("Pictures per step for copies.", min=2)] = 128
    subject_steps: Annotated[int, option("Steps for subjects, in hundreds.", min=1)] = 3
    subject_classes: Annotated[int, option("Classes per step for subjects.", min=2)] = 40
    name: Annotated[str, option("Of the model.")] = "default"
    version: Annotated[str, option("Of the model.")] = "2"
    seed: Annotated[int, option("Of everything random.")] = 0


def setup(config: DefaultModelConfig) -> DefaultEncoder:
    """Make both branches as ImageNet left them."""
    seed_all(config.seed)
    encoder = DefaultEncoder(config.weights)
    encoder.eval().to(memory_format=torch.channels_last)
    return encoder


def train_copy_branch(
    config: DefaultModelConfig, encoder: DefaultEncoder, pictures: list[ViewSource], job: Job
) -> None:
    """Train self-supervised: edited copies must find their picture."""
    views = FeatureMapViews(config.work / "copy-views.npy", pictures, config.view_side)
    views.make(
        copy_view,
        layers.trunk_session(encoder, config.view_side),
        config.seed,
        control=job.control,
        on_progress=job.on_progress,
    )
    checkpoint = config.work / "copy.pt"
    if not checkpoint.exists():  # it holds the layer too
        layers.fit_copy_layer(encoder, views, config.seed)
    how = CopyConfig(steps=config.copy_steps, pictures=config.copy_pictures, seed=config.seed)
    weights = draw_weights(views.pictures)
    train_copies(encoder.copy, views, weights, how, checkpoint, job)


def train_subject_branch(
    config: DefaultModelConfig,
    encoder: DefaultEncoder,
    pictures: list[ViewSource],
    left_out: frozenset[str],
    job: Job,
) -> None:
    """Train supervised, and held to what the network knew."""
    views = FeatureMapViews(config.work / "subject-views.npy", pictures, config.view_side)
    views.make(
        light_view,
        layers.trunk_session(encoder, config.view_side),
        config.seed,
        control=job.control,
        on_progress=job.on_progress,
    )
    mean = torch.from_numpy(layers.fit_subject_layer(encoder, views, left_out, config.seed))
    how = SubjectConfig(
        steps=config.subject_steps, classes=config.subject_classes, seed=config.seed
    )
    name = "subject-unseen.pt" if left_out else "subject.pt"
    train_subjects(encoder.subject, mean, views, left_out, how, config.work / name, job)


def fit_other_layers(
    config: DefaultModelConfig, encoder: DefaultEncoder, sets: PhotoSets, job: Job
) -> NDArray[np.uint8]:
    """Return `look` and `regions`, which need no gradients; the photos (n, side, side, 3) used."""
    photos = data.fitting_images(sets, config.side, job)
    features = feature_session.features_of_images(encoder, photos)
    layers.fit_look(encoder, features, config.seed)
    layers.fit_regions(encoder, features, config.seed)
    return photos


def write_model(
    config: DefaultModelConfig,
    encoder: DefaultEncoder,
    photos: NDArray[np.uint8],
    sets: PhotoSets,
    job: Job,
) -> dict[str, Any]:
    """Export in floats and in 8 bits, compare, calibrate, measure, and put in place."""
    values = card_values(encoder, config.name, config.version, config.side)
    values["training"] = {
        "recipe": "photosearch.training.recipes.default_model",
        "config": {name: str(value) for name, value in settings_of(config).items()},
        "data": "clothing-dataset-small train without every fourth photo (CC0); "
        "Tiny-ImageNet train",
        "protocol": _plain(metrics.__doc__),
    }
    unseen = config.work / UNSEEN_FILE
    if unseen.exists():
        values["unseen_classes"] = json.loads(unseen.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as place:
        whole, small = Path(place) / "float", Path(place) / "int8"
        in_floats = export_float(encoder, whole, config.side, values)
        in_bytes = export_int8(whole, small, photos, values)
        values["parity"] = parity(encoder, in_floats, in_bytes, photos)
        threads = torch.get_num_threads()
        outputs = ("copy", "subject")
        eights = ModelFeatureExtractor(small, outputs, title="int8", threads=threads)
        floats = ModelFeatureExtractor(whole, outputs, title="fp32", threads=threads)
        copies = calibration.copy_table(eights, sets, job)
        subjects = calibration.subject_table(eights, sets, job)
        values["calibration"] = {
            "copy": calibration.as_lists(copies),
            "subject": calibration.as_lists(subjects),
        }
        values["thresholds"] = {
            name: calibration.evaluate_table(copies, eights, originals, sets, job)._asdict()
            for name, originals in (
                ("copies", sets.clothing_validation),
                ("camera_copies", sets.camera),
            )
        }
        untrained = UntrainedFeatureExtractor(config.weights, outputs, side=config.side)
        values["figures"] = [
            *metrics.measure([untrained], sets, job, floats=True),
            *metrics.measure([floats, eights], sets, job),
        ]
        write_card(small, values)
        put_in_place(small, config.out)
    return values


def run(config: DefaultModelConfig, job: Job) -> dict[str, Any]:
    """Return everything; what the model's card says, or the figures of unseen classes."""
    sets = data.open_photo_sets(config.data)
    encoder = setup(config)
    pictures = data.subject_pictures(sets)
    if config.unseen:
        train_subject_branch(config, encoder, pictures, data.unseen_classes(sets), job)
        return measure_unseen(config, encoder, sets, job)
    train_copy_branch(config, encoder, data.copy_pictures(sets, config.seed), job)
    train_subject_branch(config, encoder, pictures, frozenset(), job)
    photos = fit_other_layers(config, encoder, sets, job)
    return write_model(config, encoder.cpu().float().eval(), photos, sets, job)


def measure_unseen(
    config: DefaultModelConfig, encoder: DefaultEncoder, sets: PhotoSets, job: Job
) -> dict[str, Any]:
    """Return the subject codes on the classes left out, beside the untrained features and their
    codes."""
    values = card_values(encoder, "unseen", config.version, config.side)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "unseen"
        export_float(encoder.cpu().float().eval(), folder, config.side, values)
        trained = ModelFeatureExtractor(folder, ("subject",), threads=torch.get_num_threads())
        found = metrics.measure_unseen([trained], sets, job)
    before = metrics.untrained_unseen(config.weights, sets, config.side, job)
    told = {name: {**before[name], **found[name]} for name in found}
    (config.work / UNSEEN_FILE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    log.info("%s", told)
    return told


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


run_with_options = command(DefaultModelConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "default_model"))

"""Make the model that everybody gets, from weights and photo sets to a checked model folder.

    python -m photosearch.training.recipes.default_model --data DATA --work WORK
        --weights efficientnet_lite2-imagenet.safetensors --out models/default

DATA holds clothing.zip, tiny-imagenet-30k.zip, caltech101.zip, flickr-captions.zip,
fashion-products.zip and photos.zip; beside the weights lies imagenet_classes.tsv. Everything that
takes long is kept in WORK: after a kill, the same command goes on.

The network stays as it is; what is made are the layers behind it, each by what was best on sources
that it did not learn from:

- `copy`: whitening within pictures, then trained on pairs of views (`copy_training.py`);
- `regions`: the same of windows, in fewer bits;
- `subject`: ITQ of the features and the probabilities of known classes (`subject_layer.py`);
- `look`: ITQ of statistics of pixels and early maps (`layers.py`);
- `tags`: the network's own classifier.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind
from photosearch.training import console
from photosearch.training.augment import copy_view
from photosearch.training.backbones import feature_session
from photosearch.training.backbones.default_encoder import WIDE_CHANNELS, DefaultEncoder
from photosearch.training.backbones.multi_output import BITS
from photosearch.training.config_options import command, option, settings_of
from photosearch.training.console import Job
from photosearch.training.default_encoder import (
    accuracy,
    calibration,
    compared_answers,
    copy_sets,
    copy_training,
    data,
    layers,
    metrics,
    subject_layer,
)
from photosearch.training.default_encoder.copy_training import CopyConfig
from photosearch.training.default_encoder.data import PhotoSets
from photosearch.training.default_encoder.known_photos import KnownPhotos, extract_features
from photosearch.training.default_encoder.model_folder import (
    card_values,
    export_float,
    export_int8,
    parity,
    put_in_place,
)
from photosearch.training.default_encoder.subject_layer import EvaluationSource
from photosearch.training.default_encoder.views import Views
from photosearch.training.evaluation.feature_extractors import (
    ModelFeatureExtractor,
    UntrainedFeatureExtractor,
)
from photosearch.training.export import write_card
from photosearch.training.fit.device import seed_all
from photosearch.training.recipe_parts.checks import check_bits, check_out_folder, check_weights
from photosearch.training.recipe_parts.options import Seed

log = logging.getLogger(__name__)

CLASSES_FILE = "imagenet_classes.tsv"
_ROOM = 300_000_000
"""Bytes for features, gathered photos and exports."""


@dataclass(frozen=True, slots=True)
class DefaultModelConfig:
    """Fit, train, measure and write the default model."""

    weights: Annotated[Path, option("Weights of EfficientNet-Lite 2: safetensors.")]
    data: Annotated[Path, option("Folder of the photo sets.")]
    work: Annotated[Path, option("Folder for features and checkpoints.")]
    out: Annotated[Path, option("The model folder to write.")]
    side: Annotated[int, option("Of the model's input, 32 k + 1.", min=97)] = 257
    view_side: Annotated[int, option("Of the views that are trained on, 32 k + 1.", min=65)] = 225
    copy_steps: Annotated[int, option("Steps for copies, in hundreds.", min=1)] = 15
    copy_pictures: Annotated[int, option("Pictures per step for copies.", min=2)] = 256
    name: Annotated[str, option("Of the model.")] = "default"
    version: Annotated[str, option("Of the model.")] = "3"
    seed: Seed = 0


def check(config: DefaultModelConfig) -> PhotoSets:
    """Return the photo sets, if all is there that will be needed.

    Raises:
        UserError: something is missing; says what.
    """
    check_weights(str(config.weights))
    accuracy.read_class_numbers(config.weights.parent / CLASSES_FILE)
    for folder in (config.work, config.out):
        check_out_folder(folder, _ROOM)
    sets = data.open_photo_sets(config.data, config.work, config.seed)
    data.labelled_photos(sets)
    pictures = data.copy_pictures(sets, config.seed)
    check_bits(BITS[CodeKind.COPY], photos=len(pictures))
    fitted = sum(map(len, data.fitting_photos(sets)))
    check_bits(BITS[CodeKind.LOOK], photos=fitted)
    views = sum(picture.views for picture in pictures)
    check_out_folder(config.work, _ROOM + views * WIDE_CHANNELS * 2)
    return sets


def setup(config: DefaultModelConfig, concepts: int = 0) -> DefaultEncoder:
    """Make the network as ImageNet left it, with layers for so many concepts."""
    seed_all(config.seed)
    encoder = DefaultEncoder(config.weights, concepts)
    encoder.eval()
    return encoder


def describe_known(
    config: DefaultModelConfig, encoder: DefaultEncoder, sets: PhotoSets, job: Job
) -> tuple[dict[str, KnownPhotos], dict[str, KnownPhotos]]:
    """Return the features of the labelled photos and of those that they are judged by."""
    extract = feature_session.feature_session(encoder, config.side)

    def features(part: str, name: str) -> KnownPhotos:
        photos, labels = parts[part][name]
        file = config.work / f"{part}-{name}.npz"
        return extract_features(photos, labels, extract, config.side, file, job)

    parts = {"known": data.labelled_photos(sets), "judged": data.evaluation_photos(sets)}
    known, judged = ({name: features(part, name) for name in parts[part]} for part in parts)
    return known, judged


def train_copy_layer(
    config: DefaultModelConfig, encoder: DefaultEncoder, sets: PhotoSets, job: Job
) -> None:
    """Train self-supervised: edited copies must find their picture."""
    pictures = data.copy_pictures(sets, config.seed)
    views = Views(config.work / "copy-views.npy", pictures, config.view_side)
    views.make(
        copy_view,
        layers.copy_session(encoder, config.view_side),
        config.seed,
        control=job.control,
        on_progress=job.on_progress,
    )
    copy_training.fit_copy_layer(encoder.copy, views, config.seed)
    how = CopyConfig(steps=config.copy_steps, pictures=config.copy_pictures, seed=config.seed)
    copy_training.train_copies(encoder.copy, views, how, config.work / "copy.pt", job)


def evaluation_sources(
    known: Mapping[str, KnownPhotos], judged: Mapping[str, KnownPhotos]
) -> dict[str, EvaluationSource]:
    """Return who asks whom: photos without labels in `known` are searched by nobody."""
    return {
        name: EvaluationSource(asking, asking if name == "tiny" else known[name])
        for name, asking in judged.items()
    }


def fit_layers(
    config: DefaultModelConfig,
    encoder: DefaultEncoder,
    photos: NDArray[np.uint8],
) -> None:
    """Set the layers that need no gradients, and balance the bits at the model's own side."""
    layers.fit_palette(encoder, photos, config.seed)
    features = feature_session.features_of_images(encoder, photos)
    layers.fit_look(encoder, features, config.seed)
    copy_training.balance(encoder.copy, features["copy"])
    layers.fit_regions(encoder, features, config.seed)


def write_model(
    config: DefaultModelConfig,
    encoder: DefaultEncoder,
    photos: NDArray[np.uint8],
    sets: PhotoSets,
    unseen: Mapping[str, Mapping[str, float]],
    job: Job,
) -> dict[str, Any]:
    """Export in floats and in 8 bits, compare, calibrate, measure, and put in place."""
    values = card_values(encoder, config.name, config.version, config.side)
    values["training"] = {
        "recipe": "photosearch.training.recipes.default_model",
        "config": {name: str(value) for name, value in settings_of(config).items()},
        "data": "The network: ImageNet. Copies: Flickr8k (part), clothing-dataset-small, Fashion "
        "Product Images (part), Tiny-ImageNet, made pictures. Concepts and codes: these and "
        "Caltech-101",
        "protocol": _plain(metrics.__doc__),
    }
    values["unseen_sources"] = {name: dict(row) for name, row in unseen.items()}
    judged = copy_sets.evaluation_set(sets, config.work)
    fitted = copy_sets.calibration_set(sets, config.work)
    checked = data.checked_photos(
        sets, accuracy.read_class_numbers(config.weights.parent / CLASSES_FILE)
    )
    with tempfile.TemporaryDirectory() as place:
        whole, small = Path(place) / "float", Path(place) / "int8"
        in_floats = export_float(encoder, whole, config.side, values)
        measure = partial(accuracy.measure_outputs, photos=checked)
        made = export_int8(whole, small, photos, values, measure)
        values["parity"] = parity(encoder, in_floats, made.encoder, photos)
        values["accuracy"] = {
            "protocol": _plain(accuracy.measure_outputs.__doc__),
            "last_convolutions_in_float": made.last_float,
            "fp32": made.before,
            "int8": made.after,
            "lost": accuracy.lost(made.before, made.after),
        }
        threads = torch.get_num_threads()
        outputs = ("copy", "subject")
        eights = ModelFeatureExtractor(small, outputs, title="int8", threads=threads)
        copies = calibration.copy_table(eights, fitted, job)
        columns, compared = compared_answers.measure_compared(
            eights, copies, copy_sets.comparison_sets(sets, config.work), job
        )
        values["calibration"] = {
            "copy": calibration.as_lists(copies) | columns,
            "subject": calibration.as_lists(calibration.subject_table(eights, sets, job)),
        }
        values["thresholds"] = {
            "copies": calibration.evaluate_table(copies, eights, judged, job)._asdict(),
            "compared": compared,
        }
        untrained = UntrainedFeatureExtractor(config.weights, ("copy",), side=config.side)
        floats = ModelFeatureExtractor(whole, ("copy",), title="fp32", threads=threads)
        values["figures"] = metrics.measure_copies([untrained, floats, eights], judged, job)
        write_card(small, values)
        put_in_place(small, config.out)
    return values


def run(config: DefaultModelConfig, job: Job) -> dict[str, Any]:
    """Return everything; what the model's card says."""
    sets = check(config)
    plain = setup(config)
    known, judged = describe_known(config, plain, sets, job)
    unseen = subject_layer.measure_unseen(
        known, evaluation_sources(known, judged), plain.classifier, config.seed
    )
    log.info("Sources that were left out: %s.", unseen)
    concepts = subject_layer.teach_concepts(known)
    encoder = setup(config, len(concepts.names))
    subject_layer.set_subject_layer(
        encoder.subject, encoder.classifier, known, concepts, config.seed
    )
    seen = subject_layer.measure(
        encoder.subject, encoder.classifier, evaluation_sources(known, judged)
    )
    told = {name: {**row, "this model, 256 bits": seen[name]} for name, row in unseen.items()}
    log.info("Sources that were learned from: %s.", seen)
    train_copy_layer(config, encoder, sets, job)
    encoder.cpu().float().eval()
    photos = data.fitting_images(sets, config.side, job)
    fit_layers(config, encoder, photos)
    return write_model(config, encoder, photos, sets, told, job)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


run_with_options = command(DefaultModelConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "default_model"))

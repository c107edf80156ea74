"""Hash features only: a network as it is, and a hashing method fitted to its features. No training.

    python -m photosearch.training.recipes.features_only --data PHOTOS --out OUT

PHOTOS is a folder or zip file of photos; folders by class are needed for the figures only. This is
the baseline that every training should beat, and takes a minute where training takes hours.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind
from photosearch.training import console
from photosearch.training.backbones.networks import EmbeddingNetwork
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.fit.batches import load_photos
from photosearch.training.fit.device import (
    Device,
    MixedPrecision,
    Precision,
    choose_device,
    seed_all,
)
from photosearch.training.recipe_parts.checks import (
    check_bits,
    check_labelled_recipe,
)
from photosearch.training.recipe_parts.data import Splits
from photosearch.training.recipe_parts.encoding import encode_images
from photosearch.training.recipe_parts.model_folder import export_model, notes, record
from photosearch.training.recipe_parts.options import (
    Bits,
    DeviceChoice,
    FrozenBackboneName,
    LabelledData,
    PrecisionChoice,
    Seed,
    Side,
    Weights,
)
from photosearch.training.recipe_parts.projected import ProjectedNetwork
from photosearch.training.recipe_parts.start import origin_of, start_backbone
from photosearch.training.recipe_parts.validation import outputs, retrieval_metrics


class BinarisationMethod(StrEnum):
    """Name how features become bits, without labels."""

    LSH = "lsh"
    SPECTRAL = "spectral"
    PCA_SIGN = "pca-sign"
    ITQ = "itq"


_PROJECTIONS = (BinarisationMethod.PCA_SIGN, BinarisationMethod.ITQ)
"""Methods that need as many photos and features as bits."""


@dataclass(frozen=True, slots=True)
class FeaturesOnlyConfig:
    """Make a model from a network as it is and a hashing method fitted to your photos."""

    data: LabelledData
    out: Annotated[Path, option("Folder for the model and the figures.")]
    weights: Weights = "pretrained"
    backbone: FrozenBackboneName = "mobilenet_v2"
    pooling: Annotated[str, option("average or gem.")] = "gem"
    method: Annotated[BinarisationMethod, option("How features become bits.")] = (
        BinarisationMethod.ITQ
    )
    bits: Bits = 256
    side: Side = 225
    precision: PrecisionChoice = Precision.FLOAT32
    device: DeviceChoice = Device.AUTO
    seed: Seed = 0


def setup(config: FeaturesOnlyConfig) -> EmbeddingNetwork:
    """Return backbone and pooling; there is nothing else to have an opinion about."""
    seed_all(config.seed)
    return EmbeddingNetwork(start_backbone(config.backbone, config.weights), config.pooling)


def check(config: FeaturesOnlyConfig) -> Splits:
    """Return the photos, if all is there that the method and its export need.

    Raises:
        UserError: something is missing; says what.
    """
    parts = check_labelled_recipe(config.data, config.out, config.weights)
    check_bits(config.bits, photos=len(parts.train) if config.method in _PROJECTIONS else None)
    return parts


def run(config: FeaturesOnlyConfig, job: Job) -> dict[str, float]:
    """Return everything, from photos to a model folder with its figures."""
    parts = check(config)
    embedding = setup(config)
    check_bits(config.bits, features=embedding.dim if config.method in _PROJECTIONS else None)
    device = choose_device(config.device)
    network = MixedPrecision(device, config.precision).runner(embedding.to(device))

    known = load_photos(parts.train, config.side, control=job.control)
    features: NDArray[np.float32] = outputs(network, known.images, config.side)

    folder = config.out / "model"
    encoder = export_model(
        ProjectedNetwork(embedding.cpu(), config.method, features, config.bits, config.seed),
        folder,
        name=f"features-{config.method}",
        side=config.side,
        bits={CodeKind.SUBJECT.value: config.bits},
        origin=origin_of(config.weights),
        training=notes("features_only", config, parts, None),
    )

    held_out = load_photos(parts.validation, config.side, control=job.control)
    values = encode_images(encoder, held_out.images.numpy(), job)
    plain = outputs(network.of(embedding.to(device)), held_out.images, config.side)
    measured = retrieval_metrics(plain, values, held_out.labels.numpy())
    record(config.out, folder, measured)
    return measured


run_with_options = command(FeaturesOnlyConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "features_only"))

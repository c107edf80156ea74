"""Copy detection without labels: a picture is found again after it was cropped, framed, filtered.

    python -m photosearch.training.recipes.copy_detection --data PHOTOS --out OUT

PHOTOS is any folder or zip file with photos; their folders do not matter. Two views of each photo,
mostly the photo as it is and a strongly edited copy, must find each other among all others of the
batch, as values and as codes (the sign with a straight-through gradient), while all keep their
distance from their nearest neighbour. After Pizzi, Roy, Ravindra, Goyal and Douze, "A
Self-Supervised Descriptor for Image Copy Detection", CVPR 2022, with codes in the place of a
whitened descriptor.

The hash layer starts as whitened ITQ: from a random one the training first unlearns what the
features know of copies, and did not get it back. A queue of earlier batches as further negatives
made things worse, too.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Annotated, Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torch.nn import functional

from photosearch.core.codes import CodeKind, pack
from photosearch.core.errors import UserError
from photosearch.core.preprocess import resize
from photosearch.core.query import RgbImage
from photosearch.inference.encoder import Encoder
from photosearch.training import console
from photosearch.training.augment import copy_view
from photosearch.training.backbones.architectures import architecture
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet, open_photo_set
from photosearch.training.evaluation.metrics import copy_metrics, hamming_distances
from photosearch.training.evaluation_edits import EDITS, apply_edit
from photosearch.training.fit.batches import Batch, DecodedBatches, load_photos
from photosearch.training.fit.device import Network, seed_all
from photosearch.training.fit.loop import Batches, TrainResult, TrainStep
from photosearch.training.fit.samplers import Shuffled
from photosearch.training.hashing.layers import linear_of, set_linear
from photosearch.training.hashing.linear import fit_itq
from photosearch.training.losses import CopyLoss
from photosearch.training.recipe_parts.checks import check_bits, check_out_folder, check_weights
from photosearch.training.recipe_parts.copy_network import CopyNetwork, ExportedNetwork
from photosearch.training.recipe_parts.data import VALIDATION_EVERY, Splits, named_splits
from photosearch.training.recipe_parts.fine_tuning import FineTuningOptions, fine_tune
from photosearch.training.recipe_parts.model_folder import export_model, notes, record
from photosearch.training.recipe_parts.options import BackboneRate, WeightDecay
from photosearch.training.recipe_parts.start import origin_of, start_backbone
from photosearch.training.recipe_parts.validation import outputs

_LEAST = 10
_MARGIN = 1.5
"""Photos are kept larger than the views, which may show a small part of them."""
_UNTOUCHED = 0.85
"""Chance that the first of two views is the photo as it is."""
_OTHERS = 64
"""Photos that may lie behind or beside a copy."""
_MOST_FITTED = 4000
_BATCH = 32
_OUTPUTS = (CodeKind.COPY.value, CodeKind.SUBJECT.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyDetectionConfig(FineTuningOptions):
    """Train a network to know a picture again after any edit, from photos without labels."""

    data: Annotated[Path, option("Folder or zip file with photos.")]
    photos: Annotated[int, option("Photos in a batch, two views each.", min=2)] = 48
    temperature: Annotated[float, option("Of the contrastive losses.")] = 0.07
    codes: Annotated[float, option("Weight of the loss on codes.", min=0)] = 1.5
    spread: Annotated[float, option("Weight of the distance to the nearest neighbour.", min=0)] = (
        0.8
    )
    judged: Annotated[int, option("Held-out photos whose copies are looked for.", min=1)] = 64
    learning_rate: Annotated[float, option("At its highest.")] = 3e-4
    backbone_rate: BackboneRate = 1.0
    weight_decay: WeightDecay = 0.03


class HeldOut(NamedTuple):
    """Hold photos that took no part in training, and edited copies of some."""

    photos: Tensor
    """(n, side, side, 3) uint8, those with copies first."""
    copies: Tensor
    """(q, side, side, 3) uint8."""
    originals: NDArray[np.int64]
    """(q,) places in `photos`."""


def open_unlabelled(archive: Path) -> Splits:
    """Return photos to train on and photos to choose by, whatever folders they lie in.

    Raises:
        UserError: there are no photos, or too few.
    """
    whole = open_photo_set(archive)
    chosen = whole.take(VALIDATION_EVERY, VALIDATION_EVERY - 1)
    parts = named_splits(archive, whole) or Splits(whole.without(chosen), chosen)
    if len(parts.train) < _LEAST or len(parts.validation) < 2:
        raise UserError.in_words(
            f"{archive} has {len(whole)} photos, too few to learn copies from.",
            f"Give a folder or zip file with at least {2 * _LEAST} photos.",
        )
    return parts


def open_batches(config: CopyDetectionConfig, photos: PhotoSet, job: Job) -> Batches:
    """Return two views of each photo, edited while the network works on the batch before."""
    kept = round(config.side * _MARGIN)
    near = photos.take(max(1, len(photos) // _OTHERS))
    loaded = load_photos(near, config.side, control=job.control).images.numpy()
    others = [Image.fromarray(image) for image in loaded[:_OTHERS]]

    def prepare(rgb: RgbImage, rng: Random) -> list[RgbImage]:
        photo = Image.fromarray(_at_most(rgb, kept))
        first = photo if rng.random() < _UNTOUCHED else copy_view(photo, rng, others)
        views = (first, copy_view(photo, rng, others))
        return [resize(np.asarray(view), config.side, config.side) for view in views]

    sampler = Shuffled(len(photos), config.photos, config.seed)
    return DecodedBatches(photos, sampler, prepare, seed=config.seed, short_side=kept)


def hold_out(config: CopyDetectionConfig, photos: PhotoSet, job: Job) -> HeldOut:
    """Return the photos of the validation part, and copies of the first ones by the protocol's
    edits."""
    first = replace(photos, members=photos.members[: config.judged])
    large = load_photos(first, round(config.side * _MARGIN), control=job.control).images.numpy()
    copies = [
        resize(apply_edit(name, image), config.side, config.side)
        for image in large
        for name in EDITS
    ]
    # Unreadable photos are left out of both, so that places agree.
    searched = load_photos(photos, config.side, control=job.control).images
    return HeldOut(
        searched, torch.from_numpy(np.stack(copies)), np.repeat(np.arange(len(large)), len(EDITS))
    )


def setup(config: CopyDetectionConfig, known: Tensor) -> CopyNetwork:
    """Return the network, its layer fitted to `known` (n, side, side, 3) uint8 by whitened ITQ.

    Raises:
        UserError: fewer photos or features than bits; or see `start_backbone`.
    """
    seed_all(config.seed)
    network = CopyNetwork(start_backbone(config.backbone, config.weights), config.bits)
    network.eval()
    with torch.no_grad():
        rows = network.features(_means(network, known))
        fitted = fit_itq(rows.numpy(), config.bits, whitening=1.0, seed=config.seed)
        set_linear(network.layer, *fitted)
        values = network.layer(rows)
        network.balance.running_mean.copy_(values.mean(0))
        network.balance.running_var.copy_(values.var(0))
    return network


def train(
    config: CopyDetectionConfig, network: CopyNetwork, batches: Batches, held_out: HeldOut, job: Job
) -> TrainResult:
    """Teach `network`, stopping when held-out copies no longer find their photo any better."""
    loss = CopyLoss(config.temperature, config.codes, config.spread)

    def step(network: Network, batch: Batch, _moment: TrainStep) -> Tensor:
        return loss(network(network.moved(batch.images)), network.moved(batch.places))

    def validate(network: Network) -> float:
        searched = outputs(network, held_out.photos, config.side)
        asked = outputs(network, held_out.copies, config.side)
        return _figures(asked, searched, held_out.originals)["copies_uap"]

    return fine_tune(config, network, batches, step, validate, job, backbone="backbone")


def evaluate(encoder: Encoder, held_out: HeldOut, job: Job) -> dict[str, float]:
    """Return held-out copies look for their photos by the exported `copy` codes."""
    searched = _encode(encoder, held_out.photos.numpy(), job)
    return _figures(_encode(encoder, held_out.copies.numpy(), job), searched, held_out.originals)


def export(
    config: CopyDetectionConfig, network: CopyNetwork, known: Tensor, training: Mapping[str, Any]
) -> Encoder:
    """Write the model folder, checked before it is put in place.

    Raises:
        ModelError: the exported file does not compute what `network` does.
    """
    network = network.cpu().float().eval()
    with torch.no_grad():
        rows = functional.normalize(_means(network, known)).numpy()
    subject = linear_of(*fit_itq(rows, config.bits, seed=config.seed))
    return export_model(
        ExportedNetwork(network, subject),
        config.out / "model",
        name="copy-detection",
        side=config.side,
        bits=dict.fromkeys(_OUTPUTS, config.bits),
        origin=origin_of(config.weights),
        training=training,
    )


def check(config: CopyDetectionConfig) -> Splits:
    """Return the photos, if all is there that the training and its export need.

    Raises:
        UserError: something is missing; says what.
    """
    check_out_folder(config.out)
    check_weights(config.weights)
    parts = open_unlabelled(config.data)
    features = architecture(config.backbone).channels[-1]
    check_bits(config.bits, photos=len(_fitted_to(parts.train)), features=features)
    return parts


def run(config: CopyDetectionConfig, job: Job) -> dict[str, float]:
    """Return everything, from photos to a model folder with its figures."""
    parts = check(config)
    held_out = hold_out(config, parts.validation, job)
    some = _fitted_to(parts.train)
    known = load_photos(some, config.side, control=job.control).images
    network = setup(config, known)
    fitted = train(config, network, open_batches(config, parts.train, job), held_out, job)
    training = {
        **notes("copy_detection", config, parts, fitted),
        "data": f"{len(parts.train)} photos, no labels",
        "protocol": f"copies of {len(held_out.originals) // len(EDITS)} held-out photos by "
        f"{len(EDITS)} edits look among {len(held_out.photos)} held-out photos; the epoch was "
        "chosen by the same ones",
    }
    encoder = export(config, network, known, training)
    measured = evaluate(encoder, held_out, job)
    record(config.out, config.out / "model", measured)
    return measured


def _figures(
    asked: NDArray[np.float32], searched: NDArray[np.float32], originals: NDArray[np.int64]
) -> dict[str, float]:
    found = copy_metrics(hamming_distances(pack(asked), pack(searched)), originals)
    return {
        "copies_uap": round(found.micro_ap, 4),
        "copies_recall_at_90": round(found.recall_at_90, 4),
        "copies_r1": round(found.recall_at_1, 4),
    }


def _fitted_to(photos: PhotoSet) -> PhotoSet:
    """Return the photos that the layers begin with."""
    return photos.take(-(-len(photos) // _MOST_FITTED))


def _means(network: CopyNetwork, images: Tensor) -> Tensor:
    """Return the means of all `images` (n, side, side, 3)."""
    starts = range(0, len(images), _BATCH)
    return torch.cat([network.means(images[start : start + _BATCH]) for start in starts])


def _encode(encoder: Encoder, images: NDArray[np.uint8], job: Job) -> NDArray[np.float32]:
    rows = []
    for start in range(0, len(images), _BATCH):
        job.control.checkpoint()
        rows.append(encoder.encode(images[start : start + _BATCH])[CodeKind.COPY.value])
    return np.concatenate(rows)


def _at_most(rgb: RgbImage, short: int) -> RgbImage:
    """Return `rgb` made smaller, if need be, to `short` pixels on the short side."""
    height, width = rgb.shape[:2]
    share = short / min(height, width)
    return rgb if share >= 1 else resize(rgb, round(width * share), round(height * share))


run_with_options = command(CopyDetectionConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "copy_detection"))

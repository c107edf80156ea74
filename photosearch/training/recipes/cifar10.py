"""Train and measure on CIFAR-10, split 1: central similarity quantisation with everything trained.

    python -m photosearch.training.recipes.cifar10 --weights F.safetensors --data DATA --out OUT

The protocol: per class, names in order, queries are the first 100 of `test/`, training images the
first 500 of `train/`; the database is all the other 54,000. Mean average precision over the whole
ranked database by Hamming distance, as the expected value over all orders of equal distances. No
query and no database image is used for training or for choosing; the result is the last epoch's
moving average. To choose options, hold a tenth of the training images out with `--hold-out`: then
only that tenth is measured.

Central codes are so sure of themselves that thousands of images have the very code of a class, and
which of them are more probably right is lost. So at the end the hash layer alone learns the order
of answers: FastAP (`losses/fast_ap.py`) on views of the training images, the network left as it is.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.core.codes import CodeKind, pack
from photosearch.core.errors import UserError
from photosearch.core.jobs import RateMeter
from photosearch.core.message_codes import in_words
from photosearch.inference.encoder import Encoder
from photosearch.training import console
from photosearch.training.backbones.networks import EmbeddingNetwork, HashNetwork
from photosearch.training.config_options import command, option, settings_of
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet, open_photo_set, require_classes
from photosearch.training.evaluation.metrics import (
    cosine_distances,
    hamming_distances,
    mean_average_precision,
)
from photosearch.training.fit.batch_views import BatchViews, mixed, random_views
from photosearch.training.fit.batches import Batch, CachedBatches, LoadedPhotos, load_photos
from photosearch.training.fit.device import Network, choose_device, seed_all
from photosearch.training.fit.loop import TrainResult, TrainStep, fit
from photosearch.training.fit.samplers import Shuffled
from photosearch.training.losses import (
    CSQLoss,
    FastAPLoss,
    QuantisationLoss,
    sign_straight_through,
)
from photosearch.training.recipe_parts.checks import check_bits, check_out_folder, check_weights
from photosearch.training.recipe_parts.encoding import encode_images
from photosearch.training.recipe_parts.model_folder import export_model, record
from photosearch.training.recipe_parts.options import (
    AverageDecay,
    BackboneName,
    LoopOptions,
    Smoothing,
    WeightDecay,
    Weights,
)
from photosearch.training.recipe_parts.start import origin_of, start_backbone

log = logging.getLogger(__name__)

SIDE = 32
"""Of CIFAR's images; they are kept so in memory and enlarged batch by batch."""
HOLD_OUT_EVERY = 10
_PLAIN = BatchViews()
_RICH = BatchViews(hole=0.35, tilt_degrees=8)
_ORDER_VIEWS = 2
"""Of each training image, plain ones, that the order of answers is learned from. Views that the
network errs on, and 2,000 steps, ranked such views of training images better, by 0.025, but images
that were never seen worse, by 0.006."""
_ORDER_BATCH = 128
_ORDER_RATE = 3e-3
_ORDER_QUANTISATION = 0.1
"""Weight of the quantisation loss beside FastAP."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cifar10Config(LoopOptions):
    """Train a CIFAR-10 hash on 5,000 images and measure it on the 54,000 of split 1."""

    weights: Weights
    data: Annotated[
        Path, option("Folder of cifar10.zip, or the zip file (train/CLASS/, test/CLASS/).")
    ]
    backbone: BackboneName = "mobilenet_v2"
    frozen: Annotated[
        int, option("First blocks of the backbone that are not trained: they cost most.", min=0)
    ] = 0
    bits: Annotated[int, option("Length of the codes, a multiple of 8.", min=8, max=512)] = 64
    sides: Annotated[tuple[int, ...], option("Input sides in pixels, one after the other.")] = (
        97,
        129,
        161,
    )
    epochs: Annotated[tuple[int, ...], option("Epochs at each of the sides.")] = (10, 10, 6)
    encode_side: Annotated[int, option("Input side of the exported model.", min=16)] = 161
    mirrored: Annotated[bool, option("Average each image's values with its mirror image's.")] = True
    batch: Annotated[int, option("Images per step.", min=2)] = 50
    learning_rate: Annotated[float, option("Of the network, at its highest.")] = 4e-4
    head_rate: Annotated[float, option("How many times that the hash layer learns.")] = 5.0
    weight_decay: WeightDecay = 0.02
    dropout: Annotated[
        float, option("Of the features in front of the hash layer.", min=0, max=0.9)
    ] = 0.2
    smoothing: Smoothing = 0.1
    order_steps: Annotated[
        int, option("Steps in which the hash layer learns the order of answers; 0: none.", min=0)
    ] = 300
    mixup: Annotated[
        float, option("Beta parameter of blending two images; 0 never blends.", min=0)
    ] = 0.2
    cutmix: Annotated[float, option("Beta parameter of pasting a part; 0 never pastes.", min=0)] = (
        1.0
    )
    mix_chance: Annotated[
        float, option("That a batch is blended or pasted into.", min=0, max=1)
    ] = 0.5
    plain_epochs: Annotated[int, option("Last epochs without mixing and holes.", min=0)] = 2
    average_decay: AverageDecay = 0.998
    per_class: Annotated[
        int, option("Training images of each class; the protocol has 500.", min=2)
    ] = 500
    queries: Annotated[int, option("Queries of each class; the protocol has 100.", min=1)] = 100
    hold_out: Annotated[
        bool, option("Measure on a tenth of the training images, and on nothing else.")
    ] = False


_FREE = ("frozen", "order_steps", "queries", "encode_side", "mirrored")
"""Further options that a checkpoint need not share: they do not change the training, or (what is
frozen) the loop compares them itself."""


@dataclass(frozen=True, slots=True)
class Cifar10Split:
    """Say who is what in split 1."""

    training: PhotoSet
    queries: PhotoSet
    database: PhotoSet


def split_1(archive: Path, per_class: int, queries: int) -> Cifar10Split:
    """Return the images of the protocol.

    Raises:
        UserError: the archive is missing, or has too few images.
    """
    train, test = open_photo_set(archive, "train"), open_photo_set(archive, "test")
    training, asked = train.first_of_each(per_class), test.first_of_each(queries)
    database = train.without(training).plus(test.without(asked))
    if not len(database) or train.classes != test.classes:
        raise UserError.in_words(
            f"{archive} is not CIFAR-10 with its classes in both train/ and test/.",
            "Give the zip file of the whole set with --data.",
        )
    require_classes(training)
    return Cifar10Split(training, asked, database)


def choosing_split(training: PhotoSet) -> Cifar10Split:
    """Return the training images alone: a tenth of each class is held out, half asks, half
    answers."""
    part, held_out = training.split(HOLD_OUT_EVERY)
    return Cifar10Split(part, held_out.take(2), held_out.take(2, 1))


def setup(config: Cifar10Config) -> HashNetwork:
    """Return pretrained backbone, mean over the feature map, dropout, one linear layer to the
    bits."""
    seed_all(config.seed)
    embedding = EmbeddingNetwork(start_backbone(config.backbone, config.weights))
    embedding.linear = nn.Dropout(config.dropout)
    return HashNetwork(embedding, config.bits)


def train(
    config: Cifar10Config, network: HashNetwork, photos: LoadedPhotos, loss: CSQLoss, job: Job
) -> TrainResult:
    """Teach `network` to bring the images of each class to the class's centre."""
    side_of = [
        side
        for side, epochs in zip(config.sides, config.epochs, strict=True)
        for _ in range(epochs)
    ]
    classes = len(photos.classes)
    backbone = network.embedding.backbone
    blocks = [block for stage in backbone.architecture.stages for block in stage]
    # Half of the time of a step is spent on the gradients of the first four of MobileNetV2. Without
    # them, three epochs at 97 px gave 0.744 of the held-out images' classes instead of 0.788.
    frozen = [f"embedding.backbone.network.{block}." for block in blocks[: config.frozen]]

    def step(network: Network, batch: Batch, moment: TrainStep) -> Tensor:
        last = moment.epoch >= len(side_of) - config.plain_epochs
        originals, labels = network.moved(batch.images), network.moved(batch.labels)
        images = random_views(originals, side_of[moment.epoch], _PLAIN if last else _RICH)
        targets = functional.one_hot(labels, classes).float()
        targets = targets * (1 - config.smoothing) + config.smoothing / classes
        images, targets = mixed(
            images,
            targets,
            mixup=config.mixup,
            cutmix=config.cutmix,
            chance=0.0 if last else config.mix_chance,
        )
        return loss(network(images), targets)

    return fit(
        network,
        CachedBatches(photos, Shuffled(len(photos), config.batch, config.seed)),
        step,
        config.fit_config(
            epochs=len(side_of),
            learning_rate=config.learning_rate,
            rate_factors={"hash": config.head_rate, **dict.fromkeys(frozen, 0.0)},
        ),
        checkpoint=config.checkpoint(*_FREE),
        on_progress=job.on_progress,
        control=job.control,
        cost=lambda epoch: float(side_of[epoch] ** 2),
    )


def learn_order(
    config: Cifar10Config, network: HashNetwork, photos: LoadedPhotos, centres: Tensor, job: Job
) -> None:
    """Teach the hash layer of `network`, in place, to rank images of a class before others.

    What it sees are the products of the values with the classes' centres: what the network knows of
    the class. So it becomes one layer from these to the bits behind the layer that it was.

    Args:
        config: how many steps, and the side that images are encoded at.
        network: trained, on the processor.
        photos: the training images.
        centres: (classes, bits) of the loss.
        job: who is told and may cancel.
    """
    torch.manual_seed(config.seed)
    told = centres - centres.mean(0)
    meter, total = RateMeter(), _ORDER_VIEWS * len(photos)
    seen: list[Tensor] = []
    with torch.no_grad():
        for images in photos.images.repeat(_ORDER_VIEWS, 1, 1, 1).split(config.batch):
            job.control.checkpoint()
            views = random_views(images, config.encode_side, _PLAIN)
            seen.append(network(views) @ told.T)
            done = sum(map(len, seen))
            job.on_progress(meter.progress(in_words("Learning the order"), done, total))
    products, labels = torch.cat(seen), photos.labels.repeat(_ORDER_VIEWS)
    told, products = told / products.std(), products / products.std()
    layer = nn.Linear(*told.shape)
    layer.weight.data, layer.bias.data = centres.T.clone(), torch.zeros(config.bits)
    ranking, quantisation = FastAPLoss(config.bits // 2), QuantisationLoss()
    optimiser = torch.optim.Adam(layer.parameters(), _ORDER_RATE)
    for _ in range(config.order_steps):
        job.control.checkpoint()
        places = torch.randint(len(products), (_ORDER_BATCH,))
        relaxed = layer(products[places]).tanh()
        lacking = ranking(sign_straight_through(relaxed), labels[places])
        optimiser.zero_grad()
        (lacking + _ORDER_QUANTISATION * quantisation(relaxed)).backward()
        optimiser.step()
    both = layer.weight.data @ told
    network.hash.bias.data = both @ network.hash.bias.data + layer.bias.data
    network.hash.weight.data = both @ network.hash.weight.data


def evaluate(
    config: Cifar10Config,
    encoder: Encoder,
    split: Cifar10Split,
    classes: tuple[str, ...],
    centres: Tensor,
    job: Job,
) -> dict[str, float]:
    """Return mAP over the whole database by Hamming distance and by cosine of the values."""
    queries = load_photos(split.queries, SIDE, classes=classes, control=job.control)
    database = load_photos(split.database, SIDE, classes=classes, control=job.control)
    asked, answers = (
        encode_images(
            encoder, part.images.numpy(), job, stage=f"Encoding {name}", mirrored=config.mirrored
        )
        for part, name in ((queries, "queries"), (database, "the database"))
    )
    labels = queries.labels.numpy(), database.labels.numpy()
    by_bits = hamming_distances(pack(asked), pack(answers))
    nearest = (asked @ centres.numpy().T).argmax(axis=1)
    return {
        "map_hamming": round(mean_average_precision(by_bits, *labels), 4),
        "map_float": round(mean_average_precision(cosine_distances(asked, answers), *labels), 4),
        "accuracy": round(float((nearest == labels[0]).mean()), 4),
        "queries": len(queries),
        "database": len(database),
    }


def run(config: Cifar10Config, job: Job) -> dict[str, float]:
    """Return everything, from weights and images to a model folder with its figures."""
    if len(config.sides) != len(config.epochs):
        raise UserError.in_words(
            f"There are {len(config.sides)} sides but {len(config.epochs)} numbers of epochs.",
            "Give as many numbers to --sides as to --epochs.",
        )
    check_out_folder(config.out)
    check_weights(config.weights)
    check_bits(config.bits)
    archive = config.data / "cifar10.zip" if config.data.is_dir() else config.data
    split = split_1(archive, config.per_class, config.queries)
    if config.hold_out:
        split = choosing_split(split.training)
    network = setup(config)
    photos = load_photos(split.training, SIDE, control=job.control)
    loss = CSQLoss(config.bits, len(photos.classes), config.seed)
    loss.to(choose_device(config.device))
    fitted = train(config, network, photos, loss, job)
    centres = loss.centres.cpu()
    if config.order_steps:
        learn_order(config, network.cpu(), photos, centres, job)
    folder = config.out / "model"
    encoder = export_model(
        network,
        folder,
        name="cifar10",
        side=config.encode_side,
        bits={CodeKind.SUBJECT.value: config.bits},
        origin=origin_of(config.weights),
        training=training_notes(config, fitted),
    )
    figures = evaluate(config, encoder, split, photos.classes, centres, job)
    record(config.out, folder, figures)
    return figures


def training_notes(config: Cifar10Config, fitted: TrainResult) -> dict[str, Any]:
    """Return what model.toml says about the training."""
    held_out = "; one tenth of them held out and measured on" if config.hold_out else ""
    return {
        "recipe": "photosearch.training.recipes.cifar10",
        "seed": config.seed,
        "data": f"CIFAR-10 split 1, {config.per_class} training images per class{held_out}",
        "protocol": " ".join((__doc__ or "").split("\n\n")[2].split()),
        "config": {name: str(value) for name, value in settings_of(config).items()},
        "last_loss": round(fitted.history[-1].loss, 4),
    }


run_with_options = command(Cifar10Config, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "cifar10"))

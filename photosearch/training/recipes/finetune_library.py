"""Fit an encoder to your own photos: a library in, a model folder out that it can switch to.

    photosearch-train finetune-library --name my-photos
    photosearch model use my-photos

Only the last layers of `copy` and `subject` learn, a thousandth of the encoder's work: the rest of
its graph stays bit for bit what it was, so that every other output does, too, and the codes cost
what they cost before. What is in front of these layers is computed once for each photo and some
edited views of it; then training takes seconds. `copy` learns from the edits, as in
`copy_detection.py`. `subject` learns to keep what the float features find alike in the bits it has,
and to draw together what shares a folder or keyword, and what the user said belongs together.
Photos with stars are drawn more often.

What the model knows of words is taken along to the new codes (`library_tuning/carried_words.py`).

A new layer is kept only if it is better than the one before on photos that it has never seen, and
no worse on pictures that the program draws (`general_set.py`); without any, no model is written.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from onnx import ModelProto

from photosearch import paths, settings_file
from photosearch.core.codes import CodeKind
from photosearch.core.errors import UserError
from photosearch.core.model_card import ModelCard
from photosearch.inference.models import load_card, locate_model, verify
from photosearch.inference.pool import ProcessPool
from photosearch.library.roots.scanner import extended_path
from photosearch.settings import Settings
from photosearch.training import console
from photosearch.training.config_options import command, option, settings_of
from photosearch.training.console import Job
from photosearch.training.evaluation_edits import EDITS
from photosearch.training.library_tuning import metrics, tuned_model
from photosearch.training.library_tuning.carried_words import maps_between
from photosearch.training.library_tuning.feature_task import FeatureTask, start_extractor
from photosearch.training.library_tuning.features import FeatureCache, FeatureTable
from photosearch.training.library_tuning.general_set import general_pictures
from photosearch.training.library_tuning.layer_training import (
    ViewBatches,
    copy_loss,
    subject_loss,
    train_layer,
)
from photosearch.training.library_tuning.library_photos import (
    LibraryPhoto,
    read_library,
    read_thumbnails,
    split,
)
from photosearch.training.library_tuning.metrics import EvaluationSet
from photosearch.training.library_tuning.output_layers import (
    OutputLayer,
    expose_features,
    find_layer,
    load_graph,
)
from photosearch.training.library_tuning.weak_labels import LabelledBatches, weak_labels
from photosearch.training.recipe_parts.checks import check_out_folder

log = logging.getLogger(__name__)

_LEAST_GAIN = 0.002
"""By how much the mean of the figures must rise: less may be luck."""
_MOST_WORSE = 0.005
"""By how much it may fall on the general set, which is small: a picture more or less."""
_MOST_LOST = 0.03
"""How much of the features' neighbours `subject` may give up for folders and keywords."""
_GROUPS, _MEMBERS = 16, 6
_ROOM = 200_000_000
"""Bytes that the features of thousands of photos and the new model take."""
_FREE = ("library", "name", "start_from", "work", "models", "workers")


@dataclass(frozen=True, slots=True)
class FinetuneLibraryConfig:
    """Fit an encoder to the photos of your library, as a new model to switch to."""

    library: Annotated[
        Path | None,
        option("Folder of the library; your own unless given.", envvar="PHOTOSEARCH_LIBRARY"),
    ] = None
    name: Annotated[str, option("Of the new model.")] = "my-photos"
    start_from: Annotated[
        str | None, option("Name or folder of a model; the one that the library uses unless given.")
    ] = None
    photos: Annotated[int, option("Learn from so many photos at most.", min=60)] = 4000
    views: Annotated[int, option("Edited views of each photo.", min=1, max=20)] = 3
    labels: Annotated[bool, option("Learn from folders, keywords and your answers, too.")] = True
    epochs: Annotated[int, option("Rounds over the photos at most.", min=1)] = 40
    patience: Annotated[int, option("Rounds without progress after which to stop.", min=0)] = 8
    learning_rate: Annotated[float, option("As a share of the weights' size.")] = 0.02
    batch: Annotated[int, option("Photos in a batch.", min=2)] = 128
    models: Annotated[
        Path | None, option("Folder to put the model into; where yours belong unless given.")
    ] = None
    work: Annotated[
        Path | None, option("Folder for what is kept to go on after an interruption.")
    ] = None
    workers: Annotated[
        int | None, option("Worker processes; as the settings say unless given.", min=1)
    ] = None
    seed: Annotated[int, option("Of everything random.")] = 0


@dataclass(frozen=True, slots=True, eq=False)
class Tuning:
    """What one run works on."""

    settings: Settings
    library: Path
    start: Path
    """Folder of the model that is started from."""
    card: ModelCard
    graph: ModelProto
    layers: Mapping[str, OutputLayer]
    """By output, those that will learn."""
    work: Path
    target: Path


@dataclass(frozen=True, slots=True, eq=False)
class TuningPhotos:
    """A part of the library's photos, with their features."""

    known: tuple[LibraryPhoto, ...]
    features: FeatureTable


def setup(config: FinetuneLibraryConfig) -> tuple[Tuning, tuple[LibraryPhoto, ...]]:
    """Return the library's photos, and the layers of the model to start from."""
    target = (config.models or paths.user_models_folder()) / config.name
    tuned_model.require_free(config.name, target)
    work = config.work or paths.user_models_folder().parent / "training" / config.name
    for folder in (target.parent, work):
        check_out_folder(folder, _ROOM)
    settings = settings_file.load(paths.settings_file())
    library = (config.library or paths.default_library()).expanduser().absolute()
    source = read_library(library, settings, config.photos, config.seed)
    start = locate_model(config.start_from) if config.start_from else source.model
    if start is None:
        raise UserError.in_words(
            "The encoder that made this library's codes is gone.",
            "Name a model to start from with --start-from, for example default.",
        )
    card = load_card(start)
    verify(start, card)
    graph = load_graph(start / card.file)
    kinds = [kind.value for kind in (CodeKind.COPY, CodeKind.SUBJECT) if kind in card.bits]
    layers = {kind: find_layer(graph, kind) for kind in kinds}
    return Tuning(settings, library, start, card, graph, layers, work, target), source.photos


def extract_features(
    config: FinetuneLibraryConfig, tuning: Tuning, photos: Sequence[LibraryPhoto], job: Job
) -> list[TuningPhotos]:
    """Return the features of the training, choosing and judging parts and of the general set."""
    tuning.work.mkdir(parents=True, exist_ok=True)
    opened = expose_features(tuning.graph, tuning.layers.values()).SerializeToString()
    graph = tuning.work / "features.onnx"
    graph.write_bytes(opened)
    tensors = list(dict.fromkeys(layer.features for layer in tuning.layers.values()))
    settings = tuning.settings
    workers = config.workers or settings.workers or os.cpu_count() or 1

    def make_pool(tasks: int) -> Any:
        return ProcessPool(
            start_extractor,
            (graph, tensors, tuning.card, settings),
            workers=max(1, min(workers, tasks)),
            # One photo here is many: its views and edits.
            timeout_s=settings.file_timeout_s * 4,
            memory_mb=settings.worker_memory_mb,
        )

    cache = FeatureCache(
        tuning.work / "features",
        f"{tuning.card.model_id} {hashlib.sha256(opened).hexdigest()} {EDITS.keys()}",
        make_pool,
        partial(_thumbnails, tuning.library, settings),
    )
    parts = split(photos, config.seed)
    made = []
    for stage, part, views, judged in (
        ("Looking at photos to learn from", parts.training, config.views, False),
        ("Looking at photos to choose by", parts.choosing, 0, True),
        ("Looking at photos to judge by", parts.judging, 0, True),
        ("Looking at pictures of no library", general_photos(), 0, True),
    ):
        tasks = [
            FeatureTask(
                one.photo_id,
                one.content_id,
                b"" if one.path is None else os.fsencode(extended_path(one.path)),
                views=views,
                judged=judged,
                seed=config.seed,
            )
            for one in part
        ]
        features = cache.get(tasks, stage, job)
        known = {one.photo_id: one for one in part}
        made.append(TuningPhotos(tuple(known[one] for one in features.photos.tolist()), features))
    return made


def evaluation_part(
    config: FinetuneLibraryConfig,
    layer: OutputLayer,
    asking: TuningPhotos,
    others: Sequence[TuningPhotos],
) -> EvaluationSet:
    """Return what `layer` is judged by: the photos `asking` look among themselves and `others`."""
    rows = [part.features.rows[layer.features] for part in (asking, *others)]
    known = [one for part in (asking, *others) for one in part.known]
    together = None
    if config.labels and (labels := weak_labels(known)):
        together = labels.together(range(len(asking.known)), range(len(known)))
    return EvaluationSet(np.concatenate([part[:, 0] for part in rows]), rows[0][:, 1:], together)


def evaluation_metrics(layer: OutputLayer, judged: EvaluationSet) -> dict[str, float]:
    """Return what a layer is for, in numbers from 0 to 1."""
    found = (
        metrics.evaluate_copies if layer.output == CodeKind.COPY else metrics.evaluate_neighbours
    )
    return found(layer, judged)


def train(
    config: FinetuneLibraryConfig,
    tuning: Tuning,
    layer: OutputLayer,
    parts: Sequence[TuningPhotos],
    job: Job,
) -> OutputLayer:
    """Return `layer` after training, as good on the choosing part as it ever was."""
    training, choosing, _ = parts
    rows = training.features.rows[layer.features]
    judged = evaluation_part(config, layer, choosing, [training])
    start = evaluation_metrics(layer, judged)

    def validate(now: OutputLayer) -> float:
        found = evaluation_metrics(now, judged)
        # What would be given up in the end does not win on the way.
        return metrics.score(found) - max(0.0, _lost(start, found) - _MOST_LOST / 2)

    labels = weak_labels(training.known) if config.labels else None
    if layer.output == CodeKind.COPY:
        batches, loss = ViewBatches(rows, config.batch, config.seed), copy_loss(layer)
    else:
        labelled = None
        if labels:
            log.info("Weak labels: %s.", " and ".join(labels.names))
            stars = np.array([1.0 + one.rating for one in training.known])
            labelled = LabelledBatches(
                labels, stars, _GROUPS, _MEMBERS, max(1, len(rows) // config.batch), config.seed
            )
        batches = ViewBatches(rows, config.batch, config.seed, labelled)
        loss = subject_loss(rows[:, 0].mean(0))
    told = "".join(f"{photo.photo_id} {photo.content_id.hex()}\n" for photo in training.known)
    trained, _ = train_layer(
        layer,
        batches,
        loss,
        validate,
        epochs=config.epochs,
        patience=config.patience,
        learning_rate=config.learning_rate,
        checkpoint=tuning.work / f"{layer.output}.pt",
        settings={
            **settings_of(config, besides=_FREE),
            "model": tuning.card.model_id,
            "photos": hashlib.sha256(told.encode()).hexdigest(),
        },
        seed=config.seed,
        job=job,
    )
    return trained


def is_better(before: Mapping[str, float], after: Mapping[str, float]) -> bool:
    """Tell whether a layer is worth to be kept, by its figures on the judging part."""
    gain = metrics.score(dict(after)) - metrics.score(dict(before))
    return gain >= _LEAST_GAIN and _lost(before, after) <= _MOST_LOST


def is_no_worse(before: Mapping[str, float], after: Mapping[str, float]) -> bool:
    """Tell whether a layer still knows what it knew, by its figures on the general set."""
    return metrics.score(dict(before)) - metrics.score(dict(after)) <= _MOST_WORSE


def evaluate(
    config: FinetuneLibraryConfig,
    before: OutputLayer,
    after: OutputLayer,
    parts: Sequence[TuningPhotos],
) -> tuple[dict[str, float], dict[str, float]]:
    """Measure both layers by photos that neither learned from nor was chosen by."""
    training, choosing, judged_photos = parts
    judged = evaluation_part(config, before, judged_photos, [training, choosing])
    return evaluation_metrics(before, judged), evaluation_metrics(after, judged)


def export(
    config: FinetuneLibraryConfig,
    tuning: Tuning,
    layers: Sequence[OutputLayer],
    rows: Mapping[str, Mapping[str, float]],
    parts: Sequence[TuningPhotos],
) -> None:
    """Write the new model folder, if it passes its checks."""
    training, choosing, judged_photos = parts
    calibration = {}
    for layer in layers:
        if layer.output == CodeKind.COPY:
            judged = evaluation_part(config, layer, choosing, [training])
            calibration[layer.output] = metrics.evaluate_calibration(layer, judged)
    labels = weak_labels(training.known) if config.labels else None
    values = {
        "name": config.name,
        "version": "1",
        "calibration": calibration,
        "training": {
            "recipe": "photosearch.training.recipes.finetune_library",
            "config": {k: str(v) for k, v in settings_of(config, besides=_FREE).items()},
            "started_from": tuning.card.model_id,
            "outputs": [layer.output for layer in layers],
            "data": f"{len(training.known)} photos of a library, {config.views} edited views each; "
            f"weak labels: {' and '.join(labels.names) if labels else 'none'}",
            "protocol": f"{len(judged_photos.known)} photos that took no part in training or "
            f"choosing, and their copies by {len(EDITS)} edits, look among all "
            f"{sum(len(part.known) for part in parts)}; codes by Hamming distance. "
            f"neighbours_kept and neighbours_alike: shares of the {metrics.NEAREST} nearest that "
            "are among the nearest by float features, that share a folder or keyword",
        },
        "figures": [{"encoder": name, **row} for name, row in rows.items()],
    }
    maps = None
    for layer in layers:
        if layer.output == CodeKind.SUBJECT:
            features = training.features.rows[layer.features][:, 0]
            maps = maps_between(tuning.layers[layer.output], layer, features)
    tuned_model.write_tuned(tuning.start, tuning.graph, layers, values, tuning.target, maps)


def run(config: FinetuneLibraryConfig, job: Job) -> dict[str, float]:
    """Return everything, from a library to a model folder; the figures of the new model."""
    tuning, photos = setup(config)
    *parts, general = extract_features(config, tuning, photos, job)
    rows: dict[str, dict[str, float]] = {"before": {}, "after": {}}
    kept: list[OutputLayer] = []
    tried: list[str] = []
    for output, layer in tuning.layers.items():
        log.info("Training the layer of %r.", output)
        trained = train(config, tuning, layer, parts, job)
        before, after = evaluate(config, layer, trained, parts)
        elsewhere = [
            evaluation_metrics(each, evaluation_part(config, each, general, []))
            for each in (layer, trained)
        ]
        better = is_better(before, after) and is_no_worse(*elsewhere)
        tried.append(
            f"{output}: {_told(before)} before, {_told(after)} after; on pictures of no library "
            f"{_told(elsewhere[0])} before, {_told(elsewhere[1])} after"
        )
        log.info("%s; %s.", tried[-1], "kept" if better else "the layer of before stays")
        if better:
            kept.append(trained)
        for row, found in (("before", before), ("after", after if better else before)):
            rows[row] |= {name: round(value, 4) for name, value in found.items()}
    if not kept:
        raise UserError.in_words(
            f"Training did not make the encoder {tuning.card.name} better on photos of this "
            f"library that it had not seen, and no worse elsewhere ({'; '.join(tried)}), so no "
            "model was written.",
            "Nothing was changed: keep the encoder you have, or try again when the library has "
            "more photos.",
        )
    named = {tuning.card.name: rows["before"], config.name: rows["after"]}
    if config.name == tuning.card.name:
        named = {"before": rows["before"], "after": rows["after"]}
    export(config, tuning, kept, named, parts)
    shutil.rmtree(tuning.work, ignore_errors=True)
    log.info(
        "Wrote %s. Use it with: photosearch model use %s", tuning.target, _usable(config, tuning)
    )
    return rows["after"]


def _lost(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    """Return how much of the features' neighbours was given up."""
    return before.get("neighbours_kept", 0.0) - after.get("neighbours_kept", 0.0)


def general_photos() -> tuple[LibraryPhoto, ...]:
    """Return the pictures of the general set as photos of no library, with numbers below 0."""
    return tuple(
        LibraryPhoto(-number, hashlib.sha256(jpeg).digest()[:16], None, str(number))
        for number, jpeg in enumerate(general_pictures(), start=1)
    )


def _thumbnails(library: Path, settings: Settings, photo_ids: Sequence[int]) -> Mapping[int, bytes]:
    """Return the previews of photos, and the pictures of the general set by their numbers."""
    known = read_thumbnails(library, settings, [each for each in photo_ids if each > 0])
    return known | {each: general_pictures()[-each - 1] for each in photo_ids if each < 0}


def _usable(config: FinetuneLibraryConfig, tuning: Tuning) -> str:
    return config.name if config.models is None else str(tuning.target)


def _told(found: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in found.items())


run_with_options = command(FinetuneLibraryConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "finetune_library"))

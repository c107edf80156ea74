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

What the model knows of words is transferred to the new codes (`library_tuning/words_transfer.py`).

A new layer is kept only if it is better than the one before on photos that it has never seen, and
no worse on pictures that the program draws (`general_set.py`); without any, no model is written.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from photosearch.core.codes import CodeKind
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError
from photosearch.core.message_codes import StageCode
from photosearch.core.tuning import TunedLayer, TuningReport
from photosearch.inference.pool import ProcessPool
from photosearch.library.roots.scanner import extended_path
from photosearch.messages import Message
from photosearch.training import console
from photosearch.training.config_options import command, settings_of
from photosearch.training.console import Job
from photosearch.training.evaluation_edits import EDITS
from photosearch.training.library_tuning import metrics, tuned_model
from photosearch.training.library_tuning.feature_task import FeatureTask, start_extractor
from photosearch.training.library_tuning.features import FeatureCache
from photosearch.training.library_tuning.general_set import general_photos, read_previews
from photosearch.training.library_tuning.layer_training import (
    ViewBatches,
    copy_loss,
    subject_loss,
    train_layer,
)
from photosearch.training.library_tuning.library_photos import (
    LibraryPhoto,
    split,
)
from photosearch.training.library_tuning.metrics import EvaluationSet
from photosearch.training.library_tuning.output_layers import (
    OutputLayer,
    expose_features,
)
from photosearch.training.library_tuning.verdict import (
    MOST_LOST,
    is_better,
    is_no_worse,
    neighbours_lost,
)
from photosearch.training.library_tuning.weak_labels import LabelledBatches, weak_labels
from photosearch.training.library_tuning.words_transfer import maps_between
from photosearch.training.recipes.finetune_library_setup import (
    FREE,
    FinetuneLibraryConfig,
    Tuning,
    TuningPhotos,
    setup,
)

log = logging.getLogger(__name__)

_GROUPS, _MEMBERS = 16, 6
_WAIT_FOR_OTHER_S = 45.0


def extract_features(
    config: FinetuneLibraryConfig, tuning: Tuning, photos: Sequence[LibraryPhoto], job: Job
) -> list[TuningPhotos]:
    """Return the features of the training, validation and test parts and of the general set."""
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
            limit=job.worker_limit,
        )

    cache = FeatureCache(
        tuning.work / "features",
        f"{tuning.card.model_id} {hashlib.sha256(opened).hexdigest()} {EDITS.keys()}",
        make_pool,
        partial(read_previews, tuning.library, settings),
    )
    parts = split(photos, config.seed)
    planned = [
        (stage, part, [_task(one, views, config.seed, judged=judged) for one in part])
        for stage, part, views, judged in (
            (StageCode.TUNING_LEARNING, parts.training, config.views, False),
            (StageCode.TUNING_CHOOSING, parts.validation, 0, True),
            (StageCode.TUNING_JUDGING, parts.test, 0, True),
            (StageCode.TUNING_GENERAL, general_photos(), 0, True),
        )
    ]
    made = []
    for number, (stage, part, tasks) in enumerate(planned):
        later = [later_tasks for _, _, later_tasks in planned[number + 1 :]]
        features = cache.get(tasks, Message(stage), job, later)
        known = {one.photo_id: one for one in part}
        made.append(TuningPhotos(tuple(known[one] for one in features.photos.tolist()), features))
    return made


def _task(photo: LibraryPhoto, views: int, seed: int, *, judged: bool) -> FeatureTask:
    path = b"" if photo.path is None else os.fsencode(extended_path(photo.path))
    return FeatureTask(
        photo.photo_id, photo.content_id, path, views=views, judged=judged, seed=seed
    )


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
    """Return `layer` after training, as good on the photos of the validation as it ever was."""
    training, validation, _ = parts
    rows = training.features.rows[layer.features]
    judged = evaluation_part(config, layer, validation, [training])
    start = evaluation_metrics(layer, judged)

    def validate(now: OutputLayer) -> float:
        found = evaluation_metrics(now, judged)
        # What would be given up in the end does not win on the way.
        return metrics.score(found) - max(0.0, neighbours_lost(start, found) - MOST_LOST / 2)

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
    settings = {
        **settings_of(config, besides=FREE),
        "model": tuning.card.model_id,
    }
    told = "".join(f"{photo.photo_id} {photo.content_id.hex()}\n" for photo in training.known)
    settings["photos"] = hashlib.sha256(told.encode()).hexdigest()
    trained, _ = train_layer(
        layer,
        batches,
        loss,
        validate,
        epochs=config.epochs,
        patience=config.patience,
        learning_rate=config.learning_rate,
        checkpoint=tuning.work / f"{layer.output}-{_digest(settings)}.pt",
        settings=settings,
        seed=config.seed,
        job=job,
    )
    return trained


def evaluate(
    config: FinetuneLibraryConfig,
    before: OutputLayer,
    after: OutputLayer,
    parts: Sequence[TuningPhotos],
) -> tuple[dict[str, float], dict[str, float]]:
    """Measure both layers by photos that neither learned from nor was chosen by."""
    training, validation, test = parts
    judged = evaluation_part(config, before, test, [training, validation])
    return evaluation_metrics(before, judged), evaluation_metrics(after, judged)


def export(
    config: FinetuneLibraryConfig,
    tuning: Tuning,
    layers: Sequence[OutputLayer],
    rows: Mapping[str, Mapping[str, float]],
    parts: Sequence[TuningPhotos],
) -> None:
    """Write the new model folder, if it passes its checks."""
    training, validation, test = parts
    calibration = {}
    for layer in layers:
        if layer.output == CodeKind.COPY:
            judged = evaluation_part(config, layer, validation, [training])
            calibration[layer.output] = metrics.evaluate_calibration(layer, judged)
    labels = weak_labels(training.known) if config.labels else None
    values = {
        "name": config.name,
        "version": "1",
        "calibration": calibration,
        "training": {
            "recipe": "photosearch.training.recipes.finetune_library",
            "config": {k: str(v) for k, v in settings_of(config, besides=FREE).items()},
            "started_from": tuning.card.model_id,
            "outputs": [layer.output for layer in layers],
            "data": f"{len(training.known)} photos of a library, {config.views} edited views each; "
            f"weak labels: {' and '.join(labels.names) if labels else 'none'}",
            "protocol": f"{len(test.known)} photos that took no part in training or "
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


def tune_layers(
    config: FinetuneLibraryConfig,
    tuning: Tuning,
    parts: Sequence[TuningPhotos],
    general: TuningPhotos,
    job: Job,
) -> tuple[list[OutputLayer], list[TunedLayer]]:
    """Train each layer; return those that are better, and the figures of all."""
    kept: list[OutputLayer] = []
    tried: list[TunedLayer] = []
    for output, layer in tuning.layers.items():
        log.info("Training the layer of %r.", output)
        trained = train(config, tuning, layer, parts, job)
        before, after = evaluate(config, layer, trained, parts)
        elsewhere = [
            evaluation_metrics(each, evaluation_part(config, each, general, []))
            for each in (layer, trained)
        ]
        better = is_better(before, after) and is_no_worse(*elsewhere)
        tried.append(TunedLayer(output, better, before, after, *elsewhere))
        log.info("%s; %s.", _told(tried[-1]), "kept" if better else "the layer of before stays")
        if better:
            kept.append(trained)
    return kept, tried


def run(config: FinetuneLibraryConfig, job: Job) -> dict[str, float]:
    """Return everything, from a library to a model folder; the figures of the new model."""
    tuning, photos = setup(config)
    try:
        with _work_alone(tuning.work):
            figures = _run_alone(config, tuning, photos, job)
    except OSError as error:  # a write tells no file
        if error.errno != errno.ENOSPC:
            raise
        raise UserError(ErrorCode.DISK_FULL, path=tuning.work) from error
    shutil.rmtree(tuning.work, ignore_errors=True)
    log.info(
        "Wrote %s. Use it with: photosearch model use %s", tuning.target, _usable(config, tuning)
    )
    return figures


def _run_alone(
    config: FinetuneLibraryConfig, tuning: Tuning, photos: Sequence[LibraryPhoto], job: Job
) -> dict[str, float]:
    *parts, general = extract_features(config, tuning, photos, job)
    kept, tried = tune_layers(config, tuning, parts, general, job)
    report = TuningReport(
        *(config.name, tuning.card.name, len(parts[0].known), len(parts[2].known), tuple(tried))
    )
    if not kept:
        job.on_report(report.to_values())
        raise UserError(ErrorCode.TUNING_NO_BETTER, model=tuning.card.name)
    rows: dict[str, dict[str, float]] = {"before": {}, "after": {}}
    for one in tried:
        for row, found in (
            ("before", one.before),
            ("after", one.after if one.kept else one.before),
        ):
            rows[row] |= {name: round(value, 4) for name, value in found.items()}
    named = {tuning.card.name: rows["before"], config.name: rows["after"]}
    if config.name == tuning.card.name:
        named = rows
    export(config, tuning, kept, named, parts)
    job.on_report(report.to_values())
    return rows["after"]


@contextmanager
def _work_alone(folder: Path) -> Iterator[None]:
    """Keep other trainings out of `folder`; one that is just ending is waited for."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.with_name(f"{folder.name}.lock"))
    try:
        lock.acquire(timeout=_WAIT_FOR_OTHER_S)
    except Timeout as error:
        raise UserError(ErrorCode.TUNING_UNDER_WAY, folder=folder) from error
    try:
        yield
    finally:
        lock.release()


def _usable(config: FinetuneLibraryConfig, tuning: Tuning) -> str:
    return config.name if config.models is None else str(tuning.target)


def _told(layer: TunedLayer) -> str:
    own, general = (
        f"{_figures(before)} before, {_figures(after)} after"
        for before, after in (
            (layer.before, layer.after),
            (layer.general_before, layer.general_after),
        )
    )
    return f"{layer.output}: {own}; on pictures of no library {general}"


def _figures(found: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in found.items())


def _digest(settings: Mapping[str, Any]) -> str:
    """Return what tells trainings with other settings, or of other photos, apart."""
    return hashlib.sha256(repr(sorted(settings.items())).encode()).hexdigest()[:12]


run_with_options = command(FinetuneLibraryConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "finetune_library"))

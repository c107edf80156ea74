"""What the default encoder reaches, on photos that took no part in training or choosing.

Subject: the photos of clothing.zip `validation/` search those of `train/`. Copies: edited copies of
all photos of clothing.zip `validation/`, and of the readable ones of photos.zip `camera/` that show
anything, search for their original among these photos and every tenth photo of
tiny-imagenet-30k.zip `val/`; half of the camera photos were looked at while choosing, too. Unseen:
photos of classes that the training left out search each other (Tiny-ImageNet `val/`), or those of
`train/` (clothing).

Figures are expected values over all orders of equal distances.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.training.console import Job
from photosearch.training.default_encoder.data import PhotoSets, unseen_classes
from photosearch.training.evaluation.copy_protocol import evaluate_copies
from photosearch.training.evaluation.encoding import encode
from photosearch.training.evaluation.feature_extractors import (
    FeatureExtractor,
    UntrainedFeatureExtractor,
)
from photosearch.training.evaluation.labelled_protocol import (
    UNSEEN_ONLY,
    LabelledOptions,
    evaluate_labelled,
)

_CODES = ("hamming",)
_FLOATS = ("cosine",)
_DIGITS = 4


def measure(
    describers: Sequence[FeatureExtractor], sets: PhotoSets, job: Job, *, floats: bool = False
) -> list[dict[str, Any]]:
    """Return a row of figures for each way of comparing: codes by Hamming distance, or float
    features too.

    Args:
        describers: with the outputs `subject` and `copy`.
        sets: the photo sets.
        job: progress and cancelling.
        floats: compare what the describers give as it is, too.
    """
    distances = _CODES + _FLOATS if floats else _CODES
    threads = os.cpu_count() or 1
    rows: dict[str, dict[str, Any]] = {}
    subject = evaluate_labelled(
        describers,
        sets.clothing_validation,
        sets.clothing.plus(sets.held_out),
        LabelledOptions(distances=distances),
        job,
        threads=threads,
    )
    for row in subject.rows:
        if row.output == "subject":
            figures = row.figures
            rows.setdefault(row.encoder, {"encoder": f"{row.encoder}, {row.stored}"})
            rows[row.encoder]["subject_map"] = round(figures.mean_average_precision, _DIGITS)
            rows[row.encoder]["subject_r1"] = round(figures.recall_at_1, _DIGITS)
    for name, originals in (("copies", sets.clothing_validation), ("camera_copies", sets.camera)):
        distractors = sets.tiny_validation.take(10)
        copies = evaluate_copies(
            describers, originals, distractors, distances, job, threads=threads
        )
        for copy in copies.rows:
            if copy.output == "copy":
                made = rows[copy.encoder]
                made[f"{name}_uap"] = round(copy.figures.micro_ap, _DIGITS)
                made[f"{name}_recall_at_90"] = round(copy.figures.recall_at_90, _DIGITS)
                made[f"{name}_r1"] = round(copy.figures.recall_at_1, _DIGITS)
                made[f"{name}_r1_by_edit"] = {
                    edit: round(value, _DIGITS) for edit, value in copy.found_first.items()
                }
    return list(rows.values())


def measure_unseen(
    describers: Sequence[FeatureExtractor], sets: PhotoSets, job: Job, *, floats: bool = False
) -> dict[str, dict[str, float]]:
    """Mean average precision on the classes that were left out, by set and encoder."""
    left_out = unseen_classes(sets)
    distances = _CODES + _FLOATS if floats else _CODES
    threads = os.cpu_count() or 1
    clothing = sets.clothing.plus(sets.held_out)
    asked = {
        "clothing, 3 classes": (sets.clothing_validation, clothing),
        "Tiny-ImageNet, 40 classes": (sets.tiny_validation, None),
    }
    found: dict[str, dict[str, float]] = {}
    for name, (queries, database) in asked.items():
        unseen = left_out & set(queries.classes)
        options = LabelledOptions(distances=distances, unseen=unseen)
        asking = queries.of_classes(unseen)
        result = evaluate_labelled(describers, asking, database, options, job, threads=threads)
        found[name] = {
            f"{row.encoder}, {row.stored}": round(row.figures.mean_average_precision, _DIGITS)
            for row in result.rows
            if row.output == "subject" and row.group == UNSEEN_ONLY
        }
    return found


def untrained_unseen(
    weights: Path, sets: PhotoSets, side: int, job: Job
) -> dict[str, dict[str, float]]:
    """Return what `measure_unseen` tells of the network as it was: its features, and ITQ codes of
    them.

    The codes are fitted to photos of the classes that are trained on, as those of a model that is
    handed out must be. Fitted to the very photos that are searched, they are better.
    """
    untrained = UntrainedFeatureExtractor(weights, ("subject",), side=side)
    left_out = unseen_classes(sets)
    known = [
        encode(part, [untrained], job, stage="Fitting the baseline", threads=os.cpu_count() or 1)
        for part in (
            sets.clothing.of_classes(set(sets.clothing.classes) - left_out),
            sets.tiny.take(5).of_classes(set(sets.tiny.classes) - left_out),
        )
    ]
    untrained.fitted = {"subject": np.concatenate([one.rows[0]["subject"] for one in known])}
    return measure_unseen([untrained], sets, job, floats=True)

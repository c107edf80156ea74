"""From a code's distance to the probability that the answer is right, on photos held out for it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, pack
from photosearch.core.model_card import Calibration
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet
from photosearch.training.default_encoder.data import PhotoSets
from photosearch.training.evaluation.calibration import best_answers, fit_table
from photosearch.training.evaluation.copy_protocol import APPLY
from photosearch.training.evaluation.encoding import encode
from photosearch.training.evaluation.feature_extractors import ModelFeatureExtractor
from photosearch.training.evaluation.metrics import hamming_distances
from photosearch.training.evaluation_edits import EDITS

SURE = 0.95
"""From this probability on, the program speaks of the same shot."""
_ANSWERS = 10
"""Best answers that count for subjects."""


class Threshold(NamedTuple):
    """What happens where the program is sure."""

    precision: float
    """Share of right ones among the answers of at least the probability `SURE`."""
    recall: float
    """Share of the copies that are found so."""
    answers: int


def copy_table(describer: ModelFeatureExtractor, sets: PhotoSets, job: Job) -> Calibration:
    """Fit how probable it is that an answer is the same shot, from copies of held-out clothing
    photos."""
    distances, originals = _copies(describer, sets.held_out, sets.tiny_validation.take(10, 5), job)
    return fit_table(*best_answers(distances, originals), describer.card.bits[CodeKind.COPY])


def subject_table(describer: ModelFeatureExtractor, sets: PhotoSets, job: Job) -> Calibration:
    """Fit how probable it is that an answer shows the same subject: held-out photos search what
    was trained on, and photos of Tiny-ImageNet search each other."""
    distances: list[NDArray[np.float64]] = []
    right: list[NDArray[np.bool_]] = []
    tiny = sets.tiny_validation.take(10, 5)
    for asked, searched in ((sets.held_out, sets.clothing), (tiny, tiny)):
        queries, database = (_codes(describer, one, "subject", job) for one in (asked, searched))
        apart = hamming_distances(queries, database).astype(np.float64)
        if asked is searched:
            np.fill_diagonal(apart, np.inf)
        best = np.argsort(apart, axis=1, kind="stable")[:, :_ANSWERS]
        labels = np.array(searched.labels)
        distances.append(np.take_along_axis(apart, best, axis=1).ravel())
        right.append((labels[best] == np.array(asked.labels)[:, None]).ravel())
    return fit_table(
        np.concatenate(distances), np.concatenate(right), describer.card.bits[CodeKind.SUBJECT]
    )


def evaluate_table(
    table: Calibration,
    describer: ModelFeatureExtractor,
    originals: PhotoSet,
    sets: PhotoSets,
    job: Job,
) -> Threshold:
    """Return what the table's promise is worth on `originals`, whose copies are asked with their
    original among the photos and without it."""
    distances, places = _copies(describer, originals, sets.tiny_validation.take(10), job)
    best, right = best_answers(distances, places)
    at = np.array([[distance, probability] for distance, probability in table])
    sure = np.interp(best, at[:, 0], at[:, 1]) >= SURE
    copies = len(best) // 2
    return Threshold(
        precision=float(right[sure].mean()) if sure.any() else 1.0,
        recall=float((sure * right)[:copies].mean()),
        answers=int(sure.sum()),
    )


def as_lists(table: Calibration) -> dict[str, list[float]]:
    """Return the table as model.toml has it."""
    return {
        "distance": [distance for distance, _ in table],
        "probability": [probability for _, probability in table],
    }


def _copies(
    describer: ModelFeatureExtractor, originals: PhotoSet, distractors: PhotoSet, job: Job
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return distances (copies, photos) of all edits of `originals`, and each copy's original."""
    whole = encode(originals, [describer], job, stage="Reading the originals")
    kept = PhotoSet(originals.archive, tuple(originals.members[at] for at in whole.positions))
    others = _codes(describer, distractors, "copy", job)
    photos = np.concatenate([pack(whole.rows[0]["copy"]), others])
    edited = encode(kept, [describer], job, stage="Editing and reading the copies", edits=APPLY)
    values = edited.rows[0]["copy"]  # (originals, edits, bits)
    copies = pack(values.transpose(1, 0, 2).reshape(-1, values.shape[2]))
    return hamming_distances(copies, photos), np.tile(np.arange(len(kept)), len(EDITS))


def _codes(
    describer: ModelFeatureExtractor, photos: PhotoSet, output: str, job: Job
) -> NDArray[np.uint8]:
    return pack(encode(photos, [describer], job, stage="Reading photos").rows[0][output])

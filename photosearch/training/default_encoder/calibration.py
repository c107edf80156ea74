"""Fit how probably an answer is right at each distance of codes, on photos held out for it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, pack
from photosearch.core.model_card import Calibration
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet
from photosearch.training.default_encoder.copy_sets import look_alikes_among
from photosearch.training.default_encoder.data import PhotoSets
from photosearch.training.evaluation.calibration import calibration_samples, fit_table
from photosearch.training.evaluation.copy_protocol import APPLY
from photosearch.training.evaluation.encoding import Edits, encode
from photosearch.training.evaluation.feature_extractors import ModelFeatureExtractor
from photosearch.training.evaluation.metrics import hamming_distances

JUDGED_EDITS: Edits = {
    **APPLY,
    "rotate 180": lambda rgb: np.ascontiguousarray(rgb[::-1, ::-1]),
    "rotate 270": lambda rgb: np.ascontiguousarray(np.rot90(rgb, 3)),
}
"""Those of the protocol, and the turns that it leaves out."""
SURE = 0.95
"""From this probability on, the program speaks of the same shot."""
_ANSWERS = 10
"""Best answers that count for subjects."""


class Threshold(NamedTuple):
    """Tell how right the program is where it is sure, on photos outside the calibration."""

    distance: float
    """Bits up to which it is."""
    precision: float
    """Share of right ones among the answers of at least the probability `SURE`."""
    recall: float
    """Share of the copies that are found so."""
    recall_by_edit: dict[str, float]
    pairs_of_photos: int
    """Pairs of different photos that were compared."""
    sure_of_photos: int
    """How many of these it is sure of."""
    sure_of_look_alikes: float
    """Share of the made pictures of which it is sure that another one is the same."""


def copy_table(
    extractor: ModelFeatureExtractor, photos: tuple[PhotoSet, PhotoSet], job: Job
) -> Calibration:
    """Fit how probable it is that an answer is the same shot, from copies of the first of `photos`
    among both."""
    distances, originals, _ = _copies(extractor, *photos, job)
    return fit_table(*calibration_samples(distances, originals), extractor.card.bits[CodeKind.COPY])


def subject_table(extractor: ModelFeatureExtractor, sets: PhotoSets, job: Job) -> Calibration:
    """Fit how probable it is that an answer shows the same subject: held-out photos search what
    was trained on, and photos of Tiny-ImageNet search each other."""
    distances: list[NDArray[np.float64]] = []
    right: list[NDArray[np.bool_]] = []
    tiny = sets.tiny_validation.take(10, 5)
    for asked, searched in ((sets.held_out.take(2), sets.clothing.take(2)), (tiny, tiny)):
        queries, database = (_codes(extractor, one, "subject", job) for one in (asked, searched))
        apart = hamming_distances(queries, database).astype(np.float64)
        if asked is searched:
            np.fill_diagonal(apart, np.inf)
        best = np.argsort(apart, axis=1, kind="stable")[:, :_ANSWERS]
        labels = np.array(searched.labels)
        distances.append(np.take_along_axis(apart, best, axis=1).ravel())
        right.append((labels[best] == np.array(asked.labels)[:, None]).ravel())
    return fit_table(
        np.concatenate(distances), np.concatenate(right), extractor.card.bits[CodeKind.SUBJECT]
    )


def evaluate_table(
    table: Calibration,
    extractor: ModelFeatureExtractor,
    photos: tuple[PhotoSet, PhotoSet],
    job: Job,
) -> Threshold:
    """Return what the table's promise is worth on the first of `photos`, whose copies are asked
    with their original among both and without it, and on pairs of different pictures."""
    distances, places, codes = _copies(extractor, *photos, job)
    best, right = calibration_samples(distances, places)
    at = np.array(table)
    sure = np.interp(best, at[:, 0], at[:, 1]) >= SURE
    copies = len(best) // 2
    found = (sure * right)[:copies].reshape(len(JUDGED_EDITS), -1).mean(axis=1)
    apart = hamming_distances(codes, codes).astype(np.float64)
    certain = np.interp(apart, at[:, 0], at[:, 1]) >= SURE
    np.fill_diagonal(certain, val=False)
    made = set(look_alikes_among(photos[1]).members)
    names = [*[""] * (len(codes) - len(photos[1])), *photos[1].members]
    is_made = np.array([name in made for name in names])
    among_photos = certain[~is_made][:, ~is_made]
    steps = np.arange(at[-1, 0] + 1)
    return Threshold(
        distance=float(steps[np.interp(steps, at[:, 0], at[:, 1]) >= SURE].max(initial=0)),
        precision=float(right[sure].mean()) if sure.any() else 1.0,
        recall=float((sure * right)[:copies].mean()),
        recall_by_edit={
            name: round(float(share), 4) for name, share in zip(JUDGED_EDITS, found, strict=True)
        },
        pairs_of_photos=len(among_photos) * (len(among_photos) - 1) // 2,
        sure_of_photos=int(among_photos.sum()) // 2,
        sure_of_look_alikes=float(certain[is_made].any(axis=1).mean()) if is_made.any() else 0.0,
    )


def as_lists(table: Calibration) -> dict[str, list[float]]:
    """Return the table as model.toml has it."""
    return {
        "distance": [distance for distance, _ in table],
        "probability": [probability for _, probability in table],
    }


def _copies(
    extractor: ModelFeatureExtractor, originals: PhotoSet, distractors: PhotoSet, job: Job
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.uint8]]:
    """Return distances (copies, photos) of all edits of `originals`, each copy's original, and the
    photos' codes."""
    whole = encode(originals, [extractor], job, stage="Reading the originals")
    kept = PhotoSet(originals.archive, tuple(originals.members[at] for at in whole.positions))
    others = _codes(extractor, distractors, "copy", job)
    photos = np.concatenate([pack(whole.rows[0]["copy"]), others])
    edited = encode(
        kept, [extractor], job, stage="Editing and reading the copies", edits=JUDGED_EDITS
    )
    values = edited.rows[0]["copy"]  # (originals, edits, bits)
    copies = pack(values.transpose(1, 0, 2).reshape(-1, values.shape[2]))
    return (
        hamming_distances(copies, photos),
        np.tile(np.arange(len(kept)), len(JUDGED_EDITS)),
        photos,
    )


def _codes(
    extractor: ModelFeatureExtractor, photos: PhotoSet, output: str, job: Job
) -> NDArray[np.uint8]:
    return pack(encode(photos, [extractor], job, stage="Reading photos").rows[0][output])

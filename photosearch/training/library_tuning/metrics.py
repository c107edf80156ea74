"""Measure how good codes are in a library, by photos that nothing was trained on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import pack
from photosearch.training.evaluation.calibration import calibration_samples, fit_table
from photosearch.training.evaluation.metrics import (
    copy_metrics,
    cosine_distances,
    hamming_distances,
)
from photosearch.training.library_tuning.output_layers import OutputLayer

NEAREST = 10


@dataclass(frozen=True, slots=True, eq=False)
class EvaluationSet:
    """Hold photos that ask, and the photos among which they look."""

    untouched: NDArray[np.float32]
    """(n, d) features of the photos that are looked at, those that ask first."""
    edited: NDArray[np.float32]
    """(q, edits, d) features of the edited copies of those that ask."""
    together: NDArray[np.bool_] | None = None
    """(q, n) which photos share a folder or a keyword; None where nothing is known of them."""

    @property
    def asking(self) -> int:
        """Return how many photos ask."""
        return len(self.edited)


def evaluate_copies(layer: OutputLayer, judged: EvaluationSet) -> dict[str, float]:
    """Return how well edited copies find their photo among all, 0 to 1."""
    distances, originals = _copy_distances(layer, judged)
    found = copy_metrics(distances, originals)
    return {"copies_uap": found.micro_ap, "copies_r1": found.recall_at_1}


def evaluate_neighbours(layer: OutputLayer, judged: EvaluationSet) -> dict[str, float]:
    """Return shares of the ten nearest photos that the features, too, put among the ten nearest;
    and of those that share a folder or keyword, where there are any."""
    distances = _distances(layer, judged.untouched[: judged.asking], judged)
    by_code = _nearest_others(distances)
    by_features = _nearest_others(
        cosine_distances(judged.untouched[: judged.asking], judged.untouched)
    )
    kept = [
        len(set(one) & set(other)) / len(one)
        for one, other in zip(by_code.tolist(), by_features.tolist(), strict=True)
    ]
    figures = {"neighbours_kept": float(np.mean(kept))}
    if judged.together is not None:
        known = judged.together.copy()
        np.fill_diagonal(known, False)
        asks = known.any(1)
        if asks.any():
            right = np.take_along_axis(known, by_code, axis=1)[asks]
            figures["neighbours_alike"] = float(right.mean())
    return figures


def evaluate_calibration(layer: OutputLayer, judged: EvaluationSet) -> dict[str, list[float]]:
    """Return a table from distance to the probability of the right best answer; see `fit_table`."""
    distances, originals = _copy_distances(layer, judged)
    table = fit_table(*calibration_samples(distances, originals), len(layer.weight))
    return {
        "distance": [distance for distance, _ in table],
        "probability": [probability for _, probability in table],
    }


def score(figures: dict[str, float]) -> float:
    """Return one number to choose by: the mean of the figures."""
    return float(np.mean(list(figures.values())))


def _copy_distances(
    layer: OutputLayer, judged: EvaluationSet
) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    asking, edits, size = judged.edited.shape
    distances = _distances(layer, judged.edited.reshape(-1, size), judged)
    return distances, np.repeat(np.arange(asking), edits)


def _distances(
    layer: OutputLayer, queries: NDArray[np.float32], judged: EvaluationSet
) -> NDArray[np.int32]:
    return hamming_distances(pack(layer.values(queries)), pack(layer.values(judged.untouched)))


def _nearest_others(distances: NDArray[np.generic]) -> NDArray[np.intp]:
    """Find, for photos that are the first of those looked at: (q, 10) places of the others
    nearest."""
    others = distances.astype(np.float64)
    np.fill_diagonal(others, np.inf)
    return np.argsort(others, axis=1, kind="stable")[:, :NEAREST]

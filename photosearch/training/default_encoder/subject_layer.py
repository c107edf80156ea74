"""Define the layer of `subject`, and what it is worth on sources that nothing was learned from.

Whole sources are left out in turn: only what is no worse there than the untrained codes is good for
the photos of strangers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from photosearch.core.codes import CodeKind, pack, unit_rows
from photosearch.core.itq import Projection
from photosearch.training.backbones.default_encoder import SubjectHead
from photosearch.training.backbones.multi_output import BITS
from photosearch.training.default_encoder.concepts import LinearClassifier, fit_concepts
from photosearch.training.default_encoder.known_photos import KnownPhotos
from photosearch.training.evaluation.metrics import (
    cosine_distances,
    hamming_distances,
    mean_average_precision,
)
from photosearch.training.hashing.layers import set_linear
from photosearch.training.hashing.linear import fit_itq

Rows = NDArray[np.float32]

_MOST_FITTED = 6000
_MOST_ASKED = 300
_WHITENING = 0.1


@dataclass(frozen=True, slots=True)
class EvaluationSource:
    """Hold the photos of a source that can be left out."""

    queries: KnownPhotos
    database: KnownPhotos


def teach_concepts(known: Mapping[str, KnownPhotos]) -> LinearClassifier:
    """Return the concepts of all labels in `known`."""
    rows = np.concatenate([one.rows["subject"] for one in known.values()])
    return fit_concepts(rows, [label for one in known.values() for label in one.labels])


def set_subject_layer(
    head: SubjectHead,
    classifier: nn.Module,
    known: Mapping[str, KnownPhotos],
    concepts: LinearClassifier,
    seed: int,
) -> None:
    """Set the concepts of `head`, and its layer: ITQ of what it sees of the photos of `known`.

    Args:
        head: made for as many concepts.
        classifier: from features (N, 1280) to logits of ImageNet's classes.
        known: photos by source.
        concepts: what `teach_concepts` gave.
        seed: of ITQ's first rotation.
    """
    if head.concepts is not None:
        set_linear(head.concepts, concepts.weight, concepts.bias)
    rows = np.concatenate([_described(head, classifier, one).numpy() for one in known.values()])
    set_linear(head.layer, *_fit(rows, seed, _WHITENING))


def measure_unseen(
    known: Mapping[str, KnownPhotos],
    judged: Mapping[str, EvaluationSource],
    classifier: nn.Module,
    seed: int,
) -> dict[str, dict[str, float]]:
    """Return mean average precision of each source of `judged`, left out of all that is fitted.

    Beside it the features as they are, and plain ITQ of them, fitted to the same other sources.

    Args:
        known: photos by source; those of a source that is judged are left out for it.
        judged: what is asked and searched, by the same names.
        classifier: from features (N, 1280) to logits of ImageNet's classes.
        seed: of ITQ's first rotation.
    """
    told: dict[str, dict[str, float]] = {}
    for name, source in judged.items():
        others = {other: photos for other, photos in known.items() if other != name}
        concepts = teach_concepts(others)
        head = SubjectHead(len(concepts.names), BITS[CodeKind.SUBJECT])
        set_subject_layer(head, classifier, others, concepts, seed)
        features = np.concatenate([unit_rows(one.rows["subject"]) for one in others.values()])
        plain, centre = _fit(features, seed), features.mean(axis=0)

        def of_itq(one: KnownPhotos, plain: Projection = plain) -> Rows:
            return plain.values(unit_rows(one.rows["subject"]))

        def of_features(one: KnownPhotos, centre: Rows = centre) -> Rows:
            return unit_rows(one.rows["subject"]) - centre

        told[name] = {
            "untrained, features, 1280 floats": _evaluate(source, of_features, cosine_distances),
            "untrained, itq, 256 bits": _evaluate(source, of_itq, _code_distances),
            "left out, 256 bits": measure(head, classifier, {name: source})[name],
        }
    return told


def measure(
    head: SubjectHead, classifier: nn.Module, judged: Mapping[str, EvaluationSource]
) -> dict[str, float]:
    """Return mean average precision of each source by the codes of `head`."""

    def values(one: KnownPhotos) -> Rows:
        with torch.no_grad():
            found: Rows = head.layer(_described(head, classifier, one)).numpy()
        return found

    return {name: _evaluate(one, values, _code_distances) for name, one in judged.items()}


def _evaluate(
    source: EvaluationSource,
    values: Callable[[KnownPhotos], Rows],
    distances: Callable[[Rows, Rows], NDArray[np.generic]],
) -> float:
    """Return mean average precision over the whole ranked database."""
    step = max(1, len(source.queries) // _MOST_ASKED)
    found = distances(values(source.queries)[::step], values(source.database))
    asked, searched = np.array(source.queries.labels[::step]), np.array(source.database.labels)
    if source.database is source.queries:  # each searches all the others
        own = np.arange(len(searched))[::step]
        among = np.arange(len(searched)) != own[:, None]
        parts = [
            mean_average_precision(row[kept][None], [label], searched[kept])
            for row, kept, label in zip(found, among, asked, strict=True)
            if (searched[kept] == label).any()
        ]
        return round(float(np.mean(parts)), 4)
    return round(mean_average_precision(found, asked, searched), 4)


def _code_distances(queries: Rows, database: Rows) -> NDArray[np.int32]:
    return hamming_distances(pack(queries), pack(database))


def _described(head: SubjectHead, classifier: nn.Module, photos: KnownPhotos) -> torch.Tensor:
    with torch.no_grad():
        means = torch.from_numpy(photos.rows["subject"])
        return head.features(means, classifier(means))


def _fit(features: Rows, seed: int, whitening: float = 0.0) -> Projection:
    chosen = features[:: max(1, len(features) // _MOST_FITTED)]
    return fit_itq(chosen, BITS[CodeKind.SUBJECT], whitening=whitening, seed=seed)

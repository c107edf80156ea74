"""Name what an encoder sees in a photo: the likely ones of its classes."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from photosearch.core.codes import Embeddings
from photosearch.core.errors import ModelError
from photosearch.core.model_card import ModelCard
from photosearch.inference.models import load_labels

log = logging.getLogger(__name__)

MAX_LABELS = 5
MIN_SHARE = 0.15
"""Of the probability over all classes. With the default model, on pictures of Tiny-ImageNet (64 by
64 pixels) of classes that it tells apart, 57 % of the labels from here on are right; from 0.1 on
43 %, from 0.2 on 67 %, with which a seventh fewer photos get a right one."""


def class_names(folder: Path, card: ModelCard) -> Sequence[str]:
    """Return names of a model's classes; empty if it has none, or they cannot be read.

    Photos are found without them.
    """
    try:
        return load_labels(folder, card) if card.tags else ()
    except ModelError as error:
        log.warning("Photos get no tags: %s", error)
        return ()


def labels_of(logits: Embeddings, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the likely classes, the surest first; none for most photos.

    Args:
        logits: (classes,) float32.
        names: of the classes; without any there are no tags.
    """
    if not names:
        return ()
    weights = np.exp(logits.astype(np.float64) - float(logits.max()))
    shares = weights / weights.sum()
    best = np.argsort(-shares, kind="stable")[:MAX_LABELS]
    return tuple(names[number] for number in best.tolist() if shares[number] >= MIN_SHARE)

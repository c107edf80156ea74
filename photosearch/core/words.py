"""Represent what words mean to a model, and why photos were found by them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Embeddings

MAX_CHARACTERS = 2_000
"""Of the words that are searched by; what is beyond is not looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class EncodedWords:
    """Hold what a model says of some texts."""

    subject: Embeddings
    """(N, bits): the sign is the bit that such photos have, the size how much it matters."""
    known: NDArray[np.float32]
    """(N,) the share of each text's letters that stand in words which the model knows as a whole;
    0 for a text without any."""


class WordMatchKind(StrEnum):
    """Tell where the words were found."""

    NAME = "name"
    """In the file name, the folder, the caption or the keywords."""
    LABEL = "label"
    """In what a label of the photo is."""
    MEANING = "meaning"
    """Nowhere: the photo looks like what they say."""


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Tell why a photo was found by words."""

    kind: WordMatchKind
    text: str = ""
    """The label."""


def moments_of(signs: Embeddings) -> Embeddings:
    """Return mean and a factor of the covariance of codes (n, bits), as -1 and +1: (1 + bits,
    bits) float32.

    The standard deviation of the products of values with the codes is |values @ factor|.
    """
    mean = signs.mean(axis=0)
    covariance = np.cov(signs.T.astype(np.float64), bias=True)
    values, vectors = np.linalg.eigh(covariance)
    factor = vectors * np.sqrt(np.maximum(values, 0))
    moments: Embeddings = np.concatenate([mean[None], factor]).astype(np.float32)
    return moments

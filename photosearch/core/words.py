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

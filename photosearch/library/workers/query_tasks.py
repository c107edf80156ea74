"""Define what the query worker is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import Embeddings
from photosearch.core.errors import ModelError, UnreadablePhoto
from photosearch.core.query import CropBox, RgbImage
from photosearch.core.verification import GeometricMatch
from photosearch.core.words import EncodedWords


@dataclass(frozen=True, slots=True, eq=False)
class EncodedImage:
    """Hold what a file shows and what the encoder says of it."""

    pixels: RgbImage
    """Upright sRGB, (H, W, 3) uint8, not to be written to."""
    outputs: Mapping[str, Embeddings]
    """By name, (1, ...) each; of the part inside the crop if there is one."""
    content_id: bytes = b""
    """Of the file, see `content_id_of`."""


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Decode a file, or the bytes of one, and perhaps encode it."""

    source: bytes
    is_path: bool
    detailed: bool
    encoded: bool = False
    crop: CropBox | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EncodeTask:
    """Encode (N, H, W, 3) uint8 pixels that already fit the encoder's input."""

    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class MatchTask:
    """Compare a picture with others by geometry; the bytes are those of thumbnails."""

    image: RgbImage | bytes
    others: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class WordsTask:
    """Tell what photos of some texts have."""

    texts: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...] | None = None
    """For each text the labels of the classes that it names, if it says nothing else."""


@dataclass(frozen=True, slots=True, eq=False)
class FuseTask:
    """Make one of pictures (N, bits) and words (N, bits); the signs of the pictures count."""

    image: Embeddings
    words: Embeddings


Matches = list[GeometricMatch | None]
"""What is found for each of the others; None for a damaged one."""


@dataclass(frozen=True, slots=True, eq=False)
class ChanceTask:
    """Tell how the products of values (N, bits) with the bits of any photo are spread."""

    values: Embeddings


QueryTask = ReadTask | EncodeTask | MatchTask | WordsTask | FuseTask | ChanceTask
QueryResult = (
    RgbImage
    | EncodedImage
    | dict[str, Embeddings]
    | Matches
    | EncodedWords
    | UnreadablePhoto
    | ModelError
)

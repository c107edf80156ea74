"""Turn photos into rows of values: a model folder, or the baseline's untrained network."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, unit_rows
from photosearch.core.errors import UserError
from photosearch.core.preprocess import fit_image, resize
from photosearch.core.query import RgbImage
from photosearch.inference.encoder import Encoder
from photosearch.training.evaluation.distances import ON_BITS, Rows
from photosearch.training.hashing import METHODS

log = logging.getLogger(__name__)

BITS = 256
_MOST_FITTED = 10_000
_SEED = 0
"""Of what a method draws."""


def code_values(
    method: str, queries: Rows, database: Rows, fitted: Rows
) -> tuple[Rows, Rows] | None:
    """Return values (n, bits) whose signs are the codes; None if there are too few photos to fit
    to. There are fewer bits where there are fewer photos or features.

    Args:
        method: a name of `hashing.METHODS`.
        queries: features (q, d).
        database: features (n, d).
        fitted: features (m, d) that the method is fitted to.
    """
    fitted = fitted[:: max(1, len(fitted) // _MOST_FITTED)]
    bits = min(BITS, database.shape[1] // 8 * 8, len(fitted) // 8 * 8)
    if bits < 8:
        log.warning(
            "The untrained codes are left out: they need at least 8 photos to be fitted to."
        )
        return None
    hasher = METHODS[method](fitted, bits, _SEED)
    return hasher.values(queries), hasher.values(database)


KINDS = (CodeKind.SUBJECT, CodeKind.LOOK, CodeKind.COPY)
"""Outputs that a photo has one of; `regions` are parts of photos."""


class FeatureExtractor(Protocol):
    """Turn photos into rows of values, by the name of the output."""

    title: str
    outputs: tuple[str, ...]
    side: int
    """Pixels on the short side that a photo need not have more of."""

    def fit(self, rgb: RgbImage) -> RgbImage:
        """Return a photo (H, W, 3) as the network takes it; called from several threads."""

    def extract(self, batch: NDArray[np.uint8]) -> Mapping[str, Rows]:
        """Return fitted photos (N, side, side, 3) to rows (N, d) by output."""


class ModelFeatureExtractor:
    """Run a model folder as the program runs it.

    Args:
        folder: the model folder.
        outputs: which to keep; those that the model lacks are left out.
        title: how it is called in tables; None takes the name on its card.
        threads: of the processor.

    Raises:
        ModelError: the folder is no sound model.
        UserError: the model has none of the outputs.
    """

    def __init__(
        self, folder: Path, outputs: Sequence[str], *, title: str | None = None, threads: int = 1
    ) -> None:
        self._encoder = Encoder(folder, threads=threads)
        self.card = self._encoder.card
        self.title = title or self.card.name
        self.outputs = tuple(name for name in outputs if CodeKind(name) in self.card.bits)
        self.side = max(self.card.input_width, self.card.input_height)
        if not self.outputs:
            has = ", ".join(kind.value for kind in KINDS if kind in self.card.bits)
            raise UserError.in_words(
                f"The model in {folder} has no output {' or '.join(map(repr, outputs))}.",
                f"Choose with --output one that it has: {has}.",
            )

    def fit(self, rgb: RgbImage) -> RgbImage:
        """Return `rgb` (H, W, 3) as the card says."""
        return fit_image(rgb, self.card)

    def extract(self, batch: NDArray[np.uint8]) -> dict[str, Rows]:
        """Return values (N, bits) by output; their signs are the code."""
        values = self._encoder.encode(batch)
        return {name: values[name] for name in self.outputs}


class UntrainedFeatureExtractor:
    """Compute the features of the network that training starts from: what learning has to beat.

    Args:
        weights: safetensors of the default model's trunk, EfficientNet-Lite 2.
        outputs: which descriptors to keep.
        methods: of `hashing.METHODS`, that make codes of them.
        side: of the input in pixels.

    Raises:
        UserError: the weights cannot be used.
    """

    title = "untrained"
    fitted: Mapping[str, Rows]
    """By output, features (n, d) of the photos that the codes are fitted to; empty: those that are
    searched."""

    def __init__(
        self,
        weights: Path,
        outputs: Sequence[str],
        *,
        methods: Sequence[str] = ("itq",),
        side: int = 257,
    ) -> None:
        # Only who wants a baseline waits for torch.
        from photosearch.training.backbones.default_encoder import DefaultEncoder
        from photosearch.training.backbones.feature_session import feature_session

        self.outputs = tuple(outputs)
        self.methods = tuple(methods)
        self.fitted: Mapping[str, Rows] = {}
        self.side = side
        self._session = feature_session(DefaultEncoder(weights), side)

    def fit(self, rgb: RgbImage) -> RgbImage:
        """Return `rgb` (H, W, 3) stretched to the input."""
        return resize(rgb, self.side, self.side)

    def extract(self, batch: NDArray[np.uint8]) -> dict[str, Rows]:
        """Return features (N, d) by output."""
        rows = dict(self._session(batch))
        if "subject" in rows:
            rows["subject"] = unit_rows(rows["subject"])
        return {name: rows[name] for name in self.outputs}


@dataclass(frozen=True, slots=True)
class Representation:
    """Hold one kind of rows for the photos of a protocol, and the distances that suit it."""

    encoder: str
    output: str
    queries: Rows
    database: Rows
    distances: tuple[str, ...]
    stored: str
    """What a photo takes in the database: "256 bits", "1280 floats"."""
    trained: bool = True

    @property
    def bits(self) -> int | None:
        """Return length of the code; None where floats are stored."""
        return self.database.shape[1] if self.stored.endswith("bits") else None


def representations(
    extractor: FeatureExtractor,
    output: str,
    queries: Rows,
    database: Rows,
    distances: Sequence[str],
) -> list[Representation]:
    """Return what photos are compared by: for a model its values; for the baseline its features,
    and their codes by each of its methods, fitted to `extractor.fitted` or else to the database."""
    if not isinstance(extractor, UntrainedFeatureExtractor):
        stored = f"{database.shape[1]} bits"
        return [
            Representation(extractor.title, output, queries, database, tuple(distances), stored)
        ]
    plain = tuple(name for name in distances if name not in ON_BITS)
    on_bits = tuple(name for name in distances if name in ON_BITS)
    fitted = extractor.fitted.get(output, database)
    mean = fitted.mean(axis=0)  # cosines of features that are never negative say little
    asked, searched, fitted = queries - mean, database - mean, fitted - mean
    made = []
    if plain:
        title, stored = f"{extractor.title}, features", f"{database.shape[1]} floats"
        made.append(Representation(title, output, asked, searched, plain, stored, trained=False))
    for method in extractor.methods if on_bits else ():
        values = code_values(method, asked, searched, fitted)
        if values is not None:
            title, stored = f"{extractor.title}, {method}", f"{values[1].shape[1]} bits"
            made.append(Representation(title, output, *values, on_bits, stored, trained=False))
    return made

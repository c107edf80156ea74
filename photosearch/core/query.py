"""What is asked and what is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind
from photosearch.core.filters import Filters

RgbImage = NDArray[np.uint8]
"""Upright sRGB pixels, (H, W, 3) uint8."""


@dataclass(frozen=True, slots=True)
class CropBox:
    """A part of an image, in fractions of its upright width and height, 0 to 1."""

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        inside = (
            0 <= self.x < 1
            and 0 <= self.y < 1
            and 0 < self.width <= 1 - self.x + 1e-6
            and 0 < self.height <= 1 - self.y + 1e-6
        )
        if not inside:
            raise ValueError(f"a crop box lies within the image, fractions 0 to 1: {self}")

    def inside(self, outer: CropBox) -> CropBox:
        """This part of the part `outer`, in fractions of the whole image."""
        x, y = outer.x + self.x * outer.width, outer.y + self.y * outer.height
        return CropBox(x, y, self.width * outer.width, self.height * outer.height)

    def cut(self, rgb: RgbImage) -> RgbImage:
        """The part of `rgb` (H, W, 3) inside the box, at least one pixel; a view, not a copy."""
        height, width = rgb.shape[:2]
        left, top = min(int(self.x * width), width - 1), min(int(self.y * height), height - 1)
        right = max(left + 1, min(width, round((self.x + self.width) * width)))
        bottom = max(top + 1, min(height, round((self.y + self.height) * height)))
        return rgb[top:bottom, left:right]


@dataclass(frozen=True, slots=True, eq=False)
class QueryExample:
    """One image of a query: a file, a photo of the library (its id), or pixels."""

    source: Path | int | RgbImage
    crop: CropBox | None = None
    weight: float = 1.0
    """Above zero; how much it counts among several examples."""

    def __post_init__(self) -> None:
        if not self.weight > 0:
            raise ValueError(f"an example's weight is above zero, not {self.weight}")


@dataclass(frozen=True, slots=True)
class SimilarityWeights:
    """In which sense photos are alike; any mixture. Weights are not negative, not all zero."""

    shot: float = 1.0
    """Same picture or same shot: crops, edits, re-encodes, bursts."""
    look: float = 0.0
    """Colour, texture, composition."""
    subject: float = 0.0
    """What is shown."""

    def __post_init__(self) -> None:
        weights = (self.shot, self.look, self.subject)
        if min(weights) < 0 or not sum(weights) > 0:
            raise ValueError(f"weights of the senses are not negative and not all zero: {self}")

    def by_kind(self) -> dict[CodeKind, float]:
        """Weights by the code that answers each sense, summing to 1, zeros left out."""
        total = self.shot + self.look + self.subject
        weights = {
            CodeKind.COPY: self.shot,
            CodeKind.LOOK: self.look,
            CodeKind.SUBJECT: self.subject,
        }
        return {kind: weight / total for kind, weight in weights.items() if weight}


SHOT = SimilarityWeights(1, 0, 0)
LOOK = SimilarityWeights(0, 1, 0)
SUBJECT = SimilarityWeights(0, 0, 1)
SENSES = {"shot": SHOT, "look": LOOK, "subject": SUBJECT}


@dataclass(frozen=True, slots=True)
class Query:
    """Photos like `positives` and unlike `negatives`, in a sense, through filters."""

    positives: tuple[QueryExample, ...]
    negatives: tuple[QueryExample, ...] = ()
    sense: SimilarityWeights = SHOT
    filters: Filters = field(default_factory=Filters)
    limit: int = 100

    def __post_init__(self) -> None:
        if not self.positives:
            raise ValueError("a query has at least one positive example")
        if self.limit < 1:
            raise ValueError("a query's limit is at least 1")


@dataclass(frozen=True, slots=True)
class PartMatch:
    """A part of one picture that is like the whole of the other."""

    box: CropBox
    """Where it is, in fractions of the upright picture."""
    example: int
    """The positive example concerned, counted from 0."""
    in_query: bool
    """The box lies in the example's picture, which shows the photo found as a part of itself;
    otherwise in the photo found, a part of which is like the example."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The photos found, best first. All arrays are (n,) with n at most the query's limit."""

    photo_ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    """0 to 1, falling. A probability where `calibrated`, else a similarity."""
    distances: NDArray[np.float32]
    """Hamming distance in bits of the (mixed) code to the nearest positive example; mixtures are
    weighted sums of the fractions, times 256."""
    calibrated: bool
    searched: int
    """How many photos were compared."""
    seconds: float
    notes: tuple[str, ...] = ()
    """Plain sentences about what could not be done, e.g. a sense that the model lacks."""
    parts: tuple[PartMatch | None, ...] = ()
    """For each photo the part that made it match, None where it matches as a whole; empty if no
    parts were looked at."""

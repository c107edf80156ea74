"""Say what a geometric comparison of two pictures found, and what follows from it.

Codes tell how alike pictures are; two different pages of text are very much alike. Whether they are
the same shot is decided by local features: how many lie where one similarity transform (a shift, a
turn, a scale, perhaps a mirror) of the first picture puts them in the second, and whether features
elsewhere in what both show agree as well: of two letters with one letterhead most do not.

The thresholds were chosen on half of the pictures that tests/benchmarks/bench_verification.py
makes, and hold on the other half; the figures are in its README.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from photosearch.core.affine import Affine
from photosearch.core.picture_match import PictureVerdict

MIN_FEATURES = 40
"""In a picture with fewer local features there is too little to be sure of anything."""
MIN_INLIERS = 15
MIN_CELLS = 6
"""Inliers lie in so many cells of the grid at least: not all on one logo."""
MIN_SUPPORT = 0.55
MIN_SUPPORT_OF_MOVED = 0.7
"""Where pixels say that something moved: one model in another shirt has less."""

UNVERIFIED_PROBABILITY = 15 / 16
"""The greatest probability of a photo that was not compared yet: below "surely", and exact in
float32."""


class Verdict(StrEnum):
    """Name what a geometric comparison says of two pictures. Stored: never rename a value."""

    CONFIRMED = "confirmed"
    """They show the same, wholly or in part."""
    UNCONFIRMED = "unconfirmed"
    """There is enough in them to tell, and they do not agree."""
    TOO_LITTLE = "too little detail"
    """There is too little in one of them to tell."""


@dataclass(frozen=True, slots=True)
class GeometricMatch:
    """Hold what the comparison of a first picture with a second one found."""

    features: int
    """Local features in that picture which has fewer."""
    inliers: int = 0
    """Features of both that lie where `transform` puts them."""
    cells: int = 0
    """Cells of a grid, GRID to the longer side of the second picture, that hold inliers."""
    support: float = 0.0
    """Of the cells that have features of both pictures, the share that holds inliers, 0 to 1."""
    residual: float = 0.0
    """Median distance of the inliers from where they should be, in pixels of the compared pictures,
    whose longer side is 320."""
    transform: Affine | None = None
    """(a, b, c, d, e, f): what is at (x, y) in the first picture is at (ax + by + c, dx + ey + f)
    in the second, both in fractions of width and height; None without inliers."""
    mirrored: bool = False
    """The second picture shows the first one mirrored."""
    pixels: PictureVerdict | None = None
    """What the pixels say where `transform` lays one over the other; None if they were not
    compared."""

    @property
    def verdict(self) -> Verdict:
        """Return what follows."""
        agrees = self.support >= self._min_support and self.cells >= MIN_CELLS
        if self.inliers >= MIN_INLIERS and agrees and self.pixels is not PictureVerdict.OTHER:
            return Verdict.CONFIRMED
        return Verdict.UNCONFIRMED if self.features >= MIN_FEATURES else Verdict.TOO_LITTLE

    @property
    def _min_support(self) -> float:
        return MIN_SUPPORT_OF_MOVED if self.pixels is PictureVerdict.MOVED else MIN_SUPPORT


LIKELIHOOD_RATIOS: Mapping[Verdict, float] = MappingProxyType(
    {Verdict.UNCONFIRMED: 0.03, Verdict.TOO_LITTLE: 0.5}
)
"""How much more often the same shot is judged so than another picture is, P(verdict | same) /
P(verdict | different), as measured with the default model; for models whose card does not tell."""


def probability_after(probability: float, verdict: Verdict) -> float:
    """Return what is left of a probability, 0 to 1, after pictures were compared and did not agree.

    By Bayes' rule: the odds are multiplied by what the verdict says for the same shot. Before, they
    are taken to be no better than those of a photo that was not compared.
    """
    before = min(probability, UNVERIFIED_PROBABILITY)
    same = before * LIKELIHOOD_RATIOS[verdict]
    return same / (same + 1 - before)

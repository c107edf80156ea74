"""Say what a comparison of two pictures, laid over each other, found, and what follows from it.

The thresholds were chosen on half of the files that tests/benchmarks/duplicate_set.py makes, and
hold on the other half; the figures are in the README there.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from enum import StrEnum

from photosearch.core.affine import Affine, area_inside, corners_of, determinant, inverted

MIN_DETAIL = 0.02
"""Where less of what both show has any detail, nothing is said."""
LITTLE_DETAIL = 0.17
FEW_INLIERS = 40
"""Where less has detail, and fewer features agree, colours must agree as they stand: shirts of one
cut differ by nothing else."""
MAX_UNLIKE = 0.004
MAX_RECOLORED = 0.03
"""Of a copy: of more the colour is no other one."""
MAX_UNEVEN = 0.0042
"""Of a copy whose tones are nearly all as they were."""
MAX_UNEVEN_OF_FRAMES = 0.15
"""Where more differs as it stands, the tones were changed: these are no frames of a burst."""
MIN_INLIERS = 12
"""Fewer features that agree need a picture that agrees as a whole, as it stands."""
MIN_CORRELATION = (0.85, 0.75)
"""Of a copy, surely and probably."""
MAX_DIFFERING = (0.006, 0.012)
"""Of a copy, surely and probably."""
MAX_MOVED = 0.15
MAX_MOVED_PLACES = 4
"""Where more differs of two pictures, they are pages of one letterhead rather than one scene."""
MAX_STRONGEST = 6.5
"""Of a copy: so many times what is expected its strongest change is at most."""
MIN_COVERED = 0.85
"""The share of one of two pictures that the other one shows, if it was made of it."""

VERSION = 3
"""Of the comparison: what another version found is found anew."""

_FORMAT = struct.Struct("<6f?H8f5f2?")
NOWHERE: Affine = (0.0,) * 6
"""What a transform is turned round that has no way back."""
_EDGE = 0.01
_UPRIGHT = 0.3
_MAX_RESIDUAL = 0.004


class PictureVerdict(StrEnum):
    """Name what a comparison says of two pictures."""

    COPY = "copy"
    """All that both show agrees."""
    PROBABLY_COPY = "probably a copy"
    """Nearly all does."""
    MOVED = "moved"
    """The same scene, in which something moved."""
    LAID_OVER = "laid over"
    """A copy, over which something was laid: text, a sticker."""
    OTHER = "other"
    """They are other pictures, or nothing can be said of them."""


@dataclass(frozen=True, slots=True)
class PictureMatch:
    """Hold what two pictures have in common where one is laid over the other."""

    transform: Affine
    """(a, b, c, d, e, f): what is at (x, y) in the first picture is at (ax + by + c, dx + ey + f)
    in the second, both in fractions of width and height, upright."""
    mirrored: bool
    """The second picture shows the first one mirrored."""
    inliers: int
    """Local features that agree with the transform; 0 where it was found without them."""
    detail: float
    """Share of what both show that has enough detail to be compared, 0 to 1."""
    correlation: float
    """Median of the correlations of small windows with detail, -1 to 1."""
    differing: float
    """Share of what both show that has detail and does not agree, 0 to 1."""
    places: int
    """Connected places of that, small ones left out."""
    largest: float
    """Share of what both show that the largest of them covers, 0 to 1."""
    uneven: float
    """Share of what both show that differs in brightness after one tone was fitted, 0 to 1."""
    unlike: float
    """Share of what both show that differs in colour as it stands, 0 to 1; 0 where there is detail
    enough to do without."""
    residual: float
    """Mean difference of the pixels with tones evened out, 0 to 1."""
    toned: float = 0.0
    """By how much brightness differs as it stands, in the middle, 0 to 1."""
    strongest: float = 0.0
    """How many times as much as expected they differ where they do most; 0 where it was not needed,
    or cannot be told."""
    recolored: float = 0.0
    """Share of what both show that has another colour, after what edits do to all colours, 0 to 1;
    0 where it was not needed."""
    shares: tuple[float, float] = (1.0, 1.0)
    """Shares of the first and of the second picture that show what was photographed: not a frame,
    nor what was laid over it; 0 to 1."""
    laid_over: bool = False
    """Something was laid over one of them; of that one the share is below 1."""
    equal: bool = False
    """The pixels of the files are the same, up to what a turn without loss rounds otherwise."""

    @property
    def verdict(self) -> PictureVerdict:
        """Return what follows."""
        if self.detail < MIN_DETAIL or self.correlation < MIN_CORRELATION[1]:
            return PictureVerdict.OTHER
        if self.unlike > MAX_UNLIKE and self.has_little_detail:
            return PictureVerdict.OTHER
        if max(self.covered) < MIN_COVERED:
            return PictureVerdict.MOVED if self.differing <= MAX_MOVED else PictureVerdict.OTHER
        sure, likely = zip(MIN_CORRELATION, MAX_DIFFERING, strict=True)
        if self.uneven <= MAX_UNEVEN and self.strongest <= MAX_STRONGEST:
            if self.correlation >= sure[0] and self.differing <= sure[1]:
                return self._unless_recolored(PictureVerdict.COPY)
            if self.correlation >= likely[0] and self.differing <= likely[1]:
                return self._unless_recolored(PictureVerdict.PROBABLY_COPY)
        if self.laid_over:
            return PictureVerdict.LAID_OVER
        moved = self.differing <= MAX_MOVED and self.places <= MAX_MOVED_PLACES
        return PictureVerdict.MOVED if moved else PictureVerdict.OTHER

    def _unless_recolored(self, verdict: PictureVerdict) -> PictureVerdict:
        return verdict if self.recolored <= MAX_RECOLORED else PictureVerdict.OTHER

    @property
    def is_upright(self) -> bool:
        """Tell whether neither picture is turned or mirrored against the other one."""
        return self.transform[0] > _UPRIGHT and self.transform[4] > _UPRIGHT

    @property
    def may_be_equal(self) -> bool:
        """Tell whether the files may hold the same pixels, whose thumbnails were made otherwise."""
        same = replace(self, strongest=0.0).verdict is PictureVerdict.COPY
        return same and self.residual <= _MAX_RESIDUAL

    @property
    def has_little_detail(self) -> bool:
        """Tell whether there is too little in them to tell by details alone."""
        return self.detail < LITTLE_DETAIL and self.inliers < FEW_INLIERS

    @property
    def may_be_laid_over(self) -> bool:
        """Tell whether all that differs may be what was laid over one of them."""
        return (
            self.detail >= MIN_DETAIL
            and self.correlation >= MIN_CORRELATION[1]
            and self.differing <= MAX_MOVED
            and not self.has_little_detail
            and max(self.covered) >= MIN_COVERED
        )

    @property
    def covered(self) -> tuple[float, float]:
        """Return which shares of the first and of the second picture the other one shows."""
        return (
            _share_inside(self.transform),
            _share_inside(inverted(self.transform)),
        )

    def to_bytes(self) -> bytes:
        """Return what `from_bytes` makes the same of."""
        return _FORMAT.pack(
            *self.transform,
            self.mirrored,
            min(self.inliers, 0xFFFF),
            self.detail,
            self.correlation,
            self.differing,
            float(self.places),
            self.largest,
            self.uneven,
            self.unlike,
            self.residual,
            self.toned,
            self.strongest,
            self.recolored,
            *self.shares,
            self.laid_over,
            self.equal,
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> PictureMatch:
        """Return what `to_bytes` was called of.

        Raises:
            ValueError: it is nothing of the kind.
        """
        try:
            values = _FORMAT.unpack(data)
        except struct.error as error:
            raise ValueError(f"no comparison of pictures: {error}") from error
        a, b, c, d, e, f, mirrored, inliers, *rest = values
        detail, correlation, differing, places, largest, uneven, unlike, residual = rest[:8]
        toned, strongest, recolored, one, two, over, equal = rest[8:]
        return cls(
            (a, b, c, d, e, f),
            mirrored,
            inliers,
            detail,
            correlation,
            differing,
            int(places),
            largest,
            uneven,
            unlike,
            residual,
            toned,
            strongest,
            recolored,
            (one, two),
            over,
            equal,
        )

    def turned_round(self) -> PictureMatch:
        """Return the same of the second picture and the first one."""
        return replace(
            self, transform=inverted(self.transform) or NOWHERE, shares=self.shares[::-1]
        )


def _share_inside(transform: Affine | None) -> float:
    """Return the share of a picture that a transform puts inside the other one."""
    if transform is None or (area := abs(determinant(transform))) < 1e-9:
        return 0.0
    return min(1.0, area_inside(corners_of(transform), _EDGE) / area)

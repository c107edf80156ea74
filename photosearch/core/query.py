"""Represent a query and its answer: one type for what is seen, answered and saved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind
from photosearch.core.filters import Filters
from photosearch.core.verification import GeometricMatch
from photosearch.core.words import WordMatch
from photosearch.messages import Message

RgbImage = NDArray[np.uint8]
"""Upright sRGB pixels, (H, W, 3) uint8."""

MAIN_SHARE = 0.6
"""Of the similarity weights: from here on one of them gives its name to a mixture."""

MIN_WEIGHT, MAX_WEIGHT = 0.25, 4.0
"""How much less, or more, the window lets one image of a query count than another."""


@dataclass(frozen=True, slots=True)
class CropBox:
    """Represent a part of an image, in fractions of its upright width and height, 0 to 1."""

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
        """Return this part of the part `outer`, in fractions of the whole image."""
        x, y = outer.x + self.x * outer.width, outer.y + self.y * outer.height
        return CropBox(x, y, self.width * outer.width, self.height * outer.height)

    def cut(self, rgb: RgbImage) -> RgbImage:
        """Return what of `rgb` (H, W, 3) is in the box, at least one pixel; a view, not a copy."""
        height, width = rgb.shape[:2]
        left, top = min(int(self.x * width), width - 1), min(int(self.y * height), height - 1)
        right = max(left + 1, min(width, round((self.x + self.width) * width)))
        bottom = max(top + 1, min(height, round((self.y + self.height) * height)))
        return rgb[top:bottom, left:right]


@dataclass(frozen=True, slots=True, eq=False)
class QueryImage:
    """Represent one picture to search by, equal to itself only.

    Searched by is the first of `photo_id`, `pixels` and `file` that there is.
    """

    photo_id: int | None = None
    """Of a photo of the library."""
    pixels: RgbImage | None = None
    """Decoded like the photos of the library."""
    file: Path | bytes | None = None
    """An image file, or the content of one; of `pixels`, where larger ones can be read from."""
    title: str = ""
    preview: RgbImage | None = None
    """Small, to be shown."""
    jpeg: bytes = b""
    """A small copy that is saved with the query; b"" until one is made."""
    content_id: bytes = b""
    """Of the file that `pixels` were read from: a photo that has it is the same file."""

    def __post_init__(self) -> None:
        if self.photo_id is None and self.pixels is None and self.file is None:
            raise ValueError("an image to search by is a photo, pixels or a file")


@dataclass(frozen=True, slots=True)
class QueryItem:
    """Represent one picture of a query and what is wanted of it."""

    image: QueryImage
    crop: CropBox | None = None
    """Only this part of it counts."""
    weight: float = 1.0
    """Above zero; how much it counts among several. The window has MIN_WEIGHT to MAX_WEIGHT."""
    negative: bool = False
    """Photos are to be unlike it."""
    detailed: RgbImage | None = field(default=None, compare=False)
    """The picture with more pixels, to be cropped from; None while they are not at hand."""

    def __post_init__(self) -> None:
        if not self.weight > 0:
            raise ValueError(f"the weight of a query's image is above zero, not {self.weight}")

    @property
    def pixels(self) -> RgbImage | None:
        """Return what is searched by, or cropped from; None if it has to be read first."""
        if self.crop is not None and self.detailed is not None:
            return self.detailed
        return self.image.pixels if self.image.photo_id is None else None


@dataclass(frozen=True, slots=True)
class QueryWords:
    """Represent words of a query: what photos are to show, or not to show."""

    text: str
    negative: bool = False

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("the words of a query are not empty")


@dataclass(frozen=True, slots=True)
class SimilarityWeights:
    """Represent a similarity mode: in which way photos are alike; any mixture.

    Weights are not negative and not all zero.
    """

    shot: float = 1.0
    """Same picture or same shot: crops, edits, re-encodes, bursts."""
    look: float = 0.0
    """Colour, texture, composition."""
    subject: float = 0.0
    """What is shown."""

    def __post_init__(self) -> None:
        weights = (self.shot, self.look, self.subject)
        if min(weights) < 0 or not sum(weights) > 0:
            raise ValueError(f"similarity weights are not negative and not all zero: {self}")

    def has_main(self, weight: float) -> bool:
        """Tell whether one of the weights, `weight`, gives its name to the mixture."""
        return weight >= MAIN_SHARE * (self.shot + self.look + self.subject)

    @property
    def claims_shot(self) -> bool:
        """Tell whether being alike means, among other things, to be the same shot."""
        return self.shot > 0 and not (self.has_main(self.look) or self.has_main(self.subject))

    def by_kind(self) -> dict[CodeKind, float]:
        """Return the weights by the code that answers each, summing to 1, zeros left out."""
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
MODES = {"shot": SHOT, "look": LOOK, "subject": SUBJECT}


@dataclass(frozen=True, slots=True)
class Query:
    """Represent a query as it is seen, answered and saved: photos like its images, through filters.

    While it is put together it may have no images yet, or only negative ones; see `answerable`.
    """

    items: tuple[QueryItem, ...] = ()
    mode: SimilarityWeights = SHOT
    filters: Filters = field(default_factory=Filters)
    threshold: float = 0.0
    """How sure a photo must be to be shown, 0 (all) to 1; see `similarity_levels.apply_threshold`.
    An answer is whole: who shows it applies the threshold."""
    limit: int = 100
    """Photos in the answer at most."""
    words: tuple[QueryWords, ...] = ()
    """Photos are to show what they say; with them, pictures count by what they show."""
    balance: float = 0.5
    """Between pictures, 0, and words, 1, where there are both."""
    expanded: bool = False
    """What is like the photos found is found as well, see `core.diffusion`; not with words."""

    def __post_init__(self) -> None:
        if self.limit < 1:
            raise ValueError("a query's limit is at least 1")
        if not 0 <= self.balance <= 1:
            raise ValueError(f"the balance of pictures and words is 0 to 1, not {self.balance}")

    @property
    def images(self) -> tuple[QueryImage, ...]:
        """Return the images of all items."""
        return tuple(item.image for item in self.items)

    @property
    def positives(self) -> tuple[QueryItem, ...]:
        """Return the items that photos are to be like."""
        return tuple(item for item in self.items if not item.negative)

    @property
    def negatives(self) -> tuple[QueryItem, ...]:
        """Return the items that photos are to be unlike."""
        return tuple(item for item in self.items if item.negative)

    @property
    def own_ids(self) -> tuple[int, ...]:
        """Return the photos of the library that are searched by as a whole."""
        ids = (item.image.photo_id for item in self.positives if item.crop is None)
        return tuple(photo_id for photo_id in ids if photo_id is not None)

    @property
    def cropped_ids(self) -> tuple[int, ...]:
        """Return the photos of the library that a part of is searched by: they surely show it."""
        ids = (item.image.photo_id for item in self.positives if item.crop is not None)
        return tuple(photo_id for photo_id in ids if photo_id is not None)

    @property
    def empty(self) -> bool:
        """Tell whether there are neither images nor words."""
        return not self.items and not self.words

    @property
    def compared_mode(self) -> SimilarityWeights:
        """Return the mode in which photos are compared: with words by what they show."""
        return SUBJECT if self.words else self.mode

    @property
    def answerable(self) -> bool:
        """Tell whether photos are to be like something; being unlike something does not suffice."""
        return bool(self.positives) or any(not each.negative for each in self.words)

    def can_verify(self, answer: Answer) -> bool:
        """Tell whether an answer says how probably photos are the same shot, which can be seen."""
        return answer.calibrated and self.mode.claims_shot and not self.words

    def item_of(self, image: QueryImage) -> QueryItem | None:
        """Return the item of an image, None if it is not in the query."""
        return next((item for item in self.items if item.image is image), None)

    def with_item(self, image: QueryImage, **changes: Any) -> Query:
        """Return the query with other values of the item of `image`, by the names of its fields."""
        items = (replace(item, **changes) if item.image is image else item for item in self.items)
        return replace(self, items=tuple(items))

    def without_image(self, image: QueryImage) -> Query:
        """Return the query without an image."""
        return replace(self, items=tuple(item for item in self.items if item.image is not image))


@dataclass(frozen=True, slots=True)
class PartMatch:
    """Represent a part of one picture that is like the whole of the other."""

    box: CropBox
    """Where it is, in fractions of the upright picture."""
    item: int
    """The positive item concerned, counted from 0."""
    in_query: bool
    """The box lies in the query's image, which shows the photo found as a part of itself;
    otherwise in the photo found, a part of which is like the query's image."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """Represent the photos found, best first. All arrays are (n,), n at most the query's limit."""

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
    notes: tuple[Message, ...] = ()
    """What could not be done, e.g. a similarity that the model lacks."""
    parts: tuple[PartMatch | None, ...] = ()
    """For each photo the part that made it match, None where it matches as a whole; empty if no
    parts were looked at."""
    matches: tuple[GeometricMatch | None, ...] = ()
    """For each photo what its comparison with the query's images found, None where it was not
    compared; empty before the answer is verified."""
    words: tuple[WordMatch, ...] = ()
    """For each photo why it was found by the query's words; empty without any."""
    unverified: bool = False
    """The photos are still to be compared with the query's images: that may make any score less, so
    that none is to be told."""

    def rows(self, rows: NDArray[np.integer[Any]]) -> Answer:
        """Return an answer of the photos at `rows` (m,) alone, in that order."""
        return replace(
            self,
            photo_ids=self.photo_ids[rows],
            scores=self.scores[rows],
            distances=self.distances[rows],
            parts=tuple(self.parts[row] for row in rows) if self.parts else (),
            matches=tuple(self.matches[row] for row in rows) if self.matches else (),
            words=tuple(self.words[row] for row in rows) if self.words else (),
        )

    def without(self, photo_ids: Collection[int]) -> Answer:
        """Return the answer without these photos; itself if it has none of them."""
        kept = np.flatnonzero(~np.isin(self.photo_ids, list(photo_ids)))
        removed = len(self.photo_ids) - len(kept)
        return replace(self.rows(kept), searched=self.searched - removed) if removed else self

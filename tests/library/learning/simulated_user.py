"""A made library of codes, and a user who goes by something of which the sense knows little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from photosearch.core.codes import CodeKind, Codes
from photosearch.core.judged_pairs import with_implied
from photosearch.library.learning.map_fitting import PairCodes
from photosearch.library.learning.map_trial import average_precision

BITS = {CodeKind.COPY: 128, CodeKind.LOOK: 64, CodeKind.SUBJECT: 128}


@dataclass(frozen=True)
class MadeLibrary:
    """Photos of some scenes in some colours: the subject shows scenes, the look colours."""

    codes: dict[CodeKind, Codes]
    scenes: np.ndarray
    colours: np.ndarray

    def signs(self, kind: CodeKind) -> np.ndarray:
        return np.unpackbits(self.codes[kind], axis=1).astype(np.float32) * 2 - 1


def make_library(seed: int, photos: int = 600, scenes: int = 12, colours: int = 8) -> MadeLibrary:
    rng = np.random.default_rng([seed, 1])
    scene, colour = rng.integers(0, scenes, photos), rng.integers(0, colours, photos)
    own = {kind: rng.normal(size=(photos, bits)) for kind, bits in BITS.items()}
    of_scene = {kind: rng.normal(size=(scenes, bits)) for kind, bits in BITS.items()}
    of_colour = {kind: rng.normal(size=(colours, bits)) for kind, bits in BITS.items()}
    shares = {
        CodeKind.COPY: (0.6, 0.6),
        CodeKind.LOOK: (0.3, 0.8),
        CodeKind.SUBJECT: (0.8, 0.3),
    }
    codes = {}
    for kind, (by_scene, by_colour) in shares.items():
        values = own[kind] + by_scene * of_scene[kind][scene] + by_colour * of_colour[kind][colour]
        codes[kind] = np.packbits(values > 0, axis=1)
    return MadeLibrary(codes, scene, colour)


@dataclass(frozen=True)
class Answers:
    """Of a user who looked at the first photos found for some of the photos."""

    pairs: list[tuple[int, int, bool]]

    def codes(self, library: MadeLibrary, *, implied: bool = True) -> PairCodes:
        said = [(_key(min(one, two)), _key(max(one, two)), alike) for one, two, alike in self.pairs]
        all_ = with_implied(said) if implied else said
        first = [int.from_bytes(one, "big") for one, _, _ in all_]
        second = [int.from_bytes(two, "big") for _, two, _ in all_]
        return PairCodes(
            {kind: codes[first] for kind, codes in library.codes.items()},
            {kind: codes[second] for kind, codes in library.codes.items()},
            np.array([alike for _, _, alike in all_], np.bool_),
        )


def judge(
    library: MadeLibrary,
    sense: CodeKind,
    labels: np.ndarray,
    asking: np.ndarray,
    among: np.ndarray,
    seed: int,
    count: int = 100,
) -> Answers:
    """`count` answers: of the first 30 photos found up to three that are right, and some that are
    not; photos `asking` look `among` others."""
    rng = np.random.default_rng([seed, 2])
    signs = library.signs(sense)
    found: dict[tuple[int, int], bool] = {}
    while len(found) < count:
        asked = int(rng.choice(asking))
        nearest = among[np.argsort(-(signs[among] @ signs[asked]), kind="stable")]
        first = nearest[nearest != asked][:30]
        right = rng.permutation(first[labels[first] == labels[asked]])[:3]
        wrong = rng.permutation(first[labels[first] != labels[asked]])[: 5 - len(right)]
        for photo in (*right, *wrong):
            pair = min(asked, int(photo)), max(asked, int(photo))
            found[pair] = bool(labels[photo] == labels[asked])
    return Answers([(*pair, alike) for pair, alike in list(found.items())[:count]])


def mean_average_precision(
    vectors: np.ndarray, labels: np.ndarray, asked: np.ndarray, among: np.ndarray
) -> float:
    """Of photos `asked` that look for those of their label `among` others."""
    found = []
    likeness = vectors[among] @ vectors[asked].T
    for column, photo in enumerate(asked):
        others = among != photo
        right = (labels[among] == labels[photo])[others]
        if right.any():
            scores = likeness[others, column].astype(np.float64)
            found.append(average_precision(scores, right))
    return float(np.mean(found))


def _key(number: int) -> bytes:
    return number.to_bytes(16, "big")

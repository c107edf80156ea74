"""How often one thing in two colours, or one model in two shirts, is called the same shot.

    python -m tests.benchmarks.bench_colors --data FOLDER [--model FOLDER] [--every N]

FOLDER holds fashion-products.zip. Looked at are pairs of photos of one type of article in two named
colours, each photo with the nearest of them by its `copy` code, as far as these are near enough to
be compared: none of them is one shot. Told is how many have features that agree, how many of these
a search calls surely the same, and how many are called copies of each other by duplicates.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, pack
from photosearch.core.picture_match import PictureVerdict
from photosearch.core.preprocess import fit_image
from photosearch.core.query import RgbImage
from photosearch.core.verification import GeometricMatch, Verdict
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import locate_model
from photosearch.library.workers.picture_comparison import (
    Picture,
    compare_pictures,
    verify_picture,
)
from photosearch.training.datasets import DatasetReader, PhotoSet, open_photo_set
from photosearch.training.default_encoder.data import product_values
from photosearch.training.evaluation.metrics import hamming_distances

NEAREST = 6
MAX_DISTANCE = 90
"""Bits: the calibration of version 3 says of pairs up to 94 that they may be copies."""


def opened(data: Path, every: int) -> list[PhotoSet]:
    parts = ("train", "validation")
    return [open_photo_set(data / "fashion-products.zip", part).take(every) for part in parts]


def near_pairs(
    codes: NDArray[np.uint8], types: NDArray[np.str_], colors: NDArray[np.str_]
) -> set[tuple[int, int]]:
    """Pairs of numbers, the lower one first."""
    found: set[tuple[int, int]] = set()
    for place in range(len(codes)):
        distances = hamming_distances(codes[place][None], codes)[0]
        distances[place] = np.iinfo(distances.dtype).max
        for other in np.argsort(distances, kind="stable")[:NEAREST].tolist():
            alike = types[place] == types[other] and colors[place] != colors[other]
            if alike and distances[other] <= MAX_DISTANCE:
                found.add((min(place, other), max(place, other)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="default")
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    encoder = Encoder(locate_model(arguments.model))
    images: list[RgbImage] = []
    values: dict[str, list[str]] = {"articleType": [], "baseColour": []}
    for photos in opened(arguments.data, arguments.every):
        for column, listed in values.items():
            told = product_values(photos, column)
            listed += [told[name] for name in photos.members]
        with DatasetReader(photos) as reader:
            images += [reader.photo(place) for place in range(len(photos))]
    encoded = [encoder.encode(fit_image(image, encoder.card)[None]) for image in images]
    codes = pack(np.concatenate([each[CodeKind.COPY.value] for each in encoded]))
    pairs = near_pairs(codes, *(np.array(column) for column in values.values()))
    by_features, surely, copies = 0, 0, Counter[PictureVerdict]()
    for one, other in sorted(pairs):
        first, second = Picture(images[one]), Picture(images[other])
        match: GeometricMatch = verify_picture(first, second)
        if match.pixels is None:
            continue
        by_features += 1
        surely += match.verdict is Verdict.CONFIRMED
        compared = compare_pictures(first, second)
        copies[compared.verdict if compared else PictureVerdict.OTHER] += 1
    print(f"{len(images)} photos, {len(pairs)} pairs; of {by_features} the features agree")
    print(f"surely the same shot: {surely}; by duplicates: {dict(copies)}")


if __name__ == "__main__":
    main()

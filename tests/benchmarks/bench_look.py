"""How well products are found by their colour: `look` beside histograms and moments of colour.

    python tests/benchmarks/bench_look.py --data FOLDER [--model FOLDER] [--every N]

FOLDER holds fashion-products.zip. Of its `validation/`, photos of the same named colour are right;
each searches all the others, mean average precision over the whole ranked list. Beside `look` (bits
by Hamming distance): an HSV histogram of 16 x 4 x 4 cells by the sum of minima (Swain and Ballard,
"Color Indexing", IJCV 1991) and the first three moments of each channel of HSV (Stricker and
Orengo, "Similarity of Color Images", SPIE 1995), varied alike, by the sum of differences.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2]))

from photosearch.core.codes import pack
from photosearch.core.preprocess import fit_image
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import locate_model
from photosearch.training.datasets import DatasetReader, open_photo_set
from photosearch.training.default_encoder.data import product_values
from photosearch.training.evaluation.metrics import hamming_distances

CELLS = (16, 4, 4)


def hsv(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Pixels (n, 3), 0 to 1."""
    small = Image.fromarray(rgb).convert("HSV")
    return np.asarray(small, np.float64).reshape(-1, 3) / 255


def histogram(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    counts, _ = np.histogramdd(hsv(rgb), bins=CELLS, range=[(0, 1)] * 3)
    return counts.ravel() / counts.sum()


def moments(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    pixels = hsv(rgb)
    centred = pixels - pixels.mean(axis=0)
    third = np.cbrt((centred**3).mean(axis=0))
    return np.concatenate([pixels.mean(axis=0), pixels.std(axis=0), third])


def mean_average_precision(distances: NDArray[np.floating], labels: NDArray[np.str_]) -> float:
    found = []
    for place, row in enumerate(distances):
        order = np.argsort(np.delete(row, place), kind="stable")
        right = (np.delete(labels, place) == labels[place])[order]
        if right.any():
            found.append(float((np.cumsum(right) / np.arange(1, len(right) + 1))[right].mean()))
    return float(np.mean(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="default")
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    photos = open_photo_set(arguments.data / "fashion-products.zip", "validation")
    photos = photos.take(arguments.every)
    colours = product_values(photos, "baseColour")
    labels = np.array([colours[name] for name in photos.members])
    encoder = Encoder(locate_model(arguments.model))
    with DatasetReader(photos) as reader:
        images = [reader.photo(place) for place in range(len(photos))]
    looks = [encoder.encode(fit_image(one, encoder.card)[None])["look"] for one in images]
    codes = pack(np.concatenate(looks))
    histograms = np.stack([histogram(one) for one in images])
    values = np.stack([moments(one) for one in images])
    values = (values - values.mean(axis=0)) / values.std(axis=0)
    rows = {
        f"{encoder.card.model_id} look": hamming_distances(codes, codes).astype(float),
        "HSV histogram": np.stack(
            [1 - np.minimum(one, histograms).sum(axis=1) for one in histograms]
        ),
        "colour moments": np.stack([np.abs(one - values).sum(axis=1) for one in values]),
    }
    print(f"{len(photos)} photos, {len(set(labels.tolist()))} colours")
    for name, distances in rows.items():
        print(f"{name:30} {mean_average_precision(distances, labels):.4f}")


if __name__ == "__main__":
    main()

"""How alike the photos are that stand side by side: arranged by likeness, and by date.

    python -m tests.benchmarks.bench_likeness_order --data FOLDER [--photos 1000] [--large 200000]
        [--known]

FOLDER holds caltech101.zip, clothing.zip, flickr-captions.zip and fashion-products.zip, of which
equal parts of `validation/` (and `train/`, where that is not enough) are mixed. The distance is
that of the default model's subject codes, by which photos are arranged, and beside it that of its
look codes, by which they are not. By date: at random, and in runs of five photos of one class.
Then the time for many made-up photos, 20 around each of some centres, without any known neighbours;
with --known also with those of all photos, as a library has them after an index run.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from photosearch.core.codes import pack
from photosearch.core.preprocess import fit_image
from photosearch.core.spanning_tree import NO_EDGES, Edges, walk
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import locate_model
from photosearch.library.neighbours.likeness_order import spanning_tree
from photosearch.library.neighbours.nearest import NearestSearch
from photosearch.training.datasets import DatasetReader, open_photo_set

SETS = ("caltech101", "clothing", "flickr-captions", "fashion-products")
RUN = 5


def encoded(data: Path, count: int) -> tuple[dict[str, np.ndarray], list[str]]:
    """Return the codes by kind and the classes of mixed photos; those without a class by name."""
    encoder = Encoder(locate_model("default"))
    values: dict[str, list[np.ndarray]] = {"subject": [], "look": []}
    classes: list[str] = []
    rng = np.random.default_rng(0)
    for name in SETS:
        wanted = count // len(SETS)
        for part in ("validation", "train"):
            photos = open_photo_set(data / f"{name}.zip", part)
            chosen = rng.permutation(len(photos))[:wanted]
            wanted -= len(chosen)
            with DatasetReader(photos) as reader:
                for place in chosen.tolist():
                    found = encoder.encode(fit_image(reader.photo(place), encoder.card)[None])
                    for kind, of_kind in values.items():
                        of_kind.append(found[kind])
                    folders = photos.members[place].split("/")[1:-1]
                    classes.append("/".join([name, *folders]))
    return {kind: pack(np.concatenate(each)) for kind, each in values.items()}, classes


def step(codes: np.ndarray, order: np.ndarray) -> float:
    """Return the mean share of bits that differ between photos side by side."""
    apart = np.bitwise_count(codes[order[1:]] ^ codes[order[:-1]]).sum(axis=1)
    return float(apart.mean()) / (codes.shape[1] * 8)


def by_runs(classes: list[str]) -> np.ndarray:
    """Return an order in which runs of photos of one class follow each other at random."""
    rng = np.random.default_rng(2)
    runs = []
    for name in sorted(set(classes)):
        rows = rng.permutation([row for row, each in enumerate(classes) if each == name])
        runs += [rows[start : start + RUN] for start in range(0, len(rows), RUN)]
    return np.concatenate([runs[place] for place in rng.permutation(len(runs))])


def arrange_many(many: np.ndarray, known: Edges) -> None:
    begun, start = time.perf_counter(), time.process_time()
    order = walk(len(many), spanning_tree(many, known))
    print(
        f"{len(many)} photos, {len(known.lower)} edges known:"
        f" {time.process_time() - start:.1f} s of processor time,"
        f" {time.perf_counter() - begun:.1f} s by the clock,"
        f" {step(many, order) / step(many, np.arange(len(many))):.2f} of the order by id",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--photos", type=int, default=1000)
    parser.add_argument("--large", type=int, default=200_000)
    parser.add_argument("--known", action="store_true")
    arguments = parser.parse_args()
    codes, classes = encoded(arguments.data, arguments.photos)
    count = len(classes)
    dates = {"random": np.random.default_rng(1).permutation(count), "runs": by_runs(classes)}
    start = time.process_time()
    order = walk(count, spanning_tree(codes["subject"]))
    seconds = time.process_time() - start
    for kind, of_kind in codes.items():
        for name, date in dates.items():
            mine, theirs = step(of_kind, order), step(of_kind, date)
            print(f"{kind}: {mine:.3f} by likeness, {theirs:.3f} by date ({name}):", end=" ")
            print(f"{mine / theirs:.2f}")
    print(f"{count} photos arranged in {seconds:.2f} s of processor time")
    if arguments.large:
        rng = np.random.default_rng(0)
        centres = rng.integers(0, 256, (arguments.large // 20, 32), np.uint8)
        bits = np.unpackbits(centres[rng.integers(0, len(centres), arguments.large)], axis=1)
        many = np.packbits(bits ^ (rng.random(bits.shape, np.float32) < 0.1), axis=1)
        del bits
        arrange_many(many, NO_EDGES)
        if arguments.known:
            distances, found = NearestSearch(many).nearest(many, 17)
            ends = np.repeat(np.arange(len(many)), 17)
            arrange_many(
                many, Edges.between(ends, found.ravel(), distances.ravel().astype(np.int64))
            )


if __name__ == "__main__":
    main()

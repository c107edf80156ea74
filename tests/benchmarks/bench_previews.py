"""How well the codes of previews agree with those of the photos' files.

    python tests/benchmarks/bench_previews.py FOLDER [--model FOLDER]

While a library is switched to another model, photos on drives that are away are encoded from their
previews. Told, for the photos in FOLDER: the share of bits that differ, how often a preview finds
its own photo first among all, and how many of the ten nearest photos are the same.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from photosearch.core.errors import UnreadablePhoto
from photosearch.images.decode import decode
from photosearch.images.thumbnails import make_thumbnail, read_thumbnail
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import find_model
from photosearch.library.models.model_comparison import (
    nearest_neighbours,
    shared_fraction,
    tasks_of_folder,
)
from photosearch.library.workers.photo_worker import codes_of
from photosearch.library.workers.reading_size import reading_side

MAX_PIXELS = 300_000_000
MOST = 1000


def main() -> None:
    """One line for each kind of code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path, default=find_model("default"))
    arguments = parser.parse_args()
    encoder = Encoder(arguments.model)
    side = reading_side(encoder.card)
    pairs = []
    for task in tasks_of_folder(arguments.folder, MOST):
        try:
            rgb = decode(task.path.read_bytes(), short_side=side, max_pixels=MAX_PIXELS).rgb
        except UnreadablePhoto:
            continue
        preview = read_thumbnail(make_thumbnail(rgb))
        pairs.append((codes_of(encoder, rgb), codes_of(encoder, preview)))
    print(f"{encoder.card.model_id}, {len(pairs)} photos")
    for kind in encoder.card.bits:
        files, previews = (
            np.frombuffer(b"".join(pair[part][kind] for pair in pairs), np.uint8).reshape(
                len(pairs), -1
            )
            for part in (0, 1)
        )
        bits = files.shape[1] * 8
        apart = np.bitwise_count(files ^ previews).sum(axis=1) / bits
        first = [
            np.bitwise_count(files ^ code).sum(axis=1, dtype=np.int64).argmin() == row
            for row, code in enumerate(previews)
        ]
        nearest = (nearest_neighbours(codes, 10) for codes in (files, previews))
        same = shared_fraction(*nearest).mean()
        print(
            f"{kind:8}  bits that differ: mean {apart.mean():.1%}, worst {apart.max():.1%};  "
            f"finds its own photo first: {np.mean(first):.1%};  ten nearest shared: {same:.1%}"
        )


if __name__ == "__main__":
    main()

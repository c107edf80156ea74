"""Makes a library as large as the window has to stand, which the real program opens as its own:

    python -m tests.benchmarks.large_library FOLDER [--photos 500000]

FOLDER/library is the library, FOLDER/photos holds a file for each photo: empty but for its size,
so that a look through the folders finds all unchanged. Codes are random ones of the encoder that
comes with the program, thumbnails are real JPEGs, facts are spread over years, cameras and folders.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

PER_FOLDER = 1000
PER_BATCH = 5000
FILE_BYTES = 1000
PICTURES = 200
"""Different thumbnails, each the picture of many photos."""


def make(folder: Path, photos: int) -> None:
    """Make it; a minute or two for half a million."""
    import numpy as np
    from PIL import Image

    from photosearch.core.photo import FileStamp, IndexedPhoto, PhotoMetadata
    from photosearch.inference.models import find_model, load_card
    from photosearch.store.batch import WriteBatch
    from photosearch.store.catalog import Catalog
    from tests.photos import picture

    card, rng, dice = load_card(find_model("default")), np.random.default_rng(1), random.Random(1)
    jpegs = []
    for seed in range(PICTURES):
        size = (240, 160) if seed % 4 else (160, 240)
        buffer = io.BytesIO()
        Image.fromarray(picture(seed, size)).save(buffer, "JPEG", quality=55)
        jpegs.append(buffer.getvalue())
    root_path = (folder / "photos").absolute()
    root_path.mkdir(parents=True)
    started = time.perf_counter()
    with Catalog.open(folder / "library") as catalog:
        root = catalog.roots.add(root_path, "", ())
        for first in range(0, photos, PER_BATCH):
            rows = []
            numbers = range(first, min(photos, first + PER_BATCH))
            codes = {
                str(kind): rng.integers(
                    0, 256, (len(numbers), card.code_bytes(kind)), dtype=np.uint8
                )
                for kind in card.bits
            }
            for number in numbers:
                name = f"{number // PER_FOLDER:04}/{number:08}.jpg"
                path = root_path / name
                if number % PER_FOLDER == 0:
                    path.parent.mkdir()
                with path.open("wb") as file:
                    file.truncate(FILE_BYTES)
                found = path.stat()
                turned = number % PICTURES % 4 == 0
                rows.append(
                    IndexedPhoto(
                        root.root_id,
                        FileStamp(
                            os.fsencode(name),
                            FILE_BYTES,
                            found.st_mtime_ns,
                            f"{found.st_dev}:{found.st_ino}",
                        ),
                        number.to_bytes(16),
                        PhotoMetadata(
                            dice.choice(("jpeg", "jpeg", "jpeg", "heic", "nef")),
                            *((4000, 6000) if turned else (6000, 4000)),
                            captured=datetime(2008, 1, 1) + timedelta(minutes=17 * number),
                            camera=f"Camera {number // 40_000 % 12}",
                            lens=f"Lens {dice.randrange(20)} mm",
                            rating=dice.choice((None, None, 0, 1, 2, 3, 4, 5)),
                            keywords=tuple(
                                dice.sample(("beach", "mountain", "family", "work", "cat"), 2)
                            )
                            if number % 3 == 0
                            else (),
                        ),
                        jpegs[number % PICTURES],
                        {kind: each[number - first].tobytes() for kind, each in codes.items()},
                    )
                )
            catalog.commit_batch(WriteBatch(card.model_id, indexed=rows))
            print(f"\r{numbers.stop:,}", end="", file=sys.stderr, flush=True)
    print(f" photos in {time.perf_counter() - started:.0f} s", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(
        description="A large library for the benchmarks of the window."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=500_000)
    options = parser.parse_args()
    make(options.folder, options.photos)


if __name__ == "__main__":
    main()

"""Makes the library of made-up photos that a benchmark of the catalog runs on.

FOLDER on the command line keeps it, so that a second run starts at once; `--photos N` tells how
many there are.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from photosearch.core.photo import IndexedPhoto
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog

PER_ROOT = 100_000
PER_BATCH = 20_000

MakePhoto = Callable[[int, int], IndexedPhoto]
"""Id of a root and number of the photo to the photo."""


@contextmanager
def made_library(
    description: str | None, photos: int, photo: MakePhoto, model_id: str
) -> Iterator[Catalog]:
    """Yield the catalog of the library that the command line names, made if it is not there.

    Args:
        description: of the benchmark, for `--help`.
        photos: how many there are unless `--photos` says otherwise.
        photo: makes one.
        model_id: whose codes they have.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--photos", type=int, default=photos)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary) / "library"
        if not (folder / "catalog.db").exists():
            _make(folder, options.photos, photo, model_id)
        started = time.perf_counter()
        with Catalog.open(folder) as catalog:
            print(f"open: {(time.perf_counter() - started) * 1000:.1f} ms")
            yield catalog


def _make(folder: Path, photos: int, photo: MakePhoto, model_id: str) -> None:
    started = time.perf_counter()
    with Catalog.open(folder) as catalog:
        for first in range(0, photos, PER_BATCH):
            root = catalog.roots.add(folder.absolute() / f"root {first // PER_ROOT:03}")
            batch = range(first, min(first + PER_BATCH, photos))
            catalog.commit_batch(
                WriteBatch(model_id, indexed=[photo(root.root_id, number) for number in batch])
            )
    print(f"made in {time.perf_counter() - started:.0f} s")

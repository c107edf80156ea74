"""Moving the sense control with a large library: how long the library takes for the new order.

    python -m tests.benchmarks.bench_steering [--photos 500000] [--library FOLDER] [--limit 1000]

The library is that of bench_search. Each row drags the control over all its places once, in steps
of a tenth between two senses, and then back with the box or the weight that is named: the first
answer pays for encoding and comparing, the others are what a drag feels like. The encoder costs
nothing here (it runs once for each picture, about 10 ms). What the window adds is measured by
bench_window.py.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.bench_search import RandomImages, make_library, model_card
from tests.queries import item

STEPS = 10
"""Between two senses."""
DRAGS = 3


def measure(folder: Path, limit: int) -> Iterator[tuple[str, float, float, float, float]]:
    """(name, first answer, median, 95th percentile, plain distances of one kind) in ms."""
    import faiss
    import numpy as np

    from photosearch.core.codes import CodeKind, pack, unpack_signs
    from photosearch.core.query import CropBox, Query, QueryItem, SimilarityWeights
    from photosearch.library.search.searcher import Searcher
    from photosearch.store.catalog import Catalog

    faiss.omp_set_num_threads(1)
    places = [
        SimilarityWeights(max(0, 1 - place), 1 - abs(place - 1), max(0, place - 1))
        for place in np.linspace(0, 2, 2 * STEPS + 1)
    ]
    card, images = model_card(), RandomImages()
    rng = np.random.default_rng(3)
    pictures = rng.integers(0, 256, (4, 240, 320, 3), np.uint8)
    one, two, three = (item(picture) for picture in pictures[:3])
    unlike = item(pictures[3], negative=True)
    box = item(pictures[0], crop=CropBox(0.2, 0.2, 0.5, 0.5))
    queries: dict[str, tuple[QueryItem, ...]] = {
        "a picture with a copy": (one,),
        "a picture unlike all": (two,),
        "a photo of the library": (item(4711),),
        "a box of a picture": (box,),
        "3 like, 1 unlike": (one, two, three, unlike),
    }
    with Catalog.open(folder) as catalog:
        _, codes = catalog.codes.load(card.model_id, CodeKind.COPY)
        for name, items in queries.items():
            images.shown = unpack_signs(codes[4709]) if name.endswith("copy") else None
            searcher = Searcher(catalog, card, images)
            for kind in card.bits:  # the codes are in memory, as after the first query of the day
                searcher._codes.snapshot([kind])
            taken = []
            for _ in range(DRAGS):
                for mode in [*places, *reversed(places)]:
                    started = time.perf_counter()
                    searcher.search(Query(items, mode, limit=limit))
                    taken.append((time.perf_counter() - started) * 1000)
            rows = searcher._codes.snapshot([CodeKind.COPY]).kinds[CodeKind.COPY]
            started = time.perf_counter()
            rows.distances(pack(images.encode(pictures[:1])["copy"][0]))
            bare = (time.perf_counter() - started) * 1000
            rest = np.array(taken[1:])
            yield name, taken[0], float(np.median(rest)), float(np.percentile(rest, 95)), bare


def main() -> None:
    parser = argparse.ArgumentParser(description="Moving the sense control.")
    parser.add_argument("--photos", type=int, default=500_000)
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--library", type=Path, help="make the library here, or use the one here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="photosearch-bench-") as temporary:
        folder = options.library or Path(temporary) / "library"
        if not (folder / "catalog.db").exists():
            make_library(folder, options.photos)
        print(f"{'ms':28}{'first':>10}{'median':>10}{'95 %':>10}{'bare':>10}")
        for name, *values in measure(folder, options.limit):
            print(f"{name:28}" + "".join(f"{value:10.1f}" for value in values), flush=True)


if __name__ == "__main__":
    main()

"""Times of the catalog with 1,000,000 photos. Run by hand:

    python -m tests.benchmarks.bench_store [FOLDER] [--photos N]

FOLDER keeps the made library, so that a second run starts at once.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from photosearch.core.filters import Filters
from photosearch.core.photo import FileStamp, IndexedPhoto, PhotoMetadata
from photosearch.core.sorting import CATALOG_KEYS, SortOrder
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from tests.benchmarks.made_library import PER_ROOT, made_library

MODEL = "synthetic-000000000000"
KINDS = {"copy": 32, "look": 16, "subject": 32}


def photo(root_id: int, number: int) -> IndexedPhoto:
    chance = random.Random(number)
    return IndexedPhoto(
        root_id=root_id,
        stamp=FileStamp(
            b"%04d/%02d/IMG_%07d.JPG" % (2000 + number % 24, number % 12, number),
            chance.randrange(2_000_000, 12_000_000),
            chance.getrandbits(60),
            f"64769:{number}",
        ),
        content_id=chance.randbytes(16),
        metadata=PhotoMetadata(
            "jpeg",
            4608,
            3456,
            captured=datetime(2000, 1, 1) + timedelta(seconds=chance.randrange(700_000_000)),
            camera=f"Canon EOS {chance.randrange(30)}D",
            lens=f"EF {chance.randrange(20)} mm",
            focal_length_mm=50.0,
            aperture=2.8,
            exposure_s=0.01,
            iso=200,
            rating=chance.choice([None, None, None, 1, 3, 5]),
        ),
        thumbnail=b"\xff\xd8" + chance.randbytes(40),
        codes={kind: chance.randbytes(width) for kind, width in KINDS.items()},
    )


def measure(name: str, work: Callable[[], Any], rounds: int = 7) -> None:
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    print(
        f"{name:<44} first {walls[0]:6.1f}   least {min(walls):6.1f}"
        f"   median {statistics.median(walls):6.1f}   processor {statistics.median(cpus):6.1f} ms"
    )


def main() -> None:
    with made_library(__doc__, 1_000_000, photo, MODEL) as catalog:
        run(catalog)


def run(catalog: Catalog) -> None:
    photos, codes = catalog.photos, catalog.codes
    roots = [root.root_id for root in catalog.roots.all()]
    ids = photos.searchable_ids(set(roots))
    print(f"{len(ids):,} photos, {len(roots)} roots")
    measure("searchable_ids, all roots", lambda: photos.searchable_ids(set(roots)))
    measure("searchable_ids, one root offline", lambda: photos.searchable_ids(set(roots[1:])))
    for kind, width in KINDS.items():
        measure(f"CodeStore.load {kind}, {width} bytes", partial(codes.load, MODEL, kind))
    some = random.Random(1).sample(ids.tolist(), 200)
    measure("CodeStore.get of 200 ids", lambda: codes.get(MODEL, "copy", some))
    measure("known_files of 100,000", lambda: photos.catalog_files(roots[0]))
    measure("known_files of 100,000, with model", lambda: photos.catalog_files(roots[0], MODEL))
    for key in CATALOG_KEYS:
        measure(f"ids by {key}", partial(photos.ids, SortOrder(key)))
    measure("ids by path", photos.ids_by_path)
    measure("get of 200 records", lambda: photos.get(some))
    measure("thumbnails.get of 200", lambda: catalog.thumbnails.get(some))
    measure("counts", photos.counts)
    measure("select camera (1 in 30)", lambda: photos.select(Filters(cameras=("EOS 7D",))))
    measure("select rating >= 3 (1 in 3)", lambda: photos.select(Filters(min_rating=3)))
    measure("select format (all)", lambda: photos.select(Filters(formats=("jpeg",))))
    first, end = datetime(2010, 1, 1), datetime(2011, 1, 1)
    measure("select one year", lambda: photos.select(Filters(since=first, until=end)))
    measure(
        "select a folder",
        lambda: photos.select(Filters(folders=(Path("2005"),)), [(roots[0], b"2005")]),
    )
    sizes = set(range(5_000_000, 5_001_000))
    measure("find_content of 1,000 sizes", lambda: photos.find_content(sizes))
    measure("codes.models", codes.models)
    root_id, again = roots[0], random.Random(2).sample(range(PER_ROOT), 64)
    batch = WriteBatch(MODEL, indexed=[photo(root_id, number) for number in again])
    measure("commit_batch of 64 scattered photos again", lambda: catalog.commit_batch(batch))
    restamped = [
        (photo_id, root_id, photo(root_id, photo_id - 1).stamp) for photo_id in ids[:1000].tolist()
    ]
    measure(
        "commit_batch of 1,000 restamped", lambda: catalog.commit_batch(WriteBatch(moved=restamped))
    )


if __name__ == "__main__":
    main()

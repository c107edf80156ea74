"""How long finding duplicates takes in large libraries, of random codes and made-up groups.

    python -m tests.benchmarks.bench_duplicate_scale [--codes 1000000] [--sample 4096]

Candidates: the nearest of each of `sample` codes among all, as `CandidateSearch` finds them,
against faiss's own exact range search of the same codes at the same radius; processor time of one
thread, since machines are shared. Groups: 50,000 of 2 to 4 photos, opened in a fresh `Duplicates`.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import faiss
import numpy as np

from photosearch.core.codes import CodeKind
from photosearch.core.duplicates import DuplicateKind, Relation
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.inference.models import load_card
from photosearch.library.duplicates.candidates import CandidateSearch, radii
from photosearch.library.duplicates.duplicates import Duplicates
from photosearch.library.duplicates.groups import make_group
from photosearch.paths import models_folder
from photosearch.store.catalog import Catalog

GROUPS = 50_000
TRANSFORM = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def processor_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def candidates(count: int, sample: int) -> None:
    card = load_card(models_folder() / "default")
    near, far = radii(card.bits[CodeKind.COPY], card.calibration[CodeKind.COPY])
    codes = np.random.default_rng(0).integers(0, 256, (count, 32), np.uint8)
    keys = np.arange(count, dtype=np.int64)
    faiss.omp_set_num_threads(1)
    index = faiss.IndexBinaryFlat(256)
    index.add(codes)
    search = CandidateSearch(keys, codes, near, far)
    rows = np.arange(sample)
    ratios = []
    for _ in range(3):
        started = processor_s()
        index.range_search(codes[:sample], near)
        bare = processor_s() - started
        started = processor_s()
        for _some, _pairs in search.portions(rows):
            pass
        ours = processor_s() - started
        ratios.append(ours / bare)
    whole = ours * count / sample
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:,} codes: {1000 * ours / sample:.3f} ms of processor time for each,"
        f" all {whole:.0f} s; against range search {min(ratios):.2f} to {max(ratios):.2f};"
        f" peak memory {peak:.0f} MB"
    )


def groups() -> None:
    random = np.random.default_rng(1)
    made, photo_id = [], 1
    relation = Relation(DuplicateKind.EDITED, SimilarityLevel.SURELY, TRANSFORM, residual=0.01)
    for _ in range(GROUPS):
        ids = list(range(photo_id, photo_id + int(random.integers(2, 5))))
        photo_id = ids[-1] + 1
        made.append(
            make_group(
                ids[0],
                dict.fromkeys(ids[1:], relation),
                contents={each: each * 7919 for each in ids},
                sizes=dict.fromkeys(ids, 3_000_000),
                shares=dict.fromkeys(ids, 1.0),
                finished=False,
            )
        )
    with tempfile.TemporaryDirectory() as place, Catalog.open(Path(place)) as catalog:
        catalog.duplicates.replace_groups((), made)
        times = []
        for _ in range(5):
            duplicates = Duplicates(catalog, passing=catalog.photos.select)
            started, used = time.perf_counter(), processor_s()
            found = duplicates.groups()
            times.append((processor_s() - used, time.perf_counter() - started))
        again = time.perf_counter()
        duplicates.groups()
        again = time.perf_counter() - again
    used_s, waited_s = min(times)
    print(
        f"{len(found):,} groups of {photo_id - 1:,} photos: {used_s:.2f} s of processor time,"
        f" {waited_s:.2f} s waited; again {again:.3f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codes", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=4096)
    arguments = parser.parse_args()
    groups()
    candidates(100_000, arguments.sample)
    candidates(arguments.codes, arguments.sample)


if __name__ == "__main__":
    main()

"""A rescan of unchanged files, as a ratio to a bare walk with `os.scandir` and `stat`.

    python tests/benchmarks/bench_rescan.py [--files 100000]

Makes a tree of one-byte files and a catalog that knows them (written through the store, not
indexed: nothing is read in a rescan), then alternates the bare walk with `Indexer.run`, which loads
the rows, walks, compares and finds nothing to do. The ratio is that of the medians.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from photosearch.core.codes import CodeKind
from photosearch.core.jobs import JobControl
from photosearch.core.photo import IndexedPhoto, PhotoMetadata
from photosearch.inference.pool import Workers
from photosearch.library.indexing.indexer import Indexer
from photosearch.library.roots.scanner import ScanRules, Scope, scan
from photosearch.library.workers.photo_worker import PhotoResult, PhotoTask
from photosearch.settings import DEFAULT_EXCLUDES
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog

_MODEL = "bench"


def make_tree(root: Path, files: int) -> None:
    for number in range(files):
        folder = root / f"{number // 5000:02}" / f"{number // 500:03}"
        if number % 500 == 0:
            folder.mkdir(parents=True)
        (folder / f"IMG_{number:06}.jpg").write_bytes(b"x")


def bare_walk(root: Path) -> int:
    count, pending = 0, [os.fspath(root)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    entry.stat()
                    count += 1
    return count


def no_pool(_tasks: int) -> Workers[PhotoTask, PhotoResult]:
    raise AssertionError("a rescan of unchanged files has nothing to read")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as where:
        tree = Path(where) / "photos"
        make_tree(tree, options.files)
        rules = ScanRules(frozenset({".jpg"}), DEFAULT_EXCLUDES)
        with Catalog.open(Path(where) / "library") as catalog:
            root = catalog.roots.add(tree, "", ())
            fresh = scan(tree, rules, {}).to_read
            for start in range(0, len(fresh), 5000):
                indexed = [
                    IndexedPhoto(
                        root.root_id,
                        stamp,
                        os.urandom(16),
                        PhotoMetadata("jpeg", 6000, 4000, camera="Canon EOS R5"),
                        bytes(1000),
                        {CodeKind.SUBJECT.value: os.urandom(32)},
                    )
                    for stamp in fresh[start : start + 5000]
                ]
                catalog.commit_batch(WriteBatch(_MODEL, indexed=indexed))
            indexer = Indexer(catalog, _MODEL, lambda _root: rules, no_pool)
            bare, ours = [], []
            for _ in range(options.rounds):
                started = time.perf_counter()
                bare_walk(tree)
                walked = time.perf_counter()
                summary = indexer.run([Scope(root)], JobControl())
                ours.append(time.perf_counter() - walked)
                bare.append(walked - started)
                if summary.counts["unchanged"] != options.files:
                    raise SystemExit(f"not all unchanged: {summary.counts}")
    print(f"bare walk  {statistics.median(bare):6.2f} s  {sorted(round(x, 2) for x in bare)}")
    print(f"rescan     {statistics.median(ours):6.2f} s  {sorted(round(x, 2) for x in ours)}")
    print(f"rescan / bare walk: {statistics.median(ours) / statistics.median(bare):.2f}")


if __name__ == "__main__":
    main()

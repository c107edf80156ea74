"""Search, first answer and memory with a large library. Run by hand from the checkout:

    python -m tests.benchmarks.bench_search [--photos 1000000] [--library FOLDER]

    python -m tests.benchmarks.bench_search --words [...]
    python -m tests.benchmarks.bench_search --learned [...]

The library is synthetic: random codes of 256, 128 and 256 bits and ten windows of 128, and random
labels, written through the catalog as the indexer does. It is made in a temporary folder, or in
FOLDER, where a later run finds it again. With --words, searches by words alone, which cost nothing
to encode here, are held against one by a picture, in processor time: words that labels are ("dog"
those of a quarter of the photos, "collie" of one in 500) and others. With --learned, searches by
one sense in which something was learned of the user's answers are held against those without,
another photo each time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.queries import item, like

PHOTOS_PER_BATCH = 5_000
LIMIT = 200
ROUNDS = 41


def model_card() -> Any:
    from photosearch.core.codes import CodeKind
    from photosearch.core.model_card import Fit, ModelCard
    from photosearch.core.query import CropBox

    boxes = [CropBox(x / 4, y / 4, 0.5, 0.5) for y in range(3) for x in range(3)]
    return ModelCard(
        name="synthetic", version="1", file="none.onnx", sha256="0" * 64, input_width=32,
        input_height=32, fit=Fit.STRETCH,
        bits={CodeKind.COPY: 256, CodeKind.LOOK: 128, CodeKind.SUBJECT: 256, CodeKind.REGIONS: 128},
        region_boxes=(*boxes, CropBox(0, 0, 1, 1)),
    )  # fmt: skip


class RandomImages:
    """Stands for the query worker: every image has the same random outputs, at no cost."""

    def __init__(self) -> None:
        import numpy as np

        rng = np.random.default_rng(7)
        self._outputs = {
            str(kind): rng.normal(size=(8, bits)).astype(np.float32)
            for kind, bits in model_card().bits.items()
        }
        self.shown: Any = None
        self._outputs["regions"] = rng.normal(size=(8, 10, 128)).astype(np.float32)

    def read(self, source: Any, crop: Any = None) -> Any:
        raise NotImplementedError

    def encode(self, pixels: Any) -> Any:
        outputs = {kind: values[: len(pixels)] for kind, values in self._outputs.items()}
        if self.shown is not None:
            outputs["copy"] = outputs["copy"].copy()
            outputs["copy"][:3] = abs(outputs["copy"][:3]) * self.shown  # the negative is another
        return outputs


class RandomWords:
    """Stands for the text encoder: every text has random values, at no cost."""

    def encode_words(self, texts: Any, labels: Any = None) -> Any:
        import numpy as np

        from photosearch.core.words import EncodedWords

        values = [np.random.default_rng(list(text.encode())).normal(size=256) for text in texts]
        return EncodedWords(np.asarray(values, np.float32), np.ones(len(texts), np.float32))

    def fuse(self, image: Any, words: Any) -> Any:
        return image + words

    def chance(self, values: Any) -> Any:
        import numpy as np

        return np.stack([0 * values[:, 0], np.linalg.norm(values, axis=1)], axis=1)


def make_library(folder: Path, photos: int) -> None:
    from datetime import datetime, timedelta

    import numpy as np

    from photosearch.core.photo import FileStamp, IndexedPhoto, PhotoMetadata
    from photosearch.store.batch import WriteBatch
    from photosearch.store.catalog import Catalog

    card, rng = model_card(), np.random.default_rng(1)
    labels = [line.partition("\t")[0] for line in label_lines()]
    started = time.perf_counter()
    with Catalog.open(folder) as catalog:
        root = catalog.roots.add(folder.absolute() / "photos", "", ())
        for first in range(0, photos, PHOTOS_PER_BATCH):
            count = min(PHOTOS_PER_BATCH, photos - first)
            codes = {
                str(kind): rng.integers(0, 256, (count, card.code_bytes(kind)), dtype=np.uint8)
                for kind in card.bits
            }
            catalog.commit_batch(WriteBatch(card.model_id, indexed=[
                IndexedPhoto(
                    root.root_id,
                    FileStamp(b"%04d/%08d.jpg" % (number // 1000, number), 4_000_000, number, ""),
                    number.to_bytes(16),
                    PhotoMetadata(
                        "jpeg", 4000, 3000, datetime(2010, 1, 1) + timedelta(minutes=number),
                        camera=f"Camera {number % 7}", rating=number % 6,
                    ),
                    b"\xff\xd8\xff\xd9",
                    {kind: values[number - first].tobytes() for kind, values in codes.items()},
                    labels=tuple(labels[(number * 7 + each * 331) % 1000] for each in range(2)),
                )
                for number in range(first, first + count)
            ]))  # fmt: skip
            print(f"\rmaking the library: {first + count:,}", end="", file=sys.stderr, flush=True)
    print(f" photos in {time.perf_counter() - started:.0f} s", file=sys.stderr)


def label_lines() -> list[str]:
    """The lines of the list that tells what labels are."""
    from photosearch import paths

    listed = paths.resources_folder() / "words" / "hypernyms.txt"
    return listed.read_text(encoding="utf-8").splitlines()


def interleaved_ms(
    *works: Callable[[], Any], clock: Callable[[], float] = time.perf_counter
) -> list[tuple[float, float]]:
    """(least, median) milliseconds of each work, all measured in turns in the same minutes."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for times, work in zip(taken, works, strict=True):
            started = clock()
            work()
            times.append((clock() - started) * 1000)
    return [(min(times), sorted(times)[len(times) // 2]) for times in taken]


def measure_search(folder: Path) -> Iterable[tuple[str, ...]]:
    import faiss
    import numpy as np

    from photosearch.core.codes import CodeKind, pack, unpack_signs
    from photosearch.core.filters import Filters
    from photosearch.core.query import LOOK, SHOT, CropBox, SimilarityWeights
    from photosearch.library.search.searcher import Searcher
    from photosearch.store.catalog import Catalog

    # One thread searches one query either way; more of them only wait in turns on a busy machine.
    faiss.omp_set_num_threads(1)
    card, images = model_card(), RandomImages()
    pixels = np.zeros((32, 32, 3), np.uint8)
    one = item(pixels)
    plain = {
        f"shot, top {LIMIT}": like(one, limit=LIMIT),
        "look (128 bits)": like(one, mode=LOOK, limit=LIMIT),
        "all three senses mixed": like(one, mode=SimilarityWeights(1, 1, 1), limit=LIMIT),
        "3 positives, 1 negative": like(
            one, one, one, item(pixels, negative=True), mode=SHOT, limit=LIMIT
        ),
        "only rating 5 (one in six)": like(one, filters=Filters(min_rating=5), limit=LIMIT),
    }
    with_parts = {
        "parts, too: a photo by its id": like(item(4711), limit=LIMIT),
        "parts, too: a crop": like(item(pixels, crop=CropBox(0, 0, 1, 1)), limit=LIMIT),
    }
    queries = plain | with_parts
    with Catalog.open(folder, read_only=True) as catalog:
        _, codes = catalog.codes.load(card.model_id, CodeKind.COPY)
        flat = faiss.IndexBinaryFlat(card.bits[CodeKind.COPY])
        flat.add(codes)
        # A picture of a photo of rating 5: where a copy is found, parts are not looked at.
        images.shown = unpack_signs(codes[4709])
        query = pack(images.encode(pixels[None])["copy"])
        searcher = Searcher(catalog, card, images)
        for mode in (SHOT, LOOK, SimilarityWeights(1, 1, 1)):
            searcher.search(like(one, mode=mode))
        works: list[Callable[[], Any]] = [lambda: flat.search(query, LIMIT)]
        works += [lambda asked=asked: searcher.search(asked) for asked in queries.values()]  # type: ignore[misc]
        found = searcher.search(next(iter(queries.values())))
        assert sorted(flat.search(query, 1)[0][0]) == [found.distances.min()]
        results = interleaved_ms(*works)
        (flat_least, flat_median), *ours = results
        yield ("faiss IndexBinaryFlat alone", f"{flat_least:.2f}", f"{flat_median:.2f}", "1")
        for name, (least, median) in zip(queries, ours, strict=True):
            yield (name, f"{least:.2f}", f"{median:.2f}", f"{median / flat_median:.2f}")
        changed = list(range(1, 65))
        [(least, median)] = interleaved_ms(lambda: searcher.update(changed))
        yield ("update of 64 photos", f"{least:.2f}", f"{median:.2f}", "")


def measure_words(folder: Path) -> Iterable[tuple[str, ...]]:
    from dataclasses import replace

    import faiss

    from photosearch.core.card_entries import ListedFile
    from photosearch.core.changes import Subscribers
    from photosearch.core.model_card import WordsCard
    from photosearch.core.query import SUBJECT, Query, QueryWords
    from photosearch.library.labels import LibraryLabels
    from photosearch.library.search.searcher import Searcher
    from photosearch.store.catalog import Catalog

    faiss.omp_set_num_threads(1)
    file = ListedFile("none", "0" * 64)
    words = WordsCard(file, file, file, file, calibration=((0.0, 0.1), (4.0, 0.9)))
    with Catalog.open(folder, read_only=True) as catalog:
        card = replace(model_card(), words=words)
        labels = LibraryLabels(catalog, Subscribers())
        searcher = Searcher(
            catalog, card, RandomImages(), words=RandomWords(), labels=labels.current
        )
        started, before = time.process_time(), resident_mb()
        by_label = labels.current().by_label()
        taken, more = (time.process_time() - started) * 1000, resident_mb() - before
        pairs = len(by_label.photo_ids)
        yield (f"{pairs:,} labels read, once; {more:.0f} MB", f"{taken:.0f}", "", "")
        # Another picture each time: the distances of the last one are kept.
        pictures = (item(number) for number in cycle(range(1, 500)))
        for limit in (LIMIT, 1_000):
            works: dict[str, Callable[[], Any]] = {
                f"a picture, by what it shows, top {limit:,}": lambda limit=limit: searcher.search(  # type: ignore[misc]
                    like(next(pictures), mode=SUBJECT, limit=limit)
                )
            }
            for text in ("at night", "dog", "a brown dog in the snow", "collie", "00004711"):
                query = Query(words=(QueryWords(text),), limit=limit)
                works[f"words: {text}"] = lambda query=query: searcher.search(query)  # type: ignore[misc]
            both = replace(like(item(7), limit=limit), words=(QueryWords("dog"),))
            works["a picture, and dog"] = lambda query=both: searcher.search(query)  # type: ignore[misc]
            for work in works.values():
                work()
            results = interleaved_ms(*works.values(), clock=time.process_time)
            for name, (least, median) in zip(works, results, strict=True):
                ratio = median / results[0][1]
                yield (name, f"{least:.2f}", f"{median:.2f}", f"{ratio:.2f}")


def measure_learned(folder: Path) -> Iterable[tuple[str, ...]]:
    import faiss
    import numpy as np

    from photosearch.core.codes import CodeKind
    from photosearch.core.query import SUBJECT, SimilarityWeights
    from photosearch.library.learning.map_fitting import fit_turn, make_map, measure_space
    from photosearch.library.search.searcher import Searcher
    from photosearch.store.catalog import Catalog

    faiss.omp_set_num_threads(1)
    card, sense = model_card(), CodeKind.SUBJECT
    with Catalog.open(folder, read_only=True) as catalog:
        ids = np.arange(1, 4_001)
        sample = {
            kind: catalog.codes.get(card.model_id, kind, ids)[1].reshape(len(ids), -1)
            for kind in (CodeKind.COPY, CodeKind.LOOK, sense)
        }
        space = measure_space(sense, sample)

        def searcher(shares: dict[CodeKind, float], *, turned: bool = False) -> Searcher:
            made = Searcher(catalog, card, RandomImages())
            weights = np.array([shares.get(block.kind, 0.0) for block in space.blocks])
            turn = fit_turn(space, weights, np.zeros((0, 0))) if turned else None
            if shares:
                made.set_learned({sense: make_map(space, weights, turn)})
            return made

        two = {sense: 1.0, CodeKind.LOOK: 0.5}
        asked = {
            "by subject": (searcher({}), SUBJECT),
            "learned: subject and look": (searcher(two), SUBJECT),
            "the same, turned": (searcher(two, turned=True), SUBJECT),
            "learned: all three": (searcher(two | {CodeKind.COPY: 0.5}), SUBJECT),
            "nothing learned, subject and look": (searcher({}), SimilarityWeights(0, 0.5, 0.5)),
            "nothing learned, all three": (searcher({}), SimilarityWeights(1, 1, 1)),
        }
        pictures = (item(number) for number in cycle(range(1, 5_000)))
        works = [
            lambda one=one, mode=mode: one.search(
                like(next(pictures), mode=mode, limit=LIMIT), parts=False
            )
            for one, mode in asked.values()
        ]
        for work in works:
            work()
        results = interleaved_ms(*works)
        for name, (least, median) in zip(asked, results, strict=True):
            yield (name, f"{least:.2f}", f"{median:.2f}", f"{median / results[0][1]:.2f}")


def first_answer(folder: Path) -> None:
    """In a process of its own: print seconds until the first answer, and memory, as JSON."""
    started = time.perf_counter()
    from photosearch.core.query import SimilarityWeights
    from photosearch.library.search.searcher import Searcher
    from photosearch.store.catalog import Catalog

    imported = time.perf_counter()
    with Catalog.open(folder) as catalog:
        opened = time.perf_counter()
        searcher = Searcher(catalog, model_card(), RandomImages())
        answer = searcher.search(like(item(4711), limit=LIMIT))
        answered = time.perf_counter()
        assert answer.photo_ids[0] == 4711
        peak_one_mb = peak_memory_mb()
        searcher.search(like(item(4711), mode=SimilarityWeights(1, 1, 1), limit=LIMIT))
        print(json.dumps({
            "import": imported - started,
            "open": opened - imported,
            "load and search": answered - opened,
            "first answer": answered - started,
            "peak MB, one sense": peak_one_mb,
            "peak MB, all senses": peak_memory_mb(),
        }))  # fmt: skip


def resident_mb() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss / 2**20)


def peak_memory_mb() -> float:
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would tell the peak of the parent, which it is forked from
        [peak] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(peak.split()[1]) / 1024
    import psutil

    memory = psutil.Process().memory_info()
    return float(getattr(memory, "peak_wset", memory.rss)) / 2**20


def measure_opening(folder: Path) -> Iterable[tuple[str, ...]]:
    runs = []
    for _ in range(5):
        command = [
            sys.executable,
            "-m",
            "tests.benchmarks.bench_search",
            "--first-answer",
            str(folder),
        ]
        runs.append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
    for name in runs[0]:
        values = sorted(run[name] for run in runs)
        yield (name, f"{values[0]:.3g}", f"{values[len(values) // 2]:.3g}", "")


def main() -> None:
    parser = argparse.ArgumentParser(description="Search, first answer and memory.")
    parser.add_argument("--photos", type=int, default=1_000_000)
    parser.add_argument("--library", type=Path, help="make the library here, or use the one here")
    parser.add_argument("--words", action="store_true", help="measure searches by words")
    parser.add_argument("--learned", action="store_true", help="measure what was learned")
    parser.add_argument("--first-answer", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.first_answer:
        first_answer(options.first_answer)
        return
    with tempfile.TemporaryDirectory(prefix="photosearch-bench-") as temporary:
        folder = options.library or Path(temporary) / "library"
        if not (folder / "catalog.db").exists():
            make_library(folder, options.photos)
        print(f"{'':40}{'least':>10}{'median':>10}{'ratio':>8}")
        measured = [
            ("search, ms", measure_search(folder)),
            ("a fresh process, seconds and MB", measure_opening(folder)),
        ]
        if options.learned:
            measured = [("search by what was learned, ms", measure_learned(folder))]
        if options.words:
            measured = [("search by words, ms of processor time", measure_words(folder))]
        for title, rows in measured:
            print(title)
            for name, least, median, ratio in rows:
                print(f"  {name:38}{least:>10}{median:>10}{ratio:>8}", flush=True)


if __name__ == "__main__":
    main()

"""What continuing answers outwards brings: R@1, mAP and time, beside plain ranking.

    python -m tests.benchmarks.bench_expansion --data FOLDER [--chosen] [--seconds]

FOLDER holds caltech101.zip and clothing.zip, on which nothing was chosen: the photos of
`validation/` search those of `train/` by subject, through the program's own search, in a library
made of the default model's codes. With --chosen the sets that parameters were chosen on:
fashion-products.zip (`train/`, every second photo, by the type of article) and
tiny-imagenet-30k.zip (`val/`, every third), of which every fifth photo searches the others.
Then the recall of a search along the edges of a tree or graph, against exact search.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.core.codes import Embeddings, pack
from photosearch.core.jobs import JobControl
from photosearch.core.model_card import ModelCard
from photosearch.core.photo import FileStamp, IndexedPhoto, PhotoMetadata
from photosearch.core.preprocess import fit_image
from photosearch.core.query import Query, QueryImage, QueryItem, SimilarityWeights
from photosearch.core.spanning_tree import Edges
from photosearch.inference.encoder import Encoder
from photosearch.inference.models import locate_model
from photosearch.library.neighbours.graph_update import GraphUpdate
from photosearch.library.neighbours.likeness_order import spanning_tree
from photosearch.library.neighbours.nearest import NearestSearch
from photosearch.library.search.searcher import Searcher
from photosearch.store.batch import WriteBatch
from photosearch.store.catalog import Catalog
from photosearch.training.datasets import DatasetReader, PhotoSet, open_photo_set
from photosearch.training.default_encoder.data import product_values
from photosearch.training.evaluation.tree_search import TreeSearch, recall

MODES = {
    "subject": SimilarityWeights(0, 0, 1),
    "look": SimilarityWeights(0, 1, 0),
}


class Known:
    """Stands for the query worker: the encodings of queries are known by number."""

    def __init__(self, values: Mapping[str, Embeddings]) -> None:
        self._values = values

    def encode(self, pixels: np.ndarray) -> Mapping[str, Embeddings]:
        red, green = pixels[0, 0, 0, :2].tolist()  # of one colour, whatever the size
        number = red + 256 * green
        return {kind: each[number : number + 1] for kind, each in self._values.items()}


def encode(encoder: Encoder, photos: PhotoSet) -> dict[str, np.ndarray]:
    with DatasetReader(photos) as reader:
        found = [
            encoder.encode(fit_image(reader.photo(place), encoder.card)[None])
            for place in range(len(photos))
        ]
    return {str(kind): np.concatenate([each[kind] for each in found]) for kind in encoder.card.bits}


def parts(data: Path, name: str) -> list[tuple[PhotoSet, np.ndarray]]:
    """Return queries and database with their classes."""
    if name in ("caltech101", "clothing"):
        both = [open_photo_set(data / f"{name}.zip", part) for part in ("validation", "train")]
        return [(each, np.array([m.split("/")[1] for m in each.members])) for each in both]
    if name == "fashion-products":
        photos = open_photo_set(data / f"{name}.zip", "train").take(2)
        articles = product_values(photos, "articleType")
        classes = np.array([articles[each] for each in photos.members])
    else:
        photos = open_photo_set(data / f"{name}.zip", "val").take(3)
        classes = np.array([each.split("/")[1] for each in photos.members])
    rest, queries = photos.split(5)
    asked = np.isin(photos.members, queries.members)
    return [(queries, classes[asked]), (rest, classes[~asked])]


def fill(catalog: Catalog, card: ModelCard, values: Mapping[str, np.ndarray]) -> list[int]:
    codes = {kind: pack(each) for kind, each in values.items()}
    root = catalog.roots.add(catalog.folder.parent)
    photos = [
        IndexedPhoto(
            root.root_id,
            FileStamp(b"%d.jpg" % row, 1, 1, ""),
            b"content %d" % row,
            PhotoMetadata(format="jpeg", width=4, height=3),
            b"",
            {kind: each[row].tobytes() for kind, each in codes.items() if kind != "regions"},
        )
        for row in range(len(codes["subject"]))
    ]
    return catalog.commit_batch(WriteBatch(card.model_id, photos)).indexed_ids


def judge(
    searcher: Searcher, mode: str, expanded: bool, wanted: np.ndarray, classes: np.ndarray
) -> tuple[float, float, float]:
    """Return R@1, mAP over the whole ranking, and milliseconds of a search for 200 photos."""
    first, precision, seconds = [], [], 0.0
    for number, name in enumerate(wanted):
        if not (classes == name).any():
            continue
        pixels = np.full((8, 8, 3), (number % 256, number // 256, 0), np.uint8)
        item = QueryItem(QueryImage(pixels=pixels))
        query = Query((item,), MODES[mode], limit=len(classes), expanded=expanded)
        answer = searcher.search(query, parts=False)
        right = classes[answer.photo_ids - 1] == name
        first.append(right[0])
        precision.append((np.cumsum(right) / np.arange(1, len(right) + 1))[right].mean())
        start = time.process_time()
        searcher.search(Query((item,), MODES[mode], limit=200, expanded=expanded), parts=False)
        seconds += time.process_time() - start
    return float(np.mean(first)), float(np.mean(precision)), seconds / len(first) * 1e3


def tree_recall(queries: np.ndarray, database: np.ndarray) -> None:
    distances, found = NearestSearch(database).nearest(database, 17)
    ends = np.repeat(np.arange(len(database)), found.shape[1])
    graph = Edges.between(ends, found.ravel(), distances.ravel().astype(np.int64))
    for name, edges in (("tree", spanning_tree(database)), ("graph", graph)):
        search = TreeSearch(database, edges)
        shares = {
            share: recall(search, database, queries[:300], 10, int(len(database) * share))
            for share in (0.05, 0.1, 0.2, 0.5)
        }
        told = ", ".join(f"{recalled:.2f} for {share:.0%}" for share, recalled in shares.items())
        print(f"  search along the {name}, recall of the ten nearest: {told}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--chosen", action="store_true")
    arguments = parser.parse_args()
    encoder = Encoder(locate_model("default"))
    names = (
        ("fashion-products", "tiny-imagenet-30k")
        if arguments.chosen
        else ("caltech101", "clothing")
    )
    for name in names:
        (queries, wanted), (database, classes) = parts(arguments.data, name)
        asked, stored = encode(encoder, queries), encode(encoder, database)
        print(f"{name}: {len(wanted)} queries, {len(classes)} photos", flush=True)
        with (
            tempfile.TemporaryDirectory() as folder,
            Catalog.open(Path(folder) / "library") as catalog,
        ):
            fill(catalog, encoder.card, stored)
            GraphUpdate(catalog, card=lambda: encoder.card).run(JobControl())
            known: Any = Known(asked)
            searcher = Searcher(catalog, encoder.card, known)
            for mode in MODES:
                for expanded in (False, True):
                    first, precision, ms = judge(searcher, mode, expanded, wanted, classes)
                    print(
                        f"  {mode}, {'expanded' if expanded else 'plain'}: R@1 {first:.4f},"
                        f" mAP {precision:.4f}, {ms:.1f} ms",
                        flush=True,
                    )
        tree_recall(pack(asked["subject"]), pack(stored["subject"]))


if __name__ == "__main__":
    main()

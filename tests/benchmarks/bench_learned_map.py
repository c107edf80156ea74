"""What a hundred answers of a simulated user with a hidden criterion are worth, on held-out photos.

    python -m tests.benchmarks.bench_learned_map DATA [--seeds N] [--pairs N] [--codes FOLDER]
    python -m tests.benchmarks.bench_learned_map DATA --choosing [...]

DATA holds fashion-products.zip (colours and articles), flickr-captions.zip (places, by words of the
captions) and caltech101.zip (photos of no place among them). Half of the photos are the user's to
judge: of the first 30 that a sense finds for a photo, up to three that are right and some that are
not. The photos of the other half search each other, before and after; mean average precision.

What is to be chosen (priors, thresholds) is chosen with --choosing: one fixed half of these photos,
other seeds, and further criteria: kinds of clothes and objects (clothing.zip, more of
caltech101.zip), for whom, for what and for which season products are. Without it only photos that
are not in that half search.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.core.codes import CodeKind, pack
from photosearch.core.preprocess import fit_image
from photosearch.inference.encoder import Encoder
from photosearch.library.learning.map_trial import learn_map
from tests.library.learning.simulated_user import MadeLibrary, judge, mean_average_precision

KINDS = (CodeKind.COPY, CodeKind.LOOK, CodeKind.SUBJECT)
PLACES = {
    "beach": "beach|ocean|sea|shore|surf|wave",
    "snow": "snow|ski|sled|snowboard",
    "pool": "pool",
    "street": "street|city|sidewalk|road|urban|building",
    "field": "field|grass|lawn|meadow",
    "forest": "forest|woods|trees|wooded",
    "mountain": "mountain|rock|cliff|climb",
    "indoors": "room|couch|bed|kitchen|indoor|table|bar",
    "water": "river|lake|creek|stream|pond",
    "stadium": "stadium|soccer|football|baseball|game|court|tennis|basketball",
}
ASKED = 150
"""Photos that search, of each seed."""
FIRST_TOLD = 100
"""Seed of the first user that is told of; those before are for choosing."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--model", type=Path, default=Path("models/default"))
    arguments.add_argument("--codes", type=Path, help="Folder that codes are kept in.")
    arguments.add_argument("--seeds", type=int, default=20)
    arguments.add_argument("--pairs", type=int, default=100)
    arguments.add_argument("--choosing", action="store_true")
    arguments.add_argument("--criteria", nargs="*", help="Only these.")
    options = arguments.parse_args()
    cases = made_cases(Codes(options.data, options.model, options.codes), options.data)
    if options.choosing:
        codes = Codes(options.data, options.model, options.codes)
        cases = {name: chosen_half(*case) for name, case in cases.items()} | more_cases(
            codes, options.data
        )
    first = 0 if options.choosing else FIRST_TOLD
    print("| criterion | sense | before | after | gain | least | used | told | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for criterion, (library, labels) in cases.items():
        if options.criteria and criterion not in options.criteria:
            continue
        for sense in KINDS:
            rows = np.array(
                [
                    measure(library, labels, sense, seed, options.pairs, told=not options.choosing)
                    for seed in range(first, first + options.seeds)
                ]
            )
            ratios, used = rows[:, 1] / rows[:, 0], rows[:, 2] > 0
            told = f"{rows[used, 3].mean():+.0%}" if used.any() else ""
            print(
                f"| {criterion} | {sense} | {rows[:, 0].mean():.3f} | {rows[:, 1].mean():.3f} "
                f"| {ratios.mean() - 1:+.1%} | {ratios.min() - 1:+.1%} | {int(used.sum())} "
                f"of {len(rows)} | {told} | {rows[:, 4].max():.2f} |",
                flush=True,
            )


Case = tuple[MadeLibrary, np.ndarray]


def made_cases(codes: Codes, data: Path) -> dict[str, Case]:
    fashion, products = codes.of("fashion-products", 1), product_labels(data)
    outdoors = codes.of("flickr-captions", 1)
    others = codes.of("caltech101", 4)
    return {
        "colour": labelled(fashion, [products[name]["baseColour"] for name in fashion[0]]),
        "article": labelled(fashion, [products[name]["articleType"] for name in fashion[0]]),
        "place": labelled(
            joined(outdoors, others), place_labels(data, outdoors[0]) + [""] * len(others[0])
        ),
    }


def more_cases(codes: Codes, data: Path) -> dict[str, Case]:
    """Criteria that nothing is told of."""
    fashion, products = codes.of("fashion-products", 1), product_labels(data)
    cases = {
        column: chosen_half(*labelled(fashion, [products[name][column] for name in fashion[0]]))
        for column in ("season", "gender", "usage")
    }
    for name, step in (("clothing", 3), ("caltech101", 1)):
        photos = codes.of(name, step)
        cases[name] = labelled(photos, [file.split("/")[1] for file in photos[0]])
    return cases


def for_choosing(count: int) -> np.ndarray:
    """Which of so many photos take part in choosing: (count,)."""
    chosen = np.zeros(count, np.bool_)
    chosen[np.random.default_rng(20261129).permutation(count)[: count // 2]] = True
    return chosen


def chosen_half(library: MadeLibrary, labels: np.ndarray) -> Case:
    rows = np.flatnonzero(for_choosing(len(labels)))
    codes = {kind: of_kind[rows] for kind, of_kind in library.codes.items()}
    return MadeLibrary(codes, labels[rows], labels[rows]), labels[rows]


class Codes:
    """Encodes the photos of zip files, or reads what is kept."""

    def __init__(self, data: Path, model: Path, kept: Path | None) -> None:
        self._data, self._kept = data, kept
        self._encoder = Encoder(model)

    def of(self, name: str, step: int) -> tuple[list[str], dict[CodeKind, np.ndarray]]:
        """Names and codes of every `step`th photo."""
        file = None if self._kept is None else self._kept / (
            f"{name}-{step}-{self._encoder.card.model_id}.npz"
        )  # fmt: skip
        if file is not None and file.exists():
            with np.load(file, allow_pickle=False) as content:
                return content["names"].tolist(), {kind: content[kind.value] for kind in KINDS}
        with zipfile.ZipFile(self._data / f"{name}.zip") as archive:
            names = sorted(each for each in archive.namelist() if each.endswith(".jpg"))[::step]
            parts = list(self._encoded(archive, names))
        codes = {kind: np.concatenate([part[kind] for part in parts]) for kind in KINDS}
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            content = {"names": np.array(names), **{kind.value: codes[kind] for kind in KINDS}}
            np.savez(file, **content)
        return names, codes

    def _encoded(
        self, archive: zipfile.ZipFile, names: Sequence[str]
    ) -> Iterator[dict[CodeKind, np.ndarray]]:
        for start in range(0, len(names), 8):
            pixels = [
                fit_image(
                    np.asarray(Image.open(io.BytesIO(archive.read(name))).convert("RGB")),
                    self._encoder.card,
                )
                for name in names[start : start + 8]
            ]
            outputs = self._encoder.encode(np.stack(pixels))
            yield {kind: pack(outputs[kind.value]) for kind in KINDS}


def joined(
    first: tuple[list[str], dict[CodeKind, np.ndarray]],
    second: tuple[list[str], dict[CodeKind, np.ndarray]],
) -> tuple[list[str], dict[CodeKind, np.ndarray]]:
    return first[0] + second[0], {
        kind: np.concatenate([first[1][kind], second[1][kind]]) for kind in KINDS
    }


def product_labels(data: Path) -> dict[str, dict[str, str]]:
    with zipfile.ZipFile(data / "fashion-products.zip") as archive:
        table = io.TextIOWrapper(archive.open("products.csv"), "utf-8")
        return {row["image"]: row for row in csv.DictReader(table)}


def place_labels(data: Path, names: Sequence[str]) -> list[str]:
    """The place that at least two of a photo's five captions name, and more than any other."""
    captions: dict[str, list[str]] = defaultdict(list)
    with zipfile.ZipFile(data / "flickr-captions.zip") as archive:
        for row in csv.DictReader(io.TextIOWrapper(archive.open("captions.csv"), "utf-8")):
            captions[row["image"]].append(row["caption"].lower())
    places = []
    for name in names:
        counts = {
            place: sum(bool(re.search(rf"\b({words})\b", text)) for text in captions[name])
            for place, words in PLACES.items()
        }
        most = max(counts.values())
        best = [place for place, count in counts.items() if count == most]
        places.append(best[0] if most >= 2 and len(best) == 1 else "")
    return places


def labelled(
    photos: tuple[list[str], dict[CodeKind, np.ndarray]], names: Sequence[str]
) -> tuple[MadeLibrary, np.ndarray]:
    """A library with a number for each label; photos without one are of a kind of their own."""
    known = {name: number for number, name in enumerate(sorted(set(names) - {"", "NA"}))}
    labels = np.array([known.get(name, -1 - place) for place, name in enumerate(names)])
    return MadeLibrary(photos[1], labels, labels), labels


def measure(
    library: MadeLibrary, labels: np.ndarray, sense: CodeKind, seed: int, pairs: int, *, told: bool
) -> tuple[float, float, float, float, float]:
    """Before, after, whether it was used, the gain that was told, seconds of one core."""
    order = np.random.default_rng([seed, 3]).permutation(len(labels))
    half = len(order) // 2
    judged, held_out = order[:half], order[half:]
    answers = judge(library, sense, labels, judged[labels[judged] >= 0], judged, seed, pairs)
    started = time.process_time()
    trial = learn_map(sense, answers.codes(library), {
        kind: codes[order[:4000]] for kind, codes in library.codes.items()
    })  # fmt: skip
    seconds = time.process_time() - started
    asking = labels >= 0
    if told:
        asking &= ~for_choosing(len(labels))
    asked = held_out[asking[held_out]][:ASKED]
    before = mean_average_precision(library.signs(sense), labels, asked, held_out)
    after = before
    if trial.better:
        signs = {kind: library.signs(kind) for kind in library.codes}
        after = mean_average_precision(trial.learned.vectors(signs), labels, asked, held_out)
    return before, after, float(trial.better), trial.gain, seconds


if __name__ == "__main__":
    main()

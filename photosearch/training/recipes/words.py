"""Teach a model what words mean, on captions, class names and its own classes.

    python -m photosearch.training.recipes.words --model models/default --data DATA \
        --classes TABLE --text TEXT --out OUT

The encoder stays as it is: only the projection of texts into the space of its subject codes is
learned, in minutes on one core. DATA holds flickr-captions.zip, caltech101.zip,
tiny-imagenet-30k.zip, clothing.zip and fashion-products.zip.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
from numpy.typing import NDArray

from photosearch import paths
from photosearch.core.card_entries import ListedFile
from photosearch.core.words import moments_of
from photosearch.inference.models import load_card, load_labels
from photosearch.inference.text_encoder import TextEmbedder, anchored
from photosearch.library.search.label_meanings import bundled_meanings
from photosearch.training import console
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.recipe_parts.options import Seed
from photosearch.training.words import word_data, words_folder
from photosearch.training.words.composition import (
    AttributedPhotos,
    FusionConfig,
    train_fusion,
)
from photosearch.training.words.encoded_sets import (
    EncodedPhotos,
    SetEncoder,
    TextTable,
    samples_of,
)
from photosearch.training.words.evaluation import (
    COMMON_WORDS,
    EvaluatedWord,
    Pool,
    best_label_weight,
    best_precision,
    calibrate,
    evaluate_words,
    mean_precision,
    recall,
    share_right,
    shown_by_captions,
    shown_by_classes,
)
from photosearch.training.words.fusion import FusionKind
from photosearch.training.words.projection import (
    ProjectionConfig,
    class_anchors,
    train_projection,
)

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]

_ANCHOR_WEIGHTS = (0.0, 0.25, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class WordsConfig:
    """Teach the model in a folder what words mean; the encoder in it stays as it is."""

    model: Annotated[Path, option("Folder of the model; it gets the files for words.")]
    data: Annotated[Path, option("Folder with the photo sets, as zip files.")]
    classes: Annotated[Path, option("Table of ImageNet's classes: index, wnid, names.")]
    out: Annotated[Path, option("Folder for what is computed on the way, and the figures.")]
    text: Annotated[
        Path | None,
        option("Folder with words.onnx and words_tokenizer.json; else those of the model."),
    ] = None
    steps: Annotated[int, option("Of training; 0: least squares alone.", min=0)] = 400
    fusion_steps: Annotated[int, option("Of training pictures and words together.", min=1)] = 800
    seed: Seed = 0


def setup(config: WordsConfig) -> tuple[TextEmbedder, dict[str, bytes]]:
    """Return what embeds texts, and the content of its files."""
    torch.set_num_threads(1)
    folder = config.text or config.model
    names = {"encoder": words_folder.ENCODER_FILE, "tokenizer": words_folder.TOKENIZER_FILE}
    files = {purpose: (folder / name).read_bytes() for purpose, name in names.items()}
    encoder, tokenizer = (
        ListedFile(name, words_folder.digest(files[purpose])) for purpose, name in names.items()
    )
    return TextEmbedder(folder, encoder, tokenizer), files


def run(config: WordsConfig, job: Job) -> dict[str, float]:
    """Return everything, from photo sets to a model folder that takes words, with its figures."""
    embedder, files = setup(config)
    labels = load_labels(config.model, load_card(config.model))
    hypernyms = word_data.read_hypernyms(paths.resources_folder() / "words" / "hypernyms.txt")
    wnids = word_data.read_wnids(config.classes, list(hypernyms))
    classes = [(label, *hypernyms.get(label, ())) for label in labels]
    photos = SetEncoder(config.model, config.out / "features")
    measured: dict[str, float] = {}
    table: TextTable | None = None
    # Evaluated on more photos by a projection that saw fewer of them, then made from all.
    for held_out, suffix in ((word_data.HELD_OUT_CAPTIONED, "_398"), (0, "")):
        sets = word_data.open_word_sets(config.data, hypernyms, wnids, held_out=held_out)
        train = [photos.encode(each, job) for each in sets.train]
        captions = photos.encode(sets.captions, job)
        shown = [photos.encode(each, job) for each in sets.classes]
        if table is None:
            table = TextTable(embedder, _all_texts([*train, captions, *shown], classes))
        samples = samples_of(train, table, classes)
        matrix = train_projection(samples, ProjectionConfig(steps=config.steps, seed=config.seed))
        moments = moments_of(samples.signs)
        anchors = class_anchors(samples) if labels else None
        evaluator = _Evaluator(embedder, table, matrix, moments, labels, anchors)
        metrics = evaluator.metrics(captions, shown)
        measured |= {f"{name}{suffix}": value for name, value in metrics.items()}
        if suffix:
            by_anchors = {
                weight: evaluator.words(captions, shown, weight)
                for weight in (_ANCHOR_WEIGHTS if labels else (0.0,))
            }
    anchor_weight = max(by_anchors, key=lambda one: (best_precision(by_anchors[one]), -one))
    more = by_anchors[anchor_weight]
    weight = best_label_weight(more)
    calibration = calibrate(more, weight)
    for level, least in (("surely", 0.95), ("probably", 0.7)):
        share, answers = share_right(more, weight, calibration, least)
        measured |= {f"{level}_right": share, f"{level}_answers": answers}
    measured["words_and_labels_precision_at_10_398"] = mean_precision(more, weight)
    other_half = slice(1, None, 2)
    measured["words_and_labels_precision_at_10_other_half"] = mean_precision(
        more, weight, other_half
    )
    for each in more:
        log.info("%s: %.1f of 10", each.word, 10 * each.precision(weight))
    assert table is not None
    fusion = _fusion(train[-1], sets.attributes, table, matrix, config)
    files |= {
        "projection": words_folder.projection_onnx(matrix),
        "moments": words_folder.array_bytes(moments.astype(np.float16)),
        "fusion": words_folder.fusion_onnx(fusion, matrix.shape[1]),
    }
    if anchors is not None:
        files["anchors"] = words_folder.array_bytes(anchors.astype(np.float16))
    values = {
        "deviation": [round(each, 3) for each, _ in calibration],
        "probability": [round(each, 4) for _, each in calibration],
        "label_weight": weight,
        "anchor_weight": anchor_weight,
        "text_encoder": "all-MiniLM-L6-v2 with fewer words, in 8 bits; Apache-2.0",
        "measured": {name: round(value, 4) for name, value in measured.items()},
    }
    words_folder.write_words(config.model, files, values)
    for name, value in measured.items():
        log.info("%s: %.3f", name, value)
    return measured


def _fusion(
    products: EncodedPhotos,
    attributes: Sequence[tuple[str, str]],
    table: TextTable,
    matrix: Floats,
    config: WordsConfig,
) -> torch.nn.Module:
    """Return what takes pictures and words together, learned from articles and colours."""
    names = [sorted({each[part] for each in attributes}) for part in (0, 1)]
    numbers = [
        np.asarray([names[part].index(each[part]) for each in attributes], np.intp)
        for part in (0, 1)
    ]
    words = [table.embeddings[list(table.of(each))] @ matrix for each in names]
    photos = AttributedPhotos(products.signs, numbers[0], numbers[1], words[0], words[1])
    fusion_config = FusionConfig(steps=config.fusion_steps, seed=config.seed)
    return train_fusion(FusionKind.ATTENTION, photos, fusion_config)


class _Evaluator:
    """Evaluate one projection."""

    def __init__(
        self,
        embedder: TextEmbedder,
        table: TextTable,
        matrix: Floats,
        moments: Floats,
        labels: list[str],
        anchors: Floats | None,
    ) -> None:
        self._embedder, self._table, self._matrix = embedder, table, matrix
        self._moments, self._labels = moments, labels
        self._anchors = {} if anchors is None else dict(zip(labels, anchors, strict=True))

    def values(self, texts: tuple[str, ...], anchor_weight: float) -> Floats:
        """Return values (N, bits) of texts, as the program takes them."""
        values: Floats = self._embedder.embed(texts)[0] @ self._matrix
        for row, text in enumerate(texts):
            said = bundled_meanings().said_by(text)
            if said.whole and anchor_weight:
                named = np.stack([self._anchors[label] for label in said.labels])
                values[row] = anchored(values[row], named, anchor_weight)
        return values

    def chance(self, values: Floats) -> Floats:
        """Return mean and standard deviation (N, 2) of the products with any codes."""
        deviations = np.linalg.norm(values @ self._moments[1:], axis=1)
        return np.stack([values @ self._moments[0], deviations], axis=1)

    def metrics(self, captions: EncodedPhotos, classes: list[EncodedPhotos]) -> dict[str, float]:
        """Return the figures."""
        texts = [(text, row) for row, each in enumerate(captions.described.texts) for text in each]
        embedded = self._table.embeddings[list(self._table.of([text for text, _ in texts]))]
        rows = [row for _, row in texts]
        found = {
            f"recall_at_{most}": recall(embedded @ self._matrix, captions.signs, rows, most)
            for most in (1, 10)
        }
        words = self.words(captions, classes, 0.0)
        found["words_precision_at_10"] = mean_precision(words, 0.0)
        found["words_judged"] = len(words)
        return found

    def words(
        self, captions: EncodedPhotos, classes: list[EncodedPhotos], anchor_weight: float
    ) -> list[EvaluatedWord]:
        """Return how the common words fare."""
        names = [texts for each in classes for texts in each.described.texts]
        pools = [
            Pool(
                np.concatenate([each.signs for each in classes]),
                lambda word: shown_by_classes(word, names),
                [labels for each in classes for labels in each.labels(self._labels)],
            ),
            Pool(
                captions.signs,
                lambda word: shown_by_captions(word, captions.described.texts),
                captions.labels(self._labels),
            ),
        ]
        values = self.values(COMMON_WORDS, anchor_weight)
        return evaluate_words(values, self.chance(values), pools, bundled_meanings())


def _all_texts(sets: list[EncodedPhotos], classes: list[tuple[str, ...]]) -> list[str]:
    of_photos = [text for each in sets for texts in each.described.texts for text in texts]
    return [*of_photos, *(name for names in classes for name in names)]


run_with_options = command(WordsConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "words"))

"""Teach a model the words of a shop, and pictures and words together.

    python -m photosearch.training.recipes.products --table products.csv --images DIR --out OUT

Starts from a model that takes words. The encoder stays as it is; learned are the words of the
table, and how a picture and a word are taken together ("this ring, but in silver"). What that
brings is measured first, on kinds and looks that a first training does not see.
"""

from __future__ import annotations

import logging
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import tomli_w
import torch
from numpy.typing import NDArray

from photosearch import paths
from photosearch.core.errors import UserError
from photosearch.core.model_card import CARD_FILE
from photosearch.inference.models import load_card, read_card_text, read_listed
from photosearch.inference.text_encoder import TextEmbedder
from photosearch.training import console
from photosearch.training.config_options import command, option
from photosearch.training.console import Job
from photosearch.training.datasets import open_photo_set
from photosearch.training.recipe_parts.options import Seed
from photosearch.training.words import words_folder
from photosearch.training.words.composition import (
    AttributedPhotos,
    FusionConfig,
    compositions,
    fused,
    mean_average_precision,
    train_fusion,
)
from photosearch.training.words.encoded_sets import (
    EncodedPhotos,
    SetEncoder,
    TextTable,
    samples_of,
)
from photosearch.training.words.fusion import FusionKind
from photosearch.training.words.product_table import ProductColumns, Products, read_products
from photosearch.training.words.projection import ProjectionConfig, train_projection
from photosearch.training.words.word_data import DescribedPhotos

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]

HELD_OUT_EVERY, HELD_OUT_FIRST = 4, 3
"""Of kinds and looks with enough products, by their number: which are not seen by the first
training."""
_ENOUGH = 30
_QUERIES = 600
"""Compositions that are judged by, at most, of each sort."""


@dataclass(frozen=True, slots=True)
class ProductsConfig:
    """Make a model for the pictures and words of a shop."""

    table: Annotated[Path, option("CSV file with a row for each product.")]
    images: Annotated[Path, option("Folder or zip file with the pictures.")]
    out: Annotated[Path, option("Folder for the model and the figures.")]
    image_column: Annotated[str, option("Column with the file of the picture.")] = "image"
    kind_column: Annotated[str, option("Column that tells what it is.")] = "articleType"
    look_column: Annotated[str, option("Column that tells how it looks.")] = "baseColour"
    title_column: Annotated[str, option("Column with a title; empty: none.")] = ""
    more_columns: Annotated[str, option("More attributes, with commas between.")] = ""
    model: Annotated[
        Path | None, option("Model to start from; else the one that comes with the program.")
    ] = None
    name: Annotated[str, option("Name of the new model.")] = "products"
    steps: Annotated[int, option("Of training the words.", min=1)] = 200
    fusion_steps: Annotated[int, option("Of training each way of fusing.", min=1)] = 800
    seed: Seed = 0


def setup(config: ProductsConfig) -> tuple[Path, TextEmbedder, Floats]:
    """Return the model to start from, what embeds texts for it, and its projection.

    Raises:
        UserError: the model takes no words.
    """
    torch.set_num_threads(1)
    folder = config.model or paths.models_folder() / "default"
    card = load_card(folder)
    if card.words is None:
        raise UserError.in_words(
            f"The model {card.name} takes no words.",
            "Start from one that does, or teach it: photosearch-train train words",
        )
    embedder = TextEmbedder(folder, card.words.encoder, card.words.tokenizer)
    matrix = words_folder.matrix_of(read_listed(folder, card.words.projection))
    return folder, embedder, matrix


def run(config: ProductsConfig, job: Job) -> dict[str, float]:
    """Return everything, from a table to a model folder with its figures."""
    base, embedder, start = setup(config)
    columns = ProductColumns(
        config.image_column,
        config.kind_column,
        config.look_column,
        config.title_column,
        tuple(name.strip() for name in config.more_columns.split(",") if name.strip()),
    )
    products = read_products(config.table, open_photo_set(config.images), columns)
    described = DescribedPhotos(products.photos, products.texts, 1.0)
    encoded = SetEncoder(base, config.out / "features").encode(described, job)
    table = TextTable(embedder, [text for texts in products.texts for text in texts])

    kinds, looks = Counter(products.kinds), Counter(products.looks)
    unseen = _held_out(kinds), _held_out(looks)
    seen = np.asarray(
        [
            kind not in unseen[0] and look not in unseen[1]
            for kind, look in zip(products.kinds, products.looks, strict=True)
        ]
    )
    measured: dict[str, float] = {}
    if any(unseen) and seen.sum() > 1 and not seen.all():
        learned = _Composer(products, encoded, table, config)
        learned.learn(seen, start)
        measured = learned.evaluate(seen, *unseen)
    else:
        log.warning("There are too few products of each sort to judge by.")

    composer = _Composer(products, encoded, table, config)
    composer.learn(np.ones(len(seen), np.bool_), start)
    folder = composer.write(base, config.out / "model")
    words_folder.write_words(folder, *composer.files(folder, measured))
    for name, value in measured.items():
        log.info("%s: %.4f", name, value)
    return measured


class _Composer:
    """Learn the words of products, then pictures and words together."""

    def __init__(
        self, products: Products, encoded: EncodedPhotos, table: TextTable, config: ProductsConfig
    ) -> None:
        self._products, self._encoded, self._table = products, encoded, table
        self._config = config
        self._kinds = sorted(set(products.kinds))
        self._looks = sorted(set(products.looks))

    def learn(self, seen: NDArray[np.bool_], start: Floats) -> None:
        """Learn the projection from some products, and make the photos with attributes."""
        rows = np.flatnonzero(seen)
        samples = samples_of([self._part(rows)], self._table, [])
        config = ProjectionConfig(steps=self._config.steps, seed=self._config.seed)
        self.matrix = train_projection(samples, config, start)
        kind_number = {name: number for number, name in enumerate(self._kinds)}
        look_number = {name: number for number, name in enumerate(self._looks)}
        self._photos = AttributedPhotos(
            self._encoded.signs,
            np.asarray([kind_number[kind] for kind in self._products.kinds], np.intp),
            np.asarray([look_number[look] for look in self._products.looks], np.intp),
            self._values(self._kinds),
            self._values(self._looks),
        )
        self._seen = rows

    def evaluate(
        self, seen: NDArray[np.bool_], kinds: frozenset[str], looks: frozenset[str]
    ) -> dict[str, float]:
        """Return the mAP of all ways, on compositions of what was not seen."""
        test = self._photos.part(np.flatnonzero(~seen))
        new_kinds = [number for number, name in enumerate(self._kinds) if name in kinds]
        old_looks = [number for number, name in enumerate(self._looks) if name not in looks]
        old_kinds = [number for number, name in enumerate(self._kinds) if name not in kinds]
        new_looks = [number for number, name in enumerate(self._looks) if name in looks]
        tasks = {
            "other look of an unseen kind": (True, new_kinds, old_looks),
            "unseen look of a kind": (True, old_kinds, new_looks),
            "unseen kind of a look": (False, new_kinds, old_looks),
        }
        random = np.random.default_rng(self._config.seed)
        fusions = {str(kind): self.fusion(kind) for kind in FusionKind}
        found: dict[str, float] = {}
        for name, (other_look, wanted_kinds, wanted_looks) in tasks.items():
            queries = compositions(
                test, other_look=other_look, kinds=wanted_kinds, looks=wanted_looks
            ).some(_QUERIES, random)
            if not len(queries.images):
                continue
            vectors = {
                "image only": test.signs[queries.images],
                "words only": queries.words,
                **{way: fused(fusion, test, queries) for way, fusion in fusions.items()},
            }
            for way, values in vectors.items():
                found[f"{name}, {way}"] = mean_average_precision(values, queries, test)
        return found

    def fusion(self, kind: FusionKind) -> torch.nn.Module:
        """Return a fusion, trained on the products that were learned from."""
        config = FusionConfig(steps=self._config.fusion_steps, seed=self._config.seed)
        return train_fusion(kind, self._photos.part(self._seen), config)

    def write(self, base: Path, folder: Path) -> Path:
        """Copy the model that was started from, under its new name."""
        folder.mkdir(parents=True, exist_ok=True)
        for path in base.iterdir():
            if path.is_file() and path.name != CARD_FILE:
                shutil.copyfile(path, folder / path.name)
        lines = read_card_text(base).splitlines(keepends=True)
        name = tomli_w.dumps({"name": self._config.name})
        text = "".join(name if line.startswith("name = ") else line for line in lines)
        (folder / CARD_FILE).write_text(text, encoding="utf-8", newline="\n")
        return folder

    def files(
        self, folder: Path, measured: dict[str, float]
    ) -> tuple[dict[str, bytes], dict[str, object]]:
        """Return the files for words, and what the table `words` says besides."""
        bits = self._encoded.signs.shape[1]
        fusion = words_folder.fusion_onnx(self.fusion(FusionKind.ATTENTION), bits)
        words = load_card(folder).words
        assert words is not None
        values: dict[str, object] = {
            "label_weight": words.label_weight,
            "measured": {name: round(value, 4) for name, value in measured.items()},
        }
        return {"projection": words_folder.projection_onnx(self.matrix), "fusion": fusion}, values

    def _values(self, texts: Sequence[str]) -> Floats:
        values: Floats = self._table.embeddings[list(self._table.of(texts))] @ self.matrix
        return values

    def _part(self, rows: NDArray[np.intp]) -> EncodedPhotos:
        texts = tuple(self._products.texts[row] for row in rows.tolist())
        described = DescribedPhotos(self._encoded.described.photos, texts, 1.0)
        return EncodedPhotos(described, self._encoded.signs[rows], self._encoded.logits[rows])


def _held_out(counts: Counter[str]) -> frozenset[str]:
    enough = [name for name, count in counts.most_common() if count >= _ENOUGH]
    return frozenset(enough[HELD_OUT_FIRST::HELD_OUT_EVERY])


run_with_options = command(ProductsConfig, run)

if __name__ == "__main__":
    sys.exit(console.run_recipe(run_with_options, "products"))

"""From a table of products to a model that the program takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from photosearch.core.errors import UserError
from photosearch.inference.model_check import check_model
from photosearch.inference.text_encoder import TextEncoder
from photosearch.training.console import Job
from photosearch.training.recipes.products import ProductsConfig, run
from tests.inference import tiny_models, tiny_words

COLOURS = {"red": (200, 30, 30), "green": (30, 200, 30), "blue": (30, 30, 200)}


@pytest.fixture
def config(tmp_path: Path) -> ProductsConfig:
    """Twenty-four products of two kinds and three colours."""
    images = tmp_path / "images"
    images.mkdir()
    lines = ["image,articleType,baseColour"]
    for number in range(24):
        colour = list(COLOURS)[number % 3]
        shade = tuple(value + number for value in COLOURS[colour])
        Image.new("RGB", (20, 20), shade).save(images / f"{number}.png")
        lines.append(f"{number}.png,{('dog', 'dogs')[number % 2]},{colour}")
    table = tmp_path / "products.csv"
    table.write_text("\n".join(lines))
    model = tiny_words.write_model(tmp_path / "base")
    return ProductsConfig(
        table, images, tmp_path / "out", model=model, name="shop", steps=3, fusion_steps=3
    )


def test_a_table_becomes_a_model_that_takes_its_words(
    config: ProductsConfig, caplog: pytest.LogCaptureFixture
) -> None:
    assert run(config, Job()) == {}
    assert "too few products of each sort to judge by" in caplog.text
    folder = config.out / "model"
    checked = check_model(folder)
    assert checked.card.name == "shop"
    assert checked.card.words is not None
    encoder = TextEncoder(folder)
    words = encoder.encode(["red dog"]).subject
    assert encoder.fuse(words, words).shape == (1, tiny_words.BITS)
    assert config.model is not None
    assert (folder / "encoder.onnx").read_bytes() == (config.model / "encoder.onnx").read_bytes()


def test_a_model_without_words_is_nothing_to_start_from(
    config: ProductsConfig, tmp_path: Path
) -> None:
    bare = tiny_models.write_model(tmp_path / "bare")
    with pytest.raises(UserError, match="takes no words"):
        run(replace(config, model=bare), Job())

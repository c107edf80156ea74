"""Words in the space of tuned codes, held against what they are in the space of before."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
import pytest
import torch

from photosearch.core.words import moments_of
from photosearch.inference.models import load_card
from photosearch.inference.text_encoder import TextEncoder
from photosearch.training.library_tuning.words_transfer import (
    BitMaps,
    fit_maps,
    mapped_fusion,
    mapped_moments,
    transfer_words,
)
from photosearch.training.words.words_folder import fusion_onnx
from tests.inference import tiny_words

pytestmark = pytest.mark.train

BITS = 32


def features(photos: int = 3000, seed: int = 1) -> np.ndarray:
    random = np.random.default_rng(seed)
    return random.normal(size=(photos, 48)) * np.linspace(2, 0.1, 48)


def layers(change: float = 0.4) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(2)
    old = random.normal(size=(48, BITS))
    return old, old + change * random.normal(size=(48, BITS))


@pytest.fixture(scope="module")
def maps() -> BitMaps:
    old, new = layers()
    return fit_maps(features() @ old, features() @ new)


def signs(values: np.ndarray) -> np.ndarray:
    return np.where(values > 0, 1.0, -1.0)


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


def test_products_with_new_bits_are_nearer_to_those_of_before_than_without_the_map(
    maps: BitMaps,
) -> None:
    old, new = layers()
    unseen = features(seed=9)
    words = np.random.default_rng(3).normal(size=(20, 48)) @ old / 48
    before = signs(unseen @ old) @ words.T
    carried = signs(unseen @ new) @ (words @ maps.to_old.T).T
    left = signs(unseen @ new) @ words.T
    assert correlation(before, carried) > correlation(before, left) + 0.01
    assert correlation(before, carried) > 0.8


def test_bits_that_stay_change_nothing() -> None:
    old, _ = layers()
    same = fit_maps(features() @ old, features() @ old)
    np.testing.assert_allclose(same.to_old, np.eye(BITS), atol=1e-6)
    np.testing.assert_allclose(same.to_new, np.eye(BITS), atol=1e-6)
    assert same.unexplained.max() < 1e-6


def test_few_photos_leave_bits_what_they_were() -> None:
    old, new = layers()
    few = features(photos=10)
    maps = fit_maps(few @ old, few @ new)
    assert np.abs(maps.to_old - np.eye(BITS)).max() < 0.2


def test_moments_are_those_of_the_new_bits(maps: BitMaps) -> None:
    old, new = layers()
    others = features(photos=6000, seed=4)
    mapped = mapped_moments(moments_of(signs(others @ old).astype(np.float32)), maps)
    wanted = moments_of(signs(others @ new).astype(np.float32))
    values = np.random.default_rng(5).normal(size=(30, BITS))
    np.testing.assert_allclose(values @ mapped[0], values @ wanted[0], atol=0.5)
    np.testing.assert_allclose(
        np.linalg.norm(values @ mapped[1:], axis=1),
        np.linalg.norm(values @ wanted[1:], axis=1),
        rtol=0.1,
    )


class Mean(torch.nn.Module):
    def forward(self, image: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        return image + words


def run(fusion: bytes, image: np.ndarray, words: np.ndarray) -> np.ndarray:
    given = {"image": image.astype(np.float32), "words": words.astype(np.float32)}
    found: np.ndarray = ort.InferenceSession(fusion).run(["subject"], given)[0]
    return found


def test_a_fusion_is_asked_in_the_old_space_and_answers_in_the_new(maps: BitMaps) -> None:
    fusion = fusion_onnx(Mean(), BITS)
    random = np.random.default_rng(6)
    image, words = signs(random.normal(size=(5, BITS))), random.normal(size=(5, BITS))
    old_image = (image - maps.new_mean) @ maps.to_old + maps.old_mean
    wanted = run(fusion, old_image, words) @ maps.to_old.T
    mapped = mapped_fusion(fusion, maps)
    np.testing.assert_allclose(run(mapped, image, words @ maps.to_old.T), wanted, atol=1e-4)
    # A model may be tuned again.
    again = mapped_fusion(mapped, maps)
    assert run(again, image, words).shape == (5, BITS)
    assert onnx.load_model_from_string(again).graph.input[0].name == "image"


@pytest.mark.parametrize("changed", [False, True])
def test_the_files_are_written_and_the_old_figures_left_out(tmp_path: Path, changed: bool) -> None:
    random = np.random.default_rng(7)
    values = random.normal(size=(900, tiny_words.BITS))
    maps = fit_maps(values, values + 0.3 * random.normal(size=values.shape))
    table: dict[str, Any] = {"deviation": [0, 1], "probability": [0.0, 1.0], "label_weight": 1.5}
    start = tiny_words.write_model(tmp_path / "start", **table, measured={"recall": 0.5})
    made = tmp_path / "made"
    made.mkdir()
    for name in ("encoder.onnx", "model.toml"):
        text = (start / name).read_bytes().partition(b"[words]")[0]
        (made / name).write_bytes(text)
    words = load_card(start).words
    assert words is not None
    entries = tomllib.loads((start / "model.toml").read_text(encoding="utf-8"))["words"]
    transfer_words(start, made, words, entries, maps if changed else None)
    card = load_card(made).words
    assert card is not None
    assert (card.label_weight, card.calibration) == (1.5, ((0, 0), (1, 1)))
    assert "measured" not in (made / "model.toml").read_text(encoding="utf-8")
    before = TextEncoder(start).encode(["dog", "red"]).subject
    after = TextEncoder(made).encode(["dog", "red"]).subject
    wanted = before @ maps.to_old.T if changed else before
    np.testing.assert_allclose(after, wanted, rtol=1e-4, atol=1e-5)
    moments = np.load(io.BytesIO((made / "words_moments.npy").read_bytes()))
    assert moments.shape == (1 + tiny_words.BITS, tiny_words.BITS)

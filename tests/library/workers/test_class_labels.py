"""Words for what an encoder sees: few, sure ones first, none at all rather than a stop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from photosearch.core.codes import CodeKind
from photosearch.core.model_card import ModelCard
from photosearch.inference.models import find_model, load_card
from photosearch.library.workers.class_labels import MAX_LABELS, class_names, labels_of
from photosearch.library.workers.photo_worker import encode_photo
from tests.library.shelf import make_card

NAMES = [f"thing {number}" for number in range(20)]


def logits(**values: float) -> np.ndarray:
    array = np.full(20, -5.0, np.float32)
    for name, value in values.items():
        array[int(name[1:])] = value
    return array


def test_the_surest_come_first() -> None:
    assert labels_of(logits(_3=5, _7=6), NAMES) == ("thing 7", "thing 3")


def test_what_is_unsure_is_left_out() -> None:
    assert labels_of(logits(_3=8, _7=5), NAMES) == ("thing 3",)
    assert labels_of(np.zeros(20, np.float32), NAMES) == ()


def test_there_are_few() -> None:
    assert (
        len(labels_of(np.zeros(20, np.float32) + logits(**{f"_{n}": 9 for n in range(6)}), NAMES))
        <= MAX_LABELS
    )


def test_without_names_there_are_none() -> None:
    assert labels_of(logits(_3=50), ()) == ()


def test_extreme_values_are_taken() -> None:
    assert labels_of(np.array([3e38, -3e38] + [0] * 18, np.float32), NAMES) == ("thing 0",)


def test_one_look_gives_codes_and_tags() -> None:
    card = replace(make_card([CodeKind.SUBJECT]), tags=20)
    outputs = {"subject": np.ones((1, 256), np.float32), "tags": logits(_3=9)[None]}
    encoder: Any = SimpleNamespace(card=card, encode=lambda _pixels: outputs)
    rgb = np.zeros((30, 40, 3), np.uint8)
    assert encode_photo(encoder, rgb, NAMES) == ({"subject": b"\xff" * 32}, ("thing 3",))
    assert encode_photo(encoder, rgb, ()) == ({"subject": b"\xff" * 32}, ())
    del outputs["tags"]
    assert encode_photo(encoder, rgb, NAMES)[1] == ()


def test_the_default_model_names_its_classes() -> None:
    folder = find_model("default")
    names = class_names(folder, load_card(folder))
    assert len(names) == 1000
    assert "monastery" in names


def test_names_that_cannot_be_read_are_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    card: ModelCard = replace(make_card(), tags=3, labels_file="labels.txt")
    assert class_names(tmp_path, card) == ()
    assert "no tags" in caplog.text
    assert class_names(tmp_path, make_card()) == ()

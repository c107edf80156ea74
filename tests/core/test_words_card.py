"""The table `words` of model.toml."""

from __future__ import annotations

from typing import Any

import pytest
import tomli_w

from photosearch.core.card_entries import ListedFile
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.core.model_card import parse
from tests.inference.tiny_models import card_entries

HASH = "0123456789abcdef" * 4


def parsed(**words: Any) -> Any:
    listed = {
        key: value
        for name in ("encoder", "tokenizer", "projection", "moments")
        for key, value in ((name, f"{name}.bin"), (f"{name}_sha256", HASH.upper()))
    }
    table = {name: value for name, value in (listed | words).items() if value is not None}
    return parse(tomli_w.dumps(card_entries(sha256=HASH, words=table))).words


def test_files_are_listed_with_their_hashes() -> None:
    words = parsed()
    assert words.encoder == ListedFile("encoder.bin", HASH)
    assert words.fusion is None
    assert words.calibration == ()


def test_anchors_are_listed_too() -> None:
    words = parsed(anchors="a.npy", anchors_sha256=HASH, anchor_weight=1)
    assert words.anchors == ListedFile("a.npy", HASH)
    assert words.anchor_weight == 1.0
    with pytest.raises(ModelError):
        parsed(anchor_weight=-1)


def test_a_card_without_the_table_takes_no_words() -> None:
    assert parse(tomli_w.dumps(card_entries(sha256=HASH))).words is None


@pytest.mark.parametrize(
    ("entry", "value", "code"),
    [
        ("tokenizer", None, ErrorCode.CARD_FILE_WRONG),
        ("tokenizer", "../secret", ErrorCode.CARD_FILE_WRONG),
        ("moments_sha256", None, ErrorCode.CARD_TEXT_MISSING),
        ("moments_sha256", "12", ErrorCode.CARD_TEXT_WRONG),
        ("label_weight", -1, ErrorCode.CARD_WORDS_CALIBRATION_WRONG),
        ("label_weight", True, ErrorCode.CARD_WORDS_CALIBRATION_WRONG),
        ("label_weight", float("nan"), ErrorCode.CARD_WORDS_CALIBRATION_WRONG),
    ],
)
def test_what_makes_no_sense_is_named(entry: str, value: Any, code: ErrorCode) -> None:
    with pytest.raises(ModelError) as caught:
        parsed(**{entry: value})
    assert caught.value.code is code


@pytest.mark.parametrize(
    ("deviations", "probabilities"),
    [
        ([0, 1], [0.5, 0.6, 0.7]),
        ([1, 0], [0.1, 0.2]),
        ([0, 1], [0.2, 0.1]),
        ([0, 1], [0.2, 1.1]),
        ([0, 1], [float("nan"), 0.5]),
    ],
)
def test_probabilities_rise(deviations: list[float], probabilities: list[float]) -> None:
    with pytest.raises(ModelError) as caught:
        parsed(deviation=deviations, probability=probabilities)
    assert caught.value.code is ErrorCode.CARD_WORDS_CALIBRATION_WRONG

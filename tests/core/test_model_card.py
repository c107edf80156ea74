"""model.toml: what is read from it, and what each mistake in it gets."""

from __future__ import annotations

from dataclasses import replace

import pytest
import tomli_w

from photosearch.core.codes import CodeKind
from photosearch.core.errors import ModelError
from photosearch.core.model_card import Fit, parse
from photosearch.core.query import CropBox
from photosearch.core.verification import Verdict
from tests.message_text import raises_text, text_of


def values(**changes: object) -> dict:
    """A whole card's entries; a change to None takes the entry away."""
    whole = {
        "name": "small",
        "version": "3",
        "file": "encoder.onnx",
        "sha256": "AB" * 32,
        "licence": "Apache-2.0",
        "input": {"width": 65, "height": 33, "fit": "pad"},
        "bits": {"copy": 16, "subject": 8, "regions": 24},
        "regions": {"boxes": [[0, 0, 0.5, 1], [0.5, 0, 0.5, 1]]},
        "tags": {"count": 5, "labels": "labels.txt"},
        "calibration": {"copy": {"distance": [0, 4, 16], "probability": [1, 0.5, 0.5]}},
        "origin": {"weights": "drawn by lot"},
        "figures": [{"anything": 1}],
    }
    return {name: value for name, value in (whole | changes).items() if value is not None}


def compared(column: object) -> dict:
    table = {"distance": [0, 16], "probability": [1, 0.5], "too_little": column}
    return {"calibration": {"copy": table}}


def test_a_card_is_read() -> None:
    card = parse(tomli_w.dumps(values()))
    assert (card.name, card.version, card.file) == ("small", "3", "encoder.onnx")
    assert card.sha256 == "ab" * 32
    assert card.model_id == "small-abababababab"
    assert card.full_name == "small 3"
    assert replace(card, version="").full_name == "small"
    assert (card.input_width, card.input_height, card.fit) == (65, 33, Fit.PAD)
    assert card.bits == {CodeKind.COPY: 16, CodeKind.SUBJECT: 8, CodeKind.REGIONS: 24}
    assert card.region_boxes == (CropBox(0, 0, 0.5, 1), CropBox(0.5, 0, 0.5, 1))
    assert (card.tags, card.labels_file) == (5, "labels.txt")
    assert card.calibration == {CodeKind.COPY: ((0, 1), (4, 0.5), (16, 0.5))}
    assert (card.licence, card.origin) == ("Apache-2.0", "drawn by lot")


def test_bytes_of_a_code_count_all_regions() -> None:
    card = parse(tomli_w.dumps(values()))
    assert [card.code_bytes(kind) for kind in card.bits] == [2, 1, 6]


def test_only_the_subject_is_required_of_the_outputs() -> None:
    lean = values(bits={"subject": 8}, regions=None, tags=None, calibration=None, file=None)
    card = parse(tomli_w.dumps(lean))
    assert card.bits == {CodeKind.SUBJECT: 8}
    assert card.region_boxes == ()
    assert card.tags == 0
    assert card.labels_file is None
    assert card.calibration == {}
    assert card.file == "encoder.onnx"


def test_a_calibration_of_a_code_that_is_lacking_is_ignored() -> None:
    card = parse(tomli_w.dumps(values(bits={"subject": 8})))
    assert card.calibration == {}
    assert card.compared == {}


def test_what_a_comparison_leaves_stands_beside_the_probability() -> None:
    assert parse(tomli_w.dumps(values())).compared == {}, "as in cards that were written before"
    table = {"distance": [0, 4, 16], "probability": [1, 0.5, 0.5], "unconfirmed": [0.3, 0.2, 0.1]}
    card = parse(tomli_w.dumps(values(calibration={"copy": table})))
    assert card.compared == {Verdict.UNCONFIRMED: ((0, 0.3), (4, 0.2), (16, 0.1))}
    more = {**table, "too_little": [0.9, 0.9, 0]}
    card = parse(tomli_w.dumps(values(calibration={"copy": more})))
    assert card.compared[Verdict.TOO_LITTLE] == ((0, 0.9), (4, 0.9), (16, 0))
    assert card.calibration == {CodeKind.COPY: ((0, 1), (4, 0.5), (16, 0.5))}


@pytest.mark.parametrize("name", ["name", "version", "sha256", "input", "bits", "regions"])
def test_what_is_missing_is_named(name: str) -> None:
    with raises_text(ModelError, name):
        parse(tomli_w.dumps(values(**{name: None})))


@pytest.mark.parametrize(
    "file",
    [
        "../encoder.onnx",
        "/etc/passwd",
        "a/b",
        "a\\b",
        "C:encoder.onnx",
        "..",
        ".",
        "",
        ".hidden",
        7,
    ],
)
@pytest.mark.parametrize("entry", ["file", "labels"])
def test_no_file_leads_out_of_the_folder(file: object, entry: str) -> None:
    changes = {"file": file} if entry == "file" else {"tags": {"count": 5, "labels": file}}
    with raises_text(ModelError, "same folder"):
        parse(tomli_w.dumps(values(**changes)))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": "../up"}, "name"),
        ({"name": 5}, "name"),
        ({"sha256": "ab"}, "sha256"),
        ({"input": "225"}, r"\[input\]"),
        ({"input": {"width": 0, "height": 33, "fit": "pad"}}, "width"),
        ({"input": {"width": 65, "height": 3.5, "fit": "pad"}}, "height"),
        ({"input": {"width": 65, "height": True, "fit": "pad"}}, "height"),
        ({"input": {"width": 65, "height": 100_000, "fit": "pad"}}, "height"),
        ({"input": {"width": 65, "height": 33, "fit": "squash"}}, "stretch, crop, pad"),
        ({"input": {"width": 65, "height": 33, "fit": ["pad"]}}, "fit"),
        ({"bits": {"copy": 16}}, "subject"),
        ({"bits": {"subject": 12}}, "multiple of 8"),
        ({"bits": {"subject": -8}}, "subject"),
        ({"bits": {"subject": "8"}}, "subject"),
        ({"regions": {"boxes": []}}, "boxes"),
        ({"regions": {"boxes": [[0, 0, 1]]}}, "box"),
        ({"regions": {"boxes": [[0, 0, 1.5, 1]]}}, "box"),
        ({"regions": {"boxes": [["a", 0, 1, 1]]}}, "box"),
        ({"regions": {"boxes": [5]}}, "box"),
        ({"tags": {"count": 0}}, "count"),
        ({"calibration": {"copy": {"distance": [0, 1]}}}, "calibration"),
        ({"calibration": {"copy": {"distance": [0, 1], "probability": [0.5, 0.7]}}}, "fall"),
        ({"calibration": {"copy": {"distance": [1, 1], "probability": [0.5, 0.4]}}}, "fall"),
        ({"calibration": {"copy": {"distance": [0, 17], "probability": [0.5, 0.4]}}}, "fall"),
        ({"calibration": {"copy": {"distance": [0, 1], "probability": [1.5, 0.4]}}}, "fall"),
        ({"calibration": {"copy": {"distance": [0, 1, 2], "probability": [1, 0.4]}}}, "fall"),
        ({"calibration": {"copy": {"distance": [0, 1], "probability": [1, float("nan")]}}}, "fall"),
        ({"calibration": {"copy": {"distance": ["a", 1], "probability": [1, 0]}}}, "numbers"),
        (compared([0.1, 0.2]), "fall"),
        (compared([0.1]), "calibration"),
        (compared([2, 0.1]), "fall"),
        (compared("none"), "calibration"),
    ],
)
def test_what_makes_no_sense_is_told(changes: dict, told: str) -> None:
    with raises_text(ModelError, told) as caught:
        parse(tomli_w.dumps(values(**changes)))
    assert text_of(caught.value).next_step


def test_broken_toml_is_told() -> None:
    with raises_text(ModelError, "not valid TOML"):
        parse("name = ")

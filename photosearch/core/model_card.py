"""Parse and check `model.toml`, in which a model folder describes itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

from photosearch.core.codes import CodeKind
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.core.query import CropBox

CARD_FILE = "model.toml"

TAGS = "tags"
"""The output that is no code: class logits."""

WORDS = "words"
"""The table of what takes words."""

_MAX_SIDE = 2048
_MAX_BITS = 4096
_MAX_REGIONS = 64
_MAX_TAGS = 100_000
_MAX_TABLE = 4097
_LABEL_WEIGHT, _MAX_LABEL_WEIGHT = 2.0, 100


Calibration = tuple[tuple[float, float], ...]
"""(Hamming distance in bits, probability that such a match is right): distances rise, probabilities
never do. What `core.ranking.probability_of_distance` takes."""


class Fit(StrEnum):
    """Name the ways in which an image of any shape becomes one of the encoder's shape.

    The values are those of model.toml.
    """

    STRETCH = "stretch"
    """The whole image, its aspect ratio given up."""
    CROP = "crop"
    """The largest centred part of the right aspect ratio."""
    PAD = "pad"
    """The whole image, centred on grey."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """Represent a file of a model folder as the card lists it."""

    name: str
    sha256: str
    """Lower case hexadecimal."""


@dataclass(frozen=True, slots=True)
class WordsCard:
    """Describe how a model takes words: the table `words` of its model.toml."""

    encoder: ListedFile
    """The text encoder: tokens to the meaning of a text."""
    tokenizer: ListedFile
    """A text to tokens; see `core.word_pieces`."""
    projection: ListedFile
    """The meaning of a text to the space of the subject codes."""
    moments: ListedFile
    """Mean (first row) and a factor of the covariance (bits, bits) of the bits, as -1 and +1, of
    all kinds of photos: an array of numpy."""
    fusion: ListedFile | None = None
    """A picture's code and the words' values to values that stand for both; None: their mean."""
    calibration: Calibration = ()
    """(deviation, probability that the photo shows what the words say): how far the product of
    words and bits is above its mean, in standard deviations. Deviations rise, probabilities never
    fall. Empty: not calibrated."""
    label_weight: float = _LABEL_WEIGHT
    """By how many standard deviations a photo counts as nearer where its label is what the words
    say; not negative."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Describe a model, as its `model.toml` does."""

    name: str
    version: str
    file: str
    """The ONNX file's name, in the same folder."""
    sha256: str
    """Of the ONNX file, lower case hexadecimal."""
    input_width: int
    input_height: int
    fit: Fit
    bits: Mapping[CodeKind, int]
    """Bits of one code by kind; a kind that the model lacks is absent, `subject` never is."""
    region_boxes: tuple[CropBox, ...] = ()
    """Windows of the `regions` output, in fractions of the encoder's input."""
    tags: int = 0
    """Classes of the `tags` output; 0 where there is none."""
    labels_file: str | None = None
    """Names of the classes, one a line, in the same folder."""
    calibration: Mapping[CodeKind, Calibration] = field(default_factory=dict)
    words: WordsCard | None = None
    """None: photos cannot be searched by words, but by their names."""
    licence: str = ""
    origin: str = ""
    """Where the initial weights come from."""
    training: str = ""
    """What it was trained on."""

    @property
    def model_id(self) -> str:
        """Return what codes are versioned by: it changes whenever the network's file does."""
        return f"{self.name}-{self.sha256[:12]}"

    @property
    def whole_region(self) -> int | None:
        """Return the index of the region window that is the whole input, or None."""
        boxes = [(box.x, box.y, box.width, box.height) for box in self.region_boxes]
        return boxes.index((0, 0, 1, 1)) if (0, 0, 1, 1) in boxes else None

    def code_bytes(self, kind: CodeKind) -> int:
        """Return the bytes of one photo's code of a kind, those of all its regions together."""
        windows = len(self.region_boxes) if kind is CodeKind.REGIONS else 1
        return self.bits[kind] // 8 * windows


def parse(text: str) -> ModelCard:
    """Return the card that `text`, the content of a model.toml, describes.

    Unknown entries are ignored.

    Raises:
        ModelError: it is no TOML, or an entry is missing or makes no sense; says which.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ModelError(ErrorCode.CARD_NOT_TOML, cause=str(error)) from error
    bits = _bits(_table(values, "bits"))
    picture = _table(values, "input")
    tags = _optional_table(values, TAGS)
    labels = tags.get("labels")
    origin = _optional_table(values, "origin")
    return ModelCard(
        name=_matching(values, "name", r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
        version=_text(values, "version"),
        file=_file_name(values.get("file", "encoder.onnx"), "file"),
        sha256=_matching(values, "sha256", r"[0-9a-fA-F]{64}").lower(),
        input_width=_whole(picture, "width", 16, _MAX_SIDE),
        input_height=_whole(picture, "height", 16, _MAX_SIDE),
        fit=_fit(picture),
        bits=bits,
        region_boxes=_boxes(values, CodeKind.REGIONS in bits),
        tags=_whole(tags, "count", 1, _MAX_TAGS) if tags else 0,
        labels_file=None if labels is None else _file_name(labels, "tags.labels"),
        calibration=_calibration(_optional_table(values, "calibration"), bits),
        words=_words(_optional_table(values, WORDS)),
        licence=str(values.get("licence", "")),
        origin=str(origin.get("weights", "")),
        training=str(_optional_table(values, "training").get("data", "")),
    )


def _table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    if name not in values:
        raise ModelError(ErrorCode.CARD_SECTION_MISSING, section=name)
    return _optional_table(values, name)


def _optional_table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = values.get(name, {})
    if not isinstance(table, dict):
        raise ModelError(ErrorCode.CARD_SECTION_IS_VALUE, section=name)
    return table


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not value:
        raise ModelError(ErrorCode.CARD_TEXT_MISSING, entry=name)
    return value


def _matching(values: Mapping[str, Any], name: str, pattern: str) -> str:
    value = _text(values, name)
    if not re.fullmatch(pattern, value):
        raise ModelError(ErrorCode.CARD_TEXT_WRONG, entry=name, found=repr(value[:80]))
    return value


def _whole(values: Mapping[str, Any], name: str, low: int, high: int) -> int:
    value = values.get(name)
    if type(value) is not int or not low <= value <= high:
        raise ModelError(
            ErrorCode.CARD_NUMBER_WRONG, entry=name, found=repr(value), low=low, high=high
        )
    return value


def _file_name(value: Any, name: str) -> str:
    """Return a bare file name: a card must not lead out of its own folder, on any system."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}", value):
        raise ModelError(ErrorCode.CARD_FILE_WRONG, entry=name, found=repr(value))
    return value


def _fit(picture: Mapping[str, Any]) -> Fit:
    value = picture.get("fit")
    if value not in tuple(Fit):
        raise ModelError(
            ErrorCode.CARD_CHOICE_WRONG, entry="fit", found=repr(value), names=tuple(Fit)
        )
    return Fit(value)


def _bits(table: Mapping[str, Any]) -> dict[CodeKind, int]:
    bits = {
        kind: _whole(table, kind.value, 8, _MAX_BITS) for kind in CodeKind if kind.value in table
    }
    for kind, number in bits.items():
        if number % 8:
            raise ModelError(ErrorCode.CARD_BITS_WRONG, output=kind.value, number=number)
    if CodeKind.SUBJECT not in bits:
        raise ModelError(ErrorCode.CARD_SUBJECT_MISSING)
    return bits


def _boxes(values: Mapping[str, Any], wanted: bool) -> tuple[CropBox, ...]:
    if not wanted:
        return ()
    boxes = _table(values, "regions").get("boxes")
    if not isinstance(boxes, list) or not 1 <= len(boxes) <= _MAX_REGIONS:
        raise ModelError(ErrorCode.CARD_REGIONS_WRONG, high=_MAX_REGIONS)
    try:
        return tuple(CropBox(*(float(number) for number in box)) for box in boxes)
    except (TypeError, ValueError) as error:
        raise ModelError(ErrorCode.CARD_BOX_WRONG) from error


def _calibration(
    tables: Mapping[str, Any], bits: Mapping[CodeKind, int]
) -> dict[CodeKind, Calibration]:
    calibration = {}
    for kind in bits:
        if kind.value not in tables:
            continue
        table = _table(tables, kind.value)
        distances = _numbers(table.get("distance"), kind)
        probabilities = _numbers(table.get("probability"), kind)
        sound = (
            len(distances) == len(probabilities)
            and all(a < b for a, b in pairwise(distances))
            and all(a >= b for a, b in pairwise(probabilities))
            and 0 <= distances[0] < distances[-1] <= bits[kind]
            and 0 <= probabilities[-1] <= probabilities[0] <= 1
        )
        if not sound:
            raise ModelError(ErrorCode.CARD_CALIBRATION_WRONG, output=kind.value)
        calibration[kind] = tuple(zip(distances, probabilities, strict=True))
    return calibration


def _words(table: Mapping[str, Any]) -> WordsCard | None:
    if not table:
        return None
    calibration: Calibration = ()
    if "deviation" in table:
        deviations = _numbers(table["deviation"], WORDS)
        probabilities = _numbers(table.get("probability"), WORDS)
        sound = (
            len(deviations) == len(probabilities)
            and all(a < b for a, b in pairwise(deviations))
            and all(a <= b for a, b in pairwise(probabilities))
            and 0 <= probabilities[0] <= probabilities[-1] <= 1
        )
        if not sound:
            raise ModelError(ErrorCode.CARD_WORDS_CALIBRATION_WRONG)
        calibration = tuple(zip(deviations, probabilities, strict=True))
    weight = table.get("label_weight", _LABEL_WEIGHT)
    if type(weight) not in (int, float) or not 0 <= weight <= _MAX_LABEL_WEIGHT:
        raise ModelError(ErrorCode.CARD_WORDS_CALIBRATION_WRONG)
    return WordsCard(
        encoder=_listed(table, "encoder"),
        tokenizer=_listed(table, "tokenizer"),
        projection=_listed(table, "projection"),
        moments=_listed(table, "moments"),
        fusion=_listed(table, "fusion") if "fusion" in table else None,
        calibration=calibration,
        label_weight=float(weight),
    )


def _listed(table: Mapping[str, Any], name: str) -> ListedFile:
    """Return a file from its entries `name` and `name`_sha256."""
    file = _file_name(table.get(name), f"{WORDS}.{name}")
    return ListedFile(file, _matching(table, f"{name}_sha256", r"[0-9a-fA-F]{64}").lower())


def _numbers(values: Any, kind: str) -> tuple[float, ...]:
    if not isinstance(values, list) or not 2 <= len(values) <= _MAX_TABLE:
        raise ModelError(ErrorCode.CARD_CALIBRATION_SHORT, output=str(kind))
    try:
        return tuple(float(value) for value in values)
    except (TypeError, ValueError) as error:
        raise ModelError(ErrorCode.CARD_CALIBRATION_NO_NUMBERS, output=str(kind)) from error

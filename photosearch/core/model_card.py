"""Parse and check `model.toml`, in which a model folder describes itself."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from photosearch.core import card_entries as entries
from photosearch.core.card_entries import ListedFile
from photosearch.core.codes import CodeKind
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.core.query import CropBox
from photosearch.core.verification import Verdict

CARD_FILE = "model.toml"

TAGS = "tags"
"""The output that is no code: class logits."""

WORDS = "words"
"""The table of what takes words."""

CODES = "codes"
"""The table of what makes codes of vectors."""

PAIR = "pair"
"""The table of a pair of encoders that is no model yet; see `core.pair_card`."""

_MAX_SIDE = 2048
_MAX_BITS = 4096
_MAX_REGIONS = 64
_MAX_TAGS = 100_000
_LABEL_WEIGHT, _ANCHOR_WEIGHT, _MAX_WEIGHT = 2.0, 0.5, 100

COMPARED_COLUMNS: Mapping[Verdict, str] = MappingProxyType(
    {Verdict.UNCONFIRMED: "unconfirmed", Verdict.TOO_LITTLE: "too_little"}
)
"""Columns of the calibration of `copy` codes beside `probability`, for photos that were compared
with the query and did not agree."""


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
    anchors: ListedFile | None = None
    """For each class of the `tags` output, in the order of its labels, by which bits its photos are
    told from others: an array of numpy (classes, bits). None: words that are labels are taken for
    no more than their meaning."""
    anchor_weight: float = _ANCHOR_WEIGHT
    """How much the anchors of the classes that the words name count beside the meaning; not
    negative."""


@dataclass(frozen=True, slots=True)
class Normalisation:
    """Tell how pixels are brought to the numbers that a network takes, by channel."""

    mean: tuple[float, float, float]
    """Of values from 0 to 1; it is taken away."""
    std: tuple[float, float, float]
    """What is left is divided by it; above zero."""


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
    compared: Mapping[Verdict, Calibration] = field(default_factory=dict)
    """By `copy` codes, of photos that were compared with the query's image and judged so; a verdict
    of which nothing was measured is absent."""
    normalisation: Normalisation | None = None
    """None: the network takes pixels as they are, (N, H, W, 3) uint8. Otherwise it takes what this
    makes of them, (N, 3, H, W) float32."""
    codes: ListedFile | None = None
    """None: the network gives codes. Otherwise it gives vectors, and this is the matrix (subject
    bits, D + 1) that makes subject codes of them, the last column being what is added: an array of
    numpy."""
    words: WordsCard | None = None
    """None: photos cannot be searched by words, but by their names."""
    licence: str = ""
    origin: str = ""
    """Where the initial weights come from."""
    training: str = ""
    """What it was trained on."""

    @property
    def full_name(self) -> str:
        """Return name and version, as people are told of it."""
        return f"{self.name} {self.version}".strip()

    @property
    def model_id(self) -> str:
        """Return what codes are versioned by: it changes whenever what makes them does."""
        sha256 = self.sha256
        if self.codes is not None:
            sha256 = hashlib.sha256(f"{sha256} {self.codes.sha256}".encode()).hexdigest()
        return f"{self.name}-{sha256[:12]}"

    @property
    def gives_vectors(self) -> bool:
        """Return whether the network gives vectors, and no codes."""
        return self.codes is not None or not self.bits

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
    values = entries.load_entries(text)
    if PAIR in values and "bits" not in values:
        raise ModelError(ErrorCode.MODEL_IS_PAIR, model=entries.text(values, "name"))
    return card_of(values, _bits(entries.table(values, "bits")))


def card_of(values: Mapping[str, Any], bits: Mapping[CodeKind, int]) -> ModelCard:
    """Return the card with these entries, of a model with these codes.

    Raises:
        ModelError: as `parse`.
    """
    picture = entries.table(values, "input")
    tags = entries.optional_table(values, TAGS)
    codes = entries.optional_table(values, CODES)
    labels = tags.get("labels")
    origin = entries.optional_table(values, "origin")
    return ModelCard(
        name=entries.matching(values, "name", r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
        version=entries.text(values, "version"),
        file=entries.file_name(values.get("file", "encoder.onnx"), "file"),
        sha256=entries.matching(values, "sha256", r"[0-9a-fA-F]{64}").lower(),
        input_width=entries.whole(picture, "width", 16, _MAX_SIDE),
        input_height=entries.whole(picture, "height", 16, _MAX_SIDE),
        fit=_fit(picture),
        bits=bits,
        region_boxes=_boxes(values, CodeKind.REGIONS in bits),
        tags=entries.whole(tags, "count", 1, _MAX_TAGS) if tags else 0,
        labels_file=None if labels is None else entries.file_name(labels, "tags.labels"),
        calibration=_calibration(entries.optional_table(values, "calibration"), bits),
        compared=_compared(entries.optional_table(values, "calibration"), bits),
        normalisation=_normalisation(picture),
        codes=entries.listed(codes, "file", f"{CODES}.file") if codes else None,
        words=_words(entries.optional_table(values, WORDS)),
        licence=str(values.get("licence", "")),
        origin=str(origin.get("weights", "")),
        training=str(entries.optional_table(values, "training").get("data", "")),
    )


def _fit(picture: Mapping[str, Any]) -> Fit:
    value = picture.get("fit")
    if value not in tuple(Fit):
        raise ModelError(
            ErrorCode.CARD_CHOICE_WRONG, entry="fit", found=repr(value), names=tuple(Fit)
        )
    return Fit(value)


def _normalisation(picture: Mapping[str, Any]) -> Normalisation | None:
    given = [picture.get("mean"), picture.get("std")]
    if given == [None, None]:
        return None
    try:
        mean, std = ([float(value) for value in values] for values in given if values is not None)
        (m0, m1, m2), (s0, s1, s2) = mean, std
    except (TypeError, ValueError) as error:
        raise ModelError(ErrorCode.CARD_NORMALISATION_WRONG) from error
    if not all(map(math.isfinite, (*mean, *std))) or min(std) <= 0:
        raise ModelError(ErrorCode.CARD_NORMALISATION_WRONG)
    return Normalisation((m0, m1, m2), (s0, s1, s2))


def _bits(table: Mapping[str, Any]) -> dict[CodeKind, int]:
    bits = {
        kind: entries.whole(table, kind.value, 8, _MAX_BITS)
        for kind in CodeKind
        if kind.value in table
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
    boxes = entries.table(values, "regions").get("boxes")
    if not isinstance(boxes, list) or not 1 <= len(boxes) <= _MAX_REGIONS:
        raise ModelError(ErrorCode.CARD_REGIONS_WRONG, high=_MAX_REGIONS)
    try:
        return tuple(CropBox(*(float(number) for number in box)) for box in boxes)
    except (TypeError, ValueError) as error:
        raise ModelError(ErrorCode.CARD_BOX_WRONG) from error


def _calibration(
    tables: Mapping[str, Any], bits: Mapping[CodeKind, int]
) -> dict[CodeKind, Calibration]:
    return {
        kind: _column(entries.table(tables, kind.value), "probability", kind, number)
        for kind, number in bits.items()
        if kind.value in tables
    }


def _compared(
    tables: Mapping[str, Any], bits: Mapping[CodeKind, int]
) -> dict[Verdict, Calibration]:
    kind = CodeKind.COPY
    if kind not in bits or kind.value not in tables:
        return {}
    table = entries.table(tables, kind.value)
    return {
        verdict: _column(table, name, kind, bits[kind])
        for verdict, name in COMPARED_COLUMNS.items()
        if name in table
    }


def _column(table: Mapping[str, Any], name: str, kind: CodeKind, bits: int) -> Calibration:
    """Return one column of a table, by its distances."""
    distances = entries.numbers(table.get("distance"), kind)
    probabilities = entries.numbers(table.get(name), kind)
    sound = (
        len(distances) == len(probabilities)
        and all(a < b for a, b in pairwise(distances))
        and all(a >= b for a, b in pairwise(probabilities))
        and 0 <= distances[0] < distances[-1] <= bits
        and 0 <= probabilities[-1] <= probabilities[0] <= 1
    )
    if not sound:
        raise ModelError(ErrorCode.CARD_CALIBRATION_WRONG, output=kind.value)
    return tuple(zip(distances, probabilities, strict=True))


def _optional_file(table: Mapping[str, Any], name: str) -> ListedFile | None:
    return entries.listed(table, name, f"{WORDS}.{name}") if name in table else None


def _words(table: Mapping[str, Any]) -> WordsCard | None:
    if not table:
        return None
    calibration: Calibration = ()
    if "deviation" in table:
        deviations = entries.numbers(table["deviation"], WORDS)
        probabilities = entries.numbers(table.get("probability"), WORDS)
        sound = (
            len(deviations) == len(probabilities)
            and all(a < b for a, b in pairwise(deviations))
            and all(a <= b for a, b in pairwise(probabilities))
            and 0 <= probabilities[0] <= probabilities[-1] <= 1
        )
        if not sound:
            raise ModelError(ErrorCode.CARD_WORDS_CALIBRATION_WRONG)
        calibration = tuple(zip(deviations, probabilities, strict=True))
    weights = [
        table.get("label_weight", _LABEL_WEIGHT), table.get("anchor_weight", _ANCHOR_WEIGHT)
    ]  # fmt: skip
    for weight in weights:
        if type(weight) not in (int, float) or not 0 <= weight <= _MAX_WEIGHT:
            raise ModelError(ErrorCode.CARD_WORDS_CALIBRATION_WRONG)
    return WordsCard(
        encoder=entries.listed(table, "encoder", f"{WORDS}.encoder"),
        tokenizer=entries.listed(table, "tokenizer", f"{WORDS}.tokenizer"),
        projection=entries.listed(table, "projection", f"{WORDS}.projection"),
        moments=entries.listed(table, "moments", f"{WORDS}.moments"),
        fusion=_optional_file(table, "fusion"),
        calibration=calibration,
        label_weight=float(weights[0]),
        anchors=_optional_file(table, "anchors"),
        anchor_weight=float(weights[1]),
    )

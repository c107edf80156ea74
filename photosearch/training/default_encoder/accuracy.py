"""Measure what each output is worth, in one number, before and after it is put into 8 bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, pack
from photosearch.core.errors import UserError
from photosearch.core.model_card import TAGS
from photosearch.core.preprocess import resize
from photosearch.inference.encoder import Encoder
from photosearch.training.datasets import DatasetReader, PhotoSet
from photosearch.training.evaluation.metrics import (
    copy_metrics,
    hamming_distances,
    mean_average_precision,
)
from photosearch.training.evaluation_edits import EDITS, apply_edit

MOST_LOST = 0.01
"""Share of an output's worth that 8 bits may cost."""
_BATCH = 16
_SHORT_SIDE = 320


@dataclass(frozen=True, slots=True)
class CheckedPhotos:
    """Hold photos that the outputs are tried on."""

    classes: PhotoSet
    """Of ImageNet's classes, in folders of their WordNet ids: for tags and subjects."""
    numbers: Mapping[str, int]
    """From WordNet ids to the places of the classes among the tags."""
    coloured: PhotoSet
    """For `look`."""
    colours: Sequence[str]
    """Of its members."""
    originals: PhotoSet
    """Copies are made of these."""


def read_class_numbers(file: Path) -> dict[str, int]:
    """Return places by WordNet id, from a table of index, id and names.

    Raises:
        UserError: it is missing or no such table.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line[:1].isdigit()]
        return {row[1]: int(row[0]) for row in rows}
    except (OSError, ValueError, IndexError, UnicodeDecodeError) as error:
        raise UserError.in_words(
            f"The table of ImageNet's classes {file} cannot be read ({error}).",
            "Put imagenet_classes.tsv beside the weights.",
        ) from error


def measure_outputs(encoder: Encoder, photos: CheckedPhotos) -> dict[str, float]:
    """Return a number from 0 to 1 for each output.

    - tags_top1, tags_top5: shares of photos whose class is the first, among the first five;
    - subject: mean average precision, photos of ImageNet's classes search each other;
    - look: likewise, products by their colours;
    - copy, regions: micro average precision of edited copies, by the code and by that of the whole
      picture among the windows.
    """
    found = _encode(encoder, [image for image, _ in _read(photos.classes)])
    truth = np.array([photos.numbers[label] for label in photos.classes.labels])
    best = np.argsort(-found[TAGS], axis=1, kind="stable")[:, :5]
    right = best == truth[:, None]
    measured = {
        "tags_top1": float(right[:, 0].mean()),
        "tags_top5": float(right.any(axis=1).mean()),
        "subject": _each_among_others(found[CodeKind.SUBJECT.value], truth),
    }
    look = _encode(encoder, [image for image, _ in _read(photos.coloured)])
    colours = np.unique(np.array(photos.colours), return_inverse=True)[1]
    measured["look"] = _each_among_others(look[CodeKind.LOOK.value], colours)
    pictures = [image for image, _ in _read(photos.originals)]
    copies = [apply_edit(edit, image) for edit in EDITS for image in pictures]
    originals, edited = _encode(encoder, pictures), _encode(encoder, copies)
    places = np.tile(np.arange(len(pictures)), len(EDITS))
    whole = encoder.card.whole_region
    for kind in (CodeKind.COPY, CodeKind.REGIONS):
        asked, searched = edited[kind.value], originals[kind.value]
        others = found[kind.value]
        if kind is CodeKind.REGIONS:
            asked, searched, others = (rows[:, whole] for rows in (asked, searched, others))
        database = np.concatenate([pack(searched), pack(others)])
        distances = hamming_distances(pack(asked), database)
        measured[kind.value] = copy_metrics(distances, places).micro_ap
    return {name: round(float(value), 4) for name, value in measured.items()}


def lost(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    """Return the share of its worth that each output lost; below zero where it won."""
    return {name: round(1 - after[name] / before[name], 4) for name in before if before[name]}


def _each_among_others(values: NDArray[np.float32], labels: NDArray[np.integer]) -> float:
    codes = pack(values)
    distances = hamming_distances(codes, codes)
    found = [
        mean_average_precision(
            np.delete(row, place)[None], labels[place : place + 1], np.delete(labels, place)
        )
        for place, row in enumerate(distances)
        if (labels == labels[place]).sum() > 1
    ]
    return float(np.mean(found)) if found else 0.0


def _read(photos: PhotoSet) -> list[tuple[NDArray[np.uint8], str]]:
    with DatasetReader(photos) as reader:
        return [
            (reader.photo(place, _SHORT_SIDE), member)
            for place, member in enumerate(photos.members)
        ]


def _encode(
    encoder: Encoder, images: Sequence[NDArray[np.uint8]]
) -> dict[str, NDArray[np.float32]]:
    side = encoder.card.input_width
    parts = []
    for start in range(0, len(images), _BATCH):
        batch = [resize(image, side, side) for image in images[start : start + _BATCH]]
        parts.append(encoder.encode(np.stack(batch)))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

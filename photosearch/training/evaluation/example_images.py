"""Choose pictures for the report: queries and what was answered, as small JPEGs inside the page."""

from __future__ import annotations

import base64
import io
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosearch.core.errors import UnreadablePhoto
from photosearch.core.query import RgbImage
from photosearch.training.datasets import DatasetReader, PhotoSet
from photosearch.training.evaluation.copy_protocol import CopyResult, CopyRow
from photosearch.training.evaluation.labelled_protocol import LabelledResult, LabelledRow
from photosearch.training.evaluation_edits import apply_edit

SHOWN = 8
"""Answers beside a query."""
_PIXELS = 132
"""Of a picture's longer side."""
_QUALITY = 72
_PER_CLASS = 2
"""Worst queries of one class, at most: the next class is worth seeing too."""
_SEED = 0
"""Of the choice of examples."""


class ReportImage(NamedTuple):
    """Hold one picture of a row."""

    uri: str
    """A data: URI; empty if the photo cannot be read any more."""
    caption: str
    right: bool | None = None
    """None for a query."""


class Answers(NamedTuple):
    """Hold the best answers of one encoder."""

    title: str
    pictures: list[ReportImage]


class ReportExample(NamedTuple):
    """Hold a query and the answers of each encoder."""

    query: ReportImage
    answers: list[Answers]


def labelled_examples(
    result: LabelledResult,
    rows: Sequence[LabelledRow],
    titles: Sequence[str],
    chosen: Sequence[int],
) -> list[ReportExample]:
    """Return the chosen queries (by their place) with the answers of `rows`."""
    labels = result.database.labels
    query_labels = result.queries.labels
    examples = []
    with DatasetReader(result.queries) as queries, DatasetReader(result.database) as database:
        for place in chosen:
            wanted = query_labels[place]
            answers = [
                Answers(
                    title,
                    [
                        ReportImage(_uri(database, at), labels[at], labels[at] == wanted)
                        for at in row.figures.best[place, :SHOWN].tolist()
                    ],
                )
                for row, title in zip(rows, titles, strict=True)
            ]
            examples.append(ReportExample(ReportImage(_uri(queries, place), wanted), answers))
    return examples


def copy_examples(
    result: CopyResult,
    rows: Sequence[CopyRow],
    titles: Sequence[str],
    chosen: Sequence[tuple[int, int]],
) -> list[ReportExample]:
    """Return the chosen copies (edit, original) with the answers of `rows`."""
    originals = len(result.originals)
    examples = []
    with (
        DatasetReader(result.originals) as own,
        DatasetReader(result.distractors or result.originals) as others,
    ):
        for edit, place in chosen:

            def answer(at: int, wanted: int = place) -> ReportImage:
                if at < originals:
                    caption = "the original" if at == wanted else "another photo"
                    return ReportImage(_uri(own, at), caption, at == wanted)
                return ReportImage(_uri(others, at - originals), "distractor", right=False)

            answers = [
                Answers(title, [answer(at) for at in row.best[edit, place, :SHOWN].tolist()])
                for row, title in zip(rows, titles, strict=True)
            ]
            name = result.edits[edit]
            examples.append(ReportExample(ReportImage(_uri(own, place, name), name), answers))
    return examples


def at_random(row: LabelledRow, number: int) -> list[int]:
    """Return places of queries that have something to find."""
    known = np.flatnonzero(~np.isnan(row.figures.average_precisions))
    chosen = np.random.default_rng(_SEED).permutation(known)[:number]
    return [int(place) for place in np.sort(chosen)]


def worst(row: LabelledRow, labels: Sequence[str], number: int) -> list[int]:
    """Return places of the queries with the lowest average precision, few of one class."""
    precisions = row.figures.average_precisions
    chosen: list[int] = []
    seen: Counter[str] = Counter()
    for place in np.argsort(precisions, kind="stable").tolist():  # NaN comes last
        if np.isnan(precisions[place]) or len(chosen) == number:
            break
        seen[labels[place]] += 1
        if seen[labels[place]] <= _PER_CLASS:
            chosen.append(place)
    return chosen


def copies_at_random(row: CopyRow, number: int) -> list[tuple[int, int]]:
    """Return (edit, original) of some copies."""
    return _some(np.ones(row.best.shape[:2], bool), number)


def lost_copies(row: CopyRow, number: int) -> list[tuple[int, int]]:
    """Return (edit, original) of some copies whose first answer is wrong."""
    return _some(row.best[:, :, 0] != np.arange(row.best.shape[1]), number)


def _some(which: NDArray[np.bool_], number: int) -> list[tuple[int, int]]:
    """Return one of each edit at a time, so that rare losses are seen too."""
    rng = np.random.default_rng(_SEED)
    queues = [rng.permutation(np.flatnonzero(row)).tolist() for row in which]
    chosen: list[tuple[int, int]] = []
    while len(chosen) < number and any(queues):
        for edit in rng.permutation(len(queues)).tolist():
            if queues[edit] and len(chosen) < number:
                chosen.append((edit, queues[edit].pop()))
    return sorted(chosen)


def _uri(reader: DatasetReader, place: int, edit: str = "") -> str:
    try:
        rgb = reader.photo(place, None if edit else _PIXELS)
    except UnreadablePhoto:  # it changed since it was read
        return ""
    return data_uri(apply_edit(edit, rgb) if edit else rgb)


def data_uri(rgb: RgbImage) -> str:
    """Return a small JPEG of `rgb` (H, W, 3) that needs no file."""
    image = Image.fromarray(rgb)
    image.thumbnail((_PIXELS, _PIXELS), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"


def places_of(photos: PhotoSet) -> str:
    """Return a set in words: "clothing.zip/validation (341 photos)"."""
    folders = {member.rsplit("/", 2)[0] for member in photos.members if member.count("/") > 1}
    within = f"/{folders.pop()}" if len(folders) == 1 else ""
    return f"{photos.archive.name}{within} ({len(photos):,} photos)"
